//! The RFM report on paper.

use leptos::prelude::*;

use super::{CutPoints, Shown, bins_name, segments::SegmentRows};
use crate::{
    app::{
        i18n::{lang, tr},
        printing::{ListingRows, MakerLine, PrintBar},
    },
    content::bi,
    ui::{FormLine, PrintSheet, SheetOrientation},
};

/// The report.
#[component]
pub fn RfmPrintPage() -> impl IntoView {
    let shown = Shown::get();
    let asked = shown.asked;
    let customers = shown.listing();
    let head = move || {
        let period = Signal::derive(move || {
            let period = shown.scheme.with(|scheme| scheme.period(asked.as_of.get()));
            format!("{} – {}", period.first, period.last)
        });
        let bins = Signal::derive(move || bins_name(shown.bins()).in_lang(lang()).to_owned());
        view! {
            <FormLine label=tr(bi("截止日", "As of")) value=Signal::derive(move || asked.as_of.get().to_string())/>
            <FormLine label=tr(bi("期间", "Period")) value=period/>
            <FormLine label=tr(bi("规则", "Rule")) value=bins/>
            <FormLine
                label=tr(bi("币种", "Currency"))
                value=Signal::derive(move || asked.columns.with(|columns| columns.home.to_string()))
            />
        }
    };
    let foot = || view! { <MakerLine/> };
    view! {
        <PrintBar back=asked.href("rfm")/>
        <PrintSheet
            title=tr(bi("RFM 分群表", "RFM report"))
            subtitle=Signal::derive(move || asked.app.book_name())
            orientation=SheetOrientation::Landscape
            head
            foot
        >
            <table class="print-table print-table--dense"><SegmentRows shown links=false/></table>
            <CutPoints shown/>
            <ListingRows of=customers/>
        </PrintSheet>
    }
}
