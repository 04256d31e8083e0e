//! The invented sample company as tables of a workbook.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::sample_ledger::{self, SampleProduct};
use crate::{
    content::{Lang, SAMPLE},
    domain::{
        Id, Workbook,
        book::BookInfo,
        classify::{Judgement, Scheme},
        customer::{Address, Contact, Customer},
        edit::Author,
        record::Stamp,
        tables::{AnyRecord, Tables, record_from_value},
    },
};

#[derive(Deserialize)]
struct Sample {
    company: BTreeMap<String, String>,
    products: Vec<SampleProduct>,
    customers: Vec<Map<String, Value>>,
    judgements: Vec<SampleJudgement>,
}

/// A class that somebody decided; the customer by its number.
#[derive(Deserialize)]
struct SampleJudgement {
    customer: String,
    scheme: String,
    kind: String,
    class: String,
    reason_zh: String,
    reason_en: String,
    decided_on: NaiveDate,
}

/// Why the content file is not what it should be; a test keeps this from happening.
#[derive(Debug, thiserror::Error)]
#[error("sample.json: {0}")]
pub struct SampleError(String);

/// The sample company as a new workbook.
///
/// # Errors
/// As [`tables`].
pub fn workbook(
    id: Id,
    author: &Author,
    new_id: &mut dyn FnMut() -> Id,
    lang: Lang,
) -> Result<Workbook, SampleError> {
    Ok(Workbook {
        id,
        revision: 0,
        tables: tables(author, new_id, lang)?,
    })
}

/// The sample company's tables, every record stamped by the author; `new_id` makes random ids.
///
/// # Errors
/// [`SampleError`] where the content file does not have its shape.
pub fn tables(
    author: &Author,
    new_id: &mut dyn FnMut() -> Id,
    lang: Lang,
) -> Result<Tables, SampleError> {
    let wrong = |error: serde_json::Error| SampleError(error.to_string());
    let sample: Sample = serde_json::from_str(SAMPLE).map_err(wrong)?;
    let stamp = Stamp {
        rev: 1,
        by: author.name.clone(),
        on: author.today,
    };
    let mut filling = Filling {
        tables: Tables::default(),
        stamp: json!(stamp),
    };
    let said = |what: &str| {
        let suffix = lang_suffix(lang);
        sample
            .company
            .get(&format!("{what}_{suffix}"))
            .cloned()
            .unwrap_or_default()
    };
    filling.tables.put(AnyRecord::from(BookInfo {
        id: BookInfo::the_id(),
        name: said("name"),
        about: said("about"),
        sample: true,
        stamp: stamp.clone(),
        ..BookInfo::default()
    }));
    for mut customer in sample.customers {
        let id = new_id();
        let children =
            [Contact::TABLE, Address::TABLE].map(|table| (table, customer.remove(table)));
        date_groups(&mut customer);
        filling.put(Customer::TABLE, id, customer)?;
        for (table, rows) in children {
            let Some(Value::Array(rows)) = rows else {
                continue;
            };
            for row in rows {
                let Value::Object(mut row) = row else {
                    continue;
                };
                row.insert("customer".to_owned(), json!(id));
                filling.put(table, new_id(), row)?;
            }
        }
    }
    for judgement in &sample.judgements {
        filling.judge(judgement, &stamp, lang)?;
    }
    let products = &sample.products;
    sample_ledger::fill(&mut filling.tables, products, new_id, lang, &stamp);
    Ok(filling.tables)
}

struct Filling {
    tables: Tables,
    stamp: Value,
}

impl Filling {
    fn put(&mut self, table: &str, id: Id, mut row: Map<String, Value>) -> Result<(), SampleError> {
        row.insert("id".to_owned(), json!(id));
        row.insert("stamp".to_owned(), self.stamp.clone());
        let record = record_from_value(table, &Value::Object(row))
            .map_err(|error| SampleError(format!("{table}: {error}")))?;
        self.tables.put(record);
        Ok(())
    }

    fn judge(
        &mut self,
        said: &SampleJudgement,
        stamp: &Stamp,
        lang: Lang,
    ) -> Result<(), SampleError> {
        let is_meant = |row: &&Arc<Customer>| row.code.as_deref() == Some(&said.customer);
        let customer = self.tables.customers.iter().find(is_meant);
        let customer = customer
            .ok_or_else(|| SampleError(said.customer.clone()))?
            .id;
        let scheme = Scheme::find(&self.tables, &said.scheme);
        let scheme = scheme.filter(|scheme| scheme.class(&said.class).is_some());
        let scheme =
            scheme.ok_or_else(|| SampleError(format!("{} {}", said.scheme, said.class)))?;
        let reason = match lang {
            Lang::Zh => &said.reason_zh,
            Lang::En => &said.reason_en,
        };
        let (kind, class, on) = (&said.kind, &said.class, said.decided_on);
        let judgement = Judgement::new(&scheme, customer, kind, class, reason, on);
        self.tables.put(AnyRecord::from(Judgement {
            stamp: stamp.clone(),
            ..judgement
        }));
        Ok(())
    }
}

/// Information was last gone over when it was collected.
fn date_groups(customer: &mut Map<String, Value>) {
    let Some(Value::Object(groups)) = customer.get_mut("provenance") else {
        return;
    };
    for group in groups.values_mut() {
        let Value::Object(group) = group else {
            continue;
        };
        if let Some(day) = group.get("collected_on").cloned() {
            group.entry("updated_on").or_insert(day);
        }
    }
}

const fn lang_suffix(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    }
}
