//! The year of each customer in ratios: what share we have of it, what it costs to serve, stock, range
//! and promotions.

use std::{collections::HashSet, sync::Arc};

use chrono::Datelike;
use rust_decimal::Decimal;

use super::{
    Columns, CustomerYear, NO_PRODUCT, Period, Totals,
    columns::home_amount,
    ratio::{PERFORMANCE_SOURCE, growth, kind},
    totals::by_customer,
};
use crate::{
    content::bi,
    domain::{
        Currency, Id, Money,
        figure::{FigureKind, NoValue, Unit, quotient},
        tables::Tables,
    },
};

/// Our sales to a customer as a share of all it sells.
pub const SALES_RATIO: FigureKind = kind(
    "ledger.sales_ratio",
    bi("销售额比率", "Sales ratio"),
    bi(
        "我方对该客户销售额 ÷ 客户总销售额",
        "Our sales to the customer ÷ the customer's total sales",
    ),
    Unit::Share,
    PERFORMANCE_SOURCE,
);
/// Our sales to a customer as a share of all it buys of the kind.
pub const WALLET_SHARE: FigureKind = kind(
    "ledger.wallet_share",
    bi("客户份额", "Share of wallet"),
    bi(
        "我方对该客户销售额 ÷ 客户同类采购额",
        "Our sales to the customer ÷ its purchases of the category",
    ),
    Unit::Share,
    PERFORMANCE_SOURCE,
);
/// Selling expenses as a share of sales.
pub const EXPENSE_RATIO: FigureKind = kind(
    "ledger.expense_ratio",
    bi("经费比率", "Expense ratio"),
    bi(
        "用于该客户的销售费用 ÷ 销售额",
        "Selling expenses on the customer ÷ sales",
    ),
    Unit::Share,
    PERFORMANCE_SOURCE,
);
/// Growth of selling expenses.
pub const EXPENSE_GROWTH: FigureKind = kind(
    "ledger.expense_growth",
    bi("费用增长率", "Growth of expenses"),
    bi(
        "（本期费用 − 上期费用） ÷ |上期费用|；不快于销售增长为宜",
        "(expenses − last period's) ÷ |last period's|; should not outgrow sales",
    ),
    Unit::Share,
    PERFORMANCE_SOURCE,
);
/// Cost of sales over the mean stock.
pub const STOCK_TURNOVER: FigureKind = kind(
    "ledger.stock_turnover",
    bi("库存周转次数", "Stock turnover"),
    bi(
        "售给该客户的成本 ÷ 客户处我方商品平均库存（成本）",
        "Cost of what was sold to the customer ÷ its average stock of our goods (at cost)",
    ),
    Unit::Number,
    PERFORMANCE_SOURCE,
);
/// Products bought of those offered.
pub const RANGE_COVERAGE: FigureKind = kind(
    "ledger.range_coverage",
    bi("品项覆盖率", "Range coverage"),
    bi(
        "该客户买过的品项数 ÷ 期末在售品项数",
        "Products the customer bought ÷ products on sale at the end",
    ),
    Unit::Share,
    PERFORMANCE_SOURCE,
);
/// Promotions joined of those offered.
pub const PROMOTION: FigureKind = kind(
    "ledger.promotion_participation",
    bi("促销参与率", "Promotion participation"),
    bi("参与次数 ÷ 邀请次数", "Joined ÷ offered"),
    Unit::Share,
    PERFORMANCE_SOURCE,
);

/// One customer's year.
#[derive(Clone, PartialEq, Debug)]
pub struct Review {
    /// Index into [`Columns::customers`].
    pub customer: u32,
    /// Sales of the year.
    pub now: Totals,
    /// Sales of the year before.
    pub before: Totals,
    /// Selling expenses of the year, in minor units.
    pub expense: i64,
    /// Selling expenses of the year before.
    pub expense_before: i64,
    /// What is known beyond our ledger.
    pub facts: Option<Arc<CustomerYear>>,
    /// Different products bought.
    pub bought: u32,
    /// Products on sale.
    pub offered: u32,
    home: Currency,
}

/// The sums over all customers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Expenses {
    /// All selling expenses of the year, those for no single customer too, in minor units.
    pub now: i64,
    /// The same of the year before.
    pub before: i64,
    /// Expenses in another currency without a rate, not counted.
    pub skipped: u32,
}

