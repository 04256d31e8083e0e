//! Totals, yearly tables, concentration and forecasts.

use rust_decimal::Decimal;
use serde_json::Value;
use xinke::domain::{
    figure::NoValue,
    ledger::{
        Period, Totals,
        concentration::{herfindahl, share_of_largest},
        forecast::{Forecast, line, moving_average, smoothing, smoothing_with, trend},
        performance::{Dimension, Performance, Subject},
        ratio::growth,
        series::{Step, series},
        totals,
    },
};

use crate::support::{Ledger, NAMES, decimal, exact, ledger, rows, same};

fn end(year: i32, month: u32) -> chrono::NaiveDate {
    let first = chrono::NaiveDate::from_ymd_opt(year, month, 1).unwrap();
    first + chrono::Months::new(1) - chrono::Days::new(1)
}

fn totals_are(total: &Totals, row: &Value) {
    assert_eq!(total.amount, row["amount"].as_i64().unwrap(), "{row}");
    assert_eq!(
        u64::from(total.orders),
        row["orders"].as_u64().unwrap(),
        "{row}"
    );
    assert_eq!(
        u64::from(total.lines),
        row["lines"].as_u64().unwrap(),
        "{row}"
    );
    assert_eq!(
        total.quantity,
        row["quantity"].as_i64().unwrap().into(),
        "{row}"
    );
}

fn growths_are(amounts: &[i64], rows: &[Value]) {
    for (pair, row) in amounts.windows(2).zip(&rows[1..]) {
        match growth(pair[1], pair[0]) {
            Ok(growth) => same(growth, decimal(&row["growth"]), &row.to_string()),
            Err(reason) => assert!(row["growth"].is_null(), "{row}: {reason:?}"),
        }
    }
}

#[test]
fn totals_by_year_and_month_are_the_same() {
    for name in NAMES {
        let Ledger {
            columns, results, ..
        } = ledger(name);
        totals_are(
            &totals::overall(&columns, 0..columns.len()),
            &results["totals"],
        );

        let years = results["years"].as_array().unwrap();
        let of_year = |row: &Value| {
            let period = Period::year(row["period"].as_str().unwrap().parse().unwrap());
            totals::overall(&columns, columns.between(period.first, period.last))
        };
        let found: Vec<Totals> = years.iter().map(of_year).collect();
        for (total, row) in found.iter().zip(years) {
            totals_are(total, row);
        }
        growths_are(
            &found.iter().map(|total| total.amount).collect::<Vec<_>>(),
            years,
        );

        let (first, last) = columns.span().unwrap();
        let months = results["months"].as_array().unwrap();
        let found = totals::by_month(&columns, Period { first, last });
        assert_eq!(found.len(), months.len());
        for ((month, total), row) in found.iter().zip(months) {
            assert_eq!(month.to_string(), row["period"].as_str().unwrap());
            totals_are(total, row);
        }
        growths_are(
            &found
                .iter()
                .map(|(_, total)| total.amount)
                .collect::<Vec<_>>(),
            months,
        );
    }
}

#[test]
fn yearly_tables_of_customers_are_the_same() {
    for name in NAMES {
        let Ledger {
            columns,
            tables,
            numbers,
            ..
        } = ledger(name);
        let wanted = rows(&format!("compare/results/{name}_years.csv"));
        let mut seen = 0;
        let mut years: Vec<i32> = wanted
            .iter()
            .map(|row| row["year"].parse().unwrap())
            .collect();
        years.dedup();
        for year in years {
            let table = Performance::of(Dimension::Customer, &columns, &tables, Period::year(year));
            let ranked = || table.standings.iter().filter(|one| one.rank.is_some());
            for one in ranked() {
                let Subject::Customer(place) = one.subject else {
                    panic!("{one:?}")
                };
                let number = &numbers[place as usize];
                let of = |row: &&std::collections::BTreeMap<String, String>| {
                    row["customer"] == *number && row["year"] == year.to_string()
                };
                let row = wanted.iter().find(of).unwrap();
                let what = format!("{name} {year} {number}");
                assert_eq!(one.now.amount.to_string(), row["amount"], "{what}");
                assert_eq!(one.now.orders.to_string(), row["orders"], "{what}");
                assert_eq!(one.now.quantity.to_string(), row["quantity"], "{what}");
                assert_eq!(one.rank.unwrap().to_string(), row["rank"], "{what}");
                let before = one.rank_before.map(|rank| rank.to_string());
                assert_eq!(before.unwrap_or_default(), row["last_rank"], "{what}");
                same(
                    table.share(one.now.amount).unwrap(),
                    exact(&row["share"]),
                    &what,
                );
                // Equals are added up one after the other; the last of them has the sum of all.
                let last = ranked().rfind(|other| other.rank == one.rank).unwrap();
                let cumulative = table.share(last.cumulative).unwrap();
                same(cumulative, exact(&row["cumulative_with_ties"]), &what);
                match growth(one.now.amount, one.before.amount) {
                    Ok(growth) => same(growth, exact(&row["growth"]), &what),
                    Err(_) => assert_eq!(row["growth"], "", "{what}"),
                }
                seen += 1;
            }
        }
        assert_eq!(seen, wanted.len());
    }
}

