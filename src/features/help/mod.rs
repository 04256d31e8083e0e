//! Help: how the app keeps and carries data, what each screen is for, keys, figures.

mod text;

use leptos::prelude::*;

use crate::{
    app::i18n::{lang, tr},
    content::bi,
    domain::{
        classify, classroom,
        customer::{COMPLETENESS, ROSTER_COMPLETENESS},
        figure::FigureKind,
        ledger,
    },
    ui::{KeyHint, PageHeader, Section},
};

/// Every figure the app shows, slice by slice.
pub const FIGURES: &[&[&FigureKind]] = &[
    &[&COMPLETENESS, &ROSTER_COMPLETENESS],
    ledger::FIGURES,
    classify::FIGURES,
    classroom::FIGURES,
];

/// The help page.
#[component]
pub fn HelpPage(
    /// The place of the screen that help was asked from; its chapter comes first.
    topic: String,
) -> impl IntoView {
    let is_asked = |chapter: &&text::Chapter| chapter.topics.contains(&topic.as_str());
    let (first, rest): (Vec<_>, Vec<_>) = text::CHAPTERS.iter().partition(is_asked);
    let chapters = first.into_iter().chain(rest).map(|chapter| {
        let paragraphs = chapter.paragraphs.iter();
        let paragraphs = paragraphs.map(|text| view! { <p class="f-help__text">{tr(*text)}</p> });
        view! { <Section title=tr(chapter.title)>{paragraphs.collect_view()}</Section> }
    });
    let keys = text::KEYS.iter().map(|(keys, what)| {
        view! {
            <tr><th scope="row"><KeyHint keys=*keys/></th><td>{tr(*what)}</td></tr>
        }
    });
    let figures = move || {
        let lang = lang();
        FIGURES
            .iter()
            .flat_map(|of_slice| of_slice.iter())
            .map(|kind| {
                view! {
                    <tr>
                        <th scope="row"><code>{kind.id}</code></th>
                        <td>{kind.label.in_lang(lang)}</td>
                        <td>{kind.formula.in_lang(lang)}</td>
                        <td>{kind.source.in_lang(lang)}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <PageHeader
            title=tr(bi("帮助", "Help"))
            lead=tr(bi("数据放在哪里、怎样带走、每个画面做什么。", "Where the data is, how to carry it, what each screen does."))
        />
        {chapters.collect_view()}
        <Section title=tr(bi("键盘", "Keyboard"))>
            <table class="f-help__table"><tbody>{keys.collect_view()}</tbody></table>
        </Section>
        <Section title=tr(bi("指标一览", "Figures"))>
            <div class="f-help__scroll" tabindex="0" role="group" aria-label=tr(bi("指标一览", "Figures"))>
                <table class="f-help__table">
                    <thead>
                        <tr>
                            <th scope="col">{tr(bi("代号", "Id"))}</th>
                            <th scope="col">{tr(bi("名称", "Name"))}</th>
                            <th scope="col">{tr(bi("公式", "Formula"))}</th>
                            <th scope="col">{tr(bi("出处", "Source"))}</th>
                        </tr>
                    </thead>
                    <tbody>{figures}</tbody>
                </table>
            </div>
        </Section>
    }
}
