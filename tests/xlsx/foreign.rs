//! What other programs write: dates of both systems, shares, errors, formulas, several sheets.

use xinke::exchange::{Reason, csv::NumberStyle};

use crate::{inline, pack, parts, read, workbook};

fn row(number: usize, cells: &str) -> String {
    format!("<row r=\"{number}\">{cells}</row>")
}

fn cell(address: &str, style: usize, value: &str) -> String {
    format!("<c r=\"{address}\" s=\"{style}\"><v>{value}</v></c>")
}

#[test]
fn every_kind_of_cell_becomes_its_text() {
    let cells = [
        inline("A1", "a"),
        inline("B1", " b &amp; <![CDATA[<c>]]>_x000D_"),
        cell("C1", 0, "0.28999999999999998"),
        cell("D1", 1, "45351"),
        cell("E1", 1, "45351.5"),
        cell("F1", 2, "0.125"),
        cell("G1", 3, "1.2604166666666667"),
        "<c r=\"H1\" t=\"b\"><v>1</v></c>".to_owned(),
        "<c r=\"I1\" t=\"e\"><v>#N/A</v></c>".to_owned(),
        "<c r=\"J1\" t=\"d\"><v>2024-02-29T00:00:00</v></c>".to_owned(),
        "<c r=\"K1\" t=\"str\"><f>A1</f><v>a</v></c>".to_owned(),
        cell("L1", 0, "-1E-3"),
        "<c r=\"M1\" s=\"1\"/>".to_owned(),
        cell("N1", 0, "12345678901234567"),
        cell("O1", 1, "60"),
    ];
    let (book, rows) = read(&workbook(&row(1, &cells.concat()))).unwrap();
    assert_eq!(
        rows[0],
        [
            "a",
            " b & <c>\r",
            "0.29",
            "2024-02-29",
            "2024-02-29 12:00:00",
            "12.5%",
            "30:15:00",
            "TRUE",
            "#N/A",
            "2024-02-29T00:00:00",
            "a",
            "-0.001",
            "",
            "12345678901234568",
            "1900-02-29",
        ]
    );
    assert_eq!((book.n_formulas, book.n_errors), (1, 1));
    assert_eq!(book.errors, ["I1 #N/A"]);
    assert_eq!(book.sheets, ["Sheet1"]);
}

#[test]
fn dates_of_1904_are_four_years_on() {
    let mut all = parts(&format!(
        "<sheetData>{}</sheetData>",
        cell("A1", 1, "43889")
    ));
    for (name, text) in &mut all {
        if *name == "xl/workbook.xml" {
            *text = text.replace("<workbookPr/>", "<workbookPr date1904=\"1\"/>");
        }
    }
    assert_eq!(read(&pack(&all)).unwrap().1, [["2024-02-29"]]);
}

#[test]
fn a_formula_without_its_value_is_refused_with_its_cell() {
    for formula in [
        "<f>SUM(A1:A2)</f>",
        "<f>A1</f><v/>",
        "<f t=\"shared\" si=\"0\"/>",
    ] {
        let cells = cell("A1", 0, "1") + &format!("<c r=\"B7\">{formula}</c>");
        let refusal = read(&workbook(&cells)).unwrap_err();
        assert_eq!(refusal.reason, Reason::NoFormulaValue);
        assert_eq!(refusal.place.at, "Sheet1!B7");
    }
    let empty = cell("A1", 0, "1") + "<c r=\"B1\" t=\"str\"><f>\"\"</f><v></v></c>";
    assert_eq!(read(&workbook(&empty)).unwrap().1, [["1"]]);
}

#[test]
fn titles_and_margins_are_left_out_and_rows_keep_their_numbers() {
    let rows = [
        row(2, &inline("C2", "2024 年销售")),
        row(4, &(inline("C4", "名称") + &inline("D4", "城市"))),
        row(5, &(inline("C5", "甲") + &inline("D5", "昆明"))),
        row(9, &inline("D9", "大理")),
    ];
    let (book, rows) = read(&workbook(&rows.concat())).unwrap();
    assert_eq!(book.n_skipped, 1);
    assert_eq!(rows.len(), 9);
    assert_eq!(rows[3], ["名称", "城市"]);
    assert_eq!(rows[4], ["甲", "昆明"]);
    assert_eq!(rows[8], ["", "大理"]);
    assert!(rows[1].is_empty() && rows[6].is_empty());
}

#[test]
fn real_numbers_say_how_their_column_writes_them() {
    let (point, mixed) = (NumberStyle::Point, NumberStyle::Mixed);
    let numbers = |second: &str| {
        let rows = [
            row(1, &(inline("B1", "x") + &inline("C1", "y"))),
            row(2, &(inline("B2", "z") + &cell("C2", 0, "1.234"))),
            row(3, &inline("C3", second)),
        ];
        read(&workbook(&rows.concat())).unwrap().0.numbers
    };
    assert_eq!(numbers("none"), [(1, point)].into());
    assert_eq!(numbers("2,345.5"), [(1, point)].into());
    assert_eq!(numbers("2.345,5"), [(1, mixed)].into());
    assert_eq!(numbers("2,345"), [(1, mixed)].into());
}

#[test]
fn the_first_visible_sheet_with_anything_on_it_is_read() {
    let mut all = parts("<sheetData/>");
    for (name, text) in &mut all {
        let sheet = |number: usize, state: &str| {
            let id = number + 10;
            format!("<sheet name=\"表{number}\" sheetId=\"{id}\"{state} r:id=\"r{id}\"/>")
        };
        if *name == "xl/workbook.xml" {
            let more = sheet(2, " state=\"hidden\"") + &sheet(3, "") + &sheet(4, "");
            *text = text.replace("</sheets>", &format!("{more}</sheets>"));
        }
        if *name == "xl/_rels/workbook.xml.rels" {
            let more: String = (2..5)
                .map(|number| {
                    let relation = text.split("<Relationship ").nth(1).unwrap();
                    let relation = relation.replace("rId1", &format!("r{}", number + 10));
                    format!(
                        "<Relationship {}",
                        relation.replace("sheet1", &format!("sheet{number}"))
                    )
                })
                .collect();
            *text = text.replace("</Relationships>", &format!("{more}</Relationships>"));
        }
    }
    for (name, text) in [
        ("xl/worksheets/sheet2.xml", "hidden"),
        ("xl/worksheets/sheet3.xml", "third"),
        ("xl/worksheets/sheet4.xml", "fourth"),
    ] {
        let cells = inline("A1", text);
        all.push((
            name,
            format!("<worksheet><sheetData>{cells}</sheetData></worksheet>"),
        ));
    }
    let file = pack(&all);
    let (book, rows) = read(&file).unwrap();
    assert_eq!(book.sheets, ["Sheet1", "表2", "表3", "表4"]);
    assert_eq!((book.sheet, rows), (2, vec![vec!["third".to_owned()]]));
    let of = |sheet| xinke::exchange::xlsx::read(&file, Some(sheet), &mut |_, _| true);
    assert_eq!(of(1).unwrap().1, [["hidden"]]);
    assert_eq!(of(3).unwrap().1, [["fourth"]]);
    assert_eq!(of(0).unwrap_err().reason, Reason::NoSheet);
    assert_eq!(of(9).unwrap_err().reason, Reason::NoSheet);
}
