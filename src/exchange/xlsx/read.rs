//! A spreadsheet to rows of text.

use std::{
    collections::{BTreeMap, HashSet},
    io::Cursor,
};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};

use super::{
    Book, LAST, MAX_AREA, MAX_CELLS, MAX_COLUMNS, MAX_TEXT, numbers,
    package::{self, Package},
};
use crate::exchange::{
    Cap, Place, Progress, Reason, Refusal,
    csv::numbers::{NumberStyle, decide},
};

/// Errors that are named one by one.
const ERRORS_NAMED: usize = 5;

/// The filled cells of a row up to its last, blank ones between them.
pub type Row = Vec<String>;

type Archive = Xlsx<Cursor<Vec<u8>>>;

/// A cell with something in it, as it is being read.
struct Seen {
    text: String,
    is_fraction: bool,
    is_text: bool,
    is_error: bool,
}

/// Reads one sheet: the one of that number, else the first visible one with anything on it. Row by
/// row and from the first filled column on, so that the index of a row is its number less one.
///
/// Numbers become decimals as they are shown, shares in per cent, dates `YYYY-MM-DD`, truth `TRUE`
/// or `FALSE`; of a formula the value that the file holds. Rows above the first with two filled cells
/// are blanked: they are titles.
///
/// # Errors
/// [`Refusal`] with the sheet and the cell, or with the cap that was hit.
pub fn read(
    bytes: &[u8],
    sheet: Option<usize>,
    progress: Progress<'_>,
) -> Result<(Book, Vec<Row>), Refusal> {
    let (mut archive, has_formulas) = open(bytes, progress)?;
    let all = archive.sheets_metadata().to_vec();
    let worksheets = all.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let (mut names, mut visible) = (Vec::new(), Vec::new());
    for (index, sheet) in worksheets.enumerate() {
        names.push(sheet.name.clone());
        if sheet.visible == SheetVisible::Visible {
            visible.push(index);
        }
    }
    let tried = sheet.map_or(visible, |sheet| vec![sheet]);
    for index in tried {
        let Some(name) = names.get(index) else {
            break;
        };
        let mut reading = Reading::new(name);
        reading.read(&mut archive, has_formulas, progress)?;
        if !reading.rows.is_empty() {
            return Ok(reading.finish(names.clone(), index));
        }
    }
    Err(Reason::NoSheet.at(Place::default()))
}

/// Every row of a sheet of our own making, as it stands there.
pub(super) fn raw(
    bytes: &[u8],
    sheet: usize,
    progress: Progress<'_>,
) -> Result<BTreeMap<u32, Row>, Refusal> {
    let (mut archive, has_formulas) = open(bytes, progress)?;
    let name = archive
        .sheet_names()
        .get(sheet)
        .cloned()
        .unwrap_or_default();
    let mut reading = Reading::new(&name);
    reading.read(&mut archive, has_formulas, progress)?;
    Ok(reading.rows)
}

fn open(bytes: &[u8], progress: Progress<'_>) -> Result<(Archive, bool), Refusal> {
    let Package {
        archive,
        has_formulas,
    } = package::open(bytes, progress)?;
    let archive = Archive::new(archive).map_err(|error| refuse(&error, ""))?;
    Ok((archive, has_formulas))
}

fn refuse(error: &XlsxError, at: &str) -> Refusal {
    let reason = match error {
        XlsxError::FileNotFound(_)
        | XlsxError::RelationshipNotFound
        | XlsxError::XmlEof("Relationships") => Reason::NotXlsx,
        XlsxError::Password => Reason::OldOrLocked,
        XlsxError::XmlEof(_) => Reason::Truncated,
        error => Reason::Broken(error.to_string()),
    };
    reason.at(Place {
        at: at.to_owned(),
        ..Place::default()
    })
}

/// One sheet while it is read.
struct Reading<'a> {
    name: &'a str,
    rows: BTreeMap<u32, Row>,
    area: usize,
    first_column: u32,
    formulas: HashSet<(u32, u32)>,
    book: Book,
    has_fractions: HashSet<usize>,
    texts: BTreeMap<usize, Vec<(u32, String)>>,
}

