//! The workbook in IndexedDB: saved and loaded whole, and one edit made durable.

use std::cell::RefCell;

use wasm_bindgen::JsValue;
use xinke::{
    domain::{
        Id,
        edit::{Action, EditBuilder},
        journal::Turn,
    },
    storage::{
        Seal, Session, Setup, StoreError,
        indexed_db::{WorkbookDb, delete_database},
    },
};

use crate::{Answer, book, failed, numbers};

thread_local! {
    static SESSION: RefCell<Option<Session<WorkbookDb>>> = const { RefCell::new(None) };
}

fn setup() -> Setup {
    Setup {
        seal: Seal::Plain,
        clock: || 0,
    }
}

fn place() -> Id {
    book::copy().id
}

/// Deletes what was saved.
pub async fn clear() -> Answer {
    SESSION.take();
    match delete_database(place()).await {
        Ok(()) | Err(StoreError::Gone) => Ok(JsValue::UNDEFINED),
        Err(error) => Err(failed(error)),
    }
}

/// Saves the workbook where there is none; how many records.
pub async fn save() -> Answer {
    let workbook = book::copy();
    let backend = WorkbookDb::create(workbook.id).await.map_err(failed)?;
    let session = Session::create(backend, workbook, setup()).await;
    let session = session.map_err(failed)?;
    let total = session.read(|book, _| book.tables.total());
    SESSION.set(Some(session));
    Ok(numbers(&[total as i64]))
}

/// Loads what was saved; how many records.
pub async fn load() -> Answer {
    let backend = WorkbookDb::open(place()).await.map_err(failed)?;
    let session = Session::open(backend, setup()).await.map_err(failed)?;
    let total = session.read(|book, _| book.tables.total());
    SESSION.set(Some(session));
    Ok(numbers(&[total as i64]))
}

/// Changes one customer and waits until that is stored; the new number of edits.
pub async fn edit(number: JsValue) -> Answer {
    let number = number.as_f64().unwrap_or_default();
    let session = SESSION.with_borrow(Option::clone);
    let session = session.ok_or_else(|| failed("nothing is open"))?;
    let edit = session.read(|book, _| {
        let author = book::author();
        let customer = book.tables.customers.iter().next().cloned()?;
        let mut builder = EditBuilder::new(&book.tables, &author);
        builder.put(xinke::domain::Customer {
            city: Some(format!("城市 {number}")),
            ..xinke::domain::Customer::clone(&customer)
        });
        builder
            .finish(Action::on("customer.update", &customer.name))
            .ok()
    });
    let edit = edit.ok_or_else(|| failed("there is no customer to edit"))?;
    let sequence = session
        .perform(edit, Turn::Fresh, "bench", 0)
        .map_err(failed)?;
    session.flush().await.map_err(failed)?;
    Ok(numbers(&[i64::try_from(sequence).unwrap_or_default()]))
}
