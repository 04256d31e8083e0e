//! What is refused, why, and where.

use serde_json::{Value, json};
use xinke::{
    domain::{
        Id, Workbook,
        customer::{Contact, Customer},
        record::Problem,
    },
    exchange::{
        Reason,
        json::{self, strict},
    },
};

use crate::{read, write};

fn refusal(text: &str) -> (Reason, String, u64, u64) {
    let refusal = strict::text(text.as_bytes())
        .and_then(strict::parse)
        .unwrap_err();
    (
        refusal.reason,
        refusal.place.at,
        refusal.place.line,
        refusal.place.column,
    )
}

#[test]
fn json_is_strict_and_names_the_place() {
    for (text, reason, at, line, column) in [
        ("", Reason::Truncated, "", 1, 1),
        ("{\"a\":1,\n \"a\":2}", Reason::DuplicateKey, "/a", 2, 6),
        (
            "{\"客\":[1,\n{\"b\":1.5}]}",
            Reason::NotExact,
            "/客/1/b",
            2,
            6,
        ),
        ("{\"a\":1} x", Reason::Syntax, "", 1, 9),
        ("{\"a\":1}{\"a\":1}", Reason::Syntax, "", 1, 8),
        ("{\"a\":[1,2", Reason::Truncated, "/a/2", 1, 9),
        ("{\"a\":\"\\ud800\"}", Reason::Syntax, "/a", 1, 13),
        ("{\"a\":\"b\nc\"}", Reason::Syntax, "/a", 2, 1),
        ("{'a':1}", Reason::Syntax, "", 1, 2),
        ("[1,]", Reason::Syntax, "/1", 1, 4),
        ("// x\n{}", Reason::Syntax, "", 1, 1),
        ("{\"a\":\u{a0}1}", Reason::Syntax, "/a", 1, 6),
    ] {
        assert_eq!(
            refusal(text),
            (reason, at.to_owned(), line, column),
            "{text}"
        );
    }
    let bytes = b"{\"a\":{\"b\":\n\"\xff\"}}";
    let refusal = strict::text(bytes).unwrap_err();
    assert_eq!(
        (refusal.reason, &*refusal.place.at),
        (Reason::NotText, "/a/b")
    );
    assert_eq!((refusal.place.line, refusal.place.column), (2, 2));
    assert!(
        strict::text(b"\xef\xbb\xbf{}")
            .and_then(strict::parse)
            .is_ok()
    );
}

/// Forty ways to write a number: kept exactly or refused, never changed.
#[test]
fn numbers_are_kept_exactly_or_refused() {
    let kept = [
        ("0", 0_i64),
        ("1", 1),
        ("-1", -1),
        ("42", 42),
        ("-42", -42),
        ("9007199254740991", 9_007_199_254_740_991),
        ("-9007199254740991", -9_007_199_254_740_991),
        ("100000000000000", 100_000_000_000_000),
        (" 7 ", 7),
        ("\n8\n", 8),
    ];
    for (token, number) in kept {
        let value = strict::parse(token.as_bytes()).unwrap();
        assert_eq!(value, json!(number), "{token}");
        assert_eq!(json::canonical::of(&value), token.trim().as_bytes());
    }
    let refused = [
        "-0",
        "0.0",
        "-0.0",
        "1.0",
        "1.5",
        "1e0",
        "1E5",
        "1e400",
        "-1e400",
        "1e-400",
        "9007199254740992",
        "-9007199254740992",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "123456789012345678901234567890",
        "NaN",
        "nan",
        "Infinity",
        "-Infinity",
        "+1",
        "01",
        "-01",
        "1.",
        ".5",
        "1,5",
        "0x10",
        "1_000",
        "١",
        "１",
        "--1",
        "1e",
        "1e+",
        "-",
        "1n",
        "0b1",
        "1 000",
    ];
    assert_eq!(refused.len(), 40);
    for token in refused {
        let refusal = strict::parse(format!("{{\"a\":{token}}}").as_bytes()).unwrap_err();
        assert!(
            matches!(refusal.reason, Reason::NotExact | Reason::Syntax),
            "{token}: {refusal}"
        );
        assert_eq!(refusal.place.line, 1);
    }
}

