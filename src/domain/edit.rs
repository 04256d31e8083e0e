//! The one way to change anything: an edit, a list of (record before, record after).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Id,
    record::{Fault, Problem, Stamp},
    tables::{AnyRecord, Tables},
};

/// One record before and after; at least one side is there, both have the same table and id.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Change {
    /// The record as it was; absent when it is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<AnyRecord>,
    /// The record as it becomes; absent when it goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<AnyRecord>,
}

impl Change {
    /// Table and id of the record, if there is one at all.
    pub fn key(&self) -> Option<(&str, Id)> {
        let record = self.after.as_ref().or(self.before.as_ref())?;
        Some((record.table(), record.id()))
    }
}

/// What was done, for the journal and for toasts: a code the screen has words for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Action {
    /// Such as `customer.update`.
    pub code: String,
    /// What it was done to, such as a customer's name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// How many records it is about.
    pub count: usize,
}

impl Action {
    /// An action of that code on one thing.
    pub fn on(code: &str, subject: &str) -> Self {
        Self {
            code: code.to_owned(),
            subject: subject.to_owned(),
            count: 1,
        }
    }

    /// An action of that code on many things.
    pub fn over(code: &str, count: usize) -> Self {
        Self {
            code: code.to_owned(),
            subject: String::new(),
            count,
        }
    }
}

/// A change of the workbook as a whole: applied, stored, undone and announced in one piece.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Edit {
    /// What was done.
    pub action: Action,
    /// The records it changes, each at most once.
    pub changes: Vec<Change>,
}

impl Edit {
    /// The edit that takes this one back exactly.
    pub fn inverse(&self) -> Self {
        let changes = self
            .changes
            .iter()
            .rev()
            .map(|Change { before, after }| Change {
                before: after.clone(),
                after: before.clone(),
            })
            .collect();
        Self {
            action: self.action.clone(),
            changes,
        }
    }
}

/// An edit met records other than those it was made from.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
#[error("{} record(s) have changed in the meantime", .stale.len())]
pub struct StaleEdit {
    /// Table and id of the records that differ from `before`.
    pub stale: Vec<(String, Id)>,
}

/// Applies the edit wholly or not at all.
///
/// # Errors
/// [`StaleEdit`] with every record that is not as the edit's `before` says.
pub fn apply(tables: &mut Tables, edit: &Edit) -> Result<(), StaleEdit> {
    let stale: Vec<_> = edit
        .changes
        .iter()
        .filter_map(|change| {
            let (table, id) = change.key()?;
            (tables.get(table, id) != change.before).then(|| (table.to_owned(), id))
        })
        .collect();
    if !stale.is_empty() {
        return Err(StaleEdit { stale });
    }
    for change in &edit.changes {
        match (&change.after, change.key()) {
            (Some(after), _) => tables.put(after.clone()),
            (None, Some((table, id))) => tables.remove(table, id),
            (None, None) => {}
        }
    }
    Ok(())
}

/// Who edits and on which day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Author {
    /// The name that stamps carry.
    pub name: String,
    /// Today, as the user's calendar says.
    pub today: NaiveDate,
}

/// Why an edit was refused before it was made.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum EditError {
    /// A record breaks a rule of its own.
    #[error("table {table}, record {id}: {fault}")]
    Invalid {
        /// Table of the record.
        table: String,
        /// The record.
        id: Id,
        /// What is wrong.
        fault: Fault,
    },
    /// Other records need it.
    #[error("{name} is named by {count} record(s) of {by}")]
    InUse {
        /// What was to go.
        name: String,
        /// Table of the records that name it.
        by: &'static str,
        /// How many name it.
        count: usize,
    },
    /// There is no such record any more.
    #[error("table {table}: there is no record {id}")]
    Gone {
        /// Table that was asked.
        table: &'static str,
        /// Id that was asked for.
        id: Id,
    },
}

/// Collects changes against the tables as they are, stamping each record once.
pub struct EditBuilder<'a> {
    tables: &'a Tables,
    author: &'a Author,
    changes: BTreeMap<(String, Id), Change>,
}

impl<'a> EditBuilder<'a> {
    /// Starts from the tables as they are now.
    pub fn new(tables: &'a Tables, author: &'a Author) -> Self {
        Self {
            tables,
            author,
            changes: BTreeMap::new(),
        }
    }

    /// The record as it would be after the changes so far.
    pub fn current(&self, table: &str, id: Id) -> Option<AnyRecord> {
        match self.changes.get(&(table.to_owned(), id)) {
            Some(change) => change.after.clone(),
            None => self.tables.get(table, id),
        }
    }

    /// Writes a record; nothing happens when it is as it was, but for the stamp.
    pub fn put(&mut self, row: impl Into<AnyRecord>) {
        self.put_any(row.into());
    }

    fn put_any(&mut self, row: AnyRecord) {
        let before = self.tables.get(row.table(), row.id());
        let old_stamp = before.as_ref().and_then(AnyRecord::stamp).cloned();
        let rev = old_stamp.as_ref().map_or(0, |stamp| stamp.rev);
        let key = (row.table().to_owned(), row.id());
        if let Some(old_stamp) = old_stamp
            && before == Some(row.restamped(old_stamp))
        {
            self.changes.remove(&key);
            return;
        }
        let after = Some(row.restamped(self.stamp(rev)));
        self.changes.insert(key, Change { before, after });
    }

    /// Puts a record back exactly as given, its stamp included: for imports and restores.
    pub fn put_as_is(&mut self, row: AnyRecord) {
        let before = self.tables.get(row.table(), row.id());
        let key = (row.table().to_owned(), row.id());
        if before.as_ref() == Some(&row) {
            self.changes.remove(&key);
        } else {
            self.changes.insert(
                key,
                Change {
                    before,
                    after: Some(row),
                },
            );
        }
    }

    /// Takes a record out; nothing happens when there is none.
    pub fn remove(&mut self, table: &str, id: Id) {
        let key = (table.to_owned(), id);
        match self.tables.get(table, id) {
            Some(before) => {
                self.changes.insert(
                    key,
                    Change {
                        before: Some(before),
                        after: None,
                    },
                );
            }
            None => {
                self.changes.remove(&key);
            }
        }
    }

    /// The stamp of a record that stood at revision `rev` and is written now.
    pub fn stamp(&self, rev: u32) -> Stamp {
        let Author { name, today } = self.author;
        Stamp {
            rev: rev.saturating_add(1),
            by: name.clone(),
            on: *today,
        }
    }

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The edit, once every record that it writes has been checked on its own and its references
    /// have been found.
    ///
    /// # Errors
    /// [`EditError::Invalid`] for the first record that breaks a rule.
    pub fn finish(self, action: Action) -> Result<Edit, EditError> {
        for change in self.changes.values() {
            let Some(after) = &change.after else { continue };
            let dangling = after
                .references()
                .into_iter()
                .find(|reference| self.current(reference.table, reference.id).is_none());
            let dangling = dangling.map(|reference| Fault {
                field: reference.field.to_owned(),
                problem: Problem::Dangling,
            });
            if let Some(fault) = after.faults().into_iter().next().or(dangling) {
                let (table, id) = (after.table().to_owned(), after.id());
                return Err(EditError::Invalid { table, id, fault });
            }
        }
        Ok(Edit {
            action,
            changes: self.changes.into_values().collect(),
        })
    }
}
