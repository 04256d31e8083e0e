//! A real customer list from another program (see `data/LICENSE-MIT-chinook`).

use xinke::{
    content::Lang,
    domain::{Workbook, country, customer::Customer},
    exchange::{
        Reason,
        csv::{self, CsvOptions, Encoding, Target},
        plan::{self, MatchKey, TableOptions},
    },
};

use crate::{author, ids, parse, write};

const FILE: &[u8] = include_bytes!("../data/chinook_customers.csv");

fn imported(bytes: &[u8]) -> Workbook {
    let parsed = parse(bytes, &CsvOptions::default()).unwrap();
    let mut workbook = Workbook::default();
    let plan = plan::from_table(&parsed, &TableOptions::default(), &workbook);
    assert_eq!(plan.refused, []);
    let edit = plan::to_edit(&plan, &workbook, &author(), &mut ids("chinook")).unwrap();
    workbook.apply(&edit).unwrap();
    workbook
}

#[test]
fn every_value_of_all_59_customers_arrives() {
    let workbook = imported(FILE);
    let tables = &workbook.tables;
    assert_eq!((tables.customers.len(), tables.contacts.len()), (59, 59));
    let mut reader = ::csv::Reader::from_reader(FILE);
    let mut n_rows = 0;
    for row in reader.records() {
        let row = row.unwrap();
        n_rows += 1;
        // One city has a space behind it.
        let cell =
            |index: usize| Some(row[index].trim().to_owned()).filter(|cell| !cell.is_empty());
        let customer = tables
            .customers
            .iter()
            .find(|customer| customer.code == cell(0))
            .unwrap();
        let person = format!("{} {}", &row[1], &row[2]);
        assert_eq!(customer.name, cell(3).unwrap_or_else(|| person.clone()));
        assert_eq!(customer.address, cell(4));
        assert_eq!(customer.city, cell(5));
        assert_eq!(customer.province, cell(6));
        assert_eq!(
            customer.country,
            country::find(&row[7]).map(|country| country.code.clone())
        );
        assert!(customer.country.is_some());
        assert_eq!(customer.postcode, cell(8));
        assert_eq!(customer.phone, cell(9));
        assert_eq!(customer.fax, cell(10));
        assert_eq!(customer.email, cell(11));
        let contact = tables
            .contacts
            .iter()
            .find(|contact| contact.customer == customer.id)
            .unwrap();
        assert_eq!((&contact.name, contact.main), (&person, Some(true)));
        assert_eq!(
            customer.provenance["basic"].updated_on,
            Some(author().today)
        );
    }
    assert_eq!(n_rows, 59);
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let workbook = imported(FILE);
    let parsed = parse(FILE, &CsvOptions::default()).unwrap();
    for key in [None, Some(MatchKey::Code), Some(MatchKey::Email)] {
        let options = TableOptions {
            key,
            blanks_erase: true,
        };
        let plan = plan::from_table(&parsed, &options, &workbook);
        assert_eq!((plan.items.len(), plan.refused.len()), (0, 0), "{key:?}");
        assert_eq!(plan.counts[Customer::TABLE].same, 59);
        let edit = plan::to_edit(&plan, &workbook, &author(), &mut ids("again")).unwrap();
        assert_eq!(edit.changes, []);
    }
}

#[test]
fn other_encodings_and_layouts_give_the_same() {
    let expected = imported(FILE);
    let text = std::str::from_utf8(FILE).unwrap();
    let (gb18030, _, _) = encoding_rs::GB18030.encode(text);
    let utf16 = |order: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let mark = if mark { "\u{feff}" } else { "" };
        mark.encode_utf16()
            .chain(text.encode_utf16())
            .flat_map(order)
            .collect()
    };
    let bom = [b"\xef\xbb\xbf", FILE].concat();
    for (bytes, encoding) in [
        (gb18030.as_ref(), Encoding::Gb18030),
        (&utf16(u16::to_le_bytes, true), Encoding::Utf16Le),
        (&utf16(u16::to_be_bytes, true), Encoding::Utf16Be),
        (&utf16(u16::to_le_bytes, false), Encoding::Utf16Le),
        (&utf16(u16::to_be_bytes, false), Encoding::Utf16Be),
        (&bom, Encoding::Utf8),
        (text.replace('\n', "\r\n").as_bytes(), Encoding::Utf8),
    ] {
        let parsed = parse(bytes, &CsvOptions::default()).unwrap();
        assert_eq!(parsed.guess.encoding, Some(encoding));
        assert!(write(&imported(bytes)) == write(&expected), "{encoding:?}");
    }
    for separator in [";", "\t", "|"] {
        let mut writer = ::csv::WriterBuilder::new()
            .delimiter(separator.as_bytes()[0])
            .from_writer(Vec::new());
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(FILE);
        for row in reader.records() {
            writer.write_record(&row.unwrap()).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        assert!(
            write(&imported(&bytes)) == write(&expected),
            "{separator:?}"
        );
    }
}

