//! Dates as people write them: the order of day and month is decided for a whole column.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::field::half_width;

/// How a column writes dates. Those that begin with the year are read in any of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// All begin with the year.
    #[default]
    Year,
    /// Day, month, year.
    Day,
    /// Month, day, year.
    Month,
    /// Both fit, with different days: the user must choose.
    Unclear,
    /// Some dates are of one kind, some of the other: those that need to know are refused.
    Mixed,
}

/// The three numbers, and whether the year comes first.
fn parts(text: &str) -> Option<([u32; 3], bool)> {
    let text = half_width(text);
    // Databases write a date with midnight behind it.
    let text = text.trim();
    let date = text.split_once([' ', 'T']).filter(|(date, time)| {
        let is_midnight = time
            .trim_end_matches('Z')
            .chars()
            .all(|c| matches!(c, '0' | ':' | '.'));
        date.len() >= 8 && time.len() >= 4 && is_midnight
    });
    let text = date.map_or(text, |(date, _)| date);
    let mut parts = text.split(['-', '/', '.', '年', '月', '日']).map(str::trim);
    let mut take = || {
        parts
            .next()
            .filter(|part| !part.is_empty() && part.len() <= 4)
    };
    let (first, second, third) = (take()?, take()?, take()?);
    if parts.any(|part| !part.is_empty()) {
        return None;
    }
    let is_year_first = first.len() == 4;
    let year = if is_year_first { first } else { third };
    if year.len() != 4 {
        return None;
    }
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| !part.starts_with('+'));
    Some((
        [number(first)?, number(second)?, number(third)?],
        is_year_first,
    ))
}

/// The order of a column.
pub fn decide<'a>(cells: impl Iterator<Item = &'a str>) -> DateOrder {
    let (mut day, mut month, mut either) = (false, false, false);
    for cell in cells {
        if let Some(([first, second, _], false)) = parts(cell) {
            match (first > 12, second > 12) {
                (true, false) => day = true,
                (false, true) => month = true,
                (false, false) if first != second => either = true,
                _ => {}
            }
        }
    }
    match (day, month, either) {
        (true, true, _) => DateOrder::Mixed,
        (true, false, _) => DateOrder::Day,
        (false, true, _) => DateOrder::Month,
        (false, false, true) => DateOrder::Unclear,
        (false, false, false) => DateOrder::Year,
    }
}

/// Why a date was not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoDate {
    /// It is none.
    NotADate,
    /// Its column does not say which number is the day.
    Order,
}

/// The date in the order of its column.
///
/// # Errors
/// [`NoDate`].
pub fn read(text: &str, order: DateOrder) -> Result<NaiveDate, NoDate> {
    let ([first, second, third], is_year_first) = parts(text).ok_or(NoDate::NotADate)?;
    let (year, month, day) = match (is_year_first, order) {
        (true, _) => (first, second, third),
        (false, DateOrder::Day) => (third, second, first),
        (false, DateOrder::Month) => (third, first, second),
        (false, DateOrder::Year) if first == second => (third, first, second),
        (false, _) => return Err(NoDate::Order),
    };
    let year = i32::try_from(year).map_err(|_| NoDate::NotADate)?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(NoDate::NotADate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_column_decides_the_order() {
        let of = |cells: &[&str]| decide(cells.iter().copied());
        assert_eq!(of(&["2024-01-02", "2024年3月4日", ""]), DateOrder::Year);
        assert_eq!(of(&["1/2/2024", "13/2/2024"]), DateOrder::Day);
        assert_eq!(of(&["1/2/2024", "2/13/2024"]), DateOrder::Month);
        assert_eq!(of(&["1/2/2024", "3.4.2024"]), DateOrder::Unclear);
        assert_eq!(of(&["13/2/2024", "2/13/2024"]), DateOrder::Mixed);
    }

    #[test]
    fn dates_are_read_in_that_order_or_refused() {
        let day = NaiveDate::from_ymd_opt(2024, 2, 3).ok_or(NoDate::NotADate);
        assert_eq!(read("3/2/2024", DateOrder::Day), day);
        assert_eq!(read("2/3/2024", DateOrder::Month), day);
        assert_eq!(read("２０２４／２／３ 00:00:00", DateOrder::Mixed), day);
        assert_eq!(read("2024-02-03T00:00:00.000Z", DateOrder::Year), day);
        assert_eq!(read("3/2/2024", DateOrder::Unclear), Err(NoDate::Order));
        for text in [
            "",
            "x",
            "2024-02-30",
            "2024-02-03 12:30",
            "3/2/24",
            "2024-2",
            "2024-2-3-4",
            "+3/2/2024",
        ] {
            assert_eq!(read(text, DateOrder::Day), Err(NoDate::NotADate), "{text}");
        }
    }
}
