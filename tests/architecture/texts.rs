//! Every text in both languages.

use std::collections::BTreeSet;

use super::source::*;

const SCREENS: [&str; 3] = ["src/app/", "src/features/", "src/ui/"];
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
/// The same in every language.
const NAMES: [&str; 4] = ["CSV", "JSON", "Xinke", "XLSX"];
/// Languages name themselves, and the mark of the app is one character.
const NOT_TRANSLATED: [&str; 3] = ["中文", "English", "信"];

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

#[test]
fn every_text_is_there_in_both_languages() {
    let mut found = Vec::new();
    let numbers = |text: &str| -> BTreeSet<String> {
        let ends = text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'));
        // `{s}` is the English plural of the number before it and needs no twin.
        let places = ends.map(|(number, _)| number.to_owned());
        places.filter(|place| place != "s").collect()
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
