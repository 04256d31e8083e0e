//! What the roster shows, apart from how: rows with their search text, filtered and sorted.

use std::{
    cell::RefCell,
    sync::{Arc, OnceLock},
};

use rust_decimal::Decimal;

use super::classes::{Classes, is_filter, scheme_code};
use crate::{
    app::{clock::Pace, route::ListQuery},
    content::Lang,
    domain::{
        Customer, Workbook, country,
        customer::{Contact, Demand},
        field::Value,
        search::{Query, collation_key, customer_text},
    },
};

/// A customer with what the roster needs beside it.
pub struct RosterRow {
    /// The customer.
    pub customer: Arc<Customer>,
    /// Its contacts, the main one first.
    pub contacts: Vec<Arc<Contact>>,
    /// Completeness, 0 to 1.
    pub completeness: Option<Decimal>,
    text: OnceLock<String>,
    name_key: OnceLock<Vec<u32>>,
}

/// All customers as rows; an edit renews the rows it touched alone.
#[derive(Clone, Default)]
pub struct RosterModel {
    rows: Vec<Arc<RosterRow>>,
    rules_revision: Vec<u32>,
}

impl RosterModel {
    /// The rows as they were when they were last shown, brought up to date with the workbook: the
    /// next visit finds their texts and keys made.
    pub fn kept(book: &Workbook) -> Self {
        thread_local! {
            static KEPT: RefCell<RosterModel> = RefCell::default();
        }
        KEPT.with_borrow_mut(|kept| {
            kept.refresh(book);
            kept.clone()
        })
    }

    /// Brings the rows up to date with the workbook.
    pub fn refresh(&mut self, book: &Workbook) {
        let tables = &book.tables;
        let rules: Vec<_> = tables.rules.iter().map(|rule| rule.stamp.rev).collect();
        let are_rules_new = rules != self.rules_revision;
        self.rules_revision = rules;
        let demand = Demand::of(tables);
        // Customers, contacts and the rows of before, all by the id of the customer.
        let mut people: Vec<&Arc<Contact>> = tables.contacts.iter().collect();
        people.sort_by_key(|contact| (contact.customer, contact.main != Some(true)));
        let mut people = people.into_iter().peekable();
        let mut old = std::mem::take(&mut self.rows).into_iter().peekable();
        let renew = |customer: &Arc<Customer>| {
            let id = customer.id;
            while people.next_if(|contact| contact.customer < id).is_some() {}
            let contacts: Vec<_> =
                std::iter::from_fn(|| people.next_if(|contact| contact.customer == id).cloned())
                    .collect();
            while old.next_if(|row| row.customer.id < id).is_some() {}
            match old.next_if(|row| row.customer.id == id) {
                Some(row) if !are_rules_new && row.is_of(customer, &contacts) => row,
                _ => Arc::new(RosterRow {
                    completeness: demand.share(customer).ok(),
                    customer: customer.clone(),
                    contacts,
                    text: OnceLock::new(),
                    name_key: OnceLock::new(),
                }),
            }
        };
        self.rows = tables.customers.iter().map(renew).collect();
    }

    /// Makes the texts that search looks through, in steps and before anybody asks.
    pub async fn make_texts(self) {
        let mut pace = Pace::begin();
        for row in &self.rows {
            row.text();
            pace.step().await;
        }
    }

    /// The row at a place given by [`selected_rows`].
    pub fn row(&self, index: u32) -> Option<&RosterRow> {
        self.rows.get(index as usize).map(Arc::as_ref)
    }

    /// How many customers there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl RosterRow {
    /// What search looks through.
    fn text(&self) -> &str {
        self.text
            .get_or_init(|| customer_text(&self.customer, &self.contacts))
    }

    fn is_of(&self, customer: &Arc<Customer>, contacts: &[Arc<Contact>]) -> bool {
        Arc::ptr_eq(&self.customer, customer)
            && self.contacts.len() == contacts.len()
            && self
                .contacts
                .iter()
                .zip(contacts)
                .all(|(a, b)| Arc::ptr_eq(a, b))
    }

    /// The code that a filter compares.
    pub fn filter_code(&self, key: &str) -> Option<String> {
        match key {
            "region" => {
                let country = self.customer.country.as_deref().and_then(country::find)?;
                Some(country.region.clone())
            }
            key => match self.customer.get(key)? {
                Value::Text(code) => Some(code),
                _ => None,
            },
        }
    }

    fn passes(&self, filters: &[(String, String)], classes: &Classes) -> bool {
        let narrowing = filters.iter().filter(|(key, _)| is_filter(key));
        narrowing.into_iter().all(|(key, _)| {
            let class = classes.code(key, self.customer.id).map(str::to_owned);
            let own = class.or_else(|| self.filter_code(key)).unwrap_or_default();
            filters
                .iter()
                .any(|(other, code)| other == key && *code == own)
        })
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Number(Decimal),
    Text(Vec<u32>),
    Nothing,
}

fn sort_key(row: &RosterRow, column: &str, classes: &Classes, lang: Lang) -> SortKey {
    if scheme_code(column).is_some() {
        let placed = classes.placement(column, row.customer.id);
        let place = placed.and_then(|placed| placed.class.ok());
        return place.map_or(SortKey::Nothing, |place| SortKey::Number(place.into()));
    }
    match column {
        "completeness" => row.completeness.map_or(SortKey::Nothing, SortKey::Number),
        "name" => {
            let key = || collation_key(&row.customer.name);
            SortKey::Text(row.name_key.get_or_init(key).clone())
        }
        "updated" => SortKey::Text(collation_key(&row.customer.stamp.on.to_string())),
        column => match row.customer.get(column) {
            Some(Value::Whole(number)) => SortKey::Number(number.into()),
            Some(Value::Decimal(number)) => SortKey::Number(number),
            Some(Value::Money(money)) => SortKey::Number(money.to_decimal()),
            _ => {
                let text = super::cell_text(row, column, lang);
                if text.is_empty() {
                    SortKey::Nothing
                } else {
                    SortKey::Text(collation_key(&text))
                }
            }
        },
    }
}

/// The rows that match search and filters, in the order asked for; blank values come last.
pub fn selected_rows(
    model: &RosterModel,
    search: &Query,
    query: &ListQuery,
    classes: &Classes,
    lang: Lang,
) -> Vec<u32> {
    let matching = (0u32..).zip(&model.rows).filter(|(_, row)| {
        row.passes(&query.filters, classes) && (search.is_empty() || search.matches(row.text()))
    });
    let default_sort = ("name".to_owned(), false);
    let (column, is_descending) = query.sort.as_ref().unwrap_or(&default_sort);
    let mut keyed: Vec<_> = matching
        .map(|(index, row)| (sort_key(row, column, classes, lang), index))
        .collect();
    keyed.sort_by(|(a, _), (b, _)| {
        let blanks_last = (*a == SortKey::Nothing).cmp(&(*b == SortKey::Nothing));
        let order = if *is_descending { b.cmp(a) } else { a.cmp(b) };
        blanks_last.then(order)
    });
    keyed.into_iter().map(|(_, index)| index).collect()
}
