//! The records of the ledger.

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::{
    content::bi,
    domain::{
        Currency, Customer, Id, Money,
        field::{Choice, Field, Kind, Value},
        money::MoneyError,
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

/// Ways of paying, as in table 13-2.
pub const PAYMENT: &[Choice] = &[
    choice("tt", "电汇 T/T", "T/T"),
    choice("lc", "信用证 L/C", "L/C"),
    choice("dp", "付款交单 D/P", "D/P"),
    choice("da", "承兑交单 D/A", "D/A"),
    choice("oa", "赊销 O/A", "O/A"),
    choice("cash", "现金", "Cash"),
];

const EXPENSE: &[Choice] = &[
    choice("travel", "差旅", "Travel"),
    choice("entertainment", "招待", "Entertainment"),
    choice("samples", "样品", "Samples"),
    choice("promotion", "促销", "Promotion"),
    choice("freight", "运费", "Freight"),
    choice("commission", "佣金", "Commission"),
    choice("service", "服务", "Service"),
    choice("other", "其他", "Other"),
];

fields! {
    /// Something that is sold.
    pub struct Product {}
    "product" {
        code: Option<String>, Kind::Line, "产品编号", "Product no.";
        name: String, Kind::Line, "品名", "Product";
        spec: Option<String>, Kind::Line, "规格型号", "Specification";
        category: Option<String>, Kind::Line, "品类", "Category";
        unit: Option<String>, Kind::Line, "单位", "Unit";
        cost: Option<Money>, Kind::Money, "单位成本", "Unit cost";
        launched_on: Option<NaiveDate>, Kind::Date, "上市日期", "Launched on";
        note: Option<String>, Kind::Paragraph, "备注", "Note";
    }
}

fields! {
    /// A line of an order or invoice. Returns have a negative quantity and amount.
    pub struct SalesLine {
        /// The customer.
        customer: Id,
        /// What was sold, where it is told apart.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        product: Option<Id>,
    }
    "sale" {
        date: Option<NaiveDate>, Kind::Date, "日期", "Date";
        document: Option<String>, Kind::Line, "合同/订单号", "Document no.";
        quantity: Option<Decimal>, Kind::Signed, "数量", "Quantity";
        unit_price: Option<Decimal>, Kind::Decimal, "单价", "Unit price";
        discount: Option<Decimal>, Kind::Share, "折扣", "Discount";
        amount: Option<Money>, Kind::Money, "金额", "Amount";
        rate: Option<Decimal>, Kind::Decimal, "汇率", "Exchange rate";
        unit_cost: Option<Decimal>, Kind::Decimal, "单位成本", "Unit cost";
        delivered_on: Option<NaiveDate>, Kind::Date, "交货日期", "Delivery date";
        payment: Option<String>, Kind::Choice(PAYMENT), "付款方式", "Payment";
        due_on: Option<NaiveDate>, Kind::Date, "应收日", "Due on";
        handler: Option<String>, Kind::Line, "经办人", "Handler";
        note: Option<String>, Kind::Line, "备注", "Note";
    }
}

fields! {
    /// Money spent on selling to a customer, or to all where none is named.
    pub struct Expense {
        /// The customer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        customer: Option<Id>,
    }
    "expense" {
        date: Option<NaiveDate>, Kind::Date, "日期", "Date";
        kind: Option<String>, Kind::Choice(EXPENSE), "费用类别", "Kind";
        amount: Option<Money>, Kind::Money, "金额", "Amount";
        rate: Option<Decimal>, Kind::Decimal, "汇率", "Exchange rate";
        handler: Option<String>, Kind::Line, "经办人", "Handler";
        note: Option<String>, Kind::Line, "备注", "Note";
    }
}

fields! {
    /// What is known of a customer's year beyond our own ledger.
    pub struct CustomerYear {
        /// The customer.
        customer: Id,
    }
    "year" {
        year: Option<i64>, Kind::Whole(1900, 2200), "年度", "Year";
        total_sales: Option<Money>, Kind::Money, "客户总销售额", "Customer's total sales";
        category_purchases: Option<Money>, Kind::Money, "客户同类采购额", "Customer's purchases of the category";
        average_stock: Option<Money>, Kind::Money, "我方商品平均库存（成本）", "Average stock of our goods (at cost)";
        promotions_offered: Option<i64>, Kind::Whole(0, 10_000), "促销邀请次数", "Promotions offered";
        promotions_joined: Option<i64>, Kind::Whole(0, 10_000), "促销参与次数", "Promotions joined";
        note: Option<String>, Kind::Paragraph, "备注", "Note";
    }
}

/// Quantity × unit price × (1 − discount), rounded half away from zero to the currency's minor
/// unit.
///
/// ```
/// use xinke::domain::{Currency, ledger::line_amount};
/// let amount = line_amount("3".parse()?, "19.99".parse()?, Some("0.15".parse()?), Currency::CNY)?;
/// assert_eq!(amount.to_string(), "50.97 CNY");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`MoneyError::TooLarge`].
pub fn line_amount(
    quantity: Decimal,
    unit_price: Decimal,
    discount: Option<Decimal>,
    currency: Currency,
) -> Result<Money, MoneyError> {
    let rest = Decimal::ONE - discount.unwrap_or_default();
    let exact = quantity
        .checked_mul(unit_price)
        .and_then(|amount| amount.checked_mul(rest))
        .ok_or(MoneyError::TooLarge)?;
    let places = currency.decimals();
    let rounded = exact.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    Money::from_decimal(rounded, currency)
}

fn missing(field: &str) -> Fault {
    Fault {
        field: field.to_owned(),
        problem: Problem::Missing,
    }
}

impl SalesLine {
    /// The amount that quantity, price and discount give, where there is a price.
    fn computed(&self) -> Option<Result<Money, MoneyError>> {
        let currency = self.amount?.currency();
        Some(line_amount(
            self.quantity?,
            self.unit_price?,
            self.discount,
            currency,
        ))
    }

    /// A price that does not give the amount, one minor unit of rounding allowed.
    fn disagreement(&self) -> Option<Fault> {
        let problem = match self.computed()? {
            Ok(computed) => {
                let stated = self.amount?;
                let off = computed.minor().abs_diff(stated.minor());
                (off > 1).then(|| Problem::AmountDiffers(computed.to_decimal().to_string()))?
            }
            Err(_) => Problem::TooLarge,
        };
        Some(Fault {
            field: "amount".to_owned(),
            problem,
        })
    }
}

macro_rules! record {
    ($record:ident, $title:expr, $faults:expr, $references:expr) => {
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
                let title: fn(&Self) -> Option<String> = $title;
                title(self).unwrap_or_else(|| self.id.to_string())
            }

            fn faults(&self) -> Vec<Fault> {
                let mut faults = self.field_faults();
                let more: fn(&Self) -> Vec<Fault> = $faults;
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

fn to_customer(id: Id) -> Reference {
    Reference {
        field: "customer",
        table: Customer::TABLE,
        id,
    }
}

record!(
    Product,
    |product| Some(product.name.clone()),
    |product| {
        let is_blank = product.name.trim().is_empty();
        is_blank.then(|| missing("name")).into_iter().collect()
    },
    |_| Vec::new()
);
record!(
    SalesLine,
    |line| line.document.clone(),
    |line| {
        let needed = [
            line.date.is_none().then(|| missing("date")),
            line.quantity.is_none().then(|| missing("quantity")),
            line.amount.is_none().then(|| missing("amount")),
            line.disagreement(),
        ];
        needed.into_iter().flatten().collect()
    },
    |line| {
        let product = line.product.map(|id| Reference {
            field: "product",
            table: Product::TABLE,
            id,
        });
        std::iter::once(to_customer(line.customer))
            .chain(product)
            .collect()
    }
);
record!(
    Expense,
    |expense| expense.amount.map(|amount| amount.to_string()),
    |expense| {
        let needed = [
            expense.date.is_none().then(|| missing("date")),
            expense.amount.is_none().then(|| missing("amount")),
        ];
        needed.into_iter().flatten().collect()
    },
    |expense| expense.customer.map(to_customer).into_iter().collect()
);
record!(
    CustomerYear,
    |year| year.year.map(|year| year.to_string()),
    |year| {
        let is_none = year.year.is_none();
        is_none.then(|| missing("year")).into_iter().collect()
    },
    |year| vec![to_customer(year.customer)]
);

#[cfg(test)]
mod tests {
    use super::*;

    fn line(quantity: &str, price: Option<&str>, amount: &str) -> SalesLine {
        SalesLine {
            date: NaiveDate::from_ymd_opt(2026, 1, 1),
            quantity: quantity.parse().ok(),
            unit_price: price.and_then(|price| price.parse().ok()),
            amount: Money::from_decimal(amount.parse().unwrap(), Currency::CNY).ok(),
            ..SalesLine::default()
        }
    }

    #[test]
    fn a_price_must_give_the_amount() {
        assert_eq!(line("3", Some("19.99"), "59.97").faults(), []);
        assert_eq!(line("3", Some("0.333"), "1.00").faults(), []);
        assert_eq!(line("2", None, "29.33").faults(), []);
        assert_eq!(line("-1", Some("5"), "-5").faults(), []);
        let problems = line("3", Some("19.99"), "60").faults();
        assert_eq!(
            problems,
            [Fault {
                field: "amount".to_owned(),
                problem: Problem::AmountDiffers("59.97".to_owned()),
            }]
        );
    }

    #[test]
    fn date_quantity_and_amount_are_needed() {
        let faults = SalesLine::default().faults();
        let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["date", "quantity", "amount"]);
    }
}
