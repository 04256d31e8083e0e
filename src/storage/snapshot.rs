//! Whole copies of the workbook inside its own database: a ring against mistakes, not a backup,
//! since the browser evicts a database as a whole.

use serde::{Deserialize, Serialize};

use super::{
    Backend, Batch, Damage, Session, StoreError,
    layout::{digest, digest_in_steps},
    meta,
    session::Inner,
};

/// So many snapshots are kept; the oldest makes room.
pub const SNAPSHOTS_KEPT: usize = 10;

const ATTEMPTS: usize = 16;

/// A snapshot as it is listed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Snapshot {
    /// Its number, higher than that of every older one.
    pub number: u64,
    /// What it was made before, a code the screen has words for.
    pub label: String,
    /// When it was made, for display.
    pub at_ms: i64,
    /// How long it is.
    pub bytes: u64,
    /// Of the bytes as they are stored.
    digest: String,
}

impl<B: Backend> Session<B> {
    /// Keeps a copy (such as an export) and gives its number.
    ///
    /// # Errors
    /// The backend's; nothing has changed then.
    pub async fn snapshot(
        &self,
        label: &str,
        bytes: Vec<u8>,
        at_ms: i64,
    ) -> Result<u64, StoreError> {
        let inner = self.inner();
        let _pass = inner.gate.enter().await;
        let pause = async || inner.backend.pause().await;
        let mut last = StoreError::Closed;
        for _ in 0..ATTEMPTS {
            let mut list = inner.snapshots().await?;
            let number = list.last().map_or(0, |newest| newest.number) + 1;
            let mark = inner.state.borrow().mark;
            let mut batch = Batch::after(mark, mark.seq);
            let next = batch.mark;
            let key = meta::snapshot(number);
            let sealed = inner.setup.seal.seal(&key, bytes.clone());
            list.push(Snapshot {
                number,
                label: label.to_owned(),
                at_ms,
                bytes: bytes.len() as u64,
                digest: digest_in_steps(&sealed, &pause).await,
            });
            let surplus = list.len().saturating_sub(SNAPSHOTS_KEPT);
            let gone = list.drain(..surplus);
            batch
                .delete_meta
                .extend(gone.map(|old| meta::snapshot(old.number)));
            let json = serde_json::to_vec(&list).map_err(|error| damage(number, error))?;
            let json = inner.setup.seal.seal(meta::SNAPSHOTS, json);
            batch.put_meta = vec![(key, sealed), (meta::SNAPSHOTS.to_owned(), json)];
            match inner.backend.commit(batch).await {
                Ok(()) => {
                    inner.state.borrow_mut().mark = next;
                    return Ok(number);
                }
                Err(error @ StoreError::Conflict { .. }) => {
                    last = error;
                    inner.take_in().await?;
                }
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    /// The snapshots, oldest first.
    ///
    /// # Errors
    /// The backend's; [`Damage::Snapshot`] where the list can't be read.
    pub async fn snapshots(&self) -> Result<Vec<Snapshot>, StoreError> {
        self.inner().snapshots().await
    }

    /// The bytes of a snapshot.
    ///
    /// # Errors
    /// The backend's; [`Damage::Snapshot`] where they aren't those that were kept.
    pub async fn read_snapshot(&self, number: u64) -> Result<Vec<u8>, StoreError> {
        let inner = self.inner();
        let list = inner.snapshots().await?;
        let listed = list.iter().find(|snapshot| snapshot.number == number);
        let listed = listed.ok_or_else(|| damage(number, "not in the list"))?;
        let key = meta::snapshot(number);
        let sealed = inner.backend.read_meta(&key).await?;
        let sealed = sealed.ok_or_else(|| damage(number, "missing"))?;
        if digest(&sealed) != listed.digest {
            return Err(damage(number, "the digest does not fit").into());
        }
        let bytes = inner.setup.seal.open(&key, sealed);
        Ok(bytes.map_err(|error| damage(number, error))?)
    }
}

impl<B: Backend> Inner<B> {
    async fn snapshots(&self) -> Result<Vec<Snapshot>, StoreError> {
        let Some(sealed) = self.backend.read_meta(meta::SNAPSHOTS).await? else {
            return Ok(Vec::new());
        };
        let bytes = self.setup.seal.open(meta::SNAPSHOTS, sealed);
        let bytes = bytes.map_err(|error| damage(0, error))?;
        Ok(serde_json::from_slice(&bytes).map_err(|error| damage(0, error))?)
    }
}

fn damage(number: u64, problem: impl ToString) -> Damage {
    Damage::Snapshot {
        number,
        problem: problem.to_string(),
    }
}
