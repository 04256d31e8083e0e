//! Who and what the sales of a period came from: ranked, with shares and against the period before.

use rust_decimal::Decimal;

use super::{
    Columns, Month, NO_PRODUCT, Period, Totals,
    totals::{self, REGIONS},
};
use crate::domain::{
    figure::{NoValue, quotient},
    tables::Tables,
};

/// By what sales are added up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dimension {
    /// Customers.
    Customer,
    /// Products, and the lines without one.
    Product,
    /// The five regions, and customers without a country.
    Region,
    /// Months of the calendar.
    Month,
}

/// One of a dimension, by its place there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Subject {
    /// Index into [`Columns::customers`].
    Customer(u32),
    /// Index into [`Columns::products`], or [`NO_PRODUCT`].
    Product(u32),
    /// Index into [`REGIONS`], or their number where the country is not known.
    Region(u32),
    /// A month of the period.
    Month(Month),
}

/// What one of a dimension came to.
#[derive(Clone, PartialEq, Debug)]
pub struct Standing {
    /// Which.
    pub subject: Subject,
    /// In the period.
    pub now: Totals,
    /// In the period before.
    pub before: Totals,
    /// 1 for the largest sales, equals sharing a rank; none without a line in the period.
    pub rank: Option<u32>,
    /// The same in the period before.
    pub rank_before: Option<u32>,
    /// Sales of this one and all above it, in minor units.
    pub cumulative: i64,
}

/// The sales of a period along one dimension: largest first, months in their order.
#[derive(Clone, PartialEq, Debug)]
pub struct Performance {
    /// Along what.
    pub dimension: Dimension,
    /// When.
    pub period: Period,
    /// Everybody with a line in the period or in the one before; all months and regions.
    pub standings: Vec<Standing>,
    /// All lines of the period.
    pub total: Totals,
    /// All lines of the period before.
    pub total_before: Totals,
}

