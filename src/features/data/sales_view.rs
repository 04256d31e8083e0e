//! What an import of sales lines would do, on screen.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::{
        describe,
        i18n::{group_digits, lang, show_count, tr},
    },
    content::bi,
    domain::ledger::SalesLine,
    exchange::jobs::PlannedSales,
    ui::Disclosure,
};

/// The rows taken, added up by currency.
#[component]
pub fn Sums(
    /// The plan.
    planned: RwSignal<Arc<PlannedSales>>,
) -> impl IntoView {
    let lines = move || {
        planned.with(|planned| {
            let line = |sum: &crate::exchange::plan::Sum| {
                let amount = group_digits(&sum.amount.to_string());
                view! {
                    <tr data-testid=format!("sum-{}", sum.currency)>
                        <th scope="row">{sum.currency.to_string()}</th>
                        <td data-align="end">{show_count(sum.rows)}</td>
                        <td data-align="end">{amount}</td>
                    </tr>
                }
            };
            planned.sums.iter().map(line).collect_view()
        })
    };
    view! {
        <div class="c-data-scroll">
            <table class="c-data-table">
                <thead>
                    <tr>
                        <th scope="col">{tr(bi("币种", "Currency"))}</th>
                        <th scope="col" data-align="end">{tr(bi("可用的行", "Rows taken"))}</th>
                        <th scope="col" data-align="end">{tr(bi("金额合计", "Amount in all"))}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}

/// The first changed lines, cell by cell.
#[component]
pub fn Changed(
    /// The plan.
    planned: RwSignal<Arc<PlannedSales>>,
) -> impl IntoView {
    let count = Memo::new(move |_| planned.with(|planned| planned.changed.len()));
    let lines = move || {
        let lang = lang();
        planned.with(|planned| {
            let lines = planned.changed.iter().flat_map(|line| {
                line.cells.iter().map(move |cell| {
                    let none = || "\u{2014}".to_owned();
                    view! {
                        <tr>
                            <th scope="row">{line.line}" "{line.title.clone()}</th>
                            <td>{describe::field_name(SalesLine::TABLE, &cell.key, lang)}</td>
                            <td class="c-change__before">{cell.before.clone().unwrap_or_else(none)}</td>
                            <td class="c-change__after">{cell.after.clone().unwrap_or_else(none)}</td>
                        </tr>
                    }
                })
            });
            lines.collect_view()
        })
    };
    view! {
        <Show when=move || count.get() != 0>
            <Disclosure summary=tr(bi("看看改了什么", "Look at the changes"))>
                <table class="c-change"><tbody>{lines}</tbody></table>
            </Disclosure>
        </Show>
    }
}
