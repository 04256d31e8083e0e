//! The textbooks' schemes over a whole ledger: what a screen asks for.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use xinke::domain::{
    classify::{
        Basis, Classified, Scheme, Span, classify,
        lifecycle::{LifecycleRule, Step},
    },
    tables::Tables,
};

use crate::support::{Ledger, NAMES, exact, ledger, rows, same};

fn wanted(name: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let rows = rows(&format!("compare/results/{name}_customers.csv"));
    let keyed = rows.into_iter().map(|row| (row["customer"].clone(), row));
    keyed.collect()
}

fn scheme(code: &str, change: impl Fn(&mut Scheme)) -> Arc<Scheme> {
    let mut scheme = Scheme::clone(&Scheme::find(&Tables::default(), code).unwrap());
    scheme.span = Span::All;
    change(&mut scheme);
    Arc::new(scheme)
}

fn found(ledger: &Ledger, scheme: &Arc<Scheme>, as_of: NaiveDate) -> Classified {
    classify(scheme, &ledger.columns, &ledger.tables, as_of)
}

fn code(found: &Classified, place: usize) -> &str {
    let class = found.placed[place].class.unwrap();
    &found.scheme.class_at(class).unwrap().code
}

fn last_day(ledger: &Ledger) -> NaiveDate {
    ledger.columns.span().unwrap().1
}

#[test]
fn classes_by_amount_are_the_same() {
    for name in NAMES {
        let ledger = ledger(name);
        let rows = wanted(name);
        for (cuts, key) in [([70, 90], "value_70_90"), ([50, 80], "value_50_80")] {
            let cut = scheme("CL-III", |scheme| {
                if let Basis::Value { cuts: of, .. } = &mut scheme.basis {
                    *of = cuts.map(|cut| Decimal::new(cut, 2)).to_vec();
                }
            });
            let found = found(&ledger, &cut, last_day(&ledger));
            for (place, number) in ledger.numbers.iter().enumerate() {
                let row = &rows[number];
                let class = found.placed[place].class.unwrap();
                assert_eq!(
                    class.to_string(),
                    row[&format!("{key}_cross_in")],
                    "{row:?}"
                );
                let amount: Decimal = row["monetary"].parse().unwrap();
                assert_eq!(
                    found.placed[place].metric,
                    Ok(amount / Decimal::ONE_HUNDRED)
                );
            }
        }
    }
}

#[test]
fn scores_and_segments_are_the_same() {
    for name in NAMES {
        let ledger = ledger(name);
        let rows = wanted(name);
        let as_of = last_day(&ledger).succ_opt().unwrap();
        let found = found(&ledger, &scheme("CL-RFM", |_| {}), as_of);
        for (place, number) in ledger.numbers.iter().enumerate() {
            let row = &rows[number];
            let score = found.scores[place].unwrap();
            assert_eq!(score.to_string(), row["quantile_plus_one"], "{row:?}");
            let segment = &row["quantile_plus_one_segment"];
            assert_eq!(code(&found, place), segment, "{row:?}");
        }
    }
}

#[test]
fn stages_are_the_same_as_of_the_end_of_the_last_quarter() {
    for (name, end) in [("chinook", "2025-12-31"), ("cdnow", "1998-06-30")] {
        let ledger = ledger(name);
        let rows = wanted(name);
        for (step, key) in [(Step::Quarter, "Q"), (Step::Month, "M")] {
            let by_trend = scheme("CL-LIFE", |scheme| {
                scheme.basis = Basis::LifeCycle(LifecycleRule {
                    dormant_after: None,
                    ..LifecycleRule::of(step)
                });
            });
            let found = found(&ledger, &by_trend, end.parse().unwrap());
            for (place, number) in ledger.numbers.iter().enumerate() {
                let row = &rows[number];
                let placed = &found.placed[place];
                let stage = if placed.dormant {
                    "dormant"
                } else {
                    code(&found, place)
                };
                assert_eq!(stage, row[&format!("stage_{key}")], "{key} {row:?}");
                match row[&format!("slope_{key}")].as_str() {
                    "" => assert!(placed.metric.is_err(), "{key} {row:?}"),
                    slope => same(placed.metric.unwrap(), exact(slope), slope),
                }
                let uncertain = if placed.uncertain { "True" } else { "False" };
                assert_eq!(uncertain, row[&format!("uncertain_{key}")], "{key} {row:?}");
            }
        }
    }
}
