//! The ledger as columns: what analyses read, in one pass at memory speed.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};

use super::{HOME_CURRENCY, Product, SalesLine};
use crate::domain::{Currency, Id, Money, tables::Tables};

/// A line without a product, in [`Lines::product`].
pub const NO_PRODUCT: u32 = u32::MAX;

/// Why a line is not in the columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// It is in another currency and has no exchange rate.
    NoRate,
    /// Its amount in the home currency is too large.
    TooLarge,
}

/// A line that could not be taken in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Skipped {
    /// The line.
    pub id: Id,
    /// Why.
    pub why: Why,
}

/// One entry a line, all of the same length, sorted by day, then by id.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Lines {
    /// The record.
    pub id: Vec<Id>,
    /// Days from the common era, as [`Datelike::num_days_from_ce`] counts them.
    pub day: Vec<i32>,
    /// Index into [`Columns::customers`].
    pub customer: Vec<u32>,
    /// Index into [`Columns::products`], or [`NO_PRODUCT`].
    pub product: Vec<u32>,
    /// Number of the document: lines of one customer, day and document number share it; lines
    /// without a number count by customer and day.
    pub document: Vec<u32>,
    /// Minor units of the home currency.
    pub amount: Vec<i64>,
    /// What the goods cost, in minor units of the home currency; none where no cost is known.
    pub cost: Vec<Option<i64>>,
    /// Units.
    pub quantity: Vec<Decimal>,
}

/// All sales lines in the home currency.
#[derive(Clone, PartialEq, Debug)]
pub struct Columns {
    /// The currency of the amounts.
    pub home: Currency,
    /// All customers, with and without sales, in the order of their ids.
    pub customers: Vec<Id>,
    /// All products in the order of their ids.
    pub products: Vec<Id>,
    /// The lines.
    pub lines: Lines,
    /// Lines that could not be converted.
    pub skipped: Vec<Skipped>,
}

impl Columns {
    /// Reads the ledger.
    pub fn build(tables: &Tables) -> Self {
        let home = HOME_CURRENCY.currency(tables);
        let customers: Vec<Id> = tables.customers.iter().map(|row| row.id).collect();
        let products: Vec<Id> = tables.products.iter().map(|row| row.id).collect();
        let customer_index = positions(&customers);
        let product_index = positions(&products);
        let mut order: Vec<&SalesLine> = tables.sales.iter().map(|row| &**row).collect();
        order.sort_by_key(|line| (line.date, line.id));

        let mut documents: HashMap<(u32, i32, &str), u32> = HashMap::new();
        let (mut lines, mut skipped) = (Lines::default(), Vec::new());
        for line in order {
            let (Some(date), Some(amount), Some(quantity)) =
                (line.date, line.amount, line.quantity)
            else {
                continue;
            };
            let Some(&customer) = customer_index.get(&line.customer) else {
                continue;
            };
            let in_home = match home_amount(amount, line.rate, home) {
                Ok(minor) => minor,
                Err(why) => {
                    skipped.push(Skipped { id: line.id, why });
                    continue;
                }
            };
            let product = line.product.and_then(|id| product_index.get(&id)).copied();
            let day = date.num_days_from_ce();
            let number = line.document.as_deref().unwrap_or_default();
            let next = u32::try_from(documents.len()).unwrap_or(u32::MAX);
            let document = *documents.entry((customer, day, number)).or_insert(next);
            lines.id.push(line.id);
            lines.day.push(day);
            lines.customer.push(customer);
            lines.product.push(product.unwrap_or(NO_PRODUCT));
            lines.document.push(document);
            lines.amount.push(in_home);
            lines.cost.push(cost(line, tables, amount, home));
            lines.quantity.push(quantity);
        }
        Self {
            home,
            customers,
            products,
            lines,
            skipped,
        }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.day.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lines.day.is_empty()
    }

    /// The indices of the lines from `first` to `last`, both included: they lie together.
    pub fn between(&self, first: NaiveDate, last: NaiveDate) -> std::ops::Range<usize> {
        let (first, last) = (first.num_days_from_ce(), last.num_days_from_ce());
        let start = self.lines.day.partition_point(|day| *day < first);
        let end = self.lines.day.partition_point(|day| *day <= last);
        start..end.max(start)
    }

