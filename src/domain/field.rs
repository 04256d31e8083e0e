//! Fields of records as data: forms, columns, imports, comparisons and prints all read the same
//! catalogue.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    money::{Currency, Money, MoneyError},
    record::{Fault, Problem},
};
use crate::content::Bilingual;

/// Longest text of a one-line field, in characters.
pub const LINE_MAX: usize = 500;
/// Longest text of a field of several lines, in characters.
pub const PARAGRAPH_MAX: usize = 20_000;

/// One entry of a closed list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Choice {
    /// What is stored.
    pub code: &'static str,
    /// What is shown.
    pub label: Bilingual,
}

/// What a field holds and how it is entered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// One line of text.
    Line,
    /// Several lines of text.
    Paragraph,
    /// An e-mail address.
    Email,
    /// A telephone or fax number, kept as written.
    Phone,
    /// A web address, http or https.
    Url,
    /// A Chinese unified social credit code where it has 18 characters, else any tax number.
    TaxNo,
    /// A whole number between the bounds, both included.
    Whole(i64, i64),
    /// An exact number that is not negative.
    Decimal,
    /// An exact number of either sign.
    Signed,
    /// A part of one, 0 to 1; typed as `0.1` or `10%`.
    Share,
    /// An amount with its currency.
    Money,
    /// A calendar date.
    Date,
    /// One of a closed list.
    Choice(&'static [Choice]),
    /// An ISO 3166 country code.
    Country,
    /// Words.
    Tags,
    /// Yes or no.
    Flag,
}

/// A field of a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its key in the record and in files.
    pub key: &'static str,
    /// Its name on screen and in tables.
    pub label: Bilingual,
    /// What it holds.
    pub kind: Kind,
    /// The group it belongs to.
    pub group: &'static str,
}

/// A field's content, apart from the record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// Text of any kind, a code of a list or country included.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// An exact number.
    Decimal(Decimal),
    /// An amount.
    Money(Money),
    /// A date.
    Date(NaiveDate),
    /// Words.
    Tags(Vec<String>),
    /// Yes or no.
    Flag(bool),
}

impl Value {
    /// The text that [`Field::parse`] reads back to the same value; also what CSV files hold.
    pub fn to_plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Whole(number) => number.to_string(),
            Self::Decimal(number) => number.to_string(),
            Self::Money(money) => money.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Tags(words) => words.join("; "),
            Self::Flag(flag) => if *flag { "1" } else { "0" }.to_owned(),
        }
    }
}

