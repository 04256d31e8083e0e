//! LibreOffice opens what is written here, with every value as it was and no formula, and what it
//! writes is read. `cargo xtask test` installs it where it can; elsewhere these tests say that they
//! were skipped.

use std::{
    env, fs,
    io::Cursor,
    path::{Path, PathBuf},
    process::Command,
};

use calamine::{Data, Ods, Reader};
use rust_decimal::Decimal;
use xinke::{
    content::{Lang, bi},
    domain::sheet::{Cell, CellKind, Sheet, SheetColumn},
    exchange::{
        csv,
        grid::{Grid, GridCell},
    },
};

use crate::{column, payloads::payloads, read, texts, write};

/// `$SOFFICE`, or what is on PATH.
fn office() -> Option<PathBuf> {
    let named = env::var_os("SOFFICE").map(PathBuf::from);
    let found = named.or_else(|| {
        let path = env::var_os("PATH")?;
        let all = env::split_paths(&path).map(|folder| folder.join("soffice"));
        all.into_iter().find(|file| file.is_file())
    });
    if found.is_none() {
        println!(
            "skipped: LibreOffice is not here; `sudo apt-get install libreoffice-calc`, or set \
             SOFFICE to the path of its program soffice"
        );
    }
    found
}

/// A file of that ending in another format, made by LibreOffice in a profile of its own.
fn convert(office: &Path, name: &str, ending: &str, bytes: &[u8], to: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("office-{name}"));
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).unwrap();
    let input = folder.join(format!("in.{ending}"));
    fs::write(&input, bytes).unwrap();
    let output = Command::new(office)
        .arg(format!(
            "-env:UserInstallation=file://{}",
            folder.join("profile").display()
        ))
        .args(["--headless", "--norestore", "--convert-to", to, "--outdir"])
        .arg(folder.join("out"))
        .args((ending == "csv").then_some("--infilter=CSV:44,34,76,1"))
        .arg(&input)
        .output()
        .unwrap();
    let made = folder.join("out").join(format!("in.{to}"));
    let bytes = fs::read(&made);
    bytes.unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

/// Values and the number of formulas of the first sheet.
fn opened(ods: Vec<u8>) -> (Vec<Vec<Data>>, usize) {
    let mut book = Ods::new(Cursor::new(ods)).unwrap();
    let name = book.sheet_names()[0].clone();
    let formulas = book.worksheet_formula(&name).unwrap();
    let n_formulas = formulas.used_cells().count();
    let range = book.worksheet_range(&name).unwrap();
    (range.rows().map(<[Data]>::to_vec).collect(), n_formulas)
}

/// Every kind of number and date, 2,000 rows.
fn numbers() -> Grid {
    let row = |number: i64| {
        let date: chrono::NaiveDate = "1950-01-01".parse().unwrap();
        let step = Decimal::from(number);
        vec![
            GridCell::Text(format!("客户 {number}")),
            GridCell::Number(step * Decimal::from(7) - Decimal::from(5000)),
            GridCell::Number(step / Decimal::new(1000, 0) - Decimal::ONE),
            GridCell::Number(Decimal::new(number * number * -37, 2)),
            GridCell::Number(Decimal::new(number, 6)),
            GridCell::Date(date + chrono::Days::new(number.unsigned_abs() * 13)),
        ]
    };
    let kinds = [
        CellKind::Text,
        CellKind::Whole,
        CellKind::Number,
        CellKind::Amount,
        CellKind::Share,
        CellKind::Date,
    ];
    let mut grid = Grid {
        title: "数".to_owned(),
        columns: kinds
            .map(|kind| column(&format!("{kind:?}"), kind))
            .to_vec(),
        rows: (1..=2000).map(row).collect(),
        foot: Vec::new(),
    };
    grid.foot = grid.rows[7].clone();
    grid
}

