//! A scheme on paper: what each class has, then its customers.

use leptos::prelude::*;

use super::Of;
use crate::{
    app::{
        classes::class_name,
        i18n::{lang, show_amount, show_count, show_share, tr, tr_with},
        printing::{MakerLine, PrintBar},
        route::Route,
        sheet::{cell_text, is_number},
    },
    content::bi,
    domain::{figure::Figure, sheet::Cell},
    features::classify::rule_words::{rule_words, span_words},
    ui::{FormLine, PrintSheet, SheetOrientation},
};

/// More rows than anybody prints; the CSV file has them all.
const MOST: usize = 3000;

/// The scheme with the choices of its page.
#[component]
pub fn SchemePrintPage(code: String) -> impl IntoView {
    let of = Of::get(&code);
    let distribution = of.distribution();
    let back = Signal::derive(move || {
        let screen = format!("scheme/{}", of.code.get_value());
        Route::Classify(screen, of.query.get()).href()
    });
    let head = move || {
        let rule = Signal::derive(move || {
            of.with(|found| rule_words(&found.scheme, lang()))
                .unwrap_or_default()
        });
        let day =
            Signal::derive(move || of.with(|found| found.as_of.to_string()).unwrap_or_default());
        let span = Signal::derive(move || {
            of.with(|found| span_words(found.scheme.span, lang()))
                .unwrap_or_default()
        });
        let unit = Signal::derive(move || of.columns.with(|columns| columns.home.to_string()));
        view! {
            <FormLine label=tr(bi("截止日", "As of")) value=day/>
            <FormLine label=tr(bi("期间", "Looks at")) value=span/>
            <FormLine label=tr(bi("规则", "Rule")) value=rule/>
            <FormLine label=tr(bi("金额单位", "Amounts in")) value=unit/>
        }
    };
    let share = move |figure: &Figure| match figure.value {
        Ok(value) => show_share(value),
        Err(reason) => reason.words().in_lang(lang()).to_owned(),
    };
    let classes = move || {
        let lang = lang();
        let found = distribution.get()?;
        of.with(|classified| {
            let row = |(class, part): (
                &crate::domain::classify::Class,
                &crate::domain::classify::distribution::ClassPart,
            )| {
                view! {
                    <tr>
                        <td>{format!("{} {}", class.letter, class_name(class, lang))}</td>
                        <td data-align="end">{show_count(part.customers)}</td>
                        <td data-align="end">{share(&part.count_share)}</td>
                        <td data-align="end">{show_amount(part.value)}</td>
                        <td data-align="end">{share(&part.value_share)}</td>
                    </tr>
                }
            };
            classified
                .scheme
                .classes
                .iter()
                .zip(&found.parts)
                .map(row)
                .collect_view()
        })
    };
    // Columns with nothing in them stay off the paper.
    let columns = move || {
        let lang = lang();
        let order = of.order.get();
        of.listing.with(|listing| {
            let Some(listing) = listing else {
                return Vec::new();
            };
            let mut columns = listing.columns();
            columns.retain(|column| {
                let is_blank = |row: &usize| listing.cell(*row, column.key, lang) == Cell::Empty;
                !order.iter().all(is_blank)
            });
            columns
        })
    };
    let heads = move || {
        let lang = lang();
        columns()
            .into_iter()
            .map(|column| view! { <th scope="col">{column.label.in_lang(lang)}</th> })
            .collect_view()
    };
    let rows = move || {
        let lang = lang();
        let columns = columns();
        let order = of.order.get();
        of.listing.with(|listing| {
            let listing = listing.as_ref()?;
            let row = |at: &usize| {
                let cells = columns.iter().map(|column| {
                    let text = cell_text(&listing.cell(*at, column.key, lang), column.kind, lang);
                    view! { <td data-align=is_number(column.kind).then_some("end")>{text}</td> }
                });
                view! { <tr>{cells.collect_view()}</tr> }
            };
            Some(order.iter().take(MOST).map(row).collect_view())
        })
    };
    let is_cut = move || of.order.with(|order| order.len()) > MOST;
    let foot = move || {
        view! {
            <Show when=is_cut>
                <p class="print-sheet__note">{tr_with(
                    bi("只印前 {0} 行；全部见 CSV 文件。", "The first {0} rows only; the CSV file has them all."),
                    move |_| [show_count(MOST)],
                )}</p>
            </Show>
            <MakerLine/>
        }
    };
    let title = Signal::derive(move || of.name(lang()));
    let subtitle = Signal::derive(move || of.app.book_name());
    let value_label = move || {
        let label = distribution.with(|found| found.as_ref().map(|found| found.value_label));
        label.map(|label| label.in_lang(lang()))
    };
    view! {
        <PrintBar back/>
        <PrintSheet title subtitle orientation=SheetOrientation::Landscape head foot>
            <table class="print-table f-print-classes">
                <thead>
                    <tr>
                        <th scope="col">{tr(bi("类别", "Class"))}</th>
                        <th scope="col">{tr(bi("客户数", "Customers"))}</th>
                        <th scope="col">{tr(bi("占客户", "Share of customers"))}</th>
                        <th scope="col">{value_label}</th>
                        <th scope="col">{tr(bi("占比", "Share of the value"))}</th>
                    </tr>
                </thead>
                <tbody>{classes}</tbody>
            </table>
            <table class="print-table print-table--dense">
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </PrintSheet>
    }
}
