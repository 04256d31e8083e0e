//! The classes of a customer on its card: every scheme shown, judgements, and what it gets.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::standing::{has_terms, tab_of, text_of, treated_as};
use crate::{
    app::{
        App,
        classes::{class_name, shown_classified},
        i18n::{lang, show_number, tr, tr_with},
        judging::{Asked, JudgeDialog},
        route::{ListQuery, Route},
    },
    content::{Bilingual, Lang, bi},
    domain::{
        Id,
        classify::{By, Class, Classified, IS, Judgement, TREAT_AS, Treatment},
    },
    ui::{
        Badge, Button, ButtonKind, ClassMark, EmptyState, Glyph, LinkButton, Notice, Section, Tone,
    },
};

/// All schemes shown with the customer's class, and the terms that go with it.
#[component]
pub fn ClassesPanel(
    /// Whose.
    id: Id,
) -> impl IntoView {
    let shown = shown_classified();
    let asked = RwSignal::new(None::<Asked>);
    let ask = move |scheme: &str, kind| {
        asked.set(Some(Asked {
            customers: vec![id],
            scheme: scheme.to_owned(),
            kind,
        }));
    };
    let rows = move || {
        let lang = lang();
        let row = |found: Arc<Classified>| view! { <ClassRow id found lang ask=Callback::new(move |(scheme, kind): (String, &'static str)| ask(&scheme, kind))/> };
        shown.get().into_iter().map(row).collect_view()
    };
    let actions = move || {
        view! {
            <Button
                label=tr(bi("在其他方案中判定", "Judge in another scheme"))
                kind=ButtonKind::Plain
                small=true
                on_click=move |_| ask("", IS)
                testid="judge-other"
            />
            <LinkButton
                label=tr(bi("选择显示的方案", "Choose the schemes shown"))
                href="#/rulebook"
                kind=ButtonKind::Plain
                small=true
            />
        }
    };
    let is_empty = move || shown.with(Vec::is_empty);
    view! {
        <Section
            title=tr(bi("类别", "Classes"))
            lead=tr(bi(
                "一位客户在每个方案里各有一类；判定与例外都要写明理由，记在修改历史里。",
                "A customer has one class in each scheme. Judgements and exceptions need a reason and are kept in the history.",
            ))
            actions
        >
            <Show
                when=move || !is_empty()
                fallback=|| view! {
                    <EmptyState
                        icon=Glyph::Card
                        title=tr(bi("卡片上没有分类方案", "No scheme is shown on cards"))
                        text=tr(bi("在规则手册里选几个方案。", "Choose some in the rulebook."))
                    >
                        <LinkButton label=tr(bi("规则手册", "Rulebook")) href="#/rulebook"/>
                    </EmptyState>
                }
            >
                <div class="f-scroll" tabindex="0" role="group" aria-label=tr(bi("各方案中的类别", "Class by scheme"))>
                    <table class="f-classes" data-testid="card-classes">
                        <thead>
                            <tr>
                                <th scope="col">{tr(bi("方案", "Scheme"))}</th>
                                <th scope="col">{tr(bi("类别", "Class"))}</th>
                                <th scope="col" class="u-number">{tr(bi("依据的数值", "Measured"))}</th>
                                <th scope="col">{tr(bi("谁定的", "Decided by"))}</th>
                                <th scope="col"><span class="u-hidden">{tr(bi("操作", "Actions"))}</span></th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </Show>
        </Section>
        <Terms id shown/>
        <JudgeDialog asked/>
    }
}

#[component]
fn ClassRow(
    id: Id,
    found: Arc<Classified>,
    lang: Lang,
    ask: Callback<(String, &'static str)>,
) -> impl IntoView {
    let app = App::get();
    let placed = found.of(id).cloned();
    let scheme = &found.scheme;
    let (code, is_judged) = (StoredValue::new(scheme.code.clone()), scheme.is_judged());
    let name = scheme.label.in_lang(lang).to_owned();
    let href = Route::Classify(format!("scheme/{}", scheme.code), ListQuery::default()).href();
    let mark = Signal::stored(tab_of(&found, id, lang));
    let text = text_of(&found, id, lang);
    let metric = placed.as_ref().map(|placed| placed.metric);
    let measured = match metric {
        Some(Ok(number)) => show_number(number),
        Some(Err(reason)) => reason.words().in_lang(lang).to_owned(),
        None => String::new(),
    };
    let value = metric
        .and_then(Result::ok)
        .map(|number| number.normalize().to_string());
    let reason = |kind| {
        let judgement = app.book(|book| {
            let id = Judgement::id_of(&found.scheme.code, id, kind);
            book.tables.judgements.get(id).cloned()
        });
        judgement.map(|one| {
            let (day, by) = (one.decided_on.map(|day| day.to_string()), one.stamp.by.clone());
            let said = one.reason.clone().unwrap_or_default();
            let about = day.into_iter().chain([by]).collect::<Vec<_>>().join(" · ");
            view! { <p class="f-classes__reason">{said} <span class="f-classes__who">{about}</span></p> }
        })
    };
    let is_by_person = placed
        .as_ref()
        .is_some_and(|placed| placed.by == By::Person);
    let is_uncertain = placed.as_ref().is_some_and(|placed| placed.uncertain);
    let computed = placed.as_ref().filter(|_| is_by_person && !is_judged);
    let computed = computed.and_then(|placed| scheme.class_at(placed.computed.ok()?));
    let computed = computed.map(|class| {
        let name = class_name(class, lang);
        view! { <p class="f-classes__reason">{crate::app::i18n::fill(bi("按规则为{0}", "By the rule: {0}"), lang, &[name])}</p> }
    });
    let by = if is_by_person {
        bi("人", "A person")
    } else if is_judged {
        bi("尚未判定", "Nobody yet")
    } else {
        bi("规则", "The rule")
    };
    view! {
        <tr>
            <th scope="row"><a href=href>{name}</a></th>
            <td>
                <span class="f-classes__class">
                    <ClassMark mark/>
                    <span>{text}</span>
                    {is_uncertain.then(|| view! { <Badge label=tr(bi("不确定", "Uncertain")) tone=Tone::Warn/> })}
                </span>
                {reason(IS)}
                {reason(TREAT_AS)}
            </td>
            <td class="u-number" data-figure="classify.metric" data-value=value>{measured}</td>
            <td>{by.in_lang(lang)}{computed}</td>
            <td class="f-classes__actions">
                <Button
                    label=tr(if is_judged { bi("判定", "Judge") } else { bi("更正", "Override") })
                    small=true
                    on_click=move |_| ask.run((code.get_value(), IS))
                />
                <Button
                    label=tr(bi("按另一类对待", "Treat as another"))
                    kind=ButtonKind::Plain
                    small=true
                    on_click=move |_| ask.run((code.get_value(), TREAT_AS))
                />
            </td>
        </tr>
    }
}

/// The lines of the policy of a class in their order.
const TERMS: [(Bilingual, fn(&Treatment, Lang) -> String); 7] = [
    (bi("每月联络次数", "Contacts a month"), |terms, _| {
        terms.contacts.map(show_number).unwrap_or_default()
    }),
    (bi("价格", "Price"), |terms, lang| {
        terms.price.in_lang(lang).to_owned()
    }),
    (bi("交货", "Delivery"), |terms, lang| {
        terms.delivery.in_lang(lang).to_owned()
    }),
    (bi("信用条件", "Credit terms"), |terms, lang| {
        terms.terms.in_lang(lang).to_owned()
    }),
    (bi("服务", "Service"), |terms, lang| {
        terms.service.in_lang(lang).to_owned()
    }),
    (
        bi("复核间隔（月）", "Review after months"),
        |terms, _| {
            terms
                .review_months
                .map(|months| months.to_string())
                .unwrap_or_default()
        },
    ),
    (bi("资源份额", "Share of resources"), |terms, _| {
        terms
            .resources
            .map(crate::app::i18n::show_share)
            .unwrap_or_default()
    }),
];

/// What the customer gets by its classes: one column for each scheme that says so.
#[component]
fn Terms(id: Id, shown: Memo<Vec<Arc<Classified>>>) -> impl IntoView {
    let classes = Memo::new(move |_| {
        let class = |found: &Arc<Classified>| {
            let class = treated_as(found, id).filter(|class| has_terms(class))?;
            Some((found.scheme.clone(), Class::clone(class)))
        };
        shown.with(|shown| shown.iter().filter_map(class).collect::<Vec<_>>())
    });
    let heads = move || {
        let lang = lang();
        let head = |(scheme, class): (Arc<crate::domain::classify::Scheme>, Class)| {
            let query = ListQuery::default().with_choice("scheme", Some(scheme.code.clone()));
            let href = Route::Classify("policy".to_owned(), query).href();
            view! {
                <th scope="col">
                    <a href=href>{class_name(&class, lang)}</a>
                    <span class="f-classes__who">{scheme.label.in_lang(lang).to_owned()}</span>
                </th>
            }
        };
        classes.get().into_iter().map(head).collect_view()
    };
    let lines = move || {
        let lang = lang();
        let classes = classes.get();
        let line = |(label, read): &(Bilingual, fn(&Treatment, Lang) -> String)| {
            let cells = classes
                .iter()
                .map(|(_, class)| read(&class.treatment, lang));
            let cells: Vec<_> = cells.collect();
            let cells = cells
                .into_iter()
                .map(|text| view! { <td>{or_dash(text)}</td> });
            let cells = cells.collect_view();
            view! { <tr><th scope="row">{label.in_lang(lang)}</th>{cells}</tr> }
        };
        TERMS.iter().map(line).collect_view()
    };
    let advice = move || {
        let lang = lang();
        let classes = classes.get();
        let cells = classes
            .iter()
            .map(|(_, class)| class.advice.in_lang(lang).to_owned());
        let cells: Vec<_> = cells.collect();
        cells
            .into_iter()
            .map(|text| view! { <td>{or_dash(text)}</td> })
            .collect_view()
    };
    let treated = move || {
        let is_treated =
            |found: &Arc<Classified>| found.of(id).is_some_and(|placed| placed.treat_as.is_some());
        shown.with(|shown| shown.iter().filter(|found| is_treated(found)).count())
    };
    view! {
        <Show when=move || classes.with(|classes| !classes.is_empty())>
            <Section
                title=tr(bi("按类别的待遇", "What it gets by its classes"))
                lead=tr(bi("来自各方案的分类政策表，改政策即随之改变。", "From the policy of each scheme; it follows when the policy changes."))
            >
                <Show when=move || { treated() > 0 }>
                    <Notice title=tr_with(
                        bi("{0} 个方案里按另一类对待，下面是那一类的待遇。", "In {0} scheme{s} it is treated as another class, whose terms stand below."),
                        move |_| [treated().to_string()],
                    )/>
                </Show>
                <div class="f-scroll" tabindex="0" role="group" aria-label=tr(bi("按类别的待遇", "What it gets by its classes"))>
                    <table class="f-classes" data-testid="card-terms">
                        <thead><tr><th scope="col">{tr(bi("项目", "Item"))}</th>{heads}</tr></thead>
                        <tbody>
                            {lines}
                            <tr><th scope="row">{tr(bi("怎样对待", "How to look after it"))}</th>{advice}</tr>
                        </tbody>
                    </table>
                </div>
            </Section>
        </Show>
    }
}

fn or_dash(text: String) -> String {
    if text.is_empty() {
        "\u{2014}".to_owned()
    } else {
        text
    }
}
