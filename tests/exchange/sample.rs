//! The sample company parses wholly and breaks no rule.

use xinke::{
    content::{Lang, SAMPLE},
    domain::{
        Id,
        classify::{Scheme, alert, classify},
        ledger::{
            Columns, Period,
            concentration::share_of_largest,
            performance::{Dimension, Performance},
        },
        record::Record,
    },
    exchange::sample,
};

use crate::{author, ids, read, write};

#[test]
fn the_sample_company_is_faultless() {
    if SAMPLE.trim() == "{}" {
        return;
    }
    let zh = sample::workbook(Id::derived("w"), &author(), &mut ids("sample"), Lang::Zh).unwrap();
    let en = sample::workbook(Id::derived("w"), &author(), &mut ids("sample"), Lang::En).unwrap();
    assert_ne!(zh.name(), en.name());
    assert_eq!(zh.tables.customers, en.tables.customers);
    assert!(zh.tables.customers.len() >= 40);
    for table in zh.tables.names() {
        for record in zh.tables.rows(&table) {
            assert_eq!(record.faults(), [], "{record:?}");
        }
    }
    for customer in zh.tables.customers.iter() {
        assert!(
            customer.extra.is_empty(),
            "{}: {:?}",
            customer.name,
            customer.extra
        );
        for (group, provenance) in &customer.provenance {
            assert!(xinke::domain::customer::group(group).is_some(), "{group}");
            assert!(
                provenance.extra.is_empty(),
                "{}: {:?}",
                customer.name,
                provenance.extra
            );
        }
    }
    assert!(
        zh.tables
            .contacts
            .iter()
            .all(|row| row.extra.is_empty() && row.faults().is_empty())
    );
    assert!(zh.tables.addresses.iter().all(|row| row.extra.is_empty()));
    let contents = read(&write(&zh)).unwrap();
    assert_eq!((contents.refused.len(), contents.workbook), (0, zh));
}

#[test]
fn the_sample_ledger_is_the_same_every_time_and_has_something_for_every_screen() {
    let book = |seed| {
        let mut ids = ids(seed);
        sample::workbook(Id::derived("w"), &author(), &mut ids, Lang::En).unwrap()
    };
    let tables = book("sample").tables;
    assert_eq!(tables, book("sample").tables);
    let columns = Columns::build(&tables);
    assert_eq!(columns.skipped, []);
    assert!((1_200..1_900).contains(&columns.len()), "{}", columns.len());
    assert!(columns.lines.cost.iter().all(Option::is_some));
    assert!(columns.lines.amount.iter().any(|amount| *amount < 0));
    let period = Period::year(2026);
    let year = Performance::of(Dimension::Customer, &columns, &tables, period);
    let (profit, sales) = (year.total.profit.unwrap(), year.total.amount);
    assert!(
        profit > sales / 4 && profit < sales / 2,
        "{profit} of {sales}"
    );
    let largest = share_of_largest(&year.amounts(), 5).unwrap();
    assert!(
        largest > "0.3".parse().unwrap() && largest < "0.7".parse().unwrap(),
        "{largest}"
    );
    assert_eq!((tables.products.len(), tables.expenses.len()), (20, 45));
}

#[test]
fn every_screen_of_the_classes_has_something_to_show() {
    let mut ids = ids("sample");
    let book = sample::workbook(Id::derived("w"), &author(), &mut ids, Lang::En).unwrap();
    let tables = book.tables;
    let columns = Columns::build(&tables);
    let day = "2026-10-31".parse().unwrap();
    let classes = |code: &str| {
        let scheme = Scheme::find(&tables, code).unwrap();
        let found = classify(&scheme, &columns, &tables, day);
        let sizes = (0..).zip(&scheme.classes);
        let sizes = sizes.map(|(class, _)| found.members(class).count());
        sizes.collect::<Vec<_>>()
    };
    for code in [
        "CL-III", "CL-ABC", "CL-BUS", "CL-TIER4", "CL-GBU", "CL-COL", "CL-LIFE", "CL-FPP",
        "CL-CRED", "CL-HON", "CL-REL",
    ] {
        let sizes = classes(code);
        assert!(sizes.iter().all(|size| *size > 0), "{code}: {sizes:?}");
    }
    let scheme = Scheme::find(&tables, alert::WATCHED).unwrap();
    let on = |day| classify(&scheme, &columns, &tables, day);
    let turned = alert::turned(&on(day), &on(alert::a_quarter_before(day)));
    assert!((1..10).contains(&turned.len()), "{turned:?}");
    let exceptions = tables.judgements.iter().filter(|one| one.is_treatment());
    assert_eq!(exceptions.count(), 1);
}
