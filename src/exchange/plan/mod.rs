//! The dry run: what a file would do to the workbook, row by row, before anything is done.
//!
//! **Invariant:** a plan changes nothing; [`to_edit`] makes one edit of it, or none where the
//! workbook has moved on since.

mod cells;
mod edit;
mod merge;
mod row;
mod sales;
mod sales_here;
mod sales_names;
mod sales_rows;
mod table;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        Id,
        customer::{Contact, Customer},
        edit::EditError,
        tables::AnyRecord,
    },
    exchange::RefusedRow,
};

pub use cells::CellChange;
pub use edit::to_edit;
pub use merge::{merge, replace};
pub use sales::{
    ChangedLine, LineKey, Maker, SalesOptions, SalesPlan, Sum, default_line_key, from_sales,
};
pub use table::{MatchKey, TableOptions, default_key, from_table};

/// What a row would do.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Adds a record.
    New,
    /// Changes a record; the file's is the later one.
    Changed,
    /// The file's record is older than what is here, or what was deleted here.
    Older,
    /// Both were changed since they parted.
    Conflict,
    /// The file has in its bin what is in use here: taking it deletes it here too.
    Deletes,
}

impl State {
    /// What is done unless the user says otherwise: nothing that loses work here.
    pub const fn default_choice(self) -> Choice {
        match self {
            Self::New | Self::Changed => Choice::Take,
            Self::Older | Self::Conflict | Self::Deletes => Choice::Keep,
        }
    }
}

/// Whose version stands afterwards.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// The file's.
    Take,
    /// What is here.
    Keep,
}

/// A row that would do something.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    /// The table.
    pub table: String,
    /// The record here; none while a row of a CSV file has no record yet.
    pub id: Option<Id>,
    /// Its name.
    pub title: String,
    /// What it would do.
    pub state: State,
    /// Field by field; empty for new records.
    pub cells: Vec<CellChange>,
    /// What shall be done.
    pub choice: Choice,
    /// The line in a CSV file.
    pub line: Option<u64>,
    /// What is written when it is taken.
    pub write: Write,
}

/// What taking an item writes.
#[derive(Clone, PartialEq, Debug)]
pub enum Write {
    /// This record, exactly.
    Record(AnyRecord),
    /// A customer, and its contact, with the stamp of whoever imports.
    Customer(Box<Customer>, Option<Box<Contact>>),
}

/// How many rows of a table would do what.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Counts {
    /// In the file.
    pub total: usize,
    /// See [`State::New`].
    pub new: usize,
    /// See [`State::Changed`].
    pub changed: usize,
    /// Nothing.
    pub same: usize,
    /// See [`State::Older`].
    pub older: usize,
    /// See [`State::Conflict`].
    pub conflict: usize,
    /// See [`State::Deletes`].
    pub deletes: usize,
    /// Not accepted.
    pub refused: usize,
}

impl Counts {
    fn add(&mut self, state: Option<State>) {
        self.total += 1;
        *match state {
            None => &mut self.same,
            Some(State::New) => &mut self.new,
            Some(State::Changed) => &mut self.changed,
            Some(State::Older) => &mut self.older,
            Some(State::Conflict) => &mut self.conflict,
            Some(State::Deletes) => &mut self.deletes,
        } += 1;
    }
}

/// Which kind of import it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A workbook's records come in beside those that are here.
    Merge,
    /// The tables become those of the file.
    Replace,
    /// Rows of a table of text become customers.
    Table,
}

/// What a file would do.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan {
    /// Which kind of import it is.
    pub kind: Kind,
    /// The rows that would do something; those that are the same are only counted.
    pub items: Vec<Item>,
    /// By table, in the order of files.
    pub counts: BTreeMap<String, Counts>,
    /// What was not accepted, and why.
    pub refused: Vec<RefusedRow>,
    /// Records that are here and would be gone after a replacement.
    pub vanishing: Vec<(String, Id)>,
    /// The workbook's revision it was made for.
    pub revision: u64,
}

impl Plan {
    fn new(kind: Kind, revision: u64) -> Self {
        Self {
            kind,
            items: Vec::new(),
            counts: BTreeMap::new(),
            refused: Vec::new(),
            vanishing: Vec::new(),
            revision,
        }
    }

    fn count(&mut self, table: &str, state: Option<State>) {
        self.counts.entry(table.to_owned()).or_default().add(state);
    }

    fn refuse(&mut self, row: RefusedRow) {
        let counts = self.counts.entry(row.table.clone()).or_default();
        counts.total += 1;
        counts.refused += 1;
        self.refused.push(row);
    }

    /// How many rows would be written as things are chosen.
    pub fn n_taken(&self) -> usize {
        self.items
            .iter()
            .filter(|item| item.choice == Choice::Take)
            .count()
    }

    /// Whether so much would be gone that the user should confirm by typing: ten records, or
    /// three of ten.
    pub fn needs_typed_consent(&self, n_records_here: usize) -> bool {
        let vanishing = self.vanishing.len();
        vanishing >= 10 || (vanishing > 0 && vanishing * 10 >= n_records_here * 3)
    }
}

/// Why a plan was not carried out.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PlanError {
    /// The workbook has changed since: plan again.
    #[error("the workbook has changed since the plan was made")]
    Stale,
    /// A record breaks a rule together with what is here.
    #[error(transparent)]
    Edit(#[from] EditError),
}
