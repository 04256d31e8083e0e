//! What the ledger adds up to: yearly tables, performance, forecast.

mod concentration;
mod forecast;
mod heat;
mod performance;
mod print;
mod years;

pub use forecast::ForecastPage;
pub use performance::PerformancePage;
pub use print::YearsPrintPage;
pub use years::YearsPage;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::{
        App,
        i18n::{lang, tr},
        ledger::columns,
        route::{ListQuery, Route},
    },
    content::bi,
    domain::ledger::{Columns, series::years},
    ui::Select,
};

/// The ledger with what the address asks to see of it.
#[derive(Clone, Copy)]
struct View {
    app: App,
    columns: Memo<Arc<Columns>>,
    query: Memo<ListQuery>,
    year: Memo<i32>,
}

impl View {
    fn get() -> Self {
        let app = App::get();
        let columns = columns();
        let query = Memo::new(move |_| match app.route.0.get() {
            Route::Ledger(_, query) => query,
            _ => ListQuery::default(),
        });
        let year = Memo::new(move |_| {
            let asked = query.with(|query| query.choice("year")?.parse().ok());
            let last = columns.with(|columns| years(columns).first().copied());
            asked.or(last).unwrap_or_default()
        });
        Self {
            app,
            columns,
            query,
            year,
        }
    }

    fn asked(self, key: &str) -> Option<String> {
        self.query
            .with(|query| query.choice(key).map(str::to_owned))
    }

    /// The same screen with another choice; none takes it away.
    fn choose(self, key: &str, value: Option<String>) {
        let query = self.query.get_untracked().with_choice(key, value);
        let screen = match self.app.route.0.get_untracked() {
            Route::Ledger(screen, _) => screen,
            _ => return,
        };
        self.app.replace(&Route::Ledger(screen, query));
    }

    fn has_sales(self) -> bool {
        self.columns.with(|columns| !columns.is_empty())
    }
}

/// The years of the ledger to choose from.
#[component]
fn YearChoice(of: View) -> impl IntoView {
    let options = Signal::derive(move || {
        let lang = lang();
        let mut all = of.columns.with(|columns| years(columns));
        let year = of.year.get();
        if !all.contains(&year) {
            all.insert(0, year);
        }
        let label = |year: i32| {
            let text = bi("{0} 年", "{0}");
            crate::app::i18n::fill(text, lang, &[year.to_string()])
        };
        all.into_iter()
            .map(|year| (year.to_string(), label(year)))
            .collect::<Vec<_>>()
    });
    let value = Signal::derive(move || of.year.get().to_string());
    view! {
        <Select
            label=tr(bi("年度", "Year"))
            value
            options
            on_change=move |year: String| of.choose("year", Some(year))
            small=true
            testid="ledger-year"
        />
    }
}
