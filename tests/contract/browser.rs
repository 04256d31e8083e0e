//! The storage contract in a real browser, on IndexedDB.
//!
//! The page says how it went in `data-contract` of its root element: `ok: N`, or the name of the
//! case that failed and why.

// Natively there is nothing to run.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code, unused_imports))]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

#[path = "suite.rs"]
mod suite;

use std::cell::{Cell, RefCell};

use gloo_storage::{SessionStorage, Storage as _};
use js_sys::Promise;
use suite::support::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::IdbDatabase;
use xinke::{
    domain::Id,
    storage::{
        Backend, StoreError,
        indexed_db::{
            RegistryDb, WorkbookDb, abort_active_transactions, delete_database, panic_after_puts,
        },
    },
};

/// Where the last case leaves its number before it panics.
const BEFORE_PANIC: &str = "contract.before-panic";

thread_local! {
    static CASE: RefCell<&'static str> = const { RefCell::new("start") };
    static COUNT: Cell<u32> = const { Cell::new(0) };
    static IS_MEANT_TO_PANIC: Cell<bool> = const { Cell::new(false) };
}

struct Browser {
    next: Cell<u64>,
    is_limited: bool,
}

impl Factory for Browser {
    type Place = Id;
    type Store = WorkbookDb;
    type Shelf = RegistryDb;

    fn fresh(&self) -> Id {
        let number = self.next.get();
        self.next.set(number + 1);
        Id::derived(&format!("contract {number} {}", js_sys::Math::random()))
    }

    async fn open(&self, place: &Id) -> WorkbookDb {
        WorkbookDb::create(*place).await.expect("a database")
    }

    async fn shelf(&self) -> RegistryDb {
        let name = format!("xinke.contract.{}", js_sys::Math::random());
        RegistryDb::open_named(&name).await.expect("a database")
    }

    fn limit(&self, _: &Id) -> Option<u64> {
        // Only whoever drives the browser can limit it; it says so by `#quota`.
        self.is_limited.then_some(30_000)
    }

    async fn clear(&self, place: Id) {
        delete_database(place).await.expect("deleted");
    }
}

fn begin(case: &'static str) {
    if COUNT.get() > 0 {
        log(&format!("passed: {}", CASE.get_copy()));
    }
    COUNT.set(COUNT.get() + 1);
    CASE.set(case);
}

