//! What is wrong with a file, in words: why, and where.

use super::{App, describe, i18n::fill, worker::WorkerError};
use crate::{
    content::{Bilingual, Lang, bi},
    exchange::{
        Cap, Place, Reason, Refusal, RefusedRow,
        jobs::JobError,
        json::{Note, VerifyError, Version},
    },
};

/// Why something in a file was not accepted.
pub fn reason(reason: &Reason, lang: Lang) -> String {
    let say = |text: Bilingual, parts: &[String]| fill(text, lang, parts);
    match reason {
        Reason::TooLarge(bytes) => say(
            bi(
                "文件有 {0} 字节，超过上限",
                "The file has {0} bytes, more than is accepted",
            ),
            &[bytes.to_string()],
        ),
        Reason::TooMany(count) => say(
            bi(
                "有 {0} 条记录，超过上限",
                "{0} records are more than is accepted",
            ),
            &[count.to_string()],
        ),
        Reason::NotText => say(bi("不是这种编码的文字", "Not text in this encoding"), &[]),
        Reason::Truncated => say(bi("文件不完整，后面断了", "The file ends too early"), &[]),
        Reason::Syntax => say(bi("不是合格的 JSON", "Not JSON"), &[]),
        Reason::DuplicateKey => say(bi("同一个键出现两次", "The same key stands twice"), &[]),
        Reason::TooDeep => say(bi("嵌套过深", "Nested too deeply"), &[]),
        Reason::NotExact => say(
            bi(
                "数字无法精确保存（须为 ±(2^53−1） 以内的整数）",
                "A number that cannot be kept exactly (whole, within ±(2^53−1))",
            ),
            &[],
        ),
        Reason::TooLong => say(bi("文字过长", "The text is too long"), &[]),
        Reason::NotOurs => say(bi("不是信客的文件", "Not a file of Xinke"), &[]),
        Reason::Version { major, minor } => say(
            bi(
                "文件版本 {0}.{1} 需要更新的信客才能读",
                "Version {0}.{1} needs a newer Xinke",
            ),
            &[major.to_string(), minor.to_string()],
        ),
        Reason::Envelope => say(
            bi("缺少必要内容或类型不对", "Missing, or of the wrong kind"),
            &[],
        ),
        Reason::Count { stated, found } => say(
            bi(
                "写明 {0} 条记录，实有 {1} 条",
                "{0} records are stated, {1} are there",
            ),
            &[stated.to_string(), found.to_string()],
        ),
        Reason::Damaged(section) => say(
            bi(
                "“{0}”一节被改动或损坏，校验不符",
                "The section “{0}” was changed or damaged: its digest does not fit",
            ),
            &[describe::table_name(section, lang)],
        ),
        Reason::Shape(detail) => say(
            bi(
                "记录的形状不对（{0}）",
                "The record has the wrong shape ({0})",
            ),
            std::slice::from_ref(detail),
        ),
        Reason::Fault(problem) => describe::problem(problem, lang),
        Reason::DuplicateId => say(
            bi(
                "前面已有相同标识的记录",
                "An earlier record has the same id",
            ),
            &[],
        ),
        Reason::WrongId => say(bi("标识与内容不符", "Not the id that belongs to it"), &[]),
        Reason::NotKept => say(
            bi("读入会丢失这部分内容", "Reading it would lose this part"),
            &[],
        ),
        Reason::OpenQuote => say(bi("引号没有闭合", "A quotation mark is never closed"), &[]),
        Reason::ExtraCells => say(bi("格数多于表头", "More cells than the header"), &[]),
        Reason::DateOrder => say(
            bi(
                "分不清日和月，请选择日期顺序",
                "Day and month cannot be told apart; choose the order of dates",
            ),
            &[],
        ),
        Reason::NumberStyle => say(
            bi(
                "分不清小数点和千分位，请选择数字写法",
                "Decimal and thousands marks cannot be told apart; choose the style of numbers",
            ),
            &[],
        ),
        Reason::Ambiguous => say(
            bi(
                "有多位客户符合，无法确定是哪一位",
                "Several customers match",
            ),
            &[],
        ),
        Reason::Repeated => say(
            bi(
                "前面一行已是同一位客户",
                "An earlier row is about the same customer",
            ),
            &[],
        ),
        Reason::NoKey => say(
            bi(
                "没有可用来识别或命名的内容",
                "Nothing to find or name the customer by",
            ),
            &[],
        ),
        Reason::NoCustomer(name) => say(
            bi("没有客户“{0}”", "There is no customer “{0}”"),
            std::slice::from_ref(name),
        ),
        Reason::NoProduct(name) => say(
            bi("没有产品“{0}”", "There is no product “{0}”"),
            std::slice::from_ref(name),
        ),
        Reason::NoColumn(key) => say(
            bi("文件里没有“{0}”", "The file does not give “{0}”"),
            &[describe::field_name("sales", key, lang)],
        ),
        Reason::NotXlsx => say(
            bi(
                "不是 XLSX 表格；请在表格软件里另存为 XLSX 或 CSV",
                "Not a spreadsheet in XLSX; save it as XLSX or CSV in a spreadsheet program",
            ),
            &[],
        ),
        Reason::OldOrLocked => say(
            bi(
                "是旧式的 XLS，或加了密码；请另存为不带密码的 XLSX",
                "An old XLS file, or one with a password; save it as XLSX without a password",
            ),
            &[],
        ),
        Reason::Cap(cap) => say(words_of_cap(*cap), &[]),
        Reason::Broken(detail) => say(
            bi("文件有损坏（{0}）", "The file is damaged ({0})"),
            std::slice::from_ref(detail),
        ),
        Reason::Markup => say(
            bi(
                "含有表格里不该有的标记或编码，没有读取",
                "It has markup or an encoding that no spreadsheet has, and was not read",
            ),
            &[],
        ),
        Reason::NoSheet => say(
            bi("这张工作表没有内容", "There is nothing on the sheet"),
            &[],
        ),
        Reason::NoFormulaValue => say(
            bi(
                "文件里没有存这个公式的结果；请用表格软件打开并保存一次",
                "The file does not hold the value of this formula; open it in a spreadsheet program and save it once",
            ),
            &[],
        ),
        Reason::ErrorCell(error) => say(
            bi("单元格是公式错误 {0}", "The cell holds the error {0}"),
            std::slice::from_ref(error),
        ),
        Reason::Cancelled => say(bi("已停止", "Stopped"), &[]),
    }
}

