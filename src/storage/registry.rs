//! The list of the workbooks on this computer, in a small database of its own.

use serde::{Deserialize, Serialize};

use super::{Damage, Seal, StoreError};
use crate::domain::Id;

/// What is done to one value of a [`Shelf`]: from what is there to what shall be there.
pub type Change = Box<dyn FnOnce(Option<Vec<u8>>) -> Option<Vec<u8>>>;

/// A place for a few small values by key.
#[allow(async_fn_in_trait)]
pub trait Shelf {
    /// All values, in the order of their keys.
    async fn all(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError>;

    /// Reads, changes and writes one value in one transaction, so no other tab comes between.
    async fn change(&self, key: &str, change: Change) -> Result<(), StoreError>;
}

/// A workbook as it is listed.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Listed {
    /// The workbook's identity, which names its database.
    pub id: Id,
    /// Its name when it was open last.
    pub name: String,
    /// When it was opened last.
    pub opened_at_ms: i64,
    /// Its revision when it was open last.
    pub revision: u64,
    /// How many records it had then.
    pub records: u64,
    /// The last file copy that was handed to the user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<FileCopy>,
    /// Whether it holds the invented sample company.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
}

/// A file copy.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FileCopy {
    /// When it was made.
    pub at_ms: i64,
    /// The workbook's revision in it.
    pub revision: u64,
}

/// The list, on a shelf.
#[derive(Clone, Debug)]
pub struct Registry<S> {
    shelf: S,
    seal: Seal,
}

impl<S: Shelf> Registry<S> {
    /// The list on that shelf.
    pub fn new(shelf: S, seal: Seal) -> Self {
        Self { shelf, seal }
    }

    /// All workbooks, the one opened last first.
    ///
    /// # Errors
    /// The shelf's; [`Damage::Registry`] where an entry can't be read.
    pub async fn list(&self) -> Result<Vec<Listed>, StoreError> {
        let mut list = Vec::new();
        for (key, bytes) in self.shelf.all().await? {
            list.push(read(&key, bytes, &self.seal)?);
        }
        list.sort_by_key(|listed: &Listed| (std::cmp::Reverse(listed.opened_at_ms), listed.id));
        Ok(list)
    }

    /// Lists a workbook or changes its entry, which is empty but for the id where there is none
    /// yet (or where it can't be read).
    ///
    /// # Errors
    /// The shelf's.
    pub async fn update(
        &self,
        id: Id,
        update: impl FnOnce(&mut Listed) + 'static,
    ) -> Result<(), StoreError> {
        let (key, seal) = (id.to_string(), self.seal.clone());
        let place = key.clone();
        let change = move |bytes: Option<Vec<u8>>| {
            let listed = bytes.and_then(|bytes| read(&place, bytes, &seal).ok());
            let mut listed = listed.unwrap_or_default();
            listed.id = id;
            update(&mut listed);
            let json = serde_json::to_vec(&listed).ok()?;
            Some(seal.seal(&place, json))
        };
        self.shelf.change(&key, Box::new(change)).await
    }

    /// Takes a workbook off the list; its database is another matter.
    ///
    /// # Errors
    /// The shelf's.
    pub async fn remove(&self, id: Id) -> Result<(), StoreError> {
        self.shelf.change(&id.to_string(), Box::new(|_| None)).await
    }
}

fn read(key: &str, bytes: Vec<u8>, seal: &Seal) -> Result<Listed, Damage> {
    let damage = |problem: String| Damage::Registry {
        key: key.to_owned(),
        problem,
    };
    let bytes = seal.open(key, bytes);
    let bytes = bytes.map_err(|error| damage(error.to_string()))?;
    serde_json::from_slice(&bytes).map_err(|error| damage(error.to_string()))
}
