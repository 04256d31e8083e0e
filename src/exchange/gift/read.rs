//! GIFT to questions, with every refusal's line.

use super::{
    beside::{Beside, MARK},
    signs::{Sign, find, signs, split, text, trim},
    tasks,
};
use crate::{
    content::{Bilingual, Label, Lang, bi},
    domain::{Id, classroom::Question, record::Fault, record::Record},
};

/// What is wrong with a question in a GIFT file.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum GiftProblem {
    /// A text without answers: a description, or braces were forgotten.
    #[error("there are no answers in braces")]
    NoAnswers,
    /// A brace that is never closed, or a blank line inside of it.
    #[error("the brace is not closed before the blank line")]
    Open,
    /// A closing brace without an opening one, or a second pair.
    #[error("a brace too many")]
    Brace,
    /// A title that is never closed.
    #[error("the title is not closed by ::")]
    Title,
    /// Answers of which none is right.
    #[error("no answer is right")]
    NoKey,
    /// A sign for an answer with nothing behind it.
    #[error("an answer without text")]
    EmptyAnswer,
    /// Text between the brace and the first answer.
    #[error("text before the first answer")]
    TextBeforeAnswers,
    /// Not a weight between −100 and 100 per cent.
    #[error("not a weight between %-100% and %100%")]
    Weight,
    /// Not a number, a number with tolerance or a range.
    #[error("not a number, number:tolerance or low..high")]
    Number,
    /// The question breaks a rule of the bank.
    #[error("{0}")]
    Fault(Fault),
}

impl GiftProblem {
    /// The problem in words.
    pub const fn words(&self) -> Bilingual {
        match self {
            Self::NoAnswers => bi("没有大括号里的答案", "No answers in braces"),
            Self::Open => bi(
                "大括号在空行之前没有闭合",
                "The brace is not closed before the blank line",
            ),
            Self::Brace => bi("多了一个大括号", "A brace too many"),
            Self::Title => bi("标题没有用 :: 结束", "The title is not closed by ::"),
            Self::NoKey => bi("没有正确答案", "No answer is right"),
            Self::EmptyAnswer => bi("答案后面没有文字", "An answer without text"),
            Self::TextBeforeAnswers => bi("第一个答案之前有文字", "Text before the first answer"),
            Self::Weight => bi(
                "权重须在 %-100% 与 %100% 之间",
                "A weight lies between %-100% and %100%",
            ),
            Self::Number => bi(
                "须是数字、“数字:误差”或“下限..上限”",
                "A number, number:tolerance or low..high is needed",
            ),
            Self::Fault(_) => bi("题目不完整", "The question is not whole"),
        }
    }
}

/// A question that was not taken; the others stand.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct GiftError {
    /// The line it is in, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: GiftProblem,
}

/// Something that was read otherwise than it stands there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GiftNote {
    /// Right options with different weights: here every right option is worth the same.
    UnequalWeights,
    /// A weight below nothing on single choice: here a wrong option takes nothing away.
    NegativeWeight,
    /// Feedback of an answer that is kept nowhere.
    FeedbackLost,
    /// The answers stood inside the text, which now has a gap `_____`.
    Embedded,
}

impl GiftNote {
    /// The note in words.
    pub const fn words(self) -> Bilingual {
        match self {
            Self::UnequalWeights => bi(
                "各正确选项权重不同；这里一律按多选题规则评分",
                "Right options had different weights; here the rule for several holds",
            ),
            Self::NegativeWeight => bi(
                "单选题的负分没有保留",
                "Negative weights of single choice were not kept",
            ),
            Self::FeedbackLost => bi(
                "这个答案的反馈没有保留",
                "Feedback of this answer was not kept",
            ),
            Self::Embedded => bi("填空处改为横线", "The gap in the text became a line"),
        }
    }
}

/// A question of the file.
#[derive(Clone, PartialEq, Debug)]
pub struct GiftQuestion {
    /// The line where it begins, from 1.
    pub line: usize,
    /// The category it stands in; empty at the beginning of a file without one.
    pub category: String,
    /// The question, with a new id and without a stamp.
    pub question: Question,
    /// What was read otherwise, with its line.
    pub notes: Vec<(usize, GiftNote)>,
}

/// A file taken apart.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct GiftFile {
    /// Its questions, in its order.
    pub questions: Vec<GiftQuestion>,
    /// What was not taken, in the order of the file.
    pub refused: Vec<GiftError>,
}

/// Reads a GIFT file whose texts are in one language; `new_id` makes random ids.
pub fn read(file: &str, lang: Lang, new_id: &mut dyn FnMut() -> Id) -> GiftFile {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    let mut found = GiftFile::default();
    let mut category = String::new();
    let mut block: Vec<(usize, &str)> = Vec::new();
    let lines = (1..).zip(file.lines()).chain([(0, "")]);
    for (number, line) in lines {
        if let Some(name) = line.trim_start().strip_prefix("$CATEGORY:") {
            take(&mut found, &mut block, &category, lang, new_id);
            category = name.trim().to_owned();
        } else if line.trim().is_empty() {
            take(&mut found, &mut block, &category, lang, new_id);
        } else {
            block.push((number, line));
        }
    }
    found
}

