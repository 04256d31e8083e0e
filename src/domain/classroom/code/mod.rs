//! The answer code: a whole answer sheet as one line of chat.
//!
//! Downloads fail in WeChat, chat text never does. A sheet of choices is written with the 32 signs
//! of Crockford's Base32, which has no I, L, O and U:
//!
//! | part | signs | what |
//! |---|---|---|
//! | `XK` | 2 | mark by which codes are found in a chat |
//! | version | 1 | `1` |
//! | length | 2 | of all signs that follow |
//! | pack | 5 | 25 bits of the paper's digest |
//! | student | 2 and more | the number as it is written, see [`Student`] |
//! | answers | as many as needed | one number, mixed radix, see [`Paper`] |
//! | tag | 3 | 15 bits of SHA-256 over the whole digest and all signs before |
//! | check | 6 | remainder by the generator of Bech32m (BIP 350) over all signs from the version |
//!
//! The last six signs are those of a BCH code over GF(32) whose smallest distance is 5 up to 89
//! signs and 4 up to 1,023, so that it finds every wrong sign, every two, and with them every pair
//! of swapped neighbours. A check after ISO 7064 or Damm would find the same single faults, but
//! misses two wrong signs once in 32; the BCH code is proven for three and leaves 1 in 2³⁰ for what
//! is worse. `the_check_finds_every_single_fault_and_swap` goes through all patterns of faults. The
//! tag adds 15 bits and ties the sheet to its paper: a code of another pack is refused even where
//! 25 bits of its digest are the same.
//!
//! It guards against slips, not against cheating: everybody can make a valid code.

mod chat;
mod check;
mod paper;
mod student;

pub use chat::{Chat, Handed, Misread, read_chat};
pub use paper::{NotAChoice, Paper};
pub use student::{Student, StudentError};

use sha2::{Digest, Sha256};

use super::answer::Answer;
use crate::domain::field::half_width;

const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The mark in front of every code.
pub const MARK: &str = "XK";
const VERSION: u8 = 1;
const LENGTH_SIGNS: usize = 2;
const PACK_SIGNS: usize = 5;
const TAG_SIGNS: usize = 3;
/// The most signs behind the length: what two signs can say, and within the proof of the check.
const MOST: usize = 1000;

/// A sheet as it is handed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    /// Whose it is.
    pub student: Student,
    /// The answers in the order of the paper's questions; none where nothing was chosen.
    pub answers: Vec<Option<Answer>>,
}

/// Why a line is no answer code of this paper.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CodeError {
    /// It does not begin with the mark.
    #[error("it does not begin with XK")]
    NoMark,
    /// A sign that codes do not have.
    #[error("“{0}” is no sign of a code")]
    Sign(char),
    /// Written by a newer version of the program.
    #[error("version {0} is not known here")]
    Version(u8),
    /// Fewer or more signs than it says it has.
    #[error("signs are missing or left over")]
    Length,
    /// The check does not fit: something was mistyped.
    #[error("the check does not fit")]
    Check,
    /// It belongs to another paper.
    #[error("it belongs to another paper")]
    OtherPaper,
    /// What it says fits no answer sheet of the paper.
    #[error("it fits no answer sheet of this paper")]
    Content,
    /// More answers than a code can hold.
    #[error("more answers than a code can hold")]
    TooLong,
}

/// The value of a sign however it is typed; I and L are read as 1, O as 0.
fn value_of(sign: char) -> Option<u8> {
    let sign = match sign.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        sign => sign,
    };
    let place = SIGNS.iter().position(|known| char::from(*known) == sign)?;
    u8::try_from(place).ok()
}

/// What may stand between signs: spaces, line ends, dashes, dots, marks of quoting.
fn is_gap(c: char) -> bool {
    let is_dash = matches!(
        c,
        '-' | '_' | '‐'..='―' | '·' | '.' | '。' | '|' | '>' | '*' | '`' | '~'
    );
    let is_invisible = matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
    );
    c.is_whitespace() || is_dash || is_invisible
}

/// The digits of a number in base 32, most significant first, in so many signs.
fn digits(mut number: u64, signs: usize) -> Vec<u8> {
    let mut digits = vec![0; signs];
    for digit in digits.iter_mut().rev() {
        *digit = (number & 31) as u8;
        number >>= 5;
    }
    digits
}

