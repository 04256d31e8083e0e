//! Long random sequences of everything, against what plain memory says.

use std::collections::BTreeSet;

use xinke::{
    domain::{Workbook, edit::Edit, journal::Turn},
    storage::Session,
};

use super::support::*;

/// Undo and redo as anybody would write them down.
#[derive(Default)]
struct Reference {
    workbook: Workbook,
    done: Vec<Edit>,
    undone: Vec<Edit>,
}

impl Reference {
    fn perform(&mut self, edit: Edit) {
        self.workbook.apply(&edit).expect("it fits");
        self.done.push(edit);
        self.undone.clear();
    }

    fn turn(&mut self, is_undo: bool) -> bool {
        let (from, to) = if is_undo {
            (&mut self.done, &mut self.undone)
        } else {
            (&mut self.undone, &mut self.done)
        };
        let Some(edit) = from.pop() else { return false };
        let way = if is_undo {
            edit.inverse()
        } else {
            edit.clone()
        };
        self.workbook.apply(&way).expect("it fits");
        to.push(edit);
        true
    }
}

pub async fn one_tab_does_what_memory_does<F: Factory>(factory: &F) {
    for seed in 1..=4 {
        let mut random = Random::new(seed);
        let place = factory.fresh();
        let mut session = create(factory, &place).await;
        let mut reference = Reference {
            workbook: empty_workbook(),
            ..Reference::default()
        };
        for step in 0..150 {
            match random.below(20) {
                0..10 => {
                    let edit = random_edit(&mut random, &session, step);
                    let done = session.perform(edit.clone(), Turn::Fresh, "tester", NOW);
                    done.expect("it fits");
                    reference.perform(edit);
                }
                kind @ 10..14 => {
                    let is_undo = kind < 13;
                    let turned = if is_undo {
                        session.undo("tester", NOW)
                    } else {
                        session.redo("tester", NOW)
                    };
                    let turned = turned.expect("it fits").is_some();
                    assert_eq!(turned, reference.turn(is_undo), "seed {seed}, step {step}");
                }
                14..17 => session.flush().await.expect("saved"),
                17 => session.compact(NOW).await.expect("compacted"),
                _ => {
                    session.flush().await.expect("saved");
                    session = reopen(factory, &place).await;
                }
            }
            // Now and then: to compare everything is what takes the time here.
            if step % 10 == 0 {
                let is_same = session.read(|workbook, _| *workbook == reference.workbook);
                assert!(is_same, "seed {seed}, step {step}");
            }
        }
        session.flush().await.expect("saved");
        let stored = workbook_of(&reopen(factory, &place).await);
        assert!(stored == reference.workbook, "seed {seed}");
        factory.clear(place).await;
    }
}

fn random_edit<B>(random: &mut Random, session: &Session<B>, step: u64) -> Edit {
    let number = random.below(40);
    let kind = random.below(30);
    session.read(|workbook, _| {
        let tables = &workbook.tables;
        let is_there = tables.customers.contains(id(number));
        let has_contacts = tables.contacts.iter().any(|c| c.customer == id(number));
        match kind {
            0 => import(tables, 1_000 * step..1_000 * step + 210),
            1..5 if is_there && !has_contacts => remove_customer(tables, number),
            5..10 if is_there => put_contact(tables, 100 + number, number),
            _ => put_customer(tables, number, &format!("{step}")),
        }
    })
}

pub async fn two_tabs_lose_nothing<F: Factory>(factory: &F) {
    for seed in 1..=8 {
        let mut random = Random::new(seed);
        let place = factory.fresh();
        let tabs = [create(factory, &place).await, reopen(factory, &place).await];
        let mut performed = Vec::new();
        for step in 0..60 {
            let which = random.below(2) as usize;
            let tab = &tabs[which];
            match random.below(10) {
                0..7 => {
                    let number = random.below(12);
                    let name = format!("{seed}-{step}");
                    perform(tab, |tables| put_customer(tables, number, &name));
                    performed.push((which, number, name));
                }
                7 => tab.flush().await.expect("saved"),
                8 => drop(tab.catch_up().await.expect("caught up")),
                _ => tab.compact(NOW).await.expect("compacted"),
            }
        }
        for tab in [0, 1, 0] {
            tabs[tab].flush().await.expect("saved");
            tabs[tab].catch_up().await.expect("caught up");
        }
        let stored = reopen(factory, &place).await;
        assert_eq!(workbook_of(&tabs[0]), workbook_of(&stored));
        assert_eq!(workbook_of(&tabs[1]), workbook_of(&stored));
        let logged: BTreeSet<String> = stored.read(|_, journal| {
            let entries = journal.entries().iter();
            entries
                .map(|entry| entry.edit.action.subject.clone())
                .collect()
        });
        let mut conflicts = 0;
        for (which, number, name) in performed {
            if !logged.contains(&name) {
                let shown = tabs[which].conflicts();
                let mut changes = shown.iter().flat_map(|shown| &shown.mine.edit.changes);
                let is_shown = changes.any(|c| c.key().is_some_and(|(_, at)| at == id(number)));
                assert!(is_shown, "seed {seed}: edit {name} is lost");
                conflicts += 1;
            }
        }
        assert!(conflicts < 60, "seed {seed}");
        factory.clear(place).await;
    }
}
