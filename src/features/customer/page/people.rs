//! Contacts and further addresses of a customer.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::{
        App,
        clock::new_id,
        form::{Draft, DraftField, put_all, read_all, show_fault},
        i18n::{lang, show_value, tr},
    },
    content::{Bilingual, bi},
    domain::{
        Id,
        customer::{Address, Contact, set_aside},
        edit::{Action, EditBuilder, EditError},
        field::{Field, Value},
        tables::AnyRecord,
    },
    ui::{
        Badge, Button, ButtonKind, Card, DataList, DataPair, Dialog, EmptyState, FieldSet, Glyph,
        Section, Tone,
    },
};

/// A contact or an address, as this screen treats both.
#[derive(Clone)]
enum Child {
    Contact(Arc<Contact>),
    Address(Arc<Address>),
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Contact,
    Address,
}

impl Kind {
    fn fields(self) -> &'static [Field] {
        match self {
            Self::Contact => Contact::FIELDS,
            Self::Address => Address::FIELDS,
        }
    }

    fn required(self) -> &'static str {
        match self {
            Self::Contact => "name",
            Self::Address => "address",
        }
    }

    fn title(self) -> Bilingual {
        match self {
            Self::Contact => bi("联系人", "Contacts"),
            Self::Address => bi("其他地址", "Further addresses"),
        }
    }

    fn add(self) -> Bilingual {
        match self {
            Self::Contact => bi("添加联系人", "Add contact"),
            Self::Address => bi("添加地址", "Add address"),
        }
    }

    fn none(self) -> Bilingual {
        match self {
            Self::Contact => bi("还没有联系人", "No contacts yet"),
            Self::Address => bi("没有其他地址", "No further addresses"),
        }
    }

    fn actions(self) -> (&'static str, &'static str) {
        match self {
            Self::Contact => ("contact.save", "contact.delete"),
            Self::Address => ("address.save", "address.delete"),
        }
    }
}

impl Child {
    fn blank(kind: Kind, customer: Id) -> Self {
        let id = new_id();
        match kind {
            Kind::Contact => Self::Contact(Arc::new(Contact {
                id,
                customer,
                ..Contact::default()
            })),
            Kind::Address => Self::Address(Arc::new(Address {
                id,
                customer,
                ..Address::default()
            })),
        }
    }

    fn get(&self, key: &str) -> Option<Value> {
        match self {
            Self::Contact(contact) => contact.get(key),
            Self::Address(address) => address.get(key),
        }
    }

    fn set(&mut self, key: &str, value: Option<Value>) -> bool {
        match self {
            Self::Contact(contact) => Arc::make_mut(contact).set(key, value),
            Self::Address(address) => Arc::make_mut(address).set(key, value),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Contact(contact) => &contact.name,
            Self::Address(address) => &address.address,
        }
    }

    fn put(self, builder: &mut EditBuilder<'_>) {
        match self {
            Self::Contact(contact) => builder.put(Arc::unwrap_or_clone(contact)),
            Self::Address(address) => builder.put(Arc::unwrap_or_clone(address)),
        }
    }

    fn into_any(self) -> AnyRecord {
        match self {
            Self::Contact(contact) => AnyRecord::Contact(contact),
            Self::Address(address) => AnyRecord::Address(address),
        }
    }
}

/// Contacts first, addresses below.
#[component]
pub fn People(
    /// Whose.
    id: Id,
) -> impl IntoView {
    view! {
        <Children id kind=Kind::Contact/>
        <Children id kind=Kind::Address/>
    }
}

