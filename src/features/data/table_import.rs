//! A table of text on its way in: how it is read, what its columns hold, what it would do.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use super::{
    Desk, TableFile,
    door::read_table,
    plan_view::{CountTable, Items, RefusedRows, carry_out},
    spreadsheet::SheetRead,
    table_columns::{Columns, options},
};
use crate::{
    app::{
        App, NewBook, Phase,
        i18n::{show_count, tr, tr_with},
        route::{self, ListQuery, Route},
    },
    content::bi,
    exchange::{
        csv::{ColumnChoices, CsvOptions, Encoding, Subject, header_key},
        plan::{MatchKey, Plan, TableOptions, default_key, from_table},
    },
    ui::{Button, ButtonKind, Checkbox, Field, FieldSet, Notice, Section, Select, Tone},
};

/// The dry run of a table.
#[component]
pub fn TableImport(
    /// The file.
    file: Arc<TableFile>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let app = desk.app;
    let parsed = StoredValue::new(file.parsed.clone());
    let choices = RwSignal::new(file.options.columns.clone());
    let how = RwSignal::new(TableOptions {
        key: Some(default_key(&file.parsed)),
        blanks_erase: false,
    });
    let make = move || {
        parsed.update_value(|parsed| parsed.settle(&choices.get()));
        parsed.with_value(|parsed| app.book(|book| from_table(parsed, &how.get(), book)))
    };
    let plan = RwSignal::new(untrack(make));
    Effect::new(move |was_run: Option<()>| {
        app.track_all();
        let made = make();
        if was_run.is_some() {
            plan.set(made);
        }
    });
    let is_open = Memo::new(move |_| matches!(app.phase.get(), Phase::Open(_)));
    let n_taken = Memo::new(move |_| plan.with(Plan::n_taken));
    let name = file.name.clone();
    let run = move |_| {
        let book_name = name
            .rsplit_once('.')
            .map_or(name.clone(), |(stem, _)| stem.to_owned());
        spawn_local(async move {
            if !matches!(app.phase.get_untracked(), Phase::Open(_)) {
                let fallback = app.language_untracked(bi("我的客户", "My customers"));
                let name = if book_name.trim().is_empty() {
                    fallback
                } else {
                    book_name
                };
                app.create(NewBook::Empty(name)).await;
                plan.set(untrack(make));
            }
            remember(app, parsed, choices);
            if carry_out(app, &plan.get_untracked()).await {
                desk.clear();
                route::go(&Route::Roster(ListQuery::default()));
            }
        });
    };
    let for_reading = Arc::clone(&file);
    view! {
        <HowRead file=for_reading/>
        <Columns parsed choices plan/>
        <Section
            title=tr(bi("会发生什么", "What would happen"))
            lead=tr(bi("现在还什么都没有改。", "Nothing has been changed yet."))
        >
            <Matching how/>
            <CountTable plan/>
            <Items plan/>
        </Section>
        <RefusedRows plan source=parsed/>
        <Show when=move || !is_open.get()>
            <Notice title=tr(bi("会为这些客户新建一个工作簿", "A new workbook will be made for these customers"))/>
        </Show>
        <div class="f-import__end">
            <Button label=tr(bi("取消", "Cancel")) on_click=move |_| desk.clear()/>
            <Button
                label=tr_with(bi("导入 {0} 位客户", "Import {0} customer{s}"), move |_| [show_count(n_taken.get())])
                kind=ButtonKind::Primary
                disabled=Signal::derive(move || n_taken.get() == 0)
                on_click=run
                testid="run-import"
            />
        </div>
    }
}

/// Keeps how the columns were understood, for the next file with the same header.
pub fn remember(
    app: App,
    parsed: StoredValue<crate::exchange::csv::Parsed>,
    choices: RwSignal<ColumnChoices>,
) {
    const KEPT: usize = 30;
    let (key, columns) = parsed.with_value(|parsed| {
        let kept = choices.with_untracked(|choices| choices.to_remember(&parsed.columns));
        (header_key(&parsed.header), serde_json::to_value(kept))
    });
    if let Ok(columns) = columns {
        app.change_prefs(|prefs| {
            if prefs.mappings.len() >= KEPT {
                prefs.mappings.pop_first();
            }
            prefs.mappings.insert(key, columns);
        });
    }
}