impl<'a> Reading<'a> {
    fn new(name: &'a str) -> Self {
        Self {
            name,
            rows: BTreeMap::new(),
            area: 0,
            first_column: MAX_COLUMNS,
            formulas: HashSet::new(),
            book: Book::default(),
            has_fractions: HashSet::new(),
            texts: BTreeMap::new(),
        }
    }

    fn at(&self, place: (u32, u32), reason: Reason) -> Refusal {
        reason.at(Place {
            at: format!("{}!{}", self.name, address(place)),
            ..Place::default()
        })
    }

    fn read(
        &mut self,
        archive: &mut Archive,
        has_formulas: bool,
        progress: Progress<'_>,
    ) -> Result<(), Refusal> {
        let name = self.name;
        let failed = |error: XlsxError| refuse(&error, name);
        if has_formulas {
            self.formulas(archive)?;
        }
        let is_1904 = archive.has_1904_epoch();
        let mut cells = archive.worksheet_cells_reader(name).map_err(failed)?;
        let is_percent: Vec<bool> = cells.styles().iter().map(is_percent).collect();
        let mut count = 0;
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(failed)? {
            count += 1;
            if count > MAX_CELLS {
                return Err(self.at(cell.get_position(), Reason::Cap(Cap::Cells)));
            }
            if count % 4096 == 0 && !progress((MAX_CELLS + count) as u64, 2 * MAX_CELLS as u64) {
                return Err(Reason::Cancelled.at(Place::default()));
            }
            let is_percent = is_percent.get(style).copied().unwrap_or_default();
            let place = cell.get_position();
            let seen = see(cell.get_value(), is_percent, is_1904)
                .map_err(|reason| self.at(place, reason))?;
            self.put(place, seen)?;
        }
        Ok(())
    }

    /// Which cells have formulas; each must have a value too.
    fn formulas(&mut self, archive: &mut Archive) -> Result<(), Refusal> {
        let name = self.name;
        let failed = |error: XlsxError| refuse(&error, name);
        let mut cells = archive.worksheet_cells_reader(name).map_err(failed)?;
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(failed)? {
            if cell.formula.is_some() {
                if cell.value == DataRef::Empty {
                    return Err(self.at(cell.pos, Reason::NoFormulaValue));
                }
                self.formulas.insert(cell.pos);
            }
        }
        Ok(())
    }

    fn put(&mut self, place: (u32, u32), seen: Seen) -> Result<(), Refusal> {
        let (row, column) = place;
        if row >= LAST.0 || column >= LAST.1 {
            return Err(self.at(place, Reason::Cap(Cap::Address)));
        }
        if seen.text.is_empty() {
            return Ok(());
        }
        if seen.text.len() > MAX_TEXT && seen.text.chars().count() > MAX_TEXT {
            return Err(self.at(place, Reason::Cap(Cap::Text)));
        }
        if column >= MAX_COLUMNS {
            return Err(self.at(place, Reason::Cap(Cap::Columns)));
        }
        self.first_column = self.first_column.min(column);
        let index = column as usize;
        if seen.is_error {
            self.book.n_errors += 1;
            if self.book.errors.len() < ERRORS_NAMED {
                let named = format!("{} {}", address(place), seen.text);
                self.book.errors.push(named);
            }
        }
        if seen.is_fraction {
            self.has_fractions.insert(index);
        }
        if seen.is_text && seen.text.contains(['.', ',', '．', '，']) {
            let texts = self.texts.entry(index).or_default();
            texts.push((row, seen.text.clone()));
        }
        let cells = self.rows.entry(row).or_default();
        if cells.len() <= index {
            self.area += index + 1 - cells.len();
            cells.resize(index + 1, String::new());
        }
        let area = self.area;
        let slot = cells.get_mut(index).filter(|slot| slot.is_empty());
        let Some(slot) = slot else {
            return Err(self.at(place, Reason::Broken("the cell stands twice".to_owned())));
        };
        *slot = seen.text;
        if area > MAX_AREA {
            return Err(self.at(place, Reason::Cap(Cap::Area)));
        }
        Ok(())
    }

