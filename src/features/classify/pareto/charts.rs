//! The curves, with the points of the textbooks laid over them.

use leptos::prelude::*;
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::Shown;
use crate::{
    app::{
        classes::tab_mark,
        i18n::{lang, show_amount, show_share, tr},
    },
    content::{Lang, bi},
    domain::{
        classify::lorenz::{self, Point, REFERENCES},
        ledger::ratio::major,
    },
    ui::{Checkbox, CurveBound, CurveChart, CurveDrawing, CurveMark, Section},
};

fn drawn(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}

fn points(curve: &[Point]) -> Vec<(f64, f64)> {
    let point = |point: &Point| (drawn(point.customers), drawn(point.value));
    curve.iter().map(point).collect()
}

/// The points of the textbooks; mirrored where the smallest come first.
fn references(lang: Lang, is_mirrored: bool) -> Vec<CurveMark> {
    let mark = |reference: &lorenz::Reference| {
        let (x, y) = (
            f64::from(reference.customers) / 100.0,
            f64::from(reference.value) / 100.0,
        );
        let (x, y) = if is_mirrored {
            (1.0 - x, 1.0 - y)
        } else {
            (x, y)
        };
        CurveMark {
            x,
            y,
            label: format!(
                "{}/{} {}",
                reference.customers,
                reference.value,
                reference.label.in_lang(lang)
            ),
            is_own: false,
        }
    };
    REFERENCES.iter().map(mark).collect()
}

/// The curve of Pareto with its bars, the classes by value below it.
pub(super) fn pareto_drawing(shown: Shown, has_marks: bool) -> CurveDrawing {
    let lang = lang();
    shown.abc.with(|abc| {
        let values = abc.values().iter().copied().filter(|value| *value > 0);
        let scheme = shown.scheme.get();
        let mut upto = Decimal::ZERO;
        let fits = abc.by_value.as_ref().map_or(&[][..], |cut| &cut.fits);
        let bound = |(fit, class): (
            &crate::domain::classify::pareto::Fit,
            &crate::domain::classify::Class,
        )| {
            upto += fit.count_share.unwrap_or_default();
            let mark = tab_mark(class, lang);
            CurveBound {
                x: drawn(upto),
                letter: mark.letter,
                class: mark.class,
            }
        };
        CurveDrawing {
            bars: values.map(|value| drawn(major(value, abc.home))).collect(),
            curve: points(&lorenz::pareto(abc.values()).unwrap_or_default()),
            has_equality: false,
            marks: if has_marks {
                references(lang, false)
            } else {
                Vec::new()
            },
            bounds: fits.iter().zip(&scheme.classes).map(bound).collect(),
        }
    })
}

/// The curve of Lorenz.
pub(super) fn lorenz_drawing(shown: Shown, has_marks: bool) -> CurveDrawing {
    let lang = lang();
    shown.abc.with(|abc| CurveDrawing {
        curve: points(&lorenz::lorenz(abc.values()).unwrap_or_default()),
        has_equality: true,
        marks: if has_marks {
            references(lang, true)
        } else {
            Vec::new()
        },
        ..CurveDrawing::default()
    })
}

fn pareto_rows(shown: Shown) -> Vec<Vec<String>> {
    let name = |id| {
        let app = shown.asked.app;
        app.book(|book| book.tables.customers.get(id).map(|row| row.name.clone()))
    };
    shown.abc.with(|abc| {
        let rows = abc.rows.iter().filter_map(|row| {
            let cumulative = row.cumulative?;
            let value = show_amount(major(row.value, abc.home));
            Some(vec![
                name(row.customer).unwrap_or_default(),
                value,
                show_share(cumulative),
            ])
        });
        rows.collect()
    })
}

fn lorenz_rows(shown: Shown) -> Vec<Vec<String>> {
    let curve = shown
        .abc
        .with(|abc| lorenz::lorenz(abc.values()).unwrap_or_default());
    let row = |point: &Point| vec![show_share(point.customers), show_share(point.value)];
    curve.iter().map(row).collect()
}

