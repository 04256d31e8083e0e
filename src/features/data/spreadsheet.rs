//! A spreadsheet on its way in: one sheet of it becomes a table of text.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use super::{
    Desk, Incoming, Spreadsheet, TableFile,
    door::{read_table, show_progress},
};
use crate::{
    app::{
        describe_file,
        i18n::{show_count, tr, tr_with},
        worker::{Stop, WorkerError, run_sheets},
    },
    content::bi,
    exchange::{
        csv::{CsvOptions, Encoding},
        jobs::{self, SheetJob},
    },
    ui::{Field, Notice, Select, Tone},
};

/// How archives begin, and the files of older spreadsheets.
const STARTS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

/// Whether a file is for the worker that reads spreadsheets, by its bytes or, if these are
/// damaged, by its name.
pub fn is_spreadsheet(name: &str, bytes: &[u8]) -> bool {
    STARTS.iter().any(|start| bytes.starts_with(start)) || name.to_lowercase().ends_with(".xlsx")
}

/// Reads a sheet: the one of that number, else the first with anything on it.
pub async fn read_sheet(desk: Desk, name: String, bytes: Vec<u8>, sheet: Option<usize>) {
    desk.incoming.set(Incoming::Reading(None));
    let stop = Stop::default();
    desk.stop.set_value(stop.clone());
    let job = SheetJob::Read { sheet };
    let answer = run_sheets(&job, &bytes, &stop, show_progress(desk)).await;
    let read = answer.and_then(|answer| {
        let (book, rows) = jobs::rows(&answer).map_err(WorkerError::Job)?;
        Ok((book, rows.to_vec()))
    });
    match read {
        Ok((book, rows)) => {
            let options = CsvOptions {
                encoding: Some(Encoding::Utf8),
                separator: Some(','),
                counts_rows: true,
                ..CsvOptions::default()
            };
            let sheet = Some(Arc::new(Spreadsheet { bytes, book }));
            read_table(desk, name, rows, sheet, options).await;
        }
        Err(error) => {
            let why = describe_file::worker_error(&error, desk.app);
            desk.incoming.set(Incoming::Refused(why));
        }
    }
}

/// Which sheet was read, to change, and what is to be known about it.
#[component]
pub fn SheetRead(
    /// The file.
    file: Arc<TableFile>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let sheet = file.sheet.clone()?;
    let book = sheet.book.clone();
    let names = book.sheets.iter().enumerate();
    let choices: Vec<_> = names
        .map(|(index, name)| (index.to_string(), name.clone()))
        .collect();
    let choose = move |index: String| {
        let (file, sheet) = (Arc::clone(&file), Arc::clone(&sheet));
        spawn_local(async move {
            let (name, bytes) = (file.name.clone(), sheet.bytes.clone());
            read_sheet(desk, name, bytes, index.parse().ok()).await;
        });
    };
    let several = (choices.len() > 1).then(|| {
        view! {
            <Field label=tr(bi("工作表", "Sheet"))>
                <Select
                    value=book.sheet.to_string()
                    options=Signal::stored(choices)
                    on_change=choose
                    testid="sheet"
                />
            </Field>
        }
    });
    let skipped = (book.n_skipped > 0).then(|| {
        view! {
            <Notice title=tr_with(
                bi("表头上面的 {0} 行（标题等）没有算进来", "{0} row{s} above the header, such as a title, left out"),
                move |_| [show_count(book.n_skipped)],
            )/>
        }
    });
    let formulas = (book.n_formulas > 0).then(|| {
        view! {
            <Notice title=tr_with(
                bi("有 {0} 格是公式，取的是文件里存的结果", "{0} cell{s} with a formula, taken with the value in the file"),
                move |_| [show_count(book.n_formulas)],
            )/>
        }
    });
    let errors = (book.n_errors > 0).then(|| {
        let named = book.errors.join(" · ");
        view! {
            <Notice
                tone=Tone::Warn
                title=tr_with(
                    bi("有 {0} 格是公式错误，用到它的行不会导入", "{0} cell{s} with the error of a formula; rows that need them are not imported"),
                    move |_| [show_count(book.n_errors)],
                )
                text=named
            />
        }
    });
    Some(view! {
        {several}
        {skipped}
        {formulas}
        {errors}
    })
}
