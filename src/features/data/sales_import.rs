//! A table of sales lines on its way in. The worker reads, plans and makes the records; the page
//! takes them over in steps, so that it stays quick with 100,000 lines.

use std::{cell::Cell, rc::Rc, sync::Arc};

use leptos::{prelude::*, task::spawn_local};

use super::{
    Desk, TableFile,
    plan_view::{CountTable, RefusedRows},
    sales_view::{Changed, Missing, Sums},
    table_columns::{Columns, options},
    table_import::{HowRead, remember},
};
use crate::{
    app::{
        App, NewBook, Phase,
        clock::{self, Pace},
        describe, describe_file,
        i18n::{show_count, tr, tr_with},
        route::{self, ListQuery, Route},
        worker::{Stop, WorkerError, run},
    },
    content::{Bilingual, bi},
    domain::{
        Customer,
        edit::{Action, Change, Edit},
        ledger::{HOME_CURRENCY, SalesLine},
    },
    exchange::{
        csv::CsvOptions,
        jobs::{self, Job, Known, PlannedSales},
        plan::{LineKey, Maker, SalesOptions, default_line_key},
    },
    ui::{
        Button, ButtonKind, Checkbox, Field, FieldSet, Notice, NumberInput, Progress, Section,
        Select, TextInput, Tone,
    },
};

/// What the dry run has come to.
#[derive(Clone)]
enum State {
    Working(Bilingual, Option<f64>),
    Failed(String),
    Ready,
}

const CHECKING: Bilingual = bi("正在核对…", "Working through the file…");
const IMPORTING: Bilingual = bi("正在导入…", "Importing…");

async fn plan_sales(
    app: App,
    file: &TableFile,
    options: CsvOptions,
    how: SalesOptions,
    stop: &Stop,
    progress: impl Fn(f64) + Clone + 'static,
) -> Result<PlannedSales, WorkerError> {
    let author = app.author();
    let (maker, mut known) = app.book(|book| {
        let maker = Maker {
            author: author.name,
            today: author.today,
            seed: clock::new_id(),
            home: HOME_CURRENCY.currency(&book.tables),
        };
        (maker, Known::of(&book.tables))
    });
    let mut pace = Pace::begin();
    while known.step().map_err(WorkerError::Job)? {
        pace.step().await;
    }
    let (known, records) = known.finish().map_err(WorkerError::Job)?;
    let job = Job::PlanSales {
        options,
        how,
        maker,
        file: file.bytes.len(),
        known,
    };
    let payload = [file.bytes.as_slice(), &records].concat();
    let answer = run(&job, &payload, stop, progress).await?;
    jobs::planned_sales(answer).map_err(WorkerError::Job)
}

/// Takes the records over and makes one edit of them, unless it is halted.
async fn take_over(
    app: App,
    planned: &PlannedSales,
    is_halted: &Cell<bool>,
    progress: impl Fn(f64),
) -> Option<Edit> {
    let mut changes = Vec::with_capacity(planned.n_records());
    let mut pace = Pace::begin();
    for (index, chunk) in planned.chunks().enumerate() {
        let records = match chunk {
            Ok(records) => records,
            Err(error) => {
                let error = WorkerError::Job(error);
                app.say(Tone::Risk, describe_file::worker_error(&error, app));
                return None;
            }
        };
        app.book(|book| {
            changes.extend(records.into_iter().map(|after| Change {
                before: book.tables.get(after.table(), after.id()),
                after: Some(after),
            }));
        });
        #[expect(clippy::cast_precision_loss, reason = "a bar needs no more")]
        progress((index + 1) as f64 / planned.len() as f64);
        pace.step().await;
        if is_halted.get() {
            return None;
        }
    }
    let count = planned.counts.get(SalesLine::TABLE);
    let count = count.map_or(0, |counts| counts.new + counts.changed);
    Some(Edit {
        action: Action::over("import.sales", count),
        changes,
    })
}

