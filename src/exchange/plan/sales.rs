//! Rows of a table of text as sales lines, with the customers and products they name.
//!
//! The whole of it happens in the worker: the page sends what it has and gets records to take over.

use std::collections::{BTreeMap, HashMap, HashSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{CellChange, Counts, State, cells::changes};
use crate::{
    domain::{
        Currency, Customer, Id,
        edit::Author,
        field::Value,
        ledger::{Product, SalesLine, line_amount},
        record::{Fault, Problem, Record, Stamp},
        tables::{AnyRecord, Tables},
    },
    exchange::{
        Place, Progress, Reason, Refusal, RefusedRow,
        csv::{Column, DraftRow, Parsed, Target, cells},
    },
};

/// So many changed lines are told cell by cell; the others are only counted.
const TOLD: usize = 200;

/// How rows find the line that is here already.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKey {
    /// By document, customer and product; the first such row is the first such line, and so on.
    Document,
    /// By customer, date, product, quantity and amount, counted in the same way.
    Content,
    /// Not at all: every row is a new line.
    None,
}

/// How rows become sales lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct SalesOptions {
    /// How they find lines that are here; open, it is the document where there is one.
    pub key: Option<LineKey>,
    /// Customers that are not here are made.
    pub makes_customers: bool,
    /// Products that are not here are made.
    pub makes_products: bool,
    /// Blank cells erase what is there.
    pub blanks_erase: bool,
    /// The exchange rate of rows in another currency that have none.
    pub rate: Option<Decimal>,
}

impl Default for SalesOptions {
    fn default() -> Self {
        Self {
            key: None,
            makes_customers: false,
            makes_products: true,
            blanks_erase: false,
            rate: None,
        }
    }
}

/// What makes records: the author, and a seed for ids that nobody has used before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Maker {
    /// Who imports.
    pub author: String,
    /// The day.
    pub today: chrono::NaiveDate,
    /// A random id.
    pub seed: Id,
    /// The home currency.
    pub home: Currency,
}

/// A changed line, cell by cell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ChangedLine {
    /// Line of the file.
    pub line: u64,
    /// What the record is called.
    pub title: String,
    /// What changes.
    pub cells: Vec<CellChange>,
}

/// The rows taken, added up: to compare with the file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sum {
    /// The currency.
    pub currency: Currency,
    /// How many rows.
    pub rows: usize,
    /// Their amount.
    pub amount: Decimal,
}

/// What the rows would do.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct SalesPlan {
    /// By table.
    pub counts: BTreeMap<String, Counts>,
    /// What was not accepted, and why.
    pub refused: Vec<RefusedRow>,
    /// The rows taken, by currency.
    pub sums: Vec<Sum>,
    /// The first changed lines.
    pub changed: Vec<ChangedLine>,
    /// New and changed records: customers, then products, then lines.
    pub records: Vec<AnyRecord>,
    /// Names of customers that are not here, the first ones, where they are not made.
    pub missing: Vec<String>,
}

/// The document where there is such a column, else the content.
pub fn default_line_key(columns: &[Column]) -> LineKey {
    let document = Target::Sale("document".to_owned());
    if columns.iter().any(|column| column.target == document) {
        LineKey::Document
    } else {
        LineKey::Content
    }
}

/// What the rows of a file would do to these tables.
///
/// # Errors
/// [`Reason::Cancelled`] where `progress` says so.
pub fn from_sales(
    parsed: &Parsed,
    options: &SalesOptions,
    tables: &Tables,
    maker: &Maker,
    progress: Progress<'_>,
) -> Result<SalesPlan, Refusal> {
    let mut rows = Rows::new(parsed, options, tables, maker);
    let total = parsed.rows.len() as u64;
    for (index, row) in parsed.rows.iter().enumerate() {
        if index % 256 == 0 && !progress(index as u64, total) {
            return Err(Reason::Cancelled.at(Place::cell(row.line, "")));
        }
        rows.take(row);
    }
    for row in &parsed.refused {
        rows.refuse(row.refusal.clone());
    }
    Ok(rows.finish())
}

