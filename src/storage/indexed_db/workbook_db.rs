//! The backend: one database for each workbook.

use std::{cell::Cell, rc::Rc};

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

use super::{
    connection::{self, Connection, IfMissing},
    request::{Awaited, after_ms, thrown},
    transaction::{Active, AllOf, bytes, put, read},
};
use crate::{
    domain::{Id, journal::Seq},
    storage::{Backend, Batch, Mark, StoreError, Stored, Tail, meta},
};

const LOG: &str = "log";
const SHARDS: &str = "shards";
const META: &str = "meta";
const STORES: &[&str] = &[LOG, SHARDS, META];

fn name_of(id: Id) -> String {
    format!("xinke.wb.{id}")
}

/// Deletes a workbook's database; other tabs that have it open let go of it.
///
/// # Errors
/// [`StoreError::Blocked`] where a tab does not; the browser's.
pub async fn delete_database(id: Id) -> Result<(), StoreError> {
    connection::delete(&name_of(id)).await
}

/// A workbook's database. Clones share the connection.
#[derive(Clone)]
pub struct WorkbookDb {
    connection: Rc<Connection>,
    /// When the page last had time to answer in the middle of long work.
    paused_at: Rc<Cell<f64>>,
}

/// So long the page waits for long work before that pauses.
const AT_A_STRETCH_MS: f64 = 12.0;

impl WorkbookDb {
    /// Opens the database of a workbook that is there.
    ///
    /// # Errors
    /// [`StoreError::Gone`] where there is none, and none is made: an empty database in place of
    /// one that the browser has lost would look like a new user's. [`StoreError::Blocked`],
    /// [`StoreError::Newer`], [`StoreError::Unavailable`].
    pub async fn open(id: Id) -> Result<Self, StoreError> {
        Self::connect(id, IfMissing::Refuse).await
    }

    /// Opens the database of a new workbook and makes it first.
    ///
    /// # Errors
    /// As [`WorkbookDb::open`], but for [`StoreError::Gone`].
    pub async fn create(id: Id) -> Result<Self, StoreError> {
        Self::connect(id, IfMissing::Create).await
    }

    async fn connect(id: Id, if_missing: IfMissing) -> Result<Self, StoreError> {
        let connection = Rc::new(Connection::new(name_of(id), STORES, if_missing));
        connection.db().await?;
        Ok(Self {
            connection,
            paused_at: Rc::default(),
        })
    }

    /// Lets go of the database; the next use opens it again.
    pub fn close(&self) {
        self.connection.close();
    }
}

impl Backend for WorkbookDb {
    async fn load(&self) -> Result<Stored, StoreError> {
        let load = async |db: IdbDatabase| {
            let ask = |transaction: &IdbTransaction| {
                let everything = JsValue::UNDEFINED;
                Ok((
                    Top::ask(transaction)?,
                    AllOf::ask(&transaction.object_store(SHARDS)?, &everything)?,
                    AllOf::ask(&transaction.object_store(LOG)?, &everything)?,
                ))
            };
            read(&db, STORES, ask, |(top, shards, log)| {
                let (mark, head) = top.take()?;
                Ok(Stored {
                    mark,
                    head,
                    shards: shards.take(JsValue::as_string)?,
                    log: log.take(seq)?,
                })
            })
            .await
        };
        self.connection.with(load).await
    }

    async fn read_since(&self, after: Seq) -> Result<Tail, StoreError> {
        let load = async |db: IdbDatabase| {
            let ask = |transaction: &IdbTransaction| {
                let range = IdbKeyRange::lower_bound_with_open(&JsValue::from(after as f64), true)?;
                Ok((
                    Top::ask(transaction)?,
                    AllOf::ask(&transaction.object_store(LOG)?, &range)?,
                ))
            };
            read(&db, &[LOG, META], ask, |(top, log)| {
                let (mark, head) = top.take()?;
                let log = log.take(seq)?;
                Ok(Tail { mark, head, log })
            })
            .await
        };
        self.connection.with(load).await
    }

    async fn read_meta(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let load = async |db: IdbDatabase| {
            let ask =
                |transaction: &IdbTransaction| transaction.object_store(META)?.get(&key.into());
            read(&db, &[META], ask, |request| Ok(bytes(&request.result()?))).await
        };
        self.connection.with(load).await
    }

