//! What the columns of a table hold: guessed by their headers, changed by hand.

use leptos::prelude::*;

use super::column_notes::ColumnNotes;
use crate::{
    app::{
        App,
        i18n::{lang, tr, tr_with},
    },
    content::{Bilingual, Lang, bi},
    domain::{
        Customer,
        customer::Contact,
        field::Kind,
        ledger::{Product, SalesLine},
    },
    exchange::{
        csv::{ColumnChoices, DateOrder, NumberStyle, Parsed, Subject, Target, dates, header_key},
        plan::Plan,
    },
    ui::{Button, ButtonKind, Section, Select},
};

/// Lines of the file shown beside each column.
const SAMPLES: usize = 3;

fn target_code(target: &Target) -> String {
    match target {
        Target::Ignore => String::new(),
        Target::Customer(key) => format!("c:{key}"),
        Target::Contact(key) => format!("p:{key}"),
        Target::FirstName => "first".to_owned(),
        Target::LastName => "last".to_owned(),
        Target::Sale(key) => format!("s:{key}"),
        Target::Product(key) => format!("g:{key}"),
        Target::Currency => "currency".to_owned(),
    }
}

fn target_of(code: &str) -> Target {
    match code.split_once(':') {
        Some(("c", key)) => Target::Customer(key.to_owned()),
        Some(("p", key)) => Target::contact(key).unwrap_or_default(),
        Some(("s", key)) => Target::Sale(key.to_owned()),
        Some(("g", key)) => Target::Product(key.to_owned()),
        _ if code == "currency" => Target::Currency,
        _ if code == "first" => Target::FirstName,
        _ if code == "last" => Target::LastName,
        _ => Target::Ignore,
    }
}

fn target_options(subject: Subject, lang: Lang) -> Vec<(String, String)> {
    let ignore = (
        String::new(),
        bi("不导入", "Do not import").in_lang(lang).to_owned(),
    );
    let own = Customer::FIELDS
        .iter()
        .map(|field| Target::Customer(field.key.to_owned()));
    let contact = Contact::FIELDS
        .iter()
        .filter_map(|field| Target::contact(field.key));
    let line = SalesLine::FIELDS
        .iter()
        .map(|field| Target::Sale(field.key.to_owned()));
    let product = Product::FIELDS
        .iter()
        .filter(|field| field.key != "note")
        .map(|field| Target::Product(field.key.to_owned()));
    let customer = ["code", "name"].map(|key| Target::Customer(key.to_owned()));
    let targets: Vec<Target> = match subject {
        Subject::Customers => own
            .chain(contact)
            .chain([Target::FirstName, Target::LastName])
            .collect(),
        Subject::Sales => customer
            .into_iter()
            .chain(line)
            .chain([Target::Currency])
            .chain(product)
            .collect(),
    };
    let label = |target: &Target| match (subject, target) {
        (Subject::Sales, Target::Customer(key)) if key == "name" => {
            bi("客户名称", "Customer name").in_lang(lang).to_owned()
        }
        _ => target.label(lang),
    };
    let options = targets.iter().map(|t| (target_code(t), label(t)));
    std::iter::once(ignore).chain(options).collect()
}

