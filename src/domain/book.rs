//! The workbook's own description: one record, so that renaming it is an edit like any other.

use serde::{Deserialize, Serialize};

use super::{
    Id,
    record::{Extra, Fault, Problem, Record, Stamp},
};

/// What the workbook is and whose.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BookInfo {
    /// Always [`BookInfo::the_id`].
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// Whether it holds the invented sample company.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
    /// Revision and author.
    pub stamp: Stamp,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl BookInfo {
    /// The id of the one record of this kind.
    pub fn the_id() -> Id {
        Id::derived("book")
    }
}

impl Record for BookInfo {
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
        self.name.clone()
    }

    fn faults(&self) -> Vec<Fault> {
        let is_blank = self.name.trim().is_empty();
        let fault = Fault {
            field: "name".to_owned(),
            problem: Problem::Missing,
        };
        is_blank.then_some(fault).into_iter().collect()
    }
}
