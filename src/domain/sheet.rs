//! Sheets: tables of typed cells. The same sheet is shown, printed and written to CSV and XLSX.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    figure::{FigureKind, NoValue},
    search::collation_key,
};
use crate::content::Bilingual;

/// What a column holds, and so how its cells are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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

impl SheetColumn {
    /// A column that shows no figure.
    pub const fn new(key: &'static str, label: Bilingual, kind: CellKind) -> Self {
        Self {
            key,
            label,
            kind,
            figure: None,
        }
    }

    /// The same as a column of a figure.
    #[must_use]
    pub const fn of(self, figure: &'static FigureKind) -> Self {
        Self {
            figure: Some(figure),
            ..self
        }
    }
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
#[derive(Clone, PartialEq, Eq, Debug, Default)]
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

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Number(Decimal),
    Date(NaiveDate),
    Text(Vec<u32>),
}

fn sort_key(cell: &Cell) -> Option<SortKey> {
    match cell {
        Cell::Number(number) => Some(SortKey::Number(*number)),
        Cell::Date(date) => Some(SortKey::Date(*date)),
        Cell::Text(text) => Some(SortKey::Text(collation_key(text))),
        Cell::Words(words) => Some(SortKey::Text(collation_key(words.zh))),
        Cell::Empty | Cell::Missing(_) => None,
    }
}

/// The places of some cells in their order, equals as they come; cells without a value come last
/// either way.
///
/// ```
/// use xinke::domain::{figure::NoValue, sheet::{Cell, order}};
/// let cells = [Cell::count(2), Cell::Missing(NoValue::NoCost), Cell::count(9), Cell::count(2)];
/// assert_eq!(order(cells.into_iter(), true), [2, 0, 3, 1]);
/// ```
pub fn order(cells: impl Iterator<Item = Cell>, is_descending: bool) -> Vec<usize> {
    let mut keyed: Vec<_> = cells.map(|cell| sort_key(&cell)).zip(0..).collect();
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) if is_descending => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    });
    keyed.into_iter().map(|(_, at)| at).collect()
}

impl Sheet {
    /// The cell of a row in the column of that key.
    pub fn cell(&self, row: usize, key: &str) -> Option<&Cell> {
        let at = self.columns.iter().position(|column| column.key == key)?;
        self.rows.get(row)?.get(at)
    }

    /// The rows in the order of a column, the largest first where wanted.
    pub fn order(&self, sort: Option<(&str, bool)>) -> Vec<usize> {
        let rows = 0..self.rows.len();
        let Some((key, is_descending)) = sort else {
            return rows.collect();
        };
        let cells = rows.map(|row| self.cell(row, key).cloned().unwrap_or_default());
        order(cells, is_descending)
    }
}
