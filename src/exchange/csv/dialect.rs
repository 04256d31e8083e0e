//! How a table of text is laid out: its separator, its quotation marks.

/// The separators that are tried, the likeliest first.
pub const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

const LINES_LOOKED_AT: usize = 50;

/// The separator that cuts most lines into the same number of cells.
pub fn guess_separator(text: &str) -> char {
    let score = |separator: char| {
        let counts = counts(text, separator);
        let first = counts.first().copied().unwrap_or(0);
        let same = counts.iter().filter(|&&count| count == first).count();
        if first == 0 {
            (0, 0)
        } else {
            (same * 100 / counts.len().max(1), first)
        }
    };
    let mut best = (SEPARATORS[0], (0, 0));
    for separator in SEPARATORS {
        let score = score(separator);
        if score > best.1 {
            best = (separator, score);
        }
    }
    best.0
}

/// How many separators outside quotation marks the first lines have; blank lines do not count.
fn counts(text: &str, separator: char) -> Vec<usize> {
    let mut counts = Vec::new();
    let (mut count, mut is_quoted, mut is_blank) = (0, false, true);
    for character in text.chars() {
        match character {
            '"' => is_quoted = !is_quoted,
            '\n' | '\r' if !is_quoted => {
                if !is_blank {
                    counts.push(count);
                }
                (count, is_blank) = (0, true);
                if counts.len() == LINES_LOOKED_AT {
                    return counts;
                }
                continue;
            }
            other if other == separator && !is_quoted => count += 1,
            _ => {}
        }
        is_blank = false;
    }
    if !is_blank {
        counts.push(count);
    }
    counts
}

/// The line of a quotation mark that opens a cell and is never closed: all that follows would
/// fall into that cell.
pub fn open_quote(text: &str, separator: char) -> Option<u64> {
    /// With the place of the mark that opened the cell.
    #[derive(Clone, Copy)]
    enum At {
        Start,
        Plain,
        Quoted(usize),
        /// After a quotation mark inside quotation marks: the end, or half of a doubled one.
        Closing(usize),
    }
    // Every separator is one byte, and no byte of a longer character is like one.
    let separator = u8::try_from(separator).unwrap_or(b',');
    let mut at = At::Start;
    for (place, byte) in text.bytes().enumerate() {
        at = match (at, byte) {
            (At::Start, b'"') => At::Quoted(place),
            (At::Quoted(opened), b'"') => At::Closing(opened),
            (At::Closing(opened), b'"') => At::Quoted(opened),
            (At::Quoted(opened), _) => At::Quoted(opened),
            (_, b'\n' | b'\r') => At::Start,
            (_, other) if other == separator => At::Start,
            _ => At::Plain,
        };
    }
    let At::Quoted(opened) = at else {
        return None;
    };
    let before = text.get(..opened).unwrap_or_default().replace("\r\n", "\n");
    let ends = before.bytes().filter(|byte| matches!(byte, b'\n' | b'\r'));
    Some(1 + ends.count() as u64)
}

/// The separator that a first line `sep=;` of Excel names, and the text after it.
pub fn named_separator(text: &str) -> Option<(char, &str)> {
    let rest = text.strip_prefix("sep=")?;
    let separator = rest.chars().next().filter(|c| SEPARATORS.contains(c))?;
    let rest = rest.get(separator.len_utf8()..)?;
    let rest = rest.strip_prefix('\r').unwrap_or(rest);
    Some((separator, rest.strip_prefix('\n')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_fits_all_lines() {
        for (text, separator) in [
            ("a,b\r\n1,2\r\n", ','),
            ("a;b\n\"1,5;\";2\n3,5;4\n", ';'),
            ("公司\t电话\n甲, 乙\t1\n", '\t'),
            ("a|b|c\n1|2|3", '|'),
            ("one column\nof text", ','),
            ("", ','),
        ] {
            assert_eq!(guess_separator(text), separator, "{text}");
        }
        assert_eq!(named_separator("sep=;\r\na,b"), Some((';', "a,b")));
    }

    #[test]
    fn an_open_quote_is_named_by_its_line() {
        assert_eq!(open_quote("a,b\n\"x\n\"\"y\",5\" pipe\n", ','), None);
        assert_eq!(open_quote("a,b\n1,\"x\n3,4\n", ','), Some(2));
        assert_eq!(open_quote("a,\"x\"\"", ','), Some(1));
    }
}
