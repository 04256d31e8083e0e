//! A workbook as a file: canonical JSON, a row per line, nothing that depends on time or program.

use serde_json::{Map, Value, json};

use super::{
    FORMAT, VERSION, Version,
    canonical::{self, RowsDigest},
    header::{HEADER_TABLE, Header},
};
use crate::{
    domain::Workbook,
    exchange::{MAX_BYTES, MAX_RECORDS, Reason},
};

/// The workbook as bytes; [`super::verify`] reads them back before they are handed out.
///
/// # Errors
/// [`Reason::TooLarge`], [`Reason::TooMany`] where the file could not be read back, and
/// [`Reason::Shape`] where a record cannot be written, which no record of ours is.
pub fn write(workbook: &Workbook) -> Result<Vec<u8>, Reason> {
    let n_records = workbook.tables.total();
    if n_records > MAX_RECORDS {
        return Err(Reason::TooMany(n_records as u64));
    }
    let header = Header::of(workbook);
    let (mut counts, mut digests) = (Map::new(), Map::new());
    let mut tables = Vec::new();
    for name in workbook.tables.names() {
        let count = workbook.tables.count(&name);
        if count == 0 || name == HEADER_TABLE {
            continue;
        }
        let digest = write_rows(workbook, &name, &mut tables)?;
        counts.insert(name.clone(), json!(count));
        digests.insert(name, json!(digest));
    }
    let mut members = rest(workbook, header, counts);
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

fn write_rows(workbook: &Workbook, name: &str, out: &mut Vec<u8>) -> Result<String, Reason> {
    if !out.is_empty() {
        out.push(b',');
    }
    out.push(b'\n');
    canonical::write(&Value::String(name.to_owned()), out);
    out.extend_from_slice(b":[");
    let mut digest = RowsDigest::default();
    for (index, row) in workbook.tables.rows(name).iter().enumerate() {
        out.extend_from_slice(if index > 0 { b",\n" } else { b"\n" });
        let row = row
            .to_value()
            .map_err(|error| Reason::Shape(error.to_string()))?;
        let start = out.len();
        canonical::write(&row, out);
        digest.add(out.get(start..).unwrap_or_default());
    }
    out.push(b']');
    Ok(digest.finish())
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