    fn finish(mut self, sheets: Vec<String>, sheet: usize) -> (Book, Vec<Row>) {
        let is_filled = |row: &&Row| row.iter().filter(|cell| !cell.trim().is_empty()).count() > 1;
        let header = self.rows.iter().find(|(_, row)| is_filled(row));
        let header = header.or(self.rows.first_key_value());
        let header = header.map_or(0, |(number, _)| *number);
        let n_skipped = self.rows.range(..header).count();
        let shift = self.first_column as usize;
        let columns = self.has_fractions.iter().map(|column| {
            let texts = self.texts.get(column).into_iter().flatten();
            let texts = texts.filter(|(row, _)| *row > header);
            let style = match decide(texts.map(|(_, text)| &**text), None) {
                NumberStyle::Point => NumberStyle::Point,
                _ => NumberStyle::Mixed,
            };
            (column.saturating_sub(shift), style)
        });
        let book = Book {
            sheets,
            sheet,
            n_skipped,
            n_formulas: self.formulas.len(),
            numbers: columns.collect(),
            ..self.book
        };
        let last = self.rows.last_key_value().map_or(0, |(number, _)| *number);
        let mut rows = vec![Row::new(); last as usize + 1];
        for (number, cells) in self
            .rows
            .iter_mut()
            .filter(|(number, _)| **number >= header)
        {
            if let Some(row) = rows.get_mut(*number as usize) {
                *row = cells.drain(..).skip(shift).collect();
            }
        }
        (book, rows)
    }
}

fn see(value: &DataRef<'_>, is_percent: bool, is_1904: bool) -> Result<Seen, Reason> {
    let odd = |value: &dyn std::fmt::Display| Reason::Broken(value.to_string());
    let mut seen = Seen {
        text: String::new(),
        is_fraction: false,
        is_text: false,
        is_error: false,
    };
    seen.text = match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => {
            let text = if is_percent {
                numbers::percent(*number)
            } else {
                numbers::decimal(*number)
            };
            let text = text.ok_or_else(|| odd(number))?;
            seen.is_fraction = text.contains('.');
            text
        }
        DataRef::String(text) => {
            seen.is_text = true;
            text.clone()
        }
        DataRef::SharedString(text) => {
            seen.is_text = true;
            (*text).to_owned()
        }
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(moment) => {
            let value = moment.as_f64();
            let text = if moment.is_duration() {
                numbers::duration(value)
            } else {
                numbers::moment(value, is_1904)
            };
            // What a date's format shows but no calendar has is the number that it is.
            let text = text.or_else(|| numbers::decimal(value));
            text.ok_or_else(|| odd(&value))?
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => {
            seen.is_error = true;
            error.to_string()
        }
    };
    Ok(seen)
}

/// Whether a style shows its number in per cent.
fn is_percent(style: &Style) -> bool {
    let Some(format) = &style.number_format else {
        return false;
    };
    let mut is_quoted = false;
    let mut characters = format.format_code.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '\\' | '_' | '*' => {
                characters.next();
            }
            ';' => return false,
            '%' => return true,
            _ => {}
        }
    }
    false
}

/// `B7`, of a row and a column from 0.
pub(super) fn address((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + u8::try_from(rest % 26).unwrap_or_default());
        rest /= 26;
    }
    letters.reverse();
    let letters = String::from_utf8(letters).unwrap_or_default();
    format!("{letters}{}", u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_spreadsheets() {
        for (place, text) in [
            ((0, 0), "A1"),
            ((6, 27), "AB7"),
            ((1_048_575, 16_383), "XFD1048576"),
        ] {
            assert_eq!(address(place), text);
        }
    }
}
