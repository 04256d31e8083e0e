//! What a student answers, by kind of question.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::task::Pairs;

/// The answer to one question; items are named by their ids, so the order they were shown in does
/// not matter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Answer {
    /// One option.
    Single(String),
    /// Some options.
    Several(BTreeSet<String>),
    /// True or false.
    TrueFalse(bool),
    /// A right side for some left sides.
    Match(Pairs),
    /// Steps in order; some may be missing.
    Order(Vec<String>),
    /// A number as it was typed, its unit with it.
    Number(String),
    /// A text.
    Text(String),
}

impl Answer {
    /// Whether nothing was chosen or typed.
    ///
    /// ```
    /// use xinke::domain::classroom::Answer;
    /// assert!(Answer::Text("  \n".to_owned()).is_blank());
    /// assert!(!Answer::TrueFalse(false).is_blank());
    /// ```
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Single(id) => id.is_empty(),
            Self::Several(ids) => ids.is_empty(),
            Self::TrueFalse(_) => false,
            Self::Match(pairs) => pairs.is_empty(),
            Self::Order(ids) => ids.is_empty(),
            Self::Number(text) | Self::Text(text) => text.trim().is_empty(),
        }
    }
}
