//! What the classes are given against what they bring.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{
    asked::Asked,
    cells::{ShortTable, class_head, count_cell, number_cell},
};
use crate::{
    app::{
        classes::{AsOfControl, classified, schemes, tab_mark},
        figure::Explained,
        i18n::{lang, show_share, tr},
        no_sales::{NoSales, SkippedNotice},
    },
    content::{Bilingual, Lang, bi},
    domain::{
        classify::{
            Class, Scheme,
            abc::CLASS_SIZE,
            allocation::{MISALLOCATION, shares},
            per_class::{
                CLASS_PROFIT, ClassTotal, PROFIT_SHARE, RESOURCE_SHARE, RESOURCE_SURPLUS, by_class,
                misallocation_figure, profits, resources,
            },
        },
        figure::{Figure, NoValue},
    },
    ui::{PageHeader, Section, Select, ShareBar, ShareChart, SharePart, Stat, StatRow, Toolbar},
};

const FIRST: &str = "CL-III";

/// Schemes whose classes all have resources.
fn with_resources(all: &[Arc<Scheme>], lang: Lang) -> Vec<(String, String)> {
    let has = |scheme: &&Arc<Scheme>| {
        let mut classes = scheme.classes.iter();
        classes.all(|class| class.treatment.resources.is_some())
    };
    let option =
        |scheme: &Arc<Scheme>| (scheme.code.clone(), scheme.label.in_lang(lang).to_owned());
    all.iter().filter(has).map(option).collect()
}

type Shares = Result<Vec<Decimal>, NoValue>;

/// What was found: the totals of the classes, their shares of resources and of profit, the index.
#[derive(Clone)]
struct Found {
    scheme: Arc<Scheme>,
    totals: Vec<ClassTotal>,
    resources: Shares,
    profits: Shares,
    index: Figure,
}

/// Resources against profits.
#[component]
pub fn AllocationPage() -> impl IntoView {
    let asked = Asked::get();
    let all = schemes();
    let code = Memo::new(move |_| asked.text("scheme").unwrap_or_else(|| FIRST.to_owned()));
    let classes = classified(code);
    let home = move || asked.columns.with(|columns| columns.home);
    let found = Memo::new_with_compare(
        move |_| {
            let (classes, columns) = (classes.get()?, asked.columns.get());
            let totals = by_class(
                &classes,
                &columns,
                classes.scheme.span.period(asked.as_of.get()),
            );
            Some(Arc::new(Found {
                resources: resources(&classes).and_then(|parts| shares(&parts)),
                profits: profits(&totals, columns.home).and_then(|parts| shares(&parts)),
                index: misallocation_figure(&classes, &totals, columns.home),
                scheme: classes.scheme.clone(),
                totals,
            }))
        },
        |_, _| true,
    );
    let index = Signal::derive(move || {
        found.with(|found| {
            let index = found.as_ref().map(|found| found.index.clone());
            index.unwrap_or(Figure {
                kind: &MISALLOCATION,
                value: Err(NoValue::NoRecords),
                inputs: Vec::new(),
            })
        })
    });
    let bars = Signal::derive(move || {
        let lang = lang();
        found.with(|found| {
            found
                .as_ref()
                .map(|found| bars_of(found, lang))
                .unwrap_or_default()
        })
    });
    let rows = move || found.with(|found| found.as_ref().map(|found| rows_of(found, home())));
    let head = |text| view! { <th scope="col" data-align="end">{tr(text)}</th> };
    view! {
        <PageHeader
            title=tr(bi("资源配置", "Allocation of resources"))
            lead=tr(bi(
                "精力花在哪一类，利润来自哪一类；两者越接近越好。",
                "On which class effort is spent and which brings the profit; the closer the better.",
            ))
        />
        <Show when=move || asked.has_sales() fallback=|| view! { <NoSales/> }>
            <SkippedNotice/>
            <Toolbar label=tr(bi("看什么", "What is looked at"))>
                <Select
                    label=tr(bi("分类方案", "Scheme"))
                    value=code
                    options=Signal::derive(move || all.with(|all| with_resources(all, lang())))
                    on_change=move |code: String| asked.choose("scheme", Some(code))
                    small=true
                    testid="scheme"
                />
                <AsOfControl/>
            </Toolbar>
            <StatRow>
                <Stat
                    label=tr(MISALLOCATION.label)
                    note=tr(bi("0 为完全相配", "0 where they match"))
                ><Explained figure=index/></Stat>
            </StatRow>
            <Section
                title=tr(bi("各类的资源与毛利", "Resources and profit of the classes"))
                lead=tr(bi(
                    "资源是分类政策里定的比例，毛利是方案期间内的。",
                    "Resources as the policy of the classes sets them, profit in the period of the scheme.",
                ))
            >
                <ShareChart
                    title=tr(bi("资源与毛利的占比", "Shares of resources and profit"))
                    table_label=tr(bi("看表格", "Show as table"))
                    name_label=tr(bi("类别", "Class"))
                    bars
                />
                <ShortTable label=tr(bi("各类的资源与毛利", "Resources and profit of the classes")) testid="allocation">
                    <thead>
                        <tr>
                            <th scope="col">{tr(bi("类别", "Class"))}</th>
                            {head(bi("户数", "Customers"))} {head(bi("毛利", "Profit"))} {head(PROFIT_SHARE.label)}
                            {head(RESOURCE_SHARE.label)} {head(RESOURCE_SURPLUS.label)}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </ShortTable>
            </Section>
        </Show>
    }
}

fn at(shares: &Shares, class: usize) -> Result<Decimal, NoValue> {
    let found = shares.as_ref().map_err(|why| *why)?;
    found.get(class).copied().ok_or(NoValue::NoRecords)
}

fn bars_of(found: &Found, lang: Lang) -> Vec<ShareBar> {
    let bar = |label: Bilingual, shares: &Shares| {
        let part = |(place, class): (usize, &Class)| {
            let mark = tab_mark(class, lang);
            let share = at(shares, place);
            SharePart {
                label: mark.title,
                letter: mark.letter,
                class: mark.class,
                pattern: mark.pattern,
                share: share
                    .ok()
                    .and_then(|share| share.to_f64())
                    .unwrap_or_default(),
                text: share.map_or_else(|why| why.words().in_lang(lang).to_owned(), show_share),
            }
        };
        ShareBar {
            label: label.in_lang(lang).to_owned(),
            parts: found.scheme.classes.iter().enumerate().map(part).collect(),
        }
    };
    vec![
        bar(bi("资源", "Resources"), &found.resources),
        bar(bi("毛利", "Profit"), &found.profits),
    ]
}

fn rows_of(found: &Found, home: crate::domain::Currency) -> AnyView {
    let row = |(place, total): (usize, &ClassTotal)| {
        let (resource, profit) = (at(&found.resources, place), at(&found.profits, place));
        let surplus = resource.and_then(|resource| Ok(resource - profit?));
        view! {
            <tr>
                {class_head(&found.scheme, u8::try_from(place).unwrap_or(u8::MAX))}
                {count_cell(&CLASS_SIZE, total.customers)} {number_cell(&CLASS_PROFIT, total.profit(home))}
                {number_cell(&PROFIT_SHARE, profit)} {number_cell(&RESOURCE_SHARE, resource)}
                {number_cell(&RESOURCE_SURPLUS, surplus)}
            </tr>
        }
    };
    found
        .totals
        .iter()
        .enumerate()
        .map(row)
        .collect_view()
        .into_any()
}
