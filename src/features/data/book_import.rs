//! A workbook's file on its way in: opened as it is, merged, or in place of everything.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use super::{
    Desk,
    door::is_known,
    plan_view::{CountTable, Items, RefusedRows, carry_out},
};
use crate::{
    app::{
        NewBook, Phase, describe, describe_file,
        i18n::{lang, show_count, tr, tr_with},
        route::{self, Route},
    },
    content::bi,
    domain::Workbook,
    exchange::{
        json::Contents,
        plan::{Plan, merge, replace},
    },
    ui::{Button, ButtonKind, ConfirmDialog, Notice, Section, Tone},
};

/// The dry run of a workbook's file.
#[component]
pub fn BookImport(
    /// What the file holds.
    contents: Arc<Contents>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let app = desk.app;
    let id = contents.workbook.id;
    let name = contents.workbook.name().to_owned();
    let revision = contents.workbook.revision;
    let total = contents.workbook.tables.total();
    let is_read_only = contents.read_only;
    let is_here = is_known(desk, id);
    let is_lost = matches!(app.phase.get_untracked(), Phase::Lost(lost) if lost == id);
    let is_open = matches!(app.phase.get_untracked(), Phase::Open(_));
    let notes = contents.notes.clone();
    let notes = move || {
        let lang = lang();
        let notes = notes.iter().map(|note| describe_file::note(note, lang));
        notes
            .map(|text| view! { <Notice title=text/> })
            .collect_view()
    };
    let counts = {
        let contents = Arc::clone(&contents);
        move || {
            let lang = lang();
            let tables = &contents.workbook.tables;
            let names = tables
                .names()
                .into_iter()
                .filter(|name| tables.count(name) > 0 && name != "@file");
            let words = names.map(|name| {
                format!(
                    "{} {}",
                    describe::table_name(&name, lang),
                    show_count(tables.count(&name))
                )
            });
            words.collect::<Vec<_>>().join(" · ")
        }
    };
    let open_as_new = {
        let contents = Arc::clone(&contents);
        move |_| {
            let workbook = contents.workbook.clone();
            spawn_local(async move {
                if is_lost {
                    app.delete_book(id).await;
                }
                app.create(NewBook::File(Box::new(workbook))).await;
                desk.clear();
                route::go(&Route::Home);
            });
        }
    };
    let can_open = !is_read_only && (!is_here || is_lost) && contents.refused.is_empty();
    let older = {
        let listed = app.listed.get_untracked();
        listed
            .into_iter()
            .find(|listed| listed.id == id && listed.revision > revision && !is_lost)
    };
    view! {
        <Section
            title=name
            lead=tr_with(
                bi("信客工作簿，第 {0} 版，{1} 条记录", "A workbook of Xinke, revision {0}, {1} record{s}"),
                move |_| [revision.to_string(), show_count(total)],
            )
        >
            <p class="u-muted">{counts}</p>
            {notes}
            {older.map(|listed| view! {
                <Notice
                    tone=Tone::Warn
                    title=tr_with(
                        bi("这台电脑上的已是第 {0} 版，比文件新", "This computer has revision {0}, newer than the file"),
                        move |_| [listed.revision.to_string()],
                    )
                />
            })}
            {is_read_only.then(|| view! {
                <Notice
                    tone=Tone::Warn
                    title=tr(bi("只能看，不能导入", "To look at, not to take in"))
                    text=tr(bi(
                        "文件由更新的大版本写成。请用新版本打开，以免丢失内容。",
                        "It was written by a newer major version. Use that version, so that nothing is lost.",
                    ))
                />
            })}
            {can_open.then(|| view! {
                <div class="u-row">
                    <Button
                        label=tr(bi("作为工作簿打开", "Open as a workbook"))
                        kind=ButtonKind::Primary
                        on_click=open_as_new
                        testid="open-file"
                    />
                </div>
            })}
        </Section>
        {(is_open && !is_read_only).then(|| view! { <IntoOpen contents/> })}
        <div class="f-import__end">
            <Button label=tr(bi("取消", "Cancel")) on_click=move |_| desk.clear()/>
        </div>
    }
}

