//! The tools a build needs: found where they are, else installed into a cache folder.
//!
//! Everything comes from crates.io and npm. Trunk's own downloads would come from GitHub, which
//! many schools and companies can't reach, so it is run offline with the tools on its PATH.

use crate::run::{command, on_path, output, root, run};
use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version of Trunk this project is built with.
const TRUNK: &str = "0.21.14";
/// The version of Binaryen (wasm-opt) this project is built with.
const BINARYEN: &str = "132.0.0";
const WASM: &str = "wasm32-unknown-unknown";

/// The folder for tools, outside the project so that a clean checkout doesn't build them again.
pub fn cache() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("XINKE_CACHE") {
        return Ok(folder.into());
    }
    if let Some(folder) = env::var_os("XDG_CACHE_HOME").filter(|folder| !folder.is_empty()) {
        return Ok(Path::new(&folder).join("xinke"));
    }
    if cfg!(windows) {
        let folder = env::var_os("LOCALAPPDATA").context("LOCALAPPDATA is not set")?;
        return Ok(Path::new(&folder).join("xinke"));
    }
    let home = env::var_os("HOME").context("HOME is not set; set XINKE_CACHE to a folder")?;
    let below = if cfg!(target_os = "macos") {
        "Library/Caches/xinke"
    } else {
        ".cache/xinke"
    };
    Ok(Path::new(&home).join(below))
}

/// The folders with `trunk`, `wasm-bindgen` and `wasm-opt`, each put in place if missing.
pub struct Tools {
    folders: Vec<PathBuf>,
}

impl Tools {
    /// Everything a build for the browser needs.
    pub fn for_build() -> Result<Self> {
        wasm_target()?;
        let bindgen = locked_version("wasm-bindgen")?;
        let folders = vec![
            cargo_tool("trunk", "trunk", TRUNK, true, "5 to 8 minutes")?,
            cargo_tool(
                "wasm-bindgen",
                "wasm-bindgen-cli",
                &bindgen,
                false,
                "4 to 6 minutes",
            )?,
            wasm_opt()?,
        ];
        Ok(Self { folders })
    }

    /// A command of that name from those folders, which are also first on its PATH.
    pub fn command(&self, name: &str) -> Result<Command> {
        let program = self
            .folders
            .iter()
            .map(|folder| folder.join(executable(name)));
        let program = program.into_iter().find(|path| path.is_file());
        let mut command = command(program.with_context(|| format!("{name} is not installed"))?)?;
        command.env("PATH", self.path()?);
        command.env("CARGO_ENCODED_RUSTFLAGS", wasm_flags()?);
        Ok(command)
    }

    fn path(&self) -> Result<OsString> {
        let path = env::var_os("PATH").unwrap_or_default();
        Ok(env::join_paths(
            self.folders.iter().cloned().chain(env::split_paths(&path)),
        )?)
    }
}

/// Keeps the builder's own folders out of the wasm, so that every machine builds the same bytes.
pub fn wasm_flags() -> Result<OsString> {
    let home = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
        let home = env::var_os(home)?;
        Some(Path::new(&home).join(".cargo"))
    });
    // Erased view types make the page an eighth smaller and build a quarter faster (docs/size.md).
    let mut flags = OsString::from("--cfg\u{1f}erase_components\u{1f}--remap-path-prefix=");
    flags.push(root()?);
    flags.push("=.");
    if let Some(cargo_home) = cargo_home {
        flags.push("\u{1f}--remap-path-prefix=");
        flags.push(cargo_home);
        flags.push("=cargo");
    }
    Ok(flags)
}

/// The standard library for wasm32; builds and clippy need it.
pub fn wasm_target() -> Result<()> {
    let mut libdir = command("rustc")?;
    libdir.args(["--print", "target-libdir", "--target", WASM]);
    if output(&mut libdir).is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    if on_path(&["rustup"]).is_none() {
        bail!("the Rust target {WASM} is missing and there is no rustup to add it");
    }
    say(&format!(
        "adding the Rust target {WASM}; usually under a minute"
    ));
    run(command("rustup")?.args(["target", "add", WASM]))
}

