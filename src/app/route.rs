//! Addresses of screens. They live in the hash, because path routing does not work from disk, and
//! hold ids and words of fixed lists only: the browser keeps them in its history.

use leptos::{ev, prelude::*, wasm_bindgen::JsCast};
use web_sys::HtmlElement;

use crate::domain::Id;

/// A screen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Route {
    /// The first screen of a workbook.
    #[default]
    Home,
    /// All customers, with sort and filters.
    Roster(ListQuery),
    /// One customer, on one of its tabs.
    Customer(Id, String),
    /// A form of one customer, to print.
    CustomerForm(Id, String),
    /// A screen of the sales ledger: empty for its lines, else a path such as `products`; with sort
    /// and filters.
    Ledger(String, ListQuery),
    /// A screen of the classes: empty for the overview, else a path such as `pareto` or the code of a
    /// scheme; with sort and filters.
    Classify(String, ListQuery),
    /// The list of customers, to print.
    RosterList(ListQuery),
    /// Files in and out, storage.
    Data,
    /// The workbooks of this computer.
    Workbooks,
    /// Deleted things.
    Bin,
    /// What was done.
    Journal,
    /// Thresholds, weights and lists.
    Rulebook,
    /// Name, language, look.
    Settings,
    /// Help, beginning with the screen it was asked from.
    Help(String),
    /// No such screen.
    Unknown,
}

/// What of a list is in its address.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ListQuery {
    /// Column to sort by and whether the largest comes first.
    pub sort: Option<(String, bool)>,
    /// Field and code, all of which must hold; several codes of one field are alternatives.
    pub filters: Vec<(String, String)>,
}

impl ListQuery {
    /// The code that is asked for in a field, where one is.
    pub fn choice(&self, field: &str) -> Option<&str> {
        let found = self.filters.iter().find(|(name, _)| name == field);
        found.map(|(_, code)| code.as_str())
    }

    /// The same with another code in a field; none takes it away.
    #[must_use]
    pub fn with_choice(mut self, field: &str, code: Option<String>) -> Self {
        self.filters.retain(|(name, _)| name != field);
        let chosen = code.map(|code| (field.to_owned(), code));
        self.filters.extend(chosen);
        self
    }

    fn read(query: &str) -> Self {
        let mut read = Self::default();
        for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            match (key, value.strip_prefix('-')) {
                ("sort", Some(column)) => read.sort = Some((column.to_owned(), true)),
                ("sort", None) => read.sort = Some((value.to_owned(), false)),
                _ => read.filters.push((key.to_owned(), value.to_owned())),
            }
        }
        read
    }

    fn write(&self, path: &str) -> String {
        let sort = self.sort.as_ref().map(|(column, is_descending)| {
            format!("sort={}{column}", if *is_descending { "-" } else { "" })
        });
        let filters = self
            .filters
            .iter()
            .map(|(field, code)| format!("{field}={code}"));
        let query: Vec<_> = sort.into_iter().chain(filters).collect();
        if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", query.join("&"))
        }
    }
}

