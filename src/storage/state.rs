//! The open workbook in memory, without any waiting: what can be done to it at once.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Damage, ENTRIES_KEPT, ENTRY_AGE_MS, Mark,
    layout::{Head, Touched},
    load::Loaded,
};
use crate::domain::{
    Id, Workbook,
    edit::{Action, Change, Edit, StaleEdit},
    journal::{Entry, Journal, Seq, Turn},
    tables::AnyRecord,
};

/// An edit of ours that could not stand beside what another tab stored before it.
#[derive(Clone, PartialEq, Debug)]
pub struct Conflict {
    /// Names it for [`Session::resolve`](super::Session::resolve).
    pub number: u64,
    /// What was done here; it is not in the workbook.
    pub mine: Entry,
    /// The records it touches as they are now, those that are gone left out.
    pub theirs: Vec<AnyRecord>,
}

/// Which side of a conflict stays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keep {
    /// What was done here is done again on top of what is there now.
    Mine,
    /// What is there now stays.
    Theirs,
}

/// Why a conflict is still there.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ResolveError {
    /// There is no such conflict, or no more.
    #[error("there is no such conflict")]
    Unknown,
    /// Records would point to others that are gone; only theirs can be kept.
    #[error("{} record(s) would point to others that are gone", .0.len())]
    Dangling(Vec<(String, Id)>),
}

/// All of a session but the way to the backend.
#[derive(Default)]
pub(super) struct State {
    pub workbook: Workbook,
    /// Entries after `mark.seq` are not saved yet.
    pub journal: Journal,
    pub mark: Mark,
    pub head: Head,
    pub conflicts: Vec<Conflict>,
    pub changed: BTreeSet<String>,
    /// How many conflicts there ever were.
    pub conflict_count: u64,
}

impl From<Loaded> for State {
    fn from(loaded: Loaded) -> Self {
        Self {
            workbook: loaded.workbook,
            journal: loaded.journal,
            mark: loaded.mark,
            head: loaded.head,
            ..Self::default()
        }
    }
}

impl State {
    /// The number of the newest entry, saved or not.
    pub fn newest(&self) -> Seq {
        let newest = self.journal.entries().last().map(|entry| entry.seq);
        newest.unwrap_or(self.mark.seq)
    }

    /// The entries after `seq`, oldest first.
    pub fn entries_after(&self, seq: Seq) -> &[Entry] {
        let entries = self.journal.entries();
        let at = entries.partition_point(|entry| entry.seq <= seq);
        entries.get(at..).unwrap_or_default()
    }

    /// The entries that are not saved yet.
    pub fn pending(&self) -> &[Entry] {
        self.entries_after(self.mark.seq)
    }

    pub fn perform(
        &mut self,
        edit: Edit,
        turn: Turn,
        by: &str,
        at_ms: i64,
    ) -> Result<Seq, StaleEdit> {
        self.workbook.apply(&edit)?;
        self.note_changed(&edit);
        let seq = self.newest() + 1;
        self.journal.push(Entry {
            seq,
            at_ms,
            by: by.to_owned(),
            turn,
            edit,
        });
        Ok(seq)
    }

    /// Takes back the entry that undo or redo is at; gives it, or nothing when there is none.
    pub fn turn_back(
        &mut self,
        is_undo: bool,
        by: &str,
        at_ms: i64,
    ) -> Result<Option<Entry>, StaleEdit> {
        let target = if is_undo {
            self.journal.to_undo()
        } else {
            self.journal.to_redo()
        };
        let Some(target) = target.cloned() else {
            return Ok(None);
        };
        let turn = if is_undo {
            Turn::Undo(target.seq)
        } else {
            Turn::Redo(target.seq)
        };
        self.perform(target.edit.inverse(), turn, by, at_ms)?;
        Ok(Some(target))
    }

    pub fn note_changed(&mut self, edit: &Edit) {
        for (table, _) in edit.changes.iter().filter_map(Change::key) {
            if !self.changed.contains(table) {
                self.changed.insert(table.to_owned());
            }
        }
    }

    /// The records that differ from those in the shards, some perhaps more than once.
    pub fn touched(&self) -> Touched {
        let mut touched = Touched::new();
        let unfolded = self.entries_after(self.head.folded).iter();
        let changes = unfolded.flat_map(|entry| &entry.edit.changes);
        for (table, id) in changes.filter_map(Change::key) {
            match touched.get_mut(table) {
                Some(ids) => ids.push(id),
                None => {
                    touched.insert(table.to_owned(), vec![id]);
                }
            }
        }
        touched
    }

