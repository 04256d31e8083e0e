//! Two sessions on one place, as two tabs.

use xinke::{
    domain::{Id, Workbook, journal::Turn},
    storage::{
        Backend, Batch, ENTRIES_KEPT, Keep, ResolveError, Session, Status, StoreError, meta,
    },
};

use super::support::*;

type Tab<F> = Session<<F as Factory>::Store>;

async fn two_tabs<F: Factory>(factory: &F) -> (F::Place, Tab<F>, Tab<F>) {
    let place = factory.fresh();
    let a = create(factory, &place).await;
    for number in 1..=3 {
        perform(&a, |tables| put_customer(tables, number, "原"));
    }
    a.flush().await.expect("saved");
    let b = reopen(factory, &place).await;
    (place, a, b)
}

/// Both tabs and the place hold the same in the end.
async fn agree<F: Factory>(factory: &F, place: &F::Place, a: &Tab<F>, b: &Tab<F>) {
    a.flush().await.expect("saved");
    b.flush().await.expect("saved");
    a.catch_up().await.expect("caught up");
    let stored = reopen(factory, place).await;
    assert_eq!(workbook_of(a), workbook_of(&stored));
    assert_eq!(workbook_of(b), workbook_of(&stored));
}

pub async fn another_tabs_edits_come_in_first<F: Factory>(factory: &F) {
    let (place, a, b) = two_tabs(factory).await;
    perform(&a, |tables| put_customer(tables, 1, "甲"));
    perform(&b, |tables| put_customer(tables, 2, "乙"));
    perform(&b, |tables| put_customer(tables, 4, "新"));
    a.flush().await.expect("saved");
    b.take_changed();
    b.flush().await.expect("saved on top");
    assert_eq!(name_of(&b, 1).as_deref(), Some("甲"));
    assert!(b.take_changed().contains("customers"));
    assert!(b.conflicts().is_empty());
    assert_eq!(a.catch_up().await, Ok(true));
    assert_eq!(a.catch_up().await, Ok(false));
    assert_eq!(name_of(&a, 2).as_deref(), Some("乙"));
    agree(factory, &place, &a, &b).await;
    factory.clear(place).await;
}

pub async fn the_same_record_twice_is_a_conflict<F: Factory>(factory: &F) {
    for keep in [Keep::Mine, Keep::Theirs] {
        let (place, a, b) = two_tabs(factory).await;
        perform(&a, |tables| put_customer(tables, 1, "甲"));
        perform(&b, |tables| put_customer(tables, 1, "乙"));
        perform(&b, |tables| put_customer(tables, 2, "二"));
        a.flush().await.expect("saved");
        b.flush().await.expect("the rest is saved");
        assert_eq!(name_of(&b, 1).as_deref(), Some("甲"));
        assert_eq!(name_of(&b, 2).as_deref(), Some("二"));
        let conflicts = b.conflicts();
        assert_eq!(conflicts.len(), 1);
        assert_eq!(conflicts[0].mine.edit.action.subject, "乙");
        assert_eq!(conflicts[0].theirs.len(), 1);
        assert!(b.would_lose());
        let number = conflicts[0].number;
        let done = b.resolve(number, keep, "b", NOW).expect("resolved");
        assert_eq!(done.is_some(), keep == Keep::Mine);
        assert_eq!(
            b.resolve(number, keep, "b", NOW),
            Err(ResolveError::Unknown)
        );
        let kept = if keep == Keep::Mine { "乙" } else { "甲" };
        let rev = b.read(|book, _| book.tables.customers.get(id(1)).map(|c| c.stamp.rev));
        assert_eq!(rev, Some(if keep == Keep::Mine { 3 } else { 2 }));
        assert_eq!(name_of(&b, 1).as_deref(), Some(kept));
        agree(factory, &place, &a, &b).await;
        assert_eq!(name_of(&a, 1).as_deref(), Some(kept));
        assert!(!b.would_lose());
        factory.clear(place).await;
    }
}

