//! What calls for a look today: customers whose trade turns down or stops, and one that weighs too much.

use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::{
    app::{
        App,
        classes::{as_of, classified_on},
        i18n::{show_count, show_share, tr, tr_with},
        ledger::columns,
        route::{ListQuery, Route},
    },
    content::bi,
    domain::{
        Id,
        classify::alert::{MOST, Turn, WATCHED, a_quarter_before, turned},
        ledger::{
            Period,
            concentration::{SHARE_ALARM, above},
            totals::by_customer,
        },
        rule::RuleOverride,
    },
    ui::{Badge, LinkButton, Section, Tone},
};

#[derive(Clone, PartialEq)]
enum Alert {
    Turned(Turn),
    Heavy(Decimal),
}

/// The alerts, with a link to each customer.
#[component]
pub fn Alerts() -> impl IntoView {
    let app = App::get();
    let (day, columns) = (as_of(), columns());
    let earlier = Memo::new(move |_| a_quarter_before(day.get()));
    let rule = |read: fn(&crate::domain::tables::Tables) -> Decimal| {
        Memo::new(move |_| {
            app.track(RuleOverride::TABLE);
            app.book(|book| read(&book.tables))
        })
    };
    let most = rule(|tables| MOST.whole(tables).into());
    let limit = rule(|tables| SHARE_ALARM.decimal(tables));
    let now = classified_on(WATCHED.to_owned(), day);
    let before = classified_on(WATCHED.to_owned(), earlier);
    let alerts = Memo::new(move |_| {
        if most.get() == Decimal::ZERO {
            return Vec::new();
        }
        let columns = columns.get();
        let year = Period::months(12, day.get());
        let range = columns.between(year.first, year.last);
        let amounts: Vec<i64> = by_customer(&columns, range)
            .iter()
            .map(|one| one.amount)
            .collect();
        let heavy = above(&amounts, limit.get()).into_iter();
        let heavy = heavy
            .filter_map(|(at, share)| Some((*columns.customers.get(at)?, Alert::Heavy(share))));
        let turned = now
            .get()
            .zip(before.get())
            .map(|(now, before)| turned(&now, &before));
        let turned = turned.unwrap_or_default().into_iter();
        let turned = turned.map(|(id, turn)| (id, Alert::Turned(turn)));
        heavy.chain(turned).collect::<Vec<(Id, Alert)>>()
    });
    let listed = move || usize::try_from(most.get()).unwrap_or_default();
    let lines = move || {
        let line = |(id, alert): (Id, Alert)| {
            let name =
                app.book(|book| book.tables.customers.get(id).map(|one| one.name.clone()))?;
            let href = Route::Customer(id, "card".to_owned()).href();
            let (label, tone) = match alert {
                Alert::Heavy(share) => (
                    tr_with(
                        bi("占近一年销售额 {0}", "{0} of the last year's sales"),
                        move |_| [show_share(share)],
                    ),
                    Tone::Risk,
                ),
                Alert::Turned(Turn::Decline) => {
                    (tr(bi("转入衰退期", "now in decline")), Tone::Warn)
                }
                Alert::Turned(Turn::Dormant) => {
                    (tr(bi("停止下单", "has stopped ordering")), Tone::Warn)
                }
            };
            Some(view! {
                <li class="f-bin__entry">
                    <a class="f-bin__name" href=href>{name}</a>
                    <Badge label tone/>
                </li>
            })
        };
        alerts
            .get()
            .into_iter()
            .take(listed())
            .filter_map(line)
            .collect_view()
    };
    let count = move || alerts.with(Vec::len);
    let life = move || {
        let query = ListQuery::default().with_choice("colour", Some(WATCHED.to_owned()));
        Route::Roster(query).href()
    };
    view! {
        <Show when=move || count() != 0>
            <Section
                title=tr(bi("该看一眼的客户", "Customers to look at"))
                lead=tr_with(
                    bi(
                        "与 {0} 相比转入衰退或停止下单的，以及占销售额过高的，共 {1} 位；数目和开关在规则手册里。",
                        "{1} customer{s} that turned down or stopped since {0}, or weigh too much; number and switch are in the rulebook.",
                    ),
                    move |_| [earlier.get().to_string(), show_count(count())],
                )
            >
                <ul class="f-bin" data-testid="home-alerts">{lines}</ul>
                <Show when=move || { count() > listed() }>
                    <LinkButton label=tr(bi("在名册里按生命周期看", "See the roster by life cycle")) href=life()/>
                </Show>
            </Section>
        </Show>
    }
}
