//! Floats of spreadsheets to the decimals and dates of people, and back. Nowhere else in the core
//! is there a float.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use crate::exchange::grid::{DIGITS, digits};

/// Above this, not all whole numbers are floats.
const WHOLE: f64 = 9_007_199_254_740_992.0;
const SECONDS: f64 = 86_400.0;
/// 1 March 1900: before it spreadsheets disagree about the day, because the first of them held 1900
/// for a leap year.
const FIRST_SURE_DAY: i64 = 61;

/// The decimal as a float, where it comes back the same.
pub fn float(number: Decimal) -> Option<f64> {
    let number = number.normalize();
    if digits(number) > DIGITS {
        return None;
    }
    number.to_string().parse().ok()
}

/// The number as a spreadsheet shows it: whole ones in full, others with 15 digits. None where it
/// is no number.
pub fn decimal(value: f64) -> Option<String> {
    if !value.is_finite() {
        return None;
    }
    if value.fract() == 0.0 {
        return Some(format!("{:.0}", value + 0.0));
    }
    let rounded = Decimal::from_scientific(&format!("{value:.14e}"));
    // Beyond what a decimal holds there is only the long form, which no field takes.
    Some(rounded.map_or_else(
        |_| value.to_string(),
        |number| number.normalize().to_string(),
    ))
}

/// A share as it is shown, in per cent.
pub fn percent(value: f64) -> Option<String> {
    let shown = decimal(value)?;
    let exact = shown.parse::<Decimal>().ok();
    let hundredfold = exact.and_then(|number| number.checked_mul(Decimal::ONE_HUNDRED));
    Some(hundredfold.map_or(shown, |number| format!("{}%", number.normalize())))
}

/// The days since 31 December 1899 by which spreadsheets know a date; none before March 1900.
pub fn day(date: NaiveDate) -> Option<f64> {
    let days = date.signed_duration_since(NaiveDate::from_ymd_opt(1899, 12, 30)?);
    let days = days.num_days();
    (days >= FIRST_SURE_DAY).then(|| i32::try_from(days).map(f64::from).ok())?
}

/// A date, a time of day, or both: `2024-02-29`, `08:30:00`, `2024-02-29 08:30:00`. None where it is
/// none.
pub fn moment(value: f64, is_1904: bool) -> Option<String> {
    let seconds = whole((value * SECONDS).round())?;
    let (days, seconds) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let time = clock(seconds);
    if days < 0 {
        return None;
    }
    if days == 0 && !is_1904 {
        return Some(time);
    }
    let start = match (is_1904, days) {
        (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1)?,
        // The day that never was: it is named, and no field takes it.
        (false, 60) => return Some("1900-02-29".to_owned()),
        (false, ..60) => NaiveDate::from_ymd_opt(1899, 12, 31)?,
        (false, _) => NaiveDate::from_ymd_opt(1899, 12, 30)?,
    };
    let date = start.checked_add_days(Days::new(u64::try_from(days).ok()?))?;
    Some(if seconds == 0 {
        date.to_string()
    } else {
        format!("{date} {time}")
    })
}

/// A length of time, `30:15:00`.
pub fn duration(value: f64) -> Option<String> {
    let seconds = whole((value * SECONDS).round())?;
    let sign = if seconds < 0 { "-" } else { "" };
    Some(format!("{sign}{}", clock(seconds.abs())))
}

fn clock(seconds: i64) -> String {
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    format!("{hours:02}:{minutes:02}:{:02}", seconds % 60)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "it is whole and within the range"
)]
fn whole(value: f64) -> Option<i64> {
    (value.abs() < WHOLE).then_some(value as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_read_as_they_are_shown() {
        for (value, text) in [
            (0.1 + 0.2, "0.3"),
            (1.1 - 0.81, "0.29"),
            (-1_234.5, "-1234.5"),
            (-0.0, "0"),
            (9_007_199_254_740_991.0, "9007199254740991"),
            (1e-7, "0.0000001"),
            (1_234_567_890_123.45, "1234567890123.45"),
            (1e20, "100000000000000000000"),
        ] {
            assert_eq!(decimal(value).as_deref(), Some(text));
        }
        assert_eq!(decimal(f64::NAN), None);
        assert_eq!(percent(0.125).as_deref(), Some("12.5%"));
        assert_eq!(percent(-1.0).as_deref(), Some("-100%"));
    }

    #[test]
    fn decimals_of_fifteen_digits_survive() {
        for text in [
            "0.1",
            "123456789012345",
            "-0.000123456789012345",
            "99999999999999.9",
        ] {
            let number: Decimal = text.parse().unwrap();
            let value = float(number).unwrap();
            assert_eq!(decimal(value).as_deref(), Some(text));
        }
        assert_eq!(float("1234567890123456".parse().unwrap()), None);
        assert!(float("1.50000000000000000000".parse().unwrap()).is_some());
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(day(date("1900-03-01")), Some(61.0));
        assert_eq!(day(date("1900-02-28")), None);
        assert_eq!(day(date("2024-02-29")), Some(45_351.0));
        for (value, is_1904, text) in [
            (45_351.0, false, "2024-02-29"),
            (45_351.5, false, "2024-02-29 12:00:00"),
            (43_889.0, true, "2024-02-29"),
            (61.0, false, "1900-03-01"),
            (60.0, false, "1900-02-29"),
            (1.0, false, "1900-01-01"),
            (0.0, true, "1904-01-01"),
            (0.354_166_666_666_666_7, false, "08:30:00"),
        ] {
            assert_eq!(moment(value, is_1904).as_deref(), Some(text));
        }
        assert_eq!(moment(-1.0, false), None);
        assert_eq!(moment(1e9, false), None);
        assert_eq!(
            duration(1.260_416_666_666_666_7).as_deref(),
            Some("30:15:00")
        );
    }
}
