//! Where the data lies, how safe it is there, and the snapshots.

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;

use super::{Desk, Incoming};
use crate::{
    app::{
        App, Phase,
        clock::show_moment,
        describe_file,
        i18n::{lang, show_count, tr, tr_with},
        worker::{Stop, WorkerError, run},
    },
    content::{Bilingual, Lang, bi},
    exchange::{
        jobs::{Adoption, Job},
        json::ReadOptions,
    },
    storage::Snapshot,
    ui::{Button, DataList, DataPair, Glyph, Section},
};

/// What a snapshot was made before.
fn before(label: &str, lang: Lang) -> String {
    let text = match label {
        "import" => bi("导入之前", "Before an import"),
        "restore" => bi("恢复快照之前", "Before restoring a snapshot"),
        "hand" => bi("手工", "By hand"),
        other => return other.to_owned(),
    };
    text.in_lang(lang).to_owned()
}

async fn space() -> Option<(f64, f64)> {
    let navigator = window().navigator();
    let manager = web_sys::js_sys::Reflect::get(&navigator, &"storage".into()).ok()?;
    if !manager.is_object() {
        return None;
    }
    let estimate = JsFuture::from(navigator.storage().estimate().ok()?)
        .await
        .ok()?;
    let number = |key: &str| {
        web_sys::js_sys::Reflect::get(&estimate, &key.into())
            .ok()?
            .as_f64()
    };
    Some((number("usage")?, number("quota")?))
}

fn megabytes(bytes: f64) -> String {
    format!("{:.1} MB", bytes / 1_000_000.0)
}

/// Storage and snapshots of the open workbook.
#[component]
pub fn StoragePanel() -> impl IntoView {
    let app = App::get();
    let space_used = RwSignal::new(None::<(f64, f64)>);
    spawn_local(async move {
        let found = space().await;
        space_used.try_set(found);
    });
    let yes_no = |flag: bool, yes: Bilingual, no: Bilingual, lang: Lang| {
        if flag { yes } else { no }.in_lang(lang).to_owned()
    };
    let items = Signal::derive(move || {
        let lang = lang();
        let pair = |label: Bilingual, value: String| DataPair {
            label: label.in_lang(lang).to_owned(),
            value,
            number: false,
        };
        let copy = match app.phase.get() {
            Phase::Open(id) => app.listed.with(|listed| {
                listed
                    .iter()
                    .find(|listed| listed.id == id)
                    .and_then(|listed| listed.copy)
            }),
            _ => None,
        };
        let revision = {
            app.track_all();
            app.book(|book| book.revision)
        };
        vec![
            pair(
                bi("保存在", "Kept in"),
                yes_no(
                    app.is_kept.get(),
                    bi("这个浏览器的数据库", "This browser's database"),
                    bi("只在内存里，关闭即失", "Memory alone; gone when closed"),
                    lang,
                ),
            ),
            pair(
                bi(
                    "浏览器是否承诺不清除",
                    "Has the browser promised to keep it",
                ),
                match app.is_persisted.get() {
                    Some(true) => bi("是", "Yes").in_lang(lang).to_owned(),
                    Some(false) => bi(
                        "否，磁盘将满时可能被清除",
                        "No: it may be cleared when the disk fills up",
                    )
                    .in_lang(lang)
                    .to_owned(),
                    None => bi("第一次保存后会询问", "It is asked after the first save")
                        .in_lang(lang)
                        .to_owned(),
                },
            ),
            pair(
                bi("空间", "Space"),
                space_used.get().map_or_else(
                    || {
                        bi("浏览器没有说", "The browser does not say")
                            .in_lang(lang)
                            .to_owned()
                    },
                    |(used, quota)| format!("{} / {}", megabytes(used), megabytes(quota)),
                ),
            ),
            pair(bi("版次", "Revision"), revision.to_string()),
            pair(
                bi("最近的文件副本", "Last file copy"),
                copy.map_or_else(
                    || bi("从未导出", "Never exported").in_lang(lang).to_owned(),
                    |copy| format!("{} · #{}", show_moment(copy.at_ms), copy.revision),
                ),
            ),
        ]
    });
    view! {
        <Section title=tr(bi("数据在哪里", "Where the data is"))>
            <DataList items/>
        </Section>
        <Snapshots/>
    }
}

#[component]
fn Snapshots() -> impl IntoView {
    let app = App::get();
    let desk = expect_context::<Desk>();
    let list = RwSignal::new(Vec::<Snapshot>::new());
    let load = move || {
        spawn_local(async move {
            let Some(session) = app.current_session() else {
                return;
            };
            match session.snapshots().await {
                Ok(found) => {
                    list.try_set(found.into_iter().rev().collect());
                }
                Err(error) => app.say_store_error(&error),
            }
        });
    };
    load();
    let make = move |_| {
        spawn_local(async move {
            app.snapshot("hand").await;
            load();
        });
    };
    let open = move |number: u64| {
        desk.incoming.set(Incoming::Reading(None));
        spawn_local(async move {
            let Some(session) = app.current_session() else {
                return desk.clear();
            };
            let bytes = match session.read_snapshot(number).await {
                Ok(bytes) => bytes,
                Err(error) => {
                    app.say_store_error(&error);
                    return desk.clear();
                }
            };
            let job = Job::ReadJson {
                options: ReadOptions::default(),
            };
            let answer = run(&job, &bytes, &Stop::default(), |_| {}).await;
            let contents = answer.and_then(|answer| {
                Adoption::new(&answer)
                    .and_then(Adoption::finish)
                    .map_err(WorkerError::Job)
            });
            desk.incoming.set(match contents {
                Ok(contents) => Incoming::Book(std::sync::Arc::new(contents)),
                Err(error) => Incoming::Refused(describe_file::worker_error(&error, app)),
            });
        });
    };
    let actions = move || {
        view! { <Button label=tr(bi("现在做一份快照", "Take a snapshot now")) icon=Glyph::Seal on_click=make testid="snapshot"/> }
    };
    let lines = move || {
        let lang = lang();
        let lines = list.get().into_iter().map(|snapshot| {
            let number = snapshot.number;
            let size = show_count(usize::try_from(snapshot.bytes / 1000).unwrap_or(0));
            view! {
                <li class="f-bin__entry">
                    <div class="f-bin__text">
                        <p class="f-bin__name">{before(&snapshot.label, lang)}</p>
                        <p class="f-bin__about">{format!("{} · {size} kB", show_moment(snapshot.at_ms))}</p>
                    </div>
                    <Button label=tr(bi("查看与恢复", "Look and restore")) small=true on_click=move |_| open(number)/>
                </li>
            }
        });
        lines.collect_view()
    };
    view! {
        <Section
            title=tr(bi("快照", "Snapshots"))
            lead=tr_with(
                bi(
                    "导入、替换和恢复之前自动留一份，最多 {0} 份。快照和数据在一起，不能代替文件副本。",
                    "One is kept before every import, replacement and restore, at most {0}. They lie beside the data and are no substitute for a file.",
                ),
                |_| [crate::storage::SNAPSHOTS_KEPT.to_string()],
            )
            actions
        >
            <ul class="f-bin">{lines}</ul>
        </Section>
    }
}
