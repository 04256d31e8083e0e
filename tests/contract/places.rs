//! One session at a time: saved is saved, not saved is not saved.

use std::sync::Arc;

use xinke::{
    domain::{
        Customer, Id,
        tables::{AnyRecord, UnknownRecord},
    },
    storage::{
        Backend, Batch, ENTRIES_KEPT, ENTRY_AGE_MS, FileCopy, Mark, Registry, SNAPSHOTS_KEPT, Seal,
        Session, Status, StoreError, layout::shard_key,
    },
};

use super::support::*;

pub async fn nothing_is_there_before_the_first_batch<F: Factory>(factory: &F) {
    let place = factory.fresh();
    let store = factory.open(&place).await;
    assert_eq!(store.load().await, Ok(Default::default()));
    assert_eq!(store.read_since(0).await, Ok(Default::default()));
    let opened = Session::open(store, setup()).await;
    assert_eq!(opened.err(), Some(StoreError::Gone));
    factory.clear(place).await;
}

pub async fn what_is_saved_is_there_after_a_restart<F: Factory>(factory: &F) {
    let place = factory.fresh();
    let session = create(factory, &place).await;
    perform(&session, |tables| put_customer(tables, 1, "一"));
    perform(&session, |tables| put_contact(tables, 2, 1));
    assert_eq!(session.take_changed().len(), 2);
    assert!(session.take_changed().is_empty());
    session.flush().await.expect("saved");
    let again = reopen(factory, &place).await;
    assert_eq!(workbook_of(&again), workbook_of(&session));
    assert_eq!(workbook_of(&again).revision, 2);
    assert_eq!(again.mark(), session.mark());
    session.read(|_, journal| again.read(|_, other| assert_eq!(journal, other)));
    factory.clear(place).await;
}

pub async fn what_is_not_saved_is_not_there<F: Factory>(factory: &F) {
    let place = factory.fresh();
    let session = create(factory, &place).await;
    perform(&session, |tables| put_customer(tables, 1, "一"));
    assert!(session.would_lose());
    assert_eq!(name_of(&reopen(factory, &place).await, 1), None);
    factory.clear(place).await;
}

pub async fn a_second_workbook_is_refused<F: Factory>(factory: &F) {
    let place = factory.fresh();
    let session = create(factory, &place).await;
    let store = factory.open(&place).await;
    let second = Session::create(store, empty_workbook(), setup()).await;
    assert_eq!(second.err(), Some(StoreError::Taken));
    drop(session);
    factory.clear(place).await;
}

pub async fn a_batch_from_an_old_state_is_refused<F: Factory>(factory: &F) {
    let place = factory.fresh();
    let store = factory.open(&place).await;
    let batch = |expected| {
        let mut batch = Batch::after(expected, 1);
        batch.append.push((1, b"entry".to_vec()));
        batch.put_shards.push(("t/0".to_owned(), b"[]".to_vec()));
        batch
    };
    let first = batch(Mark::default());
    store.commit(first.clone()).await.expect("the first");
    let before = store.load().await.expect("what is stored");
    let found = first.mark;
    for old in [Mark::default(), Mark { seq: 1, version: 9 }] {
        let mut batch = batch(old);
        batch.delete_shards.push("t/0".to_owned());
        batch.forget_log_through = Some(1);
        assert_eq!(
            store.commit(batch).await,
            Err(StoreError::Conflict { found })
        );
    }
    assert_eq!(store.load().await, Ok(before));
    factory.clear(place).await;
}

