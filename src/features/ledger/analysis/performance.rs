//! Sales performance: the figures of a year, its months, products and regions, seasons, who bought
//! when, and how much hangs on few.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{View, YearChoice, concentration::Concentration, heat::Heat};
use crate::{
    app::{
        figure::Explained,
        i18n::{lang, show_amount, show_count, show_share, tr, tr_with},
        no_sales::{NoSales, SkippedNotice},
    },
    content::{Bilingual, bi},
    domain::{
        figure::{Figure, NoValue},
        ledger::{
            Month, NO_PRODUCT, Performance, Period, Totals,
            forecast::{line, on_line, seasonal_index},
            performance::{Dimension, Standing, Subject},
            ratio::{
                AVERAGE_CUSTOMER, AVERAGE_MONTH, AVERAGE_ORDER, average_figure, cagr_figure,
                growth_figure, major, margin_figure, sales_figure,
            },
            series::{Step, last_day, series_of_years, years},
            totals::{REGIONS, overall},
        },
    },
    ui::{Bar, BarChart, LineChart, LineSeries, PageHeader, Section, Stat, StatRow, Toolbar},
};

/// Products in the chart.
const BARS: usize = 12;

/// The length of a bar or the height of a line.
pub(super) fn drawn(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}

/// A year in figures and charts.
#[component]
pub fn PerformancePage() -> impl IntoView {
    let of = View::get();
    view! {
        <PageHeader
            title=tr(bi("销售业绩", "Sales performance"))
            lead=tr(bi(
                "一年的销售从哪里来、怎样变化、是否依赖少数客户。",
                "Where a year's sales came from, how they moved, and whether they hang on few customers.",
            ))
        />
        <Show when=move || of.has_sales() fallback=|| view! { <NoSales/> }>
            <SkippedNotice/>
            <Toolbar label=tr(bi("年度", "Year"))><YearChoice of/></Toolbar>
            <Figures of/>
            <Months of/>
            <Parts of/>
            <Seasons of/>
            <Heat of/>
            <Concentration of/>
        </Show>
    }
}

pub(super) fn along(of: View, dimension: Dimension) -> Memo<Arc<Performance>> {
    Memo::new_with_compare(
        move |_| {
            let columns = of.columns.get();
            let period = Period::year(of.year.get());
            let found = of
                .app
                .book(|book| Performance::of(dimension, &columns, &book.tables, period));
            Arc::new(found)
        },
        |_, _| true,
    )
}

/// Months of the year that have begun, up to the last the ledger knows.
fn months_so_far(of: View) -> u32 {
    let year = of.year.get();
    let last = of
        .columns
        .with(|columns| Month::of(last_day(columns, of.app.today())));
    match last.year.cmp(&year) {
        std::cmp::Ordering::Equal => last.month,
        _ => 12,
    }
}

#[component]
fn Figures(of: View) -> impl IntoView {
    let customers = along(of, Dimension::Customer);
    let home = move || of.columns.with(|columns| columns.home);
    let total = move |read: &dyn Fn(&Totals, &Totals) -> Figure| {
        customers.with(|all| read(&all.total, &all.total_before))
    };
    let average = move |kind, by: (Bilingual, u32)| {
        Signal::derive(move || total(&|now, _| average_figure(kind, now, by, home())))
    };
    let sales = Signal::derive(move || total(&|now, _| sales_figure(now, home())));
    let growth = Signal::derive(move || {
        total(&|now, before| growth_figure(now.amount, before.amount, home()))
    });
    let margin = Signal::derive(move || total(&|now, _| margin_figure(now, home())));
    let per_order = Signal::derive(move || {
        total(&|now, _| {
            average_figure(
                &AVERAGE_ORDER,
                now,
                (bi("订单数", "Orders"), now.orders),
                home(),
            )
        })
    });
    let per_month = Signal::derive(move || {
        let months = (bi("月数", "Months"), months_so_far(of));
        average(&AVERAGE_MONTH, months).get()
    });
    let per_customer = Signal::derive(move || {
        let count = customers.with(|all| all.amounts().len());
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        average(&AVERAGE_CUSTOMER, (bi("客户数", "Customers"), count)).get()
    });
    let cagr = Signal::derive(move || {
        let columns = of.columns.get();
        let sales = |year: i32| {
            let period = Period::year(year);
            let range = columns.between(period.first, period.last);
            (year, overall(&columns, range).amount)
        };
        let first = years(&columns).last().copied().unwrap_or_default();
        cagr_figure(sales(first), sales(of.year.get()), columns.home)
    });
    let before = Signal::derive(move || (of.year.get() - 1).to_string());
    let first = Signal::derive(move || {
        let first = of.columns.with(|columns| years(columns).last().copied());
        first.unwrap_or_default().to_string()
    });
    view! {
        <StatRow>
            <Stat
                label=tr(bi("销售额", "Sales"))
                note=Signal::derive(move || home().to_string())
            ><Explained figure=sales/></Stat>
            <Stat
                label=tr(bi("成长率", "Growth"))
                note=tr_with(bi("比 {0} 年", "over {0}"), move |_| [before.get()])
            ><Explained figure=growth/></Stat>
            <Stat
                label=tr(bi("年均复合成长率", "Compound annual growth"))
                note=tr_with(bi("自 {0} 年", "since {0}"), move |_| [first.get()])
            ><Explained figure=cagr/></Stat>
            <Stat label=tr(bi("毛利率", "Margin"))><Explained figure=margin/></Stat>
            <Stat label=tr(bi("每单平均", "Per order"))><Explained figure=per_order/></Stat>
            <Stat label=tr(bi("每月平均", "Per month"))><Explained figure=per_month/></Stat>
            <Stat label=tr(bi("每户平均", "Per customer"))><Explained figure=per_customer/></Stat>
        </StatRow>
    }
}

