//! What a question asks for: options, accepted keys and rubric of each kind.
//!
//! Every kind has a list of accepted keys. The first is the one that is shown as the answer; the
//! others are as good, for questions on which the textbooks differ.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::content::{Bilingual, Label, Lang, bi};

/// An option, a thing to match or a step to put in order.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Item {
    /// Its id in the question: keys and answers name it, so its place may change.
    pub id: String,
    /// What it says.
    pub text: Label,
    /// Shown after marking to those who chose it.
    #[serde(default, skip_serializing_if = "Label::is_empty")]
    pub note: Label,
}

impl Item {
    /// An item without a note.
    pub fn new(id: &str, text: Label) -> Self {
        Self {
            id: id.to_owned(),
            text,
            note: Label::default(),
        }
    }

    /// The usual id of the item at a place: `a`, `b`, …, `z`, then `i26`.
    ///
    /// ```
    /// use xinke::domain::classroom::Item;
    /// assert_eq!((Item::usual_id(2).as_str(), Item::usual_id(26).as_str()), ("c", "i26"));
    /// ```
    pub fn usual_id(place: usize) -> String {
        match u8::try_from(place) {
            Ok(place @ 0..26) => char::from(b'a' + place).to_string(),
            _ => format!("i{place}"),
        }
    }
}

/// How far a number may be off, both bounds included.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Tolerance {
    /// By so much.
    Absolute(Decimal),
    /// By such a share of the key: 0.01 is one per cent of it.
    Relative(Decimal),
}

impl Default for Tolerance {
    fn default() -> Self {
        Self::Absolute(Decimal::ZERO)
    }
}

/// An accepted number.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NumberKey {
    /// The number.
    pub value: Decimal,
    /// How far the answer may be off.
    #[serde(default)]
    pub tolerance: Tolerance,
    /// The share it is worth; the whole where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Decimal>,
}

impl NumberKey {
    /// By how much an answer may be off in the end.
    ///
    /// ```
    /// use xinke::domain::classroom::{NumberKey, Tolerance};
    /// let key = NumberKey { value: "-40".parse()?, tolerance: Tolerance::Relative("0.05".parse()?), credit: None };
    /// assert_eq!(key.margin(), Some("2".parse()?));
    /// # Ok::<(), rust_decimal::Error>(())
    /// ```
    pub fn margin(&self) -> Option<Decimal> {
        match self.tolerance {
            Tolerance::Absolute(margin) => Some(margin),
            Tolerance::Relative(share) => {
                let margin = self.value.abs().checked_mul(share)?;
                Some(margin.normalize())
            }
        }
    }
}

/// An accepted text. `*` stands for any text; traditional characters, width, case and spaces do
/// not matter.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TextKey {
    /// The text.
    pub text: String,
    /// The share it is worth; the whole where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Decimal>,
}

/// Words of which one must be found in the answer.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Words {
    /// Any of these.
    pub any: Vec<String>,
    /// The share they are worth; an equal part of the whole where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Decimal>,
}

/// What the teacher looks at in a text.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Criterion {
    /// Its id in the question.
    pub id: String,
    /// What is looked at.
    pub text: Label,
    /// The most points it gives: 5 in the rubric of the textbook's exercises.
    pub most: Decimal,
}

/// How steps in order are marked.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum OrderScoring {
    /// By neighbours: the share of the key's pairs of neighbours that the answer has too. A step
    /// that is missed costs two pairs, not everything after it.
    #[default]
    Neighbours,
    /// By places: the share of steps that stand exactly where they should.
    Places,
}

/// The accepted pairs: a right side's id for each left side's.
pub type Pairs = BTreeMap<String, String>;

