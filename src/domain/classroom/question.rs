//! A question of the bank, and what makes it one that can be answered.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::task::{Criterion, Item, Task, Tolerance};
use crate::{
    content::Label,
    domain::{
        Id,
        field::{Field, Kind, LINE_MAX, PARAGRAPH_MAX, Value},
        record::{Fault, Problem, Record, Stamp},
    },
    fields,
};

/// The most options, left sides or steps a question may have.
pub const MAX_ITEMS: usize = 32;
/// The longest id of an item, in characters.
const MAX_ID: usize = 32;

fields! {
    /// A question of the bank.
    pub struct Question {
        /// What is asked.
        stem: Label,
        /// The kind with its options and accepted keys.
        task: Task,
        /// Why the key is the key, shown after marking.
        #[serde(default, skip_serializing_if = "Label::is_empty")]
        reason: Label,
        /// A hint that may be opened while working.
        #[serde(default, skip_serializing_if = "Label::is_empty")]
        hint: Label,
    }
    "question" {
        code: Option<String>, Kind::Line, "题号", "Number";
        topic: Option<String>, Kind::Line, "知识点", "Topic";
        points: Option<Decimal>, Kind::Decimal, "分值", "Points";
        contested: Option<bool>, Kind::Flag, "答案有争议", "Contested";
        shuffle: Option<bool>, Kind::Flag, "打乱选项", "Shuffle options";
        note: Option<String>, Kind::Paragraph, "备注", "Note";
    }
}

impl Question {
    /// The points of a full answer: 1 where nothing is said.
    pub fn full_points(&self) -> Decimal {
        self.points.unwrap_or(Decimal::ONE)
    }

    /// Whether the textbooks differ on its key.
    pub fn is_contested(&self) -> bool {
        self.contested == Some(true)
    }

    /// Whether options are shown in another order to each student: yes where nothing is said.
    pub fn is_shuffled(&self) -> bool {
        self.shuffle != Some(false)
    }
}

impl Record for Question {
    fn id(&self) -> Id {
        self.id
    }

    fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    fn stamp_mut(&mut self) -> &mut Stamp {
        &mut self.stamp
    }

    fn catalogue() -> &'static [Field] {
        Self::FIELDS
    }

    fn value(&self, key: &str) -> Option<Value> {
        self.get(key)
    }

    fn title(&self) -> String {
        let stem = if self.stem.zh.is_empty() {
            &self.stem.en
        } else {
            &self.stem.zh
        };
        self.code.clone().unwrap_or_else(|| stem.clone())
    }

    /// What is wrong; places inside the task are written with `/`, as `task/options/2/text`.
    fn faults(&self) -> Vec<Fault> {
        let mut found = Found(self.field_faults());
        found.label("stem", &self.stem, true);
        found.label("reason", &self.reason, false);
        found.label("hint", &self.hint, false);
        found.task(&self.task);
        found.0
    }
}

struct Found(Vec<Fault>);

impl Found {
    fn add(&mut self, place: &str, problem: Problem) {
        self.0.push(Fault {
            field: place.to_owned(),
            problem,
        });
    }

    fn label(&mut self, place: &str, label: &Label, is_needed: bool) {
        if is_needed && label.is_blank() {
            self.add(place, Problem::Missing);
        }
        for text in [&label.zh, &label.en] {
            self.text(place, text, PARAGRAPH_MAX);
        }
    }

    fn text(&mut self, place: &str, text: &str, most: usize) {
        let is_control = |c: char| c.is_control() && c != '\n' && c != '\t';
        if text.chars().count() > most {
            self.add(place, Problem::TooLong(most));
        } else if text.chars().any(is_control) {
            self.add(place, Problem::ControlCharacter);
        }
    }

    fn share(&mut self, place: &str, share: Option<Decimal>) {
        let is_share = |share: Decimal| share > Decimal::ZERO && share <= Decimal::ONE;
        if share.is_some_and(|share| !is_share(share)) {
            self.add(place, Problem::OutOfRange(0, 1));
        }
    }

