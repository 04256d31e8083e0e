//! One connection to one database: opened once, opened again once the browser has closed it.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    DomException, Event, IdbDatabase, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbVersionChangeEvent,
};

use super::request::{Awaited, Callback, after_ms, callback, factory, name_of};
use crate::storage::{Gate, StoreError};

/// Structure of the databases; only a new store or index would raise it.
const VERSION: u32 = 1;
/// A blocked request is told of once and then hangs for ever.
const TIMEOUT_MS: i32 = 5_000;

/// Whether a database that isn't there is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum IfMissing {
    Create,
    Refuse,
}

pub(super) struct Connection {
    name: String,
    stores: &'static [&'static str],
    open: Rc<RefCell<Option<Open>>>,
    if_missing: Cell<IfMissing>,
    /// Only one request to open is ever under way.
    gate: Gate,
}

struct Open {
    db: IdbDatabase,
    _callbacks: [Callback; 2],
}

impl Drop for Open {
    fn drop(&mut self) {
        self.db.set_onversionchange(None);
        self.db.set_onclose(None);
        self.db.close();
    }
}

impl Connection {
    pub fn new(name: String, stores: &'static [&'static str], if_missing: IfMissing) -> Self {
        Self {
            name,
            stores,
            open: Rc::default(),
            if_missing: Cell::new(if_missing),
            gate: Gate::default(),
        }
    }

    /// The open database; opens it first where it isn't.
    pub async fn db(&self) -> Result<IdbDatabase, StoreError> {
        let _pass = self.gate.enter().await;
        if let Some(open) = &*self.open.borrow() {
            return Ok(open.db.clone());
        }
        let db = open_database(&self.name, self.stores, self.if_missing.get()).await?;
        // Once it was there, an empty one must never take its place.
        self.if_missing.set(IfMissing::Refuse);
        let closing = || {
            let open = Rc::downgrade(&self.open);
            callback(move |_| {
                if let Some(open) = open.upgrade() {
                    // The callback that runs is among what goes, so that goes a little later.
                    let gone = open.borrow_mut().take();
                    if let Some(gone) = &gone {
                        gone.db.close();
                    }
                    wasm_bindgen_futures::spawn_local(async move { drop(gone) });
                }
            })
        };
        let (on_version_change, on_close) = (closing(), closing());
        db.set_onversionchange(Some(on_version_change.as_ref().unchecked_ref()));
        db.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        let open = Open {
            db: db.clone(),
            _callbacks: [on_version_change, on_close],
        };
        self.open.replace(Some(open));
        Ok(db)
    }

    /// Does something with the database, and once more with a new connection where the browser
    /// has closed the old one.
    pub async fn with<R>(
        &self,
        work: impl AsyncFn(IdbDatabase) -> Result<R, StoreError>,
    ) -> Result<R, StoreError> {
        let first = work(self.db().await?).await;
        let was_closed = self.open.borrow().is_none();
        match first {
            Err(StoreError::Closed) => {}
            Err(StoreError::Aborted(_)) if was_closed => {}
            other => return other,
        }
        self.close();
        work(self.db().await?).await
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn close(&self) {
        self.open.borrow_mut().take();
    }
}

async fn open_database(
    name: &str,
    stores: &'static [&'static str],
    if_missing: IfMissing,
) -> Result<IdbDatabase, StoreError> {
    let request = factory()?.open_with_u32(name, VERSION);
    let request = request.map_err(|error| StoreError::Unavailable(name_of(&error)))?;
    let refused = Rc::new(Cell::new(false));
    let upgrade = {
        let refused = Rc::clone(&refused);
        move |event: &IdbVersionChangeEvent, request: &IdbOpenDbRequest| {
            let transaction = request.transaction();
            if event.old_version() == 0.0 && if_missing == IfMissing::Refuse {
                refused.set(true);
                transaction.as_ref().map(IdbTransaction::abort);
                return;
            }
            let made = request.result().and_then(|db| {
                let db: IdbDatabase = db.unchecked_into();
                stores
                    .iter()
                    .try_for_each(|store| db.create_object_store(store).map(drop))
            });
            if made.is_err() {
                transaction.as_ref().map(IdbTransaction::abort);
            }
        }
    };
    match answer(&request, upgrade).await {
        Ok(db) => Ok(db.unchecked_into()),
        Err(_) if refused.get() => Err(StoreError::Gone),
        Err(OpenError::Name(error)) if error == "VersionError" => Err(newer(name).await),
        Err(error) => Err(error.into()),
    }
}

