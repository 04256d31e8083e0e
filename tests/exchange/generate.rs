//! Workbooks full of awkward content, the same for the same seed.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};
use xinke::domain::{
    Id, Money, Workbook,
    book::BookInfo,
    customer::{Address, Contact, Customer, Provenance},
    field::{Field, Kind, Value},
    money::MAX_MINOR,
    record::{Extra, Stamp},
    recycle::Recycled,
    rule::{RuleOverride, RuleValue},
    tables::{AnyRecord, UnknownRecord},
};
use xinke::exchange::json::Header;

use crate::generate_classroom::question;
use crate::generate_ledger::{customer_year, expense, product, sale};

/// A small generator of numbers (xorshift), so that a failing seed can be run again.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap()
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    pub fn id(&mut self) -> Id {
        let (high, low) = (self.next().to_be_bytes(), self.next().to_be_bytes());
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&high);
        bytes[8..].copy_from_slice(&low);
        Id::from_bytes(bytes)
    }
}

const PIECES: &[&str] = &[
    "昆明茶叶",
    "Ångström",
    "x",
    "'",
    "\"quoted\"",
    "\\",
    "/",
    "=1+1",
    "+86 871",
    "-5",
    "@SUM(A1)",
    "＝１",
    "😀",
    "👩‍👩‍👧",
    "𠮷野家",
    " ",
    "  ",
    "\u{a0}",
    "e\u{301}",
    "\u{202e}abc",
    "\u{2028}",
    ",",
    ";",
    "|",
    "<b>&amp;",
    "0",
    "NaN",
    "null",
    "\u{feff}",
    "\u{e000}",
    "ﷺ",
];

pub fn text(dice: &mut Dice, lines: bool) -> String {
    let mut text = String::new();
    for _ in 0..=dice.below(4) {
        text.push_str(dice.pick::<&str>(PIECES));
        if lines && dice.one_in(3) {
            text.push_str(dice.pick::<&str>(&["\n", "\t", "\n\n"]));
        }
    }
    if dice.one_in(40) {
        text = "长".repeat(400);
    }
    text
}

/// Text that stands: not blank.
pub fn name(dice: &mut Dice) -> String {
    format!("{}名{}", text(dice, false), dice.below(1000))
}

pub fn date(dice: &mut Dice) -> NaiveDate {
    let extremes = ["0001-01-01", "9999-12-31", "2024-02-29"];
    if dice.one_in(5) {
        return dice.pick(&extremes).parse().unwrap();
    }
    let day = i32::try_from(dice.below(3_000_000)).unwrap();
    NaiveDate::from_num_days_from_ce_opt(1 + day).unwrap()
}

pub fn money(dice: &mut Dice) -> Money {
    let minor = match dice.below(4) {
        0 => MAX_MINOR,
        1 => -MAX_MINOR,
        2 => 0,
        _ => i64::try_from(dice.next() >> 20).unwrap(),
    };
    let currency = dice
        .pick(&["CNY", "JPY", "KWD", "EUR", "ZZZ"])
        .parse()
        .unwrap();
    Money::from_minor(minor, currency).unwrap()
}

pub fn decimal(dice: &mut Dice) -> Decimal {
    let extremes = [
        "0",
        "0.0",
        "79228162514264337593543950335",
        "0.0000000000000000000000000001",
        "12.50",
    ];
    match dice.one_in(2) {
        true => dice.pick(&extremes).parse().unwrap(),
        false => Decimal::new(i64::try_from(dice.next() >> 30).unwrap(), 3),
    }
}

/// Of either sign; zero has none.
pub fn signed(dice: &mut Dice) -> Decimal {
    let number = decimal(dice);
    if number.is_zero() { number } else { -number }
}

