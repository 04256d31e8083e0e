//! Numbers as people write them: which separator is the decimal one is decided for a whole column.

use serde::{Deserialize, Serialize};

use crate::domain::field::half_width;

/// How a column writes numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberStyle {
    /// `1,234.50`.
    #[default]
    Point,
    /// `1.234,50`.
    Comma,
    /// Both fit, with different values: the user must choose.
    Unclear,
    /// Some numbers are of one kind, some of the other: those that need to know are refused.
    Mixed,
}

/// What one number says about its column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sign {
    Nothing,
    Point,
    Comma,
    Either,
    Neither,
}

/// A number without its currency and other words.
fn digits(text: &str) -> String {
    let is_digit = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ',');
    if text.is_ascii() {
        return text.chars().filter(is_digit).collect();
    }
    half_width(text).chars().filter(is_digit).collect()
}

/// `places`: the most decimal places a value may have, so that `1,234` is surely a thousand where
/// fewer than three are possible.
fn sign(text: &str, places: Option<u32>) -> Sign {
    let number = digits(text);
    let (points, commas) = (number.matches('.').count(), number.matches(',').count());
    let is_grouped = |separator: char| {
        let mut groups = number.split(separator);
        let first = groups.next().unwrap_or_default();
        (1..=3).contains(&first.len())
            && !first.starts_with('0')
            && groups.all(|group| group.len() == 3)
    };
    match (points, commas) {
        (0, 0) => Sign::Nothing,
        (1.., 1..) => match (number.rfind('.'), number.rfind(',')) {
            (point, comma) if point > comma && points == 1 => Sign::Point,
            (point, comma) if point < comma && commas == 1 => Sign::Comma,
            _ => Sign::Neither,
        },
        (2.., 0) => {
            if is_grouped('.') {
                Sign::Comma
            } else {
                Sign::Neither
            }
        }
        (0, 2..) => {
            if is_grouped(',') {
                Sign::Point
            } else {
                Sign::Neither
            }
        }
        (1, 0) if !is_grouped('.') => Sign::Point,
        (0, 1) if !is_grouped(',') => Sign::Comma,
        (1, 0) if places.is_some_and(|places| places < 3) => Sign::Comma,
        (0, 1) if places.is_some_and(|places| places < 3) => Sign::Point,
        (1, 0) | (0, 1) => Sign::Either,
    }
}

/// The style of a column.
pub fn decide<'a>(cells: impl Iterator<Item = &'a str>, places: Option<u32>) -> NumberStyle {
    let (mut point, mut comma, mut either) = (false, false, false);
    for cell in cells {
        match sign(cell, places) {
            Sign::Point => point = true,
            Sign::Comma => comma = true,
            Sign::Either => either = true,
            Sign::Nothing | Sign::Neither => {}
        }
    }
    match (point, comma, either) {
        (true, true, _) => NumberStyle::Mixed,
        (false, true, _) => NumberStyle::Comma,
        (false, false, true) => NumberStyle::Unclear,
        _ => NumberStyle::Point,
    }
}

/// The number with a decimal point and nothing else, none where it does not fit the style.
/// Words and signs around it stay.
pub fn normal(text: &str, style: NumberStyle, places: Option<u32>) -> Option<String> {
    let text = half_width(text);
    let sign = sign(&text, places);
    let (decimal, group) = match (style, sign) {
        (_, Sign::Neither) => return None,
        (_, Sign::Nothing) | (NumberStyle::Point, _) => ('.', ','),
        (NumberStyle::Comma, _) => (',', '.'),
        (NumberStyle::Unclear | NumberStyle::Mixed, _) => return None,
    };
    let number = digits(&text);
    let (whole, fraction) = number.split_once(decimal).unwrap_or((&number, ""));
    if fraction.contains([decimal, group]) {
        return None;
    }
    let mut groups = whole.split(group);
    let first = groups.next().unwrap_or_default();
    if whole.contains(group)
        && (first.is_empty() || first.len() > 3 || groups.any(|group| group.len() != 3))
    {
        return None;
    }
    let is_space = |c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '_');
    let normal = text.chars().filter(|&c| c != group && !is_space(c));
    Some(normal.map(|c| if c == decimal { '.' } else { c }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_decides_for_all_its_numbers() {
        let of = |cells: &[&str]| decide(cells.iter().copied(), None);
        assert_eq!(of(&["1", "20"]), NumberStyle::Point);
        assert_eq!(of(&["1,234", "1,234.5"]), NumberStyle::Point);
        assert_eq!(of(&["1.234", "1.234,5"]), NumberStyle::Comma);
        assert_eq!(of(&["12,5"]), NumberStyle::Comma);
        assert_eq!(of(&["1,234,567", "0,5"]), NumberStyle::Mixed);
        assert_eq!(of(&["1,234"]), NumberStyle::Unclear);
        assert_eq!(
            decide(["1,234 元"].into_iter(), Some(2)),
            NumberStyle::Point
        );
        assert_eq!(
            decide(["1.234 EUR"].into_iter(), Some(2)),
            NumberStyle::Comma
        );
    }

    #[test]
    fn numbers_are_read_in_their_style_or_not_at_all() {
        let read = |text: &str, style| normal(text, style, None);
        assert_eq!(
            read("１，２３４．５０", NumberStyle::Point).as_deref(),
            Some("1234.50")
        );
        assert_eq!(
            read("-1.234,50 EUR", NumberStyle::Comma).as_deref(),
            Some("-1234.50EUR")
        );
        assert_eq!(
            read("1 234,5", NumberStyle::Comma).as_deref(),
            Some("1234.5")
        );
        for (text, style) in [
            ("1.234,50", NumberStyle::Point),
            ("12,34", NumberStyle::Point),
            ("1.2.3", NumberStyle::Point),
            ("1,234", NumberStyle::Unclear),
            ("1,5", NumberStyle::Mixed),
        ] {
            assert_eq!(read(text, style), None, "{text}");
        }
    }
}
