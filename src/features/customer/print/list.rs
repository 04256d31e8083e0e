//! 客户一览表, the simple ordered list of customers.

use leptos::prelude::*;

use super::super::roster::{RosterModel, cell_text, column_label, selected_rows};
use crate::{
    app::{
        App,
        i18n::{lang, show_count, tr, tr_with},
        printing::{MakerLine, PrintBar},
        route::{ListQuery, Route},
    },
    content::bi,
    domain::search::Query,
    ui::{PrintSheet, SheetOrientation},
};

const COLUMNS: &[&str] = &[
    "code",
    "name",
    "address",
    "city",
    "country",
    "phone",
    "principal",
    "category",
    "status",
    "owner",
];

/// Short columns that should not be broken in the middle.
const SHORT: &[&str] = &["code", "category", "status", "owner"];

/// The list on paper, filtered and sorted as the roster is.
#[component]
pub fn RosterListPage(
    /// Sort and filters.
    query: ListQuery,
) -> impl IntoView {
    let app = App::get();
    let mut model = RosterModel::default();
    app.book(|book| model.refresh(book));
    let model = StoredValue::new(model);
    let back = Route::Roster(query.clone()).href();
    let rows = StoredValue::new(query);
    let rows = Memo::new(move |_| {
        let typed = Query::new(&app.roster_search.get());
        rows.with_value(|query| {
            model.with_value(|model| selected_rows(model, &typed, query, lang()))
        })
    });
    let heads = COLUMNS.iter().map(|key| {
        view! { <th scope="col">{tr(column_label(key).unwrap_or(bi("", "")))}</th> }
    });
    let body = move || {
        let lang = lang();
        let lines = rows.get().into_iter().enumerate().map(|(number, index)| {
            let cells = model.with_value(|model| {
                let row = model.row(index);
                COLUMNS
                    .iter()
                    .map(|key| {
                        let text = row.map(|row| cell_text(row, key, lang));
                        (SHORT.contains(key), text.unwrap_or_default())
                    })
                    .collect::<Vec<_>>()
            });
            let cells = cells
                .into_iter()
                .map(|(is_short, text)| view! { <td class:u-nowrap=is_short>{text}</td> })
                .collect_view();
            view! { <tr><td class="u-number">{number + 1}</td>{cells}</tr> }
        });
        lines.collect_view()
    };
    let foot = move || {
        view! {
            <p class="print-sheet__note">{tr_with(
                bi("共 {0} 位客户", "{0} customer{s}"),
                move |_| [show_count(rows.with(Vec::len))],
            )}</p>
            <MakerLine/>
        }
    };
    let subtitle = Signal::derive(move || app.book_name());
    view! {
        <PrintBar back/>
        <PrintSheet
            title=tr(bi("客户一览表", "List of customers"))
            subtitle
            orientation=SheetOrientation::Landscape
            foot
        >
            <table class="print-table">
                <thead><tr><th scope="col">{tr(bi("序号", "No."))}</th>{heads.collect_view()}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </PrintSheet>
    }
}