impl Field {
    /// Reads what a person typed or a file holds; blank text is no value.
    ///
    /// ```
    /// use xinke::{content::bi, domain::field::{Field, Kind, Value}};
    /// let days = Field { key: "credit_period_days", label: bi("信用期限", "Credit period"), kind: Kind::Whole(0, 3650), group: "credit" };
    /// assert_eq!(days.parse(" ３０ "), Ok(Some(Value::Whole(30))));
    /// assert_eq!(days.parse(""), Ok(None));
    /// assert!(days.parse("-1").is_err());
    /// ```
    ///
    /// # Errors
    /// The reason why the text is not a value of this field.
    pub fn parse(&self, text: &str) -> Result<Option<Value>, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let value = match self.kind {
            Kind::Line | Kind::Paragraph | Kind::Email | Kind::Phone | Kind::Url | Kind::TaxNo => {
                Value::Text(text.to_owned())
            }
            Kind::Whole(..) => {
                let number = half_width(text);
                Value::Whole(number.parse().map_err(|_| Problem::NotWhole)?)
            }
            Kind::Decimal | Kind::Signed => Value::Decimal(parse_decimal(text)?),
            Kind::Share => Value::Decimal(parse_share(text)?),
            Kind::Money => Value::Money(parse_money(text)?),
            Kind::Date => Value::Date(parse_date(text)?),
            Kind::Choice(choices) => {
                let found = choices.iter().find(|choice| {
                    let Choice { code, label } = choice;
                    [*code, label.zh, label.en]
                        .iter()
                        .any(|name| name.eq_ignore_ascii_case(text))
                });
                let found = found.ok_or_else(|| Problem::NotInList(text.to_owned()))?;
                Value::Text(found.code.to_owned())
            }
            Kind::Country => Value::Text(super::country::code_of(text)?),
            Kind::Tags => {
                let words = text.split([';', '；', ',', '，', '、']).map(str::trim);
                let mut words: Vec<_> = words
                    .filter(|word| !word.is_empty())
                    .map(str::to_owned)
                    .collect();
                words.dedup();
                Value::Tags(words)
            }
            Kind::Flag => Value::Flag(match text.to_lowercase().as_str() {
                "1" | "true" | "yes" | "y" | "是" | "有" => true,
                "0" | "false" | "no" | "n" | "否" | "无" => false,
                _ => return Err(Problem::NotAFlag),
            }),
        };
        self.check(&value)?;
        Ok(Some(value))
    }

    /// Whether a value may stand in this field.
    ///
    /// # Errors
    /// The reason why not.
    pub fn check(&self, value: &Value) -> Result<(), Problem> {
        match (self.kind, value) {
            (Kind::Paragraph, Value::Text(text)) => check_text(text, PARAGRAPH_MAX, true),
            (Kind::Email, Value::Text(text)) => {
                check_text(text, LINE_MAX, false)?;
                is_email(text).then_some(()).ok_or(Problem::Email)
            }
            (Kind::Url, Value::Text(text)) => {
                check_text(text, LINE_MAX, false)?;
                is_web_address(text).then_some(()).ok_or(Problem::Url)
            }
            (Kind::TaxNo, Value::Text(text)) => {
                check_text(text, LINE_MAX, false)?;
                super::customer::check_tax_no(text)
            }
            (_, Value::Text(text)) => check_text(text, LINE_MAX, false),
            (Kind::Whole(low, high), Value::Whole(number)) => {
                let fits = (low..=high).contains(number);
                fits.then_some(()).ok_or(Problem::OutOfRange(low, high))
            }
            (Kind::Decimal, Value::Decimal(number)) => (!number.is_sign_negative())
                .then_some(())
                .ok_or(Problem::OutOfRange(0, i64::MAX)),
            (Kind::Share, Value::Decimal(number)) => (*number >= Decimal::ZERO
                && *number <= Decimal::ONE)
                .then_some(())
                .ok_or(Problem::OutOfRange(0, 1)),
            (Kind::Tags, Value::Tags(words)) => words
                .iter()
                .try_for_each(|word| check_text(word, LINE_MAX, false)),
            _ => Ok(()),
        }
    }

    /// The fault of a value in this field, if it has one.
    pub fn fault(&self, value: Option<&Value>) -> Option<Fault> {
        let problem = self.check(value?).err()?;
        Some(Fault {
            field: self.key.to_owned(),
            problem,
        })
    }
}

fn check_text(text: &str, max: usize, has_lines: bool) -> Result<(), Problem> {
    if text
        .chars()
        .any(|c| c.is_control() && !(has_lines && matches!(c, '\n' | '\t')))
    {
        return Err(Problem::ControlCharacter);
    }
    if text.chars().count() > max {
        return Err(Problem::TooLong(max));
    }
    Ok(())
}

/// Full-width digits, signs and letters become the usual ones.
pub fn half_width(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xff01 + 0x21).unwrap_or(c),
            '\u{3000}' => ' ',
            '−' => '-',
            _ => c,
        })
        .collect()
}

fn parse_decimal(text: &str) -> Result<Decimal, Problem> {
    let number: String = half_width(text)
        .chars()
        .filter(|c| !matches!(c, ',' | ' ' | '_'))
        .collect();
    Decimal::from_str_exact(&number).map_err(|_| Problem::NotANumber)
}

fn parse_share(text: &str) -> Result<Decimal, Problem> {
    let text = half_width(text);
    match text.trim().strip_suffix('%') {
        Some(number) => parse_decimal(number)?
            .checked_div(Decimal::ONE_HUNDRED)
            .ok_or(Problem::NotANumber),
        None => parse_decimal(&text),
    }
}

fn parse_money(text: &str) -> Result<Money, Problem> {
    let text = half_width(text);
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    let number: String = text.chars().filter(|c| !c.is_alphabetic()).collect();
    let currency: Currency = match &*letters.to_uppercase() {
        "" => return Err(Problem::Currency),
        "RMB" | "元" | "人民币" => Currency::CNY,
        code => code.parse().map_err(|_| Problem::Currency)?,
    };
    Money::from_decimal(parse_decimal(&number)?, currency).map_err(|error| match error {
        MoneyError::TooPrecise => Problem::TooPrecise,
        MoneyError::TooLarge => Problem::TooLarge,
        MoneyError::Currency => Problem::Currency,
        MoneyError::NotANumber => Problem::NotANumber,
    })
}