/// Choices of a fixed list, in the language in use.
pub fn options<const N: usize>(
    choices: [(&'static str, Bilingual); N],
) -> Signal<Vec<(String, String)>> {
    let language = expect_context::<crate::app::i18n::Language>();
    Signal::derive(move || {
        let lang = language.0.get();
        choices
            .iter()
            .map(|(key, text)| ((*key).to_owned(), text.in_lang(lang).to_owned()))
            .collect()
    })
}

/// The columns of the file with where each goes.
#[component]
pub fn Columns(
    /// The file, settled again with every choice.
    parsed: StoredValue<Parsed>,
    /// What the user decided.
    choices: RwSignal<ColumnChoices>,
    /// Changes whenever the columns have been settled again.
    #[prop(into)]
    plan: Signal<Plan>,
) -> impl IntoView {
    let app = App::get();
    let known = parsed.with_value(|parsed| header_key(&parsed.header));
    let known = app
        .prefs
        .with_untracked(|prefs| prefs.mappings.contains_key(&known));
    let is_remembered =
        Memo::new(move |_| known && choices.with(|choices| choices.targets.is_some()));
    let subject = parsed.with_value(|parsed| parsed.subject);
    let targets = Signal::derive(move || target_options(subject, lang()));
    let line = move |index: usize| {
        let (header, samples) = parsed.with_value(|parsed| {
            let header = parsed.header.get(index).cloned().unwrap_or_default();
            let cells = parsed.rows.iter().filter_map(|row| row.cells.get(index));
            let cells = cells.filter(|cell| !cell.is_empty()).take(SAMPLES).cloned();
            (header, cells.collect::<Vec<_>>())
        });
        let sample = StoredValue::new(samples.first().cloned().unwrap_or_default());
        let samples = samples.join(" · ");
        let column = move || {
            plan.track();
            parsed.with_value(|parsed| parsed.columns.get(index).cloned())
        };
        let value =
            Signal::derive(move || column().map(|c| target_code(&c.target)).unwrap_or_default());
        let choose = move |code: String| {
            let now = parsed.with_value(|parsed| {
                parsed
                    .columns
                    .iter()
                    .map(|column| column.target.clone())
                    .collect::<Vec<_>>()
            });
            choices.update(|choices| {
                let mut targets = now;
                let target = target_of(&code);
                for (other, chosen) in targets.iter_mut().enumerate() {
                    if other == index {
                        *chosen = target.clone();
                    } else if *chosen == target {
                        *chosen = Target::Ignore;
                    }
                }
                choices.targets = Some(targets);
            });
        };
        let more = move || {
            let column = column()?;
            let kind = column.target.field().map(|field| field.kind);
            match (kind, column.dates, column.numbers) {
                (Some(Kind::Date), Some(order), _) => {
                    Some(view! { <Dates index order sample choices/> }.into_any())
                }
                (_, _, Some(style)) => Some(view! { <Numbers index style choices/> }.into_any()),
                _ => None,
            }
        };
        let label = header.clone();
        view! {
            <tr>
                <th scope="row">{header}</th>
                <td class="f-import__sample">{samples}</td>
                <td>
                    <Select
                        value
                        options=targets
                        on_change=choose
                        small=true
                        label=tr_with(bi("“{0}”导入到", "“{0}” goes to"), move |_| [label.clone()])
                    />
                    {more}
                </td>
            </tr>
        }
    };
    let n_columns = parsed.with_value(|parsed| parsed.header.len());
    let lead = Signal::derive(move || {
        let text = if is_remembered.get() {
            bi(
                "表头与以前导入的文件相同，沿用那次的安排。",
                "The header is that of an earlier file, so the columns go where they went then.",
            )
        } else {
            bi(
                "按表头和整列的内容判断；不对的可以改，下次遇到同样的表头会记得。",
                "Decided by the header and the whole of each column; what you change is remembered for files with the same header.",
            )
        };
        text.in_lang(lang()).to_owned()
    });
    let again = move |_| {
        choices.set(ColumnChoices {
            subject: Some(subject),
            ..ColumnChoices::default()
        });
    };
    let actions = move || {
        view! {
            <Show when=move || is_remembered.get()>
                <Button
                    label=tr(bi("重新判断", "Decide anew"))
                    kind=ButtonKind::Quiet
                    small=true
                    on_click=again
                    testid="decide-anew"
                />
            </Show>
        }
    };
    view! {
        <Section title=tr(bi("各列放到哪里", "Where the columns go")) lead actions>
            <ColumnNotes parsed plan/>
            <div class="c-data-scroll" tabindex="0" role="group" aria-label=tr(bi("各列", "Columns"))>
                <table class="c-data-table f-import__columns" data-testid="columns">
                    <thead>
                        <tr>
                            <th scope="col">{tr(bi("文件中的列", "Column of the file"))}</th>
                            <th scope="col">{tr(bi("内容举例", "Sample"))}</th>
                            <th scope="col">{tr(bi("放到", "Goes to"))}</th>
                        </tr>
                    </thead>
                    <tbody>{(0..n_columns).map(line).collect_view()}</tbody>
                </table>
            </div>
        </Section>
    }
}

/// The orders a date can have, each with what the sample means in it.
fn date_orders(sample: &str, lang: Lang) -> Vec<(String, String)> {
    let orders = [
        ("y", bi("年-月-日", "Year-month-day"), DateOrder::Year),
        ("d", bi("日/月/年", "Day/month/year"), DateOrder::Day),
        ("m", bi("月/日/年", "Month/day/year"), DateOrder::Month),
    ];
    let option = |(code, label, order): (&str, Bilingual, DateOrder)| {
        let label = label.in_lang(lang);
        let label = match dates::read(sample, order) {
            Ok(date) => format!("{label} · {date}"),
            Err(_) => label.to_owned(),
        };
        (code.to_owned(), label)
    };
    let open = bi("请选择日期顺序", "Choose the order of dates").in_lang(lang);
    let open = (String::new(), open.to_owned());
    std::iter::once(open).chain(orders.map(option)).collect()
}

#[component]
fn Dates(
    index: usize,
    order: DateOrder,
    sample: StoredValue<String>,
    choices: RwSignal<ColumnChoices>,
) -> impl IntoView {
    let is_unclear = matches!(order, DateOrder::Unclear | DateOrder::Mixed);
    let value = match order {
        DateOrder::Day => "d",
        DateOrder::Month => "m",
        DateOrder::Year => "y",
        DateOrder::Unclear | DateOrder::Mixed => "",
    };
    let choose = move |code: String| {
        let order = match code.as_str() {
            "d" => DateOrder::Day,
            "m" => DateOrder::Month,
            _ => DateOrder::Year,
        };
        choices.update(|choices| {
            choices.dates.insert(index, order);
        });
    };
    let options = Signal::derive(move || sample.with_value(|sample| date_orders(sample, lang())));
    view! {
        <div class="f-import__more" data-tone=is_unclear.then_some("warn")>
            <Select
                value
                options
                on_change=choose
                small=true
                label=tr(bi("日期顺序", "Order of dates"))
            />
        </div>
    }
}

#[component]
fn Numbers(index: usize, style: NumberStyle, choices: RwSignal<ColumnChoices>) -> impl IntoView {
    let is_unclear = matches!(style, NumberStyle::Unclear | NumberStyle::Mixed);
    let value = match style {
        NumberStyle::Point => "p",
        NumberStyle::Comma => "c",
        NumberStyle::Unclear | NumberStyle::Mixed => "",
    };
    let choose = move |code: String| {
        let style = if code == "c" {
            NumberStyle::Comma
        } else {
            NumberStyle::Point
        };
        choices.update(|choices| {
            choices.numbers.insert(index, style);
        });
    };
    view! {
        <div class="f-import__more" data-tone=is_unclear.then_some("warn")>
            <Select
                value
                options=options([
                    ("", bi("请选择数字写法", "Choose the style of numbers")),
                    ("p", bi("1,234.50", "1,234.50")),
                    ("c", bi("1.234,50", "1.234,50")),
                ])
                on_change=choose
                small=true
                label=tr(bi("数字写法", "Style of numbers"))
            />
        </div>
    }
}
