//! The ABC analysis: customers by value, both ways of cutting side by side, against the textbook.

use rust_decimal::Decimal;

use super::{
    Basis, Measure, Scheme,
    allocation::distance,
    lorenz,
    pareto::{self, Border, Classes, DISTANCE, Fit, Rounding, Ties},
};
use crate::{
    content::{Bilingual, bi},
    domain::{
        Currency, Id,
        figure::{Figure, FigureKind, NoValue, Unit},
        ledger::{
            Columns, Period, ratio,
            ratio::{input, major},
            totals::by_customer,
        },
        sheet::{Cell, CellKind, Sheet, SheetColumn},
        tables::Tables,
    },
};

/// How many customers a class has.
pub const CLASS_SIZE: FigureKind = FigureKind {
    id: "classify.class_size",
    label: bi("本类户数", "Customers of the class"),
    formula: bi("归入本类的客户数", "Number of customers in the class"),
    unit: Unit::Count,
    source: bi(
        "各类客户的数量比重（跟单员教材）",
        "Share of the customers that a class has (merchandiser's textbook)",
    ),
    rule: None,
};

/// What is analysed, and how the classes are cut.
#[derive(Clone, PartialEq, Debug)]
pub struct AbcRule {
    /// Sales or profit.
    pub of: Measure,
    /// Rising cumulative shares of the value, one fewer than classes.
    pub cuts: Vec<Decimal>,
    /// Shares of the customers, one for each class.
    pub shares: Vec<Decimal>,
    /// On which side of a cut the customer falls that crosses it.
    pub border: Border,
    /// How a border between two customers is rounded.
    pub rounding: Rounding,
    /// What becomes of equal customers at a border.
    pub ties: Ties,
}

impl AbcRule {
    /// The rule made of the shares that the textbook gives the classes of a scheme; none where it gives
    /// no shares or they do not come to one.
    pub fn of(scheme: &Scheme) -> Option<Self> {
        let classes = scheme.classes.iter();
        let both = classes.map(|class| class.count_share.zip(class.value_share));
        let (shares, values): (Vec<_>, Vec<_>) =
            both.collect::<Option<Vec<_>>>()?.into_iter().unzip();
        let is_whole = |shares: &[Decimal]| shares.iter().sum::<Decimal>() == Decimal::ONE;
        if shares.len() < 2 || !is_whole(&shares) || !is_whole(&values) {
            return None;
        }
        let mut upto = Decimal::ZERO;
        let mut cuts: Vec<_> = values
            .iter()
            .map(|share| {
                upto += *share;
                upto
            })
            .collect();
        cuts.pop();
        let of = match scheme.basis {
            Basis::Value { of, .. } | Basis::Count { of, .. } => of,
            _ => Measure::Sales,
        };
        Some(Self {
            of,
            cuts,
            shares,
            border: Border::default(),
            rounding: Rounding::default(),
            ties: Ties::default(),
        })
    }
}

/// A customer in the analysis.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AbcRow {
    /// The customer.
    pub customer: Id,
    /// Sales or profit, in minor units.
    pub value: i64,
    /// Cumulative share of the value with this customer; none at zero and below.
    pub cumulative: Option<Decimal>,
    /// Class by cumulative value.
    pub by_value: u8,
    /// Class by count.
    pub by_count: u8,
    /// Whether a border went through customers of the same value.
    pub tied: bool,
}

/// What one way of cutting gives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cut {
    /// Each class with its actual shares.
    pub fits: Vec<Fit>,
    /// How far the shares of the customers are from the reference.
    pub customers_off: Figure,
    /// How far the shares of the value are from the reference.
    pub value_off: Figure,
}

