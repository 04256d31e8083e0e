//! Marking: right, partly right and wrong answers of every kind, and what holds of all answers.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use xinke::{
    content::Label,
    domain::{Workbook, classroom::*},
};

pub fn rules() -> Marking {
    Marking::of(&Workbook::default().tables)
}

pub fn items(texts: &[&str]) -> Vec<Item> {
    let items = texts.iter().enumerate();
    items
        .map(|(at, text)| Item::new(&Item::usual_id(at), Label::same(text)))
        .collect()
}

fn set(ids: &str) -> BTreeSet<String> {
    ids.chars().map(String::from).collect()
}

pub fn row(ids: &str) -> Vec<String> {
    ids.chars().map(String::from).collect()
}

fn pairs(text: &str) -> Pairs {
    let pairs = text.split_whitespace();
    pairs
        .map(|pair| (pair[..1].to_owned(), pair[1..].to_owned()))
        .collect()
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn share(task: &Task, answer: &Answer) -> String {
    let question = Question {
        task: task.clone(),
        ..Question::default()
    };
    let mark = mark(&question, Some(answer), &rules());
    let share = mark.share().expect("the teacher marks this");
    share.round_dp(4).normalize().to_string()
}

#[track_caller]
fn shares<A>(
    task: &Task,
    answer: impl Fn(A) -> Answer,
    wanted: impl IntoIterator<Item = (A, &'static str)>,
) {
    for (given, wanted) in wanted {
        let given = answer(given);
        assert_eq!(share(task, &given), wanted, "{given:?}");
    }
}

#[test]
fn single_choice_is_all_or_nothing_but_for_options_worth_a_part() {
    let task = Task::Single {
        options: items(&["w", "x", "y", "z"]),
        keys: row("ab"),
        partly: [("c".to_owned(), number("0.25"))].into(),
    };
    let answer = |id: &str| Answer::Single(id.to_owned());
    shares(
        &task,
        answer,
        [
            ("a", "1"),
            ("b", "1"),
            ("c", "0.25"),
            ("d", "0"),
            ("q", "0"),
        ],
    );
}

#[test]
fn true_or_false_takes_every_accepted_key() {
    let strict = Task::TrueFalse { keys: vec![false] };
    shares(&strict, Answer::TrueFalse, [(false, "1"), (true, "0")]);
    let both = Task::TrueFalse {
        keys: vec![false, true],
    };
    shares(&both, Answer::TrueFalse, [(false, "1"), (true, "1")]);
}

#[test]
fn several_gives_half_for_a_part_and_nothing_with_a_wrong_one() {
    let mut task = Task::Several {
        options: items(&["w", "x", "y", "z"]),
        keys: vec![set("abd")],
    };
    let answer = |ids| Answer::Several(set(ids));
    shares(
        &task,
        answer,
        [
            ("abd", "1"),
            ("ab", "0.5"),
            ("d", "0.5"),
            ("abcd", "0"),
            ("c", "0"),
        ],
    );
    // A contested question: another set is accepted too, and the better one counts.
    task = Task::Several {
        options: items(&["w", "x", "y", "z"]),
        keys: vec![set("abd"), set("abc")],
    };
    shares(
        &task,
        answer,
        [
            ("abd", "1"),
            ("abc", "1"),
            ("ab", "0.5"),
            ("c", "0.5"),
            ("abcd", "0"),
        ],
    );
}

#[test]
fn the_share_of_a_part_is_a_rule() {
    let question = Question {
        task: Task::Several {
            options: items(&["w", "x"]),
            keys: vec![set("ab")],
        },
        points: Some(number("4")),
        ..Question::default()
    };
    let answer = Answer::Several(set("a"));
    let marking = |partial_several| Marking { partial_several };
    let points = |share| mark(&question, Some(&answer), &marking(share)).points(&question);
    assert_eq!(points(number("0.5")), Some(number("2.0")));
    assert_eq!(points(Decimal::ZERO), Some(Decimal::ZERO));
    assert_eq!(points(number("0.25")), Some(Decimal::ONE));
}

#[test]
fn matches_give_the_share_of_right_pairs() {
    let task = Task::Match {
        left: items(&["1", "2", "3", "4"]),
        right: items(&["x", "y", "z"]),
        keys: vec![pairs("aa ba cb dc")],
    };
    let answer = |text| Answer::Match(pairs(text));
    shares(
        &task,
        answer,
        [
            ("aa ba cb dc", "1"),
            ("aa ba cb", "0.75"),
            ("aa bb cb da", "0.5"),
            ("ab", "0"),
            ("qa", "0"),
        ],
    );
}

#[test]
fn orders_are_marked_by_neighbours_or_by_places() {
    let task = |scoring| Task::Order {
        items: items(&["1", "2", "3", "4", "5"]),
        keys: vec![row("abcde")],
        scoring,
    };
    let answer = |ids| Answer::Order(row(ids));
    // The first step at the end: three of four pairs are left, and no place is right.
    shares(
        &task(OrderScoring::Neighbours),
        answer,
        [
            ("abcde", "1"),
            ("bcdea", "0.75"),
            ("abdce", "0.25"),
            ("edcba", "0"),
            ("abc", "0.5"),
            ("a", "0"),
        ],
    );
    shares(
        &task(OrderScoring::Places),
        answer,
        [
            ("abcde", "1"),
            ("bcdea", "0"),
            ("abdce", "0.6"),
            ("edcba", "0.2"),
            ("abc", "0.6"),
        ],
    );
}

#[test]
fn numbers_are_right_within_the_tolerance_and_in_the_unit() {
    let key = |value: &str, tolerance, credit: Option<&str>| NumberKey {
        value: number(value),
        tolerance,
        credit: credit.map(number),
    };
    let days = Task::Number {
        keys: vec![
            key("45.5", Tolerance::Absolute(number("0.1")), None),
            key("46", Tolerance::Absolute(number("1")), Some("0.5")),
        ],
        unit: Label {
            zh: "天".into(),
            en: "days".into(),
        },
    };
    let answer = |text: &str| Answer::Number(text.to_owned());
    shares(
        &days,
        answer,
        [
            ("45.5", "1"),
            ("45.60", "1"),
            ("45.4天", "1"),
            ("４５．５ days", "1"),
            ("45.61", "0.5"),
            ("47", "0.5"),
            ("47.01", "0"),
            ("45.5 月", "0"),
            ("-45.5", "0"),
            ("many", "0"),
            ("99999999999999999999999999999999", "0"),
        ],
    );
    let share = Task::Number {
        keys: vec![key("0.25", Tolerance::Relative(number("0.02")), None)],
        unit: Label::default(),
    };
    shares(
        &share,
        answer,
        [
            ("25%", "1"),
            ("0.255", "1"),
            ("0.2551", "0"),
            ("25", "0"),
            ("0.25元", "0"),
        ],
    );
    let amount = Task::Number {
        keys: vec![key("1234567.8", Tolerance::default(), None)],
        unit: Label::same("元"),
    };
    shares(
        &amount,
        answer,
        [
            ("1,234,567.80", "1"),
            ("1 234 567.8元", "1"),
            ("１２３４５６７．８", "1"),
            ("1234567", "0"),
        ],
    );
}

#[test]
fn texts_are_accepted_whole_or_by_their_words() {
    let whole = Task::Text {
        keys: vec![
            TextKey {
                text: "应收账款".into(),
                credit: None,
            },
            TextKey {
                text: "*receivable*".into(),
                credit: None,
            },
            TextKey {
                text: "账款".into(),
                credit: Some(number("0.5")),
            },
        ],
        contains: Vec::new(),
        rubric: Vec::new(),
    };
    let answer = |text: &str| Answer::Text(text.to_owned());
    shares(
        &whole,
        answer,
        [
            (" 应收账款 ", "1"),
            ("應收賬款", "1"),
            ("Accounts  RECEIVABLE", "1"),
            ("账款", "0.5"),
            ("应收", "0"),
            ("应收账款！", "0"),
        ],
    );
    let words = |any: &[&str], credit: Option<&str>| Words {
        any: any.iter().map(|word| (*word).to_owned()).collect(),
        credit: credit.map(number),
    };
    let by_words = Task::Text {
        keys: Vec::new(),
        contains: vec![
            words(&["道歉", "抱歉", "sorry"], None),
            words(&["原因"], None),
            words(&["补发", "赔偿"], None),
        ],
        rubric: Vec::new(),
    };
    shares(
        &by_words,
        answer,
        [
            ("非常抱歉，原因是染色批次，我们将补发。", "1"),
            ("抱歉，我们赔偿。", "0.6667"),
            ("SORRY!", "0.3333"),
            ("收到", "0"),
        ],
    );
}

#[test]
fn what_has_a_rubric_waits_for_the_teacher() {
    let criterion = |id: &str| Criterion {
        id: id.into(),
        text: Label::same(id),
        most: number("5"),
    };
    let rubric = vec![criterion("a"), criterion("b")];
    let question = |contains| Question {
        task: Task::Text {
            keys: Vec::new(),
            contains,
            rubric: rubric.clone(),
        },
        ..Question::default()
    };
    let answer = Answer::Text("因为客户".to_owned());
    let verdict = |contains| mark(&question(contains), Some(&answer), &rules()).verdict;
    assert_eq!(verdict(Vec::new()), Verdict::Awaits(None));
    let words = Words {
        any: vec!["客户".into()],
        credit: None,
    };
    assert_eq!(verdict(vec![words]), Verdict::Awaits(Some(Decimal::ONE)));
    let given = |points: &[(&str, &str)]| -> BTreeMap<String, Decimal> {
        let points = points.iter();
        points
            .map(|(id, points)| ((*id).to_owned(), number(points)))
            .collect()
    };
    assert_eq!(
        rubric_share(&rubric, &given(&[("a", "5"), ("b", "2.5")])),
        Ok(number("0.75"))
    );
    let missing = rubric_share(&rubric, &given(&[("a", "5")]));
    assert_eq!(missing, Err(RubricFault::Missing("b".into())));
    let above = rubric_share(&rubric, &given(&[("a", "5.5"), ("b", "0")]));
    assert!(matches!(above, Err(RubricFault::OutOfRange { .. })));
}

#[test]
fn a_blank_is_blank_and_another_kind_is_wrong() {
    let question = shipped_question("QZ-M1").unwrap();
    let of = |answer: Option<&Answer>| mark(question, answer, &rules());
    assert_eq!(of(None).verdict, Verdict::Blank);
    assert_eq!(of(Some(&Answer::Several(set("")))).verdict, Verdict::Blank);
    assert_eq!(of(None).share(), Some(Decimal::ZERO));
    let other = of(Some(&Answer::TrueFalse(true)));
    assert_eq!(
        (other.share(), other.findings),
        (Some(Decimal::ZERO), vec![Finding::OtherKind])
    );
}

#[test]
fn findings_say_what_was_right_wrong_and_missed() {
    let question = shipped_question("QZ-M1").unwrap();
    let found = mark(question, Some(&Answer::Several(set("ac"))), &rules()).findings;
    assert_eq!(
        found,
        [
            Finding::RightOption("a".into()),
            Finding::WrongOption("c".into()),
            Finding::MissedOption("b".into()),
            Finding::MissedOption("d".into()),
        ]
    );
    for finding in found {
        assert_eq!(
            finding.words().zh.matches('{').count(),
            finding.about().len()
        );
    }
}
