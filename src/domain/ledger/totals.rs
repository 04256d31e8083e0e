//! Sums over the ledger by customer, product, month and region: one pass over its columns.

use std::{collections::HashSet, ops::Range};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::{
    columns::{Columns, NO_PRODUCT},
    period::{Month, Period},
};
use crate::{
    content::{Bilingual, bi},
    domain::{country, tables::Tables},
};

/// What some lines come to.
#[derive(Clone, PartialEq, Debug)]
pub struct Totals {
    /// Sales in minor units of the home currency. Stops at the ends of `i64` (some 90 quadrillion).
    pub amount: i64,
    /// Sales less cost, in minor units; none where the cost of a line is not known.
    pub profit: Option<i64>,
    /// How many lines have no known cost.
    pub uncosted: u32,
    /// Units.
    pub quantity: Decimal,
    /// Documents.
    pub orders: u32,
    /// Lines.
    pub lines: u32,
    /// Day of the first line, as in [`super::Lines::day`].
    pub first_day: Option<i32>,
    /// Day of the last line.
    pub last_day: Option<i32>,
}

impl Default for Totals {
    fn default() -> Self {
        Self {
            amount: 0,
            profit: Some(0),
            uncosted: 0,
            quantity: Decimal::ZERO,
            orders: 0,
            lines: 0,
            first_day: None,
            last_day: None,
        }
    }
}

/// One line of the columns.
struct Row {
    day: i32,
    customer: u32,
    product: u32,
    document: u32,
    amount: i64,
    cost: Option<i64>,
    quantity: Decimal,
}

fn rows(columns: &Columns, range: Range<usize>) -> impl Iterator<Item = Row> {
    let lines = &columns.lines;
    let part = range;
    let days = lines.day.get(part.clone()).unwrap_or_default();
    let customers = lines.customer.get(part.clone()).unwrap_or_default();
    let products = lines.product.get(part.clone()).unwrap_or_default();
    let documents = lines.document.get(part.clone()).unwrap_or_default();
    let amounts = lines.amount.get(part.clone()).unwrap_or_default();
    let costs = lines.cost.get(part.clone()).unwrap_or_default();
    let quantities = lines.quantity.get(part).unwrap_or_default();
    let places = days.iter().zip(customers).zip(products).zip(documents);
    let numbers = amounts.iter().zip(costs).zip(quantities);
    places.zip(numbers).map(
        |((((day, customer), product), document), ((amount, cost), quantity))| Row {
            day: *day,
            customer: *customer,
            product: *product,
            document: *document,
            amount: *amount,
            cost: *cost,
            quantity: *quantity,
        },
    )
}

impl Totals {
    fn take(&mut self, row: &Row, is_new_order: bool) {
        self.amount = self.amount.saturating_add(row.amount);
        let profit = row.cost.and_then(|cost| row.amount.checked_sub(cost));
        match (self.profit, profit) {
            (Some(sum), Some(profit)) => self.profit = sum.checked_add(profit),
            _ => self.profit = None,
        }
        self.uncosted += u32::from(row.cost.is_none());
        self.quantity = self.quantity.saturating_add(row.quantity);
        self.orders += u32::from(is_new_order);
        self.lines += 1;
        self.first_day.get_or_insert(row.day);
        self.last_day = Some(row.day);
    }
}

/// Documents are numbered in the order they first appear, so that a number above all before is a
/// document not seen before. True of groups which no document crosses.
struct NewDocuments(Option<u32>);

impl NewDocuments {
    fn is_new(&mut self, document: u32) -> bool {
        let is_new = self.0.is_none_or(|last| document > last);
        if is_new {
            self.0 = Some(document);
        }
        is_new
    }
}

fn gather(
    columns: &Columns,
    range: Range<usize>,
    groups: usize,
    group: impl Fn(&Row) -> usize,
) -> Vec<Totals> {
    let mut totals = vec![Totals::default(); groups];
    let mut documents = NewDocuments(None);
    for row in rows(columns, range) {
        let is_new = documents.is_new(row.document);
        if let Some(total) = totals.get_mut(group(&row)) {
            total.take(&row, is_new);
        }
    }
    totals
}