pub async fn later_edits_join_their_conflict<F: Factory>(factory: &F) {
    let (place, a, b) = two_tabs(factory).await;
    perform(&a, |tables| put_customer(tables, 1, "甲"));
    perform(&b, |tables| put_customer(tables, 1, "乙"));
    perform(&b, |tables| put_customer(tables, 1, "丙"));
    a.flush().await.expect("saved");
    b.flush().await.expect("saved");
    let conflicts = b.conflicts();
    assert_eq!(conflicts.len(), 1);
    b.resolve(conflicts[0].number, Keep::Mine, "b", NOW)
        .expect("resolved");
    assert_eq!(name_of(&b, 1).as_deref(), Some("丙"));
    agree(factory, &place, &a, &b).await;
    factory.clear(place).await;
}

pub async fn the_same_done_twice_is_no_conflict<F: Factory>(factory: &F) {
    let (place, a, b) = two_tabs(factory).await;
    // So that the entries have different numbers: this is not about the very same entry.
    perform(&b, |tables| put_customer(tables, 3, "别"));
    for tab in [&a, &b] {
        perform(tab, |tables| put_customer(tables, 1, "同"));
        tab.undo("tester", NOW).expect("undone");
        perform(tab, |tables| remove_customer(tables, 2));
    }
    a.flush().await.expect("saved");
    b.flush().await.expect("saved");
    assert!(b.conflicts().is_empty());
    agree(factory, &place, &a, &b).await;
    factory.clear(place).await;
}

pub async fn a_reference_to_what_is_gone_is_a_conflict<F: Factory>(factory: &F) {
    let (place, a, b) = two_tabs(factory).await;
    perform(&a, |tables| remove_customer(tables, 1));
    perform(&b, |tables| put_contact(tables, 10, 1));
    perform(&a, |tables| put_contact(tables, 11, 2));
    perform(&b, |tables| remove_customer(tables, 2));
    a.flush().await.expect("saved");
    b.flush().await.expect("saved");
    let conflicts = b.conflicts();
    assert_eq!(conflicts.len(), 2);
    for conflict in conflicts {
        let kept = b.resolve(conflict.number, Keep::Mine, "b", NOW);
        assert!(matches!(kept, Err(ResolveError::Dangling(_))), "{kept:?}");
        assert_eq!(b.resolve(conflict.number, Keep::Theirs, "b", NOW), Ok(None));
    }
    agree(factory, &place, &a, &b).await;
    factory.clear(place).await;
}

pub async fn undo_moves_with_the_numbers<F: Factory>(factory: &F) {
    let (place, a, b) = two_tabs(factory).await;
    perform(&a, |tables| put_customer(tables, 1, "甲"));
    perform(&b, |tables| put_customer(tables, 2, "乙"));
    b.undo("b", NOW).expect("undone");
    b.redo("b", NOW).expect("redone");
    b.undo("b", NOW).expect("undone");
    a.flush().await.expect("saved");
    b.flush().await.expect("saved");
    let turns: Vec<_> = b.read(|_, journal| {
        let entries = journal.entries().iter().skip(3);
        entries.map(|entry| (entry.seq, entry.turn)).collect()
    });
    let expected = [
        (4, Turn::Fresh),
        (5, Turn::Fresh),
        (6, Turn::Undo(5)),
        (7, Turn::Redo(6)),
        (8, Turn::Undo(7)),
    ];
    assert_eq!(turns, expected);
    b.redo("b", NOW).expect("redone");
    assert_eq!(name_of(&b, 2).as_deref(), Some("乙"));
    agree(factory, &place, &a, &b).await;
    factory.clear(place).await;
}