pub async fn a_batch_does_all_it_says<F: Factory>(factory: &F) {
    let place = factory.fresh();
    let store = factory.open(&place).await;
    let mut batch = Batch::after(Mark::default(), 3);
    batch.append = (1..=3).map(|seq| (seq, vec![seq as u8; 3])).collect();
    batch.put_shards = vec![("t/0".into(), vec![0]), ("t/10".into(), Vec::new())];
    batch.put_meta = vec![("head".into(), b"h".to_vec()), ("x".into(), vec![1])];
    let mark = batch.mark;
    store.commit(batch).await.expect("the first");
    let mut batch = Batch::after(mark, 4);
    batch.forget_log_through = Some(2);
    batch.append = vec![(4, vec![4])];
    batch.delete_shards = vec!["t/0".into(), "not there".into()];
    batch.delete_meta = vec!["x".into()];
    batch.put_shards = vec![("t/10".into(), vec![10])];
    let mark = batch.mark;
    store.commit(batch).await.expect("the second");
    let other = factory.open(&place).await;
    let stored = other.load().await.expect("what is stored");
    assert_eq!(stored.mark, Some(mark));
    assert_eq!(stored.head, Some(b"h".to_vec()));
    assert_eq!(stored.shards, [("t/10".to_owned(), vec![10])]);
    assert_eq!(stored.log, [(3, vec![3; 3]), (4, vec![4])]);
    let tail = other.read_since(3).await.expect("the tail");
    assert_eq!((tail.mark, tail.log), (Some(mark), vec![(4, vec![4])]));
    assert_eq!(other.read_meta("x").await, Ok(None));
    factory.clear(place).await;
}

pub async fn undo_and_redo_survive_a_restart<F: Factory>(factory: &F) {
    let place = factory.fresh();
    let session = create(factory, &place).await;
    perform(&session, |tables| put_customer(tables, 1, "一"));
    perform(&session, |tables| put_customer(tables, 1, "二"));
    session
        .undo("tester", NOW)
        .expect("undone")
        .expect("an entry");
    session.flush().await.expect("saved");
    let session = reopen(factory, &place).await;
    assert_eq!(name_of(&session, 1).as_deref(), Some("一"));
    session
        .undo("tester", NOW)
        .expect("undone")
        .expect("an entry");
    assert_eq!(name_of(&session, 1), None);
    assert_eq!(session.undo("tester", NOW), Ok(None));
    for _ in 0..2 {
        session
            .redo("tester", NOW)
            .expect("redone")
            .expect("an entry");
    }
    assert_eq!(session.redo("tester", NOW), Ok(None));
    session.compact(NOW).await.expect("compacted");
    let session = reopen(factory, &place).await;
    assert_eq!(name_of(&session, 1).as_deref(), Some("二"));
    session
        .undo("tester", NOW)
        .expect("undone")
        .expect("an entry");
    assert_eq!(name_of(&session, 1).as_deref(), Some("一"));
    factory.clear(place).await;
}

pub async fn an_import_is_one_transaction<F: Factory>(factory: &F) {
    let place = factory.fresh();
    let session = create(factory, &place).await;
    let before = session.mark();
    perform(&session, |tables| import(tables, 0..5_000));
    session.flush().await.expect("saved");
    assert_eq!(session.mark().version, before.version + 1);
    let stored = factory.open(&place).await.load().await.expect("stored");
    assert_eq!(stored.log.len(), 1);
    assert!(stored.shards.len() >= 4, "{} shards", stored.shards.len());
    let again = reopen(factory, &place).await;
    assert_eq!(workbook_of(&again), workbook_of(&session));
    again.undo("tester", NOW).expect("undone");
    again.flush().await.expect("saved");
    let again = reopen(factory, &place).await;
    assert_eq!(workbook_of(&again).tables.total(), 0);
    let stored = again.backend().load().await.expect("stored");
    assert!(stored.shards.is_empty());
    factory.clear(place).await;
}

pub async fn shards_follow_the_size_of_their_table<F: Factory>(factory: &F) {
    let place = factory.fresh();
    let session = create(factory, &place).await;
    let shards = async || {
        session.compact(NOW).await.expect("compacted");
        let again = reopen(factory, &place).await;
        assert_eq!(workbook_of(&again), workbook_of(&session));
        let stored = again.backend().load().await.expect("stored");
        stored.shards.len()
    };
    perform(&session, |tables| import(tables, 0..1_800));
    let many = shards().await;
    assert!(many > 1, "{many} shards");
    perform(&session, |tables| {
        edit(tables, "remove", |builder| {
            for number in 20..1_800 {
                builder.remove(Customer::TABLE, id(number));
            }
        })
    });
    assert_eq!(shards().await, 1);
    // Few records, but long ones.
    let long = "长".repeat(10_000);
    perform(&session, |tables| {
        edit(tables, "long", |builder| {
            for number in 0..20 {
                let row = serde_json::json!({ "id": id(number), "text": long });
                builder.put_as_is(unknown("later/table", number, row));
            }
        })
    });
    let many = shards().await;
    assert!(many > 2, "{many} shards");
    factory.clear(place).await;
}

