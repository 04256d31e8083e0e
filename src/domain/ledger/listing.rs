//! Sales lines as a list to look through: filtered, searched, sorted, added up, by index.

use std::{cmp::Ordering, sync::Arc};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::{HOME_CURRENCY, SalesLine, Why, columns::home_amount};
use crate::{
    content::bi,
    domain::{
        Currency, Id, Money,
        figure::{Figure, FigureKind, Input, NoValue, Unit},
        names::Names,
        search::{Query, collation_key, fold},
        tables::Tables,
    },
};

/// The amount of a line in the home currency.
pub const HOME_AMOUNT: FigureKind = FigureKind {
    id: "ledger.home_amount",
    label: bi("本位币金额", "Home amount"),
    formula: bi(
        "金额 × 汇率，四舍五入到本位币的最小单位",
        "Amount × exchange rate, rounded to the smallest unit of the home currency",
    ),
    unit: Unit::Amount,
    source: bi(
        "表13-2“折本币”一栏（跟单员教材）",
        "Column “home currency” of table 13-2 (merchandiser's textbook)",
    ),
    rule: Some(HOME_CURRENCY.key),
};

/// The amount of a line that has a price.
pub const LINE_AMOUNT: FigureKind = FigureKind {
    id: "ledger.line_amount",
    label: bi("一行的金额", "Amount of a line"),
    formula: bi(
        "数量 × 单价 ×（1 − 折扣），四舍五入到该币种的最小单位",
        "Quantity × unit price × (1 − discount), rounded to the smallest unit of the currency",
    ),
    unit: Unit::Amount,
    source: bi(
        "表13-2“金额”一栏（跟单员教材）",
        "Column “amount” of table 13-2 (merchandiser's textbook)",
    ),
    rule: None,
};

/// What the lines of a document come to, in its own currency.
pub const DOCUMENT_TOTAL: FigureKind = FigureKind {
    id: "ledger.document_total",
    label: bi("单据合计", "Total of the document"),
    formula: bi(
        "各行金额之和（单据的币种）；金额＝数量 × 单价 ×（1 − 折扣）",
        "Sum of the amounts of its lines in the document's currency; amount = quantity × unit price × (1 − discount)",
    ),
    unit: Unit::Amount,
    source: bi(
        "表13-2 合计栏（跟单员教材）",
        "Footer of table 13-2 (merchandiser's textbook)",
    ),
    rule: None,
};

/// The total of a document from the amounts of its lines.
pub fn document_total(amounts: &[Money]) -> Figure {
    let total = amounts.iter().map(|amount| amount.to_decimal()).sum();
    let is_empty = amounts.is_empty();
    Figure {
        kind: &DOCUMENT_TOTAL,
        value: if is_empty {
            Err(NoValue::NoRecords)
        } else {
            Ok(total)
        },
        inputs: amounts
            .iter()
            .map(|amount| Input {
                label: bi("一行的金额", "Amount of a line"),
                value: amount.to_string(),
            })
            .collect(),
    }
}

/// The total of the lines shown.
pub const LINES_TOTAL: FigureKind = FigureKind {
    id: "ledger.lines_total",
    label: bi("所列明细合计", "Total of the lines listed"),
    formula: bi(
        "所列各行金额 × 汇率，折成本位币逐行四舍五入后相加；没有汇率的行不计入",
        "Amount × exchange rate of every line listed, rounded in the home currency line by line and added up; lines without a rate are left out",
    ),
    unit: Unit::Amount,
    source: bi(
        "表13-2 合计栏（跟单员教材）",
        "Footer of table 13-2 (merchandiser's textbook)",
    ),
    rule: Some(HOME_CURRENCY.key),
};

/// A line with what is shown beside it.
#[derive(Clone, Debug)]
pub struct ListedLine {
    /// The line.
    pub line: Arc<SalesLine>,
    /// Place of its customer in [`Listing::customers`].
    pub customer: Option<u32>,
    /// Place of its product in [`Listing::products`].
    pub product: Option<u32>,
    /// Minor units of the home currency, or why there are none; none without an amount.
    pub home: Option<Result<i64, Why>>,
}

