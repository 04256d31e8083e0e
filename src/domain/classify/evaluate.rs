//! The classes that a scheme gives on a day: one pass over the ledger's columns.

use std::{collections::HashMap, sync::Arc};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::{
    Basis, Scheme, Span, rfm,
    rules::{Sight, compute},
};
use crate::domain::{
    Id,
    figure::NoValue,
    ledger::{Columns, Period},
    tables::Tables,
};

/// Who decided on a class.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum By {
    /// The scheme's rule.
    #[default]
    Rule,
    /// A person.
    Person,
}

/// Where one customer stands in a scheme.
#[derive(Clone, PartialEq, Debug)]
pub struct Placement {
    /// Place of its class, 0 the best, or why it has none.
    pub class: Result<u8, NoValue>,
    /// What the rule alone says, where a person decided otherwise.
    pub computed: Result<u8, NoValue>,
    /// Who decided.
    pub by: By,
    /// Place of the class that it is treated as.
    pub treat_as: Option<u8>,
    /// What was measured: major units of the home currency, units, orders, days or the relative
    /// slope, as the basis has it.
    pub metric: Result<Decimal, NoValue>,
    /// Whether the class rests on scattered values, or on a border between equals.
    pub uncertain: bool,
    /// Whether the customer has not ordered for longer than usual, where the scheme looks at that.
    pub dormant: bool,
}

impl Placement {
    /// The class that counts for how the customer is looked after.
    pub fn treated(&self) -> Option<u8> {
        self.treat_as.or(self.class.ok())
    }
}

/// All customers in a scheme on a day.
#[derive(Clone, PartialEq, Debug)]
pub struct Classified {
    /// The scheme.
    pub scheme: Arc<Scheme>,
    /// The day.
    pub as_of: NaiveDate,
    /// The sales it looked at.
    pub period: Period,
    /// The customers, in the order of their ids.
    pub customers: Vec<Id>,
    /// Where each of them stands.
    pub placed: Vec<Placement>,
    /// Customers whose value is zero or below: in the lowest class and outside of the base.
    pub removed: usize,
    /// The sum of their values, in the unit of the metric.
    pub removed_sum: Decimal,
    /// Scores of each customer where the scheme is RFM.
    pub scores: Vec<Option<rfm::Score>>,
}

impl Classified {
    /// Where a customer stands.
    pub fn of(&self, customer: Id) -> Option<&Placement> {
        let place = self.customers.binary_search(&customer).ok()?;
        self.placed.get(place)
    }

    /// The class of each customer.
    pub fn classes(&self) -> Vec<Option<u8>> {
        self.placed.iter().map(|placed| placed.class.ok()).collect()
    }

    /// The places, in [`Classified::customers`], of those in a class.
    pub fn members(&self, class: u8) -> impl Iterator<Item = usize> + '_ {
        let in_class = move |(_, placed): &(usize, &Placement)| placed.class == Ok(class);
        self.placed
            .iter()
            .enumerate()
            .filter(in_class)
            .map(|(place, _)| place)
    }
}

impl Span {
    /// The days it means on a day.
    ///
    /// ```
    /// use xinke::domain::classify::Span;
    /// let as_of = "2026-03-15".parse()?;
    /// assert_eq!(Span::Months(12).period(as_of).to_string(), "2025-03-16/2026-03-15");
    /// assert_eq!(Span::Year.period(as_of).to_string(), "2026-01-01/2026-03-15");
    /// # Ok::<(), chrono::ParseError>(())
    /// ```
    pub fn period(self, as_of: NaiveDate) -> Period {
        match self {
            Self::Months(months) => Period::months(months, as_of),
            Self::Year => Period {
                last: as_of,
                ..Period::year(as_of.year())
            },
            Self::All => Period {
                first: NaiveDate::MIN,
                last: as_of,
            },
        }
    }
}

impl Scheme {
    /// The days it looks at on a day: its span, or everything where the whole history counts.
    pub fn period(&self, as_of: NaiveDate) -> Period {
        match self.basis {
            Basis::LastOrder { .. } | Basis::LifeCycle(_) | Basis::Loyalty(_) => Span::All,
            _ => self.span,
        }
        .period(as_of)
    }
}

