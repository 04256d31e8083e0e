//! The shape of the project, checked on the text of its files: layers, sizes, texts in two
//! languages, style sheets, the architecture page.
//!
//! Rust is read as words, signs and string literals, without comments and up to the first
//! `#[cfg(test)]`. Every finding names its file and line.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

use std::{collections::BTreeSet, fs, path::Path};

const LAYERS: [&str; 7] = [
    "content", "domain", "exchange", "storage", "ui", "app", "features",
];
/// What each layer, and each binary, may import beside itself.
const MAY_IMPORT: [(&str, &[&str]); 9] = [
    ("src/content/", &[]),
    ("src/domain/", &["content"]),
    ("src/exchange/", &["content", "domain"]),
    ("src/storage/", &["content", "domain"]),
    ("src/ui/", &[]),
    (
        "src/app/",
        &["content", "domain", "exchange", "storage", "ui"],
    ),
    (
        "src/features/",
        &["content", "domain", "exchange", "storage", "ui", "app"],
    ),
    ("src/bin/", &["content", "domain", "exchange"]),
    ("src/main.rs", &["app", "features"]),
];
const PURE: [&str; 4] = [
    "src/content/",
    "src/domain/",
    "src/exchange/",
    "src/storage/",
];
const SCREENS: [&str; 3] = ["src/app/", "src/features/", "src/ui/"];
const BROWSER_STORAGE: &str = "src/storage/indexed_db/";
/// Clock, randomness and the browser.
const IMPURE_WORDS: [&str; 13] = [
    "Utc",
    "Local",
    "SystemTime",
    "Instant",
    "rand",
    "getrandom",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "gloo_storage",
    "leptos",
    "thread_rng",
];
const IMPURE_STD: [&str; 5] = ["fs", "net", "env", "process", "thread"];
/// serde hands floats to this visitor, which refuses them.
const REFUSES_FLOATS: &str = "src/exchange/json/strict.rs";
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
/// Chinese that is data and not a text of the interface: words that people type into forms and
/// files.
const CHINESE_DATA: [&str; 2] = ["src/domain/field.rs", "src/exchange/csv/"];
/// Attributes and properties that a person reads or hears.
const SPOKEN: [&str; 11] = [
    "label",
    "title",
    "text",
    "lead",
    "hint",
    "placeholder",
    "message",
    "legend",
    "alt",
    "summary",
    "note",
];
/// What makes markup of strings.
const MARKUP_WORDS: [&str; 5] = [
    "inner_html",
    "set_inner_html",
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
];
/// The same in every language.
const NAMES: [&str; 4] = ["CSV", "JSON", "Xinke", "XLSX"];
/// Languages name themselves, and the mark of the app is one character.
const NOT_TRANSLATED: [&str; 3] = ["中文", "English", "信"];

// --- reading files ------------------------------------------------------------------------------

