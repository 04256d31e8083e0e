//! Customers whose trade has begun to fall or to stop, for the day's work.

use chrono::{Months, NaiveDate};

use super::{Classified, lifecycle::Stage};
use crate::{
    content::bi,
    domain::{
        Id,
        rule::{Rule, RuleDefault},
    },
};

/// The scheme that is watched.
pub const WATCHED: &str = "CL-LIFE";

/// How far back the day lies that is compared with.
const QUARTER: Months = Months::new(3);

/// How many such customers the first screen lists.
pub const MOST: Rule = Rule {
    key: "classify.alerts",
    label: bi("首页提醒的客户数", "Customers in the alerts on Home"),
    hint: bi(
        "首页最多列出几位转入衰退、停止下单或占比过高的客户；0 表示不提醒",
        "How many customers that decline, stop ordering or weigh too much Home lists at most; 0 switches the alerts off",
    ),
    default: RuleDefault::Whole(6, 0, 50),
    source: bi(
        "衰退阶段提醒（跟单员教材，管理生命周期）；数目为本工具的建议",
        "Alert on decline (merchandiser's textbook, managing the life cycle); the number is our proposal",
    ),
};

/// Why a customer is in the alert.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    /// It has come into decline.
    Decline,
    /// It has not ordered for longer than usual.
    Dormant,
}

/// The day that a day is compared with.
pub fn a_quarter_before(as_of: NaiveDate) -> NaiveDate {
    as_of.checked_sub_months(QUARTER).unwrap_or(as_of)
}

/// Who has come into decline or stopped ordering since the earlier day, in the order of ids. A
/// customer that had no class then is left out: it is new, not falling.
pub fn turned(now: &Classified, before: &Classified) -> Vec<(Id, Turn)> {
    let decline = Ok(Stage::Decline.class());
    let turn = |(id, now): (&Id, &super::Placement)| {
        let before = before.of(*id).filter(|before| before.class.is_ok())?;
        let turn = if now.dormant && !before.dormant {
            Turn::Dormant
        } else if now.class == decline && before.class != decline {
            Turn::Decline
        } else {
            return None;
        };
        Some((*id, turn))
    };
    now.customers
        .iter()
        .zip(&now.placed)
        .filter_map(turn)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::{
        classify::{Placement, Scheme, Span},
        figure::NoValue,
    };

    fn found(rows: &[(u8, Result<u8, NoValue>, bool)]) -> Classified {
        let as_of = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
        let placed = |(_, class, dormant): &(u8, Result<u8, NoValue>, bool)| Placement {
            class: *class,
            computed: *class,
            by: Default::default(),
            treat_as: None,
            metric: Err(NoValue::NoOrders),
            uncertain: false,
            dormant: *dormant,
        };
        Classified {
            scheme: Arc::new(Scheme::default()),
            as_of,
            period: Span::All.period(as_of),
            customers: rows
                .iter()
                .map(|(id, ..)| Id::from_bytes([*id; 16]))
                .collect(),
            placed: rows.iter().map(placed).collect(),
            removed: 0,
            removed_sum: rust_decimal::Decimal::ZERO,
            scores: Vec::new(),
        }
    }

    #[test]
    fn only_those_who_have_just_turned_are_found() {
        let (growing, falling) = (Ok(Stage::Growth.class()), Ok(Stage::Decline.class()));
        let before = found(&[
            (1, growing, false),
            (2, falling, false),
            (3, Err(NoValue::NoOrders), false),
            (4, falling, false),
            (5, growing, false),
        ]);
        let now = found(&[
            (1, falling, false),
            (2, falling, false),
            (3, falling, false),
            (4, falling, true),
            (5, growing, false),
            (6, falling, false),
        ]);
        let id = |byte| Id::from_bytes([byte; 16]);
        assert_eq!(
            turned(&now, &before),
            [(id(1), Turn::Decline), (id(4), Turn::Dormant)]
        );
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(a_quarter_before(day("2026-05-31")), day("2026-02-28"));
    }
}
