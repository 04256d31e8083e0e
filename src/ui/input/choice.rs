//! Checkboxes and radio groups.

use leptos::prelude::*;

use crate::ui::dom::next_id;
use crate::ui::field::use_wiring;

/// One choice of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The value reported.
    pub value: String,
    /// The label beside the mark.
    pub label: String,
    /// A line of help below the label.
    pub hint: Option<String>,
}

impl Choice {
    /// A choice without a hint.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
        }
    }
}

/// A checkbox with its label.
#[component]
pub fn Checkbox(
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// Checked or not.
    #[prop(into)]
    checked: Signal<bool>,
    /// Gets the new state.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Some of what it stands for is checked.
    #[prop(optional, into)]
    indeterminate: Signal<bool>,
    /// A line of help below the label.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// The label is for assistive technology only.
    #[prop(optional)]
    bare: bool,
    /// Not changeable, greyed out.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// A hook for tests.
    #[prop(optional, into)]
    testid: MaybeProp<String>,
) -> impl IntoView {
    view! {
        <label class="c-check">
            <input
                class="c-check__mark"
                type="checkbox"
                disabled=move || disabled.get()
                data-testid=move || testid.get()
                prop:checked=move || checked.get()
                prop:indeterminate=move || indeterminate.get()
                on:change=move |ev| on_change.run(event_target_checked(&ev))
            />
            <span class="c-check__text" class:u-hidden=bare>
                {move || label.get()}
                {move || hint.get().map(|text| view! { <span class="c-check__hint">{text}</span> })}
            </span>
        </label>
    }
}

/// One of several, all in view.
#[component]
pub fn RadioGroup(
    /// What is being chosen.
    #[prop(into)]
    legend: Signal<String>,
    /// The choices in order.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// The value chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Gets the value when another is chosen.
    #[prop(into)]
    on_change: Callback<String>,
    /// Side by side instead of one below the other.
    #[prop(optional)]
    inline: bool,
    /// The legend is for assistive technology only.
    #[prop(optional)]
    bare: bool,
    /// Not changeable, greyed out.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let name = next_id("radio");
    let wiring = use_wiring();
    view! {
        <fieldset
            class="c-radios"
            class:c-radios--inline=inline
            disabled=move || disabled.get()
            aria-describedby=move || wiring.described_by.get()
        >
            <legend class="c-radios__legend" class:u-hidden=bare>{move || legend.get()}</legend>
            {move || {
                options
                    .get()
                    .into_iter()
                    .map(|choice| {
                        let (own, report) = (choice.value.clone(), choice.value.clone());
                        view! {
                            <label class="c-check">
                                <input
                                    class="c-check__mark c-check__mark--radio"
                                    type="radio"
                                    name=name.clone()
                                    value=choice.value
                                    prop:checked=move || value.get() == own
                                    on:change=move |_| on_change.run(report.clone())
                                />
                                <span class="c-check__text">
                                    {choice.label}
                                    {choice.hint.map(|text| view! { <span class="c-check__hint">{text}</span> })}
                                </span>
                            </label>
                        }
                    })
                    .collect_view()
            }}
        </fieldset>
    }
}
