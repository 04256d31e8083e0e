//! The stage of the relation, read from the trend of a customer's sales.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::fraction::{Fraction, count};
use crate::{
    content::bi,
    domain::{
        figure::{FigureKind, NoValue, Unit},
        ledger::series,
    },
};

/// Periods without which no trend is drawn.
const FEWEST: usize = 4;

/// Relative slope of the sales.
pub const SLOPE: FigureKind = FigureKind {
    id: "classify.slope",
    label: bi("相对斜率", "Relative slope"),
    formula: bi(
        "最近若干期销售额的最小二乘斜率 ÷ 其均值",
        "Slope of the sales of the last periods (least squares) ÷ their mean",
    ),
    unit: Unit::Share,
    source: bi(
        "客户关系的四个阶段（跟单员教材）；判定方法为本工具的建议",
        "Four stages of the relation (merchandiser's textbook); the method is our proposal",
    ),
    rule: None,
};

/// The length of a period.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug, Default)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Step {
    /// A month.
    Month,
    /// Three months.
    #[default]
    Quarter,
}

impl Step {
    /// Periods of a year.
    pub const fn of_a_year(self) -> usize {
        match self {
            Self::Month => 12,
            Self::Quarter => 4,
        }
    }
}

impl From<Step> for series::Step {
    fn from(step: Step) -> Self {
        match step {
            Step::Month => Self::Month,
            Step::Quarter => Self::Quarter,
        }
    }
}

/// How stages are told apart.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
#[serde(default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LifecycleRule {
    /// The length of a period.
    pub step: Step,
    /// Introduction up to so many periods from the first order.
    pub young: u32,
    /// The slope is that of so many last periods, or of all since the first order.
    pub window: u32,
    /// θ: the relative slope a period from which it is growth, and below whose negative decline.
    pub theta: Decimal,
    /// Dormant after so many mean intervals between orders without one; not looked at where none.
    pub dormant_after: Option<Decimal>,
    /// Uncertain where the root of the mean squared residual is above so much of the mean.
    pub cv_limit: Decimal,
    /// Compares each period of the last year with that of the year before, where there are two years,
    /// so that seasons don't count.
    pub deseasonalise: bool,
}

impl LifecycleRule {
    /// The defaults for that step.
    pub fn of(step: Step) -> Self {
        let (young, window) = match step {
            Step::Month => (6, 6),
            Step::Quarter => (4, 8),
        };
        Self {
            step,
            young,
            window,
            theta: Decimal::new(5, 2),
            dormant_after: Some(Decimal::TWO),
            cv_limit: Decimal::new(5, 1),
            deseasonalise: false,
        }
    }
}

impl Default for LifecycleRule {
    fn default() -> Self {
        Self::of(Step::default())
    }
}

/// What a customer bought since the first order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct History<'a> {
    /// Sales of each period in minor units, from that of the first order to the last one looked at,
    /// zero where there were none.
    pub sales: &'a [i64],
    /// Days with an order, rising, counted from any day.
    pub order_days: &'a [i32],
    /// The day on which it is looked at, counted from the same.
    pub as_of: i32,
}

/// A stage of the relation.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Stage {
    /// Trade begins.
    Introduction,
    /// Sales rise.
    Growth,
    /// Sales hold.
    Maturity,
    /// Sales fall, or there were none.
    Decline,
}

impl Stage {
    /// Its class, in the order of life.
    pub const fn class(self) -> u8 {
        self as u8
    }
}

/// What was found of a customer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Life {
    /// The stage.
    pub stage: Stage,
    /// Nothing sold in the window, or no order for longer than the rule allows.
    pub dormant: bool,
    /// Relative slope a period: [`NoValue::TooFew`] in the introduction, [`NoValue::NoDenominator`]
    /// where the sales of the window come to nothing.
    pub slope: Result<Decimal, NoValue>,
    /// The sales scatter too much around the trend.
    pub uncertain: bool,
}

/// A trend through values: its slope over their mean, and whether they scatter.
struct Trend {
    relative: Fraction,
    uncertain: bool,
}

