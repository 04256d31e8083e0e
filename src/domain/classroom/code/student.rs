//! A student's number as codes hold it.

use super::digits;

/// The signs of numbers that are not digits alone.
const LETTERS: &[u8; 38] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
/// The longest number of digits, and the longest with letters.
const MOST_DIGITS: usize = 18;
const MOST_LETTERS: usize = 12;

/// A student's number: up to 18 digits, leading zeros kept, or up to 12 letters, digits, `-` and
/// `_`; small letters become capital ones.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Student(String);

/// Why a text is no student number.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StudentError {
    /// Nothing there.
    #[error("the number is missing")]
    Missing,
    /// A sign that numbers do not have.
    #[error("“{0}” cannot stand in a student's number")]
    Sign(char),
    /// More than so many signs.
    #[error("longer than {0}")]
    TooLong(usize),
}

impl Student {
    /// The number as it was typed.
    ///
    /// ```
    /// use xinke::domain::classroom::code::Student;
    /// assert_eq!(Student::new(" ００7 ").unwrap().as_str(), "007");
    /// assert_eq!(Student::new("b-21").unwrap().as_str(), "B-21");
    /// assert!(Student::new("七").is_err());
    /// ```
    ///
    /// # Errors
    /// [`StudentError`] where it is empty, too long or has other signs.
    pub fn new(text: &str) -> Result<Self, StudentError> {
        let text = crate::domain::field::half_width(text);
        let text = text.trim().to_ascii_uppercase();
        if text.is_empty() {
            return Err(StudentError::Missing);
        }
        let is_known = |c: &char| LETTERS.iter().any(|letter| char::from(*letter) == *c);
        if let Some(sign) = text.chars().find(|c| !is_known(c)) {
            return Err(StudentError::Sign(sign));
        }
        let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let most = if is_digits { MOST_DIGITS } else { MOST_LETTERS };
        if text.len() > most {
            return Err(StudentError::TooLong(most));
        }
        Ok(Self(text))
    }

    /// The number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its length, with 18 added where it has letters, and the number in the least signs.
    pub(super) fn digits(&self) -> Vec<u8> {
        let is_digits = self.0.bytes().all(|byte| byte.is_ascii_digit());
        let (base, above) = if is_digits {
            (10, 0)
        } else {
            (38, MOST_DIGITS)
        };
        let place = |byte: u8| LETTERS.iter().position(|letter| *letter == byte);
        let places = self.0.bytes().filter_map(place);
        let number = places.fold(0_u64, |number, place| {
            number.wrapping_mul(base).wrapping_add(place as u64)
        });
        let mut all = digits((self.0.len() + above) as u64, 1);
        all.extend(digits(number, signs(base, self.0.len())));
        all
    }

    /// Takes a number off the front; none where there is no such number.
    pub(super) fn take(values: &[u8]) -> Option<(Self, &[u8])> {
        let (kind, rest) = values.split_first()?;
        let kind = usize::from(*kind);
        let (base, len) = match kind {
            0 => return None,
            1..=MOST_DIGITS => (10, kind),
            _ => (38, kind - MOST_DIGITS),
        };
        let (number, rest) = rest.split_at_checked(signs(base, len))?;
        let mut number = super::number_of(number);
        let mut text = vec![0_u8; len];
        for byte in text.iter_mut().rev() {
            *byte = *LETTERS.get(usize::try_from(number % base).ok()?)?;
            number /= base;
        }
        let text = String::from_utf8(text).ok()?;
        let student = Self::new(&text).ok()?;
        (number == 0 && values.starts_with(&student.digits())).then_some((student, rest))
    }
}

/// How many signs of base 32 hold every number of so many signs in the base.
fn signs(base: u64, len: usize) -> usize {
    let mut room = u128::from(base)
        .saturating_pow(u32::try_from(len).unwrap_or(u32::MAX))
        .saturating_sub(1);
    let mut signs = 0;
    while room > 0 {
        room >>= 5;
        signs += 1;
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn student_numbers_come_back_as_they_are() {
        for number in [
            "0",
            "007",
            "999999999999999999",
            "000000000000000000",
            "B-21",
            "ZZZZZZZZZZZZ",
            "_",
            "A1",
        ] {
            let student = Student::new(number).unwrap();
            let digits = student.digits();
            let (back, rest) = Student::take(&digits).unwrap();
            assert_eq!((back.as_str(), rest.len()), (number, 0));
        }
        assert_eq!(
            Student::new("1234567890123456789"),
            Err(StudentError::TooLong(18))
        );
        assert_eq!(
            Student::new("ABCDEFGHIJKLM"),
            Err(StudentError::TooLong(12))
        );
        assert_eq!(Student::new(" "), Err(StudentError::Missing));
    }
}
