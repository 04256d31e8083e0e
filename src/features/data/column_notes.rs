//! What is still open about the columns of a table, said before anything is imported.

use leptos::prelude::*;

use crate::{
    app::i18n::{lang, list, tr, tr_with},
    content::{Bilingual, bi},
    exchange::{
        csv::{Column, DateOrder, NumberStyle, Parsed, Wanted, wanted},
        plan::Plan,
    },
    ui::{Notice, Tone},
};

/// How a column leaves open what its cells mean.
fn open_question(column: &Column) -> Option<Bilingual> {
    let dates = match column.dates {
        Some(DateOrder::Unclear) => Some(bi(
            "“{0}”的日期先日后月还是先月后日，看不出来，请在该列选择。",
            "“{0}”: its dates may begin with the day or with the month; choose in its row.",
        )),
        Some(DateOrder::Mixed) => Some(bi(
            "“{0}”的日期有的先日、有的先月；请选择，不合的行会被拒绝。",
            "“{0}”: some dates begin with the day, some with the month; choose, and rows that do not fit are refused.",
        )),
        _ => None,
    };
    let numbers = match column.numbers {
        Some(NumberStyle::Unclear) => Some(bi(
            "“{0}”的逗号（或点）是千分位还是小数点，看不出来，请在该列选择。",
            "“{0}”: its marks may be for thousands or for decimals; choose in its row.",
        )),
        Some(NumberStyle::Mixed) => Some(bi(
            "“{0}”的数字有两种写法；请选择，不合的行会被拒绝。",
            "“{0}”: its numbers are written in two styles; choose, and rows that do not fit are refused.",
        )),
        _ => None,
    };
    dates.or(numbers)
}

const fn wanted_name(what: Wanted) -> Bilingual {
    match what {
        Wanted::Customer => bi("客户的编号或名称", "the customer's number or name"),
        Wanted::Date => bi("日期", "the date"),
        Wanted::Amount => bi("金额（或数量与单价）", "the amount (or quantity and price)"),
    }
}

/// Columns to choose, and columns that no row can do without.
#[component]
pub fn ColumnNotes(
    /// The file, settled.
    parsed: StoredValue<Parsed>,
    /// Changes whenever the columns have been settled again.
    plan: Signal<Plan>,
) -> impl IntoView {
    let absent = Memo::new(move |_| {
        plan.track();
        let lang = lang();
        let found = parsed.with_value(|parsed| wanted(&parsed.columns, parsed.subject));
        let names = found
            .into_iter()
            .map(|what| wanted_name(what).in_lang(lang));
        list(&names.collect::<Vec<_>>(), lang)
    });
    let open = Memo::new(move |_| {
        plan.track();
        parsed.with_value(|parsed| {
            let questions = parsed
                .columns
                .iter()
                .filter_map(|column| Some((column.header.clone(), open_question(column)?)));
            questions.collect::<Vec<_>>()
        })
    });
    let questions = move || {
        let notices = open.get().into_iter().map(|(header, question)| {
            let title = tr_with(question, move |_| [header.clone()]);
            view! { <Notice tone=Tone::Warn title/> }
        });
        notices.collect_view()
    };
    view! {
        <Show when=move || absent.with(|absent| !absent.is_empty())>
            <Notice
                tone=Tone::Warn
                title=tr_with(bi("还没有一列放到：{0}", "No column holds: {0}"), move |_| [absent.get()])
                text=tr(bi("请在下表中选出那一列。", "Choose that column in the table below."))
            />
        </Show>
        {questions}
    }
}
