//! 表13-1 客户信息表, everything known of one customer.

use leptos::prelude::*;

use super::{super::page::follow, class_line::ClassLine};
use crate::{
    app::{
        App,
        classes::shown_classified,
        i18n::{choice_label, lang, show_value, tr},
        printing::{MakerLine, PrintBar},
        route::Route,
    },
    content::bi,
    domain::{
        Customer, Id,
        customer::{CHANNELS, GROUPS, METHODS},
        field::Kind,
    },
    ui::{Checkbox, FormCell, PrintSheet},
};

/// The table on paper. Personal information is left out unless asked for and consented to.
#[component]
pub fn CustomerTablePage(
    /// Whose.
    id: Id,
) -> impl IntoView {
    let app = App::get();
    let customer = follow(app, id);
    let shown = shown_classified();
    let shows_personal = RwSignal::new(false);
    let has_consent =
        Signal::derive(move || customer.with(|c| c.as_ref().is_some_and(|c| c.has_consent())));
    let group_view = move |key: &'static str| {
        let fields = Customer::FIELDS
            .iter()
            .filter(move |field| field.group == key);
        let cells = fields.map(move |field| {
            let text = move || {
                let lang = lang();
                customer.with(|customer| {
                    let value = customer
                        .as_ref()
                        .and_then(|customer| customer.get(field.key));
                    value
                        .map(|value| show_value(field, &value, lang))
                        .unwrap_or_default()
                })
            };
            let span = match (field.kind, field.key) {
                (Kind::Paragraph, _) | (_, "name" | "address" | "business_scope") => 12,
                _ => 6,
            };
            view! { <FormCell label=tr(field.label) span>{text}</FormCell> }
        });
        let source = move || {
            let lang = lang();
            customer.with(|customer| {
                let provenance = customer
                    .as_ref()
                    .and_then(|c| c.provenance.get(key).cloned());
                let provenance = provenance.unwrap_or_default();
                let parts = [
                    provenance
                        .channel
                        .map(|code| choice_label(CHANNELS, &code, lang)),
                    provenance
                        .method
                        .map(|code| choice_label(METHODS, &code, lang)),
                    provenance.collector,
                    provenance.collected_on.map(|date| date.to_string()),
                ];
                parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
            })
        };
        view! {
            {cells.collect_view()}
            <FormCell label=tr(bi("来源·方法·收集人·日期", "Source, method, collector, date")) span=12>{source}</FormCell>
        }
    };
    let groups = GROUPS
        .iter()
        .filter(|group| group.key != "performance")
        .map(move |group| {
            let is_shown =
                move || group.key != "personal" || (shows_personal.get() && has_consent.get());
            view! {
                <Show when=is_shown>
                    <h2 class="print-sheet__group">{tr(group.label)}</h2>
                    <div class="print-grid">{group_view(group.key)}</div>
                </Show>
            }
        })
        .collect_view();
    let foot = move || view! { <MakerLine/> };
    let subtitle = Signal::derive(move || app.book_name());
    view! {
        <PrintBar back=Route::Customer(id, "card".to_owned()).href()/>
        <Show when=move || has_consent.get()>
            <div class="f-print-option">
                <Checkbox
                    label=tr(bi("打印个人资料（已获同意）", "Print personal information (consented)"))
                    checked=shows_personal
                    on_change=move |is_on: bool| shows_personal.set(is_on)
                />
            </div>
        </Show>
        <PrintSheet title=tr(bi("表13-1 客户信息表", "Table 13-1 Customer information")) subtitle foot>
            {groups}
            <h2 class="print-sheet__group">{tr(bi("类别", "Classes"))}</h2>
            <div class="print-grid">
                <FormCell label=tr(bi("各分类", "By scheme")) span=12><ClassLine id shown/></FormCell>
            </div>
        </PrintSheet>
    }
}
