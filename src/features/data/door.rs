//! The one door for files: drop, choose or paste; every format of ours is recognised.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use web_sys::File;

use super::{
    Desk, Incoming, Spreadsheet, TableFile,
    spreadsheet::{is_spreadsheet, read_sheet},
};
use crate::{
    app::{
        describe, describe_file, files,
        i18n::tr,
        worker::{Stop, WorkerError, run},
    },
    content::bi,
    domain::Id,
    exchange::{
        MAX_BYTES, Reason,
        csv::{ColumnChoices, CsvOptions, Encoding, Subject, header_key},
        jobs::{self, Adoption, Job},
        json::ReadOptions,
        rescue,
    },
    storage::{Seal, Stored, load, meta},
    ui::{Button, Disclosure, Field, FileDrop, Section, TextArea},
};

/// Where files come in.
#[component]
pub fn Door() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let pasted = RwSignal::new(String::new());
    let on_files = Callback::new(move |files: Vec<File>| take(desk, files));
    let read_pasted = move |_| {
        let text = pasted.get_untracked();
        if !text.trim().is_empty() {
            let options = CsvOptions {
                encoding: Some(Encoding::Utf8),
                ..CsvOptions::default()
            };
            let text = text.into_bytes();
            spawn_local(read_table(desk, String::new(), text, None, options));
        }
    };
    view! {
        <Section title=tr(bi("导入", "Import"))>
            <FileDrop
                label=tr(bi("选择文件", "Choose a file"))
                hint=tr(bi(
                    "把文件拖到这里（或窗口任何地方）：信客的 JSON、客户或销售明细表格（CSV、XLSX）、救援文件",
                    "Drop a file here or anywhere in the window: JSON of Xinke, a table of customers or sales (CSV, XLSX), a rescue file",
                ))
                accept=".json,.csv,.txt,.tsv,.xlsx"
                multiple=false
                testid="file"
                on_files
            />
            <Disclosure summary=tr(bi("从表格软件粘贴", "Paste from a spreadsheet"))>
                <Field label=tr(bi("复制的单元格，连同表头", "The copied cells with their header"))>
                    <TextArea value=pasted on_input=move |text| pasted.set(text) rows=6 testid="paste"/>
                </Field>
                <Button label=tr(bi("读取", "Read")) on_click=read_pasted testid="read-pasted"/>
            </Disclosure>
        </Section>
    }
}

/// Takes the first of the files.
pub fn take(desk: Desk, files: Vec<File>) {
    let Some(file) = files.into_iter().next() else {
        return;
    };
    desk.incoming.set(Incoming::Reading(None));
    let lang = desk.app.language.0.get_untracked();
    #[expect(clippy::cast_precision_loss, reason = "a limit of 64 MB is exact")]
    if file.size() > MAX_BYTES as f64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a file's size is a whole number"
        )]
        let why = describe_file::reason(&Reason::TooLarge(file.size() as u64), lang);
        return desk.incoming.set(Incoming::Refused(why));
    }
    spawn_local(async move {
        match files::read(&file).await {
            Ok(bytes) => recognise(desk, file.name(), bytes).await,
            Err(error) => desk.incoming.set(Incoming::Refused(error.0)),
        }
    });
}

async fn recognise(desk: Desk, name: String, bytes: Vec<u8>) {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let is_json = text.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    if rescue::is_rescue(&bytes) {
        read_rescue(desk, &bytes);
    } else if is_spreadsheet(&name, &bytes) {
        read_sheet(desk, name, bytes, None).await;
    } else if is_json || name.to_lowercase().ends_with(".json") {
        read_book(desk, bytes).await;
    } else {
        read_table(desk, name, bytes, None, CsvOptions::default()).await;
    }
}

pub fn show_progress(desk: Desk) -> impl Fn(f64) + Clone {
    move |share| {
        if desk
            .incoming
            .with_untracked(|incoming| matches!(incoming, Incoming::Reading(_)))
        {
            desk.incoming.set(Incoming::Reading(Some(share)));
        }
    }
}

