//! Sheets: tables of typed cells. The same sheet is shown, printed and written to CSV and XLSX.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::figure::{FigureKind, NoValue};
use crate::content::Bilingual;

/// What a column holds, and so how its cells are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CellKind {
    /// Words.
    Text,
    /// Whole numbers.
    Whole,
    /// Numbers with the places they have.
    Number,
    /// Money in major units.
    Amount,
    /// Shares of one, shown in per cent.
    Share,
    /// Calendar dates.
    Date,
}

/// A column of a sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SheetColumn {
    /// Its key, unique in the sheet; on screen in the address when it sorts.
    pub key: &'static str,
    /// Its heading.
    pub label: Bilingual,
    /// What it holds.
    pub kind: CellKind,
    /// The figure it shows, where it is computed.
    pub figure: Option<&'static FigureKind>,
}

/// One cell.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Cell {
    /// Nothing belongs here.
    #[default]
    Empty,
    /// What somebody wrote: never a formula.
    Text(String),
    /// Our own words.
    Words(Bilingual),
    /// A number of the kind of its column, unrounded.
    Number(Decimal),
    /// A date.
    Date(NaiveDate),
    /// A number that cannot be computed, and why.
    Missing(NoValue),
}

impl Cell {
    /// Text, or nothing.
    pub fn text(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.to_owned()))
    }

    /// A date, or nothing.
    pub fn date(date: Option<NaiveDate>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }

    /// A number, or nothing.
    pub fn number(number: Option<Decimal>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }

    /// A whole number.
    pub fn count(count: u32) -> Self {
        Self::Number(Decimal::from(count))
    }
}

impl From<Result<Decimal, NoValue>> for Cell {
    fn from(value: Result<Decimal, NoValue>) -> Self {
        value.map_or_else(Self::Missing, Self::Number)
    }
}

/// A table with its title, as it goes to a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    /// Its title, in the language it is written in.
    pub title: String,
    /// Its columns.
    pub columns: Vec<SheetColumn>,
    /// As many cells a row as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// The last row with the sums, as many cells as columns; empty where there is none.
    pub foot: Vec<Cell>,
}
