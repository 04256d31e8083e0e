//! How much of the sales hangs on few customers.

use rust_decimal::Decimal;

use super::ratio::{in_major, input, major};
use crate::{
    content::{Bilingual, bi},
    domain::{
        Currency,
        figure::{Figure, FigureKind, NoValue, Unit, quotient},
        rule::{Rule, RuleDefault},
    },
};

const SOURCE: Bilingual = bi(
    "前五名客户表（跟单员教材）；集中度为通行指标",
    "Table of the top five customers (merchandiser's textbook); concentration as usually measured",
);

/// Above which share of all sales a single customer raises an alarm.
pub const SHARE_ALARM: Rule = Rule {
    key: "ledger.share_alarm",
    label: bi("单一客户占比警戒线", "Alarm for the share of one customer"),
    hint: bi(
        "占总销售额超过此比例的客户会提示，如 0.10 表示 10%",
        "Customers with a larger share of all sales are pointed out; 0.10 is 10 %",
    ),
    default: RuleDefault::Decimal(
        Decimal::from_parts(10, 0, 0, false, 2),
        Decimal::ZERO,
        Decimal::ONE,
    ),
    source: bi("通行的一成警戒线", "The usual alarm at one tenth"),
};

/// How many of the largest customers CRn adds up.
pub const LARGEST: Rule = Rule {
    key: "ledger.largest_customers",
    label: bi("CRn 的 n", "The n of CRn"),
    hint: bi(
        "集中度 CRn 计前几名客户",
        "How many of the largest customers CRn adds up",
    ),
    default: RuleDefault::Whole(10, 1, 100),
    source: bi("本工具的建议", "Our proposal"),
};

const fn largest(id: &'static str, label: Bilingual, rule: Option<&'static str>) -> FigureKind {
    FigureKind {
        id,
        label,
        formula: bi(
            "前 n 名客户销售额之和 ÷ 总销售额",
            "Sales of the n largest customers ÷ all sales",
        ),
        unit: Unit::Share,
        source: SOURCE,
        rule,
    }
}

/// Share of the largest customer.
pub const CR1: FigureKind = largest(
    "ledger.cr1",
    bi("最大客户占比 CR1", "Largest customer, CR1"),
    None,
);
/// Share of the five largest.
pub const CR5: FigureKind = largest(
    "ledger.cr5",
    bi("前五名占比 CR5", "Five largest, CR5"),
    None,
);
/// Share of the n largest.
pub const CRN: FigureKind = largest(
    "ledger.crn",
    bi("前 n 名占比 CRn", "n largest, CRn"),
    Some(LARGEST.key),
);
/// Herfindahl–Hirschman index.
pub const HHI: FigureKind = FigureKind {
    id: "ledger.hhi",
    label: bi("赫芬达尔指数", "Herfindahl index"),
    formula: bi(
        "Σ（客户占比 × 100）²，只计销售额为正的客户；1 家独占为 10,000",
        "Σ (share of a customer × 100)² over customers with sales above zero; 10,000 for a single one",
    ),
    unit: Unit::Number,
    source: SOURCE,
    rule: None,
};

fn sum(amounts: impl Iterator<Item = i64>) -> Decimal {
    amounts.map(Decimal::from).sum()
}

/// Sales of the `n` largest as a share of all.
///
/// ```
/// use xinke::domain::ledger::concentration::share_of_largest;
/// let sales = [300, 200, 150, 100, 80, 60, 50, 30, 20, 10];
/// assert_eq!(share_of_largest(&sales, 5).map(|share| share.to_string()), Ok("0.83".to_owned()));
/// ```
///
/// # Errors
/// [`NoValue::NotPositive`] where the sum of all is not above zero, [`NoValue::NoRecords`] where there
/// is nobody.
pub fn share_of_largest(amounts: &[i64], n: usize) -> Result<Decimal, NoValue> {
    if amounts.is_empty() {
        return Err(NoValue::NoRecords);
    }
    let all = sum(amounts.iter().copied());
    if all <= Decimal::ZERO {
        return Err(NoValue::NotPositive);
    }
    let mut sorted = amounts.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    quotient(sum(sorted.into_iter().take(n)), all)
}

