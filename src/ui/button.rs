//! Buttons and links that look like buttons.

use leptos::prelude::*;
use web_sys::MouseEvent;

use super::dom::safe_hash;
use super::icon::{Glyph, Icon};

/// How loud a button is. One primary button per screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Outlined: everything that is not the main action.
    #[default]
    Quiet,
    /// Filled with the accent: the one main action.
    Primary,
    /// Destroys something; outlined in seal red.
    Danger,
    /// Text only, for rows, toasts and cards.
    Plain,
}

impl ButtonKind {
    /// The class of the element.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Quiet => "c-button",
            Self::Primary => "c-button c-button--primary",
            Self::Danger => "c-button c-button--danger",
            Self::Plain => "c-button c-button--plain",
        }
    }
}

/// A button with a label and an optional icon.
#[component]
pub fn Button(
    /// The visible label.
    #[prop(into)]
    label: Signal<String>,
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the label.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// An icon after the label.
    #[prop(optional)]
    icon_end: Option<Glyph>,
    /// Greyed out and not pressable.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Work is going on: not pressable, announced as busy.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// The compact size, for rows and toolbars.
    #[prop(optional)]
    small: bool,
    /// Submits the form it stands in.
    #[prop(optional)]
    submit: bool,
    /// An accessible name that says more than the label.
    #[prop(optional, into)]
    aria_label: MaybeProp<String>,
    /// The pressed state of a toggle button.
    #[prop(optional, into)]
    pressed: MaybeProp<bool>,
    /// A hook for tests.
    #[prop(optional, into)]
    testid: MaybeProp<String>,
    /// Runs on a click or a key press.
    #[prop(optional, into)]
    on_click: Option<Callback<MouseEvent>>,
) -> impl IntoView {
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            class:c-button--small=small
            disabled=move || disabled.get() || busy.get()
            aria-busy=move || busy.get().then_some("true")
            aria-label=move || aria_label.get()
            aria-pressed=move || pressed.get().map(|on| if on { "true" } else { "false" })
            data-testid=move || testid.get()
            on:click=move |ev| if let Some(run) = on_click { run.run(ev) }
        >
            {icon.map(|glyph| view! { <Icon glyph/> })}
            <span class="c-button__label">{move || label.get()}</span>
            {icon_end.map(|glyph| view! { <Icon glyph/> })}
        </button>
    }
}

/// A square button that shows an icon only; its label is its accessible name and tooltip.
#[component]
pub fn IconButton(
    /// The accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The icon.
    #[prop(into)]
    icon: Signal<Glyph>,
    /// How loud it is; plain unless told otherwise.
    #[prop(default = ButtonKind::Plain)]
    kind: ButtonKind,
    /// Greyed out and not pressable.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The compact size, for rows.
    #[prop(optional)]
    small: bool,
    /// The pressed state of a toggle button.
    #[prop(optional, into)]
    pressed: MaybeProp<bool>,
    /// The state of what it opens.
    #[prop(optional, into)]
    expanded: MaybeProp<bool>,
    /// A hook for tests.
    #[prop(optional, into)]
    testid: MaybeProp<String>,
    /// Runs on a click or a key press.
    #[prop(optional, into)]
    on_click: Option<Callback<MouseEvent>>,
) -> impl IntoView {
    let flag = |on: bool| if on { "true" } else { "false" };
    view! {
        <button
            type="button"
            class=format!("{} c-button--icon", kind.class())
            class:c-button--small=small
            disabled=move || disabled.get()
            title=move || label.get()
            aria-label=move || label.get()
            aria-pressed=move || pressed.get().map(flag)
            aria-expanded=move || expanded.get().map(flag)
            data-testid=move || testid.get()
            on:click=move |ev| if let Some(run) = on_click { run.run(ev) }
        >
            {move || view! { <Icon glyph=icon.get()/> }}
        </button>
    }
}

/// A link to a hash of this page that looks like a button.
#[component]
pub fn LinkButton(
    /// The visible label.
    #[prop(into)]
    label: Signal<String>,
    /// Where it leads; anything but a hash (`#/…`) is dropped.
    #[prop(into)]
    href: Signal<String>,
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the label.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// The compact size.
    #[prop(optional)]
    small: bool,
    /// A hook for tests.
    #[prop(optional, into)]
    testid: MaybeProp<String>,
) -> impl IntoView {
    view! {
        <a
            class=kind.class()
            class:c-button--small=small
            href=move || safe_hash(&href.get())
            data-testid=move || testid.get()
        >
            {icon.map(|glyph| view! { <Icon glyph/> })}
            <span class="c-button__label">{move || label.get()}</span>
        </a>
    }
}
