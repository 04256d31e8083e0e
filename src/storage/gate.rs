//! One after the other: whoever writes waits until the one before has finished.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    mem,
    task::{Poll, Waker},
};

/// Lets one in at a time. For one thread, as everything here.
#[derive(Default)]
pub struct Gate {
    is_taken: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

/// Being inside; dropping it lets the next one in.
pub struct Pass<'a>(&'a Gate);

impl Gate {
    /// Waits until nobody is inside.
    pub async fn enter(&self) -> Pass<'_> {
        poll_fn(|context| {
            if self.is_taken.replace(true) {
                self.waiting.borrow_mut().push(context.waker().clone());
                Poll::Pending
            } else {
                Poll::Ready(())
            }
        })
        .await;
        Pass(self)
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        self.0.is_taken.set(false);
        // All of them: one that has been dropped meanwhile must not keep the others waiting.
        for waker in mem::take(&mut *self.0.waiting.borrow_mut()) {
            waker.wake();
        }
    }
}