    /// Up to which entry the log may be forgotten once everything is folded: as long as entries
    /// are too many or too old, from the oldest on.
    pub fn forgettable(&self, now_ms: i64) -> Option<Seq> {
        let newest = self.newest();
        let goes = |entry: &&Entry| {
            entry.seq + ENTRIES_KEPT <= newest || now_ms - entry.at_ms > ENTRY_AGE_MS
        };
        let entries = self.journal.entries().iter();
        entries.take_while(goes).last().map(|entry| entry.seq)
    }

    /// What the changes would leave pointing to nothing: records of the edit whose references
    /// aren't there, and records that are there and point to what it takes away.
    pub fn dangling(&self, edit: &Edit) -> Vec<(String, Id)> {
        let tables = &self.workbook.tables;
        let mut after = BTreeMap::new();
        for change in &edit.changes {
            if let Some((table, id)) = change.key() {
                after.insert((table.to_owned(), id), change.after.as_ref());
            }
        }
        let is_there = |table: &str, id: Id| match after.get(&(table.to_owned(), id)) {
            Some(after) => after.is_some(),
            None => tables.contains(table, id),
        };
        let dangles = |row: &AnyRecord| {
            let references = row.references();
            references.iter().any(|to| !is_there(to.table, to.id))
        };
        let loses = |row: &AnyRecord| {
            let is_gone =
                |table: &str, id: Id| matches!(after.get(&(table.to_owned(), id)), Some(None));
            let references = row.references();
            references.iter().any(|to| is_gone(to.table, to.id))
        };
        let key = |row: &AnyRecord| (row.table().to_owned(), row.id());
        let written = after.values().copied().flatten();
        let mut found: Vec<_> = written.filter(|row| dangles(row)).map(key).collect();
        if after.values().any(Option::is_none) {
            for table in tables.names() {
                let rows = tables.rows(&table);
                let rows = rows.iter().filter(|row| !after.contains_key(&key(row)));
                found.extend(rows.filter(|row| loses(row)).map(key));
            }
        }
        found
    }

    pub fn resolve(
        &mut self,
        number: u64,
        keep: Keep,
        by: &str,
        at_ms: i64,
    ) -> Result<Option<Seq>, ResolveError> {
        let at = self.conflicts.iter().position(|c| c.number == number);
        let at = at.ok_or(ResolveError::Unknown)?;
        let mine = self.conflicts.get(at).map(|conflict| conflict.mine.clone());
        let mine = mine.ok_or(ResolveError::Unknown)?;
        let mut done = None;
        if keep == Keep::Mine {
            let edit = self.on_top(&mine.edit);
            let dangling = self.dangling(&edit);
            if !dangling.is_empty() {
                return Err(ResolveError::Dangling(dangling));
            }
            if !edit.changes.is_empty() {
                // It was made from the records as they are, so it can't be stale.
                done = self.perform(edit, Turn::Fresh, by, at_ms).ok();
            }
        }
        self.conflicts.remove(at);
        Ok(done)
    }

    /// The same outcome, from the records as they are now.
    fn on_top(&self, edit: &Edit) -> Edit {
        let changes = edit.changes.iter().filter_map(|change| {
            let (table, id) = change.key()?;
            let before = self.workbook.tables.get(table, id);
            let after = change.after.as_ref().map(|after| {
                let there = before.as_ref().and_then(AnyRecord::stamp);
                match (after.stamp(), there) {
                    (Some(mine), Some(there)) => {
                        let mut stamp = mine.clone();
                        stamp.rev = there.rev.max(mine.rev).saturating_add(1);
                        after.restamped(stamp)
                    }
                    _ => after.clone(),
                }
            });
            (before != after).then_some(Change { before, after })
        });
        Edit {
            action: Action::clone(&edit.action),
            changes: changes.collect(),
        }
    }

    /// What the journal says must fit what is stored; told where it does not.
    pub fn inconsistent(seq: Seq) -> Damage {
        Damage::Entry {
            seq,
            problem: "does not fit the records in memory".to_owned(),
        }
    }
}