/// Puts every customer into a class of the scheme, as of a day, that day included.
pub fn classify(
    scheme: &Arc<Scheme>,
    columns: &Columns,
    tables: &Tables,
    as_of: NaiveDate,
) -> Classified {
    let period = scheme.period(as_of);
    let sight = Sight {
        columns,
        tables,
        period,
    };
    let computed = compute(scheme, &sight);
    let (mut decided, mut treated) = (HashMap::new(), HashMap::new());
    let judgements = tables.judgements.iter();
    for judgement in judgements.filter(|judgement| judgement.scheme == scheme.code) {
        let class = judgement
            .class
            .as_deref()
            .and_then(|code| scheme.class(code));
        let Some(class) = class else { continue };
        let to: &mut HashMap<Id, u8> = if judgement.is_treatment() {
            &mut treated
        } else {
            &mut decided
        };
        to.insert(judgement.customer, class);
    }
    let mut uncertain = computed.uncertain.into_iter();
    let mut dormant = computed.dormant.into_iter();
    let mut metrics = computed.metrics.into_iter();
    let mut classes = computed.classes.into_iter();
    let placed = columns.customers.iter().map(|customer| {
        let by_rule = classes.next().unwrap_or(Err(NoValue::NotEntered));
        let by_person = decided.get(customer).copied();
        Placement {
            class: by_person.map_or(by_rule, Ok),
            computed: by_rule,
            by: by_person.map_or(By::Rule, |_| By::Person),
            treat_as: treated.get(customer).copied(),
            metric: metrics.next().unwrap_or(Err(NoValue::NotEntered)),
            uncertain: uncertain.next().unwrap_or_default() && by_person.is_none(),
            dormant: dormant.next().unwrap_or_default(),
        }
    });
    Classified {
        placed: placed.collect(),
        scheme: scheme.clone(),
        as_of,
        period,
        customers: columns.customers.clone(),
        removed: computed.removed,
        removed_sum: computed.removed_sum,
        scores: computed.scores,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Currency, Customer, Money,
        classify::{IS, Judgement, Run, TREAT_AS},
        ledger::SalesLine,
    };
    use rust_decimal::Decimal;

    fn id(number: u8) -> Id {
        Id::from_bytes([number; 16])
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Customers 1 to 10 with the worked example of the textbook's cuts, 11 without an order.
    fn tables() -> Tables {
        let amounts = [300, 200, 150, 100, 80, 60, 50, 30, 20, 10];
        let line = |(number, amount): (u8, i64)| SalesLine {
            id: id(number),
            customer: id(number),
            date: Some(day("2026-01-31")),
            quantity: Some(Decimal::ONE),
            unit_cost: Some(Decimal::ONE),
            amount: Money::from_minor(amount * 100, Currency::CNY).ok(),
            ..SalesLine::default()
        };
        Tables {
            customers: (1..=11)
                .map(|number| Customer::new(id(number), &number.to_string()))
                .collect(),
            sales: (1..).zip(amounts).map(line).collect(),
            ..Tables::default()
        }
    }

    fn found(tables: &Tables, code: &str) -> Classified {
        let scheme = Scheme::find(tables, code).unwrap();
        classify(&scheme, &Columns::build(tables), tables, day("2026-06-30"))
    }

    fn sizes(found: &Classified) -> Vec<usize> {
        let classes = 0..u8::try_from(found.scheme.classes.len()).unwrap();
        classes.map(|class| found.members(class).count()).collect()
    }

    #[test]
    fn amounts_give_four_three_and_three() {
        let tables = tables();
        let by_amount = found(&tables, "CL-III");
        assert_eq!(sizes(&by_amount), [4, 3, 3]);
        let without = by_amount.of(id(11)).unwrap();
        assert_eq!(
            (without.class, without.metric),
            (Err(NoValue::NoOrders), Err(NoValue::NoOrders))
        );
        let largest = by_amount.of(id(1)).unwrap();
        assert_eq!(largest.metric, Ok(Decimal::from(300)));
    }

    #[test]
    fn every_textbook_scheme_places_or_says_why_not() {
        let tables = tables();
        for scheme in Scheme::built_in() {
            let found = found(&tables, &scheme.code);
            assert_eq!(found.placed.len(), 11, "{}", scheme.code);
            let count = scheme.classes.len();
            for placed in &found.placed {
                let is_class = placed.class.is_ok_and(|class| usize::from(class) < count);
                assert!(is_class || placed.class.is_err(), "{}", scheme.code);
            }
        }
        let last_order = found(&tables, "CL-FPP");
        assert_eq!(sizes(&last_order), [10, 0, 1]);
        assert_eq!(sizes(&found(&tables, "CL-LOY")), [0, 0, 0, 10, 1]);
        assert_eq!(sizes(&found(&tables, "CL-LIFE")), [10, 0, 0, 0]);
    }

    #[test]
    fn a_person_overrides_the_rule_and_the_rule_is_still_told() {
        let mut tables = tables();
        let scheme = Scheme::find(&tables, "CL-III").unwrap();
        let judgement = |customer, kind, class: u8| {
            let class = &scheme.class_at(class).unwrap().code;
            let on = day("2026-06-01");
            Judgement::new(&scheme, id(customer), kind, class, "the only one there", on)
        };
        tables.judgements = [judgement(10, IS, 0), judgement(9, TREAT_AS, 0)]
            .into_iter()
            .collect();
        let found = found(&tables, "CL-III");
        let last = found.of(id(10)).unwrap();
        assert_eq!(
            (last.class, last.computed, last.by),
            (Ok(0), Ok(2), By::Person)
        );
        let ninth = found.of(id(9)).unwrap();
        assert_eq!((ninth.class, ninth.treated()), (Ok(2), Some(0)));
    }

    #[test]
    fn a_run_repeats_until_the_ledger_changes() {
        let mut tables = tables();
        let run = Run::keep(id(99), &found(&tables, "CL-III"), " first ");
        let columns = Columns::build(&tables);
        assert_eq!(run.differences(&run.repeat(&columns, &tables)), []);
        let row = SalesLine {
            id: id(77),
            customer: id(11),
            ..SalesLine::clone(tables.sales.get(id(1)).unwrap())
        };
        tables.sales.insert(row.id, row.into());
        let now = run.repeat(&Columns::build(&tables), &tables);
        let changed = run.differences(&now);
        assert!(changed.iter().any(|one| one.customer == id(11)));
        assert_eq!(run.note, "first");
    }
}
