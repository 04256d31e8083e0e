//! Rows of a table of text against the customers that are here.

use serde::{Deserialize, Serialize};

use super::{Kind, Plan, row::Rows};
use crate::{
    domain::{Workbook, customer::Customer},
    exchange::{
        RefusedRow,
        csv::{Parsed, Target},
    },
};

/// The field by which rows find their customer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchKey {
    /// The customer's number.
    Code,
    /// The name.
    Name,
    /// The tax number.
    TaxNo,
    /// The e-mail address, in any case of letters.
    Email,
}

impl MatchKey {
    /// The field's key.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Name => "name",
            Self::TaxNo => "tax_no",
            Self::Email => "email",
        }
    }

    /// A field's text as it is compared.
    pub(super) fn of(self, text: &str) -> String {
        match self {
            Self::Email => text.trim().to_lowercase(),
            _ => text.trim().to_owned(),
        }
    }
}

/// How rows become customers.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct TableOptions {
    /// How they find them; rows without the key go by name.
    pub key: Option<MatchKey>,
    /// Blank cells erase what is there.
    pub blanks_erase: bool,
}

/// The number where there is such a column, else the name.
pub fn default_key(parsed: &Parsed) -> MatchKey {
    let has_code = parsed
        .columns
        .iter()
        .any(|column| column.target == Target::Customer("code".to_owned()));
    if has_code {
        MatchKey::Code
    } else {
        MatchKey::Name
    }
}

/// What the rows would do.
pub fn from_table(parsed: &Parsed, options: &TableOptions, workbook: &Workbook) -> Plan {
    let mut plan = Plan::new(Kind::Table, workbook.revision);
    let key = options.key.unwrap_or_else(|| default_key(parsed));
    let mut rows = Rows::new(parsed, &workbook.tables, key, options.blanks_erase);
    for row in &parsed.refused {
        plan.refuse(row.clone());
    }
    for row in &parsed.rows {
        match rows.item(row) {
            Ok(item) => {
                plan.count(Customer::TABLE, item.as_ref().map(|item| item.state));
                plan.items.extend(item);
            }
            Err(refusal) => plan.refuse(RefusedRow {
                table: Customer::TABLE.to_owned(),
                refusal,
            }),
        }
    }
    plan.refused.sort_by_key(|row| row.refusal.place.line);
    plan
}