struct Source {
    /// Below the project's folder, with `/`.
    path: String,
    text: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> Source {
    let text = fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    let path = path.to_owned();
    Source { path, text }
}

/// The files below a folder whose names have the ending, in order.
fn files(folder: &str, ending: &str) -> Vec<Source> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(root().join(folder)) else {
        return found;
    };
    for entry in entries.map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        let path = format!("{folder}/{name}");
        if entry.file_type().unwrap().is_dir() {
            if name != "node_modules" {
                found.extend(files(&path, ending));
            }
        } else if name.ends_with(ending) {
            found.push(read(&path));
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn rust() -> Vec<Source> {
    files("src", ".rs")
}

fn starts_with_any(path: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| path.starts_with(start))
}

fn is_pure(path: &str) -> bool {
    starts_with_any(path, &PURE) && !path.starts_with(BROWSER_STORAGE)
}

#[track_caller]
fn none(rule: &str, found: &[String]) {
    assert!(found.is_empty(), "{rule}:\n  {}\n", found.join("\n  "));
}

// --- reading Rust -------------------------------------------------------------------------------

#[derive(Clone, Copy, PartialEq, Debug)]
enum Kind {
    Word,
    Sign,
    Text,
}

#[derive(Debug)]
struct Token {
    line: usize,
    kind: Kind,
    text: String,
}

/// Stands for any string literal in a pattern of [`fits`].
const ANY: &str = "\"";

fn fits(tokens: &[Token], at: usize, pattern: &[&str]) -> bool {
    pattern.iter().enumerate().all(|(offset, wanted)| {
        tokens
            .get(at + offset)
            .is_some_and(|token| match token.kind {
                Kind::Text => *wanted == ANY,
                _ => *wanted == token.text,
            })
    })
}

/// The tokens before the first `#[cfg(test)]`.
fn tokens(source: &Source) -> Vec<Token> {
    let mut tokens = all_tokens(&source.text);
    let tests = ["#", "[", "cfg", "(", "test", ")", "]"];
    let end = (0..tokens.len()).find(|at| fits(&tokens, *at, &tests));
    tokens.truncate(end.unwrap_or(tokens.len()));
    tokens
}

fn all_tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let is = |at: usize, wanted: char| chars.get(at) == Some(&wanted);
    let is_word = |at: usize| {
        chars
            .get(at)
            .is_some_and(|c| c.is_alphanumeric() || *c == '_')
    };
    let mut tokens = Vec::new();
    let (mut at, mut line, mut counted) = (0, 1, 0);
    while at < chars.len() {
        line += chars[counted..at].iter().filter(|c| **c == '\n').count();
        counted = at;
        let start = at;
        let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
        let (kind, text) = if chars[at].is_whitespace() {
            at += 1;
            continue;
        } else if is(at, '/') && is(at + 1, '/') {
            while at < chars.len() && !is(at, '\n') {
                at += 1;
            }
            continue;
        } else if is(at, 'r') && is(at + 1 + hashes, '"') {
            at += hashes + 2;
            let end = |at: usize| is(at, '"') && (1..=hashes).all(|n| is(at + n, '#'));
            let first = at;
            while !end(at) {
                at += 1;
            }
            at += 1 + hashes;
            (Kind::Text, chars[first..at - 1 - hashes].iter().collect())
        } else if is(at, '"') {
            at += 1;
            while !is(at, '"') {
                at += if is(at, '\\') { 2 } else { 1 };
            }
            at += 1;
            (Kind::Text, chars[start + 1..at - 1].iter().collect())
        } else if is(at, '\'') && (is(at + 1, '\\') || is(at + 2, '\'')) {
            at += if is(at + 1, '\\') { 3 } else { 2 };
            while !is(at, '\'') {
                at += 1;
            }
            at += 1;
            continue;
        } else if is_word(at) {
            while is_word(at) {
                at += 1;
            }
            (Kind::Word, chars[start..at].iter().collect())
        } else {
            at += 1;
            (Kind::Sign, chars[start].to_string())
        };
        tokens.push(Token { line, kind, text });
    }
    tokens
}

/// Modules of the crate from its root to the file.
fn module(path: &str) -> Vec<String> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    let parts = path.trim_end_matches("/mod").split('/');
    parts.map(str::to_owned).collect()
}

/// Every path that starts at the crate, at `self`, `super` or `std`, seen from the crate's root,
/// with its line; `use` trees are spread out.
fn paths(source: &Source, tokens: &[Token]) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let is_inside = at > 0 && tokens[at - 1].text == ":";
        let mut base = module(&source.path);
        match &*token.text {
            _ if is_inside || !fits(tokens, at + 1, &[":", ":"]) => continue,
            "crate" | "xinke" => base.clear(),
            "self" => {}
            "super" => drop(base.pop()),
            "std" => base = vec!["std".to_owned()],
            _ => continue,
        }
        spread(tokens, at + 1, base, &mut found);
    }
    found
}

/// Follows a path whose last segment ends before `at`; where the path ends.
fn spread(
    tokens: &[Token],
    mut at: usize,
    mut path: Vec<String>,
    found: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    let step = |path: &mut Vec<String>, word: &str| match word {
        "super" => drop(path.pop()),
        "self" => {}
        word => path.push(word.to_owned()),
    };
    while fits(tokens, at, &[":", ":"]) {
        at += 2;
        if !fits(tokens, at, &["{"]) {
            step(&mut path, &tokens[at].text);
            at += 1;
            continue;
        }
        at += 1;
        while !fits(tokens, at, &["}"]) {
            let mut branch = path.clone();
            step(&mut branch, &tokens[at].text);
            at = spread(tokens, at + 1, branch, found);
            while !fits(tokens, at, &["}"]) && !fits(tokens, at, &[","]) {
                at += 1;
            }
            at += usize::from(fits(tokens, at, &[","]));
        }
        return at + 1;
    }
    found.push((tokens[at - 1].line, path));
    at
}