fn points(values: &[Decimal]) -> Vec<(Option<f64>, String)> {
    let point = |value: &Decimal| (Some(drawn(*value)), show_amount(*value));
    values.iter().map(point).collect()
}

#[component]
fn Months(of: View) -> impl IntoView {
    let months = along(of, Dimension::Month);
    let names = Signal::derive(move || {
        (1..=12)
            .map(|month: u32| month.to_string())
            .collect::<Vec<_>>()
    });
    let series = Signal::derive(move || {
        let lang = lang();
        let year = of.year.get();
        let home = of.columns.with(|columns| columns.home);
        let of_year = |read: fn(&Standing) -> i64| {
            months.with(|all| {
                let amounts = all.standings.iter().map(|one| major(read(one), home));
                amounts.collect::<Vec<_>>()
            })
        };
        let so_far = usize::try_from(months_so_far(of)).unwrap_or(12);
        let mut now = of_year(|one| one.now.amount);
        now.truncate(so_far);
        let before = of_year(|one| one.before.amount);
        let trend = line(&now).map(|line| {
            let fitted = (1..=12).filter_map(|month| on_line(line, month));
            fitted.map(|value| value.round_dp(2)).collect::<Vec<_>>()
        });
        let named = |label: String, points| LineSeries {
            label,
            points,
            ..LineSeries::default()
        };
        let mut all = vec![named(year.to_string(), points(&now))];
        if before.iter().any(|value| !value.is_zero()) {
            all.push(LineSeries {
                class: crate::ui::ClassTone::B,
                ..named((year - 1).to_string(), points(&before))
            });
        }
        if let Ok(trend) = trend {
            let label = bi("趋势", "Trend").in_lang(lang).to_owned();
            all.push(LineSeries {
                class: crate::ui::ClassTone::C,
                ..named(label, points(&trend))
            });
        }
        all
    });
    view! {
        <Section
            title=tr(bi("逐月销售", "Month by month"))
            lead=tr(bi("与上年同月对照，并有线性趋势。", "Against the same months of the year before, with a linear trend."))
        >
            <LineChart
                title=tr(bi("各月销售额", "Sales by month"))
                table_label=tr(bi("看表格", "Show as table"))
                name_label=tr(bi("月份", "Month"))
                names
                series
                tick_text=Callback::new(|value: f64| tick(value))
            />
        </Section>
    }
}

/// A value on an axis.
pub(super) fn tick(value: f64) -> String {
    let value = Decimal::from_f64_retain(value).unwrap_or_default();
    show_amount(value.round_dp(2).normalize())
}

fn bar(label: String, value: Decimal, text: String) -> Bar {
    Bar {
        label,
        value: drawn(value),
        text,
        ..Bar::default()
    }
}

