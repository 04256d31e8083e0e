//! In what order a student sees questions and options.

use super::{
    question::Question,
    seed::Seed,
    task::{Item, Task},
};
use crate::domain::Id;

/// A question's items in the order in which one student sees them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout<'a> {
    /// The left sides of a match; nothing for other kinds.
    pub left: Vec<&'a Item>,
    /// Options, right sides of a match, or steps.
    pub options: Vec<&'a Item>,
}

/// The items of a question as the student of that number sees them. Each question has a stream of
/// its own, so that adding one changes no other.
///
/// Steps to be put in order are always shuffled and never shown in an accepted order; the other
/// kinds only where the question says so.
pub fn layout<'a>(question: &'a Question, pack: &Seed, student: &str) -> Layout<'a> {
    let seed = pack.child(student).child(&question.id.to_string());
    let mut dice = seed.child("options").dice();
    let mut options: Vec<_> = question.task.options().iter().collect();
    let mut left = Vec::new();
    match &question.task {
        Task::Order { keys, .. } => {
            let is_solved = |items: &[&Item]| {
                let ids: Vec<_> = items.iter().map(|item| &item.id).collect();
                keys.iter().any(|key| key.iter().eq(ids.iter().copied()))
            };
            dice.shuffle(&mut options);
            for _ in 0..options.len() {
                if is_solved(&options) {
                    options.rotate_left(1);
                }
            }
        }
        Task::Match { left: sides, .. } => {
            left = sides.iter().collect();
            if question.is_shuffled() {
                dice.shuffle(&mut options);
                dice.shuffle(&mut left);
            }
        }
        _ if question.is_shuffled() => dice.shuffle(&mut options),
        _ => {}
    }
    Layout { left, options }
}

/// The questions of a paper in the order in which the student of that number sees them.
pub fn question_order(ids: &[Id], pack: &Seed, student: &str) -> Vec<Id> {
    let mut ids = ids.to_vec();
    let seed = pack.child(student).child("questions");
    seed.dice().shuffle(&mut ids);
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Label;

    fn items(count: usize) -> Vec<Item> {
        let item = |at| Item::new(&Item::usual_id(at), Label::same(&at.to_string()));
        (0..count).map(item).collect()
    }

    fn question(task: Task) -> Question {
        Question {
            id: Id::derived("q"),
            task,
            ..Question::default()
        }
    }

    fn shown(question: &Question, student: u32) -> Vec<String> {
        let layout = layout(question, &Seed::of(&["pack"]), &student.to_string());
        layout.options.iter().map(|item| item.id.clone()).collect()
    }

    #[test]
    fn students_see_other_orders_and_each_the_same_again() {
        let single = question(Task::Single {
            options: items(4),
            keys: vec!["a".to_owned()],
            partly: [].into(),
        });
        let orders: std::collections::BTreeSet<_> = (0..60).map(|n| shown(&single, n)).collect();
        assert!(orders.len() > 15, "{}", orders.len());
        assert_eq!(shown(&single, 7), shown(&single, 7));
        let fixed = Question {
            shuffle: Some(false),
            ..single
        };
        assert_eq!(shown(&fixed, 7), ["a", "b", "c", "d"]);
    }

    #[test]
    fn steps_are_never_shown_in_order() {
        let order = |keys: &[&[&str]]| {
            let key = |key: &&[&str]| key.iter().map(|id| (*id).to_owned()).collect();
            question(Task::Order {
                items: items(2),
                keys: keys.iter().map(key).collect(),
                scoring: super::super::OrderScoring::default(),
            })
        };
        let one = order(&[&["a", "b"]]);
        assert!((0..50).all(|student| shown(&one, student) == ["b", "a"]));
        let both = order(&[&["a", "b"], &["b", "a"]]);
        assert_eq!(shown(&both, 1).len(), 2);
    }

    #[test]
    fn the_order_of_questions_follows_from_pack_and_student() {
        let ids: Vec<_> = (0..10).map(|n| Id::derived(&n.to_string())).collect();
        let pack = Seed::of(&["pack"]);
        let (one, other) = (
            question_order(&ids, &pack, "1"),
            question_order(&ids, &pack, "2"),
        );
        assert!(one != other && one != ids);
        let mut sorted = one.clone();
        sorted.sort();
        let mut all = ids.clone();
        all.sort();
        assert_eq!((one, sorted), (question_order(&ids, &pack, "1"), all));
    }
}