fn value(dice: &mut Dice, field: &Field) -> Value {
    match field.kind {
        Kind::Line | Kind::Phone => Value::Text(text(dice, false)),
        Kind::Paragraph => Value::Text(text(dice, true)),
        Kind::Email => {
            Value::Text((*dice.pick(&["a@b.cn", "名@例.中国", "\"x'y\"@z.w"])).to_owned())
        }
        Kind::Url => Value::Text(
            (*dice.pick(&["https://a.b", "例.中国/路?q=1", "HTTP://A.B:80#x"])).to_owned(),
        ),
        Kind::TaxNo => {
            Value::Text((*dice.pick(&["91350100M000100Y43", "DE811569869", "'1"])).to_owned())
        }
        Kind::Whole(low, high) => Value::Whole(*dice.pick(&[low, high])),
        Kind::Decimal => Value::Decimal(decimal(dice)),
        Kind::Signed => Value::Decimal(signed(dice)),
        Kind::Share => Value::Decimal(Decimal::new(i64::try_from(dice.below(101)).unwrap(), 2)),
        Kind::Money => Value::Money(money(dice)),
        Kind::Date => Value::Date(date(dice)),
        Kind::Choice(list) => Value::Text(dice.pick(list).code.to_owned()),
        Kind::Country => Value::Text((*dice.pick(&["CN", "CZ", "US", "XX"])).to_owned()),
        Kind::Tags => Value::Tags((0..1 + dice.below(3)).map(|_| name(dice)).collect()),
        Kind::Flag => Value::Flag(dice.one_in(2)),
    }
}

/// Any JSON without fractions.
pub fn any_json(dice: &mut Dice, depth: usize) -> Json {
    match dice.below(if depth == 0 { 5 } else { 7 }) {
        0 => Json::Null,
        1 => json!(dice.one_in(2)),
        2 => json!(*dice.pick(&[0, -1, MAX_MINOR, -MAX_MINOR])),
        3 => json!(i64::try_from(dice.next() >> 40).unwrap()),
        4 => json!(text(dice, true)),
        5 => (0..dice.below(4))
            .map(|_| any_json(dice, depth - 1))
            .collect(),
        _ => Json::Object(
            (0..dice.below(4))
                .map(|_| (text(dice, true), any_json(dice, depth - 1)))
                .collect(),
        ),
    }
}

pub fn extra(dice: &mut Dice) -> Extra {
    let mut extra = Extra::new();
    if dice.one_in(3) {
        for _ in 0..dice.below(3) {
            extra.insert(format!("new {}", text(dice, true)), any_json(dice, 4));
        }
    }
    extra
}

pub fn stamp(dice: &mut Dice) -> Stamp {
    Stamp {
        rev: *dice.pick(&[1, 2, u32::MAX]),
        by: text(dice, false),
        on: date(dice),
    }
}

fn customer(dice: &mut Dice) -> Customer {
    let mut customer = Customer::new(dice.id(), &name(dice));
    let is_full = dice.one_in(4);
    for field in Customer::FIELDS {
        if field.key != "name" && (is_full || dice.one_in(6)) {
            let value = value(dice, field);
            assert!(customer.set(field.key, Some(value)));
        }
    }
    customer.consent_on = Some(date(dice));
    customer.consent_purpose = Some(name(dice));
    if dice.one_in(2) {
        let provenance = Provenance {
            channel: Some("web".to_owned()),
            collector: Some(text(dice, false)),
            updated_on: Some(date(dice)),
            cost: Some(money(dice)),
            extra: extra(dice),
            ..Provenance::default()
        };
        customer.provenance.insert(text(dice, true), provenance);
    }
    (customer.stamp, customer.extra) = (stamp(dice), extra(dice));
    customer
}

fn contact(dice: &mut Dice, of: Id) -> Contact {
    let mut contact = Contact {
        id: dice.id(),
        customer: of,
        name: name(dice),
        ..Contact::default()
    };
    for field in Contact::FIELDS {
        if field.key != "name" && dice.one_in(2) {
            let value = value(dice, field);
            assert!(contact.set(field.key, Some(value)));
        }
    }
    (contact.stamp, contact.extra) = (stamp(dice), extra(dice));
    contact
}

