//! What stands where the ledger has no sales, and what it could not count.

use leptos::prelude::*;

use super::{
    i18n::{show_count, tr, tr_with},
    ledger::columns,
};
use crate::{
    content::bi,
    ui::{EmptyState, Glyph, LinkButton, Notice, Tone},
};

/// Where there are no lines yet.
#[component]
pub fn NoSales() -> impl IntoView {
    view! {
        <EmptyState
            icon=Glyph::Ledger
            title=tr(bi("台账里还没有销售", "The ledger has no sales yet"))
            text=tr(bi(
                "导入销售明细，或先录入第一笔；示例公司有三年的订单可以看。",
                "Import sales lines or enter the first one; the sample company has three years of orders to look at.",
            ))
        >
            <LinkButton label=tr(bi("从文件导入", "Import from a file")) href="#/data" icon=Glyph::Upload/>
            <LinkButton label=tr(bi("录入明细", "Enter a line")) href="#/ledger" icon=Glyph::Plus/>
            <LinkButton label=tr(bi("示例公司", "Sample company")) href="#/workbooks"/>
        </EmptyState>
    }
}

/// Says which lines could not be counted.
#[component]
pub fn SkippedNotice() -> impl IntoView {
    let columns = columns();
    let skipped = move || columns.with(|columns| columns.skipped.len());
    view! {
        <Show when=move || skipped() != 0>
            <Notice
                tone=Tone::Warn
                title=tr_with(
                    bi("{0} 笔外币明细没有汇率，未计入。", "{0} line{s} in another currency without a rate, not counted."),
                    move |_| [show_count(skipped())],
                )
            >
                <LinkButton label=tr(bi("去补汇率", "Add the rates")) href="#/ledger"/>
            </Notice>
        </Show>
    }
}
