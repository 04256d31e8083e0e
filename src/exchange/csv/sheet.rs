//! A sheet of typed cells as a CSV file.

use super::{guard::guard, write::Lines};
use crate::{
    content::Lang,
    domain::{
        figure::NoValue,
        sheet::{Cell, Sheet},
    },
};

/// Decimal places of a computed number; more would be noise in a spreadsheet.
const PLACES: u32 = 12;

/// The sheet as a CSV file: UTF-8 with byte order mark, CRLF, text guarded against formulas, numbers
/// unrounded and without grouping, shares as fractions of one, the sums as the last line.
pub fn write_sheet(sheet: &Sheet, lang: Lang) -> Vec<u8> {
    let mut lines = Lines::new();
    let header = sheet.columns.iter();
    lines.row(header.map(|column| column.label.in_lang(lang).to_owned()));
    let foot = Some(&sheet.foot).filter(|foot| !foot.is_empty());
    for row in sheet.rows.iter().chain(foot) {
        lines.row(row.iter().map(|cell| plain(cell, lang)));
    }
    lines.finish()
}

fn plain(cell: &Cell, lang: Lang) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guard(text),
        Cell::Words(words) => words.in_lang(lang).to_owned(),
        Cell::Number(number) if number.scale() > PLACES => {
            number.round_dp(PLACES).normalize().to_string()
        }
        Cell::Number(number) => number.to_string(),
        Cell::Date(date) => date.to_string(),
        Cell::Missing(reason) => NoValue::words(*reason).in_lang(lang).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        content::bi,
        domain::sheet::{CellKind, SheetColumn},
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