#[component]
fn Children(id: Id, kind: Kind) -> impl IntoView {
    let app = App::get();
    let open = RwSignal::new(None::<Child>);
    let children = move || {
        app.book(|book| match kind {
            Kind::Contact => {
                app.track(Contact::TABLE);
                let mut people: Vec<_> = book
                    .tables
                    .contacts
                    .iter()
                    .filter(|c| c.customer == id)
                    .cloned()
                    .collect();
                people.sort_by_key(|contact| contact.main != Some(true));
                people.into_iter().map(Child::Contact).collect::<Vec<_>>()
            }
            Kind::Address => {
                app.track(Address::TABLE);
                let addresses = book
                    .tables
                    .addresses
                    .iter()
                    .filter(|a| a.customer == id)
                    .cloned();
                addresses.map(Child::Address).collect()
            }
        })
    };
    let remove = move |child: Child| {
        let author = app.author();
        let name = child.name().to_owned();
        let edit = app.book(|book| {
            let mut builder = EditBuilder::new(&book.tables, &author);
            set_aside(&mut builder, new_id(), &name, vec![child.into_any()]);
            builder.finish(Action::on(kind.actions().1, &name))
        });
        app.perform(edit);
    };
    let actions = move || {
        view! {
            <Button
                label=tr(kind.add())
                icon=Glyph::Plus
                on_click=move |_| open.set(Some(Child::blank(kind, id)))
            />
        }
    };
    let cards = move || {
        let lang = lang();
        let children = children();
        if children.is_empty() {
            return view! { <EmptyState icon=Glyph::Users title=tr(kind.none())/> }.into_any();
        }
        let cards = children.into_iter().map(|child| {
            let pairs: Vec<_> = kind
                .fields()
                .iter()
                .filter(|field| field.key != kind.required() && field.key != "main")
                .filter_map(|field| {
                    let value = child.get(field.key)?;
                    let value = show_value(field, &value, lang);
                    Some(DataPair { label: field.label.in_lang(lang).to_owned(), value, number: false })
                })
                .collect();
            let is_main = child.get("main") == Some(Value::Flag(true));
            let (to_edit, to_remove) = (child.clone(), child.clone());
            let actions = move || {
                let (to_edit, to_remove) = (to_edit.clone(), to_remove.clone());
                view! {
                    <Button
                        label=tr(bi("编辑", "Edit"))
                        kind=ButtonKind::Plain
                        small=true
                        on_click=move |_| open.set(Some(to_edit.clone()))
                    />
                    <Button
                        label=tr(bi("删除", "Delete"))
                        kind=ButtonKind::Plain
                        small=true
                        on_click=move |_| remove(to_remove.clone())
                    />
                }
            };
            view! {
                <Card title=child.name().to_owned() actions>
                    {is_main.then(|| view! { <Badge label=tr(bi("主要联络人", "Main contact")) tone=Tone::Accent/> })}
                    <DataList items=pairs/>
                </Card>
            }
        });
        view! { <div class="f-cards">{cards.collect_view()}</div> }.into_any()
    };
    view! {
        <Section title=tr(kind.title()) actions>{cards}</Section>
        <ChildDialog open kind/>
    }
}

#[component]
fn ChildDialog(open: RwSignal<Option<Child>>, kind: Kind) -> impl IntoView {
    let app = App::get();
    let drafts = StoredValue::new(Vec::<Draft>::new());
    Effect::new(move || {
        open.track();
    });
    let is_open = Memo::new(move |_| {
        open.with(|child| {
            if let Some(child) = child {
                let fresh = kind
                    .fields()
                    .iter()
                    .map(|field| Draft::new(field, child.get(field.key)));
                drafts.set_value(fresh.collect());
            }
            child.is_some()
        })
    });
    let save = move || {
        let Some(mut child) = open.get_untracked() else {
            return;
        };
        let Some(values) = drafts.with_value(|drafts| read_all(drafts)) else {
            return;
        };
        put_all(values, |key, value| child.set(key, value));
        let author = app.author();
        let name = child.name().to_owned();
        let edit = app.book(|book| {
            let mut builder = EditBuilder::new(&book.tables, &author);
            if let Child::Contact(contact) = &child
                && contact.main == Some(true)
            {
                let others = book.tables.contacts.iter().filter(|other| {
                    other.customer == contact.customer
                        && other.id != contact.id
                        && other.main == Some(true)
                });
                for other in others {
                    builder.put(Contact {
                        main: None,
                        ..Contact::clone(other)
                    });
                }
            }
            child.put(&mut builder);
            builder.finish(Action::on(kind.actions().0, &name))
        });
        match edit {
            Err(EditError::Invalid { fault, .. })
                if drafts.with_value(|d| show_fault(d, &fault.field, &fault.problem)) => {}
            edit => {
                if app.perform(edit) {
                    open.set(None);
                }
            }
        }
    };
    let footer = move || {
        view! {
            <Button label=tr(bi("取消", "Cancel")) on_click=move |_| open.set(None)/>
            <Button label=tr(bi("保存", "Save")) kind=ButtonKind::Primary on_click=move |_| save()/>
        }
    };
    view! {
        <Dialog
            open=is_open
            title=tr(kind.title())
            close_label=tr(bi("关闭", "Close"))
            on_close=move || open.set(None)
            footer
        >
            <FieldSet>
                {drafts
                    .get_value()
                    .into_iter()
                    .map(|draft| {
                        let required = draft.field.key == kind.required();
                        view! { <DraftField draft required/> }
                    })
                    .collect_view()}
            </FieldSet>
        </Dialog>
    }
}
