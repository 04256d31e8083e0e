//! The table itself: scroll container, head, pool.

use leptos::html;
use leptos::prelude::*;
use web_sys::{HtmlDivElement, KeyboardEvent};

use super::header::header_view;
use super::keys::{Move, move_for};
use super::pool::Pool;
use super::row::{RowShared, row_id, row_view};
use super::types::{CellFn, Column, Selection, Sort};
use super::window::{count_px, scroll_to_row, to_count};
use crate::ui::dom::{is_composing, next_id, safe_hash};

/// The height of the head, as in `style/ui/table.css`.
const HEAD_PX: f64 = 40.0;

/// The width of the column of checkboxes with room for a tab, as in `style/ui/table.css`.
const CHECK_PX: u32 = 68;

/// Scrolls a row into view and points the pool at it, so that it exists before it is announced.
fn reveal(element: &HtmlDivElement, pool: Pool, row: usize) {
    let view_px = f64::from(element.client_height());
    let now = f64::from(element.scroll_top());
    let row_px = pool.row_px.get_untracked();
    if let Some(top) = scroll_to_row(row, row_px, HEAD_PX, view_px, now) {
        element.set_scroll_top(i32::try_from(to_count(top.ceil())).unwrap_or(i32::MAX));
        pool.follow(f64::from(element.scroll_top()));
    }
}

/// Goes to the first link of a row, for tables without `on_open`.
fn follow_link(row: usize, columns: Signal<Vec<Column>>, cell: &CellFn) {
    let link = columns.with_untracked(|all| {
        all.iter()
            .find_map(|c| cell(row, &c.key).href.as_deref().and_then(safe_hash))
    });
    if let Some(hash) = link {
        window().location().set_hash(&hash).ok();
    }
}

/// A table of any length. Click or arrows make a row active, Enter or a double click opens it, Space
/// selects it.
#[component]
pub fn VirtualTable(
    /// The accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The columns in order; the first stays in view.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// How many rows there are.
    #[prop(into)]
    n_rows: Signal<usize>,
    /// Reads a cell; called for rows in view only.
    cell: CellFn,
    /// Counts up when cells must be read again.
    #[prop(optional, into)]
    version: Signal<u64>,
    /// The present order.
    #[prop(optional, into)]
    sort: Signal<Option<Sort>>,
    /// Gets the order wanted.
    #[prop(optional, into)]
    on_sort: Option<Callback<Sort>>,
    /// Checkboxes in front of the rows.
    #[prop(optional)]
    selection: Option<Selection>,
    /// The first column carries class tabs on the edge of the rows.
    #[prop(optional)]
    tabs: bool,
    /// Opens a row.
    #[prop(optional, into)]
    on_open: Option<Callback<usize>>,
    /// The active row, for panes that follow it.
    #[prop(optional, into)]
    active: Option<RwSignal<Option<usize>>>,
    /// The height of a row.
    #[prop(default = 40)]
    row_px: u32,
    /// The height of a card on phones.
    #[prop(default = 128)]
    card_px: u32,
    /// A hook for tests.
    #[prop(optional, into)]
    testid: MaybeProp<String>,
) -> impl IntoView {
    let table_id = StoredValue::new(next_id("table"));
    let node: NodeRef<html::Div> = NodeRef::new();
    let active = active.unwrap_or_else(|| RwSignal::new(None));
    let pool = Pool::new(row_px, card_px);
    let row_px = pool.row_px;
    let shared = RowShared {
        table_id,
        columns,
        read: cell.clone(),
        n_rows,
        version,
        row_px,
        active,
        selection: selection.clone(),
        on_open,
    };
    let rows = move || {
        let rows = pool.build().into_iter();
        rows.map(|row| row_view(&shared, row)).collect_view()
    };
    let toggle = selection.as_ref().map(|s| s.on_toggle);
    let keydown = move |ev: KeyboardEvent| {
        let own = ev.target() == ev.current_target();
        // With Control the browser would scroll to the end by itself, in an animation that goes on
        // over whatever position is set meanwhile.
        let is_end = matches!(ev.key().as_str(), "Home" | "End");
        let is_other = ev.alt_key() || ev.meta_key() || (ev.ctrl_key() && !is_end);
        if !own || is_composing(&ev) || is_other {
            return;
        }
        let Some(element) = node.get_untracked() else {
            return;
        };
        let room = f64::from(element.client_height()) - HEAD_PX;
        let per_view = to_count(room / row_px.get_untracked());
        let now = active.get_untracked();
        let Some(wanted) = move_for(&ev.key(), now, n_rows.get_untracked(), per_view) else {
            return;
        };
        ev.prevent_default();
        match (wanted, toggle, on_open) {
            (Move::To(at), _, _) => {
                reveal(&element, pool, at);
                active.set(Some(at));
            }
            (Move::Toggle(at), Some(run), _) | (Move::Open(at), _, Some(run)) => run.run(at),
            (Move::Open(at), _, None) => follow_link(at, columns, &cell),
            (Move::Toggle(_), None, _) => {}
        }
    };
    let scrolled = move |_| {
        if let Some(element) = node.get_untracked() {
            pool.follow(f64::from(element.scroll_top()));
        }
    };
    let check_px = if selection.is_some() { CHECK_PX } else { 0 };
    let least = move || columns.with(|all| all.iter().map(|c| c.width_px).sum::<u32>()) + check_px;
    let active_id = move || {
        let row = active.get().filter(|row| *row < n_rows.get())?;
        Some(row_id(table_id, row))
    };
    view! {
        <div
            node_ref=node
            class="c-table"
            role="grid"
            tabindex="0"
            aria-label=move || label.get()
            aria-rowcount=move || (n_rows.get() + 1).to_string()
            aria-colcount=move || columns.with(Vec::len).to_string()
            aria-multiselectable=selection.is_some().then_some("true")
            aria-activedescendant=active_id
            data-selects=selection.is_some().then_some("true")
            data-tabs=tabs.then_some("true")
            data-testid=move || testid.get()
            on:scroll=scrolled
            on:keydown=keydown
        >
            <div class="c-table__canvas" style:min-width=move || format!("{}px", least())>
                {header_view(columns, sort, on_sort, selection.clone())}
                <div
                    class="c-table__body"
                    role="rowgroup"
                    style:height=move || format!("{:.0}px", count_px(n_rows.get(), row_px.get()))
                >
                    {rows}
                </div>
            </div>
        </div>
    }
}
