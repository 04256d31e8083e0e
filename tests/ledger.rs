//! The ledger's sums on real data (see `data/LICENSE-MIT-chinook` and `data/LICENSE-MIT-cdnow`),
//! against numbers computed apart from this program.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs
)]

use std::{collections::BTreeMap, sync::Arc};

use rust_decimal::Decimal;
use xinke::domain::{
    Currency, Customer, Id, Money,
    figure::NoValue,
    ledger::{
        Columns, Performance, Period, SalesLine, Yearly,
        concentration::{above, herfindahl, share_of_largest},
        forecast::{Method, moving_average, smoothing, trend},
        forms::{FORMS, Form},
        performance::Dimension,
        ratio::growth,
        series::{Step, last_day, series},
        totals::{by_month, months_of_customers, overall},
    },
    sheet::Cell,
    tables::Tables,
};

const CHINOOK: &[u8] = include_bytes!("data/chinook_sales_lines.csv");
const CDNOW: &[u8] = include_bytes!("data/cdnow_sample_orders.csv");

/// Columns of a file: customer, date, document, quantity, amount.
fn read(file: &[u8], columns: [Option<usize>; 5], reverse: bool) -> Tables {
    let mut rows: Vec<csv::StringRecord> = csv::Reader::from_reader(file)
        .records()
        .map(Result::unwrap)
        .collect();
    if reverse {
        rows.reverse();
    }
    let cell = |row: &csv::StringRecord, at: usize| row[columns[at].unwrap()].to_owned();
    let mut customers = BTreeMap::new();
    let mut lines = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let code = cell(row, 0);
        let customer = Id::derived(&format!("customer {code}"));
        customers.entry(customer).or_insert_with(|| Customer {
            code: Some(code.clone()),
            ..Customer::new(customer, &code)
        });
        lines.push(SalesLine {
            id: Id::derived(&format!("line {number} {reverse}")),
            customer,
            date: cell(row, 1).parse().ok(),
            document: columns[2].map(|at| row[at].to_owned()),
            quantity: cell(row, 3).parse().ok(),
            amount: Money::from_decimal(cell(row, 4).parse().unwrap(), Currency::CNY).ok(),
            ..SalesLine::default()
        });
    }
    Tables {
        customers: customers.into_values().collect(),
        sales: lines.into_iter().collect(),
        ..Tables::default()
    }
}

fn chinook(reverse: bool) -> Tables {
    read(
        CHINOOK,
        [Some(2), Some(1), Some(0), Some(5), Some(7)],
        reverse,
    )
}

