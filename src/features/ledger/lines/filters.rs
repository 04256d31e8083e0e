//! Filters of the list of lines; they live in the address as ids and codes.

use std::collections::BTreeMap;

use chrono::Datelike;
use leptos::prelude::*;

use crate::{
    app::{
        i18n::{fill, lang, tr},
        route::ListQuery,
    },
    content::{Bilingual, bi},
    domain::{
        ledger::{Listing, Wanted},
        names::Names,
    },
    ui::{Button, ButtonKind, Checkbox, ComboOption, Combobox, Field, Glyph, IconButton, Popover},
};

/// How many names a list offers.
pub const OFFERED: usize = 12;

const FILTERS: &[(&str, Bilingual)] = &[
    ("year", bi("年度", "Year")),
    ("currency", bi("币种", "Currency")),
    ("customer", bi("客户", "Customer")),
    ("product", bi("产品", "Product")),
];

/// The filters of an address; what cannot be read is no filter.
pub fn wanted(query: &ListQuery) -> Wanted {
    fn all<T: std::str::FromStr>(query: &ListQuery, key: &str) -> Vec<T> {
        let own = query.filters.iter().filter(|(own, _)| own == key);
        own.filter_map(|(_, code)| code.parse().ok()).collect()
    }
    Wanted {
        years: all(query, "year"),
        customers: all(query, "customer"),
        products: all(query, "product"),
        currencies: all(query, "currency"),
    }
}

/// What matches what was typed, to choose from.
pub fn offers(names: &Names, typed: &str) -> Vec<ComboOption> {
    let found = names.matching(typed, OFFERED).into_iter();
    let offer = |name: &crate::domain::names::Name| ComboOption {
        key: name.id.to_string(),
        label: name.label.clone(),
        note: name.note.clone(),
    };
    found.map(offer).collect()
}

/// The years and currencies that occur, with how often; years from the last.
fn counts(listing: &Listing, key: &str) -> Vec<(String, usize)> {
    let mut counts = BTreeMap::<String, usize>::new();
    for listed in &listing.lines {
        let code = match key {
            "year" => listed.line.date.map(|date| date.year().to_string()),
            _ => listed
                .line
                .amount
                .map(|amount| amount.currency().code().to_owned()),
        };
        if let Some(code) = code {
            *counts.entry(code).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    if key == "year" {
        counts.reverse();
    }
    counts
}

fn code_label(listing: &Listing, key: &str, code: &str) -> String {
    let names = match key {
        "customer" => &listing.customers,
        "product" => &listing.products,
        _ => return code.to_owned(),
    };
    let name = code.parse().ok().and_then(|id| names.get(id));
    name.map_or_else(|| code.to_owned(), |name| name.label.clone())
}

/// The button with all filters.
#[component]
pub fn FilterButton(
    /// All lines.
    listing: Memo<Listing>,
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
    let boxes = move |key: &'static str, title: Bilingual| {
        let counts = listing.with_untracked(|listing| counts(listing, key));
        let boxes = counts.into_iter().map(move |(code, count)| {
            let pair = (key.to_owned(), code.clone());
            let checked = Signal::derive(move || query.with(|query| query.filters.contains(&pair)));
            let label = format!("{code} · {count}");
            view! { <Checkbox label checked on_change=move |is_on: bool| toggle(key, &code, is_on)/> }
        });
        view! {
            <fieldset class="f-filter__group">
                <legend class="f-filter__legend">{tr(title)}</legend>
                {boxes.collect_view()}
            </fieldset>
        }
        .into_any()
    };
    let name = move |key: &'static str, title: Bilingual| {
        let typed = RwSignal::new(String::new());
        let options = Signal::derive(move || {
            listing.with(|listing| {
                let names = if key == "customer" {
                    &listing.customers
                } else {
                    &listing.products
                };
                offers(names, &typed.get())
            })
        });
        let choose = move |id: String| {
            typed.set(String::new());
            toggle(key, &id, true);
        };
        view! {
            <Field label=tr(title)>
                <Combobox
                    value=typed
                    on_input=move |text| typed.set(text)
                    options
                    on_choose=choose
                    list_label=tr(title)
                    placeholder=tr(bi("名称、编号、拼音首字母", "Name, number, initials"))
                />
            </Field>
        }
        .into_any()
    };
    let clear = move |_| {
        let sort = query.get_untracked().sort;
        let filters = Vec::new();
        on_change.run(ListQuery { sort, filters });
    };
    view! {
        <Popover label=tr(bi("筛选", "Filter")) icon=Glyph::Filter>
            <div class="f-filter">
                {FILTERS
                    .iter()
                    .map(|(key, title)| match *key {
                        "year" | "currency" => boxes(key, *title),
                        _ => name(key, *title),
                    })
                    .collect_view()}
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

/// The filters in force, each with a button to take it off.
#[component]
pub fn FilterChips(
    /// All lines.
    listing: Memo<Listing>,
    /// What is chosen.
    query: Signal<ListQuery>,
    /// Gets what is chosen now.
    #[prop(into)]
    on_change: Callback<ListQuery>,
) -> impl IntoView {
    let chip = move |pair: (String, String)| {
        let lang = lang();
        let (key, code) = &pair;
        let title = FILTERS.iter().find(|(own, _)| own == key);
        let title = title.map_or(key.as_str(), |(_, title)| title.in_lang(lang));
        let value = listing.with(|listing| code_label(listing, key, code));
        let text = format!("{title}: {value}");
        let label = fill(
            bi("去掉筛选：{0}", "Remove filter: {0}"),
            lang,
            std::slice::from_ref(&text),
        );
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
    };
    view! {
        <ul class="f-chips">
            {move || query.get().filters.into_iter().map(chip).collect_view()}
        </ul>
    }
}