/// Puts something into about half of the fields, but for those that are kept.
pub fn fill(
    dice: &mut Dice,
    fields: &[Field],
    kept: &[&str],
    mut set: impl FnMut(&str, Option<Value>) -> bool,
) {
    for field in fields.iter().filter(|field| !kept.contains(&field.key)) {
        if dice.one_in(2) {
            assert!(set(field.key, Some(value(dice, field))));
        }
    }
}

fn unknown(dice: &mut Dice, table: &str) -> AnyRecord {
    let id = dice.id();
    let mut row = json!({ "id": id, "content": any_json(dice, 5) });
    if dice.one_in(2) {
        row["stamp"] = json!({ "rev": 3, "by": "x", "on": "2030-01-01", "more": 1 });
    }
    AnyRecord::Unknown(Arc::new(UnknownRecord {
        table: table.to_owned(),
        id,
        row,
    }))
}

/// A workbook of that seed, as a newer version's file could have brought it.
pub fn workbook(seed: u64) -> Workbook {
    let dice = &mut Dice::new(seed);
    let mut workbook = Workbook {
        id: dice.id(),
        revision: *dice.pick(&[0, 7, (1 << 53) - 1]),
        ..Workbook::default()
    };
    let tables = &mut workbook.tables;
    if !dice.one_in(5) {
        tables.put(AnyRecord::from(BookInfo {
            id: BookInfo::the_id(),
            name: name(dice),
            about: text(dice, true),
            sample: dice.one_in(2),
            stamp: stamp(dice),
            extra: extra(dice),
        }));
    }
    for _ in 0..dice.below(6) {
        let customer = customer(dice);
        for _ in 0..dice.below(3) {
            tables.put(contact(dice, customer.id).into());
        }
        if dice.one_in(3) {
            let address = Address {
                id: dice.id(),
                customer: customer.id,
                address: name(dice),
                extra: extra(dice),
                ..Address::default()
            };
            tables.put(address.into());
        }
        let products: Vec<_> = (0..dice.below(3)).map(|_| product(dice)).collect();
        for _ in 0..dice.below(4) {
            let of = (!products.is_empty()).then(|| dice.pick(&products).id);
            tables.put(sale(dice, customer.id, of).into());
        }
        if dice.one_in(3) {
            let of = dice.one_in(2).then_some(customer.id);
            tables.put(expense(dice, of).into());
            tables.put(customer_year(dice, customer.id).into());
        }
        for product in products {
            tables.put(product.into());
        }
        tables.put(customer.into());
    }
    for _ in 0..dice.below(3) {
        tables.put(question(dice).into());
    }
    if dice.one_in(3) {
        let rule = RuleOverride {
            id: RuleOverride::id_of("customer.stale_months"),
            key: "customer.stale_months".to_owned(),
            value: RuleValue::Whole(24),
            stamp: stamp(dice),
            extra: extra(dice),
        };
        tables.put(rule.into());
    }
    if dice.one_in(3) {
        let gone = customer(dice);
        let of = gone.id;
        let records = vec![
            gone.into(),
            contact(dice, of).into(),
            unknown(dice, "letters"),
        ];
        let entry = Recycled {
            id: dice.id(),
            kind: "customers".to_owned(),
            name: name(dice),
            records,
            stamp: stamp(dice),
            extra: extra(dice),
        };
        tables.put(entry.into());
    }
    if dice.one_in(3) {
        for _ in 0..dice.below(4) {
            let table = *dice.pick(&["letters", "a_table_of_version_7", "z9"]);
            tables.put(unknown(dice, table));
        }
        let mut members = serde_json::Map::new();
        members.insert(format!("new {}", text(dice, true)), any_json(dice, 4));
        let header = Header {
            minor: 1 + u32::try_from(dice.below(9)).unwrap(),
            members,
            workbook: [("theme".to_owned(), any_json(dice, 2))]
                .into_iter()
                .collect(),
            version: [("patch".to_owned(), json!(3))].into_iter().collect(),
        };
        header.keep(tables);
    }
    workbook
}
