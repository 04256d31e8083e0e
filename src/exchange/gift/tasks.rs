//! What stands between the braces of a GIFT question.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{
    read::{GiftNote, GiftProblem},
    signs::{Sign, find, split, text, trim},
};
use crate::{
    content::{Label, Lang},
    domain::classroom::{Item, NumberKey, Task, TextKey, Tolerance, matching},
};

/// A problem and the line it is in.
pub type Problem = (usize, GiftProblem);

/// What was read between the braces.
pub struct Answers {
    pub task: Task,
    /// General feedback.
    pub reason: String,
    pub notes: Vec<(usize, GiftNote)>,
}

/// One `=` or `~` with its weight, text and feedback.
struct Choice<'a> {
    is_right: bool,
    weight: Option<Decimal>,
    body: &'a [Sign],
    feedback: String,
    line: usize,
}

impl Choice<'_> {
    /// The share it is worth: what is said, else all for `=` and nothing for `~`.
    fn share(&self) -> Decimal {
        let otherwise = if self.is_right {
            Decimal::ONE
        } else {
            Decimal::ZERO
        };
        self.weight.unwrap_or(otherwise)
    }

    fn credit(&self) -> Option<Decimal> {
        let share = self.share();
        (share != Decimal::ONE).then_some(share)
    }

    fn item(&self, at: usize, lang: Lang) -> Item {
        Item {
            id: Item::usual_id(at),
            text: Label::only(lang, &text(self.body)),
            note: Label::only(lang, &self.feedback),
        }
    }
}

/// Reads what stands between the braces; `line` is that of the opening one.
pub fn answers(signs: &[Sign], line: usize, lang: Lang) -> Result<Answers, Problem> {
    let (body, reason) = match find(signs, "####") {
        Some(at) => {
            let (body, reason) = split(signs, at, 4);
            (trim(body), text(reason))
        }
        None => (trim(signs), String::new()),
    };
    let mut notes = Vec::new();
    let task = task(body, line, lang, &mut notes)?;
    Ok(Answers {
        task,
        reason,
        notes,
    })
}

fn task(
    body: &[Sign],
    line: usize,
    lang: Lang,
    notes: &mut Vec<(usize, GiftNote)>,
) -> Result<Task, Problem> {
    let Some(first) = body.first() else {
        return Ok(Task::Text {
            keys: Vec::new(),
            contains: Vec::new(),
            rubric: Vec::new(),
        });
    };
    if first.is('#') {
        return number(body.get(1..).unwrap_or_default(), line, notes);
    }
    if !first.is('=') && !first.is('~') {
        return bare(body, notes);
    }
    let choices = choices(body)?;
    let has_arrow = |choice: &Choice<'_>| find(choice.body, "->").is_some();
    let all_right = choices.iter().all(|choice| choice.is_right);
    if all_right && choices.iter().all(has_arrow) {
        return pairs(&choices, lang);
    }
    if all_right {
        let key = |choice: &Choice<'_>| TextKey {
            text: text(choice.body),
            credit: choice.credit(),
        };
        note_feedback(&choices, notes);
        return Ok(Task::Text {
            keys: choices.iter().map(key).collect(),
            contains: Vec::new(),
            rubric: Vec::new(),
        });
    }
    let items = choices.iter().enumerate();
    let options: Vec<_> = items.map(|(at, choice)| choice.item(at, lang)).collect();
    let ids = |is_wanted: &dyn Fn(Decimal) -> bool| -> Vec<(String, Decimal)> {
        let rows = options.iter().zip(&choices);
        rows.map(|(item, choice)| (item.id.clone(), choice.share()))
            .filter(|(_, share)| is_wanted(*share))
            .collect()
    };
    // As in Moodle: with a `=` one option is chosen, without any several.
    if choices.iter().any(|choice| choice.is_right) {
        let keys = ids(&|share| share == Decimal::ONE).into_iter();
        let partly = ids(&|share| share > Decimal::ZERO && share < Decimal::ONE);
        if let Some(choice) = choices.iter().find(|choice| choice.share() < Decimal::ZERO) {
            notes.push((choice.line, GiftNote::NegativeWeight));
        }
        let keys: Vec<_> = keys.map(|(id, _)| id).collect();
        if keys.is_empty() {
            return Err((line, GiftProblem::NoKey));
        }
        return Ok(Task::Single {
            options,
            keys,
            partly: partly.into_iter().collect(),
        });
    }
    let right = ids(&|share| share > Decimal::ZERO);
    let weights: BTreeSet<_> = right.iter().map(|(_, share)| share).collect();
    if weights.len() > 1 {
        notes.push((line, GiftNote::UnequalWeights));
    }
    if right.is_empty() {
        return Err((line, GiftProblem::NoKey));
    }
    Ok(Task::Several {
        options,
        keys: vec![right.into_iter().map(|(id, _)| id).collect()],
    })
}

