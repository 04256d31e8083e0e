//! The report “ABC and Lorenz” on paper, with the parameters used.

use leptos::prelude::*;

use super::{
    BORDERS, ROUNDINGS, Shown, TIES,
    charts::PaperChart,
    fit::{FitRows, Inequality},
};
use crate::{
    app::{
        i18n::{lang, show_share, tr},
        printing::{ListingRows, MakerLine, PrintBar},
    },
    content::{Bilingual, bi},
    features::classify::asked::Options,
    ui::{FormLine, PrintSheet, SheetOrientation},
};

fn name_of<T: Copy + PartialEq>(options: Options<T>, value: T) -> Bilingual {
    let found = options.iter().find(|(_, own, _)| *own == value);
    found.map_or(bi("", ""), |(.., name)| *name)
}

/// The report.
#[component]
pub fn ParetoPrintPage() -> impl IntoView {
    let shown = Shown::get();
    let asked = shown.asked;
    let customers = shown.listing();
    let words = move |read: fn(Shown) -> Bilingual| {
        Signal::derive(move || read(shown).in_lang(lang()).to_owned())
    };
    let head = move || {
        let scheme = Signal::derive(move || {
            shown
                .scheme
                .with(|scheme| scheme.label.in_lang(lang()).to_owned())
        });
        let shares = move |is_count: bool| {
            Signal::derive(move || {
                let shares = shown.rule.with(|rule| {
                    if is_count {
                        rule.shares.clone()
                    } else {
                        rule.value_shares()
                    }
                });
                shares
                    .into_iter()
                    .map(show_share)
                    .collect::<Vec<_>>()
                    .join(" / ")
            })
        };
        view! {
            <FormLine label=tr(bi("截止日", "As of")) value=Signal::derive(move || asked.as_of.get().to_string())/>
            <FormLine label=tr(bi("期间", "Period")) value=Signal::derive(move || period_text(shown))/>
            <FormLine label=tr(bi("数额", "Measure")) value=words(Shown::measure_name)/>
            <FormLine label=tr(bi("币种", "Currency")) value=Signal::derive(move || shown.abc.with(|abc| abc.home.to_string()))/>
            <FormLine label=tr(bi("参考方案", "Reference")) value=scheme/>
            <FormLine label=tr(bi("户数比重", "Shares of customers")) value=shares(true)/>
            <FormLine label=tr(bi("数额比重", "Shares of value")) value=shares(false)/>
            <FormLine label=tr(bi("跨界", "At a cut")) value=words(|shown| name_of(BORDERS, shown.rule.with(|rule| rule.border)))/>
            <FormLine label=tr(bi("户数取整", "Rounding")) value=words(|shown| name_of(ROUNDINGS, shown.rule.with(|rule| rule.rounding)))/>
            <FormLine label=tr(bi("同额", "Equals")) value=words(|shown| name_of(TIES, shown.rule.with(|rule| rule.ties)))/>
        }
    };
    let foot = || view! { <MakerLine/> };
    view! {
        <PrintBar back=asked.href("pareto")/>
        <PrintSheet
            title=tr(bi("ABC 与洛伦兹分析表", "ABC and Lorenz report"))
            subtitle=Signal::derive(move || asked.app.book_name())
            orientation=SheetOrientation::Landscape
            head
            foot
        >
            <Inequality shown/>
            <table class="print-table print-table--dense"><FitRows shown/></table>
            <PaperChart shown/>
            <ListingRows of=customers/>
        </PrintSheet>
    }
}

/// The days of the period; from the first sale on where the whole history is looked at.
fn period_text(shown: Shown) -> String {
    let period = shown.period.get();
    let first = shown
        .asked
        .columns
        .with(|columns| columns.span().map(|(first, _)| first));
    let first = first.map_or(period.first, |first| first.max(period.first));
    format!("{first} – {}", period.last)
}