    /// Ids are there and each once, texts are there and differ.
    fn items<'a>(&mut self, place: &str, items: &'a [Item], least: i64) -> BTreeSet<&'a str> {
        let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let most = MAX_ITEMS as i64;
        if !(least..=most).contains(&count) {
            self.add(place, Problem::OutOfRange(least, most));
        }
        let (mut ids, mut texts) = (BTreeSet::new(), BTreeSet::new());
        for (at, Item { id, text, note }) in items.iter().enumerate() {
            self.id(&format!("{place}/{at}/id"), id, &mut ids);
            let at = format!("{place}/{at}/text");
            self.label(&at, text, true);
            self.label(&at, note, false);
            if !text.is_blank() && !texts.insert(text) {
                self.add(&at, Problem::Taken(text.zh.clone()));
            }
        }
        ids
    }

    fn id<'a>(&mut self, place: &str, id: &'a str, ids: &mut BTreeSet<&'a str>) {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if id.is_empty() {
            self.add(place, Problem::Missing);
        } else if id.len() > MAX_ID {
            self.add(place, Problem::TooLong(MAX_ID));
        } else if !id.chars().all(is_plain) {
            self.add(place, Problem::NotInList(id.to_owned()));
        } else if !ids.insert(id) {
            self.add(place, Problem::Taken(id.to_owned()));
        }
    }

    /// Every id named there is among those that exist.
    fn named<'a>(
        &mut self,
        place: &str,
        named: impl IntoIterator<Item = &'a String>,
        known: &BTreeSet<&str>,
    ) {
        for id in named {
            if !known.contains(id.as_str()) {
                self.add(place, Problem::NotInList(id.clone()));
            }
        }
    }

    fn needed(&mut self, count: usize) {
        if count == 0 {
            self.add("task/keys", Problem::Missing);
        }
    }

    fn task(&mut self, task: &Task) {
        let key_at = |at: usize| format!("task/keys/{at}");
        match task {
            Task::Single {
                options,
                keys,
                partly,
            } => {
                let known = self.items("task/options", options, 2);
                self.needed(keys.len());
                self.named("task/keys", keys, &known);
                self.named("task/partly", partly.keys(), &known);
                for (id, share) in partly {
                    self.share(&format!("task/partly/{id}"), Some(*share));
                }
            }
            Task::Several { options, keys } => {
                let known = self.items("task/options", options, 2);
                self.needed(keys.len());
                for (at, key) in keys.iter().enumerate() {
                    self.named(&key_at(at), key, &known);
                    if key.is_empty() {
                        self.add(&key_at(at), Problem::Missing);
                    }
                }
            }
            Task::TrueFalse { keys } => self.needed(keys.len()),
            Task::Match { left, right, keys } => {
                let from = self.items("task/left", left, 2);
                let to = self.items("task/right", right, 2);
                self.needed(keys.len());
                for (at, key) in keys.iter().enumerate() {
                    self.named(&key_at(at), key.keys(), &from);
                    self.named(&key_at(at), key.values(), &to);
                    if key.len() < left.len() {
                        self.add(&key_at(at), Problem::Missing);
                    }
                }
            }
            Task::Order { items, keys, .. } => {
                let known = self.items("task/items", items, 2);
                self.needed(keys.len());
                for (at, key) in keys.iter().enumerate() {
                    self.named(&key_at(at), key, &known);
                    let distinct: BTreeSet<_> = key.iter().collect();
                    if distinct.len() < key.len() {
                        self.add(&key_at(at), Problem::Taken(String::new()));
                    } else if key.len() < items.len() {
                        self.add(&key_at(at), Problem::Missing);
                    }
                }
            }
            Task::Number { keys, unit } => {
                self.needed(keys.len());
                self.label("task/unit", unit, false);
                for (at, key) in keys.iter().enumerate() {
                    let (Tolerance::Absolute(margin) | Tolerance::Relative(margin)) = key.tolerance;
                    if margin.is_sign_negative() && !margin.is_zero() {
                        let place = format!("{}/tolerance", key_at(at));
                        self.add(&place, Problem::OutOfRange(0, i64::MAX));
                    }
                    self.share(&format!("{}/credit", key_at(at)), key.credit);
                }
            }
            Task::Text {
                keys,
                contains,
                rubric,
            } => {
                for (at, key) in keys.iter().enumerate() {
                    self.words(&key_at(at), std::slice::from_ref(&key.text), key.credit);
                }
                for (at, words) in contains.iter().enumerate() {
                    self.words(&format!("task/contains/{at}"), &words.any, words.credit);
                }
                self.rubric(rubric);
            }
        }
    }

    fn words(&mut self, place: &str, words: &[String], credit: Option<Decimal>) {
        if words.is_empty() || words.iter().any(|word| word.trim().is_empty()) {
            self.add(place, Problem::Missing);
        }
        for word in words {
            self.text(place, word, LINE_MAX);
        }
        self.share(&format!("{place}/credit"), credit);
    }

    fn rubric(&mut self, rubric: &[Criterion]) {
        let mut ids = BTreeSet::new();
        for (at, Criterion { id, text, most }) in rubric.iter().enumerate() {
            let place = format!("task/rubric/{at}");
            self.id(&format!("{place}/id"), id, &mut ids);
            self.label(&format!("{place}/text"), text, true);
            if *most <= Decimal::ZERO {
                self.add(&format!("{place}/most"), Problem::OutOfRange(1, i64::MAX));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn places(task: Task) -> Vec<String> {
        let question = Question {
            stem: Label::same("?"),
            task,
            ..Question::default()
        };
        let faults = question.faults().into_iter();
        faults.map(|fault| fault.field).collect()
    }

    fn items(texts: &[&str]) -> Vec<Item> {
        let items = texts.iter().enumerate();
        items
            .map(|(at, text)| Item::new(&Item::usual_id(at), Label::same(text)))
            .collect()
    }

    #[test]
    fn a_question_needs_a_stem_and_a_key() {
        let faults = Question::default().faults();
        let places: Vec<_> = faults.iter().map(|fault| &*fault.field).collect();
        assert_eq!(places, ["stem", "task/keys"]);
    }

    #[test]
    fn every_fault_names_its_place() {
        let single = |options, keys: &[&str]| Task::Single {
            options,
            keys: keys.iter().map(|key| (*key).to_owned()).collect(),
            partly: BTreeMap::new(),
        };
        assert!(places(single(items(&["x", "y"]), &["a"])).is_empty());
        assert_eq!(places(single(items(&["x", "y"]), &["z"])), ["task/keys"]);
        assert_eq!(places(single(items(&["x"]), &["a"])), ["task/options"]);
        assert_eq!(
            places(single(items(&["x", "x", " "]), &["a"])),
            ["task/options/1/text", "task/options/2/text"]
        );
        let mut twice = items(&["x", "y"]);
        twice[1].id = "a".to_owned();
        assert_eq!(places(single(twice, &["a"])), ["task/options/1/id"]);
        let order = |keys: &[&str]| Task::Order {
            items: items(&["x", "y"]),
            keys: vec![keys.iter().map(|key| (*key).to_owned()).collect()],
            scoring: super::super::OrderScoring::Places,
        };
        assert!(places(order(&["b", "a"])).is_empty());
        assert_eq!(places(order(&["b"])), ["task/keys/0"]);
        assert_eq!(places(order(&["b", "b"])), ["task/keys/0"]);
        let text = Task::Text {
            keys: Vec::new(),
            contains: vec![super::super::Words::default()],
            rubric: vec![Criterion::default()],
        };
        assert_eq!(
            places(text),
            [
                "task/contains/0",
                "task/rubric/0/id",
                "task/rubric/0/text",
                "task/rubric/0/most"
            ]
        );
    }
}
