//! A small static server, as plain as the plainest host the program must run on.
//!
//! A thread for each connection and an answer for each connection: `tiny_http` shares a few threads
//! among connections that browsers keep open, and let one of six wait for a minute now and then.

use crate::build::dist;
use crate::run::on_path;
use anyhow::{Context, Result, anyhow};
use std::fs;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// A folder and the path it is served under, such as `/school/xinke/`.
pub struct Mount {
    pub path: &'static str,
    pub folder: PathBuf,
}

/// Serves in the background; it ends with the process.
pub struct Running {
    /// `http://127.0.0.1:<port>`
    pub origin: String,
    thread: thread::JoinHandle<()>,
}

/// Names and values of headers that every answer has.
type Headers = &'static [(&'static str, &'static str)];

/// Serves the mounts on 127.0.0.1; port 0 takes a free one.
pub fn start(port: u16, mounts: Vec<Mount>) -> Result<Running> {
    serve(port, mounts, &[])
}

/// The same on a free port with the headers that isolate a page from others: browsers give such
/// pages timers of 5 instead of 100 microseconds.
pub fn start_isolated(mounts: Vec<Mount>) -> Result<Running> {
    let isolating = &[
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
    ];
    serve(0, mounts, isolating)
}

fn serve(port: u16, mounts: Vec<Mount>, headers: Headers) -> Result<Running> {
    let listener = TcpListener::bind(("127.0.0.1", port))
        .with_context(|| format!("port {port}; --port takes another"))?;
    let address = listener.local_addr()?;
    let mounts = Arc::new(mounts);
    let thread = thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mounts = Arc::clone(&mounts);
            // A browser that went away is no reason to stop serving.
            thread::spawn(move || converse(stream, &mounts, headers).ok());
        }
    });
    Ok(Running {
        origin: format!("http://{address}"),
        thread,
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
    running
        .thread
        .join()
        .map_err(|_| anyhow!("the server stopped"))
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

/// Longest head of a request.
const MAX_HEAD: usize = 64 * 1024;

/// Reads a request and answers it.
fn converse(mut stream: TcpStream, mounts: &[Mount], headers: Headers) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut head = Vec::new();
    let mut part = [0; 4096];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream.read(&mut part)?;
        if read == 0 || head.len() > MAX_HEAD {
            return Ok(());
        }
        head.extend_from_slice(part.get(..read).unwrap_or_default());
    }
    let mut fields = [httparse::EMPTY_HEADER; 100];
    let mut request = httparse::Request::new(&mut fields);
    let is_read = request
        .parse(&head)
        .is_ok_and(|status| status.is_complete());
    let response = match (request.method, request.path) {
        (Some(method @ ("GET" | "HEAD")), Some(url)) if is_read => {
            let response = answer(url, mounts);
            if method == "HEAD" {
                response.without_body()
            } else {
                response
            }
        }
        _ => Response::plain("405 Method Not Allowed", "read only"),
    };
    response.write(&mut stream, headers)
}

fn answer(url: &str, mounts: &[Mount]) -> Response {
    match find(url, mounts) {
        Some(Found::Folder(url)) => {
            let mut response = Response::plain("308 Permanent Redirect", "");
            response.headers.push(("Location", url));
            response
        }
        Some(Found::File(path)) => Response::file(&path),
        None => Response::plain("404 Not Found", "not found"),
    }
}

struct Response {
    status: &'static str,
    headers: Vec<(&'static str, String)>,
    length: usize,
    body: Vec<u8>,
}

impl Response {
    fn new(status: &'static str, mime: &str, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: vec![("Content-Type", mime.to_owned())],
            length: body.len(),
            body,
        }
    }

    fn plain(status: &'static str, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", text.into())
    }

    fn file(path: &Path) -> Self {
        let Ok(bytes) = fs::read(path) else {
            return Self::plain("404 Not Found", "not found");
        };
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.unwrap_or_default();
        let cache = if is_hashed(name) {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        let mut response = Self::new("200 OK", mime(name), bytes);
        response.headers.push(("Cache-Control", cache.to_owned()));
        let nosniff = ("X-Content-Type-Options", "nosniff".to_owned());
        response.headers.push(nosniff);
        response
    }

    fn without_body(self) -> Self {
        Self {
            body: Vec::new(),
            ..self
        }
    }

    fn write(&self, stream: &mut TcpStream, headers: Headers) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {}\r\nConnection: close\r\n", self.status);
        head += &format!("Content-Length: {}\r\n", self.length);
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        stream.write_all((head + "\r\n").as_bytes())?;
        stream.write_all(&self.body)?;
        stream.flush()
    }
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
