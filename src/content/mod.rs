//! What the textbooks list, as bilingual data: labels here, tables and texts in the files beside.
//!
//! Content knows no rule and no screen; it is read by the layers above it.

pub mod class_lessons;
pub mod class_words;
mod label;

pub use label::Label;

use serde::Deserialize;

/// One text in both languages of the app.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bilingual {
    /// Simplified Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

/// Both languages of one text.
pub const fn bi(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual { zh, en }
}

/// A language of the interface.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Bilingual {
    /// The text in `lang`.
    pub const fn in_lang(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// Pinyin: characters in collation order by initial letter (see `content/README.md`).
pub const HANZI: &str = include_str!("hanzi.txt");
/// Traditional characters with their simplified forms (see `content/README.md`).
pub const TRADITIONAL: &str = include_str!("traditional.txt");
/// Countries with their names, aliases and regions.
pub const REGIONS: &str = include_str!("regions.json");
/// The textbooks' schemes of classification, as records of `domain::classify`.
pub const SCHEMES: &str = include_str!("schemes.json");
/// The invented sample company.
pub const SAMPLE: &str = include_str!("sample.json");
/// The textbooks' lists, from which questions are made.
pub const LISTS: &str = include_str!("lists.json");
/// The quizzes and the points to argue.
pub const QUESTIONS: &str = include_str!("questions.json");

/// A country or territory as `regions.json` lists it.
#[derive(Debug, Clone, Deserialize)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Other names it is written by.
    #[serde(default)]
    pub alias: Vec<String>,
    /// Region code of the classification by region: `EU`, `AM`, `AS`, `AU` or `AF`.
    pub region: String,
}

/// All countries, in the order of the file. The file is ours; it is checked by a test.
pub fn countries() -> Vec<Country> {
    serde_json::from_str(REGIONS).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_is_one_of_five() {
        let all = serde_json::from_str::<Vec<Country>>(REGIONS).unwrap();
        assert!(all.len() > 190);
        assert!(
            all.iter()
                .all(|c| matches!(&*c.region, "EU" | "AM" | "AS" | "AU" | "AF"))
        );
    }
}
