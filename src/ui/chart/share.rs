//! Bars cut into the shares of classes, with letters and patterns.

use leptos::prelude::*;

use super::axis::{label, pattern_defs, pattern_fill, place, px};
use super::frame::ChartFrame;
use crate::ui::dom::next_id;
use crate::ui::mark::{ClassPattern, ClassTone};

const WIDTH: f64 = 640.0;
const NAMES: f64 = 120.0;
const ROW: f64 = 44.0;
const BAR: f64 = 28.0;
const EDGE: f64 = 6.0;

/// The share of a class.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SharePart {
    /// The class.
    pub label: String,
    /// Its letter.
    pub letter: String,
    /// Its colour.
    pub class: ClassTone,
    /// Its pattern.
    pub pattern: ClassPattern,
    /// Share of one; what is below zero is drawn as none.
    pub share: f64,
    /// The share as shown.
    pub text: String,
}

/// A bar cut into shares.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShareBar {
    /// Of what the shares are.
    pub label: String,
    /// The shares, the classes in the same order in every bar.
    pub parts: Vec<SharePart>,
}

/// Bars of equal length, one below the other, each cut into the shares of the same classes.
#[component]
pub fn ShareChart(
    /// What the chart shows.
    #[prop(into)]
    title: Signal<String>,
    /// The line that opens the table.
    #[prop(into)]
    table_label: Signal<String>,
    /// The heading of the classes.
    #[prop(into)]
    name_label: Signal<String>,
    /// The bars in order.
    #[prop(into)]
    bars: Signal<Vec<ShareBar>>,
) -> impl IntoView {
    let id = next_id("share");
    let headings = Signal::derive(move || {
        let mut all = vec![name_label.get()];
        all.extend(bars.with(|bars| bars.iter().map(|bar| bar.label.clone()).collect::<Vec<_>>()));
        all
    });
    let rows = Signal::derive(move || bars.with(|bars| table(bars)));
    let drawn = move || {
        let id = id.as_str();
        let one = |(at, bar): (usize, &ShareBar)| drawn_bar(id, at, bar);
        let all = bars.with(|bars| bars.iter().enumerate().map(one).collect_view());
        view! { {pattern_defs(id)} {all} }
    };
    let frame = move || format!("0 0 {WIDTH} {}", ROW * place(bars.with(Vec::len)) + 4.0);
    view! {
        <ChartFrame title table_label headings rows>
            <svg class="c-plot" viewBox=frame aria-hidden="true" focusable="false">{drawn}</svg>
        </ChartFrame>
    }
}

fn table(bars: &[ShareBar]) -> Vec<Vec<String>> {
    let Some(first) = bars.first() else {
        return Vec::new();
    };
    let row = |(at, part): (usize, &SharePart)| {
        let text = |bar: &ShareBar| bar.parts.get(at).map(|part| part.text.clone());
        let mut cells = vec![part.label.clone()];
        cells.extend(bars.iter().map(|bar| text(bar).unwrap_or_default()));
        cells
    };
    first.parts.iter().enumerate().map(row).collect()
}

fn drawn_bar(id: &str, at: usize, bar: &ShareBar) -> AnyView {
    let top = ROW * place(at) + 2.0;
    let room = WIDTH - NAMES;
    let sum: f64 = bar.parts.iter().map(|part| part.share.max(0.0)).sum();
    let mut from = NAMES;
    let cut = |part: &SharePart| {
        let share = if sum > 0.0 {
            part.share.max(0.0) / sum
        } else {
            0.0
        };
        let (left, width) = (from, share * room);
        from += width;
        let shown = (width - 1.0).max(0.0);
        let middle = left + width / 2.0;
        let words = width > 72.0;
        let text = if words {
            format!("{} {}", part.letter, part.text)
        } else {
            part.letter.clone()
        };
        let edge = (part.pattern != ClassPattern::Solid).then(|| {
            view! {
                <rect
                    x=px(left)
                    y=px(top + BAR - EDGE)
                    width=px(shown)
                    height=px(EDGE)
                    fill=pattern_fill(id, part.pattern)
                ></rect>
            }
        });
        view! {
            <g data-class=part.class.as_str()>
                <rect class="c-plot__part" x=px(left) y=px(top) width=px(shown) height=px(BAR)></rect>
                {edge}
                {(width > 14.0).then(|| label("c-plot__part-text", middle, top + 12.0, text))}
                <title>{format!("{} \u{b7} {}", part.label, part.text)}</title>
            </g>
        }
    };
    let parts = bar.parts.iter().map(cut).collect_view();
    view! { {label("c-heat__name", 0.0, top + BAR / 2.0, bar.label.clone())} {parts} }.into_any()
}
