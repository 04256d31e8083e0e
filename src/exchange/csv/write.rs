//! Customers as a file for spreadsheets, and what was refused as a file to mend.

use std::{collections::HashMap, sync::Arc};

use super::{
    columns::Target,
    guard::{MARKER, guard},
    read::Parsed,
    sheet::write_grid,
};
use crate::{
    content::Lang,
    domain::{
        Currency, Id, country,
        customer::{Contact, Customer},
        field::{Field, Kind, Value},
        sheet::CellKind,
        tables::Tables,
    },
    exchange::{
        Reason, RefusedRow,
        grid::{Grid, GridCell, GridColumn},
    },
};

/// The contact of each customer that lists show: the main one, else the first.
pub fn main_contacts(tables: &Tables) -> HashMap<Id, Arc<Contact>> {
    let mut found: HashMap<Id, Arc<Contact>> = HashMap::new();
    for contact in tables.contacts.iter() {
        let is_main = contact.main == Some(true);
        match found.get(&contact.customer) {
            Some(other) if !is_main || other.main == Some(true) => {}
            _ => {
                found.insert(contact.customer, contact.clone());
            }
        }
    }
    found
}

/// Name and all columns that some customer fills.
pub fn default_columns(tables: &Tables) -> Vec<Target> {
    let contacts = main_contacts(tables);
    let own = Customer::FIELDS.iter().filter(|field| {
        field.key == "name"
            || tables
                .customers
                .iter()
                .any(|row| row.get(field.key).is_some())
    });
    let of_contact = Contact::FIELDS
        .iter()
        .filter(|field| contacts.values().any(|row| row.get(field.key).is_some()));
    own.map(|field| Target::Customer(field.key.to_owned()))
        .chain(of_contact.filter_map(|field| Target::contact(field.key)))
        .collect()
}

/// The text of a value that a person reads and [`super::cells::read`] reads back.
pub fn display(field: &Field, value: &Value, lang: Lang) -> String {
    match (field.kind, value) {
        (Kind::Choice(choices), Value::Text(code)) => choices
            .iter()
            .find(|choice| choice.code == code)
            .map_or_else(
                || code.clone(),
                |choice| choice.label.in_lang(lang).to_owned(),
            ),
        (Kind::Country, Value::Text(code)) => match (country::find(code), lang) {
            (Some(country), Lang::Zh) => country.zh.clone(),
            (Some(country), Lang::En) => country.en.clone(),
            (None, _) => code.clone(),
        },
        (Kind::Flag, Value::Flag(flag)) => match (flag, lang) {
            (true, Lang::Zh) => "是".to_owned(),
            (false, Lang::Zh) => "否".to_owned(),
            (true, Lang::En) => "yes".to_owned(),
            (false, Lang::En) => "no".to_owned(),
        },
        _ => value.to_plain(),
    }
}

/// Customers in the given order as a CSV file: UTF-8 with byte order mark, CRLF, text guarded
/// against formulas. Amounts are plain numbers where a column has one currency, which its header
/// names.
pub fn write(tables: &Tables, ids: &[Id], columns: &[Target], lang: Lang) -> Vec<u8> {
    write_grid(&customers_grid(tables, ids, columns, lang), true)
}

/// Customers in the given order as a grid without a title. Amounts are numbers where a column has
/// one currency, which its header names, else text.
pub fn customers_grid(tables: &Tables, ids: &[Id], columns: &[Target], lang: Lang) -> Grid {
    customers_grid_with(tables, ids, columns, &[], lang)
}

/// The same with more columns behind that are no field of a customer: heading and the cells in the
/// order of `ids`.
pub fn customers_grid_with(
    tables: &Tables,
    ids: &[Id],
    columns: &[Target],
    more: &[(String, Vec<String>)],
    lang: Lang,
) -> Grid {
    let contacts = main_contacts(tables);
    let customers: Vec<_> = ids
        .iter()
        .enumerate()
        .filter_map(|(place, id)| Some((place, tables.customers.get(*id)?)))
        .collect();
    let value = |customer: &Customer, target: &Target| match target {
        Target::Customer(key) => customer.get(key),
        Target::Contact(key) => contacts.get(&customer.id)?.get(key),
        _ => None,
    };
    let columns: Vec<_> = columns
        .iter()
        .filter(|target| matches!(target, Target::Customer(_) | Target::Contact(_)))
        .filter_map(|target| {
            let field = target.field()?;
            let values = customers
                .iter()
                .filter_map(|(_, customer)| value(customer, target));
            Some((target, field, one_currency(values)))
        })
        .collect();
    let header = columns.iter().map(|(target, field, currency)| GridColumn {
        label: match currency {
            Some(currency) => format!("{} ({currency})", target.label(lang)),
            None => target.label(lang),
        },
        kind: match field.kind {
            Kind::Whole(..) => CellKind::Whole,
            Kind::Decimal | Kind::Signed => CellKind::Number,
            Kind::Share => CellKind::Share,
            Kind::Money if currency.is_some() => CellKind::Amount,
            Kind::Date => CellKind::Date,
            _ => CellKind::Text,
        },
    });
    let more_headers = more.iter().map(|(header, _)| GridColumn {
        label: header.clone(),
        kind: CellKind::Text,
    });
    let header = header.chain(more_headers);
    let row = |(place, customer): &(usize, &Arc<Customer>)| {
        let cells = columns.iter().map(|(target, field, currency)| {
            match (value(customer, target), currency) {
                (None, _) => GridCell::Empty,
                (Some(Value::Money(money)), Some(_)) => GridCell::Number(money.to_decimal()),
                (Some(Value::Whole(number)), _) => GridCell::Number(number.into()),
                (Some(Value::Decimal(number)), _) => GridCell::Number(number),
                (Some(Value::Date(date)), _) => GridCell::Date(date),
                (Some(value), _) => GridCell::Text(display(field, &value, lang)),
            }
        });
        let more = more.iter().map(|(_, cells)| cells.get(*place));
        let more = more.map(|cell| match cell {
            Some(text) if !text.is_empty() => GridCell::Text(text.clone()),
            _ => GridCell::Empty,
        });
        cells.chain(more).collect()
    };
    Grid {
        title: String::new(),
        columns: header.collect(),
        rows: customers.iter().map(row).collect(),
        foot: Vec::new(),
    }
}