/// All sales lines, each with its names.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The home currency.
    pub home: Currency,
    /// The customers.
    pub customers: Names,
    /// The products.
    pub products: Names,
    /// The lines in the order of their ids.
    pub lines: Vec<ListedLine>,
}

/// Which lines are wanted; an empty list wants all.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// Years.
    pub years: Vec<i32>,
    /// Customers.
    pub customers: Vec<Id>,
    /// Products.
    pub products: Vec<Id>,
    /// Currencies.
    pub currencies: Vec<Currency>,
}

impl Wanted {
    fn takes(&self, line: &SalesLine) -> bool {
        fn is_among<T: PartialEq>(wanted: &[T], own: Option<T>) -> bool {
            wanted.is_empty() || own.is_some_and(|own| wanted.contains(&own))
        }
        is_among(&self.years, line.date.map(|date| date.year()))
            && is_among(&self.customers, Some(line.customer))
            && is_among(&self.products, line.product)
            && is_among(
                &self.currencies,
                line.amount.map(|amount| amount.currency()),
            )
    }
}

impl Listing {
    /// Reads the ledger.
    pub fn build(tables: &Tables) -> Self {
        let home = HOME_CURRENCY.currency(tables);
        let customers = Names::of_customers(tables);
        let products = Names::of_products(tables);
        let listed = |line: &Arc<SalesLine>| ListedLine {
            customer: customers.position(line.customer),
            product: line.product.and_then(|id| products.position(id)),
            home: line
                .amount
                .map(|amount| home_amount(amount, line.rate, home)),
            line: line.clone(),
        };
        let lines = tables.sales.iter().map(listed).collect();
        Self {
            home,
            customers,
            products,
            lines,
        }
    }

    /// The line at a place that [`Listing::select`] gave.
    pub fn at(&self, index: u32) -> Option<&ListedLine> {
        self.lines.get(usize::try_from(index).ok()?)
    }

    /// The places of the lines that match, sorted by a field of the line, `customer`, `product` or
    /// `home`; blank values come last, lines that are the same there go by date and document.
    pub fn select(
        &self,
        wanted: &Wanted,
        search: &Query,
        column: &str,
        is_descending: bool,
    ) -> Vec<u32> {
        let mut text = String::new();
        let mut is_found = |listed: &ListedLine| {
            search.is_empty() || {
                self.put_text(listed, &mut text);
                search.matches(&text)
            }
        };
        let mut found: Vec<Sorted<'_>> = (0..)
            .zip(&self.lines)
            .filter(|(_, listed)| wanted.takes(&listed.line) && is_found(listed))
            .map(|(index, listed)| Sorted::new(index, listed, column))
            .collect();
        let customers = ranks(&self.customers, column == "customer");
        let products = ranks(&self.products, column == "product");
        let by = |order: fn(&SalesLine, &SalesLine) -> Ordering| {
            move |a: &ListedLine, b: &ListedLine| order(&a.line, &b.line)
        };
        let by_customer = |a: &ListedLine, b: &ListedLine| {
            blanks_last(rank(&customers, a.customer), rank(&customers, b.customer))
        };
        let by_product = |a: &ListedLine, b: &ListedLine| {
            blanks_last(rank(&products, a.product), rank(&products, b.product))
        };
        let by_home = |a: &ListedLine, b: &ListedLine| {
            let minor = |listed: &ListedLine| listed.home.and_then(Result::ok);
            blanks_last(minor(a), minor(b))
        };
        let order: &dyn Fn(&ListedLine, &ListedLine) -> Ordering = match column {
            "customer" => &by_customer,
            "product" => &by_product,
            "home" => &by_home,
            "document" => &by(|a, b| blanks_last(a.document.as_deref(), b.document.as_deref())),
            "handler" => &by(|a, b| blanks_last(a.handler.as_deref(), b.handler.as_deref())),
            "quantity" => &by(|a, b| blanks_last(a.quantity, b.quantity)),
            "unit_price" => &by(|a, b| blanks_last(a.unit_price, b.unit_price)),
            "discount" => &by(|a, b| blanks_last(a.discount, b.discount)),
            "rate" => &by(|a, b| blanks_last(a.rate, b.rate)),
            "amount" => &by(|a, b| {
                let amount = |line: &SalesLine| line.amount.map(|amount| amount.to_decimal());
                blanks_last(amount(a), amount(b))
            }),
            _ => &|_, _| Ordering::Equal,
        };
        found.sort_by(|a, b| {
            let order = order(a.listed, b.listed);
            let keeps = !is_descending || a.is_blank || b.is_blank;
            let order = if keeps { order } else { order.reverse() };
            let days = a.day.cmp(&b.day);
            let days = if is_descending { days.reverse() } else { days };
            let documents = || a.listed.line.document.cmp(&b.listed.line.document);
            order
                .then(days)
                .then(a.document.cmp(&b.document))
                .then_with(documents)
        });
        found.into_iter().map(|one| one.index).collect()
    }

