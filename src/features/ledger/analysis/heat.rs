//! Who bought when: customers by month in shades.

use leptos::prelude::*;

use super::{
    View,
    performance::{along, drawn},
};
use crate::{
    app::i18n::{fill, lang, show_amount, show_count, tr},
    content::bi,
    domain::{
        Currency, Workbook,
        ledger::{
            Period,
            performance::{Dimension, Subject},
            ratio::major,
            totals::months_of_customers,
        },
    },
    ui::{HeatMap, HeatRow, Section},
};

/// Customers in the heat map; the others are one row.
const HEAT_ROWS: usize = 20;

fn heat_row(label: String, months: &[i64], home: Currency) -> HeatRow {
    let cell = |minor: &i64| {
        let value = major(*minor, home);
        let drawn = (*minor != 0).then(|| drawn(value));
        (drawn, show_amount(value))
    };
    HeatRow {
        label,
        cells: months.iter().map(cell).collect(),
    }
}

/// The largest customers, and all others together.
#[component]
pub fn Heat(of: View) -> impl IntoView {
    let customers = along(of, Dimension::Customer);
    let names = Signal::derive(move || {
        (1..=12)
            .map(|month: u32| month.to_string())
            .collect::<Vec<_>>()
    });
    let rows = Signal::derive(move || {
        let columns = of.columns.get();
        let months = months_of_customers(&columns, Period::year(of.year.get()));
        let ranked = customers.with(|all| {
            let places = all.standings.iter().filter(|one| one.now.lines > 0);
            let places = places.filter_map(|one| match one.subject {
                Subject::Customer(index) => usize::try_from(index).ok(),
                _ => None,
            });
            places.collect::<Vec<_>>()
        });
        let name = |at: usize| {
            let id = columns.customers.get(at)?;
            let name = |book: &Workbook| book.tables.customers.get(*id).map(|row| row.name.clone());
            of.app.book(name)
        };
        let mut rows: Vec<HeatRow> = ranked
            .iter()
            .take(HEAT_ROWS)
            .filter_map(|at| Some(heat_row(name(*at)?, months.get(*at)?, columns.home)))
            .collect();
        let mut rest = vec![0_i64; 12];
        let others = ranked
            .iter()
            .skip(HEAT_ROWS)
            .filter_map(|at| months.get(*at));
        for months in others {
            for (sum, more) in rest.iter_mut().zip(months) {
                *sum = sum.saturating_add(*more);
            }
        }
        if ranked.len() > HEAT_ROWS {
            let text = bi("其余 {0} 家", "{0} other{s}");
            let label = fill(text, lang(), &[show_count(ranked.len() - HEAT_ROWS)]);
            rows.push(heat_row(label, &rest, columns.home));
        }
        rows
    });
    view! {
        <Section
            title=tr(bi("谁在何时买", "Who bought when"))
            lead=tr(bi("颜色越深，当月销售额越大；空格是没有交易的月份。", "The darker, the larger the sales of the month; empty squares are months without dealings."))
        >
            <HeatMap
                title=tr(bi("客户 × 月份", "Customers by month"))
                table_label=tr(bi("看表格", "Show as table"))
                name_label=tr(bi("客户", "Customer"))
                columns=names
                rows
                hint=tr(bi("指向一格，或用方向键移动", "Point at a square, or move with the arrow keys"))
            />
        </Section>
    }
}
