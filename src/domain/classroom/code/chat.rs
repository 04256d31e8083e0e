//! Finding codes in a chat that was pasted as a whole.

use std::collections::BTreeMap;

use super::{
    CodeError, LENGTH_SIGNS, MARK, Paper, Sheet, Student, decode, is_gap, stated_length, value_of,
};
use crate::domain::field::half_width;

/// The fewest signs after which a broken code is reported rather than taken for a word.
const LEAST: usize = 8;

/// What a student handed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Handed {
    /// The last sheet in the chat, which counts.
    pub sheet: Sheet,
    /// Its line in the chat, from 1.
    pub line: usize,
    /// How often the same sheet stands there.
    pub times: usize,
    /// Other sheets of the same student before it, with their lines.
    pub earlier: Vec<(Sheet, usize)>,
}

/// Something that begins as a code and is none of this paper.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Misread {
    /// Its line in the chat, from 1.
    pub line: usize,
    /// As it stands there.
    pub text: String,
    /// What is wrong.
    pub error: CodeError,
}

/// What a chat holds.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Chat {
    /// One for each student.
    pub handed: BTreeMap<Student, Handed>,
    /// What must be asked for again, in the order of the chat.
    pub misread: Vec<Misread>,
}

/// Finds all codes in a text, whatever stands around them: names, times, line breaks in the middle
/// of a code, full-width and small letters, spaces and dashes.
pub fn read_chat(paper: &Paper, chat: &str) -> Chat {
    let chars: Vec<char> = half_width(chat).chars().collect();
    let mut found = Chat::default();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let rest = chars.get(at..).unwrap_or_default();
        let Some(used) = begins(rest) else {
            line += usize::from(chars.get(at) == Some(&'\n'));
            at += 1;
            continue;
        };
        let (len, error) = extent(rest, used);
        let text: String = rest.iter().take(len).collect();
        let taken = match error.map_or_else(|| decode(paper, &text), Err) {
            Ok(sheet) => {
                found.hand_in(sheet, line);
                len
            }
            Err(error) => {
                found.refuse(rest.get(..len).unwrap_or_default(), used, line, error);
                used
            }
        };
        let passed = rest.iter().take(taken);
        line += passed.filter(|c| **c == '\n').count();
        at += taken;
    }
    found
}

/// How many characters the mark and the version take, where a code begins here.
fn begins(rest: &[char]) -> Option<usize> {
    let mut wanted = MARK.chars().chain(['1']);
    let mut next = wanted.next()?;
    for (at, c) in rest.iter().enumerate() {
        let is_it = if next == '1' {
            value_of(*c) == Some(super::VERSION)
        } else {
            c.to_ascii_uppercase() == next
        };
        if is_it {
            match wanted.next() {
                Some(after) => next = after,
                None => return Some(at + 1),
            }
        } else if at == 0 || !is_gap(*c) {
            return None;
        }
    }
    None
}

/// How many characters belong to the code that begins there, and what is wrong where it ends too
/// early.
fn extent(rest: &[char], used: usize) -> (usize, Option<CodeError>) {
    let mut values = vec![super::VERSION];
    let mut end = used;
    for (at, c) in rest.iter().enumerate().skip(used) {
        if is_gap(*c) {
            continue;
        }
        let Some(value) = value_of(*c) else {
            return (end, Some(CodeError::Length));
        };
        values.push(value);
        end = at + 1;
        match stated_length(&values) {
            Ok(length) if values.len() >= length => return (end, None),
            Err(CodeError::Length) if values.len() > LENGTH_SIGNS => {
                return (end, Some(CodeError::Length));
            }
            _ => {}
        }
    }
    (end, Some(CodeError::Length))
}

impl Chat {
    /// Reports what begins as a code, up to the next one, unless it is too short to be one.
    fn refuse(&mut self, code: &[char], used: usize, line: usize, error: CodeError) {
        let is_next = |at: &usize| code.get(*at..).and_then(begins).is_some();
        let end = (used..code.len()).find(is_next).unwrap_or(code.len());
        let text: String = code.iter().take(end).collect();
        if text.chars().filter(|c| value_of(*c).is_some()).count() >= LEAST {
            let text = text.trim().to_owned();
            self.misread.push(Misread { line, text, error });
        }
    }

    fn hand_in(&mut self, sheet: Sheet, line: usize) {
        let student = sheet.student.clone();
        match self.handed.get_mut(&student) {
            Some(handed) if handed.sheet == sheet => {
                handed.times += 1;
                handed.line = line;
            }
            Some(handed) => {
                let before = std::mem::replace(&mut handed.sheet, sheet);
                handed.earlier.push((before, handed.line));
                (handed.line, handed.times) = (line, 1);
            }
            None => {
                let handed = Handed {
                    sheet,
                    line,
                    times: 1,
                    earlier: Vec::new(),
                };
                self.handed.insert(student, handed);
            }
        }
    }
}
