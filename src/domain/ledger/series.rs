//! Sales as a series of equal steps, for trends, seasons and forecasts.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::{Columns, Month, Period, ratio::major, totals::by_month};

/// The length of a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
}

/// Sales by step, in major units of the home currency.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Series {
    /// `2026-03`, `2026-Q1` or `2026`.
    pub names: Vec<String>,
    /// Sales, as many as names.
    pub values: Vec<Decimal>,
    /// The name of the step after the last.
    pub next: String,
}

impl Step {
    fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    fn start(self, month: Month) -> Month {
        month.plus(-(month.number().rem_euclid(self.months())))
    }

    fn name(self, month: Month) -> String {
        match self {
            Self::Month => month.to_string(),
            Self::Quarter => format!("{}-Q{}", month.year, (month.month - 1) / 3 + 1),
            Self::Year => month.year.to_string(),
        }
    }
}

/// The day up to which the ledger can be looked at: the end of the month of its last line, or `today`
/// where that comes first.
pub fn last_day(columns: &Columns, today: NaiveDate) -> NaiveDate {
    let last = columns
        .span()
        .map(|(_, last)| Month::of(last).period().last);
    last.map_or(today, |last| last.min(today))
}

/// The steps from the one of the first line to the last that is over on `as_of`, empty ones too.
pub fn series(columns: &Columns, step: Step, as_of: NaiveDate) -> Series {
    let Some((first, _)) = columns.span() else {
        return Series::default();
    };
    from(columns, step, step.start(Month::of(first)), as_of)
}

/// The same from the first January that the ledger saw the whole of, for seasons.
pub fn series_of_years(columns: &Columns, step: Step, as_of: NaiveDate) -> Series {
    let Some((first, _)) = columns.span() else {
        return Series::default();
    };
    let first = Month::of(first);
    let year = first.year + i32::from(first.month > 1);
    from(columns, step, Month { year, month: 1 }, as_of)
}

fn from(columns: &Columns, step: Step, start: Month, as_of: NaiveDate) -> Series {
    let after = as_of.succ_opt().unwrap_or(as_of);
    let end = step.start(Month::of(after));
    let steps = (end.number() - start.number()) / step.months();
    let mut series = Series {
        next: step.name(end),
        ..Series::default()
    };
    if steps <= 0 {
        return series;
    }
    let period = Period {
        first: start.period().first,
        last: end.plus(-1).period().last,
    };
    let months = by_month(columns, period);
    let length = usize::try_from(step.months()).unwrap_or(1);
    for months in months.chunks(length) {
        let sum = months
            .iter()
            .fold(0_i64, |sum, (_, total)| sum.saturating_add(total.amount));
        if let Some((month, _)) = months.first() {
            series.names.push(step.name(*month));
            series.values.push(major(sum, columns.home));
        }
    }
    series
}

/// The years of the ledger, the last first.
pub fn years(columns: &Columns) -> Vec<i32> {
    let span = columns.span();
    span.map(|(first, last)| (first.year()..=last.year()).rev().collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Currency, Customer, Id, Money, ledger::SalesLine, tables::Tables};

    fn columns(days: &[&str]) -> Columns {
        let line = |(number, day): (u8, &&str)| SalesLine {
            id: Id::from_bytes([number; 16]),
            customer: Id::from_bytes([200; 16]),
            date: day.parse().ok(),
            quantity: Some(Decimal::ONE),
            amount: Money::from_minor(100, Currency::CNY).ok(),
            ..SalesLine::default()
        };
        Columns::build(&Tables {
            customers: [Customer::new(Id::from_bytes([200; 16]), "A")]
                .into_iter()
                .collect(),
            sales: (1..).zip(days).map(line).collect(),
            ..Tables::default()
        })
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn only_steps_that_are_over_count() {
        let columns = columns(&["2025-11-03", "2026-01-31", "2026-02-01"]);
        let found = series(&columns, Step::Month, day("2026-02-27"));
        assert_eq!(found.names, ["2025-11", "2025-12", "2026-01"]);
        assert_eq!(found.values, [Decimal::ONE, Decimal::ZERO, Decimal::ONE]);
        assert_eq!(found.next, "2026-02");
        let found = series(&columns, Step::Quarter, day("2026-03-31"));
        assert_eq!(found.names, ["2025-Q4", "2026-Q1"]);
        assert_eq!(found.values, [Decimal::ONE, Decimal::TWO]);
        assert_eq!(
            series(&columns, Step::Year, day("2025-06-30")).names.len(),
            0
        );
    }

    #[test]
    fn years_begin_whole() {
        let columns = columns(&["2024-02-03", "2026-01-31"]);
        let found = series_of_years(&columns, Step::Quarter, day("2025-12-31"));
        assert_eq!(found.names.first().map(String::as_str), Some("2025-Q1"));
        assert_eq!(found.names.len(), 4);
        assert_eq!(years(&columns), [2026, 2025, 2024]);
        assert_eq!(last_day(&columns, day("2026-01-15")), day("2026-01-15"));
        assert_eq!(last_day(&columns, day("2027-01-15")), day("2026-01-31"));
    }
}
