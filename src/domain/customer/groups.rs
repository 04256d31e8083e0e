//! The six information groups, the same fields in four groups, and where information came from.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    content::{Bilingual, bi},
    domain::{Money, field::Choice, record::Extra},
};

/// A group of fields on the customer's page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Group {
    /// Its key in records and addresses of screens.
    pub key: &'static str,
    /// Its name.
    pub label: Bilingual,
    /// What belongs there.
    pub hint: Bilingual,
}

const fn entry(key: &'static str, label: Bilingual, hint: Bilingual) -> Group {
    Group { key, label, hint }
}

/// The file head and the six groups of the merchandiser's textbook, in its order. Performance has
/// no fields of its own: it is derived from the ledger.
pub const GROUPS: &[Group] = &[
    entry(
        "file",
        bi("档案", "File"),
        bi("编号、名称与归档信息", "Number, name and filing"),
    ),
    entry(
        "basic",
        bi("基本资料", "Basic"),
        bi("是谁、在哪里、怎样联系", "Who, where and how to reach them"),
    ),
    entry(
        "credit",
        bi("信用资料", "Credit"),
        bi(
            "资本、额度、期限与付款",
            "Capital, limit, period and payment",
        ),
    ),
    entry(
        "operations",
        bi("经营资料", "Operations"),
        bi(
            "人员、场地、运货与竞品",
            "Staff, premises, freight and rivals",
        ),
    ),
    entry(
        "performance",
        bi("业绩资料", "Performance"),
        bi("由销售台账汇总得出", "Derived from the sales ledger"),
    ),
    entry(
        "personal",
        bi("个人资料", "Personal"),
        bi(
            "决策人的个人情况，须经本人同意",
            "About the decision-maker; needs consent",
        ),
    ),
    entry(
        "other",
        bi("其他资料", "Other"),
        bi(
            "采购计划、伙伴与供应商",
            "Purchase plans, partners and suppliers",
        ),
    ),
];

/// The four groups of the service-management textbook, over the same fields.
pub const FOUR_GROUPS: &[Group] = &[
    entry(
        "base",
        bi("客户基础资料", "Base facts"),
        bi(
            "名称、地址、登记等基础事实",
            "Name, address and registration",
        ),
    ),
    entry(
        "traits",
        bi("客户的特征", "Characteristics"),
        bi("规模、能力与决策人", "Capacity and decision-makers"),
    ),
    entry(
        "business",
        bi("客户业务状况", "Business state"),
        bi("业务往来、竞争与计划", "Dealings, rivals and plans"),
    ),
    entry(
        "dealings",
        bi("交易现状", "Transaction state"),
        bi("信用、付款与交易", "Credit, payment and trade"),
    ),
];

/// The group of that key, among the six or the four.
pub fn group(key: &str) -> Option<&'static Group> {
    GROUPS
        .iter()
        .chain(FOUR_GROUPS)
        .find(|group| group.key == key)
}

/// Which of the four groups a field belongs to.
pub fn four_group_of(field: &crate::domain::field::Field) -> &'static str {
    match (field.group, field.key) {
        ("operations", "freight_mode" | "delivery_place" | "competing_products") => "business",
        ("operations" | "personal", _) => "traits",
        ("other", _) => "business",
        ("credit" | "performance", _) => "dealings",
        _ => "base",
    }
}

const fn choice(code: &'static str, zh: &'static str, en: &'static str) -> Choice {
    Choice {
        code,
        label: bi(zh, en),
    }
}

/// Channels of the merchandiser's textbook (ten) and sources of the service textbook (six).
pub const CHANNELS: &[Choice] = &[
    choice("directory", "国内外贸易指南", "Trade directory"),
    choice("exhibition", "国内外展览会", "Exhibition"),
    choice("media", "新闻媒体", "News media"),
    choice("order_fair", "商品订货会", "Order fair"),
    choice("association", "协会会员名录", "Association member list"),
    choice("gazette", "产业公报", "Industry gazette"),
    choice(
        "manufacturer_meeting",
        "厂商联谊会",
        "Manufacturers' get-together",
    ),
    choice("referral", "客户介绍", "Referral"),
    choice("walk_in", "客户自行上门", "Walk-in"),
    choice("web", "网络", "Internet"),
    choice("internal", "内部资料", "Internal files"),
    choice("intelligence", "情报机构", "Intelligence agency"),
    choice("library", "图书馆", "Library"),
    choice("government", "政府机关", "Government office"),
    choice("chamber", "商会", "Chamber of commerce"),
    choice("industry_association", "行业协会", "Industry association"),
];

/// The nine collection methods and the five survey methods.
pub const METHODS: &[Choice] = &[
    choice("CM-1", "统计资料法", "Statistical data"),
    choice("CM-2", "观察法", "Observation"),
    choice("CM-3", "会议现场收集法", "Meetings"),
    choice("CM-4", "阅读法", "Reading"),
    choice("CM-5", "视听法", "Radio, television, advertising"),
    choice("CM-6", "多向沟通法", "Communication in many directions"),
    choice("CM-7", "聘请法", "Hired informants and advisers"),
    choice("CM-8", "购买法", "Bought reports"),
    choice("CM-9", "网络收集法", "Networks"),
    choice("visit", "人员走访", "Personal visit"),
    choice("phone", "电话调查", "Telephone survey"),
    choice("mail", "邮件调查", "Mail survey"),
    choice("observation", "现场观察", "On-site observation"),
    choice("focus_group", "焦点人群法", "Focus group"),
];

/// How reliable a source is, A best.
pub const RELIABILITY: &[Choice] = &[
    choice("A", "A 完全可靠", "A completely reliable"),
    choice("B", "B 通常可靠", "B usually reliable"),
    choice("C", "C 比较可靠", "C fairly reliable"),
    choice("D", "D 不常可靠", "D not usually reliable"),
    choice("E", "E 不可靠", "E unreliable"),
    choice("F", "F 无法判断", "F cannot be judged"),
];

/// Where a group's information came from and when it was last gone over.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Provenance {
    /// Channel, a code of [`CHANNELS`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Method, a code of [`METHODS`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Who collected it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collector: Option<String>,
    /// When it was collected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected_on: Option<NaiveDate>,
    /// When a field of the group was last changed or confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_on: Option<NaiveDate>,
    /// A code of [`RELIABILITY`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reliability: Option<String>,
    /// What collecting it cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}
