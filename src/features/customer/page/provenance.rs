//! Where a group's information came from: channel, method, collector, date, reliability.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::{
        App,
        form::{Draft, DraftField},
        i18n::{choice_label, lang, tr, tr_with},
    },
    content::{Bilingual, bi},
    domain::{
        Customer,
        customer::{CHANNELS, METHODS, Provenance, RELIABILITY, put},
        edit::{Action, EditBuilder},
        field::{Choice, Field as FieldKind, Kind, Value},
        record::Problem,
        rule::STALE_MONTHS,
    },
    ui::{
        Badge, Button, ButtonKind, DateInput, Dialog, Field, FieldSet, Glyph, Select, TextInput,
        Tone,
    },
};

/// Whether a group last gone over on a day is stale today.
pub fn is_stale(updated_on: chrono::NaiveDate, today: chrono::NaiveDate, months: i64) -> bool {
    let months = chrono::Months::new(u32::try_from(months).unwrap_or(0));
    updated_on
        .checked_add_months(months)
        .is_some_and(|until| until < today)
}

/// Source, method and date of one of the six groups, to read and to change.
#[component]
pub fn ProvenanceView(
    /// Whose.
    customer: Memo<Option<Arc<Customer>>>,
    /// Key of the group.
    group: &'static str,
) -> impl IntoView {
    let app = App::get();
    let is_open = RwSignal::new(false);
    let provenance = Memo::new(move |_| {
        customer.with(|customer| {
            customer
                .as_ref()
                .and_then(|c| c.provenance.get(group).cloned())
                .unwrap_or_default()
        })
    });
    let words = move || {
        let lang = lang();
        let Provenance {
            channel,
            method,
            collector,
            collected_on,
            reliability,
            ..
        } = provenance.get();
        let parts = [
            channel.map(|code| choice_label(CHANNELS, &code, lang)),
            method.map(|code| choice_label(METHODS, &code, lang)),
            collector,
            collected_on.map(|date| date.to_string()),
            reliability.map(|code| choice_label(RELIABILITY, &code, lang)),
        ];
        let words: Vec<_> = parts.into_iter().flatten().collect();
        if words.is_empty() {
            bi("来源未登记", "No source recorded")
                .in_lang(lang)
                .to_owned()
        } else {
            words.join(" · ")
        }
    };
    let updated = move || {
        let updated_on = provenance.get().updated_on?;
        let months = app.book(|book| STALE_MONTHS.whole(&book.tables));
        Some((updated_on, is_stale(updated_on, app.today(), months)))
    };
    let confirm = move |_| {
        let Some(customer) = customer.get_untracked() else {
            return;
        };
        let mut customer = Customer::clone(&customer);
        customer
            .provenance
            .entry(group.to_owned())
            .or_default()
            .updated_on = Some(app.today());
        let author = app.author();
        let name = customer.name.clone();
        let edit = app.book(|book| {
            let mut builder = EditBuilder::new(&book.tables, &author);
            builder.put(customer);
            builder.finish(Action::on("customer.confirm", &name))
        });
        app.perform(edit);
    };
    let title = crate::domain::customer::group(group).map_or(bi("", ""), |group| group.label);
    view! {
        <div class="f-source">
            <span class="f-source__title">{tr_with(bi("来源 · {0}", "Source · {0}"), move |lang| [title.in_lang(lang).to_owned()])}</span>
            <span class="f-source__words">{words}</span>
            {move || updated().map(|(date, is_stale)| {
                let label = tr_with(
                    if is_stale { bi("自 {0} 起未更新", "not updated since {0}") } else { bi("{0} 更新", "updated {0}") },
                    move |_| [date.to_string()],
                );
                view! { <Badge label tone=if is_stale { Tone::Warn } else { Tone::Neutral }/> }
            })}
            <Button label=tr(bi("仍然正确", "Still right")) kind=ButtonKind::Plain small=true on_click=confirm/>
            <Button
                label=tr(bi("登记来源", "Record source"))
                kind=ButtonKind::Plain
                small=true
                icon=Glyph::Edit
                on_click=move |_| is_open.set(true)
            />
        </div>
        <SourceDialog open=is_open customer group/>
    }
}

/// What collecting the information cost.
static COST: FieldKind = FieldKind {
    key: "cost",
    label: bi("费用", "Cost"),
    kind: Kind::Money,
    group: "source",
};

