//! What each class has of the customers and of the value, and how much a measure tells the classes
//! apart.

use rust_decimal::Decimal;

use super::{
    Basis, Classified, Measure, Scheme, Span, listing,
    pareto::{COUNT_SHARE, VALUE_SHARE},
    quality::{Limits, Member, Warning, eta_squared, sizes, warnings},
};
use crate::{
    content::{Bilingual, bi},
    domain::{
        Customer,
        figure::{Figure, FigureKind, NoValue, Unit, quotient},
        ledger::{Columns, Period, Totals, ratio::input, totals},
        tables::Tables,
    },
};

/// How many customers a class has.
pub const CLASS_COUNT: FigureKind = FigureKind {
    id: "classify.class_count",
    label: bi("类内客户数", "Customers of a class"),
    formula: bi(
        "该类客户的个数，人工判定的计入判定的类别",
        "Number of customers in the class; those a person decided on count where they were put",
    ),
    unit: Unit::Count,
    source: bi(
        "客户分类（跟单员教材）",
        "Classification of customers (merchandiser's textbook)",
    ),
    rule: None,
};
/// The sum of the values of a class.
pub const CLASS_VALUE: FigureKind = FigureKind {
    id: "classify.class_value",
    label: bi("类内合计", "Sum of a class"),
    formula: bi(
        "该类客户的数值之和；按累计占比划分时，不大于零的不计入",
        "Sum of the values of its customers; with cumulative shares, those not above zero are left out",
    ),
    unit: Unit::Amount,
    ..CLASS_COUNT
};

/// What a class has.
#[derive(Clone, PartialEq, Debug)]
pub struct ClassPart {
    /// Its customers, those out of the base included.
    pub customers: usize,
    /// Those of them that count for the shares.
    pub counted: usize,
    /// The sum of their values.
    pub value: Decimal,
    /// Share of the customers that count, with its trace.
    pub count_share: Figure,
    /// Share of the value, with its trace.
    pub value_share: Figure,
}

/// The classes of a scheme against customers and value.
#[derive(Clone, PartialEq, Debug)]
pub struct Distribution {
    /// What is added up: the scheme's measure, or sales where it has none.
    pub value_label: Bilingual,
    /// One for each class.
    pub parts: Vec<ClassPart>,
    /// Customers without a class.
    pub unclassed: usize,
}

fn count(number: usize) -> Decimal {
    Decimal::from(u64::try_from(number).unwrap_or(u64::MAX))
}

/// The sales that are looked at where a scheme measures nothing that adds up: those of its span.
fn sales_period(found: &Classified) -> Period {
    found.scheme.span.period(found.as_of)
}

fn totals_in(columns: &Columns, period: Period) -> Vec<Totals> {
    totals::by_customer(columns, columns.between(period.first, period.last))
}

fn to_major(columns: &Columns, minor: i64) -> Decimal {
    Decimal::from(minor) * Decimal::new(1, columns.home.decimals())
}

/// What is added up of each customer.
fn values(found: &Classified, columns: &Columns) -> Vec<Result<Decimal, NoValue>> {
    if listing::is_additive(&found.scheme.basis) {
        return found.placed.iter().map(|placed| placed.metric).collect();
    }
    let all = totals_in(columns, sales_period(found));
    all.iter()
        .map(|total| Ok(to_major(columns, total.amount)))
        .collect()
}

/// Whether customers with nothing above zero are out of the base, as with cumulative shares.
fn is_ranked(scheme: &Scheme) -> bool {
    matches!(scheme.basis, Basis::Value { .. } | Basis::Count { .. })
}

