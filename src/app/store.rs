//! Where workbooks of this browser are kept: IndexedDB, or memory alone where there is none.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use crate::{
    domain::{Id, journal::Seq},
    storage::{
        Backend, Batch, MemoryBackend, MemoryShelf, Shelf, StoreError, Stored, Tail,
        indexed_db::{RegistryDb, WorkbookDb, delete_database},
    },
};

/// All there is to keep workbooks in.
#[derive(Clone)]
pub enum Place {
    /// The browser's database.
    Kept(RegistryDb),
    /// Memory: everything is gone when the tab closes, and the badge says so.
    Fleeting(MemoryShelf, Rc<RefCell<BTreeMap<Id, MemoryBackend>>>),
}

impl Place {
    /// IndexedDB.
    ///
    /// # Errors
    /// Why the browser does not let us.
    pub async fn find() -> Result<Self, StoreError> {
        RegistryDb::open().await.map(Self::Kept)
    }

    /// Memory.
    pub fn fleeting() -> Self {
        Self::Fleeting(MemoryShelf::default(), Rc::default())
    }

    /// The place of a workbook that is there.
    ///
    /// # Errors
    /// [`StoreError::Gone`] where it is not; the browser's.
    pub async fn open(&self, id: Id) -> Result<Store, StoreError> {
        match self {
            Self::Kept(_) => Ok(Store::Kept(WorkbookDb::open(id).await?)),
            Self::Fleeting(_, books) => {
                let found = books.borrow().get(&id).cloned();
                found.map(Store::Fleeting).ok_or(StoreError::Gone)
            }
        }
    }

    /// The place of a new workbook.
    ///
    /// # Errors
    /// The browser's.
    pub async fn make(&self, id: Id) -> Result<Store, StoreError> {
        match self {
            Self::Kept(_) => Ok(Store::Kept(WorkbookDb::create(id).await?)),
            Self::Fleeting(_, books) => {
                let place = books.borrow_mut().entry(id).or_default().clone();
                Ok(Store::Fleeting(place))
            }
        }
    }

    /// Deletes a workbook's place.
    ///
    /// # Errors
    /// The browser's.
    pub async fn delete(&self, id: Id) -> Result<(), StoreError> {
        match self {
            Self::Kept(_) => delete_database(id).await,
            Self::Fleeting(_, books) => {
                books.borrow_mut().remove(&id);
                Ok(())
            }
        }
    }
}

impl Shelf for Place {
    async fn all(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        match self {
            Self::Kept(registry) => registry.all().await,
            Self::Fleeting(shelf, _) => shelf.all().await,
        }
    }

    async fn change(
        &self,
        key: &str,
        change: crate::storage::ShelfChange,
    ) -> Result<(), StoreError> {
        match self {
            Self::Kept(registry) => registry.change(key, change).await,
            Self::Fleeting(shelf, _) => shelf.change(key, change).await,
        }
    }
}

/// Where one workbook lies.
pub enum Store {
    /// In the browser's database.
    Kept(WorkbookDb),
    /// In memory.
    Fleeting(MemoryBackend),
}

impl Store {
    /// Whether what is stored outlives the tab.
    pub const fn is_kept(&self) -> bool {
        matches!(self, Self::Kept(_))
    }
}

impl Backend for Store {
    async fn load(&self) -> Result<Stored, StoreError> {
        match self {
            Self::Kept(db) => db.load().await,
            Self::Fleeting(memory) => memory.load().await,
        }
    }

    async fn read_since(&self, seq: Seq) -> Result<Tail, StoreError> {
        match self {
            Self::Kept(db) => db.read_since(seq).await,
            Self::Fleeting(memory) => memory.read_since(seq).await,
        }
    }

    async fn read_meta(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        match self {
            Self::Kept(db) => db.read_meta(key).await,
            Self::Fleeting(memory) => memory.read_meta(key).await,
        }
    }

    async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        match self {
            Self::Kept(db) => db.commit(batch).await,
            Self::Fleeting(memory) => memory.commit(batch).await,
        }
    }

    async fn pause(&self) {
        match self {
            Self::Kept(db) => db.pause().await,
            Self::Fleeting(memory) => memory.pause().await,
        }
    }
}