fn cdnow() -> Tables {
    read(CDNOW, [Some(0), Some(1), None, Some(2), Some(3)], false)
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn of_year(tables: &Tables, year: i32) -> Performance {
    let columns = Columns::build(tables);
    Performance::of(Dimension::Customer, &columns, tables, Period::year(year))
}

#[test]
fn chinook_by_year() {
    let tables = chinook(false);
    let columns = Columns::build(&tables);
    let sales = |year| {
        let period = Period::year(year);
        overall(&columns, columns.between(period.first, period.last)).amount
    };
    let years: Vec<_> = (2021..2026).map(sales).collect();
    assert_eq!(years, [44946, 48145, 46958, 47753, 45058]);
    let all = overall(&columns, 0..columns.len());
    assert_eq!((all.amount, all.lines, all.orders), (232_860, 2240, 412));
    let rate = growth(years[4], years[3]).unwrap();
    assert_eq!(rate.round_dp(12), number("-0.056436244843"));
}

#[test]
fn chinook_ranked() {
    let tables = chinook(false);
    let year = of_year(&tables, 2025);
    let amounts = year.amounts();
    assert_eq!(amounts.len(), 46);
    let share = share_of_largest(&amounts, 5).unwrap();
    assert_eq!(share.round_dp(12), number("0.272715167118"));
    assert_eq!(
        herfindahl(&amounts).unwrap().round_dp(8),
        number("332.23400536")
    );
    assert_eq!(above(&amounts, number("0.1")), []);
    let columns = Arc::new(Columns::build(&tables));
    let table = Yearly::of(Form::TopFive, columns, &tables, 2025, None);
    let row = |at| {
        ["rank", "name", "amount", "rank_before", "before", "growth"]
            .map(|key| table.cell(&tables, at, key))
    };
    let text = |text: &str| Cell::Text(text.to_owned());
    let cell = |text: &str| Cell::Number(number(text));
    assert_eq!(table.len(), 5);
    assert_eq!(
        row(0)[..5],
        [
            cell("1"),
            text("6"),
            cell("27.84"),
            cell("40"),
            cell("0.99")
        ]
    );
    let mut second = [row(1)[1].clone(), row(2)[1].clone()];
    second.sort_by_key(|cell| format!("{cell:?}"));
    assert_eq!(second, [text("35"), text("56")]);
    for at in [1, 2] {
        assert_eq!(
            (row(at)[0].clone(), row(at)[2].clone()),
            (cell("2"), cell("24.75"))
        );
        assert_eq!(row(at)[5], Cell::Missing(NoValue::New));
    }
    assert_eq!(
        (row(3)[0].clone(), row(3)[5].clone()),
        (cell("4"), cell("10.50"))
    );
    assert_eq!(table.foot("amount"), cell("122.88"));
    let Cell::Number(largest) = table.foot("share") else {
        panic!("CR5")
    };
    assert_eq!(largest, share);
}

#[test]
fn chinook_forecast() {
    let columns = Columns::build(&chinook(false));
    let as_of = last_day(&columns, "2026-11-24".parse().unwrap());
    assert_eq!(as_of.to_string(), "2025-12-31");
    let months = series(&columns, Step::Month, as_of);
    assert_eq!((months.values.len(), months.next.as_str()), (60, "2026-01"));
    let smoothed = smoothing(&months.values).unwrap();
    assert_eq!(smoothed.method, Method::Smoothing(44));
    assert_eq!(smoothed.next.round_dp(8), number("40.98851515"));
    assert_eq!(smoothed.errors.mse.round_dp(8), number("24.06409370"));
    assert_eq!(smoothed.errors.mad.round_dp(8), number("2.98188213"));
    assert_eq!(smoothed.errors.bias.round_dp(8), number("0.20602909"));
    let next = trend(&months.values).unwrap().next;
    assert_eq!(next.round_dp(8), number("38.63976271"));
    let next = moving_average(&months.values, 3).unwrap().next;
    assert_eq!(next.round_dp(8), number("41.95333333"));
}

#[test]
fn cdnow_whole_and_ranked() {
    let tables = cdnow();
    let columns = Columns::build(&tables);
    let all = overall(&columns, 0..columns.len());
    assert_eq!(
        (all.amount, all.lines, all.orders),
        (24_409_194, 6919, 6696)
    );
    assert_eq!(all.quantity, Decimal::from(16_479));
    let year = of_year(&tables, 1997);
    let amounts = year.amounts();
    assert_eq!((year.total.amount, amounts.len()), (20_122_482, 2357));
    assert_eq!(year.standings[0].now.amount, 655_270);
    let ten = share_of_largest(&amounts, 10).unwrap();
    assert_eq!(ten.round_dp(12), number("0.089430866431"));
    assert_eq!(
        herfindahl(&amounts).unwrap().round_dp(8),
        number("25.07032371")
    );
}

#[test]
fn shares_sum_to_one_and_parts_to_the_whole() {
    for (tables, years) in [(chinook(false), 2021..2026), (cdnow(), 1997..1999)] {
        let columns = Columns::build(&tables);
        for year in years {
            let period = Period::year(year);
            for dimension in [Dimension::Customer, Dimension::Product, Dimension::Region] {
                let found = Performance::of(dimension, &columns, &tables, period);
                let shares = found
                    .standings
                    .iter()
                    .map(|one| found.share(one.now.amount).unwrap());
                assert_eq!(shares.sum::<Decimal>().round_dp(20), Decimal::ONE);
            }
            let total = overall(&columns, columns.between(period.first, period.last)).amount;
            let months = by_month(&columns, period);
            assert_eq!(
                months.iter().map(|(_, month)| month.amount).sum::<i64>(),
                total
            );
            let matrix = months_of_customers(&columns, period);
            assert_eq!(matrix.iter().flatten().sum::<i64>(), total);
        }
    }
}

#[test]
fn the_order_of_input_changes_no_table() {
    let (one, other) = (chinook(false), chinook(true));
    let cells = |tables: &Tables, form| {
        let columns = Arc::new(Columns::build(tables));
        let table = Yearly::of(form, columns, tables, 2024, None);
        let order = table.order(tables, Some(("amount", true)));
        let mut rows = table.sheet(tables, &order, String::new()).rows;
        if form == Form::Transactions {
            rows.iter_mut().for_each(|row| row[0] = Cell::Empty);
            rows.sort_by_key(|row| format!("{row:?}"));
        }
        rows
    };
    for (form, _) in FORMS {
        assert_eq!(cells(&one, form), cells(&other, form), "{form:?}");
    }
}