/// Records that rows name, by a key.
struct Known {
    by_key: HashMap<String, Vec<Id>>,
    made: Vec<AnyRecord>,
}

impl Known {
    fn new() -> Self {
        Self {
            by_key: HashMap::new(),
            made: Vec::new(),
        }
    }

    fn add(&mut self, key: String, id: Id) {
        self.by_key.entry(key).or_default().push(id);
    }
}

struct Rows<'a> {
    parsed: &'a Parsed,
    options: &'a SalesOptions,
    tables: &'a Tables,
    maker: &'a Maker,
    author: Author,
    key: LineKey,
    finds_by_code: bool,
    product_keys: Vec<String>,
    customers: Known,
    products: Known,
    lines: HashMap<String, Vec<Id>>,
    seen: HashMap<String, usize>,
    touched: HashSet<Id>,
    n_made: u64,
    written: Vec<AnyRecord>,
    sums: BTreeMap<String, Sum>,
    missing: Vec<String>,
    plan: SalesPlan,
}

/// The cells of a row as they were read.
type Cells<'a> = [(&'a Column, Option<Value>)];

impl<'a> Rows<'a> {
    fn new(
        parsed: &'a Parsed,
        options: &'a SalesOptions,
        tables: &'a Tables,
        maker: &'a Maker,
    ) -> Self {
        let targets = || parsed.columns.iter().map(|column| &column.target);
        let finds_by_code = targets().any(|t| *t == Target::Customer("code".to_owned()));
        let product_keys: Vec<String> = targets()
            .filter_map(|target| match target {
                Target::Product(key) if matches!(&**key, "code" | "name" | "category" | "spec") => {
                    Some(key.clone())
                }
                _ => None,
            })
            .collect();
        let product_keys = if product_keys.iter().any(|key| key == "code") {
            vec!["code".to_owned()]
        } else {
            product_keys
        };
        let key = options
            .key
            .unwrap_or_else(|| default_line_key(&parsed.columns));
        let mut rows = Self {
            parsed,
            options,
            tables,
            maker,
            author: Author {
                name: maker.author.clone(),
                today: maker.today,
            },
            key,
            finds_by_code,
            product_keys,
            customers: Known::new(),
            products: Known::new(),
            lines: HashMap::new(),
            seen: HashMap::new(),
            touched: HashSet::new(),
            n_made: 0,
            written: Vec::new(),
            sums: BTreeMap::new(),
            missing: Vec::new(),
            plan: SalesPlan::default(),
        };
        for customer in tables.customers.iter() {
            let key = if finds_by_code {
                customer.code.clone()
            } else {
                Some(customer.name.clone())
            };
            if let Some(key) = key {
                rows.customers.add(key.trim().to_owned(), customer.id);
            }
        }
        for product in tables.products.iter() {
            let key = rows.product_key(|key| product.get(key));
            rows.products.add(key, product.id);
        }
        let mut here: Vec<_> = tables.sales.iter().collect();
        here.sort_by_key(|line| (line.date, line.id));
        for line in here {
            if let Some(key) = rows.line_key(line) {
                rows.lines.entry(key).or_default().push(line.id);
            }
        }
        rows
    }

    fn product_key(&self, get: impl Fn(&str) -> Option<Value>) -> String {
        let parts = self.product_keys.iter().map(|key| {
            let text = get(key).map(|value| value.to_plain()).unwrap_or_default();
            text.trim().to_owned()
        });
        parts.collect::<Vec<_>>().join("\u{1f}")
    }

