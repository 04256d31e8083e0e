//! Asks for a name, as of a workbook.

use leptos::prelude::*;

use super::{
    describe,
    i18n::{lang, tr},
};
use crate::{
    content::bi,
    domain::record::Problem,
    ui::{Button, ButtonKind, Dialog, DialogSize, Field, TextInput},
};

/// A dialog with one field; blank names are refused.
#[component]
pub fn NameDialog(
    /// Shown or not.
    #[prop(into)]
    open: Signal<bool>,
    /// What is being named.
    #[prop(into)]
    title: Signal<String>,
    /// The name to begin with.
    #[prop(optional, into)]
    old: Signal<String>,
    /// Gets the new name; closing is the caller's.
    #[prop(into)]
    on_name: Callback<String>,
    /// Left without a name.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<Problem>);
    Effect::new(move || {
        if open.get() {
            name.set(old.get_untracked());
            problem.set(None);
        }
    });
    let save = move || {
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            problem.set(Some(Problem::Missing));
        } else {
            on_name.run(typed);
        }
    };
    let footer = move || {
        view! {
            <Button label=tr(bi("取消", "Cancel")) on_click=move |_| on_cancel.run(())/>
            <Button
                label=tr(bi("好", "OK"))
                kind=ButtonKind::Primary
                on_click=move |_| save()
                testid="create-workbook"
            />
        }
    };
    let error = Signal::derive(move || problem.get().map(|p| describe::problem(&p, lang())));
    view! {
        <Dialog
            open
            title
            close_label=tr(bi("关闭", "Close"))
            on_close=on_cancel
            size=DialogSize::Small
            footer
        >
            <Field
                label=tr(bi("名称", "Name"))
                hint=tr(bi("如客户公司名或班级", "Such as the client's or the class's name"))
                error=error
                required=true
            >
                <TextInput
                    value=name
                    on_input=move |typed| name.set(typed)
                    on_enter=move |()| save()
                    autofocus=true
                    testid="workbook-name"
                />
            </Field>
        </Dialog>
    }
}