    /// The days of the first and the last line.
    pub fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        let day = |day: &i32| NaiveDate::from_num_days_from_ce_opt(*day);
        Some((day(self.lines.day.first()?)?, day(self.lines.day.last()?)?))
    }
}

fn positions(ids: &[Id]) -> HashMap<Id, u32> {
    (0..).zip(ids).map(|(index, id)| (*id, index)).collect()
}

/// An amount in minor units of the home currency, rounded half away from zero.
///
/// # Errors
/// Why it cannot be converted.
pub fn home_amount(amount: Money, rate: Option<Decimal>, home: Currency) -> Result<i64, Why> {
    if amount.currency() == home {
        return Ok(amount.minor());
    }
    let rate = rate.ok_or(Why::NoRate)?;
    let exact = amount.to_decimal().checked_mul(rate).ok_or(Why::TooLarge)?;
    to_minor(exact, home).ok_or(Why::TooLarge)
}

fn to_minor(exact: Decimal, currency: Currency) -> Option<i64> {
    let places = currency.decimals();
    let rounded = exact.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let money = Money::from_decimal(rounded, currency).ok()?;
    Some(money.minor())
}

/// What the goods of a line cost: by the line's unit cost, else by the product's.
fn cost(line: &SalesLine, tables: &Tables, amount: Money, home: Currency) -> Option<i64> {
    let quantity = line.quantity?;
    let product = line.product.and_then(|id| tables.products.get(id));
    let (unit, currency) = match (
        line.unit_cost,
        product.and_then(|row: &std::sync::Arc<Product>| row.cost),
    ) {
        (Some(unit), _) => (unit, amount.currency()),
        (None, Some(cost)) => (cost.to_decimal(), cost.currency()),
        (None, None) => return None,
    };
    let exact = quantity.checked_mul(unit)?;
    if currency == home {
        return to_minor(exact, home);
    }
    let rate = line.rate.filter(|_| currency == amount.currency())?;
    to_minor(exact.checked_mul(rate)?, home)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sale(id: u8, day: u32, amount: &str, rate: Option<&str>) -> SalesLine {
        let (number, code) = amount.split_once(' ').unwrap();
        SalesLine {
            id: Id::from_bytes([id; 16]),
            customer: Id::from_bytes([9; 16]),
            date: NaiveDate::from_ymd_opt(2026, 1, day),
            quantity: Some(Decimal::TWO),
            amount: Money::from_decimal(number.parse().unwrap(), code.parse().unwrap()).ok(),
            rate: rate.map(|rate| rate.parse().unwrap()),
            unit_cost: Some(Decimal::ONE),
            ..SalesLine::default()
        }
    }

    fn tables(lines: Vec<SalesLine>) -> Tables {
        Tables {
            customers: [crate::domain::Customer::new(Id::from_bytes([9; 16]), "A")]
                .into_iter()
                .collect(),
            sales: lines.into_iter().collect(),
            ..Tables::default()
        }
    }

    #[test]
    fn amounts_are_in_the_home_currency_and_by_day() {
        let columns = Columns::build(&tables(vec![
            sale(1, 3, "10.05 USD", Some("7.1")),
            sale(2, 1, "-3 CNY", None),
            sale(3, 2, "1 EUR", None),
        ]));
        assert_eq!(columns.lines.amount, [-300, 7136]);
        assert_eq!(columns.lines.cost, [Some(200), Some(1420)]);
        assert_eq!(
            columns.skipped,
            [Skipped {
                id: Id::from_bytes([3; 16]),
                why: Why::NoRate
            }]
        );
        let day = |day| NaiveDate::from_ymd_opt(2026, 1, day).unwrap();
        assert_eq!(columns.between(day(2), day(31)), 1..2);
        assert_eq!(columns.between(day(4), day(2)), 2..2);
        assert_eq!(columns.span(), Some((day(1), day(3))));
    }
}
