//! How unequal customers are: the curves of Pareto and Lorenz, Gini, and what the best and the worst
//! bring.

use rust_decimal::Decimal;

use super::{
    fraction::{Fraction, count, whole},
    pareto::{Rounding, part, ranked},
};
use crate::{
    content::{Bilingual, bi},
    domain::{
        Currency,
        figure::{Figure, FigureKind, NoValue, Unit},
        ledger::ratio::{in_major, input},
    },
};

const SOURCE: Bilingual = bi(
    "80/20 与 80/20/30 法则（《怎样组建优秀的客户服务》）；基尼系数为通行指标",
    "Rules 80/20 and 80/20/30 (book on customer service); Gini as usually measured",
);

const fn kind(id: &'static str, label: Bilingual, formula: Bilingual, unit: Unit) -> FigureKind {
    FigureKind {
        id,
        label,
        formula,
        unit,
        source: SOURCE,
        rule: None,
    }
}

/// Gini coefficient.
pub const GINI: FigureKind = kind(
    "classify.gini",
    bi("基尼系数", "Gini coefficient"),
    bi(
        "Σ(2i − n − 1)x(i) ÷ (n Σx)，由小到大，只计正数；0 为均等",
        "Σ(2i − n − 1)x(i) ÷ (n Σx), rising, those above zero; 0 where all are equal",
    ),
    Unit::Number,
);
/// What the best fifth brings.
pub const BEST_FIFTH: FigureKind = kind(
    "classify.best_fifth",
    bi("最好的 20% 客户的贡献", "Brought by the best 20 %"),
    bi(
        "最大的 20%（四舍五入为整户）之和 ÷ 全部正数之和",
        "Sum of the largest 20 % (rounded to whole customers) ÷ sum of all above zero",
    ),
    Unit::Share,
);
/// What the worst customers bring.
pub const WORST_SHARE: FigureKind = kind(
    "classify.worst_share",
    bi("最差客户的贡献", "Brought by the worst"),
    bi(
        "最小的若干比例（四舍五入为整户）之和 ÷ 全部之和；亏损记负数，一并计入",
        "Sum of the smallest share (rounded to whole customers) ÷ sum of all, losses counted as negative",
    ),
    Unit::Share,
);

/// A point of a curve; both are shares of one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Point {
    /// Cumulative share of the customers.
    pub customers: Decimal,
    /// Cumulative share of the value.
    pub value: Decimal,
}

/// What a textbook says of how much some customers bring.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reference {
    /// Per cent of the customers.
    pub customers: u8,
    /// Per cent of the value.
    pub value: u8,
    /// Of whom it is said.
    pub label: Bilingual,
    /// Where.
    pub source: Bilingual,
}

const BOOK: Bilingual = bi(
    "《怎样组建优秀的客户服务》第一章",
    "Book on customer service, chapter 1",
);
const TEXTBOOK: Bilingual = bi("跟单员教材", "Merchandiser's textbook");

/// The points to lay over the curve.
pub const REFERENCES: [Reference; 5] = [
    Reference {
        customers: 5,
        value: 50,
        label: bi("A 类（贵宾型）", "Class A (VIP)"),
        source: BOOK,
    },
    Reference {
        customers: 20,
        value: 80,
        label: bi("80/20 法则；A、B 两类", "80/20 rule; classes A and B"),
        source: BOOK,
    },
    Reference {
        customers: 10,
        value: 70,
        label: bi("Ⅰ 类", "Class Ⅰ"),
        source: TEXTBOOK,
    },
    Reference {
        customers: 30,
        value: 90,
        label: bi("Ⅰ、Ⅱ 两类", "Classes Ⅰ and Ⅱ"),
        source: TEXTBOOK,
    },
    Reference {
        customers: 12,
        value: 57,
        label: bi("重要客户", "Important customers"),
        source: BOOK,
    },
];

fn curve(amounts: impl Iterator<Item = i64> + Clone) -> Result<Vec<Point>, NoValue> {
    let customers = count(amounts.clone().count());
    let all = amounts.clone().map(i128::from).sum();
    let point = |number, sum| {
        Ok(Point {
            customers: Fraction::new(number, customers)?.decimal()?,
            value: Fraction::new(sum, all)?.decimal()?,
        })
    };
    let mut points = vec![point(0, 0)?];
    let mut sum = 0;
    for (number, amount) in (1..).zip(amounts) {
        sum += i128::from(amount);
        points.push(point(number, sum)?);
    }
    Ok(points)
}

