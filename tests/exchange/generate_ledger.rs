//! Records of the ledger full of awkward content.

use xinke::domain::{
    Id,
    ledger::{CustomerYear, Expense, Product, SalesLine},
};

use crate::generate::{Dice, date, extra, fill, money, name, signed, stamp};

pub fn product(dice: &mut Dice) -> Product {
    let mut product = Product {
        id: dice.id(),
        name: name(dice),
        ..Product::default()
    };
    fill(dice, Product::FIELDS, &["name"], |key, value| {
        product.set(key, value)
    });
    (product.stamp, product.extra) = (stamp(dice), extra(dice));
    product
}

pub fn sale(dice: &mut Dice, customer: Id, product: Option<Id>) -> SalesLine {
    let mut line = SalesLine {
        id: dice.id(),
        customer,
        product,
        date: Some(date(dice)),
        quantity: Some(signed(dice)),
        amount: Some(money(dice)),
        ..SalesLine::default()
    };
    let kept = ["date", "quantity", "unit_price", "amount"];
    fill(dice, SalesLine::FIELDS, &kept, |key, value| {
        line.set(key, value)
    });
    (line.stamp, line.extra) = (stamp(dice), extra(dice));
    line
}

pub fn expense(dice: &mut Dice, customer: Option<Id>) -> Expense {
    let mut expense = Expense {
        id: dice.id(),
        customer,
        date: Some(date(dice)),
        amount: Some(money(dice)),
        ..Expense::default()
    };
    fill(dice, Expense::FIELDS, &["date", "amount"], |key, value| {
        expense.set(key, value)
    });
    (expense.stamp, expense.extra) = (stamp(dice), extra(dice));
    expense
}

pub fn customer_year(dice: &mut Dice, customer: Id) -> CustomerYear {
    let mut year = CustomerYear {
        id: dice.id(),
        customer,
        year: Some(2026),
        ..CustomerYear::default()
    };
    fill(dice, CustomerYear::FIELDS, &["year"], |key, value| {
        year.set(key, value)
    });
    (year.stamp, year.extra) = (stamp(dice), extra(dice));
    year
}
