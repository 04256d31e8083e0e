//! Whether what is spent on the classes follows what they bring.

use rust_decimal::Decimal;

use crate::{
    content::bi,
    domain::{
        figure::{Figure, FigureKind, NoValue, Unit, quotient},
        ledger::ratio::input,
    },
};

/// Index of mis-allocation.
pub const MISALLOCATION: FigureKind = FigureKind {
    id: "classify.misallocation",
    label: bi("资源错配指数", "Mis-allocation index"),
    formula: bi(
        "Σ|各类资源占比 − 各类利润占比| ÷ 2；0 为完全相配",
        "Σ|share of the resources − share of the profit| ÷ 2 over the classes; 0 where they match",
    ),
    unit: Unit::Share,
    source: bi(
        "80/20 法则：资源向带来利润的客户倾斜（《怎样组建优秀的客户服务》）；指数为本工具的建议",
        "80/20 rule: resources go to those who bring the profit (book on customer service); the index is our proposal",
    ),
    rule: None,
};

/// Each part as a share of their sum.
///
/// # Errors
/// [`NoValue::NoRecords`] without parts, [`NoValue::NotPositive`] where they come to zero or less,
/// [`NoValue::TooLarge`].
pub fn shares(parts: &[Decimal]) -> Result<Vec<Decimal>, NoValue> {
    if parts.is_empty() {
        return Err(NoValue::NoRecords);
    }
    let all = sum(parts).ok_or(NoValue::TooLarge)?;
    if all <= Decimal::ZERO {
        return Err(NoValue::NotPositive);
    }
    parts.iter().map(|part| quotient(*part, all)).collect()
}

fn sum(parts: &[Decimal]) -> Option<Decimal> {
    let mut parts = parts.iter();
    parts.try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))
}

/// Half the sum of the differences between two lists of shares; of a fit from its reference, too.
///
/// # Errors
/// [`NoValue::NotEntered`] where one list is longer, [`NoValue::TooLarge`].
pub fn distance(shares: &[Decimal], others: &[Decimal]) -> Result<Decimal, NoValue> {
    if shares.len() != others.len() {
        return Err(NoValue::NotEntered);
    }
    let pairs = shares.iter().zip(others);
    let differences: Option<Vec<_>> = pairs
        .map(|(one, other)| one.checked_sub(*other).map(|difference| difference.abs()))
        .collect();
    let all = differences.and_then(|differences| sum(&differences));
    Ok(all.ok_or(NoValue::TooLarge)? / Decimal::TWO)
}

/// How far the resources of the classes are from their profits: 0 where the shares match, 1 where all
/// goes to classes that bring nothing, above 1 where those lose money. Both lists are in the order of
/// the classes and in any unit.
///
/// ```
/// use rust_decimal::Decimal;
/// use xinke::domain::classify::allocation::misallocation;
/// let resources = [20, 30, 50].map(Decimal::from);
/// let profit = [800, 150, 50].map(Decimal::from);
/// // (|.20 − .80| + |.30 − .15| + |.50 − .05|) ÷ 2
/// assert_eq!(misallocation(&resources, &profit).map(|index| index.normalize().to_string()), Ok("0.6".to_owned()));
/// ```
///
/// # Errors
/// As [`shares`] and [`distance`].
pub fn misallocation(resources: &[Decimal], profit: &[Decimal]) -> Result<Decimal, NoValue> {
    distance(&shares(resources)?, &shares(profit)?)
}

/// [`misallocation`] as a figure.
pub fn misallocation_figure(resources: &[Decimal], profit: &[Decimal]) -> Figure {
    let sums = [
        (bi("资源合计", "All resources"), sum(resources)),
        (bi("利润合计", "All profit"), sum(profit)),
    ];
    let inputs = sums
        .into_iter()
        .filter_map(|(label, sum)| Some(input(label, sum?)));
    Figure {
        kind: &MISALLOCATION,
        value: misallocation(resources, profit),
        inputs: inputs.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_compared_says_why() {
        let one = [Decimal::ONE];
        assert_eq!(misallocation(&[], &[]), Err(NoValue::NoRecords));
        assert_eq!(
            misallocation(&one, &[Decimal::ZERO]),
            Err(NoValue::NotPositive)
        );
        assert_eq!(
            misallocation(&one, &[Decimal::ONE; 2]),
            Err(NoValue::NotEntered)
        );
        assert_eq!(
            misallocation(&[Decimal::MAX; 2], &[Decimal::ONE; 2]),
            Err(NoValue::TooLarge)
        );
        assert_eq!(misallocation_figure(&one, &one).value, Ok(Decimal::ZERO));
    }

    proptest! {
        #[test]
        fn it_lies_between_nothing_and_all(pairs in proptest::collection::vec((1_i64..1000, 1_i64..1000), 1..10)) {
            let (resources, profit): (Vec<_>, Vec<_>) = pairs.iter().map(|(r, p)| (Decimal::from(*r), Decimal::from(*p))).unzip();
            let index = misallocation(&resources, &profit).unwrap();
            prop_assert!(index >= Decimal::ZERO && index < Decimal::ONE);
            prop_assert_eq!(misallocation(&profit, &resources), Ok(index));
            prop_assert!(misallocation(&profit, &profit).unwrap().is_zero());
        }
    }
}
