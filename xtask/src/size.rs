//! Sizes of `dist/` as a visitor downloads them, against the budgets of the design.

use crate::build::dist;
use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;
use std::path::Path;

/// A group of files with what it should and what it may weigh, in kilobytes (1,000 bytes) after
/// brotli at its highest setting. Where the two differ, `docs/size.md` says why.
struct Budget {
    group: &'static str,
    design: usize,
    ceiling: usize,
}

const BUDGETS: [Budget; 4] = [
    Budget {
        group: "page wasm",
        design: 250,
        ceiling: 1350,
    },
    Budget {
        group: "worker wasm",
        design: 250,
        ceiling: 315,
    },
    Budget {
        group: "sheets wasm",
        design: 450,
        ceiling: 490,
    },
    Budget {
        group: "js, css, html",
        design: 60,
        ceiling: 75,
    },
];

struct Row {
    name: String,
    group: Option<&'static str>,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// The single file holds everything else once more; it is opened from disk, not downloaded often.
const SINGLE: &str = "xinke.html";

/// Prints the table and fails if a group is over its ceiling.
pub fn check() -> Result<()> {
    let dist = dist()?;
    let mut rows = Vec::new();
    measure(&dist, "", &mut rows).context("reading dist/: run `cargo xtask build` first")?;
    rows.sort_by(|a, b| b.brotli.cmp(&a.brotli).then_with(|| a.name.cmp(&b.name)));

    println!(
        "\n  {:<44} {:>9} {:>9} {:>9}",
        "bytes", "raw", "gzip -9", "brotli 11"
    );
    for row in &rows {
        println!(
            "  {:<44} {:>9} {:>9} {:>9}",
            row.name, row.raw, row.gzip, row.brotli
        );
    }
    let mut over = Vec::new();
    println!(
        "\n  {:<44} {:>9} {:>9} {:>9}",
        "budget (brotli)", "design", "ceiling", "used"
    );
    for Budget {
        group,
        design,
        ceiling,
    } in BUDGETS
    {
        let (design, limit) = (design * 1000, ceiling * 1000);
        let used: usize = rows
            .iter()
            .filter(|r| r.group == Some(group))
            .map(|r| r.brotli)
            .sum();
        println!("  {group:<44} {design:>9} {limit:>9} {used:>9}");
        if used > limit {
            over.push(format!("{group}: {used} bytes, {} too many", used - limit));
        }
    }
    if over.is_empty() {
        Ok(())
    } else {
        bail!("over the ceiling: {}", over.join("; "))
    }
}

fn measure(folder: &Path, prefix: &str, rows: &mut Vec<Row>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            measure(&entry.path(), &format!("{name}/"), rows)?;
            continue;
        }
        if name == SINGLE {
            println!("\n  {SINGLE}: {} bytes, no budget", entry.metadata()?.len());
            continue;
        }
        let bytes = fs::read(entry.path())?;
        let (gzip, brotli) = (gzip(&bytes)?, brotli(&bytes)?);
        rows.push(Row {
            group: group(&name),
            name,
            raw: bytes.len(),
            gzip,
            brotli,
        });
    }
    Ok(())
}

fn group(name: &str) -> Option<&'static str> {
    let (stem, ending) = name.rsplit_once('.')?;
    match ending {
        "wasm" if stem.starts_with("xinke") => Some("page wasm"),
        "wasm" if stem.starts_with("sheets") => Some("sheets wasm"),
        "wasm" => Some("worker wasm"),
        "js" | "css" | "html" => Some("js, css, html"),
        _ => None,
    }
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut out = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut out, 65_536, 11, 24);
    encoder.write_all(bytes)?;
    drop(encoder);
    Ok(out.len())
}

#[cfg(test)]
mod tests {
    use super::group;

    #[test]
    fn every_budget_has_its_files() {
        assert_eq!(group("xinke-0123456789abcdef_bg.wasm"), Some("page wasm"));
        assert_eq!(
            group("worker-0123456789abcdef_bg.wasm"),
            Some("worker wasm")
        );
        assert_eq!(
            group("sheets-0123456789abcdef_bg.wasm"),
            Some("sheets wasm")
        );
        assert_eq!(group("boot-0123456789abcdef.js"), Some("js, css, html"));
        assert_eq!(group("schema/workbook-1.schema.json"), None);
    }
}
