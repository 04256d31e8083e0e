//! The classroom: questions with their keys, answers and marks, chance that can be computed again,
//! answer codes for a chat, statistics of questions.

mod answer;
mod assemble;
mod bank;
pub mod code;
mod commands;
mod finding;
mod generate;
pub mod items;
mod layout;
mod lists;
mod marking;
mod question;
mod seed;
mod task;

pub use answer::Answer;
pub use assemble::{matching, ordering, usual_items};
pub use bank::{shipped, shipped_question};
pub use commands::{delete_questions, save_questions};
pub use finding::Finding;
pub use generate::{Way, make, make_some};
pub use layout::{Layout, layout, question_order};
pub use lists::{Entry, List, ListGroup, Sign, list, lists};
pub use marking::{Mark, Marking, PARTIAL_SEVERAL, RubricFault, Verdict, mark, rubric_share};
pub use question::{MAX_ITEMS, Question};
pub use seed::{Dice, Seed};
pub use task::{Criterion, Item, NumberKey, OrderScoring, Pairs, Task, TextKey, Tolerance, Words};

use super::figure::FigureKind;

/// Every figure of the classroom.
pub const FIGURES: &[&FigureKind] = &[&items::DIFFICULTY, &items::DISCRIMINATION, &items::CHOSEN];
