//! What a table is told: columns, cells, sorting, selection.

use std::fmt;
use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::mark::{TabMark, Tone};

/// Which edge a column keeps to. Numbers keep to the end, in tabular figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    /// Words.
    #[default]
    Start,
    /// Numbers.
    End,
}

/// A column as data.
#[derive(Clone, Debug)]
pub struct Column {
    /// Passed to the cell function; unique in the table.
    pub key: String,
    /// The heading.
    pub label: Signal<String>,
    /// The least width; columns of words share what is left.
    pub width_px: u32,
    /// Which edge it keeps to.
    pub align: Align,
    /// Its heading is a button that sorts.
    pub sortable: bool,
}

impl Column {
    /// A sortable column of words.
    pub fn text(key: impl Into<String>, label: impl Into<Signal<String>>, width_px: u32) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            width_px,
            align: Align::Start,
            sortable: true,
        }
    }

    /// A sortable column of numbers.
    pub fn number(key: impl Into<String>, label: impl Into<Signal<String>>, width_px: u32) -> Self {
        Self {
            align: Align::End,
            ..Self::text(key, label, width_px)
        }
    }

    /// The same, not sortable.
    #[must_use]
    pub fn fixed(self) -> Self {
        Self {
            sortable: false,
            ..self
        }
    }
}

/// A computed number in a cell: its stable id and unrounded value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureMark {
    /// The id (`receivable.dso`).
    pub id: String,
    /// The unrounded number.
    pub value: String,
}

/// What stands in one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The text as shown.
    pub text: String,
    /// Its tone.
    pub tone: Tone,
    /// Where it leads (`#/…`).
    pub href: Option<String>,
    /// A class tab: on the edge of the row in the first column, before the text in others.
    pub tab: Option<TabMark>,
    /// The figure it shows.
    pub figure: Option<FigureMark>,
}

impl Cell {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// The same in a tone.
    #[must_use]
    pub fn with_tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// The same as a link.
    #[must_use]
    pub fn with_href(self, href: impl Into<String>) -> Self {
        Self {
            href: Some(href.into()),
            ..self
        }
    }

    /// The same with a class tab.
    #[must_use]
    pub fn with_tab(self, tab: TabMark) -> Self {
        Self {
            tab: Some(tab),
            ..self
        }
    }

    /// The same as a figure.
    #[must_use]
    pub fn with_figure(self, id: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            figure: Some(FigureMark {
                id: id.into(),
                value: value.into(),
            }),
            ..self
        }
    }
}

/// Reads a cell: row, column key.
pub type CellFn = Arc<dyn Fn(usize, &str) -> Cell + Send + Sync>;

/// Answers yes or no for a row.
pub type RowFn = Arc<dyn Fn(usize) -> bool + Send + Sync>;

/// By which column the rows are ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column's key.
    pub key: String,
    /// Largest first.
    pub descending: bool,
}

impl Sort {
    /// The order after a click on this column's heading: ascending first, then the other way.
    #[must_use]
    pub fn after_click(current: Option<&Self>, key: &str) -> Self {
        let descending = current.is_some_and(|sort| sort.key == key && !sort.descending);
        Self {
            key: key.to_owned(),
            descending,
        }
    }
}

/// How much of the table is selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SelectState {
    /// Nothing.
    #[default]
    None,
    /// Some rows.
    Some,
    /// Every row.
    All,
}

/// Selection as the table needs it; what is selected is the caller's to keep.
#[derive(Clone)]
pub struct Selection {
    /// Reads (and tracks) whether a row is selected.
    pub is_selected: RowFn,
    /// Turns a row's selection round.
    pub on_toggle: Callback<usize>,
    /// Selects (true) or clears (false) every row.
    pub on_toggle_all: Callback<bool>,
    /// How much is selected.
    pub state: Signal<SelectState>,
    /// The accessible name of a row's checkbox.
    pub row_label: Signal<String>,
    /// The accessible name of the checkbox in the head.
    pub all_label: Signal<String>,
}

impl fmt::Debug for Selection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Selection")
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::Sort;

    #[test]
    fn clicks_turn_the_order_round() {
        let first = Sort::after_click(None, "name");
        assert!(!first.descending);
        let second = Sort::after_click(Some(&first), "name");
        assert!(second.descending);
        assert!(!Sort::after_click(Some(&second), "name").descending);
        assert!(!Sort::after_click(Some(&first), "city").descending);
    }
}
