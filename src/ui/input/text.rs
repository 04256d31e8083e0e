//! Controls of one text value: a line, several lines, a number, a date.
//!
//! A field that is taken off the page with the focus in it still reports its change, when what it
//! would report to may be gone already; hence `try_run`.

use leptos::html;
use leptos::prelude::*;

use crate::ui::dom::{input_is_composing, is_plain_enter};
use crate::ui::field::use_wiring;

/// One line of text.
#[component]
pub fn TextInput(
    /// The text shown.
    #[prop(into)]
    value: Signal<String>,
    /// Gets the text at every change.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// Gets the text when the field is left.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// Runs on a plain Enter.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
    /// The `type` of the input: `text`, `password`, `tel`, `email`.
    #[prop(default = "text")]
    kind: &'static str,
    /// A sample of what belongs here; never the only label.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// The accessible name when there is no field around it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Not editable, greyed out.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Not editable, but readable and selectable.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// Takes the focus when it appears in a dialog.
    #[prop(optional)]
    autofocus: bool,
    /// A hook for tests.
    #[prop(optional, into)]
    testid: MaybeProp<String>,
    /// The element, for focus.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let wiring = use_wiring();
    let emit = move |text: String| {
        if let Some(run) = on_input {
            run.run(text);
        }
    };
    view! {
        <input
            node_ref=node_ref
            class="c-input"
            type=kind
            id=wiring.id
            autocomplete="off"
            autofocus=autofocus
            placeholder=move || placeholder.get()
            aria-label=move || label.get()
            aria-describedby=move || wiring.described_by.get()
            aria-invalid=move || wiring.invalid.get().then_some("true")
            aria-required=wiring.required.then_some("true")
            disabled=move || disabled.get()
            readonly=move || readonly.get()
            data-testid=move || testid.get()
            prop:value=move || value.get()
            on:input=move |ev| if !input_is_composing(&ev) { emit(event_target_value(&ev)) }
            on:compositionend=move |ev| emit(event_target_value(&ev))
            on:change=move |ev| if let Some(run) = on_change { run.try_run(event_target_value(&ev)); }
            on:keydown=move |ev| if let Some(run) = on_enter && is_plain_enter(&ev) { run.run(()) }
        />
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// The text shown.
    #[prop(into)]
    value: Signal<String>,
    /// Gets the text at every change.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// Gets the text when the field is left.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// Lines shown; it grows with the text where the browser can.
    #[prop(default = 3)]
    rows: u32,
    /// A sample of what belongs here.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// The accessible name when there is no field around it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Not editable, greyed out.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Not editable, but readable and selectable.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// A hook for tests.
    #[prop(optional, into)]
    testid: MaybeProp<String>,
) -> impl IntoView {
    let wiring = use_wiring();
    let emit = move |text: String| {
        if let Some(run) = on_input {
            run.run(text);
        }
    };
    view! {
        <textarea
            class="c-input c-input--area"
            id=wiring.id
            rows=rows
            placeholder=move || placeholder.get()
            aria-label=move || label.get()
            aria-describedby=move || wiring.described_by.get()
            aria-invalid=move || wiring.invalid.get().then_some("true")
            aria-required=wiring.required.then_some("true")
            disabled=move || disabled.get()
            readonly=move || readonly.get()
            data-testid=move || testid.get()
            prop:value=move || value.get()
            on:input=move |ev| if !input_is_composing(&ev) { emit(event_target_value(&ev)) }
            on:compositionend=move |ev| emit(event_target_value(&ev))
            on:change=move |ev| if let Some(run) = on_change { run.try_run(event_target_value(&ev)); }
        ></textarea>
    }
}

/// A number as text, right-aligned, with its unit; what counts as a number is the form's business.
#[component]
pub fn NumberInput(
    /// The digits shown.
    #[prop(into)]
    value: Signal<String>,
    /// Gets the text at every change.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// Gets the text when the field is left.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// Runs on a plain Enter.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
    /// The unit after the number.
    #[prop(optional, into)]
    unit: MaybeProp<String>,
    /// Whole numbers only (a different keyboard on phones).
    #[prop(optional)]
    whole: bool,
    /// The accessible name when there is no field around it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Not editable, greyed out.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// A hook for tests.
    #[prop(optional, into)]
    testid: MaybeProp<String>,
) -> impl IntoView {
    let wiring = use_wiring();
    let emit = move |text: String| {
        if let Some(run) = on_input {
            run.run(text);
        }
    };
    view! {
        <span class="c-input-box">
            <input
                class="c-input c-input--number"
                type="text"
                inputmode=if whole { "numeric" } else { "decimal" }
                autocomplete="off"
                id=wiring.id
                aria-label=move || label.get()
                aria-describedby=move || wiring.described_by.get()
                aria-invalid=move || wiring.invalid.get().then_some("true")
                aria-required=wiring.required.then_some("true")
                disabled=move || disabled.get()
                data-testid=move || testid.get()
                prop:value=move || value.get()
                on:input=move |ev| if !input_is_composing(&ev) { emit(event_target_value(&ev)) }
                on:compositionend=move |ev| emit(event_target_value(&ev))
                on:change=move |ev| if let Some(run) = on_change { run.try_run(event_target_value(&ev)); }
                on:keydown=move |ev| if let Some(run) = on_enter && is_plain_enter(&ev) { run.run(()) }
            />
            {move || unit.get().map(|text| view! { <span class="c-input-box__unit">{text}</span> })}
        </span>
    }
}

/// A calendar date, `YYYY-MM-DD` or empty, in the browser's own date control.
#[component]
pub fn DateInput(
    /// The date shown, `YYYY-MM-DD`.
    #[prop(into)]
    value: Signal<String>,
    /// Gets the date when it is complete or cleared.
    #[prop(into)]
    on_change: Callback<String>,
    /// The earliest date, `YYYY-MM-DD`.
    #[prop(optional, into)]
    min: MaybeProp<String>,
    /// The latest date, `YYYY-MM-DD`.
    #[prop(optional, into)]
    max: MaybeProp<String>,
    /// The accessible name when there is no field around it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Not editable, greyed out.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// A hook for tests.
    #[prop(optional, into)]
    testid: MaybeProp<String>,
) -> impl IntoView {
    let wiring = use_wiring();
    view! {
        <input
            class="c-input c-input--date"
            type="date"
            id=wiring.id
            min=move || min.get()
            max=move || max.get()
            aria-label=move || label.get()
            aria-describedby=move || wiring.described_by.get()
            aria-invalid=move || wiring.invalid.get().then_some("true")
            aria-required=wiring.required.then_some("true")
            disabled=move || disabled.get()
            data-testid=move || testid.get()
            prop:value=move || value.get()
            on:change=move |ev| { on_change.try_run(event_target_value(&ev)); }
        />
    }
}
