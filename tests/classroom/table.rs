//! Questions as a table: what is written comes back, and what cannot be read names its column.

use rust_decimal::Decimal;
use xinke::{
    content::{Label, Lang},
    domain::{classroom::*, record::Problem},
    exchange::{
        Decode, Reason,
        csv::{CsvOptions, read_questions, write_questions},
    },
};

use crate::samples::{everything, ids};

#[test]
fn a_table_of_questions_comes_back() {
    let no_decode: Decode<'_> = &|_, _| None;
    // What a table holds: no notes, parts, words, rubrics, second keys of matches and orders.
    let all = everything()
        .into_iter()
        .filter(|question| match &question.task {
            Task::Single {
                options, partly, ..
            } => partly.is_empty() && options[0].note.is_blank(),
            Task::Text {
                contains, rubric, ..
            } => contains.is_empty() && rubric.is_empty(),
            Task::Match { keys, .. } => keys.len() == 1,
            Task::Order { keys, .. } => keys.len() == 1,
            Task::Number { keys, .. } => keys.iter().all(|key| key.credit.is_none()),
            _ => true,
        });
    let mut all: Vec<_> = all.collect();
    all.push(Question {
        stem: Label::same("=SUM(A1)"),
        reason: Label::same("-1 | + \"x\"\nnext, line"),
        points: Some(Decimal::new(15, 1)),
        task: Task::Number {
            keys: vec![NumberKey {
                value: Decimal::new(-125, 1),
                tolerance: Tolerance::Relative(Decimal::new(1, 2)),
                credit: None,
            }],
            unit: Label::same("%"),
        },
        ..Question::default()
    });
    for lang in [Lang::Zh, Lang::En] {
        let bytes = write_questions(&all, lang);
        let table = read_questions(
            &bytes,
            &CsvOptions::default(),
            no_decode,
            &mut |_, _| true,
            lang,
            &mut ids(),
        );
        let table = table.unwrap();
        assert_eq!(table.refused, []);
        assert_eq!(table.questions.len(), all.len());
        let again = write_questions(table.questions.iter().map(|row| &row.question), lang);
        assert!(again == bytes, "{}", String::from_utf8(again).unwrap());
        for (read, question) in table.questions.iter().zip(&all) {
            let same = |question: &Question| {
                (
                    question.stem.in_lang(lang).to_owned(),
                    question.task.shown_key(lang),
                    question.points,
                )
            };
            assert_eq!(same(&read.question), same(question));
        }
    }
}

#[test]
fn lines_of_a_table_are_refused_with_their_column() {
    let no_decode: Decode<'_> = &|_, _| None;
    let read = |text: &str| {
        read_questions(
            text.as_bytes(),
            &CsvOptions::default(),
            no_decode,
            &mut |_, _| true,
            Lang::Zh,
            &mut ids(),
        )
    };
    let table = read("题型,题干,A,B,C,答案,误差\n单选,一,甲,乙,丙,B,\n多选题,二,甲,乙,丙,\"A,C\",\n判断,三,,,,错/对,\n单选,四,甲,乙,丙,D,\n计算,五,,,,四十,\n,六,,,,,\n配对,七,甲→1,乙 -> 2,→3,,\n计算,八,,,,2,1%\n").unwrap();
    let places: Vec<_> = table
        .refused
        .iter()
        .map(|refusal| (refusal.place.line, refusal.place.at.as_str()))
        .collect();
    assert_eq!(places, [(5, "答案"), (6, "答案"), (7, "题型")]);
    assert_eq!(
        table.refused[0].reason,
        Reason::Fault(Problem::NotInList("D".into()))
    );
    let keys: Vec<_> = table
        .questions
        .iter()
        .map(|row| row.question.task.shown_key(Lang::Zh))
        .collect();
    assert_eq!(keys, ["乙", "甲；丙", "错", "甲 → 1；乙 → 2", "2"]);
    assert_eq!(
        read("题干,A\nx,y\n").unwrap_err().reason,
        Reason::NoColumn("题型".into())
    );
}
