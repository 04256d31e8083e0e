//! What the rescue page saved: a database's stores as they lay there. Storage knows their layout;
//! this only gives the bytes back.

use serde::{
    Deserialize,
    de::{Deserializer, Error},
};
use std::collections::BTreeMap;

use super::{Place, Reason, Refusal};

/// What `format` says in a rescue file.
pub const FORMAT: &str = "xinke.rescue";

/// A database's stores, undecoded.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Dump {
    /// Name of the database.
    pub database: String,
    /// Store `meta` by key.
    pub meta: BTreeMap<String, Vec<u8>>,
    /// Store `shards` by key.
    pub shards: BTreeMap<String, Vec<u8>>,
    /// Store `log` in order.
    pub log: Vec<(u64, Vec<u8>)>,
    /// What the page could not read.
    pub errors: Vec<String>,
}

/// Whether the bytes look like a rescue file.
pub fn is_rescue(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(64)).unwrap_or_default();
    String::from_utf8_lossy(start).contains(FORMAT)
}

/// Takes a rescue file apart.
///
/// # Errors
/// [`Refusal`] where it is none or not whole.
pub fn read(bytes: &[u8]) -> Result<Dump, Refusal> {
    #[derive(Deserialize)]
    struct File {
        format: String,
        version: u32,
        database: String,
        meta: BTreeMap<String, Stored>,
        shards: BTreeMap<String, Stored>,
        log: Vec<(u64, Stored)>,
        #[serde(default)]
        errors: Vec<String>,
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let file: File = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let inner = error.inner();
        let place = Place {
            at: format!("/{}", error.path().to_string().replace('.', "/")),
            line: inner.line() as u64,
            column: inner.column() as u64,
        };
        let reason = match inner.classify() {
            serde_json::error::Category::Eof => Reason::Truncated,
            serde_json::error::Category::Data => Reason::Envelope,
            _ => Reason::Syntax,
        };
        reason.at(place)
    })?;
    if file.format != FORMAT {
        return Err(Reason::NotOurs.at(Place::default()));
    }
    if file.version != 1 {
        let version = Reason::Version {
            major: file.version,
            minor: 0,
        };
        return Err(version.at(Place::default()));
    }
    let bytes = |store: BTreeMap<String, Stored>| {
        store
            .into_iter()
            .map(|(key, Stored(bytes))| (key, bytes))
            .collect()
    };
    let mut log: Vec<_> = file
        .log
        .into_iter()
        .map(|(seq, Stored(bytes))| (seq, bytes))
        .collect();
    log.sort_by_key(|(seq, _)| *seq);
    Ok(Dump {
        database: file.database,
        meta: bytes(file.meta),
        shards: bytes(file.shards),
        log,
        errors: file.errors,
    })
}

/// Bytes as text, as base64 where they are none, or a value that was no bytes at all.
struct Stored(Vec<u8>);

impl<'de> Deserialize<'de> for Stored {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::String(text) => Ok(Self(text.into_bytes())),
            serde_json::Value::Object(object) if object.contains_key("base64") => {
                let text = object.get("base64").and_then(serde_json::Value::as_str);
                let bytes = text.and_then(base64);
                bytes
                    .map(Self)
                    .ok_or_else(|| D::Error::custom("not base64"))
            }
            other => Ok(Self(other.to_string().into_bytes())),
        }
    }
}

fn base64(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'a'..=b'z' => Some(u32::from(byte - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for group in text.trim_end_matches('=').as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for &byte in group {
            bits = (bits << 6) | digit(byte)?;
        }
        let missing = u32::try_from(4 - group.len()).ok()?;
        let [_, whole @ ..] = (bits << (6 * missing)).to_be_bytes();
        bytes.extend_from_slice(whole.get(..group.len().checked_sub(1)?)?);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_as_they_lay_there() {
        let file = r#"{"format":"xinke.rescue","version":1,"database":"xinke.wb.ab",
            "meta":{"head":"{\"a\":1}"},"shards":{"customers/00":{"base64":"/wD+"},"x":{"base64":"/w=="}},
            "log":[[12,"b"],[3,"a"]],"errors":["log 4: x"]}"#;
        let dump = read(file.as_bytes()).unwrap();
        assert_eq!(dump.meta["head"], b"{\"a\":1}");
        assert_eq!(
            (&*dump.shards["customers/00"], &*dump.shards["x"]),
            (&[255, 0, 254][..], &[255][..])
        );
        assert_eq!(dump.log, [(3, b"a".to_vec()), (12, b"b".to_vec())]);
        assert!(is_rescue(file.as_bytes()));
        let cut = read(&file.as_bytes()[..120]).unwrap_err();
        assert_eq!((cut.reason, cut.place.line), (Reason::Truncated, 2));
    }
}
