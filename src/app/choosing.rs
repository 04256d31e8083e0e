//! Rows that are chosen by their records, so that the choice outlives sort and search.

use std::{collections::BTreeSet, sync::Arc};

use leptos::prelude::*;

use super::i18n::tr;
use crate::{
    content::Bilingual,
    domain::Id,
    ui::{SelectState, Selection},
};

/// The checkboxes of a table whose rows are the records that `id_at` gives.
pub fn selection(
    chosen: RwSignal<BTreeSet<Id>>,
    n_rows: Signal<usize>,
    id_at: impl Fn(usize) -> Option<Id> + Copy + Send + Sync + 'static,
    row_label: Bilingual,
    all_label: Bilingual,
) -> Selection {
    let is_chosen = move |id: Id| chosen.with(|chosen| chosen.contains(&id));
    let toggle = move |row: usize| {
        if let Some(id) = id_at(row) {
            chosen.update(|chosen| {
                if !chosen.remove(&id) {
                    chosen.insert(id);
                }
            });
        }
    };
    let toggle_all = move |is_on: bool| {
        let shown = || (0..n_rows.get_untracked()).filter_map(id_at).collect();
        chosen.set(if is_on { shown() } else { BTreeSet::new() });
    };
    Selection {
        is_selected: Arc::new(move |row| id_at(row).is_some_and(is_chosen)),
        on_toggle: Callback::new(toggle),
        on_toggle_all: Callback::new(toggle_all),
        state: Signal::derive(move || match chosen.with(BTreeSet::len) {
            0 => SelectState::None,
            n if n >= n_rows.get() => SelectState::All,
            _ => SelectState::Some,
        }),
        row_label: tr(row_label),
        all_label: tr(all_label),
    }
}
