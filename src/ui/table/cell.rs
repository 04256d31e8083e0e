//! One cell of the pool. Its nodes are built once; scrolling changes texts and attributes only.

use leptos::prelude::*;

use super::types::{Align, Cell, CellFn, Column};
use crate::ui::dom::safe_hash;

/// The place of a column as CSS needs it: the first, the next three (shown on a phone's card), more.
fn rank(at: usize) -> &'static str {
    ["0", "1", "2", "3"].get(at).copied().unwrap_or("more")
}

/// The cell of a column in a pool row.
pub(crate) fn cell_view(
    (place, column): (usize, Column),
    read: CellFn,
    row: RwSignal<usize>,
    n_rows: Signal<usize>,
    version: Signal<u64>,
) -> impl IntoView {
    let key = column.key;
    let data = Memo::new(move |_| {
        version.track();
        let at = row.get();
        if at < n_rows.get() {
            read(at, &key)
        } else {
            Cell::default()
        }
    });
    let label = column.label;
    let has_tab = move || data.with(|c| c.tab.is_some());
    let tab_class = move || data.with(|c| c.tab.as_ref().map_or("none", |t| t.class.as_str()));
    let tab_pattern = move || data.with(|c| c.tab.as_ref().map(|t| t.pattern.as_str()));
    let tab_letter =
        move || data.with(|c| c.tab.as_ref().map(|t| t.letter.clone()).unwrap_or_default());
    let tab_title = move || data.with(|c| c.tab.as_ref().map(|t| t.title.clone()));
    view! {
        <div
            class="c-table__cell"
            role="gridcell"
            data-rank=rank(place)
            data-align=if column.align == Align::End { "end" } else { "start" }
            data-tone=move || data.with(|c| c.tone.as_str())
            data-label=move || label.get()
            data-figure=move || data.with(|c| c.figure.as_ref().map(|f| f.id.clone()))
            data-value=move || data.with(|c| c.figure.as_ref().map(|f| f.value.clone()))
            style:width=format!("{}px", column.width_px)
        >
            <span
                class="c-index-tab"
                hidden=move || !has_tab()
                data-class=tab_class
                data-pattern=tab_pattern
                title=tab_title
            >
                {tab_letter}
            </span>
            <a
                class="c-table__text"
                tabindex="-1"
                href=move || data.with(|c| c.href.as_deref().and_then(safe_hash))
                title=move || data.with(|c| c.text.clone())
            >
                {move || data.with(|c| c.text.clone())}
            </a>
        </div>
    }
}
