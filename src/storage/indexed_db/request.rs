//! From callbacks to futures, and from the browser's errors to ours.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    rc::Rc,
    task::{Poll, Waker},
};

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DomException, IdbFactory};

use crate::storage::StoreError;

thread_local! {
    static IS_STOPPED: Cell<bool> = const { Cell::new(false) };
}

/// From now on nothing is awaited successfully any more: after a panic memory may be half changed,
/// and whoever waits here must not go on with it.
pub(super) fn stop() {
    IS_STOPPED.set(true);
}

/// Whether there was a panic.
pub(super) fn is_stopped() -> bool {
    IS_STOPPED.get()
}

/// A value that a callback will bring, awaited once.
pub(super) struct Awaited<T> {
    slot: Rc<RefCell<Slot<T>>>,
}

struct Slot<T> {
    value: Option<T>,
    waker: Option<Waker>,
}

impl<T> Clone for Awaited<T> {
    fn clone(&self) -> Self {
        let slot = Rc::clone(&self.slot);
        Self { slot }
    }
}

impl<T> Awaited<T> {
    pub fn new() -> Self {
        let slot = Slot {
            value: None,
            waker: None,
        };
        Self {
            slot: Rc::new(RefCell::new(slot)),
        }
    }

    /// Brings the value; only the first counts.
    pub fn bring(&self, value: T) {
        if is_stopped() {
            return;
        }
        let waker = {
            let mut slot = self.slot.borrow_mut();
            slot.value.get_or_insert(value);
            slot.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    pub async fn wait(&self) -> T {
        poll_fn(|context| {
            let mut slot = self.slot.borrow_mut();
            match slot.value.take() {
                Some(value) => Poll::Ready(value),
                None => {
                    slot.waker = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }
}

/// A callback that lives as long as this is kept.
pub(super) type Callback = Closure<dyn FnMut(web_sys::Event)>;

pub(super) fn callback(call: impl FnMut(web_sys::Event) + 'static) -> Callback {
    Closure::new(call)
}

/// Runs `then` after so many milliseconds, if what this gives is still kept by then.
pub(super) fn after_ms(ms: i32, then: impl FnMut() + 'static) -> Option<Timer> {
    let window = web_sys::window()?;
    let call: Closure<dyn FnMut()> = Closure::new(then);
    let function = call.as_ref().unchecked_ref();
    let id = window
        .set_timeout_with_callback_and_timeout_and_arguments_0(function, ms)
        .ok()?;
    Some(Timer { id, _call: call })
}

/// A timer that stops when it is dropped.
pub(super) struct Timer {
    id: i32,
    _call: Closure<dyn FnMut()>,
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}

/// The browser's IndexedDB, where it offers one.
pub(super) fn factory() -> Result<IdbFactory, StoreError> {
    let window = web_sys::window();
    let window = window.ok_or_else(|| StoreError::Unavailable("no window".to_owned()))?;
    match window.indexed_db() {
        Ok(Some(factory)) => Ok(factory),
        Ok(None) => Err(StoreError::Unavailable("no indexedDB".to_owned())),
        Err(error) => Err(StoreError::Unavailable(name_of(&error))),
    }
}

/// The name of what was thrown, and its message where it is of a kind we don't expect.
pub(super) fn name_of(error: &JsValue) -> String {
    match error.dyn_ref::<DomException>() {
        Some(exception) => exception.name(),
        None => match error.dyn_ref::<js_sys::Error>() {
            Some(error) => format!("{}: {}", error.name(), error.message()),
            None => format!("{error:?}"),
        },
    }
}

/// What was thrown, as an error of ours.
pub(super) fn thrown(error: &JsValue) -> StoreError {
    named(name_of(error))
}

/// An error of that name.
pub(super) fn named(name: String) -> StoreError {
    match name.as_str() {
        "QuotaExceededError" => StoreError::Quota,
        "InvalidStateError" => StoreError::Closed,
        "SecurityError" => StoreError::Unavailable(name),
        _ => StoreError::Aborted(name),
    }
}
