//! Kept runs: the classes of a day with everything they followed from.

mod one;

pub use one::RunPage;

use std::{cmp::Reverse, sync::Arc};

use leptos::prelude::*;

use super::asked::Asked;
use crate::{
    app::{
        App,
        classes::{AsOfControl, classified, scheme_options, tab_mark},
        clock::new_id,
        i18n::{lang, show_count, tr},
        route::{ListQuery, Route},
    },
    content::bi,
    domain::{
        Id,
        classify::{Run, RunState, keep_run},
    },
    ui::{
        Badge, Button, ButtonKind, Checkbox, ClassMark, EmptyState, Glyph, LinkButton, PageHeader,
        Section, Select, Tone, Toolbar,
    },
};

const FIRST: &str = "CL-III";

/// The address of a run.
fn href(run: Id) -> String {
    Route::Classify(format!("runs/{run}"), ListQuery::default()).href()
}

/// The address of the movers between two runs, the earlier one first.
fn movers_href(a: &Run, b: &Run) -> String {
    let (before, now) = if a.as_of <= b.as_of { (a, b) } else { (b, a) };
    let query = ListQuery::default()
        .with_choice("before", Some(before.id.to_string()))
        .with_choice("after", Some(now.id.to_string()));
    Route::Classify("migration".to_owned(), query).href()
}

/// The state of a run in a word.
#[component]
fn StateBadge(state: RunState) -> impl IntoView {
    let (label, tone) = match state {
        RunState::Draft => (bi("草稿", "Draft"), Tone::Neutral),
        RunState::Approved => (bi("已批准", "Approved"), Tone::Ok),
    };
    view! { <Badge label=tr(label) tone/> }
}

/// How many customers each class has, with those who have none.
#[component]
fn Sizes(run: Arc<Run>) -> impl IntoView {
    let parts = move || {
        let lang = lang();
        let count = |code: &str| {
            run.rows
                .iter()
                .filter(|row| row.class.as_deref() == Some(code))
                .count()
        };
        let parts = run.scheme.classes.iter().map(|class| {
            let mark = Signal::stored(tab_mark(class, lang));
            view! { <span class="f-class"><ClassMark mark/> {show_count(count(&class.code))}</span> }
        });
        parts.collect_view()
    };
    view! { <span class="f-sizes">{parts}</span> }
}

/// All kept runs.
#[component]
pub fn RunsPage() -> impl IntoView {
    let asked = Asked::get();
    let app = asked.app;
    let runs = Memo::new_with_compare(
        move |_| {
            app.track(Run::TABLE);
            let mut runs: Vec<Arc<Run>> =
                app.book(|book| book.tables.runs.iter().cloned().collect());
            runs.sort_by_key(|run| (Reverse(run.as_of), run.scheme.code.clone(), run.id));
            runs
        },
        |_, _| true,
    );
    let picked = RwSignal::new(Vec::<Id>::new());
    let pair = Memo::new(move |_| {
        runs.with(|runs| {
            let found = picked.with(|picked| {
                let find = |id: &Id| runs.iter().find(|run| run.id == *id).cloned();
                picked.iter().filter_map(find).collect::<Vec<_>>()
            });
            match found.as_slice() {
                [a, b] if a.scheme.code == b.scheme.code => Some(movers_href(a, b)),
                _ => None,
            }
        })
    });
    let compare = move || {
        let link = move |href: String| {
            view! {
                <LinkButton label=tr(bi("比较所选两次", "Compare the two")) href=Signal::stored(href) testid="compare-runs"/>
            }
        };
        view! { {move || pair.get().map(link)} }
    };
    let rows = move || {
        runs.get()
            .into_iter()
            .map(|run| view! { <RunRow run picked/> })
            .collect_view()
    };
    view! {
        <PageHeader
            title=tr(bi("分类运行", "Runs"))
            lead=tr(bi(
                "把某一天的分类连同方案和参数保存下来，以后可以重算核对、批准、互相比较。",
                "Keep the classes of a day with scheme and parameters, to be repeated, approved and compared later.",
            ))
        />
        <Keep asked/>
        <Show
            when=move || runs.with(|runs| !runs.is_empty())
            fallback=|| view! {
                <EmptyState
                    icon=Glyph::History
                    title=tr(bi("还没有保存的运行", "No run kept yet"))
                    text=tr(bi(
                        "选一个方案和截止日，保存一次运行；每期各存一次，就能看出客户怎样变动。",
                        "Choose a scheme and a day and keep a run; one for each period shows how customers move.",
                    ))
                />
            }
        >
            <Section
                title=tr(bi("已保存", "Kept"))
                lead=tr(bi("勾选同一方案的两次运行可以比较。", "Tick two runs of a scheme to compare them."))
                actions=compare
            >
                <ul class="f-runs" data-testid="runs">{rows}</ul>
            </Section>
        </Show>
    }
}

/// Scheme and day of a new run.
#[component]
fn Keep(asked: Asked) -> impl IntoView {
    let app = asked.app;
    let code = Memo::new(move |_| asked.text("scheme").unwrap_or_else(|| FIRST.to_owned()));
    let found = classified(code);
    let keep = move |_| {
        let Some(found) = found.get_untracked() else {
            return;
        };
        let author = app.author();
        let run = Run::keep(new_id(), &found, "");
        app.perform(app.book(|book| keep_run(&book.tables, &author, run)));
    };
    let end = move || {
        view! {
            <Button
                label=tr(bi("运行并保存", "Run and keep"))
                kind=ButtonKind::Primary
                icon=Glyph::Plus
                disabled=Signal::derive(move || found.with(Option::is_none))
                on_click=keep
                testid="keep-run"
            />
        }
    };
    view! {
        <Toolbar label=tr(bi("新的运行", "A new run")) end>
            <Select
                label=tr(bi("分类方案", "Scheme"))
                value=code
                options=Signal::derive(move || scheme_options(lang()))
                on_change=move |code: String| asked.choose("scheme", Some(code))
                small=true
                testid="scheme"
            />
            <AsOfControl/>
        </Toolbar>
    }
}

/// Who made a run and when.
fn made(run: &Run) -> String {
    format!("{} · {}", run.stamp.by, run.stamp.on)
}

#[component]
fn RunRow(run: Arc<Run>, picked: RwSignal<Vec<Id>>) -> impl IntoView {
    let app = App::get();
    let id = run.id;
    let name = {
        let run = run.clone();
        move || {
            let label = run.scheme.label.in_lang(lang()).to_owned();
            format!("{label} · {}", run.as_of)
        }
    };
    let about = {
        let run = run.clone();
        move || made(&run)
    };
    let pick = move |is_on: bool| {
        picked.update(|picked| {
            picked.retain(|other| *other != id);
            if is_on {
                picked.push(id);
            }
            let too_many = picked.len().saturating_sub(2);
            picked.drain(..too_many);
        });
    };
    let note = run.note.clone();
    let link = name.clone();
    view! {
        <li class="f-runs__run">
            <Checkbox
                label=Signal::derive(name)
                bare=true
                checked=Signal::derive(move || picked.with(|picked| picked.contains(&id)))
                on_change=pick
            />
            <div class="f-bin__text">
                <a class="f-bin__name" href=href(id)>{link}</a>
                <p class="f-bin__about">{about} {(!note.is_empty()).then(|| format!(" · {note}"))}</p>
            </div>
            <Sizes run=run.clone()/>
            <StateBadge state=run.state/>
            <Button
                label=tr(bi("删除", "Delete"))
                kind=ButtonKind::Plain
                small=true
                on_click=move |_| one::delete(app, id)
            />
        </li>
    }
}
