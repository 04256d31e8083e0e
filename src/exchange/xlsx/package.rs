//! The archive that a spreadsheet is: unpacked under caps, looked through, packed again without
//! compression. What is read afterwards is what was looked through, and nothing else.

use std::io::{Cursor, Read, Write};

use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{MAX_ENTRIES, MAX_FILE, MAX_INFLATED, scan::scan};
use crate::exchange::{Cap, Place, Progress, Reason, Refusal};

/// How an archive begins.
const ZIP: &[u8] = b"PK";
/// How files of older programs and those with a password begin.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];
/// Parts that say nothing about cells.
const ASIDE: [&str; 2] = ["docProps/", "customXml/"];

/// A spreadsheet that may be read.
pub struct Package {
    /// Its archive.
    pub archive: Cursor<Vec<u8>>,
    /// Whether some sheet has formulas.
    pub has_formulas: bool,
}

fn at(part: &str, reason: Reason) -> Refusal {
    reason.at(Place {
        at: part.to_owned(),
        ..Place::default()
    })
}

fn broken(error: impl ToString) -> Reason {
    Reason::Broken(error.to_string())
}

/// Unpacks and looks through.
///
/// # Errors
/// [`Refusal`] with the part or the cap.
pub fn open(bytes: &[u8], progress: Progress<'_>) -> Result<Package, Refusal> {
    let whole = |reason: Reason| at("", reason);
    if bytes.len() > MAX_FILE {
        return Err(whole(Reason::Cap(Cap::File)));
    }
    if bytes.starts_with(COMPOUND) {
        return Err(whole(Reason::OldOrLocked));
    }
    if !bytes.starts_with(ZIP) {
        return Err(whole(Reason::NotXlsx));
    }
    let archive = ZipArchive::new(Cursor::new(bytes));
    let mut archive = archive.map_err(|_| whole(Reason::Truncated))?;
    if archive.len() > MAX_ENTRIES {
        return Err(whole(Reason::Cap(Cap::Entries)));
    }
    let total = archive.len() as u64;
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let (mut left, mut has_formulas) = (MAX_INFLATED, false);
    for index in 0..archive.len() {
        if !progress(index as u64, 2 * total) {
            return Err(whole(Reason::Cancelled));
        }
        let entry = archive.by_index(index);
        let entry = entry.map_err(|error| whole(broken(error)))?;
        let name = entry.name().map_err(|error| whole(broken(error)))?;
        let (name, stated) = (name.into_owned(), entry.size());
        let mut part = Vec::new();
        let most = left as u64 + 1;
        entry
            .take(most)
            .read_to_end(&mut part)
            .map_err(|error| at(&name, broken(error)))?;
        left = left
            .checked_sub(part.len())
            .ok_or_else(|| at(&name, Reason::Cap(Cap::Inflated)))?;
        if part.len() as u64 != stated {
            let stated = format!("{stated} bytes are stated, {} are there", part.len());
            return Err(at(&name, Reason::Broken(stated)));
        }
        let lower = name.to_ascii_lowercase();
        let is_xml = lower.ends_with(".xml") || lower.ends_with(".rels");
        if is_xml && !ASIDE.iter().any(|folder| name.starts_with(folder)) {
            has_formulas |= scan(&name, &part)?;
            packed
                .start_file(name.as_str(), options)
                .and_then(|()| Ok(packed.write_all(&part)?))
                .map_err(|error| at(&name, broken(error)))?;
        }
    }
    let archive = packed.finish().map_err(|error| whole(broken(error)))?;
    Ok(Package {
        archive,
        has_formulas,
    })
}
