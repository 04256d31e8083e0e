//! Dealings with a customer, from the ledger: years and months, the last documents, and what is
//! known of its years beyond our own ledger.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::{
        App,
        clock::new_id,
        form::put_all,
        i18n::{lang, show_amount, show_count, show_value, tr, tr_with},
        ledger::columns,
        record_dialog::{Entered, RecordDialog},
        route::{ListQuery, Route},
    },
    content::bi,
    domain::{
        Id,
        ledger::{
            CustomerYear,
            dealings::{Dealings, dealings},
            ratio::major,
        },
        tables::AnyRecord,
    },
    ui::{Button, ButtonKind, Card, DataList, DataPair, EmptyState, Glyph, LinkButton, Section},
};

/// So many documents are shown; the ledger has them all.
const LAST: usize = 8;

fn of_ledger(screen: &str, customer: Id) -> Route {
    let filters = vec![("customer".to_owned(), customer.to_string())];
    Route::Ledger(
        screen.to_owned(),
        ListQuery {
            sort: None,
            filters,
        },
    )
}

/// The panel of dealings.
#[component]
pub fn DealingsPanel(
    /// With whom.
    id: Id,
) -> impl IntoView {
    let all = columns();
    let found = Memo::new(move |_| all.with(|columns| dealings(columns, id)));
    let is_any = Memo::new(move |_| found.with(|found| !found.orders.is_empty()));
    let enter = move || {
        view! {
            <LinkButton
                label=tr(bi("录入单据", "Enter a document"))
                href=of_ledger("entry", id).href()
                icon=Glyph::Plus
            />
        }
    };
    let none = move || {
        view! {
            <EmptyState
                icon=Glyph::Ledger
                title=tr(bi("台账里还没有与这位客户的交易", "The ledger has no dealings with this customer yet"))
                text=tr(bi(
                    "业绩由销售明细汇总，不用另外填写。",
                    "Performance is added up from the sales lines; nothing is entered twice.",
                ))
            >
                {enter()}
                <LinkButton label=tr(bi("从文件导入", "Import from a file")) href="#/data" icon=Glyph::Upload/>
            </EmptyState>
        }
    };
    let orders_actions = move || {
        view! {
            <LinkButton label=tr(bi("全部明细", "All lines")) href=of_ledger("", id).href() icon=Glyph::Ledger/>
            {enter()}
        }
    };
    view! {
        <Show when=move || is_any.get() fallback=none>
            <Section
                title=tr(bi("历年交易", "Dealings by year"))
                lead=tr_with(
                    bi("本位币 {0}，由订单明细汇总；各月取整到元，合计为准数。", "In {0}, added up from the lines; months are shown rounded, totals exactly."),
                    move |_| [all.with(|columns| columns.home.to_string())],
                )
            >
                <Years found/>
            </Section>
            <Section title=tr(bi("最近的单据", "Last documents")) actions=orders_actions>
                <Orders found/>
            </Section>
        </Show>
        <YearFacts id/>
    }
}

