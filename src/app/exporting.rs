//! Files that leave the app: written, read back and compared before they are handed out.

use leptos::{prelude::*, task::spawn_local};

use super::{
    App, Phase, clock, describe_file, files,
    sheet::{TableFormat, hand_out, write_xlsx},
    worker::{Stop, run},
};
use crate::{
    content::bi,
    domain::{Customer, Id, Workbook},
    exchange::{
        csv::{self, Target},
        grid::Grid,
        jobs::Job,
        json,
    },
    storage::FileCopy,
    ui::Tone,
};

/// `name-20261122-0905-r12.json`; the time of export is in the name alone.
fn file_name(name: &str, revision: u64, ending: &str) -> String {
    let moment = clock::show_moment(clock::now_ms());
    let moment: String = moment.chars().filter(|c| *c != '-' && *c != ':').collect();
    format!("{name}-{}-r{revision}.{ending}", moment.replace(' ', "-"))
}

/// The workbook as a JSON file, once it has been read back and found the same.
pub fn export_json(app: App, is_busy: RwSignal<bool>, text: RwSignal<Option<String>>) {
    is_busy.set(true);
    spawn_local(async move {
        let (written, name, revision) =
            app.book(|book| (json::write(book), book.name().to_owned(), book.revision));
        let outcome = match written {
            Ok(bytes) => {
                let verified = run(&Job::VerifyJson, &bytes, &Stop::default(), |_| {}).await;
                verified
                    .map(|_| bytes)
                    .map_err(|error| describe_file::worker_error(&error, app))
            }
            Err(reason) => Err(describe_file::reason(
                &reason,
                app.language.0.get_untracked(),
            )),
        };
        let outcome = outcome.and_then(|bytes| {
            let name = file_name(&name, revision, "json");
            files::download(&name, "application/json", &bytes).map_err(|error| error.0)?;
            Ok(bytes)
        });
        is_busy.set(false);
        match outcome {
            Ok(bytes) => {
                text.set(String::from_utf8(bytes).ok());
                note_copy(app, revision);
                app.say(
                    Tone::Ok,
                    app.language_untracked(bi(
                        "已核对并下载。请把文件放到这台电脑以外的地方。",
                        "Checked and downloaded. Keep the file somewhere outside this computer.",
                    )),
                );
            }
            Err(why) => {
                let failed = app.language_untracked(bi(
                    "导出失败，没有下载任何东西：",
                    "The export failed, nothing was downloaded: ",
                ));
                app.say(Tone::Risk, format!("{failed}{why}"));
            }
        }
    });
}

fn note_copy(app: App, revision: u64) {
    let Phase::Open(id) = app.phase.get_untracked() else {
        return;
    };
    let copy = FileCopy {
        at_ms: clock::now_ms(),
        revision,
    };
    spawn_local(async move {
        if app
            .registry()
            .update(id, move |listed| listed.copy = Some(copy))
            .await
            .is_ok()
        {
            app.load_list().await;
        }
    });
}

/// Columns of a table of customers: all that hold something, personal ones left out.
fn columns(book: &Workbook) -> Vec<Target> {
    let is_personal = |target: &Target| match target {
        Target::Customer(key) => {
            Customer::field(key).is_some_and(|field| field.group == "personal")
        }
        _ => false,
    };
    csv::default_columns(&book.tables)
        .into_iter()
        .filter(|target| !is_personal(target))
        .collect()
}

/// Customers as a table, in the order given, with more columns behind: heading and a cell for each
/// customer.
pub fn export_customers(app: App, ids: &[Id], more: &[(String, Vec<String>)], format: TableFormat) {
    let lang = app.language.0.get_untracked();
    let done = bi("已导出 {0} 位客户", "Exported {0} customer{s}");
    let (grid, name) = app.book(|book| {
        let title = app.language_untracked(bi("客户", "Customers"));
        let grid = csv::customers_grid_with(&book.tables, ids, &columns(book), more, lang);
        let name = file_name(book.name(), book.revision, format.ending());
        (Grid { title, ..grid }, name)
    });
    match format {
        TableFormat::Csv => {
            let bytes = csv::write_grid(&grid, true);
            hand_out(app, &name, "text/csv", &bytes, done, ids.len());
        }
        TableFormat::Xlsx => {
            write_xlsx(app, name, grid, done);
        }
    }
}

/// All customers as a table, by name.
pub fn export_all(app: App, format: TableFormat) {
    let ids = app.book(|book| {
        let mut customers: Vec<_> = book.tables.customers.iter().collect();
        customers.sort_by_cached_key(|c| crate::domain::search::collation_key(&c.name));
        customers
            .into_iter()
            .map(|customer| customer.id)
            .collect::<Vec<_>>()
    });
    export_customers(app, &ids, &[], format);
}
