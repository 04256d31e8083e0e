//! What all printed forms have: the bar above them on screen and the line to sign.

use leptos::prelude::*;

use super::{
    App,
    i18n::{lang, tr},
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
