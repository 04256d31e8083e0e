//! Marking: an answer becomes a share of the points, with the reasons.
//!
//! * Single choice and true or false: all or nothing; an option may be worth a part.
//! * Several: everything right is 1, a part of it without anything wrong is the rule
//!   `classroom.partial_several` (0.5 in the quizzes of the merchandiser's textbook), anything
//!   wrong is 0.
//! * Match: the share of left sides with their right side.
//! * Order: by neighbours or by places, see [`OrderScoring`].
//! * Number: within the tolerance, in the unit.
//! * Text: an accepted text, or words that must be found; what has a rubric waits for the teacher.
//!
//! Blank is blank: it gives nothing and takes nothing. Where several keys are accepted the best
//! counts.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{
    answer::Answer,
    finding::Finding,
    question::Question,
    task::{Criterion, NumberKey, OrderScoring, Pairs, Task, TextKey, Words},
};
use crate::{
    content::{Label, bi},
    domain::{
        field::half_width,
        rule::{Rule, RuleDefault},
        search::fold,
        tables::Tables,
    },
};

/// What a part of the right options is worth, without a wrong one.
pub const PARTIAL_SEVERAL: Rule = Rule {
    key: "classroom.partial_several",
    label: bi("多选题漏选得分", "Share for a part of several options"),
    hint: bi(
        "漏选且无错选时得到的比例；选错不得分",
        "For some right options and no wrong one; a wrong option gives nothing",
    ),
    default: RuleDefault::Decimal(
        Decimal::from_parts(5, 0, 0, false, 1),
        Decimal::ZERO,
        Decimal::ONE,
    ),
    source: bi(
        "知识回顾多选题（跟单员教材）；比例为本工具的建议",
        "Multiple choice of the merchandiser's textbook; the share is our proposal",
    ),
};

/// How marking is set in the rulebook.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Marking {
    /// Value of [`PARTIAL_SEVERAL`].
    pub partial_several: Decimal,
}

impl Marking {
    /// As the workbook says.
    pub fn of(tables: &Tables) -> Self {
        let partial_several = PARTIAL_SEVERAL.decimal(tables);
        Self { partial_several }
    }
}

/// What came of an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Nothing was answered.
    Blank,
    /// A share of the points, 0 to 1.
    Marked(Decimal),
    /// A person must read it; what the words found would give, where there are such.
    Awaits(Option<Decimal>),
}

/// A marked answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// What came of it.
    pub verdict: Verdict,
    /// Why.
    pub findings: Vec<Finding>,
}

impl Mark {
    /// The share of the points, 0 to 1: nothing for a blank, none where the teacher must mark.
    pub const fn share(&self) -> Option<Decimal> {
        match self.verdict {
            Verdict::Blank => Some(Decimal::ZERO),
            Verdict::Marked(share) => Some(share),
            Verdict::Awaits(_) => None,
        }
    }

    /// The points of the question that it gets.
    pub fn points(&self, question: &Question) -> Option<Decimal> {
        self.share()?.checked_mul(question.full_points())
    }
}

/// Marks an answer; an answer of another kind than the question's is wrong and says so.
///
/// ```
/// use std::collections::BTreeSet;
/// use xinke::content::Label;
/// use xinke::domain::{Workbook, classroom::{Answer, Item, Marking, Question, Task, mark}};
/// let options = ["a", "b", "c"].map(|id| Item::new(id, Label::same(id)));
/// let key: BTreeSet<_> = ["a".to_owned(), "b".to_owned()].into();
/// let question = Question {
///     task: Task::Several { options: options.into(), keys: vec![key] },
///     ..Question::default()
/// };
/// let rules = Marking::of(&Workbook::default().tables);
/// let of = |ids: &[&str]| {
///     let ids = ids.iter().map(|id| (*id).to_owned()).collect();
///     mark(&question, Some(&Answer::Several(ids)), &rules).share().map(|share| share.to_string())
/// };
/// assert_eq!(of(&["a", "b"]).as_deref(), Some("1"));
/// assert_eq!(of(&["a"]).as_deref(), Some("0.5"));
/// assert_eq!(of(&["a", "c"]).as_deref(), Some("0"));
/// ```
pub fn mark(question: &Question, answer: Option<&Answer>, rules: &Marking) -> Mark {
    let Some(answer) = answer.filter(|answer| !answer.is_blank()) else {
        return Mark {
            verdict: Verdict::Blank,
            findings: Vec::new(),
        };
    };
    match (&question.task, answer) {
        (Task::Single { keys, partly, .. }, Answer::Single(id)) => {
            let share = if keys.contains(id) {
                Decimal::ONE
            } else {
                partly.get(id).copied().unwrap_or_default()
            };
            let finding = if share.is_zero() {
                Finding::WrongOption(id.clone())
            } else {
                Finding::RightOption(id.clone())
            };
            marked(share, vec![finding])
        }
        (Task::TrueFalse { keys }, Answer::TrueFalse(is_true)) => {
            let is_right = keys.contains(is_true);
            marked(Decimal::from(u8::from(is_right)), Vec::new())
        }
        (Task::Several { keys, .. }, Answer::Several(ids)) => best(keys, |key| {
            let wrong = ids.difference(key).cloned().map(Finding::WrongOption);
            let right = ids.intersection(key).cloned().map(Finding::RightOption);
            let missed = key.difference(ids).cloned().map(Finding::MissedOption);
            let share = if ids == key {
                Decimal::ONE
            } else if ids.is_subset(key) {
                rules.partial_several
            } else {
                Decimal::ZERO
            };
            marked(share, right.chain(wrong).chain(missed).collect())
        }),
        (Task::Match { left, keys, .. }, Answer::Match(pairs)) => {
            let ids: Vec<_> = left.iter().map(|item| item.id.as_str()).collect();
            best(keys, |key| pairs_mark(&ids, key, pairs))
        }
        (Task::Order { keys, scoring, .. }, Answer::Order(ids)) => {
            best(keys, |key| order_mark(key, ids, *scoring))
        }
        (Task::Number { keys, unit }, Answer::Number(typed)) => number_mark(keys, unit, typed),
        (
            Task::Text {
                keys,
                contains,
                rubric,
            },
            Answer::Text(text),
        ) => text_mark(keys, contains, rubric, text),
        _ => marked(Decimal::ZERO, vec![Finding::OtherKind]),
    }
}

