//! A table of questions back to questions, with line and column of every refusal.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{
    CsvOptions, Parsed,
    guard::unguard,
    questions::{Column, place},
    read,
};
use crate::{
    content::{Label, Lang},
    domain::{
        Id,
        classroom::{
            Item, NumberKey, OrderScoring, Question, Task, TextKey, Tolerance, matching, ordering,
            usual_items,
        },
        field::half_width,
        record::{Problem, Record},
        search::fold,
    },
    exchange::{Decode, Place, Progress, Reason, Refusal},
};

/// A question of a table.
#[derive(Clone, PartialEq, Debug)]
pub struct TableQuestion {
    /// Its first line, from 1.
    pub line: u64,
    /// The question, with a new id and without a stamp.
    pub question: Question,
}

/// A table of questions taken apart.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct QuestionTable {
    /// Its questions, in its order.
    pub questions: Vec<TableQuestion>,
    /// Lines that were not taken, with the column.
    pub refused: Vec<Refusal>,
}

/// Reads a table of questions whose texts are in one language; `new_id` makes random ids.
///
/// # Errors
/// [`Refusal`] where the file as a whole is no table of questions: kind and question are needed.
pub fn read_questions(
    bytes: &[u8],
    options: &CsvOptions,
    decode: Decode<'_>,
    progress: Progress<'_>,
    lang: Lang,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<QuestionTable, Refusal> {
    let parsed = read(bytes, options, decode, progress)?;
    let columns: Vec<_> = parsed.header.iter().map(|name| Column::of(name)).collect();
    for needed in [Column::Kind, Column::Stem] {
        if !columns.contains(&Some(needed)) {
            let name = needed.header(lang);
            return Err(Reason::NoColumn(name).at(Place::cell(1, "")));
        }
    }
    let mut table = QuestionTable {
        refused: parsed
            .refused
            .iter()
            .map(|row| row.refusal.clone())
            .collect(),
        ..QuestionTable::default()
    };
    for (line, row) in rows(&parsed, &columns) {
        match row.question(lang) {
            Ok(mut question) => {
                question.id = new_id();
                table.questions.push(TableQuestion { line, question });
            }
            Err((column, problem)) => {
                let place = Place::cell(line, &column);
                table.refused.push(Reason::Fault(problem).at(place));
            }
        }
    }
    Ok(table)
}

/// The cells of a line by their columns.
#[derive(Default)]
struct Row {
    cells: Vec<(Column, String, String)>,
}

fn rows<'a>(
    parsed: &'a Parsed,
    columns: &'a [Option<Column>],
) -> impl Iterator<Item = (u64, Row)> + 'a {
    parsed.rows.iter().map(|row| {
        let cells = columns.iter().zip(&parsed.header).zip(&row.cells);
        let cell = |((column, header), cell): ((&Option<Column>, &String), &String)| {
            let text = if parsed.is_guarded {
                unguard(cell)
            } else {
                cell
            };
            Some(((*column)?, header.clone(), text.trim().to_owned()))
        };
        let cells = cells.filter_map(cell).collect();
        (row.line, Row { cells })
    })
}

type Wrong = (String, Problem);

impl Row {
    fn cell(&self, wanted: Column) -> (&str, &str) {
        let found = self.cells.iter().find(|(column, ..)| *column == wanted);
        found.map_or(("", ""), |(_, header, text)| (header, text))
    }

    /// The cells of the options, without the blank ones at the end.
    fn options(&self) -> Vec<&str> {
        let mut cells: BTreeMap<usize, &str> = BTreeMap::new();
        for (column, _, text) in &self.cells {
            if let Column::Option(at) = column {
                cells.insert(*at, text);
            }
        }
        let last = cells.iter().rev().find(|(_, text)| !text.is_empty());
        let count = last.map_or(0, |(at, _)| at + 1);
        (0..count)
            .map(|at| cells.get(&at).copied().unwrap_or_default())
            .collect()
    }

    fn question(&self, lang: Lang) -> Result<Question, Wrong> {
        let label = |column| Label::only(lang, self.cell(column).1);
        let mut question = Question {
            stem: label(Column::Stem),
            reason: label(Column::Reason),
            hint: label(Column::Hint),
            task: self.task(lang)?,
            ..Question::default()
        };
        for (column, header, text) in &self.cells {
            if let Column::Field(field) = column {
                let value = field.parse(text);
                question.set(
                    field.key,
                    value.map_err(|problem| (header.clone(), problem))?,
                );
            }
        }
        match question.faults().into_iter().next() {
            Some(fault) => Err((fault.field, fault.problem)),
            None => Ok(question),
        }
    }

    /// The accepted keys, each for itself.
    fn keys(&self) -> Vec<&str> {
        let keys = self.cell(Column::Key).1.split('|').map(str::trim);
        keys.filter(|key| !key.is_empty()).collect()
    }

    fn wrong(&self, column: Column, text: &str) -> Wrong {
        (
            self.cell(column).0.to_owned(),
            Problem::NotInList(text.to_owned()),
        )
    }

