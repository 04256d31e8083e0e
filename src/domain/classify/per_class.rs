//! What the classes of a scheme bring in a period: customers, sales, profit.

use rust_decimal::Decimal;

use super::{Classified, allocation};
use crate::{
    content::{Bilingual, bi},
    domain::{
        Currency,
        figure::{Figure, FigureKind, NoValue, Unit, quotient},
        ledger::{
            Columns, Period,
            ratio::{in_major, input},
            totals::by_customer,
        },
    },
};

const SOURCE: Bilingual = bi(
    "忠诚客户带来更多利润（《怎样组建优秀的客户服务》，原图缺失，按文意重建）",
    "Loyal customers bring more profit (book on customer service; the figure is lost and rebuilt from the text)",
);

/// Profit of the customers of a class.
pub const CLASS_PROFIT: FigureKind = FigureKind {
    id: "classify.class_profit",
    label: bi("本类毛利", "Profit of the class"),
    formula: bi(
        "本类客户在期间内的毛利之和，只计成本已知的客户",
        "Sum of the profit of the customers of the class in the period, those with known costs alone",
    ),
    unit: Unit::Amount,
    source: SOURCE,
    rule: None,
};
/// Profit of a class by customer.
pub const PROFIT_PER_CUSTOMER: FigureKind = FigureKind {
    id: "classify.profit_per_customer",
    label: bi("每户平均毛利", "Profit per customer"),
    formula: bi(
        "本类毛利 ÷ 本类成本已知的客户数",
        "Profit of the class ÷ its customers with known costs",
    ),
    unit: Unit::Amount,
    source: SOURCE,
    rule: None,
};
/// Share of all profit that a class brings.
pub const PROFIT_SHARE: FigureKind = FigureKind {
    id: "classify.profit_share",
    label: bi("毛利占比", "Share of profit"),
    formula: bi(
        "本类毛利 ÷ 各类毛利之和",
        "Profit of the class ÷ profit of all classes",
    ),
    unit: Unit::Share,
    source: SOURCE,
    rule: None,
};
/// Share of the effort that a class is given.
pub const RESOURCE_SHARE: FigureKind = FigureKind {
    id: "classify.resource_share",
    label: bi("资源占比", "Share of resources"),
    formula: bi(
        "分类政策里本类的资源 ÷ 各类资源之和",
        "Resources of the class in its policy ÷ resources of all classes",
    ),
    unit: Unit::Share,
    source: bi(
        "80/20 法则：资源向带来利润的客户倾斜（《怎样组建优秀的客户服务》）",
        "80/20 rule: resources go to those who bring the profit (book on customer service)",
    ),
    rule: None,
};

/// How much more of the resources than of the profit a class has.
pub const RESOURCE_SURPLUS: FigureKind = FigureKind {
    id: "classify.resource_surplus",
    label: bi("资源占比 − 毛利占比", "Resources − profit"),
    formula: bi(
        "本类的资源占比 − 毛利占比",
        "Share of resources − share of profit of the class",
    ),
    unit: Unit::Share,
    source: allocation::MISALLOCATION.source,
    rule: None,
};

/// What a class brings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ClassTotal {
    /// Customers.
    pub customers: usize,
    /// Those of them whose profit is not known.
    pub unknown: usize,
    /// Sales in minor units of the home currency.
    pub amount: i128,
    /// Profit in minor units, of those whose profit is known.
    pub profit: i128,
}

impl ClassTotal {
    fn known(&self) -> usize {
        self.customers - self.unknown
    }

    /// The profit of the class as a figure; none where nobody's is known.
    pub fn profit_figure(&self, home: Currency) -> Figure {
        Figure {
            kind: &CLASS_PROFIT,
            value: self.profit(home),
            inputs: vec![
                input(bi("计入客户数", "Customers counted"), number(self.known())),
                input(
                    bi("缺成本的客户数", "With unknown costs"),
                    number(self.unknown),
                ),
            ],
        }
    }

    /// The profit in major units.
    ///
    /// # Errors
    /// [`NoValue::NoRecords`] without customers, [`NoValue::NoCost`] where no customer's is known.
    pub fn profit(&self, home: Currency) -> Result<Decimal, NoValue> {
        match (self.customers, self.known()) {
            (0, _) => Err(NoValue::NoRecords),
            (_, 0) => Err(NoValue::NoCost),
            _ => Ok(in_major(whole(self.profit)?, home)),
        }
    }

    /// The sales in major units.
    ///
    /// # Errors
    /// [`NoValue::NoRecords`] without customers.
    pub fn sales(&self, home: Currency) -> Result<Decimal, NoValue> {
        match self.customers {
            0 => Err(NoValue::NoRecords),
            _ => Ok(in_major(whole(self.amount)?, home)),
        }
    }

    /// The profit per customer as a figure.
    pub fn average_figure(&self, home: Currency) -> Figure {
        let profit = self.profit(home);
        let inputs = profit.map(|profit| {
            vec![
                input(CLASS_PROFIT.label, profit),
                input(bi("计入客户数", "Customers counted"), number(self.known())),
            ]
        });
        Figure {
            kind: &PROFIT_PER_CUSTOMER,
            value: profit.and_then(|profit| quotient(profit, number(self.known()))),
            inputs: inputs.unwrap_or_default(),
        }
    }
}

fn number(count: usize) -> Decimal {
    Decimal::from(u64::try_from(count).unwrap_or(u64::MAX))
}

fn whole(sum: i128) -> Result<Decimal, NoValue> {
    Decimal::try_from_i128_with_scale(sum, 0).map_err(|_| NoValue::TooLarge)
}

