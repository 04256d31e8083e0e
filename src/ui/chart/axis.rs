//! What drawings with axes share: ends of values, paths, grid lines with their ticks.

use leptos::prelude::*;

use super::scale::Linear;
use crate::ui::mark::ClassPattern;

/// The lowest and highest of some finite values; `None` when there are none.
pub(super) fn ends<'a>(values: impl Iterator<Item = &'a f64>) -> Option<(f64, f64)> {
    values
        .filter(|value| value.is_finite())
        .fold(None, |ends, &value| {
            let (low, high) = ends.unwrap_or((value, value));
            Some((value.min(low), value.max(high)))
        })
}

/// The path through the points, broken at gaps.
pub(super) fn path_of(points: impl Iterator<Item = Option<(f64, f64)>>) -> String {
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
pub(super) fn place(at: usize) -> f64 {
    f64::from(u32::try_from(at).unwrap_or(u32::MAX))
}

/// A pixel with one decimal place.
pub(super) fn px(at: f64) -> String {
    format!("{at:.1}")
}

/// A text in a drawing; `class` sets its looks and where it hangs.
pub(super) fn label(class: &'static str, x: f64, y: f64, text: String) -> AnyView {
    view! { <text class=class x=px(x) y=px(y) dy="0.35em">{text}</text> }.into_any()
}

/// Horizontal grid lines with their ticks at the left.
pub(super) fn value_axis(
    y: Linear,
    ticks: &[f64],
    (left, right): (f64, f64),
    text: Callback<f64, String>,
) -> AnyView {
    let line = |tick: &f64| {
        let at = y.at(*tick);
        view! {
            <line class="c-line__grid" x1=px(left) x2=px(right) y1=px(at) y2=px(at)></line>
            {label("c-line__tick", left - 8.0, at, text.run(*tick))}
        }
    };
    ticks.iter().map(line).collect_view().into_any()
}

/// The id of a pattern among the definitions of a drawing.
pub(super) fn pattern_fill(prefix: &str, pattern: ClassPattern) -> String {
    format!("url(#{prefix}-{})", pattern.as_str())
}

/// The patterns of the classes, drawn in the colour of the letters.
pub(super) fn pattern_defs(prefix: &str) -> AnyView {
    let one = |pattern: ClassPattern| {
        let d = match pattern {
            ClassPattern::Solid => return None,
            ClassPattern::Stripes => "M-1 7L7 -1M-1 1L1 -1M5 7L7 5",
            ClassPattern::Dots => "M2 3h2",
            ClassPattern::Bars => "M3 0v6",
            ClassPattern::Lines => "M0 3h6",
            ClassPattern::Grid => "M0 6L6 0M0 0L6 6",
        };
        Some(view! {
            <pattern
                id=format!("{prefix}-{}", pattern.as_str())
                width="6"
                height="6"
                patternUnits="userSpaceOnUse"
            >
                <path class="c-plot__pattern" d=d></path>
            </pattern>
        })
    };
    let all = ClassPattern::ALL.into_iter().filter_map(one).collect_view();
    view! { <defs>{all}</defs> }.into_any()
}
