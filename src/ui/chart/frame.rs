//! The frame of a chart: title, drawing, and the table behind it.

use leptos::prelude::*;

use crate::ui::dom::next_id;

/// A titled drawing with its numbers as a table one click away. Any drawing can be its child.
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
    /// The drawing.
    children: Children,
) -> impl IntoView {
    let id = next_id("chart");
    let title_id = id.clone();
    view! {
        <figure class="c-chart" aria-labelledby=id>
            <figcaption class="c-chart__title" id=title_id>{move || title.get()}</figcaption>
            <div class="c-chart__drawing">{children()}</div>
            <details class="c-chart__data">
                <summary class="c-chart__summary">{move || table_label.get()}</summary>
                <table class="c-data-table">
                    <thead>
                        <tr>
                            {move || {
                                headings.get().into_iter().map(|h| view! { <th scope="col">{h}</th> }).collect_view()
                            }}
                        </tr>
                    </thead>
                    <tbody>{move || rows.get().into_iter().map(table_row).collect_view()}</tbody>
                </table>
            </details>
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
