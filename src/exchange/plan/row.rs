//! One row of a table of text: which customer it is about, and what it would change.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{Item, State, Write, cells::changes, table::MatchKey};
use crate::{
    content::Lang,
    domain::{
        Id,
        customer::{Contact, Customer},
        field::Value,
        record::{Fault, Problem, Record},
        tables::{AnyRecord, Tables},
    },
    exchange::{
        Place, Reason, Refusal,
        csv::{Column, DraftRow, Parsed, Target, cells, display, guard::unguard, main_contacts},
    },
};

/// What is looked up while the rows of a file are gone through.
pub(super) struct Rows<'a> {
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

impl<'a> Rows<'a> {
    /// Rows of that file against these tables.
    pub fn new(parsed: &'a Parsed, tables: &'a Tables, key: MatchKey, blanks_erase: bool) -> Self {
        Self {
            parsed,
            blanks_erase,
            tables,
            key,
            by_key: index(tables, key),
            by_name: index(tables, MatchKey::Name),
            by_code: index(tables, MatchKey::Code),
            main: main_contacts(tables),
            contacts: contacts(tables),
            seen: HashSet::new(),
            seen_codes: HashSet::new(),
        }
    }

    /// What a row would do; none where nothing.
    pub fn item(&mut self, row: &DraftRow) -> Result<Option<Item>, Refusal> {
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
            cells
                .iter()
                .find(|cell| cell.column.target == *target)
                .and_then(Cell::text_value)
        };
        let customer = |key: &str| text(&Target::Customer(key.to_owned()));
        let person = text(&Target::Contact("name".to_owned())).map(str::to_owned);
        let person =
            person.or_else(|| full_name(text(&Target::FirstName), text(&Target::LastName)));
        let name = customer("name")
            .map(str::to_owned)
            .or_else(|| person.clone());

        let key = customer(self.key.field()).map(|text| self.key.of(text));
        let found = match (&key, &name) {
            (Some(key), _) => self.by_key.get(key),
            (None, Some(name)) => self.by_name.get(&MatchKey::Name.of(name)),
            (None, None) => {
                return Err(self
                    .first_fault(&cells, row)
                    .unwrap_or_else(|| whole(Reason::NoKey)));
            }
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
        let mut contact =
            contact_before.map_or_else(Contact::default, |before| Contact::clone(before));
        let mut has_contact = contact_before.is_some();
        for cell in &cells {
            let place = || Place::cell(row.line, &cell.column.header);
            let (field_key, is_customer) = match &cell.column.target {
                Target::Customer(key) => (key, true),
                Target::Contact(key) => (key, false),
                _ => continue,
            };
            let here = if is_customer {
                after.get(field_key)
            } else {
                contact.get(field_key)
            };
            if here
                .as_ref()
                .is_some_and(|here| self.is_as_shown(cell, here))
            {
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
            cells.extend(changes(
                &AnyRecord::Customer(before.clone()),
                &after.clone().into(),
            ));
        }
        match (contact_before, &mut contact) {
            (Some(old), Some(new)) => {
                cells.extend(changes(
                    &AnyRecord::Contact(old.clone()),
                    &new.clone().into(),
                ));
            }
            (None, Some(new)) => {
                let is_first = before.is_none_or(|customer| {
                    self.main
                        .get(&customer.id)
                        .is_none_or(|main| main.main != Some(true))
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
        let state = if before.is_some() {
            State::Changed
        } else {
            State::New
        };
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
        let Some(field) = cell.column.target.field() else {
            return false;
        };
        let text = if self.parsed.is_guarded {
            unguard(cell.text)
        } else {
            cell.text.trim()
        };
        [Lang::Zh, Lang::En]
            .iter()
            .any(|lang| display(field, here, *lang) == text)
    }

    fn first_fault(&self, cells: &[Cell<'_>], row: &DraftRow) -> Option<Refusal> {
        cells.iter().find_map(|cell| {
            let reason = cell.value.as_ref().err()?.clone();
            Some(reason.at(Place::cell(row.line, &cell.column.header)))
        })
    }

    fn check_code(&mut self, after: &Customer, row: &DraftRow) -> Result<(), Refusal> {
        let Some(code) = &after.code else {
            return Ok(());
        };
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
        faults: Vec<Fault>,
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
        let column = self
            .parsed
            .columns
            .iter()
            .find(|column| column.target == *target);
        Place::cell(row.line, column.map_or("", |column| &column.header))
    }
}

/// Given and family name in the order of their script.
fn full_name(first: Option<&str>, last: Option<&str>) -> Option<String> {
    let is_chinese = |text: &str| text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
    match (first, last) {
        (Some(first), Some(last)) if is_chinese(first) || is_chinese(last) => {
            Some(format!("{last}{first}"))
        }
        (Some(first), Some(last)) => Some(format!("{first} {last}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    }
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
        found
            .entry(contact.customer)
            .or_default()
            .push(contact.clone());
    }
    found
}
