//! All tables of a workbook. A new kind of record is one line at the call of `tables!` below.

use std::{collections::BTreeMap, fmt, sync::Arc};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor},
    ser::SerializeStruct,
};
use serde_json::Value;

use super::{
    Id,
    book::BookInfo,
    classify::{Judgement, Run, Scheme},
    classroom::Question,
    customer::{Address, Contact, Customer},
    ledger::{CustomerYear, Expense, Product, SalesLine},
    record::{Fault, Record, Reference, Stamp},
    recycle::Recycled,
    rule::RuleOverride,
    table::Table,
};

/// A record of a table this version does not know, kept whole.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnknownRecord {
    /// Name of its table.
    pub table: String,
    /// Its identity.
    pub id: Id,
    /// The whole record, `id` included.
    pub row: Value,
}

/// Reads a row of the named table; unknown tables keep it whole.
struct RowOf<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for RowOf<'_> {
    type Value = AnyRecord;

    fn deserialize<D: Deserializer<'de>>(self, row: D) -> Result<AnyRecord, D::Error> {
        deserialize_row(self.0, row)
    }
}

/// Reads an array of rows of the named table.
struct RowsOf<'a>(&'a str);

impl<'de> Visitor<'de> for RowsOf<'_> {
    type Value = Vec<AnyRecord>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Vec<AnyRecord>, A::Error> {
        let mut records = Vec::new();
        while let Some(record) = rows.next_element_seed(RowOf(self.0))? {
            records.push(record);
        }
        Ok(records)
    }
}

/// Rows are read directly where the table comes before the row, as it is written.
struct AnyRecordVisitor;

impl<'de> Visitor<'de> for AnyRecordVisitor {
    type Value = AnyRecord;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table and its row")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pair: A) -> Result<AnyRecord, A::Error> {
        let (mut table, mut row, mut record) = (None::<String>, None::<Value>, None);
        while let Some(key) = pair.next_key::<String>()? {
            match (&*key, &table) {
                ("table", None) => table = Some(pair.next_value()?),
                ("row", Some(table)) if record.is_none() => {
                    record = Some(pair.next_value_seed(RowOf(table))?);
                }
                ("row", None) if row.is_none() => row = Some(pair.next_value()?),
                _ => return Err(de::Error::custom("table and row are expected, each once")),
            }
        }
        match (record, table, row) {
            (Some(record), _, None) => Ok(record),
            (None, Some(table), Some(row)) => {
                record_from_value(&table, &row).map_err(de::Error::custom)
            }
            _ => Err(de::Error::custom("table and row are expected, each once")),
        }
    }
}

impl<'de> Deserialize<'de> for AnyRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AnyRecordVisitor)
    }
}

