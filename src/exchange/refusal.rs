//! Why something was refused, and where: codes that the app has words for.

use serde::{Deserialize, Serialize};

use crate::domain::record::Problem;

/// Where in a file something stands.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Place {
    /// JSON pointer, or the header of the CSV column; empty for the file or line as a whole.
    pub at: String,
    /// Line, from 1.
    pub line: u64,
    /// Character in the line, from 1; 0 in CSV files, where `at` names the column.
    pub column: u64,
}

impl Place {
    /// A cell of a CSV file; the whole line where `header` is empty.
    pub fn cell(line: u64, header: &str) -> Self {
        let at = header.to_owned();
        Self {
            at,
            line,
            column: 0,
        }
    }
}

/// A file, or one row of it, was not accepted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
#[error("{} line {} column {}: {reason}", place.at, place.line, place.column)]
pub struct Refusal {
    /// Where.
    pub place: Place,
    /// Why.
    pub reason: Reason,
}

/// One record of a file was not accepted; the others stand.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedRow {
    /// Table it would have gone to.
    pub table: String,
    /// Where and why.
    #[serde(flatten)]
    pub refusal: Refusal,
}

/// Why, for the screen to put into words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", content = "detail", rename_all = "snake_case")]
pub enum Reason {
    /// More bytes than a file may have; how many it has.
    #[error("{0} bytes are more than a file may have")]
    TooLarge(u64),
    /// More records than a file may have; how many it has at least.
    #[error("{0} records are more than a file may have")]
    TooMany(u64),
    /// Bytes that are no text in the encoding taken.
    #[error("not text in this encoding")]
    NotText,
    /// The file ends before it is complete.
    #[error("the file ends too early")]
    Truncated,
    /// Not JSON.
    #[error("not JSON")]
    Syntax,
    /// The same key twice in one object.
    #[error("the key stands twice")]
    DuplicateKey,
    /// Nested too deeply.
    #[error("nested too deeply")]
    TooDeep,
    /// A number that cannot be kept exactly.
    #[error("not a whole number within ±(2^53 − 1)")]
    NotExact,
    /// A text that is too long.
    #[error("the text is too long")]
    TooLong,
    /// A file of another kind.
    #[error("not a file of this program")]
    NotOurs,
    /// A version that cannot be read.
    #[error("version {major}.{minor} cannot be read")]
    Version {
        /// Versions of the same major number read each other's files.
        major: u32,
        /// Adds fields and tables alone.
        minor: u32,
    },
    /// Something that must be there is missing or of the wrong kind.
    #[error("missing or of the wrong kind")]
    Envelope,
    /// The file says it has so many records, but has another number.
    #[error("{stated} records are stated, {found} are there")]
    Count {
        /// What the file says.
        stated: u64,
        /// What it has.
        found: u64,
    },
    /// The digest of a table, or of `@file` for the rest, does not fit: the file was damaged or
    /// changed by hand.
    #[error("section {0} was changed or damaged")]
    Damaged(String),
    /// The record does not have the shape of its table; the detail is technical.
    #[error("{0}")]
    Shape(String),
    /// The record breaks a rule.
    #[error("{0}")]
    Fault(Problem),
    /// An earlier record has the same id.
    #[error("an earlier record has the same id")]
    DuplicateId,
    /// The record must have the one id that belongs to what it is about.
    #[error("not the id of this record")]
    WrongId,
    /// Reading the record would lose this part of it.
    #[error("could not be kept as it is")]
    NotKept,
    /// A quotation mark that is never closed.
    #[error("a quotation mark is never closed")]
    OpenQuote,
    /// A line with more cells than the header has.
    #[error("more cells than the header")]
    ExtraCells,
    /// Day and month cannot be told apart; the user has to choose.
    #[error("day and month cannot be told apart")]
    DateOrder,
    /// Decimal and thousands separators cannot be told apart; the user has to choose.
    #[error("decimal and thousands separators cannot be told apart")]
    NumberStyle,
    /// Several records match the key of this row.
    #[error("several records match")]
    Ambiguous,
    /// An earlier row of the file is about the same record.
    #[error("an earlier row is about the same record")]
    Repeated,
    /// Nothing to find or name the record by.
    #[error("nothing to find or name the record by")]
    NoKey,
    /// No customer of that number or name is here.
    #[error("there is no customer {0}")]
    NoCustomer(String),
    /// No product of that number or name is here.
    #[error("there is no product {0}")]
    NoProduct(String),
    /// No column of the file gives this field.
    #[error("no column gives {0}")]
    NoColumn(String),
    /// Not a spreadsheet in XLSX.
    #[error("not an XLSX file")]
    NotXlsx,
    /// A spreadsheet of before 2007, or one with a password.
    #[error("an XLS file, or one with a password")]
    OldOrLocked,
    /// A spreadsheet is larger than is accepted.
    #[error("more than the cap on {0:?} allows")]
    Cap(Cap),
    /// A part of a spreadsheet cannot be understood; the detail is technical.
    #[error("damaged: {0}")]
    Broken(String),
    /// A declaration or an encoding that no spreadsheet has.
    #[error("markup that no spreadsheet has")]
    Markup,
    /// None of the sheets has anything on it.
    #[error("no sheet with anything on it")]
    NoSheet,
    /// A formula of which the file does not hold the value.
    #[error("a formula without its value")]
    NoFormulaValue,
    /// A cell that holds the error of a formula.
    #[error("the error {0}")]
    ErrorCell(String),
    /// The user stopped it.
    #[error("stopped")]
    Cancelled,
}

/// What of a spreadsheet may not be larger than it is; the numbers are in
/// [`xlsx`](super::xlsx).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cap {
    /// Bytes of the file.
    File,
    /// Entries of the archive that the file is.
    Entries,
    /// Bytes of the entries, unpacked.
    Inflated,
    /// Cells of a sheet.
    Cells,
    /// Rows times columns of a sheet.
    Area,
    /// Columns with something in them.
    Columns,
    /// The last address a spreadsheet can have.
    Address,
    /// Characters of a cell.
    Text,
    /// Different texts.
    Strings,
    /// Styles, names and relations.
    Styles,
}

impl Reason {
    /// At a place.
    pub fn at(self, place: Place) -> Refusal {
        Refusal {
            place,
            reason: self,
        }
    }
}
