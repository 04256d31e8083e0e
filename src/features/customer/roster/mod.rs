//! The roster: every customer in a table that is searched, filtered, sorted and edited in bulk.

mod bulk;
mod choosers;
mod classes;
mod columns;
mod filters;
mod model;
mod view;

pub use classes::{class_key, classes_for, colour_scheme};
pub use columns::{cell_text, chosen_columns, column_label};
pub use model::{RosterModel, selected_rows};
pub use view::RosterPage;
