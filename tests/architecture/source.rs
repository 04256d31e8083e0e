//! Files of the project, and Rust as words, signs and string literals.

use std::{fs, path::Path};

pub struct Source {
    /// Below the project's folder, with `/`.
    pub path: String,
    /// The whole of it.
    pub text: String,
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn read(path: &str) -> Source {
    let text = fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    let path = path.to_owned();
    Source { path, text }
}

/// The files below a folder whose names have the ending, in order.
pub fn files(folder: &str, ending: &str) -> Vec<Source> {
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

pub fn rust() -> Vec<Source> {
    files("src", ".rs")
}

pub fn starts_with_any(path: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| path.starts_with(start))
}

#[track_caller]
pub fn none(rule: &str, found: &[String]) {
    assert!(found.is_empty(), "{rule}:\n  {}\n", found.join("\n  "));
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Kind {
    Word,
    Sign,
    Text,
}

#[derive(Debug)]
pub struct Token {
    pub line: usize,
    pub kind: Kind,
    pub text: String,
}

/// Stands for any string literal in a pattern of [`fits`].
pub const ANY: &str = "\"";

pub fn fits(tokens: &[Token], at: usize, pattern: &[&str]) -> bool {
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
pub fn tokens(source: &Source) -> Vec<Token> {
    let mut tokens = all_tokens(&source.text);
    let tests = ["#", "[", "cfg", "(", "test", ")", "]"];
    let end = (0..tokens.len()).find(|at| fits(&tokens, *at, &tests));
    tokens.truncate(end.unwrap_or(tokens.len()));
    tokens
}

pub fn all_tokens(text: &str) -> Vec<Token> {
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
            while at < chars.len() && !end(at) {
                at += 1;
            }
            at += 1 + hashes;
            (Kind::Text, chars[first..at - 1 - hashes].iter().collect())
        } else if is(at, '"') {
            at += 1;
            while at < chars.len() && !is(at, '"') {
                at += if is(at, '\\') { 2 } else { 1 };
            }
            at += 1;
            (Kind::Text, chars[start + 1..at - 1].iter().collect())
        } else if is(at, '\'') && (is(at + 1, '\\') || is(at + 2, '\'')) {
            at += if is(at + 1, '\\') { 3 } else { 2 };
            while at < chars.len() && !is(at, '\'') {
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
pub fn module(path: &str) -> Vec<String> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    let parts = path.trim_end_matches("/mod").split('/');
    parts.map(str::to_owned).collect()
}

/// Every path that starts at the crate, at `self`, `super` or `std`, seen from the crate's root,
/// with its line; `use` trees are spread out.
pub fn paths(source: &Source, tokens: &[Token]) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    let mut end = 0;
    for (at, token) in tokens.iter().enumerate() {
        let is_inside = at < end || at > 1 && fits(tokens, at - 2, &[":", ":"]);
        let mut base = module(&source.path);
        match &*token.text {
            _ if is_inside || !fits(tokens, at + 1, &[":", ":"]) => continue,
            "crate" | "xinke" => base.clear(),
            "self" => {}
            "super" => drop(base.pop()),
            "std" => base = vec!["std".to_owned()],
            _ => continue,
        }
        end = spread(tokens, at + 1, base, &mut found);
    }
    found
}

/// Follows a path whose last segment ends before `at`; where the path ends.
pub fn spread(
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

#[test]
fn rust_is_read_as_words_signs_and_literals() {
    let path = "src/features/x/y.rs".to_owned();
    let text = r##"
        use super::{super::z::A, B as C}; // crate::no
        fn f<'a>(x: &'a str, c: crate::domain::D) -> char { g("a\"b", r#"c"d"#); '"' }
        #[cfg(test)] mod tests { use crate::app; }
    "##;
    let source = Source {
        path,
        text: text.to_owned(),
    };
    let tokens = tokens(&source);
    let literals: Vec<_> = tokens
        .iter()
        .filter(|token| token.kind == Kind::Text)
        .collect();
    assert_eq!(
        (literals[0].line, &*literals[0].text, &*literals[1].text),
        (3, "a\\\"b", "c\"d")
    );
    let paths: Vec<_> = paths(&source, &tokens)
        .into_iter()
        .map(|(_, path)| path.join("::"))
        .collect();
    assert_eq!(paths, ["features::z::A", "features::x::B", "domain::D"]);
}