/// Σ values and Σ squares.
fn sums(mut values: impl Iterator<Item = i128>) -> Option<(i128, i128)> {
    values.try_fold((0_i128, 0_i128), |(sum, squares), value| {
        let squares = squares.checked_add(value.checked_mul(value)?)?;
        Some((sum.checked_add(value)?, squares))
    })
}

/// Whether `spread / scale` is above the square of `limit × sum`.
fn scatters(spread: i128, scale: i128, sum: i128, limit: Decimal) -> Option<bool> {
    let square = sum.checked_mul(sum)?;
    let limit = limit.checked_mul(limit)?;
    let allowed = Fraction::of(limit).times(square).ok()?;
    Some(Fraction::new(spread, scale).ok()? > allowed)
}

/// The line with the least squares over 0, 1, 2 …
///
/// With A = nΣy² − (Σy)², B = nΣty − ΣtΣy and C = nΣt² − (Σt)² the relative slope is nB ÷ (CΣy) and the
/// sum of the squared residuals (AC − B²) ÷ (nC).
fn line(values: &[i64], limit: Decimal) -> Result<Trend, NoValue> {
    let n = count(values.len());
    let (t, tt) = (n * (n - 1) / 2, n * (n - 1) * (2 * n - 1) / 6);
    let c = n * tt - t * t;
    let found = || {
        let (sum, squares) = sums(values.iter().copied().map(i128::from))?;
        let weighted = (0..).zip(values).try_fold(0_i128, |all, (t, value)| {
            all.checked_add(i128::from(*value).checked_mul(t)?)
        })?;
        let a = n.checked_mul(squares)?.checked_sub(sum.checked_mul(sum)?)?;
        let b = n.checked_mul(weighted)?.checked_sub(t.checked_mul(sum)?)?;
        let spread = a.checked_mul(c)?.checked_sub(b.checked_mul(b)?)?;
        Some((
            n.checked_mul(b)?,
            c.checked_mul(sum)?,
            scatters(spread, c, sum, limit)?,
        ))
    };
    let (part, whole, uncertain) = found().ok_or(NoValue::TooLarge)?;
    Ok(Trend {
        relative: Fraction::new(part, whole)?,
        uncertain,
    })
}

/// The mean difference to the same period of the year before, as slope a period over the mean of both
/// years: 2D ÷ (sT) where D is the difference and T the sum of the years, s the periods of a year.
fn year_on_year(before: &[i64], now: &[i64], limit: Decimal) -> Result<Trend, NoValue> {
    let s = count(now.len());
    let pairs = || {
        before
            .iter()
            .zip(now)
            .map(|(before, now)| (i128::from(*before), i128::from(*now)))
    };
    let found = || {
        let (sum, _) = sums(pairs().map(|(before, now)| before + now))?;
        let (difference, squares) = sums(pairs().map(|(before, now)| now - before))?;
        let spread = s
            .checked_mul(squares)?
            .checked_sub(difference.checked_mul(difference)?)?;
        Some((
            difference.checked_mul(2)?,
            s.checked_mul(sum)?,
            scatters(spread, 1, sum, limit)?,
        ))
    };
    let (part, whole, uncertain) = found().ok_or(NoValue::TooLarge)?;
    Ok(Trend {
        relative: Fraction::new(part, whole)?,
        uncertain,
    })
}

fn last(values: &[i64], number: usize) -> &[i64] {
    let from = values.len().saturating_sub(number);
    values.get(from..).unwrap_or(values)
}

fn trend(sales: &[i64], rule: &LifecycleRule) -> Result<Trend, NoValue> {
    let year = rule.step.of_a_year();
    if rule.deseasonalise && sales.len() >= 2 * year {
        let (before, now) = last(sales, 2 * year).split_at(year);
        return year_on_year(before, now, rule.cv_limit);
    }
    let window = usize::try_from(rule.window).unwrap_or(usize::MAX).max(2);
    line(last(sales, window), rule.cv_limit)
}

