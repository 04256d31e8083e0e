//! The head of the table: headings, sort buttons, the checkbox for all.

use leptos::prelude::*;

use super::types::{Align, Column, SelectState, Selection, Sort};
use crate::ui::icon::{Glyph, Icon};

/// The sticky head row.
pub(crate) fn header_view(
    columns: Signal<Vec<Column>>,
    sort: Signal<Option<Sort>>,
    on_sort: Option<Callback<Sort>>,
    selection: Option<Selection>,
) -> impl IntoView {
    let check = selection.map(|s| {
        view! {
            <div class="c-table__cell c-table__cell--check" role="columnheader">
                <input
                    class="c-check__mark"
                    type="checkbox"
                    aria-label=move || s.all_label.get()
                    prop:checked=move || s.state.get() == SelectState::All
                    prop:indeterminate=move || s.state.get() == SelectState::Some
                    on:change=move |_| s.on_toggle_all.run(s.state.get_untracked() != SelectState::All)
                />
            </div>
        }
    });
    view! {
        <div class="c-table__head" role="rowgroup">
            <div class="c-table__row c-table__row--head" role="row" aria-rowindex="1">
                {check}
                {move || columns.get().into_iter().enumerate().map(|c| heading(c, sort, on_sort)).collect_view()}
            </div>
        </div>
    }
}

/// One heading.
fn heading(
    (place, column): (usize, Column),
    sort: Signal<Option<Sort>>,
    on_sort: Option<Callback<Sort>>,
) -> impl IntoView {
    let key = StoredValue::new(column.key);
    let label = column.label;
    let order = Memo::new(move |_| {
        let by = sort.get()?;
        key.with_value(|k| *k == by.key).then_some(by.descending)
    });
    let sortable = column.sortable && on_sort.is_some();
    let aria = move || match order.get() {
        Some(true) => Some("descending"),
        Some(false) => Some("ascending"),
        None => sortable.then_some("none"),
    };
    let click = move |_| {
        if let Some(run) = on_sort {
            run.run(sort.with_untracked(|s| key.with_value(|k| Sort::after_click(s.as_ref(), k))));
        }
    };
    let arrow = move || match order.get() {
        Some(true) => Some(view! { <Icon glyph=Glyph::ChevronDown class="c-table__order"/> }),
        Some(false) => Some(view! { <Icon glyph=Glyph::ChevronUp class="c-table__order"/> }),
        None => None,
    };
    view! {
        <div
            class="c-table__cell"
            role="columnheader"
            data-rank=(place == 0).then_some("0")
            aria-sort=aria
            data-align=if column.align == Align::End { "end" } else { "start" }
            style:width=format!("{}px", column.width_px)
        >
            {if sortable {
                view! {
                    <button type="button" class="c-table__sort" title=move || label.get() on:click=click>
                        <span class="c-table__text">{move || label.get()}</span>
                        {arrow}
                    </button>
                }
                    .into_any()
            } else {
                view! { <span class="c-table__text" title=move || label.get()>{move || label.get()}</span> }.into_any()
            }}
        </div>
    }
}
