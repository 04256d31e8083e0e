//! RFM: recency, frequency and money in scores of 1 to 5, and the segments made of them.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::pareto::FEW;
use crate::content::{Bilingual, bi};

/// How the five bins of a score are found.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug, Default)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Bins {
    /// Cut at the quantiles of 20, 40, 60 and 80 % (type 7), each plus one: a day, an order, a unit
    /// of currency. The rule of the R package `rfm`.
    #[default]
    QuantilePlusOne,
    /// Cut at those quantiles.
    Quantile,
    /// Cut at the thresholds of the rule.
    Fixed,
    /// By the share of customers who are worse.
    Rank,
}

/// How customers are scored.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
#[serde(default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RfmRule {
    /// How the bins are found.
    pub bins: Bins,
    /// Rising thresholds in days, for [`Bins::Fixed`]; a score falls where one is reached.
    pub recency: Vec<Decimal>,
    /// Rising thresholds in orders; a score rises where one is reached.
    pub frequency: Vec<Decimal>,
    /// Rising thresholds in units of the home currency.
    pub monetary: Vec<Decimal>,
    /// Weights of R, F and M in the weighted score.
    pub weights: [u32; 3],
}

impl Default for RfmRule {
    fn default() -> Self {
        let cuts = |cuts: [i64; 4]| cuts.map(Decimal::from).to_vec();
        Self {
            bins: Bins::default(),
            recency: cuts([31, 91, 181, 366]),
            frequency: cuts([2, 3, 5, 9]),
            monetary: cuts([20, 40, 80, 160]),
            weights: [1; 3],
        }
    }
}

/// What a customer did in the period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rfm {
    /// Days since the last order.
    pub recency: i64,
    /// Orders.
    pub frequency: u32,
    /// Sales in minor units of the home currency.
    pub monetary: i64,
}

/// Three scores, 5 the best; with fixed thresholds the best is one more than thresholds.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Score {
    /// Recency.
    pub r: u8,
    /// Frequency.
    pub f: u8,
    /// Money.
    pub m: u8,
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.r, self.f, self.m)
    }
}

impl Score {
    /// What the customer is worth: the mean of F and M.
    pub fn worth(self) -> Decimal {
        Decimal::new((i64::from(self.f) + i64::from(self.m)) * 5, 1)
    }

    /// The weighted mean of the three; none where all weights are zero.
    ///
    /// ```
    /// use xinke::domain::classify::rfm::Score;
    /// let score = Score { r: 5, f: 3, m: 1 };
    /// assert_eq!(score.weighted([2, 1, 1]).map(|mean| mean.to_string()), Some("3.5".to_owned()));
    /// assert_eq!(score.weighted([0; 3]), None);
    /// ```
    pub fn weighted(self, weights: [u32; 3]) -> Option<Decimal> {
        let parts = [self.r, self.f, self.m].into_iter().zip(weights);
        let sum: u64 = parts
            .map(|(score, weight)| u64::from(score) * u64::from(weight))
            .sum();
        let all: u64 = weights.into_iter().map(u64::from).sum();
        let mean = Decimal::from(sum).checked_div(all.into())?;
        Some(mean.normalize())
    }
}

/// Where the scores change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Thresholds {
    /// In days.
    pub recency: Vec<Decimal>,
    /// In orders.
    pub frequency: Vec<Decimal>,
    /// In units of the home currency.
    pub monetary: Vec<Decimal>,
}

/// The scores of all customers, and how they came about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scored {
    /// In the order of the customers; none for those without an order.
    pub scores: Vec<Option<Score>>,
    /// The bins that were used: [`Bins::Fixed`] in place of others where there are too few customers.
    pub bins: Bins,
    /// Fewer than [`FEW`] customers with an order.
    pub is_few: bool,
    /// Where the scores change; none for [`Bins::Rank`].
    pub thresholds: Option<Thresholds>,
}

/// The quantile of type 7, exactly: on the straight line between the two values beside it.
fn quantile(rising: &[i64], hundredths: usize, decimals: u32) -> Decimal {
    let place = rising.len().saturating_sub(1) * hundredths;
    let value = |place: usize| {
        rising
            .get(place)
            .or(rising.last())
            .copied()
            .map_or(0, i128::from)
    };
    let (low, high) = (value(place / 100), value(place / 100 + 1));
    let behind = i128::try_from(place % 100).unwrap_or_default();
    let hundredfold = low * 100 + (high - low) * behind;
    Decimal::from_i128_with_scale(hundredfold, decimals + 2).normalize()
}

/// One of the three measures of all customers with an order.
struct Measure {
    values: Vec<i64>,
    rising: Vec<i64>,
    decimals: u32,
}

