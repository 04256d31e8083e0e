//! The two ledgers as tables, and the committed results.

use std::{collections::BTreeMap, fs, path::Path};

use rust_decimal::Decimal;
use serde_json::Value;
use xinke::domain::{
    Currency, Customer, Id, Money,
    ledger::{Columns, SalesLine},
    tables::Tables,
};

pub struct Ledger {
    pub tables: Tables,
    pub columns: Columns,
    /// The numbers of the file, in the order of [`Columns::customers`].
    pub numbers: Vec<String>,
    pub results: Value,
}

pub const NAMES: [&str; 2] = ["chinook", "cdnow"];

type Row = BTreeMap<String, String>;

pub fn rows(path: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(path);
    let text = fs::read_to_string(path).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn id(kind: u8, number: usize) -> Id {
    let mut bytes = [kind; 16];
    bytes[8..].copy_from_slice(&(number as u64).to_be_bytes());
    Id::from_bytes(bytes)
}

fn line(chinook: bool, number: usize, row: &Row, customer: Id) -> SalesLine {
    let [date, quantity, amount] = if chinook {
        ["InvoiceDate", "Quantity", "Amount"]
    } else {
        ["date", "quantity", "amount"]
    };
    let amount = row[amount].parse().unwrap();
    SalesLine {
        id: id(2, number),
        customer,
        date: Some(row[date].parse().unwrap()),
        document: row.get("InvoiceId").cloned(),
        quantity: Some(row[quantity].parse().unwrap()),
        amount: Some(Money::from_decimal(amount, Currency::CNY).unwrap()),
        ..SalesLine::default()
    }
}

pub fn ledger(name: &'static str) -> Ledger {
    let chinook = name == "chinook";
    let (file, key) = if chinook {
        ("data/chinook_sales_lines.csv", "CustomerId")
    } else {
        ("data/cdnow_sample_orders.csv", "customer_id")
    };
    let rows = rows(file);
    let mut numbers: Vec<String> = rows.iter().map(|row| row[key].clone()).collect();
    numbers.sort();
    numbers.dedup();
    let of = |row: &Row| id(1, numbers.binary_search(&row[key]).unwrap());
    let customers = numbers.iter().enumerate();
    let tables = Tables {
        customers: customers
            .map(|(place, number)| Customer::new(id(1, place), number))
            .collect(),
        sales: rows
            .iter()
            .enumerate()
            .map(|(number, row)| line(chinook, number, row, of(row)))
            .collect(),
        ..Tables::default()
    };
    let columns = Columns::build(&tables);
    let results = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compare/results");
    let text = fs::read_to_string(results.join(format!("{name}.json"))).unwrap();
    Ledger {
        tables,
        columns,
        numbers,
        results: serde_json::from_str(&text).unwrap(),
    }
}

pub fn decimal(value: &Value) -> Decimal {
    exact(value.as_str().unwrap())
}

/// A decimal of 40 digits, rounded to those that fit.
pub fn exact(text: &str) -> Decimal {
    Decimal::from_str_exact(text)
        .or_else(|_| text.parse())
        .unwrap()
}

/// Equal to one part in 10¹².
#[track_caller]
pub fn same(ours: Decimal, theirs: Decimal, what: &str) {
    let off = (ours - theirs).abs();
    let allowed = ours.abs().max(theirs.abs()) * Decimal::new(1, 12);
    assert!(
        off <= allowed.max(Decimal::new(1, 20)),
        "{what}: {ours} here, {theirs} there"
    );
}
