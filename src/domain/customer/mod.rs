//! Customers: the record of the six information groups, contacts, addresses, cards.

mod card;
mod commands;
mod completeness;
mod fields;
mod groups;
mod tax_no;

pub use card::{CardKind, card_kind};
pub use commands::{bulk_set, delete, put, set_aside};
pub use completeness::{
    COMPLETENESS, Demand, ROSTER_COMPLETENESS, completeness, roster_completeness,
};
pub use fields::{Address, Contact, Customer};
pub use groups::{
    CHANNELS, FOUR_GROUPS, GROUPS, Group, METHODS, Provenance, RELIABILITY, four_group_of, group,
};
pub use tax_no::check_tax_no;
