//! What surrounds the tables: format, version, workbook, counts, digests.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    FORMAT, canonical,
    header::{HEADER_TABLE, Header},
    place::Step,
};
use crate::{domain::Id, exchange::Reason};

/// The version of a file.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Version {
    /// Versions of one major number read each other's files.
    pub major: u32,
    /// Adds fields and tables alone.
    pub minor: u32,
}

/// A file taken apart; the tables are JSON still.
#[derive(Debug)]
pub(super) struct Envelope {
    pub version: Version,
    pub id: Id,
    pub revision: u64,
    pub header: Header,
    pub tables: Map<String, Value>,
    pub counts: Map<String, Value>,
    pub digests: Map<String, Value>,
    /// Of all members but the digests and tables.
    pub rest_digest: String,
}

/// A path and what is wrong there.
pub(super) type Wrong = (Vec<Step>, Reason);

fn wrong(path: &[&str], reason: Reason) -> Wrong {
    let path = path.iter().map(|key| Step::Key((*key).to_owned()));
    (path.collect(), reason)
}

/// Takes a member of the type that `read` gives.
fn take<T>(
    object: &mut Map<String, Value>,
    path: &[&str],
    read: fn(Value) -> Option<T>,
) -> Result<T, Wrong> {
    let value = path.last().and_then(|key| object.remove(*key));
    value
        .and_then(read)
        .ok_or_else(|| wrong(path, Reason::Envelope))
}

fn object(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(members) => Some(members),
        _ => None,
    }
}

fn small(value: Value) -> Option<u32> {
    value.as_u64().and_then(|number| u32::try_from(number).ok())
}

impl Envelope {
    pub fn open(document: Value, top: u32) -> Result<Self, Wrong> {
        let mut members = object(document).ok_or_else(|| wrong(&[], Reason::NotOurs))?;
        if members.get("format").and_then(Value::as_str) != Some(FORMAT) {
            let path: &[&str] = if members.contains_key("format") {
                &["format"]
            } else {
                &[]
            };
            return Err(wrong(path, Reason::NotOurs));
        }
        let digests = take(&mut members, &["digests"], object);
        let tables = take(&mut members, &["tables"], object);
        let rest = Value::Object(members);
        let rest_digest = canonical::digest(&canonical::of(&rest));
        let Value::Object(mut members) = rest else {
            return Err(wrong(&[], Reason::Envelope));
        };
        members.remove("format");

        let mut version = take(&mut members, &["version"], object)?;
        let major = take(&mut version, &["version", "major"], small)?;
        let minor = take(&mut version, &["version", "minor"], small)?;
        if major == 0 {
            return Err(wrong(&["version"], Reason::Version { major, minor }));
        }
        // What a newer major version put elsewhere may be missing here.
        let is_newer = major > top;
        let or_empty = |members: Result<Map<String, Value>, Wrong>| match members {
            Err(_) if is_newer => Ok(Map::new()),
            other => other,
        };
        let mut about = take(&mut members, &["workbook"], object)?;
        let id = take(&mut about, &["workbook", "id"], |id| {
            id.as_str()?.parse().ok()
        })?;
        let revision = take(&mut about, &["workbook", "revision"], |number| {
            number.as_u64()
        })?;
        take(&mut about, &["workbook", "name"], |name| {
            name.is_string().then_some(())
        })?;
        let counts = or_empty(take(&mut members, &["counts"], object))?;
        Ok(Self {
            version: Version { major, minor },
            id,
            revision,
            header: Header {
                minor,
                members,
                workbook: about,
                version,
            },
            tables: tables.map_err(|wrong| match is_newer {
                true => (wrong.0, Reason::Version { major, minor }),
                false => wrong,
            })?,
            counts,
            digests: or_empty(digests)?,
            rest_digest,
        })
    }

    /// The names of tables are plain and every count and digest belongs to one.
    pub fn check(&self) -> Result<(), Wrong> {
        for (name, rows) in &self.tables {
            if !is_table_name(name) || !rows.is_array() {
                return Err(wrong(&["tables", name], Reason::Envelope));
            }
        }
        for (name, count) in &self.counts {
            let found = rows_of(&self.tables, name).len() as u64;
            let stated = count.as_u64();
            let stated = stated.ok_or_else(|| wrong(&["counts", name], Reason::Envelope))?;
            if stated != found {
                return Err(wrong(&["counts", name], Reason::Count { stated, found }));
            }
        }
        for name in self.tables.keys() {
            for (list, key) in [(&self.counts, "counts"), (&self.digests, "digests")] {
                if !list.contains_key(name) && !rows_of(&self.tables, name).is_empty() {
                    return Err(wrong(&[key, name], Reason::Envelope));
                }
            }
        }
        for name in self.digests.keys() {
            if name != HEADER_TABLE && !self.tables.contains_key(name) {
                return Err(wrong(&["digests", name], Reason::Damaged(name.clone())));
            }
        }
        let stated = self.digests.get(HEADER_TABLE).and_then(Value::as_str);
        if stated != Some(&self.rest_digest) {
            let reason = Reason::Damaged(HEADER_TABLE.to_owned());
            return Err(wrong(&["digests", HEADER_TABLE], reason));
        }
        Ok(())
    }

    /// Whether the digest of a table is the one stated.
    pub fn check_digest(&self, name: &str, found: &str) -> Result<(), Wrong> {
        match self.digests.get(name).and_then(Value::as_str) {
            Some(stated) if stated == found => Ok(()),
            _ => Err(wrong(&["tables", name], Reason::Damaged(name.to_owned()))),
        }
    }
}

/// The rows of a table, none where there is no such list.
pub(super) fn rows_of<'a>(tables: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    tables
        .get(name)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

pub(super) fn is_table_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(is_plain)
}
