//! What each class has of the customers and of the value, to lay beside the textbook's shares.

use rust_decimal::Decimal;

use super::Classified;
use crate::domain::figure::{NoValue, quotient};

/// The shares of one class.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Share {
    /// Its customers whose value is above zero.
    pub customers: usize,
    /// Share of all customers above zero, 0 to 1.
    pub count: Result<Decimal, NoValue>,
    /// Share of the sum of their values, 0 to 1.
    pub value: Result<Decimal, NoValue>,
}

/// The shares of every class in its order. Values of zero and below are outside of both bases, as they
/// are when classes are cut.
pub fn shares(found: &Classified) -> Vec<Share> {
    let mut sums = vec![(0_usize, Decimal::ZERO); found.scheme.classes.len()];
    for placed in &found.placed {
        let (Ok(class), Ok(value)) = (placed.class, placed.metric) else {
            continue;
        };
        let sum = sums.get_mut(usize::from(class));
        if let Some((customers, sum)) = sum.filter(|_| value > Decimal::ZERO) {
            *customers += 1;
            *sum = sum.saturating_add(value);
        }
    }
    let all: usize = sums.iter().map(|(customers, _)| customers).sum();
    let total: Decimal = sums.iter().map(|(_, sum)| sum).sum();
    let share = |(customers, sum): &(usize, Decimal)| Share {
        customers: *customers,
        count: quotient(Decimal::from(*customers), Decimal::from(all)),
        value: quotient(*sum, total),
    };
    sums.iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::{
        Currency, Customer, Id, Money,
        classify::{Scheme, classify, year_classes},
        ledger::{Columns, SalesLine},
        sheet::Cell,
        tables::Tables,
    };

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
    fn values_of_zero_and_below_are_outside_of_both_bases() {
        let tables = tables(&[70, 20, 5, 5, -30]);
        let columns = Columns::build(&tables);
        let scheme = Scheme::find(&tables, "CL-III").unwrap();
        let found = classify(&scheme, &columns, &tables, "2025-12-31".parse().unwrap());
        let found = shares(&found);
        let read = |share: &Share| (share.customers, share.count.unwrap(), share.value.unwrap());
        let all: Vec<_> = found.iter().map(read).collect();
        let share = |hundredths| Decimal::new(hundredths, 2);
        assert_eq!(
            all,
            [
                (1, share(25), share(70)),
                (1, share(25), share(20)),
                (2, share(50), share(10))
            ]
        );
        let none = classify(&scheme, &columns, &tables, "2020-12-31".parse().unwrap());
        assert_eq!(shares(&none)[0].value, Err(NoValue::NoDenominator));
    }

    #[test]
    fn table_13_3_has_the_class_of_the_year_and_why_there_is_none() {
        let tables = tables(&[70, 20, 10]);
        let columns = Arc::new(Columns::build(&tables));
        let letters = |year| year_classes(&columns, &tables, year);
        let text = |letter: &str| Cell::Text(letter.to_owned());
        assert_eq!(letters(2025), [text("Ⅰ"), text("Ⅱ"), text("Ⅲ")]);
        assert_eq!(letters(2024), vec![Cell::Missing(NoValue::NoOrders); 3]);
    }
}
