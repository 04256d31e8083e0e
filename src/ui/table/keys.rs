//! The keyboard of the table, as data.

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// Make this row the active one.
    To(usize),
    /// Turn the active row's selection round.
    Toggle(usize),
    /// Open the active row.
    Open(usize),
}

/// What a key asks for, given the active row, the number of rows and how many fit the view.
pub(crate) fn move_for(
    key: &str,
    active: Option<usize>,
    n_rows: usize,
    per_view: usize,
) -> Option<Move> {
    let last = n_rows.checked_sub(1)?;
    let at = active.unwrap_or(0).min(last);
    let page = per_view.max(1);
    match key {
        "ArrowDown" => Some(Move::To(active.map_or(0, |_| (at + 1).min(last)))),
        "ArrowUp" => Some(Move::To(at.saturating_sub(1))),
        "Home" => Some(Move::To(0)),
        "End" => Some(Move::To(last)),
        "PageDown" => Some(Move::To((at + page).min(last))),
        "PageUp" => Some(Move::To(at.saturating_sub(page))),
        " " => active.map(|_| Move::Toggle(at)),
        "Enter" => active.map(|_| Move::Open(at)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Move, move_for};

    #[test]
    fn keys_stay_inside_the_table() {
        let cases = [
            ("ArrowDown", None, 3, Some(Move::To(0))),
            ("ArrowDown", Some(2), 3, Some(Move::To(2))),
            ("ArrowUp", Some(0), 3, Some(Move::To(0))),
            ("End", Some(0), 100_000, Some(Move::To(99_999))),
            ("PageDown", Some(5), 100, Some(Move::To(15))),
            ("PageUp", Some(5), 100, Some(Move::To(0))),
            ("Enter", None, 3, None),
            ("Enter", Some(9), 3, Some(Move::Open(2))),
            (" ", Some(1), 3, Some(Move::Toggle(1))),
            ("ArrowDown", None, 0, None),
            ("x", Some(1), 3, None),
        ];
        for (key, active, n_rows, wanted) in cases {
            assert_eq!(
                move_for(key, active, n_rows, 10),
                wanted,
                "{key} {active:?} {n_rows}"
            );
        }
    }
}
