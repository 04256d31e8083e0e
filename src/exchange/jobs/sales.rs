//! Sales lines through the worker: what the page has goes in, records to take over come out.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{JobError, ROWS_AT_A_TIME, protocol};
use crate::{
    domain::{
        Customer,
        ledger::{Product, SalesLine},
        tables::{AnyRecord, Tables, records_from_json},
    },
    exchange::{
        RefusedRow,
        csv::Parsed,
        plan::{ChangedLine, Counts, Kind, Plan, SalesPlan, Sum},
    },
};

/// The tables in which rows look things up.
const KNOWN: [&str; 3] = [Customer::TABLE, Product::TABLE, SalesLine::TABLE];

fn write(records: &[AnyRecord], body: &mut Vec<u8>) -> Result<usize, JobError> {
    let start = body.len();
    for (index, record) in records.iter().enumerate() {
        body.push(if index > 0 { b',' } else { b'[' });
        let mut writer = serde_json::Serializer::new(&mut *body);
        record.serialize_row(&mut writer).map_err(protocol)?;
    }
    body.push(b']');
    Ok(body.len() - start)
}

/// Table and length of each chunk of records, and the chunks one behind the other.
type Chunks = (Vec<(String, usize)>, Vec<u8>);

/// What the worker has to know of a workbook, written in steps short enough not to hold up the
/// page.
#[derive(Debug)]
pub struct Known {
    parts: std::vec::IntoIter<(&'static str, Vec<AnyRecord>)>,
    chunks: Vec<(String, usize)>,
    body: Vec<u8>,
}

impl Known {
    /// Begins.
    pub fn of(tables: &Tables) -> Self {
        let mut parts = Vec::new();
        for table in KNOWN {
            let rows = tables.rows(table);
            let rows = rows.chunks(ROWS_AT_A_TIME);
            parts.extend(rows.map(|rows| (table, rows.to_vec())));
        }
        Self {
            parts: parts.into_iter(),
            chunks: Vec::new(),
            body: Vec::new(),
        }
    }

    /// Writes the next records; false when there are no more.
    ///
    /// # Errors
    /// [`JobError::Protocol`].
    pub fn step(&mut self) -> Result<bool, JobError> {
        let Some((table, rows)) = self.parts.next() else {
            return Ok(false);
        };
        let length = write(&rows, &mut self.body)?;
        self.chunks.push((table.to_owned(), length));
        Ok(true)
    }

