//! The language of the interface, and texts that follow it.
//!
//! Texts are [`Bilingual`] constants beside the screen that shows them (`text.rs` of each feature):
//! a text without its other language does not compile.

use leptos::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::{
    content::{Bilingual, Lang, bi},
    domain::{
        Money, country,
        field::{Choice, Field, Kind, Value},
    },
};

/// The language in use.
#[derive(Clone, Copy)]
pub struct Language(pub RwSignal<Lang>);

/// The language in use, tracked.
pub fn lang() -> Lang {
    expect_context::<Language>().0.get()
}

/// A text that follows the language.
pub fn tr(text: Bilingual) -> Signal<String> {
    let language = expect_context::<Language>();
    Signal::derive(move || text.in_lang(language.0.get()).to_owned())
}

/// A text with `{0}`, `{1}` … filled in, which follows the language and what is filled in.
pub fn tr_with<const N: usize>(
    text: Bilingual,
    parts: impl Fn(Lang) -> [String; N] + Send + Sync + 'static,
) -> Signal<String> {
    let language = expect_context::<Language>();
    Signal::derive(move || {
        let lang = language.0.get();
        fill(text, lang, &parts(lang))
    })
}

/// A text with `{0}`, `{1}` … filled in. In English `{s}` makes the plural of what the number
/// before it counts.
pub fn fill(text: Bilingual, lang: Lang, parts: &[String]) -> String {
    let mut filled = String::new();
    let mut last = "";
    let mut rest = text.in_lang(lang);
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((mark, behind)) = after.split_once('}') else {
            break;
        };
        let part = mark
            .parse::<usize>()
            .ok()
            .and_then(|index| parts.get(index));
        match (mark, part) {
            ("s", _) if last == "1" => {}
            ("s", _) => filled.push('s'),
            (_, Some(part)) => {
                filled.push_str(part);
                last = part;
            }
            (_, None) => {}
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

/// The label of a list's code, or the code itself where a newer version knows it.
pub fn choice_label(choices: &[Choice], code: &str, lang: Lang) -> String {
    let found = choices.iter().find(|choice| choice.code == code);
    found.map_or_else(
        || code.to_owned(),
        |choice| choice.label.in_lang(lang).to_owned(),
    )
}

/// A field's value as a person reads it.
pub fn show_value(field: &Field, value: &Value, lang: Lang) -> String {
    match (field.kind, value) {
        (Kind::Choice(choices), Value::Text(code)) => choice_label(choices, code, lang),
        (Kind::Country, Value::Text(code)) => country_name(code, lang),
        (_, Value::Money(money)) => show_money(*money),
        (_, Value::Whole(number)) => group_digits(&number.to_string()),
        (Kind::Share, Value::Decimal(number)) => {
            let hundredths = *number * rust_decimal::Decimal::ONE_HUNDRED;
            format!("{}%", hundredths.normalize())
        }
        (_, Value::Decimal(number)) => group_digits(&number.to_string()),
        (_, Value::Flag(flag)) => {
            let text = if *flag {
                bi("是", "Yes")
            } else {
                bi("否", "No")
            };
            text.in_lang(lang).to_owned()
        }
        (_, Value::Tags(words)) => list(words, lang),
        (_, value) => value.to_plain(),
    }
}

/// Words one behind the other.
pub fn list<W: AsRef<str>>(words: &[W], lang: Lang) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    words.join(match lang {
        Lang::Zh => "、",
        Lang::En => ", ",
    })
}

/// The name of a country given by its code.
pub fn country_name(code: &str, lang: Lang) -> String {
    match (country::find(code), lang) {
        (Some(country), Lang::Zh) => country.zh.clone(),
        (Some(country), Lang::En) => country.en.clone(),
        (None, _) => code.to_owned(),
    }
}

/// An amount with grouped digits and its currency.
pub fn show_money(money: Money) -> String {
    format!(
        "{} {}",
        group_digits(&money.to_decimal().to_string()),
        money.currency()
    )
}

/// A number of things.
pub fn show_count(count: usize) -> String {
    group_digits(&count.to_string())
}

/// A share in per cent with one decimal place, halves away from zero.
pub fn show_share(share: Decimal) -> String {
    let percent = share * Decimal::ONE_HUNDRED;
    let rounded = percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    format!("{rounded:.1}%")
}

/// Money in major units with grouped digits and at most two decimal places, halves away from zero.
pub fn show_amount(amount: Decimal) -> String {
    let places = amount.scale().min(2);
    show_rounded(amount, places)
}

/// A number with at most four decimal places, halves away from zero.
pub fn show_number(number: Decimal) -> String {
    let places = number.normalize().scale().min(4);
    show_rounded(number, places)
}

fn show_rounded(number: Decimal, places: u32) -> String {
    let rounded = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    group_digits(&rounded.to_string())
}

/// Digits in groups of three, with the sign and the places they came with.
pub fn group_digits(number: &str) -> String {
    let (whole, rest) = match number.find('.') {
        Some(point) => number.split_at(point),
        None => (number, ""),
    };
    let (sign, digits) = match whole.strip_prefix('-') {
        Some(digits) => ("\u{2212}", digits),
        None => ("", whole),
    };
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{rest}")
}
