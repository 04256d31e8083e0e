//! The journal: everything that was done to the workbook lately.

use leptos::prelude::*;

use crate::{
    app::{
        App,
        changes::ChangeCells,
        clock::show_moment,
        describe,
        i18n::{lang, show_count, tr, tr_with},
    },
    content::bi,
    domain::journal::Entry,
    ui::{Button, Disclosure, EmptyState, Glyph, PageHeader},
};

/// So many entries are listed at first, and more at each request.
const PAGE: usize = 50;
/// So many records of an entry are shown cell by cell.
const DETAIL: usize = 40;

/// The journal.
#[component]
pub fn JournalPage() -> impl IntoView {
    let app = App::get();
    let n_shown = RwSignal::new(PAGE);
    let total = Memo::new(move |_| {
        app.track_all();
        app.journal(|journal| journal.entries().len())
    });
    let lines = move || {
        app.track_all();
        let lang = lang();
        let entries: Vec<Entry> = app.journal(|journal| {
            journal
                .entries()
                .iter()
                .rev()
                .take(n_shown.get())
                .cloned()
                .collect()
        });
        entries
            .into_iter()
            .map(|entry| {
                let what = describe::turn(&entry, lang);
                let who = format!("{} · {} · #{}", entry.by, show_moment(entry.at_ms), entry.seq);
                let count = entry.edit.changes.len();
                let shown: Vec<_> = entry.edit.changes.into_iter().take(DETAIL).collect();
                let summary = tr_with(bi("{0} 条记录", "{0} record{s}"), move |_| [show_count(count)]);
                let rest = count.saturating_sub(DETAIL);
                view! {
                    <li class="f-history__entry">
                        <div class="f-history__head">
                            <span class="f-history__what">{what}</span>
                            <span class="f-history__who">{who}</span>
                        </div>
                        <Disclosure summary=summary>
                            <ChangeCells changes=shown.clone()/>
                            {(rest > 0).then(|| view! {
                                <p>{tr_with(bi("另有 {0} 条", "and {0} more"), move |_| [show_count(rest)])}</p>
                            })}
                        </Disclosure>
                    </li>
                }
            })
            .collect_view()
    };
    let actions = move || {
        view! {
            <Button
                label=tr(bi("撤销上一步", "Undo last"))
                icon=Glyph::Undo
                disabled=Signal::derive(move || !app.can_undo.get())
                on_click=move |_| app.undo()
            />
        }
    };
    view! {
        <PageHeader
            title=tr(bi("操作日志", "Journal"))
            lead=tr(bi(
                "最近的每一步修改，可以逐步撤销。保留 500 步、14 天。",
                "Every recent change, which can be undone step by step. Kept for 500 steps and 14 days.",
            ))
            actions
        />
        <Show
            when=move || total.get() != 0
            fallback=|| view! {
                <EmptyState icon=Glyph::History title=tr(bi("日志还是空的", "The journal is empty"))/>
            }
        >
            <ul class="f-history">{lines}</ul>
            <Show when=move || total.get().saturating_sub(n_shown.get()) != 0>
                <Button
                    label=tr(bi("显示更早的", "Show earlier ones"))
                    on_click=move |_| n_shown.update(|n| *n += PAGE)
                />
            </Show>
        </Show>
    }
}
