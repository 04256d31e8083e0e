//! Bytes to a workbook: the whole file or, with reasons, parts of it refused.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    VERSION,
    canonical::{self, RowsDigest},
    envelope::{Envelope, Version, Wrong, is_table_name},
    header::HEADER_TABLE,
    migrate::{LADDER, Ladder},
    place::{Locator, Step},
    rows, strict,
};
use crate::{
    domain::{
        Id, Workbook,
        record::Problem,
        tables::{TABLE_NAMES, Tables},
    },
    exchange::{MAX_RECORDS, Progress, Reason, Refusal, RefusedRow},
};

/// What a file holds.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Contents {
    /// The workbook with all records that were accepted.
    pub workbook: Workbook,
    /// The version the file states.
    pub version: Version,
    /// A newer major version: it may be looked at, never taken in.
    pub read_only: bool,
    /// What the user should know.
    pub notes: Vec<Note>,
    /// Records that were not accepted.
    pub refused: Vec<RefusedRow>,
}

/// Something worth saying about a file that was read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "code", content = "detail", rename_all = "snake_case")]
pub enum Note {
    /// Written by a newer version; what this one does not know is kept.
    Newer(Version),
    /// Brought up from an older major version.
    Raised(Version),
    /// So many records of a table this version does not know are kept.
    UnknownTable {
        /// Its name.
        table: String,
        /// How many.
        count: u64,
    },
    /// The section is damaged and was read all the same, as the user asked.
    Damaged(String),
}

/// How to read.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReadOptions {
    /// Takes damaged sections too, with a note each, to save what can be saved.
    pub salvage: bool,
}

/// Reads a file.
///
/// # Errors
/// [`Refusal`] where the file as a whole cannot be taken; single records that cannot be are in
/// [`Contents::refused`].
pub fn read(bytes: &[u8], progress: Progress<'_>) -> Result<Contents, Refusal> {
    read_with(bytes, ReadOptions::default(), LADDER, progress)
}

/// Reads a file with options and another ladder of versions.
///
/// # Errors
/// As [`read`].
pub fn read_with(
    bytes: &[u8],
    options: ReadOptions,
    ladder: Ladder<'_>,
    progress: Progress<'_>,
) -> Result<Contents, Refusal> {
    let text = strict::text(bytes)?;
    let document = strict::parse(text)?;
    let mut locator = Locator::new(text);
    let mut reading = Reading {
        options,
        contents: Contents::default(),
        refused: Vec::new(),
        pointing: Vec::new(),
    };
    if let Err((path, reason)) = reading.envelope(document, ladder, progress) {
        return Err(reason.at(locator.place(&path)));
    }
    let Reading {
        mut contents,
        refused,
        ..
    } = reading;
    let refused = refused.into_iter().map(|(table, path, reason)| RefusedRow {
        table,
        refusal: reason.at(locator.place(&path)),
    });
    contents.refused = refused.collect();
    contents.refused.sort_by_key(|row| row.refusal.place.line);
    let tables = &contents.workbook.tables;
    let is_empty = tables
        .names()
        .iter()
        .all(|name| name == HEADER_TABLE || tables.count(name) == 0);
    if contents.read_only && is_empty && !contents.refused.is_empty() {
        let Version { major, minor } = contents.version;
        let version = [Step::Key("version".to_owned())];
        return Err(Reason::Version { major, minor }.at(locator.place(&version)));
    }
    Ok(contents)
}

struct Reading {
    options: ReadOptions,
    contents: Contents,
    refused: Vec<(String, Vec<Step>, Reason)>,
    /// Table, id and index of the records that point to others.
    pointing: Vec<(String, Id, usize)>,
}

fn row_path(table: &str, index: usize, rest: Vec<Step>) -> Vec<Step> {
    let key = |key: &str| Step::Key(key.to_owned());
    let mut path = vec![key("tables"), key(table), Step::Index(index)];
    path.extend(rest);
    path
}

