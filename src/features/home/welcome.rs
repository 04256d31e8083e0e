//! What a newcomer sees, and what is shown when a workbook cannot be opened.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    app::{
        App, NameDialog, NewBook,
        clock::show_moment,
        describe,
        i18n::{lang, show_count, tr, tr_with},
        route::{self, Route},
    },
    content::bi,
    domain::Id,
    storage::StoreError,
    ui::{Button, ButtonKind, Glyph, Icon, LinkButton, Notice, PageHeader, Section, Tone},
};

/// No workbook is open: begin one, bring one, or look at the sample.
#[component]
pub fn WelcomePage() -> impl IntoView {
    let app = App::get();
    let is_naming = RwSignal::new(false);
    let begin = move |new: NewBook, then: Route| {
        spawn_local(async move {
            app.create(new).await;
            route::go(&then);
        });
    };
    let choice = |glyph: Glyph, title, text, action: AnyView| {
        view! {
            <li class="f-welcome__choice">
                <Icon glyph/>
                <div>
                    <h2 class="f-welcome__title">{tr(title)}</h2>
                    <p class="f-welcome__text">{tr(text)}</p>
                </div>
                {action}
            </li>
        }
    };
    view! {
        <PageHeader
            title=tr(bi("信客", "Xinke"))
            lead=tr(bi(
                "客户服务与客户管理的工作台，也是课堂。数据只留在这个浏览器里，以文件带走。",
                "The working tool and the classroom for customer service and customer management. Data stays in this browser and travels as files.",
            ))
        />
        <Show when=move || !app.is_kept.get()>
            <Notice
                tone=Tone::Warn
                title=tr(bi("这里什么都不会保留", "Nothing will be kept here"))
                text=tr(bi(
                    "浏览器不让本页保存数据（可能是隐私窗口）。可以照常工作，关闭前请导出文件。",
                    "The browser does not let this page keep data (a private window, perhaps). Work as usual and export a file before closing.",
                ))
            />
        </Show>
        <ul class="f-welcome">
            {choice(
                Glyph::Users,
                bi("看看示例公司", "Look at the sample company"),
                bi(
                    "一家虚构的贸易公司和它的 60 位客户，随便试，随时可以删。",
                    "An invented trading company with 60 customers: try anything, delete it any time.",
                ),
                view! {
                    <Button
                        label=tr(bi("打开示例", "Open the sample"))
                        kind=ButtonKind::Primary
                        on_click=move |_| begin(NewBook::Sample, Route::Home)
                        testid="open-sample"
                    />
                }.into_any(),
            )}
            {choice(
                Glyph::Upload,
                bi("从文件开始", "Start from a file"),
                bi(
                    "信客的 JSON 文件，或任何客户或销售表格（CSV、XLSX）。也可以把文件拖到窗口里。",
                    "A JSON file of Xinke, or any table of customers or sales (CSV, XLSX). You may also drop the file on the window.",
                ),
                view! { <LinkButton label=tr(bi("选择文件", "Choose a file")) href="#/data" icon=Glyph::Folder/> }.into_any(),
            )}
            {choice(
                Glyph::Plus,
                bi("新建空白工作簿", "New empty workbook"),
                bi("给它一个名字，然后建第一张客户卡。", "Give it a name, then make the first card."),
                view! {
                    <Button
                        label=tr(bi("新建", "New"))
                        on_click=move |_| is_naming.set(true)
                        testid="new-workbook"
                    />
                }.into_any(),
            )}
        </ul>
        <Known/>
        <NameDialog
            open=is_naming
            title=tr(bi("新建工作簿", "New workbook"))
            on_name=move |name: String| {
                is_naming.set(false);
                begin(NewBook::Empty(name), Route::Home);
            }
            on_cancel=move || is_naming.set(false)
        />
    }
}

#[component]
fn Known() -> impl IntoView {
    let app = App::get();
    let lines = move || {
        let lines = app.listed.get().into_iter().map(|listed| {
            let id = listed.id;
            let open = move |_| {
                spawn_local(async move {
                    app.open(id).await;
                    route::go(&Route::Home);
                });
            };
            let about = format!(
                "{} · {}",
                show_count(usize::try_from(listed.records).unwrap_or(0)),
                show_moment(listed.opened_at_ms)
            );
            view! {
                <li class="f-bin__entry">
                    <div class="f-bin__text">
                        <p class="f-bin__name">{listed.name}</p>
                        <p class="f-bin__about">{about}</p>
                    </div>
                    <Button label=tr(bi("打开", "Open")) small=true on_click=open/>
                </li>
            }
        });
        lines.collect_view()
    };
    view! {
        <Show when=move || app.listed.with(|listed| !listed.is_empty())>
            <Section title=tr(bi("这台电脑上的工作簿", "Workbooks on this computer"))>
                <ul class="f-bin">{lines}</ul>
            </Section>
        </Show>
    }
}

/// The browser has lost a workbook's database.
#[component]
pub fn LostPage(
    /// Which.
    id: Id,
) -> impl IntoView {
    let app = App::get();
    let name = app.listed.with_untracked(|listed| {
        listed
            .iter()
            .find(|listed| listed.id == id)
            .map(|listed| listed.name.clone())
    });
    let name = name.unwrap_or_else(|| id.to_string().chars().take(8).collect());
    view! {
        <PageHeader title=tr(bi("这台电脑上的数据丢失了", "Data on this computer was lost"))/>
        <Notice
            tone=Tone::Risk
            title=tr_with(
                bi("浏览器丢掉了工作簿“{0}”的数据库", "The browser has lost the database of “{0}”"),
                move |_| [name.clone()],
            )
            text=tr(bi(
                "可能是磁盘将满、清理了浏览器数据或数据库损坏。请从最近的导出文件恢复；在你决定之前，不会新建空的工作簿代替它。",
                "The disk may have been nearly full, the browser's data cleared, or the database damaged. Restore it from the latest exported file; no empty workbook takes its place until you decide.",
            ))
        >
            <LinkButton label=tr(bi("从文件恢复", "Restore from a file")) href="#/data" kind=ButtonKind::Primary/>
            <a class="c-button" href="#rescue">{tr(bi("存下原始数据", "Save the raw data"))}</a>
            <Button label=tr(bi("放弃它", "Give it up")) on_click=move |_| app.forget_lost(id)/>
        </Notice>
    }
}

/// A workbook is there but cannot be opened.
#[component]
pub fn TroublePage(
    /// Which.
    id: Id,
    /// Why.
    error: StoreError,
) -> impl IntoView {
    let app = App::get();
    let shown = error.clone();
    let text = Signal::derive(move || describe::store_error(&shown, lang()));
    let again = move |_| {
        if app.is_kept.get_untracked() {
            spawn_local(async move { app.open(id).await });
        } else {
            // No database was found at all when the page started.
            window().location().reload().ok();
        }
    };
    view! {
        <PageHeader title=tr(bi("工作簿打不开", "The workbook cannot be opened"))/>
        <Notice tone=Tone::Risk title=text>
            <Button label=tr(bi("再试一次", "Try again")) kind=ButtonKind::Primary on_click=again/>
            <a class="c-button" href="#rescue">{tr(bi("存下原始数据", "Save the raw data"))}</a>
            <LinkButton label=tr(bi("其他工作簿", "Other workbooks")) href="#/workbooks"/>
        </Notice>
    }
}
