//! Questions made of the lists: which group something belongs to, what belongs together, what
//! follows what.
//!
//! The same seed makes the same questions, ids included, as long as the lists stay as they are; a
//! pack therefore carries the questions and not only the seed.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    lists::{Entry, List, ListGroup, Sign},
    question::Question,
    seed::{Dice, Seed},
    task::{Item, OrderScoring, Task},
};
use crate::{
    content::{Label, bi},
    domain::Id,
};

/// The most options of a choice, and the most sides of a match.
const MOST_OPTIONS: usize = 4;
const MOST_SIDES: usize = 5;
const MOST_STEPS: usize = 6;

/// A way to make a question of a list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Way {
    /// To which group does this belong? Single choice.
    Belongs,
    /// Which of these belong to that group? Several.
    Pick,
    /// What goes with what?
    Match,
    /// In which order?
    Order,
    /// Is this a bad sign? True or false.
    Sign,
}

impl Way {
    /// All ways.
    pub const ALL: [Self; 5] = [
        Self::Belongs,
        Self::Pick,
        Self::Match,
        Self::Order,
        Self::Sign,
    ];

    /// Whether questions of this way can be made of a list.
    pub fn suits(self, list: &List) -> bool {
        let asked = list.asked();
        let groups: BTreeSet<_> = asked.iter().map(|(group, _)| &group.id).collect();
        match self {
            Self::Belongs | Self::Match => list.ask.is_some() && groups.len() > 1,
            Self::Pick => !pickable(list).is_empty(),
            Self::Order => list.ordered && asked.len() > 2,
            Self::Sign => asked.iter().any(|(_, entry)| entry.sign.is_some()),
        }
    }
}

/// Groups of which two entries can be asked, while as many others are left.
fn pickable(list: &List) -> Vec<&ListGroup> {
    let asked = list.asked();
    let size = |id: &str| asked.iter().filter(|(group, _)| group.id == id).count();
    let enough = |group: &&ListGroup| {
        let own = size(&group.id);
        list.ask.is_some() && own >= 2 && asked.len() - own >= 2
    };
    list.groups.iter().filter(enough).collect()
}

/// The question of that number out of a list; none where the list does not suit.
///
/// ```
/// use xinke::domain::classroom::{Seed, Way, list, make};
/// let question = make(list("service-phases").unwrap(), Way::Belongs, &Seed::of(&["a"]), 1).unwrap();
/// assert_eq!(question.task.options().len(), 3);
/// assert_eq!(make(list("venues").unwrap(), Way::Order, &Seed::of(&["a"]), 1), None);
/// ```
pub fn make(list: &List, way: Way, seed: &Seed, number: u32) -> Option<Question> {
    if !way.suits(list) {
        return None;
    }
    let name = format!("{way:?} {number}");
    let mut dice = seed.child(&list.id).child(&name).dice();
    let mut id = [0; 16];
    let bytes = [dice.next_number(), dice.next_number()];
    let bytes = bytes.iter().flat_map(|number| number.to_be_bytes());
    for (to, from) in id.iter_mut().zip(bytes) {
        *to = from;
    }
    let (stem, task, reason) = match way {
        Way::Belongs => belongs(list, &mut dice)?,
        Way::Pick => pick(list, &mut dice)?,
        Way::Match => pairs(list, &mut dice)?,
        Way::Order => order(list, &mut dice),
        Way::Sign => sign(list, &mut dice)?,
    };
    Some(Question {
        id: Id::from_bytes(id),
        code: Some(format!("{}-{number}", list.id)),
        topic: Some(list.topic.clone()),
        stem,
        task,
        reason,
        ..Question::default()
    })
}

/// So many questions out of some lists, in all ways that suit, none with the stem and key of
/// another; fewer where the lists do not give as many.
pub fn make_some(lists: &[&List], seed: &Seed, count: usize) -> Vec<Question> {
    let mut dice = seed.child("which").dice();
    let mut made: Vec<Question> = Vec::new();
    let ways = |list: &&List| -> Vec<Way> {
        let ways = Way::ALL.into_iter();
        ways.filter(|way| way.suits(list)).collect()
    };
    let lists: Vec<_> = lists.iter().map(|list| (*list, ways(list))).collect();
    let mut seen = BTreeSet::new();
    for number in (1..).take(count.saturating_mul(20)) {
        if made.len() >= count {
            break;
        }
        let question = dice
            .pick(&lists)
            .and_then(|(list, ways)| make(list, *dice.pick(ways)?, seed, number));
        if let Some(mut question) = question
            && seen.insert((question.stem.clone(), key_ids(&question.task)))
        {
            let at = made.len() + 1;
            question.code = Some(format!("G-{at}"));
            made.push(question);
        }
    }
    made
}

type Made = (Label, Task, Label);

/// The ids in the first key, by which questions with one stem are told apart.
fn key_ids(task: &Task) -> Vec<String> {
    let ids = match task {
        Task::Single { keys, .. } => keys.first().map(|id| vec![id.clone()]),
        Task::Several { keys, .. } => keys.first().map(|ids| ids.iter().cloned().collect()),
        Task::Match { keys, .. } => keys.first().map(|pairs| pairs.keys().cloned().collect()),
        Task::Order { keys, .. } => keys.first().cloned(),
        Task::TrueFalse { .. } | Task::Number { .. } | Task::Text { .. } => None,
    };
    ids.unwrap_or_default()
}