fn number_of(digits: &[u8]) -> u64 {
    digits
        .iter()
        .fold(0, |number, digit| number << 5 | u64::from(*digit))
}

fn pack_digits(digest: &[u8; 32]) -> Vec<u8> {
    let first = digest.iter().take(4);
    let bits = first.fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    digits(bits >> 7, PACK_SIGNS)
}

fn tag(digest: &[u8; 32], values: &[u8]) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(b"xinke answer code");
    hash.update(digest);
    hash.update(values);
    let hash: [u8; 32] = hash.finalize().into();
    let first = hash.iter().take(2);
    let bits = first.fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    digits(bits >> 1, TAG_SIGNS)
}

/// The code of a sheet, in groups of four.
///
/// # Errors
/// [`CodeError::Content`] where the answers are not those of the paper; [`CodeError::TooLong`].
pub fn encode(paper: &Paper, sheet: &Sheet) -> Result<String, CodeError> {
    let mut body = pack_digits(&paper.digest);
    body.extend(sheet.student.digits());
    body.extend(paper.digits_of(&sheet.answers).ok_or(CodeError::Content)?);
    let length = body.len() + TAG_SIGNS + check::SIGNS;
    if length > MOST {
        return Err(CodeError::TooLong);
    }
    let mut values = vec![VERSION];
    values.extend(digits(length as u64, LENGTH_SIGNS));
    values.extend(body);
    values.extend(tag(&paper.digest, &values));
    values.extend(check::of(&values));
    let signs = values
        .iter()
        .filter_map(|value| SIGNS.get(usize::from(*value)));
    let text: Vec<char> = MARK
        .chars()
        .chain(signs.map(|sign| char::from(*sign)))
        .collect();
    let groups: Vec<String> = text.chunks(4).map(|group| group.iter().collect()).collect();
    Ok(groups.join("-"))
}

/// Reads one code, however its signs are grouped and typed.
///
/// # Errors
/// [`CodeError`] where it is not exactly one valid code of this paper.
pub fn decode(paper: &Paper, text: &str) -> Result<Sheet, CodeError> {
    let text = half_width(text);
    let mut signs = text.chars().filter(|c| !is_gap(*c));
    for expected in MARK.chars() {
        if signs.next().map(|c| c.to_ascii_uppercase()) != Some(expected) {
            return Err(CodeError::NoMark);
        }
    }
    let values: Result<Vec<_>, _> = signs
        .map(|sign| value_of(sign).ok_or(CodeError::Sign(sign)))
        .collect();
    sheet_of(paper, &values?)
}

/// How many signs a code has in all, as its first signs say.
fn stated_length(values: &[u8]) -> Result<usize, CodeError> {
    let (version, rest) = values.split_first().ok_or(CodeError::Length)?;
    if *version != VERSION {
        return Err(CodeError::Version(*version));
    }
    let length = rest.get(..LENGTH_SIGNS).ok_or(CodeError::Length)?;
    let length = usize::try_from(number_of(length)).map_err(|_| CodeError::Length)?;
    if length > MOST {
        return Err(CodeError::Length);
    }
    Ok(1 + LENGTH_SIGNS + length)
}

fn sheet_of(paper: &Paper, values: &[u8]) -> Result<Sheet, CodeError> {
    if values.len() != stated_length(values)? {
        return Err(CodeError::Length);
    }
    if !check::fits(values) {
        return Err(CodeError::Check);
    }
    let split = |values: &[u8], from_end: usize| -> Option<(Vec<u8>, Vec<u8>)> {
        let (head, tail) = values.split_at_checked(values.len().checked_sub(from_end)?)?;
        Some((head.to_vec(), tail.to_vec()))
    };
    let (values, _) = split(values, check::SIGNS).ok_or(CodeError::Length)?;
    let (values, stated_tag) = split(&values, TAG_SIGNS).ok_or(CodeError::Length)?;
    let body = values.get(1 + LENGTH_SIGNS..).ok_or(CodeError::Length)?;
    let (pack, rest) = body.split_at_checked(PACK_SIGNS).ok_or(CodeError::Length)?;
    if pack != pack_digits(&paper.digest) || stated_tag != tag(&paper.digest, &values) {
        return Err(CodeError::OtherPaper);
    }
    let (student, rest) = Student::take(rest).ok_or(CodeError::Content)?;
    let answers = paper.answers_of(rest).ok_or(CodeError::Content)?;
    Ok(Sheet { student, answers })
}
