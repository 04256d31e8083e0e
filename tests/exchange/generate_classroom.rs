//! Records of the classroom full of awkward content.

use rust_decimal::Decimal;
use xinke::{
    content::Label,
    domain::classroom::{
        Criterion, Item, NumberKey, OrderScoring, Question, Task, TextKey, Tolerance, Words,
    },
};

use crate::generate::{Dice, extra, fill, name, stamp, text};

fn label(dice: &mut Dice) -> Label {
    let zh = name(dice);
    let en = if dice.one_in(2) {
        name(dice)
    } else {
        String::new()
    };
    Label { zh, en }
}

fn items(dice: &mut Dice) -> Vec<Item> {
    let count = 2 + dice.below(4);
    let item = |at| Item {
        note: if dice.one_in(3) {
            label(dice)
        } else {
            Label::default()
        },
        text: Label::same(&format!("{}{at}", name(dice))),
        id: Item::usual_id(at),
    };
    (0..count).map(item).collect()
}

fn ids(items: &[Item]) -> Vec<String> {
    items.iter().map(|item| item.id.clone()).collect()
}

fn credit(dice: &mut Dice) -> Option<Decimal> {
    dice.one_in(2).then(|| Decimal::new(25, 2))
}

fn task(dice: &mut Dice) -> Task {
    let options = items(dice);
    let all = ids(&options);
    match dice.below(7) {
        0 => Task::Single {
            keys: vec![dice.pick(&all).clone()],
            partly: [(dice.pick(&all).clone(), Decimal::new(5, 1))].into(),
            options,
        },
        1 => Task::Several {
            keys: vec![
                all[..1].iter().cloned().collect(),
                all.iter().cloned().collect(),
            ],
            options,
        },
        2 => Task::TrueFalse {
            keys: vec![dice.one_in(2)],
        },
        3 => {
            let right = items(dice);
            let pair = |id: &String| (id.clone(), dice.pick(&ids(&right)).clone());
            Task::Match {
                keys: vec![all.iter().map(pair).collect()],
                left: options,
                right,
            }
        }
        4 => Task::Order {
            keys: vec![all],
            items: options,
            scoring: *dice.pick(&[OrderScoring::Neighbours, OrderScoring::Places]),
        },
        5 => Task::Number {
            keys: vec![NumberKey {
                value: Decimal::new(-125, 2),
                tolerance: *dice.pick(&[
                    Tolerance::Absolute(Decimal::new(10, 2)),
                    Tolerance::Relative(Decimal::ZERO),
                ]),
                credit: credit(dice),
            }],
            unit: label(dice),
        },
        _ => Task::Text {
            keys: vec![TextKey {
                text: name(dice),
                credit: credit(dice),
            }],
            contains: vec![Words {
                any: vec![name(dice), name(dice)],
                credit: credit(dice),
            }],
            rubric: vec![Criterion {
                id: "r".to_owned(),
                text: label(dice),
                most: Decimal::new(50, 1),
            }],
        },
    }
}

pub fn question(dice: &mut Dice) -> Question {
    let mut question = Question {
        id: dice.id(),
        stem: label(dice),
        task: task(dice),
        ..Question::default()
    };
    if dice.one_in(2) {
        question.reason = Label::same(&text(dice, true));
    }
    fill(dice, Question::FIELDS, &[], |key, value| {
        question.set(key, value)
    });
    (question.stamp, question.extra) = (stamp(dice), extra(dice));
    question
}
