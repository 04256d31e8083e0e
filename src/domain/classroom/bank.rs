//! The questions that come with the program.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{question::Question, task::Task};
use crate::{
    content::{Label, QUESTIONS},
    domain::Id,
};

/// A question as the content file has it.
#[derive(Deserialize)]
struct Shipped {
    code: String,
    topic: String,
    stem: Label,
    task: Task,
    #[serde(default)]
    reason: Label,
    #[serde(default)]
    contested: bool,
}

impl From<Shipped> for Question {
    fn from(shipped: Shipped) -> Self {
        Self {
            id: Id::derived(&format!("question:{}", shipped.code)),
            code: Some(shipped.code),
            topic: Some(shipped.topic),
            stem: shipped.stem,
            task: shipped.task,
            reason: shipped.reason,
            contested: shipped.contested.then_some(true),
            ..Self::default()
        }
    }
}

static SHIPPED: LazyLock<Vec<Question>> = LazyLock::new(|| {
    let shipped: Vec<Shipped> = serde_json::from_str(QUESTIONS).unwrap_or_default();
    shipped.into_iter().map(Question::from).collect()
});

/// The quizzes and exercises of the textbooks, in our words, with the same ids in every workbook.
pub fn shipped() -> &'static [Question] {
    &SHIPPED
}

/// The shipped question of that number, such as `QZ-M1`.
pub fn shipped_question(code: &str) -> Option<&'static Question> {
    let has_code = |question: &&Question| question.code.as_deref() == Some(code);
    SHIPPED.iter().find(has_code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{content::Lang, domain::record::Record};
    use std::collections::BTreeSet;

    fn count(start: &str) -> usize {
        let codes = shipped()
            .iter()
            .filter_map(|question| question.code.as_deref());
        codes.filter(|code| code.starts_with(start)).count()
    }

    #[test]
    fn the_content_file_is_whole() {
        serde_json::from_str::<Vec<Shipped>>(QUESTIONS).unwrap();
        assert_eq!(shipped().len(), 27);
        let counts = ["IS-", "PA-", "DS-", "SG-", "QZ-S", "QZ-M", "QZ-T"].map(count);
        assert_eq!(counts, [8, 4, 2, 3, 3, 2, 5]);
    }

    #[test]
    fn every_question_can_be_answered_in_both_languages() {
        let mut ids = BTreeSet::new();
        for question in shipped() {
            assert_eq!(question.faults(), [], "{:?}", question.code);
            assert!(ids.insert(question.id), "{:?}", question.code);
            let stem = &question.stem;
            assert!(
                !stem.zh.is_empty() && !stem.en.is_empty(),
                "{:?}",
                question.code
            );
            for option in question.task.options() {
                assert!(!option.text.zh.is_empty() && !option.text.en.is_empty());
            }
        }
    }

    #[test]
    fn the_quiz_has_the_keys_of_the_textbook() {
        let key = |code: &str| shipped_question(code).unwrap().task.shown_key(Lang::En);
        assert_eq!(key("QZ-S1"), "Customers");
        assert_eq!(key("QZ-S2"), "Class Ⅰ");
        assert_eq!(key("QZ-S3"), "Satisfy both sides");
        assert_eq!(
            key("QZ-M1"),
            "Telephone and fax; Letters and mail; Talking on the spot"
        );
        assert_eq!(key("QZ-M2"), "Classes A, B and C; Major, ordinary, minor");
        let keys: Vec<_> = (1..=5).map(|n| key(&format!("QZ-T{n}"))).collect();
        assert_eq!(keys, ["True", "True", "True", "True", "False"]);
        let contested = shipped().iter().filter(|question| question.is_contested());
        let contested: Vec<_> = contested.map(|question| question.code.as_deref()).collect();
        assert_eq!(contested, [Some("QZ-T5")]);
        assert!((1..=8).all(|n| key(&format!("IS-{n}")) == "True"));
    }
}
