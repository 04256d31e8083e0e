//! What every record has: an id, a stamp, and room for fields of newer versions.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Id,
    field::{Field, Value},
};

/// Fields of a newer minor version: kept as they came and written back.
pub type Extra = BTreeMap<String, serde_json::Value>;

/// Who wrote a record last, and how often it has been written.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Stamp {
    /// 1 when the record is made, one more with every edit.
    pub rev: u32,
    /// Author of the last edit.
    pub by: String,
    /// Day of the last edit.
    pub on: NaiveDate,
}

/// A row of a table of the workbook, which is at once the file format.
pub trait Record: Clone {
    /// Its identity.
    fn id(&self) -> Id;
    /// Revision and author.
    fn stamp(&self) -> &Stamp;
    /// Revision and author, for the edit builder alone.
    fn stamp_mut(&mut self) -> &mut Stamp;
    /// Its fields; none where it is not made of [`fields!`](crate::fields).
    fn catalogue() -> &'static [Field] {
        &[]
    }
    /// What stands in the field of that key.
    fn value(&self, _key: &str) -> Option<Value> {
        None
    }
    /// What a person calls it.
    fn title(&self) -> String {
        self.id().to_string()
    }
    /// What is wrong with it on its own.
    fn faults(&self) -> Vec<Fault> {
        Vec::new()
    }
    /// The records it points to.
    fn references(&self) -> Vec<Reference> {
        Vec::new()
    }
}

/// A field that points to a record of another table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reference {
    /// The field that points.
    pub field: &'static str,
    /// The table it points into.
    pub table: &'static str,
    /// The record it points to.
    pub id: Id,
}

/// Why a field's content cannot stand.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct Fault {
    /// Key of the field.
    pub field: String,
    /// The reason.
    pub problem: Problem,
}

/// Reasons why a value is refused, for the screen to put into words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", content = "detail", rename_all = "snake_case")]
pub enum Problem {
    /// A value is needed.
    #[error("a value is needed")]
    Missing,
    /// Longer than so many characters.
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// Not a whole number.
    #[error("not a whole number")]
    NotWhole,
    /// Not a number.
    #[error("not a number")]
    NotANumber,
    /// Outside the range, bounds included.
    #[error("must lie between {0} and {1}")]
    OutOfRange(i64, i64),
    /// Not a calendar date.
    #[error("not a date (year-month-day)")]
    NotADate,
    /// Not one of the list.
    #[error("“{0}” is not one of the list")]
    NotInList(String),
    /// Not yes or no.
    #[error("neither yes nor no")]
    NotAFlag,
    /// No such currency, or none given.
    #[error("a currency of three capital letters is needed")]
    Currency,
    /// More decimal places than the currency has.
    #[error("more decimal places than the currency has")]
    TooPrecise,
    /// Too large to be kept exactly.
    #[error("too large")]
    TooLarge,
    /// Not an e-mail address.
    #[error("not an e-mail address")]
    Email,
    /// Neither http nor https.
    #[error("not a web address (http or https)")]
    Url,
    /// The check character of the unified social credit code does not fit.
    #[error("the check character of the unified social credit code does not fit")]
    CheckCharacter,
    /// A control character in the text.
    #[error("contains a control character")]
    ControlCharacter,
    /// Points to a record that is not there.
    #[error("points to a record that is not there")]
    Dangling,
    /// The same value stands on another record too.
    #[error("“{0}” is used by another record already")]
    Taken(String),
    /// Quantity, unit price and discount give this other amount.
    #[error("quantity × unit price × (1 − discount) is {0}")]
    AmountDiffers(String),
    /// Bounds out of order, or shares that do not make a whole.
    #[error("bounds must be in order, shares must sum to 1")]
    Unordered,
    /// Personal information without consent and purpose.
    #[error("personal information needs consent and purpose first")]
    NeedsConsent,
}
