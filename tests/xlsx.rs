//! Spreadsheets in and out, from outside: round trips, files made to blow up, another office suite.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs
)]

#[path = "xlsx/bombs.rs"]
mod bombs;
#[path = "xlsx/foreign.rs"]
mod foreign;
#[path = "xlsx/office.rs"]
mod office;
#[path = "exchange/payloads.rs"]
mod payloads;
#[path = "xlsx/round_trip.rs"]
mod round_trip;

use std::io::{Cursor, Write};

use xinke::{
    domain::sheet::CellKind,
    exchange::{
        Refusal,
        grid::{Grid, GridCell, GridColumn},
        xlsx::{self, Book, Row},
    },
};
use zip::{ZipWriter, write::SimpleFileOptions};

fn read(bytes: &[u8]) -> Result<(Book, Vec<Row>), Refusal> {
    xlsx::read(bytes, None, &mut |_, _| true)
}

fn write(grids: &[Grid]) -> Vec<u8> {
    xlsx::write(grids, &mut |_, _| true).unwrap()
}

fn column(label: &str, kind: CellKind) -> GridColumn {
    GridColumn {
        label: label.to_owned(),
        kind,
    }
}

/// A grid of a number column and a text column with one row for each text.
fn texts<'a>(texts: impl Iterator<Item = &'a str>) -> Grid {
    let row = |(number, text): (i32, &str)| {
        vec![
            GridCell::Number(number.into()),
            GridCell::Text(text.to_owned()),
        ]
    };
    Grid {
        title: "文字".to_owned(),
        columns: vec![column("n", CellKind::Whole), column("text", CellKind::Text)],
        rows: (1..).zip(texts).map(row).collect(),
        foot: Vec::new(),
    }
}

/// An archive of these parts.
fn zip<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A part of a workbook by its name, with what stands in it.
type Part = (&'static str, String);

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// The parts of a workbook with one sheet, `Sheet1`.
fn parts(sheet: &str) -> Vec<Part> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |inner: String| format!("<Relationships>{inner}</Relationships>");
    vec![
        (
            "_rels/.rels",
            relations(relation("rId1", "officeDocument", "xl/workbook.xml")),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><workbookPr/><sheets>\
                 <sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relations(
                relation("rId1", "worksheet", "worksheets/sheet1.xml")
                    + &relation("rId2", "sharedStrings", "sharedStrings.xml")
                    + &relation("rId3", "styles", "styles.xml"),
            ),
        ),
        (
            "xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>\
             <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"10\"/>\
             <xf numFmtId=\"46\"/></cellXfs></styleSheet>"
                .to_owned(),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{MAIN}\">{sheet}</worksheet>"),
        ),
    ]
}

/// A workbook whose only sheet has these rows.
fn workbook(rows: &str) -> Vec<u8> {
    pack(&parts(&format!("<sheetData>{rows}</sheetData>")))
}

fn pack(parts: &[Part]) -> Vec<u8> {
    zip(parts.iter().map(|(name, text)| (*name, text.as_bytes())))
}

/// An inline text as a cell.
fn inline(address: &str, text: &str) -> String {
    format!("<c r=\"{address}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
}
