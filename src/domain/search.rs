//! Search and collation for Chinese and Latin names.
//!
//! Traditional characters, full-width letters, accents and pinyin initials all find what plain
//! simplified text holds.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};

use super::{
    country,
    customer::{Contact, Customer},
    field::half_width,
};
use crate::content::{HANZI, TRADITIONAL};

static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let mut lines = TRADITIONAL.lines();
    let from = lines.next().unwrap_or_default().chars();
    from.zip(lines.next().unwrap_or_default().chars()).collect()
});

struct Hanzi {
    /// Position in pinyin order and the initial letter.
    rank: HashMap<char, (u32, char)>,
    /// All initials of characters that are read in several ways.
    readings: HashMap<char, &'static str>,
}

static HANZI_TABLE: LazyLock<Hanzi> = LazyLock::new(|| {
    let (ordered, several) = HANZI.split_once("\n+\n").unwrap_or((HANZI, ""));
    let ordered = ordered.lines().filter_map(|line| line.split_once('\t'));
    let ranked = ordered.flat_map(|(letter, characters)| {
        let letter = letter.chars().next().unwrap_or('?');
        characters.chars().map(move |character| (character, letter))
    });
    let rank = (1u32..)
        .zip(ranked)
        .map(|(rank, (character, letter))| (character, (rank, letter)));
    let several = several.lines().filter_map(|line| line.split_once('\t'));
    let readings = several.filter_map(|(hanzi, letters)| Some((hanzi.chars().next()?, letters)));
    Hanzi {
        rank: rank.collect(),
        readings: readings.collect(),
    }
});

const ACCENTS: &[(&str, char)] = &[
    ("àáâãäåāăąǎ", 'a'),
    ("çćĉċč", 'c'),
    ("ďđð", 'd'),
    ("èéêëēĕėęě", 'e'),
    ("ĝğġģ", 'g'),
    ("ìíîïĩīĭįı", 'i'),
    ("ķ", 'k'),
    ("ĺļľł", 'l'),
    ("ñńņňŉ", 'n'),
    ("òóôõöøōŏő", 'o'),
    ("ŕŗř", 'r'),
    ("śŝşšș", 's'),
    ("ţťŧț", 't'),
    ("ùúûüũūŭůűų", 'u'),
    ("ýÿ", 'y'),
    ("źżž", 'z'),
];

static PLAIN_LETTER: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    ACCENTS
        .iter()
        .flat_map(|(accented, plain)| accented.chars().map(|c| (c, *plain)))
        .collect()
});

/// Text as search compares it: simplified, half-width, lower case, without accents.
///
/// ```
/// use xinke::domain::search::fold;
/// assert_eq!(fold("Ｇonçalves 貿易"), "goncalves 贸易");
/// ```
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    half_width(text)
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            c if c.is_ascii() => c,
            c => SIMPLIFIED
                .get(&c)
                .or_else(|| PLAIN_LETTER.get(&c))
                .copied()
                .unwrap_or(c),
        })
        .collect()
}

/// Pinyin initials of the Chinese characters of a folded text; other letters stay. Where a
/// character has several readings there are several results, at most 8.
///
/// ```
/// use xinke::domain::search::initials;
/// assert_eq!(initials("昆明公司"), ["kmgs"]);
/// assert!(initials("长江").contains(&"cj".to_owned()));
/// ```
pub fn initials(folded: &str) -> Vec<String> {
    let mut spellings = vec![String::new()];
    for character in folded.chars() {
        let single = HANZI_TABLE.rank.get(&character).map(|(_, letter)| *letter);
        let letters: Vec<char> = match (HANZI_TABLE.readings.get(&character), single) {
            (Some(letters), _) if spellings.len() * letters.len() <= 8 => letters.chars().collect(),
            (Some(letters), None) => letters.chars().take(1).collect(),
            (_, Some(letter)) => vec![letter],
            (None, None) if character.is_alphanumeric() => vec![character],
            (None, None) => continue,
        };
        let longer = |spelling: &String| {
            let spelling = spelling.clone();
            letters
                .iter()
                .map(move |letter| format!("{spelling}{letter}"))
                .collect::<Vec<_>>()
        };
        spellings = spellings.iter().flat_map(longer).collect();
    }
    spellings
}

/// A key that sorts names as a Chinese roster does: Latin letters and digits first, then Chinese
/// characters in pinyin order.
pub fn collation_key(text: &str) -> Vec<u32> {
    const AFTER_LATIN: u32 = 0x20_0000;
    fold(text)
        .chars()
        .map(|character| match HANZI_TABLE.rank.get(&character) {
            Some((rank, _)) => AFTER_LATIN + rank,
            None if ('\u{2e80}'..='\u{9fff}').contains(&character) => {
                2 * AFTER_LATIN + u32::from(character)
            }
            None => u32::from(character),
        })
        .collect()
}

