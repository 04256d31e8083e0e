//! Filters of the roster: fields of fixed lists, kept in the address of the screen.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::columns::{REGIONS, column_label};
use super::model::RosterModel;
use crate::{
    app::{
        i18n::{country_name, fill, lang, tr},
        route::ListQuery,
    },
    content::{Bilingual, Lang, bi},
    domain::{Customer, field::Kind},
    ui::{Button, ButtonKind, Checkbox, Glyph, IconButton, Popover},
};

const FILTERS: &[&str] = &[
    "status",
    "region",
    "country",
    "category",
    "size",
    "ownership",
    "freight_mode",
];

/// The name of a code of a filter.
fn code_label(key: &str, code: &str, lang: Lang) -> String {
    if code.is_empty() {
        return bi("（空）", "(blank)").in_lang(lang).to_owned();
    }
    let region = REGIONS
        .iter()
        .find(|(region, _)| key == "region" && *region == code);
    match (region, Customer::field(key).map(|field| field.kind)) {
        (Some((_, label)), _) => label.in_lang(lang).to_owned(),
        (None, Some(Kind::Choice(choices))) => crate::app::i18n::choice_label(choices, code, lang),
        (None, Some(Kind::Country)) => country_name(code, lang),
        _ => code.to_owned(),
    }
}

/// The codes that occur, with how often.
fn counts(model: &RosterModel, key: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for index in 0..u32::try_from(model.len()).unwrap_or(u32::MAX) {
        if let Some(row) = model.row(index) {
            *counts
                .entry(row.filter_code(key).unwrap_or_default())
                .or_default() += 1;
        }
    }
    counts
}

/// The button with all filters.
#[component]
pub fn FilterButton(
    /// All customers.
    model: Signal<RosterModel>,
    /// What is chosen.
    query: Signal<ListQuery>,
    /// Gets what is chosen now.
    #[prop(into)]
    on_change: Callback<ListQuery>,
) -> impl IntoView {
    let toggle = move |key: &str, code: &str, is_on: bool| {
        let mut query = query.get_untracked();
        let pair = (key.to_owned(), code.to_owned());
        query.filters.retain(|filter| *filter != pair);
        if is_on {
            query.filters.push(pair);
        }
        on_change.run(query);
    };
    let group = move |key: &'static str| {
        let title = column_label(key).unwrap_or(bi("", ""));
        let codes = model.with_untracked(|model| counts(model, key));
        let boxes = codes.into_iter().map(move |(code, count)| {
            let pair = (key.to_owned(), code.clone());
            let checked = Signal::derive(move || query.with(|query| query.filters.contains(&pair)));
            let name = code.clone();
            let label =
                Signal::derive(move || format!("{} · {count}", code_label(key, &name, lang())));
            view! {
                <Checkbox label checked on_change=move |is_on: bool| toggle(key, &code, is_on)/>
            }
        });
        view! {
            <fieldset class="f-filter__group">
                <legend class="f-filter__legend">{tr(title)}</legend>
                {boxes.collect_view()}
            </fieldset>
        }
    };
    let clear = move |_| {
        let sort = query.get_untracked().sort;
        on_change.run(ListQuery {
            sort,
            filters: Vec::new(),
        });
    };
    view! {
        <Popover label=tr(bi("筛选", "Filter")) icon=Glyph::Filter>
            <div class="f-filter">
                {FILTERS.iter().map(|key| group(key)).collect_view()}
            </div>
            <Button
                label=tr(bi("清除全部筛选", "Clear all filters"))
                kind=ButtonKind::Plain
                small=true
                on_click=clear
            />
        </Popover>
    }
}

const REMOVE: Bilingual = bi("去掉筛选：{0}", "Remove filter: {0}");

/// The filters in force, each with a button to take it off.
#[component]
pub fn FilterChips(
    /// What is chosen.
    query: Signal<ListQuery>,
    /// Gets what is chosen now.
    #[prop(into)]
    on_change: Callback<ListQuery>,
) -> impl IntoView {
    move || {
        let lang = lang();
        let filters = query.with(|query| query.filters.clone());
        let chips = filters.into_iter().map(|pair| {
            let (key, code) = &pair;
            let title =
                column_label(key).map_or_else(|| key.clone(), |l| l.in_lang(lang).to_owned());
            let text = format!("{title}: {}", code_label(key, code, lang));
            let label = fill(REMOVE, lang, std::slice::from_ref(&text));
            let remove = move |_| {
                let mut query = query.get_untracked();
                query.filters.retain(|filter| *filter != pair);
                on_change.run(query);
            };
            view! {
                <li class="f-chip">
                    <span>{text}</span>
                    <IconButton label icon=Glyph::Close small=true on_click=remove/>
                </li>
            }
        });
        let chips = chips.collect_view();
        view! { <ul class="f-chips">{chips}</ul> }
    }
}
