//! Sheets for the printer: A4, in the look of a Chinese business form.

use leptos::prelude::*;

/// Which way the paper lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SheetOrientation {
    /// Upright.
    #[default]
    Portrait,
    /// On its side, for wide tables.
    Landscape,
}

/// One sheet: centred title, a head of form lines, content, sign line. When a page holds sheets,
/// only they are printed.
#[component]
pub fn PrintSheet(
    /// The name of the form.
    #[prop(into)]
    title: Signal<String>,
    /// A line below the name: firm, period, number.
    #[prop(optional, into)]
    subtitle: MaybeProp<String>,
    /// Which way the paper lies.
    #[prop(optional)]
    orientation: SheetOrientation,
    /// The head: form lines.
    #[prop(optional, into)]
    head: ViewFn,
    /// The foot: notes and the sign line.
    #[prop(optional, into)]
    foot: ViewFn,
    /// The content: a `<table class="print-table">`, text, charts.
    children: Children,
) -> impl IntoView {
    let class = match orientation {
        SheetOrientation::Portrait => "print-sheet print-sheet--portrait",
        SheetOrientation::Landscape => "print-sheet print-sheet--landscape",
    };
    view! {
        <section class=class tabindex="0" aria-label=move || title.get()>
            <h1 class="print-sheet__title">{move || title.get()}</h1>
            {move || subtitle.get().map(|text| view! { <p class="print-sheet__subtitle">{text}</p> })}
            <div class="print-sheet__head">{head.run()}</div>
            <div class="print-sheet__body">{children()}</div>
            <div class="print-sheet__foot">{foot.run()}</div>
        </section>
    }
}

/// A label and what is written on the line after it; an empty value leaves the line to be filled.
#[component]
pub fn FormLine(
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// What is written.
    #[prop(optional, into)]
    value: MaybeProp<String>,
) -> impl IntoView {
    view! {
        <span class="print-line">
            <span class="print-line__label">{move || label.get()}</span>
            <span class="print-line__value">{move || value.get()}</span>
        </span>
    }
}

/// A labelled cell of a boxed form; put them in a `<div class="print-grid">`.
#[component]
pub fn FormCell(
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// How many of the twelve columns the value takes.
    #[prop(default = 4)]
    span: u8,
    /// What is written, or nothing: room for the pen.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="print-cell" data-span=span.clamp(1, 12).to_string()>
            <span class="print-cell__label">{move || label.get()}</span>
            <span class="print-cell__value">{children.map(|c| c())}</span>
        </div>
    }
}

/// The line for maker, reviewer and date: labels with room to sign.
#[component]
pub fn SignLine(
    /// Labels with what is already known (a name, a date) or an empty string.
    #[prop(into)]
    items: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let line = |(label, value): (String, String)| view! { <FormLine label value/> };
    view! { <div class="print-sign">{move || items.get().into_iter().map(line).collect_view()}</div> }
}
