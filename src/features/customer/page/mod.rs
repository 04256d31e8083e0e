//! One customer: the card, the information groups, people and addresses, history.

mod card;
mod classes;
mod dealings;
mod group;
mod history;
mod people;
mod provenance;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::{
        App,
        clock::new_id,
        i18n::{lang, tr, tr_with},
        route::{self, Route},
    },
    content::bi,
    domain::{
        Customer, Id,
        customer::{FOUR_GROUPS, GROUPS, delete, group},
    },
    ui::{
        Breadcrumbs, Button, ButtonKind, ConfirmDialog, Crumb, EmptyState, Glyph, LinkButton, Menu,
        MenuItem, PageHeader, RadioGroup, TabItem, Tabs,
    },
};

/// The customer that a screen shows, following every change of it.
pub(super) fn follow(app: App, id: Id) -> Memo<Option<Arc<Customer>>> {
    Memo::new_with_compare(
        move |_| {
            app.track(Customer::TABLE);
            app.book(|book| book.tables.customers.get(id).cloned())
        },
        |old, new| match (old.and_then(Option::as_ref), new.and_then(Option::as_ref)) {
            (Some(old), Some(new)) => !Arc::ptr_eq(old, new),
            (old, new) => old.is_some() != new.is_some(),
        },
    )
}

/// The page of one customer.
#[component]
pub fn CustomerPage(
    /// Whose.
    id: Id,
    /// Which tab: `card`, a group's key, `people` or `history`.
    #[prop(into)]
    tab: Signal<String>,
) -> impl IntoView {
    let app = App::get();
    let customer = follow(app, id);
    let is_there = Memo::new(move |_| customer.with(Option::is_some));
    view! {
        <Show when=move || is_there.get() fallback=|| view! { <Gone/> }>
            <Present id customer tab/>
        </Show>
    }
}

#[component]
fn Gone() -> impl IntoView {
    view! {
        <h1 class="u-hidden">{tr(bi("没有这张卡", "No such card"))}</h1>
        <EmptyState
            icon=Glyph::Card
            title=tr(bi("这张卡不在盒里", "This card is not in the box"))
            text=tr(bi(
                "它可能已被删除，或属于另一个工作簿。",
                "It may have been deleted, or belong to another workbook.",
            ))
        >
            <LinkButton label=tr(bi("客户名册", "Customer roster")) href="#/customers"/>
            <LinkButton label=tr(bi("回收站", "Recycle bin")) href="#/bin"/>
        </EmptyState>
    }
}

