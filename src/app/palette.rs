//! The command palette: any screen and any customer from the keyboard.

use std::sync::Arc;

use leptos::{html, prelude::*};

use super::{
    App, Phase,
    i18n::{lang, tr},
    route::{self, ListQuery, Route},
};
use crate::{
    content::{Bilingual, bi},
    domain::{
        Customer,
        search::{Query, customer_text, fold, initials},
    },
    ui::{Dialog, DialogSize, Glyph, Icon, is_plain_enter},
};

/// At most so many customers are offered.
const OFFERED: usize = 12;

/// The screens that can be gone to, with the icon of each.
pub fn places() -> [(Route, Bilingual, Glyph); 11] {
    [
        (Route::Home, bi("首页", "Home"), Glyph::Home),
        (
            Route::Roster(ListQuery::default()),
            bi("客户名册", "Customer roster"),
            Glyph::CardBox,
        ),
        (
            Route::Ledger(String::new(), ListQuery::default()),
            bi("销售台账", "Sales ledger"),
            Glyph::Ledger,
        ),
        (
            Route::Classify(String::new(), ListQuery::default()),
            bi("分类", "Classes"),
            Glyph::Classes,
        ),
        (
            Route::Data,
            bi("数据与文件", "Data and files"),
            Glyph::Folder,
        ),
        (Route::Bin, bi("回收站", "Recycle bin"), Glyph::Trash),
        (Route::Journal, bi("操作日志", "Journal"), Glyph::History),
        (Route::Rulebook, bi("规则手册", "Rulebook"), Glyph::Book),
        (Route::Workbooks, bi("工作簿", "Workbooks"), Glyph::Folder),
        (Route::Settings, bi("设置", "Settings"), Glyph::Settings),
        (Route::Help(String::new()), bi("帮助", "Help"), Glyph::Help),
    ]
}

#[derive(Clone, PartialEq)]
struct Offer {
    label: String,
    note: String,
    route: Route,
    glyph: Glyph,
}

fn offers(app: App, typed: &str) -> Vec<Offer> {
    let lang = lang();
    let query = Query::new(typed);
    let mut offers: Vec<_> = places()
        .into_iter()
        .filter(|(_, name, _)| {
            let folded = fold(&format!("{} {}", name.zh, name.en));
            let short = initials(&fold(name.zh)).join(" ");
            query.matches(&format!("{folded} {short}"))
        })
        .map(|(route, name, glyph)| Offer {
            label: name.in_lang(lang).to_owned(),
            note: String::new(),
            route,
            glyph,
        })
        .collect();
    if !query.is_empty() {
        app.book(|book| {
            let hits = book
                .tables
                .customers
                .iter()
                .filter(|customer| query.matches(&customer_text(customer, &[])));
            offers.extend(hits.take(OFFERED).map(|customer: &Arc<Customer>| Offer {
                label: customer.name.clone(),
                note: customer.code.clone().unwrap_or_default(),
                route: Route::Customer(customer.id, "card".to_owned()),
                glyph: Glyph::Card,
            }));
        });
    }
    offers
}

/// The palette.
#[component]
pub fn Palette() -> impl IntoView {
    let app = App::get();
    let open = app.is_palette_open;
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let offers = Memo::new(move |_| {
        if open.get() {
            offers(app, &typed.get())
        } else {
            Vec::new()
        }
    });
    Effect::new(move || {
        if open.get() {
            typed.set(String::new());
            at.set(0);
        }
    });
    let choose = move |index: usize| {
        if let Some(offer) = offers.with_untracked(|offers| offers.get(index).cloned()) {
            open.set(false);
            route::go(&offer.route);
        }
    };
    let keydown = move |event: web_sys::KeyboardEvent| {
        let last = offers.with_untracked(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = (*at + 1).min(last)),
            "ArrowUp" => at.update(|at| *at = at.saturating_sub(1)),
            "Enter" if is_plain_enter(&event) => choose(at.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    let input: NodeRef<html::Input> = NodeRef::new();
    Effect::new(move || {
        if let Some(input) = input.get() {
            input.focus().ok();
        }
    });
    let lines = move || {
        let lines = offers.get().into_iter().enumerate().map(|(index, offer)| {
            view! {
                <li
                    class="f-palette__line"
                    role="option"
                    id=format!("palette-{index}")
                    aria-selected=move || if at.get() == index { "true" } else { "false" }
                    on:click=move |_| choose(index)
                >
                    <Icon glyph=offer.glyph/>
                    <span class="f-palette__label">{offer.label}</span>
                    <span class="f-palette__note">{offer.note}</span>
                </li>
            }
        });
        lines.collect_view()
    };
    view! {
        <Dialog
            open
            title=tr(bi("去哪里", "Go to"))
            close_label=tr(bi("关闭", "Close"))
            on_close=move || open.set(false)
            size=DialogSize::Medium
            testid="palette"
        >
            <input
                node_ref=input
                class="c-input f-palette__input"
                type="text"
                role="combobox"
                aria-expanded="true"
                aria-controls="palette-list"
                aria-activedescendant=move || format!("palette-{}", at.get())
                aria-label=tr(bi("画面或客户", "Screen or customer"))
                placeholder=tr(bi("画面、客户、拼音首字母…", "Screen or customer…"))
                autocomplete="off"
                prop:value=move || typed.get()
                on:input=move |event| { typed.set(event_target_value(&event)); at.set(0) }
                on:keydown=keydown
            />
            <ul class="f-palette" role="listbox" id="palette-list" aria-label=tr(bi("可去之处", "Places"))>
                {lines}
            </ul>
        </Dialog>
    }
}

/// Whether the palette has anything to offer now.
pub fn is_usable(phase: &Phase) -> bool {
    matches!(phase, Phase::Open(_))
}
