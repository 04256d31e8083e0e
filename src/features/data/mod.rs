//! Files in and out: the one door for files, exports, where the data lies, snapshots.

mod book_import;
mod column_notes;
mod door;
mod export;
mod plan_view;
mod sales_import;
mod sales_view;
mod spreadsheet;
mod storage;
mod table_columns;
mod table_import;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::{App, Phase, i18n::tr, worker::Stop},
    content::bi,
    domain::Workbook,
    exchange::{
        csv::{CsvOptions, Parsed},
        json::Contents,
        xlsx::Book,
    },
    ui::{Notice, PageHeader, Progress, Tone},
};

/// A file on its way in.
#[derive(Clone)]
enum Incoming {
    /// None.
    Nothing,
    /// Being read: so much of it, or nothing known.
    Reading(Option<f64>),
    /// Not accepted; why.
    Refused(String),
    /// A table of text.
    Table(Arc<TableFile>),
    /// A table of sales lines.
    Sales(Arc<TableFile>),
    /// A workbook.
    Book(Arc<Contents>),
    /// What a rescue page saved, put together again.
    Rescued(Arc<Workbook>),
}

/// A table with its bytes, so that it can be read in another way.
struct TableFile {
    name: String,
    bytes: Vec<u8>,
    /// The spreadsheet that the bytes are a sheet of.
    sheet: Option<Arc<Spreadsheet>>,
    options: CsvOptions,
    parsed: Parsed,
}

/// A spreadsheet, so that another of its sheets can be read.
struct Spreadsheet {
    bytes: Vec<u8>,
    book: Book,
}

/// What the parts of this page share.
#[derive(Clone, Copy)]
struct Desk {
    app: App,
    incoming: RwSignal<Incoming, LocalStorage>,
    stop: StoredValue<Stop, LocalStorage>,
}

impl Desk {
    fn clear(self) {
        self.incoming.set(Incoming::Nothing);
    }
}

/// The page.
#[component]
pub fn DataPage() -> impl IntoView {
    let app = App::get();
    let desk = Desk {
        app,
        incoming: RwSignal::new_local(Incoming::Nothing),
        stop: StoredValue::new_local(Stop::default()),
    };
    provide_context(desk);
    Effect::new(move || {
        let files = app.dropped.get();
        if !files.is_empty() {
            app.dropped.set(Vec::new());
            door::take(desk, files);
        }
    });
    let is_open = Memo::new(move |_| matches!(app.phase.get(), Phase::Open(_)));
    let body = move || {
        match desk.incoming.get() {
        Incoming::Nothing => view! {
            <door::Door/>
            <Show when=move || is_open.get()>
                <export::Exports/>
                <storage::StoragePanel/>
            </Show>
        }
        .into_any(),
        Incoming::Reading(share) => view! {
            <Progress
                label=tr(bi("正在读取文件…", "Reading the file…"))
                value=share
                cancel_label=tr(bi("停止", "Stop"))
                on_cancel=move || desk.stop.with_value(Stop::stop)
            />
        }
        .into_any(),
        Incoming::Refused(why) => view! {
            <Notice tone=Tone::Risk title=tr(bi("这个文件没有被接受", "The file was not accepted")) text=why/>
            <door::Door/>
        }
        .into_any(),
        Incoming::Table(file) => view! { <table_import::TableImport file/> }.into_any(),
        Incoming::Sales(file) => view! { <sales_import::SalesImport file/> }.into_any(),
        Incoming::Book(contents) => view! { <book_import::BookImport contents/> }.into_any(),
        Incoming::Rescued(book) => view! { <book_import::RescuedBook book/> }.into_any(),
    }
    };
    view! {
        <PageHeader
            title=tr(bi("数据与文件", "Data and files"))
            lead=tr(bi(
                "文件从这里进出。导入前先看清会改什么，导入后可以一步撤销。",
                "Files come and go here. See what would change before you import; undo it in one step afterwards.",
            ))
        />
        {body}
    }
}
