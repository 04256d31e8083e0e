//! Transactions whose result is only what `complete` or `abort` says.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

use super::request::{Awaited, Callback, callback, is_stopped, named, stop, thrown};
use crate::storage::StoreError;

thread_local! {
    static ACTIVE: RefCell<Vec<(u32, IdbTransaction)>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// Aborts whatever is being written: for the panic hook.
///
/// A panic ends the program without unwinding, and the browser would then commit what was put
/// so far. Nothing can be written afterwards either, until the page is loaded again.
pub fn abort_active_transactions() {
    stop();
    let _ = ACTIVE.try_with(|active| {
        if let Ok(mut active) = active.try_borrow_mut() {
            for (_, transaction) in active.drain(..) {
                let _ = transaction.abort();
            }
        }
    });
}

/// A transaction that writes, from its opening to its end.
pub(super) struct Active {
    number: u32,
    transaction: IdbTransaction,
}

impl Active {
    pub fn open(db: &IdbDatabase, stores: &[&str]) -> Result<Self, StoreError> {
        if is_stopped() {
            return Err(StoreError::Aborted("panic".to_owned()));
        }
        let transaction = open_strict(db, stores).map_err(|error| thrown(&error))?;
        let number = NEXT.get();
        NEXT.set(number.wrapping_add(1));
        ACTIVE.with_borrow_mut(|active| active.push((number, transaction.clone())));
        Ok(Self {
            number,
            transaction,
        })
    }

    /// Reads one value and then, in the callback of that and at once, writes what `write` makes
    /// of it; where `write` fails, nothing is written. Where it gives a request it is called again
    /// once that has succeeded: very much is written in steps that leave the page time to answer.
    pub async fn check_and_write(
        &self,
        store: &str,
        key: &JsValue,
        mut write: impl FnMut(JsValue, &IdbTransaction) -> Result<Option<IdbRequest>, StoreError>
        + 'static,
    ) -> Result<(), StoreError> {
        let verdict: Rc<RefCell<Option<StoreError>>> = Rc::default();
        let get = self
            .transaction
            .object_store(store)
            .and_then(|store| store.get(key));
        let get = get.map_err(|error| thrown(&error))?;
        let on_success = {
            let (verdict, transaction) = (Rc::clone(&verdict), self.transaction.clone());
            callback(move |event: Event| {
                let request = event.target().and_then(|t| t.dyn_into::<IdbRequest>().ok());
                let Some(request) = request else { return };
                let found = request.result().map_err(|error| thrown(&error));
                match found.and_then(|found| write(found, &transaction)) {
                    Ok(Some(next)) => next.set_onsuccess(request.onsuccess().as_ref()),
                    Ok(None) => {}
                    Err(error) => {
                        verdict.replace(Some(error));
                        let _ = transaction.abort();
                    }
                }
            })
        };
        get.set_onsuccess(Some(on_success.as_ref().unchecked_ref()));
        let result = end_of(&self.transaction).await;
        get.set_onsuccess(None);
        let verdict = verdict.take();
        verdict.map_or(result, Err)
    }
}

impl Drop for Active {
    fn drop(&mut self) {
        // A future that is dropped half way leaves nothing half written; after the end it's late.
        let _ = self.transaction.abort();
        ACTIVE.with_borrow_mut(|active| active.retain(|(number, _)| *number != self.number));
    }
}

/// Reads from several stores as of one moment: `ask` makes the requests, `take` reads their
/// results when the transaction is complete.
pub(super) async fn read<Q, R>(
    db: &IdbDatabase,
    stores: &[&str],
    ask: impl FnOnce(&IdbTransaction) -> Result<Q, JsValue>,
    take: impl FnOnce(Q) -> Result<R, JsValue>,
) -> Result<R, StoreError> {
    let transaction = db
        .transaction_with_str_sequence_and_mode(&names(stores), IdbTransactionMode::Readonly)
        .map_err(|error| thrown(&error))?;
    let requests = ask(&transaction).map_err(|error| thrown(&error))?;
    end_of(&transaction).await?;
    take(requests).map_err(|error| thrown(&error))
}

async fn end_of(transaction: &IdbTransaction) -> Result<(), StoreError> {
    let end: Awaited<Result<(), StoreError>> = Awaited::new();
    let on_complete = {
        let end = end.clone();
        callback(move |_| end.bring(Ok(())))
    };
    let on_abort = {
        let (end, transaction) = (end.clone(), transaction.clone());
        callback(move |_| {
            // Without an error it was neither the browser's storage nor, since whoever aborts here
            // has a verdict of its own, us: the connection was closed from outside.
            let error = transaction.error();
            let error = error.map_or(StoreError::Closed, |error| named(error.name()));
            end.bring(Err(error));
        })
    };
    transaction.set_oncomplete(Some(on_complete.as_ref().unchecked_ref()));
    transaction.set_onabort(Some(on_abort.as_ref().unchecked_ref()));
    let _unset = Unset {
        transaction,
        _callbacks: [on_complete, on_abort],
    };
    end.wait().await
}

/// Callbacks must be taken off before they go.
struct Unset<'a> {
    transaction: &'a IdbTransaction,
    _callbacks: [Callback; 2],
}