#[component]
fn Parts(of: View) -> impl IntoView {
    let products = along(of, Dimension::Product);
    let regions = along(of, Dimension::Region);
    let bars = move |all: Memo<Arc<Performance>>| {
        Signal::derive(move || {
            let lang = lang();
            let columns = of.columns.get();
            let name = |subject: Subject| match subject {
                Subject::Product(NO_PRODUCT) => {
                    bi("（未分产品）", "(no product)").in_lang(lang).to_owned()
                }
                Subject::Product(index) => {
                    let id = usize::try_from(index)
                        .ok()
                        .and_then(|at| columns.products.get(at));
                    let name = |id| {
                        let book = |book: &crate::domain::Workbook| {
                            book.tables.products.get(id).map(|row| row.name.clone())
                        };
                        of.app.book(book)
                    };
                    id.and_then(|id| name(*id)).unwrap_or_default()
                }
                Subject::Region(index) => {
                    let region = usize::try_from(index).ok().and_then(|at| REGIONS.get(at));
                    let name = region.map_or(bi("（未填国家）", "(no country)"), |(_, name)| *name);
                    name.in_lang(lang).to_owned()
                }
                _ => String::new(),
            };
            all.with(|all| {
                let most = all
                    .standings
                    .iter()
                    .filter(|one| one.now.lines > 0)
                    .take(BARS);
                most.map(|one| {
                    let value = major(one.now.amount, columns.home);
                    let share = all.share(one.now.amount);
                    let share = share.map(show_share).unwrap_or_default();
                    let text = format!("{}  {share}", show_amount(value));
                    bar(name(one.subject), value, text)
                })
                .collect::<Vec<_>>()
            })
        })
    };
    view! {
        <Section
            title=tr(bi("按产品与地区", "By product and region"))
            lead=tr_with(bi("销售额最大的 {0} 种产品，以及五大地区。", "The {0} products with the largest sales, and the five regions."), move |_| [show_count(BARS)])
        >
            <div class="f-charts">
                <BarChart
                    title=tr(bi("各产品销售额", "Sales by product"))
                    bars=bars(products)
                    name_label=tr(bi("产品", "Product"))
                    value_label=tr(bi("销售额与占比", "Sales and share"))
                    table_label=tr(bi("看表格", "Show as table"))
                />
                <BarChart
                    title=tr(bi("各地区销售额", "Sales by region"))
                    bars=bars(regions)
                    name_label=tr(bi("地区", "Region"))
                    value_label=tr(bi("销售额与占比", "Sales and share"))
                    table_label=tr(bi("看表格", "Show as table"))
                />
            </div>
        </Section>
    }
}

#[component]
fn Seasons(of: View) -> impl IntoView {
    let index = Memo::new(move |_| {
        let as_of = of.columns.with(|columns| last_day(columns, of.app.today()));
        let found = of
            .columns
            .with(|columns| series_of_years(columns, Step::Month, as_of));
        (seasonal_index(&found.values, 12), found.values.len() / 12)
    });
    let bars = Signal::derive(move || {
        let (index, _) = index.get();
        let month =
            |(month, value): (u32, Decimal)| bar(month.to_string(), value, show_share(value));
        (1..)
            .zip(index.unwrap_or_default())
            .map(month)
            .collect::<Vec<_>>()
    });
    let reason = move || {
        let reason = index.with(|(index, _)| index.as_ref().err().copied());
        reason.map(|reason: NoValue| {
            view! {
                <p class="f-nothing">
                    {reason.words().in_lang(lang())} " · "
                    {bi("季节指数至少要两个整年。", "A seasonal index needs two whole years.").in_lang(lang())}
                </p>
            }
        })
    };
    view! {
        <Section
            title=tr(bi("季节", "Seasons"))
            lead=tr_with(
                bi("各月与月均之比，依据 {0} 个整年；100% 为平常月份。", "Each month against the mean month, from {0} whole year{s}; 100 % is an ordinary month."),
                move |_| [index.with(|(_, years)| years.to_string())],
            )
        >
            {reason}
            <Show when=move || index.with(|(index, _)| index.is_ok())>
                <BarChart
                    title=tr(bi("季节指数", "Seasonal index"))
                    bars
                    name_label=tr(bi("月份", "Month"))
                    value_label=tr(bi("季节指数", "Seasonal index"))
                    table_label=tr(bi("看表格", "Show as table"))
                />
            </Show>
        </Section>
    }
}
