//! Bytes to rows of cells, with what was guessed about them.

use serde::{Deserialize, Serialize};

use super::{
    columns::{self, Column, ColumnChoices, Subject},
    dialect,
    encoding::{self, Encoding},
    guard::MARKER,
};
use crate::{
    domain::Customer,
    exchange::{
        Decode, MAX_BYTES, MAX_RECORDS, MAX_TEXT, Place, Progress, Reason, Refusal, RefusedRow,
    },
};

const MAX_COLUMNS: usize = 512;

/// How to read; what is left open is guessed.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct CsvOptions {
    /// The encoding of the bytes.
    pub encoding: Option<Encoding>,
    /// What stands between cells.
    pub separator: Option<char>,
    /// The first line is a row like the others.
    pub no_header: bool,
    /// Records stand for the rows of a spreadsheet and are counted as such, whatever line breaks
    /// their cells have.
    pub counts_rows: bool,
    /// What the columns hold.
    pub columns: ColumnChoices,
}

/// What was taken, whether chosen or guessed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Guess {
    /// The encoding; none for text that was pasted.
    pub encoding: Option<Encoding>,
    /// What stands between cells.
    pub separator: char,
}

/// A row before it is a customer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DraftRow {
    /// Its first line in the file, from 1.
    pub line: u64,
    /// Its cells as they stand there, one for each column.
    pub cells: Vec<String>,
}

/// A file taken apart.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Parsed {
    /// What was taken.
    pub guess: Guess,
    /// What the rows are.
    pub subject: Subject,
    /// How many rows there are; [`Parsed::rows`] may be a part of them.
    pub n_rows: usize,
    /// Written by this program: text is guarded, and taken exactly.
    pub is_guarded: bool,
    /// The first line.
    pub header: Vec<String>,
    /// What each column holds.
    pub columns: Vec<Column>,
    /// The rows; blank lines are left out.
    pub rows: Vec<DraftRow>,
    /// Rows that cannot be taken at all.
    pub refused: Vec<RefusedRow>,
    /// The cells of those.
    pub refused_rows: Vec<DraftRow>,
    is_plain: bool,
}

impl Parsed {
    /// Settles the columns again when the user has chosen otherwise.
    pub fn settle(&mut self, choices: &ColumnChoices) {
        self.subject = columns::subject(&self.header, choices);
        let cells = |index: usize| {
            let rows = self.rows.iter();
            rows.map(|row| row.cells.get(index).map_or("", String::as_str))
                .collect()
        };
        self.columns = columns::settle(&self.header, choices, self.subject, self.is_plain, &cells);
    }
}

impl Parsed {
    /// The same with few rows: the first ones, and those on the given lines.
    #[must_use]
    pub fn excerpt(mut self, lines: &std::collections::HashSet<u64>) -> Self {
        const FIRST: usize = 20;
        let mut index = 0;
        self.rows.retain(|row| {
            index += 1;
            index <= FIRST || lines.contains(&row.line)
        });
        self
    }
}

/// Reads a file.
///
/// # Errors
/// [`Refusal`] where the file as a whole is no table of text.
pub fn read(
    bytes: &[u8],
    options: &CsvOptions,
    decode: Decode<'_>,
    progress: Progress<'_>,
) -> Result<Parsed, Refusal> {
    if bytes.len() > MAX_BYTES {
        return Err(Reason::TooLarge(bytes.len() as u64).at(Place::cell(1, "")));
    }
    let encoding = options.encoding.unwrap_or_else(|| encoding::guess(bytes));
    let text = encoding::decode(bytes, encoding, decode)?;
    let mut parsed = read_text(&text, options, progress)?;
    parsed.guess.encoding = Some(encoding);
    Ok(parsed)
}

