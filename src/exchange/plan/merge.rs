//! A workbook's file against the workbook that is open.

use std::collections::{HashMap, HashSet};

use super::{
    Choice, Item, Kind, Plan, State, Write,
    cells::{changes, is_same, revision, title},
};
use crate::{
    domain::{
        Id, Workbook,
        recycle::Recycled,
        tables::{AnyRecord, Tables},
    },
    exchange::json::{Contents, HEADER_TABLE},
};

/// The file's records beside those that are here. A newer major version brings nothing in.
pub fn merge(contents: &Contents, workbook: &Workbook) -> Plan {
    let mut plan = Plan::new(Kind::Merge, workbook.revision);
    if contents.read_only {
        return plan;
    }
    let mine = &workbook.tables;
    let binned = binned(mine);
    each(contents, |record| {
        let (table, id) = (record.table(), record.id());
        let here = mine.get(table, id);
        let state = match &here {
            Some(here) if is_same(here, record) => None,
            Some(here) => Some(match revision(record).cmp(&revision(here)) {
                std::cmp::Ordering::Greater => State::Changed,
                std::cmp::Ordering::Less => State::Older,
                std::cmp::Ordering::Equal => State::Conflict,
            }),
            None => Some(match (record, binned.get(&(table, id))) {
                (_, Some(rev)) if revision(record) <= *rev => State::Older,
                (AnyRecord::Recycled(entry), _) if is_in_use(entry, mine) => State::Deletes,
                _ => State::New,
            }),
        };
        plan.count(table, state);
        if let Some(state) = state {
            plan.items.push(item(record, here.as_ref(), state));
        }
    });
    keep_orphans(&mut plan, mine);
    for row in &contents.refused {
        plan.refuse(row.clone());
    }
    plan
}

/// The tables become those of the file; what is refused in the file is gone as well.
pub fn replace(contents: &Contents, workbook: &Workbook) -> Plan {
    let mut plan = Plan::new(Kind::Replace, workbook.revision);
    if contents.read_only {
        return plan;
    }
    let (mine, theirs) = (&workbook.tables, &contents.workbook.tables);
    each(contents, |record| {
        let here = mine.get(record.table(), record.id());
        let state = match &here {
            Some(here) if here == record => None,
            Some(_) => Some(State::Changed),
            None => Some(State::New),
        };
        plan.count(record.table(), state);
        if let Some(state) = state {
            plan.items.push(item(record, here.as_ref(), state));
        }
    });
    for table in mine.names() {
        let gone = mine
            .rows(&table)
            .into_iter()
            .filter(|row| !theirs.contains(&table, row.id()));
        plan.vanishing
            .extend(gone.map(|row| (table.clone(), row.id())));
    }
    for row in &contents.refused {
        plan.refuse(row.clone());
    }
    plan
}

fn each(contents: &Contents, mut visit: impl FnMut(&AnyRecord)) {
    let tables = &contents.workbook.tables;
    for name in tables.names() {
        tables.rows(&name).iter().for_each(&mut visit);
    }
}

fn item(record: &AnyRecord, here: Option<&AnyRecord>, state: State) -> Item {
    Item {
        table: record.table().to_owned(),
        id: Some(record.id()),
        title: title(record),
        state,
        cells: here.map_or_else(Vec::new, |here| changes(here, record)),
        choice: state.default_choice(),
        line: None,
        write: Write::Record(record.clone()),
    }
}

/// What lies in the bin here, with its revision.
fn binned(tables: &Tables) -> HashMap<(&str, Id), u64> {
    let records = tables.recycled.iter().flat_map(|entry| &entry.records);
    records
        .map(|record| ((record.table(), record.id()), revision(record)))
        .collect()
}

fn is_in_use(entry: &Recycled, tables: &Tables) -> bool {
    entry
        .records
        .iter()
        .any(|record| tables.contains(record.table(), record.id()))
}

/// Records whose parent stays away stay away too, unless the user takes both.
fn keep_orphans(plan: &mut Plan, tables: &Tables) {
    loop {
        let taken: HashSet<(String, Id)> = plan
            .items
            .iter()
            .filter(|item| item.choice == Choice::Take)
            .filter_map(|item| Some((item.table.clone(), item.id?)))
            .collect();
        let is_there = |table: &str, id: Id| {
            tables.contains(table, id) || taken.contains(&(table.to_owned(), id))
        };
        let mut has_changed = false;
        for item in &mut plan.items {
            let Write::Record(record) = &item.write else {
                continue;
            };
            let references = record.references();
            let is_orphan = references.iter().any(|to| !is_there(to.table, to.id));
            if item.choice == Choice::Take && is_orphan && item.table != HEADER_TABLE {
                item.choice = Choice::Keep;
                has_changed = true;
            }
        }
        if !has_changed {
            return;
        }
    }
}
