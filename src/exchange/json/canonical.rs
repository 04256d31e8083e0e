//! One way to write a value: keys sorted by code point, no white space. So equal content has equal
//! bytes and equal digests in any language.

use std::fmt::Write as _;

use serde_json::Value;
use sha2::{Digest, Sha256};

/// Appends the canonical text of a value.
pub fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Array(values) => {
            out.push(b'[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write(value, out);
            }
            out.push(b']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            // Sorted already, unless another crate of the build turns on `preserve_order`.
            members.sort_by_key(|(key, _)| *key);
            out.push(b'{');
            for (index, (key, value)) in members.into_iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write_text(key, out);
                out.push(b':');
                write(value, out);
            }
            out.push(b'}');
        }
        Value::String(text) => write_text(text, out),
        Value::Null | Value::Bool(_) | Value::Number(_) => {
            out.extend_from_slice(value.to_string().as_bytes());
        }
    }
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    let is_plain = |byte: u8| byte >= 0x20 && byte != b'"' && byte != b'\\';
    out.push(b'"');
    if text.bytes().all(is_plain) {
        out.extend_from_slice(text.as_bytes());
    } else {
        for character in text.chars() {
            match character {
                '"' => out.extend_from_slice(b"\\\""),
                '\\' => out.extend_from_slice(b"\\\\"),
                '\n' => out.extend_from_slice(b"\\n"),
                '\r' => out.extend_from_slice(b"\\r"),
                '\t' => out.extend_from_slice(b"\\t"),
                control if u32::from(control) < 0x20 => {
                    out.extend_from_slice(format!("\\u{:04x}", u32::from(control)).as_bytes());
                }
                other => out.extend_from_slice(other.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
    }
    out.push(b'"');
}

/// The canonical text of a value.
pub fn of(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    write(value, &mut out);
    out
}

/// SHA-256 of the canonical list of rows that are added one by one.
pub struct RowsDigest {
    hash: Sha256,
    is_empty: bool,
}

impl Default for RowsDigest {
    fn default() -> Self {
        let mut hash = Sha256::new();
        hash.update(b"[");
        Self {
            hash,
            is_empty: true,
        }
    }
}

impl RowsDigest {
    /// Adds the canonical text of the next row.
    pub fn add(&mut self, row: &[u8]) {
        if !self.is_empty {
            self.hash.update(b",");
        }
        self.is_empty = false;
        self.hash.update(row);
    }

    /// The digest in hex.
    pub fn finish(mut self) -> String {
        self.hash.update(b"]");
        hex(&self.hash.finalize())
    }
}

/// SHA-256 in hex.
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