    fn line_key(&self, line: &SalesLine) -> Option<String> {
        let product = line.product.map(|id| id.to_string()).unwrap_or_default();
        match self.key {
            LineKey::None => None,
            LineKey::Document => {
                let document = line.document.as_deref().unwrap_or_default();
                Some(format!("{document}\u{1f}{}\u{1f}{product}", line.customer))
            }
            LineKey::Content => {
                let date = line.date.map(|date| date.to_string()).unwrap_or_default();
                let quantity = line.quantity.unwrap_or_default().normalize();
                let amount = line
                    .amount
                    .map(|amount| amount.to_string())
                    .unwrap_or_default();
                Some(format!(
                    "{}\u{1f}{date}\u{1f}{product}\u{1f}{quantity}\u{1f}{amount}",
                    line.customer
                ))
            }
        }
    }

    fn new_id(&mut self) -> Id {
        self.n_made += 1;
        Id::derived(&format!("{}:{}", self.maker.seed, self.n_made))
    }

    fn stamp(&self, rev: u32) -> Stamp {
        Stamp {
            rev: rev.saturating_add(1),
            by: self.author.name.clone(),
            on: self.author.today,
        }
    }

    fn refuse(&mut self, refusal: Refusal) {
        let counts = self
            .plan
            .counts
            .entry(SalesLine::TABLE.to_owned())
            .or_default();
        counts.total += 1;
        counts.refused += 1;
        self.plan.refused.push(RefusedRow {
            table: SalesLine::TABLE.to_owned(),
            refusal,
        });
    }

    fn take(&mut self, row: &DraftRow) {
        match self.line(row) {
            Ok((line, state)) => {
                let counts = self
                    .plan
                    .counts
                    .entry(SalesLine::TABLE.to_owned())
                    .or_default();
                counts.add(state);
                if let Some(amount) = line.amount {
                    let code = amount.currency().to_string();
                    let sum = self.sums.entry(code).or_insert(Sum {
                        currency: amount.currency(),
                        rows: 0,
                        amount: Decimal::ZERO,
                    });
                    sum.rows += 1;
                    sum.amount += amount.to_decimal();
                }
                if state.is_some() {
                    self.written.push(line.into());
                }
            }
            Err(refusal) => self.refuse(refusal),
        }
    }

    /// The line a row gives, and what that would do.
    fn line(&mut self, row: &DraftRow) -> Result<(SalesLine, Option<State>), Refusal> {
        let (cells, currency) = self.cells(row)?;
        let customer = self.customer(&cells, row)?;
        let product = self.product(&cells, row)?;
        let mut line = SalesLine {
            customer,
            product,
            ..SalesLine::default()
        };
        self.fill(&mut line, &cells, false);
        self.complete(&mut line, currency);
        let before = self.line_key(&line).and_then(|key| {
            let nth = self.seen.entry(key.clone()).or_default();
            *nth += 1;
            let id = *self.lines.get(&key)?.get(*nth - 1)?;
            self.tables.sales.get(id).cloned()
        });
        let state = match &before {
            None => {
                line.id = self.new_id();
                line.stamp = self.stamp(0);
                Some(State::New)
            }
            Some(before) => {
                let mut after = SalesLine::clone(before);
                (after.customer, after.product) = (customer, product.or(before.product));
                self.fill(&mut after, &cells, self.options.blanks_erase);
                if !cells.iter().any(|(column, _)| column.target == amount()) {
                    after.amount = None;
                    self.complete(&mut after, currency);
                    after.amount = after.amount.or(before.amount);
                }
                line = after;
                self.touched.insert(line.id);
                (line != **before).then_some(State::Changed)
            }
        };
        if let Some(fault) = line.faults().into_iter().next() {
            return Err(self.fault(row, fault));
        }
        if line
            .amount
            .is_some_and(|amount| amount.currency() != self.maker.home)
            && line.rate.is_none()
        {
            let fault = Fault {
                field: "rate".to_owned(),
                problem: Problem::Missing,
            };
            return Err(self.fault(row, fault));
        }
        if let (Some(before), Some(_)) = (before, state) {
            if self.plan.changed.len() < TOLD {
                let (old, new) = (AnyRecord::SalesLine(before.clone()), line.clone().into());
                self.plan.changed.push(ChangedLine {
                    line: row.line,
                    title: line.title(),
                    cells: changes(&old, &new),
                });
            }
            line.stamp = self.stamp(before.stamp.rev);
        }
        Ok((line, state))
    }