trait GetCopy {
    fn get_copy(&'static self) -> &'static str;
}

impl GetCopy for std::thread::LocalKey<RefCell<&'static str>> {
    fn get_copy(&'static self) -> &'static str {
        self.with_borrow(|case| *case)
    }
}

fn log(text: &str) {
    web_sys::console::log_1(&JsValue::from_str(text));
}

fn show(text: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(root) = document.and_then(|document| document.document_element()) {
        let _ = root.set_attribute("data-contract", text);
    }
    log(text);
}

fn main() {
    std::panic::set_hook(Box::new(|panic| {
        abort_active_transactions();
        if IS_MEANT_TO_PANIC.get() {
            log(&panic.to_string());
        } else {
            show(&format!("{}: {panic}", CASE.get_copy()));
        }
    }));
    wasm_bindgen_futures::spawn_local(async {
        if let Ok((count, id)) = SessionStorage::get::<(u32, Id)>(BEFORE_PANIC) {
            SessionStorage::delete(BEFORE_PANIC);
            COUNT.set(count);
            CASE.set("a_panic_between_two_puts_stores_nothing");
            after_panic(id).await;
            show(&format!("ok: {}", COUNT.get()));
            return;
        }
        let hash = web_sys::window().and_then(|window| window.location().hash().ok());
        let factory = Browser {
            next: Cell::new(0),
            is_limited: hash.as_deref() == Some("#quota"),
        };
        suite::run(&factory, begin).await;
        begin("a_deleted_database_is_gone_and_stays_so");
        deleted(&factory).await;
        begin("a_closed_connection_is_opened_again");
        closed(&factory).await;
        begin("a_newer_database_is_refused");
        newer(&factory).await;
        begin("a_tab_that_does_not_let_go_is_told_of");
        blocked(&factory).await;
        begin("a_panic_between_two_puts_stores_nothing");
        before_panic(&factory).await;
    });
}

async fn deleted(factory: &Browser) {
    let place = factory.fresh();
    let opened = WorkbookDb::open(place).await;
    assert_eq!(opened.err(), Some(StoreError::Gone));
    let session = create(factory, &place).await;
    perform(&session, |tables| put_customer(tables, 1, "一"));
    session.flush().await.expect("saved");
    delete_database(place)
        .await
        .expect("deleted, though it is open");
    perform(&session, |tables| put_customer(tables, 2, "二"));
    assert_eq!(session.flush().await, Err(StoreError::Gone));
    assert_eq!(session.catch_up().await, Err(StoreError::Gone));
    assert!(session.would_lose());
    let opened = WorkbookDb::open(place).await;
    assert_eq!(opened.err(), Some(StoreError::Gone));
}

async fn closed(factory: &Browser) {
    let place = factory.fresh();
    let session = create(factory, &place).await;
    session.backend().close();
    perform(&session, |tables| put_customer(tables, 1, "一"));
    session.flush().await.expect("saved");
    // Closed under the hands of a transaction that is under way.
    perform(&session, |tables| put_customer(tables, 2, "二"));
    let close = async { session.backend().close() };
    let (saved, ()) = join(session.flush(), close).await;
    saved.expect("saved");
    assert_eq!(
        workbook_of(&reopen(factory, &place).await),
        workbook_of(&session)
    );
    factory.clear(place).await;
}

/// A connection as a program opens it that knows nothing of this one.
async fn foreign(place: Id, version: u32) -> IdbDatabase {
    let factory = web_sys::window().expect("a window").indexed_db();
    let factory = factory.expect("allowed").expect("there");
    let name = format!("xinke.wb.{place}");
    let request = factory.open_with_u32(&name, version).expect("a request");
    let opened = Promise::new(&mut |resolve, _| request.set_onsuccess(Some(&resolve)));
    JsFuture::from(opened).await.expect("opened");
    request.result().expect("a database").unchecked_into()
}

async fn newer(factory: &Browser) {
    let place = factory.fresh();
    let session = create(factory, &place).await;
    perform(&session, |tables| put_customer(tables, 1, "一"));
    let db = foreign(place, 7).await;
    let newer = StoreError::Newer { found: 7 };
    assert_eq!(session.flush().await, Err(newer.clone()));
    assert!(session.would_lose());
    assert_eq!(WorkbookDb::open(place).await.err(), Some(newer));
    db.close();
    factory.clear(place).await;
}

async fn blocked(factory: &Browser) {
    let place = factory.fresh();
    create(factory, &place).await.backend().close();
    let db = foreign(place, 1).await;
    let (deleted, opened) = join(delete_database(place), WorkbookDb::open(place)).await;
    assert_eq!(deleted, Err(StoreError::Blocked));
    assert_eq!(opened.err(), Some(StoreError::Blocked));
    // What comes too late does no harm: the deletion goes through and nothing is made anew.
    db.close();
    assert_eq!(WorkbookDb::open(place).await.err(), Some(StoreError::Gone));
}

async fn before_panic(factory: &Browser) {
    let place = factory.fresh();
    let session = create(factory, &place).await;
    perform(&session, |tables| put_customer(tables, 1, "一"));
    session.flush().await.expect("saved");
    SessionStorage::set(BEFORE_PANIC, (COUNT.get(), place)).expect("session storage");
    perform(&session, |tables| import(tables, 10..3_000));
    IS_MEANT_TO_PANIC.set(true);
    reload_later();
    panic_after_puts(3);
    // Nobody comes back from this.
    let flushed = session.flush().await;
    IS_MEANT_TO_PANIC.set(false);
    panic!("the program went on after the panic: {flushed:?}");
}

/// Late enough for the browser to commit what a panic left, if nobody aborted it.
fn reload_later() {
    let reload = Closure::<dyn Fn()>::new(|| {
        let reload = web_sys::window().map(|window| window.location().reload());
        assert_eq!(reload, Some(Ok(())));
    });
    web_sys::window()
        .expect("a window")
        .set_timeout_with_callback_and_timeout_and_arguments_0(
            reload.as_ref().unchecked_ref(),
            1_000,
        )
        .expect("a timer");
    reload.forget();
}

async fn after_panic(place: Id) {
    let factory = Browser {
        next: Cell::new(0),
        is_limited: false,
    };
    let session = reopen(&factory, &place).await;
    assert_eq!(workbook_of(&session).tables.total(), 1);
    let stored = session.backend().load().await.expect("stored");
    assert_eq!(stored.mark, Some(session.mark()));
    assert_eq!((stored.log.len(), stored.shards.len()), (1, 0));
    session.backend().close();
    factory.clear(place).await;
}
