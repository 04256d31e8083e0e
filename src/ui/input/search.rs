//! The search box.

use leptos::html;
use leptos::prelude::*;

use crate::ui::dom::{input_is_composing, is_composing, is_plain_enter};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::key_hint::KeyHint;

/// A search field with a clear button; Escape clears it too.
#[component]
pub fn SearchBox(
    /// The text shown.
    #[prop(into)]
    value: Signal<String>,
    /// Gets the text at every change.
    #[prop(into)]
    on_input: Callback<String>,
    /// The accessible name, and the placeholder unless there is another.
    #[prop(into)]
    label: Signal<String>,
    /// The accessible name of the clear button.
    #[prop(into)]
    clear_label: Signal<String>,
    /// What can be searched for.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// The key that leads here, shown while the box is empty.
    #[prop(optional, into)]
    shortcut: MaybeProp<String>,
    /// Runs on a plain Enter.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
    /// A hook for tests.
    #[prop(optional, into)]
    testid: MaybeProp<String>,
    /// The element, for focus.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let clear = move || {
        on_input.run(String::new());
        if let Some(input) = node_ref.get_untracked() {
            input.focus().ok();
        }
    };
    let keydown = move |ev: web_sys::KeyboardEvent| {
        if is_plain_enter(&ev) {
            if let Some(run) = on_enter {
                run.run(());
            }
        } else if ev.key() == "Escape" && !is_composing(&ev) && !value.get_untracked().is_empty() {
            ev.prevent_default();
            ev.stop_propagation();
            clear();
        }
    };
    view! {
        <div class="c-search" role="search">
            <Icon glyph=Glyph::Search class="c-search__icon"/>
            <input
                node_ref=node_ref
                class="c-input c-search__input"
                type="text"
                role="searchbox"
                inputmode="search"
                enterkeyhint="search"
                autocomplete="off"
                spellcheck="false"
                aria-label=move || label.get()
                placeholder=move || placeholder.get().unwrap_or_else(|| label.get())
                data-testid=move || testid.get()
                prop:value=move || value.get()
                on:input=move |ev| if !input_is_composing(&ev) { on_input.run(event_target_value(&ev)) }
                on:compositionend=move |ev| on_input.run(event_target_value(&ev))
                on:keydown=keydown
            />
            {move || {
                let keys = shortcut.get().filter(|_| value.with(String::is_empty));
                keys.map(|keys| view! { <span class="c-search__hint" aria-hidden="true"><KeyHint keys/></span> })
            }}
            <button
                type="button"
                class="c-search__clear"
                hidden=move || value.with(String::is_empty)
                title=move || clear_label.get()
                aria-label=move || clear_label.get()
                on:click=move |_| clear()
            >
                <Icon glyph=Glyph::Close/>
            </button>
        </div>
    }
}
