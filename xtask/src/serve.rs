//! A small static server, as plain as the plainest host the program must run on.

use crate::build::dist;
use crate::run::on_path;
use anyhow::{Context, Result, anyhow};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use tiny_http::{Header, Method, Request, Response, Server};

/// A folder and the path it is served under, such as `/school/xinke/`.
pub struct Mount {
    pub path: &'static str,
    pub folder: PathBuf,
}

/// Serves in the background; it ends with the process.
pub struct Running {
    /// `http://127.0.0.1:<port>`
    pub origin: String,
    threads: Vec<thread::JoinHandle<()>>,
}

/// Serves the mounts on 127.0.0.1; port 0 takes a free one.
pub fn start(port: u16, mounts: Vec<Mount>) -> Result<Running> {
    let server = Server::http(("127.0.0.1", port))
        .map_err(|error| anyhow!("port {port}: {error}; --port takes another"))?;
    let address = server.server_addr().to_ip().context("no address")?;
    let server = Arc::new(server);
    let mounts = Arc::new(mounts);
    // Browsers hold six connections open; fewer threads would let one of them wait.
    let threads = (0..8)
        .map(|_| {
            let (server, mounts) = (Arc::clone(&server), Arc::clone(&mounts));
            thread::spawn(move || {
                for request in server.incoming_requests() {
                    answer(request, &mounts);
                }
            })
        })
        .collect();
    Ok(Running {
        origin: format!("http://{address}"),
        threads,
    })
}

/// `cargo xtask serve`: serves `dist/` until Ctrl-C.
pub fn until_stopped(port: u16, open: bool) -> Result<()> {
    let running = start(
        port,
        vec![Mount {
            path: "/",
            folder: dist()?,
        }],
    )?;
    println!("\n  Xinke: {}/   (Ctrl-C ends)", running.origin);
    if open {
        open_browser(&running.origin);
    }
    for thread in running.threads {
        thread.join().map_err(|_| anyhow!("the server stopped"))?;
    }
    Ok(())
}

/// Without a browser to open the address printed above is enough.
fn open_browser(url: &str) {
    let openers: &[&str] = if cfg!(windows) {
        &["explorer"]
    } else {
        &["xdg-open", "open"]
    };
    let Some(opener) = on_path(openers) else {
        return;
    };
    Command::new(opener)
        .arg(url)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok();
}

fn answer(request: Request, mounts: &[Mount]) {
    let response = match find(request.url(), mounts) {
        _ if !matches!(request.method(), Method::Get | Method::Head) => plain(405, "read only"),
        Some(Found::Folder(url)) => plain(308, "").with_header(header("Location", &url)),
        Some(Found::File(path)) => file(&path),
        None => plain(404, "not found"),
    };
    // A browser that went away is no reason to stop serving.
    request.respond(response).ok();
}

enum Found {
    File(PathBuf),
    /// A folder asked for without its slash: relative names would miss their folder.
    Folder(String),
}

fn find(url: &str, mounts: &[Mount]) -> Option<Found> {
    let path = url.split(['?', '#']).next()?;
    for mount in mounts {
        if let Some(rest) = path.strip_prefix(mount.path) {
            let relative = Path::new(rest);
            if relative
                .components()
                .any(|part| !matches!(part, Component::Normal(_)))
            {
                return None;
            }
            let full = mount.folder.join(relative);
            if !full.is_dir() {
                return full.is_file().then_some(Found::File(full));
            }
            if !path.ends_with('/') {
                return Some(Found::Folder(format!("{path}/")));
            }
            return Some(Found::File(full.join("index.html")));
        }
        if mount.path.strip_suffix('/') == Some(path) {
            return Some(Found::Folder(mount.path.to_owned()));
        }
    }
    None
}

type Body = Response<std::io::Cursor<Vec<u8>>>;

fn file(path: &Path) -> Body {
    let Ok(bytes) = fs::read(path) else {
        return plain(404, "not found");
    };
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let cache = if is_hashed(name) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    Response::from_data(bytes)
        .with_header(header("Content-Type", mime(name)))
        .with_header(header("Cache-Control", cache))
        .with_header(header("X-Content-Type-Options", "nosniff"))
}

fn plain(status: u16, text: &str) -> Body {
    Response::from_data(text.as_bytes())
        .with_status_code(status)
        .with_header(header("Content-Type", "text/plain; charset=utf-8"))
}

#[allow(
    clippy::expect_used,
    reason = "every name and value above is plain ASCII"
)]
fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("an ASCII header")
}

/// `name-0123456789abcdef.js`, `name-0123456789abcdef_bg.wasm`: the name changes with the content.
fn is_hashed(name: &str) -> bool {
    name.split(['-', '.', '_'])
        .any(|part| (14..=16).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, Mount, find, is_hashed};
    use std::path::Path;

    fn mounts() -> Vec<Mount> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf();
        vec![Mount {
            path: "/school/xinke/",
            folder,
        }]
    }

    #[test]
    fn only_files_below_the_mount() {
        let mounts = mounts();
        assert!(matches!(
            find("/school/xinke/Cargo.toml?x", &mounts),
            Some(Found::File(_))
        ));
        assert!(
            matches!(find("/school/xinke/src", &mounts), Some(Found::Folder(url)) if url.ends_with("/src/"))
        );
        assert!(matches!(
            find("/school/xinke", &mounts),
            Some(Found::Folder(_))
        ));
        assert!(find("/school/xinke/../Cargo.toml", &mounts).is_none());
        assert!(find("/school/xinke//etc/passwd", &mounts).is_none());
        assert!(find("/Cargo.toml", &mounts).is_none());
    }

    #[test]
    fn hashed_names_are_told_from_plain_ones() {
        assert!(is_hashed("xinke-4a1f0c2b9d8e7f60_bg.wasm"));
        assert!(is_hashed("boot-4a1f0c2b9d8e7f60.js"));
        assert!(!is_hashed("index.html"));
        assert!(!is_hashed("workbook-1.schema.json"));
    }
}
