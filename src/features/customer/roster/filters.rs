//! Filters of the roster: fields of fixed lists, kept in the address of the screen.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{
    classes::{Classes, class_counts, is_filter},
    columns::{REGIONS, column_label},
    model::RosterModel,
};
use crate::{
    app::{
        classes::class_name,
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
fn code_label(key: &str, code: &str, classes: &Classes, lang: Lang) -> String {
    if code.is_empty() {
        return bi("（空）", "(blank)").in_lang(lang).to_owned();
    }
    if let Some(found) = classes.of(key) {
        let class = found.scheme.class(code);
        let class = class.and_then(|place| found.scheme.class_at(place));
        return class.map_or_else(|| code.to_owned(), |class| class_name(class, lang));
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

/// The name of a filter.
fn key_label(key: &str, classes: &Classes, lang: Lang) -> String {
    let column = || column_label(key).map(|label| label.in_lang(lang).to_owned());
    let title = classes.title(key, lang).or_else(column);
    title.unwrap_or_else(|| key.to_owned())
}

/// The codes that occur, with how often; classes in their order.
fn counts(model: &RosterModel, classes: &Classes, key: &str) -> Vec<(String, usize)> {
    let rows = || (0..u32::try_from(model.len()).unwrap_or(u32::MAX)).map_while(|at| model.row(at));
    if let Some(found) = classes.of(key) {
        let codes = found.scheme.classes.iter().map(|class| class.code.clone());
        let customers = rows().map(|row| row.customer.id);
        let counted = class_counts(classes, key, customers);
        let counted = codes.chain([String::new()]).zip(counted);
        return counted.filter(|(_, count)| *count > 0).collect();
    }
    let mut counts = BTreeMap::<String, usize>::new();
    for row in rows() {
        *counts
            .entry(row.filter_code(key).unwrap_or_default())
            .or_default() += 1;
    }
    counts.into_iter().collect()
}

/// The button with all filters.
#[component]
pub fn FilterButton(
    /// All customers.
    model: Signal<RosterModel>,
    /// Their classes.
    classes: Signal<Classes>,
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
    let group = move |key: String| {
        let codes = classes
            .with_untracked(|classes| model.with_untracked(|model| counts(model, classes, &key)));
        let of_group = StoredValue::new(key);
        let title = Signal::derive(move || {
            let key = of_group.get_value();
            classes.with(|classes| key_label(&key, classes, lang()))
        });
        let boxes = codes.into_iter().map(move |(code, count)| {
            let pair = (of_group.get_value(), code.clone());
            let checked = Signal::derive(move || query.with(|query| query.filters.contains(&pair)));
            let name = code.clone();
            let label = Signal::derive(move || {
                let key = of_group.get_value();
                let name = classes.with(|classes| code_label(&key, &name, classes, lang()));
                format!("{name} · {count}")
            });
            let on_change = move |is_on: bool| toggle(&of_group.get_value(), &code, is_on);
            view! { <Checkbox label checked on_change/> }
        });
        view! {
            <fieldset class="f-filter__group">
                <legend class="f-filter__legend">{title}</legend>
                {boxes.collect_view()}
            </fieldset>
        }
    };
    let groups = move || {
        let of_classes = classes.with(Classes::keys);
        let fields = FILTERS.iter().map(|key| (*key).to_owned());
        of_classes
            .into_iter()
            .chain(fields)
            .map(group)
            .collect_view()
    };
    let clear = move |_| {
        let mut query = query.get_untracked();
        query.filters.retain(|(key, _)| !is_filter(key));
        on_change.run(query);
    };
    view! {
        <Popover label=tr(bi("筛选", "Filter")) icon=Glyph::Filter>
            <div class="f-filter">{groups}</div>
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
    /// The classes of the customers.
    classes: Signal<Classes>,
    /// What is chosen.
    query: Signal<ListQuery>,
    /// Gets what is chosen now.
    #[prop(into)]
    on_change: Callback<ListQuery>,
) -> impl IntoView {
    move || {
        let lang = lang();
        let mut filters = query.with(|query| query.filters.clone());
        filters.retain(|(key, _)| is_filter(key));
        let classes = classes.get();
        let chips = filters.into_iter().map(|pair| {
            let (key, code) = &pair;
            let title = key_label(key, &classes, lang);
            let text = format!("{title}: {}", code_label(key, code, &classes, lang));
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
