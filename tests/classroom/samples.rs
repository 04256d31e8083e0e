//! Questions that use all that files hold.

use proptest::prelude::*;
use rust_decimal::Decimal;
use xinke::{
    content::{Label, Lang},
    domain::{Id, classroom::*},
};

pub fn ids() -> impl FnMut() -> Id {
    let mut count = 0;
    move || {
        count += 1;
        Id::derived(&format!("gift {count}"))
    }
}

/// In one language, without what files do not hold: ids, stamps.
pub fn plain(question: &Question, lang: Lang) -> Question {
    let only = |label: &Label| Label::only(lang, label.in_lang(lang).trim());
    let items = |items: &[Item]| {
        let plain = |item: &Item| Item {
            id: item.id.clone(),
            text: only(&item.text),
            note: only(&item.note),
        };
        items.iter().map(plain).collect::<Vec<_>>()
    };
    let task = match question.task.clone() {
        Task::Single {
            options,
            keys,
            partly,
        } => Task::Single {
            options: items(&options),
            keys,
            partly,
        },
        Task::Several { options, keys } => Task::Several {
            options: items(&options),
            keys,
        },
        Task::Match { left, right, keys } => Task::Match {
            left: items(&left),
            right: items(&right),
            keys,
        },
        Task::Order {
            items: steps,
            keys,
            scoring,
        } => Task::Order {
            items: items(&steps),
            keys,
            scoring,
        },
        Task::Number { keys, unit } => Task::Number {
            keys,
            unit: only(&unit),
        },
        Task::Text {
            keys,
            contains,
            rubric,
        } => Task::Text {
            keys,
            contains,
            rubric: rubric
                .into_iter()
                .map(|criterion| Criterion {
                    text: only(&criterion.text),
                    ..criterion
                })
                .collect(),
        },
        task @ Task::TrueFalse { .. } => task,
    };
    Question {
        id: Id::default(),
        stem: only(&question.stem),
        reason: only(&question.reason),
        hint: only(&question.hint),
        task,
        ..question.clone()
    }
}

pub fn without_id(question: &Question) -> Question {
    Question {
        id: Id::default(),
        ..question.clone()
    }
}

pub fn set(ids: &str) -> std::collections::BTreeSet<String> {
    ids.chars().map(String::from).collect()
}

/// The shipped questions and one of each kind that uses all that GIFT and the comment hold.
pub fn everything() -> Vec<Question> {
    let item = |at: usize, zh: &str, en: &str| {
        let text = Label {
            zh: zh.into(),
            en: en.into(),
        };
        Item::new(&Item::usual_id(at), text)
    };
    let question = |code: &str, en: &str, task| Question {
        id: Id::derived(code),
        code: Some(code.to_owned()),
        stem: Label {
            zh: format!("{en}（中文）"),
            en: en.to_owned(),
        },
        task,
        ..Question::default()
    };
    let number = |value: &str, tolerance, credit: Option<&str>| NumberKey {
        value: value.parse().unwrap(),
        tolerance,
        credit: credit.map(|credit| credit.parse().unwrap()),
    };
    let mut signs = item(
        0,
        "=x~y#z{w}:v\\u",
        "all signs = ~ # { } : \\ -> and [id:x]",
    );
    signs.note = Label::same("feedback: # = ok?");
    let mut all = shipped().to_vec();
    all.extend([
        Question {
            points: Some("2.5".parse().unwrap()),
            hint: Label::same("look at \\n and {this}"),
            shuffle: Some(false),
            contested: Some(true),
            note: Some("two\nlines".into()),
            topic: Some("a [b] c".into()),
            reason: Label::same("First line.\nSecond: line # 2 = {ok}"),
            ..question(
                "X-1",
                "Signs: ~ = # { } : \\ and // and [html]",
                Task::Single {
                    options: vec![
                        signs,
                        item(1, "%50% 像权重", "%50% looks like a weight"),
                        item(2, "[html] 像格式", "[html] looks like a format"),
                        item(3, "部分对", "partly right"),
                    ],
                    keys: vec!["a".into(), "b".into()],
                    partly: [("d".to_owned(), "0.3333".parse().unwrap())].into(),
                },
            )
        },
        question(
            "X-2",
            "All are accepted",
            Task::Single {
                options: vec![item(0, "甲", "one"), item(1, "乙", "two")],
                keys: vec!["a".into(), "b".into()],
                partly: [].into(),
            },
        ),
        question(
            "X-3",
            "Two sets",
            Task::Several {
                options: (0..4)
                    .map(|at| item(at, &at.to_string(), &format!("option {at}")))
                    .collect(),
                keys: vec![set("abd"), set("abc")],
            },
        ),
        question(
            "X-4",
            "Both",
            Task::TrueFalse {
                keys: vec![false, true],
            },
        ),
        question(
            "X-5",
            "In order",
            Task::Order {
                items: ["listen", "apologise", "solve"]
                    .iter()
                    .enumerate()
                    .map(|(at, step)| Item {
                        id: format!("CS-{at}"),
                        ..item(at, step, step)
                    })
                    .collect(),
                keys: vec![
                    vec!["CS-0".into(), "CS-1".into(), "CS-2".into()],
                    vec!["CS-1".into(), "CS-0".into(), "CS-2".into()],
                ],
                scoring: OrderScoring::Places,
            },
        ),
        question(
            "X-6",
            "Days sales outstanding",
            Task::Number {
                keys: vec![
                    number("45.50", Tolerance::Absolute("0.5".parse().unwrap()), None),
                    number(
                        "46",
                        Tolerance::Relative("0.1".parse().unwrap()),
                        Some("0.5"),
                    ),
                    number("-3", Tolerance::default(), Some("0.25")),
                ],
                unit: Label {
                    zh: "天".into(),
                    en: "days".into(),
                },
            },
        ),
        question(
            "X-7",
            "Short",
            Task::Text {
                keys: vec![
                    TextKey {
                        text: "accounts receivable".into(),
                        credit: None,
                    },
                    TextKey {
                        text: "receivable*".into(),
                        credit: Some("0.5".parse().unwrap()),
                    },
                ],
                contains: vec![Words {
                    any: vec!["账".into(), "a:c".into()],
                    credit: None,
                }],
                rubric: Vec::new(),
            },
        ),
    ]);
    let lists = [
        "service-phases",
        "service-gaps",
        "warning-signs",
        "complaint-steps",
        "venues",
    ];
    let lists: Vec<_> = lists.iter().map(|id| list(id).unwrap()).collect();
    all.extend(make_some(&lists, &Seed::of(&["gift"]), 20));
    all
}

