//! The workbook in memory: read from CSV as the app's worker does, then added up.

use std::cell::RefCell;

use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;
use wasm_bindgen::JsValue;
use web_sys::{TextDecoder, TextDecoderOptions};
use xinke::{
    domain::{
        Currency, Id, Workbook,
        edit::Author,
        ledger::{Columns, totals},
        tables::AnyRecord,
    },
    exchange::{
        csv::{self, CsvOptions, Parsed},
        plan::{self, Maker, SalesOptions, TableOptions},
    },
};

use crate::{Answer, failed, numbers};

thread_local! {
    static BOOK: RefCell<Workbook> = RefCell::default();
    /// As it was before the sales lines came in.
    static BEFORE: RefCell<Workbook> = RefCell::default();
    static PLANNED: RefCell<Vec<AnyRecord>> = const { RefCell::new(Vec::new()) };
    static COLUMNS: RefCell<Option<Columns>> = const { RefCell::new(None) };
}

/// A copy of the workbook; its records are shared.
pub fn copy() -> Workbook {
    BOOK.with_borrow(Workbook::clone)
}

/// Looks at the workbook and its columns.
pub fn with_columns<R>(look: impl FnOnce(&Workbook, &Columns) -> R) -> Result<R, JsValue> {
    BOOK.with_borrow(|book| {
        COLUMNS.with_borrow(|columns| match columns {
            Some(columns) => Ok(look(book, columns)),
            None => Err(failed("there are no columns yet")),
        })
    })
}

/// The day on which everything here happens: what is computed must not change by tomorrow.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default()
}

pub fn author() -> Author {
    Author {
        name: "bench".to_owned(),
        today: today(),
    }
}

fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = TextDecoder::new_with_label_and_options(label, &options).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}

fn read(bytes: &[u8]) -> Result<Parsed, JsValue> {
    csv::read(bytes, &CsvOptions::default(), &decode, &mut |_, _| true)
        .map_err(|refusal| failed(format!("{refusal:?}")))
}

/// Takes a table of customers in; how many there are.
pub fn customers(bytes: &[u8]) -> Answer {
    let parsed = read(bytes)?;
    BOOK.with_borrow_mut(|book| {
        book.id = Id::derived("bench");
        let plan = plan::from_table(&parsed, &TableOptions::default(), book);
        let mut number = 0;
        let mut new_id = || {
            number += 1;
            Id::derived(&format!("bench customer {number}"))
        };
        let edit = plan::to_edit(&plan, book, &author(), &mut new_id).map_err(failed)?;
        book.apply(&edit).map_err(failed)?;
        BEFORE.set(book.clone());
        Ok(numbers(&[book.tables.customers.len() as i64]))
    })
}

/// Takes a file apart into cells: how many rows and cells.
pub fn cells(bytes: &[u8]) -> Answer {
    let parsed = read(bytes)?;
    let cells: usize = parsed.rows.iter().map(|row| row.cells.len()).sum();
    Ok(numbers(&[parsed.rows.len() as i64, cells as i64]))
}

/// Sales lines with their customers looked up, checked and kept as records: how many lines, and
/// what they come to in minor units.
pub fn plan(bytes: &[u8]) -> Answer {
    let parsed = read(bytes)?;
    let maker = Maker {
        author: author().name,
        today: today(),
        seed: Id::derived("bench"),
        home: Currency::CNY,
    };
    let options = SalesOptions::default();
    let planned = BEFORE.with_borrow(|book| {
        plan::from_sales(&parsed, &options, &book.tables, &maker, &mut |_, _| true)
    });
    let planned = planned.map_err(|refusal| failed(format!("{refusal:?}")))?;
    if let Some(row) = planned.refused.first() {
        return Err(failed(format!("{row:?}")));
    }
    let sum = |(rows, cents): (i64, i64), sum: &plan::Sum| {
        let minor = (sum.amount * rust_decimal::Decimal::ONE_HUNDRED).to_i64();
        (rows + sum.rows as i64, cents + minor.unwrap_or_default())
    };
    let (rows, cents) = planned.sums.iter().fold((0, 0), sum);
    PLANNED.set(planned.records);
    Ok(numbers(&[rows, cents]))
}

/// Drops what was planned, as a garbage collector would some other time.
pub fn forget() -> Answer {
    PLANNED.take();
    Ok(JsValue::UNDEFINED)
}

/// Puts what was planned into the workbook; how many records there are now.
pub fn adopt() -> Answer {
    BOOK.with_borrow_mut(|book| {
        for record in PLANNED.take() {
            book.tables.put(record);
        }
        Ok(numbers(&[book.tables.total() as i64]))
    })
}

/// Builds the columns of the ledger: how many lines.
pub fn columns() -> Answer {
    let built = BOOK.with_borrow(|book| Columns::build(&book.tables));
    let lines = built.len();
    COLUMNS.set(Some(built));
    Ok(numbers(&[lines as i64]))
}

/// Customers by sales, the largest first, with the running share: sales of the first, the sum, and
/// how many customers make up four fifths of it.
pub fn totals() -> Answer {
    let (first, sum, few) = with_columns(|_, columns| {
        let sums = totals::by_customer(columns, 0..columns.len());
        let mut order: Vec<(i64, usize)> = sums
            .iter()
            .enumerate()
            .map(|(index, total)| (total.amount, index))
            .collect();
        order.sort_unstable_by(|a, b| b.cmp(a));
        let sum: i64 = order.iter().map(|(amount, _)| amount).sum();
        let mut running = 0;
        let few = order.iter().take_while(|(amount, _)| {
            let is_inside = i128::from(running) * 5 < i128::from(sum) * 4;
            running += amount;
            is_inside
        });
        let few = few.count() as i64;
        let first = order.first().map_or(0, |(amount, _)| *amount);
        (first, sum, few)
    })?;
    Ok(numbers(&[first, sum, few]))
}