impl Measure {
    fn of(customers: &[Option<Rfm>], decimals: u32, read: impl Fn(&Rfm) -> i64) -> Self {
        let values: Vec<i64> = customers.iter().flatten().map(read).collect();
        let mut rising = values.clone();
        rising.sort_unstable();
        Self {
            values,
            rising,
            decimals,
        }
    }

    fn cuts(&self, bins: Bins, fixed: &[Decimal]) -> Vec<Decimal> {
        let extra = match bins {
            Bins::QuantilePlusOne => Decimal::ONE,
            Bins::Quantile => Decimal::ZERO,
            Bins::Fixed | Bins::Rank => return fixed.to_vec(),
        };
        let cuts =
            [20, 40, 60, 80].map(|share| quantile(&self.rising, share, self.decimals) + extra);
        cuts.to_vec()
    }

    /// How many cuts each value reaches.
    fn reached(&self, cuts: &[Decimal]) -> Vec<u8> {
        let reached = |value: &i64| {
            let value = Decimal::new(*value, self.decimals);
            let cuts = cuts.iter().filter(|cut| value >= **cut).count();
            u8::try_from(cuts).unwrap_or(u8::MAX)
        };
        self.values.iter().map(reached).collect()
    }

    /// How many fifths of the customers have less, or more.
    fn fifths(&self, is_less: bool) -> Vec<u8> {
        let n = self.rising.len();
        let fifths = |value: &i64| {
            let beyond = if is_less {
                self.rising.partition_point(|other| other < value)
            } else {
                n - self.rising.partition_point(|other| other <= value)
            };
            (beyond * 5)
                .checked_div(n)
                .and_then(|fifth| u8::try_from(fifth).ok())
                .unwrap_or(0)
        };
        self.values.iter().map(fifths).collect()
    }
}

/// Scores the customers that have an order; `decimals` are those of the home currency. Equals score
/// the same. Below [`FEW`] of them the thresholds of the rule are used, whatever its bins.
///
/// ```
/// use xinke::domain::classify::rfm::{Bins, Rfm, RfmRule, scores};
/// let customer = |recency, frequency, monetary| Some(Rfm { recency, frequency, monetary });
/// let customers = [customer(10, 9, 90_000), None, customer(400, 1, 1_000)];
/// let found = scores(&customers, &RfmRule::default(), 2);
/// let scores: Vec<_> = found.scores.iter().flatten().map(ToString::to_string).collect();
/// assert_eq!(scores, ["555", "111"]);
/// assert!(found.is_few && found.bins == Bins::Fixed); // quintiles of two customers say nothing
/// ```
pub fn scores(customers: &[Option<Rfm>], rule: &RfmRule, decimals: u32) -> Scored {
    let recency = Measure::of(customers, 0, |one| one.recency);
    let frequency = Measure::of(customers, 0, |one| one.frequency.into());
    let monetary = Measure::of(customers, decimals, |one| one.monetary);
    let is_few = recency.values.len() < FEW;
    let bins = if is_few { Bins::Fixed } else { rule.bins };
    let thresholds = (bins != Bins::Rank).then(|| Thresholds {
        recency: recency.cuts(bins, &rule.recency),
        frequency: frequency.cuts(bins, &rule.frequency),
        monetary: monetary.cuts(bins, &rule.monetary),
    });
    let one_more = |reached: u8| reached.saturating_add(1);
    let [r, f, m] = thresholds.as_ref().map_or_else(
        || {
            [(&recency, false), (&frequency, true), (&monetary, true)]
                .map(|(one, is_less)| one.fifths(is_less))
        },
        |cuts| {
            let best = u8::try_from(cuts.recency.len()).unwrap_or(u8::MAX);
            let late = recency.reached(&cuts.recency).into_iter();
            [
                late.map(|reached| best - reached).collect(),
                frequency.reached(&cuts.frequency),
                monetary.reached(&cuts.monetary),
            ]
        },
    );
    let mut found = r.into_iter().zip(f).zip(m).map(|((r, f), m)| Score {
        r: one_more(r),
        f: one_more(f),
        m: one_more(m),
    });
    let scores = customers
        .iter()
        .map(|one| one.as_ref().and_then(|_| found.next()));
    Scored {
        scores: scores.collect(),
        bins,
        is_few,
        thresholds,
    }
}

/// A row of the table of segments, over R and the mean W of F and M.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SegmentRow {
    /// The segment, its place in [`SEGMENTS`].
    pub class: u8,
    /// The least R.
    pub recency_from: u8,
    /// The least W.
    pub worth_from: Decimal,
    /// W must be below this, if it is given.
    pub worth_below: Option<Decimal>,
}

/// Keys and names of the segments.
pub const SEGMENTS: [(&str, Bilingual); 6] = [
    ("champions", bi("冠军客户", "Champions")),
    ("loyal", bi("忠实客户", "Loyal")),
    ("new", bi("新客户", "New")),
    ("potential", bi("潜力客户", "Potential")),
    ("at_risk", bi("流失预警", "At risk")),
    ("lost", bi("已流失", "Lost")),
];

