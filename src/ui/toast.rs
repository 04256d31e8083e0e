//! Short messages at the edge of the screen. When they go is the caller's business.

use leptos::prelude::*;

use super::button::{Button, ButtonKind, IconButton};
use super::icon::{Glyph, Icon};
use super::mark::Tone;

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Reported by the callbacks.
    pub id: u64,
    /// The message.
    pub text: String,
    /// Its tone; risk is announced at once.
    pub tone: Tone,
    /// The label of the one thing to do about it.
    pub action: Option<String>,
}

/// The messages, newest last, in a polite live region.
#[component]
pub fn Toasts(
    /// The messages shown.
    #[prop(into)]
    toasts: Signal<Vec<Toast>>,
    /// The accessible name of the region.
    #[prop(into)]
    label: Signal<String>,
    /// The accessible name of a dismiss button.
    #[prop(into)]
    dismiss_label: Signal<String>,
    /// Dismissed by hand.
    #[prop(into)]
    on_dismiss: Callback<u64>,
    /// Its action was chosen.
    #[prop(into)]
    on_action: Callback<u64>,
) -> impl IntoView {
    let line = move |toast: Toast| {
        let id = toast.id;
        let glyph = match toast.tone {
            Tone::Risk | Tone::Warn => Glyph::Warning,
            Tone::Ok => Glyph::Check,
            Tone::Neutral | Tone::Accent => Glyph::Info,
        };
        view! {
            <div
                class="c-toast"
                data-tone=toast.tone.as_str()
                role=(toast.tone == Tone::Risk).then_some("alert")
            >
                <Icon glyph/>
                <p class="c-toast__text">{toast.text}</p>
                {toast
                    .action
                    .map(|label| {
                        view! {
                            <Button
                                label
                                kind=ButtonKind::Plain
                                small=true
                                on_click=move |_| on_action.run(id)
                            />
                        }
                    })}
                <IconButton
                    label=dismiss_label
                    icon=Glyph::Close
                    small=true
                    on_click=move |_| on_dismiss.run(id)
                />
            </div>
        }
    };
    view! {
        <div class="c-toasts" role="region" aria-label=move || label.get() aria-live="polite">
            <For each=move || toasts.get() key=|t| t.clone().id children=line/>
        </div>
    }
}
