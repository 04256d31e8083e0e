//! Damage is named and nothing is opened half.

use xinke::storage::{Damage, Session, StoreError, layout::Head, meta};

use super::support::*;

/// A workbook with a shard and with log entries after it.
async fn prepared<F: Factory>(factory: &F) -> F::Place {
    let place = factory.fresh();
    let session = create(factory, &place).await;
    perform(&session, |tables| import(tables, 0..300));
    session.compact(NOW).await.expect("compacted");
    for number in 0..3 {
        perform(&session, |tables| put_customer(tables, number, "后来"));
    }
    session
        .snapshot("test", vec![7; 7], NOW)
        .await
        .expect("a snapshot");
    session.flush().await.expect("saved");
    place
}

async fn damage_of<F: Factory>(factory: &F, place: F::Place) -> String {
    let store = factory.open(&place).await;
    let error = Session::open(store, setup()).await.err();
    factory.clear(place).await;
    match error {
        Some(StoreError::Damaged(damage)) => damage.to_string(),
        other => panic!("damage was not found: {other:?}"),
    }
}

pub async fn a_damaged_shard_is_named<F: Factory>(factory: &F) {
    let place = prepared(factory).await;
    tamper(&factory.open(&place).await, |stored, batch| {
        let (key, mut bytes) = stored.shards[0].clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        batch.put_shards.push((key, bytes));
    })
    .await;
    let damage = damage_of(factory, place).await;
    assert_eq!(
        damage,
        "table customers, shard customers/0: the digest does not fit"
    );
}

pub async fn a_missing_and_a_stray_shard_are_named<F: Factory>(factory: &F) {
    let place = prepared(factory).await;
    tamper(&factory.open(&place).await, |_, batch| {
        batch.delete_shards.push("customers/0".to_owned());
    })
    .await;
    let damage = damage_of(factory, place).await;
    assert_eq!(damage, "table customers, shard customers/0: missing");

    let place = prepared(factory).await;
    tamper(&factory.open(&place).await, |_, batch| {
        batch
            .put_shards
            .push(("customers/9".to_owned(), b"[]".to_vec()));
    })
    .await;
    let damage = damage_of(factory, place).await;
    assert_eq!(
        damage,
        "table customers, shard customers/9: not in the head"
    );
}

pub async fn a_gap_in_the_log_is_named<F: Factory>(factory: &F) {
    // Entry 1 is folded; 2 to 4 are not.
    let cases: [(&[u64], &[(u64, u64)], &str); 4] = [
        (&[1, 2], &[], "log entry 2: missing"),
        (&[1, 2, 3, 4], &[], "log entry 2: missing"),
        (&[], &[(6, 4)], "log entry 5: missing"),
        (&[], &[(5, 4)], "log entry 5: holds entry 4"),
    ];
    for (forget, put, told) in cases {
        let place = prepared(factory).await;
        tamper(&factory.open(&place).await, |stored, batch| {
            batch.forget_log_through = forget.last().copied();
            for (at, from) in put {
                let (_, bytes) = &stored.log[*from as usize - 1];
                batch.append.push((*at, bytes.clone()));
            }
        })
        .await;
        assert_eq!(damage_of(factory, place).await, told);
    }
}

pub async fn a_flipped_bit_in_the_log_is_named<F: Factory>(factory: &F) {
    let place = prepared(factory).await;
    tamper(&factory.open(&place).await, |stored, batch| {
        let (seq, mut bytes) = stored.log[2].clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        batch.append.push((seq, bytes));
    })
    .await;
    let damage = damage_of(factory, place).await;
    assert_eq!(damage, "log entry 3: the digest does not fit");
}

pub async fn a_newer_schema_is_refused<F: Factory>(factory: &F) {
    let place = prepared(factory).await;
    let working = reopen(factory, &place).await;
    tamper(&factory.open(&place).await, |_, batch| {
        let head = br#"{ "schema": 99, "all else": "is different" }"#;
        batch.put_meta.push((meta::HEAD.to_owned(), head.to_vec()));
    })
    .await;
    let store = factory.open(&place).await;
    let before = {
        use xinke::storage::Backend;
        store.load().await
    };
    let refused = Session::open(store, setup()).await.err();
    assert_eq!(refused, Some(StoreError::Newer { found: 99 }));
    // A tab that has it open doesn't write over it either.
    perform(&working, |tables| put_customer(tables, 1, "老"));
    assert_eq!(working.flush().await, Err(StoreError::Newer { found: 99 }));
    assert!(working.would_lose());
    use xinke::storage::Backend;
    assert_eq!(factory.open(&place).await.load().await, before);
    factory.clear(place).await;
}

pub async fn a_missing_head_or_mark_is_told<F: Factory>(factory: &F) {
    let place = prepared(factory).await;
    tamper(&factory.open(&place).await, |_, batch| {
        batch.delete_meta.push(meta::HEAD.to_owned());
    })
    .await;
    assert_eq!(damage_of(factory, place).await, "head: missing");

    let place = prepared(factory).await;
    tamper(&factory.open(&place).await, |stored, batch| {
        let head = stored.head.as_deref().unwrap_or_default();
        let mut head: Head = serde_json::from_slice(head).expect("a head");
        head.folded = 99;
        let head = serde_json::to_vec(&head).expect("JSON");
        batch.put_meta.push((meta::HEAD.to_owned(), head));
    })
    .await;
    let damage = damage_of(factory, place).await;
    assert_eq!(damage, "mark: entry 4 is older than the shards at 99");
}

pub async fn a_damaged_snapshot_is_named<F: Factory>(factory: &F) {
    let place = prepared(factory).await;
    tamper(&factory.open(&place).await, |_, batch| {
        batch.put_meta.push((meta::snapshot(1), vec![7; 6]));
    })
    .await;
    let session = reopen(factory, &place).await;
    let error = session.read_snapshot(1).await;
    let damage = Damage::Snapshot {
        number: 1,
        problem: "the digest does not fit".to_owned(),
    };
    assert_eq!(error, Err(StoreError::Damaged(damage)));
    factory.clear(place).await;
}
