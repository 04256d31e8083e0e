//! Why a customer is in its class: the number of the class with everything the rule looked at.

use rust_decimal::Decimal;

use super::{
    Basis, Classified,
    pareto::{Border, Ties},
};
use crate::{
    content::{Bilingual, bi},
    domain::{
        figure::{Figure, FigureKind, Input, NoValue, Unit, quotient},
        ledger::ratio::input,
    },
};

/// The class of a customer in a scheme.
pub const CLASS: FigureKind = FigureKind {
    id: "classify.class",
    label: bi("类别", "Class"),
    formula: bi(
        "方案的规则所定的类别序号，1 为最好；按累计占比划分时：之前的累计占比达到几个界限，就排在第几类之后",
        "Number of the class by the rule of the scheme, 1 the best; by cumulative share: one class further down for each cut that the share before the customer has reached",
    ),
    unit: Unit::Count,
    source: bi(
        "客户分类（跟单员教材、信息管理教材）",
        "Classification of customers (merchandiser's textbook, textbook on customer information)",
    ),
    rule: None,
};

fn count(number: usize) -> Decimal {
    Decimal::from(u64::try_from(number).unwrap_or(u64::MAX))
}

fn words(label: Bilingual, numbers: &[Decimal]) -> Input {
    let numbers: Vec<_> = numbers
        .iter()
        .map(|number| number.normalize().to_string())
        .collect();
    Input {
        label,
        value: numbers.join(", "),
    }
}

/// Where a value stands among those above zero, the largest first.
struct Standing {
    rank: usize,
    customers: usize,
    before: Decimal,
    with: Decimal,
    all: Decimal,
}

impl Standing {
    /// None for values of zero and below: they are out of the base. Equal values stand where the first
    /// of them does, or in the order of the list where they are split.
    fn of(found: &Classified, place: usize, ties: Ties) -> Option<Self> {
        let own = found.placed.get(place)?.metric.ok()?;
        if own <= Decimal::ZERO {
            return None;
        }
        let metrics = found.placed.iter().map(|placed| placed.metric.ok());
        let above_zero = metrics
            .enumerate()
            .filter_map(|(at, metric)| Some((at, metric?)));
        let mut standing = Self {
            rank: 1,
            customers: 0,
            before: Decimal::ZERO,
            with: own,
            all: Decimal::ZERO,
        };
        for (at, metric) in above_zero.filter(|(_, metric)| *metric > Decimal::ZERO) {
            standing.customers += 1;
            standing.all = standing.all.saturating_add(metric);
            if metric > own || (ties == Ties::Split && metric == own && at < place) {
                standing.rank += 1;
                standing.before = standing.before.saturating_add(metric);
            }
        }
        standing.with = standing.before.saturating_add(own);
        Some(standing)
    }

    fn share(&self, part: Decimal) -> Result<Decimal, NoValue> {
        quotient(part, self.all).map(|share| share.round_dp(10).normalize())
    }
}

/// The class by the rule of the scheme, 1 the best, with what the rule looked at. Where a person decided
/// otherwise it is still what the rule says.
pub fn class_figure(found: &Classified, place: usize) -> Figure {
    let placed = found.placed.get(place);
    let class = placed.map_or(Err(NoValue::NoRecords), |placed| placed.computed);
    let metric = placed.map_or(Err(NoValue::NoRecords), |placed| placed.metric);
    let mut inputs = Vec::new();
    if let Ok(metric) = metric {
        inputs.push(input(bi("数值", "Value"), metric.normalize()));
    }
    match &found.scheme.basis {
        Basis::Value {
            cuts, border, ties, ..
        } => match Standing::of(found, place, *ties) {
            Some(standing) => {
                inputs.extend(cumulative(&standing));
                inputs.push(words(
                    match border {
                        Border::CrossIn => bi(
                            "累计占比的界限，跨界者归上一类",
                            "Cuts; who crosses one belongs above it",
                        ),
                        Border::Strict => bi(
                            "累计占比的界限，跨界者归下一类",
                            "Cuts; who crosses one belongs below it",
                        ),
                    },
                    cuts,
                ));
            }
            None => inputs.extend(metric.ok().map(|_| out_of_base())),
        },
        Basis::Count { shares, ties, .. } => match Standing::of(found, place, *ties) {
            Some(standing) => {
                inputs.push(input(bi("名次", "Rank"), count(standing.rank)));
                inputs.push(input(
                    bi("正值客户数", "Customers above zero"),
                    count(standing.customers),
                ));
                inputs.push(words(
                    bi("各类客户比例", "Share of customers in each class"),
                    shares,
                ));
            }
            None => inputs.extend(metric.ok().map(|_| out_of_base())),
        },
        Basis::Threshold { at, .. } => {
            inputs.push(words(bi("各类下限", "Lower bounds of the classes"), at));
        }
        Basis::LastOrder { months } => {
            inputs.push(input(
                bi("现在客户的月数", "Months of a present customer"),
                Decimal::from(*months),
            ));
        }
        Basis::LifeCycle(rule) => {
            inputs.push(input(
                bi("增长的斜率下限 θ", "Least slope of growth θ"),
                rule.theta,
            ));
            inputs.push(input(
                bi("导入期的期数", "Periods of the introduction"),
                Decimal::from(rule.young),
            ));
        }
        Basis::Loyalty(rule) => {
            let numbers = [rule.new_days, rule.old_days, rule.frequent_orders].map(Decimal::from);
            inputs.push(words(
                bi(
                    "新客户天数、老客户天数、常客户订单数",
                    "Days of new and of old, orders of frequent customers",
                ),
                &numbers,
            ));
        }
        Basis::Rfm { .. } => {
            if let Some(Some(score)) = found.scores.get(place) {
                let scores = [score.r, score.f, score.m].map(Decimal::from);
                inputs.push(words(bi("R、F、M 评分", "Scores R, F, M"), &scores));
            }
        }
        Basis::Judged | Basis::Field { .. } | Basis::Region => {}
    }
    Figure {
        kind: &CLASS,
        value: class.map(|class| Decimal::from(class) + Decimal::ONE),
        inputs,
    }
}

