//! What all printed forms have: the bar above them on screen and the line to sign.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    App,
    i18n::{lang, show_count, tr, tr_with},
    sheet::{cell_text, is_number},
    sheet_table::Listing,
};
use crate::{
    content::{Bilingual, bi},
    ui::{Button, ButtonKind, Glyph, LinkButton, Notice, SignLine},
};

/// The bar above a form on screen: back, print.
#[component]
pub fn PrintBar(
    /// Where back leads.
    #[prop(into)]
    back: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="f-print-bar">
            <LinkButton label=tr(bi("返回", "Back")) href=back icon=Glyph::ChevronLeft/>
            <Button
                label=tr(bi("打印", "Print"))
                kind=ButtonKind::Primary
                icon=Glyph::Print
                on_click=move |_| {
                    window().print().ok();
                }
            />
            <Notice title=tr(bi(
                "纸张选 A4；打印窗口里也可存为 PDF。",
                "Choose A4 paper; the print dialog can also save a PDF.",
            ))/>
        </div>
    }
}

/// 制表, 审核, 日期.
#[component]
pub fn MakerLine() -> impl IntoView {
    let app = App::get();
    let items = Signal::derive(move || {
        let lang = lang();
        let author = app.author();
        let label = |text: Bilingual| text.in_lang(lang).to_owned();
        vec![
            (label(bi("制表", "Made by")), author.name),
            (label(bi("审核", "Reviewed by")), String::new()),
            (label(bi("日期", "Date")), author.today.to_string()),
        ]
    });
    view! { <SignLine items/> }
}

/// More rows than anybody prints; the CSV file has them all.
const MOST: usize = 3000;

/// A listing as a table on paper.
#[component]
pub fn ListingRows(
    /// What is printed.
    of: Memo<Arc<Listing>>,
) -> impl IntoView {
    let heads = move || {
        let lang = lang();
        of.with(|of| {
            let heads = of.sheet.columns.iter();
            heads
                .map(|column| view! { <th scope="col">{column.label.in_lang(lang)}</th> })
                .collect_view()
        })
    };
    let rows = move || {
        let lang = lang();
        of.with(|of| {
            let columns = &of.sheet.columns;
            let rows = of.sheet.rows.iter().take(MOST).map(|row| {
                let cells = row.iter().zip(columns).map(|(cell, column)| {
                    let end = is_number(column.kind).then_some("end");
                    view! { <td data-align=end>{cell_text(cell, column.kind, lang)}</td> }
                });
                view! { <tr>{cells.collect_view()}</tr> }
            });
            rows.collect_view()
        })
    };
    view! {
        <table class="print-table print-table--dense">
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <Show when=move || of.with(|of| of.sheet.rows.len() > MOST)>
            <p class="print-sheet__note">{tr_with(
                bi("只印前 {0} 行；全部见 CSV 文件。", "The first {0} rows only; the CSV file has them all."),
                move |_| [show_count(MOST)],
            )}</p>
        </Show>
    }
}
