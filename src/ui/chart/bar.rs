//! Horizontal bars: names to the left, values as text at the end.

use leptos::prelude::*;

use super::frame::ChartFrame;
use crate::ui::mark::{ClassTone, Tone};

/// One bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// Its name.
    pub label: String,
    /// Its length; bars shorter than nothing and numbers that aren't finite are drawn as none.
    pub value: f64,
    /// The value as shown.
    pub text: String,
    /// A class colour; none takes the tone.
    pub class: ClassTone,
    /// Its tone.
    pub tone: Tone,
}

/// Horizontal bars on one scale from zero.
#[component]
pub fn BarChart(
    /// What the chart shows.
    #[prop(into)]
    title: Signal<String>,
    /// The line that opens the table.
    #[prop(into)]
    table_label: Signal<String>,
    /// The heading of the names.
    #[prop(into)]
    name_label: Signal<String>,
    /// The heading of the values.
    #[prop(into)]
    value_label: Signal<String>,
    /// The bars in order.
    #[prop(into)]
    bars: Signal<Vec<Bar>>,
    /// The value at the full width; the longest bar when there is none.
    #[prop(optional, into)]
    full: MaybeProp<f64>,
) -> impl IntoView {
    let rows = Signal::derive(move || {
        bars.get()
            .into_iter()
            .map(|b| vec![b.label, b.text])
            .collect::<Vec<_>>()
    });
    let headings = Signal::derive(move || vec![name_label.get(), value_label.get()]);
    let longest = move || {
        let most = bars.with(|all| {
            all.iter()
                .map(|b| b.value)
                .filter(|v| v.is_finite())
                .fold(0.0, f64::max)
        });
        full.get().unwrap_or(most)
    };
    let line = move |bar: Bar| {
        let most = longest();
        let share = if bar.value.is_finite() && most > 0.0 {
            (bar.value / most).clamp(0.0, 1.0)
        } else {
            0.0
        };
        view! {
            <div class="c-bar" data-class=bar.class.as_str() data-tone=bar.tone.as_str()>
                <span class="c-bar__label" title=bar.label.clone()>{bar.label.clone()}</span>
                <svg
                    class="c-bar__track"
                    viewBox="0 0 100 10"
                    preserveAspectRatio="none"
                    aria-hidden="true"
                    focusable="false"
                >
                    <rect class="c-bar__fill" x="0" y="0" height="10" width=format!("{:.2}", share * 100.0)></rect>
                </svg>
                <span class="c-bar__value">{bar.text}</span>
            </div>
        }
    };
    view! {
        <ChartFrame title table_label headings rows saves=false>
            <div class="c-bars" aria-hidden="true">
                {move || bars.get().into_iter().map(line).collect_view()}
            </div>
        </ChartFrame>
    }
}
