//! The life-cycle board on paper.

use leptos::prelude::*;

use super::Shown;
use crate::{
    app::{
        i18n::{lang, tr},
        printing::{ListingRows, MakerLine, PrintBar},
    },
    content::bi,
    domain::classify::abc::CLASS_SIZE,
    features::classify::{
        cells::{class_head, count_cell},
        rule_words::rule_words,
    },
    ui::{FormLine, PrintSheet},
};

/// The report.
#[component]
pub fn LifecyclePrintPage() -> impl IntoView {
    let shown = Shown::get();
    let asked = shown.asked;
    let customers = shown.listing();
    let head = move || {
        let basis = Signal::derive(move || {
            shown
                .with(|found, _| rule_words(&found.scheme, lang()))
                .unwrap_or_default()
        });
        view! {
            <FormLine label=tr(bi("截止日", "As of")) value=Signal::derive(move || asked.as_of.get().to_string())/>
            <FormLine label=tr(bi("规则", "Rule")) value=basis/>
        }
    };
    let foot = || view! { <MakerLine/> };
    let stages = move || {
        let lang = lang();
        shown.with(|found, board| {
            let row = |(stage, class): (u8, &crate::domain::classify::Class)| {
                view! {
                    <tr>
                        {class_head(&found.scheme, stage)}
                        {count_cell(&CLASS_SIZE, board.in_stage(stage).count())}
                        <td>{class.advice.in_lang(lang).to_owned()}</td>
                    </tr>
                }
            };
            (0..).zip(&found.scheme.classes).map(row).collect_view()
        })
    };
    view! {
        <PrintBar back=asked.href("lifecycle")/>
        <PrintSheet
            title=tr(bi("客户关系生命周期表", "Life cycle of the relations"))
            subtitle=Signal::derive(move || asked.app.book_name())
            head
            foot
        >
            <table class="print-table print-table--dense">
                <thead>
                    <tr>
                        <th scope="col">{tr(bi("阶段", "Stage"))}</th>
                        <th scope="col">{tr(bi("户数", "Customers"))}</th>
                        <th scope="col">{tr(bi("重点", "Focus"))}</th>
                    </tr>
                </thead>
                <tbody>{stages}</tbody>
            </table>
            <ListingRows of=customers/>
        </PrintSheet>
    }
}
