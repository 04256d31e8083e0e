//! A sheet in one language, with its cells as they go to a file: what CSV and XLSX are written from.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    content::Lang,
    domain::{
        figure::NoValue,
        sheet::{Cell, CellKind, Sheet},
    },
};

/// Decimal places of a computed number; more would be noise in a spreadsheet.
const PLACES: u32 = 12;
/// Significant digits that every spreadsheet keeps.
pub(super) const DIGITS: u32 = 15;

/// A column of a grid.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GridColumn {
    /// Its heading.
    pub label: String,
    /// What it holds.
    pub kind: CellKind,
}

/// One cell. Words of ours and reasons why a number is missing are text like any other.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum GridCell {
    /// Nothing.
    #[default]
    #[serde(rename = "e")]
    Empty,
    /// Text: never a formula, whatever it begins with.
    #[serde(rename = "t")]
    Text(String),
    /// A number of the kind of its column.
    #[serde(rename = "n")]
    Number(Decimal),
    /// A date.
    #[serde(rename = "d")]
    Date(NaiveDate),
}

/// A table with its title in one language.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Grid {
    /// Its title.
    pub title: String,
    /// Its columns.
    pub columns: Vec<GridColumn>,
    /// As many cells a row as there are columns.
    pub rows: Vec<Vec<GridCell>>,
    /// The last row with the sums; empty where there is none.
    pub foot: Vec<GridCell>,
}

impl Grid {
    /// The sheet in that language. Computed numbers keep 12 decimal places, fewer where they
    /// would have more than 15 digits.
    pub fn of_sheet(sheet: &Sheet, lang: Lang) -> Self {
        let columns = sheet.columns.iter().map(|column| GridColumn {
            label: column.label.in_lang(lang).to_owned(),
            kind: column.kind,
        });
        let row = |row: &Vec<Cell>| row.iter().map(|cell| in_lang(cell, lang)).collect();
        Self {
            title: sheet.title.clone(),
            columns: columns.collect(),
            rows: sheet.rows.iter().map(row).collect(),
            foot: row(&sheet.foot),
        }
    }

    /// All rows under the header, the sums last.
    pub fn body(&self) -> impl Iterator<Item = &Vec<GridCell>> {
        let foot = Some(&self.foot).filter(|foot| !foot.is_empty());
        self.rows.iter().chain(foot)
    }
}

fn in_lang(cell: &Cell, lang: Lang) -> GridCell {
    match cell {
        Cell::Empty => GridCell::Empty,
        Cell::Text(text) => GridCell::Text(text.clone()),
        Cell::Words(words) => GridCell::Text(words.in_lang(lang).to_owned()),
        Cell::Number(number) => GridCell::Number(tidy(*number)),
        Cell::Date(date) => GridCell::Date(*date),
        Cell::Missing(reason) => GridCell::Text(NoValue::words(*reason).in_lang(lang).to_owned()),
    }
}

/// The number without the digits that only come of computing it; two places stay in any case.
fn tidy(number: Decimal) -> Decimal {
    if number.scale() <= PLACES && digits(number) <= DIGITS {
        return number;
    }
    let number = number.round_dp(PLACES).normalize();
    let whole = digits(number).saturating_sub(number.scale());
    number
        .round_dp(DIGITS.saturating_sub(whole).max(2))
        .normalize()
}

/// How many digits a number has, leading zeros left out.
pub(super) fn digits(number: Decimal) -> u32 {
    number
        .mantissa()
        .unsigned_abs()
        .checked_ilog10()
        .map_or(1, |log| log + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn computed_numbers_keep_what_a_spreadsheet_can_hold() {
        let third = Decimal::ONE / Decimal::from(3);
        for (number, tidied) in [
            (third, "0.333333333333"),
            (
                third * Decimal::from(1_000_000_000_000_i64),
                "333333333333.333",
            ),
            (Decimal::new(123_450, 2), "1234.50"),
            (Decimal::new(-5, 0), "-5"),
            (
                Decimal::from(1_234_567_890_123_456_789_i64),
                "1234567890123456789",
            ),
            (
                Decimal::new(1_234_567_890_123_456_789, 2),
                "12345678901234567.89",
            ),
        ] {
            assert_eq!(tidy(number).to_string(), tidied);
        }
    }
}