fn item(id: &str, text: &Label) -> Item {
    Item::new(id, text.clone())
}

fn group_item(group: &ListGroup) -> Item {
    item(&group.id, &group.label)
}

fn because(list: &List, group: &ListGroup, entry: &Entry) -> Label {
    let text = bi("“{0}”属于“{1}”（{2}）。", "“{0}” belongs to “{1}” ({2}).");
    Label::filled(text, &[&entry.text, &group.label, &list.title])
}

/// The groups of that number in which the given ones are, in the order of the list.
fn groups_with<'a>(
    list: &'a List,
    given: &BTreeSet<&str>,
    most: usize,
    dice: &mut Dice,
) -> Vec<&'a ListGroup> {
    let is_given = |group: &&ListGroup| given.contains(group.id.as_str());
    let others: Vec<_> = list
        .groups
        .iter()
        .filter(|group| !is_given(group))
        .collect();
    let others = dice.sample(&others, most.saturating_sub(given.len()));
    let others: BTreeSet<_> = others.into_iter().map(|group| group.id.as_str()).collect();
    let is_taken = |group: &&ListGroup| is_given(group) || others.contains(group.id.as_str());
    list.groups.iter().filter(is_taken).collect()
}

fn belongs(list: &List, dice: &mut Dice) -> Option<Made> {
    let asked = list.asked();
    let (group, entry) = dice.pick(&asked).copied()?;
    let given = BTreeSet::from([group.id.as_str()]);
    let groups = groups_with(list, &given, MOST_OPTIONS, dice);
    let ask = list.ask.as_ref()?;
    let stem = Label {
        zh: ask.zh.replace("{0}", &entry.text.zh),
        en: ask.en.replace("{0}", &entry.text.en),
    };
    let task = Task::Single {
        options: groups.into_iter().map(group_item).collect(),
        keys: vec![group.id.clone()],
        partly: BTreeMap::new(),
    };
    Some((stem, task, because(list, group, entry)))
}

fn pick(list: &List, dice: &mut Dice) -> Option<Made> {
    let groups = pickable(list);
    let group = dice.pick(&groups).copied()?;
    let (own, others): (Vec<_>, Vec<_>) = list
        .asked()
        .into_iter()
        .map(|(of, entry)| (of.id == group.id, entry))
        .partition(|(is_own, _)| *is_own);
    let right = 2 + dice.place(2);
    let right: Vec<_> = dice.sample(&own, right);
    let wrong = dice.sample(&others, 5 - right.len());
    let key = right.iter().map(|(_, entry)| entry.id.clone()).collect();
    let mut options: Vec<_> = right.into_iter().chain(wrong).collect();
    dice.shuffle(&mut options);
    let options = options
        .iter()
        .map(|(_, entry)| item(&entry.id, &entry.text));
    let task = Task::Several {
        options: options.collect(),
        keys: vec![key],
    };
    let stem = bi(
        "下列哪些属于“{0}”？（{1}）",
        "Which of these belong to “{0}”? ({1})",
    );
    let stem = Label::filled(stem, &[&group.label, &list.title]);
    let reason = bi("见“{0}”。", "See “{0}”.");
    Some((stem, task, Label::filled(reason, &[&list.title])))
}

fn pairs(list: &List, dice: &mut Dice) -> Option<Made> {
    let mut asked = list.asked();
    dice.shuffle(&mut asked);
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    // One entry of each group first; where there are few groups, more of each.
    let groups: BTreeSet<_> = asked.iter().map(|(group, _)| group.id.as_str()).collect();
    let each = MOST_SIDES.div_ceil(groups.len().max(1));
    asked.retain(|(group, _)| {
        let count = used.entry(group.id.as_str()).or_default();
        *count += 1;
        *count <= each
    });
    asked.truncate(MOST_SIDES);
    let given: BTreeSet<_> = asked.iter().map(|(group, _)| group.id.as_str()).collect();
    let right = groups_with(list, &given, (given.len() + 1).max(2), dice);
    let key = asked
        .iter()
        .map(|(group, entry)| (entry.id.clone(), group.id.clone()));
    let task = Task::Match {
        keys: vec![key.collect()],
        left: asked
            .iter()
            .map(|(_, entry)| item(&entry.id, &entry.text))
            .collect(),
        right: right.into_iter().map(group_item).collect(),
    };
    let stem = Label::filled(bi("配对：{0}", "Match: {0}"), &[&list.title]);
    let reason = bi("见“{0}”。", "See “{0}”.");
    (asked.len() > 1).then(|| (stem, task, Label::filled(reason, &[&list.title])))
}