/// The classes against customers and value. Where classes rest on cumulative shares, customers with
/// nothing above zero are out of the base.
pub fn distribution(found: &Classified, columns: &Columns) -> Distribution {
    let values = values(found, columns);
    let is_ranked = is_ranked(&found.scheme);
    let mut parts = vec![(0_usize, 0_usize, Decimal::ZERO); found.scheme.classes.len()];
    let mut unclassed = 0;
    for (placed, value) in found.placed.iter().zip(&values) {
        let part = placed
            .class
            .ok()
            .and_then(|class| parts.get_mut(usize::from(class)));
        let Some((customers, counted, sum)) = part else {
            unclassed += 1;
            continue;
        };
        *customers += 1;
        let value = value.unwrap_or_default();
        if !is_ranked || value > Decimal::ZERO {
            *counted += 1;
            *sum = sum.saturating_add(value);
        }
    }
    let all: usize = parts.iter().map(|(_, counted, _)| counted).sum();
    let whole = parts
        .iter()
        .fold(Decimal::ZERO, |sum, part| sum.saturating_add(part.2));
    let value_label = listing::measured(&found.scheme.basis)
        .filter(|_| listing::is_additive(&found.scheme.basis))
        .map_or(bi("销售额", "Sales"), |(label, _)| label);
    let part = |(customers, counted, value): (usize, usize, Decimal)| ClassPart {
        customers,
        counted,
        value,
        count_share: Figure {
            kind: &COUNT_SHARE,
            value: quotient(count(counted), count(all)),
            inputs: vec![
                input(bi("该类客户数", "Customers of the class"), count(counted)),
                input(bi("计入的客户数", "Customers counted"), count(all)),
            ],
        },
        value_share: Figure {
            kind: &VALUE_SHARE,
            value: share_of(value, whole),
            inputs: vec![
                input(bi("该类合计", "Sum of the class"), value.normalize()),
                input(bi("总计", "Sum of all"), whole.normalize()),
            ],
        },
    };
    Distribution {
        value_label,
        parts: parts.into_iter().map(part).collect(),
        unclassed,
    }
}

/// A share says nothing where the whole is not above zero.
fn share_of(part: Decimal, whole: Decimal) -> Result<Decimal, NoValue> {
    if whole < Decimal::ZERO {
        return Err(NoValue::NotPositive);
    }
    quotient(part, whole)
}

/// What classes should answer to differently.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Response {
    /// Growth of sales over the period before.
    #[default]
    Growth,
    /// Sales of the period.
    Sales,
    /// Profit of the period.
    Profit,
    /// Orders of the period.
    Orders,
}

impl Response {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Growth, Self::Sales, Self::Profit, Self::Orders];

    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Growth => "growth",
            Self::Sales => "sales",
            Self::Profit => "profit",
            Self::Orders => "orders",
        }
    }

    /// Its name.
    pub const fn label(self) -> Bilingual {
        match self {
            Self::Growth => bi("销售增长率", "Growth of sales"),
            Self::Sales => bi("销售额", "Sales"),
            Self::Profit => bi("利润", "Profit"),
            Self::Orders => bi("订单数", "Orders"),
        }
    }

    /// The one of that code; growth for any other text.
    pub fn of(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|one| one.code() == code)
            .unwrap_or_default()
    }

    /// The measure of each customer; none where it cannot be computed.
    pub fn values(self, found: &Classified, columns: &Columns) -> Vec<Option<Decimal>> {
        let period = match found.scheme.span {
            Span::All => Span::default().period(found.as_of),
            span => span.period(found.as_of),
        };
        let now = totals_in(columns, period);
        let of = |total: &Totals| match self {
            Self::Profit => total.profit.map(|profit| to_major(columns, profit)),
            Self::Orders => Some(Decimal::from(total.orders)),
            Self::Sales | Self::Growth => Some(to_major(columns, total.amount)),
        };
        if self != Self::Growth {
            return now.iter().map(of).collect();
        }
        let before = totals_in(columns, period.previous());
        let growth = |(now, before): (&Totals, &Totals)| {
            let (now, before) = (of(now)?, of(before)?);
            quotient(now - before, before)
                .ok()
                .filter(|_| before > Decimal::ZERO)
        };
        now.iter().zip(&before).map(growth).collect()
    }
}

