//! `dist/xinke.html`: the whole program as one file that runs from disk.
//!
//! A page from disk can't fetch, so glue, style and wasm lie in the page itself and the policy
//! names their digests. The page's wasm is the one of `dist/`; only its glue is made again,
//! because an ES module can't be imported there.

use crate::build::dist;
use crate::fingerprint::{boot_tag, policy_hash, worker_files};
use crate::html::{Tag, tags};
use crate::run::{root, run, target_dir};
use crate::tools::{Tools, say};
use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};

/// Where the single file is written.
pub fn path() -> Result<PathBuf> {
    Ok(dist()?.join("xinke.html"))
}

/// Writes the single file from a finished release `dist/`.
pub fn write() -> Result<()> {
    let dist = dist()?;
    let index = fs::read_to_string(dist.join("index.html"))
        .context("dist/index.html is missing: run `cargo xtask build` first")?;
    let boot = boot_tag(&index)?;

    let glue = inline_script(&page_glue()?);
    let boot_js = inline_script(&read_named(&dist, &boot, "src")?);
    let rescue = inline_script(&fs::read_to_string(root()?.join("src/boot/rescue.js"))?);
    let style = inline_style(&styles(&dist, &index)?)?;
    let icon = STANDARD.encode(fs::read(root()?.join("style/icon.svg"))?);
    let workers = worker_files(&boot)?;

    let mut head = String::from("<meta charset=\"utf-8\">\n");
    let scripts = [&glue, &rescue, &boot_js]
        .map(|text| policy_hash(text))
        .join(" ");
    head += &format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         script-src {scripts} 'wasm-unsafe-eval'; style-src {style_hash}; img-src data: blob:; \
         connect-src 'none'; worker-src blob:; base-uri 'none'; form-action 'none'\">\n",
        style_hash = policy_hash(&style),
    );
    for tag in tags(&index, "meta")
        .into_iter()
        .filter(|tag| tag.attribute("name").is_some())
    {
        head += &format!("{}\n", tag.text);
    }
    head += &format!(
        "<title>{}</title>\n",
        between(&index, "<title>", "</title>")?
    );
    head += &format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">\n");
    head += &format!("<style>{style}</style>\n");

    // Scripts come after the packed bytes, so that these are in the page when they are asked for.
    let names: Map<String, Value> = workers
        .keys()
        .map(|name| (name.clone(), Value::Bool(true)))
        .collect();
    let names = serde_json::to_string(&names)?;
    let mut tail = packed(
        "page-wasm",
        &STANDARD.encode(read_bytes(&dist, boot.attribute("data-wasm"))?),
    );
    for (name, files) in &workers {
        let js = read_bytes(&dist, files.get("js").and_then(|file| file.as_str()))?;
        let wasm = read_bytes(&dist, files.get("wasm").and_then(|file| file.as_str()))?;
        tail += &packed(
            &format!("{name}-js"),
            &inline_script(&String::from_utf8(js)?),
        );
        tail += &packed(&format!("{name}-wasm"), &STANDARD.encode(wasm));
    }
    tail += &format!("<script>{glue}</script>\n<script>{rescue}</script>\n");
    tail +=
        &format!("<script type=\"module\" id=\"boot\" data-workers='{names}'>{boot_js}</script>\n");

    let body = between(&index, "<body>", "</body>")?;
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n{head}</head>\n<body>{body}{tail}</body>\n</html>\n"
    );
    fs::write(path()?, &html)?;
    say(&format!(
        "dist/xinke.html is ready ({} kB, opens from disk)",
        html.len() / 1000
    ));
    Ok(())
}

/// The page's glue as a classic script with one global, `wasm_bindgen`.
fn page_glue() -> Result<String> {
    let target = target_dir()?;
    let out = target.join("single");
    let wasm = target.join("wasm32-unknown-unknown/release/xinke.wasm");
    let mut bindgen = Tools::for_build()?.command("wasm-bindgen")?;
    bindgen.args([
        "--target",
        "no-modules",
        "--no-typescript",
        "--out-name",
        "xinke",
        "--out-dir",
    ]);
    run(bindgen.arg(&out).arg(&wasm))?;
    let same = fs::read(out.join("xinke_bg.wasm"))?
        == fs::read(target.join("wasm-bindgen/release/xinke_bg.wasm"))?;
    ensure!(
        same,
        "dist/ is older than the last build of the page: run `cargo xtask build`"
    );
    Ok(fs::read_to_string(out.join("xinke.js"))?)
}

/// Text that can't end its script element early. In JavaScript both forms mean the same.
fn inline_script(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace("</script", "<\\/script")
        .replace("</SCRIPT", "<\\/SCRIPT")
        .replace("<!--", "<\\!--")
}

fn inline_style(text: &str) -> Result<String> {
    let text = text.replace("\r\n", "\n");
    ensure!(!text.contains("</style"), "a style sheet holds </style");
    ensure!(
        !text.contains("@import"),
        "style sheets can't @import in the single file"
    );
    for rest in text.split("url(").skip(1) {
        let inside = rest.trim_start_matches(['"', '\'']);
        ensure!(
            inside.starts_with("data:") || inside.starts_with('#'),
            "url() must be a data: URL"
        );
    }
    Ok(text)
}

fn styles(dist: &Path, index: &str) -> Result<String> {
    let mut all = String::new();
    for link in tags(index, "link")
        .into_iter()
        .filter(|tag| tag.is("rel", "stylesheet"))
    {
        let text = read_named(dist, &link, "href")?;
        match link.attribute("media") {
            Some(media) => all += &format!("@media {media} {{\n{text}}}\n"),
            None => all += &text,
        }
    }
    Ok(all)
}

fn packed(name: &str, text: &str) -> String {
    format!("<script type=\"text/plain\" id=\"packed-{name}\">{text}</script>\n")
}

fn read_named(dist: &Path, tag: &Tag, attribute: &str) -> Result<String> {
    Ok(String::from_utf8(read_bytes(
        dist,
        tag.attribute(attribute),
    )?)?)
}

/// A file of `dist/` by the URL a page gives it; all of them lie directly in `dist/`.
fn read_bytes(dist: &Path, url: Option<&str>) -> Result<Vec<u8>> {
    let Some(name) = url.and_then(|url| url.rsplit('/').next()) else {
        bail!("a file has no name")
    };
    fs::read(dist.join(name)).with_context(|| format!("reading dist/{name}"))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Result<&'a str> {
    let rest = text.split_once(start).map(|(_, rest)| rest);
    let inside = rest
        .and_then(|rest| rest.split_once(end))
        .map(|(inside, _)| inside);
    inside.with_context(|| format!("no {start} … {end} in index.html"))
}

#[cfg(test)]
mod tests {
    use super::{inline_script, inline_style};

    #[test]
    fn a_script_never_ends_early() {
        assert_eq!(
            inline_script("a('</script><!--')\r\n"),
            "a('<\\/script><\\!--')\n"
        );
    }

    #[test]
    fn a_style_sheet_needs_no_other_file() {
        assert!(inline_style("a{b:url(data:x)}").is_ok());
        assert!(inline_style("a{b:url('x.png')}").is_err());
        assert!(inline_style("@import 'x.css';").is_err());
    }
}
