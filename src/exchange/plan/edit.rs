//! A plan as one edit.

use std::collections::{BTreeSet, HashMap};

use super::{Choice, Item, Kind, Plan, PlanError, State, Write};
use crate::domain::{
    Id, Workbook,
    customer::{self, Contact, Customer},
    edit::{Action, Author, Edit, EditBuilder},
    recycle::Recycled,
    tables::{AnyRecord, Tables},
};

/// The edit that does what the plan says; `new_id` makes random ids for the rows of CSV files.
/// Taking a record takes along those it points to.
///
/// # Errors
/// [`PlanError::Stale`] where the workbook is not the one that was planned for, and
/// [`PlanError::Edit`] where a record does not go with what is here.
pub fn to_edit(
    plan: &Plan,
    workbook: &Workbook,
    author: &Author,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Edit, PlanError> {
    if plan.revision != workbook.revision {
        return Err(PlanError::Stale);
    }
    let tables = &workbook.tables;
    let mut builder = EditBuilder::new(tables, author);
    let taken = taken(plan, tables);
    for &index in &taken {
        let Some(item) = plan.items.get(index) else {
            continue;
        };
        match &item.write {
            Write::Record(AnyRecord::Recycled(entry)) if item.state == State::Deletes => {
                delete(&mut builder, tables, entry);
            }
            Write::Record(record) => builder.put_as_is(record.clone()),
            Write::Customer(customer, contact) => {
                let customer = Customer::clone(customer);
                let contact = contact.as_deref().cloned();
                put_row(
                    &mut builder,
                    tables,
                    (item, customer, contact),
                    author,
                    new_id,
                );
            }
        }
    }
    for (table, id) in &plan.vanishing {
        builder.remove(table, *id);
    }
    let code = match plan.kind {
        Kind::Merge => "import.merge",
        Kind::Replace => "import.replace",
        Kind::Table => "import.table",
    };
    Ok(builder.finish(Action::over(code, taken.len() + plan.vanishing.len()))?)
}

/// The items that are taken, and those they need.
fn taken(plan: &Plan, tables: &Tables) -> BTreeSet<usize> {
    let mut by_key = HashMap::new();
    for (index, item) in plan.items.iter().enumerate() {
        if let Some(id) = item.id {
            by_key.insert((item.table.as_str(), id), index);
        }
    }
    let chosen = plan.items.iter().enumerate();
    let chosen =
        chosen.filter(|(_, item)| item.choice == Choice::Take || plan.kind == Kind::Replace);
    let mut open: Vec<usize> = chosen.map(|(index, _)| index).collect();
    let mut taken = BTreeSet::new();
    while let Some(index) = open.pop() {
        if !taken.insert(index) {
            continue;
        }
        if let Some(Item {
            write: Write::Record(record),
            ..
        }) = plan.items.get(index)
        {
            let missing = record
                .references()
                .into_iter()
                .filter(|to| !tables.contains(to.table, to.id));
            open.extend(missing.filter_map(|to| by_key.get(&(to.table, to.id))));
        }
    }
    taken
}

/// Takes the file's bin entry, and out of the tables what lies in it with all that points there.
fn delete(builder: &mut EditBuilder<'_>, tables: &Tables, entry: &Recycled) {
    let mut entry = Recycled::clone(entry);
    let gone: BTreeSet<(String, Id)> = entry
        .records
        .iter()
        .map(|row| (row.table().to_owned(), row.id()))
        .collect();
    for name in tables.names() {
        if name == Recycled::TABLE {
            continue;
        }
        for record in tables.rows(&name) {
            let key = (name.clone(), record.id());
            let points_there = record
                .references()
                .iter()
                .any(|to| gone.contains(&(to.table.to_owned(), to.id)));
            if gone.contains(&key) {
                builder.remove(&name, record.id());
            } else if points_there {
                builder.remove(&name, record.id());
                entry.records.push(record);
            }
        }
    }
    builder.put_as_is(entry.into());
}

fn put_row(
    builder: &mut EditBuilder<'_>,
    tables: &Tables,
    (item, mut customer, contact): (&Item, Customer, Option<Contact>),
    author: &Author,
    new_id: &mut dyn FnMut() -> Id,
) {
    customer.id = item.id.unwrap_or_else(&mut *new_id);
    let id = customer.id;
    customer::put(builder, tables, customer, author);
    if let Some(mut contact) = contact {
        contact.customer = id;
        if contact.id == Id::default() {
            contact.id = new_id();
        }
        builder.put(contact);
    }
}
