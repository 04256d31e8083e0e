//! The frame around every screen: places, workbook switcher, saved badge, undo, language, look.

use leptos::{ev, prelude::*, task::spawn_local};

use super::{
    App, ConflictDialog, Phase, clock, describe,
    i18n::{lang, tr},
    palette::{Palette, is_usable, places},
    prefs::Theme,
    route::{self, Route},
};
use crate::{
    content::{Lang, bi},
    storage::Status,
    ui::{
        ChartWords, Glyph, IconButton, KeyHint, Menu, MenuItem, NavGroup, NavItem, SaveBadge,
        SaveState, Shell, Toasts, use_window_drop,
    },
};

/// The frame with a screen in it.
#[component]
pub fn Frame(
    /// The screen.
    children: Children,
) -> impl IntoView {
    let app = App::get();
    listen_to_keys(app);
    let is_dropping = use_window_drop(Callback::new(move |files: Vec<web_sys::File>| {
        app.dropped.set(files);
        route::go(&Route::Data);
    }));
    provide_context(ChartWords {
        png: tr(bi("存为 PNG 图片", "Save as PNG")),
        svg: tr(bi("存为 SVG 图片", "Save as SVG")),
    });
    let nav = Signal::derive(move || nav(app));
    let current = Signal::derive(move || app.route.0.get().place().to_owned());
    let toasts = Signal::derive(move || {
        app.messages
            .with(|messages| messages.iter().map(|m| m.toast.clone()).collect::<Vec<_>>())
    });
    let answer = move |id: u64| {
        let run = app.messages.with_untracked(|messages| {
            messages
                .iter()
                .find(|message| message.toast.id == id)
                .and_then(|message| message.action)
        });
        app.dismiss(id);
        if let Some(run) = run {
            run.run(());
        }
    };
    view! {
        <Shell
            nav
            current
            nav_label=tr(bi("画面", "Screens"))
            skip_label=tr(bi("跳到内容", "Skip to content"))
            menu_label=tr(bi("全部", "All"))
            head=move || view! { <Switcher/> }
            foot=move || view! { <LookAndLanguage/> }
            bar=move || view! { <Bar/> }
        >
            {children()}
        </Shell>
        <Toasts
            toasts
            label=tr(bi("消息", "Messages"))
            dismiss_label=tr(bi("关闭消息", "Dismiss"))
            on_dismiss=move |id| app.dismiss(id)
            on_action=answer
        />
        <Palette/>
        <ConflictDialog/>
        <Show when=move || is_dropping.get()>
            <div class="c-drop-veil">{tr(bi("松开即可导入", "Drop to import"))}</div>
        </Show>
    }
}

fn nav(app: App) -> Vec<NavGroup> {
    let lang = lang();
    let is_open = is_usable(&app.phase.get());
    let item = |key: &str| {
        let (route, name, icon) = places()
            .into_iter()
            .find(|(route, ..)| route.place() == key)?;
        let count = match key {
            "customers" if is_open => {
                app.track("customers");
                Some(super::i18n::show_count(
                    app.book(|book| book.tables.customers.len()),
                ))
            }
            "bin" if is_open => {
                app.track("recycled");
                let count = app.book(|book| book.tables.recycled.len());
                (count > 0).then(|| super::i18n::show_count(count))
            }
            _ => None,
        };
        Some(NavItem {
            key: key.to_owned(),
            href: route.href(),
            label: name.in_lang(lang).to_owned(),
            icon,
            count,
            pinned: matches!(key, "home" | "customers" | "ledger" | "data"),
        })
    };
    let group = |label: crate::content::Bilingual, keys: &[&str]| NavGroup {
        label: label.in_lang(lang).to_owned(),
        items: keys.iter().filter_map(|key| item(key)).collect(),
    };
    if is_open {
        vec![
            group(bi("", ""), &["home", "customers", "ledger", "classify"]),
            group(bi("数据", "Data"), &["data", "bin", "journal", "workbooks"]),
            group(
                bi("规则与设置", "Rules and settings"),
                &["rulebook", "settings", "help"],
            ),
        ]
    } else {
        vec![group(
            bi("", ""),
            &["home", "data", "workbooks", "settings", "help"],
        )]
    }
}