/// Year, month and day in this order, with any of the usual separators.
fn parse_date(text: &str) -> Result<NaiveDate, Problem> {
    let text = half_width(text);
    let parts: Vec<_> = text
        .split(['-', '/', '.', '年', '月', '日'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let &[year, month, day] = parts.as_slice() else {
        return Err(Problem::NotADate);
    };
    if year.len() != 4 {
        return Err(Problem::NotADate);
    }
    let number = |part: &str| part.parse::<u32>().map_err(|_| Problem::NotADate);
    let year = i32::try_from(number(year)?).map_err(|_| Problem::NotADate)?;
    NaiveDate::from_ymd_opt(year, number(month)?, number(day)?).ok_or(Problem::NotADate)
}

fn is_email(text: &str) -> bool {
    match text.rsplit_once('@') {
        Some((user, host)) => {
            let has_space = text.chars().any(char::is_whitespace);
            let host_is_whole =
                !host.starts_with('.') && !host.ends_with('.') && host.contains('.');
            !user.is_empty() && !has_space && host_is_whole
        }
        None => false,
    }
}

/// Whether the text may become a link: http and https alone, a missing scheme counts as https.
pub fn is_web_address(text: &str) -> bool {
    let lower = text.to_lowercase();
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    let rest = rest.unwrap_or(&lower);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host_is_plain = host.split(':').count() <= 2
        && host
            .split_once(':')
            .is_none_or(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    host.contains('.') && host_is_plain && !text.chars().any(|c| c.is_whitespace() || c == '\\')
}

/// A place in a record that holds a [`Value`] or nothing.
pub trait Slot {
    /// What stands there.
    fn get(&self) -> Option<Value>;
    /// Puts something there; false when it is of another type.
    fn set(&mut self, value: Option<Value>) -> bool;
    /// Whether nothing stands there, so that files leave the field out.
    fn is_unset(&self) -> bool {
        self.get().is_none()
    }
}

impl Slot for String {
    fn get(&self) -> Option<Value> {
        (!self.is_empty()).then(|| Value::Text(self.clone()))
    }

    fn set(&mut self, value: Option<Value>) -> bool {
        match value {
            None => self.clear(),
            Some(Value::Text(text)) => *self = text,
            Some(_) => return false,
        }
        true
    }
}

impl Slot for Vec<String> {
    fn get(&self) -> Option<Value> {
        (!self.is_empty()).then(|| Value::Tags(self.clone()))
    }

    fn set(&mut self, value: Option<Value>) -> bool {
        match value {
            None => self.clear(),
            Some(Value::Tags(words)) => *self = words,
            Some(_) => return false,
        }
        true
    }
}

macro_rules! optional_slots {
    ($($type:ty: $variant:ident),+) => {$(
        impl Slot for Option<$type> {
            fn get(&self) -> Option<Value> {
                self.clone().map(Value::$variant)
            }

            fn set(&mut self, value: Option<Value>) -> bool {
                match value {
                    None => *self = None,
                    Some(Value::$variant(inner)) => *self = Some(inner),
                    Some(_) => return false,
                }
                true
            }
        }
    )+};
}

optional_slots!(String: Text, i64: Whole, Decimal: Decimal, Money: Money, NaiveDate: Date, bool: Flag);

/// Declares a record's fields once: the struct, its catalogue and access by key.
///
/// `key: Type, Kind, "中文", "English";` in groups named by a string.
#[macro_export]
macro_rules! fields {
    (
        $(#[$attribute:meta])*
        pub struct $record:ident {
            $($(#[$own_attribute:meta])* $own:ident: $own_type:ty,)*
        }
        $($group:literal { $($key:ident: $type:ty, $kind:expr, $zh:literal, $en:literal;)+ })+
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Default, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub struct $record {
            /// Its identity.
            pub id: $crate::domain::Id,
            $($(#[$own_attribute])* pub $own: $own_type,)*
            $($(
                #[doc = $en]
                #[serde(default, skip_serializing_if = "crate::domain::field::Slot::is_unset")]
                pub $key: $type,
            )+)+
            /// Revision and author.
            pub stamp: $crate::domain::record::Stamp,
            /// Fields of newer versions.
            #[serde(flatten)]
            pub extra: $crate::domain::record::Extra,
        }

        impl $record {
            /// All fields in the order of forms and files.
            pub const FIELDS: &'static [$crate::domain::field::Field] = &[$($(
                $crate::domain::field::Field {
                    key: stringify!($key),
                    label: $crate::content::bi($zh, $en),
                    kind: $kind,
                    group: $group,
                },
            )+)+];

            /// The field of that key.
            pub fn field(key: &str) -> Option<&'static $crate::domain::field::Field> {
                Self::FIELDS.iter().find(|field| field.key == key)
            }

            /// What stands in the field of that key; nothing too where there is no such field.
            pub fn get(&self, key: &str) -> Option<$crate::domain::field::Value> {
                match key {
                    $($(stringify!($key) => $crate::domain::field::Slot::get(&self.$key),)+)+
                    _ => None,
                }
            }

            /// Puts a value into the field of that key; false where there is no such field or
            /// the value is of another type.
            pub fn set(&mut self, key: &str, value: Option<$crate::domain::field::Value>) -> bool {
                match key {
                    $($(stringify!($key) => {
                        $crate::domain::field::Slot::set(&mut self.$key, value)
                    })+)+
                    _ => false,
                }
            }

            /// What is wrong with single fields.
            pub fn field_faults(&self) -> Vec<$crate::domain::record::Fault> {
                let fault = |field: &$crate::domain::field::Field| field.fault(self.get(field.key).as_ref());
                Self::FIELDS.iter().filter_map(fault).collect()
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::bi;

    fn parse(kind: Kind, text: &str) -> Result<Option<Value>, Problem> {
        Field {
            key: "x",
            label: bi("", ""),
            kind,
            group: "",
        }
        .parse(text)
    }

    #[test]
    fn dates_are_year_month_day_or_refused() {
        let day = NaiveDate::from_ymd_opt(2026, 2, 9).map(Value::Date);
        for text in ["2026-02-09", "2026/2/9", "２０２６年2月9日", " 2026.02.09 "] {
            assert_eq!(parse(Kind::Date, text), Ok(day.clone()), "{text}");
        }
        for text in ["2026-02-30", "09/02/2026", "2026-02", "26-02-09", "soon"] {
            assert_eq!(parse(Kind::Date, text), Err(Problem::NotADate), "{text}");
        }
    }

    #[test]
    fn money_needs_its_currency() {
        let fen = |minor| {
            Money::from_minor(minor, Currency::CNY)
                .ok()
                .map(Value::Money)
        };
        for text in [
            "1,234.50 CNY",
            "１２３４．５ＣＮＹ",
            "RMB 1234.5",
            "1234.5元",
        ] {
            assert_eq!(parse(Kind::Money, text), Ok(fen(123_450)), "{text}");
        }
        assert_eq!(parse(Kind::Money, "12"), Err(Problem::Currency));
        assert_eq!(parse(Kind::Money, "1.234 CNY"), Err(Problem::TooPrecise));
        assert_eq!(parse(Kind::Money, "x CNY"), Err(Problem::Currency));
    }

    #[test]
    fn shares_may_be_typed_in_per_cent() {
        let tenth = Ok(Some(Value::Decimal(Decimal::new(1, 1))));
        assert_eq!(parse(Kind::Share, "10%"), tenth);
        assert_eq!(parse(Kind::Share, "１０％"), tenth);
        assert_eq!(parse(Kind::Share, "0.1"), tenth);
        assert_eq!(parse(Kind::Share, "10"), Err(Problem::OutOfRange(0, 1)));
        assert_eq!(
            parse(Kind::Decimal, "-1"),
            Err(Problem::OutOfRange(0, i64::MAX))
        );
    }

    #[test]
    fn links_are_http_alone() {
        for good in [
            "https://a.example/x?y",
            "a.example",
            "HTTP://A.example:8080",
        ] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "javascript:a.b",
            "data:text/html,a.b",
            "ftp://a.b:c",
            "a b.c",
            "x",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }

    #[test]
    fn plain_text_reads_back() {
        for (kind, text) in [
            (Kind::Whole(0, 99), "7"),
            (Kind::Decimal, "12.50"),
            (Kind::Signed, "-2.5"),
            (Kind::Share, "0.15"),
            (Kind::Money, "99.90 EUR"),
            (Kind::Date, "2024-02-29"),
            (Kind::Tags, "a; b"),
            (Kind::Flag, "1"),
        ] {
            let value = parse(kind, text).unwrap().unwrap();
            assert_eq!(value.to_plain(), text);
        }
    }
}