/// Reads text, such as was pasted from a spreadsheet.
///
/// # Errors
/// As [`read`].
pub fn read_text(
    text: &str,
    options: &CsvOptions,
    progress: Progress<'_>,
) -> Result<Parsed, Refusal> {
    let at_line = |line: u64, reason: Reason| reason.at(Place::cell(line, ""));
    if text.len() > 2 * MAX_BYTES {
        return Err(at_line(1, Reason::TooLarge(text.len() as u64)));
    }
    let named = dialect::named_separator(text).filter(|_| !options.counts_rows);
    let (named, text, lines_before) = match named {
        Some((separator, rest)) => (Some(separator), rest, 1),
        None => (None, text, 0),
    };
    let separator = options.separator.or(named);
    let separator = separator.unwrap_or_else(|| dialect::guess_separator(text));
    if let Some(line) = dialect::open_quote(text, separator) {
        return Err(at_line(line + lines_before, Reason::OpenQuote));
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(separator).unwrap_or(b','))
        .from_reader(text.as_bytes());

    let mut rows = Rows::default();
    let mut lines = Lines {
        text: text.as_bytes(),
        at: 0,
        line: 1 + lines_before,
    };
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(|_| at_line(lines.line, Reason::NotText))?;
        let done = record.position().map_or(0, csv::Position::byte);
        let line = if options.counts_rows {
            index as u64 + 1
        } else {
            lines.of(usize::try_from(done).unwrap_or(usize::MAX))
        };
        if index % 256 == 0 && !progress(done, text.len() as u64) {
            return Err(at_line(line, Reason::Cancelled));
        }
        let cells = record.iter().map(str::to_owned).collect();
        rows.add(line, cells, options.no_header)
            .map_err(|reason| at_line(line, reason))?;
    }
    progress(text.len() as u64, text.len() as u64);
    let header = rows.header.ok_or_else(|| at_line(1, Reason::Truncated))?;
    let marker = header.iter().find_map(|name| name.strip_prefix(MARKER));
    let mut parsed = Parsed {
        guess: Guess {
            encoding: None,
            separator,
        },
        subject: Subject::default(),
        n_rows: rows.rows.len(),
        is_guarded: marker.is_some(),
        is_plain: marker == Some(";plain=1"),
        header,
        columns: Vec::new(),
        rows: rows.rows,
        refused: rows.refused,
        refused_rows: rows.refused_rows,
    };
    parsed.settle(&options.columns);
    Ok(parsed)
}

/// Counts lines as reading goes on. The reader's own count is one behind where lines end in CRLF.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of a record that begins at or, after line ends, behind `start`.
    fn of(&mut self, start: usize) -> u64 {
        let mut begin = start.max(self.at);
        while matches!(self.text.get(begin), Some(b'\r' | b'\n')) {
            begin += 1;
        }
        let record = self.text.get(self.at..begin).unwrap_or_default();
        let ends = memchr::memchr2_iter(b'\r', b'\n', record);
        // A carriage return counts with the line feed behind it.
        let ends = ends.filter(|at| self.text.get(self.at + at..self.at + at + 2) != Some(b"\r\n"));
        self.line += ends.count() as u64;
        self.at = begin;
        self.line
    }
}

#[derive(Default)]
struct Rows {
    header: Option<Vec<String>>,
    rows: Vec<DraftRow>,
    refused: Vec<RefusedRow>,
    refused_rows: Vec<DraftRow>,
}

impl Rows {
    fn add(&mut self, line: u64, mut cells: Vec<String>, no_header: bool) -> Result<(), Reason> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        let Some(header) = &mut self.header else {
            if cells.len() > MAX_COLUMNS {
                return Err(Reason::TooMany(cells.len() as u64));
            }
            if no_header {
                let names = (1..=cells.len()).map(|number| format!("{number}"));
                self.header = Some(names.collect());
                self.rows.push(DraftRow { line, cells });
            } else {
                self.header = Some(cells.iter().map(|cell| cell.trim().to_owned()).collect());
            }
            return Ok(());
        };
        if self.rows.len() >= MAX_RECORDS {
            return Err(Reason::TooMany(self.rows.len() as u64 + 1));
        }
        let mut place = Place::cell(line, "");
        let too_long = cells
            .iter()
            .position(|cell| cell.len() > MAX_TEXT && cell.chars().count() > MAX_TEXT);
        let has_more = cells
            .iter()
            .skip(header.len())
            .any(|cell| !cell.trim().is_empty());
        cells.resize(header.len(), String::new());
        let reason = if let Some(index) = too_long {
            place.at = header.get(index).cloned().unwrap_or_default();
            Some(Reason::TooLong)
        } else {
            has_more.then_some(Reason::ExtraCells)
        };
        match reason {
            None => self.rows.push(DraftRow { line, cells }),
            Some(reason) => {
                self.refused_rows.push(DraftRow { line, cells });
                self.refused.push(RefusedRow {
                    table: Customer::TABLE.to_owned(),
                    refusal: reason.at(place),
                });
            }
        }
        Ok(())
    }
}
