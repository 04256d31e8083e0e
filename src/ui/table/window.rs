//! Which rows are in view: pure arithmetic on pixels.

/// Rows kept ready above and below the view.
pub(crate) const OVERSCAN: usize = 4;

/// How many rows the pool needs for a view of this height.
pub(crate) fn pool_size(view_px: f64, row_px: f64) -> usize {
    if row_px <= 0.0 {
        return 0;
    }
    to_count(view_px / row_px) + 1 + 2 * OVERSCAN
}

/// The first row of the pool for a scroll position.
pub(crate) fn first_row(scroll_px: f64, row_px: f64) -> usize {
    if row_px <= 0.0 {
        return 0;
    }
    to_count(scroll_px / row_px).saturating_sub(OVERSCAN)
}

/// The row a slot of the pool shows: the one in `first..first + pool` that is the slot's modulo the
/// pool, so that scrolling by one row changes one slot.
pub(crate) fn row_of_slot(slot: usize, first: usize, pool: usize) -> usize {
    if pool == 0 {
        return slot;
    }
    let behind = (slot + pool - first % pool) % pool;
    first + behind
}

/// The scroll position that brings a row into view, if it isn't. The head covers the top.
pub(crate) fn scroll_to_row(
    row: usize,
    row_px: f64,
    head_px: f64,
    view_px: f64,
    scroll_px: f64,
) -> Option<f64> {
    let top = count_px(row, row_px);
    let room = view_px - head_px;
    if top < scroll_px {
        Some(top)
    } else if top + row_px > scroll_px + room {
        Some((top + row_px - room).max(0.0))
    } else {
        None
    }
}

/// A number of rows in pixels.
pub(crate) fn count_px(rows: usize, row_px: f64) -> f64 {
    f64::from(u32::try_from(rows).unwrap_or(u32::MAX)) * row_px
}

/// Whole rows in a number of rows; anything below zero is none.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to u32 before"
)]
pub(crate) fn to_count(rows: f64) -> usize {
    rows.floor().clamp(0.0, f64::from(u32::MAX)) as usize
}

#[cfg(test)]
mod tests {
    use super::{first_row, pool_size, row_of_slot, scroll_to_row};

    #[test]
    fn slots_cover_the_window_once() {
        for pool in [1, 7, 24] {
            for first in [0, 1, 6, 7, 23, 24, 99_990] {
                let mut rows: Vec<usize> = (0..pool)
                    .map(|slot| row_of_slot(slot, first, pool))
                    .collect();
                rows.sort_unstable();
                let wanted: Vec<usize> = (first..first + pool).collect();
                assert_eq!(rows, wanted, "pool {pool} first {first}");
                for slot in 0..pool {
                    assert_eq!(row_of_slot(slot, first, pool) % pool, slot);
                }
            }
        }
    }

    #[test]
    fn windows_follow_the_scroll() {
        assert_eq!(pool_size(400.0, 40.0), 19);
        assert_eq!(pool_size(400.0, 0.0), 0);
        assert_eq!(first_row(0.0, 40.0), 0);
        assert_eq!(first_row(4000.0, 40.0), 96);
        assert_eq!(first_row(-12.0, 40.0), 0);
    }

    #[test]
    fn rows_are_brought_into_view_only_when_needed() {
        assert_eq!(scroll_to_row(2, 40.0, 40.0, 400.0, 0.0), None);
        assert_eq!(scroll_to_row(0, 40.0, 40.0, 400.0, 80.0), Some(0.0));
        assert_eq!(scroll_to_row(10, 40.0, 40.0, 400.0, 0.0), Some(80.0));
    }
}
