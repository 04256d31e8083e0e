//! Classes that follow from the whole history of a customer: stage, loyalty, RFM.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::{
    lifecycle::{self, History, LifecycleRule, Stage, Step},
    loyalty::{Dealings, LoyaltyRule, loyalty as loyalty_of},
    rfm::{self, Rfm, RfmRule, SegmentRow},
    rules::{Computed, Sight},
};
use crate::domain::{
    Id,
    figure::{NoValue, quotient},
    ledger::{Columns, CustomerYear, Month, Period, totals},
};

/// Periods of a step, numbered through all years.
struct Periods {
    months: i32,
}

impl Periods {
    fn of(step: Step) -> Self {
        Self {
            months: match step {
                Step::Month => 1,
                Step::Quarter => 3,
            },
        }
    }

    fn number(&self, day: NaiveDate) -> i32 {
        Month::of(day).number().div_euclid(self.months)
    }

    /// The last period that is over on a day.
    fn last_over(&self, day: NaiveDate) -> i32 {
        day.succ_opt()
            .map_or(i32::MAX, |after| self.number(after) - 1)
    }
}

/// What one customer bought, by period from that of the first order on.
#[derive(Default)]
struct Bought {
    first: i32,
    sales: Vec<i64>,
    days: Vec<i32>,
}

impl Bought {
    fn take(&mut self, period: i32, day: i32, amount: i64) {
        if self.days.is_empty() {
            self.first = period;
        }
        if self.days.last() != Some(&day) {
            self.days.push(day);
        }
        let place = usize::try_from(period - self.first).unwrap_or_default();
        if self.sales.len() <= place {
            self.sales.resize(place + 1, 0);
        }
        if let Some(sum) = self.sales.get_mut(place) {
            *sum = sum.saturating_add(amount);
        }
    }
}

fn bought(columns: &Columns, periods: &Periods, as_of: NaiveDate) -> Vec<Bought> {
    let mut all: Vec<Bought> = columns
        .customers
        .iter()
        .map(|_| Bought::default())
        .collect();
    let lines = &columns.lines;
    let (mut period, mut of_day) = (0, None);
    let rows = lines.day.iter().zip(&lines.customer).zip(&lines.amount);
    for ((day, customer), amount) in rows.take(columns.between(NaiveDate::MIN, as_of).end) {
        if of_day != Some(*day) {
            of_day = Some(*day);
            let date = NaiveDate::from_num_days_from_ce_opt(*day);
            period = date.map_or(period, |date| periods.number(date));
        }
        let customer = usize::try_from(*customer).ok();
        if let Some(one) = customer.and_then(|customer| all.get_mut(customer)) {
            one.take(period, *day, *amount);
        }
    }
    all
}

/// Sales of each customer by period, from that of the first order to the last that is over on `as_of`,
/// in minor units: what the stages rest on. None for those without an order.
pub fn histories(
    columns: &Columns,
    step: Step,
    as_of: NaiveDate,
) -> Vec<Option<(Month, Vec<i64>)>> {
    let periods = Periods::of(step);
    let last = periods.last_over(as_of);
    let january = Month { year: 0, month: 1 };
    let history = |one: Bought| {
        let first = january.plus(one.first * periods.months);
        (!one.days.is_empty()).then(|| (first, up_to(one, last).sales))
    };
    let all = bought(columns, &periods, as_of).into_iter();
    all.map(history).collect()
}

/// The same of one customer.
pub fn history(
    columns: &Columns,
    customer: Id,
    step: Step,
    as_of: NaiveDate,
) -> Option<(Month, Vec<i64>)> {
    let place = columns.customers.binary_search(&customer).ok()?;
    histories(columns, step, as_of).into_iter().nth(place)?
}

fn up_to(mut one: Bought, last: i32) -> Bought {
    let periods = usize::try_from(last - one.first + 1).unwrap_or_default();
    one.sales.resize(periods, 0);
    one
}

