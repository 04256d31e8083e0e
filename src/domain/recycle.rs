//! The recycle bin: deleting moves a record with its children here, as one entry.

use serde::{Deserialize, Serialize};

use super::{
    Id,
    edit::{Action, Edit, EditBuilder, EditError},
    record::{Extra, Record, Stamp},
    tables::{AnyRecord, Tables},
};

/// What one deletion took away; restoring brings all of it back as it was.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Recycled {
    /// Its identity.
    pub id: Id,
    /// Table of the record that was deleted; its children follow it in `records`.
    pub kind: String,
    /// Name of what was deleted.
    pub name: String,
    /// The records, the deleted one first.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<serde_json::Value>"))]
    pub records: Vec<AnyRecord>,
    /// Revision and author; the day is the day of deletion.
    pub stamp: Stamp,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Record for Recycled {
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
}

/// Brings entries of the bin back.
///
/// # Errors
/// [`EditError`] where an entry is gone or a record no longer fits.
pub fn restore(builder: EditBuilder<'_>, tables: &Tables, ids: &[Id]) -> Result<Edit, EditError> {
    let mut builder = builder;
    let mut name = String::new();
    for &id in ids {
        let entry = tables.recycled.get(id);
        let entry = entry.ok_or(EditError::Gone {
            table: Recycled::TABLE,
            id,
        })?;
        name.clone_from(&entry.name);
        for record in &entry.records {
            builder.put_as_is(record.clone());
        }
        builder.remove(Recycled::TABLE, id);
    }
    let subject = if ids.len() == 1 { name } else { String::new() };
    builder.finish(Action {
        code: "bin.restore".to_owned(),
        subject,
        count: ids.len(),
    })
}

/// Takes entries out of the bin for good; the journal can still undo it for a while.
///
/// # Errors
/// [`EditError::Gone`] where an entry is not there.
pub fn discard(builder: EditBuilder<'_>, tables: &Tables, ids: &[Id]) -> Result<Edit, EditError> {
    let mut builder = builder;
    for &id in ids {
        if !tables.recycled.contains(id) {
            return Err(EditError::Gone {
                table: Recycled::TABLE,
                id,
            });
        }
        builder.remove(Recycled::TABLE, id);
    }
    builder.finish(Action::over("bin.discard", ids.len()))
}