    /// The cells of a row, and the currency of its amounts.
    fn cells(
        &self,
        row: &DraftRow,
    ) -> Result<(Vec<(&'a Column, Option<Value>)>, Currency), Refusal> {
        let parsed: &'a Parsed = self.parsed;
        let pairs = || parsed.columns.iter().zip(&row.cells);
        let currency = pairs().find(|(column, _)| column.target == Target::Currency);
        let currency = match currency {
            Some((column, text)) if !text.trim().is_empty() => {
                let code = match text.trim() {
                    "人民币" | "RMB" | "元" => "CNY".to_owned(),
                    code => code.to_uppercase(),
                };
                let problem = Reason::Fault(Problem::Currency);
                let place = Place::cell(row.line, &column.header);
                Some(code.parse().map_err(|_| problem.at(place))?)
            }
            _ => None,
        };
        let stated = pairs().find(|(column, _)| column.target == amount());
        let stated = stated.and_then(|(column, _)| column.currency);
        let chosen = currency
            .or(stated)
            .or_else(|| parsed.columns.iter().find_map(|c| c.currency));
        let chosen = chosen.unwrap_or(self.maker.home);
        let mut read = Vec::with_capacity(row.cells.len());
        for (column, text) in pairs() {
            if matches!(column.target, Target::Ignore | Target::Currency) {
                continue;
            }
            let in_currency;
            let as_read = if column.currency == Some(chosen) {
                column
            } else {
                in_currency = Column {
                    currency: Some(chosen),
                    ..column.clone()
                };
                &in_currency
            };
            let value = cells::read(as_read, text, self.parsed.is_guarded);
            let value = value.map_err(|reason| reason.at(Place::cell(row.line, &column.header)))?;
            read.push((column, value));
        }
        Ok((read, chosen))
    }

    fn fill(&self, line: &mut SalesLine, cells: &Cells<'_>, blanks_erase: bool) {
        for (column, value) in cells {
            if let Target::Sale(key) = &column.target
                && (value.is_some() || blanks_erase)
            {
                line.set(key, value.clone());
            }
        }
    }

    /// The amount out of quantity and price, and the rate chosen for the file.
    fn complete(&self, line: &mut SalesLine, currency: Currency) {
        if line.quantity.is_none() && line.amount.is_some() {
            line.quantity = Some(Decimal::ONE);
        }
        if line.amount.is_none()
            && let (Some(quantity), Some(price)) = (line.quantity, line.unit_price)
        {
            line.amount = line_amount(quantity, price, line.discount, currency).ok();
        }
        let is_foreign = |line: &SalesLine| {
            line.amount
                .is_some_and(|amount| amount.currency() != self.maker.home)
        };
        if line.rate.is_none() && is_foreign(line) {
            line.rate = self.options.rate;
        }
    }

    fn customer(&mut self, cells: &Cells<'_>, row: &DraftRow) -> Result<Id, Refusal> {
        let text = |key: &str| text_of(cells, &Target::Customer(key.to_owned()));
        let (code, name) = (text("code"), text("name"));
        let key = if self.finds_by_code { &code } else { &name };
        let header = if self.finds_by_code { "code" } else { "name" };
        let place = self.place(row, &Target::Customer(header.to_owned()));
        let Some(key) = key.clone() else {
            return Err(Reason::NoKey.at(place));
        };
        match self.customers.by_key.get(&key).map(Vec::as_slice) {
            Some([id]) => return Ok(*id),
            Some([_, _, ..]) => return Err(Reason::Ambiguous.at(place)),
            _ => {}
        }
        if !self.options.makes_customers {
            if self.missing.len() < TOLD && !self.missing.contains(&key) {
                self.missing.push(key.clone());
            }
            return Err(Reason::NoCustomer(key).at(place));
        }
        let id = self.new_id();
        let customer = Customer {
            code: code.clone(),
            status: Some("traded".to_owned()),
            card_date: Some(self.author.today),
            stamp: self.stamp(0),
            ..Customer::new(id, &name.unwrap_or_else(|| key.clone()))
        };
        if let Some(fault) = customer.faults().into_iter().next() {
            return Err(Reason::Fault(fault.problem).at(place));
        }
        self.customers.made.push(customer.into());
        self.customers.add(key, id);
        Ok(id)
    }

    fn product(&mut self, cells: &Cells<'_>, row: &DraftRow) -> Result<Option<Id>, Refusal> {
        let values: HashMap<&str, Value> = cells
            .iter()
            .filter_map(|(column, value)| match &column.target {
                Target::Product(key) => Some((key.as_str(), value.clone()?)),
                _ => None,
            })
            .collect();
        let named = values.get("name").or_else(|| values.get("code"));
        let Some(name) = named.map(Value::to_plain) else {
            return Ok(None);
        };
        let key = self.product_key(|key| values.get(key).cloned());
        let place = self.place(row, &Target::Product("name".to_owned()));
        match self.products.by_key.get(&key).map(Vec::as_slice) {
            Some([id]) => return Ok(Some(*id)),
            Some([_, _, ..]) => return Err(Reason::Ambiguous.at(place)),
            _ => {}
        }
        if !self.options.makes_products {
            return Err(Reason::NoProduct(name).at(place));
        }
        let mut product = Product {
            id: self.new_id(),
            name,
            stamp: self.stamp(0),
            ..Product::default()
        };
        for (key, value) in values {
            product.set(key, Some(value));
        }
        if let Some(fault) = product.faults().into_iter().next() {
            return Err(Reason::Fault(fault.problem).at(place));
        }
        let id = product.id;
        self.products.made.push(product.into());
        self.products.add(key, id);
        Ok(Some(id))
    }

    fn place(&self, row: &DraftRow, target: &Target) -> Place {
        let mut columns = self.parsed.columns.iter();
        let column = columns.find(|column| column.target == *target);
        Place::cell(row.line, column.map_or("", |column| &column.header))
    }

    fn fault(&self, row: &DraftRow, fault: Fault) -> Refusal {
        let place = self.place(row, &Target::Sale(fault.field.clone()));
        if place.at.is_empty() && matches!(fault.problem, Problem::Missing) {
            return Reason::NoColumn(fault.field).at(place);
        }
        Reason::Fault(fault.problem).at(place)
    }

    /// Customers and products whose every row was refused are not made.
    fn finish(self) -> SalesPlan {
        let mut plan = self.plan;
        let used: HashSet<Id> = self
            .written
            .iter()
            .flat_map(AnyRecord::references)
            .map(|reference| reference.id)
            .collect();
        for made in [self.customers.made, self.products.made] {
            for record in made
                .into_iter()
                .filter(|record| used.contains(&record.id()))
            {
                let counts = plan.counts.entry(record.table().to_owned()).or_default();
                counts.add(Some(State::New));
                plan.records.push(record);
            }
        }
        plan.records.extend(self.written);
        plan.sums = self.sums.into_values().collect();
        plan.missing = self.missing;
        plan.refused.sort_by_key(|row| row.refusal.place.line);
        plan
    }
}

fn amount() -> Target {
    Target::Sale("amount".to_owned())
}

fn text_of(cells: &Cells<'_>, target: &Target) -> Option<String> {
    let (_, value) = cells.iter().find(|(column, _)| column.target == *target)?;
    Some(value.as_ref()?.to_plain().trim().to_owned())
}
