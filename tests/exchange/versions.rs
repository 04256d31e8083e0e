//! Files of other versions, and the files that must be readable for ever.

use serde_json::{Map, Value, json};
use xinke::{
    domain::book::BookInfo,
    exchange::{
        Reason,
        json::{
            self, HEADER_TABLE, Note, ReadOptions, Version,
            migrate::{Ladder, Step},
        },
        plan,
    },
};

use crate::{author, generate, ids, read, write};

const GOLDEN: &[u8] = include_bytes!("../golden/workbook-1.0.json");

/// Never write this file anew: it stands for all files of version 1.0 that people have.
#[test]
fn the_file_of_version_1_0_is_read_for_ever() {
    let contents = read(GOLDEN).unwrap();
    assert_eq!((contents.refused.len(), contents.notes.len()), (0, 0));
    let tables = &contents.workbook.tables;
    assert_eq!(contents.workbook.name(), "春城茶叶 客户册");
    assert_eq!(
        (
            tables.customers.len(),
            tables.contacts.len(),
            tables.addresses.len()
        ),
        (2, 1, 1)
    );
    assert_eq!(
        (tables.rules.len(), tables.recycled.len(), tables.book.len()),
        (1, 1, 1)
    );
    let tea = tables
        .customers
        .iter()
        .find(|row| row.code.as_deref() == Some("C-1"))
        .unwrap();
    assert_eq!(
        tea.credit_limit.unwrap().to_string(),
        "90071992547409.91 CNY"
    );
    assert_eq!(tea.floor_area_m2.unwrap().to_string(), "120.50");
    assert_eq!(tea.note.as_deref(), Some("第一行\n\"第二行\"\t😀"));
    assert_eq!(
        tea.provenance["basic"].collected_on.unwrap().to_string(),
        "2026-01-02"
    );
    assert!(write(&contents.workbook) == GOLDEN, "and written the same");
}

/// A file as a later version would write it.
fn raised(version: Version, change: impl FnOnce(&mut Map<String, Value>)) -> Vec<u8> {
    let mut file: Map<String, Value> = serde_json::from_slice(GOLDEN).unwrap();
    file["version"]["major"] = json!(version.major);
    file["version"]["minor"] = json!(version.minor);
    change(&mut file);
    let tables = file.remove("tables").unwrap();
    file.remove("digests");
    for (name, rows) in tables.as_object().unwrap() {
        file["counts"][name] = json!(rows.as_array().unwrap().len());
    }
    let mut digests = Map::new();
    for (name, rows) in tables.as_object().unwrap() {
        digests.insert(
            name.clone(),
            json!(json::canonical::digest(&json::canonical::of(rows))),
        );
    }
    let rest = json::canonical::of(&Value::Object(file.clone()));
    digests.insert(
        HEADER_TABLE.to_owned(),
        json!(json::canonical::digest(&rest)),
    );
    file.insert("tables".to_owned(), tables);
    file.insert("digests".to_owned(), Value::Object(digests));
    serde_json::to_vec(&file).unwrap()
}

#[test]
fn a_newer_minor_version_is_kept_whole_and_stated_again() {
    let id = "0123456789abcdef0123456789abcdef";
    let version = Version { major: 1, minor: 7 };
    let bytes = raised(version, |file| {
        file.insert("theme".to_owned(), json!({ "paper": [1, "米"] }));
        file["workbook"]["colour"] = json!("red");
        file["tables"]["letters"] = json!([{ "id": id, "to": "王", "stamp": { "rev": 4 } }]);
        file["tables"]["customers"][0]["loyalty"] = json!({ "points": 7 });
        let bin = &mut file["tables"]["recycled"][0]["records"];
        bin.as_array_mut()
            .unwrap()
            .push(json!({ "table": "letters", "row": { "id": id, "old": true } }));
    });
    let contents = read(&bytes).unwrap();
    assert_eq!(
        (contents.refused.len(), contents.read_only, contents.version),
        (0, false, version)
    );
    let unknown = Note::UnknownTable {
        table: "letters".to_owned(),
        count: 1,
    };
    assert_eq!(contents.notes, [Note::Newer(version), unknown]);
    let again = write(&contents.workbook);
    let (before, after): (Value, Value) = (
        serde_json::from_slice(&bytes).unwrap(),
        serde_json::from_slice(&again).unwrap(),
    );
    assert_eq!(before, after, "nothing lost, the version stated");

    // It also survives being merged into a workbook that is in use, and the work done there.
    let mut workbook = read(GOLDEN).unwrap().workbook;
    let plan = plan::merge(&contents, &workbook);
    let mut all = plan.clone();
    all.items
        .iter_mut()
        .for_each(|item| item.choice = plan::Choice::Take);
    let edit = plan::to_edit(&all, &workbook, &author(), &mut ids("x")).unwrap();
    workbook.apply(&edit).unwrap();
    let written: Value = serde_json::from_slice(&write(&workbook)).unwrap();
    assert_eq!(
        (&written["theme"], &written["version"]["minor"]),
        (&before["theme"], &json!(7))
    );
}

