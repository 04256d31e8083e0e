//! The customers and products that rows of sales name: found, or made.

use std::collections::HashMap;

use super::sales_rows::Rows;
use crate::{
    domain::{Customer, Id, field::Value, ledger::Product, record::Record, tables::AnyRecord},
    exchange::{
        Reason, Refusal,
        csv::{Column, DraftRow, Target},
    },
};

/// Records that rows name, by a key.
pub(super) struct Known {
    pub by_key: HashMap<String, Vec<Id>>,
    pub made: Vec<AnyRecord>,
}

impl Known {
    pub fn new() -> Self {
        Self {
            by_key: HashMap::new(),
            made: Vec::new(),
        }
    }

    pub fn add(&mut self, key: String, id: Id) {
        self.by_key.entry(key).or_default().push(id);
    }

    /// A customer is found by its number and by its name.
    pub fn add_customer(&mut self, customer: &Customer) {
        if let Some(code) = &customer.code {
            self.add(by_code(code), customer.id);
        }
        self.add(by_name(&customer.name), customer.id);
    }
}

fn by_code(code: &str) -> String {
    format!("code\u{1f}{}", code.trim())
}

fn by_name(name: &str) -> String {
    format!("name\u{1f}{}", name.trim())
}

/// The cells of a row as they were read.
pub(super) type Cells<'a> = [(&'a Column, Option<Value>)];

impl Rows<'_> {
    pub(super) fn product_key(&self, get: impl Fn(&str) -> Option<Value>) -> String {
        let parts = self.product_keys.iter().map(|key| {
            let text = get(key).map(|value| value.to_plain()).unwrap_or_default();
            text.trim().to_owned()
        });
        parts.collect::<Vec<_>>().join("\u{1f}")
    }

    /// The customer of a row: by its number, or by its name where the row has none.
    pub(super) fn customer(&mut self, cells: &Cells<'_>, row: &DraftRow) -> Result<Id, Refusal> {
        let text = |key: &str| text_of(cells, &Target::Customer(key.to_owned()));
        let (code, name) = (text("code"), text("name"));
        let place = |rows: &Self, key: &str| rows.place(row, &Target::Customer(key.to_owned()));
        let (said, key, header) = match (&code, &name) {
            (Some(code), _) => (code.clone(), by_code(code), "code"),
            (None, Some(name)) => (name.clone(), by_name(name), "name"),
            (None, None) => {
                let code = place(self, "code");
                let place = if code.at.is_empty() {
                    place(self, "name")
                } else {
                    code
                };
                return Err(Reason::NoKey.at(place));
            }
        };
        match self.customers.by_key.get(&key).map(Vec::as_slice) {
            Some([id]) => return Ok(*id),
            Some([_, _, ..]) => return Err(Reason::Ambiguous.at(place(self, header))),
            _ => {}
        }
        let place = place(self, header);
        if !self.options.makes_customers {
            self.missing.insert(said.clone());
            return Err(Reason::NoCustomer(said).at(place));
        }
        let id = self.new_id();
        let customer = Customer {
            code: code.clone(),
            status: Some("traded".to_owned()),
            card_date: Some(self.maker.today),
            stamp: self.stamp(0),
            ..Customer::new(id, &name.unwrap_or(said))
        };
        if let Some(fault) = customer.faults().into_iter().next() {
            return Err(Reason::Fault(fault.problem).at(place));
        }
        self.customers.add_customer(&customer);
        self.customers.made.push(customer.into());
        Ok(id)
    }

    pub(super) fn product(
        &mut self,
        cells: &Cells<'_>,
        row: &DraftRow,
    ) -> Result<Option<Id>, Refusal> {
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
        if let Some([id]) = self.products.by_key.get(&key).map(Vec::as_slice) {
            return Ok(Some(*id));
        }
        let place = self.place(row, &Target::Product("name".to_owned()));
        if self.products.by_key.contains_key(&key) {
            return Err(Reason::Ambiguous.at(place));
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
}

fn text_of(cells: &Cells<'_>, target: &Target) -> Option<String> {
    let (_, value) = cells.iter().find(|(column, _)| column.target == *target)?;
    Some(value.as_ref()?.to_plain().trim().to_owned())
}