/// Both curves.
#[component]
pub(super) fn Charts(shown: Shown) -> impl IntoView {
    let asked = shown.asked;
    let has_marks = Memo::new(move |_| asked.text("marks").as_deref() != Some("off"));
    let toggle = move || {
        view! {
            <Checkbox
                label=tr(bi("显示教材参考点", "Show the textbooks' points"))
                checked=has_marks
                on_change=move |is_on: bool| asked.choose("marks", (!is_on).then(|| "off".to_owned()))
                testid="reference-points"
            />
        }
    };
    let unit = Signal::derive(move || shown.abc.with(|abc| abc.home.to_string()));
    let pareto_headings = Signal::derive(move || {
        let lang = lang();
        let heads = [
            bi("客户", "Customer"),
            bi("数额", "Value"),
            bi("累计占比", "Cumulative share"),
        ];
        heads.map(|head| head.in_lang(lang).to_owned()).to_vec()
    });
    let lorenz_headings = Signal::derive(move || {
        let lang = lang();
        let heads = [
            bi("客户累计占比", "Share of customers"),
            bi("数额累计占比", "Share of value"),
        ];
        heads.map(|head| head.in_lang(lang).to_owned()).to_vec()
    });
    view! {
        <Section title=tr(bi("累计曲线", "Cumulative curves")) actions=toggle>
            <div class="f-curves">
                <CurveChart
                    title=tr(bi("帕累托图：从大到小", "Pareto: the largest first"))
                    table_label=tr(bi("看表格", "Show as table"))
                    headings=pareto_headings
                    rows=Signal::derive(move || pareto_rows(shown))
                    x_label=tr(bi("客户累计占比", "Share of customers"))
                    y_label=tr(bi("数额累计占比", "Share of value"))
                    bar_label=unit
                    tick_text=Callback::new(|value: f64| {
                        show_amount(Decimal::from_f64_retain(value).unwrap_or_default().round_dp(2).normalize())
                    })
                    drawing=Signal::derive(move || pareto_drawing(shown, has_marks.get()))
                />
                <CurveChart
                    title=tr(bi("洛伦兹曲线：从小到大", "Lorenz: the smallest first"))
                    table_label=tr(bi("看表格", "Show as table"))
                    headings=lorenz_headings
                    rows=Signal::derive(move || lorenz_rows(shown))
                    x_label=tr(bi("客户累计占比", "Share of customers"))
                    y_label=tr(bi("数额累计占比", "Share of value"))
                    drawing=Signal::derive(move || lorenz_drawing(shown, has_marks.get()))
                />
            </div>
            <References/>
        </Section>
    }
}

/// Where the points come from.
#[component]
fn References() -> impl IntoView {
    let lines = move || {
        let lang = lang();
        let line = |reference: &lorenz::Reference| {
            view! {
                <li>
                    {format!("{}/{}", reference.customers, reference.value)} " · "
                    {reference.label.in_lang(lang)} " · " {reference.source.in_lang(lang)}
                </li>
            }
        };
        REFERENCES.iter().map(line).collect_view()
    };
    view! { <ul class="f-sources">{lines}</ul> }
}

/// The same drawing for paper, with the points.
#[component]
pub(super) fn PaperChart(shown: Shown) -> impl IntoView {
    let nothing = Signal::stored(Vec::<Vec<String>>::new());
    view! {
        <CurveChart
            title=tr(bi("帕累托图", "Pareto curve"))
            table_label=tr(bi("看表格", "Show as table"))
            headings=Signal::stored(Vec::new())
            rows=nothing
            x_label=tr(bi("客户累计占比", "Share of customers"))
            y_label=tr(bi("数额累计占比", "Share of value"))
            drawing=Signal::derive(move || CurveDrawing { bars: Vec::new(), ..pareto_drawing(shown, true) })
        />
    }
}
