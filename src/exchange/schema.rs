//! The JSON Schema of the file format, made from the types that are written.

use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use super::{MAX_TEXT, json::{FORMAT, HEADER_TABLE, Version}};
use crate::domain::{
    book::BookInfo,
    customer::{Address, Contact, Customer},
    money::MAX_MINOR,
    recycle::Recycled,
    rule::RuleOverride,
};

/// Where the schema is published.
pub const SCHEMA_ID: &str = "https://xinke.example/schema/workbook-1.schema.json";

fn rows(generator: &mut SchemaGenerator) -> Vec<(&'static str, Value)> {
    fn of<T: schemars::JsonSchema>(generator: &mut SchemaGenerator) -> Value {
        generator.subschema_for::<T>().to_value()
    }
    vec![
        (Address::TABLE, of::<Address>(generator)),
        (BookInfo::TABLE, of::<BookInfo>(generator)),
        (Contact::TABLE, of::<Contact>(generator)),
        (Customer::TABLE, of::<Customer>(generator)),
        (Recycled::TABLE, of::<Recycled>(generator)),
        (RuleOverride::TABLE, of::<RuleOverride>(generator)),
    ]
}

/// The schema (2020-12) of files of this major version.
pub fn schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let _ = generator.subschema_for::<Version>();
    let rows = rows(&mut generator);
    let mut definitions = generator.take_definitions(true);
    for definition in definitions.values_mut() {
        plain(definition);
    }
    json!({ "rows": rows.into_iter().map(|(a,b)|(a.to_owned(),b)).collect::<Map<_,_>>(), "$defs": definitions, "f": FORMAT, "h": HEADER_TABLE, "m": MAX_TEXT, "x": MAX_MINOR })
}
fn plain(_: &mut Value) {}
