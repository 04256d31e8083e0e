//! The words of classification: short lessons, and what different books call the same thing.

use std::sync::Arc;

use leptos::prelude::*;

use super::links::scheme_href;
use crate::{
    app::{
        classes::{schemes, tab_mark},
        i18n::{lang, tr},
    },
    content::{
        Lang, bi,
        class_lessons::{Lesson, TOPICS, Topic},
        class_words::{APART, LETTERINGS, Lettering, SITUATION_SCHEMES, SITUATIONS, WEIGHTS},
    },
    domain::classify::{Class, Scheme},
    ui::{Card, ClassMark, PageHeader, Section},
};

fn find(code: &str) -> Option<Arc<Scheme>> {
    schemes().with(|all| all.iter().find(|one| one.code == code).cloned())
}

fn chip(class: &Class, lang: Lang) -> impl IntoView + use<> {
    let mark = tab_mark(class, lang);
    let name = mark.title.clone();
    view! {
        <span class="f-classes__class">
            <ClassMark mark=Signal::stored(mark)/>
            <span aria-hidden="true">{name}</span>
        </span>
    }
}

/// Lessons and tables of words.
#[component]
pub fn WordsPage() -> impl IntoView {
    let topics = TOPICS.iter().map(|topic| view! { <TopicView topic/> });
    view! {
        <PageHeader
            title=tr(bi("分类的用语", "Words of classification"))
            lead=tr(bi(
                "为什么分、怎样分得好、各本教材的说法怎样对应。每张卡都连到它说的那个方案。",
                "Why customers are classed, what makes it good, and how the books' words correspond. Each card leads to the scheme it speaks of.",
            ))
        />
        <Section
            title=tr(bi("同一位客户，四种叫法", "One customer, four names"))
            lead=tr(bi(
                "未来、潜在、可能、已交易、现在……从没接触到不再下单，各方案怎样称呼。",
                "Future, potential, possible, traded, present …: what each scheme says from first contact to the last order.",
            ))
        >
            <Situations/>
        </Section>
        <Section
            title=tr(bi("A、B、C 说的是什么", "What A, B and C stand for"))
            lead=tr(bi(
                "同样三个字母，在不同教材里分别指销售额、利润、交易量和信用，不能混用。",
                "The same letters mean sales, profit, volume or credit in different books and must not be mixed.",
            ))
        >
            <Letters rows=LETTERINGS/>
        </Section>
        <Section
            title=tr(bi("“重量级”有两套", "Two sets of weights"))
            lead=tr(bi(
                "层级模型看盈利，卡片分级看金额，名字相近而意思不同。",
                "The tiers go by profit, the card levels by sales: like names for unlike things.",
            ))
        >
            <Letters rows=WEIGHTS/>
        </Section>
        <TopicView topic=&APART/>
        {topics.collect_view()}
    }
}

#[component]
fn Situations() -> impl IntoView {
    let body =
        move || {
            let lang = lang();
            let found = SITUATION_SCHEMES.map(find);
            let rows = SITUATIONS.iter().map(|row| {
            let cells = row.classes.iter().zip(&found).map(|(codes, scheme)| {
                let classes = codes.iter().filter_map(|code| {
                    let scheme = scheme.as_deref()?;
                    scheme.class_at(scheme.class(code)?)
                });
                let names = classes.map(|class| chip(class, lang));
                let names = names.collect::<Vec<_>>();
                let none = names.is_empty().then(|| bi("还没有类别", "no class yet").in_lang(lang));
                view! { <td>{names}{none}</td> }
            });
            view! { <tr><th scope="row">{row.what.in_lang(lang)}</th>{cells.collect_view()}</tr> }
        });
            rows.collect_view()
        };
    let heads = move || {
        let lang = lang();
        let head = |code: &'static str| {
            let name = find(code).map(|one| one.label.in_lang(lang).to_owned());
            view! { <th scope="col"><a href=scheme_href(code, None)>{name}</a></th> }
        };
        SITUATION_SCHEMES.map(head).into_iter().collect_view()
    };
    view! {
        <div class="f-scroll" tabindex="0" role="group" aria-label=tr(bi("用语对照", "Words side by side"))>
            <table class="f-classes" data-testid="word-map">
                <thead><tr><th scope="col">{tr(bi("情形", "Situation"))}</th>{heads}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Letters(rows: &'static [Lettering]) -> impl IntoView {
    let body = move || {
        let lang = lang();
        let line = |row: &'static Lettering| {
            let scheme = find(row.scheme);
            let name = scheme
                .as_ref()
                .map(|one| one.label.in_lang(lang).to_owned());
            let classes = scheme.iter().flat_map(|one| &one.classes);
            let marks = classes.map(|class| chip(class, lang));
            view! {
                <tr>
                    <th scope="row"><a href=scheme_href(row.scheme, None)>{name}</a></th>
                    <td>{row.by.in_lang(lang)}</td>
                    <td>{marks.collect_view()}</td>
                    <td>{row.note.in_lang(lang)}</td>
                </tr>
            }
        };
        rows.iter().map(line).collect_view()
    };
    view! {
        <div class="f-scroll" tabindex="0" role="group" aria-label=tr(bi("字母与名称", "Letters and names"))>
            <table class="f-classes">
                <thead>
                    <tr>
                        <th scope="col">{tr(bi("方案", "Scheme"))}</th>
                        <th scope="col">{tr(bi("看什么", "Goes by"))}</th>
                        <th scope="col">{tr(bi("各类", "Classes"))}</th>
                        <th scope="col">{tr(bi("说明", "Note"))}</th>
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}

#[component]
fn TopicView(topic: &'static Topic) -> impl IntoView {
    let cards = topic.lessons.iter().map(|lesson: &'static Lesson| {
        let link = (!lesson.scheme.is_empty()).then(|| {
            let name = move || find(lesson.scheme).map(|one| one.label.in_lang(lang()).to_owned());
            view! { <p class="f-lesson__link"><a href=move || scheme_href(lesson.scheme, None)>{name}</a></p> }
        });
        view! {
            <Card title=tr(lesson.title)>
                <p class="f-lesson__text">{tr(lesson.text)}</p>
                {link}
            </Card>
        }
    });
    view! {
        <div data-topic=topic.key>
            <Section title=tr(topic.title) lead=tr(topic.lead)>
                <div class="f-cards">{cards.collect_view()}</div>
            </Section>
        </div>
    }
}
