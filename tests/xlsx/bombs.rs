//! Files made to blow up, and files that are none: refused, with the reason.

use xinke::exchange::{
    Cap, Place, Reason,
    xlsx::{MAX_CELLS, MAX_FILE, MAX_TEXT},
};

use crate::{Part, inline, pack, parts, read, workbook, zip};

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn with(name: &'static str, text: String) -> Vec<u8> {
    let mut all: Vec<Part> = parts("<sheetData/>");
    all.retain(|(part, _)| *part != name);
    all.push((name, text));
    pack(&all)
}

fn sheet(inner: &str) -> Vec<u8> {
    with(SHEET, format!("<worksheet>{inner}</worksheet>"))
}

fn refused(bytes: &[u8]) -> (Reason, String) {
    let refusal = read(bytes).unwrap_err();
    let Place { at, .. } = refusal.place;
    (refusal.reason, at)
}

fn capped(bytes: &[u8], cap: Cap, at: &str) {
    assert_eq!(refused(bytes), (Reason::Cap(cap), at.to_owned()));
}

#[test]
fn what_unpacks_without_end_is_refused() {
    // 60 MB of blanks in 60 kB.
    let blanks = " ".repeat(60_000_000);
    let bomb = sheet(&format!("<sheetData>{blanks}</sheetData>"));
    assert!(bomb.len() < 100_000);
    capped(&bomb, Cap::Inflated, SHEET);
    // An entry that nobody would look at is counted too.
    let mut all = parts("<sheetData/>");
    all.push(("xl/media/image1.png", blanks));
    capped(&pack(&all), Cap::Inflated, "xl/media/image1.png");
}

#[test]
fn archives_in_archives_are_not_opened() {
    let mut inner = zip([("0", [0_u8; 1000].as_slice())]);
    for _ in 0..10 {
        inner = zip([("a.zip", inner.as_slice()), ("b.zip", inner.as_slice())]);
    }
    assert_eq!(refused(&inner).0, Reason::NotXlsx);
}