async fn read_book(desk: Desk, bytes: Vec<u8>) {
    let job = Job::ReadJson {
        options: ReadOptions::default(),
    };
    let stop = Stop::default();
    desk.stop.set_value(stop.clone());
    let answer = run(&job, &bytes, &stop, show_progress(desk)).await;
    let contents = match answer {
        Ok(answer) => Adoption::new(&answer)
            .and_then(Adoption::finish)
            .map_err(WorkerError::Job),
        Err(error) => Err(error),
    };
    desk.incoming.set(match contents {
        Ok(contents) => Incoming::Book(Arc::new(contents)),
        Err(WorkerError::Stopped) => Incoming::Nothing,
        Err(error) => Incoming::Refused(describe_file::worker_error(&error, desk.app)),
    });
}

/// Reads a table, with the columns as they were chosen for the same header before.
pub async fn read_table(
    desk: Desk,
    name: String,
    bytes: Vec<u8>,
    sheet: Option<Arc<Spreadsheet>>,
    mut options: CsvOptions,
) {
    for (column, style) in sheet.iter().flat_map(|sheet| &sheet.book.numbers) {
        options.columns.numbers.entry(*column).or_insert(*style);
    }
    desk.incoming.set(Incoming::Reading(None));
    let stop = Stop::default();
    desk.stop.set_value(stop.clone());
    let job = Job::ReadCsv {
        options: options.clone(),
    };
    let answer = run(&job, &bytes, &stop, show_progress(desk)).await;
    let parsed = answer.and_then(|answer| jobs::parsed(&answer).map_err(WorkerError::Job));
    desk.incoming.set(match parsed {
        Ok(mut parsed) => {
            let remembered = desk
                .app
                .prefs
                .with_untracked(|prefs| prefs.mappings.get(&header_key(&parsed.header)).cloned());
            let remembered =
                remembered.and_then(|json| serde_json::from_value::<ColumnChoices>(json).ok());
            let mut options = options;
            let is_open = options.columns.targets.is_none() && options.columns.subject.is_none();
            if let Some(remembered) = remembered.filter(|_| is_open) {
                options.columns = ColumnChoices {
                    dates: options.columns.dates,
                    numbers: options.columns.numbers,
                    ..remembered
                };
                parsed.settle(&options.columns);
            }
            let subject = parsed.subject;
            let file = Arc::new(TableFile {
                name,
                bytes,
                sheet,
                options,
                parsed,
            });
            match subject {
                Subject::Customers => Incoming::Table(file),
                Subject::Sales => Incoming::Sales(file),
            }
        }
        Err(WorkerError::Stopped) => Incoming::Nothing,
        Err(error) => Incoming::Refused(describe_file::worker_error(&error, desk.app)),
    });
}

fn read_rescue(desk: Desk, bytes: &[u8]) {
    let lang = desk.app.language.0.get_untracked();
    let dump = match rescue::read(bytes) {
        Ok(dump) => dump,
        Err(refusal) => {
            return desk
                .incoming
                .set(Incoming::Refused(describe_file::refusal(&refusal, lang)));
        }
    };
    let stored = Stored {
        mark: dump
            .meta
            .get(meta::MARK)
            .and_then(|bytes| serde_json::from_slice(bytes).ok()),
        head: dump.meta.get(meta::HEAD).cloned(),
        shards: dump.shards.into_iter().collect(),
        log: dump.log,
    };
    desk.incoming
        .set(match load::decode(stored, &Seal::default()) {
            Ok(loaded) => Incoming::Rescued(Arc::new(loaded.workbook)),
            Err(error) => Incoming::Refused(describe::store_error(&error, lang)),
        });
}

/// Whether a workbook of that identity is on this computer.
pub fn is_known(desk: Desk, id: Id) -> bool {
    desk.app
        .listed
        .with_untracked(|listed| listed.iter().any(|listed| listed.id == id))
}
