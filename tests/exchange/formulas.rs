//! Text that a spreadsheet would run: guarded on the way out, exact on the way back.

use xinke::{
    content::Lang,
    domain::{Id, Workbook, customer::Customer, field::Kind, record::Record},
    exchange::{
        csv::{
            self, CsvOptions,
            guard::{guard, unguard},
        },
        plan::{self, TableOptions},
    },
};

use crate::{
    author, generate, ids, parse,
    payloads::{STARTS, payloads},
};

#[test]
fn no_guarded_cell_begins_like_a_formula_and_all_come_back() {
    for text in payloads() {
        let guarded = guard(&text);
        let start = guarded.trim_start_matches([' ', '\u{3000}', '\u{feff}']);
        assert!(
            !STARTS.iter().any(|sign| start.starts_with(sign)),
            "{text:?} became {guarded:?}"
        );
        assert_eq!(unguard(&guarded), text);
        assert_eq!(unguard(&guard(&guard(&text))), guard(&text));
    }
    for plain in ["茶", "'s-Hertogenbosch", "O'Brien", "a=b", "12", ""] {
        assert_eq!(guard(plain), plain);
    }
}

#[test]
fn every_text_field_of_our_own_file_comes_back_exactly() {
    let mut workbook = Workbook::default();
    let all = payloads();
    let texts = Customer::FIELDS
        .iter()
        .filter(|field| matches!(field.kind, Kind::Line | Kind::Paragraph | Kind::Phone));
    let texts: Vec<_> = texts.map(|field| field.key).collect();
    for (number, payload) in all.iter().enumerate() {
        let mut customer = Customer::new(
            Id::derived(&number.to_string()),
            &format!("{number}{payload}"),
        );
        customer.code = Some(format!("C{number}"));
        let text = xinke::domain::field::Value::Text(payload.clone());
        customer.set(texts[number % texts.len()], Some(text.clone()));
        customer.set("phone", Some(text));
        customer.code = Some(format!("C{number}"));
        customer.consent_on = Some(author().today);
        customer.consent_purpose = Some("x".to_owned());
        customer.card_date = Some(author().today);
        customer.settlement_day = Some(5);
        if customer.faults().is_empty() {
            workbook.tables.put(customer.into());
        }
    }
    assert!(workbook.tables.customers.len() > 250);
    let rows: Vec<_> = workbook.tables.customers.iter().map(|row| row.id).collect();
    let bytes = csv::write(
        &workbook.tables,
        &rows,
        &csv::default_columns(&workbook.tables),
        Lang::En,
    );
    for record in ::csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(&bytes[3..])
        .records()
    {
        for cell in &record.unwrap() {
            assert!(
                !cell
                    .trim_start()
                    .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']),
                "{cell}"
            );
        }
    }
    let parsed = parse(&bytes, &CsvOptions::default()).unwrap();
    let plan = plan::from_table(&parsed, &TableOptions::default(), &workbook);
    assert_eq!((&plan.items, &plan.refused), (&vec![], &vec![]));
    let mut copy = Workbook::default();
    let plan = plan::from_table(&parsed, &TableOptions::default(), &copy);
    let edit = plan::to_edit(&plan, &copy, &author(), &mut ids("copy")).unwrap();
    copy.apply(&edit).unwrap();
    for customer in workbook.tables.customers.iter() {
        let twin = copy
            .tables
            .customers
            .iter()
            .find(|twin| twin.code == customer.code)
            .unwrap();
        for field in Customer::FIELDS {
            let (mine, back) = (customer.get(field.key), twin.get(field.key));
            let is_blank = mine
                .as_ref()
                .is_some_and(|value| value.to_plain().trim().is_empty());
            assert!(mine == back || is_blank, "{}: {mine:?} {back:?}", field.key);
        }
    }
}

/// Whatever a workbook holds, its own table brings no change.
#[test]
fn generated_customers_come_back_from_a_table_without_change() {
    for seed in 0..150 {
        let mut workbook = generate::workbook(seed);
        let customers: Vec<_> = workbook.tables.customers.iter().cloned().collect();
        for (number, customer) in customers.iter().enumerate() {
            let mut customer = Customer::clone(customer);
            customer.code = Some(format!("C{number}"));
            workbook.tables.put(customer.into());
        }
        let rows: Vec<_> = customers.iter().map(|row| row.id).collect();
        if rows.is_empty() {
            continue;
        }
        for lang in [Lang::Zh, Lang::En] {
            let bytes = csv::write(
                &workbook.tables,
                &rows,
                &csv::default_columns(&workbook.tables),
                lang,
            );
            let parsed = parse(&bytes, &CsvOptions::default()).unwrap();
            let options = TableOptions {
                blanks_erase: true,
                ..TableOptions::default()
            };
            let plan = plan::from_table(&parsed, &options, &workbook);
            assert_eq!(
                (&plan.items, &plan.refused),
                (&vec![], &vec![]),
                "seed {seed}"
            );
        }
    }
}
