//! An open workbook: memory first, then the backend.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    rc::Rc,
};

use super::{
    Backend, Batch, Conflict, FOLD_FROM, Gate, Keep, Mark, ResolveError, Seal, StoreError,
    layout::{self, Head, Touched},
    load, log,
    state::State,
};
use crate::domain::{
    Workbook,
    edit::{Edit, StaleEdit},
    journal::{Entry, Journal, Seq, Turn},
    tables::AnyRecord,
};

/// How often a write goes round again because other tabs keep storing before it.
const ATTEMPTS: usize = 16;

/// What a session is told from outside.
#[derive(Clone, Debug)]
pub struct Setup {
    /// How bytes are sealed.
    pub seal: Seal,
    /// Milliseconds of Unix time, for display alone.
    pub clock: fn() -> i64,
}

/// What the badge says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Status {
    /// Everything is stored, for so long.
    Saved {
        /// When the last transaction was complete.
        at_ms: i64,
    },
    /// A transaction is under way.
    Saving,
    /// There are edits that are in memory alone.
    Unsaved {
        /// Why the last attempt failed; nothing where there was none yet.
        error: Option<StoreError>,
    },
}

/// A workbook that is open in this tab. Clones are the same session.
///
/// Edits happen at once in memory ([`Session::perform`]) and are stored when [`Session::flush`]
/// is awaited. What fails stays in memory, and `flush` can be called again.
pub struct Session<B> {
    inner: Rc<Inner<B>>,
}

pub(super) struct Inner<B> {
    pub backend: B,
    pub setup: Setup,
    pub state: RefCell<State>,
    /// Whoever reads or writes the backend is alone inside.
    pub gate: Gate,
    is_saving: Cell<bool>,
    saved_at: Cell<i64>,
    error: RefCell<Option<StoreError>>,
}

impl<B> Clone for Session<B> {
    fn clone(&self) -> Self {
        let inner = Rc::clone(&self.inner);
        Self { inner }
    }
}

/// What is to be written, as it was at one moment: later edits must not get in between.
struct Draft {
    batch: Batch,
    pending: Vec<Entry>,
    /// Where shards are written too: those that are there, the workbook, what has changed in it.
    fold: Option<(Head, Workbook, Touched)>,
}

/// A batch with what memory has to know once it is stored.
struct Prepared {
    batch: Batch,
    head: Option<Head>,
}

impl<B: Backend> Session<B> {
    fn new(backend: B, setup: Setup, state: State, saved_at: i64) -> Self {
        let inner = Inner {
            backend,
            setup,
            state: RefCell::new(state),
            gate: Gate::default(),
            is_saving: Cell::new(false),
            saved_at: Cell::new(saved_at),
            error: RefCell::new(None),
        };
        Self {
            inner: Rc::new(inner),
        }
    }

    /// Stores a workbook where there is none and opens it.
    ///
    /// # Errors
    /// [`StoreError::Taken`] where there is one; the backend's.
    pub async fn create(backend: B, workbook: Workbook, setup: Setup) -> Result<Self, StoreError> {
        let tables = &workbook.tables;
        let names = tables.names();
        let ids = |table: &String| tables.rows(table).iter().map(AnyRecord::id).collect();
        let touched: Touched = names
            .into_iter()
            .map(|table| (table.clone(), ids(&table)))
            .collect();
        let mut batch = Batch::after(Mark::default(), 0);
        let (head, mark) = (Head::default(), batch.mark);
        let pause = async || backend.pause().await;
        let by = (&setup.seal, &pause);
        let head = layout::fold(&mut batch, &head, &workbook, 0, &touched, by).await?;
        match backend.commit(batch).await {
            Err(StoreError::Conflict { .. }) => return Err(StoreError::Taken),
            other => other?,
        }
        let state = State {
            workbook,
            mark,
            head,
            ..State::default()
        };
        let saved_at = (setup.clock)();
        Ok(Self::new(backend, setup, state, saved_at))
    }

    /// Opens what is stored.
    ///
    /// # Errors
    /// [`StoreError::Gone`] where there is nothing, [`StoreError::Newer`] and
    /// [`StoreError::Damaged`] where it can't be read; the backend's.
    pub async fn open(backend: B, setup: Setup) -> Result<Self, StoreError> {
        let loaded = load::decode(backend.load().await?, &setup.seal)?;
        let newest = loaded.journal.entries().last().map(|entry| entry.at_ms);
        let saved_at = newest.unwrap_or_else(setup.clock);
        Ok(Self::new(backend, setup, loaded.into(), saved_at))
    }

