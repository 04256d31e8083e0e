//! Lines over ordered points: a chart with axes, and a sparkline without.

use leptos::prelude::*;

use super::axis::{ends, label, path_of, place, px, value_axis};
use super::frame::ChartFrame;
use super::scale::{Linear, nice_ticks, thin};
use crate::ui::mark::ClassTone;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 240.0;
const LEFT: f64 = 56.0;
const FOOT: f64 = 28.0;
const TOP: f64 = 12.0;

/// One line; a point that couldn't be computed is a gap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineSeries {
    /// Its name.
    pub label: String,
    /// Its colour; none takes the accent.
    pub class: ClassTone,
    /// A value per point, with the text shown in the table.
    pub points: Vec<(Option<f64>, String)>,
}

/// At most so many points of a line are drawn.
const DRAWN: usize = 2000;

/// A line chart with a value axis from round ticks and names below.
#[component]
pub fn LineChart(
    /// What the chart shows.
    #[prop(into)]
    title: Signal<String>,
    /// The line that opens the table.
    #[prop(into)]
    table_label: Signal<String>,
    /// The heading of the points' names.
    #[prop(into)]
    name_label: Signal<String>,
    /// The points' names in order.
    #[prop(into)]
    names: Signal<Vec<String>>,
    /// The lines.
    #[prop(into)]
    series: Signal<Vec<LineSeries>>,
    /// How a tick is written.
    #[prop(into)]
    tick_text: Callback<f64, String>,
) -> impl IntoView {
    let headings = Signal::derive(move || {
        let mut all = vec![name_label.get()];
        all.extend(series.with(|s| s.iter().map(|line| line.label.clone()).collect::<Vec<_>>()));
        all
    });
    let rows = Signal::derive(move || {
        let lines = series.get();
        let row = |(at, name): (usize, String)| {
            let mut cells = vec![name];
            cells.extend(
                lines
                    .iter()
                    .map(|l| l.points.get(at).map(|p| p.1.clone()).unwrap_or_default()),
            );
            cells
        };
        names
            .get()
            .into_iter()
            .enumerate()
            .map(row)
            .collect::<Vec<_>>()
    });
    let drawing = move || {
        let lines = series.get();
        let names = names.get();
        let (low, high) = ends(
            lines
                .iter()
                .flat_map(|l| l.points.iter().filter_map(|p| p.0.as_ref())),
        )?;
        let ticks = nice_ticks(low.min(0.0), high, 4);
        let (bottom, top) = ends(ticks.iter())?;
        let y = Linear {
            low: bottom,
            high: top,
            from: HEIGHT - FOOT,
            to: TOP,
        };
        let is_one = lines.len() == 1;
        let x = Linear {
            low: 0.0,
            high: place(names.len().saturating_sub(1)),
            from: LEFT + 8.0,
            to: WIDTH - if is_one { 12.0 } else { 64.0 },
        };
        let grid = value_axis(y, &ticks, (LEFT, x.to + 8.0), tick_text);
        let step = names.len().div_ceil(8).max(1);
        let below = names.iter().enumerate().step_by(step);
        let below = below
            .map(|(at, name)| label("c-line__name", x.at(place(at)), HEIGHT - 8.0, name.clone()))
            .collect_view();
        let paths = lines
            .iter()
            .map(|line| line_path(line, x, y))
            .collect_view();
        let ends = (!is_one).then(|| end_names(&lines, x.to + 12.0, y));
        Some(view! { {grid} {below} {paths} {ends} })
    };
    view! {
        <ChartFrame title table_label headings rows>
            <svg class="c-line" viewBox=format!("0 0 {WIDTH} {HEIGHT}") aria-hidden="true" focusable="false">
                {drawing}
            </svg>
        </ChartFrame>
    }
}

/// The path of a line, thinned where it has very many points.
fn line_path(line: &LineSeries, x: Linear, y: Linear) -> AnyView {
    let value = |at: usize| {
        line.points
            .get(at)
            .and_then(|p| p.0)
            .filter(|v| v.is_finite())
    };
    let places = if line.points.len() > DRAWN {
        let heights: Vec<_> = (0..line.points.len())
            .map(|at| value(at).unwrap_or(0.0))
            .collect();
        thin(&heights, DRAWN)
    } else {
        (0..line.points.len()).collect()
    };
    let points = places
        .into_iter()
        .map(|at| value(at).map(|v| (x.at(place(at)), y.at(v))));
    let d = path_of(points);
    view! { <path class="c-line__path" data-class=line.class.as_str() d=d></path> }.into_any()
}

/// The names of the lines beside their last points, pushed apart where they would overlap.
fn end_names(lines: &[LineSeries], x: f64, y: Linear) -> AnyView {
    const APART: f64 = 14.0;
    let last = |line: &LineSeries| line.points.iter().rev().find_map(|p| p.0).map(|v| y.at(v));
    let mut names: Vec<_> = lines
        .iter()
        .filter_map(|line| Some((last(line)?, line)))
        .collect();
    names.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut free = y.from;
    let place_name = |(at, line): (f64, &LineSeries)| {
        let at = at.min(free);
        free = at - APART;
        view! {
            <text class="c-line__end" data-class=line.class.as_str() x=px(x) y=px(at) dy="0.35em">
                {line.label.clone()}
            </text>
        }
    };
    names.into_iter().map(place_name).collect_view().into_any()
}

/// A line as small as a word, with its meaning as its accessible name.
#[component]
pub fn Sparkline(
    /// What it shows, in words.
    #[prop(into)]
    label: Signal<String>,
    /// The values in order; gaps are `None`.
    #[prop(into)]
    values: Signal<Vec<Option<f64>>>,
) -> impl IntoView {
    let d = move || {
        let values = values.get();
        let Some((low, high)) = ends(values.iter().flatten()) else {
            return String::new();
        };
        let x = Linear {
            low: 0.0,
            high: place(values.len().saturating_sub(1)),
            from: 2.0,
            to: 94.0,
        };
        let y = Linear {
            low,
            high: if high > low { high } else { low + 1.0 },
            from: 21.0,
            to: 3.0,
        };
        path_of(
            values
                .iter()
                .enumerate()
                .map(|(at, v)| v.map(|v| (x.at(place(at)), y.at(v)))),
        )
    };
    view! {
        <svg class="c-spark" viewBox="0 0 96 24" width="96" height="24" role="img" aria-label=move || label.get()>
            <path class="c-line__path" data-class="none" d=d></path>
        </svg>
    }
}
