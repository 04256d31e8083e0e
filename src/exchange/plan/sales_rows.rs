//! One row of a table of sales: its customer, its product, the line it makes or changes.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rust_decimal::Decimal;

use super::{
    State,
    cells::changes,
    sales::{ChangedLine, Maker, SalesOptions, SalesPlan, Sum, default_line_key},
    sales_here::Here,
};
use crate::{
    domain::{
        Currency, Id,
        field::Value,
        ledger::{SalesLine, line_amount},
        record::{Fault, Problem, Record, Stamp},
        tables::{AnyRecord, Tables},
    },
    exchange::{
        Place, Reason, Refusal, RefusedRow,
        csv::{Column, DraftRow, Parsed, Target, cells},
    },
};

use super::sales_names::{Cells, Known};

/// So many changed lines are told cell by cell; the others are only counted.
pub(super) const TOLD: usize = 200;

pub(super) struct Rows<'a> {
    pub(super) parsed: &'a Parsed,
    pub(super) options: &'a SalesOptions,
    pub(super) maker: &'a Maker,
    pub(super) product_keys: Vec<String>,
    pub(super) customers: Known,
    pub(super) products: Known,
    here: Here,
    n_made: u64,
    written: Vec<AnyRecord>,
    sums: BTreeMap<String, Sum>,
    pub(super) missing: BTreeSet<String>,
    plan: SalesPlan,
}

impl<'a> Rows<'a> {
    pub fn new(
        parsed: &'a Parsed,
        options: &'a SalesOptions,
        tables: &'a Tables,
        maker: &'a Maker,
    ) -> Self {
        let targets = || parsed.columns.iter().map(|column| &column.target);
        let product_keys: Vec<String> = targets()
            .filter_map(|target| match target {
                Target::Product(key) if matches!(&**key, "code" | "name" | "category" | "spec") => {
                    Some(key.clone())
                }
                _ => None,
            })
            .collect();
        let product_keys = if product_keys.iter().any(|key| key == "code") {
            vec!["code".to_owned()]
        } else {
            product_keys
        };
        let key = options
            .key
            .unwrap_or_else(|| default_line_key(&parsed.columns));
        let mut rows = Self {
            parsed,
            options,
            maker,
            product_keys,
            customers: Known::new(),
            products: Known::new(),
            here: Here::of(tables, key),
            n_made: 0,
            written: Vec::new(),
            sums: BTreeMap::new(),
            missing: BTreeSet::new(),
            plan: SalesPlan::default(),
        };
        for customer in tables.customers.iter() {
            rows.customers.add_customer(customer);
        }
        for product in tables.products.iter() {
            let key = rows.product_key(|key| product.get(key));
            rows.products.add(key, product.id);
        }
        rows
    }

    pub(super) fn new_id(&mut self) -> Id {
        self.n_made += 1;
        Id::derived(&format!("{}:{}", self.maker.seed, self.n_made))
    }

    pub(super) fn stamp(&self, rev: u32) -> Stamp {
        Stamp {
            rev: rev.saturating_add(1),
            by: self.maker.author.clone(),
            on: self.maker.today,
        }
    }

    pub fn refuse(&mut self, refusal: Refusal) {
        let counts = self
            .plan
            .counts
            .entry(SalesLine::TABLE.to_owned())
            .or_default();
        counts.total += 1;
        counts.refused += 1;
        self.plan.refused.push(RefusedRow {
            table: SalesLine::TABLE.to_owned(),
            refusal,
        });
    }

    pub fn take(&mut self, row: &DraftRow) {
        match self.line(row) {
            Ok((line, state)) => {
                let counts = self
                    .plan
                    .counts
                    .entry(SalesLine::TABLE.to_owned())
                    .or_default();
                counts.add(state);
                if let Some(amount) = line.amount {
                    let code = amount.currency().to_string();
                    let sum = self.sums.entry(code).or_insert(Sum {
                        currency: amount.currency(),
                        rows: 0,
                        amount: Decimal::ZERO,
                    });
                    sum.rows += 1;
                    sum.amount += amount.to_decimal();
                }
                if state.is_some() {
                    self.written.push(line.into());
                }
            }
            Err(refusal) => self.refuse(refusal),
        }
    }

