//! ABC classes: by cumulative value, by count, by thresholds.

use std::cmp::Reverse;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::fraction::{Fraction, count, whole};
use crate::{
    content::{Bilingual, bi},
    domain::figure::{FigureKind, NoValue, Unit},
};

/// Below so many customers classes say little.
pub const FEW: usize = 5;

const SOURCE: Bilingual = bi(
    "按成交金额的Ⅰ、Ⅱ、Ⅲ类（跟单员教材）与按利润的A、B、C类（《怎样组建优秀的客户服务》）",
    "Classes Ⅰ, Ⅱ, Ⅲ by amount (merchandiser's textbook) and A, B, C by profit (book on customer service)",
);

const fn share(id: &'static str, label: Bilingual, formula: Bilingual) -> FigureKind {
    FigureKind {
        id,
        label,
        formula,
        unit: Unit::Share,
        source: SOURCE,
        rule: None,
    }
}

/// Share of the customers that a class has.
pub const COUNT_SHARE: FigureKind = share(
    "classify.count_share",
    bi("客户数占比", "Share of customers"),
    bi(
        "本类客户数 ÷ 数额为正的客户数",
        "Customers of the class ÷ customers above zero",
    ),
);
/// Share of the value that a class has.
pub const VALUE_SHARE: FigureKind = share(
    "classify.value_share",
    bi("数额占比", "Share of value"),
    bi(
        "本类数额 ÷ 全部正数额之和",
        "Value of the class ÷ sum of all values above zero",
    ),
);
/// How far the shares of the classes are from those of the textbook.
pub const DISTANCE: FigureKind = share(
    "classify.distance",
    bi("与参考比重的差距", "Distance from the reference"),
    bi(
        "Σ|实际占比 − 参考占比| ÷ 2；0 为完全相符",
        "Σ|actual share − reference share| ÷ 2; 0 where they agree",
    ),
);

/// Whether the customer who crosses a border belongs above it or below.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug, Default)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Border {
    /// Above it: the cumulative share before the customer is below the cut.
    #[default]
    CrossIn,
    /// Below it, unless the cumulative share with the customer is exactly the cut.
    Strict,
}

/// How a share of the customers becomes a number of them.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug, Default)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Rounding {
    /// To the nearest, halves up.
    #[default]
    HalfUp,
    /// Up.
    Ceil,
    /// Down.
    Floor,
}

/// What becomes of equal values at a border.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug, Default)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Ties {
    /// They stay together in the best class that one of them reaches.
    #[default]
    Together,
    /// They are divided in the order in which they come.
    Split,
}

/// The class of each customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Classes {
    /// Class of each, 0 the best; the lowest for amounts of zero and below.
    pub of: Vec<u8>,
    /// Whether a border went through customers of the same value, this one among them.
    pub tied: Vec<bool>,
    /// How many have an amount of zero or below and are out of the base.
    pub removed: usize,
    /// The sum of those, in minor units.
    pub removed_sum: Decimal,
}

/// What a class has of the customers and of the value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fit {
    /// Customers above zero.
    pub customers: usize,
    /// The sum of their amounts, in minor units.
    pub amount: Decimal,
    /// Share of all customers above zero.
    pub count_share: Result<Decimal, NoValue>,
    /// Share of the sum of all amounts above zero.
    pub value_share: Result<Decimal, NoValue>,
}

/// Amounts above zero with their places, the largest first, equals as they come.
pub(super) fn ranked(amounts: &[i64]) -> Result<Vec<(i64, usize)>, NoValue> {
    if amounts.is_empty() {
        return Err(NoValue::NoRecords);
    }
    let places = amounts.iter().copied().zip(0..);
    let mut ranked: Vec<(i64, usize)> = places.filter(|(amount, _)| *amount > 0).collect();
    if ranked.is_empty() {
        return Err(NoValue::NotPositive);
    }
    ranked.sort_by_key(|(amount, _)| Reverse(*amount));
    Ok(ranked)
}