/// What was guessed of the file as a whole, to change.
#[component]
pub fn HowRead(
    /// The file.
    file: Arc<TableFile>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let guess = file.parsed.guess;
    let encoding = match guess.encoding {
        Some(Encoding::Utf16Le) => "utf-16le",
        Some(Encoding::Utf16Be) => "utf-16be",
        Some(Encoding::Gb18030) => "gb18030",
        Some(Encoding::Windows1252) => "windows-1252",
        Some(Encoding::Utf8) | None => "utf-8",
    };
    let separator = match guess.separator {
        '\t' => "tab",
        ';' => ";",
        '|' => "|",
        _ => ",",
    };
    let n_rows = file.parsed.n_rows + file.parsed.refused_rows.len();
    let subject = match file.parsed.subject {
        Subject::Customers => "customers",
        Subject::Sales => "sales",
    };
    let has_header = !file.options.no_header;
    let again = {
        let file = Arc::clone(&file);
        move |options: CsvOptions| {
            let file = Arc::clone(&file);
            spawn_local(async move {
                let (name, bytes) = (file.name.clone(), file.bytes.clone());
                read_table(desk, name, bytes, file.sheet.clone(), options).await;
            });
        }
    };
    let base = file.options.clone();
    let by_encoding = {
        let (again, base) = (again.clone(), base.clone());
        move |code: String| {
            let encoding = match code.as_str() {
                "utf-16le" => Encoding::Utf16Le,
                "utf-16be" => Encoding::Utf16Be,
                "gb18030" => Encoding::Gb18030,
                "windows-1252" => Encoding::Windows1252,
                _ => Encoding::Utf8,
            };
            again(CsvOptions {
                encoding: Some(encoding),
                ..base.clone()
            });
        }
    };
    let by_separator = {
        let (again, base) = (again.clone(), base.clone());
        move |code: String| {
            let separator = if code == "tab" {
                '\t'
            } else {
                code.chars().next().unwrap_or(',')
            };
            again(CsvOptions {
                separator: Some(separator),
                columns: ColumnChoices::default(),
                ..base.clone()
            });
        }
    };
    let by_subject = {
        let (again, base) = (again.clone(), base.clone());
        move |code: String| {
            let subject = match code.as_str() {
                "sales" => Subject::Sales,
                _ => Subject::Customers,
            };
            let columns = ColumnChoices {
                subject: Some(subject),
                ..ColumnChoices::default()
            };
            again(CsvOptions {
                columns,
                ..base.clone()
            });
        }
    };
    let by_header = move |is_on: bool| {
        again(CsvOptions {
            no_header: !is_on,
            columns: ColumnChoices::default(),
            ..base.clone()
        });
    };
    let title = if file.name.is_empty() {
        tr(bi("粘贴的表格", "Pasted table"))
    } else {
        Signal::stored(file.name.clone())
    };
    let as_text = file.sheet.is_none().then(|| {
        view! {
            <Field label=tr(bi("文字编码", "Encoding"))>
                <Select
                    value=encoding
                    options=options([
                        ("utf-8", bi("UTF-8", "UTF-8")),
                        ("gb18030", bi("GB18030（含 GBK、GB2312）", "GB18030 (GBK, GB2312)")),
                        ("utf-16le", bi("UTF-16 LE", "UTF-16 LE")),
                        ("utf-16be", bi("UTF-16 BE", "UTF-16 BE")),
                        ("windows-1252", bi("西欧（Windows-1252）", "Western European (Windows-1252)")),
                    ])
                    on_change=by_encoding
                    testid="encoding"
                />
            </Field>
            <Field label=tr(bi("分隔符", "Separator"))>
                <Select
                    value=separator
                    options=options([
                        (",", bi("逗号 ,", "Comma ,")),
                        (";", bi("分号 ;", "Semicolon ;")),
                        ("tab", bi("制表符", "Tab")),
                        ("|", bi("竖线 |", "Bar |")),
                    ])
                    on_change=by_separator
                    testid="separator"
                />
            </Field>
        }
    });
    let sheet = file
        .sheet
        .is_some()
        .then(|| view! { <SheetRead file=Arc::clone(&file)/> });
    view! {
        <Section
            title
            lead=tr_with(bi("{0} 行；下面是识别的结果，可以改。", "{0} row{s}; this is how the file was understood, change it where it is wrong."), move |_| [show_count(n_rows)])
        >
            {sheet}
            <FieldSet>
                <Field label=tr(bi("每行是", "Each row is"))>
                    <Select
                        value=subject
                        options=options([
                            ("customers", bi("一位客户", "A customer")),
                            ("sales", bi("一条销售明细", "A sales line")),
                        ])
                        on_change=by_subject
                        testid="subject"
                    />
                </Field>
                {as_text}
                <Checkbox label=tr(bi("第一行是表头", "The first line is the header")) checked=has_header on_change=by_header/>
            </FieldSet>
        </Section>
    }
}

#[component]
fn Matching(how: RwSignal<TableOptions>) -> impl IntoView {
    let value = Signal::derive(move || how.get().key.map_or("code", MatchKey::field).to_owned());
    let choose = move |code: String| {
        let key = match code.as_str() {
            "name" => MatchKey::Name,
            "tax_no" => MatchKey::TaxNo,
            "email" => MatchKey::Email,
            _ => MatchKey::Code,
        };
        how.update(|how| how.key = Some(key));
    };
    view! {
        <FieldSet>
            <Field
                label=tr(bi("凭什么认出已有客户", "How customers already here are recognised"))
                hint=tr(bi("认出的更新，认不出的新增", "Those recognised are updated, the others added"))
            >
                <Select
                    value
                    options=options([
                        ("code", bi("客户编号", "Customer no.")),
                        ("name", bi("名称", "Name")),
                        ("tax_no", bi("税号", "Tax no.")),
                        ("email", bi("电子邮件", "Email")),
                    ])
                    on_change=choose
                    testid="match-key"
                />
            </Field>
            <Checkbox
                label=tr(bi("空格子清除已有内容", "Blank cells erase what is there"))
                checked=Signal::derive(move || how.get().blanks_erase)
                on_change=move |is_on: bool| how.update(|how| how.blanks_erase = is_on)
            />
        </FieldSet>
        <Show when=move || how.get().blanks_erase>
            <Notice tone=Tone::Warn title=tr(bi("空格子会清除客户原有的内容", "Blank cells will erase what customers have"))/>
        </Show>
    }
}