/// Where the Chinese and the English of each text stand among the tokens.
fn bilingual(tokens: &[Token]) -> Vec<(usize, usize)> {
    let of = |at| {
        if fits(tokens, at, &["bi", "(", ANY, ",", ANY]) {
            Some((at + 2, at + 4))
        } else if fits(tokens, at, &["choice", "(", ANY, ",", ANY, ",", ANY]) {
            Some((at + 4, at + 6))
        } else if fits(tokens, at, &[ANY, ",", ANY, ";"]) {
            Some((at, at + 2))
        } else {
            None
        }
    };
    (0..tokens.len()).filter_map(of).collect()
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c))
}

fn has_word(text: &str) -> bool {
    let is_letter = |c: &[u8]| c.iter().all(u8::is_ascii_alphabetic);
    text.as_bytes().windows(2).any(is_letter)
}

/// `Save the file`, but not `save`, `SAVE` or `Save`.
fn is_sentence(text: &str) -> bool {
    let mut words = text.split(' ');
    let first = words
        .next()
        .unwrap_or_default()
        .strip_prefix(|c: char| c.is_ascii_uppercase());
    let is_lower = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    first.is_some_and(is_lower) && words.next().is_some_and(is_lower)
}

// --- the rules ----------------------------------------------------------------------------------

#[test]
fn layers_point_one_way() {
    let mut found = Vec::new();
    for source in rust() {
        let Some((own, allowed)) = MAY_IMPORT
            .iter()
            .find(|(own, _)| source.path.starts_with(own))
        else {
            continue;
        };
        for (line, path) in paths(&source, &tokens(&source)) {
            let top = path.first().map_or("", String::as_str);
            let is_own = *own == format!("src/{top}/");
            if LAYERS.contains(&top) && !is_own && !allowed.contains(&top) {
                found.push(format!(
                    "{}:{line}: imports {}",
                    source.path,
                    path.join("::")
                ));
            }
        }
    }
    none(
        "features -> app, ui -> storage, exchange -> domain -> content",
        &found,
    );
}

#[test]
fn features_do_not_know_each_other() {
    let mut found = Vec::new();
    for source in files("src/features", ".rs") {
        let own = module(&source.path);
        // `mod.rs` lists the features, `root.rs` puts them to routes.
        if own.len() == 1 || source.path == "src/features/root.rs" {
            continue;
        }
        for (line, path) in paths(&source, &tokens(&source)) {
            let is_feature = path.first().is_some_and(|top| top == "features");
            if is_feature && path.get(1) != own.get(1) {
                found.push(format!(
                    "{}:{line}: imports {}",
                    source.path,
                    path.join("::")
                ));
            }
        }
    }
    none("only src/features/root.rs may name another feature", &found);
}

#[test]
fn the_core_knows_neither_clock_nor_chance_nor_browser() {
    let mut found = Vec::new();
    for source in rust().iter().filter(|source| is_pure(&source.path)) {
        let tokens = tokens(source);
        let words = tokens.iter().filter(|token| token.kind == Kind::Word);
        for Token { line, text, .. } in words.filter(|token| IMPURE_WORDS.contains(&&*token.text)) {
            found.push(format!("{}:{line}: {text}", source.path));
        }
        for (line, path) in paths(source, &tokens) {
            let is_std = path.first().is_some_and(|top| top == "std");
            if is_std
                && path
                    .get(1)
                    .is_some_and(|name| IMPURE_STD.contains(&&**name))
            {
                found.push(format!("{}:{line}: {}", source.path, path.join("::")));
            }
        }
    }
    none("date, ids and authors are arguments of the core", &found);
}

