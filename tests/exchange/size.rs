//! Big files, and files that are too big.

use xinke::{
    domain::{
        Id, Workbook,
        customer::{Contact, Customer},
    },
    exchange::{MAX_BYTES, MAX_DEPTH, MAX_TEXT, Reason, csv, json, plan},
};

use crate::{author, ids, parse, read, write};

pub fn roster(count: usize) -> Workbook {
    let mut workbook = Workbook {
        id: Id::derived("roster"),
        ..Workbook::default()
    };
    for number in 0..count {
        let id = Id::derived(&format!("customer {number}"));
        let mut customer = Customer::new(id, &format!("客户 {number} 有限公司"));
        customer.code = Some(format!("C-{number:06}"));
        customer.city = Some("昆明".to_owned());
        customer.phone = Some(format!("+86 871 {number:08}"));
        customer.stamp.rev = 1;
        workbook.tables.put(customer.into());
        if number % 2 == 0 {
            let mut contact = Contact {
                id: Id::derived(&format!("contact {number}")),
                customer: id,
                name: format!("联系人 {number}"),
                ..Contact::default()
            };
            contact.main = Some(true);
            contact.stamp.rev = 1;
            workbook.tables.put(contact.into());
        }
    }
    workbook
}

#[test]
fn ten_thousand_customers_go_out_and_in() {
    let workbook = roster(10_000);
    let contents = read(&write(&workbook)).unwrap();
    assert_eq!(contents.workbook, workbook);
    assert!(plan::merge(&contents, &workbook).items.is_empty());
}

#[test]
fn ten_thousand_customers_go_through_a_spreadsheet() {
    let workbook = roster(10_000);
    let all: Vec<_> = workbook.tables.customers.iter().map(|row| row.id).collect();
    let columns = csv::default_columns(&workbook.tables);
    let sheet = csv::write(&workbook.tables, &all, &columns, xinke::content::Lang::Zh);
    let parsed = parse(&sheet, &csv::CsvOptions::default()).unwrap();
    let empty = Workbook::default();
    let plan = plan::from_table(&parsed, &plan::TableOptions::default(), &empty);
    let edit = plan::to_edit(&plan, &empty, &author(), &mut ids("x")).unwrap();
    assert_eq!(edit.changes.len(), 15_000);
}

#[test]
fn the_largest_file_is_the_same_for_export_and_import() {
    let long = "长".repeat(20_000);
    let mut workbook = Workbook {
        id: Id::derived("big"),
        ..Workbook::default()
    };
    let mut fill = |numbers: std::ops::Range<usize>| {
        for number in numbers {
            let mut customer = Customer::new(Id::derived(&number.to_string()), "x");
            customer.note = Some(long.clone());
            workbook.tables.put(customer.into());
        }
        json::write(&workbook)
    };
    // A customer of this kind takes a little over 60,000 bytes.
    let fitting = MAX_BYTES / 60_240;
    let last = fill(0..fitting).unwrap();
    assert!(last.len() > MAX_BYTES - 300_000);
    assert_eq!(read(&last).unwrap().refused, []);
    let reason = fill(fitting..fitting + 10).unwrap_err();
    assert!(matches!(reason, Reason::TooLarge(bytes) if bytes > MAX_BYTES as u64));
}

#[test]
fn what_is_too_much_is_refused_at_once() {
    let refused = |text: Vec<u8>| read(&text).unwrap_err();
    assert_eq!(
        refused(vec![b' '; MAX_BYTES + 1]).reason,
        Reason::TooLarge(MAX_BYTES as u64 + 1)
    );
    let deep =
        |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth)).into_bytes();
    let refusal = refused(deep(MAX_DEPTH));
    assert_eq!(refusal.reason, Reason::TooDeep);
    assert_eq!(refusal.place.column, 6 + MAX_DEPTH as u64 - 1);
    assert_eq!(refused(deep(MAX_DEPTH - 1)).reason, Reason::NotOurs);
    assert_eq!(refused(vec![b'['; 1_000_000]).reason, Reason::TooDeep);
    let long = |length: usize| format!("{{\"a\":\"{}\"}}", "x".repeat(length)).into_bytes();
    assert_eq!(refused(long(MAX_TEXT + 1)).reason, Reason::TooLong);
    assert_eq!(refused(long(MAX_TEXT)).reason, Reason::NotOurs);
    let csv = parse(&vec![b'a'; MAX_BYTES + 1], &csv::CsvOptions::default());
    assert_eq!(
        csv.unwrap_err().reason,
        Reason::TooLarge(MAX_BYTES as u64 + 1)
    );
}
