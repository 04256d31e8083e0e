//! The web worker as the page sees it: a job and its bytes go in, bytes come out, and it can be
//! stopped. `boot.js` holds the worker's own bytes and starts it.

use std::{cell::RefCell, rc::Rc, time::Duration};

use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};
use serde::Serialize;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    MessageEvent, Worker,
    js_sys::{Array, Function, Promise, Reflect, Uint8Array},
};

use crate::exchange::jobs::{Job, JobError, SheetJob};

/// After so long without a word the worker for spreadsheets is taken for hung.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a job that was given to the worker ended.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum WorkerError {
    /// The job says why.
    #[error("{0:?}")]
    Job(JobError),
    /// The user stopped it.
    #[error("stopped")]
    Stopped,
    /// The worker gave no sign of life and was stopped.
    #[error("hung")]
    Hung,
    /// The worker did not start or died; the browser's own words.
    #[error("{0}")]
    Died(String),
}

/// A handle to stop a job.
#[derive(Clone, Default)]
pub struct Stop(Rc<RefCell<Option<Box<dyn Fn()>>>>);

impl Stop {
    /// Says what stopping does to work that is no job.
    pub fn when_stopped(&self, run: impl Fn() + 'static) {
        self.0.replace(Some(Box::new(run)));
    }

    /// Stops the job, if one is running.
    pub fn stop(&self) {
        if let Some(stop) = self.0.borrow_mut().take() {
            stop();
        }
    }
}

fn words(error: &JsValue) -> WorkerError {
    let message = Reflect::get(error, &"message".into())
        .ok()
        .and_then(|text| text.as_string());
    WorkerError::Died(message.unwrap_or_else(|| format!("{error:?}")))
}

/// Calls `give_up` with nothing when it has not heard for too long.
struct Watch {
    patience: Option<Duration>,
    give_up: Function,
    timer: RefCell<Option<TimeoutHandle>>,
}

impl Watch {
    fn heard(&self) {
        let timer = self.patience.and_then(|patience| {
            let give_up = self.give_up.clone();
            let run_out = move || {
                give_up.call1(&JsValue::NULL, &JsValue::UNDEFINED).ok();
            };
            set_timeout_with_handle(run_out, patience).ok()
        });
        self.end();
        self.timer.replace(timer);
    }

    fn end(&self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }
}

async fn start(name: &str) -> Result<Worker, WorkerError> {
    let window = leptos::prelude::window();
    let ready = Reflect::get(&window, &"xinkeWorkersReady".into()).map_err(|e| words(&e))?;
    JsFuture::from(Promise::resolve(&ready))
        .await
        .map_err(|e| words(&e))?;
    let start = Reflect::get(&window, &"xinkeStartWorker".into()).map_err(|e| words(&e))?;
    let start = start.dyn_into::<Function>().map_err(|e| words(&e))?;
    let worker = start.call1(&window, &name.into()).map_err(|e| words(&e))?;
    worker.dyn_into::<Worker>().map_err(|e| words(&e))
}

/// Does a job in a worker of its own.
///
/// # Errors
/// [`WorkerError`].
pub async fn run(
    job: &Job,
    payload: &[u8],
    stop: &Stop,
    progress: impl Fn(f64) + Clone + 'static,
) -> Result<Vec<u8>, WorkerError> {
    run_in("worker", None, header(job)?, payload, stop, progress).await
}

/// Does a job in a worker for spreadsheets, which a file may bring down.
///
/// # Errors
/// [`WorkerError`].
pub async fn run_sheets(
    job: &SheetJob,
    payload: &[u8],
    stop: &Stop,
    progress: impl Fn(f64) + Clone + 'static,
) -> Result<Vec<u8>, WorkerError> {
    let header = header(job)?;
    run_in("sheets", Some(PATIENCE), header, payload, stop, progress).await
}

fn header(job: &impl Serialize) -> Result<Vec<u8>, WorkerError> {
    serde_json::to_vec(job).map_err(|error| WorkerError::Job(JobError::Protocol(error.to_string())))
}

async fn run_in(
    name: &str,
    patience: Option<Duration>,
    header: Vec<u8>,
    payload: &[u8],
    stop: &Stop,
    progress: impl Fn(f64) + Clone + 'static,
) -> Result<Vec<u8>, WorkerError> {
    let worker = start(name).await?;
    let messages = RefCell::new(None);
    let watch = RefCell::new(None);
    let promise = Promise::new(&mut |resolve, reject| {
        let (fail, progress) = (reject.clone(), progress.clone());
        let watched = Rc::new(Watch {
            patience,
            give_up: reject.clone(),
            timer: RefCell::default(),
        });
        watched.heard();
        watch.replace(Some(watched.clone()));
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let message = Array::from(&event.data());
            match message.get(1).as_string().as_deref() {
                Some("done") => {
                    resolve.call1(&JsValue::NULL, &message.get(2)).ok();
                }
                Some("failed") => {
                    reject.call1(&JsValue::NULL, &message.get(2)).ok();
                }
                Some("progress") => {
                    watched.heard();
                    let number = |index| message.get(index).as_f64().unwrap_or(0.0);
                    progress(number(2) / number(3).max(1.0));
                }
                _ => {}
            }
        });
        let on_error = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            fail.call1(&JsValue::NULL, &event).ok();
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        messages.replace(Some((on_message, on_error)));
    });
    let (halt, halted) = {
        let slot = RefCell::new(None);
        let halted = Promise::new(&mut |_, reject| {
            slot.replace(Some(reject));
        });
        (slot.into_inner(), halted)
    };
    if let Some(halt) = halt {
        stop.0.replace(Some(Box::new(move || {
            halt.call1(&JsValue::NULL, &JsValue::NULL).ok();
        })));
    }
    let bytes = Uint8Array::from(payload).buffer();
    let message = Array::of3(
        &JsValue::from(1),
        &Uint8Array::from(header.as_slice()),
        &bytes,
    );
    worker
        .post_message_with_transfer(&message, &Array::of1(&bytes))
        .map_err(|error| words(&error))?;
    let ended = JsFuture::from(Promise::race(&Array::of2(&promise, &halted))).await;
    worker.terminate();
    if let Some(watch) = watch.take() {
        watch.end();
    }
    stop.0.replace(None);
    match ended {
        Ok(bytes) => Ok(Uint8Array::new(&bytes).to_vec()),
        Err(reason) if reason.is_null() => Err(WorkerError::Stopped),
        Err(reason) if reason.is_undefined() => Err(WorkerError::Hung),
        Err(reason) => Err(match reason.dyn_into::<Uint8Array>() {
            Ok(bytes) => {
                let error = serde_json::from_slice(&bytes.to_vec());
                WorkerError::Job(error.unwrap_or_else(|e| JobError::Protocol(e.to_string())))
            }
            Err(event) => words(&event),
        }),
    }
}
