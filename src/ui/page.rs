//! The parts of a screen: header, toolbar, sections, panes, cards, notices.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::mark::{ClassTone, Tone};

/// The head of a screen: what it is, what it is for, one main action, a few others.
#[component]
pub fn PageHeader(
    /// What the screen is.
    #[prop(into)]
    title: Signal<String>,
    /// What it is for, in one sentence.
    #[prop(optional, into)]
    lead: MaybeProp<String>,
    /// Above the title: breadcrumbs.
    #[prop(optional, into)]
    above: ViewFn,
    /// The one main action.
    #[prop(optional, into)]
    main_action: ViewFn,
    /// Secondary actions.
    #[prop(optional, into)]
    actions: ViewFn,
) -> impl IntoView {
    view! {
        <header class="l-page-head">
            <div class="l-page-head__text">
                {above.run()}
                <h1 class="l-page-head__title" tabindex="-1">{move || title.get()}</h1>
                {move || lead.get().map(|text| view! { <p class="l-page-head__lead">{text}</p> })}
            </div>
            <div class="l-page-head__actions">{actions.run()} {main_action.run()}</div>
        </header>
    }
}

/// A row of search, filters and counts above a table; `end` stands at the far side.
#[component]
pub fn Toolbar(
    /// The accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// What stands at the far side.
    #[prop(optional, into)]
    end: ViewFn,
    /// Search and filters.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="l-toolbar" role="group" aria-label=move || label.get()>
            <div class="l-toolbar__start">{children()}</div>
            <div class="l-toolbar__end">{end.run()}</div>
        </div>
    }
}

/// A part of a screen under its own heading, parted from the one above by a hairline.
#[component]
pub fn Section(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// A sentence below it.
    #[prop(optional, into)]
    lead: MaybeProp<String>,
    /// Actions beside the heading.
    #[prop(optional, into)]
    actions: ViewFn,
    /// The content.
    children: Children,
) -> impl IntoView {
    let id = super::dom::next_id("section");
    let title_id = id.clone();
    view! {
        <section class="l-section" aria-labelledby=id>
            <header class="l-section__head">
                <h2 class="l-section__title" id=title_id>{move || title.get()}</h2>
                <div class="l-section__actions">{actions.run()}</div>
            </header>
            {move || lead.get().map(|text| view! { <p class="l-section__lead">{text}</p> })}
            {children()}
        </section>
    }
}

/// Two panes side by side, one below the other on narrow screens; the detail may be closed.
#[component]
pub fn SplitPane(
    /// The wide pane.
    #[prop(into)]
    main: ViewFn,
    /// The accessible name of the side pane.
    #[prop(into)]
    side_label: Signal<String>,
    /// Shows the side pane.
    #[prop(default = Signal::stored(true), into)]
    open: Signal<bool>,
    /// The side pane.
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    view! {
        <div class="l-split" data-open=move || if open.get() { "true" } else { "false" }>
            <div class="l-split__main">{main.run()}</div>
            <Show when=move || open.get()>
                <aside class="l-split__side" aria-label=move || side_label.get()>
                    {children.with_value(|c| c())}
                </aside>
            </Show>
        </div>
    }
}

/// An index card: a title line, a class tab on its edge, ruled content.
#[component]
pub fn Card(
    /// The title line.
    #[prop(into)]
    title: Signal<String>,
    /// The class colour of its tab; none draws no tab.
    #[prop(optional, into)]
    class: Signal<ClassTone>,
    /// The letter on the tab.
    #[prop(optional, into)]
    letter: Signal<String>,
    /// Actions beside the title.
    #[prop(optional, into)]
    actions: ViewFn,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! {
        <article class="c-card" data-class=move || class.get().as_str()>
            <span class="c-card__tab" aria-hidden="true">{move || letter.get()}</span>
            <header class="c-card__head">
                <h3 class="c-card__title">{move || title.get()}</h3>
                <div class="c-card__actions">{actions.run()}</div>
            </header>
            <div class="c-card__body">{children()}</div>
        </article>
    }
}

/// A standing message in the page: what is so, and what can be done.
#[component]
pub fn Notice(
    /// Its tone.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// The first line.
    #[prop(into)]
    title: Signal<String>,
    /// More words.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// Buttons and links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let glyph = move || match tone.get() {
        Tone::Risk | Tone::Warn => Glyph::Warning,
        Tone::Ok => Glyph::Check,
        Tone::Neutral | Tone::Accent => Glyph::Info,
    };
    view! {
        <div class="c-notice" data-tone=move || tone.get().as_str() role="status">
            {move || view! { <Icon glyph=glyph()/> }}
            <div class="c-notice__body">
                <p class="c-notice__title">{move || title.get()}</p>
                {move || text.get().map(|t| view! { <p class="c-notice__text">{t}</p> })}
                {children.map(|c| view! { <div class="c-notice__actions">{c()}</div> })}
            </div>
        </div>
    }
}
