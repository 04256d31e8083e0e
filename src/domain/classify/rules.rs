//! What the basis of a scheme says of every customer, before anybody decides otherwise.

use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;

use super::{
    Basis, Measure, Scheme,
    pareto::{self, Classes},
    rfm::Score,
    trend,
};
use crate::domain::{
    Currency, Customer, Id, Money, country,
    field::Value,
    figure::NoValue,
    ledger::{Columns, Period, Totals, totals},
    tables::Tables,
};

/// What the rules gave, one entry for each of [`Columns::customers`].
#[derive(Default)]
pub(super) struct Computed {
    pub classes: Vec<Result<u8, NoValue>>,
    pub metrics: Vec<Result<Decimal, NoValue>>,
    pub uncertain: Vec<bool>,
    pub dormant: Vec<bool>,
    pub removed: usize,
    pub removed_sum: Decimal,
    pub scores: Vec<Option<Score>>,
}

impl Computed {
    /// The next customer's class and metric.
    pub fn push(&mut self, class: Result<u8, NoValue>, metric: Result<Decimal, NoValue>) {
        self.classes.push(class);
        self.metrics.push(metric);
        self.uncertain.push(false);
        self.dormant.push(false);
    }

    /// Marks the customer pushed last.
    pub fn mark(&mut self, uncertain: bool, dormant: bool) {
        for (marks, mark) in [
            (&mut self.uncertain, uncertain),
            (&mut self.dormant, dormant),
        ] {
            if let Some(last) = marks.last_mut() {
                *last = mark;
            }
        }
    }
}

/// What a rule looks at.
pub(super) struct Sight<'a> {
    pub columns: &'a Columns,
    pub tables: &'a Tables,
    pub period: Period,
}

pub(super) fn compute(scheme: &Scheme, sight: &Sight<'_>) -> Computed {
    match &scheme.basis {
        Basis::Judged => Computed::default(),
        Basis::Value {
            of,
            cuts,
            border,
            ties,
        } => ranked(sight, *of, |values| {
            pareto::by_value(values, cuts, *border, *ties)
        }),
        Basis::Count {
            of,
            shares,
            rounding,
            ties,
        } => ranked(sight, *of, |values| {
            pareto::by_count(values, shares, *rounding, *ties)
        }),
        Basis::Threshold { of, at } => by_threshold(sight, *of, at),
        Basis::Field { key } => by_card(sight, |customer| match customer.get(key) {
            Some(Value::Text(code)) => scheme.class(&code).ok_or(NoValue::NotEntered),
            _ => Err(NoValue::NotEntered),
        }),
        Basis::Region => by_card(sight, |customer| {
            let code = customer.country.as_deref().ok_or(NoValue::NotEntered)?;
            let of_country = scheme.class(code);
            let of_region = || scheme.class(country::region_of(code)?);
            of_country.or_else(of_region).ok_or(NoValue::NotEntered)
        }),
        Basis::LastOrder { months } => by_last_order(sight, *months),
        Basis::LifeCycle(rule) => trend::stages(rule, sight),
        Basis::Loyalty(rule) => trend::loyalty(rule, sight),
        Basis::Rfm { rule, segments } => trend::segments(rule, segments, sight),
    }
}

/// Minor units of a currency, or whole units where the measure is no amount, in major units.
fn to_metric(of: Measure, value: i64, home: Currency) -> Decimal {
    match of {
        Measure::Sales | Measure::Profit | Measure::CreditLimit => {
            Decimal::from(value) * Decimal::new(1, home.decimals())
        }
        Measure::Quantity | Measure::Orders => Decimal::from(value),
    }
}

