//! The classes of customers as screens show them: computed once for each scheme and day, shared by
//! cards, lists and the screens of classification.

use std::{collections::HashMap, sync::Arc};

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{App, i18n::tr, ledger::columns};
use crate::{
    content::{Lang, bi},
    domain::{
        Customer, Id,
        classify::{Class, Classified, Judgement, Scheme, classify, shown},
        ledger::{Columns, series::last_day},
        rule::RuleOverride,
    },
    ui::{Button, ButtonKind, ClassPattern, ClassTone, DateInput, Field, TabMark},
};

/// More classifications than anybody looks at between two edits.
const KEPT: usize = 64;

type Kept = HashMap<(String, NaiveDate), Arc<Classified>>;

#[derive(Clone, Copy)]
struct Shared {
    all: Memo<Arc<Vec<Arc<Scheme>>>>,
    columns: Memo<Arc<Columns>>,
    /// Counts up whenever classes may have changed.
    state: Memo<u64>,
    kept: StoredValue<Kept>,
}

/// Nothing is computed before somebody looks.
pub(super) fn provide(app: App) {
    let columns = columns();
    let all = Memo::new(move |_| {
        app.track(Scheme::TABLE);
        app.track(RuleOverride::TABLE);
        app.book(|book| {
            let red = shown::RED.choice(&book.tables);
            let all = Scheme::all(&book.tables);
            Arc::new(
                all.iter()
                    .map(|scheme| shown::as_shown(scheme, &red))
                    .collect::<Vec<_>>(),
            )
        })
    });
    let kept = StoredValue::new(Kept::new());
    let state = Memo::new(move |before: Option<&u64>| {
        all.track();
        columns.track();
        app.track(Customer::TABLE);
        app.track(Judgement::TABLE);
        kept.update_value(Kept::clear);
        before.map_or(0, |before| before + 1)
    });
    provide_context(Shared {
        all,
        columns,
        state,
        kept,
    });
}

impl Shared {
    fn classified(self, scheme: &Arc<Scheme>, as_of: NaiveDate) -> Arc<Classified> {
        let key = (scheme.code.clone(), as_of);
        if let Some(found) = self.kept.with_value(|kept| kept.get(&key).cloned()) {
            return found;
        }
        let columns = self.columns.get_untracked();
        let look = |app: App| app.book(|book| classify(scheme, &columns, &book.tables, as_of));
        let found = Arc::new(look(App::get()));
        self.kept.update_value(|kept| {
            if kept.len() >= KEPT {
                kept.clear();
            }
            kept.insert(key, found.clone());
        });
        found
    }
}

/// All schemes of the workbook in their order, in the colours they are shown in.
pub fn schemes() -> Memo<Arc<Vec<Arc<Scheme>>>> {
    expect_context::<Shared>().all
}

/// The scheme of that code, in the colours it is shown in; follows its changes.
pub fn scheme(code: impl Into<Signal<String>>) -> Memo<Option<Arc<Scheme>>> {
    let (all, code) = (schemes(), code.into());
    Memo::new(move |_| {
        let code = code.get();
        all.with(|all| all.iter().find(|scheme| scheme.code == code).cloned())
    })
}

/// The schemes that stand on cards and in the roster.
pub fn shown_schemes() -> Memo<Vec<Arc<Scheme>>> {
    let (app, all) = (App::get(), schemes());
    Memo::new(move |_| {
        app.track(RuleOverride::TABLE);
        let codes = app.book(|book| shown::SHOWN.keys(&book.tables));
        all.with(|all| {
            let is_shown = |scheme: &&Arc<Scheme>| codes.contains(&scheme.code);
            all.iter().filter(is_shown).cloned().collect()
        })
    })
}

/// The code of the scheme that colours cards and rows.
pub fn card_scheme() -> Memo<String> {
    let app = App::get();
    Memo::new(move |_| {
        app.track(RuleOverride::TABLE);
        app.book(|book| shown::CARD_COLOUR.choice(&book.tables))
    })
}

/// The day that the screen looks from: the one in its address, else the end of the latest month
/// with sales.
pub fn as_of() -> Memo<NaiveDate> {
    let (app, columns) = (App::get(), columns());
    Memo::new(move |_| {
        let asked = app
            .route
            .0
            .with(|route| route.query()?.choice("as")?.parse().ok());
        asked.unwrap_or_else(|| columns.with(|columns| last_day(columns, app.today())))
    })
}

