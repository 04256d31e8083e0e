//! Grids as a spreadsheet: text and numbers, never a formula.

use std::collections::HashSet;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::{
    MAX_CELLS, MAX_COLUMNS, MAX_TEXT, numbers,
    read::{address, raw},
};
use crate::{
    domain::sheet::CellKind,
    exchange::{
        Cap, Place, Progress, Reason, Refusal,
        grid::{Grid, GridCell},
    },
};

/// Columns are this wide, in characters.
const WIDTHS: (usize, usize) = (8, 48);
/// Rows that are looked at for the width of a column.
const ROWS_LOOKED_AT: usize = 200;
/// The most characters of the name of a sheet.
const NAME: usize = 31;

/// Why no spreadsheet was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WriteError {
    /// It would not be readable; where and why.
    Refused(Refusal),
    /// Read back, this cell was not the same.
    Different(String),
}

impl From<Refusal> for WriteError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// A spreadsheet with a sheet for each grid, read back and compared cell by cell before it is given
/// out. The header is bold, stays in sight and has filters; the sums stand last, as numbers.
///
/// # Errors
/// [`WriteError`].
pub fn write(grids: &[Grid], progress: Progress<'_>) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let mut names = HashSet::new();
    for grid in grids {
        check(grid)?;
        let name = sheet_name(&grid.title, &mut names);
        let failed = |error: XlsxError| refused(&name, Reason::Broken(error.to_string()));
        let sheet = workbook.add_worksheet();
        sheet.set_name(&name).map_err(failed)?;
        fill(sheet, grid, progress).map_err(failed)?;
        if !progress(1, 3) {
            return Err(refused("", Reason::Cancelled).into());
        }
    }
    let bytes = workbook.save_to_buffer();
    let bytes = bytes.map_err(|error| refused("", Reason::Broken(error.to_string())))?;
    for (index, grid) in grids.iter().enumerate() {
        compare(&bytes, index, grid, progress)?;
    }
    Ok(bytes)
}

fn refused(at: &str, reason: Reason) -> Refusal {
    reason.at(Place {
        at: at.to_owned(),
        ..Place::default()
    })
}

/// What would not be readable again is not written.
fn check(grid: &Grid) -> Result<(), Refusal> {
    let n_rows = 1 + grid.rows.len() + usize::from(!grid.foot.is_empty());
    if n_rows.saturating_mul(grid.columns.len()) > MAX_CELLS {
        return Err(refused(&grid.title, Reason::Cap(Cap::Cells)));
    }
    if grid.columns.len() > MAX_COLUMNS as usize {
        return Err(refused(&grid.title, Reason::Cap(Cap::Columns)));
    }
    for (row, cells) in (1..).zip(grid.body()) {
        for (column, cell) in (0..).zip(cells) {
            if matches!(cell, GridCell::Text(text) if text.chars().count() > MAX_TEXT) {
                let at = format!("{}!{}", grid.title, address((row, column)));
                return Err(refused(&at, Reason::Cap(Cap::Text)));
            }
        }
    }
    Ok(())
}

/// A name that spreadsheets take, different from those before it.
fn sheet_name(title: &str, names: &mut HashSet<String>) -> String {
    let is_taken = |c: char| c.is_control() || "*?:[]\\/".contains(c);
    let plain: String = title.chars().filter(|c| !is_taken(*c)).collect();
    let plain = plain.trim().trim_matches('\'');
    let plain = if plain.is_empty() { "Sheet" } else { plain };
    let cut = |most: usize| {
        let mut units = 0;
        let fits = |c: &char| {
            units += c.len_utf16();
            units <= most
        };
        let cut: String = plain.chars().take_while(fits).collect();
        cut.trim_end_matches('\'').to_owned()
    };
    let mut name = cut(NAME);
    let mut number = 1;
    while !names.insert(name.to_lowercase()) {
        number += 1;
        let ending = format!(" {number}");
        name = cut(NAME - ending.len()) + &ending;
    }
    name
}

fn number_format(kind: CellKind) -> &'static str {
    match kind {
        CellKind::Text => "@",
        CellKind::Whole => "#,##0",
        CellKind::Number => "General",
        CellKind::Amount => "#,##0.00",
        CellKind::Share => "0.0%",
        CellKind::Date => "yyyy-mm-dd",
    }
}

