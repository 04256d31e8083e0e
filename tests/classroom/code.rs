//! Answer codes: nothing mistyped is misread, and a pasted chat gives every sheet once.

use proptest::prelude::*;

use xinke::{
    content::Label,
    domain::classroom::{
        Answer, Dice, Item, Question, Seed, Task,
        code::{Chat, CodeError, NotAChoice, Paper, Sheet, Student, decode, encode, read_chat},
    },
};

const SIGNS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const DIGEST: [u8; 32] = [0xa7; 32];

fn items(count: usize) -> Vec<Item> {
    let item = |at| Item::new(&Item::usual_id(at), Label::same(&at.to_string()));
    (0..count).map(item).collect()
}

fn question(task: Task) -> Question {
    Question {
        task,
        ..Question::default()
    }
}

fn single(options: usize) -> Question {
    question(Task::Single {
        options: items(options),
        keys: Vec::new(),
        partly: [].into(),
    })
}

/// One of each kind that is a choice.
fn mixed() -> Vec<Question> {
    vec![
        single(4),
        question(Task::Several {
            options: items(5),
            keys: Vec::new(),
        }),
        question(Task::TrueFalse { keys: Vec::new() }),
        question(Task::Match {
            left: items(4),
            right: items(3),
            keys: Vec::new(),
        }),
        question(Task::Order {
            items: items(6),
            keys: Vec::new(),
            scoring: Default::default(),
        }),
    ]
}

fn paper(questions: &[Question]) -> Paper {
    Paper::new(DIGEST, questions).unwrap()
}

fn answer(dice: &mut Dice, task: &Task) -> Option<Answer> {
    if dice.chance(1, 6) {
        return None;
    }
    let options = task.options();
    let mut pick = |options: &[Item]| dice.pick(options).map(|item| item.id.clone());
    let answer = match task {
        Task::Single { .. } => Answer::Single(pick(options)?),
        Task::TrueFalse { .. } => Answer::TrueFalse(dice.chance(1, 2)),
        Task::Several { .. } => Answer::Several((0..3).filter_map(|_| pick(options)).collect()),
        Task::Match { left, .. } => {
            let sides = (0..3).filter_map(|_| Some((pick(left)?, pick(options)?)));
            Answer::Match(sides.collect())
        }
        _ => {
            let most = 1 + dice.place(options.len());
            let sample = dice.sample(options, most);
            Answer::Order(sample.iter().map(|item| item.id.clone()).collect())
        }
    };
    Some(answer)
}

fn sheet(seed: u64, questions: &[Question]) -> Sheet {
    let mut dice = Seed::of(&["sheet", &seed.to_string()]).dice();
    let number = match dice.below(3) {
        0 => format!("{:02}", dice.below(60)),
        1 => format!("2023{:06}", dice.below(1_000_000)),
        _ => format!("B-{}", dice.below(500)),
    };
    let answers = questions.iter().map(|row| answer(&mut dice, &row.task));
    Sheet {
        student: Student::new(&number).unwrap(),
        answers: answers.collect(),
    }
}

fn signs(code: &str) -> Vec<char> {
    code.chars().filter(|c| *c != '-').collect()
}

#[test]
fn a_code_says_the_sheet_and_is_short() {
    let questions: Vec<_> = (0..40).map(|_| single(4)).collect();
    let sheet = Sheet {
        student: Student::new("07").unwrap(),
        answers: vec![Some(Answer::Single("c".to_owned())); 40],
    };
    let code = encode(&paper(&questions), &sheet).unwrap();
    assert_eq!(signs(&code).len(), 41, "{code}");
    assert_eq!(decode(&paper(&questions), &code), Ok(sheet));
    assert!(code.starts_with("XK1"), "{code}");
}

#[test]
fn it_is_read_however_it_is_typed() {
    let questions = mixed();
    let paper = paper(&questions);
    let sheet = sheet(4, &questions);
    let code = encode(&paper, &sheet).unwrap();
    let wide: String = code
        .chars()
        .map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap())
        .collect();
    let confused = code.replace('1', "l").replace('0', "o");
    for typed in [
        code.to_lowercase(),
        code.replace('-', " "),
        code.replace('-', "\n"),
        wide,
        confused,
        format!("  {code} \u{200b}\n"),
    ] {
        assert_eq!(decode(&paper, &typed), Ok(sheet.clone()), "{typed}");
    }
}

/// The promise of the answer code: no single wrong sign and no swap of neighbours is misread.
#[test]
fn in_a_thousand_codes_every_wrong_sign_and_every_swap_is_refused() {
    let questions = mixed();
    let paper = paper(&questions);
    let mut tried = 0_u32;
    for seed in 0..1000 {
        let code = signs(&encode(&paper, &sheet(seed, &questions)).unwrap());
        let refused = |code: &[char]| {
            let text: String = code.iter().collect();
            assert!(decode(&paper, &text).is_err(), "{text}");
        };
        for at in 0..code.len() {
            for sign in SIGNS.chars() {
                if sign != code[at] {
                    let mut wrong = code.clone();
                    wrong[at] = sign;
                    refused(&wrong);
                    tried += 1;
                }
            }
            if at > 0 && code[at] != code[at - 1] {
                let mut swapped = code.clone();
                swapped.swap(at, at - 1);
                refused(&swapped);
                tried += 1;
            }
        }
        let mut shorter = code.clone();
        shorter.remove(usize::try_from(seed).unwrap() % code.len());
        refused(&shorter);
    }
    assert!(tried > 900_000, "{tried}");
}

