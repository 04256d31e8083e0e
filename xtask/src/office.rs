//! The tests of spreadsheets, with LibreOffice as the second opinion.

use crate::run::{cargo, on_path, run_lines};
use crate::{apt, tools};
use anyhow::Result;
use std::env;
use std::path::PathBuf;

const ELSEWHERE: [&str; 2] = [
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
];

/// Runs them; `line` sees each line of their output.
pub fn tests(mut line: impl FnMut(&str)) -> Result<()> {
    let office = soffice()?;
    if office.is_none() {
        println!(
            "  skipped: no LibreOffice, so no second opinion on spreadsheets. Install it, or set \
             SOFFICE to its program soffice:\n  \
             Debian: sudo apt-get install libreoffice-calc\n  \
             macOS: brew install --cask libreoffice\n  \
             Windows: winget install TheDocumentFoundation.LibreOffice"
        );
    }
    for tests in [["--lib", "xlsx"], ["--test", "xlsx"]] {
        let mut test = cargo()?;
        test.args(["test", "--no-default-features", "--features", "sheets"]);
        if let Some(office) = &office {
            test.env("SOFFICE", office);
        }
        run_lines(test.args(tests), &mut line)?;
    }
    Ok(())
}

/// `$SOFFICE`, one on PATH, or one that apt-get installs.
fn soffice() -> Result<Option<PathBuf>> {
    if let Some(path) = env::var_os("SOFFICE").filter(|path| !path.is_empty()) {
        return Ok(Some(path.into()));
    }
    let elsewhere = || {
        ELSEWHERE
            .iter()
            .map(PathBuf::from)
            .find(|path| path.is_file())
    };
    let find = || on_path(&["soffice", "libreoffice"]).or_else(elsewhere);
    if let (None, true) = (find(), apt::can_install()) {
        tools::say("installing libreoffice-calc through apt-get; usually 1 to 3 minutes");
        apt::install(&["libreoffice-calc"])?;
    }
    Ok(find())
}
