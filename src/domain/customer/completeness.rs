//! The completeness index: how much of what should be filled is filled, by group and weight.

use rust_decimal::Decimal;

use super::{Customer, groups::GROUPS};
use crate::{
    content::bi,
    domain::{
        figure::{Figure, FigureKind, Input, NoValue, Unit},
        rule::{COMPLETENESS_WEIGHTS, REQUIRED_FIELDS, RuleValue},
        tables::Tables,
    },
};

/// Completeness of one customer's file.
pub const COMPLETENESS: FigureKind = FigureKind {
    id: "customer.completeness",
    label: bi("资料完整度", "Completeness"),
    formula: bi(
        "Σ（组权重 × 组内已填 ÷ 组内应填） ÷ Σ组权重",
        "Σ(weight × filled ÷ required of the group) ÷ Σ weights",
    ),
    unit: Unit::Share,
    source: bi(
        "客户信息的六组内容（跟单员教材）；指标为本工具的建议",
        "Six information groups (merchandiser's textbook); the index is our proposal",
    ),
    rule: Some(COMPLETENESS_WEIGHTS.key),
};

/// Mean completeness of all customers.
pub const ROSTER_COMPLETENESS: FigureKind = FigureKind {
    id: "customer.roster_completeness",
    label: bi("名册平均完整度", "Mean completeness of the roster"),
    formula: bi(
        "各客户完整度之和 ÷ 客户数",
        "Sum of the customers' completeness ÷ number of customers",
    ),
    unit: Unit::Share,
    source: COMPLETENESS.source,
    rule: Some(COMPLETENESS_WEIGHTS.key),
};

/// A group, its weight, its required fields.
type Weighed = (&'static super::Group, Decimal, Vec<String>);

/// What the rules ask of every customer.
pub struct Demand {
    weights: Vec<Weighed>,
}

impl Demand {
    /// Reads the rules.
    pub fn of(tables: &Tables) -> Self {
        let RuleValue::Weights(weights) = COMPLETENESS_WEIGHTS.value(tables) else {
            return Self {
                weights: Vec::new(),
            };
        };
        let RuleValue::Keys(required) = REQUIRED_FIELDS.value(tables) else {
            return Self {
                weights: Vec::new(),
            };
        };
        let in_group = |key: &&String, group: &str| {
            Customer::field(key).is_some_and(|field| field.group == group)
        };
        let weights = GROUPS.iter().filter_map(|group| {
            let weight = Decimal::from(*weights.get(group.key)?);
            let keys: Vec<_> = required
                .iter()
                .filter(|key| in_group(key, group.key))
                .cloned()
                .collect();
            (!weight.is_zero() && !keys.is_empty()).then_some((group, weight, keys))
        });
        Self {
            weights: weights.collect(),
        }
    }

    /// How many of each group's required fields are filled.
    fn filled(&self, customer: &Customer) -> impl Iterator<Item = (&Weighed, usize)> {
        let is_filled = |key: &&String| customer.get(key).is_some();
        let count = move |keys: &Vec<String>| keys.iter().filter(is_filled).count();
        self.weights
            .iter()
            .map(move |group| (group, count(&group.2)))
    }

    /// Completeness of one customer, 0 to 1.
    ///
    /// # Errors
    /// [`NoValue::NoDenominator`] where no group counts.
    pub fn share(&self, customer: &Customer) -> Result<Decimal, NoValue> {
        let mut total = Decimal::ZERO;
        let mut weight_sum = Decimal::ZERO;
        for ((_, weight, keys), filled) in self.filled(customer) {
            total += *weight * (Decimal::from(filled) / Decimal::from(keys.len()));
            weight_sum += *weight;
        }
        total.checked_div(weight_sum).ok_or(NoValue::NoDenominator)
    }
}

/// Completeness of one customer, 0 to 1. Groups of weight 0 and groups without required fields
/// do not count.
pub fn completeness(tables: &Tables, customer: &Customer) -> Figure {
    let demand = Demand::of(tables);
    let inputs = demand.filled(customer);
    let inputs = inputs.map(|((group, weight, keys), filled)| Input {
        label: group.label,
        value: format!("{weight} × {filled}/{}", keys.len()),
    });
    Figure {
        kind: &COMPLETENESS,
        value: demand.share(customer),
        inputs: inputs.collect(),
    }
}

/// Mean completeness over all customers, 0 to 1.
pub fn roster_completeness(tables: &Tables) -> Figure {
    let demand = Demand::of(tables);
    let n_customers = Decimal::from(tables.customers.len());
    let sum: Result<Decimal, NoValue> = tables
        .customers
        .iter()
        .map(|customer| demand.share(customer))
        .sum();
    let value = match sum {
        Ok(sum) => sum.checked_div(n_customers).ok_or(NoValue::NoRecords),
        Err(reason) => Err(reason),
    };
    let sum = sum.map_or_else(|_| String::new(), |sum| sum.normalize().to_string());
    let inputs = vec![
        Input {
            label: bi("完整度之和", "Sum of completeness"),
            value: sum,
        },
        Input {
            label: bi("客户数", "Customers"),
            value: n_customers.to_string(),
        },
    ];
    Figure {
        kind: &ROSTER_COMPLETENESS,
        value,
        inputs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Id, field::Value};

    #[test]
    fn a_group_counts_by_its_weight() {
        let tables = Tables::default();
        let mut customer = Customer::new(Id::derived("a"), "A");
        // File: 1 of 5 required, weight 20 of 100.
        assert_eq!(
            completeness(&tables, &customer).value,
            Ok(Decimal::new(4, 2))
        );
        for key in ["code", "owner", "status"] {
            customer.set(key, Some(Value::Text("prospect".into())));
        }
        assert_eq!(
            completeness(&tables, &customer).value,
            Ok(Decimal::new(16, 2))
        );
    }

    #[test]
    fn filling_a_required_field_never_lowers_it() {
        let tables = Tables::default();
        let mut customer = Customer::new(Id::derived("a"), "A");
        let mut last = completeness(&tables, &customer).value.unwrap();
        for field in Customer::FIELDS {
            let sample = ["1", "2020-01-01", "1 CNY", "China", "a@b.c", "a.b"];
            let value = sample
                .iter()
                .find_map(|text| field.parse(text).ok().flatten());
            let value = value.or_else(|| match field.kind {
                crate::domain::field::Kind::Choice(list) => list
                    .first()
                    .map(|choice| Value::Text(choice.code.to_owned())),
                _ => None,
            });
            assert!(customer.set(field.key, value), "{}", field.key);
            let now = completeness(&tables, &customer).value.unwrap();
            assert!(now >= last, "{}", field.key);
            last = now;
        }
        assert_eq!(last, Decimal::ONE);
    }

    #[test]
    fn an_empty_roster_says_so() {
        assert_eq!(
            roster_completeness(&Tables::default()).value,
            Err(NoValue::NoRecords)
        );
    }
}