fn index(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// The ranks of those with lines: one more than how many have larger sales.
fn ranks(totals: &[&Totals]) -> Vec<Option<u32>> {
    let mut amounts: Vec<i64> = totals
        .iter()
        .filter(|total| total.lines > 0)
        .map(|total| total.amount)
        .collect();
    amounts.sort_unstable_by(|a, b| b.cmp(a));
    let rank = |total: &&Totals| {
        let larger = amounts.partition_point(|amount| *amount > total.amount);
        (total.lines > 0).then_some(index(larger + 1))
    };
    totals.iter().map(rank).collect()
}

type Pairs = Vec<(Subject, Totals, Totals)>;

fn indexed(now: Vec<Totals>, before: Vec<Totals>, subject: fn(u32) -> Subject) -> Pairs {
    let pairs = now.into_iter().zip(before);
    (0..)
        .zip(pairs)
        .map(|(place, (now, before))| (subject(place), now, before))
        .collect()
}

impl Performance {
    /// Adds up a period and the one of the same length before it.
    pub fn of(dimension: Dimension, columns: &Columns, tables: &Tables, period: Period) -> Self {
        let earlier = period.previous();
        let range = columns.between(period.first, period.last);
        let range_before = columns.between(earlier.first, earlier.last);
        let total = totals::overall(columns, range.clone());
        let total_before = totals::overall(columns, range_before.clone());
        let pairs = match dimension {
            Dimension::Customer => indexed(
                totals::by_customer(columns, range),
                totals::by_customer(columns, range_before),
                Subject::Customer,
            ),
            Dimension::Product => {
                let (now, without) = totals::by_product(columns, range);
                let (before, without_before) = totals::by_product(columns, range_before);
                let mut pairs = indexed(now, before, Subject::Product);
                pairs.push((Subject::Product(NO_PRODUCT), without, without_before));
                pairs
            }
            Dimension::Region => indexed(
                totals::by_region(columns, tables, range),
                totals::by_region(columns, tables, range_before),
                Subject::Region,
            ),
            Dimension::Month => {
                let now = totals::by_month(columns, period);
                let before = totals::by_month(columns, earlier);
                let pairs = now.into_iter().zip(before);
                pairs
                    .map(|((month, now), (_, before))| (Subject::Month(month), now, before))
                    .collect()
            }
        };
        Self {
            dimension,
            period,
            standings: stand(dimension, pairs),
            total,
            total_before,
        }
    }

    /// Share of all sales of the period.
    ///
    /// # Errors
    /// [`NoValue::NotPositive`] where these are not above zero.
    pub fn share(&self, amount: i64) -> Result<Decimal, NoValue> {
        if self.total.amount <= 0 {
            return Err(NoValue::NotPositive);
        }
        quotient(amount.into(), self.total.amount.into())
    }

    /// The sales of those with a line in the period, in minor units.
    pub fn amounts(&self) -> Vec<i64> {
        let active = self.standings.iter().filter(|one| one.now.lines > 0);
        active.map(|one| one.now.amount).collect()
    }
}

fn stand(dimension: Dimension, mut pairs: Pairs) -> Vec<Standing> {
    let has_all = matches!(dimension, Dimension::Month | Dimension::Region);
    let is_known = |subject: Subject| match subject {
        Subject::Region(place) => place < index(REGIONS.len()),
        _ => true,
    };
    pairs.retain(|(subject, now, before)| {
        now.lines + before.lines > 0 || has_all && is_known(*subject)
    });
    let now: Vec<&Totals> = pairs.iter().map(|(_, now, _)| now).collect();
    let before: Vec<&Totals> = pairs.iter().map(|(_, _, before)| before).collect();
    let ranked = ranks(&now).into_iter().zip(ranks(&before));
    let mut standings: Vec<_> = ranked
        .zip(&pairs)
        .map(|((rank, rank_before), (subject, now, before))| Standing {
            subject: *subject,
            now: now.clone(),
            before: before.clone(),
            rank,
            rank_before,
            cumulative: 0,
        })
        .collect();
    if dimension != Dimension::Month {
        standings.sort_by_key(|one| (one.rank.unwrap_or(u32::MAX), one.subject));
    }
    let mut cumulative = 0_i64;
    for one in &mut standings {
        cumulative = cumulative.saturating_add(one.now.amount);
        one.cumulative = cumulative;
    }
    standings
}

/// The product a customer bought most of in a period, by sales; the first by id where two are equal.
pub fn main_product(columns: &Columns, period: Period, customer: u32) -> Option<u32> {
    let range = columns.between(period.first, period.last);
    let mut sums = std::collections::BTreeMap::<u32, i64>::new();
    let lines = &columns.lines;
    let bought = lines.customer.get(range.clone())?.iter();
    let bought = bought.zip(lines.product.get(range.clone())?);
    for ((buyer, product), amount) in bought.zip(lines.amount.get(range)?) {
        if *buyer == customer && *product != NO_PRODUCT {
            let sum = sums.entry(*product).or_default();
            *sum = sum.saturating_add(*amount);
        }
    }
    let best = |(product, sum): &(u32, i64)| (*sum, std::cmp::Reverse(*product));
    sums.into_iter()
        .max_by_key(best)
        .map(|(product, _)| product)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Currency, Customer, Id, Money, ledger::SalesLine};
    use proptest::prelude::*;

    fn id(number: u8) -> Id {
        Id::from_bytes([number; 16])
    }

    fn line(number: u8, customer: u8, year: i32, minor: i64) -> SalesLine {
        SalesLine {
            id: id(number),
            customer: id(customer),
            date: chrono::NaiveDate::from_ymd_opt(year, 5, 1),
            quantity: Some(Decimal::ONE),
            amount: Money::from_minor(minor, Currency::CNY).ok(),
            ..SalesLine::default()
        }
    }

    fn tables(lines: Vec<SalesLine>) -> Tables {
        let customers = (1..=9).map(|number| Customer::new(id(number), "C"));
        Tables {
            customers: customers.collect(),
            sales: lines.into_iter().collect(),
            ..Tables::default()
        }
    }

    fn of(tables: &Tables) -> Performance {
        let columns = Columns::build(tables);
        Performance::of(Dimension::Customer, &columns, tables, Period::year(2026))
    }

    #[test]
    fn equals_share_a_rank_and_who_left_has_none() {
        let found = of(&tables(vec![
            line(1, 1, 2026, 50),
            line(2, 2, 2026, 80),
            line(3, 3, 2026, 50),
            line(4, 4, 2026, 20),
            line(5, 5, 2025, 70),
            line(6, 4, 2025, 90),
        ]));
        let ranks: Vec<_> = found
            .standings
            .iter()
            .map(|one| (one.subject, one.rank, one.rank_before, one.cumulative))
            .collect();
        let expected = [
            (Subject::Customer(1), Some(1), None, 80),
            (Subject::Customer(0), Some(2), None, 130),
            (Subject::Customer(2), Some(2), None, 180),
            (Subject::Customer(3), Some(4), Some(1), 200),
            (Subject::Customer(4), None, Some(2), 200),
        ];
        assert_eq!(ranks, expected);
        assert_eq!(found.share(50), Ok(Decimal::new(25, 2)));
    }

    #[test]
    fn without_sales_there_is_no_share() {
        let found = of(&tables(vec![line(1, 1, 2026, 50), line(2, 2, 2026, -50)]));
        assert_eq!(found.share(50), Err(NoValue::NotPositive));
        assert_eq!(of(&tables(Vec::new())).standings, []);
    }

    #[test]
    fn all_regions_and_months_are_there() {
        let tables = tables(vec![line(1, 1, 2026, 50)]);
        let columns = Columns::build(&tables);
        let rows = |dimension| {
            let found = Performance::of(dimension, &columns, &tables, Period::year(2026));
            found.standings.len()
        };
        assert_eq!((rows(Dimension::Month), rows(Dimension::Region)), (12, 6));
        assert_eq!(rows(Dimension::Product), 1);
    }

    proptest! {
        #[test]
        fn shares_sum_to_one_and_order_of_input_changes_nothing(
            amounts in proptest::collection::vec((1_u8..9, 2025..2027, 0_i64..1_000_000), 1..60),
        ) {
            let lines = |reverse: bool| {
                let mut lines: Vec<_> = (1..)
                    .zip(&amounts)
                    .map(|(number, (customer, year, minor))| line(number, *customer, *year, *minor))
                    .collect();
                if reverse {
                    lines.reverse();
                }
                lines
            };
            let found = of(&tables(lines(false)));
            prop_assert_eq!(&found, &of(&tables(lines(true))));
            let shares: Result<Vec<_>, _> =
                found.standings.iter().map(|one| found.share(one.now.amount)).collect();
            if let Ok(shares) = shares {
                let sum: Decimal = shares.iter().sum();
                prop_assert_eq!(sum.round_dp(20), Decimal::ONE);
                let last = found.standings.last().map(|one| one.cumulative);
                prop_assert_eq!(last, Some(found.total.amount));
            }
        }
    }
}
