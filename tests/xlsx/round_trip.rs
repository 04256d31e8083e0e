//! What is written comes back, and none of it is a formula.

use std::io::{Cursor, Read};

use proptest::prelude::*;
use rust_decimal::Decimal;
use xinke::{
    content::Lang,
    domain::{
        Id, Money, Workbook,
        customer::Customer,
        field::{Kind, Value},
        sheet::CellKind,
    },
    exchange::{
        Cap, Reason,
        csv::{self, CsvOptions, Encoding},
        grid::{Grid, GridCell},
        jobs::{SheetJob, rows, run_sheets},
        plan::{self, TableOptions},
        xlsx::{self, MAX_CELLS, MAX_TEXT, WriteError},
    },
};

use crate::{column, payloads::payloads, read, texts, write};

/// All parts of a file as one text.
fn unpacked(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for index in 0..archive.len() {
        archive
            .by_index(index)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
    }
    text
}

fn has_formulas(bytes: &[u8]) -> bool {
    let text = unpacked(bytes);
    text.contains("<f>") || text.contains("<f ")
}

fn every_kind() -> Grid {
    let number = |text: &str| GridCell::Number(text.parse().unwrap());
    let date = |text: &str| GridCell::Date(text.parse().unwrap());
    Grid {
        title: "年度/表: [2024]*?".to_owned(),
        columns: vec![
            column("名称", CellKind::Text),
            column("件数", CellKind::Whole),
            column("数量", CellKind::Number),
            column("金额", CellKind::Amount),
            column("占比", CellKind::Share),
            column("日期", CellKind::Date),
        ],
        rows: vec![
            vec![
                GridCell::Text("=1+1".to_owned()),
                number("3"),
                number("0.1"),
                number("1234.50"),
                number("0.333333333333"),
                date("2024-02-29"),
            ],
            vec![
                GridCell::Text("<r><t>x</t></r>".to_owned()),
                number("-9007199254740991"),
                number("0.1234567890123456789"),
                number("-0.00"),
                GridCell::Text("无基期".to_owned()),
                date("1869-05-01"),
            ],
            vec![GridCell::Empty; 6],
            vec![
                GridCell::Text(" 两端空格\r\n换行\t_x0041_\u{1}& ".to_owned()),
                GridCell::Empty,
                number("999999999999999"),
                number("12345678901234567.89"),
                number("1"),
                date("9999-12-31"),
            ],
        ],
        foot: vec![
            GridCell::Text("合计".to_owned()),
            number("4"),
            GridCell::Empty,
            number("1234.5"),
            number("1"),
            GridCell::Empty,
        ],
    }
}

#[test]
fn every_kind_of_cell_comes_back() {
    let bytes = write(&[every_kind(), every_kind()]);
    let (book, rows) = read(&bytes).unwrap();
    assert_eq!(book.sheets, ["年度表 2024", "年度表 2024 2"]);
    assert_eq!((book.n_formulas, book.n_errors, book.n_skipped), (0, 0, 0));
    assert_eq!(
        rows,
        [
            vec!["名称", "件数", "数量", "金额", "占比", "日期"],
            vec!["=1+1", "3", "0.1", "1234.5", "33.3333333333%", "2024-02-29"],
            vec![
                "<r><t>x</t></r>",
                "-9007199254740991",
                "0.1234567890123456789",
                "0",
                "无基期",
                "1869-05-01",
            ],
            vec![],
            vec![
                " 两端空格\r\n换行\t_x0041_\u{1}& ",
                "",
                "999999999999999",
                "12345678901234567.89",
                "100%",
                "9999-12-31",
            ],
            vec!["合计", "4", "", "1234.5", "100%"],
        ]
    );
    let text = unpacked(&bytes);
    for sign in ["<f>", "<f ", "hyperlink", "2024-02-29"] {
        assert!(!text.contains(sign), "{sign}");
    }
    for sign in [
        "state=\"frozen\"",
        "<autoFilter ref=\"A1:F5\"",
        "<v>45351</v>",
        "<b/>",
    ] {
        assert!(text.contains(sign), "{sign}");
    }
}

#[test]
fn no_text_is_a_formula() {
    let all = payloads();
    assert!(all.len() > 80);
    let bytes = write(&[texts(all.iter().map(String::as_str))]);
    assert!(!has_formulas(&bytes));
    let rows = read(&bytes).unwrap().1;
    for (row, text) in rows[1..].iter().zip(&all) {
        assert_eq!(row[1], *text);
    }
}

#[test]
fn no_field_of_a_customer_is_a_formula() {
    let mut workbook = Workbook::default();
    for (number, payload) in payloads().iter().enumerate() {
        let mut customer = Customer::new(Id::derived(&number.to_string()), payload);
        for field in Customer::FIELDS {
            if matches!(
                field.kind,
                Kind::Line | Kind::Paragraph | Kind::Phone | Kind::Email | Kind::Url
            ) {
                customer.set(field.key, Some(Value::Text(payload.clone())));
            }
        }
        workbook.tables.put(customer.into());
    }
    let ids: Vec<_> = workbook.tables.customers.iter().map(|row| row.id).collect();
    let columns = csv::default_columns(&workbook.tables);
    let grid = csv::customers_grid(&workbook.tables, &ids, &columns, Lang::En);
    assert!(grid.columns.len() > 20);
    assert!(!has_formulas(&write(&[grid])));
}