/// The customers with sales, expenses or facts in a year, in the order of [`Columns::customers`].
pub fn reviews(columns: &Columns, tables: &Tables, year: i32) -> (Vec<Review>, Expenses) {
    let (period, earlier) = (Period::year(year), Period::year(year - 1));
    let totals = |period: Period| by_customer(columns, columns.between(period.first, period.last));
    let offered = tables
        .products
        .iter()
        .filter(|product| product.launched_on.is_none_or(|day| day <= period.last))
        .count();
    let offered = u32::try_from(offered).unwrap_or(u32::MAX);
    let mut all: Vec<Review> = (0..)
        .zip(totals(period).into_iter().zip(totals(earlier)))
        .map(|(customer, (now, before))| Review {
            customer,
            now,
            before,
            expense: 0,
            expense_before: 0,
            facts: None,
            bought: 0,
            offered,
            home: columns.home,
        })
        .collect();
    let expenses = spend(columns, tables, &mut all, (period, earlier));
    for facts in tables.customer_years.iter() {
        let is_now = facts.year == Some(i64::from(period.first.year()));
        let review = find(columns, &mut all, facts.customer);
        if let Some(review) = review.filter(|_| is_now) {
            review.facts = Some(facts.clone());
        }
    }
    count_products(columns, period, &mut all);
    all.retain(|one| {
        one.now.lines + one.before.lines > 0
            || one.expense != 0
            || one.expense_before != 0
            || one.facts.is_some()
    });
    (all, expenses)
}

fn find<'a>(columns: &Columns, all: &'a mut [Review], customer: Id) -> Option<&'a mut Review> {
    let place = columns.customers.binary_search(&customer).ok()?;
    all.get_mut(place)
}

fn spend(
    columns: &Columns,
    tables: &Tables,
    all: &mut [Review],
    (period, earlier): (Period, Period),
) -> Expenses {
    let mut sums = Expenses::default();
    for expense in tables.expenses.iter() {
        let (Some(date), Some(amount)) = (expense.date, expense.amount) else {
            continue;
        };
        let is_now = period.contains(date);
        if !is_now && !earlier.contains(date) {
            continue;
        }
        let Ok(minor) = home_amount(amount, expense.rate, columns.home) else {
            sums.skipped += 1;
            continue;
        };
        let review = expense
            .customer
            .and_then(|customer| find(columns, all, customer));
        let (sum, of_customer) = if is_now {
            (&mut sums.now, review.map(|one| &mut one.expense))
        } else {
            (&mut sums.before, review.map(|one| &mut one.expense_before))
        };
        *sum = sum.saturating_add(minor);
        if let Some(of_customer) = of_customer {
            *of_customer = of_customer.saturating_add(minor);
        }
    }
    sums
}

fn count_products(columns: &Columns, period: Period, all: &mut [Review]) {
    let range = columns.between(period.first, period.last);
    let lines = &columns.lines;
    let places = lines.customer.get(range.clone()).unwrap_or_default().iter();
    let places = places.zip(lines.product.get(range.clone()).unwrap_or_default());
    let amounts = lines.amount.get(range).unwrap_or_default();
    let mut seen = HashSet::new();
    for ((customer, product), amount) in places.zip(amounts) {
        let is_sold = *product != NO_PRODUCT && *amount > 0;
        if is_sold && seen.insert((*customer, *product)) {
            let place = usize::try_from(*customer).unwrap_or(usize::MAX);
            if let Some(review) = all.get_mut(place) {
                review.bought += 1;
            }
        }
    }
}

impl Review {
    fn fact(&self, read: fn(&CustomerYear) -> Option<Money>) -> Result<Decimal, NoValue> {
        let money = self.facts.as_ref().and_then(|facts| read(facts));
        let money = money.ok_or(NoValue::NotEntered)?;
        if money.currency() == self.home {
            Ok(money.minor().into())
        } else {
            Err(NoValue::OtherCurrency)
        }
    }

    /// See [`SALES_RATIO`].
    ///
    /// # Errors
    /// [`NoValue`] where the customer's sales are not entered, zero or in another currency.
    pub fn sales_ratio(&self) -> Result<Decimal, NoValue> {
        quotient(
            self.now.amount.into(),
            self.fact(|facts| facts.total_sales)?,
        )
    }

    /// See [`WALLET_SHARE`].
    ///
    /// # Errors
    /// [`NoValue`] where its purchases are not entered, zero or in another currency.
    pub fn wallet_share(&self) -> Result<Decimal, NoValue> {
        let purchases = self.fact(|facts| facts.category_purchases)?;
        quotient(self.now.amount.into(), purchases)
    }

    /// See [`EXPENSE_RATIO`].
    ///
    /// # Errors
    /// [`NoValue::NoDenominator`] without sales.
    pub fn expense_ratio(&self) -> Result<Decimal, NoValue> {
        quotient(self.expense.into(), self.now.amount.into())
    }

    /// See [`EXPENSE_GROWTH`].
    ///
    /// # Errors
    /// As [`growth`].
    pub fn expense_growth(&self) -> Result<Decimal, NoValue> {
        growth(self.expense, self.expense_before)
    }

    /// Whether expenses grew no faster than sales.
    ///
    /// # Errors
    /// As [`growth`], of either.
    pub fn is_healthy(&self) -> Result<bool, NoValue> {
        let sales = growth(self.now.amount, self.before.amount)?;
        Ok(self.expense_growth()? <= sales)
    }