/// The dry run of a table of sales lines.
#[component]
pub fn SalesImport(
    /// The file.
    file: Arc<TableFile>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let app = desk.app;
    let parsed = StoredValue::new(file.parsed.clone());
    let choices = RwSignal::new(file.options.columns.clone());
    let has_customers = app.book(|book| !book.tables.customers.is_empty());
    let how = RwSignal::new(SalesOptions {
        makes_customers: !has_customers,
        ..SalesOptions::default()
    });
    let planned = RwSignal::new(Arc::new(PlannedSales::default()));
    let plan = Memo::new(move |_| planned.with(|planned| planned.as_plan()));
    let state = RwSignal::new(State::Working(CHECKING, None));
    let stop = StoredValue::new_local(Stop::default());
    let is_importing = StoredValue::new(false);
    let show = move |what| {
        move |share| {
            state.try_set(State::Working(what, Some(share)));
        }
    };
    let look = {
        let file = Arc::clone(&file);
        move || {
            let file = Arc::clone(&file);
            let mine = Stop::default();
            stop.with_value(Stop::stop);
            stop.set_value(mine.clone());
            state.set(State::Working(CHECKING, None));
            let columns = choices.get_untracked();
            let options = CsvOptions {
                columns,
                ..file.options.clone()
            };
            // Read now: when the work begins, the dry run may have gone from the screen.
            let how = how.get_untracked();
            async move {
                match plan_sales(app, &file, options, how, &mine, show(CHECKING)).await {
                    Ok(made) => {
                        if let Some(settled) = made.parsed.clone() {
                            parsed.try_set_value(settled);
                        }
                        planned.try_set(Arc::new(made));
                        state.try_set(State::Ready);
                    }
                    Err(WorkerError::Stopped) => {}
                    Err(error) => {
                        let why = describe_file::worker_error(&error, app);
                        state.try_set(State::Failed(why));
                    }
                }
            }
        }
    };
    Effect::new({
        let look = look.clone();
        move || {
            app.track(Customer::TABLE);
            app.track("products");
            app.track(SalesLine::TABLE);
            app.track("rules");
            how.track();
            choices.track();
            // Its own edit is no reason to look again.
            if !is_importing.get_value() {
                spawn_local(look());
            }
        }
    });
    on_cleanup(move || {
        stop.try_with_value(Stop::stop);
    });
    let is_open = Memo::new(move |_| matches!(app.phase.get(), Phase::Open(_)));
    let name = file.name.clone();
    let carry_out = move |_| {
        let look = look.clone();
        let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
        let book_name = if stem.trim().is_empty() {
            app.language_untracked(bi("销售台账", "Sales ledger"))
        } else {
            stem.to_owned()
        };
        spawn_local(async move {
            if !matches!(app.phase.get_untracked(), Phase::Open(_)) {
                app.create(NewBook::Empty(book_name)).await;
                look().await;
            }
            let revision = app.book(|book| book.revision);
            remember(app, parsed, choices);
            let made = planned.get_untracked();
            let is_halted = Rc::new(Cell::new(false));
            let mine = Stop::default();
            mine.when_stopped({
                let is_halted = Rc::clone(&is_halted);
                move || is_halted.set(true)
            });
            stop.set_value(mine);
            state.set(State::Working(IMPORTING, None));
            is_importing.set_value(true);
            let edit = if app.snapshot("import").await {
                take_over(app, &made, &is_halted, show(IMPORTING)).await
            } else {
                None
            };
            if is_halted.get() {
                return;
            }
            let Some(edit) = edit else {
                is_importing.set_value(false);
                return state.set(State::Ready);
            };
            if app.book(|book| book.revision) != revision {
                app.say(
                    Tone::Warn,
                    app.language_untracked(bi(
                        "工作簿刚刚变了，请重新读一遍文件。",
                        "The workbook has just changed; read the file again.",
                    )),
                );
                is_importing.set_value(false);
                return look().await;
            }
            if app.perform(Ok(edit)) {
                desk.clear();
                route::go(&Route::Ledger(String::new(), ListQuery::default()));
            } else {
                is_importing.set_value(false);
                state.set(State::Ready);
            }
        });
    };
    let n_written = Memo::new(move |_| planned.with(|planned| planned.n_records()));
    let is_ready = Memo::new(move |_| state.with(|state| matches!(state, State::Ready)));
    let body = move || {
        match state.get() {
        State::Working(what, share) => view! {
            <Progress
                label=tr(what)
                value=share
                cancel_label=tr(bi("停止", "Stop"))
                on_cancel=move || {
                    stop.with_value(Stop::stop);
                    desk.clear();
                }
            />
        }
        .into_any(),
        State::Failed(why) => view! {
            <Notice tone=Tone::Risk title=tr(bi("这个文件没有被接受", "The file was not accepted")) text=why/>
        }
        .into_any(),
        State::Ready => view! {
            <Missing planned how/>
            <CountTable plan/>
            <Sums planned/>
            <Changed planned/>
        }
        .into_any(),
    }
    };
    view! {
        <HowRead file=Arc::clone(&file)/>
        <Columns parsed choices plan/>
        <Section
            title=tr(bi("会发生什么", "What would happen"))
            lead=tr(bi("现在还什么都没有改。", "Nothing has been changed yet."))
        >
            <How how choices parsed plan/>
            {body}
        </Section>
        <RefusedRows plan source=parsed/>
        <Show when=move || !is_open.get()>
            <Notice title=tr(bi("会为这些明细新建一个工作簿", "A new workbook will be made for these lines"))/>
        </Show>
        <div class="f-import__end">
            <Button label=tr(bi("取消", "Cancel")) on_click=move |_| desk.clear()/>
            <Button
                label=tr_with(bi("导入 {0} 条记录", "Import {0} record{s}"), move |_| [show_count(n_written.get())])
                kind=ButtonKind::Primary
                disabled=Signal::derive(move || n_written.get() == 0 || !is_ready.get())
                on_click=carry_out
                testid="run-import"
            />
        </div>
    }
}

