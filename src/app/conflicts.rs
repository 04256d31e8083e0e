//! Two tabs changed the same record: both versions side by side, and a choice.

use leptos::prelude::*;

use super::{
    App,
    changes::{cells, show_json},
    clock, describe,
    i18n::{lang, tr},
};
use crate::{
    content::bi,
    storage::{Conflict, Keep},
    ui::{Button, ButtonKind, Dialog, DialogSize, Tone},
};

/// Shows conflicts as long as there are any.
#[component]
pub fn ConflictDialog() -> impl IntoView {
    let app = App::get();
    let first = Memo::new(move |_| app.conflicts.with(|conflicts| conflicts.first().cloned()));
    let is_open = Signal::derive(move || first.with(Option::is_some));
    let keep = move |side: Keep| {
        let Some(conflict) = first.get_untracked() else {
            return;
        };
        let Some(session) = app.current_session() else {
            return;
        };
        let by = app.author().name;
        let resolved = session.resolve(conflict.number, side, &by, clock::now_ms());
        if resolved.is_err() {
            app.say(
                Tone::Risk,
                app.language_untracked(bi(
                    "这一版所指的记录已不存在，只能保留另一版。",
                    "This version points to records that are gone; only the other can be kept.",
                )),
            );
        }
        app.after_change();
    };
    let footer = move || {
        view! {
            <Button
                label=tr(bi("保留另一页的版本", "Keep the other tab's version"))
                on_click=move |_| keep(Keep::Theirs)
            />
            <Button
                label=tr(bi("保留本页的版本", "Keep this tab's version"))
                kind=ButtonKind::Primary
                on_click=move |_| keep(Keep::Mine)
            />
        }
    };
    view! {
        <Dialog
            open=is_open
            title=tr(bi("两处改了同一条记录", "The same record was changed in two places"))
            close_label=tr(bi("保留另一页的版本", "Keep the other tab's version"))
            on_close=move || keep(Keep::Theirs)
            size=DialogSize::Large
            footer
            testid="conflict"
        >
            <p>{tr(bi(
                "另一个标签页先保存了它的修改。请选择留下哪一版；两版都不会悄悄消失。",
                "Another tab saved its change first. Choose which version stays; neither goes in silence.",
            ))}</p>
            {move || first.get().map(|conflict| view! { <BothVersions conflict/> })}
        </Dialog>
    }
}

#[component]
fn BothVersions(conflict: Conflict) -> impl IntoView {
    move || {
        let lang = lang();
        let lines = conflict.mine.edit.changes.iter().flat_map(|change| {
            let key = change.key().map(|(table, id)| (table.to_owned(), id));
            let theirs = conflict.theirs.iter().find(|row| {
                key.as_ref()
                    .is_some_and(|(table, id)| row.table() == table && row.id() == *id)
            });
            cells(theirs, change.after.as_ref())
        });
        let lines = lines.map(|cell| {
            view! {
                <tr>
                    <th scope="row">{describe::field_name(&cell.table, &cell.key, lang)}</th>
                    <td>{show_json(&cell.table, &cell.key, cell.before.as_ref(), lang)}</td>
                    <td>{show_json(&cell.table, &cell.key, cell.after.as_ref(), lang)}</td>
                </tr>
            }
        });
        view! {
            <table class="c-change">
                <thead>
                    <tr>
                        <th scope="col">{bi("项目", "Field").in_lang(lang)}</th>
                        <th scope="col">{bi("另一页", "Other tab").in_lang(lang)}</th>
                        <th scope="col">{bi("本页", "This tab").in_lang(lang)}</th>
                    </tr>
                </thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        }
    }
}
