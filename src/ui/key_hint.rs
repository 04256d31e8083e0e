//! The name of a key beside what it does.

use leptos::prelude::*;

/// One or more keys, joined by spaces in the text: `Ctrl Z`.
#[component]
pub fn KeyHint(
    /// The keys, separated by spaces.
    #[prop(into)]
    keys: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="c-keys">
            {move || {
                keys.get()
                    .split_whitespace()
                    .map(|key| view! { <kbd class="c-keys__key">{key.to_owned()}</kbd> })
                    .collect_view()
            }}
        </span>
    }
}