fn cumulative(standing: &Standing) -> Vec<Input> {
    let shares = [
        (
            bi("之前的累计占比", "Cumulative share before"),
            standing.before,
        ),
        (
            bi("连本户的累计占比", "Cumulative share with it"),
            standing.with,
        ),
    ];
    let shares = shares.map(|(label, part)| Some(input(label, standing.share(part).ok()?)));
    let fixed = [
        input(bi("名次", "Rank"), count(standing.rank)),
        input(bi("正值合计", "Sum above zero"), standing.all.normalize()),
    ];
    fixed
        .into_iter()
        .chain(shares.into_iter().flatten())
        .collect()
}

fn out_of_base() -> Input {
    input(
        bi(
            "不大于零：不计入基数，归最低一类",
            "Not above zero: out of the base, in the lowest class",
        ),
        Decimal::ZERO,
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{
        Id,
        classify::{By, Measure, Placement, Scheme, Span, pareto},
    };

    const SALES: [i64; 10] = [300, 200, 150, 100, 80, 60, 50, 30, 20, 10];

    /// Customers with these sales in a scheme with these cuts, in hundredths.
    fn classified(sales: &[i64], cuts: &[i64], border: Border, ties: Ties) -> Classified {
        let cuts: Vec<_> = cuts.iter().map(|cut| Decimal::new(*cut, 2)).collect();
        let classes = pareto::by_value(sales, &cuts, border, ties).unwrap();
        let place = |(value, class): (&i64, u8)| Placement {
            class: Ok(class),
            computed: Ok(class),
            by: By::Rule,
            treat_as: None,
            metric: Ok(Decimal::from(*value)),
            uncertain: false,
            dormant: false,
        };
        let as_of = NaiveDate::from_ymd_opt(2025, 12, 31).unwrap();
        Classified {
            scheme: Arc::new(Scheme {
                basis: Basis::Value {
                    of: Measure::Sales,
                    cuts,
                    border,
                    ties,
                },
                ..Scheme::default()
            }),
            as_of,
            period: Span::default().period(as_of),
            customers: sales
                .iter()
                .map(|value| Id::derived(&value.to_string()))
                .collect(),
            placed: sales.iter().zip(classes.of).map(place).collect(),
            removed: classes.removed,
            removed_sum: classes.removed_sum,
            scores: Vec::new(),
        }
    }

    fn number(figure: &Figure, label: &str) -> Decimal {
        let input = figure.inputs.iter().find(|input| input.label.en == label);
        input
            .unwrap_or_else(|| panic!("{label}: {figure:?}"))
            .value
            .parse()
            .unwrap()
    }

    #[test]
    fn the_one_who_crosses_the_cut_stands_above_it() {
        let found = classified(&SALES, &[70, 90], Border::CrossIn, Ties::Together);
        let fourth = class_figure(&found, 3);
        assert_eq!(fourth.value, Ok(Decimal::ONE));
        assert_eq!(number(&fourth, "Value"), Decimal::from(100));
        assert_eq!(number(&fourth, "Rank"), Decimal::from(4));
        assert_eq!(number(&fourth, "Sum above zero"), Decimal::from(1000));
        assert_eq!(
            number(&fourth, "Cumulative share before"),
            Decimal::new(65, 2)
        );
        assert_eq!(
            number(&fourth, "Cumulative share with it"),
            Decimal::new(75, 2)
        );
        let cuts = fourth.inputs.last().unwrap();
        assert_eq!(cuts.value, "0.7, 0.9");
        let strict = classified(&SALES, &[70, 90], Border::Strict, Ties::Together);
        assert_eq!(class_figure(&strict, 3).value, Ok(Decimal::TWO));
    }

    #[test]
    fn what_is_not_above_zero_says_that_it_is_out_of_the_base() {
        let found = classified(&[90, 10, -5], &[70, 90], Border::CrossIn, Ties::Together);
        let last = class_figure(&found, 2);
        assert_eq!(last.value, Ok(Decimal::from(3)));
        assert!(
            last.inputs
                .last()
                .unwrap()
                .label
                .en
                .starts_with("Not above zero")
        );
    }

    proptest! {
        /// Whoever follows the explanation comes to the class.
        #[test]
        fn the_explanation_leads_to_the_class(
            sales in proptest::collection::vec(1_i64..60, 2..30),
            (first, second) in (1_i64..60, 61_i64..99),
            is_strict in any::<bool>(),
            is_split in any::<bool>(),
        ) {
            let border = if is_strict { Border::Strict } else { Border::CrossIn };
            let ties = if is_split { Ties::Split } else { Ties::Together };
            let found = classified(&sales, &[first, second], border, ties);
            let all: i64 = sales.iter().sum();
            for place in 0..sales.len() {
                let figure = class_figure(&found, place);
                let (before, with) = (
                    number(&figure, "Cumulative share before"),
                    number(&figure, "Cumulative share with it"),
                );
                // Shares are exact fractions in the rule and rounded in words.
                let exact = |share: Decimal| (share * Decimal::from(all)).round();
                let passed = [first, second].into_iter().filter(|cut| {
                    let cut = Decimal::new(*cut, 2) * Decimal::from(all);
                    if is_strict { exact(with) > cut } else { exact(before) >= cut }
                });
                let class = Decimal::from(passed.count()) + Decimal::ONE;
                prop_assert_eq!(figure.value, Ok(class));
            }
        }
    }
}
