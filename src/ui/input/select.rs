//! A choice from a list in the browser's own select.

use leptos::prelude::*;

use crate::ui::field::use_wiring;

/// A select of `(value, label)` pairs.
#[component]
pub fn Select(
    /// The value chosen.
    #[prop(into)]
    value: Signal<String>,
    /// The pairs in order.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Gets the value when another is chosen.
    #[prop(into)]
    on_change: Callback<String>,
    /// The accessible name when there is no field around it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Not changeable, greyed out.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The compact size, for toolbars.
    #[prop(optional)]
    small: bool,
    /// A hook for tests.
    #[prop(optional, into)]
    testid: MaybeProp<String>,
) -> impl IntoView {
    let wiring = use_wiring();
    view! {
        <select
            class="c-input c-input--select"
            class:c-input--small=small
            id=wiring.id
            aria-label=move || label.get()
            aria-describedby=move || wiring.described_by.get()
            aria-invalid=move || wiring.invalid.get().then_some("true")
            aria-required=wiring.required.then_some("true")
            disabled=move || disabled.get()
            data-testid=move || testid.get()
            on:change=move |ev| on_change.run(event_target_value(&ev))
        >
            {move || {
                options
                    .get()
                    .into_iter()
                    .map(|(key, text)| {
                        let own = key.clone();
                        view! { <option value=key prop:selected=move || value.get() == own>{text}</option> }
                    })
                    .collect_view()
            }}
        </select>
    }
}
