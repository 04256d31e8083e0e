//! A field that offers what matches while one types: the combobox with a listbox of ARIA.

use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::ui::dom::{input_is_composing, is_composing, is_plain_enter, next_id};
use crate::ui::field::use_wiring;
use crate::ui::popover::place;

/// Something that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComboOption {
    /// Reported when it is chosen.
    pub key: String,
    /// The label.
    pub label: String,
    /// More about it, in smaller letters.
    pub note: String,
}

/// A text field with a list of matches below it. Enter, Tab or a click takes the marked one, the
/// arrows mark another, Escape closes the list. What stands in the field is the caller's.
#[component]
pub fn Combobox(
    /// The text shown.
    #[prop(into)]
    value: Signal<String>,
    /// Gets the text at every change.
    #[prop(into)]
    on_input: Callback<String>,
    /// What matches the text; read only while the list is open.
    #[prop(into)]
    options: Signal<Vec<ComboOption>>,
    /// Gets the key of the option taken.
    #[prop(into)]
    on_choose: Callback<String>,
    /// The accessible name of the list.
    #[prop(into)]
    list_label: Signal<String>,
    /// The accessible name when there is no field around it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// A sample of what belongs here.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// A hook for tests.
    #[prop(optional, into)]
    testid: MaybeProp<String>,
) -> impl IntoView {
    let wiring = use_wiring();
    let list_id = StoredValue::new(next_id("combobox"));
    let option_id = move |at: usize| format!("{}-{at}", list_id.get_value());
    let input: NodeRef<html::Input> = NodeRef::new();
    let panel: NodeRef<html::Div> = NodeRef::new();
    let open = RwSignal::new(false);
    let at = RwSignal::new(0_usize);
    let shown = Memo::new(move |_| {
        if open.get() {
            options.get()
        } else {
            Vec::new()
        }
    });
    let is_shown = Memo::new(move |_| shown.with(|shown| !shown.is_empty()));
    Effect::new(move || {
        let (true, Some(panel), Some(input)) = (is_shown.get(), panel.get(), input.get()) else {
            return;
        };
        panel.show_popover().ok();
        shown.track();
        let width = input.get_bounding_client_rect().width();
        let style = web_sys::HtmlElement::style(&panel);
        style
            .set_property("min-width", &format!("{width:.0}px"))
            .ok();
        request_animation_frame(move || place(&panel, &input));
    });
    Effect::new(move || {
        if let (false, Some(panel)) = (is_shown.get(), panel.get()) {
            panel.hide_popover().ok();
        }
    });
    let choose = move |index: usize| {
        if let Some(option) = shown.with_untracked(|shown| shown.get(index).cloned()) {
            open.set(false);
            on_choose.run(option.key);
        }
    };
    let typed = move |text: String| {
        at.set(0);
        open.set(true);
        on_input.run(text);
    };
    let keydown = move |ev: KeyboardEvent| {
        if is_composing(&ev) {
            return;
        }
        let count = shown.with_untracked(Vec::len);
        let now = at.get_untracked();
        let is_typed = value.with_untracked(|value| !value.trim().is_empty());
        match ev.key().as_str() {
            "ArrowDown" if count == 0 => {
                at.set(0);
                open.set(true);
            }
            "ArrowDown" => at.set((now + 1) % count),
            "ArrowUp" if count > 0 => at.set((now + count - 1) % count),
            "Escape" if count > 0 => open.set(false),
            "Tab" if is_typed => return choose(now),
            "Enter" if is_plain_enter(&ev) => return choose(now),
            _ => return,
        }
        ev.prevent_default();
        ev.stop_propagation();
    };
    let line = move |(index, option): (usize, ComboOption)| {
        let is_marked = move || if at.get() == index { "true" } else { "false" };
        view! {
            <div
                class="c-combobox__option"
                role="option"
                id=option_id(index)
                aria-selected=is_marked
                on:mousedown=|ev| ev.prevent_default()
                on:click=move |_| choose(index)
            >
                <span>{option.label}</span>
                <span class="c-combobox__note">{option.note}</span>
            </div>
        }
    };
    view! {
        <input
            node_ref=input
            class="c-input"
            type="text"
            role="combobox"
            id=wiring.id
            autocomplete="off"
            spellcheck="false"
            placeholder=move || placeholder.get()
            aria-label=move || label.get()
            aria-autocomplete="list"
            aria-expanded=move || if is_shown.get() { "true" } else { "false" }
            aria-controls=list_id.get_value()
            aria-activedescendant=move || is_shown.get().then(|| option_id(at.get()))
            aria-describedby=move || wiring.described_by.get()
            aria-invalid=move || wiring.invalid.get().then_some("true")
            aria-required=wiring.required.then_some("true")
            data-testid=move || testid.get()
            prop:value=move || value.get()
            on:input=move |ev| if !input_is_composing(&ev) { typed(event_target_value(&ev)) }
            on:compositionend=move |ev| typed(event_target_value(&ev))
            on:keydown=keydown
            on:blur=move |_| { open.try_set(false); }
        />
        <div
            node_ref=panel
            class="c-popover c-combobox"
            id=list_id.get_value()
            role="listbox"
            popover="manual"
            aria-label=move || list_label.get()
        >
            {move || shown.get().into_iter().enumerate().map(line).collect_view()}
        </div>
    }
}
