//! The workbooks of this computer: open, make, rename, duplicate, delete.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    app::{
        App, NameDialog, NewBook, Phase,
        clock::show_moment,
        i18n::{lang, show_count, tr, tr_with},
        route::{self, Route},
    },
    content::bi,
    storage::Listed,
    ui::{
        Badge, Button, ButtonKind, ConfirmDialog, EmptyState, Glyph, Menu, MenuItem, PageHeader,
        Tone,
    },
};

/// What a name is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    New,
    Rename,
}

/// The list.
#[component]
pub fn WorkbooksPage() -> impl IntoView {
    let app = App::get();
    let naming = RwSignal::new(None::<Naming>);
    let deleting = RwSignal::new(None::<Listed>);
    let begin = move |new: NewBook| {
        spawn_local(async move {
            app.create(new).await;
            route::go(&Route::Home);
        });
    };
    let act = move |listed: Listed, key: String| match key.as_str() {
        "rename" => naming.set(Some(Naming::Rename)),
        "duplicate" => spawn_local(async move { app.duplicate(listed.id).await }),
        _ if listed.sample => spawn_local(async move { app.delete_book(listed.id).await }),
        _ => deleting.set(Some(listed)),
    };
    let main_action = move || {
        view! {
            <Button
                label=tr(bi("新建工作簿", "New workbook"))
                kind=ButtonKind::Primary
                icon=Glyph::Plus
                on_click=move |_| naming.set(Some(Naming::New))
                testid="new-workbook"
            />
        }
    };
    let actions = move || {
        view! {
            <Button
                label=tr(bi("打开示例公司", "Open the sample company"))
                icon=Glyph::Users
                on_click=move |_| begin(NewBook::Sample)
                testid="open-sample"
            />
        }
    };
    let name = move |typed: String| match naming.get_untracked() {
        Some(Naming::New) => begin(NewBook::Empty(typed)),
        Some(Naming::Rename) => {
            app.rename(&typed);
        }
        None => {}
    };
    let name = move |typed: String| {
        name(typed);
        naming.set(None);
    };
    let naming_title = Signal::derive(move || {
        let text = match naming.get() {
            Some(Naming::Rename) => bi("工作簿改名", "Rename the workbook"),
            _ => bi("新建工作簿", "New workbook"),
        };
        text.in_lang(lang()).to_owned()
    });
    let old_name = Signal::derive(move || match naming.get() {
        Some(Naming::Rename) => app.book(|book| book.name().to_owned()),
        _ => String::new(),
    });
    let lines = move || {
        app.listed
            .get()
            .into_iter()
            .map(|listed| view! { <Line listed act/> })
            .collect_view()
    };
    view! {
        <PageHeader
            title=tr(bi("工作簿", "Workbooks"))
            lead=tr(bi(
                "一位客户公司或一个班级一本，互不相通。",
                "One for each client or class; they know nothing of each other.",
            ))
            actions
            main_action
        />
        <Show
            when=move || app.listed.with(|listed| !listed.is_empty())
            fallback=|| view! {
                <EmptyState icon=Glyph::Ledger title=tr(bi("还没有工作簿", "No workbook yet"))/>
            }
        >
            <ul class="f-bin">{lines}</ul>
        </Show>
        <NameDialog
            open=Signal::derive(move || naming.with(Option::is_some))
            title=naming_title
            old=old_name
            on_name=name
            on_cancel=move || naming.set(None)
        />
        <ConfirmDialog
            open=Signal::derive(move || deleting.with(Option::is_some))
            title=tr_with(
                bi("删除工作簿“{0}”？", "Delete the workbook “{0}”?"),
                move |_| [deleting.get().map(|listed| listed.name).unwrap_or_default()],
            )
            message=tr(bi(
                "这台电脑上的数据、日志和快照都会删除，不能撤销；磁盘上仍可能留有痕迹。请先确认已有文件副本。",
                "Its data, journal and snapshots on this computer go and cannot be brought back; traces may remain on the disk. Be sure that you have a file copy.",
            ))
            confirm_label=tr(bi("删除", "Delete"))
            cancel_label=tr(bi("取消", "Cancel"))
            danger=true
            phrase=Signal::derive(move || deleting.get().map(|listed| listed.name))
            phrase_label=tr(bi("请输入工作簿的名称以确认", "Type the workbook's name to confirm"))
            on_confirm=move || {
                if let Some(listed) = deleting.get_untracked() {
                    deleting.set(None);
                    spawn_local(async move { app.delete_book(listed.id).await });
                }
            }
            on_cancel=move || deleting.set(None)
        />
    }
}

#[component]
fn Line<A: Fn(Listed, String) + Copy + Send + Sync + 'static>(
    listed: Listed,
    act: A,
) -> impl IntoView {
    let app = App::get();
    let id = listed.id;
    let is_open = Signal::derive(move || app.phase.get() == Phase::Open(id));
    let open = move |_| {
        spawn_local(async move {
            app.open(id).await;
            route::go(&Route::Home);
        });
    };
    let items = Signal::derive(move || {
        let lang = lang();
        let mut items = vec![
            MenuItem::new("duplicate", bi("复制一份", "Duplicate").in_lang(lang))
                .with_icon(Glyph::Copy),
            MenuItem {
                danger: true,
                ..MenuItem::new("delete", bi("删除…", "Delete…").in_lang(lang))
                    .with_icon(Glyph::Trash)
            },
        ];
        if is_open.get() {
            items.insert(
                0,
                MenuItem::new("rename", bi("改名…", "Rename…").in_lang(lang))
                    .with_icon(Glyph::Edit),
            );
        }
        items
    });
    let about = {
        let listed = listed.clone();
        move || {
            let lang = lang();
            let copy = listed.copy.map_or_else(
                || bi("从未导出", "never exported").in_lang(lang).to_owned(),
                |copy| {
                    crate::app::i18n::fill(
                        bi("{0} 导出过", "exported {0}"),
                        lang,
                        &[show_moment(copy.at_ms)],
                    )
                },
            );
            let records = show_count(usize::try_from(listed.records).unwrap_or(0));
            crate::app::i18n::fill(
                bi(
                    "{0} 条记录 · 第 {1} 版 · {2}",
                    "{0} record{s} · revision {1} · {2}",
                ),
                lang,
                &[records, listed.revision.to_string(), copy],
            )
        }
    };
    let name = listed.name.clone();
    let is_sample = listed.sample;
    let listed = StoredValue::new(listed);
    view! {
        <li class="f-bin__entry">
            <div class="f-bin__text">
                <p class="f-bin__name">
                    {name}
                    {is_sample.then(|| view! { " " <Badge label=tr(bi("示例", "Sample"))/> })}
                    <Show when=move || is_open.get()>
                        " "<Badge label=tr(bi("已打开", "Open")) tone=Tone::Accent/>
                    </Show>
                </p>
                <p class="f-bin__about">{about}</p>
            </div>
            <Show when=move || !is_open.get()>
                <Button label=tr(bi("打开", "Open")) small=true on_click=open/>
            </Show>
            <Menu
                label=tr(bi("更多", "More"))
                icon=Glyph::More
                icon_only=true
                small=true
                kind=ButtonKind::Plain
                items
                on_select=move |key: String| act(listed.get_value(), key)
            />
        </li>
    }
}