/// The usual table of segments, our choice among those in use.
pub fn segment_rows() -> Vec<SegmentRow> {
    let row =
        |(class, recency_from, worth_from, worth_below): (u8, u8, i64, Option<i64>)| SegmentRow {
            class,
            recency_from,
            worth_from: worth_from.into(),
            worth_below: worth_below.map(Decimal::from),
        };
    let rows = [
        (0, 4, 4, None),
        (1, 3, 3, None),
        (2, 4, 0, Some(2)),
        (3, 3, 0, None),
        (4, 0, 3, None),
        (5, 0, 0, None),
    ];
    rows.map(row).to_vec()
}

/// The segment of the first row that fits; none where no row does.
///
/// ```
/// use xinke::domain::classify::rfm::{SEGMENTS, Score, segment, segment_rows};
/// let rows = segment_rows();
/// let of = |r, f, m| segment(Score { r, f, m }, &rows).and_then(|class| SEGMENTS.get(usize::from(class))).map(|(key, _)| *key);
/// assert_eq!(of(5, 4, 4), Some("champions"));
/// assert_eq!(of(5, 1, 2), Some("new")); // worth 1.5
/// assert_eq!(of(1, 5, 1), Some("at_risk"));
/// ```
pub fn segment(score: Score, rows: &[SegmentRow]) -> Option<u8> {
    let worth = score.worth();
    let fits = |row: &&SegmentRow| {
        score.r >= row.recency_from
            && worth >= row.worth_from
            && row.worth_below.is_none_or(|below| worth < below)
    };
    rows.iter().find(fits).map(|row| row.class)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rule(bins: Bins) -> RfmRule {
        RfmRule {
            bins,
            ..RfmRule::default()
        }
    }

    const ALL: [Bins; 4] = [
        Bins::QuantilePlusOne,
        Bins::Quantile,
        Bins::Fixed,
        Bins::Rank,
    ];

    #[test]
    fn quantiles_are_those_of_type_7() {
        let of = |hundredths| quantile(&[10, 20, 30, 45], hundredths, 1).to_string();
        assert_eq!(
            [0, 20, 50, 80, 100].map(of),
            ["1", "1.6", "2.5", "3.6", "4.5"]
        );
        assert_eq!(quantile(&[7], 80, 0), Decimal::from(7));
    }

    #[test]
    fn nobody_is_scored_without_an_order() {
        for bins in ALL {
            let found = scores(&[None, None], &rule(bins), 2);
            assert_eq!(found.scores, [None, None]);
            assert!(found.is_few && found.bins == Bins::Fixed);
        }
    }

    #[test]
    fn a_longer_list_of_thresholds_has_more_scores() {
        let rule = RfmRule {
            recency: [1, 2, 3, 4, 5, 6].map(Decimal::from).to_vec(),
            ..rule(Bins::Fixed)
        };
        let one = Rfm {
            recency: 0,
            frequency: 0,
            monetary: -5,
        };
        let found = scores(&[Some(one)], &rule, 2);
        assert_eq!(found.scores, [Some(Score { r: 7, f: 1, m: 1 })]);
    }

    fn customers() -> impl Strategy<Value = Vec<Option<Rfm>>> {
        let one = (0_i64..400, 1_u32..12, -5_000_i64..50_000).prop_map(
            |(recency, frequency, monetary)| Rfm {
                recency,
                frequency,
                monetary,
            },
        );
        proptest::collection::vec(proptest::option::weighted(0.9, one), 0..60)
    }

    proptest! {
        #[test]
        fn scores_follow_the_order_of_the_values(customers in customers()) {
            for bins in ALL {
                let found = scores(&customers, &rule(bins), 2).scores;
                let pairs: Vec<_> = customers.iter().zip(&found).filter_map(|(one, score)| Some(((*one)?, (*score)?))).collect();
                prop_assert_eq!(pairs.len(), customers.iter().flatten().count());
                for (one, score) in &pairs {
                    prop_assert!([score.r, score.f, score.m].iter().all(|score| (1..=5).contains(score)));
                    for (other, theirs) in &pairs {
                        prop_assert!(one.recency > other.recency || score.r >= theirs.r);
                        prop_assert!(one.frequency < other.frequency || score.f >= theirs.f);
                        prop_assert!(one.monetary < other.monetary || score.m >= theirs.m);
                    }
                    prop_assert!(segment(*score, &segment_rows()).is_some());
                }
                let turned: Vec<_> = customers.iter().rev().copied().collect();
                prop_assert!(scores(&turned, &rule(bins), 2).scores.iter().eq(found.iter().rev()));
            }
        }
    }
}
