//! What a person does to the ledger, each as one edit.

use super::{CustomerYear, Expense, Product, SalesLine};
use crate::domain::{
    Id,
    customer::set_aside,
    edit::{Action, Author, Edit, EditBuilder, EditError},
    field::Value,
    record::{Fault, Problem},
    tables::{AnyRecord, Tables},
};

/// A document as it was entered.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Document {
    /// Products named for the first time.
    pub products: Vec<Product>,
    /// Its lines, new and changed.
    pub lines: Vec<SalesLine>,
    /// Lines it no longer has; they go to the recycle bin.
    pub removed: Vec<Id>,
}

/// Writes the lines of a document with the products named in it; `entry` is the id of the entry of
/// the recycle bin, should one be needed.
///
/// # Errors
/// [`EditError::Invalid`] with the line or product that breaks a rule; [`EditError::Gone`] where a
/// removed line is not there.
pub fn save_document(
    tables: &Tables,
    author: &Author,
    document: Document,
    entry: Id,
) -> Result<Edit, EditError> {
    let mut builder = EditBuilder::new(tables, author);
    let removed = take(tables, SalesLine::TABLE, &document.removed)?;
    let number = document.lines.iter().find_map(|line| line.document.clone());
    let count = document.lines.len() + removed.len();
    for product in document.products {
        builder.put(product);
    }
    for line in document.lines {
        builder.put(line);
    }
    if let Some(first) = removed.first() {
        let name = first.title();
        set_aside(&mut builder, entry, &name, removed);
    }
    builder.finish(Action {
        code: "sale.save".to_owned(),
        subject: number.unwrap_or_default(),
        count,
    })
}

/// Writes one product, expense or customer year.
///
/// # Errors
/// [`EditError::Invalid`] where the record breaks a rule.
pub fn save(tables: &Tables, author: &Author, record: AnyRecord) -> Result<Edit, EditError> {
    let mut builder = EditBuilder::new(tables, author);

    let action = Action::on(codes(record.table()).0, &record.title());
    builder.put(record);
    builder.finish(action)
}

/// Sets one field of several lines to one value.
///
/// # Errors
/// [`EditError`] where a line is gone or may not have the value.
pub fn set_lines(
    tables: &Tables,
    author: &Author,
    ids: &[Id],
    key: &str,
    value: Option<&Value>,
) -> Result<Edit, EditError> {
    let mut builder = EditBuilder::new(tables, author);
    for &id in ids {
        let table = SalesLine::TABLE;
        let line = tables.sales.get(id).ok_or(EditError::Gone { table, id })?;
        let mut line = SalesLine::clone(line);
        if !line.set(key, value.cloned()) {
            let field = key.to_owned();
            let problem = Problem::Missing;
            let fault = Fault { field, problem };
            let table = table.to_owned();
            return Err(EditError::Invalid { table, id, fault });
        }
        builder.put(line);
    }
    builder.finish(Action {
        code: "sale.bulk".to_owned(),
        subject: key.to_owned(),
        count: ids.len(),
    })
}

/// Moves records of one table of the ledger to the recycle bin, as one entry of the id `entry`.
///
/// # Errors
/// [`EditError::Gone`] where one is not there; [`EditError::InUse`] for a product that sales lines
/// name.
pub fn delete(
    tables: &Tables,
    author: &Author,
    table: &str,
    ids: &[Id],
    entry: Id,
) -> Result<Edit, EditError> {
    let records = take(tables, table, ids)?;
    if table == Product::TABLE {
        check_unused(tables, ids)?;
    }
    let mut builder = EditBuilder::new(tables, author);
    let name = records.first().map(AnyRecord::title).unwrap_or_default();
    let subject = if ids.len() == 1 {
        name.clone()
    } else {
        String::new()
    };
    if !records.is_empty() {
        set_aside(&mut builder, entry, &name, records);
    }
    builder.finish(Action {
        code: codes(table).1.to_owned(),
        subject,
        count: ids.len(),
    })
}

fn take(tables: &Tables, table: &str, ids: &[Id]) -> Result<Vec<AnyRecord>, EditError> {
    let named = [Product::TABLE, Expense::TABLE, CustomerYear::TABLE];
    let named = named.into_iter().find(|name| *name == table);
    let table = named.unwrap_or(SalesLine::TABLE);
    let record = |&id: &Id| tables.get(table, id).ok_or(EditError::Gone { table, id });
    ids.iter().map(record).collect()
}

/// Lines keep their products: the first of these products that lines name is an error.
fn check_unused(tables: &Tables, products: &[Id]) -> Result<(), EditError> {
    for &id in products {
        let lines = tables.sales.iter();
        let count = lines.filter(|line| line.product == Some(id)).count();
        if count > 0 {
            let name = tables.products.get(id).map(|product| product.name.clone());
            return Err(EditError::InUse {
                name: name.unwrap_or_default(),
                by: SalesLine::TABLE,
                count,
            });
        }
    }
    Ok(())
}

