//! A dialog to enter or change one record of the ledger.

use leptos::prelude::*;

use super::{
    App,
    clock::new_id,
    form::{Draft, DraftField, read_all, show_fault},
    i18n::tr,
};
use crate::{
    content::bi,
    domain::{
        Id,
        edit::{Edit, EditError},
        field::{Field, Value},
        ledger::{delete, save},
        tables::AnyRecord,
    },
    ui::{Button, ButtonKind, Dialog, FieldSet},
};

/// What was entered: each field with its value.
pub type Entered = Vec<(&'static str, Option<Value>)>;

/// The fields of a record in a dialog, with saving and deleting; shown while there is a record.
#[component]
pub fn RecordDialog(
    /// The record, new or old.
    open: RwSignal<Option<AnyRecord>>,
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// Its fields.
    fields: &'static [Field],
    /// Keys of the fields that must be filled.
    required: &'static [&'static str],
    /// The record with what was entered.
    fill: fn(AnyRecord, Entered) -> AnyRecord,
    /// What stands above the fields.
    #[prop(optional, into)]
    above: ViewFn,
) -> impl IntoView {
    let app = App::get();
    let drafts = StoredValue::new(Vec::<Draft>::new());
    let is_open = Memo::new(move |_| open.with(Option::is_some));
    let is_old = move || {
        open.with(|record| {
            let record = record.as_ref();
            record.is_some_and(|r| app.book(|book| book.tables.contains(r.table(), r.id())))
        })
    };
    let perform = move |edit: Result<Edit, EditError>| match edit {
        Err(EditError::Invalid { fault, .. })
            if drafts.with_value(|d| show_fault(d, &fault.field, &fault.problem)) => {}
        edit => {
            if app.perform(edit) {
                open.set(None);
            }
        }
    };
    let keep = move || {
        let entered = drafts.with_value(|drafts| read_all(drafts));
        if let Some((record, entered)) = open.get_untracked().zip(entered) {
            let author = app.author();
            perform(app.book(|book| save(&book.tables, &author, fill(record, entered))));
        }
    };
    let remove = move || {
        if let Some(record) = open.get_untracked() {
            perform(delete_record(app, &record));
        }
    };
    let footer = move || {
        let remove_button = is_old().then(|| {
            view! {
                <Button label=tr(bi("删除", "Delete")) kind=ButtonKind::Danger on_click=move |_| remove()/>
            }
        });
        view! {
            {remove_button}
            <Button label=tr(bi("取消", "Cancel")) on_click=move |_| open.set(None)/>
            <Button
                label=tr(bi("保存", "Save"))
                kind=ButtonKind::Primary
                on_click=move |_| keep()
                testid="save-record"
            />
        }
    };
    let above = StoredValue::new(above);
    view! {
        <Dialog
            open=is_open
            title
            close_label=tr(bi("关闭", "Close"))
            on_close=move || open.set(None)
            footer
            testid="record"
        >
            {
                let record = open.get_untracked();
                let value = |key: &str| record.as_ref().and_then(|record| record.value(key));
                let fresh = fields.iter().map(|field| Draft::new(field, value(field.key)));
                drafts.set_value(fresh.collect());
            }
            <FieldSet>
                {above.with_value(ViewFn::run)}
                {drafts
                    .get_value()
                    .into_iter()
                    .map(|draft| {
                        let required = required.contains(&draft.field.key);
                        view! { <DraftField draft required/> }
                    })
                    .collect_view()}
            </FieldSet>
        </Dialog>
    }
}

/// Moves one record of the ledger to the recycle bin.
///
/// # Errors
/// As [`delete`].
fn delete_record(app: App, record: &AnyRecord) -> Result<Edit, EditError> {
    let author = app.author();
    let ids: [Id; 1] = [record.id()];
    app.book(|book| delete(&book.tables, &author, record.table(), &ids, new_id()))
}
