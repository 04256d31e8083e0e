//! Files in and out, from outside: round trips, damage, hostile input, real data.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs
)]

#[path = "exchange/chinook.rs"]
mod chinook;
#[path = "exchange/damage.rs"]
mod damage;
#[path = "exchange/formulas.rs"]
mod formulas;
#[path = "exchange/generate.rs"]
mod generate;
#[path = "exchange/generate_classroom.rs"]
mod generate_classroom;
#[path = "exchange/generate_ledger.rs"]
mod generate_ledger;
#[path = "exchange/jobs.rs"]
mod jobs;
#[path = "exchange/merge.rs"]
mod merge;
#[path = "exchange/payloads.rs"]
mod payloads;
#[path = "exchange/refusals.rs"]
mod refusals;
#[path = "exchange/round_trip.rs"]
mod round_trip;
#[path = "exchange/sales.rs"]
mod sales;
#[path = "exchange/sample.rs"]
mod sample;
#[path = "exchange/size.rs"]
mod size;
#[path = "exchange/table.rs"]
mod table;
#[path = "exchange/versions.rs"]
mod versions;

use xinke::{
    domain::{Id, Workbook, edit::Author},
    exchange::{
        Refusal,
        csv::{self, CsvOptions, Parsed},
        json::{self, Contents},
    },
};

fn author() -> Author {
    Author {
        name: "林".to_owned(),
        today: "2026-11-22".parse().unwrap(),
    }
}

/// Ids that are different and the same in every run.
fn ids(seed: &str) -> impl FnMut() -> Id {
    let mut count = 0;
    move || {
        count += 1;
        Id::derived(&format!("{seed} {count}"))
    }
}

fn read(bytes: &[u8]) -> Result<Contents, Refusal> {
    json::read(bytes, &mut |_, _| true)
}

fn write(workbook: &Workbook) -> Vec<u8> {
    json::write(workbook).unwrap()
}

fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    (!had_errors).then(|| text.into_owned())
}

fn parse(bytes: &[u8], options: &CsvOptions) -> Result<Parsed, Refusal> {
    csv::read(bytes, options, &decode, &mut |_, _| true)
}
