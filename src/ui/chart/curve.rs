//! Curves of cumulated shares: Pareto with its bars, Lorenz with the line of equality.

use leptos::prelude::*;

use super::axis::{ends, label, path_of, place, px};
use super::frame::ChartFrame;
use super::scale::{Linear, nice_ticks, thin};
use crate::ui::mark::ClassTone;

const WIDTH: f64 = 640.0;
const LEFT: f64 = 48.0;
const TOP: f64 = 28.0;
const FOOT: f64 = 28.0;

/// Bars closer than this many are drawn as one shape, the largest of each stretch.
const BARS: usize = 240;
/// At most so many points of the curve are drawn.
const POINTS: usize = 800;

/// A point to compare the curve with; both numbers are shares of one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CurveMark {
    /// Share of the number.
    pub x: f64,
    /// Share of the sum.
    pub y: f64,
    /// What stands beside it.
    pub label: String,
    /// It lies on the curve itself: drawn filled.
    pub is_own: bool,
}

/// Where a class ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CurveBound {
    /// Share of the number.
    pub x: f64,
    /// Its letter.
    pub letter: String,
    /// Its colour.
    pub class: ClassTone,
}

/// What is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CurveDrawing {
    /// Heights of the bars below the curve, from the largest; with an axis of their own.
    pub bars: Vec<f64>,
    /// The curve, both numbers shares of one.
    pub curve: Vec<(f64, f64)>,
    /// Draws the line of equality and the area between it and the curve.
    pub has_equality: bool,
    /// Points beside the curve.
    pub marks: Vec<CurveMark>,
    /// The classes from the left.
    pub bounds: Vec<CurveBound>,
}

/// A chart of cumulated shares.
#[component]
pub fn CurveChart(
    /// What the chart shows.
    #[prop(into)]
    title: Signal<String>,
    /// The line that opens the table.
    #[prop(into)]
    table_label: Signal<String>,
    /// The headings of the table.
    #[prop(into)]
    headings: Signal<Vec<String>>,
    /// The rows of the table.
    #[prop(into)]
    rows: Signal<Vec<Vec<String>>>,
    /// What is below the horizontal axis.
    #[prop(into)]
    x_label: Signal<String>,
    /// What is above the vertical axis.
    #[prop(into)]
    y_label: Signal<String>,
    /// What is above the axis of the bars.
    #[prop(optional, into)]
    bar_label: MaybeProp<String>,
    /// How a tick of the bars' axis is written.
    #[prop(optional, into)]
    tick_text: Option<Callback<f64, String>>,
    /// What is drawn.
    #[prop(into)]
    drawing: Signal<CurveDrawing>,
) -> impl IntoView {
    let is_square = Memo::new(move |_| drawing.with(|d| d.has_equality));
    let size = move || {
        if is_square.get() {
            (520.0, 520.0)
        } else {
            (WIDTH, 400.0)
        }
    };
    let drawn = move || {
        let (width, height) = size();
        let drawing = drawing.get();
        let right = if drawing.bars.is_empty() { 24.0 } else { 72.0 };
        let x = Linear {
            low: 0.0,
            high: 1.0,
            from: LEFT,
            to: width - right,
        };
        let y = Linear {
            low: 0.0,
            high: 1.0,
            from: height - FOOT - 16.0,
            to: TOP,
        };
        let middle = f64::midpoint(x.from, x.to);
        view! {
            {bounds(&drawing.bounds, x, y)}
            {grid(x, y)}
            {bars(&drawing.bars, x, y, tick_text)}
            {curve(&drawing, x, y)}
            {marks(&drawing.marks, x, y)}
            {label("c-line__name", middle, height - 8.0, x_label.get())}
            {label("c-plot__head", 4.0, 10.0, y_label.get())}
            {bar_label.get().map(|text| label("c-plot__head c-plot__head--end", width - 4.0, 10.0, text))}
        }
    };
    let frame = move || {
        let (width, height) = size();
        format!("0 0 {width} {height}")
    };
    view! {
        <ChartFrame title table_label headings rows>
            <svg
                class="c-plot"
                class:c-plot--square=move || is_square.get()
                viewBox=frame
                aria-hidden="true"
                focusable="false"
            >
                {drawn}
            </svg>
        </ChartFrame>
    }
}

/// Both axes in fifths.
fn grid(x: Linear, y: Linear) -> AnyView {
    let fifth = |step: u32| {
        let share = f64::from(step) / 5.0;
        let (across, up) = (x.at(share), y.at(share));
        let text = format!("{}%", step * 20);
        view! {
            <line class="c-line__grid" x1=px(x.from) x2=px(x.to) y1=px(up) y2=px(up)></line>
            {label("c-line__tick", x.from - 6.0, up, text.clone())}
            {label("c-line__name", across, y.from + 12.0, text)}
        }
    };
    (0..=5).map(fifth).collect_view().into_any()
}

