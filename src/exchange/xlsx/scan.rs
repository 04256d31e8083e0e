//! Looks through a part of a spreadsheet before it is read, for what would make reading it blow up:
//! more elements than there may be, addresses that do not exist, texts without end, entities.

use memchr::{memchr, memmem};

use super::{LAST, MAX_CELLS, MAX_STYLES, MAX_TEXT};
use crate::exchange::{Cap, Place, Reason, Refusal};

/// Spreadsheets nest a dozen elements.
const MAX_DEPTH: usize = 64;
/// A character takes four bytes, and seven where it is escaped.
const MAX_RUN: usize = MAX_TEXT * 8;

/// Whether the part has formulas.
///
/// # Errors
/// [`Refusal`] with the name of the part.
pub fn scan(part: &str, bytes: &[u8]) -> Result<bool, Refusal> {
    let mut scan = Scan::default();
    scan.run(bytes).map_err(|(reason, at)| {
        let at = if at.is_empty() {
            part.to_owned()
        } else {
            format!("{part} {at}")
        };
        reason.at(Place {
            at,
            ..Place::default()
        })
    })?;
    Ok(scan.has_formulas)
}

#[derive(Default)]
struct Scan {
    depth: usize,
    n_cells: usize,
    n_strings: usize,
    n_styles: usize,
    has_formulas: bool,
}

type Fault = (Reason, String);

fn fault(reason: Reason) -> Fault {
    (reason, String::new())
}

impl Scan {
    fn run(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let text = std::str::from_utf8(bytes).map_err(|_| fault(Reason::Markup))?;
        let mut rest = text.as_bytes();
        while let Some(start) = memchr(b'<', rest) {
            check_run(start)?;
            rest = rest.get(start..).unwrap_or_default();
            let length = if rest.starts_with(b"<!--") {
                length_to(rest, b"-->")?
            } else if rest.starts_with(b"<![CDATA[") {
                let length = length_to(rest, b"]]>")?;
                check_run(length)?;
                length
            } else if rest.starts_with(b"<!") {
                return Err(fault(Reason::Markup));
            } else if rest.starts_with(b"<?") {
                let length = length_to(rest, b"?>")?;
                check_encoding(rest.get(..length).unwrap_or_default())?;
                length
            } else {
                let length = tag_length(rest).ok_or(fault(Reason::Truncated))?;
                self.tag(rest.get(1..length - 1).unwrap_or_default())?;
                length
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        check_run(rest.len())?;
        if self.depth == 0 {
            Ok(())
        } else {
            Err(fault(Reason::Truncated))
        }
    }

    /// A tag without its angle brackets.
    fn tag(&mut self, tag: &[u8]) -> Result<(), Fault> {
        if tag.starts_with(b"/") {
            self.depth = self.depth.saturating_sub(1);
            return Ok(());
        }
        if !tag.ends_with(b"/") {
            self.depth += 1;
            if self.depth > MAX_DEPTH {
                return Err(fault(Reason::TooDeep));
            }
        }
        let end = tag
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || *byte == b'/');
        let (name, attributes) = tag.split_at(end.unwrap_or(tag.len()));
        let local = name.rsplit(|byte| *byte == b':').next().unwrap_or_default();
        match local {
            b"c" => {
                count(&mut self.n_cells, MAX_CELLS, Cap::Cells)?;
                check_address(attributes, b"r")
            }
            b"si" => count(&mut self.n_strings, MAX_CELLS, Cap::Strings),
            b"xf" | b"font" | b"fill" | b"border" | b"numFmt" | b"sheet" | b"definedName"
            | b"Relationship" => count(&mut self.n_styles, MAX_STYLES, Cap::Styles),
            b"f" => {
                self.has_formulas = true;
                check_address(attributes, b"ref")
            }
            b"row" => check_address(attributes, b"r"),
            b"dimension" => check_address(attributes, b"ref"),
            b"sst" => check_number(attributes),
            _ => Ok(()),
        }
    }
}

fn count(count: &mut usize, most: usize, cap: Cap) -> Result<(), Fault> {
    *count += 1;
    if *count > most {
        return Err(fault(Reason::Cap(cap)));
    }
    Ok(())
}

fn check_run(length: usize) -> Result<(), Fault> {
    if length > MAX_RUN {
        return Err(fault(Reason::Cap(Cap::Text)));
    }
    Ok(())
}

fn length_to(rest: &[u8], end: &[u8]) -> Result<usize, Fault> {
    let at = memmem::find(rest, end).ok_or(fault(Reason::Truncated))?;
    Ok(at + end.len())
}

/// The length of a tag with its angle brackets.
fn tag_length(rest: &[u8]) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in rest.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
    }
    None
}

/// Only UTF-8 is looked through, so nothing else is read.
fn check_encoding(declaration: &[u8]) -> Result<(), Fault> {
    match attribute(declaration, b"encoding") {
        Some(encoding) if !encoding.eq_ignore_ascii_case(b"utf-8") => Err(fault(Reason::Markup)),
        _ => Ok(()),
    }
}