    /// The line a row gives, and what that would do.
    fn line(&mut self, row: &DraftRow) -> Result<(SalesLine, Option<State>), Refusal> {
        let (cells, currency) = self.cells(row)?;
        let customer = self.customer(&cells, row)?;
        let product = self.product(&cells, row)?;
        let mut line = SalesLine {
            customer,
            product,
            ..SalesLine::default()
        };
        self.fill(&mut line, &cells, false);
        self.complete(&mut line, currency);
        let before = self.here.take(&line);
        let state = match &before {
            None => {
                line.id = self.new_id();
                line.stamp = self.stamp(0);
                Some(State::New)
            }
            Some(before) => {
                let mut after = SalesLine::clone(before);
                (after.customer, after.product) = (customer, product.or(before.product));
                self.fill(&mut after, &cells, self.options.blanks_erase);
                let states_amount = |(column, value): &(&Column, Option<Value>)| {
                    column.target == amount() && value.is_some()
                };
                let priced = |line: &SalesLine| (line.quantity, line.unit_price, line.discount);
                if !cells.iter().any(states_amount) && priced(&after) != priced(before) {
                    after.amount = None;
                }
                self.complete(&mut after, currency);
                after.amount = after.amount.or(before.amount);
                line = after;
                (line != **before).then_some(State::Changed)
            }
        };
        if let Some(fault) = line.faults().into_iter().next() {
            return Err(self.fault(row, fault));
        }
        if line
            .amount
            .is_some_and(|amount| amount.currency() != self.maker.home)
            && line.rate.is_none()
        {
            let fault = Fault {
                field: "rate".to_owned(),
                problem: Problem::Missing,
            };
            return Err(self.fault(row, fault));
        }
        if let (Some(before), Some(_)) = (before, state) {
            if self.plan.changed.len() < TOLD {
                let (old, new) = (AnyRecord::SalesLine(before.clone()), line.clone().into());
                self.plan.changed.push(ChangedLine {
                    line: row.line,
                    title: line.title(),
                    cells: changes(&old, &new),
                });
            }
            line.stamp = self.stamp(before.stamp.rev);
        }
        Ok((line, state))
    }

    /// The cells of a row, and the currency of its amounts.
    fn cells(
        &self,
        row: &DraftRow,
    ) -> Result<(Vec<(&'a Column, Option<Value>)>, Currency), Refusal> {
        let parsed: &'a Parsed = self.parsed;
        let pairs = || parsed.columns.iter().zip(&row.cells);
        let currency = pairs().find(|(column, _)| column.target == Target::Currency);
        let currency = match currency {
            Some((column, text)) if !text.trim().is_empty() => {
                let problem = Reason::Fault(Problem::Currency);
                let place = Place::cell(row.line, &column.header);
                Some(cells::currency(text, None).ok_or_else(|| problem.at(place))?)
            }
            _ => None,
        };
        let stated = pairs().find(|(column, _)| column.target == amount());
        let stated = stated.and_then(|(column, _)| column.currency);
        let chosen = currency
            .or(stated)
            .or_else(|| parsed.columns.iter().find_map(|c| c.currency));
        let chosen = chosen.unwrap_or(self.maker.home);
        let mut read = Vec::with_capacity(row.cells.len());
        for (column, text) in pairs() {
            if matches!(column.target, Target::Ignore | Target::Currency) {
                continue;
            }
            let value = cells::read_in(column, Some(chosen), text, self.parsed.is_guarded);
            let value = value.map_err(|reason| reason.at(Place::cell(row.line, &column.header)))?;
            read.push((column, value));
        }
        Ok((read, chosen))
    }

    fn fill(&self, line: &mut SalesLine, cells: &Cells<'_>, blanks_erase: bool) {
        for (column, value) in cells {
            if let Target::Sale(key) = &column.target
                && (value.is_some() || blanks_erase)
            {
                line.set(key, value.clone());
            }
        }
    }

    /// The amount out of quantity and price, and the rate chosen for the file.
    fn complete(&self, line: &mut SalesLine, currency: Currency) {
        if line.quantity.is_none() && line.amount.is_some() {
            line.quantity = Some(Decimal::ONE);
        }
        if line.amount.is_none()
            && let (Some(quantity), Some(price)) = (line.quantity, line.unit_price)
        {
            line.amount = line_amount(quantity, price, line.discount, currency).ok();
        }
        let is_foreign = |line: &SalesLine| {
            line.amount
                .is_some_and(|amount| amount.currency() != self.maker.home)
        };
        if line.rate.is_none() && is_foreign(line) {
            line.rate = self.options.rate;
        }
    }

    pub(super) fn place(&self, row: &DraftRow, target: &Target) -> Place {
        let mut columns = self.parsed.columns.iter();
        let column = columns.find(|column| column.target == *target);
        Place::cell(row.line, column.map_or("", |column| &column.header))
    }

    fn fault(&self, row: &DraftRow, fault: Fault) -> Refusal {
        let place = self.place(row, &Target::Sale(fault.field.clone()));
        if place.at.is_empty() && matches!(fault.problem, Problem::Missing) {
            return Reason::NoColumn(fault.field).at(place);
        }
        Reason::Fault(fault.problem).at(place)
    }

    /// Customers and products whose every row was refused are not made.
    pub fn finish(self) -> SalesPlan {
        let mut plan = self.plan;
        let used: HashSet<Id> = self
            .written
            .iter()
            .flat_map(AnyRecord::references)
            .map(|reference| reference.id)
            .collect();
        for made in [self.customers.made, self.products.made] {
            for record in made
                .into_iter()
                .filter(|record| used.contains(&record.id()))
            {
                let counts = plan.counts.entry(record.table().to_owned()).or_default();
                counts.add(Some(State::New));
                plan.records.push(record);
            }
        }
        plan.records.extend(self.written);
        plan.sums = self.sums.into_values().collect();
        plan.n_missing = self.missing.len();
        plan.missing = self.missing.into_iter().take(TOLD).collect();
        plan.refused.sort_by_key(|row| row.refusal.place.line);
        plan
    }
}

fn amount() -> Target {
    Target::Sale("amount".to_owned())
}
