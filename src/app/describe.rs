//! Errors and actions of the core in words. Matches are exhaustive: a new error without words does
//! not compile.

use super::i18n::{fill, show_count};
use crate::{
    content::{Bilingual, Lang, bi},
    domain::{
        Customer,
        classify::{Judgement, Run, Scheme},
        classroom::Question,
        customer::{Address, Contact},
        edit::{Action, EditError},
        field::Field,
        journal::{Entry, Turn},
        ledger::{CustomerYear, Expense, Product, SalesLine},
        record::{Fault, Problem},
        rule, tables,
    },
    storage::StoreError,
};

/// Why a value is refused.
pub fn problem(problem: &Problem, lang: Lang) -> String {
    let say = |text: Bilingual, parts: &[String]| fill(text, lang, parts);
    match problem {
        Problem::Missing => say(bi("这里必须填写", "This must be filled in"), &[]),
        Problem::TooLong(max) => say(
            bi("最多 {0} 个字符", "At most {0} characters"),
            &[max.to_string()],
        ),
        Problem::NotWhole => say(bi("请填整数", "Enter a whole number"), &[]),
        Problem::NotANumber => say(bi("请填数字", "Enter a number"), &[]),
        Problem::OutOfRange(low, i64::MAX) => {
            say(bi("不能小于 {0}", "Not less than {0}"), &[low.to_string()])
        }
        Problem::OutOfRange(low, high) => say(
            bi("须在 {0} 与 {1} 之间", "Between {0} and {1}"),
            &[low.to_string(), high.to_string()],
        ),
        Problem::NotADate => say(
            bi("请填日期，如 2026-11-22", "Enter a date such as 2026-11-22"),
            &[],
        ),
        Problem::NotInList(text) => say(
            bi("“{0}”不在可选范围内", "“{0}” is not one of the choices"),
            std::slice::from_ref(text),
        ),
        Problem::NotAFlag => say(bi("请填“是”或“否”", "Enter yes or no"), &[]),
        Problem::Currency => say(
            bi(
                "请写明币种，如 1200 CNY",
                "Give the currency, as in 1200 CNY",
            ),
            &[],
        ),
        Problem::TooPrecise => say(
            bi(
                "小数位数超过该币种的最小单位",
                "More decimal places than the currency has",
            ),
            &[],
        ),
        Problem::TooLarge => say(bi("数值过大", "The number is too large"), &[]),
        Problem::Email => say(bi("不像电子邮件地址", "Not an e-mail address"), &[]),
        Problem::Url => say(
            bi(
                "网址须以 http 或 https 开头",
                "A web address starts with http or https",
            ),
            &[],
        ),
        Problem::CheckCharacter => say(
            bi(
                "统一社会信用代码的校验位不符，请核对",
                "The check character of the social credit code does not fit; please compare",
            ),
            &[],
        ),
        Problem::ControlCharacter => say(
            bi(
                "含有不可见的控制字符",
                "Contains an invisible control character",
            ),
            &[],
        ),
        Problem::Dangling => say(
            bi("所指的记录不存在", "Points to a record that is not there"),
            &[],
        ),
        Problem::Taken(text) => say(
            bi("“{0}”已被另一条记录使用", "“{0}” is used by another record"),
            std::slice::from_ref(text),
        ),
        Problem::AmountDiffers(computed) => say(
            bi(
                "与数量 × 单价 ×（1 − 折扣）＝ {0} 不符",
                "Quantity × unit price × (1 − discount) is {0}",
            ),
            std::slice::from_ref(computed),
        ),
        Problem::Unordered => say(
            bi(
                "界限须依次递增或递减，比例之和须为 1",
                "Bounds must be in order, and shares must sum to 1",
            ),
            &[],
        ),
        Problem::NeedsConsent => say(
            bi(
                "填写个人资料前，须先记录本人同意的日期与使用目的",
                "Personal information needs the date of consent and its purpose first",
            ),
            &[],
        ),
    }
}

