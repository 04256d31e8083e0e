//! Log entries as bytes.
//!
//! `["<digest>",{entry}]`: a flipped bit in the middle of a text would otherwise go unnoticed.
//! Rows carry the name of their table, so a version that doesn't know the table keeps them whole.

use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use super::{
    Damage, Seal,
    layout::{DIGEST_LEN, digest},
};
use crate::domain::{
    edit::{Action, Change, Edit},
    journal::{Entry, Seq, Turn},
    tables::{AnyRecord, record_from_value},
};

/// A record without the name of its table.
pub(super) struct Row<'a>(pub &'a AnyRecord);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_row(serializer)
    }
}

#[derive(Serialize)]
struct WrittenEntry<'a> {
    seq: Seq,
    at_ms: i64,
    by: &'a str,
    turn: Turn,
    action: &'a Action,
    changes: Vec<WrittenChange<'a>>,
}

#[derive(Serialize)]
struct WrittenChange<'a> {
    table: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Row<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Row<'a>>,
}

#[derive(Deserialize)]
struct ReadEntry {
    seq: Seq,
    at_ms: i64,
    by: String,
    turn: Turn,
    action: Action,
    changes: Vec<ReadChange>,
}

#[derive(Deserialize)]
struct ReadChange {
    table: String,
    #[serde(default)]
    before: Option<Value>,
    #[serde(default)]
    after: Option<Value>,
}

/// An entry as the log holds it.
///
/// # Errors
/// [`Damage::Entry`] where a record can't be written as JSON, which none of ours contains.
pub fn encode(entry: &Entry, seal: &Seal) -> Result<Vec<u8>, Damage> {
    let changes = entry.edit.changes.iter().filter_map(|change| {
        let (table, _) = change.key()?;
        Some(WrittenChange {
            table,
            before: change.before.as_ref().map(Row),
            after: change.after.as_ref().map(Row),
        })
    });
    let written = WrittenEntry {
        seq: entry.seq,
        at_ms: entry.at_ms,
        by: &entry.by,
        turn: entry.turn,
        action: &entry.edit.action,
        changes: changes.collect(),
    };
    let json = serde_json::to_vec(&written).map_err(|error| damage(entry.seq, error))?;
    let mut bytes = Vec::with_capacity(json.len() + DIGEST_LEN + 5);
    bytes.extend_from_slice(b"[\"");
    bytes.extend_from_slice(digest(&json).as_bytes());
    bytes.extend_from_slice(b"\",");
    bytes.extend_from_slice(&json);
    bytes.push(b']');
    Ok(seal.seal(&place(entry.seq), bytes))
}

/// The entry that was stored under `seq`.
///
/// # Errors
/// [`Damage::Entry`] where the bytes are not those that were written.
pub fn decode(seq: Seq, bytes: Vec<u8>, seal: &Seal) -> Result<Entry, Damage> {
    let bytes = seal
        .open(&place(seq), bytes)
        .map_err(|error| damage(seq, error))?;
    let json = checked(&bytes).ok_or_else(|| damage(seq, "the digest does not fit"))?;
    let read: ReadEntry = serde_json::from_slice(json).map_err(|error| damage(seq, error))?;
    if read.seq != seq {
        return Err(damage(seq, format!("holds entry {}", read.seq)));
    }
    let changes = read.changes.into_iter().map(|change| {
        let record = |row: Option<Value>| -> Result<Option<AnyRecord>, Damage> {
            row.map(|row| record_from_value(&change.table, row))
                .transpose()
                .map_err(|error| damage(seq, error))
        };
        Ok(Change {
            before: record(change.before)?,
            after: record(change.after)?,
        })
    });
    let changes = changes.collect::<Result<_, Damage>>()?;
    Ok(Entry {
        seq,
        at_ms: read.at_ms,
        by: read.by,
        turn: read.turn,
        edit: Edit {
            action: read.action,
            changes,
        },
    })
}

/// The JSON inside, where its digest fits.
fn checked(bytes: &[u8]) -> Option<&[u8]> {
    let rest = bytes.strip_prefix(b"[\"")?;
    let (written, rest) = rest.split_at_checked(DIGEST_LEN)?;
    let json = rest.strip_prefix(b"\",")?.strip_suffix(b"]")?;
    (digest(json).as_bytes() == written).then_some(json)
}

fn place(seq: Seq) -> String {
    format!("log:{seq}")
}

fn damage(seq: Seq, problem: impl ToString) -> Damage {
    Damage::Entry {
        seq,
        problem: problem.to_string(),
    }
}
