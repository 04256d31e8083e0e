//! Files in and out: the workbook as JSON, customers as CSV, questions as GIFT and CSV, the sample
//! company, what the rescue page saved.
//!
//! **Invariant:** bytes in, records out. No IO, clock, random or screen; what a file would do is
//! a [`plan::Plan`] first and then one edit, so nothing is ever half imported.

pub mod csv;
pub mod gift;
pub mod grid;
pub mod jobs;
pub mod json;
pub mod plan;
mod refusal;
pub mod rescue;
pub mod sample;
mod sample_ledger;
#[cfg(feature = "schema")]
pub mod schema;
pub mod xlsx;

pub use refusal::{Cap, Place, Reason, Refusal, RefusedRow};

/// The largest file that is read and written, in bytes.
pub const MAX_BYTES: usize = 64_000_000;
/// The most records a file may have.
pub const MAX_RECORDS: usize = 300_000;
/// The longest text in a file, in characters.
pub const MAX_TEXT: usize = 65_536;
/// How deeply JSON may be nested.
pub const MAX_DEPTH: usize = 32;
/// How deeply one record may be nested; less, so that it still fits when it lies in the bin.
pub const MAX_ROW_DEPTH: usize = 24;

/// Told how much is done of how much; false stops the work.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

/// Decodes bytes by the label of an encoding, none where they are not of it.
pub type Decode<'a> = &'a dyn Fn(&str, &[u8]) -> Option<String>;