fn marked(share: Decimal, findings: Vec<Finding>) -> Mark {
    let share = share.clamp(Decimal::ZERO, Decimal::ONE);
    Mark {
        verdict: Verdict::Marked(share),
        findings,
    }
}

/// The mark by the key that gives most, the first of equals.
fn best<K>(keys: &[K], mark: impl Fn(&K) -> Mark) -> Mark {
    let marks = keys.iter().map(mark);
    let better = |best: Mark, other: Mark| {
        if other.share() > best.share() {
            other
        } else {
            best
        }
    };
    marks
        .reduce(better)
        .unwrap_or_else(|| marked(Decimal::ZERO, Vec::new()))
}

fn part(right: usize, of: usize) -> Decimal {
    let exact = Decimal::from(right).checked_div(Decimal::from(of));
    exact.unwrap_or_default()
}

fn pairs_mark(left: &[&str], key: &Pairs, pairs: &Pairs) -> Mark {
    let finding = |id: &&str| {
        let id = (*id).to_owned();
        match (pairs.get(&id), key.get(&id)) {
            (None, _) => Finding::MissedPair(id),
            (Some(given), Some(right)) if given == right => Finding::RightPair(id),
            (Some(given), _) => Finding::WrongPair(id, given.clone()),
        }
    };
    let findings: Vec<_> = left.iter().map(finding).collect();
    let right = findings
        .iter()
        .filter(|finding| matches!(finding, Finding::RightPair(_)));
    marked(part(right.count(), left.len()), findings)
}

fn order_mark(key: &[String], ids: &[String], scoring: OrderScoring) -> Mark {
    match scoring {
        OrderScoring::Places => {
            let finding = |(at, id): (usize, &String)| match ids.get(at) {
                Some(given) if given == id => Finding::RightPlace(id.clone()),
                _ => Finding::WrongPlace(id.clone()),
            };
            let findings: Vec<_> = key.iter().enumerate().map(finding).collect();
            let right = findings
                .iter()
                .filter(|finding| matches!(finding, Finding::RightPlace(_)));
            marked(part(right.count(), key.len()), findings)
        }
        OrderScoring::Neighbours => {
            let finding = |pair: &[String]| {
                let [before, after] = pair else { return None };
                let is_there = ids.windows(2).any(|given| given == pair);
                let (before, after) = (before.clone(), after.clone());
                Some(if is_there {
                    Finding::RightNeighbours(before, after)
                } else {
                    Finding::ApartNeighbours(before, after)
                })
            };
            let findings: Vec<_> = key.windows(2).filter_map(finding).collect();
            let right = findings
                .iter()
                .filter(|finding| matches!(finding, Finding::RightNeighbours(..)));
            marked(part(right.count(), findings.len()), findings)
        }
    }
}

/// A typed number and the text around it. Full-width signs and separators of thousands are taken;
/// where the question has no unit, a per cent sign divides by a hundred.
fn typed_number(typed: &str) -> Option<(Decimal, String)> {
    let text = half_width(typed);
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | '-' | ' ' | '_');
    let digits: String = text
        .chars()
        .filter(|c| is_number(*c) && !matches!(c, ',' | ' ' | '_'))
        .collect();
    let rest: String = text.chars().filter(|c| !is_number(*c)).collect();
    let digits = digits.strip_prefix('+').unwrap_or(&digits);
    let number = Decimal::from_str_exact(digits).ok()?;
    Some((number, fold(&rest)))
}

