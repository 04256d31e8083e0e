//! The pool of rows: as many as the window can show, made once, re-pointed while scrolling.

use leptos::ev;
use leptos::prelude::*;

use super::window::{first_row, pool_size, row_of_slot};

/// Below this the rows are cards; the same number stands in `style/ui/table-phone.css`.
const PHONE: &str = "(max-width: 639px)";

/// The rows of the pool and the height each of them has now.
#[derive(Clone, Copy)]
pub(crate) struct Pool {
    /// The height of a row or, on a phone, of a card.
    pub(crate) row_px: Signal<f64>,
    count: Memo<usize>,
    first: StoredValue<usize>,
    slots: StoredValue<Vec<RwSignal<usize>>>,
}

impl Pool {
    /// A pool for rows of one height and cards of another. It only grows: what a smaller window
    /// doesn't need stays hidden below the view.
    pub(crate) fn new(row_px: u32, card_px: u32) -> Self {
        let phone = RwSignal::new(is_phone());
        let height = RwSignal::new(window_height());
        let resized = window_event_listener(ev::resize, move |_| {
            let (is, high) = (is_phone(), window_height());
            if phone.get_untracked() != is {
                phone.set(is);
            }
            if high > height.get_untracked() {
                height.set(high);
            }
        });
        on_cleanup(move || resized.remove());
        let row_px = Signal::derive(move || f64::from(if phone.get() { card_px } else { row_px }));
        let count = Memo::new(move |old: Option<&usize>| {
            pool_size(height.get(), row_px.get()).max(old.copied().unwrap_or(0))
        });
        Self {
            row_px,
            count,
            first: StoredValue::new(0),
            slots: StoredValue::new(Vec::new()),
        }
    }

    /// The row signals for a fresh set of row components; tracks the size of the pool.
    pub(crate) fn build(self) -> Vec<RwSignal<usize>> {
        let (from, count) = (self.first.get_value(), self.count.get());
        let rows: Vec<_> = (0..count)
            .map(|slot| RwSignal::new(row_of_slot(slot, from, count)))
            .collect();
        self.slots.set_value(rows.clone());
        rows
    }

    /// Points the rows at what is in view at this scroll position; rows that stay aren't touched.
    pub(crate) fn follow(self, scroll_px: f64) {
        let from = first_row(scroll_px, self.row_px.get_untracked());
        if from == self.first.get_value() {
            return;
        }
        self.first.set_value(from);
        self.slots.with_value(|rows| {
            for (slot, row) in rows.iter().enumerate() {
                let at = row_of_slot(slot, from, rows.len());
                if row.try_get_untracked().is_some_and(|now| now != at) {
                    row.try_set(at);
                }
            }
        });
    }
}

/// The height of the window in pixels.
fn window_height() -> f64 {
    window()
        .inner_height()
        .ok()
        .and_then(|v| v.as_f64())
        .unwrap_or(800.0)
}

/// True on a phone.
fn is_phone() -> bool {
    window()
        .match_media(PHONE)
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}
