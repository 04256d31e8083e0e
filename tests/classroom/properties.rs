//! What holds of every mark, whatever the question and the answer.

use proptest::prelude::*;
use rust_decimal::Decimal;
use xinke::{
    content::Label,
    domain::classroom::{
        Answer, NumberKey, OrderScoring, Question, Seed, Task, TextKey, Tolerance, Words, mark,
    },
};

use crate::marking::{items, row, rules};

/// Any question of six items and any answer to it, right or wrong.
fn any_pair() -> impl Strategy<Value = (Task, Answer)> {
    let ids = || prop::collection::btree_set("[a-f]", 0..6);
    let order = || Just(row("abcdef")).prop_shuffle();
    let sides = || prop::collection::btree_map("[a-f]", "[a-f]", 0..6);
    let six = || items(&["1", "2", "3", "4", "5", "6"]);
    let credit = || prop::option::of((1..=4_i64).prop_map(|credit| Decimal::new(credit * 25, 2)));
    prop_oneof![
        (ids(), "[a-g]").prop_map(move |(keys, id)| {
            let task = Task::Single {
                options: six(),
                keys: keys.into_iter().collect(),
                partly: [].into(),
            };
            (task, Answer::Single(id))
        }),
        (prop::collection::vec(ids(), 0..3), ids()).prop_map(move |(keys, given)| {
            (
                Task::Several {
                    options: six(),
                    keys,
                },
                Answer::Several(given),
            )
        }),
        (prop::collection::vec(sides(), 0..3), sides()).prop_map(move |(keys, given)| {
            (
                Task::Match {
                    left: six(),
                    right: six(),
                    keys,
                },
                Answer::Match(given),
            )
        }),
        (
            prop::collection::vec(order(), 0..3),
            order(),
            0..7_usize,
            any::<bool>()
        )
            .prop_map(move |(keys, mut given, len, by_place)| {
                given.truncate(len);
                let scoring = if by_place {
                    OrderScoring::Places
                } else {
                    OrderScoring::Neighbours
                };
                (
                    Task::Order {
                        items: six(),
                        keys,
                        scoring,
                    },
                    Answer::Order(given),
                )
            }),
        (any::<i64>(), 0..100_i64, credit(), "[0-9.,%天 -]{0,12}").prop_map(
            |(value, off, credit, given)| {
                let key = NumberKey {
                    value: Decimal::new(value, 3),
                    tolerance: Tolerance::Relative(Decimal::new(off, 1)),
                    credit,
                };
                (
                    Task::Number {
                        keys: vec![key],
                        unit: Label::same("天"),
                    },
                    Answer::Number(given),
                )
            }
        ),
        (
            prop::collection::vec(("[ab*]{1,3}", credit()), 0..4),
            "[ab ]{0,8}"
        )
            .prop_map(|(words, given)| {
                let contains = words.iter().map(|(word, credit)| Words {
                    any: vec![word.clone()],
                    credit: *credit,
                });
                let keys = words.iter().map(|(text, credit)| TextKey {
                    text: text.clone(),
                    credit: *credit,
                });
                let task = Task::Text {
                    keys: keys.collect(),
                    contains: contains.collect(),
                    rubric: Vec::new(),
                };
                (task, Answer::Text(given))
            }),
    ]
}

proptest! {
    #[test]
    fn every_share_lies_between_nothing_and_the_whole((task, answer) in any_pair()) {
        let question = Question { task, ..Question::default() };
        let mark = mark(&question, Some(&answer), &rules());
        if let Some(share) = mark.share() {
            prop_assert!((Decimal::ZERO..=Decimal::ONE).contains(&share), "{share}");
        }
    }

    #[test]
    fn the_order_of_options_and_keys_changes_nothing((task, answer) in any_pair(), seed in any::<u64>()) {
        let mut dice = Seed::of(&[&seed.to_string()]).dice();
        let mut other = task.clone();
        match &mut other {
            Task::Single { options, keys, .. } => {
                dice.shuffle(options);
                dice.shuffle(keys);
            }
            Task::Several { options, keys } => {
                dice.shuffle(options);
                dice.shuffle(keys);
            }
            Task::Match { left, right, keys } => {
                dice.shuffle(left);
                dice.shuffle(right);
                dice.shuffle(keys);
            }
            Task::Order { items, keys, .. } => {
                dice.shuffle(items);
                dice.shuffle(keys);
            }
            Task::Text { keys, contains, .. } => {
                dice.shuffle(keys);
                dice.shuffle(contains);
            }
            Task::TrueFalse { .. } | Task::Number { .. } => {}
        }
        let share = |task: Task| mark(&Question { task, ..Question::default() }, Some(&answer), &rules()).share();
        prop_assert_eq!(share(task), share(other));
    }

    #[test]
    fn questions_and_answers_come_back_from_json((task, answer) in any_pair()) {
        let question = Question { task, stem: Label::same("?"), ..Question::default() };
        let json = serde_json::to_string(&(&question, &answer)).unwrap();
        let back: (Question, Answer) = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(back, (question, answer));
    }
}
