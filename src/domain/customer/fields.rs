//! The customer record with all fields of the six information groups, its contacts and addresses.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::groups::Provenance;
use crate::{
    content::bi,
    domain::{
        Id, Money,
        field::{Choice, Field, Kind, Value},
        record::{Fault, Problem, Record, Reference, Stamp},
    },
    fields,
};

const fn choice(code: &'static str, zh: &'static str, en: &'static str) -> Choice {
    Choice {
        code,
        label: bi(zh, en),
    }
}

const STATUS: &[Choice] = &[
    choice("prospect", "潜在", "Prospect"),
    choice("possible", "可能交易", "Possible"),
    choice("traded", "已交易", "Traded"),
    choice("lost", "已流失", "Lost"),
];
const OWNERSHIP: &[Choice] = &[
    choice("state", "国有", "State-owned"),
    choice("collective", "集体", "Collective"),
    choice("private", "民营", "Private"),
    choice("foreign", "外商独资", "Foreign-owned"),
    choice("joint", "中外合资", "Joint venture"),
    choice("listed", "上市公司", "Listed company"),
    choice("individual", "个体", "Sole trader"),
    choice("other", "其他", "Other"),
];
const CATEGORY: &[Choice] = &[
    choice("manufacturer", "生产商", "Manufacturer"),
    choice("wholesaler", "批发商", "Wholesaler"),
    choice("retailer", "零售商", "Retailer"),
    choice("agent", "代理商", "Agent"),
    choice("end_user", "最终用户", "End user"),
    choice("other", "其他", "Other"),
];
const SIZE: &[Choice] = &[
    choice("micro", "微型", "Micro"),
    choice("small", "小型", "Small"),
    choice("medium", "中型", "Medium"),
    choice("large", "大型", "Large"),
];
const FREIGHT: &[Choice] = &[
    choice("sea", "海运", "Sea"),
    choice("air", "空运", "Air"),
    choice("rail", "铁路", "Rail"),
    choice("road", "公路", "Road"),
    choice("express", "快递", "Express"),
    choice("pickup", "自提", "Pick-up"),
];
const SEX: &[Choice] = &[
    choice("female", "女", "Female"),
    choice("male", "男", "Male"),
    choice("undisclosed", "未说明", "Not stated"),
];
const ADDRESS_KIND: &[Choice] = &[
    choice("registered", "注册地址", "Registered"),
    choice("delivery", "送货地址", "Delivery"),
    choice("billing", "开票地址", "Billing"),
    choice("branch", "分支机构", "Branch"),
    choice("other", "其他", "Other"),
];

fields! {
    /// A customer.
    pub struct Customer {
        /// Where each group's information came from, by the group's key.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        provenance: BTreeMap<String, Provenance>,
    }
    "file" {
        code: Option<String>, Kind::Line, "客户编号", "Customer no.";
        name: String, Kind::Line, "名称", "Name";
        short_name: Option<String>, Kind::Line, "简称", "Short name";
        status: Option<String>, Kind::Choice(STATUS), "交易状态", "Status";
        owner: Option<String>, Kind::Line, "担当", "Keeper";
        tags: Vec<String>, Kind::Tags, "标签", "Tags";
        card_date: Option<NaiveDate>, Kind::Date, "建卡日期", "Card date";
        note: Option<String>, Kind::Paragraph, "备注", "Note";
    }
    "basic" {
        address: Option<String>, Kind::Line, "地址", "Address";
        city: Option<String>, Kind::Line, "城市", "City";
        province: Option<String>, Kind::Line, "省/州", "State or province";
        country: Option<String>, Kind::Country, "国家/地区", "Country";
        postcode: Option<String>, Kind::Line, "邮编", "Postcode";
        phone: Option<String>, Kind::Phone, "电话", "Phone";
        fax: Option<String>, Kind::Phone, "传真", "Fax";
        email: Option<String>, Kind::Email, "电子邮件", "Email";
        website: Option<String>, Kind::Url, "网址", "Website";
        principal: Option<String>, Kind::Line, "负责人", "Principal";
        bank_account: Option<String>, Kind::Line, "账号", "Bank account";
        tax_no: Option<String>, Kind::TaxNo, "税号", "Tax no.";
        registration_no: Option<String>, Kind::Line, "工商登记号", "Business registration no.";
        ownership: Option<String>, Kind::Choice(OWNERSHIP), "所有制性质", "Ownership";
        business_scope: Option<String>, Kind::Line, "业务范围", "Business scope";
        category: Option<String>, Kind::Choice(CATEGORY), "类别", "Category";
        size: Option<String>, Kind::Choice(SIZE), "规模", "Size";
    }
    "credit" {
        registered_capital: Option<Money>, Kind::Money, "注册资本", "Registered capital";
        founded_on: Option<NaiveDate>, Kind::Date, "开业日期", "In business since";
        credit_limit: Option<Money>, Kind::Money, "信用额度", "Credit limit";
        credit_period_days: Option<i64>, Kind::Whole(0, 3650), "信用期限（天）", "Credit period (days)";
        settlement_day: Option<i64>, Kind::Whole(1, 31), "结账日期（每月几日）", "Settlement day of month";
        payment_terms: Option<String>, Kind::Line, "付款条件", "Payment terms";
    }
    "operations" {
        sales_staff: Option<i64>, Kind::Whole(0, 10_000_000), "销售人员数", "Sales staff";
        operating_staff: Option<i64>, Kind::Whole(0, 10_000_000), "经营人员数", "Operating staff";
        trade_area: Option<String>, Kind::Line, "商圈范围", "Trade area";
        floor_area_m2: Option<Decimal>, Kind::Decimal, "营业面积（m²）", "Floor area (m²)";
        storage_area_m2: Option<Decimal>, Kind::Decimal, "仓储面积（m²）", "Storage area (m²)";
        freight_mode: Option<String>, Kind::Choice(FREIGHT), "运货方式", "Freight mode";
        delivery_place: Option<String>, Kind::Line, "送货地点", "Delivery place";
        competing_products: Option<String>, Kind::Paragraph, "竞争产品情况", "Competing products";
    }
    "personal" {
        consent_on: Option<NaiveDate>, Kind::Date, "本人同意日期", "Consent given on";
        consent_purpose: Option<String>, Kind::Line, "使用目的", "Purpose";
        sex: Option<String>, Kind::Choice(SEX), "性别", "Sex";
        age: Option<i64>, Kind::Whole(0, 130), "年龄", "Age";
        birthday: Option<NaiveDate>, Kind::Date, "生日", "Birthday";
        family: Option<String>, Kind::Line, "家庭状况", "Family";
        hobbies: Option<String>, Kind::Line, "爱好", "Hobbies";
        personality: Option<String>, Kind::Line, "性格类型", "Personality";
        social_class: Option<String>, Kind::Line, "社会阶层", "Social class";
        lifestyle: Option<String>, Kind::Line, "生活方式", "Lifestyle";
        social_contacts: Option<String>, Kind::Line, "交往情况", "Social contacts";
        influence: Option<String>, Kind::Line, "个人影响力", "Influence";
        itinerary: Option<String>, Kind::Line, "行程", "Itinerary";
        credit_grade: Option<String>, Kind::Line, "信用等级", "Credit grade";
        development_plan: Option<String>, Kind::Line, "发展计划", "Development plan";
        ambition: Option<String>, Kind::Line, "志向", "Ambition";
    }
    "other" {
        purchase_plan: Option<String>, Kind::Paragraph, "近期采购计划", "Purchase plan";
        purchase_schedule: Option<String>, Kind::Line, "采购时间表", "Purchase schedule";
        main_competitors: Option<String>, Kind::Line, "主要竞争对手", "Main competitors";
        partners: Option<String>, Kind::Line, "合作伙伴", "Partners";
        former_suppliers: Option<String>, Kind::Paragraph, "曾合作供应商及情况", "Former suppliers";
    }
}