fn document() -> Value {
    let mut workbook = Workbook {
        id: Id::derived("w"),
        ..Workbook::default()
    };
    for name in ["a", "b"] {
        let mut customer = Customer::new(Id::derived(name), name);
        customer.stamp.rev = 1;
        workbook.tables.put(customer.into());
    }
    let contact = Contact {
        id: Id::derived("c"),
        customer: Id::derived("a").min(Id::derived("b")),
        name: "c".to_owned(),
        ..Contact::default()
    };
    workbook.tables.put(contact.into());
    serde_json::from_slice(&write(&workbook)).unwrap()
}

/// Writes counts and digests anew, so that only the content is wrong.
fn sealed(mut document: Value) -> Vec<u8> {
    let tables = document["tables"].as_object().unwrap().clone();
    for (name, rows) in &tables {
        document["counts"][name] = json!(rows.as_array().map_or(0, Vec::len));
        document["digests"][name] = json!(json::canonical::digest(&json::canonical::of(rows)));
    }
    let mut rest = document.as_object().unwrap().clone();
    rest.remove("tables");
    rest.remove("digests");
    document["digests"]["@file"] = json!(json::canonical::digest(&json::canonical::of(
        &Value::Object(rest)
    )));
    serde_json::to_vec_pretty(&document).unwrap()
}

fn whole(change: impl FnOnce(&mut Value)) -> (Reason, String) {
    let mut document = document();
    change(&mut document);
    let refusal = read(&serde_json::to_vec(&document).unwrap()).unwrap_err();
    (refusal.reason, refusal.place.at)
}

#[test]
fn a_broken_envelope_refuses_the_file() {
    let damaged = |section: &str| Reason::Damaged(section.to_owned());
    let remove =
        |key: &'static str| move |file: &mut Value| drop(file.as_object_mut().unwrap().remove(key));
    assert_eq!(whole(remove("format")), (Reason::NotOurs, String::new()));
    assert_eq!(
        whole(|file| file["format"] = json!("xinke.rescue")),
        (Reason::NotOurs, "/format".to_owned())
    );
    assert_eq!(
        whole(remove("version")),
        (Reason::Envelope, "/version".to_owned())
    );
    assert_eq!(
        whole(|file| file["version"]["major"] = json!(0)).0,
        Reason::Version { major: 0, minor: 0 }
    );
    assert_eq!(
        whole(|file| file["version"]["major"] = json!("1")),
        (Reason::Envelope, "/version/major".to_owned())
    );
    assert_eq!(
        whole(remove("workbook")),
        (Reason::Envelope, "/workbook".to_owned())
    );
    assert_eq!(
        whole(|file| file["workbook"]["id"] = json!("x")),
        (Reason::Envelope, "/workbook/id".to_owned())
    );
    assert_eq!(
        whole(|file| file["workbook"]["revision"] = json!(-1)),
        (Reason::Envelope, "/workbook/revision".to_owned())
    );
    assert_eq!(
        whole(remove("tables")),
        (Reason::Envelope, "/tables".to_owned())
    );
    assert_eq!(
        whole(remove("counts")),
        (Reason::Envelope, "/counts".to_owned())
    );
    assert_eq!(
        whole(remove("digests")),
        (Reason::Envelope, "/digests".to_owned())
    );
    assert_eq!(
        whole(|file| file["tables"]["customers"] = json!({})),
        (Reason::Envelope, "/tables/customers".to_owned())
    );
    assert_eq!(
        whole(|file| file["tables"]["@file"] = json!([])),
        (Reason::Envelope, "/tables/@file".to_owned())
    );
    assert_eq!(
        whole(|file| drop(file["tables"]["customers"].as_array_mut().unwrap().pop())),
        (
            Reason::Count {
                stated: 2,
                found: 1
            },
            "/counts/customers".to_owned()
        )
    );
    assert_eq!(
        whole(|file| file["tables"]["customers"][1]["name"] = json!("x")),
        (damaged("customers"), "/tables/customers".to_owned())
    );
    assert_eq!(
        whole(|file| file["workbook"]["revision"] = json!(5)),
        (damaged("@file"), "/digests/@file".to_owned())
    );
    assert_eq!(
        whole(|file| file["tables"]["more"] = json!([{ "id": Id::derived("m") }])),
        (Reason::Envelope, "/counts/more".to_owned())
    );
}

