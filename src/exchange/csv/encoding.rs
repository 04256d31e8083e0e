//! Which encoding bytes are in, and their text. The tables of GB18030 are too big to carry: its
//! decoder is passed in, the browser has one.

use serde::{Deserialize, Serialize};

use crate::exchange::{Decode, Place, Reason, Refusal};

/// Encodings that are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, little end first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, big end first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// GB18030, which includes GBK and GB2312.
    #[serde(rename = "gb18030")]
    Gb18030,
    /// Western European; never guessed, because any bytes are text in it.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

impl Encoding {
    /// The label that decoders know it by.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
            Self::Windows1252 => "windows-1252",
        }
    }
}

/// The most likely encoding.
pub fn guess(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => return Encoding::Utf8,
        [0xff, 0xfe, ..] => return Encoding::Utf16Le,
        [0xfe, 0xff, ..] => return Encoding::Utf16Be,
        _ => {}
    }
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        return Encoding::Utf8;
    }
    // Separators and line ends are ASCII, so UTF-16 has zero bytes at every other place.
    let zeros = |parity: usize| {
        bytes
            .iter()
            .skip(parity)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    if bytes.len().is_multiple_of(2) && even + odd > bytes.len() / 50 {
        return if odd > even {
            Encoding::Utf16Le
        } else {
            Encoding::Utf16Be
        };
    }
    // One damaged byte does not turn a UTF-8 file into a Chinese one.
    let lossy = String::from_utf8_lossy(bytes);
    let broken = lossy.matches('\u{fffd}').count();
    let whole = lossy
        .chars()
        .filter(|c| !c.is_ascii() && *c != '\u{fffd}')
        .count();
    if whole < 4 * broken && is_gb18030(bytes) {
        Encoding::Gb18030
    } else {
        Encoding::Utf8
    }
}

/// Whether bytes follow the pattern of one, two and four bytes.
fn is_gb18030(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return true,
            [0..=0x7f, rest @ ..] => rest,
            [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, rest @ ..]
            | [
                0x81..=0xfe,
                0x30..=0x39,
                0x81..=0xfe,
                0x30..=0x39,
                rest @ ..,
            ] => rest,
            _ => return false,
        };
    }
}

/// The text without its byte order mark.
///
/// # Errors
/// [`Reason::NotText`] with the line where the bytes are not of this encoding.
pub fn decode(bytes: &[u8], encoding: Encoding, decode: Decode<'_>) -> Result<String, Refusal> {
    let refuse = |line: usize| Reason::NotText.at(Place::cell(line as u64, ""));
    let text = match encoding {
        Encoding::Utf8 => std::str::from_utf8(bytes)
            .map(str::to_owned)
            .map_err(|error| {
                let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
                refuse(1 + memchr::memchr_iter(b'\n', good).count())
            })?,
        Encoding::Utf16Le => utf16(bytes, u16::from_le_bytes).map_err(refuse)?,
        Encoding::Utf16Be => utf16(bytes, u16::from_be_bytes).map_err(refuse)?,
        Encoding::Gb18030 | Encoding::Windows1252 => {
            let text = decode(encoding.label(), bytes);
            // No character of these encodings has a line feed inside.
            text.ok_or_else(|| {
                let mut lines = bytes.split(|&byte| byte == b'\n');
                let bad = lines.position(|line| decode(encoding.label(), line).is_none());
                refuse(bad.map_or(1, |line| line + 1))
            })?
        }
    };
    Ok(match text.strip_prefix('\u{feff}') {
        Some(text) => text.to_owned(),
        None => text,
    })
}

/// The text, or the line of the first unit that is none.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, usize> {
    let mut text = String::with_capacity(bytes.len());
    let pairs = bytes.chunks_exact(2);
    let is_whole = pairs.remainder().is_empty();
    let units = pairs
        .filter_map(|pair| <[u8; 2]>::try_from(pair).ok())
        .map(unit);
    let line = |text: &str| 1 + text.matches('\n').count();
    for character in char::decode_utf16(units) {
        match character {
            Ok(character) => text.push(character),
            Err(_) => return Err(line(&text)),
        }
    }
    if is_whole { Ok(text) } else { Err(line(&text)) }
}
