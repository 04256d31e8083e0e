//! Statistics of questions: how hard each is, whether it tells good students from weak ones, and
//! who fell for which wrong option.

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

use super::{answer::Answer, question::Question, task::Task};
use crate::{
    content::bi,
    domain::{
        figure::{Figure, FigureKind, Input, NoValue, Unit, quotient},
        rule::{Rule, RuleDefault},
        tables::Tables,
    },
};

/// The share of a class in its top and in its bottom group.
pub const GROUP_SHARE: Rule = Rule {
    key: "classroom.group_share",
    label: bi("高低分组比例", "Share of the top and bottom groups"),
    hint: bi(
        "区分度比较总分最高与最低的这部分学生",
        "Discrimination compares these parts of the class, by total score",
    ),
    default: RuleDefault::Decimal(
        Decimal::from_parts(27, 0, 0, false, 2),
        Decimal::from_parts(1, 0, 0, false, 1),
        Decimal::from_parts(5, 0, 0, false, 1),
    ),
    source: bi("凯利（T. L. Kelley）1939年：27%", "T. L. Kelley 1939: 27 %"),
};

/// How many students discrimination needs at least.
pub const LEAST_STUDENTS: Rule = Rule {
    key: "classroom.least_students",
    label: bi("区分度最少人数", "Students that discrimination needs"),
    hint: bi(
        "人数更少时不计算区分度",
        "With fewer, discrimination is not computed",
    ),
    default: RuleDefault::Whole(10, 4, 1000),
    source: bi("本工具的建议", "Our proposal"),
};

/// How hard a question is.
pub const DIFFICULTY: FigureKind = FigureKind {
    id: "classroom.difficulty",
    label: bi("难度 p", "Difficulty p"),
    formula: bi(
        "各份答卷得分比例之和 ÷ 答卷数（空白计 0）；越大越容易",
        "Sum of the shares of points ÷ sheets (a blank counts 0); higher is easier",
    ),
    unit: Unit::Share,
    source: bi("题目分析的通行做法", "Common practice of item analysis"),
    rule: None,
};

/// Whether a question tells good students from weak ones.
pub const DISCRIMINATION: FigureKind = FigureKind {
    id: "classroom.discrimination",
    label: bi("区分度 D", "Discrimination D"),
    formula: bi(
        "高分组难度 − 低分组难度；分组按总分，界线上同分者按比例计入",
        "p of the top group − p of the bottom group, by total score; equals at the border count in proportion",
    ),
    unit: Unit::Number,
    source: bi("题目分析的通行做法", "Common practice of item analysis"),
    rule: Some("classroom.group_share"),
};

/// How many chose an option.
pub const CHOSEN: FigureKind = FigureKind {
    id: "classroom.chosen",
    label: bi("选项选择率", "Share that chose an option"),
    formula: bi("选该项的答卷数 ÷ 答卷数", "Sheets with the option ÷ sheets"),
    unit: Unit::Share,
    source: bi("题目分析的通行做法", "Common practice of item analysis"),
    rule: None,
};

/// One student's paper: a share of the points for each question, none where the teacher has not
/// marked it yet, and the answers.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct MarkedSheet {
    /// Shares from 0 to 1 in the order of the questions.
    pub shares: Vec<Option<Decimal>>,
    /// Answers in the same order.
    pub answers: Vec<Option<Answer>>,
}

impl MarkedSheet {
    /// The points so far: shares by what the questions are worth.
    pub fn total(&self, questions: &[Question]) -> Decimal {
        let points = questions.iter().zip(&self.shares).map(|(question, share)| {
            let share = share.unwrap_or_default();
            share
                .checked_mul(question.full_points())
                .unwrap_or_default()
        });
        points.fold(Decimal::ZERO, Decimal::saturating_add)
    }
}

/// How often an option was chosen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OptionCount {
    /// The option's id; for true or false `true` and `false`.
    pub id: String,
    /// Whether the first accepted key has it.
    pub is_key: bool,
    /// How many sheets have it.
    pub count: u32,
    /// [`CHOSEN`].
    pub share: Figure,
}

