//! What can be done to several chosen customers at once.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::{
    app::{
        App,
        clock::new_id,
        form::{Draft, DraftControl},
        i18n::{lang, show_count, tr, tr_with},
        judging::{Asked, JudgeDialog},
        sheet::{TableButtons, TableFormat},
    },
    content::bi,
    domain::{
        Customer, Id,
        classify::IS,
        customer::{bulk_set, delete},
        edit::EditError,
    },
    ui::{Button, ButtonKind, ConfirmDialog, Dialog, DialogSize, Field, Glyph, Select},
};

/// Bulk edit, export and deletion of the chosen customers.
#[component]
pub fn BulkBar(
    /// Who is chosen.
    chosen: RwSignal<BTreeSet<Id>>,
    /// Exports the chosen ones.
    #[prop(into)]
    on_export: Callback<TableFormat>,
) -> impl IntoView {
    let app = App::get();
    let is_editing = RwSignal::new(false);
    let is_deleting = RwSignal::new(false);
    let asked = RwSignal::new(None::<Asked>);
    let count = move || chosen.with(BTreeSet::len);
    let ids = move || chosen.with_untracked(|ids| ids.iter().copied().collect::<Vec<_>>());
    let remove = move || {
        let author = app.author();
        let edit = app.book(|book| delete(&book.tables, &author, &ids(), new_id));
        is_deleting.set(false);
        if app.perform(edit) {
            chosen.set(BTreeSet::new());
        }
    };
    view! {
        <Show when=move || count() != 0>
            <div class="f-bulk" role="group" aria-label=tr(bi("对所选客户", "With the chosen customers"))>
                <span class="f-bulk__count">
                    {tr_with(bi("已选 {0} 位", "{0} chosen"), move |_| [show_count(count())])}
                </span>
                <Button
                    label=tr(bi("批量修改", "Change a field"))
                    icon=Glyph::Edit
                    small=true
                    on_click=move |_| is_editing.set(true)
                />
                <Button
                    label=tr(bi("判定类别", "Set the class"))
                    icon=Glyph::Card
                    small=true
                    on_click=move |_| asked.set(Some(Asked {
                        customers: ids(),
                        scheme: String::new(),
                        kind: IS,
                    }))
                    testid="bulk-judge"
                />
                <TableButtons on_export small=true/>
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
        <JudgeDialog asked/>
        <ConfirmDialog
            open=is_deleting
            title=tr_with(
                bi("删除 {0} 位客户？", "Delete {0} customer{s}?"),
                move |_| [show_count(count())],
            )
            message=tr(bi(
                "连同他们的联系人和地址一起移入回收站，随时可以恢复，也可以撤销。",
                "They go to the recycle bin with their contacts and addresses, from where they can be restored; this can be undone too.",
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
    let editable = || {
        Customer::FIELDS
            .iter()
            .filter(|field| !matches!(field.key, "name" | "code") && field.group != "personal")
    };
    let key = RwSignal::new("owner".to_owned());
    let draft = Memo::new(move |_| {
        open.track();
        Customer::field(&key.get()).map(|field| Owned(Draft::new(field, None)))
    });
    let options = Signal::derive(move || {
        let lang = lang();
        let options =
            editable().map(|field| (field.key.to_owned(), field.label.in_lang(lang).to_owned()));
        options.collect::<Vec<_>>()
    });
    let save = move || {
        let Some(Owned(draft)) = draft.get_untracked() else {
            return;
        };
        let Ok(value) = draft.read() else { return };
        let author = app.author();
        let ids: Vec<_> = chosen.with_untracked(|ids| ids.iter().copied().collect());
        let edit = app.book(|book| bulk_set(&book.tables, &author, &ids, draft.field.key, value));
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
                    bi("写入 {0} 位客户", "Write to {0} customer{s}"),
                    move |_| [show_count(chosen.with(BTreeSet::len))],
                )
                kind=ButtonKind::Primary
                on_click=move |_| save()
            />
        }
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
            {move || {
                draft.get().map(|Owned(draft)| {
                    let error = Signal::derive(move || {
                        let problem = draft.problem.get()?;
                        Some(crate::app::describe::problem(&problem, lang()))
                    });
                    view! {
                        <Field
                            label=tr(bi("新的内容", "New value"))
                            hint=tr(bi("留空即清除原有内容", "Blank clears what is there"))
                            error=error
                        >
                            <DraftControl draft/>
                        </Field>
                    }
                })
            }}
        </Dialog>
    }
}

/// Drafts are compared by the signal they own, so that a memo keeps one until the field changes.
#[derive(Clone, Copy)]
struct Owned(Draft);

impl PartialEq for Owned {
    fn eq(&self, other: &Self) -> bool {
        self.0.text == other.0.text
    }
}
