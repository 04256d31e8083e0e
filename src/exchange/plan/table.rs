//! Rows of a table of text against the customers that are here.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{
    Item, Kind, Plan, State, Write,
    cells::changes,
};
use crate::{
    content::Lang,
    domain::{
        Id, Workbook,
        customer::{Contact, Customer},
        field::Value,
        record::{Problem, Record},
        tables::{AnyRecord, Tables},
    },
    exchange::{
        Place, Reason, RefusedRow, Refusal,
        csv::{Column, DraftRow, Parsed, Target, cells, display, guard::unguard, main_contacts},
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

    fn of(self, text: &str) -> String {
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
    if has_code { MatchKey::Code } else { MatchKey::Name }
}

/// What the rows would do.
pub fn from_table(parsed: &Parsed, options: &TableOptions, workbook: &Workbook) -> Plan {
    let mut plan = Plan::new(Kind::Table, workbook.revision);
    let key = options.key.unwrap_or_else(|| default_key(parsed));
    let mut rows = Rows {
        parsed,
        blanks_erase: options.blanks_erase,
        tables: &workbook.tables,
        key,
        by_key: index(&workbook.tables, key),
        by_name: index(&workbook.tables, MatchKey::Name),
        by_code: index(&workbook.tables, MatchKey::Code),
        main: main_contacts(&workbook.tables),
        contacts: contacts(&workbook.tables),
        seen: HashSet::new(),
        seen_codes: HashSet::new(),
    };
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

fn index(tables: &Tables, key: MatchKey) -> HashMap<String, Vec<Id>> {
    let mut found: HashMap<String, Vec<Id>> = HashMap::new();
    for customer in tables.customers.iter() {
        if let Some(Value::Text(text)) = customer.get(key.field()) {
            found.entry(key.of(&text)).or_default().push(customer.id);
        }
    }
    found
}

fn contacts(tables: &Tables) -> HashMap<Id, Vec<Arc<Contact>>> {
    let mut found: HashMap<Id, Vec<Arc<Contact>>> = HashMap::new();
    for contact in tables.contacts.iter() {
        found.entry(contact.customer).or_default().push(contact.clone());
    }
    found
}

struct Rows<'a> {
    parsed: &'a Parsed,
    blanks_erase: bool,
    tables: &'a Tables,
    key: MatchKey,
    by_key: HashMap<String, Vec<Id>>,
    by_name: HashMap<String, Vec<Id>>,
    by_code: HashMap<String, Vec<Id>>,
    main: HashMap<Id, Arc<Contact>>,
    contacts: HashMap<Id, Vec<Arc<Contact>>>,
    seen: HashSet<String>,
    seen_codes: HashSet<String>,
}

/// A cell as it was read.
struct Cell<'a> {
    column: &'a Column,
    text: &'a str,
    value: Result<Option<Value>, Reason>,
}

impl Cell<'_> {
    fn text_value(&self) -> Option<&str> {
        match &self.value {
            Ok(Some(Value::Text(text))) => Some(text),
            _ => None,
        }
    }
}