macro_rules! tables {
    ($( $name:literal $table:ident: $record:ident ),+ $(,)?) => {
        /// Every table of a workbook.
        #[derive(Clone, Default, PartialEq, Debug)]
        pub struct Tables {
            $(#[doc = concat!("Table `", $name, "`.")] pub $table: Table<$record>,)+
            /// Tables of newer versions, by name.
            pub unknown: BTreeMap<String, Table<UnknownRecord>>,
        }

        /// The names of the tables this version knows, in the order of files.
        pub const TABLE_NAMES: &[&str] = &[$($name),+];

        /// A record of any kind, as edits hold it.
        #[derive(Clone, PartialEq, Debug)]
        pub enum AnyRecord {
            $(
                #[doc = concat!("A row of `", $name, "`.")]
                $record(Arc<$record>),
            )+
            /// A row of a table this version does not know.
            Unknown(Arc<UnknownRecord>),
        }

        /// Written as `{"table": name, "row": record}`, rows of unknown tables too, so that a
        /// version which knows the table reads them.
        impl Serialize for AnyRecord {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut pair = serializer.serialize_struct("AnyRecord", 2)?;
                pair.serialize_field("table", self.table())?;
                match self {
                    $(Self::$record(row) => pair.serialize_field("row", &**row)?,)+
                    Self::Unknown(row) => pair.serialize_field("row", &row.row)?,
                }
                pair.end()
            }
        }

        impl AnyRecord {
            /// Name of the table it belongs to.
            pub fn table(&self) -> &str {
                match self {
                    $(Self::$record(_) => $name,)+
                    Self::Unknown(row) => &row.table,
                }
            }

            /// Its identity.
            pub fn id(&self) -> Id {
                match self {
                    $(Self::$record(row) => row.id(),)+
                    Self::Unknown(row) => row.id,
                }
            }

            /// Revision and author; records of unknown tables show none.
            pub fn stamp(&self) -> Option<&Stamp> {
                match self {
                    $(Self::$record(row) => Some(row.stamp()),)+
                    Self::Unknown(_) => None,
                }
            }

            /// What stands in the field of that key.
            pub fn value(&self, key: &str) -> Option<super::field::Value> {
                match self {
                    $(Self::$record(row) => row.value(key),)+
                    Self::Unknown(_) => None,
                }
            }

            /// What a person calls it.
            pub fn title(&self) -> String {
                match self {
                    $(Self::$record(row) => row.title(),)+
                    Self::Unknown(row) => row.id.to_string(),
                }
            }

            /// What is wrong with the record on its own.
            pub fn faults(&self) -> Vec<Fault> {
                match self {
                    $(Self::$record(row) => row.faults(),)+
                    Self::Unknown(_) => Vec::new(),
                }
            }

            /// The records it points to.
            pub fn references(&self) -> Vec<Reference> {
                match self {
                    $(Self::$record(row) => row.references(),)+
                    Self::Unknown(_) => Vec::new(),
                }
            }

            /// The same record with another author's stamp of revision `rev`.
            pub fn restamped(&self, stamp: Stamp) -> Self {
                match self {
                    $(Self::$record(row) => {
                        let mut row = $record::clone(row);
                        *row.stamp_mut() = stamp;
                        Self::$record(Arc::new(row))
                    })+
                    Self::Unknown(_) => self.clone(),
                }
            }

            /// Writes the record as the file holds it, without the name of its table.
            ///
            /// # Errors
            /// Those of the serializer.
            pub fn serialize_row<S: serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$record(row) => row.serialize(serializer),)+
                    Self::Unknown(row) => row.row.serialize(serializer),
                }
            }
        }

        impl Tables {
            /// The record of that table and id.
            pub fn get(&self, table: &str, id: Id) -> Option<AnyRecord> {
                match table {
                    $($name => self.$table.get(id).cloned().map(AnyRecord::$record),)+
                    other => {
                        self.unknown.get(other)?.get(id).cloned().map(AnyRecord::Unknown)
                    }
                }
            }

            /// Whether there is such a record.
            pub fn contains(&self, table: &str, id: Id) -> bool {
                match table {
                    $($name => self.$table.contains(id),)+
                    other => self.unknown.get(other).is_some_and(|rows| rows.contains(id)),
                }
            }

            /// How many records a table has.
            pub fn count(&self, table: &str) -> usize {
                match table {
                    $($name => self.$table.len(),)+
                    other => self.unknown.get(other).map_or(0, Table::len),
                }
            }

            /// All records of a table in the order of their ids.
            pub fn rows(&self, table: &str) -> Vec<AnyRecord> {
                match table {
                    $($name => self.$table.iter().cloned().map(AnyRecord::$record).collect(),)+
                    other => self.unknown.get(other).map_or_else(Vec::new, |rows| {
                        rows.iter().cloned().map(AnyRecord::Unknown).collect()
                    }),
                }
            }

            /// Puts a record in place of the one with its id. Edits alone do this once a
            /// workbook is open; loading and reading files do it before.
            pub fn put(&mut self, record: AnyRecord) {
                match record {
                    $(AnyRecord::$record(row) => {
                        self.$table.insert(row.id(), row);
                    })+
                    AnyRecord::Unknown(row) => {
                        self.unknown.entry(row.table.clone()).or_default().insert(row.id, row);
                    }
                }
            }

            /// Takes a record out.
            pub(super) fn remove(&mut self, table: &str, id: Id) {
                match table {
                    $($name => {
                        self.$table.remove(id);
                    })+
                    other => {
                        if let Some(rows) = self.unknown.get_mut(other) {
                            rows.remove(id);
                        }
                        self.unknown.retain(|_, rows| !rows.is_empty());
                    }
                }
            }
        }

        $(impl From<$record> for AnyRecord {
            fn from(row: $record) -> Self {
                Self::$record(Arc::new(row))
            }
        })+

        /// The fields of a table; none where it is not made of fields.
        pub fn catalogue(table: &str) -> &'static [super::field::Field] {
            match table {
                $($name => $record::catalogue(),)+
                _ => &[],
            }
        }

        /// Each table's name, the name of its records' type, and their schema.
        #[cfg(feature = "schema")]
        pub fn schemas(
            generator: &mut schemars::SchemaGenerator,
        ) -> Vec<(&'static str, &'static str, Value)> {
            vec![$((
                $name,
                stringify!($record),
                generator.subschema_for::<$record>().to_value(),
            )),+]
        }

        /// Reads a row of the named table and names the place inside of it that does not have the
        /// table's shape; unknown tables keep it whole.
        ///
        /// # Errors
        /// Where the row does not have the table's shape.
        pub fn record_with_path(
            table: &str,
            row: Value,
        ) -> Result<AnyRecord, serde_path_to_error::Error<serde_json::Error>> {
            match table {
                $($name => serde_path_to_error::deserialize(row)
                    .map(|row: $record| AnyRecord::$record(Arc::new(row))),)+
                other => {
                    let HasId { id } = serde_path_to_error::deserialize(&row)?;
                    let table = other.to_owned();
                    Ok(AnyRecord::Unknown(Arc::new(UnknownRecord { table, id, row })))
                }
            }
        }

        /// Reads a row of the named table out of a longer text; unknown tables keep it whole.
        ///
        /// # Errors
        /// Where the row does not have the table's shape.
        pub fn deserialize_row<'de, D: Deserializer<'de>>(
            table: &str,
            from: D,
        ) -> Result<AnyRecord, D::Error> {
            match table {
                $($name => $record::deserialize(from).map(AnyRecord::from),)+
                other => {
                    let row = Value::deserialize(from)?;
                    let HasId { id } = HasId::deserialize(&row).map_err(de::Error::custom)?;
                    let table = other.to_owned();
                    Ok(AnyRecord::Unknown(Arc::new(UnknownRecord { table, id, row })))
                }
            }
        }

        $(impl $record {
            /// Name of the table in files and storage.
            pub const TABLE: &'static str = $name;

            /// The rows of this kind among all tables.
            pub fn rows(tables: &Tables) -> &Table<Self> {
                &tables.$table
            }
        })+
    };
}

