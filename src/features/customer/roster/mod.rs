//! The roster: every customer in a table that is searched, filtered, sorted and edited in bulk.

mod bulk;
mod columns;
mod filters;
mod model;
mod view;

pub use columns::{cell_text, chosen_columns, column_label};
pub use model::{RosterModel, selected_rows};
pub use view::RosterPage;
