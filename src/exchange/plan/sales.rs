//! Rows of a table of text as sales lines, with the customers and products they name.
//!
//! The whole of it happens in the worker: the page sends what it has and gets records to take over.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{CellChange, Counts, sales_rows::Rows};
use crate::{
    domain::{
        Currency, Id,
        tables::{AnyRecord, Tables},
    },
    exchange::{
        Place, Progress, Reason, Refusal, RefusedRow,
        csv::{Column, Parsed, Target},
    },
};

/// How rows find the line that is here already.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKey {
    /// By document, customer and product; of several such lines the one that differs least. Lines
    /// without a document are found by their content.
    Document,
    /// By customer, date, product, quantity and amount.
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
    /// How many customers are not here, where they are not made.
    pub n_missing: usize,
    /// Some of their names or numbers, in order.
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