    async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        let prepared = Rc::new(Prepared::try_from(batch)?);
        let write = async |db: IdbDatabase| {
            let transaction = Active::open(&db, STORES)?;
            let prepared = Rc::clone(&prepared);
            let mut puts_done = None;
            let write = move |found: JsValue, transaction: &IdbTransaction| {
                let first = match puts_done {
                    Some(done) => done,
                    None => {
                        let found = mark_of(&found).map_err(|error| thrown(&error))?;
                        let found = found.unwrap_or_default();
                        if found != prepared.expected {
                            return Err(StoreError::Conflict { found });
                        }
                        prepared.delete(transaction).map_err(|e| thrown(&e))?;
                        0
                    }
                };
                let (done, last) = prepared.put(transaction, first).map_err(|e| thrown(&e))?;
                puts_done = Some(done);
                Ok(last.filter(|_| done < prepared.puts.len()))
            };
            transaction
                .check_and_write(META, &meta::MARK.into(), write)
                .await
        };
        self.connection.with(write).await
    }

    async fn pause(&self) {
        if js_sys::Date::now() - self.paused_at.get() < AT_A_STRETCH_MS {
            return;
        }
        let turn = Awaited::new();
        let mine = turn.clone();
        if let Some(_timer) = after_ms(0, move || mine.bring(())) {
            turn.wait().await;
        }
        self.paused_at.set(js_sys::Date::now());
    }
}

/// A batch as the browser takes it, so that nothing is left to fail inside the transaction.
struct Prepared {
    expected: Mark,
    forget: Option<IdbKeyRange>,
    deletes: [(&'static str, Vec<JsValue>); 2],
    /// Store, key, value.
    puts: Vec<(&'static str, JsValue, Uint8Array)>,
}

/// So many bytes are handed over before the page gets time to answer.
const BYTES_AT_A_TIME: u32 = 4_000_000;

impl TryFrom<Batch> for Prepared {
    type Error = StoreError;

    fn try_from(batch: Batch) -> Result<Self, StoreError> {
        let value = |bytes: &[u8]| Uint8Array::from(bytes);
        let keys = |keys: &[String]| keys.iter().map(|key| JsValue::from_str(key)).collect();
        let mark = serde_json::to_vec(&batch.mark);
        let mark = mark.map_err(|error| StoreError::Aborted(error.to_string()))?;
        let mut puts = Vec::new();
        for (seq, bytes) in &batch.append {
            puts.push((LOG, JsValue::from(*seq as f64), value(bytes)));
        }
        for (store, pairs) in [(SHARDS, &batch.put_shards), (META, &batch.put_meta)] {
            let pairs = pairs.iter();
            puts.extend(pairs.map(|(key, bytes)| (store, JsValue::from_str(key), value(bytes))));
        }
        puts.push((META, meta::MARK.into(), value(&mark)));
        let forget = batch.forget_log_through;
        let forget = forget.map(|seq| IdbKeyRange::upper_bound(&JsValue::from(seq as f64)));
        Ok(Self {
            expected: batch.expected,
            forget: forget.transpose().map_err(|error| thrown(&error))?,
            deletes: [
                (SHARDS, keys(&batch.delete_shards)),
                (META, keys(&batch.delete_meta)),
            ],
            puts,
        })
    }
}

impl Prepared {
    fn delete(&self, transaction: &IdbTransaction) -> Result<(), JsValue> {
        if let Some(range) = &self.forget {
            transaction.object_store(LOG)?.delete(range)?;
        }
        for (store, keys) in &self.deletes {
            let store = transaction.object_store(store)?;
            for key in keys {
                store.delete(key)?;
            }
        }
        Ok(())
    }

    /// Puts some values from the `first` on: how many are put now, and the last request.
    fn put(
        &self,
        transaction: &IdbTransaction,
        first: usize,
    ) -> Result<(usize, Option<IdbRequest>), JsValue> {
        let (mut done, mut bytes, mut last) = (first, 0, None);
        for (store, key, value) in self.puts.iter().skip(first) {
            let store: IdbObjectStore = transaction.object_store(store)?;
            last = Some(put(&store, value, key)?);
            done += 1;
            bytes += value.byte_length();
            if bytes >= BYTES_AT_A_TIME {
                break;
            }
        }
        Ok((done, last))
    }
}

/// Requests for the mark and the head.
struct Top {
    mark: IdbRequest,
    head: IdbRequest,
}

impl Top {
    fn ask(transaction: &IdbTransaction) -> Result<Self, JsValue> {
        let store = transaction.object_store(META)?;
        Ok(Self {
            mark: store.get(&meta::MARK.into())?,
            head: store.get(&meta::HEAD.into())?,
        })
    }

    fn take(self) -> Result<(Option<Mark>, Option<Vec<u8>>), JsValue> {
        Ok((mark_of(&self.mark.result()?)?, bytes(&self.head.result()?)))
    }
}

fn mark_of(value: &JsValue) -> Result<Option<Mark>, JsValue> {
    let read = |bytes: Vec<u8>| serde_json::from_slice(&bytes);
    let mark = bytes(value).map(read).transpose();
    mark.map_err(|error| js_sys::Error::new(&format!("mark: {error}")).unchecked_into())
}

fn seq(key: &JsValue) -> Option<Seq> {
    key.as_f64().map(|seq| seq as Seq)
}
