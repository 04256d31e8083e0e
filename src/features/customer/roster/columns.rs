//! Columns of the roster: every field of the catalogue but the personal ones, and a few of its own.

use super::{classes::scheme_code, model::RosterRow};
use crate::{
    app::i18n::{country_name, show_share, show_value},
    content::{Bilingual, Lang, bi},
    domain::{Customer, country, field::Kind},
};

/// The columns of a roster nobody has changed yet.
const DEFAULT: &[&str] = &[
    "name",
    "code",
    "status",
    "country",
    "city",
    "contact",
    "phone",
    "owner",
    "completeness",
];

/// Columns that are no field of the customer.
const OWN: &[(&str, Bilingual)] = &[
    ("contact", bi("主要联络人", "Main contact")),
    ("region", bi("地区", "Region")),
    ("completeness", bi("完整度", "Completeness")),
    ("updated", bi("更新日期", "Updated on")),
];

/// The five regions.
pub const REGIONS: &[(&str, Bilingual)] = &[
    ("AS", bi("亚洲", "Asia")),
    ("EU", bi("欧洲", "Europe")),
    ("AM", bi("美洲", "Americas")),
    ("AU", bi("澳洲", "Oceania")),
    ("AF", bi("非洲", "Africa")),
];

/// The columns to show: those chosen, without any that no longer exist, the name always first. Until
/// somebody chooses, the classes in `shown` stand behind the name.
pub fn chosen_columns(chosen: &[String], shown: &[String]) -> Vec<String> {
    let is_there = |key: &str| column_label(key).is_some() || scheme_code(key).is_some();
    let chosen: Vec<_> = chosen
        .iter()
        .filter(|key| *key != "name" && is_there(key))
        .cloned()
        .collect();
    let rest = if chosen.is_empty() {
        let default = DEFAULT.iter().skip(1).map(|key| (*key).to_owned());
        shown.iter().cloned().chain(default).collect()
    } else {
        chosen
    };
    std::iter::once("name".to_owned()).chain(rest).collect()
}

/// Every column there is, in the order of the chooser.
pub fn all_columns() -> Vec<&'static str> {
    let fields = Customer::FIELDS
        .iter()
        .filter(|field| field.group != "personal");
    fields
        .map(|field| field.key)
        .chain(OWN.iter().map(|(key, _)| *key))
        .collect()
}

/// The heading of a column.
pub fn column_label(key: &str) -> Option<Bilingual> {
    let own = OWN
        .iter()
        .find(|(own, _)| *own == key)
        .map(|(_, label)| *label);
    own.or_else(|| Customer::field(key).map(|field| field.label))
}

/// Least width of a column in pixels.
pub fn column_width(key: &str) -> u32 {
    match key {
        "name" => 240,
        "address" | "business_scope" | "note" | "email" | "website" => 200,
        "contact" | "phone" | "fax" | "payment_terms" => 150,
        "status" | "size" | "completeness" | "country" | "region" => 110,
        key if scheme_code(key).is_some() => 148,
        _ => 130,
    }
}

/// Whether a column holds numbers.
pub fn is_number(key: &str) -> bool {
    let kind = Customer::field(key).map(|field| field.kind);
    key == "completeness"
        || matches!(
            kind,
            Some(Kind::Whole(..) | Kind::Decimal | Kind::Signed | Kind::Share | Kind::Money)
        )
}

/// What stands in a cell.
pub fn cell_text(row: &RosterRow, key: &str, lang: Lang) -> String {
    match key {
        "contact" => row
            .contacts
            .first()
            .map(|contact| contact.name.clone())
            .unwrap_or_default(),
        "region" => {
            let country = row.customer.country.as_deref().and_then(country::find);
            let region = country
                .and_then(|country| REGIONS.iter().find(|(code, _)| *code == country.region));
            region
                .map(|(_, label)| label.in_lang(lang).to_owned())
                .unwrap_or_default()
        }
        "completeness" => row.completeness.map(show_share).unwrap_or_default(),
        "updated" => row.customer.stamp.on.to_string(),
        "country" => row
            .customer
            .country
            .as_deref()
            .map(|code| country_name(code, lang))
            .unwrap_or_default(),
        key => {
            let value = row.customer.get(key);
            let shown = Customer::field(key).zip(value.as_ref());
            shown
                .map(|(field, value)| show_value(field, value, lang))
                .unwrap_or_default()
        }
    }
}
