//! Questions as a table for spreadsheets: a question on each line, in one language.
//!
//! Options stand in the columns `A`, `B` …; the key is made of their letters (`A`, `ABD`), of `√`
//! and `×`, of a number or of a text, other accepted keys behind `|`. A match has `left → right` in
//! each option's cell, an order its steps from the first to the last; neither needs a key.
//! Notes of options, options worth a part, words to be found and rubrics do not fit in a table and
//! are left out: a workbook's file holds them.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{
    guard::{MARKER, guard},
    write::{Lines, display},
};
use crate::{
    content::{Bilingual, Lang, bi},
    domain::{
        classroom::{Item, MAX_ITEMS, NumberKey, Question, Task, Tolerance},
        field::{Field, half_width},
        search::fold,
    },
};

const ALSO: &str = " | ";
/// Fields of the catalogue that the table has, in front of the question and behind it.
const BEFORE: [&str; 2] = ["code", "topic"];
const BEHIND: [&str; 4] = ["points", "contested", "shuffle", "note"];

/// A column of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Column {
    Field(&'static Field),
    Kind,
    Stem,
    Option(usize),
    Key,
    Tolerance,
    Unit,
    Reason,
    Hint,
}

const NAMED: [Column; 7] = [
    Column::Kind,
    Column::Stem,
    Column::Key,
    Column::Tolerance,
    Column::Unit,
    Column::Reason,
    Column::Hint,
];

impl Column {
    pub(super) fn name(self) -> Bilingual {
        match self {
            Self::Field(field) => field.label,
            Self::Kind => bi("题型", "Kind"),
            Self::Stem => bi("题干", "Question"),
            Self::Option(_) => bi("选项", "Option"),
            Self::Key => bi("答案", "Key"),
            Self::Tolerance => bi("误差", "Tolerance"),
            Self::Unit => bi("单位", "Unit"),
            Self::Reason => bi("解析", "Reason"),
            Self::Hint => bi("提示", "Hint"),
        }
    }

    pub(super) fn header(self, lang: Lang) -> String {
        match self {
            Self::Option(at) => letter(at),
            column => column.name().in_lang(lang).to_owned(),
        }
    }

    /// The column of a header, in either language.
    pub(super) fn of(header: &str) -> Option<Self> {
        let header = fold(header.trim());
        let fields = BEFORE
            .iter()
            .chain(&BEHIND)
            .filter_map(|key| Question::field(key));
        let named = NAMED.into_iter().chain(fields.map(Self::Field));
        let is_it = |column: &Self| {
            let Bilingual { zh, en } = column.name();
            fold(zh) == header || fold(en) == header
        };
        named.into_iter().find(is_it).or_else(|| {
            let rest = ["选项", "option"]
                .iter()
                .find_map(|word| header.strip_prefix(word));
            place(rest.unwrap_or(&header)).map(Self::Option)
        })
    }
}

/// `A` to `Z`, then `AA`, `AB` …
fn letter(at: usize) -> String {
    let one = |at: usize| u8::try_from(at % 26).map_or('?', |at| char::from(b'A' + at));
    match at.checked_div(26) {
        Some(more @ 1..) => format!("{}{}", one(more - 1), one(at)),
        _ => one(at).to_string(),
    }
}

pub(super) fn place(letters: &str) -> Option<usize> {
    let letters = half_width(letters).trim().to_uppercase();
    (0..MAX_ITEMS).find(|at| letter(*at) == letters)
}

