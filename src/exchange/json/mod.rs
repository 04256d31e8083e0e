//! The file format: a workbook as canonical JSON with counts and digests.
//!
//! **Invariant:** exporting, importing into an empty profile and exporting again gives the same
//! bytes; nothing of a newer minor version is lost on the way.

pub mod canonical;
mod envelope;
mod header;
pub mod migrate;
mod place;
mod read;
mod rows;
pub mod strict;
mod write;

pub use envelope::Version;
pub use header::{HEADER_TABLE, Header};
pub use place::{Locator, Step, pointer};
pub use read::{Contents, Note, ReadOptions, read, read_with};
pub use write::{Writing, write};

use crate::{
    domain::Workbook,
    exchange::{Place, Reason, Refusal, RefusedRow},
};

/// What `format` says in every file.
pub const FORMAT: &str = "xinke.workbook";
/// The version that this program writes; its major number is the top of the ladder.
pub const VERSION: Version = Version { major: 1, minor: 0 };

/// Why an export must not be handed out.
#[derive(Clone, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(tag = "code", content = "detail", rename_all = "snake_case")]
pub enum VerifyError {
    /// It could not be read back.
    Refused(Refusal),
    /// Records in it would be refused.
    Rows(Vec<RefusedRow>),
    /// The table holds something else than the workbook; `@file` stands for the rest.
    Different(String),
}

/// Reads an export back and compares it with the workbook.
///
/// # Errors
/// [`VerifyError`] where the file would not bring back exactly this workbook.
pub fn verify(bytes: &[u8], workbook: &Workbook) -> Result<(), VerifyError> {
    let contents = read_back(bytes)?;
    let (mine, theirs) = (&workbook.tables, &contents.workbook.tables);
    let mut names = mine.names();
    names.extend(theirs.names());
    let different = names
        .into_iter()
        .find(|name| mine.rows(name) != theirs.rows(name));
    let different = different.or_else(|| {
        let is_same =
            (workbook.id, workbook.revision) == (contents.workbook.id, contents.workbook.revision);
        (!is_same).then(|| HEADER_TABLE.to_owned())
    });
    different.map_or(Ok(()), |table| Err(VerifyError::Different(table)))
}

/// Reads an export back and writes it again: the check that needs no workbook, for the worker.
///
/// # Errors
/// [`VerifyError`] where the bytes are not a faultless export.
pub fn verify_alone(bytes: &[u8]) -> Result<(), VerifyError> {
    let contents = read_back(bytes)?;
    match write(&contents.workbook) {
        Ok(again) if again == bytes => Ok(()),
        Ok(_) => Err(VerifyError::Different(HEADER_TABLE.to_owned())),
        Err(reason) => Err(VerifyError::Refused(reason.at(Place::default()))),
    }
}

fn read_back(bytes: &[u8]) -> Result<Contents, VerifyError> {
    let contents = read(bytes, &mut |_, _| true).map_err(VerifyError::Refused)?;
    if contents.read_only {
        let Version { major, minor } = contents.version;
        let reason = Reason::Version { major, minor };
        return Err(VerifyError::Refused(reason.at(Place::default())));
    }
    if contents.refused.is_empty() {
        Ok(contents)
    } else {
        Err(VerifyError::Rows(contents.refused))
    }
}