#[component]
fn Present(id: Id, customer: Memo<Option<Arc<Customer>>>, tab: Signal<String>) -> impl IntoView {
    let app = App::get();
    let name = Signal::derive(move || {
        customer.with(|customer| {
            customer
                .as_ref()
                .map(|c| c.name.clone())
                .unwrap_or_default()
        })
    });
    let is_deleting = RwSignal::new(false);
    let to_tab = move |key: String| app.replace(&Route::Customer(id, key));
    let above = move || {
        let crumbs = Signal::derive(move || {
            let lang = lang();
            let roster = Crumb {
                label: bi("客户名册", "Customer roster").in_lang(lang).to_owned(),
                href: Some(Route::Roster(Default::default()).href()),
            };
            vec![
                roster,
                Crumb {
                    label: name.get(),
                    href: None,
                },
            ]
        });
        view! { <Breadcrumbs label=tr(bi("所在位置", "You are here")) items=crumbs/> }
    };
    let forms = Signal::derive(move || {
        let lang = lang();
        [
            ("card", bi("客户资料卡", "Customer data card")),
            (
                "13-1",
                bi("表13-1 客户信息表", "Table 13-1 Customer information"),
            ),
        ]
        .map(|(key, label)| MenuItem::new(key, label.in_lang(lang)).with_icon(Glyph::Print))
        .to_vec()
    });
    let actions = move || {
        view! {
            <Menu
                label=tr(bi("打印", "Print"))
                icon=Glyph::Print
                items=forms
                on_select=move |form: String| route::go(&Route::CustomerForm(id, form))
            />
            <Button
                label=tr(bi("删除", "Delete"))
                icon=Glyph::Trash
                kind=ButtonKind::Plain
                on_click=move |_| is_deleting.set(true)
            />
        }
    };
    let remove = move || {
        is_deleting.set(false);
        let author = app.author();
        let edit = app.book(|book| delete(&book.tables, &author, &[id], new_id));
        if app.perform(edit) {
            route::go(&Route::Roster(Default::default()));
        }
    };
    let is_four = Memo::new(move |_| {
        let key = tab.get();
        if FOUR_GROUPS.iter().any(|group| group.key == key) {
            Some(true)
        } else if GROUPS.iter().any(|group| group.key == key) {
            Some(false)
        } else {
            None
        }
    });
    let shows_four = RwSignal::new(is_four.get_untracked().unwrap_or(false));
    Effect::new(move || {
        if let Some(four) = is_four.get() {
            shows_four.set(four);
        }
    });
    let items = Signal::derive(move || {
        let lang = lang();
        let groups = if shows_four.get() {
            FOUR_GROUPS
        } else {
            GROUPS
        };
        let people = app.people_count(id);
        let ends =
            |key: &str, label: crate::content::Bilingual| TabItem::new(key, label.in_lang(lang));
        let mut items = vec![ends("card", bi("卡片", "Card"))];
        items.extend(groups.iter().map(|group| ends(group.key, group.label)));
        let count = (people > 0).then(|| people.to_string());
        items.push(TabItem {
            count,
            ..ends("people", bi("联系人与地址", "People and addresses"))
        });
        items.push(ends("history", bi("修改历史", "History")));
        items
    });
    let choose_view = move |view: String| {
        let four = view == "4";
        shows_four.set(four);
        let key = tab.get_untracked();
        if group(&key).is_some() {
            to_tab(if four { "base" } else { "file" }.to_owned());
        }
    };
    let panel = move || match tab.get().as_str() {
        "people" => view! { <people::People id/> }.into_any(),
        "performance" => view! { <dealings::DealingsPanel id/> }.into_any(),
        key @ "dealings" => view! {
            {group(key).map(|group| view! { <group::GroupPanel customer group/> })}
            <dealings::DealingsPanel id/>
        }
        .into_any(),
        "history" => view! { <history::History id/> }.into_any(),
        key => match group(key) {
            Some(group) => view! { <group::GroupPanel customer group/> }.into_any(),
            None => view! { <card::CardPanel customer/> }.into_any(),
        },
    };
    view! {
        <PageHeader title=name above actions/>
        <div class="f-views">
            <RadioGroup
                bare=true
                legend=tr(bi("分组方式", "Grouping"))
                options=Signal::derive(move || {
                    let lang = lang();
                    vec![
                        crate::ui::Choice::new("6", bi("六组", "Six groups").in_lang(lang)),
                        crate::ui::Choice::new("4", bi("四组", "Four groups").in_lang(lang)),
                    ]
                })
                value=Signal::derive(move || if shows_four.get() { "4" } else { "6" }.to_owned())
                on_change=choose_view
                inline=true
            />
        </div>
        <Tabs
            label=tr(bi("客户资料", "Customer information"))
            items
            active=tab
            on_select=move |key: String| to_tab(key)
        >
            {panel}
        </Tabs>
        <ConfirmDialog
            open=is_deleting
            title=tr_with(bi("删除“{0}”？", "Delete “{0}”?"), move |_| [name.get()])
            message=tr(bi(
                "连同联系人和地址移入回收站，随时可以恢复。",
                "It goes to the recycle bin with its contacts and addresses and can be restored.",
            ))
            confirm_label=tr(bi("移入回收站", "Move to recycle bin"))
            cancel_label=tr(bi("取消", "Cancel"))
            danger=true
            on_confirm=move || remove()
            on_cancel=move || is_deleting.set(false)
        />
    }
}
