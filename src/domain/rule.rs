//! The rulebook: thresholds, weights and lists as data, with the textbooks' values as defaults.
//!
//! Only what a user changed is a record; resetting a rule deletes the record.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    Currency, Id, classify, classroom,
    edit::{Action, Author, Edit, EditBuilder, EditError},
    field::Choice,
    ledger,
    record::{Extra, Fault, Problem, Record, Stamp},
    tables::Tables,
};
use crate::content::{Bilingual, bi};

/// A changed rule.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleOverride {
    /// Always [`RuleOverride::id_of`] its key.
    pub id: Id,
    /// Key of the rule in [`RULES`].
    pub key: String,
    /// The value in place of the default.
    pub value: RuleValue,
    /// Revision and author.
    pub stamp: Stamp,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl RuleOverride {
    /// The id of the one record for that rule, the same in every workbook.
    pub fn id_of(key: &str) -> Id {
        Id::derived(&format!("rule:{key}"))
    }
}

impl Record for RuleOverride {
    fn id(&self) -> Id {
        self.id
    }

    fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    fn stamp_mut(&mut self) -> &mut Stamp {
        &mut self.stamp
    }

    fn title(&self) -> String {
        self.key.clone()
    }

    fn faults(&self) -> Vec<Fault> {
        let problem = rule(&self.key).and_then(|rule| rule.check(&self.value).err());
        problem
            .map(|problem| Fault {
                field: "value".to_owned(),
                problem,
            })
            .into_iter()
            .collect()
    }
}

/// What a rule holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum RuleValue {
    /// A whole number.
    Whole(i64),
    /// A whole number for each of some keys.
    Weights(BTreeMap<String, i64>),
    /// Some keys out of a list.
    Keys(Vec<String>),
    /// An exact number.
    Decimal(Decimal),
    /// A currency.
    Currency(Currency),
    /// One key out of a list.
    Key(String),
}

impl Default for RuleValue {
    fn default() -> Self {
        Self::Whole(0)
    }
}

/// The default of a rule, in code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RuleDefault {
    /// A whole number between the bounds (second and third), both included.
    Whole(i64, i64, i64),
    /// Weights from 0 to 100 by key.
    Weights(&'static [(&'static str, i64)]),
    /// Keys of customer fields.
    Fields(&'static [&'static str]),
    /// An exact number between the bounds (second and third), both included.
    Decimal(Decimal, Decimal, Decimal),
    /// A currency.
    Currency(Currency),
    /// Codes of schemes of classification; own ones among them.
    Schemes(&'static [&'static str]),
    /// The code of a scheme of classification.
    Scheme(&'static str),
    /// One of several choices.
    Choice(&'static str, &'static [Choice]),
}

/// A rule of the rulebook.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rule {
    /// `<slice>.<name>`, stable.
    pub key: &'static str,
    /// Its name.
    pub label: Bilingual,
    /// What it governs.
    pub hint: Bilingual,
    /// The value until somebody changes it.
    pub default: RuleDefault,
    /// Where the default comes from.
    pub source: Bilingual,
}

/// Weights of the groups in the completeness index.
pub const COMPLETENESS_WEIGHTS: Rule = Rule {
    key: "customer.completeness_weights",
    label: bi("完整度各组权重", "Weights of the groups in completeness"),
    hint: bi(
        "各信息组在完整度中的权重，0 表示不计",
        "How much each group counts; 0 leaves it out",
    ),
    default: RuleDefault::Weights(&[
        ("file", 20),
        ("basic", 40),
        ("credit", 20),
        ("operations", 10),
        ("other", 10),
        ("personal", 0),
    ]),
    source: bi(
        "本工具的建议；分组依据跟单员教材",
        "Our proposal; groups after the merchandiser's textbook",
    ),
};

