//! Sheets of typed cells on screen and as files.

use leptos::{prelude::*, task::spawn_local};

use super::{
    App, describe_file, files,
    i18n::{fill, show_amount, show_number, show_share, tr},
    worker::{Stop, WorkerError, run_sheets},
};
use crate::{
    content::{Bilingual, Lang, bi},
    domain::sheet::{Cell, CellKind, Sheet, SheetColumn},
    exchange::{
        csv,
        grid::Grid,
        jobs::{JobError, SheetJob},
    },
    ui::{self, Button, Glyph, Tone},
};

/// The kind of an XLSX file.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The formats a table leaves in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TableFormat {
    /// Text with commas, for every program.
    Csv,
    /// A spreadsheet.
    Xlsx,
}

impl TableFormat {
    /// The ending of its files.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// A button for each format.
#[component]
pub fn TableButtons(
    /// Hands the table out.
    #[prop(into)]
    on_export: Callback<TableFormat>,
    /// In less room.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    view! {
        <Button
            label="CSV"
            icon=Glyph::Download
            small
            aria_label=tr(bi("导出 CSV", "Export CSV"))
            on_click=move |_| on_export.run(TableFormat::Csv)
        />
        <Button
            label="XLSX"
            icon=Glyph::Download
            small
            aria_label=tr(bi("导出 XLSX", "Export XLSX"))
            on_click=move |_| on_export.run(TableFormat::Xlsx)
        />
    }
}

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

/// A sheet as a file, handed to the person.
pub fn export_sheet(app: App, sheet: &Sheet, format: TableFormat) {
    let lang = app.language.0.get_untracked();
    let name: String = sheet
        .title
        .chars()
        .filter(|c| !matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'))
        .collect();
    let done = bi("已导出 {0} 行", "Exported {0} row{s}");
    let count = sheet.rows.len();
    match format {
        TableFormat::Csv => {
            let bytes = csv::write_sheet(sheet, lang);
            hand_out(app, &format!("{name}.csv"), "text/csv", &bytes, done, count);
        }
        TableFormat::Xlsx => {
            let grid = Grid::of_sheet(sheet, lang);
            write_xlsx(app, format!("{name}.xlsx"), grid, done);
        }
    }
}

/// A grid as a spreadsheet, written and checked in the worker and then handed to the person; `done`
/// is said with the number of rows.
pub fn write_xlsx(app: App, name: String, grid: Grid, done: Bilingual) {
    let count = grid.rows.len();
    spawn_local(async move {
        let payload = serde_json::to_vec(&[grid])
            .map_err(|error| WorkerError::Job(JobError::Protocol(error.to_string())));
        let written = match payload {
            Ok(payload) => run_sheets(&SheetJob::Write, &payload, &Stop::default(), |_| {}).await,
            Err(error) => Err(error),
        };
        match written {
            Ok(bytes) => hand_out(app, &name, XLSX, &bytes, done, count),
            Err(error) => app.say(Tone::Risk, describe_file::worker_error(&error, app)),
        }
    });
}

/// Offers a table as a download and says how many rows it has.
pub fn hand_out(app: App, name: &str, mime: &str, bytes: &[u8], done: Bilingual, count: usize) {
    let lang = app.language.0.get_untracked();
    match files::download(name, mime, bytes) {
        Ok(()) => app.say(Tone::Ok, fill(done, lang, &[count.to_string()])),
        Err(error) => app.say(Tone::Risk, error.0),
    }
}