fn number_mark(keys: &[NumberKey], unit: &Label, typed: &str) -> Mark {
    let Some((mut number, rest)) = typed_number(typed) else {
        return marked(Decimal::ZERO, vec![Finding::NotANumber(typed.to_owned())]);
    };
    let is_unit = |name: &str| {
        let name: String = fold(name).chars().filter(|c| *c != ' ').collect();
        rest == name
    };
    if unit.is_blank() && rest == "%" {
        number = number.checked_div(Decimal::ONE_HUNDRED).unwrap_or(number);
    } else if !rest.is_empty() && !is_unit(&unit.zh) && !is_unit(&unit.en) {
        return marked(Decimal::ZERO, vec![Finding::WrongUnit(rest)]);
    }
    best(keys, |key| {
        let off = number.checked_sub(key.value).map(|off| off.abs());
        let is_near = off.zip(key.margin()).is_some_and(|(off, most)| off <= most);
        if is_near {
            marked(key.credit.unwrap_or(Decimal::ONE), Vec::new())
        } else {
            let off = off.unwrap_or(Decimal::MAX).normalize();
            marked(Decimal::ZERO, vec![Finding::OffBy(off)])
        }
    })
}

/// Whether a text is the pattern, `*` standing for any text.
fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(rest) = parts.next().and_then(|start| text.strip_prefix(start)) else {
        return false;
    };
    let parts: Vec<_> = parts.collect();
    let Some((last, between)) = parts.split_last() else {
        return rest.is_empty();
    };
    let mut rest = rest;
    for part in between {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

fn plain(text: &str) -> String {
    let folded = fold(text);
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text_mark(keys: &[TextKey], contains: &[Words], rubric: &[Criterion], text: &str) -> Mark {
    let answer = plain(text);
    let accepted = keys.iter().filter(|key| fits(&plain(&key.text), &answer));
    let accepted = accepted.map(|key| key.credit.unwrap_or(Decimal::ONE)).max();
    let mut found = Decimal::ZERO;
    let mut findings = Vec::new();
    for words in contains {
        let word = words.any.iter().find(|word| answer.contains(&plain(word)));
        match word {
            Some(word) => {
                let credit = words.credit.unwrap_or_else(|| part(1, contains.len()));
                found = found.saturating_add(credit);
                findings.push(Finding::FoundWord(word.clone()));
            }
            None => findings.extend(words.any.first().cloned().map(Finding::MissedWord)),
        }
    }
    let all = findings
        .iter()
        .all(|finding| matches!(finding, Finding::FoundWord(_)));
    let is_even = contains.iter().all(|words| words.credit.is_none());
    let found = if !contains.is_empty() && all && is_even {
        Decimal::ONE
    } else {
        found.min(Decimal::ONE)
    };
    let has_rules = !(keys.is_empty() && contains.is_empty());
    let share = has_rules.then(|| accepted.unwrap_or_default().max(found));
    match share {
        Some(share) if rubric.is_empty() => marked(share, findings),
        proposal => Mark {
            verdict: Verdict::Awaits(proposal),
            findings,
        },
    }
}

/// Why a teacher's points by a rubric cannot stand.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RubricFault {
    /// No points have been given for this criterion yet.
    #[error("no points for {0} yet")]
    Missing(String),
    /// Not between nothing and the most it gives.
    #[error("points for {id} must lie between 0 and {most}")]
    OutOfRange {
        /// The criterion.
        id: String,
        /// The most it gives.
        most: Decimal,
    },
}

/// The share that a teacher's points give: their sum by the most they could be.
///
/// # Errors
/// [`RubricFault`] for the first criterion without points or with points out of range.
pub fn rubric_share(
    rubric: &[Criterion],
    given: &BTreeMap<String, Decimal>,
) -> Result<Decimal, RubricFault> {
    let (mut sum, mut most_sum) = (Decimal::ZERO, Decimal::ZERO);
    for Criterion { id, most, .. } in rubric {
        let points = given.get(id).copied();
        let points = points.ok_or_else(|| RubricFault::Missing(id.clone()))?;
        if points.is_sign_negative() && !points.is_zero() || points > *most {
            let (id, most) = (id.clone(), *most);
            return Err(RubricFault::OutOfRange { id, most });
        }
        sum = sum.saturating_add(points);
        most_sum = most_sum.saturating_add(*most);
    }
    Ok(sum.checked_div(most_sum).unwrap_or_default())
}
