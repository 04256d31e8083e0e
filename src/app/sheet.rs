//! Sheets of typed cells on screen and as files.

use leptos::prelude::*;

use super::{
    App, files,
    i18n::{fill, show_amount, show_number, show_share, tr},
};
use crate::{
    content::{Lang, bi},
    domain::sheet::{Cell, CellKind, Sheet, SheetColumn},
    exchange::csv,
    ui::{self, Tone},
};

/// A cell as a person reads it.
pub fn cell_text(cell: &Cell, kind: CellKind, lang: Lang) -> String {
    match (cell, kind) {
        (Cell::Empty, _) => String::new(),
        (Cell::Text(text), _) => text.clone(),
        (Cell::Words(words), _) => words.in_lang(lang).to_owned(),
        (Cell::Date(date), _) => date.to_string(),
        (Cell::Missing(reason), _) => reason.words().in_lang(lang).to_owned(),
        (Cell::Number(number), CellKind::Share) => show_share(*number),
        (Cell::Number(number), CellKind::Amount) => show_amount(*number),
        (Cell::Number(number), _) => show_number(*number),
    }
}

/// A cell of a table on screen, marked as a figure where its column holds one.
pub fn table_cell(cell: &Cell, column: &SheetColumn, lang: Lang) -> ui::Cell {
    let shown = ui::Cell::text(cell_text(cell, column.kind, lang));
    match (cell, column.figure) {
        (Cell::Number(number), Some(figure)) => {
            shown.with_figure(figure.id, number.normalize().to_string())
        }
        _ => shown,
    }
}

/// A column of a table on screen.
pub fn table_column(column: &SheetColumn) -> ui::Column {
    let label = tr(column.label);
    match column.kind {
        CellKind::Text => ui::Column::text(column.key, label, 132),
        CellKind::Date => ui::Column::text(column.key, label, 112),
        CellKind::Whole => ui::Column::number(column.key, label, 84),
        CellKind::Number | CellKind::Share => ui::Column::number(column.key, label, 108),
        CellKind::Amount => ui::Column::number(column.key, label, 136),
    }
}

/// Whether the cells of a column keep to the end, as numbers do.
pub fn is_number(kind: CellKind) -> bool {
    !matches!(kind, CellKind::Text | CellKind::Date)
}

/// A sheet as a CSV file, handed to the person.
pub fn export_csv(app: App, sheet: &Sheet) {
    let lang = app.language.0.get_untracked();
    let name: String = sheet
        .title
        .chars()
        .filter(|c| !matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'))
        .collect();
    let bytes = csv::write_sheet(sheet, lang);
    match files::download(&format!("{name}.csv"), "text/csv", &bytes) {
        Ok(()) => {
            let text = bi("已导出 {0} 行", "Exported {0} row{s}");
            app.say(Tone::Ok, fill(text, lang, &[sheet.rows.len().to_string()]));
        }
        Err(error) => app.say(Tone::Risk, error.0),
    }
}
