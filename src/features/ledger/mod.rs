//! The sales ledger: its lines, products and expenses, entering them, and what they add up to.

mod analysis;
mod entry;
mod lines;
mod records;

use leptos::prelude::*;

use crate::{
    app::{
        i18n::{lang, tr},
        route::{ListQuery, Route},
    },
    content::{Bilingual, bi},
    ui::{NavStep, NavStrip},
};

/// The screens of the ledger in their order: path below `#/ledger` and name.
const SCREENS: &[(&str, Bilingual)] = &[
    ("", bi("销售明细", "Sales lines")),
    ("products", bi("产品", "Products")),
    ("expenses", bi("费用", "Expenses")),
    ("years", bi("年度表", "Yearly tables")),
    ("performance", bi("销售业绩", "Performance")),
    ("forecast", bi("销售预测", "Forecast")),
];

/// A screen of the ledger.
#[component]
pub fn LedgerPage(
    /// Its path below `#/ledger`, without sort and filters; those are read from the route.
    screen: String,
) -> impl IntoView {
    let (place, record) = screen.split_once('/').unwrap_or((&screen, ""));
    let page = match place {
        "years" if record == "print" => view! { <analysis::YearsPrintPage/> }.into_any(),
        "years" => view! { <analysis::YearsPage/> }.into_any(),
        "performance" => view! { <analysis::PerformancePage/> }.into_any(),
        "forecast" => view! { <analysis::ForecastPage/> }.into_any(),
        "" => view! { <lines::LinesPage/> }.into_any(),
        "entry" => view! { <entry::EntryPage line=record.parse().ok()/> }.into_any(),
        "products" => view! { <records::RecordsPage book=records::PRODUCTS/> }.into_any(),
        "expenses" => view! { <records::RecordsPage book=records::EXPENSES/> }.into_any(),
        _ => view! { <lines::LinesPage/> }.into_any(),
    };
    let current = if place == "entry" { "" } else { place }.to_owned();
    let steps = Signal::derive(move || {
        let lang = lang();
        SCREENS
            .iter()
            .map(|(path, name)| NavStep {
                href: Route::Ledger((*path).to_owned(), ListQuery::default()).href(),
                label: name.in_lang(lang).to_owned(),
                is_current: *path == current,
            })
            .collect::<Vec<_>>()
    });
    view! {
        <NavStrip label=tr(bi("台账的画面", "Screens of the ledger")) steps/>
        {page}
    }
}