impl Route {
    /// The screen of a hash.
    pub fn parse(hash: &str) -> Self {
        let hash = hash.trim_start_matches('#').trim_start_matches('/');
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).collect();
        let id = |text: &str| text.parse::<Id>();
        match parts.as_slice() {
            [] => Self::Home,
            ["customers"] => Self::Roster(ListQuery::read(query)),
            ["customers", "print"] => Self::RosterList(ListQuery::read(query)),
            ["customers", customer] => match id(customer) {
                Ok(id) => Self::Customer(id, "card".to_owned()),
                Err(_) => Self::Unknown,
            },
            ["customers", customer, "print", form] => match id(customer) {
                Ok(id) => Self::CustomerForm(id, (*form).to_owned()),
                Err(_) => Self::Unknown,
            },
            ["customers", customer, tab] => match id(customer) {
                Ok(id) => Self::Customer(id, (*tab).to_owned()),
                Err(_) => Self::Unknown,
            },
            ["ledger", screen @ ..] => Self::Ledger(screen.join("/"), ListQuery::read(query)),
            ["classify", screen @ ..] => Self::Classify(screen.join("/"), ListQuery::read(query)),
            ["data"] => Self::Data,
            ["workbooks"] => Self::Workbooks,
            ["bin"] => Self::Bin,
            ["journal"] => Self::Journal,
            ["rulebook"] => Self::Rulebook,
            ["settings"] => Self::Settings,
            ["help"] => Self::Help(String::new()),
            ["help", topic] => Self::Help((*topic).to_owned()),
            _ => Self::Unknown,
        }
    }

    /// The hash of the screen.
    pub fn href(&self) -> String {
        match self {
            Self::Home | Self::Unknown => "#/".to_owned(),
            Self::Roster(query) => query.write("#/customers"),
            Self::RosterList(query) => query.write("#/customers/print"),
            Self::Customer(id, tab) if tab == "card" => format!("#/customers/{id}"),
            Self::Customer(id, tab) => format!("#/customers/{id}/{tab}"),
            Self::CustomerForm(id, form) => format!("#/customers/{id}/print/{form}"),
            Self::Ledger(screen, query) if screen.is_empty() => query.write("#/ledger"),
            Self::Ledger(screen, query) => query.write(&format!("#/ledger/{screen}")),
            Self::Classify(screen, query) if screen.is_empty() => query.write("#/classify"),
            Self::Classify(screen, query) => query.write(&format!("#/classify/{screen}")),
            Self::Data => "#/data".to_owned(),
            Self::Workbooks => "#/workbooks".to_owned(),
            Self::Bin => "#/bin".to_owned(),
            Self::Journal => "#/journal".to_owned(),
            Self::Rulebook => "#/rulebook".to_owned(),
            Self::Settings => "#/settings".to_owned(),
            Self::Help(topic) if topic.is_empty() => "#/help".to_owned(),
            Self::Help(topic) => format!("#/help/{topic}"),
        }
    }

    /// What of its list is in the address, on screens that have one.
    pub fn query(&self) -> Option<&ListQuery> {
        match self {
            Self::Roster(query)
            | Self::RosterList(query)
            | Self::Ledger(_, query)
            | Self::Classify(_, query) => Some(query),
            _ => None,
        }
    }

    /// The same screen with another query; itself where it has none.
    #[must_use]
    pub fn with_query(self, query: ListQuery) -> Self {
        match self {
            Self::Roster(_) => Self::Roster(query),
            Self::RosterList(_) => Self::RosterList(query),
            Self::Ledger(screen, _) => Self::Ledger(screen, query),
            Self::Classify(screen, _) => Self::Classify(screen, query),
            other => other,
        }
    }

    /// The place in the navigation that it belongs to.
    pub fn place(&self) -> &'static str {
        match self {
            Self::Home | Self::Unknown => "home",
            Self::Roster(_) | Self::RosterList(_) | Self::Customer(..) | Self::CustomerForm(..) => {
                "customers"
            }
            Self::Ledger(..) => "ledger",
            Self::Classify(..) => "classify",
            Self::Data => "data",
            Self::Workbooks => "workbooks",
            Self::Bin => "bin",
            Self::Journal => "journal",
            Self::Rulebook => "rulebook",
            Self::Settings => "settings",
            Self::Help(_) => "help",
        }
    }
}

/// The screen shown.
#[derive(Clone, Copy)]
pub struct CurrentRoute(pub RwSignal<Route>);

impl CurrentRoute {
    /// Follows the hash from now on.
    pub fn follow() -> Self {
        let read = || Route::parse(&window().location().hash().unwrap_or_default());
        let current = RwSignal::new(read());
        let listener = window_event_listener(ev::hashchange, move |_| {
            // What is being typed on this screen is kept before it goes.
            commit_field();
            current.set(read());
        });
        on_cleanup(move || listener.remove());
        Self(current)
    }
}

/// Lets the field in use report what was typed, as when it is left.
pub(super) fn commit_field() {
    let field = document()
        .active_element()
        .and_then(|field| field.dyn_into::<HtmlElement>().ok());
    if let Some(field) =
        field.filter(|field| matches!(field.tag_name().as_str(), "INPUT" | "TEXTAREA"))
    {
        field.blur().ok();
        field.focus().ok();
    }
}

/// Goes to a screen.
pub fn go(route: &Route) {
    window().location().set_hash(&route.href()).ok();
}

/// Goes to a screen without a step of its own in the browser's history: for sort and filters.
pub(super) fn replace(current: CurrentRoute, route: &Route) {
    let is_replaced = window().history().is_ok_and(|history| {
        history
            .replace_state_with_url(
                &leptos::wasm_bindgen::JsValue::NULL,
                "",
                Some(&route.href()),
            )
            .is_ok()
    });
    if is_replaced {
        current.0.set(route.clone());
    } else {
        go(route);
    }
}
