//! Spreadsheets in XLSX. Reading and writing them takes large crates, so they are built with the
//! feature `sheets` alone and run in a worker of their own, `src/bin/sheets.rs`; what the page
//! says to it and hears of it is in [`jobs`](super::jobs).
//!
//! An XLSX file is a ZIP archive of XML, and either can be made to blow up. Every entry is therefore
//! unpacked under caps that count what really comes out, looked through for what no spreadsheet has,
//! and only then read. What a file states about its own size is not believed.
//!
//! The caps leave room for 500,000 cells, which is 83,000 sales lines of six columns; more goes
//! through CSV, where 100,000 lines and more are no matter. Raising them would cost the memory of a
//! small computer, because a spreadsheet is in memory several times while it is read.
//!
//! Numbers in a spreadsheet are binary floats of which 15 digits count. A decimal of up to 15 digits
//! survives the way there and back exactly and is written as a number; a longer one is written as
//! text, so that no digit is lost in silence.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::csv::NumberStyle;

#[cfg(feature = "sheets")]
mod numbers;
#[cfg(feature = "sheets")]
mod package;
#[cfg(feature = "sheets")]
mod read;
#[cfg(feature = "sheets")]
mod scan;
#[cfg(feature = "sheets")]
mod write;

#[cfg(feature = "sheets")]
pub use {
    read::{Row, read},
    write::{WriteError, write},
};

/// Bytes a spreadsheet may have.
pub const MAX_FILE: usize = 5_000_000;
/// Entries its archive may have.
pub const MAX_ENTRIES: usize = 200;
/// Bytes they may have unpacked, all together.
pub const MAX_INFLATED: usize = 50_000_000;
/// Cells a sheet may have, those that are only formatted among them; also different texts of a file.
pub const MAX_CELLS: usize = 500_000;
/// Rows times columns of a sheet, counted to the last filled cell of each row.
pub const MAX_AREA: usize = 2_000_000;
/// Columns that may hold something.
pub const MAX_COLUMNS: u32 = 512;
/// Characters of a cell.
pub const MAX_TEXT: usize = 32_767;
/// Styles, names and relations of a file.
pub const MAX_STYLES: usize = 100_000;
/// Rows and columns a spreadsheet can have: the last address is `XFD1048576`.
pub const LAST: (u32, u32) = (1_048_576, 16_384);

/// What there is to say about a spreadsheet that was read.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Book {
    /// The names of its sheets.
    pub sheets: Vec<String>,
    /// Which of them was read.
    pub sheet: usize,
    /// Rows above the table that were left out, such as a title.
    pub n_skipped: usize,
    /// Cells with a formula, of which the last value was taken.
    pub n_formulas: usize,
    /// Cells with an error.
    pub n_errors: usize,
    /// The first of them, as `B7 #N/A`.
    pub errors: Vec<String>,
    /// How columns with real numbers in them write numbers.
    pub numbers: BTreeMap<usize, NumberStyle>,
}
