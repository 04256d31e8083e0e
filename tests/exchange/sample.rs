//! The sample company parses wholly and breaks no rule.

use xinke::{
    content::{Lang, SAMPLE},
    domain::{Id, record::Record},
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
