//! The column 类别 of table 13-3: the class by sales of a whole year.

use std::sync::Arc;

use super::{Scheme, Span, classify};
use crate::domain::{
    ledger::{Columns, Period},
    sheet::Cell,
    tables::Tables,
};

/// The scheme that the table asks for.
const SCHEME: &str = "CL-III";

/// The class of each of [`Columns::customers`] by the sales of a calendar year, as of its last day, or
/// why it has none.
pub fn year_classes(columns: &Columns, tables: &Tables, year: i32) -> Vec<Cell> {
    let last = Period::year(year).last;
    let found = Scheme::find(tables, SCHEME).map(|scheme| Scheme {
        span: Span::Year,
        ..Scheme::clone(&scheme)
    });
    let Some(scheme) = found.map(Arc::new) else {
        return Vec::new();
    };
    let found = classify(&scheme, columns, tables, last);
    let cell = |placed: &super::Placement| match placed.class {
        Ok(class) => Cell::text(scheme.class_at(class).map(|class| &*class.letter)),
        Err(reason) => Cell::Missing(reason),
    };
    found.placed.iter().map(cell).collect()
}