/// Reads the question of some lines, where they are more than comments.
fn take(
    found: &mut GiftFile,
    block: &mut Vec<(usize, &str)>,
    category: &str,
    lang: Lang,
    new_id: &mut dyn FnMut() -> Id,
) {
    let lines = std::mem::take(block);
    let (comments, lines): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .partition(|(_, line)| line.trim_start().starts_with("//"));
    let Some((line, _)) = lines.first().copied() else {
        // Comments alone belong to the question behind the blank line in no dialect.
        return;
    };
    let read = question(&lines, line, &comments, lang).and_then(|(mut question, notes)| {
        question.id = new_id();
        match question.faults().into_iter().next() {
            Some(fault) => Err((line, GiftProblem::Fault(fault))),
            None => Ok((question, notes)),
        }
    });
    match read {
        Ok((question, notes)) => found.questions.push(GiftQuestion {
            line,
            category: category.to_owned(),
            question,
            notes,
        }),
        Err((line, problem)) => found.refused.push(GiftError { line, problem }),
    }
}

type Notes = Vec<(usize, GiftNote)>;

fn question(
    lines: &[(usize, &str)],
    line: usize,
    comments: &[(usize, &str)],
    lang: Lang,
) -> Result<(Question, Notes), tasks::Problem> {
    let all = signs(lines);
    let (title, rest) = title(trim(&all), line)?;
    let Some(open) = rest.iter().position(|sign| sign.is('{')) else {
        let brace = rest.iter().find(|sign| sign.is('}'));
        return Err(brace.map_or((line, GiftProblem::NoAnswers), |sign| {
            (sign.line, GiftProblem::Brace)
        }));
    };
    let open_line = rest.get(open).map_or(line, |sign| sign.line);
    let (stem, rest) = split(rest, open, 1);
    let close = rest.iter().position(|sign| sign.is('}'));
    let close = close.ok_or((open_line, GiftProblem::Open))?;
    let (inside, after) = split(rest, close, 1);
    let is_brace = |sign: &&Sign| sign.is('{') || sign.is('}');
    if let Some(sign) = stem.iter().chain(inside).chain(after).find(is_brace) {
        return Err((sign.line, GiftProblem::Brace));
    }
    let answers = tasks::answers(inside, open_line, lang)?;
    let (mut stem, after, mut notes) = (text(stem), text(after), answers.notes);
    if !after.is_empty() {
        stem = format!("{stem} _____ {after}").trim().to_owned();
        notes.push((open_line, GiftNote::Embedded));
    }
    let mut question = Question {
        code: title,
        stem: Label::only(lang, &stem),
        task: answers.task,
        reason: Label::only(lang, &answers.reason),
        ..Question::default()
    };
    comment(&mut question, comments, lang);
    Ok((question, notes))
}

/// `::title::` in front.
fn title(signs: &[Sign], line: usize) -> Result<(Option<String>, &[Sign]), tasks::Problem> {
    if find(signs, "::") != Some(0) {
        return Ok((None, signs));
    }
    let (_, rest) = split(signs, 0, 2);
    let end = find(rest, "::").ok_or((line, GiftProblem::Title))?;
    let (title, rest) = split(rest, end, 2);
    let title = text(title);
    Ok(((!title.is_empty()).then_some(title), rest))
}

/// Ids, tags and what is ours out of the comments.
fn comment(question: &mut Question, comments: &[(usize, &str)], lang: Lang) {
    let is_id = question
        .code
        .as_deref()
        .is_some_and(|code| code.parse::<Id>().is_ok());
    let mut beside = Beside::default();
    let mut code = None;
    for (_, line) in comments {
        let line = line.trim_start();
        if let Some(json) = line.strip_prefix(MARK) {
            beside = serde_json::from_str(json).unwrap_or_default();
            continue;
        }
        code = code.or_else(|| bracketed(line, "[id:"));
        if question.topic.is_none() {
            question.topic = bracketed(line, "[tag:");
        }
    }
    match code {
        Some(code) => question.code = Some(code),
        // A question without a number is written with its id as the title.
        None if is_id => question.code = None,
        None => {}
    }
    beside.apply(question, lang);
}

/// What stands in brackets behind a word; `\]` is a bracket of the text.
fn bracketed(line: &str, start: &str) -> Option<String> {
    let (_, rest) = line.split_once(start)?;
    let rest = rest.replace("\\]", "\u{0}");
    let (inside, _) = rest.split_once(']')?;
    let inside = inside.replace('\u{0}', "]").trim().to_owned();
    (!inside.is_empty()).then_some(inside)
}
