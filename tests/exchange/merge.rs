//! A file against the workbook that is open.

use xinke::{
    domain::{
        Id, Workbook,
        customer::{self, Contact, Customer},
        edit::{Action, EditBuilder},
        field::Value,
    },
    exchange::{
        json::Contents,
        plan::{self, Choice, Plan, State},
    },
};

use crate::{author, generate, ids, read, write};

fn contents(workbook: &Workbook) -> Contents {
    read(&write(workbook)).unwrap()
}

fn take(workbook: &mut Workbook, plan: &Plan) {
    let edit = plan::to_edit(plan, workbook, &author(), &mut ids("merge")).unwrap();
    let before = workbook.tables.clone();
    workbook.apply(&edit).unwrap();
    let mut undone = workbook.clone();
    undone.apply(&edit.inverse()).unwrap();
    assert_eq!(undone.tables, before, "and can be taken back");
}

fn set(workbook: &mut Workbook, name: &str, key: &str, text: &str) {
    let value = Some(Value::Text(text.to_owned()));
    let edit = customer::bulk_set(
        &workbook.tables,
        &author(),
        &[Id::derived(name)],
        key,
        value,
    )
    .unwrap();
    workbook.apply(&edit).unwrap();
}

fn two() -> Workbook {
    let mut workbook = Workbook {
        id: Id::derived("book"),
        ..Workbook::default()
    };
    let (tables, author) = (workbook.tables.clone(), author());
    let mut builder = EditBuilder::new(&tables, &author);
    for name in ["a", "b"] {
        customer::put(
            &mut builder,
            &tables,
            Customer::new(Id::derived(name), name),
            &author,
        );
    }
    builder.put(Contact {
        id: Id::derived("c"),
        customer: Id::derived("a"),
        name: "c".to_owned(),
        ..Contact::default()
    });
    workbook
        .apply(&builder.finish(Action::over("test", 3)).unwrap())
        .unwrap();
    workbook
}

#[test]
fn into_an_empty_workbook_everything_is_new_and_kept_exactly() {
    for seed in 0..100 {
        let file = generate::workbook(seed);
        let mut here = Workbook {
            id: file.id,
            revision: 0,
            ..Workbook::default()
        };
        let plan = plan::merge(&contents(&file), &here);
        assert!(
            plan.items
                .iter()
                .all(|item| item.state == State::New && item.choice == Choice::Take)
        );
        take(&mut here, &plan);
        assert_eq!(here.tables, file.tables, "seed {seed}");
        assert!(plan::merge(&contents(&file), &here).items.is_empty());
    }
}

#[test]
fn later_older_and_parted_records_are_told_apart() {
    let mut here = two();
    let mut file = two();
    set(&mut file, "a", "city", "昆明");
    let plan = plan::merge(&contents(&file), &here);
    let cells: Vec<_> = plan.items[0]
        .cells
        .iter()
        .map(|cell| (&*cell.key, cell.before.as_deref(), cell.after.as_deref()))
        .collect();
    assert_eq!(cells[0], ("city", None, Some("昆明")));
    assert_eq!((plan.items.len(), plan.items[0].state), (1, State::Changed));
    assert_eq!(
        (plan.counts["customers"].same, plan.counts["contacts"].same),
        (1, 1)
    );

    set(&mut here, "a", "city", "大理");
    let plan = plan::merge(&contents(&file), &here);
    assert_eq!(
        (plan.items[0].state, plan.items[0].choice),
        (State::Conflict, Choice::Keep)
    );
    set(&mut here, "a", "city", "丽江");
    let mut plan = plan::merge(&contents(&file), &here);
    assert_eq!(
        (plan.items[0].state, plan.items[0].choice, plan.n_taken()),
        (State::Older, Choice::Keep, 0)
    );
    take(&mut here, &plan);
    assert_eq!(
        here.tables
            .customers
            .get(Id::derived("a"))
            .unwrap()
            .city
            .as_deref(),
        Some("丽江")
    );
    plan = plan::merge(&contents(&file), &here);
    plan.items[0].choice = Choice::Take;
    take(&mut here, &plan);
    assert_eq!(
        here.tables.customers.get(Id::derived("a")),
        file.tables.customers.get(Id::derived("a"))
    );
}

#[test]
fn the_same_content_with_another_stamp_is_the_same() {
    let mut file = two();
    set(&mut file, "a", "short_name", "甲");
    let edit = customer::bulk_set(
        &file.tables,
        &author(),
        &[Id::derived("a")],
        "short_name",
        None,
    )
    .unwrap();
    file.apply(&edit).unwrap();
    assert!(plan::merge(&contents(&file), &two()).items.is_empty());
}

#[test]
fn what_was_deleted_here_does_not_come_back_by_itself() {
    let file = two();
    let mut here = two();
    let edit = customer::delete(&here.tables, &author(), &[Id::derived("a")], || {
        Id::derived("bin")
    })
    .unwrap();
    here.apply(&edit).unwrap();
    let mut plan = plan::merge(&contents(&file), &here);
    assert_eq!(plan.n_taken(), 0);
    assert!(plan.items.iter().all(|item| item.state == State::Older));
    // Taking the contact takes its customer along.
    plan.items
        .iter_mut()
        .find(|item| item.table == "contacts")
        .unwrap()
        .choice = Choice::Take;
    take(&mut here, &plan);
    assert_eq!(
        (here.tables.customers.len(), here.tables.contacts.len()),
        (2, 1)
    );
}

#[test]
fn what_was_deleted_there_is_deleted_here_only_when_asked() {
    let mut here = two();
    let mut file = two();
    let edit = customer::delete(&file.tables, &author(), &[Id::derived("a")], || {
        Id::derived("bin")
    })
    .unwrap();
    file.apply(&edit).unwrap();
    let more = Contact {
        id: Id::derived("d"),
        customer: Id::derived("a"),
        name: "d".to_owned(),
        ..Contact::default()
    };
    here.tables.put(more.into());
    let mut plan = plan::merge(&contents(&file), &here);
    assert_eq!((plan.items[0].state, plan.n_taken()), (State::Deletes, 0));
    plan.items[0].choice = Choice::Take;
    take(&mut here, &plan);
    assert_eq!(
        (here.tables.customers.len(), here.tables.contacts.len()),
        (1, 0)
    );
    assert_eq!(
        here.tables.recycled.iter().next().unwrap().records.len(),
        3,
        "with what was added here"
    );
}

#[test]
fn replacing_makes_the_tables_equal_and_counts_what_goes() {
    for seed in 0..60 {
        let file = generate::workbook(seed);
        let mut here = generate::workbook(seed + 500);
        let total = here.tables.total();
        let plan = plan::replace(&contents(&file), &here);
        assert!(plan.vanishing.len() <= total);
        assert_eq!(
            plan.needs_typed_consent(total),
            plan.vanishing.len() >= 10
                || plan.vanishing.len() * 10 >= total * 3 && !plan.vanishing.is_empty()
        );
        take(&mut here, &plan);
        assert_eq!(here.tables, file.tables, "seed {seed}");
    }
}
