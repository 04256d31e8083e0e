//! The classes of customers: schemes and what they give, runs and movers, colours.

mod overview;

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
const SCREENS: &[(&str, Bilingual)] = &[("", bi("全部方案", "All schemes"))];

/// A screen of the classes.
#[component]
pub fn ClassifyPage(
    /// Its path below `#/classify`, without sort and filters; those are read from the route.
    screen: String,
) -> impl IntoView {
    let (place, _rest) = screen.split_once('/').unwrap_or((&screen, ""));
    let page = match place {
        "" => view! { <overview::OverviewPage/> }.into_any(),
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
}
