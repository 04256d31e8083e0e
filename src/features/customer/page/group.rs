//! One information group: read it, or switch to editing, where every field is kept when it is left.

use std::sync::Arc;

use leptos::prelude::*;

use super::provenance::ProvenanceView;
use crate::{
    app::{
        App, describe,
        form::{Draft, DraftField, show_fault},
        i18n::{fill, lang, show_value, tr},
    },
    content::bi,
    domain::{
        Customer,
        customer::{GROUPS, Group, four_group_of, put},
        edit::{Action, EditBuilder, EditError},
        field::{Field, Value},
    },
    ui::{Badge, Button, ButtonKind, DataList, DataPair, FieldSet, Glyph, Notice, Section, Tone},
};

/// The fields that belong to a group, of the six or of the four.
fn fields_of(group: &Group) -> Vec<&'static Field> {
    let is_six = GROUPS.iter().any(|six| six.key == group.key);
    let belongs = |field: &&Field| {
        if is_six {
            field.group == group.key
        } else {
            four_group_of(field) == group.key
        }
    };
    Customer::FIELDS.iter().filter(belongs).collect()
}

/// A group's fields and where they came from.
#[component]
pub fn GroupPanel(
    /// Whose.
    customer: Memo<Option<Arc<Customer>>>,
    /// Which group.
    group: &'static Group,
) -> impl IntoView {
    let is_editing = RwSignal::new(false);
    let fields = fields_of(group);
    let origins: Vec<&'static str> = {
        let mut keys: Vec<_> = fields.iter().map(|field| field.group).collect();
        keys.dedup();
        keys
    };
    let is_personal = fields.iter().any(|field| field.group == "personal");
    let fields = StoredValue::new(fields);
    let actions = move || {
        let label = Signal::derive(move || {
            let text = if is_editing.get() {
                bi("完成", "Done")
            } else {
                bi("编辑", "Edit")
            };
            text.in_lang(lang()).to_owned()
        });
        view! {
            <Button
                label
                icon=Glyph::Edit
                on_click=move |_| is_editing.update(|editing| *editing = !*editing)
                testid="edit-group"
            />
        }
    };
    view! {
        <Section title=tr(group.label) lead=tr(group.hint) actions>
            {is_personal.then(|| view! {
                <Notice
                    title=tr(bi("个人资料是可选的", "Personal information is optional"))
                    text=tr(bi(
                        "只在本人同意并写明用途后填写；导出表格时默认不含这一组。",
                        "Fill it in only with the person's consent and a stated purpose; tables leave this group out by default.",
                    ))
                />
            })}
            {move || {
                let fields = fields.get_value();
                if is_editing.get() {
                    view! { <GroupForm customer fields/> }.into_any()
                } else {
                    view! { <GroupData customer fields/> }.into_any()
                }
            }}
        </Section>
        {origins.into_iter().map(|key| view! { <ProvenanceView customer group=key/> }).collect_view()}
    }
    .into_any()
}

#[component]
fn GroupData(customer: Memo<Option<Arc<Customer>>>, fields: Vec<&'static Field>) -> impl IntoView {
    let items = Signal::derive(move || {
        let lang = lang();
        customer.with(|customer| {
            fields
                .iter()
                .map(|field| {
                    let value = customer
                        .as_ref()
                        .and_then(|customer| customer.get(field.key));
                    let value = value
                        .map(|value| show_value(field, &value, lang))
                        .unwrap_or_default();
                    DataPair {
                        label: field.label.in_lang(lang).to_owned(),
                        value,
                        number: false,
                    }
                })
                .collect::<Vec<_>>()
        })
    });
    view! { <DataList items/> }
}

