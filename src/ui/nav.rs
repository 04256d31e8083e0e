//! Ways through longer matter: breadcrumbs, disclosures, pages.

use leptos::prelude::*;

use super::button::IconButton;
use super::dom::safe_hash;
use super::icon::{Glyph, Icon};

/// One step of the way here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// The label.
    pub label: String,
    /// Where it leads; `None` for the page itself.
    pub href: Option<String>,
}

/// The way from the top to this page.
#[component]
pub fn Breadcrumbs(
    /// The accessible name of the list.
    #[prop(into)]
    label: Signal<String>,
    /// The steps, the page itself last.
    #[prop(into)]
    items: Signal<Vec<Crumb>>,
) -> impl IntoView {
    view! {
        <nav class="c-crumbs" aria-label=move || label.get()>
            <ol class="c-crumbs__list">
                {move || {
                    items
                        .get()
                        .into_iter()
                        .map(|step| {
                            let href = step.href.as_deref().and_then(safe_hash);
                            let current = href.is_none().then_some("page");
                            view! {
                                <li class="c-crumbs__step">
                                    <a class="c-crumbs__link" href=href aria-current=current>{step.label}</a>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ol>
        </nav>
    }
}

/// One of the screens that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavStep {
    /// The label.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// It is the screen shown.
    pub is_current: bool,
}

/// Links between screens that belong together, above the screen.
#[component]
pub fn NavStrip(
    /// The accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The screens in order.
    #[prop(into)]
    steps: Signal<Vec<NavStep>>,
) -> impl IntoView {
    let link = |step: NavStep| {
        view! {
            <a
                class="c-strip__link"
                href=safe_hash(&step.href)
                aria-current=step.is_current.then_some("page")
            >
                {step.label}
            </a>
        }
    };
    view! {
        <nav class="c-strip" aria-label=move || label.get()>
            {move || steps.get().into_iter().map(link).collect_view()}
        </nav>
    }
}

/// Something to be opened when wanted (`<details>`).
#[component]
pub fn Disclosure(
    /// The line that opens it.
    #[prop(into)]
    summary: Signal<String>,
    /// Open from the start.
    #[prop(optional)]
    open: bool,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="c-disclosure" open=open>
            <summary class="c-disclosure__summary">
                <Icon glyph=Glyph::ChevronRight/>
                {move || summary.get()}
            </summary>
            <div class="c-disclosure__body">{children()}</div>
        </details>
    }
}

/// Steps through pages; the text between the arrows is the caller's (`3 / 12`).
#[component]
pub fn Pager(
    /// The page shown, from 0.
    #[prop(into)]
    page: Signal<usize>,
    /// How many there are.
    #[prop(into)]
    n_pages: Signal<usize>,
    /// Gets the page wanted.
    #[prop(into)]
    on_page: Callback<usize>,
    /// The accessible name of the way back.
    #[prop(into)]
    previous_label: Signal<String>,
    /// The accessible name of the way on.
    #[prop(into)]
    next_label: Signal<String>,
    /// Where we are, in words.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let step = move |by: isize| {
        let last = n_pages.get_untracked().saturating_sub(1);
        on_page.run(page.get_untracked().saturating_add_signed(by).min(last));
    };
    view! {
        <div class="c-pager">
            <IconButton
                label=previous_label
                icon=Glyph::ChevronLeft
                disabled=Signal::derive(move || page.get() == 0)
                on_click=move |_| step(-1)
            />
            <span class="c-pager__text">{move || text.get()}</span>
            <IconButton
                label=next_label
                icon=Glyph::ChevronRight
                disabled=Signal::derive(move || page.get() + 1 >= n_pages.get())
                on_click=move |_| step(1)
            />
        </div>
    }
}
