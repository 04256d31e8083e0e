//! An ordered table of records, cheap to clone row by row.

use std::{collections::BTreeMap, sync::Arc};

use super::{Id, record::Record};

/// Records of one kind, in the order of their ids (which is the order in files).
#[derive(Clone, PartialEq, Debug)]
pub struct Table<R> {
    rows: BTreeMap<Id, Arc<R>>,
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
        }
    }
}

impl<R> Table<R> {
    /// The record of that id.
    pub fn get(&self, id: Id) -> Option<&Arc<R>> {
        self.rows.get(&id)
    }

    /// Whether there is such a record.
    pub fn contains(&self, id: Id) -> bool {
        self.rows.contains_key(&id)
    }

    /// All records in the order of their ids.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Arc<R>> {
        self.rows.values()
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn insert(&mut self, id: Id, row: Arc<R>) -> Option<Arc<R>> {
        self.rows.insert(id, row)
    }

    pub(super) fn remove(&mut self, id: Id) -> Option<Arc<R>> {
        self.rows.remove(&id)
    }
}

impl<R: Record> FromIterator<R> for Table<R> {
    fn from_iter<I: IntoIterator<Item = R>>(rows: I) -> Self {
        Self {
            rows: rows
                .into_iter()
                .map(|row| (row.id(), Arc::new(row)))
                .collect(),
        }
    }
}
