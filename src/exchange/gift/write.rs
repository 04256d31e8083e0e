//! Questions as GIFT.

use rust_decimal::Decimal;

use super::{
    beside::Beside,
    signs::{escape, plain_side, rich},
};
use crate::{
    content::Lang,
    domain::classroom::{Item, NumberKey, Question, Task},
};

/// Questions of one category in one language as a GIFT file: UTF-8, `\n`, a blank line between
/// questions. Text that is there in the other language alone is taken from it.
pub fn write<'a>(
    category: Option<&str>,
    questions: impl IntoIterator<Item = &'a Question>,
    lang: Lang,
) -> String {
    let mut file = String::new();
    if let Some(category) = category {
        let line: String = category.split_whitespace().collect::<Vec<_>>().join(" ");
        file += &format!("$CATEGORY: {line}\n\n");
    }
    for question in questions {
        file += &one(question, lang);
        file.push('\n');
    }
    file
}

fn one(question: &Question, lang: Lang) -> String {
    let mut text = String::new();
    let quoted = |text: &str| text.replace(']', "\\]");
    let mut marks = String::new();
    if let Some(code) = &question.code {
        marks += &format!(" [id:{}]", quoted(code));
    }
    if let Some(topic) = &question.topic {
        marks += &format!(" [tag:{}]", quoted(topic));
    }
    if !marks.is_empty() {
        text += &format!("//{marks}\n");
    }
    if let Some(line) = Beside::of(question, lang).line() {
        text += &line;
        text.push('\n');
    }
    let title = question
        .code
        .clone()
        .unwrap_or_else(|| question.id.to_string());
    let stem = rich(question.stem.in_lang(lang));
    text += &format!("::{}::{stem} {{", escape(&title));
    text += &answers(&question.task, lang);
    let reason = question.reason.in_lang(lang).trim();
    if !reason.is_empty() {
        // A blank line would end the question.
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text += &format!("####{}\n", rich(reason));
    }
    text += "}\n";
    text
}

fn note(item: &Item, lang: Lang) -> String {
    match item.note.in_lang(lang).trim() {
        "" => String::new(),
        note => format!("#{}", rich(note)),
    }
}

/// Per cent with the five places that Moodle compares.
fn per_cent(share: Decimal) -> String {
    let per_cent = share.saturating_mul(Decimal::ONE_HUNDRED);
    per_cent.round_dp(5).normalize().to_string()
}

fn weight(credit: Option<Decimal>) -> String {
    let part = credit.filter(|credit| *credit != Decimal::ONE);
    part.map_or_else(String::new, |credit| format!("%{}%", per_cent(credit)))
}

fn answers(task: &Task, lang: Lang) -> String {
    let lines = |rows: Vec<String>| format!("\n{}\n", rows.join("\n"));
    let option = |item: &Item, sign: &str| {
        let text = rich(item.text.in_lang(lang));
        format!("{sign}{text}{}", note(item, lang))
    };
    match task {
        Task::Single {
            options,
            keys,
            partly,
        } => {
            let all = options.iter().all(|item| keys.contains(&item.id));
            let row = |item: &Item| {
                let sign = match partly.get(&item.id) {
                    // Without a single `~`, GIFT would be a short answer.
                    _ if all => "~%100%".to_owned(),
                    _ if keys.contains(&item.id) => "=".to_owned(),
                    Some(share) => format!("~%{}%", per_cent(*share)),
                    None => "~".to_owned(),
                };
                option(item, &sign)
            };
            lines(options.iter().map(row).collect())
        }
        Task::Several { options, keys } => {
            let key = keys.first().cloned().unwrap_or_default();
            let part = Decimal::ONE
                .checked_div(Decimal::from(key.len()))
                .unwrap_or_default();
            let row = |item: &Item| {
                if key.contains(&item.id) {
                    option(item, &format!("~%{}%", per_cent(part)))
                } else {
                    option(item, "~%-100%")
                }
            };
            lines(options.iter().map(row).collect())
        }
        Task::TrueFalse { keys } => {
            let is_true = keys.first().copied().unwrap_or_default();
            if is_true { "T" } else { "F" }.to_owned()
        }
        Task::Match { .. } => {
            let row = |(left, right): &(Option<&Item>, &Item)| {
                let left = left.map(|item| rich(item.text.in_lang(lang)));
                let right = plain_side(right.text.in_lang(lang));
                format!("={} -> {right}", left.unwrap_or_default())
            };
            lines(task.match_rows().iter().map(row).collect())
        }
        Task::Order { .. } => {
            let row = |(at, item): (usize, &&Item)| {
                format!("={} -> {}", at + 1, plain_side(item.text.in_lang(lang)))
            };
            lines(task.steps().iter().enumerate().map(row).collect())
        }
        Task::Number { keys, .. } => {
            let number = |key: &NumberKey| {
                let margin = key.margin().unwrap_or_default();
                if margin.is_zero() {
                    key.value.to_string()
                } else {
                    format!("{}:{margin}", key.value)
                }
            };
            match keys.as_slice() {
                [only] if weight(only.credit).is_empty() => format!("#{}", number(only)),
                all => {
                    let row = |key: &NumberKey| format!("={}{}", weight(key.credit), number(key));
                    format!("#{}", lines(all.iter().map(row).collect()))
                }
            }
        }
        Task::Text { keys, .. } if keys.is_empty() => String::new(),
        Task::Text { keys, .. } => {
            let row = |key: &crate::domain::classroom::TextKey| {
                format!("={}{}", weight(key.credit), rich(&key.text))
            };
            lines(keys.iter().map(row).collect())
        }
    }
}