/// The fields that completeness asks for.
pub const REQUIRED_FIELDS: Rule = Rule {
    key: "customer.required_fields",
    label: bi("应填项目", "Fields that should be filled"),
    hint: bi("完整度只看这些项目", "Completeness looks at these alone"),
    default: RuleDefault::Fields(&[
        "code",
        "name",
        "status",
        "owner",
        "card_date",
        "address",
        "city",
        "country",
        "phone",
        "email",
        "principal",
        "tax_no",
        "business_scope",
        "category",
        "size",
        "registered_capital",
        "founded_on",
        "credit_limit",
        "credit_period_days",
        "payment_terms",
        "sales_staff",
        "trade_area",
        "freight_mode",
        "delivery_place",
        "purchase_plan",
        "main_competitors",
    ]),
    source: bi(
        "本工具的建议；项目依据跟单员教材",
        "Our proposal; fields after the merchandiser's textbook",
    ),
};

/// After how many months a group's information counts as stale.
pub const STALE_MONTHS: Rule = Rule {
    key: "customer.stale_months",
    label: bi("资料过期月数", "Months until information is stale"),
    hint: bi(
        "超过这些月未更新的资料组会提醒",
        "A group not updated for longer is pointed out",
    ),
    default: RuleDefault::Whole(12, 1, 120),
    source: bi(
        "动态管理原则（幻灯课件）；月数为本工具的建议",
        "Principle of dynamic updating (slides); the number is our proposal",
    ),
};

/// All rules, in the order of the screen.
pub const RULES: &[Rule] = &[
    COMPLETENESS_WEIGHTS,
    REQUIRED_FIELDS,
    STALE_MONTHS,
    ledger::HOME_CURRENCY,
    ledger::concentration::SHARE_ALARM,
    ledger::concentration::LARGEST,
    ledger::forecast::WINDOW,
    classify::quality::MIN_ETA,
    classify::quality::MIN_CLASS_SHARE,
    classify::quality::MIN_REACHED,
    classify::shown::SHOWN,
    classify::shown::CARD_COLOUR,
    classify::shown::RED,
    classify::alert::MOST,
    classroom::PARTIAL_SEVERAL,
    classroom::items::GROUP_SHARE,
    classroom::items::LEAST_STUDENTS,
];

/// The rule of that key.
pub fn rule(key: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.key == key)
}

impl Rule {
    /// Its default as a value.
    pub fn default_value(&self) -> RuleValue {
        match self.default {
            RuleDefault::Whole(value, ..) => RuleValue::Whole(value),
            RuleDefault::Weights(weights) => RuleValue::Weights(
                weights
                    .iter()
                    .map(|(key, weight)| ((*key).to_owned(), *weight))
                    .collect(),
            ),
            RuleDefault::Decimal(value, ..) => RuleValue::Decimal(value),
            RuleDefault::Currency(currency) => RuleValue::Currency(currency),
            RuleDefault::Fields(keys) | RuleDefault::Schemes(keys) => {
                RuleValue::Keys(keys.iter().map(|key| (*key).to_owned()).collect())
            }
            RuleDefault::Scheme(key) | RuleDefault::Choice(key, _) => {
                RuleValue::Key(key.to_owned())
            }
        }
    }

    /// The value that holds in a workbook: the user's, else the default.
    pub fn value(&self, tables: &Tables) -> RuleValue {
        let changed = tables.rules.get(RuleOverride::id_of(self.key));
        changed.map_or_else(|| self.default_value(), |changed| changed.value.clone())
    }

    /// The value as a whole number; the default's where it is of another kind.
    pub fn whole(&self, tables: &Tables) -> i64 {
        match (self.value(tables), self.default) {
            (RuleValue::Whole(value), _) | (_, RuleDefault::Whole(value, ..)) => value,
            _ => 0,
        }
    }

    /// The value as an exact number; the default's where it is of another kind.
    pub fn decimal(&self, tables: &Tables) -> Decimal {
        match (self.value(tables), self.default) {
            (RuleValue::Decimal(value), _) | (_, RuleDefault::Decimal(value, ..)) => value,
            _ => Decimal::ZERO,
        }
    }

