//! The sales lines that are here already, and which of them a row stands for.

use std::{collections::HashMap, sync::Arc};

use super::sales::LineKey;
use crate::domain::{ledger::SalesLine, tables::Tables};

/// Lines by the key that rows find them by; a row takes its line, so that the next one like it
/// gets another.
pub(super) struct Here {
    key: LineKey,
    lines: HashMap<String, Vec<Arc<SalesLine>>>,
}

impl Here {
    pub fn of(tables: &Tables, key: LineKey) -> Self {
        let mut here: Vec<_> = tables.sales.iter().collect();
        here.sort_by_key(|line| (line.date, line.id));
        let mut lines: HashMap<String, Vec<_>> = HashMap::new();
        for line in here {
            if let Some(key) = key_of(line, key) {
                lines.entry(key).or_default().push(Arc::clone(line));
            }
        }
        Self { key, lines }
    }

    /// The line that a row stands for: of several with its key the one that differs least from
    /// what the row says.
    pub fn take(&mut self, row: &SalesLine) -> Option<Arc<SalesLine>> {
        let lines = self.lines.get_mut(&key_of(row, self.key)?)?;
        let mut nearest = (usize::MAX, 0);
        for (place, line) in lines.iter().enumerate() {
            let away = n_differing(row, line);
            if away < nearest.0 {
                nearest = (away, place);
            }
            if away == 0 {
                break;
            }
        }
        (nearest.1 < lines.len()).then(|| lines.remove(nearest.1))
    }
}

/// How many values of a row are others than those of a line.
fn n_differing(row: &SalesLine, line: &SalesLine) -> usize {
    let differing = SalesLine::FIELDS.iter().filter(|field| {
        let stated = row.get(field.key);
        stated.is_some() && stated != line.get(field.key)
    });
    differing.count()
}

/// Lines without a document are told apart by their content.
fn key_of(line: &SalesLine, key: LineKey) -> Option<String> {
    let product = line.product.map(|id| id.to_string()).unwrap_or_default();
    let document = line.document.as_deref().unwrap_or_default();
    match key {
        LineKey::None => None,
        LineKey::Document if !document.is_empty() => {
            Some(format!("{document}\u{1f}{}\u{1f}{product}", line.customer))
        }
        LineKey::Document | LineKey::Content => {
            let date = line.date.map(|date| date.to_string()).unwrap_or_default();
            let quantity = line.quantity.unwrap_or_default().normalize();
            let amount = line.amount.map(|amount| amount.to_string());
            let amount = amount.unwrap_or_default();
            Some(format!(
                "{}\u{1f}{date}\u{1f}{product}\u{1f}{quantity}\u{1f}{amount}",
                line.customer
            ))
        }
    }
}