/// What search looks through for one customer with its contacts: names, places, numbers and people,
/// never personal information.
pub fn customer_text(customer: &Customer, contacts: &[Arc<Contact>]) -> String {
    const KEYS: &[&str] = &[
        "name",
        "short_name",
        "code",
        "owner",
        "address",
        "city",
        "province",
        "postcode",
        "phone",
        "fax",
        "email",
        "website",
        "principal",
        "tax_no",
        "business_scope",
        "note",
    ];
    let mut text = String::new();
    for key in KEYS {
        if let Some(value) = customer.get(key) {
            text.push_str(&fold(&value.to_plain()));
            text.push('\n');
        }
    }
    for tag in &customer.tags {
        text.push_str(&fold(tag));
        text.push('\n');
    }
    for number in [&customer.phone, &customer.fax].into_iter().flatten() {
        text.push_str(&digits(number));
        text.push('\n');
    }
    if let Some(country) = customer.country.as_deref().and_then(country::find) {
        for name in [&country.zh, &country.en, &country.code] {
            text.push_str(&fold(name));
            text.push('\n');
        }
    }
    for name in [Some(&customer.name), customer.short_name.as_ref()]
        .into_iter()
        .flatten()
    {
        for spelling in initials(&fold(name)) {
            text.push_str(&spelling);
            text.push('\n');
        }
    }
    for contact in contacts {
        add_contact(&mut text, contact);
    }
    text
}

/// What search looks through for something known by a few names: the names and their initials, a
/// line each.
pub fn name_text(names: &[&str]) -> String {
    let mut text = String::new();
    for name in names.iter().filter(|name| !name.is_empty()) {
        let folded = fold(name);
        for spelling in std::iter::once(&folded).chain(&initials(&folded)) {
            text.push_str(spelling);
            text.push('\n');
        }
    }
    text
}

fn add_contact(text: &mut String, contact: &Contact) {
    let folded = fold(&contact.name);
    for spelling in initials(&folded).iter().chain([&folded]) {
        text.push_str(spelling);
        text.push('\n');
    }
    for value in [&contact.phone, &contact.mobile, &contact.email]
        .into_iter()
        .flatten()
    {
        text.push_str(&fold(value));
        text.push('\n');
    }
    for number in [&contact.phone, &contact.mobile].into_iter().flatten() {
        text.push_str(&digits(number));
        text.push('\n');
    }
}

fn digits(text: &str) -> String {
    half_width(text)
        .chars()
        .filter(char::is_ascii_digit)
        .collect()
}

/// A query: every word must occur, or the whole of it as a telephone number.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Query {
    words: Vec<String>,
    /// The digits, where nothing but a telephone number was typed: people leave out its marks.
    number: Option<String>,
}

impl Query {
    /// The words of what was typed.
    pub fn new(typed: &str) -> Self {
        const LEAST_DIGITS: usize = 3;
        let folded = fold(typed);
        let is_number = folded
            .chars()
            .all(|c| c.is_ascii_digit() || " +-()./".contains(c));
        let number =
            Some(digits(&folded)).filter(|digits| is_number && digits.len() >= LEAST_DIGITS);
        Self {
            words: folded.split_whitespace().map(str::to_owned).collect(),
            number,
        }
    }

    /// Whether nothing was asked.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether every word occurs in a text made by [`customer_text`].
    pub fn matches(&self, text: &str) -> bool {
        let found =
            |word: &String| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
        self.words.iter().all(found) || self.number.as_ref().is_some_and(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Id;

    fn finds(name: &str, typed: &str) -> bool {
        let customer = Customer::new(Id::derived(name), name);
        Query::new(typed).matches(&customer_text(&customer, &[]))
    }

    #[test]
    fn simplified_text_is_found_by_every_spelling() {
        for typed in [
            "昆明",
            "贸易公司",
            "貿易",
            "kmmy",
            "KM",
            "ｋｍ",
            "公司 昆明",
        ] {
            assert!(finds("昆明贸易公司", typed), "{typed}");
        }
        assert!(!finds("昆明贸易公司", "上海"));
        assert!(finds("Luís Gonçalves", "goncalves luis"));
        assert!(finds("长城", "cc") && finds("长城", "zc"));
    }

    #[test]
    fn telephone_numbers_are_found_with_and_without_their_marks() {
        let phone = Some("(0574) 0000-0218".to_owned());
        let customer = Customer {
            phone,
            ..Customer::new(Id::derived("a"), "a")
        };
        let text = customer_text(&customer, &[]);
        for typed in ["057400000218", "0574-0000 0218", "0000-0218", "０５７４"] {
            assert!(Query::new(typed).matches(&text), "{typed}");
        }
        assert!(!Query::new("0574 0000 0219").matches(&text));
        assert!(Query::default().matches(&text));
    }

    #[test]
    fn names_sort_by_pinyin_after_latin() {
        let mut names = ["张三", "李四", "Adler", "王五", "阿里", "zeta", "陈六"];
        names.sort_by_key(|name| collation_key(name));
        assert_eq!(
            names,
            ["Adler", "zeta", "阿里", "陈六", "李四", "王五", "张三"]
        );
    }
}
