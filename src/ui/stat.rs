//! Figures on a screen: one number with its name, and lists of names and values.

use leptos::html;
use leptos::prelude::*;

use super::dom::next_id;
use super::mark::Tone;
use super::popover::place;

/// A computed number that opens to its explanation. It carries `data-figure` and `data-value`.
#[component]
pub fn FigureView(
    /// The stable id of the figure (`receivable.dso`).
    #[prop(into)]
    id: Signal<String>,
    /// The number as shown, or why there is none.
    #[prop(into)]
    text: Signal<String>,
    /// The unrounded number; `None` when it can't be computed.
    #[prop(optional, into)]
    value: MaybeProp<String>,
    /// The unit after the number.
    #[prop(optional, into)]
    unit: MaybeProp<String>,
    /// Its tone.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// The accessible name of the way to the explanation, put after the number.
    #[prop(into)]
    explain_label: Signal<String>,
    /// The explanation, built when it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let panel_id = next_id("figure");
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
        <span
            class="c-figure"
            data-figure=move || id.get()
            data-value=move || value.get()
            data-tone=move || tone.get().as_str()
            data-missing=move || value.get().is_none().then_some("true")
        >
            <button
                node_ref=button
                type="button"
                class="c-figure__button"
                popovertarget=panel_id.clone()
                aria-expanded=move || if open.get() { "true" } else { "false" }
            >
                <span class="c-figure__number">{move || text.get()}</span>
                {move || unit.get().map(|u| view! { <span class="c-figure__unit">{u}</span> })}
                <span class="u-hidden">{move || explain_label.get()}</span>
            </button>
            <div node_ref=panel class="c-popover" id=panel_id popover="auto" on:toggle=toggled>
                <Show when=move || open.get()>{children.with_value(|c| c())}</Show>
            </div>
        </span>
    }
}

/// A label with its figure (the slot) and a line below.
#[component]
pub fn Stat(
    /// What the figure is.
    #[prop(into)]
    label: Signal<String>,
    /// What to compare it with.
    #[prop(optional, into)]
    note: MaybeProp<String>,
    /// Its tone.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// The figure.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="c-stat" data-tone=move || tone.get().as_str()>
            <dt class="c-stat__label">{move || label.get()}</dt>
            <dd class="c-stat__figure">{children()}</dd>
            {move || note.get().map(|text| view! { <dd class="c-stat__note">{text}</dd> })}
        </div>
    }
}

/// A row of stats, parted by hairlines.
#[component]
pub fn StatRow(
    /// Stats.
    children: Children,
) -> impl IntoView {
    view! { <dl class="c-stats">{children()}</dl> }
}

/// A name and its value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataPair {
    /// The name.
    pub label: String,
    /// The value; empty draws a dash.
    pub value: String,
    /// The value is a number: tabular figures.
    pub number: bool,
}

/// Names and values on ruled lines, like the front of a customer card.
#[component]
pub fn DataList(
    /// The lines in order.
    #[prop(into)]
    items: Signal<Vec<DataPair>>,
) -> impl IntoView {
    let line = |pair: DataPair| {
        let empty = pair.value.is_empty();
        view! {
            <div class="c-data__line">
                <dt class="c-data__label">{pair.label}</dt>
                <dd
                    class="c-data__value"
                    data-empty=empty.then_some("true")
                    data-number=pair.number.then_some("true")
                >
                    {if empty { "\u{2014}".to_owned() } else { pair.value }}
                </dd>
            </div>
        }
    };
    view! { <dl class="c-data">{move || items.get().into_iter().map(line).collect_view()}</dl> }
}
