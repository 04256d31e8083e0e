//! One kept run: what it rested on, its classes, and what the same gives today.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Sizes, StateBadge, made};
use crate::{
    app::{
        App,
        classes::{class_name, tab_mark},
        clock::new_id,
        i18n::{lang, show_amount, show_count, tr, tr_with},
        ledger::columns,
        route::{ListQuery, Route},
        sheet_table::{ExportListing, Listing, ListingTable, listing},
    },
    content::{Bilingual, Lang, bi},
    domain::{
        Id,
        classify::{
            Judgement, Run, RunState, Scheme, delete_run, keep_run, moves::NONE, set_run_state,
        },
        sheet::{Cell, CellKind, Sheet, SheetColumn},
        tables::Tables,
    },
    features::classify::rule_words::rule_words,
    ui::{
        Button, ButtonKind, DataList, DataPair, EmptyState, Field, Glyph, LinkButton, Notice,
        PageHeader, Section, TabMark, TextInput, Tone,
    },
};

/// Moves a run to the recycle bin.
pub(super) fn delete(app: App, id: Id) {
    let author = app.author();
    app.perform(app.book(|book| delete_run(&book.tables, &author, id, new_id())));
}

/// One kept run.
#[component]
pub fn RunPage(
    /// Its id, from the address.
    id: String,
) -> impl IntoView {
    let app = App::get();
    let run = Memo::new(move |_| {
        app.track(Run::TABLE);
        let id: Id = id.parse().ok()?;
        app.book(|book| book.tables.runs.get(id).cloned())
    });
    move || {
        match run.get() {
        Some(run) => view! { <Shown run/> }.into_any(),
        None => view! {
            <EmptyState
                icon=Glyph::History
                title=tr(bi("没有这次运行", "No such run"))
                text=tr(bi("它可能已被删除，可到回收站找回。", "It may have been deleted; the recycle bin has it."))
            >
                <LinkButton label=tr(bi("全部运行", "All runs")) href="#/classify/runs"/>
            </EmptyState>
        }
        .into_any(),
    }
    }
}

#[component]
fn Shown(run: Arc<Run>) -> impl IntoView {
    let app = App::get();
    let (id, state) = (run.id, run.state);
    let held = StoredValue::new(run.clone());
    let turn = move |state: RunState| {
        let author = app.author();
        app.perform(app.book(|book| set_run_state(&book.tables, &author, id, state)));
    };
    let rows = rows_of(app, held);
    let actions = move || {
        view! {
            <ExportListing of=rows/>
            <Button
                label=tr(bi("删除", "Delete"))
                kind=ButtonKind::Danger
                on_click=move |_| {
                    delete(app, id);
                    crate::app::route::go(&Route::Classify("runs".to_owned(), ListQuery::default()));
                }
            />
        }
    };
    let main_action = move || {
        match state {
        RunState::Draft => view! {
            <Button
                label=tr(bi("批准", "Approve"))
                kind=ButtonKind::Primary
                icon=Glyph::Check
                on_click=move |_| turn(RunState::Approved)
                testid="approve-run"
            />
        }
        .into_any(),
        RunState::Approved => view! {
            <Button label=tr(bi("改回草稿", "Reopen")) on_click=move |_| turn(RunState::Draft) testid="reopen-run"/>
        }
        .into_any(),
    }
    };
    let title =
        Signal::derive(move || held.with_value(|run| run.scheme.label.in_lang(lang()).to_owned()));
    let lead = tr_with(bi("截至 {0} 的分类", "Classes as of {0}"), move |_| {
        [held.with_value(|run| run.as_of.to_string())]
    });
    view! {
        <PageHeader title lead actions main_action/>
        <p class="f-run__state"><StateBadge state/> <Sizes run=run.clone()/></p>
        <Repeated run=held/>
        <Section title=tr(bi("依据", "What it rested on"))>
            <DataList items=Signal::derive(move || held.with_value(|run| parameters(run, lang())))/>
            <Note run=held/>
        </Section>
        <Section title=tr(bi("客户", "Customers"))>
            <ListingTable of=rows testid="run-rows"/>
        </Section>
    }
}

