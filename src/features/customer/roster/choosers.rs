//! What the roster shows and in which colours: columns, the colouring scheme, its legend.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    super::standing::no_class,
    classes::{Classes, class_counts, class_key, shown_keys},
    columns::{all_columns, chosen_columns, column_label},
    model::RosterModel,
};
use crate::{
    app::{
        App,
        classes::{schemes, tab_mark},
        i18n::{lang, show_count, tr},
        prefs::Prefs,
        route::ListQuery,
    },
    content::bi,
    domain::classify::Scheme,
    ui::{Button, ButtonKind, Checkbox, ClassMark, Field, Glyph, Popover, Select},
};

/// The grounds that the textbook names for colouring cards: region, size, industry, turnover, limit.
const DIMENSIONS: [&str; 5] = ["CL-REG", "CL-SIZE", "CL-IND", "CL-CARD", "CL-LIMIT"];

/// The scheme that colours the rows.
#[component]
pub fn ColourChooser(
    /// Its code.
    colour: Memo<String>,
    /// What is in the address.
    query: Signal<ListQuery>,
    /// Gets what is in the address now.
    on_change: Callback<ListQuery>,
) -> impl IntoView {
    let all = schemes();
    let options = Signal::derive(move || {
        let lang = lang();
        let name = |one: &Arc<Scheme>| (one.code.clone(), one.label.in_lang(lang).to_owned());
        all.with(|all| {
            let is_ground = |one: &&Arc<Scheme>| DIMENSIONS.contains(&one.code.as_str());
            let (mut grounds, others): (Vec<_>, Vec<_>) = all.iter().partition(is_ground);
            grounds.sort_by_key(|one| DIMENSIONS.iter().position(|code| *code == one.code));
            grounds
                .into_iter()
                .chain(others)
                .map(name)
                .collect::<Vec<_>>()
        })
    });
    let choose = move |code: String| {
        on_change.run(query.get_untracked().with_choice("colour", Some(code)));
    };
    view! {
        <div class="f-colour-by">
            <Field label=tr(bi("颜色依据", "Colour by"))>
                <Select value=colour options on_change=choose small=true testid="colour-by"/>
            </Field>
        </div>
    }
}

/// What the colours stand for, with how many rows each has; a press shows that class alone.
#[component]
pub fn ClassLegend(
    /// All customers.
    model: Memo<RosterModel>,
    /// The rows shown.
    rows: Memo<Arc<Vec<u32>>>,
    /// The classes of the customers.
    classes: Memo<Classes>,
    /// The scheme that colours.
    colour: Memo<String>,
    /// What is in the address.
    query: Signal<ListQuery>,
    /// Gets what is in the address now.
    on_change: Callback<ListQuery>,
) -> impl IntoView {
    let counts = Memo::new(move |_| {
        let key = class_key(&colour.get());
        model.with(|model| {
            rows.with(|rows| {
                let ids = rows
                    .iter()
                    .filter_map(|at| Some(model.row(*at)?.customer.id));
                classes.with(|classes| class_counts(classes, &key, ids))
            })
        })
    });
    let items = move || {
        let (lang, key, counts) = (lang(), class_key(&colour.get()), counts.get());
        let found = classes.with(|classes| classes.of(&key).cloned());
        let found = found.map(|found| found.scheme.clone());
        let marks = found.iter().flat_map(|scheme| &scheme.classes);
        let marks = marks.map(|class| (class.code.clone(), tab_mark(class, lang)));
        let marks = marks.chain([(String::new(), no_class(lang))]);
        let shown = marks.zip(counts).filter(|((code, _), count)| {
            *count > 0 || query.with(|query| query.filters.contains(&(key.clone(), code.clone())))
        });
        let item = |((code, mark), count): ((String, crate::ui::TabMark), usize)| {
            let pair = (key.clone(), code);
            let wanted = pair.clone();
            let is_on = move || query.with(|query| query.filters.contains(&pair));
            let pressed = is_on.clone();
            let toggle = move |_| {
                let mut query = query.get_untracked();
                if is_on() {
                    query.filters.retain(|filter| *filter != wanted);
                } else {
                    query.filters.push(wanted.clone());
                }
                on_change.run(query);
            };
            let name = mark.title.clone();
            view! {
                <li>
                    <button
                        type="button"
                        class="f-legend__class"
                        aria-pressed=move || if pressed() { "true" } else { "false" }
                        on:click=toggle
                    >
                        <ClassMark mark=Signal::stored(mark)/>
                        <span aria-hidden="true">{name}</span>
                        <span class="f-legend__count">{show_count(count)}</span>
                    </button>
                </li>
            }
        };
        shown.map(item).collect_view()
    };
    view! {
        <ul class="f-legend" aria-label=tr(bi("颜色说明", "What the colours mean")) data-testid="class-legend">
            {items}
        </ul>
    }
}

/// Which columns are shown: fields of the card and classes of the schemes.
#[component]
pub fn ColumnChooser() -> impl IntoView {
    let app = App::get();
    let (all, shown) = (schemes(), shown_keys());
    let chosen =
        move |prefs: &Prefs| shown.with(|shown| chosen_columns(&prefs.roster_columns, shown));
    let toggle = move |key: &str, is_on: bool| {
        app.change_prefs(|prefs| {
            let mut columns = untrack(|| chosen(prefs));
            columns.retain(|column| column != key);
            if is_on {
                columns.push(key.to_owned());
            }
            prefs.roster_columns = columns;
        });
    };
    let checkbox = move |key: String, label: Signal<String>| {
        let own = key.clone();
        let checked = Signal::derive(move || app.prefs.with(|prefs| chosen(prefs).contains(&own)));
        view! { <Checkbox label checked on_change=move |is_on: bool| toggle(&key, is_on)/> }
    };
    let fields = move || {
        let keys = all_columns().into_iter().filter(|key| *key != "name");
        keys.map(|key| {
            let label = column_label(key).map_or_else(|| Signal::stored(key.to_owned()), tr);
            checkbox(key.to_owned(), label)
        })
        .collect_view()
    };
    let of_schemes = move || {
        let one = |scheme: &Arc<Scheme>| {
            let (key, names) = (class_key(&scheme.code), scheme.label.clone());
            checkbox(
                key,
                Signal::derive(move || names.in_lang(lang()).to_owned()),
            )
        };
        all.with(|all| all.iter().map(one).collect_view())
    };
    view! {
        <Popover label=tr(bi("列", "Columns")) icon=Glyph::Columns>
            <div class="f-column-groups">
                <fieldset class="f-filter__group">
                    <legend class="f-filter__legend">{tr(bi("类别", "Classes"))}</legend>
                    <div class="f-columns">{of_schemes}</div>
                </fieldset>
                <fieldset class="f-filter__group">
                    <legend class="f-filter__legend">{tr(bi("资料", "Information"))}</legend>
                    <div class="f-columns">{fields}</div>
                </fieldset>
            </div>
            <Button
                label=tr(bi("恢复默认列", "Default columns"))
                kind=ButtonKind::Plain
                small=true
                on_click=move |_| app.change_prefs(|prefs| prefs.roster_columns.clear())
            />
        </Popover>
    }
}