#[test]
fn concentration_is_the_same() {
    for name in NAMES {
        let Ledger {
            columns, results, ..
        } = ledger(name);
        let customers = totals::by_customer(&columns, 0..columns.len());
        let amounts: Vec<i64> = customers.iter().map(|total| total.amount).collect();
        let wanted = &results["concentration"];
        same(herfindahl(&amounts).unwrap(), decimal(&wanted["hhi"]), name);
        same(
            share_of_largest(&amounts, 1).unwrap(),
            decimal(&wanted["cr1"]),
            name,
        );
        same(
            share_of_largest(&amounts, 5).unwrap(),
            decimal(&wanted["cr5"]),
            name,
        );
        let fifth = wanted["top_fifth_customers"].as_u64().unwrap() as usize;
        let share = share_of_largest(&amounts, fifth).unwrap();
        same(share, decimal(&wanted["top_fifth_share"]), name);
    }
}

fn forecast_is(found: Result<Forecast, NoValue>, wanted: &Value, what: &str) {
    let found = found.unwrap();
    let errors = found.errors;
    assert_eq!(
        u64::from(errors.periods),
        wanted["periods"].as_u64().unwrap()
    );
    same(found.next, decimal(&wanted["next"]), what);
    same(errors.mse, decimal(&wanted["mse"]), what);
    same(errors.mad, decimal(&wanted["mad"]), what);
    same(errors.mape.unwrap(), decimal(&wanted["mape"]), what);
    same(errors.bias, decimal(&wanted["bias"]), what);
}

#[test]
fn forecasts_are_the_same() {
    for name in NAMES {
        let Ledger {
            columns, results, ..
        } = ledger(name);
        let last = if name == "chinook" {
            end(2025, 12)
        } else {
            end(1998, 6)
        };
        for (key, step) in [
            ("months", Step::Month),
            ("quarters", Step::Quarter),
            ("years", Step::Year),
        ] {
            let wanted = &results["forecasts"][key];
            if wanted.is_null() {
                continue;
            }
            let what = format!("{name} by {key}");
            let values = series(&columns, step, last).values;
            let theirs: Vec<Decimal> = wanted["series"]
                .as_array()
                .unwrap()
                .iter()
                .map(decimal)
                .collect();
            assert_eq!(values, theirs, "{what}");

            forecast_is(smoothing(&values), &wanted["smoothing"], &what);
            let xinke::domain::ledger::forecast::Method::Smoothing(alpha) =
                smoothing(&values).unwrap().method
            else {
                panic!("{what}")
            };
            assert_eq!(
                Decimal::new(alpha.into(), 2).normalize(),
                decimal(&wanted["smoothing"]["alpha"]),
                "{what}"
            );
            for (alpha, mse) in wanted["grid"].as_object().unwrap() {
                let hundredths = u32::try_from(exact(alpha) * Decimal::ONE_HUNDRED).unwrap();
                let found = smoothing_with(&values, hundredths).unwrap();
                same(
                    found.errors.mse,
                    decimal(mse),
                    &format!("{what}, alpha {alpha}"),
                );
            }
            if let Some(window) = wanted["moving_average"]["window"].as_u64() {
                forecast_is(
                    moving_average(&values, window as usize),
                    &wanted["moving_average"],
                    &what,
                );
            }
            forecast_is(trend(&values), &wanted["trend"], &what);
            let (_, slope) = line(&values).unwrap();
            same(slope, decimal(&wanted["trend"]["slope"]), &what);
        }
    }
}