fn fill(sheet: &mut Worksheet, grid: &Grid, progress: Progress<'_>) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_num_format("@");
    let header = bold
        .set_border_bottom(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    for (column, heading) in (0..).zip(&grid.columns) {
        text(sheet, (0, column), &heading.label, &header)?;
        sheet.set_column_width(column, width(grid, usize::from(column)))?;
    }
    let plain: Vec<Format> = grid
        .columns
        .iter()
        .map(|column| Format::new().set_num_format(number_format(column.kind)))
        .collect();
    let words = Format::new().set_num_format("@");
    let sums = |format: &Format| format.clone().set_bold().set_border_top(FormatBorder::Thin);
    let n_rows = grid.rows.len();
    for (row, cells) in (1..).zip(grid.body()) {
        let is_foot = row as usize > n_rows;
        if row % 1024 == 0 && !progress(u64::from(row), 3 * n_rows as u64) {
            break;
        }
        for ((column, cell), format) in (0..).zip(cells).zip(&plain) {
            let format = match cell {
                GridCell::Text(_) => &words,
                _ => format,
            };
            let foot;
            let format = if is_foot {
                foot = sums(format);
                &foot
            } else {
                format
            };
            cell_at(sheet, (row, column), cell, format)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Ok(last), Some(column)) = (
        u32::try_from(n_rows),
        u16::try_from(grid.columns.len())
            .ok()
            .and_then(|n| n.checked_sub(1)),
    ) {
        sheet.autofilter(0, 0, last, column)?;
    }
    Ok(())
}

fn cell_at(
    sheet: &mut Worksheet,
    place: (u32, u16),
    cell: &GridCell,
    format: &Format,
) -> Result<(), XlsxError> {
    let value = match cell {
        GridCell::Empty => return Ok(()),
        GridCell::Text(words) => return text(sheet, place, words, format),
        GridCell::Number(number) => numbers::float(*number),
        GridCell::Date(date) => numbers::day(*date),
    };
    match value {
        Some(value) => {
            sheet.write_number_with_format(place.0, place.1, value, format)?;
            Ok(())
        }
        None => text(sheet, place, &plain_text(cell), format),
    }
}

fn text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    // The writer takes a text of this look for markup of its own.
    let looks_rich = text.starts_with("<r>") && text.ends_with("</r>");
    if let (true, Some((first, rest))) = (looks_rich, text.split_at_checked(1)) {
        let font = Format::default();
        sheet.write_rich_string_with_format(
            row,
            column,
            &[(&font, first), (&font, rest)],
            format,
        )?;
    } else {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

/// Chinese characters are as wide as two others.
fn width(grid: &Grid, column: usize) -> u16 {
    let width = |text: &str| -> usize {
        let line = text.lines().next().unwrap_or_default();
        line.chars()
            .map(|c| if c < '\u{1100}' { 1 } else { 2 })
            .sum()
    };
    let kind = grid.columns.get(column).map(|column| column.kind);
    let cells = grid.rows.iter().take(ROWS_LOOKED_AT).chain([&grid.foot]);
    let cells = cells.filter_map(|row| match row.get(column)? {
        GridCell::Empty => None,
        GridCell::Text(text) => Some(width(text)),
        // Grouping, places or the sign of per cent come on top.
        GridCell::Number(number) if kind == Some(CellKind::Number) => {
            Some(number.normalize().to_string().len())
        }
        GridCell::Number(number) => Some(number.trunc().to_string().len() * 4 / 3 + 3),
        GridCell::Date(_) => Some(10),
    });
    let header = grid
        .columns
        .get(column)
        .map(|column| width(&column.label) + 3);
    let widest = cells.chain(header).max().unwrap_or_default() + 1;
    u16::try_from(widest.clamp(WIDTHS.0, WIDTHS.1)).unwrap_or_default()
}

/// A cell as reading shows it.
fn plain_text(cell: &GridCell) -> String {
    match cell {
        GridCell::Empty => String::new(),
        GridCell::Text(text) => text.clone(),
        GridCell::Number(number) => plain_number(*number),
        GridCell::Date(date) => date.to_string(),
    }
}

fn plain_number(number: Decimal) -> String {
    let number = number.normalize();
    if number.is_zero() {
        "0".to_owned()
    } else {
        number.to_string()
    }
}

fn compare(
    bytes: &[u8],
    index: usize,
    grid: &Grid,
    progress: Progress<'_>,
) -> Result<(), WriteError> {
    let header = grid.columns.iter().map(|column| column.label.clone());
    let header = std::iter::once(header.collect::<Vec<_>>());
    let body = grid.body().map(|row| {
        let cells = row.iter().zip(&grid.columns);
        let expected = cells.map(|(cell, column)| match (cell, column.kind) {
            (GridCell::Number(number), CellKind::Share) if numbers::float(*number).is_some() => {
                let hundredfold = number.checked_mul(Decimal::ONE_HUNDRED);
                format!("{}%", plain_number(hundredfold.unwrap_or_default()))
            }
            _ => plain_text(cell),
        });
        expected.collect()
    });
    let expected: Vec<Vec<String>> = header.chain(body).collect();
    if expected.iter().flatten().all(String::is_empty) {
        return Ok(());
    }
    let found = raw(bytes, index, progress)?;
    for (row, expected) in (0..).zip(&expected) {
        for (column, expected) in (0..).zip(expected) {
            let found = found.get(&row).and_then(|cells| cells.get(column as usize));
            if found.map_or("", String::as_str) != expected {
                let place = format!("{}!{}", grid.title, address((row, column)));
                return Err(WriteError::Different(place));
            }
        }
    }
    Ok(())
}