/// The value of an attribute as it stands there.
fn attribute<'a>(attributes: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let mut rest = attributes;
    loop {
        let equals = memchr(b'=', rest)?;
        let (key, after) = rest.split_at(equals);
        let key = key.trim_ascii();
        let key = key
            .rsplit(u8::is_ascii_whitespace)
            .next()
            .unwrap_or_default();
        let after = after.get(1..)?.trim_ascii_start();
        let (quote, after) = after.split_first()?;
        let end = memchr(*quote, after)?;
        if key == name {
            return after.get(..end);
        }
        rest = after.get(end + 1..)?;
    }
}

/// An address or a range of them; both ends must exist, in their order.
fn check_address(attributes: &[u8], name: &[u8]) -> Result<(), Fault> {
    let Some(text) = attribute(attributes, name) else {
        return Ok(());
    };
    let mut before = (0, 0);
    for address in text.split(|byte| *byte == b':') {
        let place = place(address).filter(|place| place.0 >= before.0 && place.1 >= before.1);
        before = place.ok_or_else(|| {
            let shown = text.get(..24).unwrap_or(text);
            let at = String::from_utf8_lossy(shown).into_owned();
            (Reason::Cap(Cap::Address), at)
        })?;
    }
    Ok(())
}

/// Row and column from 1; column 0 where there is none, as in the address of a row.
fn place(address: &[u8]) -> Option<(u32, u32)> {
    let (mut row, mut column) = (0_u32, 0_u32);
    for byte in address {
        match byte.to_ascii_uppercase() {
            letter @ b'A'..=b'Z' if row == 0 => {
                column = column
                    .checked_mul(26)?
                    .checked_add(u32::from(letter - b'A') + 1)?;
            }
            digit @ b'0'..=b'9' => {
                row = row.checked_mul(10)?.checked_add(u32::from(digit - b'0'))?;
            }
            _ => return None,
        }
    }
    (row > 0 && row <= LAST.0 && column <= LAST.1).then_some((row, column))
}

/// How many texts are stated: room is made for them before they are there.
fn check_number(attributes: &[u8]) -> Result<(), Fault> {
    let stated = attribute(attributes, b"uniqueCount");
    let stated = stated.and_then(|text| std::str::from_utf8(text).ok());
    match stated.map(|text| text.trim().parse::<usize>()) {
        None => Ok(()),
        Some(Ok(number)) if number <= MAX_CELLS => Ok(()),
        Some(_) => Err(fault(Reason::Cap(Cap::Strings))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &str) -> Option<Reason> {
        scan("x.xml", text.as_bytes())
            .err()
            .map(|refusal| refusal.reason)
    }

    #[test]
    fn what_a_spreadsheet_has_passes() {
        let text = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?><!-- a < b --><x:worksheet>\
            <dimension ref='A1:XFD1048576'/><row r=\"1048576\" spans=\"1:2\"><c r=\"XFD1048576\" \
            s = \"1\"><f ref=\"A1\">1&gt;2</f><v>1</v></c><c><is><t a=\"<c r='A0'>\">x</t></is></c>\
            </row><![CDATA[<!DOCTYPE]]></x:worksheet>";
        assert_eq!(scan("x.xml", text.as_bytes()), Ok(true));
        assert_eq!(scan("x.xml", b"<a/>"), Ok(false));
    }

    #[test]
    fn what_no_spreadsheet_has_is_refused() {
        let address = Some(Reason::Cap(Cap::Address));
        assert_eq!(reason("<c r=\"XFE1\"/>"), address);
        assert_eq!(reason("<c r=\"A1048577\"/>"), address);
        assert_eq!(reason("<c r=\"A99999999999\"/>"), address);
        assert_eq!(reason("<c r=\"ZZZZZZZZZZZZ1\"/>"), address);
        assert_eq!(reason("<row r=\"0\"/>"), address);
        assert_eq!(reason("<dimension ref=\"B2:A1\"/>"), address);
        assert_eq!(
            reason("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>"),
            Some(Reason::Markup)
        );
        assert_eq!(
            reason("<?xml encoding='UTF-16'?><a/>"),
            Some(Reason::Markup)
        );
        assert_eq!(
            reason("<sst uniqueCount=\"99999999999\"/>"),
            Some(Reason::Cap(Cap::Strings))
        );
        assert_eq!(reason(&"<a>".repeat(65)), Some(Reason::TooDeep));
        assert_eq!(reason("<a><b"), Some(Reason::Truncated));
        assert_eq!(reason("<a>"), Some(Reason::Truncated));
        let long = format!("<t>{}</t>", "x".repeat(MAX_RUN + 1));
        assert_eq!(reason(&long), Some(Reason::Cap(Cap::Text)));
        let refusal = scan("sheet1.xml", b"<c r=\"XFE1\"/>").unwrap_err();
        assert_eq!(refusal.place.at, "sheet1.xml XFE1");
    }
}