/// The codes of saving and of deleting in a table.
fn codes(table: &str) -> (&'static str, &'static str) {
    match table {
        Product::TABLE => ("product.save", "product.delete"),
        Expense::TABLE => ("expense.save", "expense.delete"),
        CustomerYear::TABLE => ("year.save", "year.delete"),
        _ => ("sale.save", "sale.delete"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Currency, Customer, Money, customer, edit::apply, recycle};
    use chrono::NaiveDate;
    use rust_decimal::Decimal;

    fn author() -> Author {
        Author {
            name: "Lin".into(),
            today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        }
    }

    fn line(name: &str, product: Option<&str>) -> SalesLine {
        SalesLine {
            id: Id::derived(name),
            customer: Id::derived("A"),
            product: product.map(Id::derived),
            date: NaiveDate::from_ymd_opt(2026, 3, 1),
            document: Some("S-1".into()),
            quantity: Some(Decimal::TWO),
            amount: Money::from_minor(2933, Currency::CNY).ok(),
            ..SalesLine::default()
        }
    }

    fn product(name: &str) -> Product {
        Product {
            id: Id::derived(name),
            name: name.into(),
            ..Product::default()
        }
    }

    fn with_customer() -> Tables {
        Tables {
            customers: [Customer::new(Id::derived("A"), "A")].into_iter().collect(),
            ..Tables::default()
        }
    }

    fn saved(tables: &Tables, document: Document) -> Tables {
        let edit = save_document(tables, &author(), document, Id::derived("bin")).unwrap();
        let mut tables = tables.clone();
        apply(&mut tables, &edit).unwrap();
        tables
    }

    #[test]
    fn a_document_is_one_edit_with_its_new_products_and_without_its_old_lines() {
        let before = with_customer();
        let document = Document {
            products: vec![product("soap")],
            lines: vec![line("1", Some("soap")), line("2", None)],
            removed: Vec::new(),
        };
        let first = saved(&before, document);
        assert_eq!((first.products.len(), first.sales.len()), (1, 2));

        let document = Document {
            lines: vec![line("1", None), line("3", Some("soap"))],
            removed: vec![Id::derived("2")],
            ..Document::default()
        };
        let edit = save_document(&first, &author(), document, Id::derived("bin")).unwrap();
        let mut second = first.clone();
        apply(&mut second, &edit).unwrap();
        assert_eq!((second.sales.len(), second.recycled.len()), (2, 1));
        assert_eq!(edit.action.count, 3);
        apply(&mut second, &edit.inverse()).unwrap();
        assert_eq!(second, first);
    }

    #[test]
    fn the_line_that_breaks_a_rule_is_named() {
        let wrong = SalesLine {
            unit_price: Some(Decimal::ONE),
            ..line("2", None)
        };
        let document = Document {
            lines: vec![line("1", None), wrong],
            ..Document::default()
        };
        let error = save_document(&with_customer(), &author(), document, Id::derived("bin"));
        let fault = Fault {
            field: "amount".into(),
            problem: Problem::AmountDiffers("2.00".into()),
        };
        let id = Id::derived("2");
        let table = "sales".to_owned();
        assert_eq!(error, Err(EditError::Invalid { table, id, fault }));
    }

    #[test]
    fn a_product_stays_while_lines_name_it() {
        let document = Document {
            products: vec![product("soap"), product("tea")],
            lines: vec![line("1", Some("soap")), line("2", Some("soap"))],
            removed: Vec::new(),
        };
        let tables = saved(&with_customer(), document);
        let remove = |names: &[&str]| {
            let ids: Vec<_> = names.iter().map(|name| Id::derived(name)).collect();
            delete(&tables, &author(), Product::TABLE, &ids, Id::derived("bin"))
        };
        assert!(remove(&["tea"]).is_ok());
        let in_use = EditError::InUse {
            name: "soap".into(),
            by: "sales",
            count: 2,
        };
        assert_eq!(remove(&["tea", "soap"]), Err(in_use));
    }

    #[test]
    fn deleting_a_customer_takes_its_lines_along_and_restoring_brings_them_back() {
        let document = Document {
            products: vec![product("soap")],
            lines: vec![line("1", Some("soap")), line("2", None)],
            removed: Vec::new(),
        };
        let before = saved(&with_customer(), document);
        let mut tables = before.clone();
        let edit = customer::delete(&tables, &author(), &[Id::derived("A")], || {
            Id::derived("bin")
        });
        apply(&mut tables, &edit.unwrap()).unwrap();
        assert_eq!((tables.sales.len(), tables.products.len()), (0, 1));
        let author = author();
        let builder = EditBuilder::new(&tables, &author);
        let back = recycle::restore(builder, &tables, &[Id::derived("bin")]).unwrap();
        apply(&mut tables, &back).unwrap();
        assert_eq!(tables, before);
    }

    #[test]
    fn lines_are_set_and_deleted_together() {
        let document = Document {
            lines: vec![line("1", None), line("2", None)],
            ..Document::default()
        };
        let mut tables = saved(&with_customer(), document);
        let ids = [Id::derived("1"), Id::derived("2")];
        let wang = Value::Text("Wang".into());
        let edit = set_lines(&tables, &author(), &ids, "handler", Some(&wang)).unwrap();
        apply(&mut tables, &edit).unwrap();
        assert!(
            tables
                .sales
                .iter()
                .all(|line| line.handler.as_deref() == Some("Wang"))
        );
        let edit = delete(
            &tables,
            &author(),
            SalesLine::TABLE,
            &ids,
            Id::derived("bin"),
        );
        apply(&mut tables, &edit.unwrap()).unwrap();
        assert_eq!((tables.sales.len(), tables.recycled.len()), (0, 1));
    }
}
