//! A web worker's end of the wire; each worker is a binary of its own that says what it does.
//!
//! The page posts `[id, header, payload]`: a number, the JSON of a job as `Uint8Array`, and an
//! `ArrayBuffer` (transferred) or `Uint8Array`. The worker posts for each job any
//! number of `[id, "progress", done, total]` and one of `[id, "done", bytes]` or
//! `[id, "failed", bytes]`, where `bytes` is a transferred `Uint8Array`; a failure's holds the JSON
//! of a [`JobError`]. To cancel, the page terminates the worker.

use js_sys::{Array, Uint8Array};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};
use xinke::exchange::{Progress, jobs::JobError};

/// Answers every message with `run`, for good.
pub fn serve<Job: DeserializeOwned + 'static>(
    run: fn(&Job, &[u8], Progress<'_>) -> Result<Vec<u8>, JobError>,
) {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    let answering = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message = Array::from(&event.data());
        let id = message.get(0);
        let header = Uint8Array::new(&message.get(1)).to_vec();
        let payload = Uint8Array::new(&message.get(2)).to_vec();
        let job = serde_json::from_slice(&header);
        let answer = job
            .map_err(|error| JobError::Protocol(error.to_string()))
            .and_then(|job| run(&job, &payload, &mut teller(&answering, &id)));
        let (word, bytes) = match answer {
            Ok(bytes) => ("done", bytes),
            Err(error) => ("failed", serde_json::to_vec(&error).unwrap_or_default()),
        };
        let bytes = Uint8Array::from(bytes.as_slice());
        let reply = Array::of3(&id, &JsValue::from_str(word), &bytes);
        // The page cannot be told that telling it failed.
        let _ = answering.post_message_with_transfer(&reply, &Array::of1(&bytes.buffer()));
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
}

/// Tells the page how far a job is; a hundred messages are enough for any bar.
fn teller(scope: &DedicatedWorkerGlobalScope, id: &JsValue) -> impl FnMut(u64, u64) -> bool {
    let mut told = 0;
    move |done, total| {
        let share = done.saturating_mul(100).checked_div(total).unwrap_or(100);
        if share > told {
            told = share;
            let number = |number: u64| JsValue::from(u32::try_from(number).unwrap_or(u32::MAX));
            let news = Array::of4(
                id,
                &JsValue::from_str("progress"),
                &number(done),
                &number(total),
            );
            let _ = scope.post_message(&news);
        }
        true
    }
}
