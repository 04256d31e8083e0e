//! What a paper asks, as far as a code must know it.

use std::collections::BTreeSet;

use super::super::{answer::Answer, question::Question, task::Task};

/// The questions of a paper in its order, all of them choices, with the digest that says which
/// paper it is.
///
/// Answers are one number in mixed radix: every question gives some digits whose base is the
/// number of its options, and one more for a blank. Single choice and true or false have one digit,
/// several choices one of base 2 for each option, matches one for each left side, steps one for
/// each place. Items are counted in the order in which the question has them, so the order they
/// were shown in does not matter.
#[derive(Clone, PartialEq, Debug)]
pub struct Paper {
    pub(super) digest: [u8; 32],
    tasks: Vec<Task>,
}

/// The question at this place needs a typed answer, which no code holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("question {0} needs a typed answer")]
pub struct NotAChoice(pub usize);

impl Paper {
    /// A paper of these questions; the digest is that of the pack they come from.
    ///
    /// # Errors
    /// [`NotAChoice`] with the first question that needs a typed answer, counted from 0.
    pub fn new<'a>(
        digest: [u8; 32],
        questions: impl IntoIterator<Item = &'a Question>,
    ) -> Result<Self, NotAChoice> {
        let tasks: Vec<_> = questions.into_iter().map(|row| row.task.clone()).collect();
        match tasks.iter().position(|task| !task.is_choice()) {
            Some(at) => Err(NotAChoice(at)),
            None => Ok(Self { digest, tasks }),
        }
    }

    /// How many questions there are.
    pub fn len(&self) -> usize {
        self.tasks.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    fn bases(&self) -> Vec<u32> {
        self.tasks.iter().flat_map(bases).collect()
    }

    /// The answers in base 32; none where they are not answers to these questions.
    pub(super) fn digits_of(&self, answers: &[Option<Answer>]) -> Option<Vec<u8>> {
        if answers.len() != self.tasks.len() {
            return None;
        }
        let mut places = Vec::new();
        for (task, answer) in self.tasks.iter().zip(answers) {
            places.extend(chosen(task, answer.as_ref())?);
        }
        let bases = self.bases();
        let mut number = vec![0_u8; signs(&bases)];
        for (place, base) in places.iter().zip(&bases) {
            let mut carry = *place;
            for digit in number.iter_mut().rev() {
                let value = u32::from(*digit) * base + carry;
                *digit = u8::try_from(value & 31).ok()?;
                carry = value >> 5;
            }
        }
        Some(number)
    }

    /// The answers out of base 32; none where the number says no answers to these questions.
    pub(super) fn answers_of(&self, number: &[u8]) -> Option<Vec<Option<Answer>>> {
        let bases = self.bases();
        if number.len() != signs(&bases) {
            return None;
        }
        let mut number = number.to_vec();
        let mut places = vec![0; bases.len()];
        for (place, base) in places.iter_mut().zip(&bases).rev() {
            let mut rest = 0;
            for digit in &mut number {
                let value = rest << 5 | u32::from(*digit);
                *digit = u8::try_from(value / base).ok()?;
                rest = value % base;
            }
            *place = rest;
        }
        if number.iter().any(|digit| *digit != 0) {
            return None;
        }
        let mut places = places.into_iter();
        let answer = |task: &Task| {
            let own: Vec<_> = places.by_ref().take(bases_len(task)).collect();
            answer(task, &own)
        };
        self.tasks.iter().map(answer).collect()
    }
}

/// How many signs hold every number below the product of the bases.
fn signs(bases: &[u32]) -> usize {
    // The product less one, in base 32, least significant first.
    let mut product: Vec<u32> = vec![1];
    for base in bases {
        let mut carry = 0;
        for digit in &mut product {
            let value = *digit * base + carry;
            *digit = value & 31;
            carry = value >> 5;
        }
        while carry > 0 {
            product.push(carry & 31);
            carry >>= 5;
        }
    }
    for digit in &mut product {
        if let Some(less) = digit.checked_sub(1) {
            *digit = less;
            break;
        }
        *digit = 31;
    }
    product
        .iter()
        .rposition(|digit| *digit > 0)
        .map_or(0, |last| last + 1)
}

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