fn note_feedback(choices: &[Choice<'_>], notes: &mut Vec<(usize, GiftNote)>) {
    let with = choices.iter().filter(|choice| !choice.feedback.is_empty());
    notes.extend(with.map(|choice| (choice.line, GiftNote::FeedbackLost)));
}

/// True or false, or one short answer without a sign.
fn bare(body: &[Sign], notes: &mut Vec<(usize, GiftNote)>) -> Result<Task, Problem> {
    let line = body.first().map_or(0, |sign| sign.line);
    let (word, feedback) = match find(body, "#") {
        Some(at) => split(body, at, 1),
        None => (body, Default::default()),
    };
    if !trim(feedback).is_empty() {
        notes.push((line, GiftNote::FeedbackLost));
    }
    if let Some(sign) = word.iter().find(|sign| sign.is('=') || sign.is('~')) {
        return Err((sign.line, GiftProblem::TextBeforeAnswers));
    }
    let word = text(word);
    Ok(match word.to_uppercase().as_str() {
        "T" | "TRUE" => Task::TrueFalse { keys: vec![true] },
        "F" | "FALSE" => Task::TrueFalse { keys: vec![false] },
        _ => Task::Text {
            keys: vec![TextKey {
                text: word,
                credit: None,
            }],
            contains: Vec::new(),
            rubric: Vec::new(),
        },
    })
}

fn choices(body: &[Sign]) -> Result<Vec<Choice<'_>>, Problem> {
    let starts: Vec<_> = body
        .iter()
        .enumerate()
        .filter(|(_, sign)| sign.is('=') || sign.is('~'))
        .map(|(at, _)| at)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([body.len()]);
    let mut choices = Vec::new();
    for (start, end) in starts.iter().copied().zip(ends) {
        let signs = body.get(start..end).unwrap_or_default();
        let Some((first, rest)) = signs.split_first() else {
            continue;
        };
        let (weight, rest) = weight(trim(rest), first.line)?;
        let (body, feedback) = match find(rest, "#") {
            Some(at) => {
                let (body, feedback) = split(rest, at, 1);
                (body, text(feedback))
            }
            None => (rest, String::new()),
        };
        let body = trim(body);
        if text(body).is_empty() {
            return Err((first.line, GiftProblem::EmptyAnswer));
        }
        choices.push(Choice {
            is_right: first.is('='),
            weight,
            body,
            feedback,
            line: first.line,
        });
    }
    Ok(choices)
}

/// `%50%` in front, as a share.
fn weight(signs: &[Sign], line: usize) -> Result<(Option<Decimal>, &[Sign]), Problem> {
    let Some((first, rest)) = signs.split_first() else {
        return Ok((None, signs));
    };
    if !first.is('%') {
        return Ok((None, signs));
    }
    let wrong = (line, GiftProblem::Weight);
    let end = find(rest, "%").ok_or_else(|| wrong.clone())?;
    let (number, rest) = split(rest, end, 1);
    let per_cent: Decimal = text(number).parse().map_err(|_| wrong.clone())?;
    if per_cent.abs() > Decimal::ONE_HUNDRED {
        return Err(wrong);
    }
    let share = per_cent.checked_div(Decimal::ONE_HUNDRED).ok_or(wrong)?;
    Ok((Some(share.normalize()), rest))
}

fn pairs(choices: &[Choice<'_>], lang: Lang) -> Result<Task, Problem> {
    let mut rows = Vec::new();
    for choice in choices {
        let at = find(choice.body, "->").unwrap_or_default();
        let (from, to) = split(choice.body, at, 2);
        let to = Label::only(lang, &text(to));
        if to.is_blank() {
            return Err((choice.line, GiftProblem::EmptyAnswer));
        }
        rows.push((Label::only(lang, &text(from)), to));
    }
    Ok(matching(rows))
}

fn number(body: &[Sign], line: usize, notes: &mut Vec<(usize, GiftNote)>) -> Result<Task, Problem> {
    let body = trim(body);
    let mut keys = Vec::new();
    if body
        .first()
        .is_some_and(|sign| sign.is('=') || sign.is('~'))
    {
        let choices = choices(body)?;
        note_feedback(&choices, notes);
        for choice in choices
            .iter()
            .filter(|choice| choice.share() > Decimal::ZERO)
        {
            keys.push(NumberKey {
                credit: choice.credit(),
                ..number_key(choice.body, choice.line)?
            });
        }
    } else {
        let (number, feedback) = match find(body, "#") {
            Some(at) => split(body, at, 1),
            None => (body, Default::default()),
        };
        if !trim(feedback).is_empty() {
            notes.push((line, GiftNote::FeedbackLost));
        }
        keys.push(number_key(number, line)?);
    }
    if keys.is_empty() {
        return Err((line, GiftProblem::NoKey));
    }
    Ok(Task::Number {
        keys,
        unit: Label::default(),
    })
}

/// `3`, `3:0.1` or `2.9..3.1`.
fn number_key(signs: &[Sign], line: usize) -> Result<NumberKey, Problem> {
    let wrong = || (line, GiftProblem::Number);
    let decimal = |signs: &[Sign]| -> Result<Decimal, Problem> {
        Decimal::from_str_exact(&text(signs)).map_err(|_| wrong())
    };
    let exact = |value, margin| NumberKey {
        value,
        tolerance: Tolerance::Absolute(margin),
        credit: None,
    };
    if let Some(at) = find(signs, ":") {
        let (value, margin) = split(signs, at, 1);
        let margin = decimal(margin)?;
        if margin.is_sign_negative() {
            return Err(wrong());
        }
        return Ok(exact(decimal(value)?, margin));
    }
    if let Some(at) = find(signs, "..") {
        let (low, high) = split(signs, at, 2);
        let (low, high) = (decimal(low)?, decimal(high)?);
        let half = |number: Decimal| {
            number
                .checked_div(Decimal::TWO)
                .map(|half| half.normalize())
        };
        let middle = low.checked_add(high).and_then(half).ok_or_else(wrong)?;
        let margin = high.checked_sub(low).and_then(half).ok_or_else(wrong)?;
        if margin.is_sign_negative() {
            return Err(wrong());
        }
        return Ok(exact(middle, margin));
    }
    Ok(exact(decimal(signs)?, Decimal::ZERO))
}
