//! Keeps the classes of the day as a run.

use leptos::prelude::*;

use super::Of;
use crate::{
    app::{
        clock::new_id,
        i18n::{tr, tr_with},
    },
    content::bi,
    domain::classify::{Run, keep_run},
    ui::{Button, ButtonKind, Dialog, DialogSize, Field, TextInput},
};

/// Asks what the run is for, and keeps it.
#[component]
pub fn KeepDialog(of: Of, open: RwSignal<bool>) -> impl IntoView {
    let app = of.app;
    let note = RwSignal::new(String::new());
    let day = move || of.with(|found| found.as_of.to_string()).unwrap_or_default();
    let keep = move || {
        let author = app.author();
        let note = note.get_untracked();
        let run = untrack(|| of.with(|found| Run::keep(new_id(), found, &note)));
        let edit = run.map(|run| app.book(|book| keep_run(&book.tables, &author, run)));
        if edit.is_some_and(|edit| app.perform(edit)) {
            open.set(false);
        }
    };
    let footer = move || {
        view! {
            <Button label=tr(bi("取消", "Cancel")) on_click=move |_| open.set(false)/>
            <Button
                label=tr(bi("保存运行", "Keep run"))
                kind=ButtonKind::Primary
                on_click=move |_| keep()
                testid="save-run"
            />
        }
    };
    view! {
        <Dialog
            open
            title=tr_with(bi("保存 {0} 的分类", "Keep the classes of {0}"), move |_| [day()])
            close_label=tr(bi("关闭", "Close"))
            on_close=move || open.set(false)
            size=DialogSize::Small
            footer
            testid="keep-run-dialog"
        >
            <p>{tr(bi(
                "连同规则、界限和每位客户的类别一起留存，日后可以照样重算、对照变动。",
                "Kept with the rule, the cuts and every customer's class, so that it can be repeated and compared later.",
            ))}</p>
            <Field label=tr(bi("备注", "Note")) hint=tr(bi("可空", "May be blank"))>
                <TextInput value=note on_input=move |typed| note.set(typed) on_enter=move |()| keep()/>
            </Field>
        </Dialog>
    }
}