/// What a class made of one question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ItemStatistics {
    /// Sheets that have a share for it.
    pub sheets: u32,
    /// Sheets that left it blank.
    pub blank: u32,
    /// [`DIFFICULTY`].
    pub difficulty: Figure,
    /// [`DISCRIMINATION`].
    pub discrimination: Figure,
    /// For single choice, several and true or false; empty for other kinds.
    pub options: Vec<OptionCount>,
}

/// How statistics are set in the rulebook.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grouping {
    /// Value of [`GROUP_SHARE`].
    pub share: Decimal,
    /// Value of [`LEAST_STUDENTS`].
    pub least: u32,
}

impl Grouping {
    /// As the workbook says.
    pub fn of(tables: &Tables) -> Self {
        Self {
            share: GROUP_SHARE.decimal(tables),
            least: u32::try_from(LEAST_STUDENTS.whole(tables)).unwrap_or(u32::MAX),
        }
    }
}

/// Statistics of every question, in their order.
pub fn statistics(
    questions: &[Question],
    sheets: &[MarkedSheet],
    grouping: Grouping,
) -> Vec<ItemStatistics> {
    let totals: Vec<_> = sheets.iter().map(|sheet| sheet.total(questions)).collect();
    let each = questions.iter().enumerate();
    each.map(|(at, question)| of_one(question, at, sheets, &totals, grouping))
        .collect()
}

