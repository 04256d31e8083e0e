//! The report “Class distribution and migration” on paper.

use leptos::prelude::*;

use super::{
    Shown,
    matrix::{DistributionRows, MatrixRows, Movement},
};
use crate::{
    app::{
        i18n::{lang, tr},
        printing::{ListingRows, MakerLine, PrintBar},
    },
    content::bi,
    ui::{FormLine, PrintSheet},
};

/// The report.
#[component]
pub fn MigrationPrintPage() -> impl IntoView {
    let shown = Shown::get();
    let asked = shown.asked;
    let movers = shown.listing();
    let head = move || {
        let scheme = Signal::derive(move || {
            shown
                .scheme
                .with(|scheme| scheme.label.in_lang(lang()).to_owned())
        });
        let day = move |is_now: bool| Signal::derive(move || shown.day(is_now, lang()));
        view! {
            <FormLine label=tr(bi("分类方案", "Scheme")) value=scheme/>
            <FormLine label=tr(bi("起始日", "From")) value=day(false)/>
            <FormLine label=tr(bi("截止日", "To")) value=day(true)/>
        }
    };
    let foot = || view! { <MakerLine/> };
    view! {
        <PrintBar back=asked.href("migration")/>
        <PrintSheet
            title=tr(bi("分类分布与迁移表", "Class distribution and migration"))
            subtitle=Signal::derive(move || asked.app.book_name())
            head
            foot
        >
            <table class="print-table print-table--dense"><DistributionRows shown/></table>
            <Movement shown/>
            <table class="print-table print-table--dense"><MatrixRows shown/></table>
            <ListingRows of=movers/>
        </PrintSheet>
    }
}