/// The analysis of a period.
#[derive(Clone, PartialEq, Debug)]
pub struct Abc {
    /// The currency of the values.
    pub home: Currency,
    /// Customers with sales in the period, the largest first, equals by id.
    pub rows: Vec<AbcRow>,
    /// Customers left out because the cost of a line is not known.
    pub unknown: usize,
    /// Customers at zero and below: in the lowest class and outside of the base.
    pub removed: usize,
    /// The sum of their values, in minor units.
    pub removed_sum: Decimal,
    /// The cut by cumulative value, or why there is none.
    pub by_value: Result<Cut, NoValue>,
    /// The cut by count, or why there is none.
    pub by_count: Result<Cut, NoValue>,
    values: Vec<i64>,
}

impl Abc {
    /// Analyses the sales of a period. `value_shares` are those of the textbook's classes.
    pub fn of(rule: &AbcRule, columns: &Columns, period: Period) -> Self {
        let range = columns.between(period.first, period.last);
        let mut unknown = 0;
        let totals = by_customer(columns, range);
        let mut found: Vec<(i64, Id)> = Vec::new();
        for (total, customer) in totals.iter().zip(&columns.customers) {
            let value = match rule.of {
                Measure::Profit => total.profit,
                _ => Some(total.amount),
            };
            match value {
                Some(value) if total.lines > 0 => found.push((value, *customer)),
                None => unknown += 1,
                _ => {}
            }
        }
        found.sort_by_key(|(value, customer)| (std::cmp::Reverse(*value), *customer));
        let values: Vec<i64> = found.iter().map(|(value, _)| *value).collect();
        let by_value = pareto::by_value(&values, &rule.cuts, rule.border, rule.ties);
        let by_count = pareto::by_count(&values, &rule.shares, rule.rounding, rule.ties);
        let points = lorenz::pareto(&values).unwrap_or_default();
        let class = |classes: &Result<Classes, NoValue>, at: usize| {
            let of = classes.as_ref().ok().and_then(|classes| classes.of.get(at));
            of.copied().unwrap_or_default()
        };
        let is_tied = |classes: &Result<Classes, NoValue>, at: usize| {
            let tied = classes
                .as_ref()
                .ok()
                .and_then(|classes| classes.tied.get(at));
            tied.copied().unwrap_or_default()
        };
        let row = |(at, (value, customer)): (usize, &(i64, Id))| AbcRow {
            customer: *customer,
            value: *value,
            cumulative: points
                .get(at + 1)
                .map(|point| point.value)
                .filter(|_| *value > 0),
            by_value: class(&by_value, at),
            by_count: class(&by_count, at),
            tied: is_tied(&by_value, at) || is_tied(&by_count, at),
        };
        let rows = found.iter().enumerate().map(row).collect();
        let cut = |classes: &Result<Classes, NoValue>| {
            classes
                .as_ref()
                .map(|classes| Cut::of(rule, &values, classes))
                .map_err(|why| *why)
        };
        let base = by_value.as_ref().or(by_count.as_ref());
        Self {
            home: columns.home,
            rows,
            unknown,
            removed: base.map_or(0, |classes| classes.removed),
            removed_sum: base.map_or(Decimal::ZERO, |classes| classes.removed_sum),
            by_value: cut(&by_value),
            by_count: cut(&by_count),
            values,
        }
    }

    /// The values, the largest first, in minor units.
    pub fn values(&self) -> &[i64] {
        &self.values
    }

    /// Why there is nothing to draw, if so.
    pub fn trouble(&self) -> Option<NoValue> {
        self.by_value.as_ref().err().copied()
    }

