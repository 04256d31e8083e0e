//! How much hangs on few customers, and who is above the alarm.

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::View;
use crate::{
    app::{
        figure::Explained,
        i18n::{show_share, tr, tr_with},
        route::Route,
    },
    content::bi,
    domain::{
        Id,
        figure::{Figure, FigureKind},
        ledger::{
            Period,
            concentration::{
                CR1, CR5, CRN, LARGEST, SHARE_ALARM, above, herfindahl_figure, largest_figure,
            },
            totals::by_customer,
        },
        rule::RuleOverride,
    },
    ui::{Badge, Notice, Section, Stat, StatRow, Tone},
};

/// The figures and the alarm.
#[component]
pub fn Concentration(of: View) -> impl IntoView {
    let app = of.app;
    let amounts = Memo::new(move |_| {
        let columns = of.columns.get();
        let period = Period::year(of.year.get());
        let totals = by_customer(&columns, columns.between(period.first, period.last));
        totals.iter().map(|total| total.amount).collect::<Vec<_>>()
    });
    let rules = move || {
        app.track(RuleOverride::TABLE);
        app.book(|book| {
            let n = usize::try_from(LARGEST.whole(&book.tables)).unwrap_or(1);
            (n, SHARE_ALARM.decimal(&book.tables))
        })
    };
    let n = Memo::new(move |_| rules().0);
    let limit = Memo::new(move |_| rules().1);
    let home = move || of.columns.with(|columns| columns.home);
    let active = move || {
        let active = amounts.get().into_iter().filter(|amount| *amount != 0);
        active.collect::<Vec<_>>()
    };
    let largest = move |kind: &'static FigureKind, n: Signal<usize>| {
        Signal::derive(move || -> Figure { largest_figure(kind, &active(), n.get(), home()) })
    };
    let index = Signal::derive(move || herfindahl_figure(&active(), home()));
    let alarms = Memo::new(move |_| {
        let columns = of.columns.get();
        let found = amounts.with(|amounts| above(amounts, limit.get()));
        let named = found.into_iter().filter_map(|(at, share)| {
            let id = *columns.customers.get(at)?;
            let name = app.book(|book| book.tables.customers.get(id).map(|row| row.name.clone()));
            Some((id, name?, share))
        });
        named.collect::<Vec<(Id, String, Decimal)>>()
    });
    let lines = move || {
        let line = |(id, name, share): (Id, String, Decimal)| {
            let href = Route::Customer(id, "card".to_owned()).href();
            view! {
                <li class="f-bin__entry">
                    <a class="f-bin__name" href=href>{name}</a>
                    <Badge label=Signal::stored(show_share(share)) tone=Tone::Risk/>
                </li>
            }
        };
        alarms.get().into_iter().map(line).collect_view()
    };
    let limit_text = move || show_share(limit.get());
    view! {
        <Section
            title=tr(bi("集中度", "Concentration"))
            lead=tr(bi("销售额越集中，失去一家客户的风险越大。", "The more concentrated, the more is at stake with a single customer."))
        >
            <StatRow>
                <Stat label=tr(CR1.label)><Explained figure=largest(&CR1, Signal::stored(1))/></Stat>
                <Stat label=tr(CR5.label)><Explained figure=largest(&CR5, Signal::stored(5))/></Stat>
                <Stat
                    label=tr(CRN.label)
                    note=tr_with(bi("前 {0} 名", "the {0} largest"), move |_| [n.get().to_string()])
                ><Explained figure=largest(&CRN, n.into())/></Stat>
                <Stat label=tr(bi("赫芬达尔指数 HHI", "Herfindahl index, HHI"))><Explained figure=index/></Stat>
            </StatRow>
            <Show
                when=move || alarms.with(|alarms| !alarms.is_empty())
                fallback=move || view! {
                    <Notice tone=Tone::Ok title=tr_with(
                        bi("没有客户超过总额的 {0}。", "No customer is above {0} of all sales."),
                        move |_| [limit_text()],
                    )/>
                }
            >
                <Notice
                    tone=Tone::Risk
                    title=tr_with(
                        bi("{0} 位客户超过总额的 {1}：", "{0} customer{s} above {1} of all sales:"),
                        move |_| [alarms.with(|alarms| alarms.len().to_string()), limit_text()],
                    )
                    text=tr(bi("警戒线在规则手册里。", "The limit is in the rulebook."))
                />
                <ul class="f-bin" data-testid="share-alarm">{lines}</ul>
            </Show>
        </Section>
    }
}
