//! The stages as columns of cards.

use leptos::prelude::*;
use rust_decimal::prelude::ToPrimitive;

use super::{CODE, Shown};
use crate::{
    app::{
        classes::{class_name, tab_mark},
        i18n::{lang, show_amount, show_count, show_share, tr, tr_with},
        judging::{Asked as Judged, JudgeDialog},
        route::Route,
    },
    content::bi,
    domain::{
        Id,
        classify::{
            IS,
            lifecycle::SLOPE,
            stages::{DORMANT, JUDGED, StageRow, UNCERTAIN},
        },
        ledger::ratio::{SALES, major},
    },
    ui::{Badge, Button, ButtonKind, ClassMark, Sparkline, Tone},
};

/// Cards of a stage that are shown at first, and that each press adds.
const CARDS: usize = 24;

/// The board: a column for each stage.
#[component]
pub(super) fn Columns(shown: Shown) -> impl IntoView {
    let judged = RwSignal::new(None::<Judged>);
    let stages = Memo::new(move |_| {
        shown
            .with(|found, _| found.scheme.classes.len())
            .unwrap_or_default()
    });
    let columns = move || {
        let stages = u8::try_from(stages.get()).unwrap_or_default();
        (0..stages)
            .map(|stage| view! { <StageColumn shown stage judged/> })
            .collect_view()
    };
    view! {
        <JudgeDialog asked=judged/>
        <div class="f-board" data-testid="board">{columns}</div>
    }
}

#[component]
fn StageColumn(shown: Shown, stage: u8, judged: RwSignal<Option<Judged>>) -> impl IntoView {
    let limit = RwSignal::new(CARDS);
    let count = Memo::new(move |_| {
        shown
            .with(|_, board| board.in_stage(stage).count())
            .unwrap_or_default()
    });
    let head = move || {
        let lang = lang();
        shown.with(|found, _| {
            let class = found.scheme.class_at(stage)?;
            let mark = Signal::stored(tab_mark(class, lang));
            Some(view! {
                <h2 class="f-board__title">
                    <span class="f-class"><ClassMark mark/> {class_name(class, lang)}</span>
                    <span class="f-board__count" data-stage=class.code.clone() data-count=count.get().to_string()>
                        {show_count(count.get())}
                    </span>
                </h2>
                <p class="f-board__advice">{class.advice.in_lang(lang).to_owned()}</p>
            })
        })
    };
    let cards = move || {
        shown.with(|_, board| {
            let rows = board.in_stage(stage).take(limit.get());
            rows.map(|row| card(shown, board.home, row, judged))
                .collect_view()
        })
    };
    view! {
        <section class="f-board__column">
            {head}
            <ul class="f-board__cards">{cards}</ul>
            <Show when=move || count.get() == 0>
                <p class="f-nothing">{tr(bi("这一阶段没有客户。", "Nobody is at this stage."))}</p>
            </Show>
            <Show when=move || { limit.get() < count.get() }>
                <Button
                    label=tr_with(
                        bi("再看一些（还有 {0} 位）", "More ({0} left)"),
                        move |_| [show_count(count.get().saturating_sub(limit.get()))],
                    )
                    kind=ButtonKind::Plain
                    small=true
                    on_click=move |_| limit.update(|limit| *limit += CARDS)
                />
            </Show>
        </section>
    }
}

fn name_of(shown: Shown, customer: Id) -> String {
    let app = shown.asked.app;
    let name = app.book(|book| {
        book.tables
            .customers
            .get(customer)
            .map(|row| row.name.clone())
    });
    name.unwrap_or_default()
}

fn card(
    shown: Shown,
    home: crate::domain::Currency,
    row: &StageRow,
    judged: RwSignal<Option<Judged>>,
) -> impl IntoView + use<> {
    let lang = lang();
    let customer = row.customer;
    let name = name_of(shown, customer);
    let slope = match row.slope {
        Ok(slope) => show_share(slope),
        Err(why) => why.words().in_lang(lang).to_owned(),
    };
    let sales = major(row.sales, home);
    let series = row
        .series
        .iter()
        .map(|minor| major(*minor, home).to_f64())
        .collect::<Vec<_>>();
    let spark = format!(
        "{} {name}",
        bi("各期销售", "Sales by period,").in_lang(lang)
    );
    let flags = [
        (row.is_judged, JUDGED, Tone::Accent),
        (row.is_dormant, DORMANT, Tone::Warn),
        (row.is_uncertain, UNCERTAIN, Tone::Neutral),
    ];
    let flags = flags
        .into_iter()
        .filter(|(is_on, ..)| *is_on)
        .map(|(_, label, tone)| view! { <Badge label=tr(label) tone/> });
    let judge = move |_| {
        judged.set(Some(Judged {
            customers: vec![customer],
            scheme: CODE.to_owned(),
            kind: IS,
        }));
    };
    view! {
        <li class="f-board__card" data-customer=customer.to_string()>
            <a class="f-board__name" href=Route::Customer(customer, "card".to_owned()).href()>{name.clone()}</a>
            <div class="f-board__line">
                <Sparkline label=Signal::stored(spark) values=Signal::stored(series)/>
                <span
                    class="f-board__slope"
                    data-figure=SLOPE.id
                    data-value=row.slope.ok().map(|slope| slope.normalize().to_string())
                    title=SLOPE.label.in_lang(lang)
                >
                    {slope}
                </span>
            </div>
            <div class="f-board__line">
                <span
                    class="f-board__sales"
                    data-figure=SALES.id
                    data-value=sales.normalize().to_string()
                    title=bi("最近十二个月销售额", "Sales of the last twelve months").in_lang(lang)
                >
                    {show_amount(sales)}
                </span>
                <Button
                    label=tr(bi("改判", "Judge"))
                    kind=ButtonKind::Plain
                    small=true
                    aria_label=tr_with(bi("改判 {0} 的阶段", "Judge the stage of {0}"), move |_| [name.clone()])
                    on_click=judge
                />
            </div>
            <div class="f-board__flags">{flags.collect_view()}</div>
        </li>
    }
}
