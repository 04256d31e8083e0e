//! The names that columns of customer lists go by, beside the labels and keys of the catalogue.

use super::{
    columns::{Subject, Target},
    sales_synonyms as sales,
};
use crate::domain::field::half_width;

const CUSTOMER: &[(&str, &str)] = &[
    (
        "name",
        "公司|公司名称|公司名|客户|客户名称|客户名|客户全称|\
         单位|单位名称|企业名称|企业|全称|company|company name|customer|\
         customer name|account|account name|organization|organisation|\
         organization name|business name|client|client name",
    ),
    (
        "code",
        "编号|客户代码|客户号|客户编码|代码|编码|code|customer id|\
         customer no|customer number|customer code|account number|account no|client id|\
         id|no",
    ),
    (
        "short_name",
        "客户简称|公司简称|abbreviation|alias|nickname",
    ),
    ("status", "状态|客户状态|stage|customer status"),
    (
        "owner",
        "负责业务员|业务员|销售员|客户经理|跟单员|owner|sales rep|\
         account manager|salesperson",
    ),
    ("tags", "标记|labels|keywords"),
    (
        "note",
        "说明|备注信息|notes|remark|remarks|comment|comments|description",
    ),
    (
        "address",
        "详细地址|公司地址|联系地址|通讯地址|street|street address|\
         address line 1|address1|billing address|mailing address",
    ),
    ("city", "市|所在城市|town|billing city"),
    (
        "province",
        "省|省份|州|所在省份|state|province|region|state province|county|\
         billing state",
    ),
    (
        "country",
        "国家|国别|地区|国家地区|所在国家|nation|country region|\
         billing country",
    ),
    (
        "postcode",
        "邮政编码|postal code|zip|zip code|post code|billing postal code",
    ),
    (
        "phone",
        "电话号码|联系电话|座机|固定电话|公司电话|tel|telephone|\
         phone number|telephone number|office phone|business phone|work phone",
    ),
    ("fax", "传真号码|传真号|fax number|business fax"),
    (
        "email",
        "邮箱|电子邮箱|邮件|邮箱地址|e mail|email address|e mail address|\
         mail",
    ),
    (
        "website",
        "网站|官网|主页|web|url|web site|homepage|web page",
    ),
    (
        "principal",
        "法人|法定代表人|法人代表|企业负责人|legal representative|\
         director",
    ),
    (
        "bank_account",
        "银行账号|银行账户|开户账号|iban|account no bank|\
         bank account number",
    ),
    (
        "tax_no",
        "纳税人识别号|统一社会信用代码|社会信用代码|信用代码|\
         税务登记号|tax id|tax number|vat|vat number|vat no|vat id|uscc",
    ),
    (
        "registration_no",
        "注册号|营业执照号|登记号|registration number|company number",
    ),
    ("ownership", "性质|企业性质|公司性质|所有制"),
    (
        "business_scope",
        "经营范围|主营|主营业务|主营产品|行业|industry|main products",
    ),
    ("category", "客户类别|客户类型|类型|customer type|type"),
    ("size", "企业规模|公司规模|company size"),
    ("registered_capital", "注册资金|capital"),
    (
        "founded_on",
        "成立日期|成立时间|开业时间|founded|founded on|established",
    ),
    ("credit_limit", "授信额度|赊销额度|信用限额|credit line"),
    (
        "credit_period_days",
        "账期|信用期|账期天|赊销期限|credit days|credit period|payment days",
    ),
    ("payment_terms", "结算方式|付款方式|付款期限|terms|payment"),
];

const CONTACT: &[(&str, &str)] = &[
    (
        "name",
        "联系人姓名|联络人|主要联系人|主要联络人|对接人|姓名|\
         contact|contact name|contact person|main contact|primary contact|full name|\
         person",
    ),
    (
        "position",
        "职务|职位|岗位|联系人职位|position|job title|title|contact title",
    ),
    (
        "mobile",
        "手机|手机号|手机号码|移动电话|联系人手机号|mobile|\
         mobile phone|mobile number|cell|cell phone|cellphone",
    ),
    ("phone", "联系人电话号码|contact tel|contact phone number"),
    ("email", "联系人邮箱|contact e mail|contact email address"),
];

const FIRST_NAME: &str = "名|名字|first name|given name|forename|contact first name";
const LAST_NAME: &str = "姓|姓氏|last name|surname|family name|contact last name";

/// A header without case, width, spaces and punctuation.
pub fn plain(header: &str) -> String {
    half_width(header)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

pub(super) fn is_one_of(name: &str, names: &str) -> bool {
    names.split('|').any(|known| plain(known) == name)
}

fn listed(name: &str, list: &[(&str, &str)]) -> Option<String> {
    let (key, _) = list.iter().find(|(_, names)| is_one_of(name, names))?;
    Some((*key).to_owned())
}

/// What a column of that header most likely holds.
pub fn target_of(header: &str, subject: Subject) -> Target {
    use crate::domain::customer::{Contact, Customer};
    let name = plain(header);
    if name.is_empty() {
        return Target::Ignore;
    }
    if subject == Subject::Sales {
        return sales::target_of(&name);
    }
    if is_one_of(&name, FIRST_NAME) {
        return Target::FirstName;
    }
    if is_one_of(&name, LAST_NAME) {
        return Target::LastName;
    }
    for field in Contact::FIELDS {
        let Some(target) = Target::contact(field.key) else {
            continue;
        };
        let labels = [crate::content::Lang::Zh, crate::content::Lang::En];
        if labels
            .iter()
            .any(|lang| plain(&target.label(*lang)) == name)
        {
            return target;
        }
    }
    if let Some(key) = listed(&name, CONTACT) {
        return Target::Contact(key);
    }
    let field = Customer::FIELDS.iter().find(|field| {
        [field.key, field.label.zh, field.label.en]
            .iter()
            .any(|known| plain(known) == name)
    });
    match field
        .map(|field| field.key.to_owned())
        .or_else(|| listed(&name, CUSTOMER))
    {
        Some(key) => Target::Customer(key),
        None => Target::Ignore,
    }
}
