//! Where workbooks are kept.
//!
//! Memory is the database and the backend its file system: an open workbook is wholly in memory
//! ([`Session`]), every edit is appended to a log in one strict transaction, and from time to time
//! the log is folded into shards, the pieces in which the tables lie. Nothing counts as saved
//! before the backend says that the transaction is complete.
//!
//! - [`Backend`] is all that a place has to be able to do; [`MemoryBackend`] and, in the browser,
//!   `indexed_db::WorkbookDb` do it. Both pass one contract (`tests/contract`).
//! - [`layout`] turns tables into shards, [`log`] edits into log entries, [`load`] both back.
//! - [`Seal`] is the one seam that all bytes pass on their way.
//! - [`Registry`] is the list of the workbooks on this computer.
//!
//! **Invariants:** a batch is stored wholly or not at all; a session whose idea of the stored
//! state is out of date is refused ([`StoreError::Conflict`]) and never overwrites; damage is
//! named ([`Damage`]) and never repaired in silence.

mod error;
mod gate;
pub mod layout;
pub mod load;
pub mod log;
mod memory;
mod rebase;
mod registry;
mod seal;
mod session;
mod snapshot;
mod state;

#[cfg(feature = "ui")]
pub mod indexed_db;

use serde::{Deserialize, Serialize};

use crate::domain::journal::Seq;

pub use error::{Damage, StoreError};
pub use gate::{Gate, Pass};
pub use memory::{Fault, MemoryBackend, MemoryShelf};
pub use registry::{Change as ShelfChange, FileCopy, Listed, Registry, Shelf};
pub use seal::Seal;
pub use session::{Session, Setup, Status};
pub use snapshot::{SNAPSHOTS_KEPT, Snapshot};
pub use state::{Conflict, Keep, ResolveError};

/// Version of the records' shape that this program writes.
pub const SCHEMA: u32 = 1;

/// An edit with more changes than this is written as shards in the transaction of its entry.
pub const FOLD_FROM: usize = 200;

/// So many of the newest log entries stay for undo and history once they are folded …
pub const ENTRIES_KEPT: u64 = 500;

/// … unless they are older than this.
pub const ENTRY_AGE_MS: i64 = 14 * 24 * 60 * 60 * 1000;

/// Which stored state a session knows: the newest log entry, and how many batches were committed.
///
/// The second number tells apart states that hold the same edits in different pieces.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mark {
    /// Number of the newest log entry.
    pub seq: Seq,
    /// One more with every batch.
    pub version: u64,
}

/// Keys of the store `meta`.
pub mod meta {
    /// The [`Mark`](super::Mark), which every batch checks and moves on.
    pub const MARK: &str = "mark";
    /// The [`Head`](super::layout::Head).
    pub const HEAD: &str = "head";
    /// The list of snapshots, without their bytes.
    pub const SNAPSHOTS: &str = "snapshots";

    /// Bytes of one snapshot.
    pub fn snapshot(number: u64) -> String {
        format!("snapshot:{number}")
    }
}

/// Everything that is stored of a workbook, but for snapshots.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Stored {
    /// Absent before the first batch.
    pub mark: Option<Mark>,
    /// Sealed bytes of the head.
    pub head: Option<Vec<u8>>,
    /// Sealed shards by key.
    pub shards: Vec<(String, Vec<u8>)>,
    /// Sealed log entries, oldest first.
    pub log: Vec<(Seq, Vec<u8>)>,
}

/// What was stored since an entry.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Tail {
    /// Absent before the first batch.
    pub mark: Option<Mark>,
    /// Sealed bytes of the head.
    pub head: Option<Vec<u8>>,
    /// Sealed log entries after the one asked for, oldest first.
    pub log: Vec<(Seq, Vec<u8>)>,
}

/// One transaction: all of it or nothing, and nothing where the stored mark isn't the expected.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Batch {
    /// The mark as the session knows it.
    pub expected: Mark,
    /// The mark from now on.
    pub mark: Mark,
    /// Log entries to be forgotten, up to this one.
    pub forget_log_through: Option<Seq>,
    /// Shards that go.
    pub delete_shards: Vec<String>,
    /// Keys of `meta` that go.
    pub delete_meta: Vec<String>,
    /// New log entries.
    pub append: Vec<(Seq, Vec<u8>)>,
    /// Shards that come or change.
    pub put_shards: Vec<(String, Vec<u8>)>,
    /// Keys of `meta` that come or change; never [`meta::MARK`].
    pub put_meta: Vec<(String, Vec<u8>)>,
}

impl Batch {
    /// A batch that moves on from `expected` and so far changes nothing; entries up to `seq` will
    /// have been logged with it.
    pub fn after(expected: Mark, seq: Seq) -> Self {
        let version = expected.version.saturating_add(1);
        Self {
            expected,
            mark: Mark { seq, version },
            ..Self::default()
        }
    }
}

/// A place that holds one workbook.
///
/// Futures are not `Send`: there is one thread in the browser.
#[allow(async_fn_in_trait)]
pub trait Backend {
    /// Everything but the snapshots, as of one moment.
    async fn load(&self) -> Result<Stored, StoreError>;

    /// Mark, head and the log entries after `seq`, as of one moment.
    async fn read_since(&self, seq: Seq) -> Result<Tail, StoreError>;

    /// One value of `meta`.
    async fn read_meta(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Stores the batch durably, wholly or not at all; [`StoreError::Conflict`] where the stored
    /// mark (or [`Mark::default`] where there is none) isn't the expected one.
    async fn commit(&self, batch: Batch) -> Result<(), StoreError>;

    /// Lets whoever else runs on this thread have a turn: long work awaits it between its steps.
    async fn pause(&self) {}
}
