//! Stretches of calendar days, both ends included.

use chrono::{Datelike, Days, Months, NaiveDate};

/// From a day to a day, both included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Period {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

/// A month of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Month {
    /// Year.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
}

impl Month {
    /// The month of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self {
            year: day.year(),
            month: day.month(),
        }
    }

    /// How many months after January of year 0.
    pub fn number(self) -> i32 {
        self.year * 12 + self.month.cast_signed() - 1
    }

    /// The month so many months later, or earlier where negative.
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        let number = self.number() + months;
        Self {
            year: number.div_euclid(12),
            month: number.rem_euclid(12).unsigned_abs() + 1,
        }
    }

    /// Its days.
    pub fn period(self) -> Period {
        let next = self.plus(1);
        Period {
            first: start(self),
            last: start(next).pred_opt().unwrap_or(NaiveDate::MAX),
        }
    }
}

fn start(month: Month) -> NaiveDate {
    let otherwise = if month.year < 0 {
        NaiveDate::MIN
    } else {
        NaiveDate::MAX
    };
    NaiveDate::from_ymd_opt(month.year, month.month, 1).unwrap_or(otherwise)
}

impl Period {
    /// A year of the calendar.
    ///
    /// ```
    /// use xinke::domain::ledger::Period;
    /// assert_eq!(Period::year(2026).to_string(), "2026-01-01/2026-12-31");
    /// assert_eq!(Period::year(2026).previous(), Period::year(2025));
    /// ```
    pub fn year(year: i32) -> Self {
        let month = |month| Month { year, month };
        Self {
            first: month(1).period().first,
            last: month(12).period().last,
        }
    }

    /// So many months up to a day, that day included.
    ///
    /// ```
    /// use xinke::domain::ledger::Period;
    /// let as_of = "2026-03-15".parse()?;
    /// assert_eq!(Period::months(12, as_of).to_string(), "2025-03-16/2026-03-15");
    /// # Ok::<(), chrono::ParseError>(())
    /// ```
    pub fn months(months: u32, as_of: NaiveDate) -> Self {
        let after = as_of.succ_opt().unwrap_or(as_of);
        Self {
            first: after
                .checked_sub_months(Months::new(months))
                .unwrap_or(NaiveDate::MIN),
            last: as_of,
        }
    }

    /// The period of the same length just before: as many whole months where it is of whole months,
    /// else as many days.
    #[must_use]
    pub fn previous(self) -> Self {
        let last = self.first.pred_opt().unwrap_or(self.first);
        let after = self.last.succ_opt().unwrap_or(self.last);
        let first = if self.first.day() == 1 && after.day() == 1 {
            let months = Month::of(after).number() - Month::of(self.first).number();
            self.first
                .checked_sub_months(Months::new(months.unsigned_abs()))
        } else {
            let days = self.last.signed_duration_since(self.first).num_days() + 1;
            self.first.checked_sub_days(Days::new(days.unsigned_abs()))
        };
        Self {
            first: first.unwrap_or(NaiveDate::MIN),
            last,
        }
    }

    /// Its months, the first and the last perhaps in part.
    pub fn all_months(self) -> Vec<Month> {
        let first = Month::of(self.first);
        let count = Month::of(self.last).number() - first.number();
        (0..=count).map(|months| first.plus(months)).collect()
    }

    /// Whether a day lies in it.
    pub fn contains(self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{:02}", self.year, self.month)
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.first, self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(first: &str, last: &str) -> Period {
        Period {
            first: first.parse().unwrap(),
            last: last.parse().unwrap(),
        }
    }

    #[test]
    fn the_period_before_has_the_same_length() {
        let quarter = period("2024-01-01", "2024-03-31");
        assert_eq!(quarter.previous(), period("2023-10-01", "2023-12-31"));
        let week = period("2024-03-01", "2024-03-07");
        assert_eq!(week.previous(), period("2024-02-23", "2024-02-29"));
        assert_eq!(
            Period::months(1, "2024-02-29".parse().unwrap()),
            period("2024-02-01", "2024-02-29")
        );
    }

    #[test]
    fn months_are_counted_over_the_turn_of_the_year() {
        let months = period("2023-11-20", "2024-02-01").all_months();
        let expected = [(2023, 11), (2023, 12), (2024, 1), (2024, 2)];
        assert_eq!(months.len(), expected.len());
        for (found, (year, month)) in months.iter().zip(expected) {
            assert_eq!(*found, Month { year, month });
        }
    }
}
