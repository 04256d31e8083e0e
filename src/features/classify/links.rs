//! Addresses of the screens of a scheme. The as-of date goes along.

use leptos::prelude::*;

use crate::app::{
    App,
    route::{ListQuery, Route},
};

fn query() -> ListQuery {
    let app = App::get();
    let day = app
        .route
        .0
        .with(|route| route.query()?.choice("as").map(str::to_owned));
    ListQuery::default().with_choice("as", day)
}

/// The page of a scheme, with the customers of one of its classes.
pub fn scheme_href(code: &str, class: Option<&str>) -> String {
    let query = query().with_choice("class", class.map(str::to_owned));
    Route::Classify(format!("scheme/{code}"), query).href()
}

/// The editor of a scheme; `new` for one of one's own.
pub fn edit_href(code: &str) -> Signal<String> {
    let screen = format!("edit/{code}");
    Signal::derive(move || Route::Classify(screen.clone(), query()).href())
}

/// The page of a scheme to be printed, with the same choices.
pub fn print_href(code: &str) -> Signal<String> {
    let (app, screen) = (App::get(), format!("print/{code}"));
    Signal::derive(move || {
        let query = app.route.0.with(|route| route.query().cloned());
        Route::Classify(screen.clone(), query.unwrap_or_default()).href()
    })
}
