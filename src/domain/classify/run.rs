//! Runs: the classes of a day, kept with everything they followed from.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{By, Classified, Placement, Scheme, classify};
use crate::{
    content::Lang,
    domain::{
        Id,
        ledger::Columns,
        record::{Extra, Record, Stamp},
        tables::Tables,
    },
};

/// A customer in a run.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RunRow {
    /// The customer; it may be gone by now.
    pub customer: Id,
    /// Code of its class; none where it had none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// What was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<Decimal>,
    /// Code of the class that it was treated as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treat_as: Option<String>,
    /// Whether a person decided.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub judged: bool,
    /// Whether it was at a border between equals, or rests on scattered values.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub uncertain: bool,
}

/// How far a run has come.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum RunState {
    /// Made, not yet agreed on.
    #[default]
    Draft,
    /// Agreed on.
    Approved,
}

/// The classes of all customers on a day, with the scheme as it was.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Run {
    /// Its identity.
    pub id: Id,
    /// The scheme with its rule, cuts and classes as they were.
    pub scheme: Scheme,
    /// The day it looked from.
    pub as_of: NaiveDate,
    /// First day of the sales it looked at.
    pub first: NaiveDate,
    /// How far it has come.
    #[serde(default)]
    pub state: RunState,
    /// What it was for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Customers outside of the base, their value being zero or below.
    #[serde(default)]
    pub removed: u32,
    /// The sum of their values.
    #[serde(default)]
    pub removed_sum: Decimal,
    /// The customers.
    pub rows: Vec<RunRow>,
    /// Revision and author; the day is the day it was made or agreed on.
    pub stamp: Stamp,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Record for Run {
    fn id(&self) -> Id {
        self.id
    }

    fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    fn stamp_mut(&mut self) -> &mut Stamp {
        &mut self.stamp
    }

    fn title(&self) -> String {
        format!("{} {}", self.scheme.label.in_lang(Lang::Zh), self.as_of)
    }
}

/// A customer that a run and a repetition put differently.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// The customer.
    pub customer: Id,
    /// Code of its class in the run.
    pub before: Option<String>,
    /// Code of its class now.
    pub now: Option<String>,
}

impl Run {
    /// The run that keeps these classes.
    pub fn keep(id: Id, found: &Classified, note: &str) -> Self {
        let code = |place: u8| found.scheme.class_at(place).map(|class| class.code.clone());
        let row = |(customer, placed): (&Id, &Placement)| RunRow {
            customer: *customer,
            class: placed.class.ok().and_then(code),
            metric: placed.metric.ok().map(|metric| metric.normalize()),
            treat_as: placed.treat_as.and_then(code),
            judged: placed.by == By::Person,
            uncertain: placed.uncertain,
        };
        Self {
            id,
            scheme: Scheme::clone(&found.scheme),
            as_of: found.as_of,
            first: found.period.first,
            note: note.trim().to_owned(),
            removed: u32::try_from(found.removed).unwrap_or(u32::MAX),
            removed_sum: found.removed_sum,
            rows: found.customers.iter().zip(&found.placed).map(row).collect(),
            ..Self::default()
        }
    }

    /// The same scheme on the same day, over the workbook as it is now.
    pub fn repeat(&self, columns: &Columns, tables: &Tables) -> Classified {
        classify(&self.scheme.clone().into(), columns, tables, self.as_of)
    }

    /// Whom a repetition puts differently, customers that came or went included, in the order of
    /// their ids.
    pub fn differences(&self, now: &Classified) -> Vec<Difference> {
        let code = |placed: &Placement| {
            let class = now.scheme.class_at(placed.class.ok()?)?;
            Some(class.code.clone())
        };
        let mut rows: Vec<_> = self.rows.iter().collect();
        rows.sort_by_key(|row| row.customer);
        let before = |customer: &Id| {
            let place = rows
                .binary_search_by_key(customer, |row| row.customer)
                .ok()?;
            rows.get(place).map(|row| row.class.clone())
        };
        let gone = rows.iter().filter(|row| now.of(row.customer).is_none());
        let gone = gone.map(|row| Difference {
            customer: row.customer,
            before: row.class.clone(),
            now: None,
        });
        let there = now.customers.iter().zip(&now.placed);
        let changed = there.map(|(customer, placed)| Difference {
            customer: *customer,
            before: before(customer).flatten(),
            now: code(placed),
        });
        let mut all: Vec<_> = changed
            .filter(|difference| difference.before != difference.now)
            .chain(gone.filter(|difference| difference.before.is_some()))
            .collect();
        all.sort_by_key(|difference| difference.customer);
        all
    }
}
