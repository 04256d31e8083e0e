//! The printed forms of customers, as Chinese business forms on A4.

mod class_line;
mod data_card;
mod list;
mod table_13_1;

pub use data_card::DataCardPage;
pub use list::RosterListPage;
pub use table_13_1::CustomerTablePage;
