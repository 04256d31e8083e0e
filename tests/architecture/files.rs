//! Size, names and headers of files, style sheets, the content security policy, the architecture
//! page.

use std::{collections::BTreeSet, fs};

use super::source::*;

/// Folder, ending and the most lines of code a file may have.
const SIZES: [(&str, &str, usize); 7] = [
    ("src", ".rs", 400),
    ("tests", ".rs", 400),
    ("xtask", ".rs", 400),
    ("style", ".css", 250),
    ("src/boot", ".js", 400),
    ("tests/browser", ".mjs", 400),
    ("tests/browser", ".js", 400),
];
const VAGUE_NAMES: [&str; 8] = [
    "utils", "util", "helpers", "helper", "common", "misc", "shared", "stuff",
];
/// What makes markup of strings.
const MARKUP_WORDS: [&str; 5] = [
    "inner_html",
    "set_inner_html",
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
];

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut found = Vec::new();
    for (folder, ending, most) in SIZES {
        for Source { path, text } in files(folder, ending) {
            let code = text
                .lines()
                .take_while(|line| !line.starts_with("#[cfg(test)]"));
            let mut in_comment = false;
            let is_code = |line: &&str| {
                let line = line.trim();
                in_comment |= line.starts_with("/*");
                let counts = !line.is_empty() && !line.starts_with("//") && !in_comment;
                in_comment &= !line.ends_with("*/");
                counts
            };
            let lines = code.filter(is_code).count();
            if lines > most {
                found.push(format!(
                    "{path}: {lines} lines of code, {most} are the limit"
                ));
            }
        }
    }
    for source in rust()
        .iter()
        .filter(|source| !source.text.starts_with("//!"))
    {
        found.push(format!("{}:1: does not begin with //!", source.path));
    }
    none(
        "a file is one thing, short enough to read, and says what it is",
        &found,
    );
}

#[test]
fn names_say_what_is_inside() {
    let mut found = Vec::new();
    for folder in ["src", "tests", "xtask", "style"] {
        for Source { path, .. } in files(folder, "") {
            let mut parts = path.split(['/', '.']);
            if parts.any(|part| VAGUE_NAMES.contains(&part)) {
                found.push(path);
            }
        }
    }
    none("names such as utils say nothing", &found);
}

#[test]
fn nothing_is_left_for_later() {
    let mut found = Vec::new();
    for source in ["src", "tests", "xtask"]
        .iter()
        .flat_map(|folder| files(folder, ".rs"))
    {
        let tokens = all_tokens(&source.text);
        for (at, token) in tokens.iter().enumerate() {
            let is_macro = ["todo", "unimplemented", "dbg"].contains(&&*token.text);
            let is_left = is_macro && fits(&tokens, at + 1, &["!"]);
            if is_left || fits(&tokens, at, &["#", "[", "ignore"]) {
                found.push(format!("{}:{}: {}", source.path, token.line, token.text));
            }
        }
    }
    none("no todo!, unimplemented!, dbg! and no ignored test", &found);
}

#[test]
fn every_style_sheet_is_linked() {
    let index = read("index.html");
    let sheets: BTreeSet<_> = files("style", ".css")
        .into_iter()
        .map(|sheet| sheet.path)
        .collect();
    let links = index
        .text
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let links = links
        .filter(|link| link.ends_with(".css"))
        .map(str::to_owned);
    let linked: BTreeSet<_> = links.collect();
    let found: Vec<_> = sheets.symmetric_difference(&linked).cloned().collect();
    none("in style/ or in index.html but not in both", &found);
}

#[test]
fn nothing_needs_a_looser_content_security_policy() {
    let mut found = Vec::new();
    for Source { path, text } in files("src/boot", ".html")
        .iter()
        .chain([&read("index.html")])
    {
        for (number, line) in text.lines().enumerate() {
            let mut scripts = line.split("<script").skip(1);
            let is_inline = scripts.any(|tag| !tag.contains("src="));
            let is_handler = |word: &str| word.starts_with("on") && word.contains("=\"");
            let has_style = line.contains("style=\"") || line.contains("<style");
            if is_inline || has_style || line.split(' ').any(is_handler) {
                found.push(format!("{path}:{}: {line}", number + 1));
            }
        }
    }
    for Source { path, text } in files("src/boot", ".js") {
        for (number, line) in text.lines().enumerate() {
            if MARKUP_WORDS.iter().any(|word| line.contains(word)) {
                found.push(format!("{path}:{}: {line}", number + 1));
            }
        }
    }
    for source in rust() {
        let tokens = tokens(&source);
        for (at, Token { line, kind, text }) in tokens.iter().enumerate() {
            let is_attribute = text == "style" && fits(&tokens, at + 1, &["=", ANY]);
            let is_link = *kind == Kind::Text && text.starts_with("javascript:");
            if is_attribute || is_link || MARKUP_WORDS.contains(&&**text) {
                found.push(format!("{}:{line}: {text}", source.path));
            }
        }
    }
    none(
        "no inline script or style, no markup made of strings",
        &found,
    );
}

#[test]
fn the_architecture_page_is_true() {
    let page = read("src/lib.rs");
    let docs = page
        .text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.starts_with("//!"));
    let docs: Vec<_> = docs.map(|(number, line)| (number + 1, line)).collect();
    let mut found = Vec::new();
    for (line, text) in &docs {
        for quoted in text.split('`').skip(1).step_by(2) {
            let (path, name) = quoted.split_once(".rs::").unwrap_or((quoted, ""));
            let path = if name.is_empty() {
                path.to_owned()
            } else {
                format!("{path}.rs")
            };
            if !starts_with_any(&path, &["src/", "tests/", "style/", "xtask/"]) {
                continue;
            }
            let is_there = root().join(&path).exists();
            if !is_there || !name.is_empty() && !read(&path).text.contains(&format!("fn {name}")) {
                found.push(format!("src/lib.rs:{line}: there is no {quoted}"));
            }
        }
    }
    let page = docs
        .iter()
        .map(|(_, text)| *text)
        .collect::<Vec<_>>()
        .join("\n");
    for invariant in page.split("**Invariant:**").skip(1) {
        let rule = invariant.split("\n//!\n").next().unwrap_or_default();
        if !rule.contains("`tests/") && !rule.contains("`src/") {
            found.push(format!("src/lib.rs: no test is named for: {}", rule.trim()));
        }
    }
    for top in fs::read_dir(root().join("src")).unwrap() {
        let name = top.unwrap().file_name().into_string().unwrap();
        if name != "lib.rs" && !page.contains(&format!("`src/{name}")) {
            found.push(format!("src/lib.rs: the code map leaves out src/{name}"));
        }
    }
    none(
        "the architecture page in src/lib.rs names what is there",
        &found,
    );
}