/// Cumulative shares from (0, 0) to (1, 1), the largest first; amounts above zero alone.
///
/// ```
/// use xinke::domain::classify::lorenz::pareto;
/// let points = pareto(&[10, 60, -5, 30])?;
/// let value: Vec<_> = points.iter().map(|point| point.value.to_string()).collect();
/// assert_eq!(value, ["0", "0.6", "0.9", "1"]);
/// # Ok::<(), xinke::domain::figure::NoValue>(())
/// ```
///
/// # Errors
/// [`NoValue::NoRecords`] where there is nobody, [`NoValue::NotPositive`] where nobody is above zero.
pub fn pareto(amounts: &[i64]) -> Result<Vec<Point>, NoValue> {
    curve(ranked(amounts)?.iter().map(|(amount, _)| *amount))
}

/// The same, the smallest first: below the line of equality.
///
/// # Errors
/// As [`pareto`].
pub fn lorenz(amounts: &[i64]) -> Result<Vec<Point>, NoValue> {
    curve(ranked(amounts)?.iter().rev().map(|(amount, _)| *amount))
}

/// 0 where all bring the same, towards 1 where one brings all; amounts above zero alone.
///
/// ```
/// use xinke::domain::classify::lorenz::gini;
/// assert_eq!(gini(&[5, 5, 5]).map(|gini| gini.to_string()), Ok("0".to_owned()));
/// assert_eq!(gini(&[1, 3]).map(|gini| gini.to_string()), Ok("0.25".to_owned()));
/// ```
///
/// # Errors
/// As [`pareto`].
pub fn gini(amounts: &[i64]) -> Result<Decimal, NoValue> {
    let ranked = ranked(amounts)?;
    let n = count(ranked.len());
    let (mut weighted, mut sum) = (0, 0);
    for (i, (amount, _)) in (1..).zip(ranked.iter().rev()) {
        weighted += (2 * i - n - 1) * i128::from(*amount);
        sum += i128::from(*amount);
    }
    Fraction::new(weighted, n * sum)?.decimal()
}

/// Customers counted, their sum and the sum of all.
struct Brought {
    customers: usize,
    part: i128,
    all: i128,
}

impl Brought {
    fn share(&self) -> Result<Decimal, NoValue> {
        Fraction::new(self.part, self.all)?.decimal()
    }

    fn figure(
        found: Result<Self, NoValue>,
        kind: &'static FigureKind,
        share: Decimal,
        home: Currency,
    ) -> Figure {
        let inputs = found.as_ref().map(|found| {
            let customers = Decimal::from(u64::try_from(found.customers).unwrap_or(u64::MAX));
            vec![
                input(bi("客户比例", "Share of customers"), share),
                input(bi("计入户数", "Customers counted"), customers),
                input(
                    bi("其数额之和", "Sum of theirs"),
                    in_major(whole(found.part), home),
                ),
                input(
                    bi("全部数额之和", "Sum of all"),
                    in_major(whole(found.all), home),
                ),
            ]
        });
        Figure {
            kind,
            inputs: inputs.unwrap_or_default(),
            value: found.and_then(|found| found.share()),
        }
    }
}

fn best(amounts: &[i64], share: Decimal) -> Result<Brought, NoValue> {
    let ranked = ranked(amounts)?;
    let customers = part(ranked.len(), share, Rounding::HalfUp)?;
    let sum = |number| {
        let amounts = ranked.iter().take(number);
        amounts.map(|(amount, _)| i128::from(*amount)).sum()
    };
    Ok(Brought {
        customers,
        part: sum(customers),
        all: sum(ranked.len()),
    })
}

fn worst(amounts: &[i64], share: Decimal) -> Result<Brought, NoValue> {
    if amounts.is_empty() {
        return Err(NoValue::NoRecords);
    }
    let mut rising = amounts.to_vec();
    rising.sort_unstable();
    let customers = part(rising.len(), share, Rounding::HalfUp)?;
    let sum = |number| rising.iter().take(number).copied().map(i128::from).sum();
    let all = sum(rising.len());
    if all <= 0 {
        return Err(NoValue::NotPositive);
    }
    Ok(Brought {
        customers,
        part: sum(customers),
        all,
    })
}

/// What the best `share` of the customers bring; those above zero alone, their number rounded half up.
///
/// ```
/// use rust_decimal::Decimal;
/// use xinke::domain::classify::lorenz::share_of_best;
/// let profit = [300, 200, 150, 100, 80, 60, 50, 30, 20, 10];
/// let share = share_of_best(&profit, Decimal::new(20, 2))?;
/// assert_eq!(share.to_string(), "0.5");
/// # Ok::<(), xinke::domain::figure::NoValue>(())
/// ```
///
/// # Errors
/// As [`pareto`].
pub fn share_of_best(amounts: &[i64], share: Decimal) -> Result<Decimal, NoValue> {
    best(amounts, share)?.share()
}

