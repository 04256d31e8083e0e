//! The first screen: a welcome while no workbook is open, else the state of the book.

mod alerts;
mod overview;
mod welcome;

pub use overview::HomePage;
pub use welcome::{LostPage, TroublePage, WelcomePage};
