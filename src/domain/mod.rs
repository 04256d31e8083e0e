//! Pure rules: no IO, no clock, no random, no screen.
//!
//! **Invariant:** everything here is a function of its arguments; today's date, ids and authors
//! are passed in. Guarded by `tests/architecture.rs`.

pub mod book;
pub mod classify;
pub mod classroom;
pub mod country;
pub mod customer;
pub mod edit;
pub mod field;
pub mod figure;
pub mod id;
pub mod journal;
pub mod ledger;
pub mod money;
pub mod names;
pub mod record;
pub mod recycle;
pub mod rule;
pub mod search;
pub mod sheet;
pub mod table;
pub mod tables;
pub mod workbook;

pub use customer::Customer;
pub use id::Id;
pub use money::{Currency, Money};
pub use workbook::Workbook;
