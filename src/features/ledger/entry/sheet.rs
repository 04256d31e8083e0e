//! A document while it is entered: what was typed, what it amounts to, what is wrong with it.

use std::sync::Arc;

use leptos::prelude::*;

use super::row::{Pick, Row, draft, settle};
use crate::{
    app::{
        App,
        clock::new_id,
        form::{Draft, read_all, show_fault},
    },
    domain::{
        Currency, Id, Money,
        field::Value,
        ledger::{Document, HOME_CURRENCY, Product, SalesLine},
        names::Names,
        record::{Problem, Record},
    },
};

/// Fields of the document as a whole, in the order they are entered after the customer.
pub const HEAD: &[&str] = &[
    "document",
    "rate",
    "payment",
    "handler",
    "delivered_on",
    "due_on",
];

/// The document being entered. Copies are the same document.
#[derive(Clone, Copy)]
pub struct Sheet {
    /// Who bought.
    pub customer: Pick,
    /// When.
    pub date: Draft,
    /// The rest that holds for all lines, in the order of [`HEAD`].
    pub head: StoredValue<Vec<Draft>>,
    /// The home currency.
    pub home: Currency,
    /// The currency's code.
    pub currency: RwSignal<String>,
    /// The lines.
    pub rows: RwSignal<Vec<Row>>,
    /// Products named here for the first time.
    pub new_products: RwSignal<Vec<Product>>,
    /// The customers there are.
    pub customers: StoredValue<Names>,
    /// The products there are.
    pub products: StoredValue<Names>,
    before: StoredValue<Vec<Arc<SalesLine>>>,
    first_head: StoredValue<Vec<Option<Value>>>,
    first_texts: StoredValue<Vec<String>>,
    owner: StoredValue<Owner>,
}

/// The lines of the document that a line belongs to: same customer, day, number and currency.
fn lines_of(app: App, line: Id) -> Vec<Arc<SalesLine>> {
    app.book(|book| {
        let Some(one) = book.tables.sales.get(line) else {
            return Vec::new();
        };
        let currency = |line: &SalesLine| line.amount.map(|amount| amount.currency());
        let lines = book.tables.sales.iter().filter(|line| {
            line.customer == one.customer
                && line.date == one.date
                && line.document == one.document
                && currency(line) == currency(one)
        });
        lines.cloned().collect()
    })
}

