//! The app around the screens: state, routes, languages, saving, the shell.
//!
//! **Invariant:** no screen of `features` is named here; `features/root.rs` puts a screen to each
//! route.

pub mod changes;
pub mod choosing;
pub mod classes;
pub mod clock;
mod conflicts;
pub mod describe;
pub mod describe_file;
pub mod exporting;
pub mod figure;
pub mod files;
pub mod form;
pub mod i18n;
pub mod judging;
pub mod ledger;
mod name_dialog;
pub mod no_sales;
mod opening;
mod palette;
mod panic;
pub mod prefs;
pub mod printing;
pub mod record_dialog;
pub mod route;
mod saving;
pub mod sheet;
pub mod sheet_table;
mod shell;
mod state;
mod store;
mod tabs;
pub mod worker;

pub use conflicts::ConflictDialog;
pub use name_dialog::NameDialog;
pub use opening::{NewBook, OpenError};
pub use panic::install_panic_hook;
pub use shell::Frame;
pub use state::{App, Phase};
pub use store::Store;
