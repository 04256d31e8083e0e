//! Puts a screen to each route.

use leptos::prelude::*;

use super::{
    bin, classify, customer, data, help, home, journal, ledger, rulebook, settings, workbooks,
};
use crate::{
    app::{
        App, Frame, Phase,
        i18n::tr,
        route::{ListQuery, Route},
    },
    content::bi,
    ui::{EmptyState, Glyph, LinkButton},
};

/// The whole app.
#[component]
pub fn Root() -> impl IntoView {
    let app = App::new();
    app.start();
    view! {
        <Frame>
            <Screen/>
        </Frame>
    }
}

/// What stands in the frame. A screen is built anew only when its kind or its record changes, not
/// for every sort order or tab.
#[derive(Clone, PartialEq)]
enum Shown {
    Starting,
    Welcome,
    Lost(crate::domain::Id),
    Trouble(crate::domain::Id, crate::storage::StoreError),
    Route(crate::domain::Id, Route),
    Common(Route),
}

fn shown(app: App) -> Shown {
    let route = match app.route.0.get() {
        Route::Roster(_) => Route::Roster(ListQuery::default()),
        Route::Customer(id, _) => Route::Customer(id, String::new()),
        Route::Ledger(screen, _) => Route::Ledger(screen, ListQuery::default()),
        Route::Classify(screen, _) => Route::Classify(screen, ListQuery::default()),
        route => route,
    };
    let phase = app.phase.get();
    match (route, phase) {
        (_, Phase::Starting) => Shown::Starting,
        (route @ (Route::Data | Route::Workbooks | Route::Settings | Route::Help(_)), _) => {
            Shown::Common(route)
        }
        (_, Phase::Welcome) => Shown::Welcome,
        (_, Phase::Lost(id)) => Shown::Lost(id),
        (_, Phase::Trouble(id, error)) => Shown::Trouble(id, error),
        (route, Phase::Open(id)) => Shown::Route(id, route),
    }
}

#[component]
fn Screen() -> impl IntoView {
    let app = App::get();
    let shown = Memo::new(move |_| shown(app));
    move || match shown.get() {
        Shown::Starting => ().into_any(),
        Shown::Welcome => view! { <home::WelcomePage/> }.into_any(),
        Shown::Lost(id) => view! { <home::LostPage id/> }.into_any(),
        Shown::Trouble(id, error) => view! { <home::TroublePage id error/> }.into_any(),
        Shown::Common(route) | Shown::Route(_, route) => screen(app, route),
    }
}

fn screen(app: App, route: Route) -> AnyView {
    match route {
        Route::Home => view! { <home::HomePage/> }.into_any(),
        Route::Roster(_) => view! { <customer::roster::RosterPage/> }.into_any(),
        Route::Customer(id, _) => {
            let tab = Memo::new(move |_| match app.route.0.get() {
                Route::Customer(_, tab) => tab,
                _ => String::new(),
            });
            view! { <customer::page::CustomerPage id tab/> }.into_any()
        }
        Route::CustomerForm(id, form) if form == "13-1" => {
            view! { <customer::print::CustomerTablePage id/> }.into_any()
        }
        Route::CustomerForm(id, _) => view! { <customer::print::DataCardPage id/> }.into_any(),
        Route::RosterList(query) => view! { <customer::print::RosterListPage query/> }.into_any(),
        Route::Ledger(screen, _) => view! { <ledger::LedgerPage screen/> }.into_any(),
        Route::Classify(screen, _) => view! { <classify::ClassifyPage screen/> }.into_any(),
        Route::Data => view! { <data::DataPage/> }.into_any(),
        Route::Workbooks => view! { <workbooks::WorkbooksPage/> }.into_any(),
        Route::Bin => view! { <bin::BinPage/> }.into_any(),
        Route::Journal => view! { <journal::JournalPage/> }.into_any(),
        Route::Rulebook => view! { <rulebook::RulebookPage/> }.into_any(),
        Route::Settings => view! { <settings::SettingsPage/> }.into_any(),
        Route::Help(topic) => view! { <help::HelpPage topic/> }.into_any(),
        Route::Unknown => view! {
            <h1 class="u-hidden">{tr(bi("没有这个画面", "There is no such screen"))}</h1>
            <EmptyState icon=Glyph::Search title=tr(bi("没有这个画面", "There is no such screen"))>
                <LinkButton label=tr(bi("回首页", "Home")) href="#/"/>
            </EmptyState>
        }
        .into_any(),
    }
}