    /// Stores all unsaved edits in one transaction; many changes at once are written as shards in
    /// the same transaction. What other tabs have stored comes in first.
    ///
    /// # Errors
    /// The backend's; the edits then stay in memory, unsaved.
    pub async fn flush(&self) -> Result<(), StoreError> {
        let _pass = self.inner.gate.enter().await;
        self.write(None).await
    }

    /// Stores all unsaved edits, folds the log into shards and forgets entries that are too many
    /// or too old, in one transaction. For idle moments.
    ///
    /// # Errors
    /// The backend's; nothing has changed then.
    pub async fn compact(&self, now_ms: i64) -> Result<(), StoreError> {
        let _pass = self.inner.gate.enter().await;
        self.write(Some(now_ms)).await
    }

    /// Takes in what other tabs have stored; whether that was anything.
    ///
    /// # Errors
    /// The backend's; [`StoreError::Gone`] where the workbook was removed or replaced.
    pub async fn catch_up(&self) -> Result<bool, StoreError> {
        let _pass = self.inner.gate.enter().await;
        self.inner.take_in().await
    }

    async fn write(&self, compact: Option<i64>) -> Result<(), StoreError> {
        self.inner.is_saving.set(true);
        let result = self.attempt(compact).await;
        self.inner.is_saving.set(false);
        self.inner.error.replace(result.clone().err());
        result
    }

    async fn attempt(&self, compact: Option<i64>) -> Result<(), StoreError> {
        let mut last = Ok(());
        for _ in 0..ATTEMPTS {
            let Some(Prepared { batch, head }) = self.prepare(compact).await? else {
                return Ok(());
            };
            let (mark, forgotten) = (batch.mark, batch.forget_log_through);
            last = self.inner.backend.commit(batch).await;
            match &last {
                Ok(()) => {
                    let mut state = self.inner.state.borrow_mut();
                    state.mark = mark;
                    if let Some(head) = head {
                        state.head = head;
                    }
                    if let Some(seq) = forgotten {
                        state.journal.forget_through(seq);
                    }
                    self.inner.saved_at.set((self.inner.setup.clock)());
                    return Ok(());
                }
                Err(StoreError::Conflict { .. }) => {
                    self.inner.take_in().await?;
                }
                Err(_) => return last,
            }
        }
        last
    }

    async fn prepare(&self, compact: Option<i64>) -> Result<Option<Prepared>, StoreError> {
        let pause = async || self.inner.backend.pause().await;
        let changes = |state: &State| -> usize {
            let edits = state.pending().iter().map(|entry| &entry.edit);
            edits.map(|edit| edit.changes.len()).sum()
        };
        if changes(&self.inner.state.borrow()) > FOLD_FROM {
            pause().await;
        }
        let Draft {
            mut batch,
            pending,
            fold,
        } = self.draft(compact);
        let seal = &self.inner.setup.seal;
        for entry in &pending {
            let bytes = log::encode(entry, seal, &pause).await?;
            batch.append.push((entry.seq, bytes));
        }
        let mut head = None;
        if let Some((old, workbook, touched)) = fold {
            let newest = batch.mark.seq;
            let by = (seal, &pause);
            head = Some(layout::fold(&mut batch, &old, &workbook, newest, &touched, by).await?);
        }
        let is_idle = pending.is_empty() && head.is_none() && batch.forget_log_through.is_none();
        Ok((!is_idle).then_some(Prepared { batch, head }))
    }

    fn draft(&self, compact: Option<i64>) -> Draft {
        let state = self.inner.state.borrow();
        let pending = state.pending().to_vec();
        let newest = state.newest();
        let mut batch = Batch::after(state.mark, newest);
        batch.forget_log_through = compact.and_then(|now_ms| state.forgettable(now_ms));
        let changes: usize = pending.iter().map(|entry| entry.edit.changes.len()).sum();
        let folds = changes > FOLD_FROM || (compact.is_some() && state.head.folded != newest);
        let fold = folds.then(|| (state.head.clone(), state.workbook.clone(), state.touched()));
        Draft {
            batch,
            pending,
            fold,
        }
    }
}