    /// The customers as a table; `class` names a class.
    pub fn sheet(
        &self,
        of: Measure,
        tables: &Tables,
        title: String,
        class: impl Fn(u8) -> String,
    ) -> Sheet {
        let all: Decimal = self
            .values
            .iter()
            .filter(|value| **value > 0)
            .copied()
            .map(Decimal::from)
            .sum();
        let row = |(rank, row): (u32, &AbcRow)| {
            let customer = tables.customers.get(row.customer);
            let share = Decimal::from(row.value).checked_div(all);
            vec![
                Cell::count(rank),
                Cell::Text(
                    customer
                        .map(|customer| customer.name.clone())
                        .unwrap_or_default(),
                ),
                Cell::text(customer.and_then(|customer| customer.code.as_deref())),
                Cell::Number(major(row.value, self.home)),
                if row.value > 0 {
                    Cell::number(share)
                } else {
                    Cell::Words(LEFT_OUT)
                },
                Cell::number(row.cumulative),
                Cell::Text(class(row.by_value)),
                Cell::Text(class(row.by_count)),
                if row.tied {
                    Cell::Words(TIED)
                } else {
                    Cell::Empty
                },
            ]
        };
        Sheet {
            title,
            columns: columns_of(of),
            rows: (1..).zip(&self.rows).map(row).collect(),
            foot: Vec::new(),
        }
    }
}

const LEFT_OUT: Bilingual = bi("不计入", "Left out");
const TIED: Bilingual = bi("界上并列", "Equals at a border");

/// The columns of the customers' table.
fn columns_of(of: Measure) -> Vec<SheetColumn> {
    use CellKind::{Amount, Share, Text, Whole};
    let (value, figure) = match of {
        Measure::Profit => (bi("毛利", "Profit"), &ratio::PROFIT),
        _ => (bi("销售额", "Sales"), &ratio::SALES),
    };
    vec![
        SheetColumn::new("rank", bi("序号", "No."), Whole),
        SheetColumn::new("name", bi("客户", "Customer"), Text),
        SheetColumn::new("code", bi("编号", "Code"), Text),
        SheetColumn::new("value", value, Amount).of(figure),
        SheetColumn::new("share", bi("占比", "Share"), Share).of(&pareto::VALUE_SHARE),
        SheetColumn::new("cumulative", bi("累计占比", "Cumulative share"), Share)
            .of(&ratio::CUMULATIVE_SHARE),
        SheetColumn::new("by_value", bi("按金额划界", "Cut by value"), Text),
        SheetColumn::new("by_count", bi("按户数划界", "Cut by count"), Text),
        SheetColumn::new("tied", bi("说明", "Remark"), Text),
    ]
}

impl Cut {
    fn of(rule: &AbcRule, values: &[i64], classes: &Classes) -> Self {
        let fits = pareto::fit(values, classes, rule.shares.len());
        let actual = |read: fn(&Fit) -> Result<Decimal, NoValue>| fits.iter().map(read).collect();
        let customers_off = off(actual(|fit| fit.count_share), &rule.shares);
        let value_off = off(actual(|fit| fit.value_share), &rule.value_shares());
        Self {
            fits,
            customers_off,
            value_off,
        }
    }
}

impl AbcRule {
    /// The reference shares of the value, one for each class.
    pub fn value_shares(&self) -> Vec<Decimal> {
        let mut from = Decimal::ZERO;
        let upto = self.cuts.iter().copied().chain([Decimal::ONE]);
        let share = |upto: Decimal| {
            let share = upto - from;
            from = upto;
            share
        };
        upto.map(share).collect()
    }
}

