//! Log entries as bytes.
//!
//! `["<digest>",{entry}]`: a flipped bit in the middle of a text would otherwise go unnoticed.
//! Rows carry the name of their table, so a version that doesn't know the table keeps them whole.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeSeed, Error as _, MapAccess, Visitor},
};

use sha2::{Digest, Sha256};

use super::{
    Damage, Seal,
    layout::{DIGEST_LEN, digest, in_hex},
};
use crate::domain::{
    edit::{Action, Change, Edit},
    journal::{Entry, Seq, Turn},
    tables::{AnyRecord, deserialize_row},
};

/// A record without the name of its table.
pub(super) struct Row<'a>(pub &'a AnyRecord);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_row(serializer)
    }
}

/// All of an entry but its changes, which come behind it.
#[derive(Serialize)]
struct WrittenEntry<'a> {
    seq: Seq,
    at_ms: i64,
    by: &'a str,
    turn: Turn,
    action: &'a Action,
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

/// A change is read row by row, its table known before: imports have very many of them.
struct ReadChange(Change);

impl<'de> Deserialize<'de> for ReadChange {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(ChangeVisitor).map(Self)
    }
}

struct ChangeVisitor;

impl<'de> Visitor<'de> for ChangeVisitor {
    type Value = Change;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a change: table, before, after")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Change, A::Error> {
        let mut table: Option<String> = None;
        let mut change = Change {
            before: None,
            after: None,
        };
        while let Some(key) = map.next_key::<String>()? {
            match (key.as_str(), table.as_deref()) {
                ("table", _) => table = Some(map.next_value()?),
                ("before", Some(table)) => change.before = Some(map.next_value_seed(Seed(table))?),
                ("after", Some(table)) => change.after = Some(map.next_value_seed(Seed(table))?),
                (other, _) => return Err(A::Error::custom(format!("unexpected “{other}”"))),
            }
        }
        Ok(change)
    }
}

/// Reads a row of that table.
struct Seed<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = AnyRecord;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<AnyRecord, D::Error> {
        deserialize_row(self.0, from)
    }
}

/// So many changes are written at a time: imports have very many of them.
const CHANGES_AT_A_TIME: usize = 1_000;

/// An entry as the log holds it, written with pauses.
///
/// # Errors
/// [`Damage::Entry`] where a record can't be written as JSON, which none of ours contains.
pub async fn encode(entry: &Entry, seal: &Seal, pause: &impl AsyncFn()) -> Result<Vec<u8>, Damage> {
    let written = WrittenEntry {
        seq: entry.seq,
        at_ms: entry.at_ms,
        by: &entry.by,
        turn: entry.turn,
        action: &entry.edit.action,
    };
    let failed = |error| damage(entry.seq, error);
    let mut bytes = Vec::from(b"[\"");
    let place_of_digest = bytes.len()..bytes.len() + DIGEST_LEN;
    bytes.resize(place_of_digest.end, b'0');
    bytes.extend_from_slice(b"\",");
    let mut digested = bytes.len();
    let mut digest = Sha256::new();
    serde_json::to_writer(&mut bytes, &written).map_err(failed)?;
    // The changes are its last member.
    bytes.pop();
    bytes.extend_from_slice(b",\"changes\":");
    let mut mark = b'[';
    for (step, changes) in entry.edit.changes.chunks(CHANGES_AT_A_TIME).enumerate() {
        if step > 0 {
            pause().await;
        }
        for change in changes {
            let Some((table, _)) = change.key() else {
                continue;
            };
            bytes.push(mark);
            mark = b',';
            let change = WrittenChange {
                table,
                before: change.before.as_ref().map(Row),
                after: change.after.as_ref().map(Row),
            };
            serde_json::to_writer(&mut bytes, &change).map_err(failed)?;
        }
        digest.update(bytes.get(digested..).unwrap_or_default());
        digested = bytes.len();
    }
    bytes.extend_from_slice(if mark == b'[' { b"[]}" } else { b"]}" });
    digest.update(bytes.get(digested..).unwrap_or_default());
    if let Some(place) = bytes.get_mut(place_of_digest) {
        place.copy_from_slice(in_hex(digest).as_bytes());
    }
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
    let changes = read.changes.into_iter().map(|ReadChange(change)| change);
    Ok(Entry {
        seq,
        at_ms: read.at_ms,
        by: read.by,
        turn: read.turn,
        edit: Edit {
            action: read.action,
            changes: changes.collect(),
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
