//! Tables as shards, and the head that says which shards there are.
//!
//! A table lies in 2^bits shards by the leading bits of its records' ids, so an edit dirties few
//! shards and every shard holds about as many records. Where a table has grown or shrunk out of
//! its bits it is written anew as a whole. Empty shards are not stored.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Batch, Damage, SCHEMA, Seal, log::Row, meta};
use crate::domain::{
    Id, Workbook,
    journal::Seq,
    tables::{AnyRecord, Tables},
};

/// A shard is meant to hold so many records …
const RECORDS: u64 = 1_000;
/// … or so many bytes, whichever it reaches first.
const BYTES: u64 = 200_000;
/// What [`Id::prefix`] can tell apart.
const MAX_BITS: u8 = 16;

/// Hex digits of a [`digest`].
pub const DIGEST_LEN: usize = 32;

/// What is stored, as of the last time the log was folded into shards.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Head {
    /// Version of the records' shape.
    pub schema: u32,
    /// The workbook's identity.
    pub workbook: Id,
    /// The newest entry that the shards contain.
    pub folded: Seq,
    /// The workbook's revision at that entry.
    pub revision: u64,
    /// The tables that hold something.
    pub tables: BTreeMap<String, TableShards>,
}

/// Where a table lies.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TableShards {
    /// How many leading bits of the id choose the shard.
    pub bits: u8,
    /// The shards that hold something, by those bits.
    pub shards: BTreeMap<u32, Shard>,
}

/// What a shard holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Shard {
    /// How many records.
    pub count: u64,
    /// How many bytes.
    pub bytes: u64,
    /// Of the bytes as they are stored.
    pub digest: String,
}

impl TableShards {
    /// How many records the table has.
    pub fn count(&self) -> u64 {
        self.shards.values().map(|shard| shard.count).sum()
    }

    fn bytes(&self) -> u64 {
        self.shards.values().map(|shard| shard.bytes).sum()
    }

    fn empty(bits: u8) -> Self {
        Self {
            bits,
            shards: BTreeMap::new(),
        }
    }

    /// The bits that fit the table's size.
    fn fitting_bits(&self) -> u8 {
        let by_count = self.count().saturating_mul(100) / RECORDS;
        let by_bytes = self.bytes().saturating_mul(100) / BYTES;
        bits_for(by_count.max(by_bytes), self.bits)
    }

    /// As far as that can be said before the records are encoded.
    fn bits_for_count(&self, count: u64) -> u8 {
        bits_for(count.saturating_mul(100) / RECORDS, self.bits)
    }
}

/// Bits for a table that would fill `percent` of one shard and has `bits` now. Room is left both
/// ways, lest it go back and forth.
fn bits_for(percent: u64, bits: u8) -> u8 {
    let mut bits = bits.min(MAX_BITS);
    while bits < MAX_BITS && percent >> bits > 150 {
        bits += 1;
    }
    while bits > 0 && percent >> bits < 40 {
        bits -= 1;
    }
    bits
}

/// Key of a shard.
pub fn shard_key(table: &str, index: u32) -> String {
    format!("{table}/{index}")
}

/// The first half of the SHA-256, as hex digits: it is there to find damage.
pub fn digest(bytes: &[u8]) -> String {
    in_hex(Sha256::new_with_prefix(bytes))
}

/// So many bytes are digested at a time where there are very many.
const DIGESTED_AT_A_TIME: usize = 1_000_000;

/// The [`digest`] of very many bytes, with pauses.
pub(super) async fn digest_in_steps(bytes: &[u8], pause: &impl AsyncFn()) -> String {
    let mut digest = Sha256::new();
    for (step, part) in bytes.chunks(DIGESTED_AT_A_TIME).enumerate() {
        if step > 0 {
            pause().await;
        }
        digest.update(part);
    }
    in_hex(digest)
}

/// What a [`digest`] is called when all bytes are in.
pub(super) fn in_hex(digest: Sha256) -> String {
    digest.finalize().iter().take(DIGEST_LEN / 2).fold(
        String::with_capacity(DIGEST_LEN),
        |mut text, byte| {
            // Writing to a string doesn't fail.
            let _ = write!(text, "{byte:02x}");
            text
        },
    )
}

