//! What GIFT cannot hold, as JSON in a comment in front of the question.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    content::{Label, Lang},
    domain::classroom::{
        Criterion, Item, NumberKey, OrderScoring, Pairs, Question, Task, Tolerance, Words, ordering,
    },
};

/// Begins the comment.
pub(super) const MARK: &str = "// xinke ";

/// A criterion in one language.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct PlainCriterion {
    id: String,
    text: String,
    most: Decimal,
}

/// Accepted keys after the first.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Also {
    Several(Vec<BTreeSet<String>>),
    TrueFalse(Vec<bool>),
    Match(Vec<Pairs>),
    Order(Vec<Vec<String>>),
}

/// The comment. All of it is optional; what does not fit the question is passed over.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Beside {
    /// Where GIFT alone would be read as another kind: `single`, `order`.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    /// Ids of the options, or of the left sides or steps, where they are not the usual ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ids: Vec<String>,
    /// Ids of the right sides of a match.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    right: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    also: Option<Also>,
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contested: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shuffle: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    hint: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    scoring: Option<OrderScoring>,
    #[serde(skip_serializing_if = "String::is_empty")]
    unit: String,
    /// Relative tolerances of a number's keys, by place.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    relative: BTreeMap<usize, Decimal>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contains: Vec<Words>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rubric: Vec<PlainCriterion>,
}

fn unusual<'a>(items: impl IntoIterator<Item = &'a Item>) -> Vec<String> {
    let ids: Vec<_> = items.into_iter().map(|item| item.id.clone()).collect();
    let usual = (0..ids.len()).map(Item::usual_id);
    if ids.iter().cloned().eq(usual) {
        Vec::new()
    } else {
        ids
    }
}

/// The keys after the first, where there are any.
fn rest<K: Clone>(keys: &[K], also: fn(Vec<K>) -> Also) -> Option<Also> {
    let (_, rest) = keys.split_first()?;
    (!rest.is_empty()).then(|| also(rest.to_vec()))
}

impl Beside {
    /// What a question has beyond GIFT.
    pub(super) fn of(question: &Question, lang: Lang) -> Self {
        let Question {
            points,
            contested,
            shuffle,
            note,
            hint,
            task,
            ..
        } = question;
        let mut beside = Self {
            points: *points,
            contested: *contested,
            shuffle: *shuffle,
            note: note.clone(),
            hint: hint.in_lang(lang).to_owned(),
            ..Self::default()
        };
        match task {
            Task::Single { options, keys, .. } => {
                let is_key = |item: &Item| keys.contains(&item.id);
                beside.kind = options.iter().all(is_key).then(|| "single".to_owned());
                beside.ids = unusual(options);
            }
            Task::Several { options, keys } => {
                beside.also = rest(keys, Also::Several);
                beside.ids = unusual(options);
            }
            Task::TrueFalse { keys } => beside.also = rest(keys, Also::TrueFalse),
            Task::Match { left, right, keys } => {
                beside.also = rest(keys, Also::Match);
                beside.ids = unusual(left);
                beside.right = unusual(right);
            }
            Task::Order { keys, scoring, .. } => {
                beside.kind = Some("order".to_owned());
                beside.also = rest(keys, Also::Order);
                beside.scoring = (*scoring != OrderScoring::default()).then_some(*scoring);
                // Steps are written in the order of the first key.
                beside.ids = unusual(task.steps());
            }
            Task::Number { keys, unit } => {
                beside.unit = unit.in_lang(lang).to_owned();
                let share = |(at, key): (usize, &NumberKey)| match key.tolerance {
                    Tolerance::Relative(share) => Some((at, share)),
                    Tolerance::Absolute(_) => None,
                };
                beside.relative = keys.iter().enumerate().filter_map(share).collect();
            }
            Task::Text {
                contains, rubric, ..
            } => {
                beside.contains = contains.clone();
                let plain = |criterion: &Criterion| PlainCriterion {
                    id: criterion.id.clone(),
                    text: criterion.text.in_lang(lang).to_owned(),
                    most: criterion.most,
                };
                beside.rubric = rubric.iter().map(plain).collect();
            }
        }
        beside
    }