    /// The places of letters such as `ABD`, `A,B` or `a b`.
    fn letters(&self, key: &str, count: usize) -> Result<Vec<String>, Wrong> {
        let key_signs = half_width(key);
        let letters = key_signs
            .chars()
            .filter(|c| !matches!(c, ',' | ' ' | '、' | ';' | '.'));
        letters
            .map(|c| {
                let found = place(&c.to_string()).filter(|at| *at < count);
                found
                    .map(Item::usual_id)
                    .ok_or_else(|| self.wrong(Column::Key, key))
            })
            .collect()
    }

    fn task(&self, lang: Lang) -> Result<Task, Wrong> {
        let texts = self.options();
        let labels = || texts.iter().map(|text| Label::only(lang, text));
        let keys = self.keys();
        let letters = || -> Result<Vec<Vec<String>>, Wrong> {
            let split = keys.iter().flat_map(|key| key.split('/'));
            split.map(|key| self.letters(key, texts.len())).collect()
        };
        let kind = fold(self.cell(Column::Kind).1);
        Ok(match kind.trim_end_matches('题') {
            "单选" | "single choice" | "single" => Task::Single {
                options: usual_items(labels()),
                keys: letters()?.into_iter().flatten().collect(),
                partly: BTreeMap::new(),
            },
            "多选" | "multiple choice" | "several" => Task::Several {
                options: usual_items(labels()),
                keys: letters()?
                    .into_iter()
                    .map(|ids| ids.into_iter().collect())
                    .collect(),
            },
            "判断" | "true or false" | "true_false" => {
                let truths = keys.iter().flat_map(|key| key.split('/'));
                let truth = |key: &str| truth(key).ok_or_else(|| self.wrong(Column::Key, key));
                Task::TrueFalse {
                    keys: truths.map(truth).collect::<Result<_, _>>()?,
                }
            }
            "配对" | "matching" | "match" => self.pairs(&texts, lang)?,
            "排序" | "ordering" | "order" => ordering(labels(), OrderScoring::default()),
            "计算" | "填数" | "number" => self.number(&keys, lang)?,
            "问答" | "简答" | "填空" | "written answer" | "text" => {
                let key = |text: &&str| TextKey {
                    text: (*text).to_owned(),
                    credit: None,
                };
                Task::Text {
                    keys: keys.iter().map(key).collect(),
                    contains: Vec::new(),
                    rubric: Vec::new(),
                }
            }
            "" => return Err((self.cell(Column::Kind).0.to_owned(), Problem::Missing)),
            _ => return Err(self.wrong(Column::Kind, self.cell(Column::Kind).1)),
        })
    }

    fn pairs(&self, texts: &[&str], lang: Lang) -> Result<Task, Wrong> {
        let side = |text: &str| Label::only(lang, text.trim());
        let row = |(at, text): (usize, &&str)| {
            let sides = text.split_once('→').or_else(|| text.split_once("->"));
            let (left, right) = sides.ok_or_else(|| self.wrong(Column::Option(at), text))?;
            Ok((side(left), side(right)))
        };
        let rows = texts.iter().enumerate().map(row);
        Ok(matching(rows.collect::<Result<Vec<_>, Wrong>>()?))
    }

    fn number(&self, keys: &[&str], lang: Lang) -> Result<Task, Wrong> {
        let decimal = |column: Column, text: &str| {
            let plain: String = half_width(text).chars().filter(|c| *c != ',').collect();
            let number = Decimal::from_str_exact(plain.trim());
            number.map_err(|_| (self.cell(column).0.to_owned(), Problem::NotANumber))
        };
        let margins: Vec<_> = self
            .cell(Column::Tolerance)
            .1
            .split('|')
            .map(str::trim)
            .collect();
        let mut numbers = Vec::new();
        for (at, text) in keys.iter().enumerate() {
            // One tolerance holds for all keys.
            let margin = margins
                .get(at)
                .or(margins.last())
                .copied()
                .unwrap_or_default();
            let margin = half_width(margin);
            let tolerance = match margin.strip_suffix('%') {
                _ if margin.is_empty() => Tolerance::default(),
                Some(share) => {
                    let share = decimal(Column::Tolerance, share)?;
                    let share = share.checked_div(Decimal::ONE_HUNDRED).unwrap_or(share);
                    Tolerance::Relative(share.normalize())
                }
                None => Tolerance::Absolute(decimal(Column::Tolerance, &margin)?),
            };
            numbers.push(NumberKey {
                value: decimal(Column::Key, text)?,
                tolerance,
                credit: None,
            });
        }
        Ok(Task::Number {
            keys: numbers,
            unit: Label::only(lang, self.cell(Column::Unit).1),
        })
    }
}

fn truth(text: &str) -> Option<bool> {
    match fold(text.trim()).as_str() {
        "√" | "✓" | "✔" | "对" | "正确" | "是" | "t" | "true" | "yes" | "y" | "1" => {
            Some(true)
        }
        "×" | "✗" | "✘" | "x" | "错" | "错误" | "否" | "f" | "false" | "no" | "n" | "0" => {
            Some(false)
        }
        _ => None,
    }
}
