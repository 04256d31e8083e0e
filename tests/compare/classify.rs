//! Classes, RFM, stages of the life cycle and inequality.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde_json::Value;
use xinke::domain::{
    classify::{
        lifecycle::{History, Life, LifecycleRule, Stage, Step, detect},
        lorenz::{gini, share_of_best},
        pareto::{Border, Classes, Rounding, Ties, by_count, by_value, fit},
        rfm::{Bins, Rfm, RfmRule, SEGMENTS, Scored, scores, segment, segment_rows},
    },
    figure::NoValue,
    ledger::{Totals, totals},
};

use crate::support::{Ledger, NAMES, decimal, exact, ledger, rows, same};

/// The row of each customer, in the order of the ledger.
fn wanted(name: &str, numbers: &[String]) -> Vec<BTreeMap<String, String>> {
    let mut rows = rows(&format!("compare/results/{name}_customers.csv"));
    assert_eq!(rows.len(), numbers.len());
    rows.sort_by(|one, other| one["customer"].cmp(&other["customer"]));
    for (row, number) in rows.iter().zip(numbers) {
        assert_eq!(row["customer"], *number);
    }
    rows
}

fn by_customer(ledger: &Ledger) -> Vec<Totals> {
    totals::by_customer(&ledger.columns, 0..ledger.columns.len())
}

fn amounts(ledger: &Ledger) -> Vec<i64> {
    by_customer(ledger)
        .iter()
        .map(|total| total.amount)
        .collect()
}

fn percents(percents: &[i64]) -> Vec<Decimal> {
    let share = |percent: &i64| Decimal::new(*percent, 2);
    percents.iter().map(share).collect()
}

/// Every scheme of the comparison by its name there.
fn schemes(amounts: &[i64]) -> Vec<(String, Classes)> {
    let mut found = Vec::new();
    for cuts in [[70, 90], [50, 80]] {
        for (key, border) in [("cross_in", Border::CrossIn), ("strict", Border::Strict)] {
            let classes = by_value(amounts, &percents(&cuts), border, Ties::Together).unwrap();
            found.push((format!("value_{}_{}_{key}", cuts[0], cuts[1]), classes));
        }
    }
    for shares in [[10, 20, 70], [5, 15, 80]] {
        for (key, rounding) in [
            ("half_up", Rounding::HalfUp),
            ("ceil", Rounding::Ceil),
            ("floor", Rounding::Floor),
        ] {
            let classes = by_count(amounts, &percents(&shares), rounding, Ties::Together).unwrap();
            let [a, b, c] = shares;
            found.push((format!("count_{a}_{b}_{c}_{key}"), classes));
        }
    }
    found
}

#[test]
fn classes_are_the_same() {
    for name in NAMES {
        let ledger = ledger(name);
        let (amounts, rows) = (amounts(&ledger), wanted(name, &ledger.numbers));
        let summaries = &ledger.results["classes"];
        for (scheme, classes) in schemes(&amounts) {
            for (class, row) in classes.of.iter().zip(&rows) {
                assert_eq!(class.to_string(), row[&scheme], "{scheme} {row:?}");
            }
            let removed = summaries["without_sales_above_zero"].as_u64().unwrap();
            assert_eq!(classes.removed as u64, removed, "{scheme}");

            let summary = &summaries[&scheme];
            let fits = fit(&amounts, &classes, 3);
            for (class, fit) in fits.iter().enumerate() {
                let of = |key: &str| &summary[key][class];
                let what = format!("{name} {scheme} {class}");
                assert_eq!(
                    fit.customers as u64,
                    of("customers").as_u64().unwrap(),
                    "{what}"
                );
                assert_eq!(fit.amount, of("amounts").as_i64().unwrap().into(), "{what}");
                same(fit.value_share.unwrap(), decimal(of("value_shares")), &what);
                same(fit.count_share.unwrap(), decimal(of("count_shares")), &what);
            }
        }
    }
}

#[test]
fn inequality_is_the_same() {
    for name in NAMES {
        let ledger = ledger(name);
        let amounts = amounts(&ledger);
        let wanted = &ledger.results["concentration"];
        same(gini(&amounts).unwrap(), decimal(&wanted["gini"]), name);
        let fifth = share_of_best(&amounts, Decimal::new(20, 2)).unwrap();
        same(fifth, decimal(&wanted["top_fifth_share"]), name);
    }
}

fn thresholds_are(found: &Scored, wanted: &Value) {
    let found = found.thresholds.as_ref().unwrap();
    for (ours, key, scale) in [
        (&found.recency, "recency", 1),
        (&found.frequency, "frequency", 1),
        (&found.monetary, "monetary", 100),
    ] {
        let ours: Vec<_> = ours.iter().map(|cut| *cut * Decimal::from(scale)).collect();
        let theirs: Vec<_> = wanted[key]
            .as_array()
            .unwrap()
            .iter()
            .map(decimal)
            .collect();
        assert_eq!(ours, theirs, "{key}");
    }
}