#[component]
fn IntoOpen(contents: Arc<Contents>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let app = desk.app;
    let is_same_book = app.book(|book| book.id) == contents.workbook.id;
    let plan = RwSignal::new(app.book(|book| merge(&contents, book)));
    let replacement = StoredValue::new(app.book(|book| replace(&contents, book)));
    let is_replacing = RwSignal::new(false);
    let n_taken = Memo::new(move |_| plan.with(Plan::n_taken));
    let finish = move |plan: Plan| {
        spawn_local(async move {
            if carry_out(app, &plan).await {
                desk.clear();
                route::go(&Route::Home);
            }
        });
    };
    let name = Signal::derive(move || app.book_name());
    let vanishing = replacement.with_value(|plan| plan.vanishing.len());
    let needs_phrase = replacement
        .with_value(|plan| app.book(|book| plan.needs_typed_consent(book.tables.total())));
    let phrase = Signal::derive(move || needs_phrase.then(|| name.get()));
    view! {
        <Section
            title=tr_with(bi("合并到“{0}”", "Merge into “{0}”"), move |_| [name.get()])
            lead=tr(bi(
                "现在还什么都没有改。勾选的采用文件中的版本，没勾的保留这里的。",
                "Nothing has been changed yet. What is ticked takes the file's version; the rest stays as it is here.",
            ))
        >
            <CountTable plan/>
            <Items plan/>
            <div class="u-row">
                <Button
                    label=tr_with(bi("合并 {0} 条记录", "Merge {0} record{s}"), move |_| [show_count(n_taken.get())])
                    kind=if is_same_book { ButtonKind::Primary } else { ButtonKind::Quiet }
                    disabled=Signal::derive(move || n_taken.get() == 0)
                    on_click=move |_| finish(plan.get_untracked())
                    testid="merge"
                />
                <Button
                    label=tr(bi("用文件替换全部…", "Replace everything by the file…"))
                    kind=ButtonKind::Danger
                    on_click=move |_| is_replacing.set(true)
                    testid="replace"
                />
            </div>
        </Section>
        <RefusedRows plan/>
        <ConfirmDialog
            open=is_replacing
            title=tr_with(bi("替换“{0}”的全部内容？", "Replace all of “{0}”?"), move |_| [name.get()])
            message=tr_with(
                bi(
                    "这里有而文件里没有的 {0} 条记录会消失。之前会留一份快照，也可以撤销。",
                    "{0} record{s} that are here and not in the file will go. A snapshot is kept first, and it can be undone.",
                ),
                move |_| [show_count(vanishing)],
            )
            confirm_label=tr(bi("替换", "Replace"))
            cancel_label=tr(bi("取消", "Cancel"))
            danger=true
            phrase
            phrase_label=tr(bi("请输入工作簿的名称以确认", "Type the workbook's name to confirm"))
            on_confirm=move || { is_replacing.set(false); finish(replacement.get_value()) }
            on_cancel=move || is_replacing.set(false)
        />
    }
}

/// A workbook put together from what a rescue page saved.
#[component]
pub fn RescuedBook(
    /// The workbook.
    book: Arc<Workbook>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let app = desk.app;
    let name = book.name().to_owned();
    let total = book.tables.total();
    let is_here = is_known(desk, book.id);
    let open = move |_| {
        let mut workbook = Workbook::clone(&book);
        if is_here {
            workbook.id = crate::app::clock::new_id();
        }
        spawn_local(async move {
            app.create(NewBook::File(Box::new(workbook))).await;
            desk.clear();
            route::go(&Route::Home);
        });
    };
    view! {
        <Section
            title=name
            lead=tr_with(
                bi("从救援文件读出 {0} 条记录", "{0} record{s} from a rescue file"),
                move |_| [show_count(total)],
            )
        >
            <div class="u-row">
                <Button label=tr(bi("取消", "Cancel")) on_click=move |_| desk.clear()/>
                <Button
                    label=tr(if is_here {
                        bi("作为另一个工作簿打开", "Open as another workbook")
                    } else {
                        bi("作为工作簿打开", "Open as a workbook")
                    })
                    kind=ButtonKind::Primary
                    on_click=open
                />
            </div>
        </Section>
    }
}
