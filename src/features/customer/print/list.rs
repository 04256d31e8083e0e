//! 客户一览表, the simple ordered list of customers.

use leptos::prelude::*;

use super::super::{
    roster::{
        RosterModel, cell_text, class_key, classes_for, colour_scheme, column_label, selected_rows,
    },
    standing::class_of,
};
use crate::{
    app::{
        App,
        classes::tab_mark,
        i18n::{lang, show_count, tr, tr_with},
        printing::{MakerLine, PrintBar},
        route::{ListQuery, Route},
    },
    content::bi,
    domain::search::Query,
    ui::{ClassMark, PrintSheet, SheetOrientation},
};

const COLUMNS: &[&str] = &[
    "code",
    "name",
    "address",
    "city",
    "country",
    "phone",
    "principal",
    "category",
    "status",
    "owner",
];

/// Short columns that should not be broken in the middle.
const SHORT: &[&str] = &["code", "category", "status", "owner"];

/// The list on paper, filtered and sorted as the roster is.
#[component]
pub fn RosterListPage(
    /// Sort and filters.
    query: ListQuery,
) -> impl IntoView {
    let app = App::get();
    let mut model = RosterModel::default();
    app.book(|book| model.refresh(book));
    let model = StoredValue::new(model);
    let back = Route::Roster(query.clone()).href();
    let query = Signal::stored(query);
    let (classes, colour) = (classes_for(query), colour_scheme(query));
    let rows = Memo::new(move |_| {
        let typed = Query::new(&app.roster_search.get());
        let select = |query: &ListQuery| {
            let select = |model: &RosterModel| {
                classes.with(|classes| selected_rows(model, &typed, query, classes, lang()))
            };
            model.with_value(select)
        };
        query.with(select)
    });
    let grade = move || {
        let key = class_key(&colour.get());
        classes.with(|classes| classes.of(&key).cloned())
    };
    let grade_name = move || {
        let name = grade().map(|found| found.scheme.label.in_lang(lang()).to_owned());
        name.unwrap_or_default()
    };
    let heads = COLUMNS.iter().map(|key| {
        view! { <th scope="col">{tr(column_label(key).unwrap_or(bi("", "")))}</th> }
    });
    let body = move || {
        let (lang, grade) = (lang(), grade());
        let lines = rows.get().into_iter().enumerate().map(|(number, index)| {
            let (cells, mark) = model.with_value(|model| {
                let row = model.row(index);
                let found = grade.as_deref().zip(row);
                let class = found.and_then(|(found, row)| class_of(found, row.customer.id));
                let mark = class.map(|class| tab_mark(class, lang));
                let cells = COLUMNS
                    .iter()
                    .map(|key| {
                        let text = row.map(|row| cell_text(row, key, lang));
                        (SHORT.contains(key), text.unwrap_or_default())
                    })
                    .collect::<Vec<_>>();
                (cells, mark)
            });
            let mark = mark.map(|mark| view! { <ClassMark mark=Signal::stored(mark)/> });
            let cells = cells
                .into_iter()
                .map(|(is_short, text)| view! { <td class:u-nowrap=is_short>{text}</td> })
                .collect_view();
            view! { <tr><td class="u-number">{number + 1}</td><td>{mark}</td>{cells}</tr> }
        });
        lines.collect_view()
    };
    let foot = move || {
        view! {
            <p class="print-sheet__note">{tr_with(
                bi("共 {0} 位客户；等级：{1}", "{0} customer{s}; grades: {1}"),
                move |_| [show_count(rows.with(Vec::len)), grade_name()],
            )}</p>
            <MakerLine/>
        }
    };
    let subtitle = Signal::derive(move || app.book_name());
    view! {
        <PrintBar back/>
        <PrintSheet
            title=tr(bi("客户一览表", "List of customers"))
            subtitle
            orientation=SheetOrientation::Landscape
            foot
        >
            <table class="print-table">
                <thead><tr>
                    <th scope="col">{tr(bi("序号", "No."))}</th>
                    <th scope="col">{tr(bi("等级", "Grade"))}</th>
                    {heads.collect_view()}
                </tr></thead>
                <tbody>{body}</tbody>
            </table>
        </PrintSheet>
    }
}
