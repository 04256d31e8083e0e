//! What can be done to several chosen lines at once.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::{
    app::{
        App,
        clock::new_id,
        form::{Draft, DraftField},
        i18n::{lang, show_count, tr, tr_with},
    },
    content::bi,
    domain::{
        Id,
        edit::EditError,
        ledger::{SalesLine, delete, set_lines},
    },
    ui::{Button, ButtonKind, ConfirmDialog, Dialog, DialogSize, Field, Glyph, Select},
};

/// Fields that make sense for many lines at once.
const FIELDS: &[&str] = &[
    "handler",
    "payment",
    "delivered_on",
    "due_on",
    "rate",
    "document",
    "note",
];

/// Changing and deleting the chosen lines.
#[component]
pub fn BulkBar(
    /// Which are chosen.
    chosen: RwSignal<BTreeSet<Id>>,
) -> impl IntoView {
    let app = App::get();
    let is_editing = RwSignal::new(false);
    let is_deleting = RwSignal::new(false);
    let count = move || chosen.with(BTreeSet::len);
    let ids = move || chosen.with_untracked(|ids| ids.iter().copied().collect::<Vec<_>>());
    let remove = move || {
        let author = app.author();
        let edit =
            app.book(|book| delete(&book.tables, &author, SalesLine::TABLE, &ids(), new_id()));
        is_deleting.set(false);
        if app.perform(edit) {
            chosen.set(BTreeSet::new());
        }
    };
    view! {
        <Show when=move || count() != 0>
            <div class="f-bulk" role="group" aria-label=tr(bi("对所选明细", "With the chosen lines"))>
                <span class="f-bulk__count">
                    {tr_with(bi("已选 {0} 行", "{0} chosen"), move |_| [show_count(count())])}
                </span>
                <Button
                    label=tr(bi("批量修改", "Change a field"))
                    icon=Glyph::Edit
                    small=true
                    on_click=move |_| is_editing.set(true)
                />
                <Button
                    label=tr(bi("删除", "Delete"))
                    icon=Glyph::Trash
                    kind=ButtonKind::Danger
                    small=true
                    on_click=move |_| is_deleting.set(true)
                />
                <Button
                    label=tr(bi("取消选择", "Clear selection"))
                    kind=ButtonKind::Plain
                    small=true
                    on_click=move |_| chosen.set(BTreeSet::new())
                />
            </div>
        </Show>
        <BulkEditDialog open=is_editing chosen/>
        <ConfirmDialog
            open=is_deleting
            title=tr_with(bi("删除 {0} 行明细？", "Delete {0} line{s}?"), move |_| [show_count(count())])
            message=tr(bi(
                "它们一起移入回收站，随时可以恢复，也可以撤销。",
                "They go to the recycle bin together, from where they can be restored; this can be undone too.",
            ))
            confirm_label=tr(bi("移入回收站", "Move to recycle bin"))
            cancel_label=tr(bi("取消", "Cancel"))
            danger=true
            on_confirm=move || remove()
            on_cancel=move || is_deleting.set(false)
        />
    }
}

#[component]
fn BulkEditDialog(open: RwSignal<bool>, chosen: RwSignal<BTreeSet<Id>>) -> impl IntoView {
    let app = App::get();
    let key = RwSignal::new("handler".to_owned());
    let draft = StoredValue::new(None::<Draft>);
    let options = Signal::derive(move || {
        let lang = lang();
        let fields = FIELDS.iter().filter_map(|key| SalesLine::field(key));
        fields
            .map(|field| (field.key.to_owned(), field.label.in_lang(lang).to_owned()))
            .collect::<Vec<_>>()
    });
    let save = move || {
        let Some(draft) = draft.get_value() else {
            return;
        };
        let Ok(value) = draft.read() else { return };
        let author = app.author();
        let ids: Vec<_> = chosen.with_untracked(|ids| ids.iter().copied().collect());
        let edit = app
            .book(|book| set_lines(&book.tables, &author, &ids, draft.field.key, value.as_ref()));
        match edit {
            Err(EditError::Invalid { fault, .. }) if fault.field == draft.field.key => {
                draft.problem.set(Some(fault.problem));
            }
            edit => {
                if app.perform(edit) {
                    open.set(false);
                }
            }
        }
    };
    let footer = move || {
        view! {
            <Button label=tr(bi("取消", "Cancel")) on_click=move |_| open.set(false)/>
            <Button
                label=tr_with(
                    bi("写入 {0} 行", "Write to {0} line{s}"),
                    move |_| [show_count(chosen.with(BTreeSet::len))],
                )
                kind=ButtonKind::Primary
                on_click=move |_| save()
            />
        }
    };
    let control = move || {
        let fresh = SalesLine::field(&key.get()).map(|field| Draft::new(field, None));
        draft.set_value(fresh);
        fresh.map(|draft| {
            view! { <DraftField draft hint=tr(bi("留空即清除原有内容", "Blank clears what is there"))/> }
        })
    };
    view! {
        <Dialog
            open
            title=tr(bi("批量修改", "Change a field"))
            close_label=tr(bi("关闭", "Close"))
            on_close=move || open.set(false)
            size=DialogSize::Small
            footer
        >
            <Field label=tr(bi("项目", "Field"))>
                <Select value=key options on_change=move |chosen| key.set(chosen)/>
            </Field>
            {control}
        </Dialog>
    }
}