    /// See [`STOCK_TURNOVER`].
    ///
    /// # Errors
    /// [`NoValue`] where a cost is not known or the stock not entered, zero or in another currency.
    pub fn stock_turnover(&self) -> Result<Decimal, NoValue> {
        let stock = self.fact(|facts| facts.average_stock)?;
        let profit = self.now.profit.ok_or(NoValue::NoCost)?;
        quotient(
            Decimal::from(self.now.amount) - Decimal::from(profit),
            stock,
        )
    }

    /// See [`RANGE_COVERAGE`].
    ///
    /// # Errors
    /// [`NoValue::NoDenominator`] where nothing is on sale.
    pub fn range_coverage(&self) -> Result<Decimal, NoValue> {
        quotient(self.bought.into(), self.offered.into())
    }

    /// See [`PROMOTION`].
    ///
    /// # Errors
    /// [`NoValue::NotEntered`], [`NoValue::NoDenominator`] where none was offered.
    pub fn promotion(&self) -> Result<Decimal, NoValue> {
        let facts = self.facts.as_ref().ok_or(NoValue::NotEntered)?;
        let offered = facts.promotions_offered.ok_or(NoValue::NotEntered)?;
        let joined = facts.promotions_joined.ok_or(NoValue::NotEntered)?;
        quotient(joined.into(), offered.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Customer,
        ledger::{Expense, Product, SalesLine},
    };
    use chrono::NaiveDate;

    fn id(number: u8) -> Id {
        Id::from_bytes([number; 16])
    }

    fn cny(minor: i64) -> Option<Money> {
        Money::from_minor(minor, Currency::CNY).ok()
    }

    fn sale(number: u8, year: i32, minor: i64) -> SalesLine {
        SalesLine {
            id: id(number),
            customer: id(1),
            product: Some(id(2)),
            date: NaiveDate::from_ymd_opt(year, 1, 1),
            quantity: Some(Decimal::ONE),
            unit_cost: Some(Decimal::from(6)),
            amount: cny(minor),
            ..SalesLine::default()
        }
    }

    fn expense(number: u8, year: i32, customer: Option<u8>, minor: i64) -> Expense {
        Expense {
            id: id(number),
            customer: customer.map(id),
            date: NaiveDate::from_ymd_opt(year, 6, 1),
            amount: cny(minor),
            ..Expense::default()
        }
    }

    fn tables() -> Tables {
        let product = |number, launched| Product {
            id: id(number),
            name: "P".to_owned(),
            launched_on: launched,
            ..Product::default()
        };
        let facts = CustomerYear {
            id: id(3),
            customer: id(1),
            year: Some(2026),
            total_sales: cny(10_000),
            category_purchases: Money::from_minor(2_000, "USD".parse().unwrap()).ok(),
            average_stock: cny(300),
            promotions_offered: Some(0),
            promotions_joined: Some(0),
            ..CustomerYear::default()
        };
        Tables {
            customers: [Customer::new(id(1), "A"), Customer::new(id(9), "B")]
                .into_iter()
                .collect(),
            products: [
                product(2, None),
                product(4, NaiveDate::from_ymd_opt(2026, 12, 31)),
                product(5, NaiveDate::from_ymd_opt(2027, 1, 1)),
            ]
            .into_iter()
            .collect(),
            sales: [sale(6, 2026, 1000), sale(7, 2025, 800)]
                .into_iter()
                .collect(),
            expenses: [
                expense(11, 2026, Some(1), 50),
                expense(12, 2025, Some(1), 10),
                expense(13, 2026, None, 7),
            ]
            .into_iter()
            .collect(),
            customer_years: [facts].into_iter().collect(),
            ..Tables::default()
        }
    }

    #[test]
    fn a_year_in_ratios() {
        let tables = tables();
        let (all, expenses) = reviews(&Columns::build(&tables), &tables, 2026);
        assert_eq!((expenses.now, expenses.before), (57, 10));
        let [one] = all.as_slice() else {
            panic!("{all:?}");
        };
        assert_eq!(one.sales_ratio(), Ok(Decimal::new(1, 1)));
        assert_eq!(one.wallet_share(), Err(NoValue::OtherCurrency));
        assert_eq!(one.expense_ratio(), Ok(Decimal::new(5, 2)));
        assert_eq!(one.expense_growth(), Ok(Decimal::from(4)));
        assert_eq!(one.is_healthy(), Ok(false));
        assert_eq!(one.stock_turnover(), Ok(Decimal::TWO));
        assert_eq!(one.range_coverage(), Ok(Decimal::new(5, 1)));
        assert_eq!(one.promotion(), Err(NoValue::NoDenominator));
    }

    #[test]
    fn what_is_not_entered_is_said() {
        let mut tables = tables();
        tables.customer_years = [].into_iter().collect();
        let (all, _) = reviews(&Columns::build(&tables), &tables, 2027);
        let one = all.first().unwrap();
        assert_eq!(one.sales_ratio(), Err(NoValue::NotEntered));
        assert_eq!(one.promotion(), Err(NoValue::NotEntered));
        assert_eq!(one.expense_ratio(), Err(NoValue::NoDenominator));
        assert_eq!(one.expense_growth(), Ok(Decimal::NEGATIVE_ONE));
    }
}
