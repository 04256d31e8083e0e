//! The numbers of rules that have a form of their own: last order, life cycle, loyalty.

use rust_decimal::Decimal;

use super::{Basis, lifecycle::LifecycleRule, loyalty::LoyaltyRule};
use crate::{
    content::{Bilingual, bi},
    domain::record::Problem,
};

/// A number of a rule that can be changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parameter {
    /// What it is.
    pub label: Bilingual,
    /// What was typed.
    pub text: String,
    /// Whether it may be left blank.
    pub is_optional: bool,
}

/// The numbers of a rule of its own.
pub(super) fn parameters(basis: &Basis) -> Vec<Parameter> {
    let one = |(label, value): (Bilingual, Option<Decimal>), is_optional| Parameter {
        label,
        text: value.as_ref().map(plain).unwrap_or_default(),
        is_optional,
    };
    let number = |label, number: u32| one((label, Some(number.into())), false);
    let exact = |label, number: Decimal| one((label, Some(number)), false);
    match basis {
        Basis::LastOrder { months } => vec![number(
            bi(
                "现在客户：最近几个月内有订单",
                "Present: an order within so many months",
            ),
            *months,
        )],
        Basis::LifeCycle(rule) => vec![
            number(
                bi(
                    "导入期：首单起的期数",
                    "Introduction: periods from the first order",
                ),
                rule.young,
            ),
            number(bi("斜率所看的期数", "Periods of the slope"), rule.window),
            exact(
                bi(
                    "θ：增长或衰退的相对斜率",
                    "θ: relative slope of growth or decline",
                ),
                rule.theta,
            ),
            one(
                (
                    bi(
                        "休眠：超过平均间隔的倍数（可空）",
                        "Dormant: mean intervals without an order (may be blank)",
                    ),
                    rule.dormant_after,
                ),
                true,
            ),
            exact(
                bi(
                    "不确定：残差均方根与均值之比",
                    "Uncertain: residual root mean square to mean",
                ),
                rule.cv_limit,
            ),
        ],
        Basis::Loyalty(rule) => vec![
            number(
                bi("新客户：首单起的天数", "New: days from the first order"),
                rule.new_days,
            ),
            number(
                bi("老客户：首单起的天数", "Old: days from the first order"),
                rule.old_days,
            ),
            number(
                bi("常客户：近一年订单数", "Frequent: orders in 12 months"),
                rule.frequent_orders,
            ),
            exact(
                bi(
                    "忠诚：占其采购的比例",
                    "Loyal: share of what the customer buys",
                ),
                rule.loyal_share,
            ),
            one(
                (
                    bi(
                        "忠诚：占比不明时的订单数（可空）",
                        "Loyal: orders where the share is not known (may be blank)",
                    ),
                    rule.loyal_orders.map(Decimal::from),
                ),
                true,
            ),
        ],
        _ => Vec::new(),
    }
}

/// The basis with other numbers, or the place of the one that is wrong.
pub(super) fn with_parameters(
    basis: &Basis,
    numbers: &[Option<Decimal>],
) -> Result<Basis, (usize, Problem)> {
    let exact = |place: usize| {
        let number = numbers.get(place).copied().flatten();
        let number = number.ok_or((place, Problem::Missing))?;
        (number >= Decimal::ZERO)
            .then_some(number)
            .ok_or((place, Problem::OutOfRange(0, i64::MAX)))
    };
    let number = |place: usize| whole(exact(place)?).map_err(|problem| (place, problem));
    let optional = |place: usize| numbers.get(place).copied().flatten();
    Ok(match basis {
        Basis::LastOrder { .. } => match number(0)? {
            months @ 1..=1200 => Basis::LastOrder { months },
            _ => return Err((0, Problem::OutOfRange(1, 1200))),
        },
        Basis::LifeCycle(rule) => Basis::LifeCycle(LifecycleRule {
            young: number(0)?,
            window: number(1)?,
            theta: exact(2)?,
            dormant_after: optional(3),
            cv_limit: exact(4)?,
            ..rule.clone()
        }),
        Basis::Loyalty(_) => Basis::Loyalty(LoyaltyRule {
            new_days: number(0)?,
            old_days: number(1)?,
            frequent_orders: number(2)?,
            loyal_share: exact(3)?,
            loyal_orders: optional(4)
                .map(whole)
                .transpose()
                .map_err(|problem| (4, problem))?,
        }),
        other => other.clone(),
    })
}

pub(super) fn plain(number: &Decimal) -> String {
    number.normalize().to_string()
}

pub(super) fn whole(number: Decimal) -> Result<u32, Problem> {
    let is_whole = number.fract().is_zero();
    u32::try_from(number)
        .ok()
        .filter(|_| is_whole)
        .ok_or(Problem::NotWhole)
}