fn bases_len(task: &Task) -> usize {
    match task {
        Task::Several { options, .. } => options.len(),
        Task::Match { left, .. } => left.len(),
        Task::Order { items, .. } => items.len(),
        _ => 1,
    }
}

fn bases(task: &Task) -> Vec<u32> {
    let base = match task {
        Task::Single { options, .. } => count(options.len()) + 1,
        Task::Several { .. } => 2,
        Task::Match { right, .. } => count(right.len()) + 1,
        Task::Order { items, .. } => count(items.len()) + 1,
        Task::TrueFalse { .. } | Task::Number { .. } | Task::Text { .. } => 3,
    };
    vec![base; bases_len(task)]
}

/// The digits of an answer: 0 is blank, an item its place from 1.
fn chosen(task: &Task, answer: Option<&Answer>) -> Option<Vec<u32>> {
    let place = |id: &str| {
        let found = task.options().iter().position(|item| item.id == id)?;
        Some(count(found) + 1)
    };
    let Some(answer) = answer.filter(|answer| !answer.is_blank()) else {
        return Some(vec![0; bases_len(task)]);
    };
    match (task, answer) {
        (Task::Single { .. }, Answer::Single(id)) => Some(vec![place(id)?]),
        (Task::TrueFalse { .. }, Answer::TrueFalse(is_true)) => {
            Some(vec![if *is_true { 1 } else { 2 }])
        }
        (Task::Several { options, .. }, Answer::Several(ids)) => {
            ids.iter().map(|id| place(id)).collect::<Option<Vec<_>>>()?;
            let ticked = |id: &String| u32::from(ids.contains(id));
            Some(options.iter().map(|item| ticked(&item.id)).collect())
        }
        (Task::Match { left, .. }, Answer::Match(pairs)) => {
            let known: BTreeSet<_> = left.iter().map(|item| &item.id).collect();
            let side = |id: &String| pairs.get(id).map_or(Some(0), |right| place(right));
            let sides = left.iter().map(|item| side(&item.id));
            let is_whole = pairs.keys().all(|id| known.contains(id));
            is_whole.then(|| sides.collect::<Option<Vec<_>>>())?
        }
        (Task::Order { items, .. }, Answer::Order(ids)) => {
            let mut places = ids.iter().map(|id| place(id)).collect::<Option<Vec<_>>>()?;
            places.resize(items.len().max(ids.len()), 0);
            (places.len() == items.len()).then_some(places)
        }
        _ => None,
    }
}

/// The answer that digits say; none in the outer option where they say none.
fn answer(task: &Task, places: &[u32]) -> Option<Option<Answer>> {
    let id = |place: u32| {
        let at = usize::try_from(place.checked_sub(1)?).ok()?;
        Some(task.options().get(at)?.id.clone())
    };
    if places.iter().all(|place| *place == 0) {
        return Some(None);
    }
    let first = places.first().copied()?;
    let answer = match task {
        Task::Single { .. } => Answer::Single(id(first)?),
        Task::TrueFalse { .. } => Answer::TrueFalse(first == 1),
        Task::Several { options, .. } => {
            let ticked = options.iter().zip(places).filter(|(_, place)| **place == 1);
            Answer::Several(ticked.map(|(item, _)| item.id.clone()).collect())
        }
        Task::Match { left, .. } => {
            let sides = left.iter().map(|item| &item.id).zip(places);
            let pairs = sides.filter_map(|(left, place)| Some((left.clone(), id(*place)?)));
            Answer::Match(pairs.collect())
        }
        Task::Order { .. } => {
            let given = places.iter().take_while(|place| **place > 0).count();
            if places.iter().skip(given).any(|place| *place > 0) {
                return None;
            }
            let ids = places.iter().take(given).map(|place| id(*place));
            Answer::Order(ids.collect::<Option<_>>()?)
        }
        Task::Number { .. } | Task::Text { .. } => return None,
    };
    Some(Some(answer))
}