#[component]
fn GroupForm(customer: Memo<Option<Arc<Customer>>>, fields: Vec<&'static Field>) -> impl IntoView {
    let app = App::get();
    let value_of = move |key: &str| {
        customer.with_untracked(|customer| customer.as_ref().and_then(|customer| customer.get(key)))
    };
    let drafts: Vec<_> = fields
        .into_iter()
        .map(|field| Draft::new(field, value_of(field.key)))
        .collect();
    // What the record held when each draft last agreed with it.
    let bases: Vec<_> = drafts
        .iter()
        .map(|draft| value_of(draft.field.key))
        .collect();
    let (drafts, bases) = (StoredValue::new(drafts), StoredValue::new(bases));
    let refused = RwSignal::new(None::<EditError>);
    // Undo, another tab or an import may change the record while the form is open. What is being
    // typed is not taken away by that.
    let follow = move |draft: &Draft, base: &mut Option<Value>| {
        let now = value_of(draft.field.key);
        if *base == now {
            return;
        }
        let before = std::mem::replace(base, now.clone());
        let typed = draft.text.with_untracked(|text| draft.field.parse(text));
        if typed.as_ref() == Ok(&before) {
            draft
                .text
                .set(now.map(|value| value.to_plain()).unwrap_or_default());
        } else if typed != Ok(now.clone()) {
            let lang = app.language.0.get_untracked();
            let now = now
                .map(|now| show_value(draft.field, &now, lang))
                .unwrap_or_default();
            let text = bi(
                "“{0}”刚在别处改成“{1}”；您正在输入的没有动。",
                "“{0}” has just been changed elsewhere to “{1}”; what you are typing was left alone.",
            );
            app.say(
                Tone::Warn,
                fill(
                    text,
                    lang,
                    &[draft.field.label.in_lang(lang).to_owned(), now],
                ),
            );
        }
    };
    Effect::new(move |was_run: Option<()>| {
        customer.track();
        if was_run.is_some() {
            bases.update_value(|bases| {
                drafts.with_value(|drafts| {
                    drafts
                        .iter()
                        .zip(bases)
                        .for_each(|(draft, base)| follow(draft, base));
                });
            });
        }
    });
    let keep = move || {
        // As it is in the book now, which another tab may have changed a moment before the screen
        // follows; and only what was typed is put on top.
        let before = customer.get_untracked();
        let before = before.and_then(|c| app.book(|book| book.tables.customers.get(c.id).cloned()));
        let Some(before) = before else { return };
        let mut customer = Customer::clone(&before);
        let mut kept = bases.get_value();
        drafts.with_value(|drafts| {
            for (draft, base) in drafts.iter().zip(&mut kept) {
                if let Ok(value) = draft.read()
                    && value != *base
                {
                    base.clone_from(&value);
                    customer.set(draft.field.key, value);
                }
            }
        });
        if customer == *before {
            refused.set(None);
            return;
        }
        let author = app.author();
        let name = before.name.clone();
        let edit = app.book(|book| {
            let mut builder = EditBuilder::new(&book.tables, &author);
            put(&mut builder, &book.tables, customer, &author);
            builder.finish(Action::on("customer.update", &name))
        });
        match edit {
            Ok(edit) => {
                refused.set(None);
                bases.set_value(kept);
                app.perform_quietly(edit);
            }
            Err(error) => {
                let is_shown = match &error {
                    EditError::Invalid { fault, .. } => {
                        drafts.with_value(|drafts| show_fault(drafts, &fault.field, &fault.problem))
                    }
                    EditError::Gone { .. } | EditError::InUse { .. } => false,
                };
                refused.set((!is_shown).then_some(error));
            }
        }
    };
    app.before_leaving(keep);
    let has_consent = move || {
        drafts.with_value(|drafts| {
            drafts
                .iter()
                .filter(|draft| draft.field.key.starts_with("consent_"))
                .all(|draft| draft.text.with(|text| !text.trim().is_empty()))
        })
    };
    let rows = drafts.get_value().into_iter().map(|draft| {
        let is_locked = draft.field.group == "personal" && !draft.field.key.starts_with("consent_");
        let disabled = Signal::derive(move || is_locked && !has_consent());
        let required = draft.field.key == "name";
        view! { <DraftField draft required disabled on_commit=move || keep()/> }
    });
    let rows = rows.collect_view();
    view! {
        <p class="f-form__note">
            <Badge label=tr(bi("离开一格即保存", "Kept as you leave a field")) tone=Tone::Ok/>
        </p>
        {move || refused.get().map(|error| view! {
            <Notice tone=Tone::Risk title=describe::edit_error(&error, lang())/>
        })}
        <FieldSet>{rows}</FieldSet>
        <Button
            label=tr(bi("保存", "Save"))
            kind=ButtonKind::Primary
            on_click=move |_| keep()
        />
    }
}