/// A kind of question with what belongs to it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Task {
    /// One of several options.
    Single {
        /// To choose from.
        options: Vec<Item>,
        /// Accepted options.
        keys: Vec<String>,
        /// Options that are worth a part: their share.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        partly: BTreeMap<String, Decimal>,
    },
    /// Any number of options.
    Several {
        /// To choose from.
        options: Vec<Item>,
        /// Accepted sets of options.
        keys: Vec<BTreeSet<String>>,
    },
    /// True or false.
    TrueFalse {
        /// Accepted answers.
        keys: Vec<bool>,
    },
    /// A right side for each left side; right sides may be used several times or not at all.
    Match {
        /// What is to be matched.
        left: Vec<Item>,
        /// What it is matched with.
        right: Vec<Item>,
        /// Accepted pairs.
        keys: Vec<Pairs>,
    },
    /// Steps to be put in order.
    Order {
        /// The steps.
        items: Vec<Item>,
        /// Accepted orders.
        keys: Vec<Vec<String>>,
        /// How it is marked.
        #[serde(default)]
        scoring: OrderScoring,
    },
    /// A number.
    Number {
        /// Accepted numbers.
        keys: Vec<NumberKey>,
        /// Its unit, which the answer may leave out but not change.
        #[serde(default, skip_serializing_if = "Label::is_empty")]
        unit: Label,
    },
    /// A text.
    Text {
        /// Accepted texts as a whole.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        keys: Vec<TextKey>,
        /// What it should contain.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        contains: Vec<Words>,
        /// What the teacher looks at.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        rubric: Vec<Criterion>,
    },
}

impl Default for Task {
    fn default() -> Self {
        Self::TrueFalse { keys: Vec::new() }
    }
}

impl Task {
    /// The kind as files name it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Single { .. } => "single",
            Self::Several { .. } => "several",
            Self::TrueFalse { .. } => "true_false",
            Self::Match { .. } => "match",
            Self::Order { .. } => "order",
            Self::Number { .. } => "number",
            Self::Text { .. } => "text",
        }
    }

    /// The name of the kind.
    pub const fn name(&self) -> Bilingual {
        match self {
            Self::Single { .. } => bi("单选题", "Single choice"),
            Self::Several { .. } => bi("多选题", "Multiple choice"),
            Self::TrueFalse { .. } => bi("判断题", "True or false"),
            Self::Match { .. } => bi("配对题", "Matching"),
            Self::Order { .. } => bi("排序题", "Ordering"),
            Self::Number { .. } => bi("计算题", "Number"),
            Self::Text { .. } => bi("问答题", "Written answer"),
        }
    }

    /// Whether every answer is a choice among what the question lists, so that an answer code
    /// holds it.
    pub const fn is_choice(&self) -> bool {
        !matches!(self, Self::Number { .. } | Self::Text { .. })
    }

    /// What is chosen from: options, the right sides of a match, or steps.
    pub fn options(&self) -> &[Item] {
        match self {
            Self::Single { options, .. } | Self::Several { options, .. } => options,
            Self::Match { right, .. } => right,
            Self::Order { items, .. } => items,
            Self::TrueFalse { .. } | Self::Number { .. } | Self::Text { .. } => &[],
        }
    }

    /// The answer that is shown as right: the first accepted key, in words.
    pub fn shown_key(&self, lang: Lang) -> String {
        let text = |item: &Item| item.text.in_lang(lang).to_owned();
        let between = match lang {
            Lang::Zh => "；",
            Lang::En => "; ",
        };
        let list = |parts: Vec<String>| parts.join(between);
        let key = match self {
            Self::Single { options, keys, .. } => {
                let is_key = |item: &&Item| keys.first() == Some(&item.id);
                options.iter().find(is_key).map(text)
            }
            Self::Several { options, keys } => keys.first().map(|key| {
                let chosen = options.iter().filter(|item| key.contains(&item.id));
                list(chosen.map(text).collect())
            }),
            Self::TrueFalse { keys } => keys.first().map(|is_true| {
                let word = if *is_true {
                    bi("对", "True")
                } else {
                    bi("错", "False")
                };
                word.in_lang(lang).to_owned()
            }),
            Self::Match { .. } => {
                let pair = |(left, right): (Option<&Item>, &Item)| {
                    Some(format!("{} → {}", text(left?), text(right)))
                };
                Some(list(
                    self.match_rows().into_iter().filter_map(pair).collect(),
                ))
            }
            Self::Order { .. } => {
                let steps: Vec<_> = self.steps().into_iter().map(text).collect();
                Some(steps.join(" → "))
            }
            Self::Number { keys, unit } => keys.first().map(|key| {
                format!("{} {}", key.value, unit.in_lang(lang))
                    .trim()
                    .to_owned()
            }),
            Self::Text { keys, contains, .. } => {
                let words = contains.iter().filter_map(|words| words.any.first());
                let texts = keys.iter().map(|key| &key.text);
                let all: Vec<_> = texts.take(1).chain(words).cloned().collect();
                (!all.is_empty()).then(|| list(all))
            }
        };
        key.unwrap_or_default()
    }
}
