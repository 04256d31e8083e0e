//! What an import of sales lines would do, on screen.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::{
        describe,
        i18n::{group_digits, lang, list, show_count, tr, tr_with},
    },
    content::bi,
    domain::ledger::SalesLine,
    exchange::{jobs::PlannedSales, plan::SalesOptions},
    ui::{Button, Disclosure, Notice, Tone},
};

/// So many customers are named.
const NAMED: usize = 5;

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
        <Show when=move || planned.with(|planned| !planned.sums.is_empty())>
            <div class="c-data-scroll" tabindex="0" role="group" aria-label=tr(bi("按币种合计", "Sums by currency"))>
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
        </Show>
    }
}

/// The customers that rows name and the roster has not, to make them in one go.
#[component]
pub fn Missing(
    /// The plan.
    planned: RwSignal<Arc<PlannedSales>>,
    /// Whether they are made.
    how: RwSignal<SalesOptions>,
) -> impl IntoView {
    let count = Memo::new(move |_| planned.with(|planned| planned.n_missing));
    let names = tr_with(bi("如 {0}。", "Such as {0}."), move |lang| {
        let named = |planned: &Arc<PlannedSales>| {
            let few = planned.missing.get(..NAMED).unwrap_or(&planned.missing);
            list(few, lang)
        };
        [planned.with(named)]
    });
    view! {
        <Show when=move || count.get() != 0>
            <Notice
                tone=Tone::Warn
                title=tr_with(
                    bi("名册里没有其中 {0} 位客户，他们的明细不会导入", "Not in the roster: {0} customer{s} of this file; their lines are left out"),
                    move |_| [show_count(count.get())],
                )
                text=names
            >
                <Button
                    label=tr(bi("一并新建这些客户", "Make these customers too"))
                    on_click=move |_| how.update(|how| how.makes_customers = true)
                    testid="make-customers"
                />
            </Notice>
        </Show>
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