    /// Writes all that is left, in chunks.
    ///
    /// # Errors
    /// [`JobError::Protocol`].
    pub fn finish(mut self) -> Result<Chunks, JobError> {
        while self.step()? {}
        Ok((self.chunks, self.body))
    }
}

/// The tables that [`Known`] wrote.
pub(super) fn tables(chunks: &[(String, usize)], mut body: &[u8]) -> Result<Tables, JobError> {
    let mut tables = Tables::default();
    for (table, length) in chunks {
        let (chunk, rest) = body
            .split_at_checked(*length)
            .ok_or_else(|| protocol("the payload is too short"))?;
        body = rest;
        for record in records_from_json(table, chunk).map_err(protocol)? {
            tables.put(record);
        }
    }
    Ok(tables)
}

/// What stands before the chunks of records.
#[derive(Serialize, Deserialize)]
struct Head {
    parsed: Parsed,
    counts: BTreeMap<String, Counts>,
    refused: Vec<RefusedRow>,
    sums: Vec<Sum>,
    changed: Vec<ChangedLine>,
    n_missing: usize,
    missing: Vec<String>,
    chunks: Vec<(String, usize)>,
}

/// Length of the head in four bytes, little end first; the head; lists of records as JSON.
pub(super) fn pack(parsed: Parsed, mut plan: SalesPlan) -> Result<Vec<u8>, JobError> {
    // In the order of their tables' keys the page takes them in three times as fast.
    let mut records = plan.records.as_mut_slice();
    while let Some(first) = records.first() {
        let table = first.table().to_owned();
        let end = records.iter().position(|record| record.table() != table);
        let (own, rest) = records.split_at_mut(end.unwrap_or(records.len()));
        own.sort_by_cached_key(AnyRecord::id);
        records = rest;
    }
    let (mut chunks, mut body) = (Vec::new(), Vec::new());
    let by_table = plan.records.chunk_by(|a, b| a.table() == b.table());
    for rows in by_table.flat_map(|rows| rows.chunks(ROWS_AT_A_TIME)) {
        let table = rows.first().map_or("", AnyRecord::table).to_owned();
        let length = write(rows, &mut body)?;
        chunks.push((table, length));
    }
    let lines: HashSet<u64> = plan
        .refused
        .iter()
        .map(|row| row.refusal.place.line)
        .collect();
    let head = Head {
        parsed: parsed.excerpt(&lines),
        counts: plan.counts,
        refused: plan.refused,
        sums: plan.sums,
        changed: plan.changed,
        n_missing: plan.n_missing,
        missing: plan.missing,
        chunks,
    };
    let head = serde_json::to_vec(&head).map_err(protocol)?;
    let length = u32::try_from(head.len()).map_err(protocol)?;
    Ok([&length.to_le_bytes()[..], &head, &body].concat())
}

/// What a file of sales lines would do; its records are still text, to be taken over in steps.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PlannedSales {
    /// The file, with its first rows and those that were refused.
    pub parsed: Option<Parsed>,
    /// By table.
    pub counts: BTreeMap<String, Counts>,
    /// What was not accepted, and why.
    pub refused: Vec<RefusedRow>,
    /// The rows taken, by currency.
    pub sums: Vec<Sum>,
    /// The first changed lines.
    pub changed: Vec<ChangedLine>,
    /// How many customers are not here, where they are not made.
    pub n_missing: usize,
    /// Some of their names or numbers, in order.
    pub missing: Vec<String>,
    /// New and changed records.
    chunks: Vec<(String, usize)>,
    answer: Vec<u8>,
    start: usize,
}

/// Takes over the answer to [`Job::PlanSales`](super::Job::PlanSales).
///
/// # Errors
/// [`JobError::Protocol`] where the bytes are no such answer.
pub fn planned_sales(answer: Vec<u8>) -> Result<PlannedSales, JobError> {
    let short = || protocol("the answer is too short");
    let (length, rest) = answer.split_first_chunk::<4>().ok_or_else(short)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(protocol)?;
    let head = rest.get(..length).ok_or_else(short)?;
    let head: Head = serde_json::from_slice(head).map_err(protocol)?;
    Ok(PlannedSales {
        parsed: Some(head.parsed),
        counts: head.counts,
        refused: head.refused,
        sums: head.sums,
        changed: head.changed,
        n_missing: head.n_missing,
        missing: head.missing,
        chunks: head.chunks,
        start: 4 + length,
        answer,
    })
}

impl PlannedSales {
    /// How many chunks there are.
    pub fn len(&self) -> usize {
        self.chunks.len()
    }

    /// Whether nothing would be written.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Its counts and refusals, as the plans of other files have them.
    pub fn as_plan(&self) -> Plan {
        Plan {
            kind: Kind::Table,
            items: Vec::new(),
            counts: self.counts.clone(),
            refused: self.refused.clone(),
            vanishing: Vec::new(),
            revision: 0,
        }
    }

    /// How many records would be written.
    pub fn n_records(&self) -> usize {
        self.counts
            .values()
            .map(|counts| counts.new + counts.changed)
            .sum()
    }

    /// The records of each chunk in turn.
    pub fn chunks(&self) -> impl Iterator<Item = Result<Vec<AnyRecord>, JobError>> {
        let mut rest = self.answer.get(self.start..).unwrap_or_default();
        self.chunks.iter().map(move |(table, length)| {
            let (chunk, after) = rest
                .split_at_checked(*length)
                .ok_or_else(|| protocol("the answer is too short"))?;
            rest = after;
            records_from_json(table, chunk).map_err(protocol)
        })
    }
}