/// The Herfindahl–Hirschman index, 0 to 10,000.
///
/// ```
/// use xinke::domain::ledger::concentration::herfindahl;
/// assert_eq!(herfindahl(&[50, 30, 20]).map(|index| index.to_string()), Ok("3800".to_owned()));
/// assert_eq!(herfindahl(&[7]).map(|index| index.to_string()), Ok("10000".to_owned()));
/// ```
///
/// # Errors
/// [`NoValue::NoRecords`] where nobody has sales above zero.
pub fn herfindahl(amounts: &[i64]) -> Result<Decimal, NoValue> {
    let positive = || amounts.iter().copied().filter(|amount| *amount > 0);
    let all = sum(positive());
    if all.is_zero() {
        return Err(NoValue::NoRecords);
    }
    let mut index = Decimal::ZERO;
    for amount in positive() {
        let share = quotient(Decimal::from(amount), all)? * Decimal::ONE_HUNDRED;
        index += share * share;
    }
    Ok(index.round_dp(12).normalize())
}

/// Share of the `n` largest as a figure.
pub fn largest_figure(
    kind: &'static FigureKind,
    amounts: &[i64],
    n: usize,
    home: Currency,
) -> Figure {
    let mut sorted = amounts.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let largest = sum(sorted.into_iter().take(n));
    Figure {
        kind,
        value: share_of_largest(amounts, n),
        inputs: vec![
            input(
                bi("计入名次 n", "Customers counted, n"),
                u32::try_from(n).unwrap_or(u32::MAX).into(),
            ),
            input(
                bi("前 n 名销售额", "Sales of the n largest"),
                in_major(largest, home),
            ),
            input(
                bi("总销售额", "All sales"),
                in_major(sum(amounts.iter().copied()), home),
            ),
        ],
    }
}

/// The index as a figure.
pub fn herfindahl_figure(amounts: &[i64], home: Currency) -> Figure {
    let positive = amounts.iter().filter(|amount| **amount > 0);
    let removed: i64 = amounts.iter().filter(|amount| **amount < 0).sum();
    Figure {
        kind: &HHI,
        value: herfindahl(amounts),
        inputs: vec![
            input(
                bi("计入客户数", "Customers counted"),
                u32::try_from(positive.count()).unwrap_or(u32::MAX).into(),
            ),
            input(
                bi("未计入的负数合计", "Sum of those below zero, left out"),
                major(removed, home),
            ),
        ],
    }
}

/// Which places hold more than `limit` of the sum of all, the largest first.
pub fn above(amounts: &[i64], limit: Decimal) -> Vec<(usize, Decimal)> {
    let all = sum(amounts.iter().copied());
    if all <= Decimal::ZERO {
        return Vec::new();
    }
    let shares = amounts.iter().enumerate().filter_map(|(index, amount)| {
        let share = quotient(Decimal::from(*amount), all).ok()?;
        (share > limit).then_some((index, share))
    });
    let mut found: Vec<_> = shares.collect();
    found.sort_by(|(a, one), (b, other)| other.cmp(one).then(a.cmp(b)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nobody_and_nothing_give_reasons() {
        assert_eq!(share_of_largest(&[], 5), Err(NoValue::NoRecords));
        assert_eq!(share_of_largest(&[5, -5], 1), Err(NoValue::NotPositive));
        assert_eq!(herfindahl(&[0, -5]), Err(NoValue::NoRecords));
        assert_eq!(above(&[0, 0], Decimal::ZERO), []);
    }

    #[test]
    fn the_alarm_is_above_the_limit_not_at_it() {
        let limit = Decimal::new(10, 2);
        let found: Vec<_> = above(&[10, 11, 79], limit);
        let places: Vec<_> = found.iter().map(|(place, _)| *place).collect();
        assert_eq!(places, [2, 1]);
    }

    proptest! {
        #[test]
        fn order_and_scale_change_nothing(
            mut amounts in proptest::collection::vec(0_i64..1_000_000, 1..40),
            times in 1_i64..1000,
        ) {
            let before = (share_of_largest(&amounts, 5), herfindahl(&amounts));
            amounts.reverse();
            for amount in &mut amounts {
                *amount *= times;
            }
            let round = |value: Result<Decimal, NoValue>| value.map(|value| value.round_dp(10));
            prop_assert_eq!(round(before.0), round(share_of_largest(&amounts, 5)));
            prop_assert_eq!(round(before.1), round(herfindahl(&amounts)));
        }

        #[test]
        fn all_customers_are_the_whole(amounts in proptest::collection::vec(1_i64..1_000_000, 1..40)) {
            prop_assert_eq!(share_of_largest(&amounts, amounts.len()), Ok(Decimal::ONE));
        }
    }
}
