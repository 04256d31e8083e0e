//! What a person does to customers, each as one edit.

use std::collections::{BTreeMap, BTreeSet};

use super::{Customer, groups::Provenance};
use crate::domain::{
    Id,
    edit::{Action, Author, Edit, EditBuilder, EditError},
    field::Value,
    record::{Fault, Problem, Reference},
    recycle::Recycled,
    tables::{AnyRecord, Tables},
};

/// Writes a customer, new or changed, into a builder; the groups whose fields changed are dated.
pub fn put(
    builder: &mut EditBuilder<'_>,
    tables: &Tables,
    mut customer: Customer,
    author: &Author,
) {
    let before = tables.customers.get(customer.id);
    let groups: BTreeSet<_> = Customer::FIELDS
        .iter()
        .filter(|field| before.and_then(|before| before.get(field.key)) != customer.get(field.key))
        .map(|field| field.group)
        .collect();
    for group in groups {
        let provenance = customer.provenance.entry(group.to_owned()).or_default();
        provenance.updated_on = Some(author.today);
    }
    customer
        .provenance
        .retain(|_, provenance| *provenance != Provenance::default());
    builder.put(customer);
}

/// Sets one field of several customers to one value.
///
/// # Errors
/// [`EditError`] where a customer is gone or may not have the value.
pub fn bulk_set(
    tables: &Tables,
    author: &Author,
    ids: &[Id],
    key: &str,
    value: Option<Value>,
) -> Result<Edit, EditError> {
    let mut builder = EditBuilder::new(tables, author);
    for &id in ids {
        let customer = tables.customers.get(id);
        let customer = customer.ok_or(EditError::Gone {
            table: Customer::TABLE,
            id,
        })?;
        let mut customer = Customer::clone(customer);
        if !customer.set(key, value.clone()) {
            let fault = Fault {
                field: key.to_owned(),
                problem: Problem::Missing,
            };
            return Err(EditError::Invalid {
                table: Customer::TABLE.to_owned(),
                id,
                fault,
            });
        }
        put(&mut builder, tables, customer, author);
    }
    builder.finish(Action {
        code: "customer.bulk".to_owned(),
        subject: key.to_owned(),
        count: ids.len(),
    })
}

/// Moves customers with everything of theirs to the recycle bin; `new_id` makes random ids.
///
/// # Errors
/// [`EditError::Gone`] where a customer is not there.
pub fn delete(
    tables: &Tables,
    author: &Author,
    ids: &[Id],
    mut new_id: impl FnMut() -> Id,
) -> Result<Edit, EditError> {
    let mut builder = EditBuilder::new(tables, author);
    let mut subject = String::new();
    let mut children = children(tables, ids);
    for &id in ids {
        let customer = tables.customers.get(id);
        let customer = customer.ok_or(EditError::Gone {
            table: Customer::TABLE,
            id,
        })?;
        subject.clone_from(&customer.name);
        let mut records = vec![AnyRecord::Customer(customer.clone())];
        records.extend(children.remove(&id).unwrap_or_default());
        set_aside(&mut builder, new_id(), &customer.name, records);
    }
    if ids.len() != 1 {
        subject.clear();
    }
    builder.finish(Action {
        code: "customer.delete".to_owned(),
        subject,
        count: ids.len(),
    })
}

/// Takes records out of their tables into one entry of the recycle bin, the main one first.
pub fn set_aside(builder: &mut EditBuilder<'_>, entry: Id, name: &str, records: Vec<AnyRecord>) {
    for record in &records {
        builder.remove(record.table(), record.id());
    }
    let kind = records.first().map_or("", AnyRecord::table).to_owned();
    let name = name.to_owned();
    builder.put(Recycled {
        id: entry,
        kind,
        name,
        records,
        ..Recycled::default()
    });
}