fn class(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

fn assign(
    amounts: &[i64],
    ranked: &[(i64, usize)],
    by_position: &[u8],
    lowest: u8,
    ties: Ties,
) -> Classes {
    let out = || amounts.iter().filter(|amount| **amount <= 0);
    let mut classes = Classes {
        of: vec![lowest; amounts.len()],
        tied: vec![false; amounts.len()],
        removed: out().count(),
        removed_sum: whole(out().copied().map(i128::from).sum()),
    };
    let mut rest = by_position;
    for equals in ranked.chunk_by(|(one, _), (other, _)| one == other) {
        let (theirs, after) = rest.split_at_checked(equals.len()).unwrap_or((rest, &[]));
        rest = after;
        let best = theirs.first().copied().unwrap_or(lowest);
        let is_border = theirs.last() != theirs.first();
        for ((_, place), own) in equals.iter().zip(theirs) {
            let own = if ties == Ties::Together { best } else { *own };
            if let Some(class) = classes.of.get_mut(*place) {
                *class = own;
            }
            if let Some(tied) = classes.tied.get_mut(*place) {
                *tied = is_border;
            }
        }
    }
    classes
}

/// Classes by cumulative share of the value: `cuts` are the rising borders, one fewer than classes.
/// Amounts of zero and below get the lowest class and are out of the base. A single customer above
/// zero is in the best class.
///
/// ```
/// use rust_decimal::Decimal;
/// use xinke::domain::classify::pareto::{Border, Ties, by_value};
/// let sales = [300, 200, 150, 100, 80, 60, 50, 30, 20, 10];
/// let cuts = [Decimal::new(70, 2), Decimal::new(90, 2)];
/// let classes = by_value(&sales, &cuts, Border::CrossIn, Ties::Together)?;
/// assert_eq!(classes.of, [0, 0, 0, 0, 1, 1, 1, 2, 2, 2]);
/// let classes = by_value(&sales, &cuts, Border::Strict, Ties::Together)?;
/// assert_eq!(classes.of, [0, 0, 0, 1, 1, 1, 2, 2, 2, 2]);
/// # Ok::<(), xinke::domain::figure::NoValue>(())
/// ```
///
/// # Errors
/// [`NoValue::NoRecords`] where there is nobody, [`NoValue::NotPositive`] where nobody is above zero.
pub fn by_value(
    amounts: &[i64],
    cuts: &[Decimal],
    border: Border,
    ties: Ties,
) -> Result<Classes, NoValue> {
    let ranked = ranked(amounts)?;
    let all = ranked.iter().map(|(amount, _)| i128::from(*amount)).sum();
    let cuts: Vec<_> = cuts.iter().copied().map(Fraction::of).collect();
    let (mut before, mut by_position) = (0, Vec::with_capacity(ranked.len()));
    for (amount, _) in &ranked {
        let with = before + i128::from(*amount);
        let (before_it, with_it) = (Fraction::new(before, all)?, Fraction::new(with, all)?);
        let is_below = |cut: &&Fraction| match border {
            Border::CrossIn => before_it >= **cut,
            Border::Strict => with_it > **cut,
        };
        by_position.push(class(cuts.iter().filter(is_below).count()));
        before = with;
    }
    first_alone(&mut by_position);
    Ok(assign(
        amounts,
        &ranked,
        &by_position,
        class(cuts.len()),
        ties,
    ))
}

/// A single customer is the best there is.
fn first_alone(by_position: &mut [u8]) {
    if let [only] = by_position {
        *only = 0;
    }
}

/// A share of so many customers as a number of them.
///
/// # Errors
/// [`NoValue::TooLarge`] for shares of more digits than can be held.
pub(super) fn part(customers: usize, share: Decimal, rounding: Rounding) -> Result<usize, NoValue> {
    let exact = Fraction::of(share).times(count(customers))?;
    let (is_over, is_half) = exact.rest();
    let up = match rounding {
        Rounding::HalfUp => is_half,
        Rounding::Ceil => is_over,
        Rounding::Floor => false,
    };
    let rounded = exact.floor() + i128::from(up);
    Ok(usize::try_from(rounded.max(0)).map_or(customers, |number| number.min(customers)))
}

/// Classes by shares of the customers, one for each class, together 1. The borders are the rounded
/// cumulative shares, so that the classes come to all customers. Amounts of zero and below get the
/// lowest class and are out of the base. A single customer above zero is in the best class.
///
/// ```
/// use rust_decimal::Decimal;
/// use xinke::domain::classify::pareto::{Rounding, Ties, by_count, fit};
/// let sales = [300, 200, 150, 100, 80, 60, 50, 30, 20, 10];
/// let shares = [10, 20, 70].map(|share| Decimal::new(share, 2));
/// let classes = by_count(&sales, &shares, Rounding::HalfUp, Ties::Together)?;
/// assert_eq!(classes.of, [0, 1, 1, 2, 2, 2, 2, 2, 2, 2]);
/// let fit = fit(&sales, &classes, 3);
/// let shares = fit.iter().map(|fit| fit.value_share.map(|share| share.to_string()));
/// assert_eq!(shares.collect::<Result<Vec<_>, _>>()?, ["0.3", "0.35", "0.35"]);
/// # Ok::<(), xinke::domain::figure::NoValue>(())
/// ```
///
/// # Errors
/// As [`by_value`]; [`NoValue::NotWhole`] where the shares do not come to 1 or one is negative.
pub fn by_count(
    amounts: &[i64],
    shares: &[Decimal],
    rounding: Rounding,
    ties: Ties,
) -> Result<Classes, NoValue> {
    let ranked = ranked(amounts)?;
    let sum = shares
        .iter()
        .try_fold(Decimal::ZERO, |sum, share| sum.checked_add(*share));
    if sum != Some(Decimal::ONE) || shares.iter().any(|share| *share < Decimal::ZERO) {
        return Err(NoValue::NotWhole);
    }
    let lowest = shares.len().saturating_sub(1);
    let (mut upto, mut borders) = (Decimal::ZERO, Vec::with_capacity(lowest));
    for share in shares.iter().take(lowest) {
        upto += *share;
        borders.push(part(ranked.len(), upto, rounding)?);
    }
    let of = |position: usize| class(borders.iter().filter(|border| position >= **border).count());
    let mut by_position: Vec<u8> = (0..ranked.len()).map(of).collect();
    first_alone(&mut by_position);
    Ok(assign(amounts, &ranked, &by_position, class(lowest), ties))
}

/// Classes by falling lower bounds, one fewer than classes: a value is in the first class whose bound
/// it reaches, in the lowest if it reaches none. No value, no class.
///
/// ```
/// use rust_decimal::Decimal;
/// use xinke::domain::classify::pareto::by_threshold;
/// let at = [100, 20].map(Decimal::from);
/// let values = [Some(100), Some(99), Some(-5), None].map(|value| value.map(Decimal::from));
/// assert_eq!(by_threshold(&values, &at), [Some(0), Some(1), Some(2), None]);
/// ```
pub fn by_threshold(values: &[Option<Decimal>], at: &[Decimal]) -> Vec<Option<u8>> {
    let of = |value: Decimal| class(at.iter().filter(|bound| value < **bound).count());
    values.iter().map(|value| value.map(of)).collect()
}

/// What each of `n` classes has of the customers and of the value, to compare with the textbook's
/// shares. Amounts of zero and below are left out, as in the classes.
pub fn fit(amounts: &[i64], classes: &Classes, n: usize) -> Vec<Fit> {
    let mut sums = vec![(0_usize, 0_i128); n];
    for (amount, class) in amounts.iter().zip(&classes.of) {
        if let Some((customers, sum)) = sums.get_mut(usize::from(*class)).filter(|_| *amount > 0) {
            *customers += 1;
            *sum += i128::from(*amount);
        }
    }
    let customers = sums.iter().map(|(customers, _)| count(*customers)).sum();
    let all = sums.iter().map(|(_, sum)| sum).sum();
    let share = |part, whole| Fraction::new(part, whole).and_then(Fraction::decimal);
    let fit = |(number, sum): &(usize, i128)| Fit {
        customers: *number,
        amount: whole(*sum),
        count_share: share(count(*number), customers),
        value_share: share(*sum, all),
    };
    sums.iter().map(fit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shares(percents: &[i64]) -> Vec<Decimal> {
        percents
            .iter()
            .map(|percent| Decimal::new(*percent, 2))
            .collect()
    }

    fn all(amounts: &[i64], ties: Ties) -> Vec<Classes> {
        let by_value = [Border::CrossIn, Border::Strict]
            .map(|border| by_value(amounts, &shares(&[70, 90]), border, ties));
        let by_count = [Rounding::HalfUp, Rounding::Ceil, Rounding::Floor]
            .map(|rounding| by_count(amounts, &shares(&[10, 20, 70]), rounding, ties));
        by_value
            .into_iter()
            .chain(by_count)
            .map(Result::unwrap)
            .collect()
    }

    #[test]
    fn nobody_and_nothing_give_reasons() {
        let cuts = shares(&[70, 90]);
        let of = |amounts: &[i64]| by_value(amounts, &cuts, Border::CrossIn, Ties::Together);
        assert_eq!(of(&[]), Err(NoValue::NoRecords));
        assert_eq!(of(&[0, -5]), Err(NoValue::NotPositive));
        for wrong in [&[10, 20][..], &[-10, 110], &[]] {
            let found = by_count(&[1], &shares(wrong), Rounding::HalfUp, Ties::Together);
            assert_eq!(found, Err(NoValue::NotWhole), "{wrong:?}");
        }
    }

    #[test]
    fn returns_are_out_of_the_base_and_a_single_customer_is_the_best() {
        for classes in all(&[-30, 40, 0], Ties::Together) {
            assert_eq!(classes.of, [2, 0, 2]);
            assert_eq!(
                (classes.removed, classes.removed_sum),
                (2, Decimal::from(-30))
            );
        }
    }

    #[test]
    fn equals_at_a_border_stay_together_or_go_in_their_order() {
        let amounts = [40, 40, 20];
        let of = |ties| by_value(&amounts, &shares(&[40, 90]), Border::CrossIn, ties).unwrap();
        assert_eq!(of(Ties::Together).of, [0, 0, 1]);
        assert_eq!(of(Ties::Split).of, [0, 1, 1]);
        assert_eq!(of(Ties::Together).tied, [true, true, false]);
        assert_eq!(of(Ties::Split).tied, [true, true, false]);
    }

    #[test]
    fn borders_are_exact_for_the_largest_amounts() {
        let amounts = [i64::MAX; 10];
        let classes = by_value(&amounts, &shares(&[70, 90]), Border::Strict, Ties::Split).unwrap();
        assert_eq!(classes.of, [0, 0, 0, 0, 0, 0, 0, 1, 1, 2]);
        let digits: Decimal = "0.7000000000000000000000000001".parse().unwrap();
        let classes = by_value(&amounts, &[digits], Border::CrossIn, Ties::Split).unwrap();
        assert_eq!(classes.of, [0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
    }

    proptest! {
        #[test]
        fn order_and_scale_change_nothing_and_equals_stay_together(
            amounts in proptest::collection::vec(-50_i64..200, 1..60).prop_filter("sales", |amounts| amounts.iter().any(|amount| *amount > 0)),
            times in 1_i64..1_000_000,
        ) {
            let before = all(&amounts, Ties::Together);
            let turned: Vec<_> = amounts.iter().rev().map(|amount| amount * times).collect();
            for (one, other) in before.iter().zip(all(&turned, Ties::Together)) {
                prop_assert!(one.of.iter().eq(other.of.iter().rev()));
                prop_assert!(one.tied.iter().eq(other.tied.iter().rev()));
                prop_assert_eq!(one.removed, other.removed);
                for (i, a) in amounts.iter().enumerate() {
                    for (j, b) in amounts.iter().enumerate() {
                        prop_assert!(a < b || one.of[i] <= one.of[j]);
                        prop_assert!(a != b || one.of[i] == one.of[j]);
                    }
                }
            }
        }

        #[test]
        fn classes_share_out_everything(
            amounts in proptest::collection::vec(-50_i64..1_000_000, 1..60).prop_filter("sales", |amounts| amounts.iter().any(|amount| *amount > 0)),
        ) {
            for classes in all(&amounts, Ties::Split) {
                let fit = fit(&amounts, &classes, 3);
                let customers: usize = fit.iter().map(|fit| fit.customers).sum();
                prop_assert_eq!(customers + classes.removed, amounts.len());
                let sum: Decimal = fit.iter().map(|fit| fit.amount).sum();
                prop_assert_eq!(sum + classes.removed_sum, Decimal::from(amounts.iter().sum::<i64>()));
                for share in [|fit: &Fit| fit.count_share, |fit: &Fit| fit.value_share] {
                    let sum: Decimal = fit.iter().map(|fit| share(fit).unwrap()).sum();
                    prop_assert_eq!(sum.round_dp(24), Decimal::ONE);
                }
            }
        }

        #[test]
        fn without_equals_the_counts_are_as_asked(
            amounts in proptest::collection::hash_set(1_i64..1_000_000, 2..80),
        ) {
            let amounts: Vec<_> = amounts.into_iter().collect();
            let classes = by_count(&amounts, &shares(&[10, 20, 70]), Rounding::HalfUp, Ties::Together).unwrap();
            let of = |class| classes.of.iter().filter(|own| **own == class).count();
            let n = amounts.len();
            prop_assert_eq!(of(0), (n + 5) / 10);
            prop_assert_eq!(of(0) + of(1), (3 * n + 5) / 10);
        }
    }
}
