//! Progress of long work.

use leptos::prelude::*;

use super::button::{Button, ButtonKind};

/// A bar with a label, and a button to stop when the work can be stopped.
#[component]
pub fn Progress(
    /// What is going on.
    #[prop(into)]
    label: Signal<String>,
    /// Done so far, 0 to 1; `None` while the length is unknown.
    #[prop(optional, into)]
    value: MaybeProp<f64>,
    /// The text on the stop button; needed with `on_cancel`.
    #[prop(optional, into)]
    cancel_label: MaybeProp<String>,
    /// Stops the work.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let id = super::dom::next_id("progress");
    let (name_id, bar_id) = (id.clone(), id.clone());
    let share = move || value.get().map(|v| v.clamp(0.0, 1.0));
    view! {
        <div class="c-progress" role="group" aria-labelledby=id>
            <span class="c-progress__label" id=name_id>{move || label.get()}</span>
            <span class="c-progress__value">
                {move || share().map(|v| format!("{:.0}%", (v * 100.0).floor()))}
            </span>
            <progress
                class="c-progress__bar"
                aria-labelledby=bar_id
                max="100"
                value=move || share().map(|v| format!("{:.1}", v * 100.0))
            ></progress>
            {on_cancel
                .map(|run| {
                    view! {
                        <Button
                            label=Signal::derive(move || cancel_label.get().unwrap_or_default())
                            kind=ButtonKind::Plain
                            small=true
                            on_click=move |_| run.run(())
                        />
                    }
                })}
        </div>
    }
}
