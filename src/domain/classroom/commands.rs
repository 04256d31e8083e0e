//! What a teacher does to the bank, each as one edit.

use super::question::Question;
use crate::domain::{
    Id,
    customer::set_aside,
    edit::{Action, Author, Edit, EditBuilder, EditError},
    record::Record,
    tables::{AnyRecord, Tables},
};

/// Writes some questions.
///
/// # Errors
/// [`EditError::Invalid`] with the first question that breaks a rule.
pub fn save_questions(
    tables: &Tables,
    author: &Author,
    questions: Vec<Question>,
) -> Result<Edit, EditError> {
    let action = match questions.as_slice() {
        [one] => Action::on("question.save", &one.title()),
        all => Action::over("question.save", all.len()),
    };
    let mut builder = EditBuilder::new(tables, author);
    for question in questions {
        builder.put(question);
    }
    builder.finish(action)
}

/// Moves some questions to the recycle bin, as one entry of the id `entry`.
///
/// # Errors
/// [`EditError::Gone`] where one is not there.
pub fn delete_questions(
    tables: &Tables,
    author: &Author,
    ids: &[Id],
    entry: Id,
) -> Result<Edit, EditError> {
    let table = Question::TABLE;
    let record = |&id: &Id| tables.get(table, id).ok_or(EditError::Gone { table, id });
    let records = ids.iter().map(record).collect::<Result<Vec<_>, _>>()?;
    let name = records.first().map(AnyRecord::title).unwrap_or_default();
    let action = match ids {
        [_] => Action::on("question.delete", &name),
        all => Action::over("question.delete", all.len()),
    };
    let mut builder = EditBuilder::new(tables, author);
    if !records.is_empty() {
        set_aside(&mut builder, entry, &name, records);
    }
    builder.finish(action)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{classroom::shipped, edit::apply, recycle};

    #[test]
    fn questions_are_kept_deleted_and_brought_back() {
        let author = Author {
            name: "Lin".into(),
            today: "2026-11-25".parse().unwrap(),
        };
        let mut tables = Tables::default();
        let edit = save_questions(&tables, &author, shipped().to_vec()).unwrap();
        assert_eq!(
            (&*edit.action.code, edit.action.count),
            ("question.save", 27)
        );
        apply(&mut tables, &edit).unwrap();
        let before = tables.clone();
        let ids: Vec<_> = shipped()[..2].iter().map(|question| question.id).collect();
        let entry = Id::derived("bin");
        let edit = delete_questions(&tables, &author, &ids, entry).unwrap();
        apply(&mut tables, &edit).unwrap();
        assert_eq!(tables.questions.len(), 25);
        let builder = EditBuilder::new(&tables, &author);
        let restored = recycle::restore(builder, &tables, &[entry]).unwrap();
        apply(&mut tables, &restored).unwrap();
        assert_eq!(tables.questions, before.questions);
        assert!(delete_questions(&tables, &author, &[entry], entry).is_err());
        let blank = save_questions(&tables, &author, vec![Question::default()]);
        assert!(matches!(blank, Err(EditError::Invalid { .. })));
    }
}
