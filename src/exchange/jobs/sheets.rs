//! What the worker for spreadsheets can be asked to do. Its answers are bytes, as those of the other.

use serde::{Deserialize, Serialize};

use super::{JobError, protocol};
use crate::exchange::xlsx::Book;

/// What to do with a payload.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetJob {
    /// Reads a sheet of an XLSX file; the answer is taken apart by [`rows`].
    Read {
        /// Its number; the first with anything on it unless told.
        sheet: Option<usize>,
    },
    /// Writes XLSX; the payload is the JSON of a list of [`Grid`](crate::exchange::grid::Grid)s.
    Write,
}

/// The answer to [`SheetJob::Read`]: what there is to say, and the rows as a CSV file of which every
/// record is a row.
///
/// # Errors
/// [`JobError::Protocol`].
pub fn rows(answer: &[u8]) -> Result<(Book, &[u8]), JobError> {
    let short = || protocol("the answer is too short");
    let (length, rest) = answer.split_first_chunk::<4>().ok_or_else(short)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(protocol)?;
    let (head, rows) = rest.split_at_checked(length).ok_or_else(short)?;
    Ok((serde_json::from_slice(head).map_err(protocol)?, rows))
}

/// Does a job.
///
/// # Errors
/// [`JobError`].
#[cfg(feature = "sheets")]
pub fn run_sheets(
    job: &SheetJob,
    payload: &[u8],
    progress: crate::exchange::Progress<'_>,
) -> Result<Vec<u8>, JobError> {
    use crate::exchange::{
        Cap, Place, Reason, csv,
        json::VerifyError,
        xlsx::{self, MAX_INFLATED, WriteError},
    };
    match job {
        SheetJob::Read { sheet } => {
            let (book, rows) = xlsx::read(payload, *sheet, progress).map_err(JobError::Refused)?;
            let text = csv::write_rows(&rows, MAX_INFLATED).ok_or_else(|| {
                JobError::Refused(Reason::Cap(Cap::Inflated).at(Place::default()))
            })?;
            let head = serde_json::to_vec(&book).map_err(protocol)?;
            let length = u32::try_from(head.len()).map_err(protocol)?;
            Ok([&length.to_le_bytes()[..], &head, &text].concat())
        }
        SheetJob::Write => {
            let grids: Vec<_> = serde_json::from_slice(payload).map_err(protocol)?;
            xlsx::write(&grids, progress).map_err(|error| match error {
                WriteError::Refused(refusal) => JobError::Refused(refusal),
                WriteError::Different(place) => JobError::Verify(VerifyError::Different(place)),
            })
        }
    }
}