    fn put_text(&self, listed: &ListedLine, text: &mut String) {
        text.clear();
        text.push_str(listed.customer.map_or("", |at| self.customers.text_at(at)));
        text.push_str(listed.product.map_or("", |at| self.products.text_at(at)));
        if let Some(document) = &listed.line.document {
            if document.is_ascii() {
                text.extend(document.chars().map(|c| c.to_ascii_lowercase()));
            } else {
                text.push_str(&fold(document));
            }
        }
    }

    /// The total of some lines in the home currency.
    pub fn total(&self, places: &[u32]) -> Figure {
        let (mut minor, mut unconverted) = (0_i128, 0_usize);
        for listed in places.iter().filter_map(|&index| self.at(index)) {
            match listed.home {
                Some(Ok(own)) => minor += i128::from(own),
                _ => unconverted += 1,
            }
        }
        let total = Decimal::try_from_i128_with_scale(minor, self.home.decimals());
        let value = match total {
            Ok(total) if places.len() > unconverted => Ok(total),
            _ => Err(NoValue::NoRecords),
        };
        let count = |label, count: usize| Input {
            label,
            value: count.to_string(),
        };
        Figure {
            kind: &LINES_TOTAL,
            value,
            inputs: vec![
                count(bi("计入的行", "Lines counted"), places.len() - unconverted),
                count(bi("没有汇率的行", "Lines without a rate"), unconverted),
            ],
        }
    }
}

/// A line on its way into an order, with what nearly every comparison asks for.
struct Sorted<'a> {
    index: u32,
    listed: &'a ListedLine,
    is_blank: bool,
    day: Option<NaiveDate>,
    /// How its document's number begins, in the order of texts.
    document: [u8; 8],
}

impl<'a> Sorted<'a> {
    fn new(index: u32, listed: &'a ListedLine, column: &str) -> Self {
        let mut document = [0; 8];
        let number = listed.line.document.as_deref().unwrap_or_default();
        for (to, from) in document.iter_mut().zip(number.bytes()) {
            *to = from;
        }
        Self {
            index,
            listed,
            is_blank: is_blank(listed, column),
            day: listed.line.date,
            document,
        }
    }
}

fn blanks_last<T: Ord>(a: Option<T>, b: Option<T>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}

fn is_blank(listed: &ListedLine, column: &str) -> bool {
    match column {
        "customer" => listed.customer.is_none(),
        "product" => listed.product.is_none(),
        "home" => !matches!(listed.home, Some(Ok(_))),
        column => listed.line.get(column).is_none(),
    }
}

/// The rank of each name in the order of rosters.
fn ranks(names: &Names, is_needed: bool) -> Vec<u32> {
    if !is_needed {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..names.len()).collect();
    let keys: Vec<_> = names
        .iter()
        .map(|name| collation_key(&name.label))
        .collect();
    order.sort_by(|a, b| keys.get(*a).cmp(&keys.get(*b)));
    let mut ranks = vec![0; order.len()];
    for (rank, place) in (0..).zip(order) {
        if let Some(own) = ranks.get_mut(place) {
            *own = rank;
        }
    }
    ranks
}

