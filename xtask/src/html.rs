//! The little HTML that is rewritten after Trunk: tags of our own index.html, never foreign text.

use std::ops::Range;

/// A tag as it stands in the text, and where.
#[derive(Clone, Debug)]
pub struct Tag {
    pub text: String,
    pub at: Range<usize>,
}

impl Tag {
    /// The value of an attribute, in double or single quotes.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        ['"', '\''].into_iter().find_map(|quote| {
            let start = self.text.find(&format!(" {name}={quote}"))? + name.len() + 3;
            let value = self.text.get(start..)?;
            value.get(..value.find(quote)?)
        })
    }

    pub fn is(&self, attribute: &str, value: &str) -> bool {
        self.attribute(attribute) == Some(value)
    }
}

/// All tags of that name, in order.
pub fn tags(html: &str, name: &str) -> Vec<Tag> {
    let opening = format!("<{name} ");
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = html.get(from..).and_then(|rest| rest.find(&opening)) {
        let start = from + start;
        let Some(end) = html.get(start..).and_then(end_of_tag) else {
            break;
        };
        let at = start..start + end;
        found.push(Tag {
            text: html.get(at.clone()).unwrap_or_default().to_owned(),
            at: at.clone(),
        });
        from = at.end;
    }
    found
}

/// A `>` inside quotes doesn't end a tag.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::tags;

    #[test]
    fn attributes_in_either_quotes() {
        let html = r#"<p><script id="boot" data-workers='{"a":">"}' src="b.js"></script>"#;
        let found = tags(html, "script");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].attribute("data-workers"), Some(r#"{"a":">"}"#));
        assert_eq!(found[0].attribute("src"), Some("b.js"));
        assert!(found[0].is("id", "boot"));
        assert_eq!(found[0].attribute("data-none"), None);
    }
}