#[test]
fn rfm_is_the_same() {
    for name in NAMES {
        let ledger = ledger(name);
        let rows = wanted(name, &ledger.numbers);
        let wanted = &ledger.results["rfm"];
        let as_of: NaiveDate = wanted["as_of"].as_str().unwrap().parse().unwrap();
        let of = |total: &Totals| Rfm {
            recency: i64::from(as_of.num_days_from_ce() - total.last_day.unwrap()),
            frequency: total.orders,
            monetary: total.amount,
        };
        let customers: Vec<_> = by_customer(&ledger)
            .iter()
            .map(|total| Some(of(total)))
            .collect();
        for (one, row) in customers.iter().flatten().zip(&rows) {
            assert_eq!(one.recency.to_string(), row["recency"], "{row:?}");
            assert_eq!(one.frequency.to_string(), row["frequency"], "{row:?}");
            assert_eq!(one.monetary.to_string(), row["monetary"], "{row:?}");
        }
        for (bins, key) in [
            (Bins::QuantilePlusOne, "quantile_plus_one"),
            (Bins::Quantile, "quantile"),
            (Bins::Fixed, "fixed"),
            (Bins::Rank, "rank"),
        ] {
            let rule = RfmRule {
                bins,
                ..RfmRule::default()
            };
            let found = scores(&customers, &rule, ledger.columns.home.decimals());
            for (score, row) in found.scores.iter().zip(&rows) {
                let score = score.unwrap();
                assert_eq!(score.to_string(), row[key], "{key} {row:?}");
                let segment = segment(score, &segment_rows()).unwrap();
                let (segment, _) = SEGMENTS[usize::from(segment)];
                assert_eq!(segment, row[&format!("{key}_segment")], "{key} {row:?}");
            }
            if bins == Bins::Rank {
                assert_eq!(found.thresholds, None);
            } else {
                thresholds_are(&found, &wanted["thresholds"][key]);
            }
        }
    }
}

/// Sales of each customer by step, from the step of the first order to that of the last in the file.
fn histories(ledger: &Ledger, months: i32) -> Vec<Vec<i64>> {
    let step = |day: i32| {
        let day = NaiveDate::from_num_days_from_ce_opt(day).unwrap();
        (day.year() * 12 + day.month0().cast_signed()).div_euclid(months)
    };
    let lines = &ledger.columns.lines;
    let end = step(*lines.day.last().unwrap());
    let mut first = vec![None; ledger.numbers.len()];
    let mut sales = vec![Vec::new(); ledger.numbers.len()];
    for ((day, customer), amount) in lines.day.iter().zip(&lines.customer).zip(&lines.amount) {
        let (customer, now) = (*customer as usize, step(*day));
        let first = *first[customer].get_or_insert(now);
        sales[customer].resize((end - first + 1) as usize, 0);
        sales[customer][(now - first) as usize] += amount;
    }
    sales
}

fn stage_is(life: &Life, row: &BTreeMap<String, String>, key: &str) {
    let of = |column: &str| row[&format!("{column}_{key}")].as_str();
    let stage = match (life.stage, life.slope) {
        (Stage::Introduction, Err(NoValue::TooFew(_))) => "introduction",
        (Stage::Growth, Ok(_)) => "growth",
        (Stage::Maturity, Ok(_)) => "maturity",
        (Stage::Decline, Ok(_)) => "decline",
        // Nothing sold in the window has a name of its own there.
        (Stage::Decline, Err(NoValue::NoDenominator)) => "dormant",
        other => panic!("{other:?} {row:?}"),
    };
    assert_eq!(stage, of("stage"), "{key} {row:?}");
    assert_eq!(life.dormant, stage == "dormant", "{key} {row:?}");
    let uncertain = if life.uncertain { "True" } else { "False" };
    assert_eq!(uncertain, of("uncertain"), "{key} {row:?}");
    match life.slope {
        Ok(slope) => same(slope, exact(of("slope")), of("slope")),
        Err(_) => assert_eq!(of("slope"), "", "{key} {row:?}"),
    }
}

#[test]
fn stages_are_the_same() {
    for name in NAMES {
        let ledger = ledger(name);
        let rows = wanted(name, &ledger.numbers);
        for (key, step, months) in [("Q", Step::Quarter, 3), ("M", Step::Month, 1)] {
            let rule = LifecycleRule {
                dormant_after: None,
                ..LifecycleRule::of(step)
            };
            let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
            for (sales, row) in histories(&ledger, months).iter().zip(&rows) {
                let history = History {
                    sales,
                    order_days: &[],
                    as_of: 0,
                };
                let life = detect(&history, &rule).unwrap();
                stage_is(&life, row, key);
                *counts.entry(&row[&format!("stage_{key}")]).or_default() += 1;
            }
            for (stage, count) in ledger.results["stages"][key].as_object().unwrap() {
                assert_eq!(
                    counts[stage.as_str()],
                    count.as_u64().unwrap(),
                    "{name} {stage}"
                );
            }
        }
    }
}
