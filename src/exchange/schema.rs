//! The JSON Schema of the file format, made from the types that are written.
//!
//! It describes files of every minor version of this major one, so it is open wherever a newer
//! version may add something, and closed where none may: in stamps and amounts.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use super::json::{FORMAT, HEADER_TABLE, VERSION, Version};
use crate::domain::{
    field::{Field, Kind, LINE_MAX, PARAGRAPH_MAX},
    money::MAX_MINOR,
    tables,
};

/// The name by which the schema is referred to.
pub const SCHEMA_ID: &str = "urn:xinke:workbook:1";

const DATE: &str = "^[+-]?[0-9]{4,6}-[0-9]{2}-[0-9]{2}$";
const ID: &str = "^[0-9a-f]{32}$";
const DIGEST: &str = "^[0-9a-f]{64}$";
const TABLE_NAME: &str = "^[a-z][a-z0-9_]{0,63}$";

/// What a record cannot be without.
const REQUIRED: &[(&str, &[&str])] = &[
    ("Customer", &["id", "name", "stamp"]),
    ("Contact", &["id", "customer", "name", "stamp"]),
    ("Address", &["id", "customer", "address", "stamp"]),
    ("Product", &["id", "name", "stamp"]),
    (
        "SalesLine",
        &["id", "customer", "date", "quantity", "amount", "stamp"],
    ),
    ("Expense", &["id", "date", "amount", "stamp"]),
    ("CustomerYear", &["id", "customer", "year", "stamp"]),
    ("Question", &["id", "stem", "task", "stamp"]),
];

/// The schema (draft 2020-12) of files of this major version.
pub fn schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let version = of::<Version>(&mut generator);
    let rows = tables::schemas(&mut generator);
    let tables: Map<String, Value> = rows
        .iter()
        .map(|(name, _, row)| ((*name).to_owned(), row.clone()))
        .collect();
    let mut definitions = generator.take_definitions(true);
    definitions.values_mut().for_each(plain);
    for (name, record, _) in rows {
        constrain(&mut definitions, record, tables::catalogue(name));
    }
    close(&mut definitions, &tables);

    let lists: Map<String, Value> = tables
        .iter()
        .map(|(name, row)| (name.clone(), json!({ "type": "array", "items": row })))
        .collect();
    let by_table = |value: Value| json!({ "type": "object", "additionalProperties": value });
    let digest = json!({ "type": "string", "pattern": DIGEST });
    let mut digests = by_table(digest.clone());
    set(&mut digests, "properties", json!({ HEADER_TABLE: digest }));
    set(&mut digests, "required", json!([HEADER_TABLE]));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Xinke workbook",
        "type": "object",
        "properties": {
            "format": { "const": FORMAT },
            "version": version,
            "workbook": {
                "type": "object",
                "properties": {
                    "id": { "type": "string", "pattern": ID },
                    "name": { "type": "string" },
                    "revision": { "type": "integer", "minimum": 0, "maximum": MAX_MINOR },
                },
                "required": ["id", "name", "revision"],
            },
            "counts": by_table(json!({ "type": "integer", "minimum": 1 })),
            "digests": digests,
            "tables": {
                "type": "object",
                "properties": lists,
                "propertyNames": { "pattern": TABLE_NAME },
                "additionalProperties": { "type": "array", "items": { "$ref": "#/$defs/UnknownRow" } },
            },
        },
        "required": ["format", "version", "workbook", "counts", "digests", "tables"],
        "$defs": definitions,
    })
}

fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    generator.subschema_for::<T>().to_value()
}

fn set(schema: &mut Value, key: &str, value: Value) {
    if let Value::Object(members) = schema {
        members.insert(key.to_owned(), value);
    }
}

