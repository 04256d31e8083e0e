//! 客户资料卡, the customer data card.

use leptos::prelude::*;

use super::super::page::follow;
use crate::{
    app::{
        App,
        i18n::{lang, show_value, tr},
        printing::{MakerLine, PrintBar},
        route::Route,
    },
    content::{Bilingual, bi},
    domain::{
        Customer, Id,
        customer::{Contact, card_kind},
    },
    ui::{FormCell, PrintSheet},
};

/// Cells of the card: field, its span in twelfths, and the textbook's name where it differs.
const CELLS: &[(&str, u8, Option<Bilingual>)] = &[
    ("code", 6, Some(bi("编号", "No."))),
    ("card_date", 6, None),
    ("name", 12, None),
    ("address", 12, None),
    ("city", 4, None),
    ("province", 4, None),
    ("country", 4, None),
    ("phone", 6, None),
    ("principal", 6, None),
    (
        "business_scope",
        12,
        Some(bi("主要经营项目", "Main lines of business")),
    ),
    ("@contact", 6, Some(bi("主要联络人", "Main contact"))),
    ("registered_capital", 6, Some(bi("资本额", "Capital"))),
    ("credit_limit", 6, None),
    ("@class", 6, Some(bi("卡类", "Kind of card"))),
    ("status", 6, None),
    ("owner", 6, None),
    (
        "note",
        12,
        Some(bi("与本公司业务往来概况", "Dealings with our company")),
    ),
    ("@revision", 12, Some(bi("修订记录", "Revisions"))),
];

/// The card on paper.
#[component]
pub fn DataCardPage(
    /// Whose.
    id: Id,
) -> impl IntoView {
    let app = App::get();
    let customer = follow(app, id);
    let text = move |key: &str| {
        let lang = lang();
        customer.with(|customer| {
            let Some(customer) = customer.as_deref() else {
                return String::new();
            };
            match key {
                "@class" => card_kind(customer).label().in_lang(lang).to_owned(),
                "@revision" => {
                    let stamp = &customer.stamp;
                    format!("#{}  {}  {}", stamp.rev, stamp.on, stamp.by)
                }
                "@contact" => {
                    app.track(Contact::TABLE);
                    app.book(|book| {
                        let mut people: Vec<_> = book
                            .tables
                            .contacts
                            .iter()
                            .filter(|c| c.customer == id)
                            .collect();
                        people.sort_by_key(|contact| contact.main != Some(true));
                        people.first().map(|c| c.name.clone()).unwrap_or_default()
                    })
                }
                key => match (Customer::field(key), customer.get(key)) {
                    (Some(field), Some(value)) => show_value(field, &value, lang),
                    _ => String::new(),
                },
            }
        })
    };
    let cells = CELLS.iter().map(move |(key, span, name)| {
        let label = name.or_else(|| Customer::field(key).map(|field| field.label));
        view! {
            <FormCell label=tr(label.unwrap_or(bi("", ""))) span=*span>{move || text(key)}</FormCell>
        }
    });
    let foot = move || view! { <MakerLine/> };
    let subtitle = Signal::derive(move || app.book_name());
    view! {
        <PrintBar back=Route::Customer(id, "card".to_owned()).href()/>
        <PrintSheet title=tr(bi("客户资料卡", "Customer data card")) subtitle foot>
            <div class="print-grid">{cells.collect_view()}</div>
        </PrintSheet>
    }
}
