//! Entering a document: the keyboard alone is enough.
//!
//! Enter goes on, Shift Enter back, the arrows up and down in the lines; Ctrl D copies the cell
//! above, Ctrl Enter saves, Escape leaves.

mod form;
mod grid;
mod row;
mod sheet;

use leptos::prelude::*;

use crate::{
    app::{
        App,
        i18n::tr,
        route::{ListQuery, Route},
    },
    content::bi,
    domain::Id,
    ui::{EmptyState, Glyph, LinkButton},
};

/// The form of a document.
#[component]
pub fn EntryPage(
    /// A line of the document to change; none for a new document.
    line: Option<Id>,
) -> impl IntoView {
    let app = App::get();
    let customer = match app.route.0.get_untracked() {
        Route::Ledger(_, ListQuery { filters, .. }) => {
            let own = filters.iter().find(|(key, _)| key == "customer");
            own.and_then(|(_, id)| id.parse().ok())
        }
        _ => None,
    };
    let is_there = line.is_none_or(|line| app.book(|book| book.tables.sales.contains(line)));
    if !is_there {
        return view! { <Gone/> }.into_any();
    }
    let round = RwSignal::new(0_u32);
    let form = move || {
        let is_first = round.get() == 0;
        let customer = customer.filter(|_| is_first);
        let sheet = sheet::Sheet::open(app, line, customer)?;
        Some(
            view! { <form::DocumentForm sheet on_saved=move || round.update(|round| *round += 1)/> },
        )
    };
    view! { {form} }.into_any()
}

#[component]
fn Gone() -> impl IntoView {
    view! {
        <h1 class="u-hidden">{tr(bi("没有这行明细", "No such line"))}</h1>
        <EmptyState
            icon=Glyph::Ledger
            title=tr(bi("这行明细不在台账里", "This line is not in the ledger"))
            text=tr(bi(
                "它可能已被删除，或属于另一个工作簿。",
                "It may have been deleted, or belong to another workbook.",
            ))
        >
            <LinkButton label=tr(bi("销售明细", "Sales lines")) href="#/ledger"/>
            <LinkButton label=tr(bi("回收站", "Recycle bin")) href="#/bin"/>
        </EmptyState>
    }
}
