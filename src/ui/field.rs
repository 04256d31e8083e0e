//! A labelled field: label, hint and error around one control.
//!
//! The control reads its id and `aria-*` wiring from the context this component provides.

use leptos::context::Provider;
use leptos::prelude::*;

use super::dom::next_id;
use super::icon::{Glyph, Icon};

/// What a control needs to know of the field it stands in.
#[derive(Clone, Copy, Debug)]
pub struct FieldContext {
    id: StoredValue<String>,
    described_by: Signal<Option<String>>,
    invalid: Signal<bool>,
    required: bool,
}

/// The wiring of a control: from its field, or nothing when it stands alone.
#[derive(Clone, Debug)]
pub(crate) struct Wiring {
    pub(crate) id: String,
    pub(crate) described_by: Signal<Option<String>>,
    pub(crate) invalid: Signal<bool>,
    pub(crate) required: bool,
}

/// The wiring of the field around the control being built.
pub(crate) fn use_wiring() -> Wiring {
    match use_context::<FieldContext>() {
        Some(field) => Wiring {
            id: field.id.get_value(),
            described_by: field.described_by,
            invalid: field.invalid,
            required: field.required,
        },
        None => Wiring {
            id: next_id("control"),
            described_by: Signal::stored(None),
            invalid: Signal::stored(false),
            required: false,
        },
    }
}

/// A label above a control, a hint and an error below it.
#[component]
pub fn Field(
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// One line of help.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with what was entered.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Marks the field as one that must be filled.
    #[prop(optional)]
    required: bool,
    /// Hides the label from sight, for cells of a grid with headings of its own.
    #[prop(optional)]
    bare: bool,
    /// Spans the whole width of a form grid.
    #[prop(optional)]
    wide: bool,
    /// One control of this design system.
    children: Children,
) -> impl IntoView {
    let id = next_id("field");
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described_by = Signal::derive({
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || {
            let mut ids = Vec::new();
            if hint.get().is_some() {
                ids.push(hint_id.clone());
            }
            if error.get().is_some() {
                ids.push(error_id.clone());
            }
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    });
    let context = FieldContext {
        id: StoredValue::new(id.clone()),
        described_by,
        invalid: Signal::derive(move || error.get().is_some()),
        required,
    };
    view! {
        <div class="c-field" class:c-field--wide=wide data-invalid=move || error.get().map(|_| "true")>
            <label class="c-field__label" class:u-hidden=bare for=id>
                {move || label.get()}
                {required.then(|| view! { <span class="c-field__mark" aria-hidden="true">"*"</span> })}
            </label>
            <Provider value=context>{children()}</Provider>
            {move || {
                let hint_id = hint_id.clone();
                hint.get().map(|text| view! { <p class="c-field__hint" id=hint_id>{text}</p> })
            }}
            <div class="c-field__error-box" aria-live="polite">
                {move || {
                    let error_id = error_id.clone();
                    error
                        .get()
                        .map(|text| {
                            view! {
                                <p class="c-field__error" id=error_id>
                                    <Icon glyph=Glyph::Warning/>
                                    {text}
                                </p>
                            }
                        })
                }}
            </div>
        </div>
    }
}

/// A group of fields with a legend, laid out as a grid that follows the width.
#[component]
pub fn FieldSet(
    /// The legend; leave it empty for a bare grid.
    #[prop(optional, into)]
    legend: MaybeProp<String>,
    /// Fields.
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="c-fieldset">
            {move || legend.get().map(|text| view! { <legend class="c-fieldset__legend">{text}</legend> })}
            <div class="c-fieldset__grid">{children()}</div>
        </fieldset>
    }
}
