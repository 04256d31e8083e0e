//! What each column of a file holds and how it writes dates and numbers.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    dates::{self, DateOrder},
    guard::MARKER,
    numbers::{self, NumberStyle},
    synonyms,
};
use crate::{
    content::{Lang, bi},
    domain::{
        Currency,
        customer::{Contact, Customer},
        field::{Field, Kind},
        ledger::{Product, SalesLine},
    },
};

/// What the rows of a file are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A customer each.
    #[default]
    Customers,
    /// A sales line each.
    Sales,
}

/// The currency of a line, which its amount takes.
const CURRENCY: Field = Field {
    key: "currency",
    label: bi("币种", "Currency"),
    kind: Kind::Line,
    group: "sale",
};

/// Where the cells of a column go.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Nowhere.
    #[default]
    Ignore,
    /// Into the customer's field of that key.
    Customer(String),
    /// Into the field of that key of the main contact.
    Contact(String),
    /// The given name of the contact; of the customer where a row has no company.
    FirstName,
    /// The family name of the contact; of the customer where a row has no company.
    LastName,
    /// Into the sales line's field of that key.
    Sale(String),
    /// Into the field of that key of the product sold.
    Product(String),
    /// The currency of the row's amounts.
    Currency,
}

impl Target {
    /// The field of a contact, but for the mark of the main one, which the import sets itself.
    pub fn contact(key: &str) -> Option<Self> {
        let field = Contact::field(key).filter(|field| field.key != "main")?;
        Some(Self::Contact(field.key.to_owned()))
    }

    /// The field of the catalogue it stands for.
    pub fn field(&self) -> Option<&'static Field> {
        match self {
            Self::Customer(key) => Customer::field(key),
            Self::Contact(key) => Contact::field(key).filter(|field| field.key != "main"),
            Self::FirstName | Self::LastName => Contact::field("name"),
            Self::Sale(key) => SalesLine::field(key),
            Self::Product(key) => Product::field(key),
            Self::Currency => Some(&CURRENCY),
            Self::Ignore => None,
        }
    }

    /// The header of our files.
    pub fn label(&self, lang: Lang) -> String {
        let label = self.field().map_or("", |field| field.label.in_lang(lang));
        match (self, lang) {
            (Self::Ignore, _) => String::new(),
            (Self::Customer(_) | Self::Sale(_) | Self::Product(_) | Self::Currency, _) => {
                label.to_owned()
            }
            (Self::Contact(key), _) if key == "name" => label.to_owned(),
            (Self::Contact(_), Lang::Zh) => format!("联系人{label}"),
            (Self::Contact(_), Lang::En) => format!("Contact {}", label.to_lowercase()),
            (Self::FirstName, Lang::Zh) => "名".to_owned(),
            (Self::FirstName, Lang::En) => "First name".to_owned(),
            (Self::LastName, Lang::Zh) => "姓".to_owned(),
            (Self::LastName, Lang::En) => "Last name".to_owned(),
        }
    }
}

/// What a file of that header most likely holds: sales where there is a date and an amount, or
/// a price and a quantity.
pub fn guess_subject(header: &[String]) -> Subject {
    let targets = guess(header, Subject::Sales);
    let has = |key: &str| targets.contains(&Target::Sale(key.to_owned()));
    if has("date") && (has("amount") || has("quantity") && has("unit_price")) {
        Subject::Sales
    } else {
        Subject::Customers
    }
}

/// What the rows are: as chosen, else as the chosen targets say, else as the header says.
pub fn subject(header: &[String], choices: &ColumnChoices) -> Subject {
    let by_targets = choices.targets.as_ref().map(|targets| {
        let is_sale = targets
            .iter()
            .any(|target| matches!(target, Target::Sale(_)));
        if is_sale {
            Subject::Sales
        } else {
            Subject::Customers
        }
    });
    let chosen = choices.subject.or(by_targets);
    chosen.unwrap_or_else(|| guess_subject(header))
}

/// The likeliest targets of a header, each at most once.
pub fn guess(header: &[String], subject: Subject) -> Vec<Target> {
    let mut taken = BTreeSet::new();
    let mut targets = Vec::new();
    for name in header {
        let mut target = synonyms::target_of(without_currency(name).0, subject);
        if taken.contains(&target) {
            // A second telephone is the contact's.
            target = match &target {
                Target::Customer(key) if subject == Subject::Customers && key != "name" => {
                    Target::contact(key).unwrap_or_default()
                }
                _ => Target::Ignore,
            };
        }
        if taken.contains(&target) {
            target = Target::Ignore;
        }
        if target != Target::Ignore {
            taken.insert(target.clone());
        }
        targets.push(target);
    }
    targets
}

/// Line, place, reason and mark: what a file of refused rows has behind its own columns.
const OF_REFUSED: usize = 4;

/// A text that is the same for the same header, by which the app remembers a mapping. A file of
/// refused rows has the key of the file they were in.
pub fn header_key(header: &[String]) -> String {
    let is_of_refused = header.last().is_some_and(|name| name == MARKER);
    let n_own = header.len()
        - if is_of_refused {
            OF_REFUSED.min(header.len())
        } else {
            0
        };
    let own = header.iter().take(n_own);
    let names: Vec<_> = own.map(|name| synonyms::plain(name)).collect();
    crate::exchange::json::canonical::digest(names.join("\n").as_bytes())
}

/// `Credit limit (CNY)` without its currency.
fn without_currency(header: &str) -> (&str, Option<Currency>) {
    let parsed = || {
        let open = header.rfind(['(', '（'])?;
        let inner = header
            .get(open..)?
            .trim()
            .trim_matches(['(', ')', '（', '）']);
        Some((header.get(..open)?, Some(inner.trim().parse().ok()?)))
    };
    parsed().unwrap_or((header, None))
}

