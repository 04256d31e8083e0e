//! The document on screen: its head, its lines, its total, and the keys.

use leptos::{html, prelude::*, wasm_bindgen::JsCast};
use rust_decimal::Decimal;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};

use super::{super::lines::filters::offers, grid::Grid, sheet::Sheet};
use crate::{
    app::{
        App,
        clock::new_id,
        describe,
        figure::Explained,
        form::{CURRENCIES, DraftField},
        i18n::{lang, show_amount, tr, tr_with},
        route::{self, ListQuery, Route},
    },
    content::bi,
    domain::{
        edit::EditError,
        ledger::{document_total, home_amount, save_document},
        record::Problem,
    },
    ui::{
        Button, ButtonKind, Combobox, ConfirmDialog, Field, FieldSet, Glyph, KeyHint, PageHeader,
        Select, Tone, dom::is_composing, is_plain_enter,
    },
};

const KEYS: &[(&str, crate::content::Bilingual)] = &[
    ("Enter", bi("下一格", "next cell")),
    ("Ctrl D", bi("同上", "as above")),
    ("Ctrl Enter", bi("保存", "save")),
    ("Esc", bi("离开", "leave")),
];

fn list() -> Route {
    Route::Ledger(String::new(), ListQuery::default())
}

/// Puts the focus into a control, its text selected.
pub fn enter(control: &HtmlElement) {
    control.focus().ok();
    if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        input.select();
    }
}

/// Goes so many fields on in the form, as far as there are any; whether there was one.
fn step(form: &HtmlElement, back: bool) -> bool {
    const FIELDS: &str = "input:not([readonly]):not(:disabled), select:not(:disabled)";
    let Ok(fields) = form.query_selector_all(FIELDS) else {
        return false;
    };
    let now = document().active_element();
    let at = (0..fields.length()).find(|at| {
        let field = fields.get(*at).and_then(|field| field.dyn_into().ok());
        field == now
    });
    let to = match (at, back) {
        (Some(at), false) => at.checked_add(1),
        (Some(at), true) => at.checked_sub(1),
        (None, _) => Some(0),
    };
    let field = to.and_then(|to| fields.get(to)?.dyn_into::<HtmlElement>().ok());
    if let Some(field) = &field {
        enter(field);
    }
    field.is_some()
}

/// The form of one document.
#[component]
pub fn DocumentForm(
    /// What is entered.
    sheet: Sheet,
    /// A new document was saved.
    #[prop(into)]
    on_saved: Callback<()>,
) -> impl IntoView {
    let app = App::get();
    let node: NodeRef<html::Div> = NodeRef::new();
    let is_leaving = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    let save = move || {
        trouble.set(None);
        let Some(document) = sheet.read() else {
            trouble.set(Some(app.language_untracked(bi(
                "有的格子还不对，请看红字。",
                "Some cells are not right yet; see the red notes.",
            ))));
            return;
        };
        if document.lines.is_empty() && document.removed.is_empty() {
            trouble.set(Some(app.language_untracked(bi(
                "至少填一行：数量和金额（或单价）。",
                "Fill in at least one line: quantity and amount, or unit price.",
            ))));
            return;
        }
        let author = app.author();
        let edit = app.book(|book| save_document(&book.tables, &author, document, new_id()));
        if let Err(error @ EditError::Invalid { .. }) = &edit {
            trouble.set(Some(describe::edit_error(
                error,
                app.language.0.get_untracked(),
            )));
            return;
        }
        if app.perform(edit) {
            if sheet.is_old() {
                route::go(&list());
            } else {
                on_saved.run(());
            }
        }
    };
    let leave = move || {
        if sheet.is_touched() {
            is_leaving.set(true);
        } else {
            route::go(&list());
        }
    };
    let keydown = move |ev: KeyboardEvent| {
        let target = ev
            .target()
            .and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let is_button = target.is_some_and(|target| target.tag_name() == "BUTTON");
        if is_composing(&ev) || is_leaving.get_untracked() {
            return;
        }
        let with_control = ev.ctrl_key() || ev.meta_key();
        match ev.key().as_str() {
            "Enter" if with_control => save(),
            "Escape" => leave(),
            "Enter" if (is_plain_enter(&ev) || ev.shift_key()) && !is_button => {
                let Some(form) = node.get_untracked() else {
                    return;
                };
                if !step(&form, ev.shift_key()) && !ev.shift_key() {
                    sheet.add(None);
                    request_animation_frame(move || {
                        step(&form, false);
                    });
                }
            }
            _ => return,
        }
        ev.prevent_default();
    };
    // A fresh form waits for its first entry: the customer.
    Effect::new(move || {
        if let Some(form) = node.get() {
            request_animation_frame(move || {
                let first = form.query_selector("[role=combobox]").ok().flatten();
                if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
                    enter(&first);
                }
            });
        }
    });
    let title = if sheet.is_old() {
        bi("修改单据", "Change a document")
    } else {
        bi("录入单据", "Enter a document")
    };
    let actions = move || {
        view! { <Button label=tr(bi("离开", "Leave")) on_click=move |_| leave()/> }
    };
    let main_action = move || {
        view! {
            <Button
                label=tr(bi("保存单据", "Save document"))
                kind=ButtonKind::Primary
                icon=Glyph::Check
                on_click=move |_| save()
                testid="save-document"
            />
        }
    };
    let hints = KEYS.iter().map(|(keys, what)| {
        view! { <li class="f-entry__key"><KeyHint keys=*keys/> {tr(*what)}</li> }
    });
    view! {
        <div class="f-entry" node_ref=node on:keydown=keydown>
            <PageHeader title=tr(title) actions main_action/>
            <ul class="f-entry__keys">{hints.collect_view()}</ul>
            <Head sheet/>
            <Grid sheet/>
            <div class="f-entry__foot">
                <Total sheet/>
                <p class="f-entry__trouble" role="alert">{move || trouble.get()}</p>
            </div>
        </div>
        <ConfirmDialog
            open=is_leaving
            title=tr(bi("离开而不保存？", "Leave without saving?"))
            message=tr(bi("刚才输入的内容会丢失。", "What you have typed will be lost."))
            confirm_label=tr(bi("不保存，离开", "Leave without saving"))
            cancel_label=tr(bi("继续录入", "Keep editing"))
            danger=true
            on_confirm=move || { is_leaving.set(false); route::go(&list()) }
            on_cancel=move || is_leaving.set(false)
        />
    }
}