    /// The comment's line; nothing where there is nothing to say. `[` is escaped, so that no other
    /// program sees an id or tag in it.
    pub(super) fn line(&self) -> Option<String> {
        if *self == Self::default() {
            return None;
        }
        let json = serde_json::to_string(self).ok()?;
        let quoted = json
            .replace("[id:", "\\u005bid:")
            .replace("[tag:", "\\u005btag:");
        Some(format!("{MARK}{quoted}"))
    }

    /// Puts it on a question as GIFT gave it.
    pub(super) fn apply(self, question: &mut Question, lang: Lang) {
        question.points = self.points;
        question.contested = self.contested;
        question.shuffle = self.shuffle;
        question.note = self.note;
        if !self.hint.is_empty() {
            question.hint = Label::only(lang, &self.hint);
        }
        question.task = match (std::mem::take(&mut question.task), self.kind.as_deref()) {
            (Task::Several { options, keys }, Some("single")) => Task::Single {
                keys: keys.into_iter().flatten().collect(),
                options,
                partly: BTreeMap::new(),
            },
            (task @ Task::Match { .. }, Some("order")) => {
                let steps = task.match_rows().into_iter();
                let steps = steps.filter_map(|(place, step)| place.map(|_| step.text.clone()));
                ordering(steps, self.scoring.unwrap_or_default())
            }
            (task, _) => task,
        };
        match (&mut question.task, self.also) {
            (Task::Several { keys, .. }, Some(Also::Several(also))) => keys.extend(also),
            (Task::TrueFalse { keys }, Some(Also::TrueFalse(also))) => keys.extend(also),
            (Task::Match { keys, .. }, Some(Also::Match(also))) => keys.extend(also),
            (Task::Order { keys, .. }, Some(Also::Order(also))) => keys.extend(also),
            (Task::Number { keys, unit }, _) => {
                *unit = Label::only(lang, &self.unit);
                for (at, share) in self.relative {
                    let Some(key) = keys.get_mut(at) else {
                        continue;
                    };
                    key.tolerance = Tolerance::Relative(share);
                }
            }
            (
                Task::Text {
                    contains, rubric, ..
                },
                _,
            ) => {
                *contains = self.contains;
                let criterion = |plain: PlainCriterion| Criterion {
                    id: plain.id,
                    text: Label::only(lang, &plain.text),
                    most: plain.most,
                };
                *rubric = self.rubric.into_iter().map(criterion).collect();
            }
            _ => {}
        }
        rename(&mut question.task, &self.ids, &self.right);
    }
}

/// Gives items other ids than the usual ones, in the items and in the first key; the other keys
/// have them already.
fn rename(task: &mut Task, ids: &[String], right_ids: &[String]) {
    let names = |items: &mut Vec<Item>, ids: &[String]| -> BTreeMap<String, String> {
        if ids.len() != items.len() {
            return BTreeMap::new();
        }
        let pair = |(item, id): (&mut Item, &String)| {
            (std::mem::replace(&mut item.id, id.clone()), id.clone())
        };
        items.iter_mut().zip(ids).map(pair).collect()
    };
    let swap = |names: &BTreeMap<String, String>, id: &String| names.get(id).unwrap_or(id).clone();
    match task {
        Task::Single {
            options,
            keys,
            partly,
        } => {
            let names = names(options, ids);
            *keys = keys.iter().map(|id| swap(&names, id)).collect();
            let parts = std::mem::take(partly).into_iter();
            *partly = parts
                .map(|(id, share)| (swap(&names, &id), share))
                .collect();
        }
        Task::Several { options, keys } => {
            let names = names(options, ids);
            if let Some(key) = keys.first_mut() {
                *key = key.iter().map(|id| swap(&names, id)).collect();
            }
        }
        Task::Match { left, right, keys } => {
            let (from, to) = (names(left, ids), names(right, right_ids));
            if let Some(key) = keys.first_mut() {
                let pairs = key.iter();
                *key = pairs
                    .map(|(left, right)| (swap(&from, left), swap(&to, right)))
                    .collect();
            }
        }
        Task::Order { items, keys, .. } => {
            let names = names(items, ids);
            if let Some(key) = keys.first_mut() {
                *key = key.iter().map(|id| swap(&names, id)).collect();
            }
        }
        Task::TrueFalse { .. } | Task::Number { .. } | Task::Text { .. } => {}
    }
}
