//! From stored bytes back to a workbook and its journal, or to the exact place of the damage.

use std::collections::BTreeMap;

use super::{
    Damage, Mark, SCHEMA, Seal, StoreError, Stored, Tail,
    layout::{Head, TableShards, damage, digest, place, shard_key},
    log, meta,
};
use crate::domain::{
    Workbook,
    journal::{Entry, Journal, Seq},
    tables::{Tables, records_from_json},
};

/// A workbook as it is stored.
#[derive(Clone, PartialEq, Debug)]
pub struct Loaded {
    /// The workbook.
    pub workbook: Workbook,
    /// Its recent entries, all those after the folded one among them.
    pub journal: Journal,
    /// What is stored as shards.
    pub head: Head,
    /// The stored state's mark.
    pub mark: Mark,
}

/// Reads everything that is stored.
///
/// # Errors
/// [`StoreError::Gone`] where nothing is stored, [`StoreError::Newer`] where a newer program has
/// written it, [`StoreError::Damaged`] where it does not fit together.
pub fn decode(stored: Stored, seal: &Seal) -> Result<Loaded, StoreError> {
    let is_empty = stored.shards.is_empty() && stored.log.is_empty();
    let (mark, head) = match (stored.mark, stored.head) {
        (None, None) if is_empty => return Err(StoreError::Gone),
        (None, _) => return Err(Damage::Mark("missing".to_owned()).into()),
        (Some(_), None) => return Err(Damage::Head("missing".to_owned()).into()),
        (Some(mark), Some(head)) => (mark, read_head(head, seal)?),
    };
    let mut shards: BTreeMap<_, _> = stored.shards.into_iter().collect();
    let mut workbook = Workbook {
        id: head.workbook,
        revision: head.revision,
        tables: Tables::default(),
    };
    for (table, listed) in &head.tables {
        read_table(&mut workbook.tables, table, listed, &mut shards, seal)?;
    }
    if let Some(key) = shards.keys().next() {
        let table = key.rsplit_once('/').map_or("?", |(table, _)| table);
        return Err(damage(table, key, "not in the head").into());
    }
    let journal = read_log(&mut workbook, stored.log, head.folded, mark.seq, seal)?;
    Ok(Loaded {
        workbook,
        journal,
        head,
        mark,
    })
}

/// Reads the head.
///
/// # Errors
/// [`StoreError::Newer`] before anything else is looked at, then [`Damage::Head`].
pub fn read_head(bytes: Vec<u8>, seal: &Seal) -> Result<Head, StoreError> {
    #[derive(serde::Deserialize)]
    struct Version {
        schema: u32,
    }
    let damaged = |problem: &dyn ToString| Damage::Head(problem.to_string());
    let bytes = seal
        .open(meta::HEAD, bytes)
        .map_err(|error| damaged(&error))?;
    let Version { schema } = serde_json::from_slice(&bytes).map_err(|error| damaged(&error))?;
    if schema > SCHEMA {
        return Err(StoreError::Newer { found: schema });
    }
    Ok(serde_json::from_slice(&bytes).map_err(|error| damaged(&error))?)
}

/// What another tab has stored: its entries after `seq`, or `None` where not all of them are
/// there. They may have been forgotten already; whether it is damage, loading everything tells.
///
/// # Errors
/// As [`decode`].
pub fn read_tail(
    tail: Tail,
    seq: Seq,
    seal: &Seal,
) -> Result<(Mark, Head, Option<Vec<Entry>>), StoreError> {
    let (Some(mark), Some(head)) = (tail.mark, tail.head) else {
        return Err(StoreError::Gone);
    };
    if mark.seq < seq {
        return Err(StoreError::Gone);
    }
    let head = read_head(head, seal)?;
    let mut next = seq + 1;
    let mut entries = Vec::new();
    for (at, bytes) in tail.log {
        if at != next {
            break;
        }
        entries.push(log::decode(at, bytes, seal)?);
        next += 1;
    }
    let is_whole = next == mark.seq + 1;
    Ok((mark, head, is_whole.then_some(entries)))
}

fn read_table(
    tables: &mut Tables,
    table: &str,
    listed: &TableShards,
    shards: &mut BTreeMap<String, Vec<u8>>,
    seal: &Seal,
) -> Result<(), Damage> {
    for (&index, shard) in &listed.shards {
        let key = shard_key(table, index);
        let broken = |problem: &dyn ToString| damage(table, &key, problem.to_string());
        let bytes = shards.remove(&key).ok_or_else(|| broken(&"missing"))?;
        if digest(&bytes) != shard.digest {
            return Err(broken(&"the digest does not fit"));
        }
        let json = seal
            .open(&place(&key), bytes)
            .map_err(|error| broken(&error))?;
        let rows = records_from_json(table, &json).map_err(|error| broken(&error))?;
        if rows.len() as u64 != shard.count {
            return Err(broken(&format!(
                "{} records instead of {}",
                rows.len(),
                shard.count
            )));
        }
        for row in rows {
            if row.id().prefix(listed.bits) != index {
                return Err(broken(&format!("record {} does not belong here", row.id())));
            }
            tables.put(row);
        }
    }
    if tables.count(table) as u64 != listed.count() {
        let problem = "the same record is there twice";
        return Err(damage(table, &format!("{table}/*"), problem));
    }
    Ok(())
}

fn read_log(
    workbook: &mut Workbook,
    log: Vec<(Seq, Vec<u8>)>,
    folded: Seq,
    newest: Seq,
    seal: &Seal,
) -> Result<Journal, Damage> {
    if folded > newest {
        let problem = format!("entry {newest} is older than the shards at {folded}");
        return Err(Damage::Mark(problem));
    }
    // Folded entries may be forgotten from the oldest on, those after them must all be there.
    let mut next = log.first().map_or(newest + 1, |&(seq, _)| seq);
    if next > folded + 1 {
        return Err(missing(folded + 1));
    }
    let mut journal = Vec::with_capacity(log.len());
    for (seq, bytes) in log {
        if seq != next {
            return Err(missing(next));
        }
        let entry = log::decode(seq, bytes, seal)?;
        if seq > folded {
            workbook.apply(&entry.edit).map_err(|stale| Damage::Entry {
                seq,
                problem: stale.to_string(),
            })?;
        }
        journal.push(entry);
        next += 1;
    }
    match next {
        _ if next == newest + 1 => Ok(journal.into_iter().collect()),
        _ if next <= newest => Err(missing(next)),
        _ => Err(Damage::Entry {
            seq: next - 1,
            problem: format!("newer than the mark at {newest}"),
        }),
    }
}

fn missing(seq: Seq) -> Damage {
    Damage::Entry {
        seq,
        problem: "missing".to_owned(),
    }
}