fn pair(label: Bilingual, value: String, lang: Lang) -> DataPair {
    DataPair {
        label: label.in_lang(lang).to_owned(),
        value,
        number: false,
    }
}

/// Scheme, rule, days and what was left out.
fn parameters(run: &Run, lang: Lang) -> Vec<DataPair> {
    let mut pairs = vec![
        pair(
            bi("方案", "Scheme"),
            format!("{} ({})", run.scheme.label.in_lang(lang), run.scheme.code),
            lang,
        ),
        pair(bi("划分依据", "Basis"), rule_words(&run.scheme, lang), lang),
        pair(bi("所看期间", "Period"), period(run), lang),
        pair(bi("客户数", "Customers"), show_count(run.rows.len()), lang),
        pair(bi("做成", "Made by"), made(run), lang),
    ];
    if run.removed > 0 {
        let text = crate::app::i18n::fill(
            bi("{0} 位，合计 {1}", "{0}, together {1}"),
            lang,
            &[run.removed.to_string(), show_amount(run.removed_sum)],
        );
        pairs.push(pair(bi("数额为零或负", "At zero or below"), text, lang));
    }
    pairs
}

fn period(run: &Run) -> String {
    if run.first == chrono::NaiveDate::MIN {
        return format!("– {}", run.as_of);
    }
    format!("{} – {}", run.first, run.as_of)
}

/// What the run was for, in the words of whoever keeps it.
#[component]
fn Note(run: StoredValue<Arc<Run>>) -> impl IntoView {
    let app = App::get();
    let change = move |note: String| {
        let kept = run.with_value(|run| Run {
            note: note.trim().to_owned(),
            ..Run::clone(run)
        });
        if run.with_value(|run| run.note == kept.note) {
            return;
        }
        let author = app.author();
        app.perform(app.book(|book| keep_run(&book.tables, &author, kept)));
    };
    view! {
        <Field label=tr(bi("备注", "Note"))>
            <TextInput value=Signal::derive(move || run.with_value(|run| run.note.clone())) on_change=change testid="run-note"/>
        </Field>
    }
}

/// The same scheme on the same day over the workbook as it is now, and what differs.
#[component]
fn Repeated(run: StoredValue<Arc<Run>>) -> impl IntoView {
    let app = App::get();
    let columns = columns();
    let differences = listing(move || {
        app.track(Judgement::TABLE);
        let lang = lang();
        let run = run.get_value();
        let columns = columns.get();
        let title = bi("与保存时的差异", "Differences from the kept run")
            .in_lang(lang)
            .to_owned();
        app.book(|book| {
            let now = run.repeat(&columns, &book.tables);
            let found = run.differences(&now);
            let row = |difference: &crate::domain::classify::Difference| {
                vec![
                    name(&book.tables, difference.customer),
                    class_cell(&run.scheme, difference.before.as_deref(), lang),
                    class_cell(&run.scheme, difference.now.as_deref(), lang),
                ]
            };
            let tabs = |read: fn(&crate::domain::classify::Difference) -> Option<&str>| {
                found
                    .iter()
                    .map(|one| tab_of(&run.scheme, read(one), lang))
                    .collect()
            };
            Listing {
                sheet: Sheet {
                    title,
                    columns: DIFFERENCES.to_vec(),
                    rows: found.iter().map(row).collect(),
                    foot: Vec::new(),
                },
                customers: found.iter().map(|difference| difference.customer).collect(),
                tabs: vec![
                    ("before", tabs(|one| one.before.as_deref())),
                    ("now", tabs(|one| one.now.as_deref())),
                ],
            }
        })
    });
    let count = move || differences.with(|found| found.sheet.rows.len());
    view! {
        <Section
            title=tr(bi("今天重算", "Repeated today"))
            lead=tr(bi("用当时的方案和截止日，对现在的台账再算一次。", "The scheme and the day of then, over the ledger as it is now."))
        >
            <Show
                when=move || count() != 0
                fallback=|| view! {
                    <Notice tone=Tone::Ok title=tr(bi("与保存时相同。", "The same as when it was kept."))/>
                }
            >
                <Notice
                    tone=Tone::Warn
                    title=tr_with(
                        bi("{0} 位客户与保存时不同：台账或判定后来改过。", "{0} customer{s} differ: ledger or judgements have changed since."),
                        move |_| [show_count(count())],
                    )
                />
                <ListingTable of=differences testid="run-differences"/>
            </Show>
        </Section>
    }
}

