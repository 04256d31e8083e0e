//! `cargo xtask bench`: what was measured goes into `docs/bench.md`.

use crate::run::{root, target_dir};
use crate::{browser, build};
use anyhow::Result;

#[derive(Default)]
pub struct Options {
    /// `dist/` and the bench page are there from an earlier run.
    pub is_built: bool,
    /// How often each operation is measured.
    pub rounds: Option<String>,
    /// Where the report goes, below the root.
    pub report: Option<String>,
}

pub fn run(options: &Options) -> Result<()> {
    let page = if options.is_built {
        target_dir()?.join("bench")
    } else {
        build::build(&build::Options::default())?;
        build::bench()?
    };
    let report = options.report.as_deref().unwrap_or("docs/bench.md");
    browser::bench(page, &root()?.join(report), options.rounds.as_deref())
}
