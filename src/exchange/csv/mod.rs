//! Customers, sales and questions as tables of text: what other programs and spreadsheets write and read.

pub mod cells;
pub mod columns;
pub mod dates;
pub mod dialect;
pub mod encoding;
pub mod guard;
pub mod numbers;
mod pasted;
mod questions;
mod questions_read;
mod read;
mod sales_synonyms;
mod sheet;
mod synonyms;
mod write;

pub use columns::{
    Column, ColumnChoices, Subject, Target, Wanted, guess_subject, header_key, wanted,
};
pub use dates::DateOrder;
pub use encoding::Encoding;
pub use numbers::NumberStyle;
pub use pasted::pasted_cells;
pub use questions::write_questions;
pub use questions_read::{QuestionTable, TableQuestion, read_questions};
pub use read::{CsvOptions, DraftRow, Guess, Parsed, read, read_text};
pub use sheet::{write_grid, write_sheet};
pub use write::{
    RefusedLabels, customers_grid, customers_grid_with, default_columns, display, main_contacts,
    write, write_refused, write_rows,
};
