//! GIFT: what is written comes back, and what cannot be read names its line.

use proptest::prelude::*;
use rust_decimal::Decimal;
use xinke::{
    content::Lang,
    domain::classroom::*,
    exchange::gift::{self, GiftNote, GiftProblem},
};

use crate::samples::{any_question, everything, ids, plain, without_id};

const GOLDEN: &str = "tests/golden/questions.gift";

fn read(file: &str) -> gift::GiftFile {
    gift::read(file, Lang::En, &mut ids())
}

/// The arrow is the one thing that GIFT does not let through.
fn as_gift(question: &Question, lang: Lang) -> Question {
    let json = serde_json::to_string(&plain(question, lang)).unwrap();
    serde_json::from_str(&json.replace("->", "→")).unwrap()
}

#[test]
fn everything_comes_back_from_gift_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        let all = everything();
        let file = gift::write(Some("客户/Quiz"), &all, lang);
        let back = gift::read(&file, lang, &mut ids());
        assert_eq!(back.refused, [], "{file}");
        assert_eq!(back.questions.len(), all.len());
        for (read, question) in back.questions.iter().zip(&all) {
            assert_eq!(read.category, "客户/Quiz");
            assert_eq!(read.notes, [], "{:?}", question.code);
            let mut wanted = as_gift(question, lang);
            if let Task::Match { .. } | Task::Order { .. } = wanted.task {
                // Right sides come in the order of their first use.
                let again = gift::write(None, [&read.question], lang);
                assert_eq!(again, gift::write(None, [question], lang));
                wanted.task = read.question.task.clone();
            }
            assert_eq!(without_id(&read.question), wanted, "{:?}", question.code);
        }
    }
}

/// `tests/browser/gift.test.mjs` reads this file with an independent parser.
#[test]
fn the_golden_file_is_what_is_written() {
    let file = gift::write(Some("客户/Customers"), &everything(), Lang::En);
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(GOLDEN);
    if std::env::var_os("XINKE_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, &file).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap();
    assert!(
        golden == file,
        "run this test with XINKE_WRITE_GOLDEN=1 and look at the change"
    );
}

/// As in Moodle's own documentation.
#[test]
fn files_of_other_programs_are_read() {
    let file = "\
// a comment
$CATEGORY: tom/dick/harry

::Q1:: 1+1=2 {T}

Who's buried in Grant's tomb?{~no one =nobody#right ~Grant#was, but no ~%50%somebody}

Two of these {~%50%a ~%50%b ~%-100%c}

When was Ulysses S. Grant born?{#1822:5}

What is Pi? {#3.141..3.142}

Grant {=was ~is} the president.

::Match:: Countries {
  =Canada -> Ottawa
  =Italy  -> Rome
  =Japan -> Tokyo
  = -> Berlin
  ####Well done
}

Two plus two equals {=four =4 =%50%fore}

Write an essay. {}

What is 5 \\: 2 \\= ? {#=2.5 =%50%2:1}

[html]<b>Bold</b>?{FALSE#No.}
";
    let found = read(file);
    assert_eq!(found.refused, []);
    let kinds: Vec<_> = found
        .questions
        .iter()
        .map(|row| row.question.task.kind())
        .collect();
    assert_eq!(
        kinds,
        [
            "true_false",
            "single",
            "several",
            "number",
            "number",
            "single",
            "match",
            "text",
            "text",
            "number",
            "true_false"
        ]
    );
    let at = |index: usize| &found.questions[index];
    assert!(
        found
            .questions
            .iter()
            .all(|row| row.category == "tom/dick/harry")
    );
    assert_eq!(
        (at(0).question.code.as_deref(), at(0).line),
        (Some("Q1"), 4)
    );
    assert_eq!(at(0).question.stem.en, "1+1=2");
    let Task::Single {
        options,
        keys,
        partly,
    } = &at(1).question.task
    else {
        panic!("{:?}", at(1))
    };
    assert_eq!(
        (keys.as_slice(), options[1].note.en.as_str()),
        (&["b".to_owned()][..], "right")
    );
    assert_eq!(partly["d"], Decimal::new(5, 1));
    let number = |index: usize| match &at(index).question.task {
        Task::Number { keys, .. } => keys.clone(),
        task => panic!("{task:?}"),
    };
    assert_eq!(
        number(3)[0].tolerance,
        Tolerance::Absolute(Decimal::from(5))
    );
    assert_eq!(number(4)[0].value.to_string(), "3.1415");
    assert_eq!(number(9)[1].credit, Some(Decimal::new(5, 1)));
    assert_eq!(at(5).question.stem.en, "Grant _____ the president.");
    assert_eq!(at(5).notes, [(14, GiftNote::Embedded)]);
    let Task::Match { left, right, .. } = &at(6).question.task else {
        panic!("{:?}", at(6))
    };
    assert_eq!((left.len(), right.len()), (3, 4));
    assert_eq!(at(6).question.reason.en, "Well done");
    assert_eq!(at(9).question.stem.en, "What is 5 : 2 = ?");
    assert_eq!(at(10).question.stem.en, "<b>Bold</b>?");
    assert_eq!(at(10).notes, [(30, GiftNote::FeedbackLost)]);
}

#[test]
fn what_is_wrong_names_its_line_and_the_rest_stands() {
    let file = "\
Fine? {T}

No answers here.

Open {=a
~b

Closed } too early

::No end {T}

None right {~a ~b}

Odd weight {=a ~%500%b}

Not a number {#about 5}

Empty {=a
~
}

Same twice {=a ~a}

Also fine? {F}
";
    let found = read(file);
    let refused: Vec<_> = found
        .refused
        .iter()
        .map(|error| (error.line, error.problem.clone()))
        .collect();
    let wanted = [
        (3, GiftProblem::NoAnswers),
        (5, GiftProblem::Open),
        (8, GiftProblem::Brace),
        (10, GiftProblem::Title),
        (12, GiftProblem::NoKey),
        (14, GiftProblem::Weight),
        (16, GiftProblem::Number),
        (19, GiftProblem::EmptyAnswer),
    ];
    assert_eq!(refused[..8], wanted);
    let (line, GiftProblem::Fault(fault)) = &refused[8] else {
        panic!("{refused:?}")
    };
    assert_eq!((*line, fault.field.as_str()), (22, "task/options/1/text"));
    assert_eq!(found.questions.len(), 2);
}

proptest! {
    #[test]
    fn any_question_comes_back_from_gift(question in any_question()) {
        let file = gift::write(None, [&question], Lang::En);
        let back = read(&file);
        prop_assert_eq!(&back.refused, &[], "{}", file);
        prop_assert_eq!(back.questions.len(), 1, "{}", file);
        prop_assert_eq!(without_id(&back.questions[0].question), question, "{}", file);
    }

    #[test]
    fn no_text_breaks_the_reader(text in "[a=~#{}:%\\\\ \n\\[\\]>TF0-9.-]{0,60}") {
        read(&text);
    }
}
