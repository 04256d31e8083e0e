//! The core as the bench page calls it: bytes go in, few numbers come out.
//!
//! `window.xinkeBench` has one function for each measured operation and for what prepares it. What
//! they compute is checked by the page against its peers before anything is timed.

// Natively there is nothing to run.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code, unused_imports))]

mod book;
mod kept;
mod schemes;

use std::fmt::Display;

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

type Answer = Result<JsValue, JsValue>;

fn failed(error: impl Display) -> JsValue {
    js_sys::Error::new(&error.to_string()).into()
}

fn bytes(from: &JsValue) -> Vec<u8> {
    Uint8Array::new(from).to_vec()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts and cents far below 2^53"
)]
fn numbers(of: &[i64]) -> JsValue {
    let numbers: Array = of.iter().map(|n| JsValue::from_f64(*n as f64)).collect();
    numbers.into()
}

fn offer(page: &Object, name: &str, call: impl Fn(JsValue) -> Answer + 'static) {
    let call = Closure::<dyn Fn(JsValue) -> Answer>::new(call);
    // A page without it says so at its first call.
    let _ = Reflect::set(page, &name.into(), call.as_ref());
    call.forget();
}

fn offer_async<F: Future<Output = Answer> + 'static>(
    page: &Object,
    name: &str,
    call: impl Fn(JsValue) -> F + 'static,
) {
    offer(page, name, move |argument| {
        let promise: Promise = wasm_bindgen_futures::future_to_promise(call(argument));
        Ok(promise.unchecked_into())
    });
}

fn main() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&JsValue::from_str(&panic.to_string()));
    }));
    let page = Object::new();
    offer(&page, "customers", |csv| book::customers(&bytes(&csv)));
    offer(&page, "cells", |csv| book::cells(&bytes(&csv)));
    offer(&page, "plan", |csv| book::plan(&bytes(&csv)));
    offer(&page, "forget", |_| book::forget());
    offer(&page, "adopt", |_| book::adopt());
    offer(&page, "columns", |_| book::columns());
    offer(&page, "totals", |_| book::totals());
    offer(&page, "schemes", |_| schemes::list());
    offer(&page, "scheme", |name| {
        schemes::run(&name.as_string().unwrap_or_default())
    });
    offer_async(&page, "clear", |_| kept::clear());
    offer_async(&page, "save", |_| kept::save());
    offer_async(&page, "load", |_| kept::load());
    offer_async(&page, "edit", kept::edit);
    let window = js_sys::global();
    let _ = Reflect::set(&window, &"xinkeBench".into(), &page);
}
