//! Who may know whom, and what the core may not know.

use super::source::*;

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
/// serde hands floats to the one, which refuses them; spreadsheets hold floats, which the other
/// turns into decimals.
const KNOWS_FLOATS: [&str; 2] = [
    "src/exchange/json/strict.rs",
    "src/exchange/xlsx/numbers.rs",
];

fn is_pure(path: &str) -> bool {
    starts_with_any(path, &PURE) && !path.starts_with(BROWSER_STORAGE)
}

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
            if !KNOWS_FLOATS.contains(&&*source.path) {
                found.push(format!("{}:{}: {}", source.path, token.line, token.text));
            }
        }
    }
    none(
        "amounts are integers of minor units, other numbers decimals",
        &found,
    );
}