#[component]
fn Years(found: Memo<Dealings>) -> impl IntoView {
    let home = columns().with_untracked(|columns| columns.home);
    let months = (1..=12_u32).map(|month| {
        view! { <th scope="col">{tr_with(bi("{0}月", "M{0}"), move |_| [month.to_string()])}</th> }
    });
    let amount = move |minor: i64, is_whole: bool| {
        let value = major(minor, home);
        let shown = if is_whole { value.round() } else { value };
        view! { <td data-figure="ledger.sales" data-value=value.normalize().to_string()>{show_amount(shown)}</td> }
    };
    let rows = move || {
        let years = found.with(|found| found.years.clone());
        years
            .into_iter()
            .map(|year| {
                let months = year.months.map(|month| match month {
                    Some(minor) => amount(minor, true).into_any(),
                    None => view! { <td class="f-dealings__none">"·"</td> }.into_any(),
                });
                view! {
                    <tr>
                        <th scope="row">{year.year}</th>
                        <td data-figure="ledger.orders" data-value=year.orders>{year.orders}</td>
                        {months.into_iter().collect_view()}
                        {amount(year.total, false)}
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <div class="f-dealings" tabindex="0" role="group" aria-label=tr(bi("历年交易", "Dealings by year"))>
            <table class="f-dealings__table" data-testid="dealings">
                <thead>
                    <tr>
                        <th scope="col">{tr(bi("年度", "Year"))}</th>
                        <th scope="col">{tr(bi("单据", "Orders"))}</th>
                        {months.collect_view()}
                        <th scope="col">{tr(bi("全年", "Total"))}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Orders(found: Memo<Dealings>) -> impl IntoView {
    let app = App::get();
    let home = columns().with_untracked(|columns| columns.home);
    let rows = move || {
        let orders = found.with(|found| found.orders.clone());
        let orders = orders.into_iter().take(LAST);
        orders
            .map(|order| {
                let line = app.book(|book| book.tables.sales.get(order.line).cloned());
                let number = line.and_then(|line| line.document.clone());
                let number = number.unwrap_or_else(|| "\u{2014}".to_owned());
                let screen = format!("entry/{}", order.line);
                let href = Route::Ledger(screen, ListQuery::default()).href();
                let value = major(order.amount, home);
                view! {
                    <tr>
                        <th scope="row"><a href=href>{order.date.to_string()}</a></th>
                        <td class="f-dealings__text">{number}</td>
                        <td>{show_count(usize::try_from(order.lines).unwrap_or_default())}</td>
                        <td data-figure="ledger.sales" data-value=value.normalize().to_string()>{show_amount(value)}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <div class="f-dealings">
            <table class="f-dealings__table f-dealings__table--narrow">
                <thead>
                    <tr>
                        <th scope="col">{tr(bi("日期", "Date"))}</th>
                        <th scope="col" class="f-dealings__text">{tr(bi("合同/订单号", "Document no."))}</th>
                        <th scope="col">{tr(bi("行数", "Lines"))}</th>
                        <th scope="col">{tr(bi("本位币金额", "Home amount"))}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn fill_year(record: AnyRecord, entered: Entered) -> AnyRecord {
    match record {
        AnyRecord::CustomerYear(row) => {
            let mut row = Arc::unwrap_or_clone(row);
            put_all(entered, |key, value| row.set(key, value));
            row.into()
        }
        other => other,
    }
}

/// What is known of a customer's years beyond our own ledger.
#[component]
fn YearFacts(id: Id) -> impl IntoView {
    let app = App::get();
    let open = RwSignal::new(None::<AnyRecord>);
    let years = move || {
        app.track(CustomerYear::TABLE);
        app.book(|book| {
            let years = book
                .tables
                .customer_years
                .iter()
                .filter(|year| year.customer == id);
            let mut years: Vec<_> = years.cloned().collect();
            years.sort_by_key(|year| std::cmp::Reverse(year.year));
            years
        })
    };
    let add = move |_| {
        let fresh = CustomerYear {
            id: new_id(),
            customer: id,
            ..CustomerYear::default()
        };
        open.set(Some(fresh.into()));
    };
    let actions = move || {
        view! { <Button label=tr(bi("添加年度", "Add a year")) icon=Glyph::Plus on_click=add/> }
    };
    let cards = move || {
        let lang = lang();
        let cards = years().into_iter().map(|year| {
            let pairs: Vec<_> = CustomerYear::FIELDS
                .iter()
                .filter(|field| field.key != "year")
                .filter_map(|field| {
                    let value = show_value(field, &year.get(field.key)?, lang);
                    let label = field.label.in_lang(lang).to_owned();
                    let number = false;
                    Some(DataPair {
                        label,
                        value,
                        number,
                    })
                })
                .collect();
            let title = year.year.unwrap_or_default().to_string();
            let actions = move || {
                let year = year.clone();
                view! {
                    <Button
                        label=tr(bi("编辑", "Edit"))
                        kind=ButtonKind::Plain
                        small=true
                        on_click=move |_| open.set(Some(AnyRecord::CustomerYear(year.clone())))
                    />
                }
            };
            view! { <Card title actions><DataList items=pairs/></Card> }
        });
        view! { <div class="f-cards">{cards.collect_view()}</div> }
    };
    view! {
        <Section
            title=tr(bi("客户年度情况", "What is known of its years"))
            lead=tr(bi(
                "客户自己的总销售额、采购额、库存和促销：销售额比率、客户份额等指标由此算出。",
                "The customer's own sales, purchases, stock and promotions: sales ratio, share of customer and others come from them.",
            ))
            actions
        >
            {cards}
        </Section>
        <RecordDialog
            open
            title=tr(bi("客户年度情况", "A customer's year"))
            fields=CustomerYear::FIELDS
            required=&["year"]
            fill=fill_year
        />
    }
}