pub(super) fn stages(rule: &LifecycleRule, sight: &Sight<'_>) -> Computed {
    let periods = Periods::of(rule.step);
    let as_of = sight.period.last;
    let last = periods.last_over(as_of);
    let mut found = Computed::default();
    for one in bought(sight.columns, &periods, as_of) {
        if one.days.is_empty() {
            found.push(Err(NoValue::NoOrders), Err(NoValue::NoOrders));
            continue;
        }
        let one = up_to(one, last);
        let history = History {
            sales: &one.sales,
            order_days: &one.days,
            as_of: as_of.num_days_from_ce(),
        };
        match lifecycle::detect(&history, rule) {
            Ok(life) => {
                found.push(Ok(life.stage.class()), life.slope);
                found.mark(life.uncertain, life.dormant);
            }
            Err(NoValue::NoRecords) => {
                found.push(Ok(Stage::Introduction.class()), Err(NoValue::TooFew(1)));
            }
            Err(reason) => found.push(Err(reason), Err(reason)),
        }
    }
    found
}

/// Our share of what customers buy of such goods, in the year of a day or the year before.
fn wallet_shares(sight: &Sight<'_>) -> HashMap<Id, Decimal> {
    let mut shares = HashMap::new();
    let columns = sight.columns;
    let this_year = sight.period.last.year();
    for year in [this_year - 1, this_year] {
        let period = Period::year(year);
        let last = period.last.min(sight.period.last);
        let sales = totals::by_customer(columns, columns.between(period.first, last));
        let is_of_year = |row: &&std::sync::Arc<CustomerYear>| row.year == Some(year.into());
        for row in sight.tables.customer_years.iter().filter(is_of_year) {
            let bought = row.category_purchases;
            let bought = bought.filter(|bought| bought.currency() == columns.home);
            let place = columns.customers.binary_search(&row.customer).ok();
            let total = place.and_then(|place| sales.get(place));
            if let (Some(bought), Some(total)) = (bought, total)
                && let Ok(share) = quotient(total.amount.into(), bought.minor().into())
            {
                shares.insert(row.customer, share);
            }
        }
    }
    shares
}

pub(super) fn loyalty(rule: &LoyaltyRule, sight: &Sight<'_>) -> Computed {
    let columns = sight.columns;
    let as_of = sight.period.last;
    let year = Period::months(12, as_of);
    let recent = totals::by_customer(columns, columns.between(year.first, year.last));
    let shares = wallet_shares(sight);
    let mut found = Computed::default();
    let all = sight.totals();
    for ((customer, total), recent) in columns.customers.iter().zip(all).zip(recent) {
        let days = total.first_day.map(|day| as_of.num_days_from_ce() - day);
        let dealings = Dealings {
            first_order_days: days.map(i64::from),
            orders: recent.orders,
            wallet_share: shares.get(customer).copied(),
        };
        let orders = days.map_or(Err(NoValue::NoOrders), |_| Ok(recent.orders.into()));
        found.push(Ok(loyalty_of(&dealings, rule).class()), orders);
    }
    found
}

/// What each customer did in the period; none for those without an order.
pub fn rfm_of(columns: &Columns, period: Period) -> Vec<Option<Rfm>> {
    let range = columns.between(period.first, period.last);
    let as_of = period.last.num_days_from_ce();
    let of = |total: totals::Totals| {
        Some(Rfm {
            recency: i64::from(as_of - total.last_day?),
            frequency: total.orders,
            monetary: total.amount,
        })
    };
    totals::by_customer(columns, range)
        .into_iter()
        .map(of)
        .collect()
}

/// The segments; the metric is the weighted score.
pub(super) fn segments(rule: &RfmRule, rows: &[SegmentRow], sight: &Sight<'_>) -> Computed {
    let customers = rfm_of(sight.columns, sight.period);
    let scored = rfm::scores(&customers, rule, sight.columns.home.decimals());
    let mut found = Computed::default();
    for score in &scored.scores {
        match score {
            Some(score) => found.push(
                rfm::segment(*score, rows).ok_or(NoValue::NotEntered),
                score.weighted(rule.weights).ok_or(NoValue::NoDenominator),
            ),
            None => found.push(Err(NoValue::NoOrders), Err(NoValue::NoOrders)),
        }
    }
    found.scores = scored.scores;
    found
}
