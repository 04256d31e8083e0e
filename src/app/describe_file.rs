//! What is wrong with a file, in words: why, and where.

use super::{App, describe, i18n::fill, worker::WorkerError};
use crate::{
    content::{Bilingual, Lang, bi},
    exchange::{
        Place, Reason, Refusal, RefusedRow,
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
        Reason::Cancelled => say(bi("已停止", "Stopped"), &[]),
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
            bi("后台程序停止了：{0}", "The background worker stopped: {0}"),
            lang,
            std::slice::from_ref(words),
        ),
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
