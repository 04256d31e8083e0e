//! What a person does to schemes, judgements and runs, each as one edit.

use super::{Judgement, Run, RunState, Scheme};
use crate::{
    content::Lang,
    domain::{
        Id,
        customer::set_aside,
        edit::{Action, Author, Edit, EditBuilder, EditError},
        tables::{AnyRecord, Tables},
    },
};

/// Writes a scheme: one's own, or a change of the textbook's.
///
/// # Errors
/// [`EditError::Invalid`] where it breaks a rule.
pub fn save_scheme(tables: &Tables, author: &Author, scheme: Scheme) -> Result<Edit, EditError> {
    let mut builder = EditBuilder::new(tables, author);
    let action = Action::on("scheme.save", scheme.label.in_lang(Lang::Zh));
    builder.put(Scheme {
        id: Scheme::id_of(&scheme.code),
        ..scheme
    });
    builder.finish(action)
}

/// Takes the changes of a textbook's scheme back, or deletes one's own: it goes to the recycle bin
/// under the id `entry`, with the judgements made in it.
///
/// # Errors
/// [`EditError::Gone`] where there is no record of it.
pub fn remove_scheme(
    tables: &Tables,
    author: &Author,
    code: &str,
    entry: Id,
) -> Result<Edit, EditError> {
    let (table, id) = (Scheme::TABLE, Scheme::id_of(code));
    let scheme = tables.schemes.get(id).cloned();
    let scheme = scheme.ok_or(EditError::Gone { table, id })?;
    let name = scheme.label.in_lang(Lang::Zh).to_owned();
    let mut builder = EditBuilder::new(tables, author);
    if scheme.is_built_in() {
        builder.remove(table, id);
        return builder.finish(Action::on("scheme.reset", &name));
    }
    let judgements = tables.judgements.iter();
    let judgements = judgements.filter(|judgement| judgement.scheme == code);
    let records = std::iter::once(AnyRecord::Scheme(scheme.clone()))
        .chain(judgements.cloned().map(AnyRecord::Judgement))
        .collect();
    set_aside(&mut builder, entry, &name, records);
    builder.finish(Action::on("scheme.delete", &name))
}

/// Writes judgements; those of the same customer, scheme and kind are replaced.
///
/// # Errors
/// [`EditError::Invalid`] where one has no reason or its customer is gone.
pub fn judge(
    tables: &Tables,
    author: &Author,
    judgements: Vec<Judgement>,
) -> Result<Edit, EditError> {
    let mut builder = EditBuilder::new(tables, author);
    let customers: Vec<_> = judgements
        .iter()
        .map(|judgement| judgement.customer)
        .collect();
    for judgement in judgements {
        builder.put(judgement);
    }
    builder.finish(on_customers("judgement.save", tables, &customers))
}

/// Takes judgements back.
///
/// # Errors
/// [`EditError::Gone`] where one is not there.
pub fn unjudge(tables: &Tables, author: &Author, ids: &[Id]) -> Result<Edit, EditError> {
    let mut builder = EditBuilder::new(tables, author);
    let table = Judgement::TABLE;
    let mut customers = Vec::new();
    for &id in ids {
        let judgement = tables.judgements.get(id);
        customers.push(judgement.ok_or(EditError::Gone { table, id })?.customer);
        builder.remove(table, id);
    }
    builder.finish(on_customers("judgement.remove", tables, &customers))
}

fn on_customers(code: &str, tables: &Tables, customers: &[Id]) -> Action {
    match customers {
        [one] => {
            let customer = tables.customers.get(*one);
            let name = customer.map(|customer| customer.name.clone());
            Action::on(code, &name.unwrap_or_default())
        }
        many => Action::over(code, many.len()),
    }
}

/// Keeps a run, or writes it again with another note.
///
/// # Errors
/// None of its own.
pub fn keep_run(tables: &Tables, author: &Author, run: Run) -> Result<Edit, EditError> {
    let mut builder = EditBuilder::new(tables, author);
    let action = Action::on("run.keep", &AnyRecord::Run(run.clone().into()).title());
    builder.put(run);
    builder.finish(action)
}

/// Approves a run, or takes that back.
///
/// # Errors
/// [`EditError::Gone`] where it is not there.
pub fn set_run_state(
    tables: &Tables,
    author: &Author,
    id: Id,
    state: RunState,
) -> Result<Edit, EditError> {
    let table = Run::TABLE;
    let run = tables.runs.get(id).ok_or(EditError::Gone { table, id })?;
    let run = Run {
        state,
        ..Run::clone(run)
    };
    let mut builder = EditBuilder::new(tables, author);
    let code = match state {
        RunState::Approved => "run.approve",
        RunState::Draft => "run.reopen",
    };
    let action = Action::on(code, &AnyRecord::Run(run.clone().into()).title());
    builder.put(run);
    builder.finish(action)
}

/// Moves a run to the recycle bin under the id `entry`.
///
/// # Errors
/// [`EditError::Gone`] where it is not there.
pub fn delete_run(tables: &Tables, author: &Author, id: Id, entry: Id) -> Result<Edit, EditError> {
    let table = Run::TABLE;
    let run = tables.runs.get(id).cloned();
    let run = AnyRecord::Run(run.ok_or(EditError::Gone { table, id })?);
    let name = run.title();
    let mut builder = EditBuilder::new(tables, author);
    set_aside(&mut builder, entry, &name, vec![run]);
    builder.finish(Action::on("run.delete", &name))
}