/// The stretch of each class as a wash with its letter above.
fn bounds(bounds: &[CurveBound], x: Linear, y: Linear) -> AnyView {
    let mut from = 0.0;
    let stretch = |bound: &CurveBound| {
        let (left, right) = (x.at(from), x.at(bound.x.clamp(0.0, 1.0)));
        from = bound.x;
        let width = (right - left).max(0.0);
        view! {
            <g data-class=bound.class.as_str()>
                <rect class="c-plot__wash" x=px(left) y=px(y.to) width=px(width) height=px(y.from - y.to)></rect>
                <line class="c-plot__bound" x1=px(right) x2=px(right) y1=px(y.to) y2=px(y.from)></line>
                {(width >= 8.0)
                    .then(|| label("c-plot__letter", f64::midpoint(left, right), y.to - 8.0, bound.letter.clone()))}
            </g>
        }
    };
    bounds.iter().map(stretch).collect_view().into_any()
}

/// The bars as one shape on the right axis.
fn bars(heights: &[f64], x: Linear, y: Linear, text: Option<Callback<f64, String>>) -> AnyView {
    let Some((low, high)) = ends(heights.iter()) else {
        return ().into_any();
    };
    let ticks = nice_ticks(low.min(0.0), high.max(0.0), 4);
    let Some((bottom, top)) = ends(ticks.iter()) else {
        return ().into_any();
    };
    let scale = Linear {
        low: bottom,
        high: top,
        ..y
    };
    let count = place(heights.len());
    let gap = if heights.len() <= BARS / 4 { 1.0 } else { 0.0 };
    let base = px(scale.at(0.0));
    let mut d = String::new();
    let step = heights.len().div_ceil(BARS).max(1);
    for (number, part) in heights.chunks(step).enumerate() {
        let first = number * step;
        let (left, right) = (
            x.at(place(first) / count),
            x.at(place(first + part.len()) / count) - gap,
        );
        let height = part
            .iter()
            .copied()
            .reduce(|a, b| if b.abs() > a.abs() { b } else { a });
        let at = scale.at(height.unwrap_or(0.0));
        d.push_str(&format!("M{left:.1} {base}V{at:.1}H{right:.1}V{base}Z"));
    }
    let tick = |value: &f64| {
        let words = text.map(|text| text.run(*value)).unwrap_or_default();
        label("c-plot__tick--end", x.to + 6.0, scale.at(*value), words)
    };
    view! {
        <path class="c-plot__bars" d=d></path>
        {ticks.iter().map(tick).collect_view()}
    }
    .into_any()
}

/// The curve, with the line of equality where it is asked for.
fn curve(drawing: &CurveDrawing, x: Linear, y: Linear) -> AnyView {
    let heights: Vec<_> = drawing.curve.iter().map(|point| point.1).collect();
    let mut kept = thin(&heights, POINTS);
    if let Some(last) = heights
        .len()
        .checked_sub(1)
        .filter(|last| kept.last() != Some(last))
    {
        kept.push(last);
    }
    let points = kept.into_iter().filter_map(|at| drawing.curve.get(at));
    let d = path_of(points.map(|(a, b)| Some((x.at(*a), y.at(*b)))));
    let equality = drawing.has_equality.then(|| {
        view! {
            <path class="c-plot__area" d=format!("{d}Z")></path>
            <line class="c-plot__equal" x1=px(x.from) y1=px(y.from) x2=px(x.to) y2=px(y.to)></line>
        }
    });
    view! { {equality} <path class="c-line__path" data-class="none" d=d.clone()></path> }.into_any()
}

/// The points to compare with, as lozenges with their words.
fn marks(marks: &[CurveMark], x: Linear, y: Linear) -> AnyView {
    let mark = |mark: &CurveMark| {
        let (across, up) = (x.at(mark.x), y.at(mark.y));
        let d = format!("M{across:.1} {:.1}l5 5l-5 5l-5-5Z", up - 5.0);
        let (class, text_at) = if across > x.to - 96.0 {
            ("c-plot__mark-text c-plot__mark-text--before", across - 9.0)
        } else {
            ("c-plot__mark-text", across + 9.0)
        };
        view! {
            <path class="c-plot__mark" data-own=mark.is_own.then_some("true") d=d></path>
            {label(class, text_at, up, mark.label.clone())}
        }
    };
    marks.iter().map(mark).collect_view().into_any()
}