/// Questions as a CSV file: UTF-8 with byte order mark, CRLF, text guarded against formulas.
pub fn write_questions<'a>(
    questions: impl IntoIterator<Item = &'a Question>,
    lang: Lang,
) -> Vec<u8> {
    let questions: Vec<_> = questions.into_iter().collect();
    let cells = questions
        .iter()
        .map(|question| option_cells(&question.task, lang));
    let cells: Vec<_> = cells.collect();
    let widest = cells.iter().map(Vec::len).max().unwrap_or_default().max(4);
    let fields = |keys: &'static [&'static str]| {
        let fields = keys.iter().filter_map(|key| Question::field(key));
        fields.map(Column::Field).collect::<Vec<_>>()
    };
    let mut columns = fields(&BEFORE);
    columns.extend([Column::Kind, Column::Stem]);
    columns.extend((0..widest).map(Column::Option));
    columns.extend([Column::Key, Column::Tolerance, Column::Unit]);
    columns.extend([Column::Reason, Column::Hint]);
    columns.extend(fields(&BEHIND));

    let mut lines = Lines::new();
    let header = columns.iter().map(|column| column.header(lang));
    lines.row(header.chain([MARKER.to_owned()]));
    for (question, options) in questions.into_iter().zip(cells) {
        let cell = |column: &Column| match column {
            Column::Field(field) => question
                .get(field.key)
                .map_or_else(String::new, |value| display(field, &value, lang)),
            Column::Kind => question.task.name().in_lang(lang).to_owned(),
            Column::Stem => question.stem.in_lang(lang).to_owned(),
            Column::Option(at) => options.get(*at).cloned().unwrap_or_default(),
            Column::Key => key_cell(&question.task),
            Column::Tolerance => tolerance_cell(&question.task),
            Column::Unit => match &question.task {
                Task::Number { unit, .. } => unit.in_lang(lang).to_owned(),
                _ => String::new(),
            },
            Column::Reason => question.reason.in_lang(lang).to_owned(),
            Column::Hint => question.hint.in_lang(lang).to_owned(),
        };
        let row = columns.iter().map(|column| guard(&cell(column)));
        lines.row(row.chain([String::new()]));
    }
    lines.finish()
}

fn option_cells(task: &Task, lang: Lang) -> Vec<String> {
    let text = |item: &Item| item.text.in_lang(lang).to_owned();
    match task {
        Task::Single { options, .. } | Task::Several { options, .. } => {
            options.iter().map(text).collect()
        }
        Task::Match { .. } => {
            let row = |(left, right): (Option<&Item>, &Item)| {
                let row = format!("{} → {}", left.map(text).unwrap_or_default(), text(right));
                row.trim_start().to_owned()
            };
            task.match_rows().into_iter().map(row).collect()
        }
        Task::Order { .. } => task.steps().into_iter().map(text).collect(),
        Task::TrueFalse { .. } | Task::Number { .. } | Task::Text { .. } => Vec::new(),
    }
}

fn key_cell(task: &Task) -> String {
    let letters = |ids: &mut dyn Iterator<Item = &String>| -> String {
        let place = |id: &String| task.options().iter().position(|item| item.id == *id);
        let places: BTreeSet<_> = ids.filter_map(place).collect();
        places.into_iter().map(letter).collect()
    };
    let also = |parts: Vec<String>| parts.join(ALSO);
    match task {
        Task::Single { keys, .. } => also(
            keys.iter()
                .map(|id| letters(&mut [id].into_iter()))
                .collect(),
        ),
        Task::Several { keys, .. } => {
            also(keys.iter().map(|key| letters(&mut key.iter())).collect())
        }
        Task::TrueFalse { keys } => {
            let sign = |key: &bool| if *key { "√" } else { "×" }.to_owned();
            also(keys.iter().map(sign).collect())
        }
        Task::Number { keys, .. } => also(keys.iter().map(|key| key.value.to_string()).collect()),
        Task::Text { keys, .. } => also(keys.iter().map(|key| key.text.clone()).collect()),
        Task::Match { .. } | Task::Order { .. } => String::new(),
    }
}

fn tolerance_cell(task: &Task) -> String {
    let Task::Number { keys, .. } = task else {
        return String::new();
    };
    let cell = |key: &NumberKey| match key.tolerance {
        Tolerance::Absolute(margin) => margin.to_string(),
        Tolerance::Relative(share) => {
            format!(
                "{}%",
                share.saturating_mul(Decimal::ONE_HUNDRED).normalize()
            )
        }
    };
    let cells: Vec<_> = keys.iter().map(cell).collect();
    cells.join(ALSO)
}
