//! The published schema is the one the types give.
//!
//! `XINKE_WRITE_SCHEMA=1 cargo test --no-default-features --features schema --test schema` writes
//! it anew after a change of the types.
#![cfg(feature = "schema")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::{fs, path::Path};

use xinke::{
    domain::{customer::Customer, tables::TABLE_NAMES},
    exchange::schema::schema,
};

#[test]
fn the_published_schema_is_up_to_date() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src/exchange/schema/workbook-1.schema.json");
    let text = format!("{}\n", serde_json::to_string_pretty(&schema()).unwrap());
    if std::env::var_os("XINKE_WRITE_SCHEMA").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, &text).unwrap();
    }
    let published = fs::read_to_string(&file).unwrap();
    assert!(
        published == text,
        "run this test with XINKE_WRITE_SCHEMA=1 and look at the change"
    );
}

#[test]
fn every_table_and_field_is_in_it() {
    let schema = schema();
    let tables = schema["properties"]["tables"]["properties"]
        .as_object()
        .unwrap();
    assert!(TABLE_NAMES.iter().all(|name| tables.contains_key(*name)));
    assert_eq!(tables.len(), TABLE_NAMES.len());
    let customer = schema["$defs"]["Customer"]["properties"]
        .as_object()
        .unwrap();
    for field in Customer::FIELDS {
        assert_eq!(
            customer[field.key]["title"], field.label.zh,
            "{}",
            field.key
        );
    }
    let text = schema.to_string();
    assert!(!text.contains("\"null\"") && !text.contains("\"format\":\""));
}