/// The name of a field of any table, or its key where a newer version knows it.
pub fn field_name(table: &str, key: &str, lang: Lang) -> String {
    if let Some(place) = key.strip_prefix("task/") {
        return place_in_task(place, lang);
    }
    let named = field(table, key).map(|field| field.label.in_lang(lang).to_owned());
    named.unwrap_or_else(|| match key {
        "provenance" => bi("信息来源", "Source of information")
            .in_lang(lang)
            .to_owned(),
        "customer" => bi("所属客户", "Customer").in_lang(lang).to_owned(),
        "product" => bi("产品", "Product").in_lang(lang).to_owned(),
        "stem" => bi("题干", "Question").in_lang(lang).to_owned(),
        "task" => bi("题型与答案", "Kind and key").in_lang(lang).to_owned(),
        "reason" => bi("解析", "Reason").in_lang(lang).to_owned(),
        "hint" => bi("提示", "Hint").in_lang(lang).to_owned(),
        "about" => bi("说明", "About").in_lang(lang).to_owned(),
        "value" => bi("取值", "Value").in_lang(lang).to_owned(),
        "name" => bi("名称", "Name").in_lang(lang).to_owned(),
        other => other.to_owned(),
    })
}

/// A place inside a question, such as `options/2/text`.
fn place_in_task(place: &str, lang: Lang) -> String {
    let mut parts = place.split('/');
    let name = match parts.next().unwrap_or_default() {
        "options" => bi("选项", "Option"),
        "keys" => bi("答案", "Key"),
        "left" => bi("左列", "Left side"),
        "right" => bi("右列", "Right side"),
        "items" => bi("步骤", "Step"),
        "contains" => bi("关键词", "Words"),
        "rubric" => bi("评分项", "Criterion"),
        "partly" => bi("部分得分", "Partial credit"),
        "unit" => bi("单位", "Unit"),
        _ => return place.to_owned(),
    };
    let name = name.in_lang(lang);
    match parts.next().map(str::parse::<usize>) {
        Some(Ok(at)) => format!("{name} {}", at + 1),
        Some(Err(_)) | None => name.to_owned(),
    }
}

/// The catalogue entry of a field.
pub fn field(table: &str, key: &str) -> Option<&'static Field> {
    tables::catalogue(table)
        .iter()
        .find(|field| field.key == key)
}

/// The name of a table.
pub fn table_name(table: &str, lang: Lang) -> String {
    let name = match table {
        Customer::TABLE => bi("客户", "Customers"),
        Contact::TABLE => bi("联系人", "Contacts"),
        Address::TABLE => bi("地址", "Addresses"),
        Product::TABLE => bi("产品", "Products"),
        SalesLine::TABLE => bi("销售明细", "Sales lines"),
        Expense::TABLE => bi("销售费用", "Selling expenses"),
        CustomerYear::TABLE => bi("客户年度情况", "Customer years"),
        Question::TABLE => bi("题目", "Questions"),
        "book" => bi("工作簿信息", "Workbook"),
        Scheme::TABLE => bi("分类方案", "Schemes of classification"),
        Judgement::TABLE => bi("分类判定", "Judgements of class"),
        Run::TABLE => bi("分类运行", "Runs of classification"),
        "rules" => bi("规则", "Rules"),
        "recycled" => bi("回收站", "Recycle bin"),
        other => return other.to_owned(),
    };
    name.in_lang(lang).to_owned()
}

/// A fault with the name of its field.
pub fn fault(table: &str, fault: &Fault, lang: Lang) -> String {
    let colon = match lang {
        Lang::Zh => ":",
        Lang::En => ": ",
    };
    let name = field_name(table, &fault.field, lang);
    format!("{name}{colon}{}", problem(&fault.problem, lang))
}

/// Why an edit was refused.
pub fn edit_error(error: &EditError, lang: Lang) -> String {
    match error {
        EditError::Invalid {
            table, fault: of, ..
        } => fault(table, of, lang),
        EditError::InUse { name, by, count } => fill(
            bi(
                "“{0}”还有 {1} 条记录用着（{2}），不能删除",
                "“{0}” is still used by {1} record{s} ({2}) and cannot be deleted",
            ),
            lang,
            &[name.clone(), show_count(*count), table_name(by, lang)],
        ),
        EditError::Gone { .. } => bi("这条记录已不存在", "This record is no longer there")
            .in_lang(lang)
            .to_owned(),
    }
}

