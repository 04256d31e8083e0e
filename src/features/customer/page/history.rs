//! What was changed on one customer, by whom and when, newest first.

use leptos::prelude::*;

use crate::{
    app::{
        App,
        changes::ChangeCells,
        clock::show_moment,
        describe,
        i18n::{lang, tr},
    },
    content::bi,
    domain::{
        Customer, Id,
        classify::Judgement,
        customer::{Address, Contact},
        edit::Change,
        journal::{Entry, Journal},
    },
    ui::{EmptyState, Glyph, Section},
};

fn entries_of(journal: &Journal, customer: Id) -> Vec<(Entry, Vec<Change>)> {
    let is_ours = |change: &&Change| {
        let record = change.after.as_ref().or(change.before.as_ref());
        record.is_some_and(|record| {
            let is_itself = record.table() == Customer::TABLE && record.id() == customer;
            let is_child = matches!(
                record.table(),
                Contact::TABLE | Address::TABLE | Judgement::TABLE
            ) && record
                .references()
                .iter()
                .any(|reference| reference.id == customer);
            is_itself || is_child
        })
    };
    let mut found = Vec::new();
    for entry in journal.entries().iter().rev() {
        let changes: Vec<_> = entry.edit.changes.iter().filter(is_ours).cloned().collect();
        if !changes.is_empty() {
            found.push((entry.clone(), changes));
        }
    }
    found
}

/// The history of a customer with its contacts and addresses.
#[component]
pub fn History(
    /// Whose.
    id: Id,
) -> impl IntoView {
    let app = App::get();
    let list = move || {
        for table in [
            Customer::TABLE,
            Contact::TABLE,
            Address::TABLE,
            Judgement::TABLE,
        ] {
            app.track(table);
        }
        let lang = lang();
        let entries = app.journal(|journal| entries_of(journal, id));
        if entries.is_empty() {
            return view! {
                <EmptyState
                    icon=Glyph::History
                    title=tr(bi("还没有修改记录", "Nothing has been changed yet"))
                    text=tr(bi(
                        "较早的修改会随日志到期而移除；卡片上的修订号仍然保留。",
                        "Old entries leave the journal in time; the revision number on the card stays.",
                    ))
                />
            }
            .into_any();
        }
        entries
            .into_iter()
            .map(|(entry, changes)| {
                let what = describe::turn(&entry, lang);
                view! {
                    <article class="f-history__entry">
                        <header class="f-history__head">
                            <span class="f-history__what">{what}</span>
                            <span class="f-history__who">{format!("{} · {}", entry.by, show_moment(entry.at_ms))}</span>
                        </header>
                        <ChangeCells changes/>
                    </article>
                }
            })
            .collect_view()
            .into_any()
    };
    view! {
        <Section
            title=tr(bi("修改历史", "History"))
            lead=tr(bi("谁在什么时候改了哪一格。", "Who changed which field, and when."))
        >
            <div class="f-history">{list}</div>
        </Section>
    }
}
