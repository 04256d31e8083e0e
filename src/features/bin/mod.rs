//! The recycle bin: what was deleted, by whom, and the way back.

use leptos::prelude::*;

use crate::{
    app::{
        App, describe,
        i18n::{lang, show_count, tr, tr_with},
    },
    content::bi,
    domain::{
        Id,
        edit::EditBuilder,
        recycle::{Recycled, discard, restore},
    },
    ui::{Button, ButtonKind, ConfirmDialog, EmptyState, Glyph, LinkButton, PageHeader},
};

/// The bin of the workbook.
#[component]
pub fn BinPage() -> impl IntoView {
    let app = App::get();
    let is_emptying = RwSignal::new(false);
    let entries = Memo::new_with_compare(
        move |_| {
            app.track(Recycled::TABLE);
            let mut entries: Vec<_> =
                app.book(|book| book.tables.recycled.iter().cloned().collect());
            entries.sort_by(|a: &std::sync::Arc<Recycled>, b| {
                b.stamp
                    .on
                    .cmp(&a.stamp.on)
                    .then_with(|| a.name.cmp(&b.name))
            });
            entries
        },
        |_, _| true,
    );
    let put_back = move |ids: Vec<Id>| {
        let author = app.author();
        let edit =
            app.book(|book| restore(EditBuilder::new(&book.tables, &author), &book.tables, &ids));
        app.perform(edit);
    };
    let remove = move |ids: Vec<Id>| {
        let author = app.author();
        let edit =
            app.book(|book| discard(EditBuilder::new(&book.tables, &author), &book.tables, &ids));
        app.perform(edit);
    };
    let all =
        move || entries.with_untracked(|entries| entries.iter().map(|e| e.id).collect::<Vec<_>>());
    let count = move || entries.with(Vec::len);
    let actions = move || {
        view! {
            <Show when=move || count() != 0>
                <Button
                    label=tr(bi("全部恢复", "Restore all"))
                    icon=Glyph::Restore
                    on_click=move |_| put_back(all())
                />
                <Button
                    label=tr(bi("清空", "Empty the bin"))
                    kind=ButtonKind::Danger
                    icon=Glyph::Trash
                    on_click=move |_| is_emptying.set(true)
                />
            </Show>
        }
    };
    let lines = move || {
        let lang = lang();
        let lines = entries.get().into_iter().map(|entry| {
            let id = entry.id;
            let about = format!("{} · {} · {}", describe::table_name(&entry.kind, lang), entry.stamp.on, entry.stamp.by);
            let more = entry.records.len().saturating_sub(1);
            view! {
                <li class="f-bin__entry">
                    <div class="f-bin__text">
                        <p class="f-bin__name">{entry.name.clone()}</p>
                        <p class="f-bin__about">
                            {about}
                            {(more > 0).then(|| view! {
                                " · "
                                {tr_with(bi("连同 {0} 条附属记录", "with {0} record{s} of its own"), move |_| [show_count(more)])}
                            })}
                        </p>
                    </div>
                    <Button
                        label=tr(bi("恢复", "Restore"))
                        icon=Glyph::Restore
                        small=true
                        on_click=move |_| put_back(vec![id])
                    />
                    <Button
                        label=tr(bi("彻底移除", "Remove for good"))
                        kind=ButtonKind::Plain
                        small=true
                        on_click=move |_| remove(vec![id])
                    />
                </li>
            }
        });
        view! { <ul class="f-bin">{lines.collect_view()}</ul> }
    };
    view! {
        <PageHeader
            title=tr(bi("回收站", "Recycle bin"))
            lead=tr(bi(
                "删除的客户、联系人和地址都在这里，随文件一起走。",
                "Deleted customers, contacts and addresses wait here and travel with the file.",
            ))
            actions
        />
        <Show
            when=move || count() != 0
            fallback=|| view! {
                <EmptyState
                    icon=Glyph::Trash
                    title=tr(bi("回收站是空的", "The bin is empty"))
                    text=tr(bi("删除的东西会先到这里。", "What is deleted comes here first."))
                >
                    <LinkButton label=tr(bi("客户名册", "Customer roster")) href="#/customers"/>
                </EmptyState>
            }
        >
            {lines}
        </Show>
        <ConfirmDialog
            open=is_emptying
            title=tr_with(bi("移除全部 {0} 项？", "Remove all {0} item{s}?"), move |_| [show_count(count())])
            message=tr(bi(
                "移除后不再随文件走；在日志到期前仍可撤销。",
                "They no longer travel with the file; until the journal forgets, this can be undone.",
            ))
            confirm_label=tr(bi("清空", "Empty the bin"))
            cancel_label=tr(bi("取消", "Cancel"))
            danger=true
            on_confirm=move || { is_emptying.set(false); remove(all()) }
            on_cancel=move || is_emptying.set(false)
        />
    }
}