/// Records by the name of their table.
pub(super) type Touched = BTreeMap<String, Vec<Id>>;

/// Adds to `batch` whatever makes the shards hold `workbook` as it is, the entries up to `folded`
/// included; `touched` are the records that differ from those in the shards of `head`. Pauses
/// between shards.
///
/// # Errors
/// [`Damage`] where a record can't be written as JSON, which none of ours contains.
pub(super) async fn fold(
    batch: &mut Batch,
    head: &Head,
    workbook: &Workbook,
    folded: Seq,
    touched: &Touched,
    (seal, pause): (&Seal, &impl AsyncFn()),
) -> Result<Head, Damage> {
    let mut next = Head {
        schema: SCHEMA,
        workbook: workbook.id,
        folded,
        revision: workbook.revision,
        tables: head.tables.clone(),
    };
    for (table, ids) in touched {
        let old = head.tables.get(table).cloned().unwrap_or_default();
        let mut puts = Vec::new();
        let mut encode = async |old: &TableShards, dirty: Option<&BTreeSet<u32>>| {
            puts.clear();
            let tables = &workbook.tables;
            encode(table, tables, old, dirty, &mut puts, (seal, pause)).await
        };
        let grown = old.bits_for_count(workbook.tables.count(table) as u64);
        let mut new = if grown > old.bits {
            encode(&TableShards::empty(grown), None).await?
        } else {
            let dirty = ids.iter().map(|id| id.prefix(old.bits)).collect();
            encode(&old, Some(&dirty)).await?
        };
        let bits = new.fitting_bits();
        if bits != new.bits {
            new = encode(&TableShards::empty(bits), None).await?;
        }
        let gone = old.shards.keys().filter(|at| !new.shards.contains_key(at));
        batch
            .delete_shards
            .extend(gone.map(|&index| shard_key(table, index)));
        batch.put_shards.append(&mut puts);
        if new.shards.is_empty() {
            next.tables.remove(table);
        } else {
            next.tables.insert(table.clone(), new);
        }
    }
    let json = serde_json::to_vec(&next).map_err(|error| Damage::Head(error.to_string()))?;
    batch
        .put_meta
        .push((meta::HEAD.to_owned(), seal.seal(meta::HEAD, json)));
    Ok(next)
}

/// Encodes the `dirty` shards of a table, or all; the others stay as `old` says.
async fn encode(
    table: &str,
    tables: &Tables,
    old: &TableShards,
    dirty: Option<&BTreeSet<u32>>,
    puts: &mut Vec<(String, Vec<u8>)>,
    (seal, pause): (&Seal, &impl AsyncFn()),
) -> Result<TableShards, Damage> {
    let mut rows: BTreeMap<u32, Vec<AnyRecord>> = BTreeMap::new();
    for row in tables.rows(table) {
        let index = row.id().prefix(old.bits);
        if dirty.is_none_or(|dirty| dirty.contains(&index)) {
            rows.entry(index).or_default().push(row);
        }
    }
    let mut new = old.clone();
    if let Some(dirty) = dirty {
        new.shards.retain(|index, _| !dirty.contains(index));
    }
    for (index, rows) in rows {
        if !puts.is_empty() {
            pause().await;
        }
        let key = shard_key(table, index);
        let json = serde_json::to_vec(&rows.iter().map(Row).collect::<Vec<_>>())
            .map_err(|error| damage(table, &key, error))?;
        let bytes = seal.seal(&place(&key), json);
        let shard = Shard {
            count: rows.len() as u64,
            bytes: bytes.len() as u64,
            digest: digest(&bytes),
        };
        new.shards.insert(index, shard);
        puts.push((key, bytes));
    }
    Ok(new)
}

pub(super) fn place(key: &str) -> String {
    format!("shard:{key}")
}

pub(super) fn damage(table: &str, key: &str, problem: impl ToString) -> Damage {
    Damage::Shard {
        table: table.to_owned(),
        key: key.to_owned(),
        problem: problem.to_string(),
    }
}
