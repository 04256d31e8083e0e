//! Files that were damaged or made to harm: refused with a place, never half read, never a panic.

use serde_json::{Value, json};
use xinke::{
    domain::Workbook,
    exchange::{
        Place, Reason,
        csv::CsvOptions,
        json::{self, ReadOptions},
        plan,
    },
};

use crate::{
    decode,
    generate::{self, Dice},
    parse, read, write,
};

fn has_place(place: &Place) -> bool {
    place.line > 0 && place.column > 0 && (place.at.is_empty() || place.at.starts_with('/'))
}

/// Every byte of a small file, changed: the section is named, or only white space was touched.
#[test]
fn one_damaged_byte_is_always_found() {
    let workbook = generate::workbook(38);
    assert!(workbook.tables.total() > 6);
    let bytes = write(&workbook);
    let dice = &mut Dice::new(1);
    let mut sections = std::collections::BTreeSet::new();
    let step = (bytes.len() / 1500).max(1);
    for at in (0..bytes.len()).step_by(step) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << dice.below(8);
        match read(&damaged) {
            Ok(contents) => {
                assert_eq!(contents.workbook, workbook, "byte {at}");
                assert!(bytes[at].is_ascii_whitespace(), "byte {at}");
            }
            Err(refusal) => {
                assert!(has_place(&refusal.place), "{refusal}");
                if let Reason::Damaged(section) = refusal.reason {
                    sections.insert(section);
                }
            }
        }
    }
    let names = workbook.tables.names();
    assert!(
        sections
            .iter()
            .all(|section| names.contains(section) || section.starts_with('@')),
        "{sections:?}"
    );
    assert!(
        sections.contains("customers") && sections.contains("@file"),
        "{sections:?}"
    );
}

/// A value somewhere in the document is replaced, moved, doubled or taken out.
fn mutate(value: &mut Value, dice: &mut Dice) {
    let deeper = !dice.one_in(4);
    match value {
        Value::Object(members) if deeper && !members.is_empty() => {
            let keys: Vec<_> = members.keys().cloned().collect();
            let key = dice.pick(&keys).clone();
            match dice.below(8) {
                0 => drop(members.remove(&key)),
                1 => {
                    let moved = members.remove(&key).unwrap_or_default();
                    members.insert(format!("{key}x"), moved);
                }
                _ => mutate(members.get_mut(&key).unwrap(), dice),
            }
        }
        Value::Array(values) if deeper && !values.is_empty() => {
            let index = dice.below(values.len());
            match dice.below(8) {
                0 => drop(values.remove(index)),
                1 => values.push(values[index].clone()),
                _ => mutate(&mut values[index], dice),
            }
        }
        _ => {
            *value = match dice.below(9) {
                0 => json!(1.5),
                1 => json!(u64::MAX),
                2 => json!("0".repeat(32)),
                3 => json!({ "minor": 5, "currency": "cny" }),
                4 => json!([[[[]]]]),
                5 => json!("2024-02-30"),
                6 => json!(-1),
                _ => generate::any_json(dice, 3),
            }
        }
    }
}

/// Whatever was accepted is whole: it goes out and comes back as it is.
fn accepted_is_sound(workbook: &Workbook, seed: u64) {
    let bytes = write(workbook);
    assert_eq!(json::verify(&bytes, workbook), Ok(()), "seed {seed}");
    let here = Workbook::default();
    let contents = read(&bytes).unwrap();
    let plan = plan::replace(&contents, &here);
    let edit = plan::to_edit(&plan, &here, &crate::author(), &mut crate::ids("x")).unwrap();
    assert_eq!(edit.changes.len(), workbook.tables.total(), "seed {seed}");
}

