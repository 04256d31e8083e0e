//! The front of the card: who the customer is at a glance.

use std::sync::Arc;

use leptos::prelude::*;

use super::{super::standing::tab_of, classes::ClassesPanel};
use crate::{
    app::{
        App,
        classes::{card_scheme, classified},
        figure::Explained,
        i18n::{lang, show_value, tr},
    },
    content::bi,
    domain::{
        Customer,
        customer::{Contact, card_kind, completeness},
        field::is_web_address,
    },
    ui::{Card, DataList, DataPair, Stat, StatRow},
};

const FRONT: &[&str] = &[
    "code",
    "status",
    "short_name",
    "owner",
    "country",
    "province",
    "city",
    "address",
    "postcode",
    "phone",
    "fax",
    "email",
    "principal",
    "business_scope",
    "category",
    "size",
    "registered_capital",
    "credit_limit",
    "credit_period_days",
    "payment_terms",
    "tags",
    "card_date",
];

/// The card.
#[component]
pub fn CardPanel(
    /// Whose.
    customer: Memo<Option<Arc<Customer>>>,
) -> impl IntoView {
    let app = App::get();
    let pairs = Signal::derive(move || {
        let lang = lang();
        customer.with(|customer| {
            let customer = customer.as_ref();
            FRONT
                .iter()
                .filter_map(|key| {
                    let field = Customer::field(key)?;
                    let value = customer?.get(key);
                    let value = value
                        .map(|value| show_value(field, &value, lang))
                        .unwrap_or_default();
                    Some(DataPair {
                        label: field.label.in_lang(lang).to_owned(),
                        value,
                        number: false,
                    })
                })
                .collect::<Vec<_>>()
        })
    });
    let found = classified(card_scheme());
    let mark = Memo::new(move |_| {
        let id = customer.with(|customer| customer.as_ref().map(|c| c.id));
        let found = found.get();
        found
            .zip(id)
            .map(|(found, id)| (found.scheme.label.clone(), tab_of(&found, id, lang())))
    });
    let class = Signal::derive(move || {
        mark.with(|mark| mark.as_ref().map(|(_, mark)| mark.class))
            .unwrap_or_default()
    });
    let letter = Signal::derive(move || {
        let letter = mark.with(|mark| mark.as_ref().map(|(_, mark)| mark.letter.clone()));
        letter.unwrap_or_default()
    });
    let title = Signal::derive(move || {
        let kind = customer.with(|c| c.as_deref().map(card_kind));
        let kind = kind.map(|kind| kind.label().in_lang(lang()).to_owned());
        let class = mark.with(|mark| {
            let (scheme, mark) = mark.as_ref()?;
            Some(format!("{}: {}", scheme.in_lang(lang()), mark.title))
        });
        kind.into_iter()
            .chain(class)
            .collect::<Vec<_>>()
            .join(" · ")
    });
    let figure = Signal::derive(move || {
        app.track("rules");
        app.book(|book| {
            let blank = Customer::default();
            customer
                .with(|customer| completeness(&book.tables, customer.as_deref().unwrap_or(&blank)))
        })
    });
    let contact = Signal::derive(move || {
        app.track(Contact::TABLE);
        let id = customer.with(|customer| customer.as_ref().map(|c| c.id))?;
        app.book(|book| {
            let mut people: Vec<_> = book
                .tables
                .contacts
                .iter()
                .filter(|contact| contact.customer == id)
                .collect();
            people.sort_by_key(|contact| contact.main != Some(true));
            people.first().map(|contact| {
                let parts = [
                    Some(contact.name.clone()),
                    contact.position.clone(),
                    contact.phone.clone().or_else(|| contact.mobile.clone()),
                ];
                parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
            })
        })
    });
    let website = move || {
        let site = customer.with(|customer| customer.as_ref().and_then(|c| c.website.clone()))?;
        is_web_address(&site).then(|| {
            let href = if site.to_lowercase().starts_with("http") {
                site.clone()
            } else {
                format!("https://{site}")
            };
            view! { <a href=href target="_blank" rel="noopener noreferrer">{site}</a> }
        })
    };
    let note = move || customer.with(|customer| customer.as_ref().and_then(|c| c.note.clone()));
    let revised = move || {
        customer.with(|customer| {
            customer.as_ref().map(|customer| {
                let stamp = &customer.stamp;
                format!("{} · {} · #{}", stamp.on, stamp.by, stamp.rev)
            })
        })
    };
    view! {
        <h2 class="u-hidden">{tr(bi("卡片", "Card"))}</h2>
        <Card title class letter>
            <StatRow>
                <Stat label=tr(bi("资料完整度", "Completeness"))><Explained figure/></Stat>
                <Stat label=tr(bi("主要联络人", "Main contact"))>
                    <span class="f-card__words">
                        {move || contact.get().unwrap_or_else(|| "\u{2014}".to_owned())}
                    </span>
                </Stat>
                <Stat label=tr(bi("最近修订", "Last revision"))>
                    <span class="f-card__words">{revised}</span>
                </Stat>
            </StatRow>
            <DataList items=pairs/>
            <p class="f-card__site">{website}</p>
            {move || note().map(|note| view! { <p class="f-card__note">{note}</p> })}
        </Card>
        {customer.with_untracked(|customer| customer.as_ref().map(|c| c.id)).map(|id| view! { <ClassesPanel id/> })}
    }
}