#[test]
fn other_papers_and_other_texts_are_refused() {
    let questions = mixed();
    let sheet = sheet(1, &questions);
    let code = encode(&paper(&questions), &sheet).unwrap();
    let mut digest = DIGEST;
    // The first 25 bits, which the code states, are the same.
    digest[4] ^= 1;
    let other = Paper::new(digest, &questions).unwrap();
    assert_eq!(decode(&other, &code), Err(CodeError::OtherPaper));
    let shorter = Paper::new(DIGEST, &questions[..3]).unwrap();
    assert_eq!(decode(&shorter, &code), Err(CodeError::Content));
    let paper = paper(&questions);
    assert_eq!(decode(&paper, "hello"), Err(CodeError::NoMark));
    assert_eq!(decode(&paper, "XK1U"), Err(CodeError::Sign('U')));
    assert_eq!(decode(&paper, "XK2AA"), Err(CodeError::Version(2)));
    assert_eq!(
        decode(&paper, &code[..code.len() - 1]),
        Err(CodeError::Length)
    );
    let typed = question(Task::Number {
        keys: Vec::new(),
        unit: Label::default(),
    });
    assert_eq!(Paper::new(DIGEST, [&typed]), Err(NotAChoice(0)));
    let foreign = Sheet {
        answers: vec![Some(Answer::Single("z".to_owned())); questions.len()],
        ..sheet
    };
    assert_eq!(encode(&paper, &foreign), Err(CodeError::Content));
}

#[test]
fn a_whole_chat_gives_each_student_once_with_the_last_sheet() {
    let questions = mixed();
    let paper = paper(&questions);
    let code = |seed| encode(&paper, &sheet(seed, &questions)).unwrap();
    let of = |number: &str, seed| {
        let student = Student::new(number).unwrap();
        let sheet = Sheet {
            student,
            ..sheet(seed, &questions)
        };
        encode(&paper, &sheet).unwrap()
    };
    let broken = {
        let mut signs: Vec<char> = of("9", 9).chars().collect();
        let last = signs.len() - 1;
        signs[last] = if signs[last] == 'A' { 'B' } else { 'A' };
        signs.iter().collect::<String>()
    };
    let chat = format!(
        "王丽 10:31\n老师好，这是我的答卷：{}谢谢！\n\
         Zhang San 10:32 {}\n\
         > 李四：{}\n{}\n\
         {broken}\n{}\n\
         XKCD is fun, xk1 too\n\
         {} and {}",
        of("1", 1).to_lowercase(),
        of("2", 2).replace('-', "\n- "),
        of("3", 3).replace('-', "　"),
        of("1", 11),
        &of("5", 5)[..20],
        of("2", 2),
        code(100).replace('-', "－"),
    );
    let found = read_chat(&paper, &chat);
    let numbers: Vec<_> = found.handed.keys().map(Student::as_str).collect();
    let last = sheet(100, &questions).student;
    let mut expected = vec!["1", "2", "3", last.as_str()];
    expected.sort_unstable();
    assert_eq!(numbers, expected, "{chat}");
    let one = &found.handed[&Student::new("1").unwrap()];
    assert_eq!(one.sheet.answers, sheet(11, &questions).answers);
    assert_eq!((one.earlier.len(), one.times), (1, 1));
    let two = &found.handed[&Student::new("2").unwrap()];
    assert_eq!((two.times, two.earlier.len()), (2, 0));
    let errors: Vec<_> = found.misread.iter().map(|misread| misread.error).collect();
    assert_eq!(errors, [CodeError::Check, CodeError::Length], "{chat}");
    assert!(found.misread[0].text.starts_with("XK1"));
    assert_eq!(read_chat(&paper, ""), Chat::default());
}

proptest! {
    #[test]
    fn every_sheet_comes_back(seed in any::<u64>(), kinds in prop::collection::vec(0..5_usize, 0..30)) {
        let all = mixed();
        let questions: Vec<_> = kinds.iter().map(|kind| all[*kind].clone()).collect();
        let paper = paper(&questions);
        let sheet = sheet(seed, &questions);
        let code = encode(&paper, &sheet).unwrap();
        let blank = |answer: &Option<Answer>| answer.clone().filter(|answer| !answer.is_blank());
        let answers: Vec<_> = sheet.answers.iter().map(blank).collect();
        prop_assert_eq!(decode(&paper, &code), Ok(Sheet { answers, ..sheet }));
    }

    #[test]
    fn no_text_panics(text in "(XK1)?[0-9A-Za-z \\-\n]{0,80}") {
        let questions = mixed();
        let _ = decode(&paper(&questions), &text);
        read_chat(&paper(&questions), &text);
    }
}
