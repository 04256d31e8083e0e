//! Hashed names and integrity for what Trunk copies as it is: boot.js, rescue.js and the workers.

use crate::html::{Tag, tags};
use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256, Sha384};
use std::fs;
use std::path::Path;

/// Renames the files in `dist` and writes names and digests into the pages that use them.
pub fn finish(dist: &Path) -> Result<()> {
    let index = dist.join("index.html");
    let html = fs::read_to_string(&index).context("reading dist/index.html")?;
    let workers = workers(dist)?;
    let html = replace_script(&html, "boot.js", dist, Some(&workers))?;
    let html = page_integrity(&html)?;
    fs::write(&index, html)?;

    let rescue = dist.join("rescue.html");
    let html = fs::read_to_string(&rescue).context("reading dist/rescue.html")?;
    fs::write(&rescue, replace_script(&html, "rescue.js", dist, None)?)?;
    Ok(())
}

/// Moves the page wasm's digest from Trunk's preload link, where browsers ignore it and warn,
/// to the boot script, which hands it to `fetch`.
fn page_integrity(html: &str) -> Result<String> {
    let preload = tags(html, "link")
        .into_iter()
        .find(|tag| tag.is("as", "fetch"));
    let preload = preload.context("no preload link for the wasm in index.html")?;
    let digest = preload
        .attribute("integrity")
        .context("the preload link has no integrity")?;
    let mut html = html.to_owned();
    html.replace_range(preload.at.clone(), "");
    let boot = boot_tag(&html)?;
    let text = boot.text.replace(
        " data-workers=",
        &format!(" data-wasm-integrity=\"{digest}\" data-workers="),
    );
    html.replace_range(boot.at, &text);
    Ok(html)
}

/// The sha384 value of an `integrity` attribute.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// The sha256 value of a content security policy, with its quotes.
pub fn policy_hash(text: &str) -> String {
    format!(
        "'sha256-{}'",
        STANDARD.encode(Sha256::digest(text.as_bytes()))
    )
}

/// The boot tag's `data-workers`: each worker's files, by its name.
pub fn worker_files(boot: &Tag) -> Result<Map<String, Value>> {
    let text = boot.attribute("data-workers").unwrap_or("{}");
    serde_json::from_str(text).context("data-workers of the boot script")
}

/// The boot script tag of a page.
pub fn boot_tag(html: &str) -> Result<Tag> {
    let boot = tags(html, "script")
        .into_iter()
        .find(|tag| tag.is("id", "boot"));
    boot.context("no <script id=\"boot\"> in index.html")
}

/// Trunk leaves a worker as `name.js` and `name_bg.wasm`, unhashed: that is how it is found.
fn workers(dist: &Path) -> Result<Map<String, Value>> {
    let mut names: Vec<String> = fs::read_dir(dist)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|file| file.strip_suffix("_bg.wasm").map(str::to_owned))
        .filter(|name| !name.contains('-'))
        .collect();
    names.sort();
    let mut found = Map::new();
    for name in names {
        let (js, js_integrity) = rename(dist, &format!("{name}.js"))?;
        let (wasm, wasm_integrity) = rename(dist, &format!("{name}_bg.wasm"))?;
        let files = json!({
            "js": js, "jsIntegrity": js_integrity, "wasm": wasm, "wasmIntegrity": wasm_integrity,
        });
        found.insert(name, files);
    }
    Ok(found)
}

/// Gives a file its hashed name; returns the name and its integrity value.
fn rename(dist: &Path, file: &str) -> Result<(String, String)> {
    let bytes = fs::read(dist.join(file)).with_context(|| format!("reading dist/{file}"))?;
    let digest = Sha256::digest(&bytes);
    let hash: String = digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let (stem, ending) = file
        .rsplit_once('.')
        .context("a file name with an ending")?;
    let hashed = format!("{stem}-{hash}.{ending}");
    fs::rename(dist.join(file), dist.join(&hashed))?;
    Ok((hashed, integrity(&bytes)))
}

fn replace_script(
    html: &str,
    file: &str,
    dist: &Path,
    workers: Option<&Map<String, Value>>,
) -> Result<String> {
    let tag = tags(html, "script")
        .into_iter()
        .find(|tag| tag.attribute("src").is_some_and(|src| src.ends_with(file)))
        .with_context(|| format!("no script {file} in the page"))?;
    let src = tag.attribute("src").unwrap_or_default();
    let base = src.strip_suffix(file).unwrap_or_default();
    let (hashed, integrity) = rename(dist, file)?;
    let mut text = tag.text.replace(
        &format!("src=\"{src}\""),
        &format!("src=\"{base}{hashed}\" integrity=\"{integrity}\""),
    );
    if let (Some(workers), Some(old)) = (workers, tag.attribute("data-workers")) {
        text = text.replace(old, &with_base(workers, base)?);
    }
    let mut out = html.to_owned();
    out.replace_range(tag.at, &text);
    Ok(out)
}

fn with_base(workers: &Map<String, Value>, base: &str) -> Result<String> {
    let mut workers = workers.clone();
    for files in workers.values_mut() {
        for key in ["js", "wasm"] {
            if let Some(Value::String(name)) = files.get_mut(key) {
                *name = format!("{base}{name}");
            }
        }
    }
    Ok(serde_json::to_string(&workers)?)
}
