//! Why something is not stored or cannot be read.

use super::{Mark, SCHEMA};
use crate::domain::journal::Seq;

/// Why a backend or a session could not do it. Nothing is lost from memory by any of them.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StoreError {
    /// The browser grants no more space.
    #[error("no space is left (QuotaExceededError)")]
    Quota,
    /// Somebody else has stored something since.
    #[error("another tab has stored something since: {found:?}")]
    Conflict {
        /// The mark that is stored.
        found: Mark,
    },
    /// The browser closed the connection, and once more after it was opened again.
    #[error("the connection to the database was closed")]
    Closed,
    /// Another tab keeps the database from being opened or deleted.
    #[error("another tab blocks the database")]
    Blocked,
    /// Written by a newer version of this program, which alone may write to it.
    #[error("written by a newer version: {found}, this one knows {SCHEMA}")]
    Newer {
        /// Its schema.
        found: u32,
    },
    /// There is no such database, or there is another one in its place.
    #[error("the database is gone")]
    Gone,
    /// There is a workbook already where one was to be made.
    #[error("there is a workbook already")]
    Taken,
    /// The browser offers no storage.
    #[error("the browser offers no storage ({0})")]
    Unavailable(String),
    /// The transaction failed; the name is the browser's.
    #[error("the transaction was aborted ({0})")]
    Aborted(String),
    /// What is stored does not fit together.
    #[error("damaged: {0}")]
    Damaged(#[from] Damage),
}

/// What of the stored bytes does not fit.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Damage {
    /// The head is missing or can't be read.
    #[error("head: {0}")]
    Head(String),
    /// The mark is missing or can't be read.
    #[error("mark: {0}")]
    Mark(String),
    /// A shard is missing, is left over or isn't what the head says.
    #[error("table {table}, shard {key}: {problem}")]
    Shard {
        /// Its table.
        table: String,
        /// Its key.
        key: String,
        /// What is wrong.
        problem: String,
    },
    /// A log entry is missing or can't be read or applied.
    #[error("log entry {seq}: {problem}")]
    Entry {
        /// Its number.
        seq: Seq,
        /// What is wrong.
        problem: String,
    },
    /// A snapshot is missing or isn't what the list says.
    #[error("snapshot {number}: {problem}")]
    Snapshot {
        /// Its number.
        number: u64,
        /// What is wrong.
        problem: String,
    },
    /// An entry of the registry can't be read.
    #[error("registry, {key}: {problem}")]
    Registry {
        /// Its key.
        key: String,
        /// What is wrong.
        problem: String,
    },
}
