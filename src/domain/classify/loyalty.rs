//! The five classes of loyalty, read from a customer's history.
//!
//! The textbook describes the classes in words; the numbers are our proposal.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A class of loyalty, the best first.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Loyalty {
    /// Long and steady, buys here and hardly anywhere else.
    Loyal,
    /// A long history, buys elsewhere too.
    Old,
    /// Buys often, elsewhere too.
    Frequent,
    /// Has just begun, or has bought little so far.
    New,
    /// No order yet.
    Potential,
}

impl Loyalty {
    /// Its class, 0 the best.
    pub const fn class(self) -> u8 {
        self as u8
    }
}

/// Where the classes of loyalty part.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
#[serde(default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LoyaltyRule {
    /// New up to so many days after the first order.
    pub new_days: u32,
    /// Old from so many days after the first order.
    pub old_days: u32,
    /// Frequent from so many orders in the last 12 months.
    pub frequent_orders: u32,
    /// Old customers with this share of what they buy are loyal.
    pub loyal_share: Decimal,
    /// Old customers with so many orders in the last 12 months are loyal where the share is not known;
    /// none are where this is not given.
    pub loyal_orders: Option<u32>,
}

impl Default for LoyaltyRule {
    fn default() -> Self {
        Self {
            new_days: 180,
            old_days: 730,
            frequent_orders: 4,
            loyal_share: Decimal::new(8, 1),
            loyal_orders: Some(12),
        }
    }
}

/// What is known of a customer's dealings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Dealings {
    /// Days since the first order; none without an order.
    pub first_order_days: Option<i64>,
    /// Orders in the last 12 months.
    pub orders: u32,
    /// Our share of what the customer buys of such goods, if it is known.
    pub wallet_share: Option<Decimal>,
}

/// The class of a customer. Who stops buying is loyal or frequent no more.
///
/// ```
/// use xinke::domain::classify::loyalty::{Dealings, Loyalty, LoyaltyRule, loyalty};
/// let of = |days, orders, percent: Option<i64>| {
///     let wallet_share = percent.map(|percent| rust_decimal::Decimal::new(percent, 2));
///     let dealings = Dealings { first_order_days: days, orders, wallet_share };
///     loyalty(&dealings, &LoyaltyRule::default())
/// };
/// assert_eq!(of(None, 0, None), Loyalty::Potential);
/// assert_eq!(of(Some(30), 9, None), Loyalty::New);
/// assert_eq!(of(Some(400), 6, None), Loyalty::Frequent);
/// assert_eq!(of(Some(400), 1, None), Loyalty::New); // little so far
/// assert_eq!(of(Some(900), 6, Some(40)), Loyalty::Old);
/// assert_eq!(of(Some(900), 6, Some(80)), Loyalty::Loyal);
/// assert_eq!(of(Some(900), 12, None), Loyalty::Loyal);
/// assert_eq!(of(Some(900), 0, Some(80)), Loyalty::Old);
/// ```
pub fn loyalty(dealings: &Dealings, rule: &LoyaltyRule) -> Loyalty {
    let Some(days) = dealings.first_order_days else {
        return Loyalty::Potential;
    };
    let is_exclusive = dealings.wallet_share.map_or_else(
        || {
            rule.loyal_orders
                .is_some_and(|orders| dealings.orders >= orders)
        },
        |share| share >= rule.loyal_share,
    );
    let is_old = days >= i64::from(rule.old_days);
    if is_old && is_exclusive && dealings.orders > 0 {
        Loyalty::Loyal
    } else if is_old {
        Loyalty::Old
    } else if days > i64::from(rule.new_days) && dealings.orders >= rule.frequent_orders {
        Loyalty::Frequent
    } else {
        Loyalty::New
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn limits_belong_to_the_class_they_open() {
        let rule = LoyaltyRule::default();
        let of = |days, orders| {
            let dealings = Dealings {
                first_order_days: Some(days),
                orders,
                wallet_share: None,
            };
            loyalty(&dealings, &rule)
        };
        assert_eq!(of(180, 4), Loyalty::New);
        assert_eq!(of(181, 4), Loyalty::Frequent);
        assert_eq!(of(181, 3), Loyalty::New);
        assert_eq!(of(729, 12), Loyalty::Frequent);
        assert_eq!(of(730, 11), Loyalty::Old);
        assert_eq!(of(730, 12), Loyalty::Loyal);
    }

    proptest! {
        #[test]
        fn more_orders_never_make_it_worse(days in 0_i64..2000, orders in 0_u32..20, percent in proptest::option::of(0_i64..=100)) {
            let of = |orders| {
                let wallet_share = percent.map(|percent| Decimal::new(percent, 2));
                loyalty(&Dealings { first_order_days: Some(days), orders, wallet_share }, &LoyaltyRule::default())
            };
            prop_assert!(of(orders + 1).class() <= of(orders).class());
        }
    }
}
