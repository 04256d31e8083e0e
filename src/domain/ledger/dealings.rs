//! Dealings with one customer: what each year and month came to, and the documents.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::columns::Columns;
use crate::domain::Id;

/// What a year came to.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct YearOfDealings {
    /// The year.
    pub year: i32,
    /// Documents.
    pub orders: u32,
    /// Each month from January, in minor units of the home currency; none where there was no line.
    pub months: [Option<i64>; 12],
    /// The whole year, in minor units of the home currency.
    pub total: i64,
}

/// A document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Order {
    /// One of its lines.
    pub line: Id,
    /// Its date.
    pub date: NaiveDate,
    /// How many lines it has.
    pub lines: u32,
    /// Minor units of the home currency.
    pub amount: i64,
}

/// Dealings with one customer.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Dealings {
    /// Years with a line, the last first.
    pub years: Vec<YearOfDealings>,
    /// Documents, the last first.
    pub orders: Vec<Order>,
}

/// Adds up the lines of a customer.
pub fn dealings(columns: &Columns, customer: Id) -> Dealings {
    let own = columns.customers.iter().position(|id| *id == customer);
    let own = own.and_then(|place| u32::try_from(place).ok());
    let lines = &columns.lines;
    let mut years = BTreeMap::<i32, YearOfDealings>::new();
    let mut orders = BTreeMap::<u32, Order>::new();
    let places = lines.customer.iter().zip(&lines.day).zip(&lines.document);
    let sums = lines.id.iter().zip(&lines.amount);
    for (((line_of, day), document), (line, amount)) in places.zip(sums) {
        let date = NaiveDate::from_num_days_from_ce_opt(*day);
        let Some(date) = date.filter(|_| Some(*line_of) == own) else {
            continue;
        };
        let year = years.entry(date.year()).or_default();
        year.year = date.year();
        year.total = year.total.saturating_add(*amount);
        let month = usize::try_from(date.month0()).ok();
        if let Some(month) = month.and_then(|month| year.months.get_mut(month)) {
            *month = Some(month.unwrap_or(0).saturating_add(*amount));
        }
        let order = orders.entry(*document).or_insert_with(|| {
            year.orders += 1;
            Order {
                line: *line,
                date,
                lines: 0,
                amount: 0,
            }
        });
        order.lines += 1;
        order.amount = order.amount.saturating_add(*amount);
    }
    Dealings {
        years: years.into_values().rev().collect(),
        orders: orders.into_values().rev().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Currency, Customer, Money, ledger::SalesLine, tables::Tables};
    use rust_decimal::Decimal;

    #[test]
    fn years_months_and_documents_add_up() {
        let line = |id: u8, customer: &str, date: &str, number: &str, minor: i64| SalesLine {
            id: Id::from_bytes([id; 16]),
            customer: Id::derived(customer),
            date: date.parse().ok(),
            document: Some(number.to_owned()),
            quantity: Some(Decimal::ONE),
            amount: Money::from_minor(minor, Currency::CNY).ok(),
            ..SalesLine::default()
        };
        let names = ["A", "B"];
        let columns = Columns::build(&Tables {
            customers: names
                .map(|name| Customer::new(Id::derived(name), name))
                .into_iter()
                .collect(),
            sales: [
                line(1, "A", "2025-03-01", "S-1", 100),
                line(2, "A", "2025-03-01", "S-1", 50),
                line(3, "A", "2025-12-31", "S-2", -20),
                line(4, "B", "2025-03-01", "S-1", 7),
                line(5, "A", "2026-01-01", "S-3", 5),
            ]
            .into_iter()
            .collect(),
            ..Tables::default()
        });
        let found = dealings(&columns, Id::derived("A"));
        let years: Vec<_> = found
            .years
            .iter()
            .map(|y| (y.year, y.orders, y.total))
            .collect();
        assert_eq!(years, [(2026, 1, 5), (2025, 2, 130)]);
        let months = found.years[1].months;
        assert_eq!(
            (months[2], months[11], months[0]),
            (Some(150), Some(-20), None)
        );
        let orders: Vec<_> = found.orders.iter().map(|o| (o.lines, o.amount)).collect();
        assert_eq!(orders, [(1, 5), (1, -20), (2, 150)]);
        assert_eq!(dealings(&columns, Id::derived("C")), Dealings::default());
    }
}
