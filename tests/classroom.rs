//! The classroom from outside: marking of every kind of question, answer codes, GIFT and CSV.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs
)]

#[path = "classroom/code.rs"]
mod code;
#[path = "classroom/gift.rs"]
mod gift;
#[path = "classroom/marking.rs"]
mod marking;
#[path = "classroom/properties.rs"]
mod properties;
#[path = "classroom/samples.rs"]
mod samples;
#[path = "classroom/table.rs"]
mod table;