/// The distance of shares from the textbook's as a figure.
fn off(actual: Result<Vec<Decimal>, NoValue>, reference: &[Decimal]) -> Figure {
    let kind: &'static FigureKind = &DISTANCE;
    match actual {
        Ok(actual) => {
            let pairs = actual
                .iter()
                .zip(reference)
                .flat_map(|(actual, reference)| {
                    [
                        input(bi("实际占比", "Actual share"), *actual),
                        input(bi("参考占比", "Reference share"), *reference),
                    ]
                });
            Figure {
                kind,
                inputs: pairs.collect(),
                value: distance(&actual, reference),
            }
        }
        Err(why) => Figure {
            kind,
            inputs: Vec::new(),
            value: Err(why),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Customer, Money, ledger::SalesLine};

    fn tables(values: &[i64]) -> Tables {
        let id = |number: u8| Id::from_bytes([number; 16]);
        let line = |(number, value): (u8, &i64)| SalesLine {
            id: id(number),
            customer: id(100 + number),
            date: "2026-03-01".parse().ok(),
            quantity: Some(Decimal::ONE),
            amount: Money::from_minor(*value, Currency::CNY).ok(),
            ..SalesLine::default()
        };
        let customer = |number: u8| Customer::new(id(100 + number), &format!("C{number}"));
        Tables {
            customers: (1..)
                .zip(values)
                .map(|(number, _)| customer(number))
                .collect(),
            sales: (1..).zip(values).map(line).collect(),
            ..Tables::default()
        }
    }

    fn rule(code: &str) -> AbcRule {
        AbcRule::of(&Scheme::find(&Tables::default(), code).unwrap()).unwrap()
    }

    fn analyse(values: &[i64]) -> Abc {
        let tables = tables(values);
        Abc::of(
            &rule("CL-III"),
            &Columns::build(&tables),
            Period::year(2026),
        )
    }

    #[test]
    fn both_cuts_of_the_textbooks_example() {
        let abc = analyse(&[300, 200, 150, 100, 80, 60, 50, 30, 20, 10]);
        let class = |read: fn(&AbcRow) -> u8| abc.rows.iter().map(read).collect::<Vec<_>>();
        assert_eq!(class(|row| row.by_value), [0, 0, 0, 0, 1, 1, 1, 2, 2, 2]);
        assert_eq!(class(|row| row.by_count), [0, 1, 1, 2, 2, 2, 2, 2, 2, 2]);
        // 40/30/30 % of the customers instead of 10/20/70; 30/35/35 % of the value instead of 70/20/10.
        let off = |figure: &Figure| figure.value.map(|value| value.normalize().to_string());
        assert_eq!(
            off(&abc.by_value.as_ref().unwrap().customers_off),
            Ok("0.4".to_owned())
        );
        assert_eq!(
            off(&abc.by_count.as_ref().unwrap().customers_off),
            Ok("0".to_owned())
        );
        assert_eq!(
            off(&abc.by_count.as_ref().unwrap().value_off),
            Ok("0.4".to_owned())
        );
    }

    #[test]
    fn returns_stand_last_and_outside_of_the_base() {
        let tables = tables(&[-30, 100, 0]);
        let abc = Abc::of(
            &rule("CL-III"),
            &Columns::build(&tables),
            Period::year(2026),
        );
        assert_eq!(
            abc.rows.iter().map(|row| row.value).collect::<Vec<_>>(),
            [100, 0, -30]
        );
        assert_eq!((abc.removed, abc.removed_sum), (2, Decimal::from(-30)));
        let sheet = abc.sheet(Measure::Sales, &tables, String::new(), |class| {
            class.to_string()
        });
        assert_eq!(sheet.cell(0, "share"), Some(&Cell::Number(Decimal::ONE)));
        assert_eq!(sheet.cell(2, "share"), Some(&Cell::Words(LEFT_OUT)));
        assert_eq!(sheet.cell(2, "by_value"), Some(&Cell::Text("2".to_owned())));
    }

    #[test]
    fn nobody_and_unknown_costs_are_said() {
        assert_eq!(analyse(&[]).trouble(), Some(NoValue::NoRecords));
        let tables = tables(&[100]);
        let abc = Abc::of(
            &rule("CL-ABC"),
            &Columns::build(&tables),
            Period::year(2026),
        );
        assert_eq!((abc.unknown, abc.rows.len()), (1, 0));
    }

    #[test]
    fn schemes_without_reference_shares_give_no_rule() {
        let scheme = |code| Scheme::find(&Tables::default(), code).unwrap();
        assert_eq!(AbcRule::of(&scheme("CL-TIER4")), None);
        assert_eq!(AbcRule::of(&scheme("CL-802030")), None);
        let shares = rule("CL-BUS").value_shares();
        assert_eq!(
            shares,
            ["0.80", "0.15", "0.05"].map(|share| share.parse::<Decimal>().unwrap())
        );
    }
}