/// How rows find what is here, and what is made of what they do not find.
#[component]
fn How(
    how: RwSignal<SalesOptions>,
    choices: RwSignal<crate::exchange::csv::ColumnChoices>,
    parsed: StoredValue<crate::exchange::csv::Parsed>,
    #[prop(into)] plan: Signal<crate::exchange::plan::Plan>,
) -> impl IntoView {
    let app = App::get();
    let key = Signal::derive(move || {
        plan.track();
        let guessed = || parsed.with_value(|parsed| default_line_key(&parsed.columns));
        let code = match how.get().key.unwrap_or_else(guessed) {
            LineKey::Document => "document",
            LineKey::Content => "content",
            LineKey::None => "none",
        };
        code.to_owned()
    });
    let by_key = move |code: String| {
        let key = match code.as_str() {
            "document" => LineKey::Document,
            "none" => LineKey::None,
            _ => LineKey::Content,
        };
        how.update(|how| how.key = Some(key));
    };
    let home = move || {
        app.track("rules");
        app.book(|book| HOME_CURRENCY.currency(&book.tables).to_string())
    };
    let currency = Signal::derive(move || {
        let chosen = choices.with(|choices| choices.currency);
        chosen.map_or_else(home, |currency| currency.to_string())
    });
    let problem = RwSignal::new(None::<String>);
    let by_currency = move |text: String| match text.trim().to_uppercase().parse() {
        Ok(currency) => {
            problem.set(None);
            choices.update(|choices| choices.currency = Some(currency));
        }
        Err(_) => {
            let lang = app.language.0.get_untracked();
            let why = crate::domain::record::Problem::Currency;
            problem.set(Some(describe::problem(&why, lang)));
        }
    };
    let is_foreign = Signal::derive(move || currency.get() != home());
    let rate = Signal::derive(move || {
        how.with(|how| how.rate.map(|rate| rate.to_string()).unwrap_or_default())
    });
    let by_rate = move |text: String| how.update(|how| how.rate = text.trim().parse().ok());
    view! {
        <FieldSet>
            <Field
                label=tr(bi("凭什么认出已有明细", "How lines already here are recognised"))
                hint=tr(bi("认出的更新，认不出的新增；同一文件导入两次不会重复", "Those recognised are updated, the others added; a file imported twice is not doubled"))
            >
                <Select
                    value=key
                    options=options([
                        ("document", bi("单号、客户与产品", "Document, customer and product")),
                        ("content", bi("日期、客户、产品、数量与金额", "Date, customer, product, quantity and amount")),
                        ("none", bi("不认，全部新增", "Not at all: add every row")),
                    ])
                    on_change=by_key
                    testid="line-key"
                />
            </Field>
            <Field label=tr(bi("未写币种的金额是", "Amounts without a currency are in")) error=problem>
                <TextInput value=currency on_change=by_currency testid="currency"/>
            </Field>
            <Show when=move || is_foreign.get()>
                <Field
                    label=tr(bi("没有汇率的行按此折算", "Exchange rate of rows without one"))
                    hint=tr_with(bi("1 单位折合多少 {0}", "How much of {0} is one unit"), move |_| [home()])
                >
                    <NumberInput value=rate on_change=by_rate testid="rate"/>
                </Field>
            </Show>
            <Checkbox
                label=tr(bi("新建名册里没有的客户", "Make customers that are not in the roster"))
                checked=Signal::derive(move || how.get().makes_customers)
                on_change=move |is_on: bool| how.update(|how| how.makes_customers = is_on)
            />
            <Checkbox
                label=tr(bi("新建还没有的产品", "Make products that are not here yet"))
                checked=Signal::derive(move || how.get().makes_products)
                on_change=move |is_on: bool| how.update(|how| how.makes_products = is_on)
            />
            <Checkbox
                label=tr(bi("空格子清除已有内容", "Blank cells erase what is there"))
                checked=Signal::derive(move || how.get().blanks_erase)
                on_change=move |is_on: bool| how.update(|how| how.blanks_erase = is_on)
            />
        </FieldSet>
    }
}
