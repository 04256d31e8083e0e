//! Finding one record of many by what a person calls it, while one types.

use std::sync::OnceLock;

use super::{
    Id,
    search::{Query, fold, name_text},
    tables::Tables,
};

/// A record by its names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// The record.
    pub id: Id,
    /// What it is called.
    pub label: String,
    /// Its number, or what else tells it from others of that name.
    pub note: String,
    more: String,
    text: OnceLock<String>,
}

impl Name {
    /// What search looks through, made when it is first looked at.
    fn text(&self) -> &str {
        let make = || name_text(&[&self.label, &self.note, &self.more]);
        self.text.get_or_init(make)
    }
}

/// The names of a table's records, in the order of their ids.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Names(Vec<Name>);

impl Names {
    /// All customers.
    pub fn of_customers(tables: &Tables) -> Self {
        let rows = tables.customers.iter();
        let names = rows.map(|row| {
            let short = row.short_name.as_deref().unwrap_or_default();
            name(row.id, &row.name, row.code.as_deref(), short)
        });
        Self(names.collect())
    }

    /// All products.
    pub fn of_products(tables: &Tables) -> Self {
        let rows = tables.products.iter();
        let names = rows.map(|row| {
            let spec = row.spec.as_deref().unwrap_or_default();
            let note = row.code.as_deref().or(row.spec.as_deref());
            name(row.id, &row.name, note, spec)
        });
        Self(names.collect())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Name> {
        self.0.iter()
    }

    /// The name at a place.
    pub fn at(&self, index: u32) -> Option<&Name> {
        self.0.get(usize::try_from(index).ok()?)
    }

    /// The place of a record.
    pub fn position(&self, id: Id) -> Option<u32> {
        let found = self.0.binary_search_by_key(&id, |name| name.id).ok()?;
        u32::try_from(found).ok()
    }

    /// The name of a record.
    pub fn get(&self, id: Id) -> Option<&Name> {
        self.at(self.position(id)?)
    }

    /// What search looks through for the name at a place.
    pub fn text_at(&self, index: u32) -> &str {
        self.at(index).map_or("", Name::text)
    }

    /// At most so many that match what was typed: those that begin with it first, then the
    /// shorter names.
    pub fn matching(&self, typed: &str, most: usize) -> Vec<&Name> {
        let (query, start) = (Query::new(typed), fold(typed.trim()));
        let mut found: Vec<_> = self
            .0
            .iter()
            .filter(|name| query.is_empty() || query.matches(name.text()))
            .collect();
        found.sort_by_cached_key(|name| {
            let begins = name.text().lines().any(|line| line.starts_with(&start));
            (!begins, name.label.chars().count(), name.label.clone())
        });
        found.truncate(most);
        found
    }

    /// The one record of exactly that name or number, however it is written; none where there are
    /// several.
    pub fn exact(&self, typed: &str) -> Option<&Name> {
        let wanted = fold(typed.trim());
        let is_it = |name: &&Name| fold(&name.label) == wanted || fold(&name.note) == wanted;
        let mut found = self.0.iter().filter(|_| !wanted.is_empty()).filter(is_it);
        found.next().filter(|_| found.next().is_none())
    }
}

fn name(id: Id, label: &str, note: Option<&str>, more: &str) -> Name {
    Name {
        id,
        label: label.to_owned(),
        note: note.unwrap_or_default().to_owned(),
        more: more.to_owned(),
        text: OnceLock::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Customer, ledger::Product};

    fn tables() -> Tables {
        let customer = |name: &str| Customer::new(Id::derived(name), name);
        let names = ["昆明贸易公司", "上海昆明路商行", "Kunming Trade"];
        let product = |code: &str, name: &str| Product {
            id: Id::derived(code),
            name: name.to_owned(),
            code: Some(code.to_owned()),
            ..Product::default()
        };
        Tables {
            customers: names.into_iter().map(customer).collect(),
            products: [
                product("P-1", "牙刷"),
                product("P-2", "牙刷"),
                product("P-3", "毛巾"),
            ]
            .into_iter()
            .collect(),
            ..Tables::default()
        }
    }

    #[test]
    fn what_begins_as_typed_comes_first() {
        let names = Names::of_customers(&tables());
        let found = |typed: &str| -> Vec<String> {
            let found = names.matching(typed, 2);
            found.iter().map(|name| name.label.clone()).collect()
        };
        assert_eq!(found("昆明"), ["昆明贸易公司", "上海昆明路商行"]);
        assert_eq!(found("km"), ["昆明贸易公司", "上海昆明路商行"]);
        assert_eq!(found("TRADE"), ["Kunming Trade"]);
        assert_eq!(found("").len(), 2);
    }

    #[test]
    fn an_exact_name_is_taken_only_where_it_is_the_only_one() {
        let names = Names::of_products(&tables());
        let id = |typed: &str| names.exact(typed).map(|name| name.id);
        assert_eq!(id("毛巾"), Some(Id::derived("P-3")));
        assert_eq!(id("ｐ-2 "), Some(Id::derived("P-2")));
        assert_eq!(id("牙刷"), None);
        assert_eq!(Names::of_customers(&tables()).exact(" "), None);
        let first = names.iter().next().map(|name| name.id);
        assert_eq!(first.and_then(|id| names.position(id)), Some(0));
    }
}