pub async fn a_full_disk_leaves_the_last_state<F: Factory>(factory: &F) {
    let place = factory.fresh();
    let session = create(factory, &place).await;
    perform(&session, |tables| put_customer(tables, 1, "一"));
    session.flush().await.expect("saved");
    let last = workbook_of(&session);
    if let Some(many) = factory.limit(&place) {
        perform(&session, |tables| import(tables, 100..100 + many));
        assert_eq!(session.flush().await, Err(StoreError::Quota));
        let error = Some(StoreError::Quota);
        assert_eq!(session.status(), Status::Unsaved { error });
        assert_eq!(workbook_of(&session).tables.total() as u64, many + 1);
        assert_eq!(workbook_of(&reopen(factory, &place).await), last);
        // Smaller edits don't go past it: what was done first is stored first or not at all.
        perform(&session, |tables| put_customer(tables, 2, "二"));
        assert_eq!(session.flush().await, Err(StoreError::Quota));
        assert_eq!(workbook_of(&reopen(factory, &place).await), last);
    }
    factory.clear(place).await;
}

pub async fn the_status_tells_the_truth<F: Factory>(factory: &F) {
    let place = factory.fresh();
    let session = create(factory, &place).await;
    assert_eq!(session.status(), Status::Saved { at_ms: NOW });
    perform(&session, |tables| put_customer(tables, 1, "一"));
    assert_eq!(session.status(), Status::Unsaved { error: None });
    let look = async { session.status() };
    let (saved, seen) = join(session.flush(), look).await;
    saved.expect("saved");
    assert_eq!(seen, Status::Saving);
    assert_eq!(session.status(), Status::Saved { at_ms: NOW });
    assert!(!session.would_lose());
    factory.clear(place).await;
}

pub async fn compaction_changes_nothing_but_the_pieces<F: Factory>(factory: &F) {
    let place = factory.fresh();
    let session = create(factory, &place).await;
    for number in 0..50 {
        perform(&session, |tables| {
            put_customer(tables, number % 20, &format!("{number}"))
        });
    }
    perform(&session, |tables| remove_customer(tables, 3));
    session.flush().await.expect("saved");
    let before = reopen(factory, &place).await;
    session.compact(NOW).await.expect("compacted");
    let mark = session.mark();
    session.compact(NOW).await.expect("nothing to do");
    assert_eq!(session.mark(), mark);
    let after = reopen(factory, &place).await;
    assert_eq!(workbook_of(&after), workbook_of(&before));
    before.read(|_, journal| after.read(|_, other| assert_eq!(journal, other)));
    assert_eq!(workbook_of(&after).tables.customers.len(), 19);
    factory.clear(place).await;
}

pub async fn old_entries_go_and_unfolded_ones_stay<F: Factory>(factory: &F) {
    let place = factory.fresh();
    let session = create(factory, &place).await;
    let count = ENTRIES_KEPT + 20;
    for number in 0..count {
        perform(&session, |tables| put_customer(tables, number, "名"));
    }
    session.flush().await.expect("saved");
    let stored = |session: &Session<F::Store>| {
        session.read(|_, journal| journal.entries().first().map(|entry| entry.seq))
    };
    assert_eq!(stored(&reopen(factory, &place).await), Some(1));
    session.compact(NOW).await.expect("compacted");
    assert_eq!(stored(&session), Some(21));
    let again = reopen(factory, &place).await;
    assert_eq!(stored(&again), Some(21));
    assert_eq!(workbook_of(&again).tables.total() as u64, count);
    again
        .compact(NOW + ENTRY_AGE_MS + 1)
        .await
        .expect("compacted");
    let again = reopen(factory, &place).await;
    assert_eq!(stored(&again), None);
    assert_eq!(workbook_of(&again), workbook_of(&session));
    perform(&again, |tables| put_customer(tables, 0, "新"));
    again.flush().await.expect("saved");
    let again = reopen(factory, &place).await;
    assert_eq!(stored(&again), Some(count + 1));
    // The other session didn't see the forgetting and goes on all the same.
    perform(&session, |tables| put_customer(tables, 1, "旧"));
    session.flush().await.expect("saved");
    assert_eq!(name_of(&session, 0).as_deref(), Some("新"));
    factory.clear(place).await;
}

