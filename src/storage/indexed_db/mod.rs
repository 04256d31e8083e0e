//! IndexedDB: our own thin layer, because only a layer that waits for `complete` tells the truth.
//!
//! **Invariants:** everything that can fail is prepared before a transaction opens; nothing is
//! awaited inside one; a result is only what `complete` or `abort` says, with the browser's name
//! of the error; a panic aborts what is under way ([`abort_active_transactions`]).
//!
//! One database `xinke.wb.<id>` for each workbook with the stores `log` (by number), `shards` and
//! `meta` (by text), all values `Uint8Array`; and one database `xinke` with the list of them.

mod connection;
mod registry_db;
mod request;
mod transaction;
mod workbook_db;

pub use registry_db::RegistryDb;
pub use transaction::abort_active_transactions;
#[cfg(feature = "contract")]
pub use transaction::panic_after_puts;
pub use workbook_db::{WorkbookDb, delete_database};