impl Sheet {
    /// The document of a line, or a fresh one, for a customer where one is given.
    pub fn open(app: App, line: Option<Id>, customer: Option<Id>) -> Option<Self> {
        let before = line.map(|line| lines_of(app, line)).unwrap_or_default();
        let first = before.first().cloned();
        let (home, customers, products) = app.book(|book| {
            let tables = &book.tables;
            let home = HOME_CURRENCY.currency(tables);
            (
                home,
                Names::of_customers(tables),
                Names::of_products(tables),
            )
        });
        let value = |key: &str| first.as_ref().and_then(|line| line.get(key));
        let head: Vec<_> = HEAD
            .iter()
            .filter_map(|key| draft(key, value(key)))
            .collect();
        let today = Some(Value::Date(app.today()));
        let date = if first.is_some() {
            value("date")
        } else {
            today
        };
        let customer = first.as_ref().map(|line| line.customer).or(customer);
        let currency = first.as_ref().and_then(|line| line.amount);
        let currency = currency.map_or(home, |amount| amount.currency());
        let sheet = Self {
            customer: Pick::new(customer, &customers),
            date: draft("date", date)?,
            home,
            first_head: StoredValue::new(HEAD.iter().map(|key| value(key)).collect()),
            head: StoredValue::new(head),
            currency: RwSignal::new(currency.code().to_owned()),
            rows: RwSignal::new(Vec::new()),
            new_products: RwSignal::new(Vec::new()),
            customers: StoredValue::new(customers),
            products: StoredValue::new(products),
            before: StoredValue::new(before.clone()),
            first_texts: StoredValue::new(Vec::new()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        for line in before {
            sheet.add(Some(line));
        }
        sheet.add(None);
        sheet.first_texts.set_value(sheet.texts());
        Some(sheet)
    }

    /// Whether it changes a document that is there already.
    pub fn is_old(self) -> bool {
        self.before.with_value(|before| !before.is_empty())
    }

    /// The currency; the renminbi while none is chosen.
    pub fn money(self) -> Currency {
        self.currency
            .with(|code| code.parse().unwrap_or(Currency::CNY))
    }

    /// Adds a line at the end.
    pub fn add(self, before: Option<Arc<SalesLine>>) {
        let row = self.owner.with_value(|owner| {
            owner.with(|| {
                self.products
                    .with_value(|products| Row::new(before, products))
            })
        });
        self.rows.update(|rows| rows.extend(row));
    }

    /// Takes a line out; one blank line always stays.
    pub fn remove(self, id: Id) {
        self.rows.update(|rows| rows.retain(|row| row.id != id));
        if self.rows.with_untracked(Vec::is_empty) {
            self.add(None);
        }
    }

    /// The line at a place, made where it is the next one.
    pub fn row(self, at: usize) -> Option<Row> {
        if at == self.rows.with_untracked(Vec::len) {
            self.add(None);
        }
        self.rows.with_untracked(|rows| rows.get(at).copied())
    }

    fn texts(self) -> Vec<String> {
        let rows = self.rows.get_untracked();
        let rows = rows.iter().filter(|row| !row.is_blank());
        let head = self.head.get_value();
        let head = head.iter().map(|draft| draft.text.get_untracked());
        let own = [
            self.customer.typed.get_untracked(),
            self.date.text.get_untracked(),
            self.currency.get_untracked(),
        ];
        own.into_iter()
            .chain(head)
            .chain(rows.flat_map(|row| row.texts()))
            .collect()
    }

    /// Whether anything was typed since it was opened.
    pub fn is_touched(self) -> bool {
        self.texts() != self.first_texts.get_value()
    }

    /// A product of that name for a line: one there is, one named before, or a new one.
    pub fn name_product(self, row: Row, typed: &str) {
        let label = typed.trim().to_owned();
        if let Some((id, label)) = self.find_product(&label) {
            return row.product.choose(id, label);
        }
        let id = new_id();
        let name = label.clone();
        self.new_products.update(|products| {
            products.push(Product {
                id,
                name,
                ..Product::default()
            });
        });
        row.product.choose(id, label);
    }

    /// The product of exactly that name.
    pub fn find_product(self, typed: &str) -> Option<(Id, String)> {
        let exact = |names: &Names| names.exact(typed).map(|name| (name.id, name.label.clone()));
        let new = || {
            self.new_products.with_untracked(|products| {
                let found = products
                    .iter()
                    .find(|product| product.name == typed.trim())?;
                Some((found.id, found.name.clone()))
            })
        };
        self.products.with_value(exact).or_else(new)
    }

    /// The amounts of the lines that have one.
    pub fn amounts(self) -> Vec<Money> {
        let currency = self.money();
        let rows = self.rows.get();
        rows.into_iter()
            .filter_map(|row| row.money(currency).ok().flatten())
            .collect()
    }

    /// The document, or nothing while something is wrong with it, which then stands beside its
    /// field.
    pub fn read(self) -> Option<Document> {
        let head = self.head.with_value(|drafts| read_all(drafts));
        let date = self.date.read();
        if date == Ok(None) {
            self.date.problem.set(Some(Problem::Missing));
        }
        let customer = settle(self.customer, |typed| {
            self.customers
                .with_value(|names| names.exact(typed).map(|name| (name.id, name.label.clone())))
        });
        if customer == Some(None) {
            self.customer.problem.set(Some(Problem::Missing));
        }
        let rows = self.rows.get_untracked();
        let filled: Vec<_> = rows.iter().copied().filter(|row| !row.is_blank()).collect();
        let parts: Vec<_> = filled
            .iter()
            .map(|row| row.read(self.money(), |typed| self.find_product(typed)))
            .collect();
        let (head, date, customer) = (head?, date.ok()??, customer??);
        let changed = self.changed_head(head);
        let mut lines = Vec::new();
        let mut is_right = true;
        for (row, part) in filled.into_iter().zip(parts) {
            let mut line = part?;
            let is_new = row.is_new();
            line.customer = customer;
            line.set("date", Some(date.clone()));
            for (key, value, is_changed) in &changed {
                if is_new || *is_changed {
                    line.set(key, value.clone());
                }
            }
            for fault in line.faults() {
                is_right = false;
                let cells = row.cells.get_value();
                if !show_fault(&cells, &fault.field, &fault.problem) {
                    row.amount.problem.set(Some(fault.problem));
                }
            }
            lines.push(line);
        }
        is_right.then(|| self.document(lines))
    }

    /// The values of the head with whether each was changed here: lines of one document may differ
    /// in what nobody touched.
    fn changed_head(
        self,
        head: Vec<(&'static str, Option<Value>)>,
    ) -> Vec<(&'static str, Option<Value>, bool)> {
        let is_home = self.money() == self.home;
        let first = self.first_head.get_value();
        head.into_iter()
            .zip(first)
            .map(|((key, value), first)| {
                let value = value.filter(|_| key != "rate" || !is_home);
                let is_changed = value != first;
                (key, value, is_changed)
            })
            .collect()
    }

    fn document(self, lines: Vec<SalesLine>) -> Document {
        let is_named =
            |product: &Product| lines.iter().any(|line| line.product == Some(product.id));
        let products = self.new_products.get_untracked();
        let products = products.into_iter().filter(is_named).collect();
        let stays = |id: Id| lines.iter().any(|line| line.id == id);
        let removed = self.before.with_value(|before| {
            let gone = before.iter().map(|line| line.id).filter(|id| !stays(*id));
            gone.collect()
        });
        Document {
            products,
            lines,
            removed,
        }
    }
}
