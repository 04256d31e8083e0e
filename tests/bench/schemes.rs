//! Every scheme of classification, computed for all customers.

use chrono::NaiveDate;
use wasm_bindgen::JsValue;
use xinke::domain::classify::{Scheme, classify};

use crate::{Answer, book, failed, numbers};

/// The schemes that are computed, as JSON.
pub fn list() -> Answer {
    let computed = Scheme::built_in()
        .iter()
        .filter(|scheme| !scheme.is_judged());
    let computed: Vec<&Scheme> = computed.map(|scheme| &**scheme).collect();
    let json = serde_json::to_string(&computed).map_err(failed)?;
    Ok(JsValue::from_str(&json))
}

/// Puts every customer into a class of a scheme: how many are in each.
pub fn run(code: &str) -> Answer {
    let as_of = NaiveDate::from_ymd_opt(2025, 12, 31).unwrap_or_default();
    let sizes = book::with_columns(|book, columns| {
        let scheme = Scheme::find(&book.tables, code)?;
        let found = classify(&scheme, columns, &book.tables, as_of);
        let mut sizes = vec![0; scheme.classes.len()];
        for class in found.placed.iter().filter_map(|placed| placed.class.ok()) {
            if let Some(size) = sizes.get_mut(usize::from(class)) {
                *size += 1;
            }
        }
        Some(sizes)
    })?;
    let sizes = sizes.ok_or_else(|| failed(format!("there is no scheme {code}")))?;
    Ok(numbers(&sizes))
}
