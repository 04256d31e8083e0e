//! A line while it is entered, and records chosen by their names.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::{
        clock::new_id,
        form::{Draft, read_all},
    },
    domain::{
        Currency, Id, Money,
        field::Value,
        ledger::{SalesLine, line_amount},
        names::Names,
        record::Problem,
    },
};

/// Fields of a line that are typed, beside product and amount.
pub const CELLS: &[&str] = &["quantity", "unit_price", "discount", "note"];

/// The draft of a field of a line.
pub fn draft(key: &str, value: Option<Value>) -> Option<Draft> {
    SalesLine::field(key).map(|field| Draft::new(field, value))
}

/// A record chosen by its name.
#[derive(Clone, Copy)]
pub struct Pick {
    /// What was typed.
    pub typed: RwSignal<String>,
    /// The record chosen.
    pub id: RwSignal<Option<Id>>,
    /// What is wrong with it.
    pub problem: RwSignal<Option<Problem>>,
}

impl Pick {
    /// A record by its id; blank without one.
    pub fn new(id: Option<Id>, names: &Names) -> Self {
        let name = id.and_then(|id| names.get(id));
        Self {
            typed: RwSignal::new(name.map(|name| name.label.clone()).unwrap_or_default()),
            id: RwSignal::new(id),
            problem: RwSignal::new(None),
        }
    }

    /// Takes what is typed; the choice made before no longer holds.
    pub fn type_text(self, text: String) {
        self.typed.set(text);
        self.id.set(None);
        self.problem.set(None);
    }

    /// Takes a record.
    pub fn choose(self, id: Id, label: String) {
        self.typed.set(label);
        self.id.set(Some(id));
        self.problem.set(None);
    }

    fn is_blank(self) -> bool {
        self.id.get_untracked().is_none()
            && self.typed.with_untracked(|text| text.trim().is_empty())
    }
}

/// A line of the document.
#[derive(Clone, Copy)]
pub struct Row {
    /// The line's id.
    pub id: Id,
    /// What is sold.
    pub product: Pick,
    /// The rest that is typed, in the order of [`CELLS`].
    pub cells: StoredValue<Vec<Draft>>,
    /// The amount, a number without the currency.
    pub amount: Draft,
    before: StoredValue<Option<Arc<SalesLine>>>,
}

impl Row {
    /// The line as it was, or a blank one.
    pub fn new(before: Option<Arc<SalesLine>>, products: &Names) -> Option<Self> {
        let value = |key: &str| before.as_ref().and_then(|line| line.get(key));
        let amount = before.as_ref().and_then(|line| line.amount);
        let amount = amount.map(|amount| Value::Decimal(amount.to_decimal()));
        let cells = CELLS.iter().filter_map(|key| draft(key, value(key)));
        let product = before.as_ref().and_then(|line| line.product);
        Some(Self {
            id: before.as_ref().map_or_else(new_id, |line| line.id),
            product: Pick::new(product, products),
            cells: StoredValue::new(cells.collect()),
            amount: draft("amount", amount)?,
            before: StoredValue::new(before),
        })
    }

    /// Whether it is not in the ledger yet.
    pub fn is_new(self) -> bool {
        self.before.with_value(Option::is_none)
    }

    /// The line with what was typed into its own cells; nothing while something is wrong, which
    /// then stands beside its cell.
    pub fn read(
        self,
        currency: Currency,
        find: impl FnOnce(&str) -> Option<(Id, String)>,
    ) -> Option<SalesLine> {
        let values = self.cells.with_value(|drafts| read_all(drafts));
        let amount = self.money(currency);
        self.amount.problem.set(amount.as_ref().err().cloned());
        let product = settle(self.product, find);
        let mut line = self.before.with_value(|before| match before {
            Some(before) => SalesLine::clone(before),
            None => SalesLine {
                id: self.id,
                ..SalesLine::default()
            },
        });
        line.product = product?;
        line.amount = amount.ok()?;
        for (key, value) in values? {
            line.set(key, value);
        }
        Some(line)
    }

    /// The draft of a field.
    pub fn cell(self, key: &str) -> Option<Draft> {
        self.cells
            .with_value(|cells| cells.iter().find(|draft| draft.field.key == key).copied())
    }

    fn value(self, key: &str) -> Option<rust_decimal::Decimal> {
        let draft = self.cell(key)?;
        match draft.text.with(|text| draft.field.parse(text)) {
            Ok(Some(Value::Decimal(number))) => Some(number),
            _ => None,
        }
    }

    /// The amount that quantity, price and discount give, where there is a price. A line that was
    /// there before keeps its amount while these are as they were.
    pub fn computed(self, currency: Currency) -> Option<Result<Money, Problem>> {
        let (quantity, price) = (self.value("quantity")?, self.value("unit_price")?);
        let discount = self.value("discount");
        let stated = self.before.with_value(|before| {
            let before = before.as_ref()?;
            let is_same = before.quantity == Some(quantity)
                && before.unit_price == Some(price)
                && before.discount == discount;
            before
                .amount
                .filter(|amount| is_same && amount.currency() == currency)
        });
        if let Some(stated) = stated {
            return Some(Ok(stated));
        }
        Some(line_amount(quantity, price, discount, currency).map_err(|_| Problem::TooLarge))
    }

    /// The amount as typed.
    fn typed_amount(self, currency: Currency) -> Result<Option<Money>, Problem> {
        let text = self.amount.text.get();
        if text.trim().is_empty() {
            return Ok(None);
        }
        match self.amount.field.parse(&format!("{text} {currency}"))? {
            Some(Value::Money(money)) => Ok(Some(money)),
            _ => Ok(None),
        }
    }

    /// The amount, computed or typed.
    pub fn money(self, currency: Currency) -> Result<Option<Money>, Problem> {
        match self.computed(currency) {
            Some(computed) => computed.map(Some),
            None => self.typed_amount(currency),
        }
    }

    /// All that was typed.
    pub fn texts(self) -> Vec<String> {
        let cells = self.cells.get_value();
        let cells = cells.iter().map(|draft| draft.text.get_untracked());
        let own = [
            self.product.typed.get_untracked(),
            self.amount.text.get_untracked(),
        ];
        own.into_iter().chain(cells).collect()
    }

    /// Whether nothing was typed.
    pub fn is_blank(self) -> bool {
        self.texts().iter().all(|text| text.trim().is_empty())
    }

    /// Takes a cell of the row above.
    pub fn copy_from(self, above: Self, key: &str) {
        match key {
            "product" => {
                self.product.typed.set(above.product.typed.get_untracked());
                self.product.id.set(above.product.id.get_untracked());
                self.product.problem.set(None);
            }
            "amount" => self.amount.text.set(above.amount.text.get_untracked()),
            key => {
                if let (Some(own), Some(above)) = (self.cell(key), above.cell(key)) {
                    own.text.set(above.text.get_untracked());
                    own.read().ok();
                }
            }
        }
    }
}

/// The record of a pick, none where it is blank; nothing where what was typed names no record.
pub fn settle(pick: Pick, find: impl FnOnce(&str) -> Option<(Id, String)>) -> Option<Option<Id>> {
    if pick.is_blank() {
        return Some(None);
    }
    if let Some(id) = pick.id.get_untracked() {
        return Some(Some(id));
    }
    let typed = pick.typed.get_untracked();
    match find(&typed) {
        Some((id, label)) => {
            pick.choose(id, label);
            Some(Some(id))
        }
        None => {
            pick.problem.set(Some(Problem::NotInList(typed)));
            None
        }
    }
}
