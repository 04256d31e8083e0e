//! The list of sales lines.

mod bulk;
pub mod filters;
mod view;

pub use view::LinesPage;
