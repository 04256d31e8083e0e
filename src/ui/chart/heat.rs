//! A heat map: rows by columns, more ink for more. The value in use is always said in words too.

use leptos::ev::{FocusEvent, KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::Element;

use super::axis::{ends, label, place, px};
use super::frame::ChartFrame;
use crate::ui::dom::step_index;

const NAMES: f64 = 168.0;
const CELL: f64 = 26.0;
const HEAD: f64 = 28.0;
const ROW: f64 = 22.0;
/// A name wider than this many half-width characters is cut.
const NAME_CHARS: usize = 22;

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatRow {
    /// Its name.
    pub label: String,
    /// A value and its text for each column; nothing where there is none.
    pub cells: Vec<(Option<f64>, String)>,
}

/// Rows by columns in shades. Rows beyond a few dozen are the caller's to sum up as others.
#[component]
pub fn HeatMap(
    /// What the chart shows.
    #[prop(into)]
    title: Signal<String>,
    /// The line that opens the table.
    #[prop(into)]
    table_label: Signal<String>,
    /// The heading of the rows' names.
    #[prop(into)]
    name_label: Signal<String>,
    /// The headings of the columns in order.
    #[prop(into)]
    columns: Signal<Vec<String>>,
    /// The rows in order.
    #[prop(into)]
    rows: Signal<Vec<HeatRow>>,
    /// How to use it: point at a square, or move with the arrow keys.
    #[prop(into)]
    hint: Signal<String>,
) -> impl IntoView {
    let active = RwSignal::new(None::<(usize, usize)>);
    let said = move || {
        let Some((row, column)) = active.get() else {
            return hint.get();
        };
        let name = columns.with(|names| names.get(column).cloned().unwrap_or_default());
        rows.with(|rows| {
            let row = rows.get(row);
            let text = row
                .and_then(|row| row.cells.get(column))
                .map(|cell| cell.1.clone());
            format!(
                "{} \u{b7} {name}: {}",
                row.map_or("", |row| &row.label),
                text.unwrap_or_default()
            )
        })
    };
    let headings = Signal::derive(move || {
        let mut all = vec![name_label.get()];
        all.extend(columns.get());
        all
    });
    let table = Signal::derive(move || {
        let line = |row: HeatRow| {
            let texts = row.cells.into_iter().map(|cell| cell.1);
            std::iter::once(row.label).chain(texts).collect::<Vec<_>>()
        };
        rows.get().into_iter().map(line).collect::<Vec<_>>()
    });
    let point = move |ev: PointerEvent| {
        let number = |square: &Element, name| square.get_attribute(name)?.parse().ok();
        let square = ev
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let at = square.and_then(|s| Some((number(&s, "data-row")?, number(&s, "data-column")?)));
        if at.is_some() {
            active.set(at);
        }
    };
    let step = move |ev: KeyboardEvent| {
        let (row, column) = active.get_untracked().unwrap_or_default();
        let key = ev.key();
        let across = step_index(&key, column, columns.with_untracked(Vec::len), false);
        let down = step_index(&key, row, rows.with_untracked(Vec::len), true);
        let next = match (key.as_str(), across, down) {
            ("ArrowDown" | "ArrowUp", _, Some(row)) => (row, column),
            (_, Some(column), _) => (row, column),
            _ => return,
        };
        ev.prevent_default();
        active.set(Some(next));
    };
    let enter = move |_: FocusEvent| {
        if active.get_untracked().is_none() {
            active.set(Some((0, 0)));
        }
    };
    let size = move || {
        (
            NAMES + CELL * place(columns.with(Vec::len)) + 4.0,
            HEAD + ROW * place(rows.with(Vec::len)) + 4.0,
        )
    };
    let ring = move || {
        active.get().map(|(row, column)| {
            let (x, y) = corner(row, column);
            view! {
                <rect class="c-heat__ring" x=px(x) y=px(y) width=px(CELL - 2.0) height=px(ROW - 2.0)></rect>
            }
        })
    };
    view! {
        <ChartFrame title table_label headings rows=table>
            <div class="c-heat">
                <svg
                    class="c-heat__drawing"
                    viewBox=move || {
                        let (width, height) = size();
                        format!("0 0 {width} {height}")
                    }
                    style:width=move || format!("{}px", size().0)
                    role="img"
                    tabindex="0"
                    aria-label=move || title.get()
                    on:pointerover=point
                    on:keydown=step
                    on:focus=enter
                >
                    {move || heads(&columns.get())}
                    {move || squares(&rows.get())}
                    {ring}
                </svg>
            </div>
            <p class="c-heat__said" role="status">{said}</p>
        </ChartFrame>
    }
}

/// The upper left corner of a square.
fn corner(row: usize, column: usize) -> (f64, f64) {
    (NAMES + CELL * place(column), HEAD + ROW * place(row))
}

/// Headings, as many as have room.
fn heads(columns: &[String]) -> AnyView {
    let widest = columns.iter().map(|name| width_of(name)).max().unwrap_or(0);
    let every = if widest > 4 { 3 } else { 1 };
    let columns = columns.iter().enumerate().step_by(every);
    columns
        .map(|(at, name)| label("c-heat__head", corner(0, at).0, HEAD - 10.0, name.clone()))
        .collect_view()
        .into_any()
}

fn width_of(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn short(name: &str) -> String {
    if width_of(name) <= NAME_CHARS {
        return name.to_owned();
    }
    let mut kept = String::new();
    for c in name.chars() {
        if width_of(&kept) + 3 > NAME_CHARS {
            break;
        }
        kept.push(c);
    }
    kept + "\u{2026}"
}

fn squares(rows: &[HeatRow]) -> AnyView {
    let values = rows
        .iter()
        .flat_map(|row| row.cells.iter().filter_map(|cell| cell.0.as_ref()));
    let most = ends(values).map_or(0.0, |(low, high)| high.max(-low));
    let line = |(at, row): (usize, &HeatRow)| {
        let square = |(column, (value, _)): (usize, &(Option<f64>, String))| {
            let value = value.filter(|v| v.is_finite() && *v != 0.0)?;
            let ink = if most > 0.0 {
                (value.abs() / most).sqrt()
            } else {
                0.0
            };
            let (x, y) = corner(at, column);
            Some(view! {
                <rect
                    class="c-heat__square"
                    data-below=(value < 0.0).then_some("true")
                    x=px(x)
                    y=px(y)
                    width=px(CELL - 2.0)
                    height=px(ROW - 2.0)
                    fill-opacity=format!("{:.2}", 0.08 + 0.92 * ink)
                ></rect>
            })
        };
        let catchers = (0..row.cells.len()).map(|column| {
            let (x, y) = corner(at, column);
            view! {
                <rect class="c-heat__field" x=px(x) y=px(y) width=px(CELL - 2.0) height=px(ROW - 2.0)
                    data-row=at.to_string() data-column=column.to_string()></rect>
            }
        });
        let y = HEAD + ROW * place(at) + ROW / 2.0;
        view! {
            {label("c-heat__name", 0.0, y, short(&row.label))}
            {row.cells.iter().enumerate().filter_map(square).collect_view()}
            {catchers.collect_view()}
        }
    };
    rows.iter().enumerate().map(line).collect_view().into_any()
}