/// The error that names the version of a database that is newer than ours.
async fn newer(name: &str) -> StoreError {
    let request = match factory().map(|factory| factory.open(name)) {
        Ok(Ok(request)) => request,
        Ok(Err(error)) => return StoreError::Unavailable(name_of(&error)),
        Err(error) => return error,
    };
    match answer(&request, |_, _| {}).await {
        Ok(db) => {
            let db: IdbDatabase = db.unchecked_into();
            let found = db.version() as u32;
            db.close();
            StoreError::Newer { found }
        }
        Err(error) => error.into(),
    }
}

/// Deletes a database; [`StoreError::Blocked`] where another tab doesn't let go of it.
pub(super) async fn delete(name: &str) -> Result<(), StoreError> {
    let request = factory()?.delete_database(name);
    let request = request.map_err(|error| StoreError::Unavailable(name_of(&error)))?;
    Ok(answer(&request, |_, _| {}).await.map(drop)?)
}

enum OpenError {
    TimeIsUp,
    Name(String),
}

impl From<OpenError> for StoreError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::TimeIsUp => Self::Blocked,
            OpenError::Name(name) if name == "QuotaExceededError" => Self::Quota,
            OpenError::Name(name) => Self::Unavailable(name),
        }
    }
}

/// What a request to open or delete a database comes to.
async fn answer(
    request: &IdbOpenDbRequest,
    mut upgrade: impl FnMut(&IdbVersionChangeEvent, &IdbOpenDbRequest) + 'static,
) -> Result<JsValue, OpenError> {
    let answer: Awaited<Result<JsValue, OpenError>> = Awaited::new();
    let is_over = Rc::new(Cell::new(false));
    let on_success = {
        let (answer, is_over) = (answer.clone(), Rc::clone(&is_over));
        move |event: Event| {
            let Some(result) = result_of(&event) else {
                return;
            };
            match result.dyn_ref::<IdbDatabase>() {
                // Too late: nobody would ever close it, and it would block others.
                Some(db) if is_over.get() => db.close(),
                _ => answer.bring(Ok(result)),
            }
        }
    };
    let on_error = {
        let answer = answer.clone();
        move |event: Event| {
            let request = event.target().and_then(|t| t.dyn_into::<IdbRequest>().ok());
            let error = request.and_then(|request| request.error().ok().flatten());
            let name = error.as_ref().map(DomException::name);
            answer.bring(Err(OpenError::Name(name.unwrap_or_default())));
        }
    };
    let on_upgrade = move |event: Event| {
        let request = event.target().map(JsCast::unchecked_into);
        if let (Some(request), Ok(event)) = (request, event.dyn_into()) {
            upgrade(&event, &request);
        }
    };
    // These outlive the future, because an answer that comes when the time is up needs them
    // still; the few bytes of each opening are never given back.
    request.set_onsuccess(Some(callback(on_success).into_js_value().unchecked_ref()));
    request.set_onerror(Some(callback(on_error).into_js_value().unchecked_ref()));
    request.set_onupgradeneeded(Some(callback(on_upgrade).into_js_value().unchecked_ref()));
    let _timer = {
        let answer = answer.clone();
        after_ms(TIMEOUT_MS, move || answer.bring(Err(OpenError::TimeIsUp)))
    };
    let result = answer.wait().await;
    is_over.set(true);
    result
}

fn result_of(event: &Event) -> Option<JsValue> {
    let request = event.target()?.dyn_into::<IdbRequest>().ok()?;
    request.result().ok()
}