/// What even a row of an unknown table has.
#[derive(Deserialize)]
struct HasId {
    id: Id,
}

/// Reads a row of the named table.
///
/// By way of text, so that each kind of record has one reader in the program and no more: they
/// are among its largest parts.
///
/// # Errors
/// Where the row does not have the table's shape.
pub fn record_from_value(table: &str, row: &Value) -> Result<AnyRecord, serde_json::Error> {
    let json = serde_json::to_vec(row)?;
    deserialize_row(table, &mut serde_json::Deserializer::from_slice(&json))
}

/// Reads a JSON array of rows of the named table, without a detour over JSON values.
///
/// # Errors
/// Where the text is no such array or a row does not have the table's shape.
pub fn records_from_json(table: &str, json: &[u8]) -> Result<Vec<AnyRecord>, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_slice(json);
    let rows = json.deserialize_seq(RowsOf(table))?;
    json.end()?;
    Ok(rows)
}

impl AnyRecord {
    /// The record as the file holds it; by way of text, as [`record_from_value`].
    ///
    /// # Errors
    /// Where a value cannot be written as JSON, which no record of ours contains.
    pub fn to_value(&self) -> Result<Value, serde_json::Error> {
        if let Self::Unknown(row) = self {
            return Ok(row.row.clone());
        }
        let mut json = Vec::new();
        self.serialize_row(&mut serde_json::Serializer::new(&mut json))?;
        serde_json::from_slice(&json)
    }
}

tables! {
    "addresses" addresses: Address,
    "book" book: BookInfo,
    "contacts" contacts: Contact,
    "customer_years" customer_years: CustomerYear,
    "customers" customers: Customer,
    "expenses" expenses: Expense,
    "judgements" judgements: Judgement,
    "products" products: Product,
    "questions" questions: Question,
    "recycled" recycled: Recycled,
    "rules" rules: RuleOverride,
    "runs" runs: Run,
    "sales" sales: SalesLine,
    "schemes" schemes: Scheme,
}

impl Tables {
    /// The names of all tables that hold something, known and unknown, in the order of files.
    pub fn names(&self) -> Vec<String> {
        let known = TABLE_NAMES.iter().map(|name| (*name).to_owned());
        let mut names: Vec<_> = known.chain(self.unknown.keys().cloned()).collect();
        names.sort();
        names
    }

    /// How many records there are in all tables.
    pub fn total(&self) -> usize {
        self.names().iter().map(|name| self.count(name)).sum()
    }
}