#[test]
fn every_value_is_the_same_in_libreoffice() {
    let Some(office) = office() else { return };
    let grid = numbers();
    let bytes = write(std::slice::from_ref(&grid));
    let (rows, n_formulas) = opened(convert(&office, "values", "xlsx", &bytes, "ods"));
    assert_eq!((rows.len(), n_formulas), (grid.rows.len() + 2, 0));
    for (row, cells) in rows[1..].iter().zip(grid.body()) {
        for (found, cell) in row.iter().zip(cells) {
            let same = match (found, cell) {
                (Data::String(found), GridCell::Text(text)) => found == text,
                (Data::Float(found), GridCell::Number(number)) => {
                    found.to_bits() == number.to_string().parse::<f64>().unwrap().to_bits()
                }
                (Data::DateTimeIso(found), GridCell::Date(date)) => *found == date.to_string(),
                _ => false,
            };
            assert!(same, "{found:?} was {cell:?}");
        }
    }
}

#[test]
fn text_that_looks_like_a_formula_is_text_in_libreoffice() {
    let Some(office) = office() else { return };
    let all = payloads();
    let grid = texts(all.iter().map(String::as_str));
    let bytes = write(std::slice::from_ref(&grid));
    // Its own file holds the same texts, and opens here.
    let again = convert(&office, "texts", "xlsx", &bytes, "xlsx");
    let (book, rows) = read(&again).unwrap();
    assert_eq!((book.n_formulas, rows.len()), (0, all.len() + 1));
    for (row, text) in rows[1..].iter().zip(&all) {
        // It keeps line ends as line feeds, as XML does.
        let same = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
        assert_eq!(
            same(row.get(1).map_or("", String::as_str)),
            same(text),
            "{text:?}"
        );
    }
    let (_, n_formulas) = opened(convert(&office, "texts-ods", "xlsx", &bytes, "ods"));
    assert_eq!(n_formulas, 0);
    // The same as CSV.
    let columns = ["n", "text"].map(|key| SheetColumn {
        key,
        label: bi("列", "Column"),
        kind: CellKind::Text,
        figure: None,
    });
    let sheet = Sheet {
        title: "T".to_owned(),
        columns: columns.to_vec(),
        rows: all
            .iter()
            .map(|text| vec![Cell::count(1), Cell::Text(text.clone())])
            .collect(),
        foot: Vec::new(),
    };
    let bytes = csv::write_sheet(&sheet, Lang::Zh);
    let (rows, n_formulas) = opened(convert(&office, "texts-csv", "csv", &bytes, "ods"));
    assert_eq!(n_formulas, 0);
    assert_eq!(rows.len(), all.len() + 1);
}

/// A sheet as LibreOffice's own flat file, with a formula, an error, a share and a date.
const FLAT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles><number:date-style style:name="N1"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style><number:percentage-style style:name="N2"><number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style><style:style style:name="d" style:family="table-cell" style:data-style-name="N1"/><style:style style:name="p" style:family="table-cell" style:data-style-name="N2"/></office:automatic-styles><office:body><office:spreadsheet><table:table table:name="销售">
<table:table-row><table:table-cell office:value-type="string"><text:p>客户</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>日期</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>金额</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>占比</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>甲公司</text:p></table:table-cell><table:table-cell table:style-name="d" office:value-type="date" office:date-value="2024-02-29"/><table:table-cell office:value-type="float" office:value="1234.56"/><table:table-cell table:style-name="p" office:value-type="percentage" office:value="0.125"/></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>乙公司</text:p></table:table-cell><table:table-cell table:style-name="d" office:value-type="date" office:date-value="1999-12-31"/><table:table-cell table:formula="of:=[.C2]*2" office:value-type="float" office:value="2469.12"/><table:table-cell table:formula="of:=1/0"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document>"#;

#[test]
fn a_file_of_libreoffice_is_read() {
    let Some(office) = office() else { return };
    let bytes = convert(&office, "own", "fods", FLAT.as_bytes(), "xlsx");
    let (book, rows) = read(&bytes).unwrap();
    assert_eq!(book.sheets, ["销售"]);
    assert_eq!(
        rows,
        [
            ["客户", "日期", "金额", "占比"],
            ["甲公司", "2024-02-29", "1234.56", "12.5%"],
            ["乙公司", "1999-12-31", "2469.12", "#DIV/0!"],
        ]
    );
    assert_eq!(
        (book.n_formulas, book.errors),
        (2, vec!["D3 #DIV/0!".to_owned()])
    );
}
