//! The contract of every backend and of the sessions on it; the same cases for all.

#![allow(
    dead_code,
    missing_docs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]

#[path = "damage.rs"]
mod damage;
#[path = "model.rs"]
mod model;
#[path = "places.rs"]
mod places;
#[path = "support.rs"]
pub mod support;
#[path = "tabs.rs"]
mod tabs;

use support::Factory;

macro_rules! cases {
    ($($file:ident: $($case:ident),+;)+) => {
        /// Runs every case; `before` is told its name.
        pub async fn run<F: Factory>(factory: &F, mut before: impl FnMut(&'static str)) {
            $($(
                before(stringify!($case));
                $file::$case(factory).await;
            )+)+
        }
    };
}

cases! {
    places:
        nothing_is_there_before_the_first_batch,
        what_is_saved_is_there_after_a_restart,
        what_is_not_saved_is_not_there,
        a_second_workbook_is_refused,
        a_batch_from_an_old_state_is_refused,
        a_batch_does_all_it_says,
        undo_and_redo_survive_a_restart,
        an_import_is_one_transaction,
        shards_follow_the_size_of_their_table,
        a_full_disk_leaves_the_last_state,
        the_status_tells_the_truth,
        compaction_changes_nothing_but_the_pieces,
        old_entries_go_and_unfolded_ones_stay,
        snapshots_are_a_ring,
        unknown_tables_are_kept,
        the_registry_lists_workbooks;
    damage:
        a_damaged_shard_is_named,
        a_missing_and_a_stray_shard_are_named,
        a_gap_in_the_log_is_named,
        a_flipped_bit_in_the_log_is_named,
        a_newer_schema_is_refused,
        a_missing_head_or_mark_is_told,
        a_damaged_snapshot_is_named;
    tabs:
        another_tabs_edits_come_in_first,
        the_same_record_twice_is_a_conflict,
        later_edits_join_their_conflict,
        the_same_done_twice_is_no_conflict,
        a_reference_to_what_is_gone_is_a_conflict,
        undo_moves_with_the_numbers,
        a_tab_far_behind_reads_everything_again,
        compaction_in_one_tab_does_not_disturb_the_other,
        flushes_never_run_at_once,
        edits_go_on_during_a_flush,
        another_workbook_in_its_place_is_told;
    model:
        one_tab_does_what_memory_does,
        two_tabs_lose_nothing;
}
