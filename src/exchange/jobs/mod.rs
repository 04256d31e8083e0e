//! Long work as bytes in and bytes out: done in a web worker, or inline where there is none.

mod sales;
mod sheets;

use serde::{Deserialize, Serialize};

pub use sales::{Known, PlannedSales, planned_sales};
#[cfg(feature = "sheets")]
pub use sheets::run_sheets;
pub use sheets::{SheetJob, rows};

use super::{
    Decode, Progress, Refusal, RefusedRow,
    csv::{self, CsvOptions, Parsed, Subject},
    json::{self, Contents, Note, ReadOptions, VerifyError, Version},
    plan,
};
use std::collections::HashSet;

use crate::domain::{Id, Workbook, tables::records_from_json};

/// How many records the page takes over at a time.
const ROWS_AT_A_TIME: usize = 1000;

/// What to do with a payload.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// Takes a CSV file apart; the answer is a [`Parsed`], see [`parsed`].
    ReadCsv {
        /// How.
        options: CsvOptions,
    },
    /// Reads a workbook's file; the answer is taken over by an [`Adoption`].
    ReadJson {
        /// How.
        options: ReadOptions,
    },
    /// Checks an export; the answer is empty.
    VerifyJson,
    /// What a file of sales lines would do; the answer is a [`PlannedSales`]. The payload is the
    /// file and, behind it, what [`Known`] gives.
    PlanSales {
        /// How the file is read.
        options: CsvOptions,
        /// How its rows become lines.
        how: plan::SalesOptions,
        /// Who makes the records.
        maker: plan::Maker,
        /// Length of the file.
        file: usize,
        /// Table and length of each chunk of records behind it.
        known: Vec<(String, usize)>,
    },
}

/// Why there is no answer.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "code", content = "detail", rename_all = "snake_case")]
pub enum JobError {
    /// The file was not accepted.
    Refused(Refusal),
    /// The export must not be handed out.
    Verify(VerifyError),
    /// The worker and the page do not understand each other; the detail is technical.
    Protocol(String),
}

fn protocol(error: impl ToString) -> JobError {
    JobError::Protocol(error.to_string())
}

/// Does a job.
///
/// # Errors
/// [`JobError`].
pub fn run(
    job: &Job,
    payload: &[u8],
    decode: Decode<'_>,
    progress: Progress<'_>,
) -> Result<Vec<u8>, JobError> {
    match job {
        Job::ReadCsv { options } => {
            let parsed =
                csv::read(payload, options, decode, progress).map_err(JobError::Refused)?;
            let parsed = match parsed.subject {
                Subject::Customers => parsed,
                Subject::Sales => parsed.excerpt(&HashSet::new()),
            };
            serde_json::to_vec(&parsed).map_err(protocol)
        }
        Job::PlanSales {
            options,
            how,
            maker,
            file,
            known,
        } => {
            let (file, records) = payload
                .split_at_checked(*file)
                .ok_or_else(|| protocol("the payload is too short"))?;
            let parsed = csv::read(file, options, decode, progress).map_err(JobError::Refused)?;
            let tables = sales::tables(known, records)?;
            let planned = plan::from_sales(&parsed, how, &tables, maker, progress);
            sales::pack(parsed, planned.map_err(JobError::Refused)?)
        }
        Job::ReadJson { options } => {
            let contents = json::read_with(payload, *options, json::migrate::LADDER, progress);
            pack(&contents.map_err(JobError::Refused)?)
        }
        Job::VerifyJson => {
            json::verify_alone(payload).map_err(JobError::Verify)?;
            Ok(Vec::new())
        }
    }
}

/// The answer to [`Job::ReadCsv`].
///
/// # Errors
/// [`JobError::Protocol`].
pub fn parsed(answer: &[u8]) -> Result<Parsed, JobError> {
    serde_json::from_slice(answer).map_err(protocol)
}

/// What stands before the chunks of records.
#[derive(Serialize, Deserialize)]
struct Head {
    id: Id,
    revision: u64,
    version: Version,
    read_only: bool,
    notes: Vec<Note>,
    refused: Vec<RefusedRow>,
    /// Table and length of each chunk.
    chunks: Vec<(String, usize)>,
}

/// Length of the head in four bytes, little end first; the head; lists of records as JSON.
fn pack(contents: &Contents) -> Result<Vec<u8>, JobError> {
    let Workbook {
        id,
        revision,
        tables,
    } = &contents.workbook;
    let (mut chunks, mut body) = (Vec::new(), Vec::new());
    for table in tables.names() {
        for rows in tables.rows(&table).chunks(ROWS_AT_A_TIME) {
            let start = body.len();
            for (index, row) in rows.iter().enumerate() {
                body.push(if index > 0 { b',' } else { b'[' });
                json::canonical::write(&row.to_value().map_err(protocol)?, &mut body);
            }
            body.push(b']');
            chunks.push((table.clone(), body.len() - start));
        }
    }
    let head = Head {
        id: *id,
        revision: *revision,
        version: contents.version,
        read_only: contents.read_only,
        notes: contents.notes.clone(),
        refused: contents.refused.clone(),
        chunks,
    };
    let head = serde_json::to_vec(&head).map_err(protocol)?;
    let mut answer = u32::try_from(head.len())
        .map_err(protocol)?
        .to_le_bytes()
        .to_vec();
    answer.extend(head);
    answer.extend(body);
    Ok(answer)
}

/// Takes over the answer to [`Job::ReadJson`] in steps short enough not to hold up the page.
#[derive(Debug)]
pub struct Adoption<'a> {
    contents: Contents,
    chunks: std::vec::IntoIter<(String, usize)>,
    rest: &'a [u8],
}

impl<'a> Adoption<'a> {
    /// Begins.
    ///
    /// # Errors
    /// [`JobError::Protocol`] where the bytes are no such answer.
    pub fn new(answer: &'a [u8]) -> Result<Self, JobError> {
        let short = || protocol("the answer is too short");
        let (length, rest) = answer.split_first_chunk::<4>().ok_or_else(short)?;
        let length = usize::try_from(u32::from_le_bytes(*length)).map_err(protocol)?;
        let (head, rest) = rest.split_at_checked(length).ok_or_else(short)?;
        let Head {
            id,
            revision,
            version,
            read_only,
            notes,
            refused,
            chunks,
        } = serde_json::from_slice(head).map_err(protocol)?;
        let workbook = Workbook {
            id,
            revision,
            ..Workbook::default()
        };
        Ok(Self {
            contents: Contents {
                workbook,
                version,
                read_only,
                notes,
                refused,
            },
            chunks: chunks.into_iter(),
            rest,
        })
    }

    /// Takes over the next records; false when there are no more.
    ///
    /// # Errors
    /// [`JobError::Protocol`].
    pub fn step(&mut self) -> Result<bool, JobError> {
        let Some((table, length)) = self.chunks.next() else {
            return Ok(false);
        };
        let (chunk, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or_else(|| protocol("the answer is too short"))?;
        self.rest = rest;
        for record in records_from_json(&table, chunk).map_err(protocol)? {
            self.contents.workbook.tables.put(record);
        }
        Ok(true)
    }

    /// Takes over all that is left.
    ///
    /// # Errors
    /// [`JobError::Protocol`].
    pub fn finish(mut self) -> Result<Contents, JobError> {
        while self.step()? {}
        Ok(self.contents)
    }
}
