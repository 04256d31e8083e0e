//! Tasks out of texts and back into rows: what files of every format need.

use super::task::{Item, OrderScoring, Pairs, Task};
use crate::content::Label;

/// Items with the usual ids.
pub fn usual_items(texts: impl IntoIterator<Item = Label>) -> Vec<Item> {
    let texts = texts.into_iter().enumerate();
    texts
        .map(|(at, text)| Item::new(&Item::usual_id(at), text))
        .collect()
}

/// A match of left and right sides. Equal right sides become one; a blank left side adds a right
/// side that fits nothing.
///
/// ```
/// use xinke::{content::Label, domain::classroom::{Task, matching}};
/// let rows = [("x", "1"), ("y", "1"), ("", "2")];
/// let task = matching(rows.map(|(left, right)| (Label::same(left), Label::same(right))));
/// let Task::Match { left, right, .. } = task else { panic!() };
/// assert_eq!((left.len(), right.len()), (2, 2));
/// ```
pub fn matching(rows: impl IntoIterator<Item = (Label, Label)>) -> Task {
    let (mut left, mut right): (Vec<Item>, Vec<Item>) = (Vec::new(), Vec::new());
    let mut key = Pairs::new();
    for (from, to) in rows {
        let known = right.iter().find(|item| item.text == to);
        let to_id = known.map(|item| item.id.clone()).unwrap_or_else(|| {
            let id = Item::usual_id(right.len());
            right.push(Item::new(&id, to));
            id
        });
        if !from.is_blank() {
            let id = Item::usual_id(left.len());
            key.insert(id.clone(), to_id);
            left.push(Item::new(&id, from));
        }
    }
    let keys = vec![key];
    Task::Match { left, right, keys }
}

/// Steps in their order.
pub fn ordering(texts: impl IntoIterator<Item = Label>, scoring: OrderScoring) -> Task {
    let items = usual_items(texts);
    Task::Order {
        keys: vec![items.iter().map(|item| item.id.clone()).collect()],
        items,
        scoring,
    }
}

impl Task {
    /// The rows of a match by its first key: left sides with their right ones, then right sides
    /// that fit nothing. Other kinds have none.
    pub fn match_rows(&self) -> Vec<(Option<&Item>, &Item)> {
        let Self::Match { left, right, keys } = self else {
            return Vec::new();
        };
        let key = keys.first();
        let right_of = |item: &Item| {
            let id = key?.get(&item.id)?;
            right.iter().find(|item| item.id == *id)
        };
        let pairs = left
            .iter()
            .filter_map(|item| Some((Some(item), right_of(item)?)));
        let is_used = |item: &&Item| key.is_some_and(|key| key.values().any(|id| *id == item.id));
        let others = right.iter().filter(|item| !is_used(item));
        pairs.chain(others.map(|item| (None, item))).collect()
    }

    /// The steps in the order of the first key. Other kinds have none.
    pub fn steps(&self) -> Vec<&Item> {
        let Self::Order { items, keys, .. } = self else {
            return Vec::new();
        };
        let key = keys.first().into_iter().flatten();
        key.filter_map(|id| items.iter().find(|item| item.id == *id))
            .collect()
    }
}