#[test]
fn five_thousand_negative_numbers_and_telephones_stay_what_they_are() {
    let row = |number: i64| {
        vec![
            GridCell::Number(Decimal::new(-number * 37, 2)),
            GridCell::Text(format!("+90 (212) {number:07}")),
        ]
    };
    let grid = Grid {
        title: "T".to_owned(),
        columns: vec![
            column("n", CellKind::Amount),
            column("phone", CellKind::Text),
        ],
        rows: (1..=5000).map(row).collect(),
        foot: Vec::new(),
    };
    let rows = read(&write(&[grid])).unwrap().1;
    for (number, row) in (1_i64..).zip(&rows[1..]) {
        let amount: Decimal = row[0].parse().unwrap();
        assert_eq!(amount, Decimal::new(-number * 37, 2));
        assert_eq!(row[1], format!("+90 (212) {number:07}"));
    }
    assert_eq!(rows.len(), 5001);
}

#[test]
fn what_would_not_be_readable_is_not_written() {
    let refuse = |grid: &Grid| match xlsx::write(std::slice::from_ref(grid), &mut |_, _| true) {
        Err(WriteError::Refused(refusal)) => (refusal.reason, refusal.place.at),
        other => panic!("{other:?}"),
    };
    let long = texts(std::iter::once(&*"长".repeat(MAX_TEXT + 1)));
    assert_eq!(
        refuse(&long),
        (Reason::Cap(Cap::Text), "文字!B2".to_owned())
    );
    let many = texts(std::iter::repeat_n("x", MAX_CELLS / 2));
    assert_eq!(refuse(&many).0, Reason::Cap(Cap::Cells));
    let mut wide = texts(std::iter::empty());
    wide.columns = vec![column("x", CellKind::Text); 513];
    assert_eq!(refuse(&wide).0, Reason::Cap(Cap::Columns));
    let mut told = 0;
    let stopped = xlsx::write(&[every_kind()], &mut |_, _| {
        told += 1;
        told > 9
    });
    assert!(matches!(stopped, Err(WriteError::Refused(_))));
}

#[test]
fn a_roster_goes_through_the_worker_and_changes_nothing() {
    let mut workbook = Workbook::default();
    for number in 0..300 {
        let mut customer =
            Customer::new(Id::derived(&number.to_string()), &format!("客户 {number}"));
        customer.code = Some(format!("{number:03}"));
        customer.phone = Some(format!("0871-{number:08}"));
        customer.note = Some(format!("第一行\n第二行, \"{number}\""));
        customer.set(
            "credit_limit",
            Money::from_minor(number * 100 + 25, "CNY".parse().unwrap())
                .ok()
                .map(Value::Money),
        );
        customer.set(
            "founded_on",
            Some(Value::Date("1999-03-01".parse().unwrap())),
        );
        workbook.tables.put(customer.into());
    }
    let ids: Vec<_> = workbook.tables.customers.iter().map(|row| row.id).collect();
    let columns = csv::default_columns(&workbook.tables);
    for lang in [Lang::Zh, Lang::En] {
        let grid = csv::customers_grid(&workbook.tables, &ids, &columns, lang);
        let payload = serde_json::to_vec(&[grid]).unwrap();
        let file = run_sheets(&SheetJob::Write, &payload, &mut |_, _| true).unwrap();
        let job = SheetJob::Read { sheet: None };
        let answer = run_sheets(&job, &file, &mut |_, _| true).unwrap();
        let (book, table) = rows(&answer).unwrap();
        let mut options = CsvOptions {
            encoding: Some(Encoding::Utf8),
            separator: Some(','),
            counts_rows: true,
            ..CsvOptions::default()
        };
        options.columns.numbers = book.numbers;
        let parsed = csv::read(table, &options, &|_, _| None, &mut |_, _| true).unwrap();
        assert_eq!(parsed.rows.len(), 300);
        assert_eq!(parsed.rows[299].line, 301, "rows are counted, not lines");
        let plan = plan::from_table(&parsed, &TableOptions::default(), &workbook);
        assert_eq!((&plan.items, &plan.refused), (&vec![], &vec![]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_and_any_decimal_come_back(
        all in prop::collection::vec(any::<String>(), 1..20),
        mantissa in any::<i64>(),
        scale in 0_u32..20,
    ) {
        let mut grid = texts(all.iter().map(String::as_str));
        let number = Decimal::new(mantissa, scale);
        grid.columns[0].kind = CellKind::Number;
        grid.rows[0][0] = GridCell::Number(number);
        // Written and compared cell by cell.
        let rows = read(&write(&[grid])).unwrap().1;
        prop_assert_eq!(rows[1][0].parse::<Decimal>().unwrap(), number);
    }
}