/// The numbers are those of [`xlsx`](crate::exchange::xlsx).
fn words_of_cap(cap: Cap) -> Bilingual {
    match cap {
        Cap::File => bi(
            "表格超过 5 MB；请另存为 CSV 再导入",
            "The spreadsheet has more than 5 MB; save it as CSV and import that",
        ),
        Cap::Entries => bi(
            "文件里的部件超过 200 个",
            "The file has more than 200 parts",
        ),
        Cap::Inflated => bi(
            "解压后超过 50 MB，没有再往下读",
            "Unpacked it has more than 50 MB; reading was stopped there",
        ),
        Cap::Cells => bi(
            "单元格超过 50 万个（只有格式的空格也算）；请用 CSV",
            "More than 500,000 cells, those that are only formatted among them; use CSV",
        ),
        Cap::Area => bi(
            "行数乘列数超过 200 万；请用 CSV",
            "Rows times columns are more than 2,000,000; use CSV",
        ),
        Cap::Columns => bi(
            "第 512 列以后还有内容",
            "There is something beyond column 512",
        ),
        Cap::Address => bi(
            "地址超出最后一格 XFD1048576",
            "The address is beyond the last cell, XFD1048576",
        ),
        Cap::Text => bi(
            "一格的文字超过 32,767 个字符",
            "A cell has more than 32,767 characters",
        ),
        Cap::Strings => bi(
            "不同的文字超过 50 万条；请用 CSV",
            "More than 500,000 different texts; use CSV",
        ),
        Cap::Styles => bi(
            "样式和名称超过 10 万个",
            "More than 100,000 styles and names",
        ),
    }
}

