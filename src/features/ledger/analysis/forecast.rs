//! Three forecasts of the next period side by side, with how far each has been off.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use rust_decimal::Decimal;

use super::{
    View,
    performance::{drawn, tick},
};
use crate::{
    app::{
        figure::Explained,
        i18n::{lang, show_amount, show_number, tr, tr_with},
        no_sales::{NoSales, SkippedNotice},
    },
    content::{Bilingual, Lang, bi},
    domain::{
        figure::{FigureKind, NoValue},
        ledger::{
            forecast::{
                BIAS, FORECAST, Forecast, MAD, MAPE, MSE, Method, WINDOW, figure, moving_average,
                smoothing, trend,
            },
            series::{Series, Step, last_day, series},
        },
        rule::RuleOverride,
    },
    ui::{
        Badge, ClassTone, DateInput, Field, LineChart, LineSeries, Notice, PageHeader, Section,
        Select, Tone, Toolbar,
    },
};

const STEPS: [(Step, &str, Bilingual); 3] = [
    (Step::Month, "month", bi("按月", "By month")),
    (Step::Quarter, "quarter", bi("按季", "By quarter")),
    (Step::Year, "year", bi("按年", "By year")),
];

const METHODS: [(Bilingual, ClassTone); 3] = [
    (bi("指数平滑", "Smoothing"), ClassTone::A),
    (bi("移动平均", "Moving average"), ClassTone::B),
    (bi("线性趋势", "Linear trend"), ClassTone::C),
];

type Made = Result<Forecast, NoValue>;

const ROWS: [(&FigureKind, fn(&Forecast) -> Result<Decimal, NoValue>); 5] = [
    (&FORECAST, |made| Ok(made.next)),
    (&MSE, |made| Ok(made.errors.mse)),
    (&MAD, |made| Ok(made.errors.mad)),
    (&MAPE, |made| made.errors.mape),
    (&BIAS, |made| Ok(made.errors.bias)),
];

/// How a forecast was made, in words.
fn method_note(made: &Made, lang: Lang) -> String {
    let (text, number) = match made {
        Ok(made) => match made.method {
            Method::Smoothing(alpha) => (
                bi("α = {0}，均方误差最小", "α = {0}, least squared error"),
                show_number(Decimal::new(alpha.into(), 2)),
            ),
            Method::MovingAverage(window) => (
                bi("最近 {0} 期的均值", "mean of the last {0}"),
                window.to_string(),
            ),
            Method::Trend => (bi("最小二乘直线", "line of least squares"), String::new()),
        },
        Err(NoValue::TooFew(least)) => {
            (bi("至少要 {0} 期", "needs {0} periods"), least.to_string())
        }
        Err(reason) => (reason.words(), String::new()),
    };
    crate::app::i18n::fill(text, lang, &[number])
}

/// The forecast of sales.
#[component]
pub fn ForecastPage() -> impl IntoView {
    let of = View::get();
    let app = of.app;
    let step = Memo::new(move |_| {
        let asked = of.asked("by").unwrap_or_default();
        let found = STEPS.iter().find(|(_, code, _)| *code == asked);
        found.map_or(Step::Month, |(step, ..)| *step)
    });
    let as_of = Memo::new(move |_| {
        let asked = of.asked("asof").and_then(|day| day.parse().ok());
        let last = of.columns.with(|columns| last_day(columns, app.today()));
        asked.unwrap_or(last)
    });
    let found = Memo::new(move |_| {
        of.columns
            .with(|columns| series(columns, step.get(), as_of.get()))
    });
    let made = Memo::new(move |_| {
        app.track(RuleOverride::TABLE);
        let window = app.book(|book| WINDOW.whole(&book.tables));
        let window = usize::try_from(window).unwrap_or(3);
        found.with(|found| {
            let values = &found.values;
            Arc::new([
                smoothing(values),
                moving_average(values, window),
                trend(values),
            ])
        })
    });
    view! {
        <PageHeader
            title=tr(bi("销售预测", "Sales forecast"))
            lead=tr(bi(
                "用过去的销售推算下一期，三种方法并列，误差小者较可信。",
                "The next period from the sales so far, three methods side by side; trust the one with smaller errors.",
            ))
        />
        <Show when=move || of.has_sales() fallback=|| view! { <NoSales/> }>
            <SkippedNotice/>
            <Choices of step as_of/>
            <Show
                when=move || made.with(|made| made.iter().any(Result::is_ok))
                fallback=|| view! {
                    <Notice
                        title=tr(bi("期数太少，还不能预测", "Too few periods for a forecast yet"))
                        text=tr(bi("至少要三个完整的期；可改按月来看。", "At least three whole periods are needed; try by month."))
                    />
                }
            >
                <Comparison found made/>
                <Lines found made/>
            </Show>
        </Show>
    }
}

