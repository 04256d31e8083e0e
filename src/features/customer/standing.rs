//! Where a customer stands in a scheme, in words and as an index tab.

use crate::{
    app::{
        classes::{class_name, tab_mark},
        i18n::fill,
    },
    content::{Lang, bi},
    domain::{
        Id,
        classify::{Class, Classified, Treatment},
    },
    ui::{ClassTone, TabMark},
};

/// The class of a customer, where it has one.
pub fn class_of(found: &Classified, customer: Id) -> Option<&Class> {
    found.scheme.class_at(found.of(customer)?.class.ok()?)
}

/// The class whose terms a customer gets: the one it is treated as, else its own.
pub fn treated_as(found: &Classified, customer: Id) -> Option<&Class> {
    found.scheme.class_at(found.of(customer)?.treated()?)
}

/// The index tab of a customer; grey where it has no class.
pub fn tab_of(found: &Classified, customer: Id, lang: Lang) -> TabMark {
    class_of(found, customer).map_or_else(|| no_class(lang), |class| tab_mark(class, lang))
}

/// The tab of those without a class.
pub fn no_class(lang: Lang) -> TabMark {
    TabMark {
        class: ClassTone::None,
        letter: "\u{b7}".to_owned(),
        title: bi("未分类", "No class").in_lang(lang).to_owned(),
        ..TabMark::default()
    }
}

/// The customer's class in words, with the one it is treated as; else why it has none.
pub fn text_of(found: &Classified, customer: Id, lang: Lang) -> String {
    let Some(placed) = found.of(customer) else {
        return String::new();
    };
    let name = |place: u8| {
        let class = found.scheme.class_at(place);
        class
            .map(|class| class_name(class, lang))
            .unwrap_or_default()
    };
    match (placed.class, placed.treat_as) {
        (Ok(class), Some(other)) => {
            let text = bi("{0}，按{1}对待", "{0}, treated as {1}");
            fill(text, lang, &[name(class), name(other)])
        }
        (Ok(class), None) => name(class),
        (Err(reason), _) => reason.words().in_lang(lang).to_owned(),
    }
}

/// Whether a class says anything of what it gets.
pub fn has_terms(class: &Class) -> bool {
    class.treatment != Treatment::default()
}
