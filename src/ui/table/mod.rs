//! The ledger table: virtual, with a fixed pool of rows that only change their index.
//!
//! Cells are read for the rows in view alone, so that 100,000 rows cost what thirty do. On phones the
//! rows become cards (CSS); the row height follows.

mod cell;
mod header;
mod keys;
mod pool;
mod row;
mod types;
mod view;
mod window;

pub use types::{Align, Cell, CellFn, Column, FigureMark, RowFn, SelectState, Selection, Sort};
pub use view::VirtualTable;
