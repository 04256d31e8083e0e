//! A workbook in memory: its identity, its tables, its revision.

use super::{
    Id,
    edit::{Edit, StaleEdit, apply},
    tables::Tables,
};

/// The whole of one client's or class's data.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Workbook {
    /// Its identity, the same on every machine it travels to.
    pub id: Id,
    /// One more with every edit; travels with the file.
    pub revision: u64,
    /// Its records.
    pub tables: Tables,
}

impl Workbook {
    /// Its name, empty until it has one.
    pub fn name(&self) -> &str {
        self.tables
            .book
            .iter()
            .next()
            .map_or("", |info| info.name.as_str())
    }

    /// Applies an edit wholly or not at all.
    ///
    /// # Errors
    /// [`StaleEdit`] where records have changed since the edit was made.
    pub fn apply(&mut self, edit: &Edit) -> Result<(), StaleEdit> {
        apply(&mut self.tables, edit)?;
        self.revision += 1;
        Ok(())
    }

    /// Takes the newest edit back as if it had never been, its revision too.
    ///
    /// # Errors
    /// [`StaleEdit`] where it was not the newest edit of the records it touches.
    pub fn unapply(&mut self, edit: &Edit) -> Result<(), StaleEdit> {
        apply(&mut self.tables, &edit.inverse())?;
        self.revision = self.revision.saturating_sub(1);
        Ok(())
    }
}
