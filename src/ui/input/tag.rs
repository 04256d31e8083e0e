//! A list of short words, typed one by one.

use leptos::prelude::*;

use crate::ui::dom::{is_composing, is_plain_enter};
use crate::ui::field::use_wiring;
use crate::ui::icon::{Glyph, Icon};

/// Words as removable tags; Enter or a comma adds one, Backspace in the empty field removes the last.
#[component]
pub fn TagInput(
    /// The words in order.
    #[prop(into)]
    values: Signal<Vec<String>>,
    /// Gets the whole new list.
    #[prop(into)]
    on_change: Callback<Vec<String>>,
    /// The accessible name of a remove button, put before the word.
    #[prop(into)]
    remove_label: Signal<String>,
    /// A sample of what belongs here.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// The accessible name when there is no field around it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
) -> impl IntoView {
    let wiring = use_wiring();
    let draft = RwSignal::new(String::new());
    let add = move || {
        // Nothing is there any more when the field is taken off the page with the focus in it.
        let Some(word) = draft.try_get_untracked() else {
            return;
        };
        let word = word.trim().to_owned();
        draft.set(String::new());
        let mut words = values.get_untracked();
        if !word.is_empty() && !words.contains(&word) {
            words.push(word);
            on_change.run(words);
        }
    };
    let keydown = move |ev: web_sys::KeyboardEvent| {
        if is_plain_enter(&ev)
            || (matches!(ev.key().as_str(), "," | "\u{ff0c}" | "\u{3001}") && !is_composing(&ev))
        {
            ev.prevent_default();
            add();
        } else if ev.key() == "Backspace"
            && !is_composing(&ev)
            && draft.with_untracked(String::is_empty)
        {
            let mut words = values.get_untracked();
            if words.pop().is_some() {
                on_change.run(words);
            }
        }
    };
    view! {
        <div class="c-tags">
            {move || {
                values
                    .get()
                    .into_iter()
                    .map(|word| {
                        let own = word.clone();
                        let name = format!("{} {word}", remove_label.get());
                        let remove = move |_| {
                            let mut words = values.get_untracked();
                            words.retain(|w| *w != own);
                            on_change.run(words);
                        };
                        view! {
                            <span class="c-tags__tag">
                                {word}
                                <button type="button" class="c-tags__remove" aria-label=name on:click=remove>
                                    <Icon glyph=Glyph::Close/>
                                </button>
                            </span>
                        }
                    })
                    .collect_view()
            }}
            <input
                class="c-tags__input"
                type="text"
                id=wiring.id
                autocomplete="off"
                aria-label=move || label.get()
                aria-describedby=move || wiring.described_by.get()
                aria-invalid=move || wiring.invalid.get().then_some("true")
                placeholder=move || placeholder.get()
                prop:value=move || draft.get()
                on:input=move |ev| draft.set(event_target_value(&ev))
                on:keydown=keydown
                on:blur=move |_| add()
            />
        </div>
    }
}
