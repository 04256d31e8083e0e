//! Starting other programs, and the paths of the project.

use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The root of the project: cargo tells where xtask's own manifest lies.
pub fn root() -> Result<PathBuf> {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").context("start me with `cargo xtask`")?;
    let root = Path::new(&manifest)
        .parent()
        .context("xtask lies in the project's root")?;
    Ok(root.to_path_buf())
}

/// A command that runs in the project's root.
pub fn command(program: impl AsRef<OsStr>) -> Result<Command> {
    let mut command = Command::new(program);
    command.current_dir(root()?);
    Ok(command)
}

/// The cargo that started us.
pub fn cargo() -> Result<Command> {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Shows the command, runs it, and fails unless it succeeds.
pub fn run(command: &mut Command) -> Result<()> {
    println!("  $ {}", shown(command));
    let status = command.status().with_context(|| missing(command))?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// Like [`run`], and gives every line of its output to `line` after showing it.
pub fn run_lines(command: &mut Command, mut line: impl FnMut(&str)) -> Result<()> {
    println!("  $ {}", shown(command));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| missing(command))?;
    if let Some(output) = child.stdout.take() {
        for text in BufReader::new(output).lines() {
            let text = text.context("reading output")?;
            println!("{text}");
            line(&text);
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// The output of a short command, or nothing when it isn't there or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The first of `names` found on PATH.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) {
        &[".exe", ".cmd", ""]
    } else {
        &[""]
    };
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| endings.iter().map(move |ending| format!("{name}{ending}")))
        .find_map(|name| {
            folders
                .iter()
                .map(|folder| folder.join(&name))
                .find(|p| p.is_file())
        })
}

/// Where cargo puts what it builds.
pub fn target_dir() -> Result<PathBuf> {
    let mut metadata = cargo()?;
    metadata.args(["metadata", "--no-deps", "--format-version", "1"]);
    let text = output(&mut metadata).context("`cargo metadata` failed")?;
    let value: serde_json::Value = serde_json::from_str(&text)?;
    let folder = value
        .get("target_directory")
        .and_then(|folder| folder.as_str());
    Ok(PathBuf::from(
        folder.context("`cargo metadata` names no target folder")?,
    ))
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

fn missing(command: &Command) -> String {
    format!("can't start {}", command.get_program().to_string_lossy())
}
