//! What the address asks of a screen of the classes, and the controls that change it.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::{
    app::{
        App, classes,
        i18n::{lang, tr},
        ledger::columns,
        route::{ListQuery, Route},
    },
    content::Bilingual,
    domain::ledger::Columns,
    ui::Select,
};

/// Codes of the address with what they mean and their names; the first holds where none is asked for.
pub(super) type Options<T> = &'static [(&'static str, T, Bilingual)];

/// The ledger, the day, and what else the address asks for.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub app: App,
    pub columns: Memo<Arc<Columns>>,
    pub as_of: Memo<NaiveDate>,
    query: Memo<ListQuery>,
}

impl Asked {
    pub fn get() -> Self {
        let app = App::get();
        Self {
            app,
            columns: columns(),
            as_of: classes::as_of(),
            query: Memo::new(move |_| {
                app.route
                    .0
                    .with(|route| route.query().cloned().unwrap_or_default())
            }),
        }
    }

    /// What is asked for under a key.
    pub fn text(self, key: &str) -> Option<String> {
        self.query
            .with(|query| query.choice(key).map(str::to_owned))
    }

    /// Which of some options is asked for; `None` where there are no options.
    pub fn one<T: Copy>(self, key: &str, options: Options<T>) -> Option<T> {
        let asked = self.text(key);
        let found = options
            .iter()
            .find(|(code, ..)| asked.as_deref() == Some(*code));
        found.or(options.first()).map(|(_, value, _)| *value)
    }

    /// The same screen with another choice; none takes it away.
    pub fn choose(self, key: &str, value: Option<String>) {
        let route = self.app.route.0.get_untracked();
        let query = self.query.get_untracked().with_choice(key, value);
        self.app.replace(&route.with_query(query));
    }

    /// The address of another screen of the classes that is asked for the same.
    pub fn href(self, screen: &'static str) -> Signal<String> {
        Signal::derive(move || Route::Classify(screen.to_owned(), self.query.get()).href())
    }

    pub fn has_sales(self) -> bool {
        self.columns.with(|columns| !columns.is_empty())
    }
}

/// A choice among options that is kept in the address.
#[component]
pub(super) fn AskedSelect<T: Copy + Send + Sync + 'static>(
    /// Where it is kept.
    asked: Asked,
    /// Under which key.
    key: &'static str,
    /// What is chosen.
    label: Bilingual,
    /// The options.
    options: Options<T>,
) -> impl IntoView {
    let names = Signal::derive(move || {
        let lang = lang();
        let options = options.iter();
        let option = |(code, _, name): &(&str, T, Bilingual)| {
            ((*code).to_owned(), name.in_lang(lang).to_owned())
        };
        options.map(option).collect::<Vec<_>>()
    });
    let value = Signal::derive(move || {
        let asked = asked.text(key);
        let known = options
            .iter()
            .find(|(code, ..)| asked.as_deref() == Some(*code));
        known
            .or(options.first())
            .map(|(code, ..)| (*code).to_owned())
            .unwrap_or_default()
    });
    let on_change = move |code: String| {
        let is_default = options.first().is_some_and(|(first, ..)| *first == code);
        asked.choose(key, (!is_default).then_some(code));
    };
    view! { <Select label=tr(label) value options=names on_change small=true testid=key/> }
}
