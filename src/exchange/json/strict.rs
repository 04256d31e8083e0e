//! Bytes to JSON values, refusing all that other readers would take differently: duplicate keys,
//! inexact numbers, deep nesting, broken text.

use std::cell::RefCell;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::place::{Locator, Step};
use crate::exchange::{MAX_BYTES, MAX_DEPTH, MAX_TEXT, Place, Reason, Refusal};

const MAX_WHOLE: i64 = (1 << 53) - 1;

/// The text without its byte order mark.
///
/// # Errors
/// Too many bytes, or bytes that are not UTF-8.
pub fn text(bytes: &[u8]) -> Result<&[u8], Refusal> {
    if bytes.len() > MAX_BYTES {
        let first = Place {
            line: 1,
            column: 1,
            ..Place::default()
        };
        return Err(Reason::TooLarge(bytes.len() as u64).at(first));
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let at = parse(good)
                .err()
                .map_or_else(String::new, |refusal| refusal.place.at);
            let (line, column) = Locator::new(good).line_and_column(good.len());
            // Without a length of the fault the text ends within a character.
            let reason = match error.error_len() {
                None => Reason::Truncated,
                Some(_) => Reason::NotText,
            };
            Err(reason.at(Place { at, line, column }))
        }
    }
}

/// The one value that the text holds.
///
/// # Errors
/// The first thing that is not strict JSON, with its place.
pub fn parse(text: &[u8]) -> Result<Value, Refusal> {
    let trail = RefCell::new(Trail::default());
    let mut reader = serde_json::Deserializer::from_slice(text);
    let value = Strict {
        trail: &trail,
        depth: 0,
    }
    .deserialize(&mut reader)
    .and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| {
        let Trail { path, reason } = trail.into_inner();
        let mut locator = Locator::new(text);
        if let Some(reason) = reason {
            return reason.at(locator.place(&path));
        }
        let reason = if error.is_eof() {
            Reason::Truncated
        } else {
            Reason::Syntax
        };
        let mut place = Place {
            at: super::place::pointer(&path),
            line: error.line() as u64,
            column: 0,
        };
        let mut lines = text.split(|&byte| byte == b'\n');
        let line = lines
            .nth(error.line().saturating_sub(1))
            .unwrap_or_default();
        let before = line
            .get(..error.column().min(line.len()))
            .unwrap_or_default();
        place.column = (String::from_utf8_lossy(before).chars().count() as u64).max(1);
        reason.at(place)
    })
}

#[derive(Default)]
struct Trail {
    path: Vec<Step>,
    reason: Option<Reason>,
}

#[derive(Clone, Copy)]
struct Strict<'t> {
    trail: &'t RefCell<Trail>,
    depth: usize,
}

impl Strict<'_> {
    fn refuse<T, E: Error>(self, reason: Reason) -> Result<T, E> {
        self.trail.borrow_mut().reason.get_or_insert(reason);
        Err(E::custom("refused"))
    }

    fn deeper<E: Error>(self) -> Result<Self, E> {
        let depth = self.depth + 1;
        if depth > MAX_DEPTH {
            return self.refuse(Reason::TooDeep);
        }
        Ok(Self { depth, ..self })
    }

    fn whole<E: Error>(self, number: i64) -> Result<Value, E> {
        if (-MAX_WHOLE..=MAX_WHOLE).contains(&number) {
            Ok(Value::Number(Number::from(number)))
        } else {
            self.refuse(Reason::NotExact)
        }
    }

    fn push(self, step: Step) {
        self.trail.borrow_mut().path.push(step);
    }

    /// Only when all went well: after an error the path says where.
    fn pop(self) {
        self.trail.borrow_mut().path.pop();
    }

    fn is_too_long(text: &str) -> bool {
        text.len() > MAX_TEXT && text.chars().count() > MAX_TEXT
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.whole(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.whole(i64::try_from(value).unwrap_or(i64::MAX))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Value, E> {
        self.refuse(Reason::NotExact)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        if Self::is_too_long(text) {
            return self.refuse(Reason::TooLong);
        }
        Ok(Value::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut values = Vec::new();
        loop {
            self.push(Step::Index(values.len()));
            match list.next_element_seed(inner)? {
                Some(value) => values.push(value),
                None => break,
            }
            self.pop();
        }
        self.pop();
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut members = Map::new();
        while let Some(key) = object.next_key::<String>()? {
            self.push(Step::Key(key.clone()));
            if Self::is_too_long(&key) {
                return self.refuse(Reason::TooLong);
            }
            if members.contains_key(&key) {
                return self.refuse(Reason::DuplicateKey);
            }
            let value = object.next_value_seed(inner)?;
            members.insert(key, value);
            self.pop();
        }
        Ok(Value::Object(members))
    }
}
