//! The column 类别 of table 13-3: the class by sales of a whole year.

use std::sync::Arc;

use super::{Scheme, Span, classify};
use crate::domain::{
    ledger::{Columns, Period},
    sheet::Cell,
    tables::Tables,
};

/// The scheme that the table asks for.
const SCHEME: &str = "CL-III";

/// The class of each of [`Columns::customers`] by the sales of a calendar year, as of its last day, or
/// why it has none.
pub fn year_classes(columns: &Columns, tables: &Tables, year: i32) -> Vec<Cell> {
    let last = Period::year(year).last;
    let found = Scheme::find(tables, SCHEME).map(|scheme| Scheme {
        span: Span::Year,
        ..Scheme::clone(&scheme)
    });
    let Some(scheme) = found.map(Arc::new) else {
        return Vec::new();
    };
    let found = classify(&scheme, columns, tables, last);
    let cell = |placed: &super::Placement| match placed.class {
        Ok(class) => Cell::text(scheme.class_at(class).map(|class| &*class.letter)),
        Err(reason) => Cell::Missing(reason),
    };
    found.placed.iter().map(cell).collect()
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::domain::{Currency, Customer, Id, Money, figure::NoValue, ledger::SalesLine};

    fn tables(amounts: &[i64]) -> Tables {
        let id = |at: u8| Id::from_bytes([at; 16]);
        let line = |(at, amount): (u8, &i64)| SalesLine {
            id: id(at),
            customer: id(at),
            date: "2025-05-01".parse().ok(),
            quantity: Some(Decimal::ONE),
            amount: Money::from_minor(amount * 100, Currency::CNY).ok(),
            ..SalesLine::default()
        };
        Tables {
            customers: (1..)
                .zip(amounts)
                .map(|(at, _)| Customer::new(id(at), "A"))
                .collect(),
            sales: (1..).zip(amounts).map(line).collect(),
            ..Tables::default()
        }
    }

    #[test]
    fn table_13_3_has_the_class_of_the_year_and_why_there_is_none() {
        let tables = tables(&[70, 20, 10]);
        let columns = Columns::build(&tables);
        let letters = |year| year_classes(&columns, &tables, year);
        let text = |letter: &str| Cell::Text(letter.to_owned());
        assert_eq!(letters(2025), [text("Ⅰ"), text("Ⅱ"), text("Ⅲ")]);
        assert_eq!(letters(2024), vec![Cell::Missing(NoValue::NoOrders); 3]);
    }
}
