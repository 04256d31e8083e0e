//! The classes of a customer in a cell of a form.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::standing::{class_of, text_of};
use crate::{
    app::{classes::tab_mark, i18n::lang},
    domain::{Id, classify::Classified},
    ui::ClassMark,
};

/// Tab and name of the class in every scheme shown.
#[component]
pub fn ClassLine(
    /// Whose.
    id: Id,
    /// The classes.
    shown: Memo<Vec<Arc<Classified>>>,
) -> impl IntoView {
    let parts = move || {
        let lang = lang();
        let part = |found: Arc<Classified>| {
            let mark = class_of(&found, id).map(|class| tab_mark(class, lang));
            let mark = mark.map(|mark| view! { <ClassMark mark=Signal::stored(mark)/> });
            let scheme = found.scheme.label.in_lang(lang).to_owned();
            let text = text_of(&found, id, lang);
            view! { <span class="print-class">{mark} <span>{format!("{scheme}: {text}")}</span></span> }
        };
        shown.get().into_iter().map(part).collect_view()
    };
    view! { {parts} }
}
