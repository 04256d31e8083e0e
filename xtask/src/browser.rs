//! The browser tests: Node, their npm packages, a browser with Chinese fonts, and a server.

use crate::run::{command, on_path, output, root, run, run_lines};
use crate::serve::{Mount, Running, start, start_isolated};
use crate::tools::{npm, say};
use crate::{apt, build, single};
use anyhow::{Context, Result, bail, ensure};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A path below the root of the host, as on many a school server.
const SUB_PATH: &str = "/school/xinke/";

/// Runs `tests/browser/*.test.mjs`; `line` sees each line of their output.
pub fn tests(line: impl FnMut(&str)) -> Result<()> {
    let folder = root()?.join("tests/browser");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .map(|entries| {
            entries
                .filter_map(|entry| Some(entry.ok()?.path()))
                .collect()
        })
        .unwrap_or_default();
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    ensure!(!files.is_empty(), "there are no tests/browser/*.test.mjs");
    let (mut node, _server) = node()?;
    // One file at a time: several browsers at once make every measured time a matter of luck.
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]);
    // What a failed test leaves open must not keep the run from ending.
    node.arg("--test-force-exit");
    for file in &files {
        node.arg(file.strip_prefix(root()?).unwrap_or(file));
    }
    run_lines(&mut node, line)
}

/// Runs `tests/browser/screens.mjs`, which fills `screens/`.
pub fn screens() -> Result<()> {
    let out = root()?.join("screens");
    fs::create_dir_all(&out)?;
    let (mut node, _server) = node()?;
    node.env("SCREENS_DIR", &out);
    run(node.arg("tests/browser/screens.mjs").arg(&out))
}

/// Runs `tests/bench/run.mjs`, which measures `dist/` and the bench page and writes `report`.
pub fn bench(page: PathBuf, report: &Path, rounds: Option<&str>) -> Result<()> {
    let dist = complete_dist()?;
    npm_packages("tests/browser", "the browser tests")?;
    npm_packages("tests/bench", "the bench")?;
    let chromium = chromium()?;
    let sources = root()?.join("tests/bench");
    let mount = |path, folder| Mount { path, folder };
    let mounts = vec![
        mount(SUB_PATH, dist),
        mount("/bench/wasm/", page),
        mount("/bench/", sources),
    ];
    let server = start_isolated(mounts)?;
    let mut node = command("node")?;
    node.env("BASE_URL", format!("{}{SUB_PATH}", server.origin))
        .env("BENCH_URL", format!("{}/bench/", server.origin))
        .env("CHROMIUM", chromium);
    if let Some(rounds) = rounds {
        node.env("ROUNDS", rounds);
    }
    run(node.arg("tests/bench/run.mjs").arg(report))
}

fn complete_dist() -> Result<PathBuf> {
    ensure!(
        single::path()?.is_file(),
        "dist/ is not complete: run `cargo xtask build` first"
    );
    build::dist()
}

/// Node with everything the scripts are told through the environment, and the server they use.
fn node() -> Result<(Command, Running)> {
    let dist = complete_dist()?;
    npm_packages("tests/browser", "the browser tests")?;
    let chromium = chromium()?;
    let mut mounts = vec![Mount {
        path: SUB_PATH,
        folder: dist,
    }];
    let contract = crate::run::target_dir()?.join("contract");
    if contract.is_dir() {
        mounts.push(Mount {
            path: "/contract/",
            folder: contract,
        });
    }
    let server = start(0, mounts)?;
    let mut node = command("node")?;
    node.env("BASE_URL", format!("{}{SUB_PATH}", server.origin))
        .env("CONTRACT_URL", format!("{}/contract/", server.origin))
        .env("SINGLE_FILE", single::path()?)
        .env("CHROMIUM", chromium);
    Ok((node, server))
}

fn npm_packages(folder: &str, whose: &str) -> Result<()> {
    let npm = npm()?;
    let folder = root()?.join(folder);
    let lock = fs::read_to_string(folder.join("package-lock.json")).unwrap_or_default();
    let stamp = folder.join("node_modules/.xinke-lock");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    say(&format!(
        "installing the npm packages of {whose}; usually under a minute"
    ));
    let what = if lock.is_empty() { "install" } else { "ci" };
    run(command(npm)?
        .current_dir(&folder)
        .args([what, "--no-audit", "--no-fund"]))?;
    fs::copy(folder.join("package-lock.json"), stamp).context("npm left no package-lock.json")?;
    Ok(())
}

const NAMES: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
];
const ELSEWHERE: [&str; 4] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
];

/// The browser to test with: `$CHROMIUM`, one on PATH, or one that apt-get installs.
fn chromium() -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROMIUM").filter(|path| !path.is_empty()) {
        return Ok(path.into());
    }
    if let Some(found) = find_chromium() {
        fonts()?;
        return Ok(found);
    }
    if !apt::can_install() {
        bail!(
            "no Chromium or Chrome found. Install one, or set CHROMIUM to its path:\n  \
             Debian: sudo apt-get install chromium fonts-noto-cjk\n  \
             macOS: brew install --cask chromium\n  Windows: winget install Google.Chrome"
        );
    }
    say("installing chromium and fonts-noto-cjk through apt-get; usually 1 to 2 minutes");
    apt::install(&["chromium", "fonts-noto-cjk"])?;
    find_chromium().context("apt-get installed chromium, but it is not on PATH")
}

fn find_chromium() -> Option<PathBuf> {
    let elsewhere = || {
        ELSEWHERE
            .iter()
            .map(PathBuf::from)
            .find(|path| path.is_file())
    };
    on_path(&NAMES).or_else(elsewhere)
}

/// Without a Chinese font every picture shows boxes, though no test fails.
fn fonts() -> Result<()> {
    let list = output(command("fc-list")?.arg(":lang=zh"));
    if !apt::can_install() || list.is_some_and(|fonts| !fonts.is_empty()) {
        return Ok(());
    }
    say("installing fonts-noto-cjk through apt-get; usually under a minute");
    apt::install(&["fonts-noto-cjk"])
}
