//! A workbook as a file: canonical JSON, a row per line, nothing that depends on time or program.

use serde_json::{Map, Value, json};

use super::{
    FORMAT, VERSION, Version,
    canonical::{self, RowsDigest},
    header::{HEADER_TABLE, Header},
};
use crate::{
    domain::{Workbook, tables::AnyRecord},
    exchange::{MAX_BYTES, MAX_RECORDS, Reason},
};

/// So many records are written in a step.
const ROWS_AT_A_TIME: usize = 500;

/// The workbook as bytes; [`super::verify`] reads them back before they are handed out.
///
/// # Errors
/// As [`Writing`].
pub fn write(workbook: &Workbook) -> Result<Vec<u8>, Reason> {
    Writing::of(workbook)?.finish()
}

/// Writes a workbook as it was at one moment, in steps short enough not to hold up the page.
pub struct Writing {
    members: Map<String, Value>,
    digests: Map<String, Value>,
    tables: Vec<u8>,
    open: Option<(String, RowsDigest)>,
    parts: std::vec::IntoIter<(String, Vec<AnyRecord>)>,
}

impl Writing {
    /// Begins.
    ///
    /// # Errors
    /// [`Reason::TooMany`] where the file could not be read back.
    pub fn of(workbook: &Workbook) -> Result<Self, Reason> {
        let n_records = workbook.tables.total();
        if n_records > MAX_RECORDS {
            return Err(Reason::TooMany(n_records as u64));
        }
        let (mut counts, mut parts) = (Map::new(), Vec::new());
        for name in workbook.tables.names() {
            let rows = workbook.tables.rows(&name);
            if rows.is_empty() || name == HEADER_TABLE {
                continue;
            }
            counts.insert(name.clone(), json!(rows.len()));
            let chunks = rows.chunks(ROWS_AT_A_TIME);
            parts.extend(chunks.map(|rows| (name.clone(), rows.to_vec())));
        }
        Ok(Self {
            members: rest(workbook, Header::of(workbook), counts),
            digests: Map::new(),
            tables: Vec::new(),
            open: None,
            parts: parts.into_iter(),
        })
    }

    /// Writes the next records; false when there are no more.
    ///
    /// # Errors
    /// [`Reason::Shape`] where a record cannot be written, which no record of ours is.
    pub fn step(&mut self) -> Result<bool, Reason> {
        let Some((name, rows)) = self.parts.next() else {
            return Ok(false);
        };
        let is_open = self.open.as_ref().is_some_and(|(open, _)| *open == name);
        if !is_open {
            self.close();
        }
        let (_, digest) = self.open.get_or_insert_with(|| {
            if !self.tables.is_empty() {
                self.tables.push(b',');
            }
            self.tables.push(b'\n');
            canonical::write(&Value::String(name.clone()), &mut self.tables);
            self.tables.extend_from_slice(b":[");
            (name, RowsDigest::default())
        });
        let out = &mut self.tables;
        for row in rows {
            let is_first = out.last() == Some(&b'[');
            out.extend_from_slice(if is_first { b"\n" } else { b",\n" });
            let row = row
                .to_value()
                .map_err(|error| Reason::Shape(error.to_string()))?;
            let start = out.len();
            canonical::write(&row, out);
            digest.add(out.get(start..).unwrap_or_default());
        }
        Ok(true)
    }

    fn close(&mut self) {
        if let Some((name, digest)) = self.open.take() {
            self.tables.push(b']');
            self.digests.insert(name, json!(digest.finish()));
        }
    }

    /// Writes all that is left and gives the file.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] where the file could not be read back, and as [`Writing::step`].
    pub fn finish(mut self) -> Result<Vec<u8>, Reason> {
        while self.step()? {}
        self.close();
        let Self {
            mut members,
            mut digests,
            tables,
            ..
        } = self;
        let digest = canonical::digest(&canonical::of(&Value::Object(members.clone())));
        digests.insert(HEADER_TABLE.to_owned(), json!(digest));
        members.insert("digests".to_owned(), Value::Object(digests));

        let mut lines: Vec<(String, Vec<u8>)> = members
            .into_iter()
            .map(|(name, value)| (name, canonical::of(&value)))
            .collect();
        lines.push(("tables".to_owned(), tables));
        lines.sort();
        let mut out = Vec::new();
        for (name, content) in lines {
            out.extend_from_slice(if out.is_empty() { b"{\n" } else { b",\n" });
            canonical::write(&Value::String(name.clone()), &mut out);
            if name == "tables" {
                out.extend_from_slice(b":{");
                out.extend_from_slice(&content);
                out.push(b'}');
            } else {
                out.push(b':');
                out.extend_from_slice(&content);
            }
        }
        out.extend_from_slice(b"\n}\n");
        if out.len() > MAX_BYTES {
            return Err(Reason::TooLarge(out.len() as u64));
        }
        Ok(out)
    }
}

/// All members but the digests and the tables.
fn rest(workbook: &Workbook, header: Header, counts: Map<String, Value>) -> Map<String, Value> {
    let Header {
        minor,
        members,
        workbook: more,
        mut version,
    } = header;
    let stated = VERSION.max(Version { minor, ..VERSION });
    version.insert("major".to_owned(), json!(stated.major));
    version.insert("minor".to_owned(), json!(stated.minor));
    let mut about = more;
    about.insert("id".to_owned(), json!(workbook.id));
    about.insert("name".to_owned(), json!(workbook.name()));
    about.insert("revision".to_owned(), json!(workbook.revision));
    let mut rest = members;
    rest.insert("counts".to_owned(), Value::Object(counts));
    rest.insert("format".to_owned(), json!(FORMAT));
    rest.insert("version".to_owned(), Value::Object(version));
    rest.insert("workbook".to_owned(), Value::Object(about));
    rest
}
