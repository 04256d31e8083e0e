//! Lines over ordered points: a chart with axes, and a sparkline without.

use leptos::prelude::*;

use super::frame::ChartFrame;
use super::scale::{Linear, nice_ticks};
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

/// The finite values of some points.
fn finite<'a>(points: impl Iterator<Item = &'a Option<f64>>) -> Vec<f64> {
    points
        .filter_map(|v| *v)
        .filter(|v| v.is_finite())
        .collect()
}

/// The lowest and highest of some values; `None` when there are none.
fn ends(values: &[f64]) -> Option<(f64, f64)> {
    let low = values.iter().copied().reduce(f64::min)?;
    let high = values.iter().copied().reduce(f64::max)?;
    Some((low, high))
}

/// The path through the points, broken at gaps.
fn path_of(points: impl Iterator<Item = Option<(f64, f64)>>) -> String {
    let mut path = String::new();
    let mut pen_down = false;
    for point in points {
        match point {
            Some((x, y)) => {
                let verb = if pen_down { 'L' } else { 'M' };
                path.push_str(&format!("{verb}{x:.1} {y:.1}"));
                pen_down = true;
            }
            None => pen_down = false,
        }
    }
    path
}

/// A place in a list as a number.
fn place(at: usize) -> f64 {
    f64::from(u32::try_from(at).unwrap_or(u32::MAX))
}

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
        let values = finite(lines.iter().flat_map(|l| l.points.iter().map(|p| &p.0)));
        let (low, high) = ends(&values)?;
        let ticks = nice_ticks(low.min(0.0), high, 4);
        let (bottom, top) = ends(&ticks)?;
        let y = Linear {
            low: bottom,
            high: top,
            from: HEIGHT - FOOT,
            to: TOP,
        };
        let x = Linear {
            low: 0.0,
            high: place(names.len().saturating_sub(1)),
            from: LEFT + 8.0,
            to: WIDTH - 12.0,
        };
        let grid = ticks
            .iter()
            .map(|tick| {
                let at = format!("{:.1}", y.at(*tick));
                view! {
                    <line class="c-line__grid" x1=LEFT x2=WIDTH y1=at.clone() y2=at.clone()></line>
                    <text class="c-line__tick" x=LEFT - 8.0 y=at dy="0.35em">{tick_text.run(*tick)}</text>
                }
            })
            .collect_view();
        let step = names.len().div_ceil(8).max(1);
        let below = names
            .iter()
            .enumerate()
            .step_by(step)
            .map(|(at, name)| {
                let x = format!("{:.1}", x.at(place(at)));
                view! { <text class="c-line__name" x=x y=HEIGHT - 8.0>{name.clone()}</text> }
            })
            .collect_view();
        let paths = lines
            .iter()
            .map(|l| {
                let points = l.points.iter().enumerate().map(|(at, (value, _))| {
                    value.filter(|v| v.is_finite()).map(|v| (x.at(place(at)), y.at(v)))
                });
                view! { <path class="c-line__path" data-class=l.class.as_str() d=path_of(points)></path> }
            })
            .collect_view();
        Some(view! { {grid} {below} {paths} })
    };
    view! {
        <ChartFrame title table_label headings rows>
            <svg class="c-line" viewBox=format!("0 0 {WIDTH} {HEIGHT}") aria-hidden="true" focusable="false">
                {drawing}
            </svg>
        </ChartFrame>
    }
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
        let Some((low, high)) = ends(&finite(values.iter())) else {
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
