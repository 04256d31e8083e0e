//! From a JSON pointer to the line and column where the value begins.

use std::collections::HashMap;

use crate::exchange::Place;

/// One step of a path into a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// Into an object.
    Key(String),
    /// Into a list.
    Index(usize),
}

/// The JSON pointer (RFC 6901) of a path.
pub fn pointer(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        text.push('/');
        match step {
            Step::Key(key) => text.push_str(&key.replace('~', "~0").replace('/', "~1")),
            Step::Index(index) => text.push_str(&index.to_string()),
        }
    }
    text
}

/// Finds places in one text, which may break off after them.
pub struct Locator<'a> {
    text: &'a [u8],
    line_starts: Option<Vec<usize>>,
    rows: HashMap<String, Vec<usize>>,
}

impl<'a> Locator<'a> {
    /// For this text.
    pub fn new(text: &'a [u8]) -> Self {
        Self {
            text,
            line_starts: None,
            rows: HashMap::new(),
        }
    }

    /// Where the value of that path begins, or the last part of the path that is there.
    pub fn place(&mut self, path: &[Step]) -> Place {
        let offset = self.offset(path);
        let (line, column) = self.line_and_column(offset);
        Place {
            at: pointer(path),
            line,
            column,
        }
    }

    /// Line and column of a byte, both from 1; columns count characters.
    pub fn line_and_column(&mut self, offset: usize) -> (u64, u64) {
        let text = self.text;
        let starts = self.line_starts.get_or_insert_with(|| {
            std::iter::once(0)
                .chain(memchr::memchr_iter(b'\n', text).map(|at| at + 1))
                .collect()
        });
        let line = starts.partition_point(|&start| start <= offset);
        let start = line.checked_sub(1).and_then(|line| starts.get(line));
        let before = text.get(start.copied().unwrap_or(0)..offset);
        let is_first_byte = |byte: &&u8| (**byte & 0b1100_0000) != 0b1000_0000;
        let column = before
            .unwrap_or_default()
            .iter()
            .filter(is_first_byte)
            .count();
        (line as u64, column as u64 + 1)
    }

    fn offset(&mut self, path: &[Step]) -> usize {
        let scan = Scan(self.text);
        // Rows are many: where those of a table begin is noted once.
        if let [
            Step::Key(tables),
            Step::Key(table),
            Step::Index(row),
            rest @ ..,
        ] = path
            && tables == "tables"
        {
            let starts = self.rows.entry(table.clone()).or_insert_with(|| {
                let list = path.get(..2).map_or(0, |list| scan.follow(0, list));
                scan.elements(list)
            });
            return starts
                .get(*row)
                .map_or(0, |&start| scan.follow(start, rest));
        }
        scan.follow(0, path)
    }
}

struct Scan<'a>(&'a [u8]);

impl Scan<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.0.get(at).copied().unwrap_or(0)
    }

    fn space(&self, mut at: usize) -> usize {
        while matches!(self.byte(at), b' ' | b'\n' | b'\r' | b'\t') {
            at += 1;
        }
        at
    }

    /// The end of the string that begins at `at`.
    fn string(&self, mut at: usize) -> usize {
        at += 1;
        loop {
            match self.byte(at) {
                b'"' => return at + 1,
                b'\\' => at += 2,
                0 if at >= self.0.len() => return self.0.len(),
                _ => at += 1,
            }
        }
    }

    /// The end of the value that begins at `at`; always further on, whatever stands there.
    fn value(&self, at: usize) -> usize {
        self.value_end(at).max(at + 1).min(self.0.len())
    }

    fn value_end(&self, mut at: usize) -> usize {
        let mut depth = 0_usize;
        loop {
            match self.byte(at) {
                b'"' => at = self.string(at),
                b'{' | b'[' => {
                    depth += 1;
                    at += 1;
                }
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    at += 1;
                }
                0 if at >= self.0.len() => return self.0.len(),
                b',' if depth == 0 => return at,
                _ if depth == 0 => {
                    while !matches!(self.byte(at), b',' | b'}' | b']' | 0) {
                        at += 1;
                    }
                    return at;
                }
                _ => at += 1,
            }
            if depth == 0 {
                return at;
            }
        }
    }

    fn elements(&self, list: usize) -> Vec<usize> {
        let mut starts = Vec::new();
        if self.byte(list) != b'[' {
            return starts;
        }
        let mut at = self.space(list + 1);
        while at < self.0.len() && self.byte(at) != b']' {
            starts.push(at);
            at = self.space(self.value(at));
            if self.byte(at) == b',' {
                at = self.space(at + 1);
            }
        }
        starts
    }

    fn member(&self, object: usize, key: &str) -> Option<usize> {
        let mut at = self.space(object + 1);
        let mut found = None;
        while self.byte(at) == b'"' {
            let end = self.string(at);
            let name: Option<String> = self
                .0
                .get(at..end)
                .and_then(|name| serde_json::from_slice(name).ok());
            let mut value = self.space(end);
            if self.byte(value) == b':' {
                value = self.space(value + 1);
            }
            if name.as_deref() == Some(key) {
                found = Some(value.min(self.0.len()));
            }
            at = self.space(self.value(value));
            if self.byte(at) == b',' {
                at = self.space(at + 1);
            }
        }
        found
    }

    fn follow(&self, start: usize, path: &[Step]) -> usize {
        let mut at = self.space(start);
        for step in path {
            let next = match (step, self.byte(at)) {
                (Step::Key(key), b'{') => self.member(at, key),
                (Step::Index(index), b'[') => self.elements(at).get(*index).copied(),
                _ => None,
            };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_line_and_character() {
        let text = "{\n\"a\":[1,{\"客\\u0031\" : \"x\",\"b\":[true , null]}],\n \"c\": 5}";
        let key = |key: &str| Step::Key(key.to_owned());
        let mut locator = Locator::new(text.as_bytes());
        for (path, line, column) in [
            (vec![], 1, 1),
            (vec![key("a")], 2, 5),
            (vec![key("a"), Step::Index(1), key("客1")], 2, 21),
            (
                vec![key("a"), Step::Index(1), key("b"), Step::Index(1)],
                2,
                37,
            ),
            (vec![key("c")], 3, 7),
            (vec![key("a"), key("no")], 2, 5),
        ] {
            let place = locator.place(&path);
            assert_eq!((place.line, place.column), (line, column), "{}", place.at);
        }
        assert_eq!(pointer(&[key("a/b~c"), Step::Index(3)]), "/a~1b~0c/3");
    }
}