fn order(list: &List, dice: &mut Dice) -> Made {
    let asked = list.asked();
    let places: Vec<_> = (0..asked.len()).collect();
    let mut taken: Vec<_> = dice
        .sample(&places, MOST_STEPS)
        .into_iter()
        .copied()
        .collect();
    taken.sort_unstable();
    let entries: Vec<_> = taken
        .iter()
        .filter_map(|place| asked.get(*place).map(|(_, entry)| *entry))
        .collect();
    let task = Task::Order {
        items: entries
            .iter()
            .map(|entry| item(&entry.id, &entry.text))
            .collect(),
        keys: vec![entries.iter().map(|entry| entry.id.clone()).collect()],
        scoring: OrderScoring::Neighbours,
    };
    let stem = bi("按先后排序：{0}", "Put in order: {0}");
    let reason = bi("见“{0}”。", "See “{0}”.");
    (
        Label::filled(stem, &[&list.title]),
        task,
        Label::filled(reason, &[&list.title]),
    )
}

fn sign(list: &List, dice: &mut Dice) -> Option<Made> {
    let asked = list.asked();
    let signs: Vec<_> = asked
        .iter()
        .filter(|(_, entry)| entry.sign.is_some())
        .collect();
    let (group, entry) = dice.pick(&signs)?;
    let is_bad = entry.sign == Some(Sign::Bad);
    let stem = bi(
        "出现“{0}”，是客户信用变差的信号。",
        "“{0}”: seeing this is a sign that credit is getting worse.",
    );
    let reason = if is_bad {
        bi(
            "“{0}”是“{1}”一类的风险信号。",
            "“{0}” is a sign of risk of the group “{1}”.",
        )
    } else {
        bi(
            "“{0}”是好现象；没有它才是“{1}”一类的风险。",
            "“{0}” is good; only its absence is a risk of the group “{1}”.",
        )
    };
    Some((
        Label::filled(stem, &[&entry.text]),
        Task::TrueFalse { keys: vec![is_bad] },
        Label::filled(reason, &[&entry.text, &group.label]),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Workbook,
        classroom::{Answer, Marking, list, lists, mark},
        record::Record,
    };
    use rust_decimal::Decimal;

    fn right(task: &Task) -> Answer {
        match task.clone() {
            Task::Single { keys, .. } => Answer::Single(keys[0].clone()),
            Task::Several { keys, .. } => Answer::Several(keys[0].clone()),
            Task::TrueFalse { keys } => Answer::TrueFalse(keys[0]),
            Task::Match { keys, .. } => Answer::Match(keys[0].clone()),
            Task::Order { keys, .. } => Answer::Order(keys[0].clone()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_list_gives_questions_that_can_be_answered() {
        let rules = Marking::of(&Workbook::default().tables);
        let mut ways = BTreeSet::new();
        for list in lists() {
            let mut made = 0;
            for way in Way::ALL {
                for number in 0..30 {
                    let Some(question) = make(list, way, &Seed::of(&["x"]), number) else {
                        continue;
                    };
                    made += 1;
                    ways.insert(way);
                    assert_eq!(question.faults(), [], "{} {way:?} {question:?}", list.id);
                    let mark = mark(&question, Some(&right(&question.task)), &rules);
                    assert_eq!(mark.share(), Some(Decimal::ONE), "{question:?}");
                    let texts = [&question.stem, &question.reason];
                    assert!(
                        texts
                            .iter()
                            .all(|text| !text.zh.contains('{') && !text.en.contains('{'))
                    );
                }
            }
            assert!(made >= 30, "{}", list.id);
        }
        assert_eq!(ways.len(), Way::ALL.len());
    }

    #[test]
    fn the_same_seed_makes_the_same_questions() {
        let all: Vec<_> = lists().iter().collect();
        let of = |seed: &str| make_some(&all, &Seed::of(&[seed]), 40);
        let (one, other) = (of("a"), of("b"));
        assert_eq!(one, of("a"));
        assert_ne!(one, other);
        assert_eq!(one.len(), 40);
        let ids: BTreeSet<_> = one.iter().map(|question| question.id).collect();
        assert_eq!(ids.len(), 40);
    }

    #[test]
    fn a_small_list_gives_no_question_twice() {
        let small = list("competition-stages").unwrap();
        assert_eq!(make_some(&[small], &Seed::of(&["a"]), 10).len(), 1);
        assert!(make_some(&[], &Seed::of(&["a"]), 10).is_empty());
    }

    /// Facts of the textbooks, whatever the seed.
    #[test]
    fn keys_are_those_of_the_lists() {
        for number in 0..200 {
            let seed = Seed::of(&["facts"]);
            let phases = list("service-phases").unwrap();
            let question = make(phases, Way::Pick, &seed, number).unwrap();
            let Task::Several { options, keys } = question.task else {
                panic!("{:?}", question.task)
            };
            let group = keys[0].first().unwrap()[..3].to_owned();
            let of_group = options.iter().filter(|item| item.id.starts_with(&group));
            assert_eq!(of_group.count(), keys[0].len());
            let signs = list("warning-signs").unwrap();
            let question = make(signs, Way::Sign, &seed, number).unwrap();
            let is_policy = question.stem.en.contains("clear business policy");
            if is_policy {
                assert_eq!(question.task, Task::TrueFalse { keys: vec![false] });
            }
        }
    }
}
