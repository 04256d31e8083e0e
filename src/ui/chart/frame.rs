//! The frame of a chart: title, drawing, ways to save it, and the table behind it.

use leptos::html;
use leptos::prelude::*;

use super::save::{ChartWords, as_png, as_svg};
use crate::ui::button::{Button, ButtonKind};
use crate::ui::dom::next_id;

/// A titled drawing with its numbers as a table one click away. Any drawing can be its child; the
/// first `<svg>` in it can be saved as a file.
#[component]
pub fn ChartFrame(
    /// What the chart shows.
    #[prop(into)]
    title: Signal<String>,
    /// The line that opens the table.
    #[prop(into)]
    table_label: Signal<String>,
    /// The headings of the table; the first is for the rows' names.
    #[prop(into)]
    headings: Signal<Vec<String>>,
    /// The rows of the table, as many cells as headings.
    #[prop(into)]
    rows: Signal<Vec<Vec<String>>>,
    /// The drawing is one `<svg>` that can be saved.
    #[prop(default = true)]
    saves: bool,
    /// The drawing.
    children: Children,
) -> impl IntoView {
    let id = next_id("chart");
    let title_id = id.clone();
    let drawing: NodeRef<html::Div> = NodeRef::new();
    let is_open = RwSignal::new(false);
    let data: NodeRef<html::Details> = NodeRef::new();
    let table = move || {
        let heading = |text| view! { <th scope="col">{text}</th> };
        view! {
            <div class="c-chart__scroll">
                <table class="c-data-table">
                    <thead>
                        <tr>{move || headings.get().into_iter().map(heading).collect_view()}</tr>
                    </thead>
                    <tbody>{move || rows.get().into_iter().map(table_row).collect_view()}</tbody>
                </table>
            </div>
        }
    };
    let save = move |write: fn(&web_sys::Element, &str)| {
        let found = drawing
            .get_untracked()
            .map(|area| area.query_selector("svg"));
        if let Some(Ok(Some(svg))) = found {
            write(&svg, &title.get_untracked());
        }
    };
    let buttons = use_context::<ChartWords>().filter(|_| saves).map(|words| {
        let button = move |label: &'static str, aria_label, write| {
            view! {
                <Button label aria_label kind=ButtonKind::Plain small=true on_click=move |_| save(write)/>
            }
        };
        view! {
            <span class="c-chart__files">
                {button("PNG", words.png, as_png)} {button("SVG", words.svg, as_svg)}
            </span>
        }
    });
    view! {
        <figure class="c-chart" aria-labelledby=id>
            <figcaption class="c-chart__title" id=title_id>{move || title.get()}</figcaption>
            <div class="c-chart__drawing" node_ref=drawing>{children()}</div>
            <div class="c-chart__foot">
                {buttons}
                <details
                    class="c-chart__data"
                    node_ref=data
                    on:toggle=move |_| is_open.set(data.get_untracked().is_some_and(|d| d.open()))
                >
                    <summary class="c-chart__summary">{move || table_label.get()}</summary>
                    <Show when=move || is_open.get()>{table()}</Show>
                </details>
            </div>
        </figure>
    }
}

/// One row of the table; its first cell is the heading.
fn table_row(cells: Vec<String>) -> impl IntoView {
    let mut cells = cells.into_iter();
    let name = cells.next();
    view! {
        <tr>
            <th scope="row">{name}</th>
            {cells.map(|cell| view! { <td>{cell}</td> }).collect_view()}
        </tr>
    }
}
