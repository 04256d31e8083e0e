//! Whether classes are any good: sizes, the part of the variance between them, and warnings after the
//! four principles of classification.

use rust_decimal::Decimal;

use super::{fraction::count, pareto::FEW};
use crate::{
    content::{Bilingual, bi},
    domain::{
        figure::{Figure, FigureKind, NoValue, Unit, quotient},
        ledger::ratio::input,
        rule::{Rule, RuleDefault},
        tables::Tables,
    },
};

const SOURCE: Bilingual = bi(
    "客户分类的四项原则（跟单员教材）；界限为本工具的建议",
    "Four principles of classification (merchandiser's textbook); the limits are our proposal",
);

const fn limit(key: &'static str, label: Bilingual, hint: Bilingual, hundredths: u32) -> Rule {
    Rule {
        key,
        label,
        hint,
        default: RuleDefault::Decimal(
            Decimal::from_parts(hundredths, 0, 0, false, 2),
            Decimal::ZERO,
            Decimal::ONE,
        ),
        source: SOURCE,
    }
}

/// Below which η² classes say too little.
pub const MIN_ETA: Rule = limit(
    "classify.min_eta",
    bi("η² 下限", "Least η²"),
    bi(
        "类间差异占总差异的比例低于此值时提示：各类反应没有差别",
        "Warns where less of the variance lies between the classes: they do not respond differently",
    ),
    5,
);
/// Below which share of the value a class is too small.
pub const MIN_CLASS_SHARE: Rule = limit(
    "classify.min_class_share",
    bi("一类的最小占比", "Least share of a class"),
    bi(
        "一类的数额占比低于此值时提示：需求量不足",
        "Warns where a class has less of the value: not substantial",
    ),
    1,
);
/// Below which share of reachable customers a class can't be worked on.
pub const MIN_REACHED: Rule = limit(
    "classify.min_reached",
    bi("可联系客户的最小比例", "Least share of reachable customers"),
    bi(
        "一类中有电话、邮箱或地址的客户低于此比例时提示：难以开发",
        "Warns where fewer customers of a class have a phone, email or address: not accessible",
    ),
    80,
);

/// Part of the variance that lies between the classes.
pub const ETA_SQUARED: FigureKind = FigureKind {
    id: "classify.eta_squared",
    label: bi("类间差异比 η²", "Variance between classes η²"),
    formula: bi(
        "类间平方和 SSB ÷ 总平方和 SST",
        "Sum of squares between classes, SSB ÷ all, SST",
    ),
    unit: Unit::Share,
    source: SOURCE,
    rule: Some(MIN_ETA.key),
};

/// Customers and value of a class.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ClassSize {
    /// Customers.
    pub customers: usize,
    /// Those of them that have a phone, an email or an address.
    pub reached: usize,
    /// The sum of their values.
    pub value: Decimal,
}

/// One customer to be counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Member {
    /// The class, if there is one.
    pub class: Option<u8>,
    /// Whether there is a phone, an email or an address.
    pub is_reached: bool,
    /// What the classes are made by; zero where it is not known.
    pub value: Decimal,
}

/// The sizes of `n` classes; customers without a class are left out.
pub fn sizes(members: &[Member], n: usize) -> Vec<ClassSize> {
    let mut sizes = vec![ClassSize::default(); n];
    for member in members {
        let class = member.class.map(usize::from);
        if let Some(size) = class.and_then(|class| sizes.get_mut(class)) {
            size.customers += 1;
            size.reached += usize::from(member.is_reached);
            size.value = size.value.saturating_add(member.value);
        }
    }
    sizes
}

/// Sums of squares between the classes and in all.
struct Squares {
    customers: usize,
    between: Decimal,
    all: Decimal,
}

fn squares(values: &[Option<Decimal>], classes: &[Option<u8>]) -> Result<Squares, NoValue> {
    let pairs = values.iter().zip(classes);
    let known: Vec<_> = pairs
        .filter_map(|(value, class)| value.zip(*class))
        .collect();
    if known.len() < 2 {
        return Err(NoValue::TooFew(2));
    }
    let number = |number| Decimal::from_i128_with_scale(count(number), 0);
    let found = || {
        let sum = known
            .iter()
            .try_fold(Decimal::ZERO, |sum, (value, _)| sum.checked_add(*value))?;
        let mean = sum.checked_div(number(known.len()))?;
        let mut groups = vec![(0_usize, Decimal::ZERO); usize::from(u8::MAX) + 1];
        let mut all = Decimal::ZERO;
        for (value, class) in &known {
            let off = value.checked_sub(mean)?;
            all = all.checked_add(off.checked_mul(off)?)?;
            let (customers, sum) = groups.get_mut(usize::from(*class))?;
            *customers += 1;
            *sum = sum.checked_add(off)?;
        }
        let mut between = Decimal::ZERO;
        for (customers, sum) in groups.into_iter().filter(|(customers, _)| *customers > 0) {
            let square = sum.checked_mul(sum)?.checked_div(number(customers))?;
            between = between.checked_add(square)?;
        }
        Some(Squares {
            customers: known.len(),
            between,
            all,
        })
    };
    found().ok_or(NoValue::TooLarge)
}