pub async fn snapshots_are_a_ring<F: Factory>(factory: &F) {
    let place = factory.fresh();
    let session = create(factory, &place).await;
    let other = reopen(factory, &place).await;
    for number in 1..=SNAPSHOTS_KEPT as u64 + 3 {
        let by = if number % 2 == 0 { &session } else { &other };
        let bytes = vec![number as u8; 100];
        let kept = by.snapshot("import", bytes, NOW).await;
        assert_eq!(kept, Ok(number));
    }
    let again = reopen(factory, &place).await;
    let list = again.snapshots().await.expect("the list");
    let numbers: Vec<_> = list.iter().map(|snapshot| snapshot.number).collect();
    assert_eq!(numbers, (4..=13).collect::<Vec<_>>());
    assert_eq!(list[0].label, "import");
    assert_eq!(again.read_snapshot(4).await, Ok(vec![4; 100]));
    assert!(again.read_snapshot(3).await.is_err());
    let bytes = again.backend().read_meta("snapshot:3").await;
    assert_eq!(bytes, Ok(None));
    factory.clear(place).await;
}

fn unknown(table: &str, number: u64, row: serde_json::Value) -> AnyRecord {
    AnyRecord::Unknown(Arc::new(UnknownRecord {
        table: table.to_owned(),
        id: id(number),
        row,
    }))
}

pub async fn unknown_tables_are_kept<F: Factory>(factory: &F) {
    let place = factory.fresh();
    let session = create(factory, &place).await;
    let row = serde_json::json!({ "id": id(1), "of/a": ["newer", { "version": 1 }] });
    let table = "later/table";
    let record = unknown(table, 1, row);
    perform(&session, |tables| {
        edit(tables, "", |builder| builder.put_as_is(record.clone()))
    });
    session.flush().await.expect("saved");
    assert_eq!(
        workbook_of(&reopen(factory, &place).await),
        workbook_of(&session)
    );
    session.compact(NOW).await.expect("compacted");
    let again = reopen(factory, &place).await;
    assert_eq!(workbook_of(&again), workbook_of(&session));
    let stored = again.backend().load().await.expect("stored");
    assert_eq!(stored.shards[0].0, shard_key(table, 0));
    factory.clear(place).await;
}

pub async fn the_registry_lists_workbooks<F: Factory>(factory: &F) {
    let registry = Registry::new(factory.shelf().await, Seal::Plain);
    assert_eq!(registry.list().await, Ok(Vec::new()));
    let (old, new): (Id, Id) = (id(1), id(2));
    for (at_ms, id) in [(1, old), (2, new)] {
        let open = move |listed: &mut xinke::storage::Listed| {
            listed.name = format!("{id}");
            listed.opened_at_ms = at_ms;
        };
        registry.update(id, open).await.expect("listed");
    }
    let copy = FileCopy {
        at_ms: 5,
        revision: 7,
    };
    registry
        .update(old, move |listed| listed.copy = Some(copy))
        .await
        .expect("copied");
    registry
        .update(old, |listed| listed.name = "改名".to_owned())
        .await
        .expect("renamed");
    let list = registry.list().await.expect("the list");
    assert_eq!(
        list.iter().map(|listed| listed.id).collect::<Vec<_>>(),
        [new, old]
    );
    assert_eq!((list[1].name.as_str(), list[1].copy), ("改名", Some(copy)));
    registry.remove(new).await.expect("removed");
    assert_eq!(registry.list().await.expect("the list").len(), 1);
}