#[test]
fn single_records_are_refused_with_their_place() {
    let row = |change: fn(&mut Value)| {
        let mut document = document();
        change(&mut document["tables"]);
        let bytes = sealed(document);
        let contents = read(&bytes).unwrap();
        let refused = contents.refused.into_iter().map(|row| row.refusal);
        let refused: Vec<_> = refused
            .map(|refusal| (refusal.reason, refusal.place.at))
            .collect();
        (refused, contents.workbook.tables.total())
    };
    let one = |reason, at: &str| vec![(reason, at.to_owned())];
    let customer = "/tables/customers/1";
    let (refused, left) = row(|tables| tables["customers"][1]["name"] = json!(5));
    assert!(
        matches!(&refused[0], (Reason::Shape(_), at) if at == "/tables/customers/1/name"),
        "{refused:?}"
    );
    assert_eq!(left, 2);
    let fault = |problem| Reason::Fault(problem);
    assert_eq!(
        row(|t| t["customers"][1]["email"] = json!("x")).0,
        one(fault(Problem::Email), &format!("{customer}/email"))
    );
    assert_eq!(
        row(|t| t["customers"][1]["hobbies"] = json!("x")).0,
        one(fault(Problem::NeedsConsent), &format!("{customer}/hobbies"))
    );
    assert_eq!(
        row(|t| t["customers"][1]["stamp"]["more"] = json!(1)).0,
        one(Reason::NotKept, &format!("{customer}/stamp/more"))
    );
    assert_eq!(
        row(|t| t["customers"][1]["founded_on"] = json!("2024-2-9"))
            .0
            .len(),
        1
    );
    assert_eq!(
        row(|t| t["customers"][1]["floor_area_m2"] = json!("1e3"))
            .0
            .len(),
        1
    );
    assert_eq!(row(|t| t["customers"][1]["city"] = Value::Null).0, []);
    assert_eq!(
        row(|t| t["contacts"][0]["customer"] = json!(Id::derived("z"))).0,
        one(fault(Problem::Dangling), "/tables/contacts/0/customer")
    );
    assert_eq!(
        row(|t| t["customers"][1]["id"] = t["customers"][0]["id"].clone()).0[0],
        (Reason::DuplicateId, format!("{customer}/id"))
    );
    let book = json!([{ "id": Id::derived("x"), "name": "x", "stamp": { "rev": 1, "by": "", "on": "2024-01-01" } }]);
    let mut document = document();
    document["tables"]["book"] = book;
    let contents = read(&sealed(document)).unwrap();
    assert_eq!(contents.refused[0].refusal.reason, Reason::WrongId);
    let place = &contents.refused[0].refusal.place;
    assert_eq!((&*place.at, place.column), ("/tables/book/0/id", 15));
}

#[test]
fn what_hangs_on_a_refused_record_goes_with_it() {
    let mut document = document();
    let of = document["tables"]["contacts"][0]["customer"].clone();
    for row in document["tables"]["customers"].as_array_mut().unwrap() {
        if row["id"] == of {
            row["name"] = json!("");
        }
    }
    let contents = read(&sealed(document)).unwrap();
    let reasons: Vec<_> = contents
        .refused
        .iter()
        .map(|row| row.refusal.reason.clone())
        .collect();
    assert_eq!(
        reasons,
        [
            Reason::Fault(Problem::Dangling),
            Reason::Fault(Problem::Missing)
        ]
    );
    assert_eq!(contents.workbook.tables.total(), 1);
}