impl Squares {
    /// Rounded to 20 places, so that what is left of rounded means can't take it out of 0 to 1.
    fn eta(&self) -> Result<Decimal, NoValue> {
        let eta = quotient(self.between, self.all)?.round_dp(20);
        Ok(eta.clamp(Decimal::ZERO, Decimal::ONE).normalize())
    }
}

/// η², 0 to 1: how much of the variance of a measure lies between the classes. Customers without a
/// value or a class are left out.
///
/// ```
/// use rust_decimal::Decimal;
/// use xinke::domain::classify::quality::eta_squared;
/// let values = [1, 3, 5, 7].map(|value| Some(Decimal::from(value)));
/// let eta = eta_squared(&values, &[Some(0), Some(0), Some(1), Some(1)])?;
/// assert_eq!(eta.to_string(), "0.8"); // 16 of 20
/// # Ok::<(), xinke::domain::figure::NoValue>(())
/// ```
///
/// # Errors
/// [`NoValue::TooFew`] below two customers, [`NoValue::NoDenominator`] where all values are equal,
/// [`NoValue::TooLarge`].
pub fn eta_squared(values: &[Option<Decimal>], classes: &[Option<u8>]) -> Result<Decimal, NoValue> {
    squares(values, classes)?.eta()
}

/// [`eta_squared`] as a figure.
pub fn eta_figure(values: &[Option<Decimal>], classes: &[Option<u8>]) -> Figure {
    let squares = squares(values, classes);
    let inputs = squares.as_ref().map(|squares| {
        vec![
            input(
                bi("计入客户数", "Customers counted"),
                Decimal::from_i128_with_scale(count(squares.customers), 0),
            ),
            input(
                bi("类间平方和 SSB", "Between classes, SSB"),
                squares.between,
            ),
            input(bi("总平方和 SST", "All, SST"), squares.all),
        ]
    });
    Figure {
        kind: &ETA_SQUARED,
        inputs: inputs.unwrap_or_default(),
        value: squares.and_then(|squares| squares.eta()),
    }
}

/// What good classes are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Principle {
    /// Their members can be found and counted.
    Measurable,
    /// They are large enough to pay.
    Substantial,
    /// Their members can be reached.
    Accessible,
    /// They respond differently.
    Differentiable,
}

/// What is wrong with classes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Warning {
    /// So many customers have no class, because what it is made by is not known.
    Unmeasured(usize),
    /// There are so few customers that classes say little.
    Few(usize),
    /// Nobody is in the class.
    EmptyClass(u8),
    /// The class has less of the value than it should.
    TooSmall(u8),
    /// Too few customers of the class can be reached.
    Unreached(u8),
    /// So little of the variance lies between the classes.
    LowEta(Decimal),
}

impl Warning {
    /// The principle it comes from.
    pub const fn principle(self) -> Principle {
        match self {
            Self::Unmeasured(_) | Self::Few(_) => Principle::Measurable,
            Self::EmptyClass(_) | Self::TooSmall(_) => Principle::Substantial,
            Self::Unreached(_) => Principle::Accessible,
            Self::LowEta(_) => Principle::Differentiable,
        }
    }
}

/// From where on there is no warning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Least η².
    pub eta: Decimal,
    /// Least share of the value.
    pub class_share: Decimal,
    /// Least share of the customers that can be reached.
    pub reached: Decimal,
}

impl Limits {
    /// Those of the workbook.
    pub fn of(tables: &Tables) -> Self {
        Self {
            eta: MIN_ETA.decimal(tables),
            class_share: MIN_CLASS_SHARE.decimal(tables),
            reached: MIN_REACHED.decimal(tables),
        }
    }
}

