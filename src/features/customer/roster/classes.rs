//! Classes in the roster: a column for each scheme, the colour of the rows, filter, order.

use std::{collections::BTreeSet, sync::Arc};

use leptos::prelude::*;

use super::{
    super::standing::{class_of, no_class, tab_of, text_of},
    columns::chosen_columns,
};
use crate::{
    app::{
        App,
        classes::{card_scheme, classified_in, schemes, shown_schemes},
        prefs::Prefs,
        route::ListQuery,
    },
    content::Lang,
    domain::{
        Id,
        classify::{Classified, Placement},
    },
    ui::TabMark,
};

/// Before the code of a scheme in the keys of columns, filters and order.
const PREFIX: &str = "class.";

/// What of the address is no filter: the day looked from, the scheme that colours.
const VIEW: [&str; 2] = ["as", "colour"];

/// The key under which the classes of a scheme are a column and a filter.
pub fn class_key(code: &str) -> String {
    format!("{PREFIX}{code}")
}

/// The code of the scheme that a key stands for.
pub fn scheme_code(key: &str) -> Option<&str> {
    key.strip_prefix(PREFIX)
}

/// Whether a part of the address narrows the list.
pub fn is_filter(key: &str) -> bool {
    !VIEW.contains(&key)
}

/// The classes that the roster shows, filters or sorts by.
#[derive(Clone, Default)]
pub struct Classes {
    found: Vec<Arc<Classified>>,
}

impl Classes {
    /// The classes of the scheme that a key stands for.
    pub fn of(&self, key: &str) -> Option<&Arc<Classified>> {
        let code = scheme_code(key)?;
        self.found.iter().find(|found| found.scheme.code == code)
    }

    /// The keys of all schemes in it.
    pub fn keys(&self) -> Vec<String> {
        let found = self.found.iter();
        found.map(|found| class_key(&found.scheme.code)).collect()
    }

    /// Where a customer stands in the scheme of a key.
    pub fn placement(&self, key: &str, customer: Id) -> Option<&Placement> {
        self.of(key)?.of(customer)
    }

    /// The code of a customer's class, empty where it has none; nothing where the key is no scheme's.
    pub fn code(&self, key: &str, customer: Id) -> Option<&str> {
        scheme_code(key)?;
        let class = self.of(key).and_then(|found| class_of(found, customer));
        Some(class.map_or("", |class| class.code.as_str()))
    }

    /// The index tab of a customer; grey where it has no class.
    pub fn tab(&self, key: &str, customer: Id, lang: Lang) -> TabMark {
        let found = self.of(key);
        found.map_or_else(|| no_class(lang), |found| tab_of(found, customer, lang))
    }

    /// The customer's class in words, or why it has none.
    pub fn text(&self, key: &str, customer: Id, lang: Lang) -> String {
        let found = self.of(key);
        found
            .map(|found| text_of(found, customer, lang))
            .unwrap_or_default()
    }

    /// The heading of the column of a key.
    pub fn title(&self, key: &str, lang: Lang) -> Option<String> {
        Some(self.of(key)?.scheme.label.in_lang(lang).to_owned())
    }
}

/// The code of the scheme that colours the rows: the one in the address, else that of the cards.
pub fn colour_scheme(query: Signal<ListQuery>) -> Memo<String> {
    let card = card_scheme();
    Memo::new(move |_| {
        let asked = query.with(|query| query.choice("colour").map(str::to_owned));
        asked.unwrap_or_else(|| card.get())
    })
}

/// The classes of every scheme that columns, colour, filters or order need; each computed once.
pub fn classes_for(query: Signal<ListQuery>) -> Memo<Classes> {
    let app = App::get();
    let (all, colour, shown) = (schemes(), colour_scheme(query), shown_keys());
    let needed = Memo::new(move |_| {
        let chosen =
            |prefs: &Prefs| shown.with(|shown| chosen_columns(&prefs.roster_columns, shown));
        let columns = app.prefs.with(chosen);
        let mut needed: BTreeSet<String> = columns
            .iter()
            .filter_map(|key| scheme_code(key))
            .map(str::to_owned)
            .collect();
        query.with(|query| {
            let filters = query.filters.iter().map(|(key, _)| key);
            let sort = query.sort.iter().map(|(key, _)| key);
            let codes = filters.chain(sort).filter_map(|key| scheme_code(key));
            needed.extend(codes.map(str::to_owned));
        });
        needed.insert(colour.get());
        let is_there = |code: &String| all.with(|all| all.iter().any(|one| one.code == *code));
        needed.into_iter().filter(is_there).collect::<Vec<_>>()
    });
    let found = classified_in(needed);
    Memo::new_with_compare(move |_| Classes { found: found.get() }, |_, _| true)
}

/// The columns of the schemes that stand on cards.
pub fn shown_keys() -> Memo<Vec<String>> {
    let shown = shown_schemes();
    Memo::new(move |_| shown.with(|shown| shown.iter().map(|one| class_key(&one.code)).collect()))
}

/// How many of the rows are in each class of the scheme of a key, those without one last.
pub fn class_counts(
    classes: &Classes,
    key: &str,
    customers: impl Iterator<Item = Id>,
) -> Vec<usize> {
    let Some(found) = classes.of(key) else {
        return Vec::new();
    };
    let without = found.scheme.classes.len();
    let mut counts = vec![0; without + 1];
    for customer in customers {
        let class = found.of(customer).and_then(|placed| placed.class.ok());
        if let Some(count) = counts.get_mut(class.map_or(without, usize::from)) {
            *count += 1;
        }
    }
    counts
}
