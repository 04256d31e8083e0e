//! A sheet as a table on screen, sorted as the address says, with links and class tabs.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    App,
    i18n::lang,
    route::{ListQuery, Route},
    sheet::{TableButtons, export_sheet, table_cell, table_column},
};
use crate::{
    domain::{
        Id,
        sheet::{Sheet, SheetColumn},
    },
    ui::{self, Sort, TabMark, VirtualTable},
};

/// The least width of names.
const NAME_PX: u32 = 220;

/// A sheet with what its rows are about.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Listing {
    /// What is shown and written to files.
    pub sheet: Sheet,
    /// The customer of each row, to whom its name leads.
    pub customers: Vec<Id>,
    /// Columns with a class tab, and the tab of each row in them.
    pub tabs: Vec<(&'static str, Vec<Option<TabMark>>)>,
}

/// A listing that is made anew when what it reads changes.
pub fn listing(make: impl Fn() -> Listing + Send + Sync + 'static) -> Memo<Arc<Listing>> {
    Memo::new_with_compare(move |_| Arc::new(make()), |_, _| true)
}

/// The table. Its title is its name; the column `name` leads to the customer.
#[component]
pub fn ListingTable(
    /// What is shown.
    of: Memo<Arc<Listing>>,
    /// A hook for tests.
    testid: &'static str,
) -> impl IntoView {
    let app = App::get();
    let sorted = Memo::new(move |_| app.route.0.with(|route| route.query()?.sort.clone()));
    let order = Memo::new_with_compare(
        move |_| {
            let sort = sorted.get();
            let sort = sort.as_ref().map(|(key, down)| (key.as_str(), *down));
            of.with(|of| of.sheet.order(sort))
        },
        |_, _| true,
    );
    let columns = Signal::derive(move || {
        of.with(|of| {
            let column = |column: &SheetColumn| match column.key {
                "name" => ui::Column {
                    width_px: NAME_PX,
                    ..table_column(column)
                },
                _ => table_column(column),
            };
            of.sheet.columns.iter().map(column).collect::<Vec<_>>()
        })
    });
    let version = RwSignal::new(0_u64);
    Effect::new(move || {
        order.track();
        lang();
        version.update(|version| *version += 1);
    });
    let row_at = move |place: usize| order.with_untracked(|order| order.get(place).copied());
    let href = move |row: usize| {
        let id = of.with_untracked(|of| of.customers.get(row).copied())?;
        Some(Route::Customer(id, "card".to_owned()).href())
    };
    let cell = move |place: usize, key: &str| {
        let Some(row) = row_at(place) else {
            return ui::Cell::default();
        };
        let shown = of.with_untracked(|of| {
            let column = of.sheet.columns.iter().find(|column| column.key == key)?;
            let shown = table_cell(of.sheet.cell(row, key)?, column, lang());
            let tabs = of.tabs.iter().find(|(column, _)| *column == key);
            let tab = tabs.and_then(|(_, tabs)| tabs.get(row).cloned().flatten());
            Some(ui::Cell { tab, ..shown })
        });
        let shown = shown.unwrap_or_default();
        match href(row) {
            Some(href) if key == "name" => shown.with_href(href),
            _ => shown,
        }
    };
    let sort = Signal::derive(move || {
        let sort = sorted.get();
        sort.map(|(key, descending)| Sort { key, descending })
    });
    let on_sort = move |sort: Sort| {
        let sort = Some((sort.key, sort.descending));
        let route = app.route.0.get_untracked();
        let query = route.query().cloned().unwrap_or_default();
        app.replace(&route.with_query(ListQuery { sort, ..query }));
    };
    let on_open = move |place: usize| {
        if let Some(href) = row_at(place).and_then(href) {
            window().location().set_hash(&href).ok();
        }
    };
    view! {
        <VirtualTable
            label=Signal::derive(move || of.with(|of| of.sheet.title.clone()))
            columns
            n_rows=Signal::derive(move || of.with(|of| of.sheet.rows.len()))
            cell=Arc::new(cell)
            version
            sort
            on_sort
            on_open
            testid
        />
    }
}

/// Hands a listing out as a file, in the order of the sheet.
#[component]
pub fn ExportListing(
    /// What is written.
    of: Memo<Arc<Listing>>,
) -> impl IntoView {
    let app = App::get();
    let export = move |format| of.with_untracked(|of| export_sheet(app, &of.sheet, format));
    view! { <TableButtons on_export=export/> }
}