fn of_one(
    question: &Question,
    at: usize,
    sheets: &[MarkedSheet],
    totals: &[Decimal],
    grouping: Grouping,
) -> ItemStatistics {
    let share = |sheet: &MarkedSheet| sheet.shares.get(at).copied().flatten();
    let marked: Vec<(Decimal, Decimal)> = sheets
        .iter()
        .zip(totals)
        .filter_map(|(sheet, total)| Some((*total, share(sheet)?)))
        .collect();
    let answers: Vec<_> = sheets
        .iter()
        .map(|sheet| sheet.answers.get(at).and_then(Option::as_ref))
        .collect();
    let is_blank = |answer: &&Option<&Answer>| answer.is_none_or(Answer::is_blank);
    ItemStatistics {
        sheets: count(marked.len()),
        blank: count(answers.iter().filter(is_blank).count()),
        difficulty: difficulty(&marked),
        discrimination: discrimination(marked, grouping),
        options: options(&question.task, &answers),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn input(label: crate::content::Bilingual, value: Decimal) -> Input {
    Input {
        label,
        value: value.normalize().to_string(),
    }
}

fn difficulty(marked: &[(Decimal, Decimal)]) -> Figure {
    let shares = marked.iter().map(|(_, share)| *share);
    let sum = shares.fold(Decimal::ZERO, Decimal::saturating_add);
    let n = Decimal::from(marked.len());
    let value = quotient(sum, n).map_err(|_| NoValue::NoRecords);
    Figure {
        kind: &DIFFICULTY,
        value,
        inputs: vec![
            input(bi("得分比例之和", "Sum of shares"), sum),
            input(bi("答卷数", "Sheets"), n),
        ],
    }
}

/// p of the first `size` sheets; those that have the same total as the last of them share the
/// places that are left, so that the order of equals does not matter.
fn group_p(sorted: &[(Decimal, Decimal)], size: usize) -> Result<Decimal, NoValue> {
    let border = size.checked_sub(1).and_then(|last| sorted.get(last));
    let (border, _) = border.ok_or(NoValue::NoRecords)?;
    let sum = |rows: &mut dyn Iterator<Item = &(Decimal, Decimal)>| {
        rows.fold((0_usize, Decimal::ZERO), |(n, sum), (_, share)| {
            (n + 1, sum.saturating_add(*share))
        })
    };
    let (sure, sure_sum) = sum(&mut sorted.iter().take_while(|(total, _)| total != border));
    let (tied, tied_sum) = sum(&mut sorted.iter().filter(|(total, _)| total == border));
    let places = Decimal::from(size.saturating_sub(sure));
    let part = quotient(tied_sum, Decimal::from(tied))?;
    let part = part.checked_mul(places).ok_or(NoValue::TooLarge)?;
    quotient(sure_sum.saturating_add(part), Decimal::from(size))
}

fn discrimination(mut marked: Vec<(Decimal, Decimal)>, grouping: Grouping) -> Figure {
    let n = marked.len();
    let wanted = Decimal::from(n).saturating_mul(grouping.share);
    let size = wanted.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let size = size.to_usize().unwrap_or_default().clamp(1, (n / 2).max(1));
    marked.sort_by_key(|(total, _)| std::cmp::Reverse(*total));
    let top = group_p(&marked, size);
    marked.reverse();
    let bottom = group_p(&marked, size);
    let value = if n == 0 {
        Err(NoValue::NoRecords)
    } else if count(n) < grouping.least {
        Err(NoValue::TooFew(grouping.least))
    } else {
        top.and_then(|top| Ok(top - bottom?))
    };
    let inputs = [
        (
            bi("每组人数", "Students in each group"),
            Ok(Decimal::from(size)),
        ),
        (bi("高分组难度", "p of the top group"), top),
        (bi("低分组难度", "p of the bottom group"), bottom),
    ];
    let known = inputs.into_iter();
    Figure {
        kind: &DISCRIMINATION,
        value,
        inputs: known
            .filter_map(|(label, value)| Some(input(label, value.ok()?)))
            .collect(),
    }
}

fn options(task: &Task, answers: &[Option<&Answer>]) -> Vec<OptionCount> {
    let ids: Vec<(String, bool)> = match task {
        Task::Single { options, keys, .. } => options
            .iter()
            .map(|item| (item.id.clone(), keys.first() == Some(&item.id)))
            .collect(),
        Task::Several { options, keys } => options
            .iter()
            .map(|item| {
                let is_key = keys.first().is_some_and(|key| key.contains(&item.id));
                (item.id.clone(), is_key)
            })
            .collect(),
        Task::TrueFalse { keys } => [true, false]
            .map(|value| (value.to_string(), keys.first() == Some(&value)))
            .into(),
        _ => Vec::new(),
    };
    let has = |answer: &Answer, id: &str| match answer {
        Answer::Single(chosen) => chosen == id,
        Answer::Several(chosen) => chosen.contains(id),
        Answer::TrueFalse(value) => value.to_string() == id,
        _ => false,
    };
    let sheets = Decimal::from(answers.len());
    let each = ids.into_iter().map(|(id, is_key)| {
        let with = answers.iter().flatten().filter(|answer| has(answer, &id));
        let count = count(with.count());
        let share = Figure {
            kind: &CHOSEN,
            value: quotient(Decimal::from(count), sheets).map_err(|_| NoValue::NoRecords),
            inputs: vec![
                input(bi("选该项的答卷数", "Sheets with the option"), count.into()),
                input(bi("答卷数", "Sheets"), sheets),
            ],
        };
        OptionCount {
            id,
            is_key,
            count,
            share,
        }
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{content::Label, domain::classroom::Item};

    fn question() -> Question {
        let options = ["a", "b", "c"].map(|id| Item::new(id, Label::same(id)));
        Question {
            task: Task::Single {
                options: options.into(),
                keys: vec!["a".to_owned()],
                partly: [].into(),
            },
            ..Question::default()
        }
    }

    const GROUPING: Grouping = Grouping {
        share: Decimal::from_parts(27, 0, 0, false, 2),
        least: 10,
    };

    /// A class of two questions: the first is looked at, the second sets the total.
    fn class(rows: &[(&str, i64)]) -> Vec<ItemStatistics> {
        let second = Question {
            points: Some(Decimal::ONE_HUNDRED),
            ..question()
        };
        let sheet = |(chosen, total): &(&str, i64)| MarkedSheet {
            shares: vec![
                Some(Decimal::from(u8::from(*chosen == "a"))),
                Some(Decimal::new(*total, 2)),
            ],
            answers: vec![
                (!chosen.is_empty()).then(|| Answer::Single((*chosen).to_owned())),
                None,
            ],
        };
        let sheets: Vec<_> = rows.iter().map(sheet).collect();
        statistics(&[question(), second], &sheets, GROUPING)
    }

    fn value(figure: &Figure) -> String {
        match &figure.value {
            Ok(value) => value.normalize().to_string(),
            Err(why) => why.to_string(),
        }
    }

    #[test]
    fn a_class_of_eleven_worked_by_hand() {
        // 27 % of 11 is 2.97, so three each: top a a b, bottom c (blank) c.
        let found = class(&[
            ("a", 95),
            ("a", 90),
            ("b", 85),
            ("a", 80),
            ("c", 75),
            ("a", 70),
            ("b", 65),
            ("a", 60),
            ("c", 55),
            ("", 50),
            ("c", 45),
        ]);
        let first = &found[0];
        assert_eq!((first.sheets, first.blank), (11, 1));
        assert!(value(&first.difficulty).starts_with("0.4545454545"));
        assert!(value(&first.discrimination).starts_with("0.666666666"));
        let counts: Vec<_> = first
            .options
            .iter()
            .map(|option| (&*option.id, option.is_key, option.count))
            .collect();
        assert_eq!(counts, [("a", true, 5), ("b", false, 2), ("c", false, 3)]);
        assert_eq!(first.discrimination.inputs.len(), 3);
    }

    #[test]
    fn equals_at_the_border_count_in_proportion_whatever_their_order() {
        let tied = |first: &str, second: &str| {
            let mut rows = vec![("a", 90), ("a", 80), (first, 70), (second, 70)];
            rows.extend([
                ("a", 60),
                ("a", 50),
                ("a", 45),
                ("b", 40),
                ("b", 30),
                ("b", 20),
            ]);
            class(&rows)
        };
        // Three of ten; the third place is shared by a right and a wrong answer of equal totals,
        // which a right answer itself makes equal: 70 + 1 and 71 + 0.
        let mut rows = vec![("a", 90), ("a", 80), ("a", 70), ("b", 71)];
        rows.extend([
            ("a", 60),
            ("a", 50),
            ("a", 45),
            ("b", 40),
            ("b", 30),
            ("b", 20),
        ]);
        let one = class(&rows);
        rows.swap(2, 3);
        let other = class(&rows);
        assert_eq!(
            value(&one[0].discrimination),
            value(&other[0].discrimination)
        );
        assert!(value(&one[0].discrimination).starts_with("0.83333333333"));
        assert_eq!(value(&tied("a", "b")[0].discrimination), "1");
    }

    #[test]
    fn too_few_students_say_so() {
        let few = class(&[("a", 90), ("b", 10)]);
        assert_eq!(few[0].discrimination.value, Err(NoValue::TooFew(10)));
        assert_eq!(value(&few[0].difficulty), "0.5");
        let none = class(&[]);
        assert_eq!(none[0].difficulty.value, Err(NoValue::NoRecords));
        assert_eq!(none[0].discrimination.value, Err(NoValue::NoRecords));
        assert_eq!(none[0].options[0].share.value, Err(NoValue::NoRecords));
    }

    #[test]
    fn what_is_not_marked_yet_does_not_count() {
        let sheet = MarkedSheet {
            shares: vec![None],
            answers: vec![Some(Answer::Single("a".to_owned()))],
        };
        let found = statistics(&[question()], &[sheet], GROUPING);
        assert_eq!((found[0].sheets, found[0].options[0].count), (0, 1));
        assert_eq!(found[0].difficulty.value, Err(NoValue::NoRecords));
    }
}
