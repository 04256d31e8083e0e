//! The screens: one folder a group, with the slice names of `domain`.
//!
//! **Invariant:** no feature imports another; only [`Root`] knows them all.

pub mod bin;
pub mod classify;
pub mod customer;
pub mod data;
pub mod help;
pub mod home;
pub mod journal;
pub mod ledger;
mod root;
pub mod rulebook;
pub mod settings;
pub mod workbooks;

pub use root::Root;