#[test]
fn our_own_file_of_them_changes_nothing() {
    let workbook = imported(FILE);
    let tables = &workbook.tables;
    let all: Vec<_> = tables.customers.iter().map(|row| row.id).collect();
    for lang in [Lang::Zh, Lang::En] {
        let bytes = csv::write(tables, &all, &csv::default_columns(tables), lang);
        let text = std::str::from_utf8(&bytes).unwrap();
        assert!(text.starts_with('\u{feff}') && text.contains("'+55 (12) 3923-5555"));
        assert_eq!(text.matches("\r\n").count(), 60);
        let parsed = parse(&bytes, &CsvOptions::default()).unwrap();
        assert!(parsed.is_guarded);
        let plan = plan::from_table(&parsed, &TableOptions::default(), &workbook);
        assert_eq!((&plan.items, &plan.refused), (&vec![], &vec![]), "{lang:?}");
        let mut copy = Workbook::default();
        let plan = plan::from_table(&parsed, &TableOptions::default(), &copy);
        let edit = plan::to_edit(&plan, &copy, &author(), &mut ids("copy")).unwrap();
        copy.apply(&edit).unwrap();
        for customer in tables.customers.iter() {
            let twin = copy
                .tables
                .customers
                .iter()
                .find(|twin| twin.code == customer.code)
                .unwrap();
            assert!(
                Customer::FIELDS
                    .iter()
                    .all(|field| twin.get(field.key) == customer.get(field.key))
            );
        }
    }
}

#[test]
fn columns_are_recognised_and_can_be_chosen_otherwise() {
    let mut parsed = parse(FILE, &CsvOptions::default()).unwrap();
    let target = |key: &str| Target::Customer(key.to_owned());
    let expected = [
        target("code"),
        Target::FirstName,
        Target::LastName,
        target("name"),
        target("address"),
        target("city"),
        target("province"),
        target("country"),
        target("postcode"),
        target("phone"),
        target("fax"),
        target("email"),
    ];
    let targets: Vec<_> = parsed
        .columns
        .iter()
        .map(|column| column.target.clone())
        .collect();
    assert_eq!(targets, expected);
    let mut choices = csv::ColumnChoices {
        targets: Some(targets),
        ..Default::default()
    };
    choices.targets.as_mut().unwrap()[10] = Target::Ignore;
    choices.targets.as_mut().unwrap()[0] = Target::Ignore;
    parsed.settle(&choices);
    let plan = plan::from_table(&parsed, &TableOptions::default(), &imported(FILE));
    assert_eq!(plan.counts[Customer::TABLE].same, 59, "matched by name");
    assert_eq!(csv::header_key(&parsed.header).len(), 64);
}

#[test]
fn broken_bytes_are_named_by_line() {
    let mut bytes = FILE.to_vec();
    let at = bytes.iter().position(|&byte| byte == 0xc3).unwrap();
    bytes[at + 1] = b'(';
    let refusal = parse(&bytes, &CsvOptions::default()).unwrap_err();
    assert_eq!((refusal.reason, refusal.place.line), (Reason::NotText, 2));
    let options = CsvOptions {
        encoding: Some(Encoding::Gb18030),
        ..CsvOptions::default()
    };
    let refusal = parse("a\nb\n\u{e9}".as_bytes(), &options).map(|parsed| parsed.guess);
    assert_eq!(
        refusal
            .map_err(|refusal| (refusal.reason, refusal.place.line))
            .unwrap()
            .encoding,
        Some(Encoding::Gb18030)
    );
    let refusal = parse(b"a\nb\n\xff", &options).unwrap_err();
    assert_eq!((refusal.reason, refusal.place.line), (Reason::NotText, 3));
}
