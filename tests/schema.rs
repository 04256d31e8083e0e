#![allow(missing_docs)]
#[test]
fn p() { std::fs::write("/tmp/schema.json", serde_json::to_string_pretty(&xinke::exchange::schema::schema()).unwrap()).unwrap(); }
