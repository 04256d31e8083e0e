//! Customers: the roster, a customer's page, the printed forms.

pub mod page;
pub mod print;
pub mod roster;
mod standing;

use leptos::prelude::*;

use crate::{
    app::{
        App,
        form::{Draft, DraftField, put_all, read_all, show_fault},
        i18n::tr,
        route::{self, Route},
    },
    content::bi,
    domain::{
        Customer,
        customer::put,
        edit::{Action, EditBuilder, EditError},
    },
    ui::{Button, ButtonKind, Dialog, FieldSet},
};

/// Makes a customer from the few facts that a card needs at once; the rest follows on its page.
#[component]
pub fn NewCustomerDialog(
    /// Shown or not.
    open: RwSignal<bool>,
) -> impl IntoView {
    let app = App::get();
    let drafts = StoredValue::new(Vec::<Draft>::new());
    let start = move || {
        let keys = [
            "name", "code", "status", "country", "city", "phone", "owner",
        ];
        let fields = keys.iter().filter_map(|key| Customer::field(key));
        let fresh: Vec<_> = fields.map(|field| Draft::new(field, None)).collect();
        drafts.set_value(fresh);
    };
    let save = move || {
        let Some(values) = drafts.with_value(|drafts| read_all(drafts)) else {
            return;
        };
        let id = crate::app::clock::new_id();
        let mut customer = Customer::new(id, "");
        put_all(values, |key, value| customer.set(key, value));
        let author = app.author();
        customer.card_date.get_or_insert(author.today);
        let name = customer.name.clone();
        let edit = app.book(|book| {
            let mut builder = EditBuilder::new(&book.tables, &author);
            put(&mut builder, &book.tables, customer, &author);
            builder.finish(Action::on("customer.create", &name))
        });
        match edit {
            Err(EditError::Invalid { fault, .. })
                if drafts.with_value(|d| show_fault(d, &fault.field, &fault.problem)) => {}
            edit => {
                if app.perform(edit) {
                    open.set(false);
                    route::go(&Route::Customer(id, "card".to_owned()));
                }
            }
        }
    };
    let footer = move || {
        view! {
            <Button label=tr(bi("取消", "Cancel")) on_click=move |_| open.set(false)/>
            <Button
                label=tr(bi("建卡", "Create card"))
                kind=ButtonKind::Primary
                on_click=move |_| save()
                testid="create-customer"
            />
        }
    };
    view! {
        <Dialog
            open
            title=tr(bi("新建客户", "New customer"))
            close_label=tr(bi("关闭", "Close"))
            on_close=move || open.set(false)
            footer
            testid="new-customer"
        >
            {
                start();
                view! {
                    <FieldSet>
                        {drafts
                            .get_value()
                            .into_iter()
                            .map(|draft| {
                                let required = draft.field.key == "name";
                                view! { <DraftField draft required/> }
                            })
                            .collect_view()}
                    </FieldSet>
                }
            }
        </Dialog>
    }
}
