//! The shelf of the registry: the small database that lists the workbooks.

use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::{IdbDatabase, IdbTransaction};

use super::{
    connection::{self, Connection, IfMissing},
    request::thrown,
    transaction::{Active, AllOf, bytes, put, read},
};
use crate::storage::{Shelf, StoreError, registry::Change};

const NAME: &str = "xinke";
const WORKBOOKS: &str = "workbooks";

/// The database that lists the workbooks. Clones share the connection.
#[derive(Clone)]
pub struct RegistryDb {
    connection: Rc<Connection>,
}

impl RegistryDb {
    /// Opens it and makes it first where there is none.
    ///
    /// # Errors
    /// [`StoreError::Blocked`], [`StoreError::Newer`], [`StoreError::Unavailable`].
    pub async fn open() -> Result<Self, StoreError> {
        Self::open_named(NAME).await
    }

    /// Opens one of another name, for tests.
    ///
    /// # Errors
    /// As [`RegistryDb::open`].
    pub async fn open_named(name: &str) -> Result<Self, StoreError> {
        let connection = Connection::new(name.to_owned(), &[WORKBOOKS], IfMissing::Create);
        connection.db().await?;
        Ok(Self {
            connection: Rc::new(connection),
        })
    }

    /// Deletes the list; the workbooks' databases stay.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] where another tab doesn't let go of it.
    pub async fn delete(self) -> Result<(), StoreError> {
        self.connection.close();
        connection::delete(self.connection.name()).await
    }
}

impl Shelf for RegistryDb {
    async fn all(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let load = async |db: IdbDatabase| {
            let ask = |transaction: &IdbTransaction| {
                AllOf::ask(&transaction.object_store(WORKBOOKS)?, &JsValue::UNDEFINED)
            };
            read(&db, &[WORKBOOKS], ask, |all| all.take(JsValue::as_string)).await
        };
        self.connection.with(load).await
    }

    async fn change(&self, key: &str, change: Change) -> Result<(), StoreError> {
        // The change can be made once only, so the second attempt must come before it.
        let change = std::cell::RefCell::new(Some(change));
        let change = Rc::new(change);
        let write = async |db: IdbDatabase| {
            let transaction = Active::open(&db, &[WORKBOOKS])?;
            let (key, change) = (JsValue::from_str(key), Rc::clone(&change));
            let write = {
                let key = key.clone();
                move |found: JsValue, transaction: &IdbTransaction| {
                    let Some(change) = change.take() else {
                        return Err(StoreError::Closed);
                    };
                    let write = || {
                        let store = transaction.object_store(WORKBOOKS)?;
                        match change(bytes(&found)) {
                            Some(after) => {
                                put(&store, &Uint8Array::from(&*after).into(), &key).map(drop)
                            }
                            None => store.delete(&key).map(drop),
                        }
                    };
                    write().map(|()| None).map_err(|error| thrown(&error))
                }
            };
            transaction.check_and_write(WORKBOOKS, &key, write).await
        };
        self.connection.with(write).await
    }
}
