//! Changes of records cell by cell: what stood there, what stands there now.

use leptos::prelude::*;
use serde_json::Value as Json;

use super::{
    describe,
    i18n::{choice_label, country_name, lang, show_money},
};
use crate::{
    content::{Lang, bi},
    domain::{Money, edit::Change, field::Kind, tables::AnyRecord},
};

/// One field of one record, before and after.
#[derive(Clone, PartialEq, Debug)]
pub struct CellChange {
    /// Table of the record.
    pub table: String,
    /// Key of the field.
    pub key: String,
    /// What stood there.
    pub before: Option<Json>,
    /// What stands there now.
    pub after: Option<Json>,
}

/// The fields that differ; ids and stamps are left out.
pub fn cells(before: Option<&AnyRecord>, after: Option<&AnyRecord>) -> Vec<CellChange> {
    let object = |record: Option<&AnyRecord>| match record.map(AnyRecord::to_value) {
        Some(Ok(Json::Object(fields))) => fields,
        _ => serde_json::Map::new(),
    };
    let table = after
        .or(before)
        .map_or_else(String::new, |record| record.table().to_owned());
    let (mut old, new) = (object(before), object(after));
    let mut keys: Vec<_> = old.keys().chain(new.keys()).cloned().collect();
    keys.sort();
    keys.dedup();
    keys.into_iter()
        .filter(|key| !matches!(key.as_str(), "id" | "stamp" | "customer" | "provenance"))
        .filter_map(|key| {
            let (before, after) = (old.remove(&key), new.get(&key).cloned());
            (before != after).then(|| CellChange {
                table: table.clone(),
                key,
                before,
                after,
            })
        })
        .collect()
}

/// A stored value as a person reads it.
pub fn show_json(table: &str, key: &str, value: Option<&Json>, lang: Lang) -> String {
    let Some(value) = value else {
        return "\u{2014}".to_owned();
    };
    let kind = describe::field(table, key).map(|field| field.kind);
    match (kind, value) {
        (Some(Kind::Choice(choices)), Json::String(code)) => choice_label(choices, code, lang),
        (Some(Kind::Country), Json::String(code)) => country_name(code, lang),
        (Some(Kind::Money), value) => serde_json::from_value::<Money>(value.clone())
            .map_or_else(|_| value.to_string(), show_money),
        (_, Json::String(text)) => text.clone(),
        (_, Json::Bool(flag)) => {
            let text = if *flag {
                bi("是", "Yes")
            } else {
                bi("否", "No")
            };
            text.in_lang(lang).to_owned()
        }
        (_, Json::Array(items)) => {
            let texts = items
                .iter()
                .map(|item| show_json(table, key, Some(item), lang));
            texts.collect::<Vec<_>>().join(", ")
        }
        (_, value) => value.to_string(),
    }
}

/// The changed cells of some records, one line a cell.
#[component]
pub fn ChangeCells(
    /// The changes.
    changes: Vec<Change>,
) -> impl IntoView {
    let lines = move || {
        let lang = lang();
        let cells = changes
            .iter()
            .flat_map(|change| cells(change.before.as_ref(), change.after.as_ref()));
        cells
            .map(|cell| {
                let name = describe::field_name(&cell.table, &cell.key, lang);
                let before = show_json(&cell.table, &cell.key, cell.before.as_ref(), lang);
                let after = show_json(&cell.table, &cell.key, cell.after.as_ref(), lang);
                view! {
                    <tr>
                        <th scope="row">{name}</th>
                        <td class="c-change__before">{before}</td>
                        <td class="c-change__after">{after}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! { <table class="c-change"><tbody>{lines}</tbody></table> }
}