/// Where in a file.
pub fn place(place: &Place, lang: Lang) -> String {
    let mut parts = Vec::new();
    if place.line > 0 {
        parts.push(fill(
            bi("第 {0} 行", "line {0}"),
            lang,
            &[place.line.to_string()],
        ));
    }
    if place.column > 0 {
        parts.push(fill(
            bi("第 {0} 字", "character {0}"),
            lang,
            &[place.column.to_string()],
        ));
    }
    if !place.at.is_empty() {
        parts.push(place.at.clone());
    }
    parts.join(" · ")
}

/// A refusal of the file as a whole.
pub fn refusal(refusal: &Refusal, lang: Lang) -> String {
    let (why, at) = (reason(&refusal.reason, lang), place(&refusal.place, lang));
    if at.is_empty() {
        why
    } else {
        format!("{at}: {why}")
    }
}

/// Why a job in the worker came to nothing.
pub fn worker_error(error: &WorkerError, app: App) -> String {
    let lang = leptos::prelude::GetUntracked::get_untracked(&app.language.0);
    match error {
        WorkerError::Stopped => reason(&Reason::Cancelled, lang),
        WorkerError::Died(words) => fill(
            bi(
                "后台程序停止了，别的都不受影响：{0}",
                "The background worker stopped, nothing else is affected: {0}",
            ),
            lang,
            std::slice::from_ref(words),
        ),
        WorkerError::Hung => {
            let text = bi(
                "后台程序 10 秒没有动静，已经停掉；别的都不受影响。",
                "The background worker gave no sign of life for 10 seconds and was stopped; nothing else is affected.",
            );
            text.in_lang(lang).to_owned()
        }
        WorkerError::Job(JobError::Refused(found)) => refusal(found, lang),
        WorkerError::Job(JobError::Verify(VerifyError::Refused(found))) => refusal(found, lang),
        WorkerError::Job(JobError::Verify(VerifyError::Rows(rows))) => rows
            .first()
            .map(|RefusedRow { refusal: found, .. }| refusal(found, lang))
            .unwrap_or_default(),
        WorkerError::Job(JobError::Verify(VerifyError::Different(section))) => fill(
            bi(
                "读回的“{0}”与工作簿不一致",
                "“{0}” read back differs from the workbook",
            ),
            lang,
            &[describe::table_name(section, lang)],
        ),
        WorkerError::Job(JobError::Protocol(words)) => words.clone(),
    }
}

/// Something worth knowing about a file that was read.
pub fn note(note: &Note, lang: Lang) -> String {
    match note {
        Note::Newer(Version { major, minor }) => fill(
            bi(
                "文件由更新的版本（{0}.{1}）写成；不认识的内容原样保留。",
                "Written by a newer version ({0}.{1}); what is not known here is kept as it is.",
            ),
            lang,
            &[major.to_string(), minor.to_string()],
        ),
        Note::Raised(Version { major, minor }) => fill(
            bi(
                "由旧版本（{0}.{1}）升级而来。",
                "Brought up from an older version ({0}.{1}).",
            ),
            lang,
            &[major.to_string(), minor.to_string()],
        ),
        Note::UnknownTable { table, count } => fill(
            bi(
                "原样保留 {1} 条“{0}”记录。",
                "{1} records of “{0}” are kept as they are.",
            ),
            lang,
            &[table.clone(), count.to_string()],
        ),
        Note::Damaged(section) => {
            let text = bi(
                "“{0}”一节有损坏，仍按要求读入。",
                "The section “{0}” is damaged and was read all the same.",
            );
            fill(text, lang, &[describe::table_name(section, lang)])
        }
    }
}