/// What the worst `share` of all customers bring, their number rounded half up. Losses count, so that
/// it can be below zero.
///
/// ```
/// use rust_decimal::Decimal;
/// use xinke::domain::classify::lorenz::share_of_worst;
/// let profit = [300, 200, 150, 100, 80, 60, 50, 60, -50, -150];
/// let share = share_of_worst(&profit, Decimal::new(30, 2))?;
/// assert_eq!(share.to_string(), "-0.1875");
/// # Ok::<(), xinke::domain::figure::NoValue>(())
/// ```
///
/// # Errors
/// [`NoValue::NoRecords`] where there is nobody, [`NoValue::NotPositive`] where all together come to
/// zero or less.
pub fn share_of_worst(amounts: &[i64], share: Decimal) -> Result<Decimal, NoValue> {
    worst(amounts, share)?.share()
}

/// [`gini`] as a figure.
pub fn gini_figure(amounts: &[i64]) -> Figure {
    let positive = amounts.iter().filter(|amount| **amount > 0).count();
    let number = |number: usize| Decimal::from(u64::try_from(number).unwrap_or(u64::MAX));
    Figure {
        kind: &GINI,
        value: gini(amounts),
        inputs: vec![
            input(bi("计入户数 n", "Customers counted, n"), number(positive)),
            input(
                bi("未计入户数（不为正）", "Left out (not above zero)"),
                number(amounts.len() - positive),
            ),
        ],
    }
}

/// What the best fifth brings as a figure.
pub fn best_fifth_figure(amounts: &[i64], home: Currency) -> Figure {
    let fifth = Decimal::new(2, 1);
    Brought::figure(best(amounts, fifth), &BEST_FIFTH, fifth, home)
}

/// [`share_of_worst`] as a figure.
pub fn worst_figure(amounts: &[i64], share: Decimal, home: Currency) -> Figure {
    Brought::figure(worst(amounts, share), &WORST_SHARE, share, home)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nobody_and_nothing_give_reasons() {
        let third = Decimal::new(3, 1);
        for (amounts, reason) in [
            (&[][..], NoValue::NoRecords),
            (&[0, -5], NoValue::NotPositive),
        ] {
            assert_eq!(pareto(amounts), Err(reason));
            assert_eq!(lorenz(amounts), Err(reason));
            assert_eq!(gini(amounts), Err(reason));
            assert_eq!(share_of_best(amounts, third), Err(reason));
            assert_eq!(share_of_worst(amounts, third), Err(reason));
            assert_eq!(gini_figure(amounts).value, Err(reason));
        }
    }

    #[test]
    fn a_figure_names_what_went_in() {
        let figure = best_fifth_figure(&[3000, 2000, 1000, -500], Currency::CNY);
        assert_eq!(figure.value, Ok(Decimal::new(5, 1)));
        let inputs: Vec<_> = figure
            .inputs
            .iter()
            .map(|input| input.value.as_str())
            .collect();
        assert_eq!(inputs, ["0.2", "1", "30.00", "60.00"]);
    }

    proptest! {
        #[test]
        fn curves_rise_from_nothing_to_all(amounts in proptest::collection::vec(1_i64..1_000_000, 1..60)) {
            let (pareto, lorenz) = (pareto(&amounts).unwrap(), lorenz(&amounts).unwrap());
            for curve in [&pareto, &lorenz] {
                prop_assert_eq!(curve.len(), amounts.len() + 1);
                let end = Point { customers: Decimal::ONE, value: Decimal::ONE };
                prop_assert_eq!(curve.last(), Some(&end));
                prop_assert!(curve.windows(2).all(|pair| pair[0].value < pair[1].value));
            }
            for (above, below) in pareto.iter().zip(&lorenz) {
                let eps = Decimal::new(1, 25);
                prop_assert!(above.value + eps >= above.customers && below.value <= below.customers + eps);
            }
        }

        #[test]
        fn order_and_scale_change_nothing(
            mut amounts in proptest::collection::vec(-50_i64..1_000_000, 1..60),
            times in 1_i64..1000,
        ) {
            let all = |amounts: &[i64]| {
                let share = Decimal::new(3, 1);
                [gini(amounts), share_of_best(amounts, share), share_of_worst(amounts, share)]
            };
            let before = all(&amounts);
            amounts.reverse();
            for amount in &mut amounts {
                *amount *= times;
            }
            prop_assert_eq!(before, all(&amounts));
            if let Ok(gini) = before[0] {
                prop_assert!(gini >= Decimal::ZERO && gini < Decimal::ONE);
            }
        }
    }
}