/// The records that point to each of these customers: one pass over the tables, however many
/// customers there are.
fn children(tables: &Tables, customers: &[Id]) -> BTreeMap<Id, Vec<AnyRecord>> {
    let mut children: BTreeMap<Id, Vec<AnyRecord>> =
        customers.iter().map(|id| (*id, Vec::new())).collect();
    let names = tables.names();
    let names = names
        .iter()
        .filter(|name| *name != Customer::TABLE && *name != Recycled::TABLE);
    for record in names.flat_map(|name| tables.rows(name)) {
        let references = record.references();
        let to_customer = |reference: &&Reference| reference.table == Customer::TABLE;
        let customer = references.iter().find(to_customer);
        if let Some(own) = customer.and_then(|customer| children.get_mut(&customer.id)) {
            own.push(record);
        }
    }
    children
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{customer::Contact, edit::apply, recycle};
    use chrono::NaiveDate;

    fn author() -> Author {
        Author {
            name: "Lin".into(),
            today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        }
    }

    fn two_customers() -> Tables {
        let mut tables = Tables::default();
        let author = author();
        let mut builder = EditBuilder::new(&tables, &author);
        for name in ["A", "B"] {
            put(
                &mut builder,
                &tables,
                Customer::new(Id::derived(name), name),
                &author,
            );
        }
        let contact = Contact {
            id: Id::derived("c"),
            customer: Id::derived("A"),
            name: "C".into(),
            ..Contact::default()
        };
        builder.put(contact);
        let edit = builder.finish(Action::over("test", 3)).unwrap();
        apply(&mut tables, &edit).unwrap();
        tables
    }

    #[test]
    fn deleting_takes_the_contacts_along_and_restoring_brings_all_back() {
        let before = two_customers();
        let mut tables = before.clone();
        let edit = delete(&tables, &author(), &[Id::derived("A")], || {
            Id::derived("bin")
        })
        .unwrap();
        apply(&mut tables, &edit).unwrap();
        assert_eq!(
            (
                tables.customers.len(),
                tables.contacts.len(),
                tables.recycled.len()
            ),
            (1, 0, 1)
        );

        let author = author();
        let builder = EditBuilder::new(&tables, &author);
        let back = recycle::restore(builder, &tables, &[Id::derived("bin")]).unwrap();
        let mut restored = tables.clone();
        apply(&mut restored, &back).unwrap();
        assert_eq!(restored, before);

        apply(&mut tables, &edit.inverse()).unwrap();
        assert_eq!(tables, before);
    }

    #[test]
    fn an_edit_made_from_older_records_is_refused_whole() {
        let mut tables = two_customers();
        let ids = [Id::derived("A"), Id::derived("B")];
        let city = || Some(Value::Text("Kunming".into()));
        let first = bulk_set(&tables, &author(), &ids[..1], "city", city()).unwrap();
        let second = bulk_set(&tables, &author(), &ids, "owner", city()).unwrap();
        apply(&mut tables, &first).unwrap();
        let before = tables.clone();
        let stale = apply(&mut tables, &second).unwrap_err().stale;
        assert_eq!(stale, [("customers".to_owned(), ids[0])]);
        assert_eq!(tables, before);
    }

    #[test]
    fn writing_the_same_again_changes_nothing() {
        let tables = two_customers();
        let author = author();
        let mut builder = EditBuilder::new(&tables, &author);
        let customer = tables.customers.get(Id::derived("A")).unwrap();
        put(&mut builder, &tables, Customer::clone(customer), &author);
        assert!(builder.is_empty());
    }

    #[test]
    fn personal_fields_need_consent() {
        let tables = two_customers();
        let hobbies = Some(Value::Text("tea".into()));
        let error = bulk_set(&tables, &author(), &[Id::derived("A")], "hobbies", hobbies);
        let fault = Fault {
            field: "hobbies".into(),
            problem: Problem::NeedsConsent,
        };
        assert!(matches!(error, Err(EditError::Invalid { fault: f, .. }) if f == fault));
    }
}
