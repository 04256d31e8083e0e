//! Tabs like the tabs of a card box.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::dom::{focus_id, next_id, step_index};

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabItem {
    /// Reported when it is chosen.
    pub key: String,
    /// The label.
    pub label: String,
    /// A count after the label.
    pub count: Option<String>,
}

impl TabItem {
    /// A tab without a count.
    #[must_use]
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            count: None,
        }
    }
}

/// A row of tabs and the panel of the active one; the caller builds the panel from `active`.
#[component]
pub fn Tabs(
    /// What the tabs choose between.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs in order.
    #[prop(into)]
    items: Signal<Vec<TabItem>>,
    /// The key of the active tab.
    #[prop(into)]
    active: Signal<String>,
    /// Gets the key of the tab chosen.
    #[prop(into)]
    on_select: Callback<String>,
    /// The panel.
    children: Children,
) -> impl IntoView {
    let base = StoredValue::new(next_id("tabs"));
    let tab_id = move |key: &str| format!("{}-{key}", base.get_value());
    let panel_id = format!("{}--panel", base.get_value());
    let controls = panel_id.clone();
    let keydown = move |ev: KeyboardEvent| {
        let keys: Vec<String> =
            items.with_untracked(|tabs| tabs.iter().map(|t| t.key.clone()).collect());
        let at = active
            .with_untracked(|a| keys.iter().position(|k| k == a))
            .unwrap_or(0);
        if let Some(key) = step_index(&ev.key(), at, keys.len(), false).and_then(|to| keys.get(to))
        {
            ev.prevent_default();
            on_select.run(key.clone());
            focus_id(&tab_id(key));
        }
    };
    let line = move |tab: TabItem| {
        let (own, current, report) = (tab.key.clone(), tab.key.clone(), tab.key.clone());
        let is_active = move || active.with(|a| *a == own);
        let reachable = move || active.with(|a| *a == current);
        view! {
            <button
                type="button"
                class="c-tabs__tab"
                role="tab"
                id=tab_id(&tab.key)
                aria-controls=controls.clone()
                aria-selected=move || if is_active() { "true" } else { "false" }
                tabindex=move || if reachable() { "0" } else { "-1" }
                on:click=move |_| on_select.run(report.clone())
            >
                {tab.label}
                {tab.count.map(|n| view! { <span class="c-tabs__count">{n}</span> })}
            </button>
        }
    };
    view! {
        <div class="c-tabs">
            <div class="c-tabs__list" role="tablist" aria-label=move || label.get() on:keydown=keydown>
                {move || items.get().into_iter().map(&line).collect_view()}
            </div>
            <div
                class="c-tabs__panel"
                role="tabpanel"
                id=panel_id
                aria-labelledby=move || active.with(|a| tab_id(a))
            >
                {children()}
            </div>
        </div>
    }
}
