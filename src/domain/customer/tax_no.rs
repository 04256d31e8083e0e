//! Tax numbers: the check character of China's unified social credit code (GB 32100-2015).

use crate::domain::record::Problem;

const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [u32; 17] = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
];

/// Checks a tax number: one of 18 capital letters and digits of the code's alphabet must have the
/// right check character; any other text is a foreign or older number and passes.
///
/// ```
/// use xinke::domain::customer::check_tax_no;
/// assert!(check_tax_no("91350100M000100Y43").is_ok()); // the standard's own example
/// assert!(check_tax_no("91350100M000100Y44").is_err());
/// assert!(check_tax_no("DE811569869").is_ok());
/// ```
///
/// # Errors
/// [`Problem::CheckCharacter`].
pub fn check_tax_no(text: &str) -> Result<(), Problem> {
    let digits: Option<Vec<u32>> = text
        .bytes()
        .map(|byte| ALPHABET.iter().position(|&letter| letter == byte))
        .map(|position| position.and_then(|position| u32::try_from(position).ok()))
        .collect();
    let Some((check, body)) = digits.as_deref().and_then(<[u32]>::split_last) else {
        return Ok(());
    };
    if body.len() != WEIGHTS.len() {
        return Ok(());
    }
    let sum: u32 = body
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    ((31 - sum % 31) % 31 == *check)
        .then_some(())
        .ok_or(Problem::CheckCharacter)
}
