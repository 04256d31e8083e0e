//! A menu button with its items.

use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::button::ButtonKind;
use super::dom::{focus_id, next_id, step_index};
use super::icon::{Glyph, Icon};
use super::popover::place;

/// One line of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// Reported when it is chosen.
    pub key: String,
    /// The label.
    pub label: String,
    /// An icon before the label.
    pub icon: Option<Glyph>,
    /// Destroys something.
    pub danger: bool,
    /// Not choosable now.
    pub disabled: bool,
    /// The current one of several (a tick is drawn).
    pub checked: Option<bool>,
}

impl MenuItem {
    /// An item with a key and a label.
    #[must_use]
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        let (key, label) = (key.into(), label.into());
        Self {
            key,
            label,
            icon: None,
            danger: false,
            disabled: false,
            checked: None,
        }
    }

    /// The same with an icon.
    #[must_use]
    pub fn with_icon(self, icon: Glyph) -> Self {
        Self {
            icon: Some(icon),
            ..self
        }
    }
}

/// A button that opens a list of actions; arrows move, Enter chooses, Escape closes.
#[component]
pub fn Menu(
    /// The label of the button.
    #[prop(into)]
    label: Signal<String>,
    /// The items in order.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// Gets the key of the chosen item.
    #[prop(into)]
    on_select: Callback<String>,
    /// An icon before the label.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// How loud the button is.
    #[prop(optional)]
    kind: ButtonKind,
    /// Shows the icon alone; the label becomes the accessible name.
    #[prop(optional)]
    icon_only: bool,
    /// The compact size.
    #[prop(optional)]
    small: bool,
    /// A hook for tests.
    #[prop(optional, into)]
    testid: MaybeProp<String>,
) -> impl IntoView {
    let id = next_id("menu");
    let open = RwSignal::new(false);
    let button: NodeRef<html::Button> = NodeRef::new();
    let panel: NodeRef<html::Div> = NodeRef::new();
    let prefix = StoredValue::new(id.clone());
    let item_id = move |at: usize| format!("{}-{at}", prefix.get_value());
    let toggled = move |_| {
        let Some(panel) = panel.get_untracked() else {
            return;
        };
        open.set(panel.matches(":popover-open").unwrap_or(false));
        if let (true, Some(button)) = (open.get_untracked(), button.get_untracked()) {
            request_animation_frame(move || {
                place(&panel, &button);
                focus_id(&item_id(0));
            });
        }
    };
    let keydown = move |ev: KeyboardEvent| {
        let here = document()
            .active_element()
            .map(|e| e.id())
            .unwrap_or_default();
        let at = here
            .rsplit('-')
            .next()
            .and_then(|n| n.parse().ok())
            .unwrap_or(0);
        if let Some(to) = step_index(&ev.key(), at, items.with_untracked(Vec::len), true) {
            ev.prevent_default();
            focus_id(&item_id(to));
        } else if ev.key() == "Tab"
            && let Some(panel) = panel.get_untracked()
        {
            panel.hide_popover().ok();
        }
    };
    let choose = Callback::new(move |key: String| {
        if let Some(panel) = panel.get_untracked() {
            panel.hide_popover().ok();
        }
        on_select.run(key);
    });
    view! {
        <button
            node_ref=button
            type="button"
            class=kind.class()
            class:c-button--small=small
            class:c-button--icon=icon_only
            popovertarget=id.clone()
            aria-haspopup="menu"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-label=move || icon_only.then(|| label.get())
            title=move || label.get()
            data-testid=move || testid.get()
        >
            {icon.map(|glyph| view! { <Icon glyph/> })}
            {(!icon_only)
                .then(|| {
                    view! {
                        <span class="c-button__label">{move || label.get()}</span>
                        <Icon glyph=Glyph::ChevronDown class="c-button__caret"/>
                    }
                })}
        </button>
        <div
            node_ref=panel
            class="c-popover c-menu"
            id=id
            role="menu"
            popover="auto"
            aria-label=move || label.get()
            on:toggle=toggled
            on:keydown=keydown
        >
            <Show when=move || open.get()>
                {move || {
                    let line = move |(at, item)| menu_line(item_id(at), item, choose);
                    items.get().into_iter().enumerate().map(line).collect_view()
                }}
            </Show>
        </div>
    }
}

/// One item as a button.
fn menu_line(id: String, item: MenuItem, choose: Callback<String>) -> impl IntoView {
    let key = item.key;
    let checked = item.checked;
    view! {
        <button
            type="button"
            class="c-menu__item"
            id=id
            role=if checked.is_some() { "menuitemradio" } else { "menuitem" }
            tabindex="-1"
            aria-checked=checked.map(|on| if on { "true" } else { "false" })
            aria-disabled=item.disabled.then_some("true")
            data-danger=item.danger.then_some("true")
            on:click=move |_| if !item.disabled { choose.run(key.clone()) }
        >
            <span class="c-menu__icon">
                {match (checked, item.icon) {
                    (Some(true), _) => Some(view! { <Icon glyph=Glyph::Check/> }),
                    (None, Some(glyph)) => Some(view! { <Icon glyph/> }),
                    _ => None,
                }}
            </span>
            {item.label}
        </button>
    }
}
