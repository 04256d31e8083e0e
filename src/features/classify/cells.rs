//! Cells of short tables: numbers with their figures, classes with their tabs.

use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::{
    app::{
        classes::{class_name, tab_mark},
        i18n::{lang, show_amount, show_count, show_share},
    },
    domain::{
        classify::Scheme,
        figure::{FigureKind, NoValue, Unit},
    },
    ui::ClassMark,
};

/// A number of a table, or why there is none.
pub(super) fn number_cell(kind: &'static FigureKind, value: Result<Decimal, NoValue>) -> AnyView {
    let text = match (value, kind.unit) {
        (Err(why), _) => why.words().in_lang(lang()).to_owned(),
        (Ok(value), Unit::Share) => show_share(value),
        (Ok(value), _) => show_amount(value),
    };
    let value = value.ok().map(|value| value.normalize().to_string());
    view! { <td data-align="end" data-figure=kind.id data-value=value>{text}</td> }.into_any()
}

/// A number of customers.
pub(super) fn count_cell(kind: &'static FigureKind, count: usize) -> AnyView {
    let text = show_count(count);
    view! { <td data-align="end" data-figure=kind.id data-value=count.to_string()>{text}</td> }
        .into_any()
}

/// The tab and the name of a class at the head of a row.
pub(super) fn class_head(scheme: &Scheme, class: u8) -> AnyView {
    let Some(class) = scheme.class_at(class) else {
        return ().into_any();
    };
    let lang = lang();
    let mark = Signal::stored(tab_mark(class, lang));
    view! {
        <th scope="row">
            <span class="f-class"><ClassMark mark/> {class_name(class, lang)}</span>
        </th>
    }
    .into_any()
}

/// The name of a class.
pub(super) fn name_of(scheme: &Scheme, class: u8, lang: crate::content::Lang) -> String {
    let class = scheme.class_at(class);
    class
        .map(|class| class_name(class, lang))
        .unwrap_or_default()
}

/// A short table that scrolls by itself where it is too wide.
#[component]
pub(super) fn ShortTable(
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// A hook for tests.
    testid: &'static str,
    /// Head, rows and foot.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="c-data-scroll" tabindex="0" role="group" aria-label=move || label.get()>
            <table class="c-data-table" data-testid=testid>{children()}</table>
        </div>
    }
}