fn codes(choices: &'static [Choice]) -> Signal<Vec<(String, String)>> {
    let lang = expect_context::<crate::app::i18n::Language>();
    Signal::derive(move || {
        let lang = lang.0.get();
        let none = (String::new(), "\u{2014}".to_owned());
        let listed = choices
            .iter()
            .map(|c| (c.code.to_owned(), c.label.in_lang(lang).to_owned()));
        std::iter::once(none).chain(listed).collect()
    })
}

#[component]
fn SourceDialog(
    open: RwSignal<bool>,
    customer: Memo<Option<Arc<Customer>>>,
    group: &'static str,
) -> impl IntoView {
    let app = App::get();
    let parts = std::array::from_fn::<_, 5, _>(|_| RwSignal::new(String::new()));
    let [channel, method, collector, collected_on, reliability] = parts;
    let problem = RwSignal::new(None::<Problem>);
    let cost = Draft::new(&COST, None);
    Effect::new(move || {
        if open.get() {
            let now = customer.with_untracked(|customer| {
                customer
                    .as_ref()
                    .and_then(|c| c.provenance.get(group).cloned())
                    .unwrap_or_default()
            });
            channel.set(now.channel.unwrap_or_default());
            method.set(now.method.unwrap_or_default());
            collector.set(now.collector.unwrap_or_default());
            collected_on.set(
                now.collected_on
                    .map(|date| date.to_string())
                    .unwrap_or_default(),
            );
            reliability.set(now.reliability.unwrap_or_default());
            cost.text
                .set(now.cost.map(|cost| cost.to_string()).unwrap_or_default());
            cost.problem.set(None);
            problem.set(None);
        }
    });
    let save = move || {
        let Some(customer) = customer.get_untracked() else {
            return;
        };
        let text =
            |signal: RwSignal<String>| Some(signal.get_untracked()).filter(|text| !text.is_empty());
        let date = match text(collected_on).map(|date| date.parse()) {
            Some(Err(_)) => return problem.set(Some(Problem::NotADate)),
            Some(Ok(date)) => Some(date),
            None => None,
        };
        let Ok(cost) = cost.read() else { return };
        let cost = match cost {
            Some(Value::Money(cost)) => Some(cost),
            _ => None,
        };
        let mut customer = Customer::clone(&customer);
        let entry = customer.provenance.entry(group.to_owned()).or_default();
        *entry = Provenance {
            channel: text(channel),
            method: text(method),
            collector: text(collector),
            collected_on: date,
            reliability: text(reliability),
            cost,
            updated_on: Some(app.today()),
            ..entry.clone()
        };
        let author = app.author();
        let name = customer.name.clone();
        let edit = app.book(|book| {
            let mut builder = EditBuilder::new(&book.tables, &author);
            put(&mut builder, &book.tables, customer, &author);
            builder.finish(Action::on("customer.confirm", &name))
        });
        if app.perform(edit) {
            open.set(false);
        }
    };
    let label: fn(&'static str) -> Bilingual =
        |key| crate::domain::customer::group(key).map_or(bi("", ""), |g| g.label);
    let footer = move || {
        view! {
            <Button label=tr(bi("取消", "Cancel")) on_click=move |_| open.set(false)/>
            <Button label=tr(bi("保存", "Save")) kind=ButtonKind::Primary on_click=move |_| save()/>
        }
    };
    let error = Signal::derive(move || {
        problem
            .get()
            .map(|problem| crate::app::describe::problem(&problem, lang()))
    });
    view! {
        <Dialog
            open
            title=tr_with(bi("“{0}”的来源", "Source of “{0}”"), move |lang| [label(group).in_lang(lang).to_owned()])
            close_label=tr(bi("关闭", "Close"))
            on_close=move || open.set(false)
            footer
        >
            <FieldSet>
                <Field label=tr(bi("渠道", "Channel"))>
                    <Select value=channel options=codes(CHANNELS) on_change=move |v| channel.set(v)/>
                </Field>
                <Field label=tr(bi("收集方法", "Method"))>
                    <Select value=method options=codes(METHODS) on_change=move |v| method.set(v)/>
                </Field>
                <Field label=tr(bi("收集人", "Collector"))>
                    <TextInput value=collector on_input=move |v| collector.set(v)/>
                </Field>
                <Field label=tr(bi("收集日期", "Collected on")) error=error>
                    <DateInput value=collected_on on_change=move |v| collected_on.set(v)/>
                </Field>
                <Field label=tr(bi("可靠程度", "Reliability"))>
                    <Select value=reliability options=codes(RELIABILITY) on_change=move |v| reliability.set(v)/>
                </Field>
                <DraftField draft=cost/>
            </FieldSet>
        </Dialog>
    }
}