fn is_reached(customer: Option<&Customer>) -> bool {
    customer.is_some_and(|customer| {
        [&customer.phone, &customer.email, &customer.address]
            .iter()
            .any(|field| field.is_some())
    })
}

/// What is wrong with the classes after the four principles.
pub fn quality_warnings(
    found: &Classified,
    columns: &Columns,
    tables: &Tables,
    response: Response,
) -> Vec<Warning> {
    let classes = found.classes();
    let members: Vec<_> = found
        .customers
        .iter()
        .zip(&classes)
        .zip(values(found, columns))
        .map(|((customer, class), value)| Member {
            class: *class,
            is_reached: is_reached(tables.customers.get(*customer).map(|row| &**row)),
            value: value.unwrap_or_default(),
        })
        .collect();
    let sizes = sizes(&members, found.scheme.classes.len());
    let unmeasured = classes.iter().filter(|class| class.is_none()).count();
    let eta = eta_squared(&response.values(found, columns), &classes);
    warnings(&sizes, unmeasured, eta, &Limits::of(tables))
}

impl Measure {
    /// Its name.
    pub const fn label(self) -> Bilingual {
        match self {
            Self::Sales => bi("销售额", "Sales"),
            Self::Profit => bi("利润", "Profit"),
            Self::Quantity => bi("数量", "Units"),
            Self::Orders => bi("订单数", "Orders"),
            Self::CreditLimit => bi("信用额度", "Credit limit"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::NaiveDate;

    use super::*;
    use crate::domain::classify::{By, Placement};

    /// Customers with these profits and classes in the scheme of that code.
    fn classified(code: &str, customers: &[(i64, u8)]) -> Classified {
        let scheme = Scheme::find(&Tables::default(), code).unwrap();
        let as_of = NaiveDate::from_ymd_opt(2025, 12, 31).unwrap();
        let place = |(value, class): &(i64, u8)| Placement {
            class: Ok(*class),
            computed: Ok(*class),
            by: By::Rule,
            treat_as: None,
            metric: Ok(Decimal::from(*value)),
            uncertain: false,
            dormant: false,
        };
        Classified {
            period: scheme.period(as_of),
            scheme: Arc::clone(&scheme),
            as_of,
            customers: Vec::new(),
            placed: customers.iter().map(place).collect(),
            removed: 0,
            removed_sum: Decimal::ZERO,
            scores: Vec::new(),
        }
    }

    fn shares(
        found: &Distribution,
        of: fn(&ClassPart) -> &Figure,
    ) -> Vec<Result<Decimal, NoValue>> {
        let shares = found.parts.iter().map(|part| of(part).value);
        shares
            .map(|share| share.map(|share| share.normalize()))
            .collect()
    }

    #[test]
    fn shares_leave_out_what_is_not_above_zero() {
        let found = classified("CL-ABC", &[(50, 0), (30, 1), (20, 2), (-40, 2)]);
        let found = distribution(&found, &Columns::build(&Tables::default()));
        let third = |number| Ok(Decimal::from(number) / Decimal::from(3));
        let counts = shares(&found, |part| &part.count_share);
        assert_eq!(counts, [third(1), third(1), third(1)]);
        let values = shares(&found, |part| &part.value_share);
        assert_eq!(
            values,
            [50, 30, 20].map(|share| Ok(Decimal::new(share, 2).normalize()))
        );
        let sizes: Vec<_> = found
            .parts
            .iter()
            .map(|part| (part.customers, part.counted))
            .collect();
        assert_eq!(sizes, [(1, 1), (1, 1), (2, 1)]);
    }

    #[test]
    fn with_fixed_bounds_losses_count() {
        let found = classified("CL-COL", &[(100, 0), (-20, 1)]);
        let found = distribution(&found, &Columns::build(&Tables::default()));
        let values = shares(&found, |part| &part.value_share);
        assert_eq!(values, [Ok(Decimal::new(125, 2)), Ok(Decimal::new(-25, 2))]);
    }
}