#[test]
fn nothing_stored_is_a_float() {
    let mut found = Vec::new();
    for source in rust().iter().filter(|source| is_pure(&source.path)) {
        let floats = |token: &&Token| matches!(&*token.text, "f32" | "f64");
        for token in tokens(source).iter().filter(floats) {
            if source.path != REFUSES_FLOATS {
                found.push(format!("{}:{}: {}", source.path, token.line, token.text));
            }
        }
    }
    none(
        "amounts are integers of minor units, other numbers decimals",
        &found,
    );
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut found = Vec::new();
    for (folder, ending, most) in SIZES {
        for Source { path, text } in files(folder, ending) {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let mut in_comment = false;
            let is_code = |line: &&str| {
                let line = line.trim();
                in_comment |= line.starts_with("/*");
                let counts = !line.is_empty() && !line.starts_with("//") && !in_comment;
                in_comment &= !line.ends_with("*/");
                counts
            };
            let lines = code.lines().filter(is_code).count();
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
fn every_text_is_there_in_both_languages() {
    let mut found = Vec::new();
    let numbers = |text: &str| -> BTreeSet<String> {
        let ends = text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'));
        ends.map(|(number, _)| number.to_owned()).collect()
    };
    for source in rust() {
        let tokens = tokens(&source);
        for (zh, en) in bilingual(&tokens) {
            let (line, zh, en) = (tokens[zh].line, &*tokens[zh].text, &*tokens[en].text);
            let is_both = is_chinese(zh) && !is_chinese(en) && !en.is_empty();
            let is_sign = !zh
                .chars()
                .any(|c| c.is_ascii_lowercase() || is_chinese(&c.to_string()));
            let is_same = zh == en && (is_sign || NOT_TRANSLATED.contains(&zh));
            if !is_both && !is_same {
                found.push(format!("{}:{line}: “{zh}”, “{en}”", source.path));
            }
            if numbers(zh) != numbers(en) {
                found.push(format!(
                    "{}:{line}: other {{0}} in “{zh}” than in “{en}”",
                    source.path
                ));
            }
        }
    }
    none(
        "Chinese first, English second, with the same places to fill in",
        &found,
    );
}

#[test]
fn no_text_stands_in_one_language_alone() {
    let mut found = Vec::new();
    for source in rust() {
        let tokens = tokens(&source);
        let pairs = bilingual(&tokens);
        let paired: BTreeSet<_> = pairs.into_iter().flat_map(|(zh, en)| [zh, en]).collect();
        let is_screen = starts_with_any(&source.path, &SCREENS);
        let alone = |at: &usize| tokens[*at].kind == Kind::Text && !paired.contains(at);
        for at in (0..tokens.len()).filter(alone) {
            let Token { line, text, .. } = &tokens[at];
            let before = |back: usize| at.checked_sub(back).map_or("", |at| &*tokens[at].text);
            let is_node = before(1) == ">" && !["=", "-"].contains(&before(2));
            let is_spoken = before(1) == "=" && SPOKEN.contains(&before(2)) && before(3) != "let";
            let is_english = (is_node || is_spoken) && has_word(text) || is_sentence(text);
            let is_data = starts_with_any(&source.path, &CHINESE_DATA);
            if is_chinese(text) && !is_data && !NOT_TRANSLATED.contains(&&**text)
                || is_screen && is_english && !NAMES.contains(&&**text)
            {
                found.push(format!("{}:{line}: “{text}”", source.path));
            }
        }
    }
    none("what a person reads is bi(\"中文\", \"English\")", &found);
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
    for source in files("src/boot", ".js").iter().chain(&rust()) {
        let tokens = all_tokens(&source.text);
        for (at, Token { line, kind, text }) in tokens.iter().enumerate() {
            let is_attribute = text == "style" && fits(&tokens, at + 1, &["=", ANY]);
            let is_link = *kind == Kind::Text && text.starts_with("javascript:");
            let is_test = is_link && source.text.contains("#[cfg(test)]");
            if is_attribute || is_link && !is_test || MARKUP_WORDS.contains(&&**text) {
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
            if !is_there || !name.is_empty() && !read(&path).text.contains(&format!("fn {name}(")) {
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
