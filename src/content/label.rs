//! Texts in both languages that are data: somebody may have written them.

use serde::{Deserialize, Serialize};

use super::{Bilingual, Lang};

/// A text in both languages that a user may have written.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Label {
    /// Simplified Chinese.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub zh: String,
    /// English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl Label {
    /// The same text in both languages.
    pub fn same(text: &str) -> Self {
        Self {
            zh: text.to_owned(),
            en: text.to_owned(),
        }
    }

    /// A text in one language; the other is left open.
    pub fn only(lang: Lang, text: &str) -> Self {
        let mut label = Self::default();
        match lang {
            Lang::Zh => label.zh = text.to_owned(),
            Lang::En => label.en = text.to_owned(),
        }
        label
    }

    /// The text in `lang`, or in the other language where it was not written in this one.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh if self.zh.is_empty() => &self.en,
            Lang::En if !self.en.is_empty() => &self.en,
            _ => &self.zh,
        }
    }

    /// Writes it in one language, the other staying as it was; a blank clears both.
    pub fn write(&mut self, text: &str, lang: Lang) {
        match (text.is_empty(), lang) {
            (true, _) => *self = Self::default(),
            (false, Lang::Zh) => text.clone_into(&mut self.zh),
            (false, Lang::En) => text.clone_into(&mut self.en),
        }
    }

    /// Whether it says nothing in either language.
    pub fn is_blank(&self) -> bool {
        self.zh.trim().is_empty() && self.en.trim().is_empty()
    }

    /// Whether there is nothing at all, so that files leave it out.
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }

    /// Our own text with `{0}`, `{1}` … filled in, in each language with its own.
    ///
    /// ```
    /// use xinke::content::{Label, bi};
    /// let label = Label::filled(bi("“{0}”是什么？", "What is “{0}”?"), &[&Label::same("CRM")]);
    /// assert_eq!(label.en, "What is “CRM”?");
    /// ```
    pub fn filled(text: Bilingual, parts: &[&Self]) -> Self {
        let fill = |text: &str, lang| {
            let places = parts.iter().enumerate();
            places.fold(text.to_owned(), |text, (at, part)| {
                text.replace(&format!("{{{at}}}"), part.in_lang(lang))
            })
        };
        Self {
            zh: fill(text.zh, Lang::Zh),
            en: fill(text.en, Lang::En),
        }
    }
}

impl From<Bilingual> for Label {
    fn from(text: Bilingual) -> Self {
        Self {
            zh: text.zh.to_owned(),
            en: text.en.to_owned(),
        }
    }
}
