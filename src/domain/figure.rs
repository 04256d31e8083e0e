//! Figures: computed numbers that can explain themselves.

use rust_decimal::Decimal;

use crate::content::{Bilingual, bi};

/// In what a figure is measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// A share of one, shown in per cent.
    Share,
    /// How many.
    Count,
    /// Money in major units of the home currency.
    Amount,
    /// Any other number.
    Number,
}

/// What a figure is, apart from its value: stable id, name, formula and source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FigureKind {
    /// `<slice>.<name>`, stable; on screen in `data-figure`.
    pub id: &'static str,
    /// Its name.
    pub label: Bilingual,
    /// The formula in words.
    pub formula: Bilingual,
    /// In what it is measured.
    pub unit: Unit,
    /// The text it follows.
    pub source: Bilingual,
    /// Key of the rule it uses, if it uses one.
    pub rule: Option<&'static str>,
}

/// Why a figure cannot be computed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoValue {
    /// There is nothing to divide by.
    #[error("nothing to divide by")]
    NoDenominator,
    /// There is no record to compute it from.
    #[error("no records yet")]
    NoRecords,
    /// There was no order in the period.
    #[error("no order")]
    NoOrders,
    /// Nothing is measured here: a code on the card or a person decides.
    #[error("nothing measured")]
    NotMeasured,
    /// There were no sales in the period it is compared with.
    #[error("new: nothing before")]
    New,
    /// A sum that must be above zero is not.
    #[error("not above zero")]
    NotPositive,
    /// At least so many values are needed.
    #[error("at least {0} values are needed")]
    TooFew(u32),
    /// The cost of some lines is not known.
    #[error("cost not known")]
    NoCost,
    /// A fact it needs has not been entered.
    #[error("not entered")]
    NotEntered,
    /// A fact it needs is in another currency.
    #[error("in another currency")]
    OtherCurrency,
    /// Shares that must come to one do not.
    #[error("shares do not come to one")]
    NotWhole,
    /// A number on the way is too large to be exact.
    #[error("too large")]
    TooLarge,
}

/// `part / whole` of exact numbers.
///
/// # Errors
/// [`NoValue::NoDenominator`] where the whole is zero.
pub fn quotient(part: Decimal, whole: Decimal) -> Result<Decimal, NoValue> {
    if whole.is_zero() {
        return Err(NoValue::NoDenominator);
    }
    part.checked_div(whole).ok_or(NoValue::TooLarge)
}

impl NoValue {
    /// The reason in a few words.
    pub const fn words(self) -> Bilingual {
        match self {
            Self::NoDenominator => bi("无分母", "Nothing to divide by"),
            Self::NoRecords => bi("还没有记录", "No records yet"),
            Self::NoOrders => bi("没有订单", "No order"),
            Self::NotMeasured => bi("无数值", "Nothing measured"),
            Self::New => bi("新增", "New"),
            Self::NotPositive => bi("合计不为正", "Not above zero"),
            Self::TooFew(_) => bi("数据太少", "Too few values"),
            Self::NoCost => bi("缺成本", "Cost not known"),
            Self::NotEntered => bi("未录入", "Not entered"),
            Self::OtherCurrency => bi("币种不同", "Other currency"),
            Self::NotWhole => bi("比重合计不为 1", "Shares do not come to 1"),
            Self::TooLarge => bi("数值过大", "Too large"),
        }
    }
}

/// One number that went into a figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Input {
    /// What it is.
    pub label: Bilingual,
    /// The number as text, unrounded.
    pub value: String,
}

/// A computed number with the trace of how it came about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// What it is.
    pub kind: &'static FigureKind,
    /// The number, unrounded, or why there is none.
    pub value: Result<Decimal, NoValue>,
    /// The numbers put in, in the order of the formula.
    pub inputs: Vec<Input>,
}

/// `part / whole`.
///
/// ```
/// use xinke::domain::figure::{NoValue, share};
/// assert_eq!(share(3, 4).map(|share| share.to_string()), Ok("0.75".to_owned()));
/// assert_eq!(share(1, 0), Err(NoValue::NoDenominator));
/// ```
///
/// # Errors
/// [`NoValue::NoDenominator`] where the whole is zero.
pub fn share(part: i64, whole: i64) -> Result<Decimal, NoValue> {
    Decimal::from(part)
        .checked_div(Decimal::from(whole))
        .ok_or(NoValue::NoDenominator)
}