/// Why a pick does not hold.
pub fn problem_text(problem: RwSignal<Option<Problem>>) -> Signal<Option<String>> {
    Signal::derive(move || {
        problem.with(|problem| {
            problem
                .as_ref()
                .map(|problem| describe::problem(problem, lang()))
        })
    })
}

#[component]
fn Head(sheet: Sheet) -> impl IntoView {
    let customer = sheet.customer;
    let options = Signal::derive(move || {
        let typed = customer.typed.get();
        sheet.customers.with_value(|names| offers(names, &typed))
    });
    let choose = move |id: String| {
        let id = id.parse().ok();
        let found = sheet.customers.with_value(|names| {
            let name = id.and_then(|id| names.get(id))?;
            Some((name.id, name.label.clone()))
        });
        if let Some((id, label)) = found {
            customer.choose(id, label);
        }
    };
    let currencies = Signal::derive(move || {
        let own = sheet.currency.get();
        let more = (!CURRENCIES.contains(&own.as_str())).then_some(own);
        let known = CURRENCIES.iter().map(|code| (*code).to_owned());
        known
            .chain(more)
            .map(|code| (code.clone(), code))
            .collect::<Vec<_>>()
    });
    let is_home = Signal::derive(move || sheet.money() == sheet.home);
    let fields = move |keys: &[&str]| {
        let drafts = sheet.head.get_value();
        let drafts = drafts
            .into_iter()
            .filter(|draft| keys.contains(&draft.field.key));
        drafts
            .map(|draft| {
                let is_rate = draft.field.key == "rate";
                let disabled = Signal::derive(move || is_rate && is_home.get());
                view! { <DraftField draft disabled/> }
            })
            .collect_view()
    };
    view! {
        <FieldSet>
            <Field label=tr(bi("客户", "Customer")) required=true error=problem_text(customer.problem)>
                <Combobox
                    value=customer.typed
                    on_input=move |text| customer.type_text(text)
                    options
                    on_choose=choose
                    list_label=tr(bi("客户", "Customers"))
                    placeholder=tr(bi("名称、编号或拼音首字母", "Name, number or initials"))
                    testid="document-customer"
                />
            </Field>
            <DraftField draft=sheet.date required=true/>
            {fields(&["document"])}
            <Field label=tr(bi("币种", "Currency"))>
                <Select
                    value=sheet.currency
                    options=currencies
                    on_change=move |code| sheet.currency.set(code)
                    testid="currency"
                />
            </Field>
            {fields(&["rate", "payment", "handler", "delivered_on", "due_on"])}
        </FieldSet>
    }
}

#[component]
fn Total(sheet: Sheet) -> impl IntoView {
    let total = Signal::derive(move || document_total(&sheet.amounts()));
    let rate = Signal::derive(move || {
        let draft = sheet.head.with_value(|drafts| {
            drafts
                .iter()
                .find(|draft| draft.field.key == "rate")
                .copied()
        })?;
        draft.text.with(|text| match draft.field.parse(text) {
            Ok(Some(crate::domain::field::Value::Decimal(rate))) => Some(rate),
            _ => None,
        })
    });
    let in_home = move || {
        let home = sheet.home;
        if sheet.money() == home {
            return None;
        }
        let amounts = sheet.amounts();
        let converted: Result<Vec<i64>, _> = amounts
            .iter()
            .map(|amount| home_amount(*amount, rate.get(), home))
            .collect();
        let (text, tone) = match converted {
            Ok(minor) => {
                let sum = Decimal::new(minor.iter().sum(), home.decimals());
                let words = bi("折本币 {0} {1}", "In home currency {0} {1}");
                let parts = [show_amount(sum), home.to_string()];
                (crate::app::i18n::fill(words, lang(), &parts), Tone::Neutral)
            }
            Err(_) => {
                let words = bi(
                    "没有汇率，不能折成 {0}，也不计入统计",
                    "Without a rate it cannot be converted to {0} and stays out of all totals",
                );
                (
                    crate::app::i18n::fill(words, lang(), &[home.to_string()]),
                    Tone::Warn,
                )
            }
        };
        Some(view! { <span class="f-entry__home" data-tone=tone.as_str()>{text}</span> })
    };
    view! {
        <p class="f-total">
            {tr_with(bi("合计 {0}", "Total {0}"), move |_| [sheet.currency.get()])}
            <Explained figure=total/>
            {in_home}
        </p>
    }
}
