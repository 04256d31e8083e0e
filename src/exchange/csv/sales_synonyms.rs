//! The names that columns of sales lists go by, beside the labels and keys of the catalogue.

use super::{
    columns::Target,
    synonyms::{is_one_of, plain},
};
use crate::domain::{
    field::Field,
    ledger::{Product, SalesLine},
};

const CUSTOMER: &[(&str, &str)] = &[
    (
        "code",
        "客户编号|客户代码|客户号|客户编码|会员号|会员编号|customer id|customer no|\
         customer number|customer code|account number|client id|cust id|cust no",
    ),
    (
        "name",
        "客户|客户名称|客户名|公司|公司名称|单位名称|买方|购货单位|customer|customer name|\
         client|client name|company|account|buyer|bill to",
    ),
];

const SALE: &[(&str, &str)] = &[
    (
        "date",
        "日期|销售日期|订单日期|下单日期|开票日期|成交日期|签约日|签约日期|invoice date|\
         order date|sales date|sale date|transaction date|document date|day",
    ),
    (
        "document",
        "合同号|订单号|单号|单据号|单据编号|发票号|发票号码|订单编号|合同编号|销售单号|\
         invoice id|invoice|invoice no|invoice number|order id|order no|order number|\
         contract no|document|document number|voucher no|receipt no",
    ),
    ("quantity", "销售数量|件数|数量|qty|units|pieces|count"),
    (
        "unit_price",
        "售价|销售单价|含税单价|price|price each|sales price",
    ),
    (
        "discount",
        "折扣率|折让|discount rate|disc|discount percent",
    ),
    (
        "amount",
        "销售额|销售金额|成交额|成交金额|总金额|总价|价税合计|金额合计|total|line total|\
         line amount|sales|sales amount|net amount|value|extended price|revenue",
    ),
    ("rate", "兑换率|折算率|fx|fx rate|currency rate"),
    (
        "unit_cost",
        "成本|成本价|进价|单位进价|cost|cost price|unit cost price",
    ),
    (
        "delivered_on",
        "交期|发货日期|出货日期|ship date|shipped|shipped date|delivery",
    ),
    (
        "payment",
        "结算方式|支付方式|payment method|payment terms|terms",
    ),
    ("due_on", "到期日|应收日期|付款到期日|due date|payment due"),
    (
        "handler",
        "业务员|销售员|跟单员|经手人|sales rep|salesperson|employee|agent",
    ),
    ("note", "说明|摘要|remark|remarks|comment|comments|memo"),
];

const PRODUCT: &[(&str, &str)] = &[
    (
        "code",
        "货号|商品编号|商品编码|物料编码|款号|sku|item no|item code|product id|product code|product no",
    ),
    (
        "name",
        "产品|产品名称|商品|商品名称|货品|货物名称|物料名称|product name|item|item name|\
         description|goods|article|track",
    ),
    ("spec", "规格|型号|specification|model|size"),
    (
        "category",
        "产品类别|商品类别|类别|分类|genre|product category|product line|group",
    ),
    ("unit", "计量单位|uom|unit of measure"),
];

const CURRENCY: &str = "币种|货币|币别|currency|currency code";

/// What a column of that name, freed of spaces and case, most likely holds.
pub fn target_of(name: &str) -> Target {
    let listed = |list: &[(&str, &str)]| {
        let found = list.iter().find(|(_, names)| is_one_of(name, names))?;
        Some(found.0.to_owned())
    };
    let named = |fields: &[Field]| {
        let field = fields.iter().find(|field| {
            [field.key, field.label.zh, field.label.en]
                .iter()
                .any(|known| plain(known) == name)
        })?;
        Some(field.key.to_owned())
    };
    if is_one_of(name, CURRENCY) {
        return Target::Currency;
    }
    let sale = || {
        listed(SALE)
            .or_else(|| named(SalesLine::FIELDS))
            .map(Target::Sale)
    };
    let product = || {
        listed(PRODUCT)
            .or_else(|| named(Product::FIELDS))
            .map(Target::Product)
    };
    listed(CUSTOMER)
        .map(Target::Customer)
        .or_else(sale)
        .or_else(product)
        .unwrap_or_default()
}