impl Sight<'_> {
    pub(super) fn totals(&self) -> Vec<Totals> {
        let range = self.columns.between(self.period.first, self.period.last);
        totals::by_customer(self.columns, range)
    }

    pub(super) fn customers(&self) -> impl Iterator<Item = Option<&Customer>> + '_ {
        let ids = self.columns.customers.iter();
        ids.map(|id: &Id| self.tables.customers.get(*id).map(|row| &**row))
    }

    fn credit_limits(&self) -> Vec<Result<i64, NoValue>> {
        let limit = |customer: Option<&Customer>| {
            let limit = customer.and_then(|customer| customer.credit_limit);
            let limit: Money = limit.ok_or(NoValue::NotEntered)?;
            if limit.currency() == self.columns.home {
                Ok(limit.minor())
            } else {
                Err(NoValue::OtherCurrency)
            }
        };
        self.customers().map(limit).collect()
    }

    /// The measure of each customer, in minor units or whole ones; none for those without a line.
    fn measures(&self, of: Measure) -> Vec<Result<i64, NoValue>> {
        if of == Measure::CreditLimit {
            return self.credit_limits();
        }
        let measure = |total: Totals| {
            if total.lines == 0 {
                return Err(NoValue::NoOrders);
            }
            match of {
                Measure::Profit => total.profit.ok_or(NoValue::NoCost),
                Measure::Quantity => {
                    i64::try_from(total.quantity.round()).map_err(|_| NoValue::TooLarge)
                }
                Measure::Orders => Ok(i64::from(total.orders)),
                Measure::Sales | Measure::CreditLimit => Ok(total.amount),
            }
        };
        self.totals().into_iter().map(measure).collect()
    }
}

fn ranked(
    sight: &Sight<'_>,
    of: Measure,
    cut: impl FnOnce(&[i64]) -> Result<Classes, NoValue>,
) -> Computed {
    let measures = sight.measures(of);
    let home = sight.columns.home;
    let values: Vec<i64> = measures.iter().filter_map(|value| value.ok()).collect();
    let metrics = measures
        .iter()
        .map(|value| value.map(|value| to_metric(of, value, home)))
        .collect();
    match cut(&values) {
        Ok(found) => {
            let mut classes = found.of.into_iter();
            let mut tied = found.tied.into_iter();
            let class = |value: &Result<i64, NoValue>| {
                value.and_then(|_| classes.next().ok_or(NoValue::NoRecords))
            };
            let is_tied =
                |value: &Result<i64, NoValue>| value.is_ok() && tied.next().unwrap_or_default();
            let scale = to_metric(of, 1, home);
            Computed {
                classes: measures.iter().map(class).collect(),
                uncertain: measures.iter().map(is_tied).collect(),
                metrics,
                removed: found.removed,
                removed_sum: found.removed_sum * scale,
                ..Computed::default()
            }
        }
        Err(reason) => Computed {
            classes: measures
                .iter()
                .map(|value| value.and(Err(reason)))
                .collect(),
            metrics,
            ..Computed::default()
        },
    }
}

fn by_threshold(sight: &Sight<'_>, of: Measure, at: &[Decimal]) -> Computed {
    let home = sight.columns.home;
    let metrics: Vec<_> = sight
        .measures(of)
        .into_iter()
        .map(|value| value.map(|value| to_metric(of, value, home)))
        .collect();
    let values: Vec<_> = metrics.iter().map(|value| value.ok()).collect();
    let classes = pareto::by_threshold(&values, at);
    let both = classes.into_iter().zip(&metrics);
    Computed {
        classes: both
            .map(|(class, metric)| metric.and_then(|_| class.ok_or(NoValue::NotEntered)))
            .collect(),
        metrics,
        ..Computed::default()
    }
}

fn by_card(sight: &Sight<'_>, class: impl Fn(&Customer) -> Result<u8, NoValue>) -> Computed {
    let classes: Vec<_> = sight
        .customers()
        .map(|customer| class(customer.ok_or(NoValue::NotEntered)?))
        .collect();
    Computed {
        metrics: vec![Err(NoValue::NotMeasured); classes.len()],
        classes,
        ..Computed::default()
    }
}

/// Present, past, future: 0, 1, 2. The metric is the number of days since the last order.
fn by_last_order(sight: &Sight<'_>, months: u32) -> Computed {
    let as_of = sight.period.last;
    let after = as_of.succ_opt().unwrap_or(as_of);
    let first = after.checked_sub_months(Months::new(months));
    let first = first.unwrap_or(NaiveDate::MIN).num_days_from_ce();
    let last_days: Vec<_> = sight.totals().iter().map(|total| total.last_day).collect();
    let class = |day: &Option<i32>| match day {
        Some(day) if *day >= first => Ok(0),
        Some(_) => Ok(1),
        None => Ok(2),
    };
    let metric = |day: &Option<i32>| {
        let day = day.ok_or(NoValue::NoOrders)?;
        Ok(Decimal::from(as_of.num_days_from_ce() - day))
    };
    Computed {
        classes: last_days.iter().map(class).collect(),
        metrics: last_days.iter().map(metric).collect(),
        ..Computed::default()
    }
}