impl Rows<'_> {
    fn item(&mut self, row: &DraftRow) -> Result<Option<Item>, Refusal> {
        let whole = |reason: Reason| reason.at(Place::cell(row.line, ""));
        let is_guarded = self.parsed.is_guarded;
        let columns = self.parsed.columns.iter().zip(&row.cells);
        let cells: Vec<_> = columns
            .map(|(column, text)| Cell {
                column,
                text,
                value: cells::read(column, text, is_guarded),
            })
            .collect();
        let text = |target: &Target| {
            cells.iter().find(|cell| cell.column.target == *target).and_then(Cell::text_value)
        };
        let customer = |key: &str| text(&Target::Customer(key.to_owned()));
        let person = text(&Target::Contact("name".to_owned())).map(str::to_owned);
        let person = person
            .or_else(|| full_name(text(&Target::FirstName), text(&Target::LastName)));
        let name = customer("name").map(str::to_owned).or_else(|| person.clone());

        let key = customer(self.key.field()).map(|text| self.key.of(text));
        let found = match (&key, &name) {
            (Some(key), _) => self.by_key.get(key),
            (None, Some(name)) => self.by_name.get(&MatchKey::Name.of(name)),
            (None, None) => return Err(self.first_fault(&cells, row).unwrap_or_else(|| whole(Reason::NoKey))),
        };
        let id = match found.map(Vec::as_slice) {
            None | Some([]) => None,
            Some([id]) => Some(*id),
            Some(_) => return Err(whole(Reason::Ambiguous)),
        };
        let mark = match (id, &key) {
            (Some(id), _) => id.to_string(),
            (None, Some(key)) => format!("key {key}"),
            (None, None) => format!("name {}", name.as_deref().unwrap_or_default()),
        };
        if !self.seen.insert(mark) {
            return Err(whole(Reason::Repeated));
        }

        let before = id.and_then(|id| self.tables.customers.get(id));
        let mut after = before.map_or_else(Customer::default, |before| Customer::clone(before));
        let contact_before = id.and_then(|id| self.contact(id, person.as_deref()));
        let contact_before = contact_before.cloned();
        let contact_before = contact_before.as_ref();
        let mut contact = contact_before.map_or_else(Contact::default, |before| Contact::clone(before));
        let mut has_contact = contact_before.is_some();
        for cell in &cells {
            let place = || Place::cell(row.line, &cell.column.header);
            let (field_key, is_customer) = match &cell.column.target {
                Target::Customer(key) => (key, true),
                Target::Contact(key) => (key, false),
                _ => continue,
            };
            let here = if is_customer { after.get(field_key) } else { contact.get(field_key) };
            if here.as_ref().is_some_and(|here| self.is_as_shown(cell, here)) {
                continue;
            }
            let value = cell.value.clone().map_err(|reason| reason.at(place()))?;
            let is_blank = value.is_none();
            if is_blank && (!self.blanks_erase || field_key == "name") {
                continue;
            }
            if is_customer {
                after.set(field_key, value);
            } else {
                contact.set(field_key, value);
                has_contact |= !is_blank;
            }
        }
        if let Some(person) = &person {
            has_contact = true;
            contact.name.clone_from(person);
        }
        if after.name.is_empty() {
            after.name = name.clone().unwrap_or_default();
        }
        if contact.name.is_empty() {
            contact.name.clone_from(&after.name);
        }
        self.check_code(&after, row)?;
        self.check(after.faults(), row, |key| Target::Customer(key.to_owned()))?;
        let contact = has_contact.then_some(contact);
        if let Some(contact) = &contact {
            self.check(contact.faults(), row, |key| Target::Contact(key.to_owned()))?;
        }
        Ok(self.compare(row, before, after, contact_before, contact))
    }

    fn compare(
        &self,
        row: &DraftRow,
        before: Option<&Arc<Customer>>,
        after: Customer,
        contact_before: Option<&Arc<Contact>>,
        contact: Option<Contact>,
    ) -> Option<Item> {
        let mut cells = Vec::new();
        let mut contact = contact;
        if let Some(before) = before {
            cells.extend(changes(&AnyRecord::Customer(before.clone()), &after.clone().into()));
        }
        match (contact_before, &mut contact) {
            (Some(old), Some(new)) => {
                cells.extend(changes(&AnyRecord::Contact(old.clone()), &new.clone().into()));
            }
            (None, Some(new)) => {
                let is_first = before.is_none_or(|customer| {
                    self.main.get(&customer.id).is_none_or(|main| main.main != Some(true))
                });
                new.main = is_first.then_some(true);
                if before.is_some() {
                    let blank = Contact::default().into();
                    cells.extend(changes(&blank, &new.clone().into()));
                }
            }
            _ => {}
        }
        if before.is_some() && cells.is_empty() {
            return None;
        }
        let state = if before.is_some() { State::Changed } else { State::New };
        Some(Item {
            table: Customer::TABLE.to_owned(),
            id: before.map(|customer| customer.id),
            title: after.name.clone(),
            state,
            cells,
            choice: state.default_choice(),
            line: Some(row.line),
            write: Write::Customer(Box::new(after), contact.map(Box::new)),
        })
    }

    /// The contact a row is about: of that name, else the main one, else the only one.
    fn contact(&self, customer: Id, name: Option<&str>) -> Option<&Arc<Contact>> {
        let all = self.contacts.get(&customer)?;
        let named = name.and_then(|name| all.iter().find(|contact| contact.name == name));
        let main = || all.iter().find(|contact| contact.main == Some(true));
        named.or_else(main).or(match all.as_slice() {
            [only] => Some(only),
            _ => None,
        })
    }

    /// Whether the cell holds what our own file shows for a value: so nothing changes, whatever
    /// the text would be read as.
    fn is_as_shown(&self, cell: &Cell<'_>, here: &Value) -> bool {
        let Some(field) = cell.column.target.field() else { return false };
        let text = if self.parsed.is_guarded { unguard(cell.text) } else { cell.text.trim() };
        [Lang::Zh, Lang::En].iter().any(|lang| display(field, here, *lang) == text)
    }

    fn first_fault(&self, cells: &[Cell<'_>], row: &DraftRow) -> Option<Refusal> {
        cells.iter().find_map(|cell| {
            let reason = cell.value.as_ref().err()?.clone();
            Some(reason.at(Place::cell(row.line, &cell.column.header)))
        })
    }

    fn check_code(&mut self, after: &Customer, row: &DraftRow) -> Result<(), Refusal> {
        let Some(code) = &after.code else { return Ok(()) };
        let code = MatchKey::Code.of(code);
        let others = self.by_code.get(&code);
        let is_taken = others.is_some_and(|ids| ids.iter().any(|id| *id != after.id));
        if is_taken || !self.seen_codes.insert(code.clone()) {
            let place = self.place(row, &Target::Customer("code".to_owned()));
            return Err(Reason::Fault(Problem::Taken(code)).at(place));
        }
        Ok(())
    }

    fn check(
        &self,
        faults: Vec<crate::domain::record::Fault>,
        row: &DraftRow,
        target: impl Fn(&str) -> Target,
    ) -> Result<(), Refusal> {
        match faults.into_iter().next() {
            Some(fault) => {
                let place = self.place(row, &target(&fault.field));
                Err(Reason::Fault(fault.problem).at(place))
            }
            None => Ok(()),
        }
    }

    fn place(&self, row: &DraftRow, target: &Target) -> Place {
        let column = self.parsed.columns.iter().find(|column| column.target == *target);
        Place::cell(row.line, column.map_or("", |column| &column.header))
    }
}

/// Given and family name in the order of their script.
fn full_name(first: Option<&str>, last: Option<&str>) -> Option<String> {
    let is_chinese = |text: &str| text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
    match (first, last) {
        (Some(first), Some(last)) if is_chinese(first) || is_chinese(last) => Some(format!("{last}{first}")),
        (Some(first), Some(last)) => Some(format!("{first} {last}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    }
}
