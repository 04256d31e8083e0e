//! A panel that opens below its button, in the top layer (the browser's own popover).

use leptos::html;
use leptos::prelude::*;

use super::button::ButtonKind;
use super::dom::next_id;
use super::icon::{Glyph, Icon};

/// Puts a panel below (or above, where there is no room) the element it belongs to.
pub(crate) fn place(panel: &web_sys::HtmlElement, anchor: &web_sys::Element) {
    const GAP: f64 = 4.0;
    const EDGE: f64 = 8.0;
    let size = |v: Result<leptos::wasm_bindgen::JsValue, _>| {
        v.ok().and_then(|v| v.as_f64()).unwrap_or(0.0)
    };
    let (view_w, view_h) = (size(window().inner_width()), size(window().inner_height()));
    let (at, own) = (
        anchor.get_bounding_client_rect(),
        panel.get_bounding_client_rect(),
    );
    let left = at.left().min(view_w - own.width() - EDGE).max(EDGE);
    let below = at.bottom() + GAP;
    let top = if below + own.height() > view_h - EDGE && at.top() > own.height() + GAP {
        at.top() - own.height() - GAP
    } else {
        below.min(view_h - own.height() - EDGE).max(EDGE)
    };
    let style = web_sys::HtmlElement::style(panel);
    style.set_property("left", &format!("{left:.0}px")).ok();
    style.set_property("top", &format!("{top:.0}px")).ok();
}

/// A button and the panel it opens; Escape and a click elsewhere close it.
#[component]
pub fn Popover(
    /// The label of the button.
    #[prop(into)]
    label: Signal<String>,
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
    /// The content, built when it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let id = next_id("popover");
    let open = RwSignal::new(false);
    let button: NodeRef<html::Button> = NodeRef::new();
    let panel: NodeRef<html::Div> = NodeRef::new();
    let children = StoredValue::new(children);
    let toggled = move |_| {
        let Some(panel) = panel.get_untracked() else {
            return;
        };
        open.set(panel.matches(":popover-open").unwrap_or(false));
        if let (true, Some(button)) = (open.get_untracked(), button.get_untracked()) {
            request_animation_frame(move || place(&panel, &button));
        }
    };
    view! {
        <button
            node_ref=button
            type="button"
            class=kind.class()
            class:c-button--small=small
            class:c-button--icon=icon_only
            popovertarget=id.clone()
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-label=move || icon_only.then(|| label.get())
            title=move || icon_only.then(|| label.get())
        >
            {icon.map(|glyph| view! { <Icon glyph/> })}
            {(!icon_only).then(|| view! { <span class="c-button__label">{move || label.get()}</span> })}
        </button>
        <div node_ref=panel class="c-popover" id=id popover="auto" on:toggle=toggled>
            <Show when=move || open.get()>{children.with_value(|c| c())}</Show>
        </div>
    }
}
