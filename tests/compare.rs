//! Two real ledgers: the program finds what `tests/compare/compute.py` found with pandas.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs
)]

#[path = "compare/classify.rs"]
mod classify;
#[path = "compare/ledger.rs"]
mod ledger;
#[path = "compare/schemes.rs"]
mod schemes;
#[path = "compare/support.rs"]
mod support;
