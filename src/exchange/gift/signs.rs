//! GIFT's signs: escaping, and text as signs that are escaped or not, with their lines.

/// Signs that mean something in GIFT.
const CONTROL: [char; 7] = ['~', '=', '#', '{', '}', ':', '\\'];
const FORMATS: [&str; 4] = ["[html]", "[markdown]", "[moodle]", "[plain]"];

/// A text with its control signs escaped, line breaks as `\n`.
///
/// A character that would end the line otherwise becomes a space.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => escaped.push(' '),
            c => {
                if CONTROL.contains(&c) {
                    escaped.push('\\');
                }
                escaped.push(c);
            }
        }
    }
    escaped
}

/// A stem, option or feedback: an arrow would split it, and what looks like a format or a weight
/// is led in by a format of its own.
pub fn rich(text: &str) -> String {
    let text = plain_side(text);
    if text.starts_with('[') || text.starts_with('%') {
        format!("[plain]{text}")
    } else {
        text
    }
}

/// The right side of a match, which has no format.
pub fn plain_side(text: &str) -> String {
    escape(text).replace("->", "→")
}

/// A character of the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sign {
    /// What it stands for.
    pub c: char,
    /// Escaped: it is text whatever it is.
    pub is_escaped: bool,
    /// Its line, from 1.
    pub line: usize,
}

impl Sign {
    /// Whether it is that control sign.
    pub fn is(self, c: char) -> bool {
        self.c == c && !self.is_escaped
    }
}

/// Lines with their numbers as signs, escapes resolved.
pub fn signs(lines: &[(usize, &str)]) -> Vec<Sign> {
    let mut all = Vec::new();
    for (line, text) in lines {
        let sign = |c, is_escaped| Sign {
            c,
            is_escaped,
            line: *line,
        };
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let next = chars.peek().copied().filter(|_| c == '\\');
            match next {
                Some('n') => all.push(sign('\n', true)),
                Some(next) if CONTROL.contains(&next) => all.push(sign(next, true)),
                _ => {
                    all.push(sign(c, false));
                    continue;
                }
            }
            chars.next();
        }
        all.push(sign('\n', false));
    }
    all
}

/// The text of some signs: trimmed, a format in front left out, unescaped line breaks as spaces.
pub fn text(signs: &[Sign]) -> String {
    let mut text = String::new();
    for sign in trim(signs) {
        match sign.c {
            '\n' if !sign.is_escaped => {
                if !text.ends_with(' ') {
                    text.push(' ');
                }
            }
            c => text.push(c),
        }
    }
    let rest = FORMATS.iter().find_map(|format| text.strip_prefix(format));
    rest.map_or(text.as_str(), str::trim_start)
        .trim()
        .to_owned()
}

/// Without blanks at both ends.
pub fn trim(signs: &[Sign]) -> &[Sign] {
    let is_text = |sign: &Sign| sign.is_escaped || !sign.c.is_whitespace();
    let start = signs.iter().position(is_text).unwrap_or(signs.len());
    let end = signs
        .iter()
        .rposition(is_text)
        .map_or(start, |last| last + 1);
    signs.get(start..end).unwrap_or_default()
}

/// The place of an unescaped string, such as `->`.
pub fn find(signs: &[Sign], wanted: &str) -> Option<usize> {
    let wanted: Vec<char> = wanted.chars().collect();
    signs
        .windows(wanted.len())
        .position(|window| window.iter().zip(&wanted).all(|(sign, c)| sign.is(*c)))
}

/// What stands before and after a place of that many signs.
pub fn split(signs: &[Sign], at: usize, len: usize) -> (&[Sign], &[Sign]) {
    (
        signs.get(..at).unwrap_or_default(),
        signs.get(at + len..).unwrap_or_default(),
    )
}
