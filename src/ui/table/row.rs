//! One row of the pool: it holds an index and moves to where that row belongs.

use leptos::prelude::*;

use super::cell::cell_view;
use super::types::{CellFn, Column, Selection};
use super::window::count_px;

/// What every row of a table shares.
#[derive(Clone)]
pub(crate) struct RowShared {
    pub(crate) table_id: StoredValue<String>,
    pub(crate) columns: Signal<Vec<Column>>,
    pub(crate) read: CellFn,
    pub(crate) n_rows: Signal<usize>,
    pub(crate) version: Signal<u64>,
    pub(crate) row_px: Signal<f64>,
    pub(crate) active: RwSignal<Option<usize>>,
    pub(crate) selection: Option<Selection>,
    pub(crate) on_open: Option<Callback<usize>>,
}

/// The id of a row's element, for `aria-activedescendant`.
pub(crate) fn row_id(table_id: StoredValue<String>, row: usize) -> String {
    format!("{}-row-{row}", table_id.get_value())
}

/// A pool row showing the row its signal names.
pub(crate) fn row_view(shared: &RowShared, row: RwSignal<usize>) -> impl IntoView + use<> {
    let RowShared {
        table_id,
        columns,
        read,
        n_rows,
        version,
        row_px,
        active,
        selection,
        on_open,
    } = shared.clone();
    let selected = selection.clone().map(|s| {
        Memo::new(move |_| {
            let at = row.get();
            at < n_rows.get() && (s.is_selected)(at)
        })
    });
    let is_selected = move || selected.map(|s| if s.get() { "true" } else { "false" });
    let cells = move || {
        let read = read.clone();
        let cell = move |column| cell_view(column, read.clone(), row, n_rows, version);
        columns
            .get()
            .into_iter()
            .enumerate()
            .map(cell)
            .collect_view()
    };
    let check = selection.map(|s| {
        view! {
            <div class="c-table__cell c-table__cell--check" role="gridcell">
                <input
                    class="c-check__mark"
                    type="checkbox"
                    tabindex="-1"
                    aria-label=move || s.row_label.get()
                    prop:checked=move || selected.is_some_and(|s| s.get())
                    on:change=move |_| s.on_toggle.run(row.get_untracked())
                    on:click=move |ev| ev.stop_propagation()
                />
            </div>
        }
    });
    let is_past = move || row.get() >= n_rows.get();
    view! {
        <div
            class="c-table__row"
            role="row"
            id=move || row_id(table_id, row.get())
            aria-rowindex=move || (row.get() + 2).to_string()
            aria-selected=is_selected
            data-active=move || (active.get() == Some(row.get())).then_some("true")
            data-opens=on_open.map(|_| "true")
            hidden=is_past
            style:height=move || format!("{:.0}px", row_px.get())
            style:transform=move || format!("translateY({:.0}px)", count_px(row.get(), row_px.get()))
            on:click=move |_| active.set(Some(row.get_untracked()))
            on:dblclick=move |_| if let Some(run) = on_open { run.run(row.get_untracked()) }
        >
            {check}
            {cells}
        </div>
    }
}