/// The currency of all amounts, where there is exactly one.
fn one_currency(values: impl Iterator<Item = Value>) -> Option<Currency> {
    let mut currency = None;
    for value in values {
        let Value::Money(money) = value else {
            return None;
        };
        if currency.is_some_and(|currency| currency != money.currency()) {
            return None;
        }
        currency = Some(money.currency());
    }
    currency
}

/// The headers of the columns that a file of refused rows has besides its own.
#[derive(Clone, Debug)]
pub struct RefusedLabels {
    /// The line in the file that was read.
    pub line: String,
    /// The column, or the place in a JSON file.
    pub column: String,
    /// Why.
    pub reason: String,
}

/// What was refused, with the reasons in the words of `describe`. From a CSV file the cells stand
/// there as they were, so that they can be mended and read again.
pub fn write_refused(
    refused: &[RefusedRow],
    source: Option<&Parsed>,
    labels: &RefusedLabels,
    describe: &dyn Fn(&Reason) -> String,
) -> Vec<u8> {
    let no_header = Vec::new();
    let header = source.map_or(&no_header, |parsed| &parsed.header);
    let rows: HashMap<u64, &Vec<String>> = source
        .iter()
        .flat_map(|parsed| parsed.rows.iter().chain(&parsed.refused_rows))
        .map(|row| (row.line, &row.cells))
        .collect();
    let is_guarded = source.is_some_and(|parsed| parsed.is_guarded);
    let own = |text: &str| {
        if is_guarded {
            text.to_owned()
        } else {
            guard(text)
        }
    };
    let is_ours = |name: &&String| !name.starts_with(MARKER);
    let kept: Vec<_> = header.iter().map(|name| is_ours(&name)).collect();
    let only_kept = |cells: &[String]| -> Vec<String> {
        let cells = cells.iter().zip(&kept).filter(|(_, kept)| **kept);
        cells.map(|(cell, _)| own(cell)).collect()
    };
    let mut sheet = Lines::new();
    let RefusedLabels {
        line,
        column,
        reason,
    } = labels.clone();
    sheet.row(
        only_kept(header)
            .into_iter()
            .chain([line, column, reason, MARKER.to_owned()]),
    );
    for RefusedRow { refusal, .. } in refused {
        let blank = vec![String::new(); header.len()];
        let cells = rows.get(&refusal.place.line).copied().unwrap_or(&blank);
        let why = [
            refusal.place.line.to_string(),
            guard(&refusal.place.at),
            guard(&describe(&refusal.reason)),
            String::new(),
        ];
        sheet.row(only_kept(cells).into_iter().chain(why));
    }
    sheet.finish()
}

/// Rows as a CSV file of which every record is a row, blank ones too: what is read with
/// [`CsvOptions::counts_rows`](super::CsvOptions). None where it would be longer than `most` bytes.
pub fn write_rows(rows: &[Vec<String>], most: usize) -> Option<Vec<u8>> {
    let mut lines = Lines(Vec::new());
    for row in rows {
        if row.is_empty() {
            lines.0.extend_from_slice(b"\"\"\r\n");
        } else {
            lines.row(row.iter().cloned());
        }
        if lines.0.len() > most {
            return None;
        }
    }
    Some(lines.finish())
}

/// Lines of a CSV file with byte order mark and CRLF, cells quoted where needed.
pub(super) struct Lines(Vec<u8>);

impl Lines {
    pub(super) fn new() -> Self {
        Self("\u{feff}".as_bytes().to_vec())
    }

    pub(super) fn row(&mut self, cells: impl Iterator<Item = String>) {
        for (index, cell) in cells.enumerate() {
            if index > 0 {
                self.0.push(b',');
            }
            if cell.contains([',', ';', '"', '\n', '\r', '\t', '|']) || cell.trim() != cell {
                self.0.push(b'"');
                self.0
                    .extend_from_slice(cell.replace('"', "\"\"").as_bytes());
                self.0.push(b'"');
            } else {
                self.0.extend_from_slice(cell.as_bytes());
            }
        }
        self.0.extend_from_slice(b"\r\n");
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.0
    }
}
