//! The ledger's columns, built once for each state of the tables and shared by all analyses.

use std::sync::Arc;

use leptos::prelude::*;

use super::App;
use crate::domain::{
    Customer,
    ledger::{Columns, HOME_CURRENCY, Product, SalesLine},
    rule::RuleOverride,
};

#[derive(Clone, Copy)]
struct Shared(Memo<Arc<Columns>>);

/// Nothing is built before somebody looks.
pub(super) fn provide(app: App) {
    let home = Memo::new(move |_| {
        app.track(RuleOverride::TABLE);
        app.book(|book| HOME_CURRENCY.currency(&book.tables))
    });
    let build = move |_: Option<&Arc<Columns>>| {
        home.track();
        for table in [SalesLine::TABLE, Customer::TABLE, Product::TABLE] {
            app.track(table);
        }
        Arc::new(app.book(|book| Columns::build(&book.tables)))
    };
    let is_changed = |before: Option<&Arc<Columns>>, now: Option<&Arc<Columns>>| {
        before.zip(now).is_none_or(|(a, b)| !Arc::ptr_eq(a, b))
    };
    provide_context(Shared(Memo::new_with_compare(build, is_changed)));
}

/// The columns as they are now; whoever reads them follows the ledger.
pub fn columns() -> Memo<Arc<Columns>> {
    expect_context::<Shared>().0
}