/// Where every customer stands in the scheme of that code on the day of [`as_of`]; none where there is
/// no such scheme. Computed once for all that ask.
pub fn classified(code: impl Into<Signal<String>>) -> Memo<Option<Arc<Classified>>> {
    classified_on(code, as_of())
}

/// The same on another day.
pub fn classified_on(
    code: impl Into<Signal<String>>,
    as_of: impl Into<Signal<NaiveDate>>,
) -> Memo<Option<Arc<Classified>>> {
    let shared = expect_context::<Shared>();
    let (scheme, as_of) = (scheme(code), as_of.into());
    let compute = move |_: Option<&Option<Arc<Classified>>>| {
        shared.state.track();
        Some(shared.classified(&scheme.get()?, as_of.get()))
    };
    Memo::new_with_compare(compute, |before, now| match (before, now) {
        (Some(Some(before)), Some(Some(now))) => !Arc::ptr_eq(before, now),
        (before, now) => before != now,
    })
}

/// The classes of all schemes that stand on cards and in the roster.
pub fn shown_classified() -> Memo<Vec<Arc<Classified>>> {
    all_of(shown_schemes())
}

/// The classes of the schemes of those codes, in the order of the schemes.
pub fn classified_in(codes: Memo<Vec<String>>) -> Memo<Vec<Arc<Classified>>> {
    let all = schemes();
    all_of(Memo::new(move |_| {
        let is_wanted = |scheme: &&Arc<Scheme>| codes.with(|codes| codes.contains(&scheme.code));
        all.with(|all| all.iter().filter(is_wanted).cloned().collect())
    }))
}

fn all_of(schemes: Memo<Vec<Arc<Scheme>>>) -> Memo<Vec<Arc<Classified>>> {
    let (shared, as_of) = (expect_context::<Shared>(), as_of());
    let compute = move |_: Option<&Vec<Arc<Classified>>>| {
        shared.state.track();
        let as_of = as_of.get();
        schemes.with(|schemes| {
            let each = schemes
                .iter()
                .map(|scheme| shared.classified(scheme, as_of));
            each.collect()
        })
    };
    Memo::new_with_compare(compute, |_, _| true)
}

/// The index tab of a class.
pub fn tab_mark(class: &Class, lang: Lang) -> TabMark {
    TabMark {
        class: ClassTone::of(&class.colour),
        pattern: ClassPattern::of(&class.pattern),
        letter: class.letter.clone(),
        title: class_name(class, lang),
    }
}

/// The name of a class.
pub fn class_name(class: &Class, lang: Lang) -> String {
    class.label.in_lang(lang).to_owned()
}

/// The index tab of a customer in a scheme; none where it has no class.
pub fn customer_tab(found: &Classified, customer: Id, lang: Lang) -> Option<TabMark> {
    let class = found.of(customer)?.class.ok()?;
    found
        .scheme
        .class_at(class)
        .map(|class| tab_mark(class, lang))
}

/// The schemes to choose from: code and name.
pub fn scheme_options(lang: Lang) -> Vec<(String, String)> {
    let option =
        |scheme: &Arc<Scheme>| (scheme.code.clone(), scheme.label.in_lang(lang).to_owned());
    schemes().with(|all| all.iter().map(option).collect())
}

/// The day that the screen looks from, to change: a date, the latest month with sales, today.
#[component]
pub fn AsOfControl() -> impl IntoView {
    let app = App::get();
    let (as_of, columns) = (as_of(), columns());
    let choose = move |day: Option<String>| {
        let route = app.route.0.get_untracked();
        let query = route.query().cloned().unwrap_or_default();
        app.replace(&route.with_query(query.with_choice("as", day)));
    };
    let value = Signal::derive(move || as_of.get().to_string());
    let latest = move || columns.with(|columns| last_day(columns, app.today()));
    let is_latest = Signal::derive(move || as_of.get() == latest());
    let is_today = Signal::derive(move || as_of.get() == app.today());
    view! {
        <div class="f-as-of" role="group" aria-label=tr(bi("截止日", "As-of date"))>
            <Field label=tr(bi("截止日", "As of")) bare=true>
                <DateInput
                    value
                    on_change=move |day: String| choose(Some(day).filter(|day| !day.is_empty()))
                    testid="as-of"
                />
            </Field>
            <Button
                label=tr(bi("最近一月", "Latest month"))
                kind=ButtonKind::Plain
                small=true
                disabled=is_latest
                on_click=move |_| choose(None)
            />
            <Button
                label=tr(bi("今天", "Today"))
                kind=ButtonKind::Plain
                small=true
                disabled=is_today
                on_click=move |_| choose(Some(app.today().to_string()))
            />
        </div>
    }
}
