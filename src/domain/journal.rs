//! The journal: every edit in order, from which undo, redo and a record's history are read.

use serde::{Deserialize, Serialize};

use super::{
    Id,
    edit::{Change, Edit},
};

/// Position of an entry in the journal: 1, 2, 3 … without gaps.
pub type Seq = u64;

/// An edit as it was done.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its position.
    pub seq: Seq,
    /// The clock of whoever did it, in milliseconds of Unix time: for display, never for order.
    pub at_ms: i64,
    /// Who did it.
    pub by: String,
    /// Which entry it takes back or does again, if it does.
    #[serde(default, skip_serializing_if = "Turn::is_fresh")]
    pub turn: Turn,
    /// What was changed.
    pub edit: Edit,
}

/// How an entry relates to earlier ones.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// Something new.
    #[default]
    Fresh,
    /// Takes back the entry of that number.
    Undo(Seq),
    /// Does again what was taken back by the entry of that number.
    Redo(Seq),
}

impl Turn {
    fn is_fresh(&self) -> bool {
        *self == Self::Fresh
    }
}

/// The recent entries, oldest first, with what can be undone and redone.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Journal {
    entries: Vec<Entry>,
    undoable: Vec<Seq>,
    redoable: Vec<Seq>,
}

impl Journal {
    /// Adds the next entry.
    pub fn push(&mut self, entry: Entry) {
        match entry.turn {
            Turn::Fresh => {
                self.undoable.push(entry.seq);
                self.redoable.clear();
            }
            Turn::Undo(seq) => {
                self.undoable.retain(|&undoable| undoable != seq);
                self.redoable.push(entry.seq);
            }
            Turn::Redo(seq) => {
                self.redoable.retain(|&redoable| redoable != seq);
                self.undoable.push(entry.seq);
            }
        }
        self.entries.push(entry);
    }

    /// Takes off the newest entry, to make room for what another tab did before.
    pub fn pop(&mut self) -> Option<Entry> {
        let last = self.entries.pop()?;
        let older = std::mem::take(&mut self.entries);
        *self = older.into_iter().collect();
        Some(last)
    }

    /// The entry that undo would take back.
    pub fn to_undo(&self) -> Option<&Entry> {
        self.entry(*self.undoable.last()?)
    }

    /// The entry of an undo that redo would take back.
    pub fn to_redo(&self) -> Option<&Entry> {
        self.entry(*self.redoable.last()?)
    }

    /// The entry of that number.
    pub fn entry(&self, seq: Seq) -> Option<&Entry> {
        let index = self
            .entries
            .binary_search_by_key(&seq, |entry| entry.seq)
            .ok()?;
        self.entries.get(index)
    }

    /// All entries, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The changes of one record, newest first, with the entries they belong to.
    pub fn history(&self, table: &str, id: Id) -> Vec<(&Entry, &Change)> {
        let of_record = |change: &&Change| change.key() == Some((table, id));
        let mut found = Vec::new();
        for entry in self.entries.iter().rev() {
            found.extend(
                entry
                    .edit
                    .changes
                    .iter()
                    .find(of_record)
                    .map(|change| (entry, change)),
            );
        }
        found
    }

    /// Drops entries numbered up to `seq`.
    pub fn forget_through(&mut self, seq: Seq) {
        self.entries.retain(|entry| entry.seq > seq);
        self.undoable.retain(|&undoable| undoable > seq);
        self.redoable.retain(|&redoable| redoable > seq);
    }
}

impl FromIterator<Entry> for Journal {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let mut journal = Self::default();
        for entry in entries {
            journal.push(entry);
        }
        journal
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::edit::Action;

    fn entry(seq: Seq, turn: Turn) -> Entry {
        let edit = Edit {
            action: Action::over("test", 0),
            changes: Vec::new(),
        };
        Entry {
            seq,
            at_ms: 0,
            by: String::new(),
            turn,
            edit,
        }
    }

    #[test]
    fn undo_and_redo_walk_back_and_forth_until_something_new_is_done() {
        let next = |journal: &Journal| {
            (
                journal.to_undo().map(|e| e.seq),
                journal.to_redo().map(|e| e.seq),
            )
        };
        let mut journal: Journal = (1..=3).map(|seq| entry(seq, Turn::Fresh)).collect();
        assert_eq!(next(&journal), (Some(3), None));
        journal.push(entry(4, Turn::Undo(3)));
        journal.push(entry(5, Turn::Undo(2)));
        assert_eq!(next(&journal), (Some(1), Some(5)));
        journal.push(entry(6, Turn::Redo(5)));
        assert_eq!(next(&journal), (Some(6), Some(4)));
        journal.push(entry(7, Turn::Undo(6)));
        assert_eq!(next(&journal), (Some(1), Some(7)));
        journal.push(entry(8, Turn::Fresh));
        assert_eq!(next(&journal), (Some(8), None));
        journal.pop();
        assert_eq!(next(&journal), (Some(1), Some(7)));
    }
}