#[test]
fn a_stated_size_is_not_believed() {
    // The size in the directory says 100, the entry has 60 million.
    let mut bomb = sheet(&" ".repeat(60_000_000));
    let size = (60_000_000_u32 + 23).to_le_bytes();
    let places: Vec<_> = (0..bomb.len() - 4)
        .filter(|at| bomb[*at..].starts_with(&size))
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bomb[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let (reason, at) = refused(&bomb);
    let is_named = matches!(reason, Reason::Cap(Cap::Inflated) | Reason::Broken(_));
    assert!(is_named && at == SHEET, "{reason:?} {at}");
    // A small lie is a lie too.
    let mut small = sheet("<sheetData/>");
    let at = small
        .windows(4)
        .rposition(|bytes| bytes == b"PK\x01\x02")
        .unwrap();
    small[at + 24] ^= 1;
    assert!(matches!(refused(&small).0, Reason::Broken(_)));
}

#[test]
fn a_range_that_spans_the_world_takes_no_room() {
    let cells = inline("A1", "a") + &inline("XFD1048576", "b");
    let bomb = workbook(&format!("<row>{cells}</row>"));
    assert!(bomb.len() < 2000);
    capped(&bomb, Cap::Columns, "Sheet1!XFD1048576");
    let far = inline("A1", "a") + &inline("B1", "b") + &inline("A1048576", "c");
    assert_eq!(read(&workbook(&far)).unwrap().1.len(), 1_048_576);
    // Few cells, but a wide and high block of them.
    let rows: String = (1..=5000)
        .map(|row| inline(&format!("SQ{row}"), "x"))
        .collect();
    let (reason, at) = refused(&workbook(&(inline("A1", "a") + &rows)));
    assert_eq!(reason, Reason::Cap(Cap::Area));
    assert!(at.starts_with("Sheet1!SQ"), "{at}");
}

#[test]
fn texts_without_end_are_refused() {
    let strings = |text: &str| {
        let table = format!("<sst uniqueCount=\"1\"><si><t>{text}</t></si></sst>");
        with("xl/sharedStrings.xml", table)
    };
    let part = "xl/sharedStrings.xml";
    capped(&strings(&"x".repeat(4_000_000)), Cap::Text, part);
    let more = format!("<sst uniqueCount=\"{}\"/>", u32::MAX);
    capped(&with(part, more), Cap::Strings, part);
    let many = format!("<sst>{}</sst>", "<si/>".repeat(MAX_CELLS + 1));
    capped(&with(part, many), Cap::Strings, part);
    // One character too many, in pieces and at once.
    let run = format!("<r><t>{}</t></r>", "长".repeat(20_000));
    let cell = format!("<c r=\"B2\" t=\"inlineStr\"><is>{run}{run}</is></c>");
    capped(&workbook(&cell), Cap::Text, "Sheet1!B2");
    let longest = "长".repeat(MAX_TEXT);
    capped(
        &workbook(&inline("B2", &(longest.clone() + "x"))),
        Cap::Text,
        "Sheet1!B2",
    );
    assert_eq!(
        read(&workbook(&inline("B2", &longest))).unwrap().1[1],
        [longest]
    );
}

#[test]
fn numbers_of_things_are_capped() {
    let names: Vec<_> = (0..201).map(|number| format!("{number}.xml")).collect();
    let entries = zip(names.iter().map(|name| (name.as_str(), b"<a/>".as_slice())));
    capped(&entries, Cap::Entries, "");
    let cells = format!("<sheetData>{}</sheetData>", "<c/>".repeat(MAX_CELLS + 1));
    capped(&sheet(&cells), Cap::Cells, SHEET);
    let styles = format!("<styleSheet>{}</styleSheet>", "<xf/>".repeat(100_001));
    capped(&with("xl/styles.xml", styles), Cap::Styles, "xl/styles.xml");
    let header: String = (0..600).map(|_| "<c t=\"str\"><v>x</v></c>").collect();
    capped(
        &workbook(&format!("<row>{header}</row>")),
        Cap::Columns,
        "Sheet1!SS1",
    );
    capped(
        &[&b"PK\x03\x04"[..], &vec![0; MAX_FILE]].concat(),
        Cap::File,
        "",
    );
}

#[test]
fn addresses_that_do_not_exist_are_refused() {
    for address in [
        "XFE1",
        "A1048577",
        "A4294967297",
        "AAAAAAAAAAAAAAAAAAAAA1",
        "A0",
    ] {
        let bomb = workbook(&inline(address, "x"));
        let (reason, at) = refused(&bomb);
        assert_eq!(reason, Reason::Cap(Cap::Address), "{address}");
        assert!(at.starts_with(&format!("{SHEET} ")), "{at}");
    }
    let dimension = "<dimension ref=\"A1:XFD9999999999\"/><sheetData/>";
    assert_eq!(refused(&sheet(dimension)).0, Reason::Cap(Cap::Address));
}

#[test]
fn markup_that_no_spreadsheet_has_is_refused() {
    let laughs =
        "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><worksheet>&b;</worksheet>";
    assert_eq!(
        refused(&with(SHEET, laughs.to_owned())),
        (Reason::Markup, SHEET.to_owned())
    );
    let deep = "<a>".repeat(1_000_000);
    assert_eq!(refused(&sheet(&deep)), (Reason::TooDeep, SHEET.to_owned()));
    let wide: Vec<u8> = "<a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut all = parts("<sheetData/>");
    all.pop();
    let mut archive: Vec<_> = all
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    archive.push((SHEET, &wide));
    // Half of these bytes are zeros, which UTF-8 allows, but no such markup holds a sheet.
    assert!(read(&zip(archive)).is_err());
    assert_eq!(
        refused(&sheet("<sheetData><row>")),
        (Reason::Truncated, SHEET.to_owned())
    );
}

#[test]
fn what_is_no_spreadsheet_says_so() {
    let whole = workbook(&inline("A1", "x"));
    assert_eq!(refused(&whole[..whole.len() / 2]).0, Reason::Truncated);
    assert_eq!(refused(&whole[..whole.len() - 10]).0, Reason::Truncated);
    assert_eq!(refused(b"name,phone\r\n").0, Reason::NotXlsx);
    assert_eq!(refused(b"").0, Reason::NotXlsx);
    assert_eq!(
        refused(&zip([("content.xml", b"<a/>".as_slice())])).0,
        Reason::NotXlsx
    );
    assert_eq!(
        refused(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).0,
        Reason::OldOrLocked
    );
    assert_eq!(refused(&workbook("")).0, Reason::NoSheet);
    let mut damaged = whole.clone();
    let at = damaged
        .windows(6)
        .position(|bytes| bytes == b"sheet1")
        .unwrap();
    damaged[at + 40] ^= 0xff;
    assert!(read(&damaged).is_err());
}

/// Whatever byte is changed, reading ends, with rows or with a reason.
#[test]
fn damage_never_stops_the_reader() {
    let cells = inline("A1", "名称") + &inline("B1", "x") + "<c r=\"A2\"><v>1.5</v></c>";
    let whole = workbook(&cells);
    for at in 0..whole.len() {
        for flip in [1, 0x80, 0xff] {
            let mut damaged = whole.clone();
            damaged[at] ^= flip;
            let _ = read(&damaged);
        }
        let _ = read(&whole[..at]);
    }
}
