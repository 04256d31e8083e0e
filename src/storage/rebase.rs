//! What another tab stored first goes under what was done here.

use std::collections::BTreeMap;

use super::{Conflict, Damage, Mark, layout::Head, load::Loaded, state::State};
use crate::domain::{
    edit::Change,
    journal::{Entry, Seq, Turn},
};

impl State {
    /// Takes the unsaved edits back, applies `theirs` and then again whichever of ours still fit.
    ///
    /// # Errors
    /// [`Damage`] where `theirs` don't fit the saved state; ours are then done again as they were.
    pub fn rebase(&mut self, theirs: Vec<Entry>, mark: Mark, head: Head) -> Result<(), Damage> {
        let mine = self.take_back()?;
        for (done, entry) in theirs.iter().enumerate() {
            if self.workbook.apply(&entry.edit).is_err() {
                for entry in theirs.iter().take(done).rev() {
                    let _ = self.workbook.unapply(&entry.edit);
                }
                for entry in mine {
                    let _ = self.workbook.apply(&entry.edit);
                    self.journal.push(entry);
                }
                return Err(Self::inconsistent(entry.seq));
            }
        }
        for entry in theirs {
            self.note_changed(&entry.edit);
            self.journal.push(entry);
        }
        self.mark = mark;
        self.head = head;
        self.do_again(mine);
        Ok(())
    }

    /// Takes what is stored in place of what is in memory and does the unsaved edits again.
    ///
    /// # Errors
    /// [`Damage`] where the unsaved edits don't fit memory, which would be a fault of ours.
    pub fn replace(&mut self, loaded: Loaded) -> Result<(), Damage> {
        let mine = self.take_back()?;
        self.changed.extend(self.workbook.tables.names());
        self.workbook = loaded.workbook;
        self.changed.extend(self.workbook.tables.names());
        self.journal = loaded.journal;
        self.mark = loaded.mark;
        self.head = loaded.head;
        self.do_again(mine);
        Ok(())
    }

    /// The unsaved entries, oldest first, as if they had never been.
    fn take_back(&mut self) -> Result<Vec<Entry>, Damage> {
        let mut mine = Vec::new();
        while !self.pending().is_empty() {
            let Some(entry) = self.journal.pop() else {
                break;
            };
            if self.workbook.unapply(&entry.edit).is_err() {
                let seq = entry.seq;
                self.journal.push(entry);
                for entry in mine.into_iter().rev() {
                    let entry: Entry = entry;
                    let _ = self.workbook.apply(&entry.edit);
                    self.journal.push(entry);
                }
                return Err(Self::inconsistent(seq));
            }
            self.note_changed(&entry.edit);
            mine.push(entry);
        }
        mine.reverse();
        Ok(mine)
    }

    fn do_again(&mut self, mine: Vec<Entry>) {
        // Entries get new numbers, and undoing refers to numbers.
        let mut renumbered: BTreeMap<Seq, Option<Seq>> = BTreeMap::new();
        for mut entry in mine {
            // The connection broke after the transaction was complete: it is saved after all.
            if self.journal.entry(entry.seq) == Some(&entry) {
                renumbered.insert(entry.seq, Some(entry.seq));
                continue;
            }
            let old = entry.seq;
            let moved = |seq: Seq| renumbered.get(&seq).copied().unwrap_or(Some(seq));
            entry.turn = match entry.turn {
                Turn::Fresh => Turn::Fresh,
                Turn::Undo(seq) => moved(seq).map_or(Turn::Fresh, Turn::Undo),
                Turn::Redo(seq) => moved(seq).map_or(Turn::Fresh, Turn::Redo),
            };
            if self.is_so_already(&entry) {
                renumbered.insert(old, None);
                continue;
            }
            let fits = self.dangling(&entry.edit).is_empty();
            if fits && self.workbook.apply(&entry.edit).is_ok() {
                entry.seq = self.newest() + 1;
                renumbered.insert(old, Some(entry.seq));
                self.journal.push(entry);
            } else {
                renumbered.insert(old, None);
                self.add_conflict(entry);
            }
        }
        self.refresh_conflicts();
    }

    /// Whether another tab has done the very same.
    fn is_so_already(&self, entry: &Entry) -> bool {
        let mut changes = entry.edit.changes.iter();
        changes.all(|change| {
            let now = |(table, id)| self.workbook.tables.get(table, id);
            change.key().and_then(now) == change.after
        })
    }

    /// Later edits join the conflict of the edit that they were made on. One that was made on what
    /// the other tab had stored is a conflict of its own: joining, it would hide the first.
    fn add_conflict(&mut self, entry: Entry) {
        let goes_on = |conflict: &Conflict| {
            let earlier = &conflict.mine.edit.changes;
            let mut changes = entry.edit.changes.iter();
            changes.any(|change| {
                let same = earlier.iter().find(|e| e.key() == change.key());
                same.is_some_and(|same| same.after == change.before)
            })
        };
        let Some(conflict) = self.conflicts.iter_mut().find(|c| goes_on(c)) else {
            self.conflict_count += 1;
            self.conflicts.push(Conflict {
                number: self.conflict_count,
                mine: entry,
                theirs: Vec::new(),
            });
            return;
        };
        let changes = &mut conflict.mine.edit.changes;
        for change in entry.edit.changes {
            match changes.iter_mut().find(|c| c.key() == change.key()) {
                Some(earlier) => earlier.after = change.after,
                None => changes.push(change),
            }
        }
        changes.retain(|change| change.before != change.after);
        conflict.mine.at_ms = entry.at_ms;
        conflict.mine.edit.action = entry.edit.action;
    }

    /// Shows in every conflict the records as they are now; those taken back entirely go.
    pub fn refresh_conflicts(&mut self) {
        let tables = &self.workbook.tables;
        self.conflicts.retain_mut(|conflict| {
            let changes = conflict.mine.edit.changes.iter();
            let keys = changes.filter_map(Change::key);
            conflict.theirs = keys
                .filter_map(|(table, id)| tables.get(table, id))
                .collect();
            !conflict.mine.edit.changes.is_empty()
        });
    }
}