/// What is wrong with classes of these sizes; `unmeasured` customers have none. Shares of the value are
/// looked at where the values come to more than zero.
pub fn warnings(
    sizes: &[ClassSize],
    unmeasured: usize,
    eta: Result<Decimal, NoValue>,
    limits: &Limits,
) -> Vec<Warning> {
    let customers = sizes.iter().map(|size| size.customers).sum();
    let all = sizes
        .iter()
        .fold(Decimal::ZERO, |sum, size| sum.saturating_add(size.value));
    let number = |number| Decimal::from_i128_with_scale(count(number), 0);
    let is_below = |part, whole, limit| quotient(part, whole).is_ok_and(|share| share < limit);
    let mut found = Vec::new();
    if unmeasured > 0 {
        found.push(Warning::Unmeasured(unmeasured));
    }
    if customers < FEW {
        found.push(Warning::Few(customers));
    }
    for (class, size) in (0_u8..).zip(sizes) {
        if size.customers == 0 {
            found.push(Warning::EmptyClass(class));
        } else if all > Decimal::ZERO && is_below(size.value, all, limits.class_share) {
            found.push(Warning::TooSmall(class));
        }
        if is_below(number(size.reached), number(size.customers), limits.reached) {
            found.push(Warning::Unreached(class));
        }
    }
    if let Some(eta) = eta.ok().filter(|eta| *eta < limits.eta) {
        found.push(Warning::LowEta(eta));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn eta_says_why_there_is_none() {
        let values = |values: &[i64]| -> Vec<_> {
            values
                .iter()
                .map(|value| Some(Decimal::from(*value)))
                .collect()
        };
        let of = |numbers: &[i64], classes: &[Option<u8>]| eta_squared(&values(numbers), classes);
        assert_eq!(of(&[], &[]), Err(NoValue::TooFew(2)));
        assert_eq!(of(&[1, 2], &[Some(0), None]), Err(NoValue::TooFew(2)));
        assert_eq!(
            of(&[4, 4], &[Some(0), Some(1)]),
            Err(NoValue::NoDenominator)
        );
        assert_eq!(of(&[1, 2], &[Some(0), Some(0)]), Ok(Decimal::ZERO));
        assert_eq!(of(&[1, 2], &[Some(0), Some(1)]), Ok(Decimal::ONE));
        let large = [Some(Decimal::MAX), Some(Decimal::MIN)];
        assert_eq!(
            eta_squared(&large, &[Some(0), Some(1)]),
            Err(NoValue::TooLarge)
        );
    }

    #[test]
    fn each_principle_warns() {
        let size = |customers, reached, value| ClassSize {
            customers,
            reached,
            value,
        };
        let limits = Limits {
            eta: Decimal::new(5, 2),
            class_share: Decimal::new(1, 2),
            reached: Decimal::new(80, 2),
        };
        let good = [size(10, 8, Decimal::from(99)), size(5, 5, Decimal::ONE)];
        assert_eq!(warnings(&good, 0, Ok(Decimal::new(5, 2)), &limits), []);
        let bad = [
            size(4, 3, Decimal::from(100)),
            size(0, 0, Decimal::ZERO),
            size(0, 0, Decimal::ZERO),
        ];
        let found = warnings(&bad, 2, Ok(Decimal::new(49, 3)), &limits);
        let expected = [
            Warning::Unmeasured(2),
            Warning::Few(4),
            Warning::Unreached(0),
            Warning::EmptyClass(1),
            Warning::EmptyClass(2),
            Warning::LowEta(Decimal::new(49, 3)),
        ];
        assert_eq!(found, expected);
        let small = [
            size(10, 10, Decimal::from(1000)),
            size(5, 5, Decimal::from(9)),
        ];
        assert_eq!(
            warnings(&small, 0, Err(NoValue::NoRecords), &limits),
            [Warning::TooSmall(1)]
        );
    }

    #[test]
    fn the_limits_of_the_workbook_are_the_defaults() {
        let limits = Limits::of(&Tables::default());
        assert_eq!(
            (limits.eta, limits.class_share),
            (Decimal::new(5, 2), Decimal::new(1, 2))
        );
    }

    proptest! {
        #[test]
        fn eta_lies_between_nothing_and_all(
            pairs in proptest::collection::vec((-1000_i64..1000, 0_u8..4), 2..40),
        ) {
            let values: Vec<_> = pairs.iter().map(|(value, _)| Some(Decimal::new(*value, 1))).collect();
            let classes: Vec<_> = pairs.iter().map(|(_, class)| Some(*class)).collect();
            match eta_squared(&values, &classes) {
                Ok(eta) => prop_assert!(eta >= Decimal::ZERO && eta <= Decimal::ONE),
                Err(reason) => prop_assert!(reason == NoValue::NoDenominator && values.iter().all(|value| *value == values[0])),
            }
        }
    }
}
