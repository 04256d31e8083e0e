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
        quotient(part, self.all)
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