/// Fields that hold nothing are left out, so nothing is null; formats become patterns and bounds,
/// which every validator checks.
fn plain(schema: &mut Value) {
    match schema {
        Value::Array(values) => values.iter_mut().for_each(plain),
        Value::Object(members) => {
            if let Some(Value::Array(choices)) = members.get("anyOf")
                && let [Value::Object(only), null] = choices.as_slice()
                && *null == json!({ "type": "null" })
            {
                let only = only.clone();
                members.remove("anyOf");
                members.extend(only);
            }
            if let Some(Value::Array(types)) = members.get("type") {
                let first = types.first().cloned().unwrap_or_default();
                members.insert("type".to_owned(), first);
            }
            match members.remove("format").as_ref().and_then(Value::as_str) {
                Some("date") => {
                    members.insert("pattern".to_owned(), json!(DATE));
                }
                Some("int64") => {
                    members.insert("minimum".to_owned(), json!(-MAX_MINOR));
                    members.insert("maximum".to_owned(), json!(MAX_MINOR));
                }
                Some("uint32") => {
                    members.insert("maximum".to_owned(), json!(u32::MAX));
                }
                _ => {}
            }
            if let Some(Value::String(text)) = members.get_mut("description") {
                *text = text.replace("[`", "`").replace("`]", "`");
            }
            members.values_mut().for_each(plain);
        }
        _ => {}
    }
}

/// What the catalogue of fields says beyond the types.
fn constrain(definitions: &mut Map<String, Value>, record: &str, fields: &[Field]) {
    let Some(properties) = definitions
        .get_mut(record)
        .and_then(|schema| schema.get_mut("properties"))
    else {
        return;
    };
    for field in fields {
        let Some(schema) = properties.get_mut(field.key) else {
            continue;
        };
        set(schema, "title", json!(field.label.zh));
        match field.kind {
            Kind::Paragraph => set(schema, "maxLength", json!(PARAGRAPH_MAX)),
            Kind::Whole(low, high) => {
                set(schema, "minimum", json!(low));
                set(schema, "maximum", json!(high));
            }
            Kind::Decimal | Kind::Share => {
                set(schema, "pattern", json!("^[0-9]+([.][0-9]+)?$"));
            }
            Kind::Signed => set(schema, "pattern", json!("^-?[0-9]+([.][0-9]+)?$")),
            Kind::Tags => set(
                schema,
                "items",
                json!({ "type": "string", "maxLength": LINE_MAX }),
            ),
            Kind::Money | Kind::Date | Kind::Flag => {}
            _ => set(schema, "maxLength", json!(LINE_MAX)),
        }
    }
}

/// What no minor version may open, and what lies in the bin.
fn close(definitions: &mut Map<String, Value>, tables: &Map<String, Value>) {
    let mut change = |name: &str, key: &str, value: Value| {
        if let Some(schema) = definitions.get_mut(name) {
            set(schema, key, value);
        }
    };
    change("Stamp", "additionalProperties", json!(false));
    change("Currency", "pattern", json!("^[A-Z]{3}$"));
    for (record, required) in REQUIRED {
        change(record, "required", json!(required));
    }
    let known: Vec<_> = tables.keys().collect();
    let entry = |table: Value, row: &Value| {
        json!({
            "type": "object",
            "properties": { "table": table, "row": row },
            "required": ["table", "row"],
            "additionalProperties": false,
        })
    };
    let mut entries: Vec<_> = tables
        .iter()
        .map(|(name, row)| entry(json!({ "const": name }), row))
        .collect();
    let other = json!({ "type": "string", "pattern": TABLE_NAME, "not": { "enum": known } });
    entries.push(entry(other, &json!({ "$ref": "#/$defs/UnknownRow" })));
    definitions.insert("BinEntry".to_owned(), json!({ "oneOf": entries }));
    definitions.insert(
        "UnknownRow".to_owned(),
        json!({
            "description": "A row of a table of a newer minor version.",
            "type": "object",
            "properties": { "id": { "type": "string", "pattern": ID } },
            "required": ["id"],
        }),
    );
    let records = definitions
        .get_mut("Recycled")
        .and_then(|schema| schema.pointer_mut("/properties/records"));
    if let Some(records) = records {
        set(records, "items", json!({ "$ref": "#/$defs/BinEntry" }));
    }
    if let Some(version) = definitions
        .get_mut("Version")
        .and_then(|schema| schema.pointer_mut("/properties/major"))
    {
        *version = json!({ "const": VERSION.major });
    }
}
