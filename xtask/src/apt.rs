//! Programs that only the system's package manager has.

use crate::run::{command, run};
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// Whether this is Debian or Ubuntu, and we may install.
pub fn can_install() -> bool {
    let root = Command::new("id").arg("-u").output();
    let root = root.is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    root && Path::new("/etc/debian_version").is_file()
}

/// Installs packages and nothing they only recommend.
pub fn install(packages: &[&str]) -> Result<()> {
    run(command("apt-get")?.args(["update", "-q"]))?;
    let mut install = command("apt-get")?;
    install.env("DEBIAN_FRONTEND", "noninteractive");
    run(install
        .args(["install", "-y", "-q", "--no-install-recommends"])
        .args(packages))
}
