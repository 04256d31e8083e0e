//! The yearly tables on paper, as Chinese business forms.

use leptos::prelude::*;

use super::years::Shown;
use crate::{
    app::{
        i18n::{lang, show_count, tr, tr_with},
        printing::{MakerLine, PrintBar},
        route::Route,
        sheet::{cell_text, is_number},
    },
    content::bi,
    domain::{ledger::forms::Form, sheet::SheetColumn},
    ui::{FormLine, PrintSheet, SheetOrientation},
};

/// More rows than anybody prints; the CSV file has them all.
const MOST: usize = 3000;

/// The chosen table of the chosen year.
#[component]
pub fn YearsPrintPage() -> impl IntoView {
    let shown = Shown::get();
    let of = shown.of;
    let back = Signal::derive(move || Route::Ledger("years".to_owned(), of.query.get()).href());
    let columns = move || shown.form.get().columns();
    let cell_view = |text: String, column: &SheetColumn| {
        view! { <td data-align=is_number(column.kind).then_some("end")>{text}</td> }
    };
    let heads = move || {
        let lang = lang();
        let heads = columns().iter();
        heads
            .map(|column| view! { <th scope="col">{column.label.in_lang(lang)}</th> })
            .collect_view()
    };
    let rows = move || {
        let lang = lang();
        let count = shown.order.with(|order| order.len()).min(MOST);
        let row = |place: usize| {
            let cells = columns().iter().map(|column| {
                cell_view(
                    cell_text(&shown.cell(place, column.key), column.kind, lang),
                    column,
                )
            });
            view! { <tr>{cells.collect_view()}</tr> }
        };
        (0..count).map(row).collect_view()
    };
    let sums = move || {
        let lang = lang();
        let table = shown.table.get();
        let cells = columns().iter().map(|column| {
            cell_view(
                cell_text(&table.foot(column.key), column.kind, lang),
                column,
            )
        });
        cells.collect_view()
    };
    let is_cut = move || shown.order.with(|order| order.len()) > MOST;
    let title = Signal::derive(move || shown.title(lang()));
    let subtitle = Signal::derive(move || of.app.book_name());
    let head = move || {
        let unit = Signal::derive(move || of.columns.with(|columns| columns.home.to_string()));
        let year = Signal::derive(move || of.year.get().to_string());
        view! {
            <FormLine label=tr(bi("年度", "Year")) value=year/>
            <FormLine label=tr(bi("金额单位", "Amounts in")) value=unit/>
        }
    };
    let foot = move || {
        view! {
            <Show when=is_cut>
                <p class="print-sheet__note">{tr_with(
                    bi("只印前 {0} 行；全部见导出的 CSV 或 XLSX 文件。", "The first {0} rows only; an exported CSV or XLSX file has them all."),
                    move |_| [show_count(MOST)],
                )}</p>
            </Show>
            <MakerLine/>
        }
    };
    let orientation = match shown.form.get_untracked() {
        Form::TopFive => SheetOrientation::Portrait,
        _ => SheetOrientation::Landscape,
    };
    view! {
        <PrintBar back/>
        <PrintSheet title subtitle orientation head foot>
            <table class="print-table print-table--dense">
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
                <tfoot><tr>{sums}</tr></tfoot>
            </table>
        </PrintSheet>
    }
}