impl<B: Backend> Inner<B> {
    /// Brings memory up to what is stored, with the unsaved edits on top. The pass is the
    /// caller's.
    pub async fn take_in(&self) -> Result<bool, StoreError> {
        let (known, workbook) = {
            let state = self.state.borrow();
            (state.mark, state.workbook.id)
        };
        let tail = self.backend.read_since(known.seq).await?;
        if tail.mark == Some(known) {
            return Ok(false);
        }
        let seal = &self.setup.seal;
        let (mark, head, entries) = load::read_tail(tail, known.seq, seal)?;
        if head.workbook != workbook || mark.version < known.version {
            return Err(StoreError::Gone);
        }
        if let Some(entries) = entries
            && self.state.borrow_mut().rebase(entries, mark, head).is_ok()
        {
            return Ok(true);
        }
        // Too far behind: the entries in between are forgotten, so everything is read again.
        let loaded = load::decode(self.backend.load().await?, seal)?;
        if loaded.workbook.id != workbook {
            return Err(StoreError::Gone);
        }
        self.state.borrow_mut().replace(loaded)?;
        Ok(true)
    }
}

impl<B> Session<B> {
    /// Applies an edit in memory and leaves it to be saved; its number, which another tab's
    /// edits may yet move.
    ///
    /// # Errors
    /// [`StaleEdit`] where records have changed since the edit was made.
    pub fn perform(&self, edit: Edit, turn: Turn, by: &str, at_ms: i64) -> Result<Seq, StaleEdit> {
        self.change(|state| state.perform(edit, turn, by, at_ms))
    }

    /// Takes back the newest edit that is not taken back yet and gives its entry.
    ///
    /// # Errors
    /// [`StaleEdit`] where its records have changed since.
    pub fn undo(&self, by: &str, at_ms: i64) -> Result<Option<Entry>, StaleEdit> {
        self.change(|state| state.turn_back(true, by, at_ms))
    }

    /// Does again what undo took back last and gives the entry of that undo.
    ///
    /// # Errors
    /// [`StaleEdit`] where its records have changed since.
    pub fn redo(&self, by: &str, at_ms: i64) -> Result<Option<Entry>, StaleEdit> {
        self.change(|state| state.turn_back(false, by, at_ms))
    }

    /// Ends a conflict; the number of the edit that this made, if it made one.
    ///
    /// # Errors
    /// [`ResolveError`]; the conflict is then still there.
    pub fn resolve(
        &self,
        number: u64,
        keep: Keep,
        by: &str,
        at_ms: i64,
    ) -> Result<Option<Seq>, ResolveError> {
        self.change(|state| state.resolve(number, keep, by, at_ms))
    }

    fn change<R>(&self, change: impl FnOnce(&mut State) -> R) -> R {
        change(&mut self.inner.state.borrow_mut())
    }

    /// Looks at the workbook and its journal. Nothing else of the session may be called inside.
    pub fn read<R>(&self, look: impl FnOnce(&Workbook, &Journal) -> R) -> R {
        let state = self.inner.state.borrow();
        look(&state.workbook, &state.journal)
    }

    /// What could not be merged, with the records as they are now.
    pub fn conflicts(&self) -> Vec<Conflict> {
        self.change(|state| {
            state.refresh_conflicts();
            state.conflicts.clone()
        })
    }

    /// The tables that have changed since this was asked last.
    pub fn take_changed(&self) -> BTreeSet<String> {
        self.change(|state| std::mem::take(&mut state.changed))
    }

    /// What the badge says.
    pub fn status(&self) -> Status {
        if self.inner.is_saving.get() {
            return Status::Saving;
        }
        if self.inner.state.borrow().pending().is_empty() {
            let at_ms = self.inner.saved_at.get();
            return Status::Saved { at_ms };
        }
        let error = self.inner.error.borrow().clone();
        Status::Unsaved { error }
    }

    /// Whether closing the tab now would lose something: unsaved edits or unresolved conflicts.
    pub fn would_lose(&self) -> bool {
        let state = self.inner.state.borrow();
        !state.pending().is_empty() || !state.conflicts.is_empty()
    }

    /// The stored state that this session knows.
    pub fn mark(&self) -> Mark {
        self.inner.state.borrow().mark
    }

    /// The backend, for what is no business of the workbook's content.
    pub fn backend(&self) -> &B {
        &self.inner.backend
    }

    pub(super) fn inner(&self) -> &Inner<B> {
        &self.inner
    }
}