fields! {
    /// A person at a customer.
    pub struct Contact {
        /// The customer.
        customer: Id,
    }
    "contact" {
        name: String, Kind::Line, "联系人", "Contact";
        position: Option<String>, Kind::Line, "职务", "Position";
        phone: Option<String>, Kind::Phone, "电话", "Phone";
        mobile: Option<String>, Kind::Phone, "手机", "Mobile";
        email: Option<String>, Kind::Email, "电子邮件", "Email";
        main: Option<bool>, Kind::Flag, "主要联络人", "Main contact";
        note: Option<String>, Kind::Paragraph, "备注", "Note";
    }
}

fields! {
    /// A further address of a customer.
    pub struct Address {
        /// The customer.
        customer: Id,
    }
    "address" {
        kind: Option<String>, Kind::Choice(ADDRESS_KIND), "地址类型", "Kind of address";
        address: String, Kind::Line, "地址", "Address";
        city: Option<String>, Kind::Line, "城市", "City";
        province: Option<String>, Kind::Line, "省/州", "State or province";
        country: Option<String>, Kind::Country, "国家/地区", "Country";
        postcode: Option<String>, Kind::Line, "邮编", "Postcode";
    }
}

macro_rules! record {
    ($record:ident, $required:ident, $references:expr, $more:expr) => {
        impl Record for $record {
            fn id(&self) -> Id {
                self.id
            }

            fn stamp(&self) -> &Stamp {
                &self.stamp
            }

            fn stamp_mut(&mut self) -> &mut Stamp {
                &mut self.stamp
            }

            fn catalogue() -> &'static [Field] {
                Self::FIELDS
            }

            fn value(&self, key: &str) -> Option<Value> {
                self.get(key)
            }

            fn title(&self) -> String {
                self.$required.clone()
            }

            fn faults(&self) -> Vec<Fault> {
                let mut faults = self.field_faults();
                if self.$required.trim().is_empty() {
                    let field = stringify!($required).to_owned();
                    faults.insert(
                        0,
                        Fault {
                            field,
                            problem: Problem::Missing,
                        },
                    );
                }
                let more: fn(&Self) -> Option<Fault> = $more;
                faults.extend(more(self));
                faults
            }

            fn references(&self) -> Vec<Reference> {
                let references: fn(&Self) -> Vec<Reference> = $references;
                references(self)
            }
        }
    };
}

fn to_customer(id: Id) -> Vec<Reference> {
    vec![Reference {
        field: "customer",
        table: Customer::TABLE,
        id,
    }]
}

record!(Customer, name, |_| Vec::new(), Customer::missing_consent);
record!(
    Contact,
    name,
    |contact| to_customer(contact.customer),
    |_| None
);
record!(
    Address,
    address,
    |address| to_customer(address.customer),
    |_| None
);

impl Customer {
    /// An empty customer of that name.
    pub fn new(id: Id, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// Whether personal information may be kept: consent and its purpose are recorded.
    pub fn has_consent(&self) -> bool {
        self.consent_on.is_some() && self.consent_purpose.is_some()
    }

    /// The first personal field that is filled without consent.
    fn missing_consent(&self) -> Option<Fault> {
        if self.has_consent() {
            return None;
        }
        let personal = Self::FIELDS
            .iter()
            .filter(|field| field.group == "personal" && !field.key.starts_with("consent_"));
        let filled = personal
            .into_iter()
            .find(|field| self.get(field.key).is_some())?;
        Some(Fault {
            field: filled.key.to_owned(),
            problem: Problem::NeedsConsent,
        })
    }
}
