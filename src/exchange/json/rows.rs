//! Rows of JSON to records: shape, exactness, rules, ids and references.

use serde_json::Value;
use serde_path_to_error::Segment;

use super::{canonical, place::Step};
use crate::{
    domain::{
        book::BookInfo,
        rule::RuleOverride,
        tables::{AnyRecord, Tables, record_with_path},
    },
    exchange::{MAX_ROW_DEPTH, Reason},
};

/// A path inside a row and what is wrong there.
type Wrong = (Vec<Step>, Reason);

fn field(name: &str) -> Vec<Step> {
    vec![Step::Key(name.to_owned())]
}

/// The record of a row, whose canonical text is given.
pub(super) fn record(table: &str, row: Value, text: &[u8]) -> Result<AnyRecord, Wrong> {
    let allowed = match table {
        "recycled" => usize::MAX,
        _ => MAX_ROW_DEPTH,
    };
    if depth(&row) > allowed {
        return Err((Vec::new(), Reason::TooDeep));
    }
    let record = record_with_path(table, row).map_err(|error| {
        let path = error.path().iter().filter_map(|segment| match segment {
            Segment::Seq { index } => Some(Step::Index(*index)),
            Segment::Map { key } => Some(Step::Key(key.clone())),
            Segment::Enum { variant } => Some(Step::Key(variant.clone())),
            Segment::Unknown => None,
        });
        (path.collect(), Reason::Shape(error.inner().to_string()))
    })?;
    keeps_all(&record, text)?;
    let the_id = match &record {
        AnyRecord::BookInfo(_) => BookInfo::the_id(),
        AnyRecord::RuleOverride(rule) => RuleOverride::id_of(&rule.key),
        other => other.id(),
    };
    if record.id() != the_id {
        return Err((field("id"), Reason::WrongId));
    }
    match record.faults().into_iter().next() {
        Some(fault) => Err((field(&fault.field), Reason::Fault(fault.problem))),
        None => Ok(record),
    }
}

/// Refuses records that would be written otherwise than they were read: no silent change.
fn keeps_all(record: &AnyRecord, text: &[u8]) -> Result<(), Wrong> {
    let shape = |error: serde_json::Error| (Vec::new(), Reason::Shape(error.to_string()));
    let kept = record.to_value().map_err(shape)?;
    if canonical::of(&kept) == text {
        return Ok(());
    }
    let row: Value = serde_json::from_slice(text).map_err(shape)?;
    let mut path = Vec::new();
    if is_kept(&row, &kept, &mut path) {
        Ok(())
    } else {
        Err((path, Reason::NotKept))
    }
}

/// Whether all of `row` is in `kept`; a member that is null may be left out. The path leads to
/// what is not.
fn is_kept(row: &Value, kept: &Value, path: &mut Vec<Step>) -> bool {
    match (row, kept) {
        (Value::Object(row), Value::Object(kept)) => row.iter().all(|(key, value)| {
            path.push(Step::Key(key.clone()));
            let is_same = match kept.get(key) {
                Some(kept) => is_kept(value, kept, path),
                None => value.is_null() || is_empty(value),
            };
            if is_same {
                path.pop();
            }
            is_same
        }),
        (Value::Array(row), Value::Array(kept)) if row.len() == kept.len() => row
            .iter()
            .zip(kept)
            .enumerate()
            .all(|(index, (value, kept))| {
                path.push(Step::Index(index));
                let is_same = is_kept(value, kept, path);
                if is_same {
                    path.pop();
                }
                is_same
            }),
        _ => row == kept,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Array(values) => values.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Bool(flag) => !flag,
        _ => false,
    }
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(values) => 1 + values.iter().map(depth).max().unwrap_or(0),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// The first reference of a record to something that is not in the tables.
pub(super) fn dangling(record: &AnyRecord, tables: &Tables) -> Option<&'static str> {
    let mut references = record.references().into_iter();
    references
        .find(|reference| !tables.contains(reference.table, reference.id))
        .map(|reference| reference.field)
}
