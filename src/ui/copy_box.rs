//! Text to take away: selectable, copied with a button where the browser lets us.

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

use super::button::Button;
use super::dom::next_id;
use super::icon::Glyph;

/// A read-only text with a copy button. It works without the clipboard API (plain http): the text is
/// selected and copied the old way, and stays selected so that the keys work too.
#[component]
pub fn CopyBox(
    /// What the text is.
    #[prop(into)]
    label: Signal<String>,
    /// The text.
    #[prop(into)]
    text: Signal<String>,
    /// The label of the button.
    #[prop(into)]
    copy_label: Signal<String>,
    /// Shown after copying.
    #[prop(into)]
    copied_label: Signal<String>,
    /// Shown when the browser refuses: the text is selected, use the keys.
    #[prop(into)]
    failed_label: Signal<String>,
    /// Lines shown.
    #[prop(default = 3)]
    rows: u32,
) -> impl IntoView {
    let id = next_id("copy");
    let area: NodeRef<html::Textarea> = NodeRef::new();
    let outcome = RwSignal::new(None::<bool>);
    Effect::new(move || {
        text.track();
        outcome.set(None);
    });
    let copy = move |_| {
        let Some(area) = area.get_untracked() else {
            return;
        };
        area.focus().ok();
        area.select();
        let copied = document()
            .dyn_into::<web_sys::HtmlDocument>()
            .is_ok_and(|page| page.exec_command("copy").unwrap_or(false));
        outcome.set(Some(copied));
    };
    let words = move || match outcome.get() {
        Some(true) => copied_label.get(),
        Some(false) => failed_label.get(),
        None => String::new(),
    };
    view! {
        <div class="c-copy">
            <label class="c-field__label" for=id.clone()>{move || label.get()}</label>
            <textarea
                node_ref=area
                class="c-input c-input--area c-copy__text"
                id=id
                rows=rows
                readonly
                spellcheck="false"
                prop:value=move || text.get()
                on:focus=move |_| if let Some(area) = area.get_untracked() { area.select() }
            ></textarea>
            <div class="c-copy__foot">
                <Button label=copy_label icon=Glyph::Copy small=true on_click=copy/>
                <span class="c-copy__state" role="status">{words}</span>
            </div>
        </div>
    }
}