/// Whether the last order is longer ago than `factor` mean intervals; no where there is no interval.
fn is_overdue(history: &History, factor: Decimal) -> bool {
    let Some((first, last)) = history.order_days.first().zip(history.order_days.last()) else {
        return false;
    };
    let days = history
        .order_days
        .chunk_by(|one, other| one == other)
        .count();
    let waited = i128::from(history.as_of) - i128::from(*last);
    let all = i128::from(*last) - i128::from(*first);
    let intervals = Fraction::new(waited * (count(days) - 1), all);
    intervals.is_ok_and(|intervals| intervals > Fraction::of(factor))
}

/// Finds the stage of a customer.
///
/// ```
/// use xinke::domain::classify::lifecycle::{History, LifecycleRule, Stage, detect};
/// let of = |sales: &[i64]| {
///     let history = History { sales, order_days: &[], as_of: 0 };
///     let life = detect(&history, &LifecycleRule::default())?;
///     Ok((life.stage, life.slope?.round_dp(3).to_string()))
/// };
/// assert_eq!(of(&[10, 12, 15, 19, 24, 30])?, (Stage::Growth, "0.218".to_owned()));
/// assert_eq!(of(&[50, 52, 49, 51, 50, 50])?, (Stage::Maturity, "-0.002".to_owned()));
/// assert_eq!(of(&[60, 52, 45, 41, 33, 28])?, (Stage::Decline, "-0.146".to_owned()));
/// # Ok::<(), xinke::domain::figure::NoValue>(())
/// ```
///
/// # Errors
/// [`NoValue::NoRecords`] without a period, [`NoValue::TooLarge`] for sales whose squares do not fit.
pub fn detect(history: &History, rule: &LifecycleRule) -> Result<Life, NoValue> {
    if history.sales.is_empty() {
        return Err(NoValue::NoRecords);
    }
    let overdue = rule
        .dormant_after
        .is_some_and(|factor| is_overdue(history, factor));
    let young = usize::try_from(rule.young).unwrap_or(usize::MAX);
    let needed = young.saturating_add(1).max(FEWEST);
    if history.sales.len() < needed {
        return Ok(Life {
            stage: Stage::Introduction,
            dormant: overdue,
            slope: Err(NoValue::TooFew(u32::try_from(needed).unwrap_or(u32::MAX))),
            uncertain: false,
        });
    }
    let trend = match trend(history.sales, rule) {
        Err(NoValue::NoDenominator) => {
            return Ok(Life {
                stage: Stage::Decline,
                dormant: true,
                slope: Err(NoValue::NoDenominator),
                uncertain: false,
            });
        }
        found => found?,
    };
    let stage = if trend.relative >= Fraction::of(rule.theta) {
        Stage::Growth
    } else if trend.relative <= Fraction::of(-rule.theta) {
        Stage::Decline
    } else {
        Stage::Maturity
    };
    Ok(Life {
        stage,
        dormant: overdue,
        slope: trend.relative.decimal(),
        uncertain: trend.uncertain,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(sales: &[i64], rule: &LifecycleRule) -> Result<Life, NoValue> {
        let history = History {
            sales,
            order_days: &[],
            as_of: 0,
        };
        detect(&history, rule)
    }

    #[test]
    fn the_young_are_in_the_introduction() {
        let rule = LifecycleRule::of(Step::Month);
        let life = of(&[9, 8, 7, 6, 5, 4], &rule).unwrap();
        assert_eq!(
            (life.stage, life.slope),
            (Stage::Introduction, Err(NoValue::TooFew(7)))
        );
        assert_eq!(
            of(&[9, 8, 7, 6, 5, 4, 3], &rule).unwrap().stage,
            Stage::Decline
        );
        let early = LifecycleRule { young: 0, ..rule };
        assert_eq!(of(&[1, 9, 50], &early).unwrap().stage, Stage::Introduction);
        assert_eq!(of(&[], &early), Err(NoValue::NoRecords));
    }

    #[test]
    fn a_window_of_nothing_is_dormant() {
        let rule = LifecycleRule::of(Step::Month);
        let life = of(&[900, 0, 0, 0, 0, 0, 0], &rule).unwrap();
        assert_eq!((life.stage, life.dormant), (Stage::Decline, true));
        assert_eq!(life.slope, Err(NoValue::NoDenominator));
    }

    #[test]
    fn the_limits_belong_to_growth_and_decline() {
        let rule = LifecycleRule::default();
        // Slopes of 5 around a mean of 100.
        let rising = [90, 95, 100, 105, 110];
        let falling = [110, 105, 100, 95, 90];
        assert_eq!(of(&rising, &rule).unwrap().stage, Stage::Growth);
        assert_eq!(of(&falling, &rule).unwrap().stage, Stage::Decline);
        let wider = LifecycleRule {
            theta: Decimal::new(501, 4),
            ..rule
        };
        assert_eq!(of(&rising, &wider).unwrap().stage, Stage::Maturity);
        assert_eq!(of(&falling, &wider).unwrap().stage, Stage::Maturity);
    }

    #[test]
    fn scatter_is_uncertain_above_the_limit_alone() {
        let rule = LifecycleRule::default();
        // Without a slope, half of the mean away from it.
        let sales = [150, 50, 50, 150, 150, 50, 50, 150];
        assert!(!of(&sales, &rule).unwrap().uncertain);
        let tighter = LifecycleRule {
            cv_limit: Decimal::new(4999, 4),
            ..rule
        };
        assert!(of(&sales, &tighter).unwrap().uncertain);
    }

    #[test]
    fn seasons_do_not_count_where_they_are_taken_out() {
        let sales = [100, 100, 100, 400, 100, 100, 100, 400];
        let plain = LifecycleRule {
            young: 4,
            ..LifecycleRule::default()
        };
        assert_eq!(of(&sales, &plain).unwrap().stage, Stage::Growth);
        let without = LifecycleRule {
            deseasonalise: true,
            ..plain
        };
        let life = of(&sales, &without).unwrap();
        assert_eq!(
            (life.stage, life.slope),
            (Stage::Maturity, Ok(Decimal::ZERO))
        );
        assert!(!life.uncertain);
        // A straight line has the slope that it has without seasons.
        let line = [10, 20, 30, 40, 50, 60, 70, 80];
        let (one, other) = (of(&line, &plain).unwrap(), of(&line, &without).unwrap());
        assert_eq!(
            one.slope.unwrap().round_dp(20),
            other.slope.unwrap().round_dp(20)
        );
    }

    #[test]
    fn dormant_after_twice_the_usual_interval() {
        let rule = LifecycleRule::default();
        let of = |order_days: &[i32], as_of| {
            let history = History {
                sales: &[5; 6],
                order_days,
                as_of,
            };
            detect(&history, &rule).unwrap().dormant
        };
        assert!(!of(&[0, 10, 20], 40));
        assert!(of(&[0, 10, 20], 41));
        assert!(!of(&[0], 4000));
        assert!(!of(&[0, 0], 4000));
        assert!(!of(&[], 4000));
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let sales = [i64::MAX, 0, i64::MIN, i64::MAX, 3];
        assert_eq!(
            of(&sales, &LifecycleRule::default()),
            Err(NoValue::TooLarge)
        );
    }

    proptest! {
        #[test]
        fn scale_changes_nothing(sales in proptest::collection::vec(-50_i64..100_000, 1..30), times in 1_i64..1000, is_seasonal: bool) {
            let rule = LifecycleRule { deseasonalise: is_seasonal, ..LifecycleRule::default() };
            let scaled: Vec<_> = sales.iter().map(|value| value * times).collect();
            let (one, other) = (of(&sales, &rule).unwrap(), of(&scaled, &rule).unwrap());
            prop_assert_eq!((one.stage, one.dormant, one.uncertain), (other.stage, other.dormant, other.uncertain));
            let round = |life: Life| life.slope.map(|slope| slope.round_dp(20));
            prop_assert_eq!(round(one), round(other));
        }

        #[test]
        fn turned_round_growth_is_decline(sales in proptest::collection::vec(1_i64..100_000, 5..9)) {
            let rule = LifecycleRule::default();
            let turned: Vec<_> = sales.iter().rev().copied().collect();
            let (one, other) = (of(&sales, &rule).unwrap(), of(&turned, &rule).unwrap());
            prop_assert_eq!(one.slope.map(|slope| -slope), other.slope);
            prop_assert_eq!(one.stage == Stage::Growth, other.stage == Stage::Decline);
        }
    }
}
