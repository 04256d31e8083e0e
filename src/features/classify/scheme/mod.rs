//! One scheme: what it is, what each class has, how good it is, its customers, judgements.

mod customers;
mod distribution;
mod head;
mod keep;
mod print;
mod quality;
mod why;

pub use head::SchemePage;
pub use print::SchemePrintPage;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::{
        App,
        classes::classified,
        i18n::lang,
        ledger::columns,
        route::ListQuery,
        sheet::{TableFormat, export_sheet},
    },
    content::Lang,
    domain::{
        classify::{
            Classified,
            distribution::{Distribution, distribution},
            listing::{Listing, Which},
        },
        ledger::Columns,
        search::Query,
    },
};

/// Codes in the address of the choices that are no class.
const WITHOUT_CLASS: &str = "none";
const JUDGED: &str = "judged";

/// A scheme with what the address asks to see of it.
#[derive(Clone, Copy)]
struct Of {
    app: App,
    code: StoredValue<String>,
    columns: Memo<Arc<Columns>>,
    found: Memo<Option<Arc<Classified>>>,
    query: Memo<ListQuery>,
    which: Memo<Which>,
    search: RwSignal<String>,
    listing: Memo<Option<Arc<Listing>>>,
    /// The places in the listing, in the order shown.
    order: Memo<Arc<Vec<usize>>>,
}

impl Of {
    fn get(code: &str) -> Self {
        let app = App::get();
        let found = classified(code.to_owned());
        let query = Memo::new(move |_| {
            let query = app.route.0.with(|route| route.query().cloned());
            query.unwrap_or_default()
        });
        let which = Memo::new(move |_| {
            let asked = query.with(|query| query.choice("class").map(str::to_owned));
            match asked.as_deref() {
                None => Which::All,
                Some(WITHOUT_CLASS) => Which::WithoutClass,
                Some(JUDGED) => Which::Judged,
                Some(class) => {
                    let place = found.with(|found| found.as_ref()?.scheme.class(class));
                    place.map_or(Which::All, Which::InClass)
                }
            }
        });
        let search = RwSignal::new(String::new());
        let listing = Memo::new_with_compare(
            move |_| {
                let found = found.get()?;
                let build = |found| app.book(|book| Listing::build(found, &book.tables));
                Some(Arc::new(build(found)))
            },
            |_, _| true,
        );
        let order = Memo::new_with_compare(
            move |_| {
                let (which, typed, lang) = (which.get(), Query::new(&search.get()), lang());
                let sort = query.with(|query| query.sort.clone());
                let sort = sort.as_ref().map(|(key, down)| (key.as_str(), *down));
                listing.with(|listing| {
                    let order = listing
                        .as_ref()
                        .map(|listing| listing.order(which, &typed, sort, lang));
                    Arc::new(order.unwrap_or_default())
                })
            },
            |_, _| true,
        );
        Self {
            app,
            code: StoredValue::new(code.to_owned()),
            columns: columns(),
            found,
            query,
            which,
            search,
            listing,
            order,
        }
    }

    /// Looks at the classification, where there is such a scheme.
    fn with<T>(self, look: impl FnOnce(&Classified) -> T) -> Option<T> {
        self.found
            .with(|found| found.as_ref().map(|found| look(found)))
    }

    fn name(self, lang: Lang) -> String {
        self.with(|found| found.scheme.label.in_lang(lang).to_owned())
            .unwrap_or_default()
    }

    /// The same screen with another choice; none takes it away.
    fn choose(self, key: &str, code: Option<String>) {
        let query = self.query.get_untracked().with_choice(key, code);
        self.app
            .replace(&self.app.route.0.get_untracked().with_query(query));
    }

    fn choose_class(self, which: Which) {
        let code = match which {
            Which::All => None,
            Which::WithoutClass => Some(WITHOUT_CLASS.to_owned()),
            Which::Judged => Some(JUDGED.to_owned()),
            Which::InClass(place) => {
                untrack(|| self.with(|found| Some(found.scheme.class_at(place)?.code.clone())))
                    .flatten()
            }
        };
        self.choose("class", code);
    }

    fn row_at(self, place: usize) -> Option<usize> {
        self.order.with_untracked(|order| order.get(place).copied())
    }

    fn distribution(self) -> Memo<Option<Distribution>> {
        Memo::new(move |_| {
            let columns = self.columns.get();
            self.with(|found| distribution(found, &columns))
        })
    }

    fn title(self, lang: Lang) -> String {
        let day = self.with(|found| found.as_of.to_string());
        format!("{} {}", self.name(lang), day.unwrap_or_default())
    }

    fn export(self, format: TableFormat) {
        let lang = self.app.language.0.get_untracked();
        let title = untrack(|| self.title(lang));
        let order = self.order.get_untracked();
        let sheet = self.listing.with_untracked(|listing| {
            listing
                .as_ref()
                .map(|listing| listing.sheet(&order, title, lang))
        });
        if let Some(sheet) = sheet {
            export_sheet(self.app, &sheet, format);
        }
    }
}