fn rank(ranks: &[u32], place: Option<u32>) -> Option<u32> {
    ranks.get(usize::try_from(place?).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Customer, ledger::Product};
    use chrono::NaiveDate;

    fn line(id: u8, customer: &str, product: Option<&str>, minor: i64, code: &str) -> SalesLine {
        SalesLine {
            id: Id::from_bytes([id; 16]),
            customer: Id::derived(customer),
            product: product.map(Id::derived),
            date: NaiveDate::from_ymd_opt(2020 + i32::from(id) % 2, 1, id.into()),
            document: Some(format!("S-{id}")),
            quantity: Some(Decimal::ONE),
            amount: Money::from_minor(minor, code.parse().unwrap()).ok(),
            ..SalesLine::default()
        }
    }

    fn listing() -> Listing {
        let customers = ["李四商行", "阿里公司"];
        let soap = Product {
            id: Id::derived("soap"),
            name: "香皂".into(),
            ..Product::default()
        };
        let lines = [
            line(1, "李四商行", Some("soap"), 1000, "CNY"),
            line(2, "阿里公司", None, 2000, "CNY"),
            line(3, "阿里公司", Some("soap"), 500, "USD"),
        ];
        Listing::build(&Tables {
            customers: customers
                .map(|name| Customer::new(Id::derived(name), name))
                .into_iter()
                .collect(),
            products: [soap].into_iter().collect(),
            sales: lines.into_iter().collect(),
            ..Tables::default()
        })
    }

    fn shown(wanted: &Wanted, typed: &str, column: &str, is_descending: bool) -> Vec<u32> {
        listing().select(wanted, &Query::new(typed), column, is_descending)
    }

    #[test]
    fn lines_are_found_by_customer_product_and_document_together() {
        let all = Wanted::default();
        assert_eq!(shown(&all, "algs", "date", false), [1, 2]);
        assert_eq!(shown(&all, "阿里 香皂", "date", false), [2]);
        assert_eq!(shown(&all, "s-2", "date", false), [1]);
        let year = Wanted {
            years: vec![2021],
            ..Wanted::default()
        };
        assert_eq!(shown(&year, "", "date", false), [0, 2]);
        let dollars = Wanted {
            currencies: vec!["USD".parse().unwrap()],
            ..year
        };
        assert_eq!(shown(&dollars, "", "date", false), [2]);
    }

    #[test]
    fn blank_values_come_last_in_both_directions() {
        let all = Wanted::default();
        assert_eq!(shown(&all, "", "customer", false), [1, 2, 0]);
        assert_eq!(shown(&all, "", "customer", true), [0, 2, 1]);
        assert_eq!(shown(&all, "", "product", false), [0, 2, 1]);
        assert_eq!(shown(&all, "", "product", true), [2, 0, 1]);
        assert_eq!(shown(&all, "", "home", true), [1, 0, 2]);
        assert_eq!(shown(&all, "", "date", true), [2, 0, 1]);
    }

    #[test]
    fn a_document_comes_to_the_sum_of_its_lines() {
        let amount = |minor| Money::from_minor(minor, Currency::CNY).unwrap();
        let total = document_total(&[amount(10), amount(-3)]);
        assert_eq!(total.value, Ok("0.07".parse().unwrap()));
        assert_eq!(document_total(&[]).value, Err(NoValue::NoRecords));
    }

    #[test]
    fn the_total_says_what_it_leaves_out() {
        let total = listing().total(&[0, 1, 2]);
        assert_eq!(total.value, Ok("30.00".parse().unwrap()));
        assert_eq!(total.inputs.get(1).map(|input| &*input.value), Some("1"));
        assert_eq!(listing().total(&[2]).value, Err(NoValue::NoRecords));
        assert_eq!(listing().total(&[]).value, Err(NoValue::NoRecords));
    }
}
