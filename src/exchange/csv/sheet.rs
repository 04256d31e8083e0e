//! A sheet of typed cells as a CSV file.

use super::{
    guard::{MARKER, guard},
    write::Lines,
};
use crate::{
    content::Lang,
    domain::sheet::Sheet,
    exchange::grid::{Grid, GridCell},
};

/// The sheet as a CSV file: UTF-8 with byte order mark, CRLF, text guarded against formulas, numbers
/// unrounded and without grouping, shares as fractions of one, the sums as the last line.
pub fn write_sheet(sheet: &Sheet, lang: Lang) -> Vec<u8> {
    write_grid(&Grid::of_sheet(sheet, lang), false)
}

/// A grid as such a file; with the mark of a table that comes back exactly in a last, empty column.
pub fn write_grid(grid: &Grid, is_marked: bool) -> Vec<u8> {
    let mut lines = Lines::new();
    let header = grid.columns.iter().map(|column| column.label.clone());
    lines.row(header.chain(is_marked.then(|| format!("{MARKER};plain=1"))));
    for row in grid.body() {
        let blank = is_marked.then(String::new);
        lines.row(row.iter().map(plain).chain(blank));
    }
    lines.finish()
}

fn plain(cell: &GridCell) -> String {
    match cell {
        GridCell::Empty => String::new(),
        GridCell::Text(text) => guard(text),
        GridCell::Number(number) => number.to_string(),
        GridCell::Date(date) => date.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        content::bi,
        domain::{
            figure::NoValue,
            sheet::{Cell, CellKind, SheetColumn},
        },
    };
    use rust_decimal::Decimal;

    #[test]
    fn cells_are_plain_and_guarded() {
        let column = |key, label, kind| SheetColumn {
            key,
            label,
            kind,
            figure: None,
        };
        let sheet = Sheet {
            title: "T".to_owned(),
            columns: vec![
                column("name", bi("名称", "Name"), CellKind::Text),
                column("share", bi("占比", "Share"), CellKind::Share),
            ],
            rows: vec![
                vec![
                    Cell::Text("=1+1".to_owned()),
                    Cell::Number(Decimal::ONE / Decimal::from(3)),
                ],
                vec![Cell::Text("A, B".to_owned()), Cell::Missing(NoValue::New)],
            ],
            foot: vec![Cell::Words(bi("合计", "Total")), Cell::Number(Decimal::ONE)],
        };
        let text = String::from_utf8(write_sheet(&sheet, Lang::En)).unwrap();
        assert_eq!(
            text,
            "\u{feff}Name,Share\r\n'=1+1,0.333333333333\r\n\"A, B\",New\r\nTotal,1\r\n"
        );
    }
}