/// What each class of a scheme brings in a period; customers without a class are left out.
pub fn by_class(found: &Classified, columns: &Columns, period: Period) -> Vec<ClassTotal> {
    let mut classes = vec![ClassTotal::default(); found.scheme.classes.len()];
    let totals = by_customer(columns, columns.between(period.first, period.last));
    for (customer, total) in columns.customers.iter().zip(totals) {
        let class = found.of(*customer).and_then(|placed| placed.class.ok());
        let Some(class) = class.and_then(|class| classes.get_mut(usize::from(class))) else {
            continue;
        };
        class.customers += 1;
        class.amount += i128::from(total.amount);
        match total.profit {
            Some(profit) => class.profit += i128::from(profit),
            None => class.unknown += 1,
        }
    }
    classes
}

/// The resources that the policies of a scheme give its classes.
///
/// # Errors
/// [`NoValue::NotEntered`] where a class has none.
pub fn resources(found: &Classified) -> Result<Vec<Decimal>, NoValue> {
    let classes = found.scheme.classes.iter();
    classes
        .map(|class| class.treatment.resources.ok_or(NoValue::NotEntered))
        .collect()
}

/// Profit of the classes as shares of all; classes without customers bring nothing.
///
/// # Errors
/// As [`allocation::shares`] and [`ClassTotal::profit`].
pub fn profits(classes: &[ClassTotal], home: Currency) -> Result<Vec<Decimal>, NoValue> {
    let profit = |class: &ClassTotal| match class.profit(home) {
        Err(NoValue::NoRecords) => Ok(Decimal::ZERO),
        profit => profit,
    };
    classes.iter().map(profit).collect()
}

/// How far the resources of the classes are from their profits, as a figure.
pub fn misallocation_figure(found: &Classified, classes: &[ClassTotal], home: Currency) -> Figure {
    let both = resources(found).and_then(|resources| Ok((resources, profits(classes, home)?)));
    match both {
        Ok((resources, profits)) => allocation::misallocation_figure(&resources, &profits),
        Err(why) => Figure {
            kind: &allocation::MISALLOCATION,
            value: Err(why),
            inputs: Vec::new(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Customer, Id, Money,
        classify::{Scheme, classify},
        ledger::{Product, SalesLine},
        tables::Tables,
    };

    fn id(number: u8) -> Id {
        Id::from_bytes([number; 16])
    }

    /// Sales of 700, 200 and 100 at a cost of 1 a unit, and one of 50 without a known cost.
    fn tables() -> Tables {
        let line = |number: u8, minor: i64, product: Option<Id>| SalesLine {
            id: id(number),
            customer: id(100 + number),
            date: "2026-03-01".parse().ok(),
            quantity: Some(Decimal::ONE),
            amount: Money::from_minor(minor, Currency::CNY).ok(),
            product,
            ..SalesLine::default()
        };
        let product = Product {
            id: id(50),
            name: "P".to_owned(),
            cost: Money::from_minor(100, Currency::CNY).ok(),
            ..Product::default()
        };
        Tables {
            customers: (1..=5)
                .map(|number| Customer::new(id(100 + number), &format!("C{number}")))
                .collect(),
            products: [product].into_iter().collect(),
            sales: [
                line(1, 70_000, Some(id(50))),
                line(2, 20_000, Some(id(50))),
                line(3, 10_000, Some(id(50))),
                line(4, 5_000, None),
            ]
            .into_iter()
            .collect(),
            ..Tables::default()
        }
    }

    #[test]
    fn profits_and_averages_of_the_classes() {
        let tables = tables();
        let columns = Columns::build(&tables);
        let as_of = "2026-12-31".parse().unwrap();
        let scheme = Scheme::find(&tables, "CL-III").unwrap();
        let found = classify(&scheme, &columns, &tables, as_of);
        let classes = by_class(&found, &columns, Period::year(2026));
        let customers: Vec<_> = classes
            .iter()
            .map(|class| (class.customers, class.unknown))
            .collect();
        // 700 of 1,050 is below 70 %, so that the second crosses in.
        assert_eq!(customers, [(2, 0), (1, 0), (1, 1)]);
        let average = |at: usize| classes[at].average_figure(Currency::CNY).value;
        assert_eq!(average(0), Ok(Decimal::new(449, 0)));
        assert_eq!(average(2), Err(NoValue::NoCost));
        assert_eq!(
            misallocation_figure(&found, &classes, Currency::CNY).value,
            Err(NoValue::NoCost)
        );
    }

    #[test]
    fn resources_against_profits() {
        let mut tables = tables();
        tables.sales = tables
            .sales
            .iter()
            .filter(|line| line.product.is_some())
            .map(|line| SalesLine::clone(line))
            .collect();
        let columns = Columns::build(&tables);
        let as_of = "2026-12-31".parse().unwrap();
        let scheme = Scheme::find(&tables, "CL-III").unwrap();
        let found = classify(&scheme, &columns, &tables, as_of);
        let classes = by_class(&found, &columns, Period::year(2026));
        let index = misallocation_figure(&found, &classes, Currency::CNY)
            .value
            .unwrap();
        // Profit 699, 199, 99 of 997 against 70, 20 and 10 %.
        assert_eq!(index.round_dp(6).to_string(), "0.001103");
    }

    #[test]
    fn nobody_in_a_class_is_no_zero() {
        assert_eq!(
            ClassTotal::default().profit(Currency::CNY),
            Err(NoValue::NoRecords)
        );
    }
}
