//! `cargo xtask test`: the steps every commit must pass, quickest first.

use crate::run::{cargo, root, run, run_lines};
use crate::{browser, build, office, single, size, tools};
use anyhow::{Context, Result, bail};
use std::time::{Duration, Instant};

struct Step {
    name: &'static str,
    what: &'static str,
    run: fn(&mut Tally) -> Result<()>,
}

const STEPS: [Step; 10] = [
    Step {
        name: "fmt",
        what: "formatting",
        run: |_| fmt(),
    },
    Step {
        name: "clippy",
        what: "lints of the core and xtask",
        run: |_| clippy(),
    },
    Step {
        name: "clippy-wasm",
        what: "lints of the page and the workers",
        run: |_| clippy_wasm(),
    },
    Step {
        name: "core",
        what: "unit, architecture and coverage tests, doctests",
        run: core,
    },
    Step {
        name: "sheets",
        what: "spreadsheets in and out, also through LibreOffice",
        run: |tally| office::tests(|line| tally.cargo_line(line)),
    },
    Step {
        name: "build",
        what: "release build, dist/",
        run: |_| build::site(&build::Options::default()),
    },
    Step {
        name: "single",
        what: "the single file, dist/xinke.html",
        run: |_| single::write(),
    },
    Step {
        name: "contract",
        what: "the storage contract for the browser",
        run: |_| contract(),
    },
    Step {
        name: "browser",
        what: "browser tests",
        run: browser_tests,
    },
    Step {
        name: "size",
        what: "sizes against the budgets",
        run: |_| size::check(),
    },
];

/// What the runners themselves report at the end of their output.
#[derive(Default)]
struct Tally {
    passed: u64,
    failed: u64,
    skipped: u64,
}

pub fn list() -> Result<()> {
    for step in &STEPS {
        println!("{:<12} {}", step.name, step.what);
    }
    Ok(())
}

/// Runs all steps, or those named, and stops at the first that fails.
pub fn steps(only: &[String]) -> Result<()> {
    for name in only {
        if !STEPS.iter().any(|step| step.name == name) {
            bail!("there is no step {name}; `cargo xtask test --list` shows them");
        }
    }
    let chosen: Vec<&Step> = STEPS
        .iter()
        .filter(|step| only.is_empty() || only.iter().any(|name| name == step.name))
        .collect();
    let start = Instant::now();
    let mut tally = Tally::default();
    let mut times = Vec::new();
    for (number, step) in chosen.iter().enumerate() {
        println!(
            "\n== {}/{} {}: {}",
            number + 1,
            chosen.len(),
            step.name,
            step.what
        );
        let began = Instant::now();
        (step.run)(&mut tally).with_context(|| {
            let after = seconds(began.elapsed());
            format!(
                "step {0} failed after {after}; only this again: cargo xtask test --only {0}",
                step.name
            )
        })?;
        println!("== {} done in {}", step.name, seconds(began.elapsed()));
        times.push((step.name, began.elapsed()));
    }
    println!("\n== all done in {}", seconds(start.elapsed()));
    for (name, time) in times {
        println!("   {name:<12} {:>8}", seconds(time));
    }
    if tally.skipped > 0 {
        println!("skipped or ignored tests: {}", tally.skipped);
    }
    println!("tests: {} passed, {} failed", tally.passed, tally.failed);
    Ok(())
}

fn fmt() -> Result<()> {
    tools::rust_component("rustfmt")?;
    run(cargo()?.args(["fmt", "--all", "--check"]))
}

fn clippy() -> Result<()> {
    tools::rust_component("clippy")?;
    let mut clippy = cargo()?;
    clippy.args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--no-default-features",
        "--features",
        "xinke/sheets",
    ]);
    run(clippy.args(["--", "-D", "warnings"]))
}

/// Browser code is linted for wasm32 alone: that is the only target it is ever built for.
fn clippy_wasm() -> Result<()> {
    tools::wasm_target()?;
    tools::rust_component("clippy")?;
    let mut features = String::from("ui,worker,sheets");
    let mut clippy = cargo()?;
    clippy.args([
        "clippy",
        "--target",
        "wasm32-unknown-unknown",
        "--no-default-features",
        "--lib",
    ]);
    clippy.args(["--bin", "xinke", "--bin", "worker", "--bin", "sheets"]);
    if root()?.join("tests/contract/browser.rs").is_file() {
        features += ",contract";
        clippy.args(["--bin", "contract"]);
    }
    features += ",bench";
    clippy.args(["--bin", "bench"]);
    run(clippy.args(["--features", &features, "--", "-D", "warnings"]))
}

fn core(tally: &mut Tally) -> Result<()> {
    let mut test = cargo()?;
    test.args(["test", "--workspace", "--no-default-features"]);
    // The same build also checks that the published schema is the one of the types.
    if root()?.join("tests/schema.rs").is_file() {
        test.args(["--features", "xinke/schema"]);
    }
    run_lines(&mut test, |line| tally.cargo_line(line))
}

fn contract() -> Result<()> {
    if build::contract()?.is_none() {
        println!("  skipped: tests/contract/browser.rs is not there yet");
    }
    Ok(())
}

fn browser_tests(tally: &mut Tally) -> Result<()> {
    browser::tests(|line| tally.node_line(line))
}

impl Tally {
    /// `test result: ok. 12 passed; 0 failed; 1 ignored; …`
    fn cargo_line(&mut self, line: &str) {
        let Some(result) = line.trim().strip_prefix("test result: ") else {
            return;
        };
        for part in result.split([';', '.']) {
            let mut words = part.split_whitespace();
            let (Some(count), Some(what)) = (words.next(), words.next()) else {
                continue;
            };
            self.add(what, count);
        }
    }

    /// `ℹ pass 12`, or `# pass 12` from the TAP reporter.
    fn node_line(&mut self, line: &str) {
        let mut words = line.split_whitespace();
        if let (Some("ℹ" | "#"), Some(what), Some(count), None) =
            (words.next(), words.next(), words.next(), words.next())
        {
            self.add(what, count);
        }
    }

    fn add(&mut self, what: &str, count: &str) {
        let Ok(count) = count.parse::<u64>() else {
            return;
        };
        match what {
            "passed" | "pass" => self.passed += count,
            "failed" | "fail" => self.failed += count,
            "ignored" | "skipped" | "todo" => self.skipped += count,
            _ => {}
        }
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn summaries_are_counted_as_the_runners_print_them() {
        let mut tally = Tally::default();
        tally.cargo_line("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.05s");
        tally.cargo_line("test passed ... ok");
        tally.node_line("ℹ pass 7");
        tally.node_line("ℹ fail 0");
        tally.node_line("ℹ duration_ms 812.1");
        tally.node_line("# skipped 2");
        assert_eq!((tally.passed, tally.failed, tally.skipped), (19, 0, 3));
    }
}
