//! The storage contract in memory, and what only memory can be made to do wrong.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

#[path = "contract/suite.rs"]
mod suite;

use pollster::block_on;
use suite::support::*;
use xinke::storage::{Fault, MemoryBackend, MemoryShelf, Session, Status, StoreError};

struct Memory;

impl Factory for Memory {
    type Place = MemoryBackend;
    type Store = MemoryBackend;
    type Shelf = MemoryShelf;

    fn fresh(&self) -> MemoryBackend {
        MemoryBackend::default()
    }

    async fn open(&self, place: &MemoryBackend) -> MemoryBackend {
        place.clone()
    }

    async fn shelf(&self) -> MemoryShelf {
        MemoryShelf::default()
    }

    fn limit(&self, place: &MemoryBackend) -> Option<u64> {
        place.set_capacity(Some(100_000));
        Some(1_000)
    }

    async fn clear(&self, _: MemoryBackend) {}
}

#[test]
fn contract() {
    // Names are for the output of a failing test, which the test runner shows.
    block_on(suite::run(&Memory, |case| eprintln!("{case}")));
}

#[test]
fn what_fails_stays_in_memory_and_is_saved_later() {
    block_on(async {
        let place = MemoryBackend::default();
        let session = create(&Memory, &place).await;
        let errors = [
            StoreError::Quota,
            StoreError::Closed,
            StoreError::Aborted("UnknownError".to_owned()),
        ];
        place.fail_next(errors.clone().map(Fault::Fails));
        for (at, error) in errors.into_iter().enumerate() {
            perform(&session, |tables| put_customer(tables, at as u64, "名"));
            assert_eq!(session.flush().await, Err(error.clone()));
            let error = Some(error);
            assert_eq!(session.status(), Status::Unsaved { error });
            assert_eq!(
                workbook_of(&reopen(&Memory, &place).await).tables.total(),
                0
            );
        }
        session.flush().await.expect("saved");
        assert_eq!(session.status(), Status::Saved { at_ms: NOW });
        assert_eq!(
            workbook_of(&reopen(&Memory, &place).await),
            workbook_of(&session)
        );
    });
}

#[test]
fn stored_after_all_is_not_stored_twice() {
    block_on(async {
        let place = MemoryBackend::default();
        let session = create(&Memory, &place).await;
        let broken = StoreError::Aborted("AbortError".to_owned());
        place.fail_next([Fault::StoredButFails(broken.clone())]);
        perform(&session, |tables| put_customer(tables, 1, "一"));
        perform(&session, |tables| put_customer(tables, 1, "二"));
        assert_eq!(session.flush().await, Err(broken));
        perform(&session, |tables| put_customer(tables, 1, "三"));
        session.flush().await.expect("saved");
        assert!(session.conflicts().is_empty());
        let again = reopen(&Memory, &place).await;
        assert_eq!(workbook_of(&again), workbook_of(&session));
        assert_eq!(workbook_of(&again).revision, 3);
    });
}

#[test]
fn conflicts_without_end_give_up_and_lose_nothing() {
    block_on(async {
        let place = MemoryBackend::default();
        let session = create(&Memory, &place).await;
        let found = session.mark();
        let conflict = StoreError::Conflict { found };
        place.fail_next(vec![Fault::Fails(conflict.clone()); 16]);
        perform(&session, |tables| put_customer(tables, 1, "一"));
        assert_eq!(session.flush().await, Err(conflict));
        session.flush().await.expect("saved");
        assert_eq!(
            name_of(&reopen(&Memory, &place).await, 1).as_deref(),
            Some("一")
        );
    });
}

#[test]
fn a_program_that_stops_half_way_leaves_the_last_state() {
    block_on(async {
        let place = MemoryBackend::default();
        let session = create(&Memory, &place).await;
        perform(&session, |tables| put_customer(tables, 1, "一"));
        session.flush().await.expect("saved");
        let last = workbook_of(&session);
        place.fail_next([Fault::NeverEnds]);
        perform(&session, |tables| import(tables, 10..1_000));
        {
            let mut flush = std::pin::pin!(session.flush());
            let mut polls = 0;
            std::future::poll_fn(|context| {
                polls += 1;
                let _ = flush.as_mut().poll(context);
                context.waker().wake_by_ref();
                if polls < 5 {
                    std::task::Poll::Pending
                } else {
                    std::task::Poll::Ready(())
                }
            })
            .await;
        }
        assert_eq!(workbook_of(&reopen(&Memory, &place).await), last);
        // A flush that was dropped doesn't keep the next one out.
        session.flush().await.expect("saved");
        assert_eq!(place.commits(), 3);
        let again: Session<_> = reopen(&Memory, &place).await;
        assert_eq!(workbook_of(&again), workbook_of(&session));
    });
}