#[test]
fn a_thousand_files_changed_in_their_structure() {
    let (mut whole, mut in_part, mut not) = (0, 0, 0);
    for seed in 0..1000 {
        let dice = &mut Dice::new(seed + 7);
        let bytes = write(&generate::workbook(seed % 50));
        let mut document: Value = serde_json::from_slice(&bytes).unwrap();
        for _ in 0..=dice.below(3) {
            let at_top = dice.one_in(5);
            match document.get_mut("tables").and_then(Value::as_object_mut) {
                Some(tables) if !tables.is_empty() && !at_top => {
                    let names: Vec<_> = tables.keys().cloned().collect();
                    mutate(&mut tables[dice.pick(&names)], dice);
                }
                _ => mutate(&mut document, dice),
            }
        }
        let bytes = serde_json::to_vec(&document).unwrap();
        // Digests find all of it; what lies behind them is tried as well.
        let options = ReadOptions {
            salvage: seed % 4 != 0,
        };
        match json::read_with(&bytes, options, json::migrate::LADDER, &mut |_, _| true) {
            Ok(contents) => {
                for row in &contents.refused {
                    let place = &row.refusal.place;
                    assert!(
                        has_place(place) && place.at.starts_with("/tables/"),
                        "{row:?}"
                    );
                }
                *if contents.refused.is_empty() {
                    &mut whole
                } else {
                    &mut in_part
                } += 1;
                if !contents.read_only {
                    accepted_is_sound(&contents.workbook, seed);
                }
            }
            Err(refusal) => {
                assert!(has_place(&refusal.place), "seed {seed}: {refusal}");
                not += 1;
            }
        }
    }
    assert!(
        whole > 50 && in_part > 50 && not > 200,
        "{whole} {in_part} {not}"
    );
}

fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len().max(1));
        if bytes.is_empty() {
            return;
        }
        match dice.below(5) {
            0 => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, *dice.pick(b"\"\\{}[],:0\xff\0\n")),
            3 => bytes.truncate(at.max(1)),
            _ => {
                let end = (at + dice.below(40)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
        }
    }
}

#[test]
fn a_thousand_files_changed_byte_by_byte() {
    for seed in 0..1000 {
        let dice = &mut Dice::new(seed + 99);
        let workbook = generate::workbook(seed % 50);
        let mut bytes = write(&workbook);
        damage(&mut bytes, dice);
        let options = ReadOptions {
            salvage: seed % 2 == 0,
        };
        match json::read_with(&bytes, options, json::migrate::LADDER, &mut |_, _| true) {
            Ok(contents) if !options.salvage => {
                assert_eq!(contents.workbook, workbook, "seed {seed}")
            }
            Ok(contents) => accepted_is_sound(&contents.workbook, seed),
            Err(refusal) => assert!(has_place(&refusal.place), "seed {seed}: {refusal}"),
        }
    }
}

#[test]
fn every_truncation_is_refused() {
    let bytes = write(&generate::workbook(38));
    for length in (0..bytes.len() - 3).step_by(bytes.len() / 300) {
        let refusal = read(&bytes[..length]).unwrap_err();
        assert!(matches!(refusal.reason, Reason::Truncated), "{refusal}");
        assert!(has_place(&refusal.place), "{refusal}");
    }
}

#[test]
fn a_thousand_tables_of_text() {
    let file = include_bytes!("../data/chinook_customers.csv");
    let gb18030 = encoding_rs::GB18030
        .encode("编号,公司,\"地\"\"址\"\r\n1,\"甲,\r\n乙\",路\r\n")
        .0
        .into_owned();
    let workbook = Workbook::default();
    for seed in 0..1000 {
        let dice = &mut Dice::new(seed + 12345);
        let mut bytes = if dice.one_in(3) {
            gb18030.clone()
        } else {
            file[..1500].to_vec()
        };
        damage(&mut bytes, dice);
        let parsed = match parse(&bytes, &CsvOptions::default()) {
            Ok(parsed) => parsed,
            Err(refusal) => {
                assert!(refusal.place.line > 0, "seed {seed}: {refusal}");
                continue;
            }
        };
        let plan = plan::from_table(&parsed, &plan::TableOptions::default(), &workbook);
        assert!(
            plan.refused.iter().all(|row| row.refusal.place.line > 1),
            "seed {seed}"
        );
        assert_eq!(
            plan.items.len() + plan.refused.len(),
            parsed.rows.len() + parsed.refused.len()
        );
        let edit = plan::to_edit(&plan, &workbook, &crate::author(), &mut crate::ids("x")).unwrap();
        let mut after = workbook.clone();
        after.apply(&edit).unwrap();
        assert_eq!(after.tables.customers.len(), plan.n_taken(), "seed {seed}");
    }
    assert!(decode("gb18030", &gb18030).is_some());
}

#[test]
fn an_open_quotation_mark_swallows_nothing() {
    let refusal = parse(
        "公司,电话\n甲,1\n\"乙,2\n丙,3\n".as_bytes(),
        &CsvOptions::default(),
    )
    .unwrap_err();
    assert_eq!((refusal.reason, refusal.place.line), (Reason::OpenQuote, 3));
}
