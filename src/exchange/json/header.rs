//! What a newer minor version wrote around the tables, kept with the workbook so that the next
//! export states and holds it again.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::{
    Id, Workbook,
    tables::{AnyRecord, Tables, record_from_value},
};

/// The reserved table that holds the one [`Header`]. It is never written as a table.
pub const HEADER_TABLE: &str = "@file";

/// Version and unknown members of the file the workbook came from.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct Header {
    /// The minor version, higher than this program's or with unknown members.
    pub minor: u32,
    /// Unknown members beside the tables.
    #[serde(default)]
    pub members: Map<String, Value>,
    /// Unknown members of `workbook`.
    #[serde(default)]
    pub workbook: Map<String, Value>,
    /// Unknown members of `version`.
    #[serde(default)]
    pub version: Map<String, Value>,
}

impl Header {
    /// The id of the one record.
    pub fn the_id() -> Id {
        Id::derived(HEADER_TABLE)
    }

    /// What the workbook keeps; the default where it keeps nothing.
    pub fn of(workbook: &Workbook) -> Self {
        match workbook.tables.get(HEADER_TABLE, Self::the_id()) {
            Some(AnyRecord::Unknown(record)) => {
                serde_json::from_value(record.row.clone()).unwrap_or_default()
            }
            _ => Self::default(),
        }
    }

    /// Keeps it with the tables, where there is anything to keep.
    pub fn keep(&self, tables: &mut Tables) {
        if *self == Self::default() {
            return;
        }
        let Ok(Value::Object(mut row)) = serde_json::to_value(self) else {
            return;
        };
        row.insert("id".to_owned(), Value::String(Self::the_id().to_string()));
        if let Ok(record) = record_from_value(HEADER_TABLE, &Value::Object(row)) {
            tables.put(record);
        }
    }
}
