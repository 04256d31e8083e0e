//! Why a customer is in its class: the rule with the numbers put in, and what a person decided.

use leptos::prelude::*;

use super::{Of, customers::judgements_on};
use crate::{
    app::{
        App,
        classes::tab_mark,
        figure::Explanation,
        i18n::{lang, tr, tr_with},
        judging::Asked,
        route::Route,
    },
    content::bi,
    domain::{
        Id,
        classify::{IS, Judgement, Placement, TREAT_AS, explain::class_figure, unjudge},
        figure::Figure,
    },
    ui::{Button, ButtonKind, ClassMark, LinkButton},
};

/// The customer of the active row.
#[derive(Clone, PartialEq)]
struct Shown {
    customer: Id,
    name: String,
    placed: Placement,
    figure: Figure,
}

fn shown(of: Of, place: usize) -> Option<Shown> {
    let row = of.order.with(|order| order.get(place).copied())?;
    of.listing.with(|listing| {
        let listing = listing.as_ref()?;
        let customer = listing.customer(row)?;
        let name = of.app.book(|book| {
            book.tables
                .customers
                .get(customer)
                .map(|row| row.name.clone())
        });
        Some(Shown {
            customer,
            name: name.unwrap_or_default(),
            placed: listing.placement(row)?.clone(),
            figure: class_figure(listing.found(), row),
        })
    })
}

/// The pane beside the list.
#[component]
pub fn Why(
    of: Of,
    active: RwSignal<Option<usize>>,
    asked: RwSignal<Option<Asked>>,
) -> impl IntoView {
    let found = Memo::new(move |_| active.get().and_then(|place| shown(of, place)));
    move || {
        found
            .get()
            .map(|shown| view! { <Reasons of shown active asked/> })
    }
}

#[component]
fn Reasons(
    of: Of,
    shown: Shown,
    active: RwSignal<Option<usize>>,
    asked: RwSignal<Option<Asked>>,
) -> impl IntoView {
    let app = App::get();
    let customer = shown.customer;
    let code = of.code.get_value();
    let mark = move |class: Option<u8>| {
        Signal::derive(move || {
            let lang = lang();
            let mark = of.with(|found| Some(tab_mark(found.scheme.class_at(class?)?, lang)));
            mark.flatten().unwrap_or_default()
        })
    };
    let class_line = match shown.placed.class {
        Ok(class) => {
            let own = mark(Some(class));
            view! {
                <ClassMark mark=own/>
                <span data-testid="why-class">{move || own.with(|mark| mark.title.clone())}</span>
            }
            .into_any()
        }
        Err(reason) => {
            view! { <span data-testid="why-class">{tr(reason.words())}</span> }.into_any()
        }
    };
    let treated = shown.placed.treat_as.map(|class| {
        let own = mark(Some(class));
        view! {
            <p class="f-why__treated">
                {tr(bi("对待为", "Treated as"))} " " <ClassMark mark=own/> " "
                {move || own.with(|mark| mark.title.clone())}
            </p>
        }
    });
    let judgement = |kind: &str| {
        let id = Judgement::id_of(&code, customer, kind);
        app.book(|book| book.tables.judgements.get(id).cloned())
    };
    let judged = [judgement(IS), judgement(TREAT_AS)]
        .into_iter()
        .flatten()
        .map(|found| {
            let text = if found.is_treatment() {
                bi(
                    "对待为另一类：{0}（{1}，{2}）",
                    "Treated as another class: {0} ({1}, {2})",
                )
            } else {
                bi(
                    "人工判定：{0}（{1}，{2}）",
                    "Decided by a person: {0} ({1}, {2})",
                )
            };
            let parts = [
                found.reason.clone().unwrap_or_default(),
                found.stamp.by.clone(),
                found
                    .decided_on
                    .map(|day| day.to_string())
                    .unwrap_or_default(),
            ];
            view! { <p class="f-why__judged">{tr_with(text, move |_| parts.clone())}</p> }
        });
    let judged = judged.collect_view();
    let has_judgement =
        app.book(|book| !judgements_on(&book.tables, &code, &[customer]).is_empty());
    let ask = move |kind| {
        asked.set(Some(Asked {
            customers: vec![customer],
            scheme: of.code.get_value(),
            kind,
        }));
    };
    let take_back = move |_| {
        let author = app.author();
        let edit = app.book(|book| {
            let found = judgements_on(&book.tables, &of.code.get_value(), &[customer]);
            unjudge(&book.tables, &author, &found)
        });
        app.perform(edit);
    };
    let is_judged_scheme = untrack(|| of.with(|found| found.scheme.is_judged()));
    let is_judged_scheme = is_judged_scheme.unwrap_or_default();
    let figure = shown.figure;
    view! {
        <div class="f-why" data-testid="why">
            <header class="f-why__head">
                <h3 class="f-why__name">{shown.name}</h3>
                <Button
                    label=tr(bi("关闭", "Close"))
                    kind=ButtonKind::Plain
                    small=true
                    on_click=move |_| active.set(None)
                />
            </header>
            <p class="f-why__class">{class_line}</p>
            {treated}
            {judged}
            {(!is_judged_scheme).then(|| view! { <Explanation figure=Signal::stored(figure)/> })}
            <div class="f-why__actions">
                <Button label=tr(bi("判定类别", "Set class")) small=true on_click=move |_| ask(IS)/>
                <Button label=tr(bi("按另一类对待", "Treat as")) small=true on_click=move |_| ask(TREAT_AS)/>
                {has_judgement.then(|| view! {
                    <Button label=tr(bi("撤去判定", "Take back")) kind=ButtonKind::Plain small=true on_click=take_back/>
                })}
                <LinkButton
                    label=tr(bi("客户卡", "Card"))
                    small=true
                    href=Signal::stored(Route::Customer(customer, "card".to_owned()).href())
                />
            </div>
        </div>
    }
}
