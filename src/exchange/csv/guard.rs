//! Text that a spreadsheet would take for a formula gets an apostrophe in front, and loses it
//! again when a file of ours comes back.

/// The header of the last, empty column of our files: it says that text is guarded.
pub const MARKER: &str = "#guard=1";

fn is_formula_start(text: &str) -> bool {
    let is_skipped = |c: char| {
        let opens = matches!(c, '\t' | '\r' | '\n');
        !opens && (c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}'))
    };
    let text = text.trim_start_matches(is_skipped);
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// The text as our files hold it. An apostrophe that looks like ours is doubled, so that
/// [`unguard`] is the exact inverse.
///
/// ```
/// use xinke::exchange::csv::guard::{guard, unguard};
/// assert_eq!(guard("+55 (12) 3923-5555"), "'+55 (12) 3923-5555");
/// assert_eq!(guard("'s-Hertogenbosch"), "'s-Hertogenbosch");
/// assert_eq!(unguard(&guard("'=1")), "'=1");
/// ```
pub fn guard(text: &str) -> String {
    if is_formula_start(text.trim_start_matches('\'')) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The text before [`guard`].
pub fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula_start(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}