/// What was done, in words.
pub fn action(action: &Action, lang: Lang) -> String {
    let Action {
        code,
        subject,
        count,
    } = action;
    let one_or_many = |one: Bilingual, many: Bilingual| if subject.is_empty() { many } else { one };
    let text = match code.as_str() {
        "customer.create" => bi("新建客户“{0}”", "Created customer “{0}”"),
        "customer.update" => bi("修改客户“{0}”", "Changed customer “{0}”"),
        "customer.confirm" => bi("更新“{0}”的信息来源", "Updated the source of “{0}”"),
        "customer.bulk" => bi("批量修改 {1} 位客户", "Changed {1} customer{s} at once"),
        "customer.delete" => one_or_many(
            bi("删除客户“{0}”", "Deleted customer “{0}”"),
            bi("删除 {1} 位客户", "Deleted {1} customer{s}"),
        ),
        "scheme.save" => bi("保存分类方案“{0}”", "Saved scheme “{0}”"),
        "scheme.reset" => bi(
            "分类方案“{0}”恢复教材设定",
            "Scheme “{0}” as in the textbook again",
        ),
        "scheme.delete" => bi("删除分类方案“{0}”", "Deleted scheme “{0}”"),
        "judgement.save" => one_or_many(
            bi("判定“{0}”的类别", "Decided on the class of “{0}”"),
            bi(
                "判定 {1} 位客户的类别",
                "Decided on the class of {1} customer{s}",
            ),
        ),
        "judgement.remove" => one_or_many(
            bi("撤去对“{0}”的判定", "Took back the judgement on “{0}”"),
            bi("撤去 {1} 项判定", "Took back {1} judgement{s}"),
        ),
        "run.keep" => bi("保存分类运行“{0}”", "Kept run “{0}”"),
        "run.approve" => bi("批准分类运行“{0}”", "Approved run “{0}”"),
        "run.reopen" => bi("分类运行“{0}”改回草稿", "Run “{0}” is a draft again"),
        "run.delete" => bi("删除分类运行“{0}”", "Deleted run “{0}”"),
        "contact.save" => bi("保存联系人“{0}”", "Saved contact “{0}”"),
        "contact.delete" => bi("删除联系人“{0}”", "Deleted contact “{0}”"),
        "address.save" => bi("保存地址“{0}”", "Saved address “{0}”"),
        "address.delete" => bi("删除地址“{0}”", "Deleted address “{0}”"),
        "sale.save" => one_or_many(
            bi(
                "保存单据“{0}”（{1} 行）",
                "Saved document “{0}” ({1} line{s})",
            ),
            bi("保存 {1} 行销售明细", "Saved {1} sales line{s}"),
        ),
        "sale.bulk" => bi(
            "批量修改 {1} 行销售明细",
            "Changed {1} sales line{s} at once",
        ),
        "sale.delete" => bi("删除 {1} 行销售明细", "Deleted {1} sales line{s}"),
        "product.save" => bi("保存产品“{0}”", "Saved product “{0}”"),
        "product.delete" => one_or_many(
            bi("删除产品“{0}”", "Deleted product “{0}”"),
            bi("删除 {1} 种产品", "Deleted {1} product{s}"),
        ),
        "expense.save" => bi("保存费用 {0}", "Saved the expense of {0}"),
        "expense.delete" => bi("删除 {1} 笔费用", "Deleted {1} expense{s}"),
        "year.save" => bi(
            "保存客户 {0} 年度情况",
            "Saved what is known of the year {0}",
        ),
        "year.delete" => bi(
            "删除客户 {0} 年度情况",
            "Deleted what is known of the year {0}",
        ),
        "question.save" => one_or_many(
            bi("保存题目“{0}”", "Saved question “{0}”"),
            bi("保存 {1} 道题目", "Saved {1} question{s}"),
        ),
        "question.delete" => one_or_many(
            bi("删除题目“{0}”", "Deleted question “{0}”"),
            bi("删除 {1} 道题目", "Deleted {1} question{s}"),
        ),
        "bin.restore" => one_or_many(
            bi("恢复“{0}”", "Restored “{0}”"),
            bi("恢复 {1} 项", "Restored {1} item{s}"),
        ),
        "bin.discard" => bi("从回收站移除 {1} 项", "Removed {1} item{s} from the bin"),
        "book.rename" => bi("工作簿改名为“{0}”", "Renamed the workbook to “{0}”"),
        "rule.change" => bi("修改规则“{0}”", "Changed the rule “{0}”"),
        "rule.reset" => bi("规则“{0}”恢复默认", "Reset the rule “{0}”"),
        "import.sales" => bi("导入 {1} 条销售明细", "Imported {1} sales line{s}"),
        "import.table" => bi(
            "从表格导入（{1} 条记录）",
            "Imported a table ({1} record{s})",
        ),
        "import.merge" => bi(
            "合并数据文件（{1} 条记录）",
            "Merged a data file ({1} record{s})",
        ),
        "import.replace" => bi(
            "用文件替换全部数据（{1} 条记录）",
            "Replaced everything by a file ({1} record{s})",
        ),
        "snapshot.restore" => bi(
            "恢复快照（{1} 条记录）",
            "Restored a snapshot ({1} record{s})",
        ),
        "sample.load" => bi("载入示例公司", "Loaded the sample company"),
        "sample.remove" => bi("移除示例公司", "Removed the sample company"),
        "conflict.mine" => bi(
            "冲突中保留本页的版本",
            "Kept this page's version of a conflict",
        ),
        other => return other.to_owned(),
    };
    let subject = match code.as_str() {
        "rule.change" | "rule.reset" => rule::rule(subject).map_or_else(
            || subject.clone(),
            |rule| rule.label.in_lang(lang).to_owned(),
        ),
        _ => subject.clone(),
    };
    fill(text, lang, &[subject, count.to_string()])
}