impl Reading {
    fn envelope(
        &mut self,
        document: Value,
        ladder: Ladder<'_>,
        progress: Progress<'_>,
    ) -> Result<(), Wrong> {
        let mut envelope = Envelope::open(document, ladder.top())?;
        let version = envelope.version;
        let is_newer_major = version.major > ladder.top();
        if !is_newer_major && let Err(wrong) = envelope.check() {
            self.forgive(wrong)?;
        }
        let mut tables = std::mem::take(&mut envelope.tables);
        let total: usize = tables
            .values()
            .filter_map(Value::as_array)
            .map(Vec::len)
            .sum();
        if total > MAX_RECORDS {
            let path = vec![Step::Key("tables".to_owned())];
            return Err((path, Reason::TooMany(total as u64)));
        }
        self.contents.version = version;
        self.contents.read_only = is_newer_major;
        let is_raised = version.major < ladder.top();
        if is_newer_major || (!is_raised && version > VERSION) {
            self.contents.notes.push(Note::Newer(version));
        }
        if is_raised {
            self.contents.notes.push(Note::Raised(version));
            for (name, rows) in &tables {
                self.digest(&envelope, name, rows)?;
            }
            ladder.raise(&mut tables, version.major);
        }

        let mut done = 0;
        for (name, rows) in tables {
            let Value::Array(rows) = rows else { continue };
            if !is_table_name(&name) {
                continue;
            }
            let mut digest = RowsDigest::default();
            let count = rows.len() as u64;
            for (index, row) in rows.into_iter().enumerate() {
                if done % 256 == 0 && !progress(done, total as u64) {
                    return Err((Vec::new(), Reason::Cancelled));
                }
                done += 1;
                let text = canonical::of(&row);
                digest.add(&text);
                self.row(&name, index, row, &text);
            }
            if !is_raised && !is_newer_major && count > 0 {
                let checked = envelope.check_digest(&name, &digest.finish());
                checked.or_else(|wrong| self.forgive(wrong))?;
            }
            if count > 0 && !TABLE_NAMES.contains(&&*name) {
                self.contents
                    .notes
                    .push(Note::UnknownTable { table: name, count });
            }
        }
        progress(done, total as u64);
        self.drop_dangling();
        let mut header = envelope.header;
        if is_raised || version <= VERSION {
            header.minor = 0;
        }
        let workbook = &mut self.contents.workbook;
        (workbook.id, workbook.revision) = (envelope.id, envelope.revision);
        header.keep(&mut workbook.tables);
        Ok(())
    }

    fn digest(&mut self, envelope: &Envelope, name: &str, rows: &Value) -> Result<(), Wrong> {
        let mut digest = RowsDigest::default();
        let rows = rows.as_array().map_or(&[][..], Vec::as_slice);
        for row in rows {
            digest.add(&canonical::of(row));
        }
        if rows.is_empty() {
            return Ok(());
        }
        let checked = envelope.check_digest(name, &digest.finish());
        checked.or_else(|wrong| self.forgive(wrong))
    }

    /// Damage is noted where the user wants to save what can be saved.
    fn forgive(&mut self, wrong: Wrong) -> Result<(), Wrong> {
        let section = match &wrong {
            (_, Reason::Damaged(section)) => section.clone(),
            (path, Reason::Count { .. } | Reason::Envelope) => match path.get(1) {
                Some(Step::Key(section)) => section.clone(),
                _ => return Err(wrong),
            },
            _ => return Err(wrong),
        };
        if !self.options.salvage {
            return Err(wrong);
        }
        self.contents.notes.push(Note::Damaged(section));
        Ok(())
    }

    fn row(&mut self, table: &str, index: usize, row: Value, text: &[u8]) {
        let tables = &mut self.contents.workbook.tables;
        let wrong = match rows::record(table, row, text) {
            Ok(record) if tables.contains(table, record.id()) => {
                (vec![Step::Key("id".to_owned())], Reason::DuplicateId)
            }
            Ok(record) => {
                if !record.references().is_empty() {
                    self.pointing.push((table.to_owned(), record.id(), index));
                }
                return tables.put(record);
            }
            Err(wrong) => wrong,
        };
        let (path, reason) = wrong;
        self.refused
            .push((table.to_owned(), row_path(table, index, path), reason));
    }

    /// Takes out records that point to nothing, until none is left.
    fn drop_dangling(&mut self) {
        loop {
            let tables = &self.contents.workbook.tables;
            let pointing = self.pointing.iter().filter_map(|(table, id, index)| {
                let record = tables.get(table, *id)?;
                Some((table.clone(), *id, *index, rows::dangling(&record, tables)?))
            });
            let dropped: Vec<_> = pointing.collect();
            if dropped.is_empty() {
                return;
            }
            let ids: HashSet<(&str, Id)> = dropped
                .iter()
                .map(|(table, id, ..)| (table.as_str(), *id))
                .collect();
            let mut kept = Tables::default();
            for name in tables.names() {
                for record in tables.rows(&name) {
                    if !ids.contains(&(name.as_str(), record.id())) {
                        kept.put(record);
                    }
                }
            }
            self.contents.workbook.tables = kept;
            for (table, _, index, field) in dropped {
                let path = row_path(&table, index, vec![Step::Key(field.to_owned())]);
                self.refused
                    .push((table, path, Reason::Fault(Problem::Dangling)));
            }
        }
    }
}
