//! `dist/`: Trunk builds it, then names and digests, the schema and the single file are added.

use crate::run::{cargo, root, run, target_dir};
use crate::tools::{Tools, say, wasm_flags};
use crate::{fingerprint, single};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

const SCHEMA: &str = "src/exchange/schema/workbook-1.schema.json";

#[derive(Default)]
pub struct Options {
    /// Quick to build, large, with debug assertions.
    pub dev: bool,
    /// The path the files will be served from; relative names if none is given.
    pub public_url: Option<String>,
}

/// The folder with everything a static host needs.
pub fn dist() -> Result<PathBuf> {
    Ok(root()?.join("dist"))
}

/// `dist/` and, in a release, the single file in it.
pub fn build(options: &Options) -> Result<()> {
    site(options)?;
    if options.dev {
        return Ok(());
    }
    single::write()
}

/// `dist/` without the single file.
pub fn site(options: &Options) -> Result<()> {
    let tools = Tools::for_build()?;
    run(cargo()?.args(["fetch", "--locked"]))?;
    let usual = if options.dev {
        "1 to 2 minutes"
    } else {
        "2 to 4 minutes"
    };
    say(&format!(
        "building dist/; the first time usually {usual}, later much less"
    ));
    let mut trunk = tools.command("trunk")?;
    trunk.args(["build", "--offline"]);
    if !options.dev {
        trunk.arg("--release");
    }
    if let Some(url) = &options.public_url {
        trunk.args(["--public-url", url]);
    }
    // Trunk reads NO_COLOR=1 as a wrong value of its own option and stops.
    run(trunk.env_remove("NO_COLOR"))?;

    let dist = dist()?;
    fingerprint::finish(&dist)?;
    let schema = root()?.join(SCHEMA);
    if let (true, Some(name)) = (schema.is_file(), schema.file_name()) {
        fs::create_dir_all(dist.join("schema"))?;
        fs::copy(&schema, dist.join("schema").join(name))?;
    }
    say("dist/ is ready");
    Ok(())
}

/// The storage contract as a page of its own, for the browser tests; never part of `dist/`.
pub fn contract() -> Result<Option<PathBuf>> {
    if !root()?.join("tests/contract/browser.rs").is_file() {
        return Ok(None);
    }
    let tools = Tools::for_build()?;
    let out = page_of(&tools, "contract")?;
    let page = root()?.join("tests/contract/index.html");
    let page = fs::read_to_string(page).unwrap_or_else(|_| CONTRACT_PAGE.to_owned());
    fs::write(out.join("index.html"), page).context("writing the contract page")?;
    let script = root()?.join("tests/contract/run.js");
    if script.is_file() {
        fs::copy(&script, out.join("run.js")).context("copying the script of the contract page")?;
    }
    Ok(Some(out))
}

/// The core for the bench page, made small as `dist/` is: the folder it lies in.
pub fn bench() -> Result<PathBuf> {
    let tools = Tools::for_build()?;
    let out = page_of(&tools, "bench")?;
    let wasm = out.join("bench_bg.wasm");
    let mut optimise = tools.command("wasm-opt")?;
    optimise.arg("-Oz").args(WASM_FEATURES).arg(&wasm);
    run(optimise.arg("-o").arg(&wasm))?;
    Ok(out)
}

/// What `index.html` tells wasm-opt that browsers can do.
const WASM_FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// A binary with the feature of its name, built for the browser into a folder of its own.
fn page_of(tools: &Tools, name: &str) -> Result<PathBuf> {
    let mut build = cargo()?;
    build.env("CARGO_ENCODED_RUSTFLAGS", wasm_flags()?);
    build.args(["build", "--release", "--target", "wasm32-unknown-unknown"]);
    run(build.args(["--bin", name, "--features", name]))?;
    let target = target_dir()?;
    let out = target.join(name);
    let wasm = target.join(format!("wasm32-unknown-unknown/release/{name}.wasm"));
    let mut bindgen = tools.command("wasm-bindgen")?;
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", name]);
    run(bindgen.arg("--out-dir").arg(&out).arg(&wasm))?;
    Ok(out)
}

const CONTRACT_PAGE: &str = "<!DOCTYPE html><meta charset=\"utf-8\"><link rel=\"icon\" \
    href=\"data:,\"><script type=\"module\">import init from \"./contract.js\"; await init();</script>\n";

/// The schema is generated from the types by a test, which also checks that it is up to date.
pub fn write_schema() -> Result<()> {
    let mut test = cargo()?;
    test.args([
        "test",
        "--no-default-features",
        "--features",
        "schema",
        "--test",
        "schema",
    ]);
    run(test.env("XINKE_WRITE_SCHEMA", "1"))?;
    say(&format!("{SCHEMA} is written"));
    Ok(())
}