fn name(tables: &Tables, customer: Id) -> Cell {
    let found = tables.customers.get(customer);
    found.map_or(Cell::Words(bi("（已删除）", "(deleted)")), |customer| {
        Cell::Text(customer.name.clone())
    })
}

fn class_cell(scheme: &Scheme, code: Option<&str>, lang: Lang) -> Cell {
    let Some(code) = code else {
        return Cell::Words(NONE);
    };
    let class = scheme.class(code).and_then(|class| scheme.class_at(class));
    Cell::Text(class.map_or_else(|| code.to_owned(), |class| class_name(class, lang)))
}

fn tab_of(scheme: &Scheme, code: Option<&str>, lang: Lang) -> Option<TabMark> {
    let class = scheme.class_at(scheme.class(code?)?)?;
    Some(tab_mark(class, lang))
}

/// The customers of the run as they were kept.
fn rows_of(app: App, run: StoredValue<Arc<Run>>) -> Memo<Arc<Listing>> {
    listing(move || {
        let lang = lang();
        let run = run.get_value();
        let title = format!("{} {}", run.scheme.label.in_lang(lang), run.as_of);
        app.book(|book| {
            let row = |row: &crate::domain::classify::RunRow| {
                let remark = match (row.judged, row.uncertain) {
                    (true, _) => Cell::Words(bi("人工判定", "Judged")),
                    (_, true) => Cell::Words(bi("不确定", "Uncertain")),
                    _ => Cell::Empty,
                };
                let treated = row.treat_as.as_deref();
                vec![
                    name(&book.tables, row.customer),
                    class_cell(&run.scheme, row.class.as_deref(), lang),
                    Cell::number(row.metric),
                    treated.map_or(Cell::Empty, |code| {
                        class_cell(&run.scheme, Some(code), lang)
                    }),
                    remark,
                ]
            };
            let tabs = run
                .rows
                .iter()
                .map(|row| tab_of(&run.scheme, row.class.as_deref(), lang));
            Listing {
                sheet: Sheet {
                    title: title.clone(),
                    columns: ROWS.to_vec(),
                    rows: run.rows.iter().map(row).collect(),
                    foot: Vec::new(),
                },
                customers: run.rows.iter().map(|row| row.customer).collect(),
                tabs: vec![("class", tabs.collect())],
            }
        })
    })
}

const ROWS: [SheetColumn; 5] = [
    SheetColumn::new("name", bi("客户", "Customer"), CellKind::Text),
    SheetColumn::new("class", bi("类别", "Class"), CellKind::Text),
    SheetColumn::new("metric", bi("数值", "Value"), CellKind::Number),
    SheetColumn::new("treat_as", bi("按此类对待", "Treated as"), CellKind::Text),
    SheetColumn::new("remark", bi("说明", "Remark"), CellKind::Text),
];

const DIFFERENCES: [SheetColumn; 3] = [
    SheetColumn::new("name", bi("客户", "Customer"), CellKind::Text),
    SheetColumn::new("before", bi("保存时", "As kept"), CellKind::Text),
    SheetColumn::new("now", bi("现在", "Now"), CellKind::Text),
];