pub fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec![
            "a",
            "客户",
            " ",
            "=",
            "~",
            "#",
            "{",
            "}",
            ":",
            "\\",
            "\\n",
            "\n",
            "%",
            "[html]",
            "[id:",
            "]",
            "//",
            "::",
            "####",
            "T",
            "$CATEGORY:",
            "..",
            "1",
            "\"",
            ",",
            "|",
            "，",
            "😀",
        ]),
        1..8,
    )
    .prop_map(|parts| format!("q{}", parts.concat()).trim().to_owned())
}

pub fn any_question() -> impl Strategy<Value = Question> {
    let options = || prop::collection::btree_set(any_text(), 2..5);
    let items = |texts: std::collections::BTreeSet<String>| {
        usual_items(texts.into_iter().map(|text| Label::only(Lang::En, &text)))
    };
    let task = prop_oneof![
        options().prop_map(move |texts| Task::Single {
            options: items(texts),
            keys: vec!["a".into()],
            partly: [].into()
        }),
        (options(), any::<bool>()).prop_map(move |(texts, both)| {
            Task::Several {
                options: items(texts),
                keys: vec![if both { set("ab") } else { set("b") }],
            }
        }),
        any::<bool>().prop_map(|key| Task::TrueFalse { keys: vec![key] }),
        options().prop_map(|texts| matching(texts.iter().map(|text| {
            (
                Label::only(Lang::En, text),
                Label::only(Lang::En, &format!("r{text}")),
            )
        }))),
        options().prop_map(|texts| ordering(
            texts.iter().map(|text| Label::only(Lang::En, text)),
            OrderScoring::Neighbours
        )),
        (any::<i32>(), 0..1000_i64).prop_map(|(value, margin)| Task::Number {
            keys: vec![NumberKey {
                value: Decimal::new(value.into(), 2),
                tolerance: Tolerance::Absolute(Decimal::new(margin, 3)),
                credit: None,
            }],
            unit: Label::default(),
        }),
        prop::collection::btree_set(any_text(), 0..3).prop_map(|texts| Task::Text {
            keys: texts
                .into_iter()
                .map(|text| TextKey { text, credit: None })
                .collect(),
            contains: Vec::new(),
            rubric: Vec::new(),
        }),
    ];
    (any_text(), any_text(), prop::option::of(any_text()), task).prop_map(
        |(stem, reason, hint, task)| Question {
            stem: Label::only(Lang::En, &stem),
            reason: Label::only(Lang::En, &reason),
            hint: Label::only(Lang::En, &hint.unwrap_or_default()),
            task,
            ..Question::default()
        },
    )
}
