//! What a change does field by field.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::{record::Record, tables::AnyRecord};

/// One field before and after, as plain text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CellChange {
    /// Table of the record.
    pub table: String,
    /// Key of the field.
    pub key: String,
    /// What stands there.
    pub before: Option<String>,
    /// What would.
    pub after: Option<String>,
}

/// The fields in which two records differ, stamps aside.
pub(super) fn changes(before: &AnyRecord, after: &AnyRecord) -> Vec<CellChange> {
    let members = |record: &AnyRecord| match record.to_value() {
        Ok(Value::Object(members)) => members,
        _ => serde_json::Map::new(),
    };
    let (old, new) = (members(before), members(after));
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    let changed = keys
        .into_iter()
        .filter(|key| *key != "stamp" && old.get(*key) != new.get(*key));
    changed
        .map(|key| CellChange {
            table: after.table().to_owned(),
            key: key.clone(),
            before: old.get(key).map(|value| text(before, key, value)),
            after: new.get(key).map(|value| text(after, key, value)),
        })
        .collect()
}

fn text(record: &AnyRecord, key: &str, value: &Value) -> String {
    match (record.value(key), value) {
        (Some(typed), _) => typed.to_plain(),
        (None, Value::String(text)) => text.clone(),
        (None, other) => other.to_string(),
    }
}

/// What a person calls a record.
pub(super) fn title(record: &AnyRecord) -> String {
    match record {
        AnyRecord::Unknown(row) => {
            let name = ["name", "title", "key"]
                .iter()
                .find_map(|key| row.row.get(key)?.as_str());
            name.map_or_else(|| row.id.to_string(), str::to_owned)
        }
        known => known.title(),
    }
}

/// The revision of a record; the minor version for what a newer one wrote around the tables.
pub(super) fn revision(record: &AnyRecord) -> u64 {
    match record {
        AnyRecord::Unknown(row) => {
            let written = ["/stamp/rev", "/minor"]
                .iter()
                .find_map(|at| row.row.pointer(at)?.as_u64());
            written.unwrap_or(0)
        }
        known => known.stamp().map_or(0, |stamp| u64::from(stamp.rev)),
    }
}

/// Whether two records differ in more than their stamps.
pub(super) fn is_same(before: &AnyRecord, after: &AnyRecord) -> bool {
    match (before, after) {
        (AnyRecord::Customer(before), AnyRecord::Customer(after)) => same(&**before, &**after),
        (AnyRecord::Contact(before), AnyRecord::Contact(after)) => same(&**before, &**after),
        _ => match after.stamp() {
            Some(stamp) => before == after || before.restamped(stamp.clone()) == *after,
            None => before == after,
        },
    }
}

fn same<R: Record + PartialEq>(before: &R, after: &R) -> bool {
    if before == after {
        return true;
    }
    if before.stamp() == after.stamp() {
        return false;
    }
    let mut before = before.clone();
    *before.stamp_mut() = after.stamp().clone();
    before == *after
}