/// A column of a file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// What it holds.
    pub target: Target,
    /// The currency of amounts without one: the header's, else the one the user chose.
    pub currency: Option<Currency>,
    /// How it writes dates, where it holds dates.
    pub dates: Option<DateOrder>,
    /// How it writes numbers, where it holds numbers.
    pub numbers: Option<NumberStyle>,
}

/// What the user decided about the columns; what is left open is guessed.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnChoices {
    /// What the rows are.
    pub subject: Option<Subject>,
    /// A target for each column.
    pub targets: Option<Vec<Target>>,
    /// The order of dates by column.
    pub dates: BTreeMap<usize, DateOrder>,
    /// The style of numbers by column.
    pub numbers: BTreeMap<usize, NumberStyle>,
    /// The currency of amounts without one.
    pub currency: Option<Currency>,
    /// The order of dates by column where the file leaves it open.
    pub usual_dates: BTreeMap<usize, DateOrder>,
    /// The style of numbers by column where the file leaves it open.
    pub usual_numbers: BTreeMap<usize, NumberStyle>,
}

impl ColumnChoices {
    /// What to remember of a file for the next one with its header: where its columns went, and
    /// how they wrote dates and numbers, for the case that the next one does not show it.
    #[must_use]
    pub fn to_remember(&self, columns: &[Column]) -> Self {
        let enumerated = || columns.iter().enumerate();
        let dates = enumerated().filter_map(|(index, column)| {
            let order = column.dates?;
            matches!(order, DateOrder::Day | DateOrder::Month).then_some((index, order))
        });
        let numbers = enumerated().filter_map(|(index, column)| {
            let style = column.numbers?;
            matches!(style, NumberStyle::Point | NumberStyle::Comma).then_some((index, style))
        });
        Self {
            targets: Some(columns.iter().map(|column| column.target.clone()).collect()),
            currency: self.currency,
            usual_dates: dates.collect(),
            usual_numbers: numbers.collect(),
            ..Self::default()
        }
    }
}

/// Settles every column; `cells` gives the content of one, `is_plain` says that our own program
/// wrote the numbers. A target that stands twice holds for its first column.
pub fn settle<'a>(
    header: &[String],
    choices: &ColumnChoices,
    subject: Subject,
    is_plain: bool,
    cells: &dyn Fn(usize) -> Vec<&'a str>,
) -> Vec<Column> {
    let targets = choices.targets.clone();
    let targets = targets.unwrap_or_else(|| guess(header, subject));
    let mut taken = BTreeSet::new();
    let columns = header.iter().enumerate().map(|(index, header)| {
        let target = targets.get(index).filter(|target| target.field().is_some());
        let target = target.filter(|target| taken.insert((*target).clone()));
        let target = target.cloned().unwrap_or_default();
        let currency = without_currency(header).1.or(choices.currency);
        let kind = target.field().map(|field| field.kind);
        let dates = (kind == Some(Kind::Date)).then(|| {
            let chosen = choices.dates.get(&index).copied();
            let order = chosen.unwrap_or_else(|| dates::decide(cells(index).into_iter()));
            let usual = choices.usual_dates.get(&index);
            usual
                .filter(|_| order == DateOrder::Unclear)
                .copied()
                .unwrap_or(order)
        });
        let places = kind.and_then(|kind| places(kind, currency));
        let numbers = places.map(|places| {
            let style = match choices.numbers.get(&index) {
                Some(chosen) => *chosen,
                None if is_plain => NumberStyle::Point,
                None => numbers::decide(cells(index).into_iter(), places),
            };
            let usual = choices.usual_numbers.get(&index);
            usual
                .filter(|_| style == NumberStyle::Unclear)
                .copied()
                .unwrap_or(style)
        });
        Column {
            header: header.clone(),
            target,
            currency,
            dates,
            numbers,
        }
    });
    columns.collect()
}

/// What rows cannot do without.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// Something to know or to name the customer by.
    Customer,
    /// The date of a sale.
    Date,
    /// The amount of a sale, or quantity and price.
    Amount,
}

/// What rows cannot do without and no column holds.
pub fn wanted(columns: &[Column], subject: Subject) -> Vec<Wanted> {
    let has = |is_it: &dyn Fn(&Target) -> bool| columns.iter().any(|c| is_it(&c.target));
    let has_sale = |key: &str| has(&|target| matches!(target, Target::Sale(own) if own == key));
    let has_customer = has(&|target| match (target, subject) {
        (Target::FirstName | Target::LastName, _) => true,
        (Target::Customer(key), Subject::Customers) => {
            matches!(&**key, "code" | "name" | "tax_no" | "email")
        }
        (Target::Customer(key), Subject::Sales) => matches!(&**key, "code" | "name"),
        _ => false,
    });
    let has_amount = has_sale("amount") || has_sale("quantity") && has_sale("unit_price");
    let is_of_sales = subject == Subject::Sales;
    let found = [
        (Wanted::Customer, has_customer),
        (Wanted::Date, has_sale("date") || !is_of_sales),
        (Wanted::Amount, has_amount || !is_of_sales),
    ];
    let absent = found.into_iter().filter(|(_, is_there)| !is_there);
    absent.map(|(what, _)| what).collect()
}

/// The most decimal places of a number of that kind, none inside where there is no limit; none at
/// all where the kind is no number.
pub(super) fn places(kind: Kind, currency: Option<Currency>) -> Option<Option<u32>> {
    match kind {
        Kind::Whole(..) => Some(Some(0)),
        Kind::Money => Some(Some(currency.map_or(2, Currency::decimals))),
        Kind::Decimal | Kind::Signed | Kind::Share => Some(None),
        _ => None,
    }
}