    /// The value as a currency; the renminbi where it is of another kind.
    pub fn currency(&self, tables: &Tables) -> Currency {
        match (self.value(tables), self.default) {
            (RuleValue::Currency(value), _) | (_, RuleDefault::Currency(value)) => value,
            _ => Currency::CNY,
        }
    }

    /// The value as some keys; none where it is of another kind.
    pub fn keys(&self, tables: &Tables) -> Vec<String> {
        match self.value(tables) {
            RuleValue::Keys(keys) => keys,
            _ => Vec::new(),
        }
    }

    /// The value as one key; empty where it is of another kind.
    pub fn choice(&self, tables: &Tables) -> String {
        match self.value(tables) {
            RuleValue::Key(key) => key,
            _ => String::new(),
        }
    }

    /// Whether a value may stand for this rule.
    ///
    /// # Errors
    /// The reason why not.
    pub fn check(&self, value: &RuleValue) -> Result<(), Problem> {
        match (self.default, value) {
            (RuleDefault::Whole(_, low, high), RuleValue::Whole(value)) => {
                let fits = (low..=high).contains(value);
                fits.then_some(()).ok_or(Problem::OutOfRange(low, high))
            }
            (RuleDefault::Decimal(_, low, high), RuleValue::Decimal(value)) => {
                let bound =
                    |number: Decimal, otherwise| i64::try_from(number.trunc()).unwrap_or(otherwise);
                (low..=high)
                    .contains(value)
                    .then_some(())
                    .ok_or_else(|| Problem::OutOfRange(bound(low, i64::MIN), bound(high, i64::MAX)))
            }
            (RuleDefault::Currency(_), RuleValue::Currency(_)) => Ok(()),
            (RuleDefault::Weights(known), RuleValue::Weights(weights)) => {
                let is_known = |key: &String| known.iter().any(|(name, _)| name == key);
                if let Some(key) = weights.keys().find(|key| !is_known(key)) {
                    return Err(Problem::NotInList(key.clone()));
                }
                let fits = weights.values().all(|weight| (0..=100).contains(weight));
                fits.then_some(()).ok_or(Problem::OutOfRange(0, 100))
            }
            (RuleDefault::Fields(_), RuleValue::Keys(keys)) => {
                let unknown = keys
                    .iter()
                    .find(|key| super::Customer::field(key).is_none());
                unknown.map_or(Ok(()), |key| Err(Problem::NotInList(key.clone())))
            }
            // Own schemes come and go: a code that is not there is passed over.
            (RuleDefault::Schemes(_), RuleValue::Keys(_))
            | (RuleDefault::Scheme(_), RuleValue::Key(_)) => Ok(()),
            (RuleDefault::Choice(_, choices), RuleValue::Key(key)) => {
                let is_known = choices.iter().any(|choice| choice.code == key);
                is_known
                    .then_some(())
                    .ok_or_else(|| Problem::NotInList(key.clone()))
            }
            _ => Err(Problem::NotInList(self.key.to_owned())),
        }
    }
}

/// Sets a rule; setting it to its default takes the change back.
///
/// # Errors
/// [`EditError::Invalid`] where the value may not stand for it.
pub fn set(
    tables: &Tables,
    author: &Author,
    rule: &Rule,
    value: RuleValue,
) -> Result<Edit, EditError> {
    let mut builder = EditBuilder::new(tables, author);
    let id = RuleOverride::id_of(rule.key);
    if value == rule.default_value() {
        builder.remove(RuleOverride::TABLE, id);
        return builder.finish(Action::on("rule.reset", rule.key));
    }
    let old = tables.rules.get(id).map(|old| RuleOverride::clone(old));
    builder.put(RuleOverride {
        id,
        key: rule.key.to_owned(),
        value,
        ..old.unwrap_or_default()
    });
    builder.finish(Action::on("rule.change", rule.key))
}