/// `cargo fmt` and `cargo clippy`, which a minimal toolchain lacks.
pub fn rust_component(name: &str) -> Result<()> {
    let subcommand = if name == "rustfmt" { "fmt" } else { name };
    if output(crate::run::cargo()?.args([subcommand, "--version"])).is_some() {
        return Ok(());
    }
    say(&format!(
        "adding the Rust component {name}; usually under a minute"
    ));
    run(command("rustup")?.args(["component", "add", name]))
}

/// npm, or the words that tell how to get it.
pub fn npm() -> Result<PathBuf> {
    let found = on_path(&["npm"]).filter(|_| on_path(&["node"]).is_some());
    found.context(
        "Node.js 20.14 or newer is needed (wasm-opt and the browser tests run on it):\n  \
         Debian and Ubuntu: sudo apt-get install nodejs npm\n  \
         macOS: brew install node\n  Windows: winget install OpenJS.NodeJS.LTS",
    )
}

pub fn say(text: &str) {
    println!("  xtask: {text}");
}

fn executable(name: &str) -> String {
    if !cfg!(windows) {
        return name.to_owned();
    }
    let ending = if name == "wasm-opt" { "cmd" } else { "exe" };
    format!("{name}.{ending}")
}

/// The version of a crate in `Cargo.lock`.
fn locked_version(name: &str) -> Result<String> {
    let lock = fs::read_to_string(root()?.join("Cargo.lock")).context("reading Cargo.lock")?;
    let wanted = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != wanted);
    let version = lines
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \""));
    let version = version.and_then(|rest| rest.strip_suffix('"'));
    Ok(version
        .with_context(|| format!("{name} is not in Cargo.lock"))?
        .to_owned())
}

fn cargo_tool(tool: &str, krate: &str, version: &str, lock: bool, usual: &str) -> Result<PathBuf> {
    let home = cache()?.join("tools").join(format!("{tool}-{version}"));
    let bin = home.join("bin");
    if bin.join(executable(tool)).is_file() {
        return Ok(bin);
    }
    if let Some(path) = on_path(&[tool]) {
        let found = output(Command::new(&path).arg("--version")).unwrap_or_default();
        let same = found.split_whitespace().any(|word| word == version);
        if let (true, Some(folder)) = (same, path.parent()) {
            return Ok(folder.to_path_buf());
        }
    }
    say(&format!(
        "building {krate} {version} into {}; usually {usual}, once",
        home.display()
    ));
    // A target folder of its own: cargo would otherwise wait for a build of the project.
    let target = cache()?.join(format!("target-{tool}"));
    let mut install = crate::run::cargo()?;
    install
        .args(["install", krate, "--version", version, "--root"])
        .arg(&home);
    if lock {
        install.arg("--locked");
    }
    let done = run(install.env("CARGO_TARGET_DIR", &target));
    fs::remove_dir_all(&target).ok();
    done?;
    Ok(bin)
}

fn wasm_opt() -> Result<PathBuf> {
    let home = cache()?.join("tools").join(format!("binaryen-{BINARYEN}"));
    let bin = home.join("node_modules").join(".bin");
    let npm = npm()?;
    if bin.join(executable("wasm-opt")).is_file() {
        return Ok(bin);
    }
    say(&format!(
        "installing binaryen {BINARYEN} (wasm-opt) from npm; usually under a minute"
    ));
    fs::create_dir_all(&home)?;
    let mut install = command(npm)?;
    install
        .args(["install", "--no-audit", "--no-fund", "--prefix"])
        .arg(&home);
    run(install.arg(format!("binaryen@{BINARYEN}")))?;
    Ok(bin)
}