/// What an entry of the journal did, an undo or redo named as such.
pub fn turn(entry: &Entry, lang: Lang) -> String {
    let what = action(&entry.edit.action, lang);
    let text = match entry.turn {
        Turn::Fresh => return what,
        Turn::Undo(_) => bi("撤销：{0}", "Undone: {0}"),
        Turn::Redo(_) => bi("重做：{0}", "Redone: {0}"),
    };
    fill(text, lang, &[what])
}

/// Why something is not stored or cannot be read.
pub fn store_error(error: &StoreError, lang: Lang) -> String {
    let text = match error {
        StoreError::Quota => bi(
            "浏览器给的空间已满，最近的修改还没有保存。请导出文件，并清理空间。",
            "The browser's space is full; the last changes are not saved. Export a file and free some space.",
        ),
        StoreError::Conflict { .. } => bi(
            "另一个标签页一直在写，请稍后再试。",
            "Another tab keeps writing; try again shortly.",
        ),
        StoreError::Closed => bi(
            "浏览器关闭了数据库，最近的修改还没有保存。请导出文件后重新打开本页。",
            "The browser closed the database; the last changes are not saved. Export a file, then reload.",
        ),
        StoreError::Blocked => bi(
            "另一个标签页占用着数据库，请先关闭它。",
            "Another tab is holding the database; close it first.",
        ),
        StoreError::Newer { .. } => bi(
            "这个工作簿由更新的版本写成，请刷新到新版本再打开。",
            "This workbook was written by a newer version; reload to get it.",
        ),
        StoreError::Gone => bi(
            "数据库不见了，或被换成了另一个。屏幕上的内容只在内存里，请导出文件。",
            "The database is gone, or another is in its place. What is shown is in memory alone: export a file.",
        ),
        StoreError::Taken => bi("已经有这个工作簿了。", "This workbook is here already."),
        StoreError::Unavailable(_) => bi(
            "这个浏览器不让网页保存数据：可以照常工作，但关闭前请导出文件。",
            "This browser does not let pages keep data: you can work, but export a file before closing.",
        ),
        StoreError::Aborted(name) => {
            let text = bi(
                "写入没有成功（{0}），修改还在内存里。",
                "Writing failed ({0}); the changes are still in memory.",
            );
            return fill(text, lang, std::slice::from_ref(name));
        }
        StoreError::Damaged(damage) => {
            let text = bi("保存的数据有损坏：{0}", "What is stored is damaged: {0}");
            return fill(text, lang, &[damage.to_string()]);
        }
    };
    text.in_lang(lang).to_owned()
}