pub async fn a_tab_far_behind_reads_everything_again<F: Factory>(factory: &F) {
    let (place, a, b) = two_tabs(factory).await;
    perform(&b, |tables| put_customer(tables, 2, "乙"));
    perform(&b, |tables| put_customer(tables, 3, "乙"));
    for number in 0..ENTRIES_KEPT + 10 {
        perform(&a, |tables| {
            put_customer(tables, number % 2 * 2, &number.to_string())
        });
    }
    a.compact(NOW).await.expect("compacted");
    b.flush().await.expect("saved on top");
    assert_eq!(b.conflicts().len(), 1);
    assert_eq!(name_of(&b, 3).as_deref(), Some("乙"));
    agree(factory, &place, &a, &b).await;
    factory.clear(place).await;
}

pub async fn compaction_in_one_tab_does_not_disturb_the_other<F: Factory>(factory: &F) {
    let (place, a, b) = two_tabs(factory).await;
    perform(&b, |tables| put_customer(tables, 2, "乙"));
    a.compact(NOW).await.expect("compacted");
    b.flush().await.expect("saved");
    perform(&a, |tables| import(tables, 100..2_000));
    a.flush().await.expect("saved");
    b.compact(NOW).await.expect("compacted");
    let stored = reopen(factory, &place).await;
    assert_eq!(workbook_of(&stored), workbook_of(&b));
    a.compact(NOW).await.expect("compacted");
    agree(factory, &place, &a, &b).await;
    factory.clear(place).await;
}

pub async fn flushes_never_run_at_once<F: Factory>(factory: &F) {
    let (place, a, b) = two_tabs(factory).await;
    perform(&a, |tables| put_customer(tables, 1, "甲"));
    let version = a.mark().version;
    let (first, second) = join(a.flush(), a.flush()).await;
    first.expect("saved");
    second.expect("nothing left to save");
    assert_eq!(a.mark().version, version + 1);
    perform(&a, |tables| put_customer(tables, 1, "甲二"));
    perform(&b, |tables| put_customer(tables, 2, "乙"));
    let (first, second) = join(a.compact(NOW), b.flush()).await;
    first.expect("compacted");
    second.expect("saved");
    agree(factory, &place, &a, &b).await;
    factory.clear(place).await;
}

pub async fn edits_go_on_during_a_flush<F: Factory>(factory: &F) {
    let (place, a, _b) = two_tabs(factory).await;
    perform(&a, |tables| put_customer(tables, 1, "先"));
    let meanwhile = async {
        perform(&a, |tables| put_customer(tables, 1, "后"));
    };
    let (saved, ()) = join(a.flush(), meanwhile).await;
    saved.expect("saved");
    assert_eq!(a.status(), Status::Unsaved { error: None });
    assert_eq!(
        name_of(&reopen(factory, &place).await, 1).as_deref(),
        Some("先")
    );
    a.flush().await.expect("saved");
    assert_eq!(
        name_of(&reopen(factory, &place).await, 1).as_deref(),
        Some("后")
    );
    factory.clear(place).await;
}

pub async fn another_workbook_in_its_place_is_told<F: Factory>(factory: &F) {
    let (place, a, _b) = two_tabs(factory).await;
    let other = Workbook {
        id: Id::derived("another"),
        ..Workbook::default()
    };
    let elsewhere = factory.fresh();
    let store = factory.open(&elsewhere).await;
    let session = Session::create(store, other, setup())
        .await
        .expect("another");
    let head = session.backend().load().await.expect("stored").head;
    let store = factory.open(&place).await;
    let mark = a.mark();
    let mut batch = Batch::after(mark, mark.seq);
    batch
        .put_meta
        .push((meta::HEAD.to_owned(), head.expect("a head")));
    store.commit(batch).await.expect("replaced");
    perform(&a, |tables| put_customer(tables, 1, "甲"));
    assert_eq!(a.flush().await, Err(StoreError::Gone));
    assert!(a.would_lose());
    factory.clear(elsewhere).await;
    factory.clear(place).await;
}