fn position(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

/// All lines of a range together.
pub fn overall(columns: &Columns, range: Range<usize>) -> Totals {
    let all = gather(columns, range, 1, |_| 0);
    all.into_iter().next().unwrap_or_default()
}

/// One for each of [`Columns::customers`], in their order.
pub fn by_customer(columns: &Columns, range: Range<usize>) -> Vec<Totals> {
    gather(columns, range, columns.customers.len(), |row| {
        position(row.customer)
    })
}

/// One for each of [`Columns::products`], in their order, and one for the lines without a product.
/// A document with several products counts as an order of each.
pub fn by_product(columns: &Columns, range: Range<usize>) -> (Vec<Totals>, Totals) {
    let mut totals = vec![Totals::default(); columns.products.len()];
    let mut without = Totals::default();
    let mut seen: HashSet<(u32, u32)> = HashSet::new();
    let mut today = None;
    for row in rows(columns, range) {
        if today != Some(row.day) {
            seen.clear();
            today = Some(row.day);
        }
        let is_new = seen.insert((row.product, row.document));
        let total = if row.product == NO_PRODUCT {
            Some(&mut without)
        } else {
            totals.get_mut(position(row.product))
        };
        if let Some(total) = total {
            total.take(&row, is_new);
        }
    }
    (totals, without)
}

/// The month of each day of a period, by its place among the period's months.
struct MonthIndex {
    first: i32,
    offsets: Vec<u32>,
}

impl MonthIndex {
    fn of(period: Period, months: &[Month]) -> Self {
        let first = period.first.num_days_from_ce();
        let mut offsets = Vec::new();
        for (index, month) in (0..).zip(months) {
            let last = month.period().last.min(period.last).num_days_from_ce();
            let until = usize::try_from(last - first + 1).unwrap_or_default();
            offsets.resize(until, index);
        }
        Self { first, offsets }
    }

    fn at(&self, day: i32) -> usize {
        let offset = usize::try_from(day - self.first).ok();
        let index = offset.and_then(|offset| self.offsets.get(offset));
        index.map_or(usize::MAX, |index| position(*index))
    }
}

/// One for each month of a period, the empty ones too.
pub fn by_month(columns: &Columns, period: Period) -> Vec<(Month, Totals)> {
    let months = period.all_months();
    let index = MonthIndex::of(period, &months);
    let range = columns.between(period.first, period.last);
    let totals = gather(columns, range, months.len(), |row| index.at(row.day));
    months.into_iter().zip(totals).collect()
}

/// Sales of each customer (in the order of [`Columns::customers`]) in each month of a period, in
/// minor units.
pub fn months_of_customers(columns: &Columns, period: Period) -> Vec<Vec<i64>> {
    let months = period.all_months();
    let index = MonthIndex::of(period, &months);
    let mut sales = vec![vec![0_i64; months.len()]; columns.customers.len()];
    for row in rows(columns, columns.between(period.first, period.last)) {
        let months = sales.get_mut(position(row.customer));
        if let Some(sum) = months.and_then(|months| months.get_mut(index.at(row.day))) {
            *sum = sum.saturating_add(row.amount);
        }
    }
    sales
}

/// The five regions of the classification by region, with their names.
pub const REGIONS: [(&str, Bilingual); 5] = [
    ("EU", bi("欧洲", "Europe")),
    ("AM", bi("美洲", "America")),
    ("AS", bi("亚洲", "Asia")),
    ("AU", bi("澳洲", "Australia and Oceania")),
    ("AF", bi("非洲", "Africa")),
];

/// The name of a region, by its code.
pub fn region_name(code: &str) -> Option<Bilingual> {
    REGIONS
        .iter()
        .find(|(region, _)| *region == code)
        .map(|(_, name)| *name)
}

/// One for each of [`REGIONS`] in their order, and one for customers whose country is not known.
pub fn by_region(columns: &Columns, tables: &Tables, range: Range<usize>) -> Vec<Totals> {
    let region = |customer: &crate::domain::Id| {
        let country = tables.customers.get(*customer)?.country.as_deref()?;
        let code = country::region_of(country)?;
        REGIONS.iter().position(|(region, _)| *region == code)
    };
    let regions: Vec<usize> = columns
        .customers
        .iter()
        .map(|customer| region(customer).unwrap_or(REGIONS.len()))
        .collect();
    gather(columns, range, REGIONS.len() + 1, |row| {
        let region = regions.get(position(row.customer));
        region.copied().unwrap_or(REGIONS.len())
    })
}

/// The day of [`Totals::first_day`] and [`Totals::last_day`] as a date.
pub fn date(day: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Currency, Customer, Id, Money, ledger::Product, ledger::SalesLine};

    fn id(byte: u8) -> Id {
        Id::from_bytes([byte; 16])
    }

    fn line(number: u8, customer: u8, product: Option<u8>, document: &str) -> SalesLine {
        SalesLine {
            id: id(number),
            customer: id(customer),
            product: product.map(id),
            date: NaiveDate::from_ymd_opt(2026, 1, 31),
            document: Some(document.to_owned()),
            quantity: Some(Decimal::TWO),
            amount: Money::from_minor(500, Currency::CNY).ok(),
            unit_cost: (number != 1).then_some(Decimal::ONE),
            ..SalesLine::default()
        }
    }

    fn tables() -> Tables {
        let mut abroad = Customer::new(id(8), "B");
        abroad.country = Some("CZ".to_owned());
        let product = |number| Product {
            id: id(number),
            name: "P".to_owned(),
            ..Product::default()
        };
        let mut march = line(5, 8, Some(6), "C");
        march.date = NaiveDate::from_ymd_opt(2026, 3, 1);
        Tables {
            customers: [Customer::new(id(9), "A"), abroad].into_iter().collect(),
            products: [product(6), product(7)].into_iter().collect(),
            sales: [
                line(1, 9, Some(7), "A"),
                line(2, 9, Some(6), "B"),
                line(3, 9, Some(6), "A"),
                line(4, 9, None, "B"),
                march,
            ]
            .into_iter()
            .collect(),
            ..Tables::default()
        }
    }

    #[test]
    fn orders_are_documents_wherever_their_lines_lie() {
        let columns = Columns::build(&tables());
        let all = 0..columns.len();
        let customers = by_customer(&columns, all.clone());
        let orders: Vec<_> = customers.iter().map(|total| total.orders).collect();
        assert_eq!(orders, [1, 2]);
        let (products, without) = by_product(&columns, all.clone());
        let orders: Vec<_> = products.iter().map(|total| total.orders).collect();
        assert_eq!((orders, without.orders), (vec![3, 1], 1));
        assert_eq!(overall(&columns, all).orders, 3);
    }

    #[test]
    fn profit_is_told_only_where_every_cost_is_known() {
        let columns = Columns::build(&tables());
        let customers = by_customer(&columns, 0..columns.len());
        let found: Vec<_> = customers
            .iter()
            .map(|total| (total.amount, total.profit, total.uncosted))
            .collect();
        assert_eq!(found, [(500, Some(300), 0), (2000, None, 1)]);
    }

    #[test]
    fn months_without_a_line_are_there() {
        let columns = Columns::build(&tables());
        let period = Period::months(4, NaiveDate::from_ymd_opt(2026, 3, 31).unwrap());
        let amounts: Vec<_> = by_month(&columns, period)
            .iter()
            .map(|(month, total)| (month.month, total.amount))
            .collect();
        assert_eq!(amounts, [(12, 0), (1, 2000), (2, 0), (3, 500)]);
        assert_eq!(
            months_of_customers(&columns, period),
            [[0, 0, 0, 500], [0, 2000, 0, 0]]
        );
    }

    #[test]
    fn regions_follow_the_country() {
        let tables = tables();
        let columns = Columns::build(&tables);
        let regions = by_region(&columns, &tables, 0..columns.len());
        let amounts: Vec<_> = regions.iter().map(|total| total.amount).collect();
        assert_eq!(amounts, [500, 0, 0, 0, 0, 2000]);
    }
}
