//! Backends in memory: for tests, and for browsers that keep nothing.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use super::{Backend, Batch, Mark, Shelf, StoreError, Stored, Tail, meta, registry::Change};
use crate::domain::journal::Seq;

/// What goes wrong next.
#[derive(Clone, PartialEq, Debug)]
pub enum Fault {
    /// Nothing is stored, and this is said.
    Fails(StoreError),
    /// Nothing is stored, and nobody is told: as if the program had stopped half way.
    NeverEnds,
    /// It is stored, but this is said: as if the connection had broken after the transaction.
    StoredButFails(StoreError),
}

#[derive(Default)]
struct Place {
    mark: Option<Mark>,
    meta: BTreeMap<String, Vec<u8>>,
    shards: BTreeMap<String, Vec<u8>>,
    log: BTreeMap<Seq, Vec<u8>>,
    faults: Vec<Fault>,
    capacity: Option<usize>,
    commits: usize,
}

/// A workbook's place in memory. Clones share it, as tabs share a database.
#[derive(Clone, Default)]
pub struct MemoryBackend {
    place: Rc<RefCell<Place>>,
}

impl MemoryBackend {
    /// Makes the next commits go wrong, in this order.
    pub fn fail_next(&self, faults: impl IntoIterator<Item = Fault>) {
        self.place.borrow_mut().faults.extend(faults);
    }

    /// Grants so many bytes in all.
    pub fn set_capacity(&self, bytes: Option<usize>) {
        self.place.borrow_mut().capacity = bytes;
    }

    /// How many batches have been stored.
    pub fn commits(&self) -> usize {
        self.place.borrow().commits
    }
}

impl Place {
    fn store(&mut self, batch: &Batch) {
        if let Some(seq) = batch.forget_log_through {
            self.log.retain(|&at, _| at > seq);
        }
        for key in &batch.delete_shards {
            self.shards.remove(key);
        }
        for key in &batch.delete_meta {
            self.meta.remove(key);
        }
        self.log.extend(batch.append.iter().cloned());
        self.shards.extend(batch.put_shards.iter().cloned());
        self.meta.extend(batch.put_meta.iter().cloned());
        self.mark = Some(batch.mark);
        self.commits += 1;
    }

    fn size(&self) -> usize {
        let texts = self.meta.values().chain(self.shards.values());
        texts.chain(self.log.values()).map(Vec::len).sum()
    }

    fn log_after(&self, seq: Seq) -> Vec<(Seq, Vec<u8>)> {
        let after = self.log.range(seq.saturating_add(1)..);
        after.map(|(&seq, bytes)| (seq, bytes.clone())).collect()
    }
}

impl Backend for MemoryBackend {
    async fn load(&self) -> Result<Stored, StoreError> {
        let place = self.place.borrow();
        let shards = place.shards.iter();
        Ok(Stored {
            mark: place.mark,
            head: place.meta.get(meta::HEAD).cloned(),
            shards: shards
                .map(|(key, bytes)| (key.clone(), bytes.clone()))
                .collect(),
            log: place.log_after(0),
        })
    }

    async fn read_since(&self, seq: Seq) -> Result<Tail, StoreError> {
        let place = self.place.borrow();
        Ok(Tail {
            mark: place.mark,
            head: place.meta.get(meta::HEAD).cloned(),
            log: place.log_after(seq),
        })
    }

    async fn read_meta(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.place.borrow().meta.get(key).cloned())
    }

    async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        // A real transaction lets others run before it is complete.
        pause().await;
        let fault = {
            let mut place = self.place.borrow_mut();
            (!place.faults.is_empty()).then(|| place.faults.remove(0))
        };
        let told = match fault {
            Some(Fault::Fails(error)) => return Err(error),
            Some(Fault::NeverEnds) => std::future::pending().await,
            Some(Fault::StoredButFails(error)) => Err(error),
            None => Ok(()),
        };
        let mut place = self.place.borrow_mut();
        let found = place.mark.unwrap_or_default();
        if found != batch.expected {
            return Err(StoreError::Conflict { found });
        }
        let comes: usize = [&batch.put_shards, &batch.put_meta]
            .into_iter()
            .flatten()
            .map(|(_, bytes)| bytes.len())
            .chain(batch.append.iter().map(|(_, bytes)| bytes.len()))
            .sum();
        let is_full = place
            .capacity
            .is_some_and(|most| place.size() + comes > most);
        if comes > 0 && is_full {
            return Err(StoreError::Quota);
        }
        place.store(&batch);
        told
    }
}

/// Lets whatever else is waiting go first, once.
async fn pause() {
    let mut is_second = false;
    std::future::poll_fn(|context| {
        if std::mem::replace(&mut is_second, true) {
            return std::task::Poll::Ready(());
        }
        context.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
}

/// A shelf in memory. Clones share it.
#[derive(Clone, Default)]
pub struct MemoryShelf {
    values: Rc<RefCell<BTreeMap<String, Vec<u8>>>>,
}

impl Shelf for MemoryShelf {
    async fn all(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let values = self.values.borrow();
        Ok(values
            .iter()
            .map(|(key, bytes)| (key.clone(), bytes.clone()))
            .collect())
    }

    async fn change(&self, key: &str, change: Change) -> Result<(), StoreError> {
        let mut values = self.values.borrow_mut();
        let after = change(values.remove(key));
        if let Some(after) = after {
            values.insert(key.to_owned(), after);
        }
        Ok(())
    }
}