#[test]
fn a_newer_major_version_may_be_looked_at_alone() {
    let version = Version { major: 2, minor: 1 };
    let contents = read(&raised(version, |file| {
        file["tables"]["customers"][0]["name"] = json!({ "zh": "改" });
        file["digests"] = json!("elsewhere");
    }))
    .unwrap();
    assert!(contents.read_only);
    assert_eq!(contents.notes[0], Note::Newer(version));
    assert_eq!(
        (
            contents.refused.len(),
            contents.workbook.tables.customers.len()
        ),
        (3, 1)
    );
    let here = generate::workbook(1);
    for plan in [
        plan::merge(&contents, &here),
        plan::replace(&contents, &here),
    ] {
        assert!(plan.items.is_empty() && plan.vanishing.is_empty());
    }
    let refusal = read(&raised(version, |file| {
        for rows in file["tables"].as_object_mut().unwrap().values_mut() {
            for row in rows.as_array_mut().unwrap() {
                row["id"] = json!(1);
            }
        }
    }))
    .unwrap_err();
    assert_eq!(
        (refusal.reason, &*refusal.place.at),
        (Reason::Version { major: 2, minor: 1 }, "/version")
    );
    let nothing_known = json!({ "format": json::FORMAT, "version": { "major": 3, "minor": 0 }, "workbook": { "id": "0".repeat(32), "revision": 0, "name": "" } });
    let refusal = read(nothing_known.to_string().as_bytes()).unwrap_err();
    assert_eq!(refusal.reason, Reason::Version { major: 3, minor: 0 });
}

/// A version in which customers' names were called titles and books had no record.
const FROM_1: Step = |tables| {
    let rows = tables.get_mut("customers").and_then(Value::as_array_mut);
    for row in rows.into_iter().flatten().filter_map(Value::as_object_mut) {
        if let Some(name) = row.remove("title") {
            row.insert("name".to_owned(), name);
        }
    }
};

const FROM_2: Step = |tables| {
    let book = json!([{ "id": BookInfo::the_id(), "name": "raised", "stamp": { "rev": 1, "by": "", "on": "2026-01-01" } }]);
    tables.insert("book".to_owned(), book);
};

#[test]
fn older_files_climb_the_ladder_step_by_step() {
    let steps = [FROM_1, FROM_2];
    let ladder = Ladder(&steps);
    assert_eq!(
        (ladder.top(), json::migrate::LADDER.top()),
        (3, json::VERSION.major)
    );
    let old = Version { major: 1, minor: 4 };
    let bytes = raised(old, |file| {
        for row in file["tables"]["customers"].as_array_mut().unwrap() {
            let name = row.as_object_mut().unwrap().remove("name").unwrap();
            row["title"] = name;
        }
        file["tables"].as_object_mut().unwrap().remove("book");
        file["counts"].as_object_mut().unwrap().remove("book");
    });
    let read = |bytes: &[u8], ladder| {
        json::read_with(bytes, ReadOptions::default(), ladder, &mut |_, _| true)
    };
    let contents = read(&bytes, ladder).unwrap();
    assert_eq!(contents.notes, [Note::Raised(old)]);
    assert_eq!(
        (contents.refused.len(), contents.workbook.name()),
        (0, "raised")
    );
    assert_eq!(contents.workbook.tables.customers.len(), 2);
    assert_eq!(
        read(&bytes, Ladder(&[])).unwrap().refused.len(),
        4,
        "no name, and what hangs on it"
    );
    let mut damaged = bytes;
    let at = damaged
        .windows(5)
        .position(|part| part == b"title")
        .unwrap();
    damaged[at] = b'T';
    let refusal = read(&damaged, ladder).unwrap_err();
    assert_eq!(
        refusal.reason,
        Reason::Damaged("customers".to_owned()),
        "checked before it is raised"
    );
    assert!(!ladder.raise(&mut Map::new(), 0) && !ladder.raise(&mut Map::new(), 4));
}