impl Drop for Unset<'_> {
    fn drop(&mut self) {
        self.transaction.set_oncomplete(None);
        self.transaction.set_onabort(None);
    }
}

/// A transaction that is complete only once it is on disk. By name, because web-sys counts the
/// third argument among what may still change.
fn open_strict(db: &IdbDatabase, stores: &[&str]) -> Result<IdbTransaction, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let open: Function = Reflect::get(db, &"transaction".into())?.dyn_into()?;
    let transaction = open.call3(db, &names(stores), &"readwrite".into(), &options)?;
    transaction.dyn_into()
}

fn names(stores: &[&str]) -> Array {
    stores.iter().map(|name| JsValue::from_str(name)).collect()
}

/// Keys and values of a whole store, or of a range of it: two requests instead of one per record.
pub(super) struct AllOf {
    keys: IdbRequest,
    values: IdbRequest,
}

impl AllOf {
    pub fn ask(store: &IdbObjectStore, range: &JsValue) -> Result<Self, JsValue> {
        Ok(Self {
            keys: store.get_all_keys_with_key(range)?,
            values: store.get_all_with_key(range)?,
        })
    }

    pub fn take<K>(
        self,
        key: impl Fn(&JsValue) -> Option<K>,
    ) -> Result<Vec<(K, Vec<u8>)>, JsValue> {
        let keys: Array = self.keys.result()?.unchecked_into();
        let values: Array = self.values.result()?.unchecked_into();
        let pairs = keys.iter().zip(values.iter());
        Ok(pairs
            .filter_map(|(at, value)| Some((key(&at)?, bytes(&value)?)))
            .collect())
    }
}

/// The bytes of a stored value.
pub(super) fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

/// Puts a value, unless a test wants to see what a panic here does.
pub(super) fn put(
    store: &IdbObjectStore,
    value: &JsValue,
    key: &JsValue,
) -> Result<IdbRequest, JsValue> {
    #[cfg(feature = "contract")]
    count_down_to_panic();
    store.put_with_key(value, key)
}

#[cfg(feature = "contract")]
thread_local! {
    static PUTS_LEFT: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Makes the program panic in the middle of a transaction, after so many puts.
#[cfg(feature = "contract")]
pub fn panic_after_puts(puts: u32) {
    PUTS_LEFT.set(Some(puts));
}

#[cfg(feature = "contract")]
fn count_down_to_panic() {
    match PUTS_LEFT.get() {
        None => {}
        Some(0) => panic!("a panic between two puts, as asked for"),
        Some(left) => PUTS_LEFT.set(Some(left - 1)),
    }
}
