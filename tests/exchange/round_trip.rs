//! What goes out comes back: the same workbook, the same bytes.

use xinke::{domain::Workbook, exchange::json};

use crate::{generate, read, write};

#[test]
fn a_thousand_workbooks_come_back_byte_for_byte() {
    for seed in 0..1000 {
        let workbook = generate::workbook(seed);
        let bytes = write(&workbook);
        let contents = read(&bytes).unwrap_or_else(|refusal| panic!("seed {seed}: {refusal}"));
        assert_eq!(contents.refused, [], "seed {seed}");
        assert_eq!(contents.workbook, workbook, "seed {seed}");
        assert!(write(&contents.workbook) == bytes, "seed {seed}");
        if seed % 10 == 0 {
            assert_eq!(json::verify(&bytes, &workbook), Ok(()), "seed {seed}");
            assert_eq!(json::verify_alone(&bytes), Ok(()), "seed {seed}");
        }
    }
}

#[test]
fn an_export_of_something_else_is_not_handed_out() {
    let workbook = generate::workbook(3);
    let bytes = write(&workbook);
    let mut other = workbook.clone();
    other.revision += 1;
    assert_eq!(
        json::verify(&bytes, &other),
        Err(json::VerifyError::Different("@file".to_owned()))
    );
    let mut fewer = Workbook {
        id: workbook.id,
        revision: workbook.revision,
        ..Workbook::default()
    };
    for row in workbook.tables.rows("book") {
        fewer.tables.put(row);
    }
    assert!(matches!(
        json::verify(&bytes, &fewer),
        Err(json::VerifyError::Different(_))
    ));
}

#[test]
fn the_text_is_sorted_and_has_a_row_on_each_line() {
    let workbook = generate::workbook(11);
    let text = String::from_utf8(write(&workbook)).unwrap();
    let known = [
        "counts", "digests", "format", "tables", "version", "workbook",
    ];
    let keys: Vec<_> = text
        .lines()
        .filter_map(|line| Some(line.strip_prefix('"')?.split_once("\":")?.0))
        .filter(|key| known.contains(key))
        .collect();
    assert_eq!(keys, known);
    let rows = text.lines().filter(|line| line.starts_with("{\"")).count();
    let header = workbook.tables.count(json::HEADER_TABLE);
    assert_eq!(rows, workbook.tables.total() - header);
}
