//! What stands where nothing is yet.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// Says what belongs here and offers the next step.
#[component]
pub fn EmptyState(
    /// A drawing of what belongs here.
    icon: Glyph,
    /// What is missing, in a few words.
    #[prop(into)]
    title: Signal<String>,
    /// What to do about it.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// Buttons and links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="c-empty">
            <span class="c-empty__card"><Icon glyph=icon/></span>
            <p class="c-empty__title">{move || title.get()}</p>
            {move || text.get().map(|t| view! { <p class="c-empty__text">{t}</p> })}
            {children.map(|c| view! { <div class="c-empty__actions">{c()}</div> })}
        </div>
    }
}