#[component]
fn Switcher() -> impl IntoView {
    let app = App::get();
    let label = Signal::derive(move || {
        app.language.0.track();
        match app.phase.get() {
            Phase::Open(_) => app.book_name(),
            _ => app.language_untracked(bi("信客", "Xinke")),
        }
    });
    let items = Signal::derive(move || {
        let lang = lang();
        let open = match app.phase.get() {
            Phase::Open(id) => Some(id),
            _ => None,
        };
        let books = app.listed.get().into_iter().map(|listed| MenuItem {
            checked: Some(open == Some(listed.id)),
            ..MenuItem::new(listed.id.to_string(), listed.name)
        });
        let all = MenuItem::new("all", bi("管理工作簿…", "Manage workbooks…").in_lang(lang));
        books
            .chain([all.with_icon(Glyph::Ledger)])
            .collect::<Vec<_>>()
    });
    let choose = move |key: String| match key.parse() {
        Ok(id) if app.phase.get_untracked() != Phase::Open(id) => {
            spawn_local(async move {
                app.open(id).await;
                route::go(&Route::Home);
            });
        }
        Ok(_) => {}
        Err(_) => route::go(&Route::Workbooks),
    };
    view! {
        <div class="f-switcher">
            <span class="f-switcher__mark" aria-hidden="true">"信"</span>
            <Menu label items on_select=choose testid="workbook-switcher"/>
        </div>
    }
}

#[component]
fn Bar() -> impl IntoView {
    let app = App::get();
    let is_open = move || is_usable(&app.phase.get());
    let state = Signal::derive(move || match (app.is_kept.get(), app.status.get()) {
        (false, _) => SaveState::NotKept,
        (true, None | Some(Status::Saved { .. })) => SaveState::Saved,
        (true, Some(Status::Saving)) => SaveState::Saving,
        (true, Some(Status::Unsaved { error: None })) => SaveState::Saving,
        (true, Some(Status::Unsaved { .. })) => SaveState::Failed,
    });
    let text = Signal::derive(move || {
        let lang = lang();
        let status = app.status.get();
        match (state.get(), status) {
            (SaveState::NotKept, _) => {
                bi("不会保留：关闭前请导出", "Not kept: export before closing")
                    .in_lang(lang)
                    .to_owned()
            }
            (SaveState::Saved, Some(Status::Saved { at_ms })) => {
                let at = clock::show_moment(at_ms);
                let time = at.split(' ').next_back().unwrap_or_default().to_owned();
                super::i18n::fill(bi("已保存 {0}", "Saved {0}"), lang, &[time])
            }
            (SaveState::Saved, _) => bi("已保存", "Saved").in_lang(lang).to_owned(),
            (SaveState::Saving, _) => bi("正在保存…", "Saving…").in_lang(lang).to_owned(),
            (SaveState::Failed, Some(Status::Unsaved { error: Some(error) })) => {
                describe::store_error(&error, lang)
            }
            (SaveState::Failed, _) => bi("没有保存", "Not saved").in_lang(lang).to_owned(),
        }
    });
    view! {
        <Show when=is_open>
            <SaveBadge state text/>
            <Show when=move || state.get() == SaveState::Failed>
                <IconButton
                    label=tr(bi("再保存一次", "Try saving again"))
                    icon=Glyph::Restore
                    on_click=move |_| app.save_again()
                    testid="save-again"
                />
            </Show>
            <span class="f-bar__gap"></span>
            <IconButton
                label=tr(bi("撤销", "Undo"))
                icon=Glyph::Undo
                disabled=Signal::derive(move || !app.can_undo.get())
                on_click=move |_| app.undo()
                testid="undo"
            />
            <IconButton
                label=tr(bi("重做", "Redo"))
                icon=Glyph::Redo
                disabled=Signal::derive(move || !app.can_redo.get())
                on_click=move |_| app.redo()
                testid="redo"
            />
            <button
                type="button"
                class="f-bar__find"
                aria-keyshortcuts="Control+K"
                on:click=move |_| app.is_palette_open.set(true)
            >
                <crate::ui::Icon glyph=Glyph::Search/>
                <span class="f-bar__find-text">{tr(bi("去哪里", "Go to"))}</span>
                <span aria-hidden="true"><KeyHint keys="Ctrl K"/></span>
            </button>
        </Show>
        <a
            class="c-button c-button--plain c-button--icon f-bar__help"
            href=move || Route::Help(app.route.0.get().place().to_owned()).href()
            aria-label=tr(bi("这个画面的帮助", "Help for this screen"))
        >
            <crate::ui::Icon glyph=Glyph::Help/>
        </a>
    }
}