#[component]
fn Choices(of: View, step: Memo<Step>, as_of: Memo<NaiveDate>) -> impl IntoView {
    let options = Signal::derive(move || {
        let lang = lang();
        STEPS
            .map(|(_, code, label)| (code.to_owned(), label.in_lang(lang).to_owned()))
            .to_vec()
    });
    let value = Signal::derive(move || {
        let found = STEPS.iter().find(|(other, ..)| *other == step.get());
        found.map_or("", |(_, code, _)| code).to_owned()
    });
    let day = Signal::derive(move || as_of.get().to_string());
    let choose_day = move |typed: String| {
        let day = typed.parse::<NaiveDate>().ok();
        of.choose("asof", day.map(|day| day.to_string()));
    };
    view! {
        <Toolbar label=tr(bi("预测什么", "What to forecast"))>
            <Select
                label=tr(bi("期的长短", "Length of a period"))
                value
                options
                on_change=move |code: String| of.choose("by", Some(code))
                small=true
                testid="forecast-step"
            />
            <Field label=tr(bi("截至", "As of"))>
                <DateInput value=day on_change=choose_day/>
            </Field>
        </Toolbar>
    }
}

#[component]
fn Comparison(found: Memo<Series>, made: Memo<Arc<[Made; 3]>>) -> impl IntoView {
    let best = Memo::new(move |_| {
        made.with(|made| {
            let errors = made.iter().enumerate();
            let errors = errors.filter_map(|(at, made)| Some((at, made.as_ref().ok()?.errors.mse)));
            errors.min_by_key(|(_, mse)| *mse).map(|(at, _)| at)
        })
    });
    let heads = METHODS.iter().enumerate().map(move |(at, (name, _))| {
        let note = move || {
            made.with(|made| {
                made.get(at)
                    .map(|made| method_note(made, lang()))
                    .unwrap_or_default()
            })
        };
        view! {
            <th scope="col">
                {tr(*name)}
                <Show when=move || best.get() == Some(at)>
                    " " <Badge label=tr(bi("误差最小", "Least error")) tone=Tone::Ok/>
                </Show>
                <small class="f-forecast__note">{note}</small>
            </th>
        }
    });
    let rows = ROWS.iter().map(move |(kind, read)| {
        let cells = (0..METHODS.len()).map(move |at| {
            let figure = Signal::derive(move || {
                made.with(|made| {
                    let made = made.get(at).cloned().unwrap_or(Err(NoValue::NoRecords));
                    figure(kind, &made, *read)
                })
            });
            view! { <td><Explained figure/></td> }
        });
        view! { <tr><th scope="row">{tr(kind.label)}</th>{cells.collect_view()}</tr> }
    });
    let lead = tr_with(
        bi(
            "{0} 的销售额，依据之前 {1} 个完整的期。",
            "Sales of {0}, from {1} whole period{s} before.",
        ),
        move |_| found.with(|found| [found.next.clone(), found.values.len().to_string()]),
    );
    view! {
        <Section title=tr(bi("下一期", "The next period")) lead>
            <div class="f-forecast" tabindex="0" role="group" aria-label=tr(bi("三种预测", "Three forecasts"))>
                <table class="c-data-table" data-testid="forecast">
                    <thead><tr><td></td>{heads.collect_view()}</tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </Section>
    }
}

#[component]
fn Lines(found: Memo<Series>, made: Memo<Arc<[Made; 3]>>) -> impl IntoView {
    let names = Signal::derive(move || {
        found.with(|found| {
            let next = std::iter::once(found.next.clone());
            found.names.iter().cloned().chain(next).collect::<Vec<_>>()
        })
    });
    let lines = Signal::derive(move || {
        let lang = lang();
        let point = |value: Option<Decimal>| {
            let text = value.map(|value| show_amount(value.round_dp(2)));
            (value.map(drawn), text.unwrap_or_default())
        };
        let actual = LineSeries {
            label: bi("实际", "Actual").in_lang(lang).to_owned(),
            points: found.with(|found| {
                found
                    .values
                    .iter()
                    .map(|value| point(Some(*value)))
                    .collect()
            }),
            ..LineSeries::default()
        };
        let made = made.get();
        let forecasts = made
            .iter()
            .zip(METHODS)
            .filter_map(|(made, (name, class))| {
                let made = made.as_ref().ok()?;
                let values = made.fitted.iter().copied().chain([Some(made.next)]);
                Some(LineSeries {
                    label: name.in_lang(lang).to_owned(),
                    class,
                    points: values.map(point).collect(),
                })
            });
        std::iter::once(actual).chain(forecasts).collect::<Vec<_>>()
    });
    view! {
        <Section title=tr(bi("实际与预测", "Actual and forecast"))>
            <LineChart
                title=tr(bi("各期销售额与三种预测", "Sales by period and three forecasts"))
                table_label=tr(bi("看表格", "Show as table"))
                name_label=tr(bi("期", "Period"))
                names
                series=lines
                tick_text=Callback::new(|value: f64| tick(value))
            />
        </Section>
    }
}
