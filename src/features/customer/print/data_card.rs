//! 客户资料卡, the customer data card.

use leptos::prelude::*;

use super::super::{page::follow, standing::class_of};
use super::class_line::ClassLine;
use crate::{
    app::{
        App,
        classes::{class_name, classified, shown_classified},
        i18n::{lang, show_value, tr},
        printing::{MakerLine, PrintBar},
        route::Route,
    },
    content::{Bilingual, Lang, bi},
    domain::{
        Customer, Id,
        classify::Classified,
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
    ("@kind", 6, Some(bi("卡类", "Kind of card"))),
    ("@class", 12, Some(bi("等级与颜色", "Grade and colour"))),
    ("status", 6, None),
    ("owner", 6, None),
    (
        "note",
        12,
        Some(bi("与本公司业务往来概况", "Dealings with our company")),
    ),
    ("@revision", 12, Some(bi("修订记录", "Revisions"))),
];

/// The scheme that files cards by the last order.
const KINDS: &str = "CL-FPP";

/// Future, present or past by the last order; by the status on the card where it has no order yet.
fn kind_name(customer: &Customer, kinds: Option<&Classified>, lang: Lang) -> String {
    let has_order = |found: &&Classified| {
        let placed = found.of(customer.id);
        placed.is_some_and(|placed| placed.metric.is_ok())
    };
    let class = kinds
        .filter(has_order)
        .and_then(|found| class_of(found, customer.id));
    class.map_or_else(
        || card_kind(customer).label().in_lang(lang).to_owned(),
        |class| class_name(class, lang),
    )
}

/// The card on paper.
#[component]
pub fn DataCardPage(
    /// Whose.
    id: Id,
) -> impl IntoView {
    let app = App::get();
    let customer = follow(app, id);
    let (kinds, shown) = (classified(KINDS.to_owned()), shown_classified());
    let text = move |key: &str| {
        let lang = lang();
        customer.with(|customer| {
            let Some(customer) = customer.as_deref() else {
                return String::new();
            };
            match key {
                "@kind" => kind_name(customer, kinds.get().as_deref(), lang),
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
        let label = tr(label.unwrap_or(bi("", "")));
        if *key == "@class" {
            return view! { <FormCell label span=*span><ClassLine id shown/></FormCell> }
                .into_any();
        }
        view! { <FormCell label span=*span>{move || text(key)}</FormCell> }.into_any()
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