#[component]
fn LookAndLanguage() -> impl IntoView {
    let app = App::get();
    let other = Signal::derive(move || {
        if lang() == Lang::Zh {
            "English"
        } else {
            "中文"
        }
        .to_owned()
    });
    let switch = move |_| {
        let lang = app.language.0.get_untracked();
        app.set_language(if lang == Lang::Zh { Lang::En } else { Lang::Zh });
    };
    let is_dark = Signal::derive(move || match app.prefs.with(|prefs| prefs.theme) {
        Theme::Dark => true,
        Theme::Light => false,
        Theme::System => {
            let query = window().match_media("(prefers-color-scheme: dark)");
            query.ok().flatten().is_some_and(|query| query.matches())
        }
    });
    let label = Signal::derive(move || {
        let text = if is_dark.get() {
            bi("浅色", "Light")
        } else {
            bi("深色", "Dark")
        };
        text.in_lang(lang()).to_owned()
    });
    let icon = Signal::derive(move || {
        if is_dark.get() {
            Glyph::Sun
        } else {
            Glyph::Moon
        }
    });
    let turn = move |_| {
        let to = if is_dark.get_untracked() {
            Theme::Light
        } else {
            Theme::Dark
        };
        app.change_prefs(|prefs| prefs.theme = to);
    };
    view! {
        <div class="f-foot">
            <button type="button" class="c-button c-button--plain c-button--small" lang=move || if lang() == Lang::Zh { "en" } else { "zh-CN" } on:click=switch data-testid="language">
                {move || other.get()}
            </button>
            <IconButton label icon small=true on_click=turn testid="theme"/>
        </div>
    }
}

fn listen_to_keys(app: App) {
    let listener = window_event_listener(ev::keydown, move |event| {
        if crate::ui::dom::is_composing(&event) || !is_usable(&app.phase.get_untracked()) {
            return;
        }
        let with_control = event.ctrl_key() || event.meta_key();
        let is_typing = is_in_text(&event);
        match (
            with_control,
            event.shift_key(),
            event.key().to_lowercase().as_str(),
        ) {
            (true, false, "k") => app.is_palette_open.update(|open| *open = !*open),
            // Inside a text field the browser's own undo is what a person expects.
            (true, false, "z") if !is_typing => app.undo(),
            (true, true, "z") | (true, false, "y") if !is_typing => app.redo(),
            (false, _, "/") if !is_typing => {
                let found = document()
                    .query_selector("[data-testid=roster-search]")
                    .ok()
                    .flatten();
                match found.and_then(|found| {
                    leptos::wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(found).ok()
                }) {
                    Some(input) => {
                        input.focus().ok();
                    }
                    None => return,
                }
            }
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
}

fn is_in_text(event: &web_sys::KeyboardEvent) -> bool {
    use leptos::wasm_bindgen::JsCast;
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|element| {
        let is_box = element
            .get_attribute("type")
            .is_some_and(|kind| matches!(kind.as_str(), "checkbox" | "radio" | "file" | "button"));
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") && !is_box
    })
}
