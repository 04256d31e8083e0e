//! What the segments have and how they are looked after.

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::Shown;
use crate::{
    app::{
        classes::{class_name, tab_mark},
        i18n::{lang, show_count, tr, tr_with},
    },
    content::bi,
    domain::{
        classify::{Class, abc::CLASS_SIZE, pareto::VALUE_SHARE, segments::SEGMENT_AVERAGE},
        figure::{NoValue, quotient},
        ledger::ratio::SALES,
    },
    features::classify::cells::{ShortTable, count_cell, number_cell},
    ui::{ClassMark, Section},
};

/// The segments with customers, sales, averages and advice.
#[component]
pub(super) fn SegmentTable(shown: Shown) -> impl IntoView {
    view! {
        <Section
            title=tr(bi("分群", "Segments"))
            lead=tr_with(
                bi("有得分的客户 {0} 位；点名称看名单。", "{0} customer{s} with scores; a name lists its customers."),
                move |_| [show_count(shown.with(|found| found.rows.len()).unwrap_or_default())],
            )
        >
            <ShortTable label=tr(bi("分群", "Segments")) testid="rfm-segments">
                <SegmentRows shown links=true/>
            </ShortTable>
        </Section>
    }
}

/// Head and rows of the segments, on screen and on paper.
#[component]
pub(super) fn SegmentRows(shown: Shown, links: bool) -> impl IntoView {
    let head = move |class: &Class| {
        let lang = lang();
        let mark = Signal::stored(tab_mark(class, lang));
        let (name, code) = (class_name(class, lang), class.code.clone());
        let choose = move |_| shown.asked.choose("segment", Some(code.clone()));
        let name = if links {
            view! { <button type="button" class="f-matrix__button" on:click=choose>{name}</button> }
                .into_any()
        } else {
            name.into_any()
        };
        view! { <th scope="row"><span class="f-class"><ClassMark mark/> {name}</span></th> }
    };
    let rows = move || {
        let lang = lang();
        let scheme = shown.scheme.get();
        shown.with(|found| {
            let totals = found.totals(scheme.classes.len());
            let sales = |at: usize| totals.get(at).map_or(Err(NoValue::NoRecords), |total| total.sales(found.home));
            let all: Result<Decimal, NoValue> = (0..totals.len()).map(sales).sum();
            let row = |(at, class): (usize, &Class)| {
                let total = totals.get(at).copied().unwrap_or_default();
                let share = sales(at).and_then(|part| quotient(part, all?));
                view! {
                    <tr>
                        {head(class)} {count_cell(&CLASS_SIZE, total.customers)} {number_cell(&SALES, sales(at))}
                        {number_cell(&VALUE_SHARE, share)} {number_cell(&SEGMENT_AVERAGE, total.average(found.home))}
                        <td>{class.advice.in_lang(lang).to_owned()}</td>
                    </tr>
                }
            };
            scheme.classes.iter().enumerate().map(row).collect_view()
        })
    };
    let number = |text| view! { <th scope="col" data-align="end">{tr(text)}</th> };
    view! {
        <thead>
            <tr>
                <th scope="col">{tr(bi("分群", "Segment"))}</th>
                {number(bi("户数", "Customers"))} {number(bi("销售额", "Sales"))} {number(bi("占比", "Share"))}
                {number(bi("每户平均", "Per customer"))}
                <th scope="col">{tr(bi("做法", "What to do"))}</th>
            </tr>
        </thead>
        <tbody>{rows}</tbody>
    }
}
