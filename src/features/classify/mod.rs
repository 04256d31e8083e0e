//! The classes of customers: schemes and what they give, runs and movers, colours.

mod allocation;
mod asked;
mod cells;
mod colours;
mod edit;
mod form_13_5;
mod lifecycle;
mod links;
mod loyalty;
mod migration;
mod overview;
mod pareto;
mod policy;
mod rfm;
mod rule_words;
mod runs;
mod scheme;
mod words;

use leptos::prelude::*;

use crate::{
    app::{
        i18n::{lang, tr},
        route::{ListQuery, Route},
    },
    content::{Bilingual, bi},
    ui::{NavStep, NavStrip},
};

/// The screens of the classes in their order: path below `#/classify` and name.
const SCREENS: &[(&str, Bilingual)] = &[
    ("", bi("全部方案", "All schemes")),
    ("pareto", bi("ABC 分析", "ABC analysis")),
    ("migration", bi("分类变动", "Movers")),
    ("runs", bi("分类运行", "Runs")),
    ("rfm", bi("RFM", "RFM")),
    ("lifecycle", bi("生命周期", "Life cycle")),
    ("loyalty", bi("忠诚度与利润", "Loyalty and profit")),
    ("allocation", bi("资源配置", "Resources")),
    ("policy", bi("分类政策", "Policy")),
    ("words", bi("用语", "Words")),
];

/// A screen of the classes.
#[component]
pub fn ClassifyPage(
    /// Its path below `#/classify`, without sort and filters; those are read from the route.
    screen: String,
) -> impl IntoView {
    let (place, rest) = screen.split_once('/').unwrap_or((&screen, ""));
    let page = match (place, rest) {
        ("pareto", "print") => view! { <pareto::ParetoPrintPage/> }.into_any(),
        ("pareto", _) => view! { <pareto::ParetoPage/> }.into_any(),
        ("migration", "print") => view! { <migration::MigrationPrintPage/> }.into_any(),
        ("migration", _) => view! { <migration::MigrationPage/> }.into_any(),
        ("runs", "") => view! { <runs::RunsPage/> }.into_any(),
        ("runs", id) => view! { <runs::RunPage id=id.to_owned()/> }.into_any(),
        ("rfm", "print") => view! { <rfm::RfmPrintPage/> }.into_any(),
        ("rfm", _) => view! { <rfm::RfmPage/> }.into_any(),
        ("lifecycle", "print") => view! { <lifecycle::LifecyclePrintPage/> }.into_any(),
        ("lifecycle", _) => view! { <lifecycle::LifecyclePage/> }.into_any(),
        ("loyalty", _) => view! { <loyalty::LoyaltyPage/> }.into_any(),
        ("allocation", _) => view! { <allocation::AllocationPage/> }.into_any(),
        ("policy", _) => view! { <policy::PolicyPage/> }.into_any(),
        ("words", _) => view! { <words::WordsPage/> }.into_any(),
        ("form-13-5", _) => return view! { <form_13_5::BusinessViewPage/> }.into_any(),
        ("edit", code) => view! { <edit::EditPage code=code.to_owned()/> }.into_any(),
        ("print", code) => view! { <scheme::SchemePrintPage code=code.to_owned()/> }.into_any(),
        ("scheme", code) | (code, _) if !code.is_empty() => {
            view! { <scheme::SchemePage code=code.to_owned()/> }.into_any()
        }
        _ => view! { <overview::OverviewPage/> }.into_any(),
    };
    let current = place.to_owned();
    let steps = Signal::derive(move || {
        let lang = lang();
        SCREENS
            .iter()
            .map(|(path, name)| NavStep {
                href: Route::Classify((*path).to_owned(), ListQuery::default()).href(),
                label: name.in_lang(lang).to_owned(),
                is_current: *path == current,
            })
            .collect::<Vec<_>>()
    });
    view! {
        <NavStrip label=tr(bi("分类的画面", "Screens of the classes")) steps/>
        {page}
    }
    .into_any()
}
