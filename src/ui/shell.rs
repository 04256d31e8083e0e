//! The frame around every screen: rail, top bar, main column, tab bar on phones.

use leptos::ev;
use leptos::prelude::*;

use super::button::IconButton;
use super::dom::safe_hash;
use super::icon::{Glyph, Icon};

/// One place in the rail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// Matched against the current key.
    pub key: String,
    /// Where it leads (`#/…`).
    pub href: String,
    /// The label.
    pub label: String,
    /// Its icon.
    pub icon: Glyph,
    /// A count at its end (what waits there).
    pub count: Option<String>,
    /// Stands in the tab bar on phones (the first four do).
    pub pinned: bool,
}

/// A group of places under a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NavGroup {
    /// The heading; empty for none.
    pub label: String,
    /// The places in order.
    pub items: Vec<NavItem>,
}

/// One place as a link.
fn nav_link(item: NavItem, current: Signal<String>, class: &'static str) -> impl IntoView {
    let key = item.key;
    view! {
        <a
            class=class
            href=safe_hash(&item.href)
            aria-current=move || current.with(|c| *c == key).then_some("page")
        >
            <Icon glyph=item.icon/>
            <span class="l-nav__label">{item.label}</span>
            {item.count.map(|n| view! { <span class="l-nav__count">{n}</span> })}
        </a>
    }
}

/// The app's frame. `head` holds the workbook switcher, `bar` the saved badge, undo and redo, search.
#[component]
pub fn Shell(
    /// The groups of the rail.
    #[prop(into)]
    nav: Signal<Vec<NavGroup>>,
    /// The key of the place we are at.
    #[prop(into)]
    current: Signal<String>,
    /// The accessible name of the rail.
    #[prop(into)]
    nav_label: Signal<String>,
    /// The first link of the page, past the rail.
    #[prop(into)]
    skip_label: Signal<String>,
    /// The label of the button for all places (phones).
    #[prop(into)]
    menu_label: Signal<String>,
    /// The rail's head.
    #[prop(optional, into)]
    head: ViewFn,
    /// The rail's foot: language, theme, help.
    #[prop(optional, into)]
    foot: ViewFn,
    /// The top bar.
    #[prop(optional, into)]
    bar: ViewFn,
    /// The screen.
    children: Children,
) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move || {
        current.track();
        open.set(false);
    });
    let escape = window_event_listener(ev::keydown, move |ev| {
        if ev.key() == "Escape" && open.get_untracked() {
            open.set(false);
        }
    });
    on_cleanup(move || escape.remove());
    let group = move |group: NavGroup| {
        let heading = (!group.label.is_empty()).then_some(group.label);
        let places = group
            .items
            .into_iter()
            .map(|item| nav_link(item, current, "l-nav__link"))
            .collect_view();
        view! {
            <div class="l-nav__group">
                {heading.map(|text| view! { <p class="l-nav__heading">{text}</p> })}
                {places}
            </div>
        }
    };
    let pinned = move || {
        let items = nav
            .get()
            .into_iter()
            .flat_map(|g| g.items)
            .filter(|i| i.pinned)
            .take(4);
        items
            .map(|item| nav_link(item, current, "l-tabbar__link"))
            .collect_view()
    };
    let skip = move |ev: web_sys::MouseEvent| {
        ev.prevent_default();
        super::dom::focus_id("main");
    };
    view! {
        <div class="l-shell" data-nav=move || if open.get() { "open" } else { "closed" }>
            <a class="l-shell__skip" href="#main" on:click=skip>{move || skip_label.get()}</a>
            <aside class="l-shell__rail" aria-label=move || nav_label.get()>
                <div class="l-shell__rail-head">{head.run()}</div>
                <nav class="l-nav" aria-label=move || nav_label.get()>
                    {move || nav.get().into_iter().map(group).collect_view()}
                </nav>
                <div class="l-shell__rail-foot">{foot.run()}</div>
            </aside>
            <div class="l-shell__veil" on:click=move |_| open.set(false)></div>
            <header class="l-shell__bar">
                <span class="l-shell__menu">
                    <IconButton
                        label=menu_label
                        icon=Glyph::Menu
                        expanded=Signal::derive(move || open.get())
                        on_click=move |_| open.update(|o| *o = !*o)
                    />
                </span>
                {bar.run()}
            </header>
            <main class="l-shell__main" id="main" tabindex="-1">{children()}</main>
            <nav class="l-tabbar" aria-label=move || nav_label.get()>
                {pinned}
                <button type="button" class="l-tabbar__link" on:click=move |_| open.update(|o| *o = !*o)>
                    <Icon glyph=Glyph::Menu/>
                    <span class="l-nav__label">{move || menu_label.get()}</span>
                </button>
            </nav>
        </div>
    }
}

/// Where the last change is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// In the database of this browser.
    #[default]
    Saved,
    /// On its way there.
    Saving,
    /// In memory only: writing failed.
    Failed,
    /// Nothing is being kept.
    NotKept,
}

/// Says where the last change is, quietly, all the time.
#[component]
pub fn SaveBadge(
    /// Where it is.
    #[prop(into)]
    state: Signal<SaveState>,
    /// The same in words.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let name = move || match state.get() {
        SaveState::Saved => "saved",
        SaveState::Saving => "saving",
        SaveState::Failed => "failed",
        SaveState::NotKept => "not-kept",
    };
    view! {
        <span class="c-saved" data-state=name role="status">
            <span class="c-saved__dot" aria-hidden="true"></span>
            <span class="c-saved__text">{move || text.get()}</span>
        </span>
    }
}
