//! Growth, shares, margins and averages: exact ratios of sums of the ledger, with their traces.

use rust_decimal::Decimal;

use super::totals::Totals;
use crate::{
    content::{Bilingual, bi},
    domain::{
        Currency,
        figure::{Figure, FigureKind, Input, NoValue, Unit, quotient},
    },
};

pub(super) const PERFORMANCE_SOURCE: Bilingual = bi(
    "客户管理的内容与销售业绩分析（幻灯课件）",
    "Contents of customer management, sales performance analysis (slides)",
);
const TABLE_SOURCE: Bilingual = bi(
    "表13-3、表13-4（跟单员教材）",
    "Tables 13-3 and 13-4 (merchandiser's textbook)",
);

pub(super) const fn kind(
    id: &'static str,
    label: Bilingual,
    formula: Bilingual,
    unit: Unit,
    source: Bilingual,
) -> FigureKind {
    FigureKind {
        id,
        label,
        formula,
        unit,
        source,
        rule: None,
    }
}

/// Sales of a period.
pub const SALES: FigureKind = kind(
    "ledger.sales",
    bi("销售额", "Sales"),
    bi(
        "Σ 明细金额折本币（退货为负）",
        "Σ amounts of the lines in the home currency (returns are negative)",
    ),
    Unit::Amount,
    TABLE_SOURCE,
);
/// Documents of a period.
pub const ORDERS: FigureKind = kind(
    "ledger.orders",
    bi("订单数", "Orders"),
    bi(
        "不同的（客户、日期、单号）个数",
        "Number of different (customer, day, document number)",
    ),
    Unit::Count,
    TABLE_SOURCE,
);
/// The place by sales.
pub const RANK: FigureKind = kind(
    "ledger.rank",
    bi("名次", "Rank"),
    bi(
        "1 ＋ 销售额更大者的个数；相等者名次相同",
        "1 + how many have larger sales; equals share a rank",
    ),
    Unit::Count,
    TABLE_SOURCE,
);
/// Share of all sales.
pub const SHARE: FigureKind = kind(
    "ledger.share",
    bi("占比", "Share"),
    bi("本项销售额 ÷ 总销售额", "Sales of this one ÷ all sales"),
    Unit::Share,
    TABLE_SOURCE,
);
/// Share of all sales of this one and those above it.
pub const CUMULATIVE_SHARE: FigureKind = kind(
    "ledger.cumulative_share",
    bi("累计占比", "Cumulative share"),
    bi(
        "本项及以上各项销售额之和 ÷ 总销售额",
        "Sales of this one and all above it ÷ all sales",
    ),
    Unit::Share,
    TABLE_SOURCE,
);
/// Growth over the year before.
pub const GROWTH: FigureKind = kind(
    "ledger.growth",
    bi("成长率", "Growth"),
    bi(
        "（本期 − 上期） ÷ |上期|；上期为零记“新增”",
        "(this period − last) ÷ |last|; “new” where last is zero",
    ),
    Unit::Share,
    PERFORMANCE_SOURCE,
);
/// Compound annual growth.
pub const CAGR: FigureKind = kind(
    "ledger.cagr",
    bi("年均复合成长率", "Compound annual growth"),
    bi(
        "（末年 ÷ 首年）^(1 ÷ 年数) − 1；首末两年均须为正",
        "(last year ÷ first year)^(1 ÷ years) − 1; both must be above zero",
    ),
    Unit::Share,
    PERFORMANCE_SOURCE,
);
/// Sales less cost.
pub const PROFIT: FigureKind = kind(
    "ledger.profit",
    bi("毛利", "Gross profit"),
    bi(
        "销售额 − Σ 数量 × 单位成本；有明细缺成本时不计算",
        "Sales − Σ quantity × unit cost; none while a line has no cost",
    ),
    Unit::Amount,
    TABLE_SOURCE,
);
/// Gross profit as a share of sales.
pub const MARGIN: FigureKind = kind(
    "ledger.margin",
    bi("毛利率", "Margin"),
    bi("毛利 ÷ 销售额", "Gross profit ÷ sales"),
    Unit::Share,
    TABLE_SOURCE,
);
/// Sales per order.
pub const AVERAGE_ORDER: FigureKind = kind(
    "ledger.average_order",
    bi("每单平均", "Per order"),
    bi("销售额 ÷ 订单数", "Sales ÷ orders"),
    Unit::Amount,
    PERFORMANCE_SOURCE,
);
/// Sales per month.
pub const AVERAGE_MONTH: FigureKind = kind(
    "ledger.average_month",
    bi("每月平均", "Per month"),
    bi("销售额 ÷ 期内月数", "Sales ÷ months of the period"),
    Unit::Amount,
    PERFORMANCE_SOURCE,
);
/// Sales per customer who bought.
pub const AVERAGE_CUSTOMER: FigureKind = kind(
    "ledger.average_customer",
    bi("每户平均", "Per customer"),
    bi(
        "销售额 ÷ 期内有交易的客户数",
        "Sales ÷ customers with dealings in the period",
    ),
    Unit::Amount,
    PERFORMANCE_SOURCE,
);

/// `(now − before) ÷ |before|`.
///
/// ```
/// use xinke::domain::{figure::NoValue, ledger::ratio::growth};
/// assert_eq!(growth(120, 100).map(|rate| rate.normalize().to_string()), Ok("0.2".to_owned()));
/// assert_eq!(growth(50, -100).map(|rate| rate.normalize().to_string()), Ok("1.5".to_owned()));
/// assert_eq!(growth(5, 0), Err(NoValue::New));
/// ```
///
/// # Errors
/// [`NoValue::New`] where there was nothing before, [`NoValue::NoRecords`] where there is nothing at
/// all.
pub fn growth(now: i64, before: i64) -> Result<Decimal, NoValue> {
    match (now, before) {
        (0, 0) => Err(NoValue::NoRecords),
        (_, 0) => Err(NoValue::New),
        _ => {
            let before = Decimal::from(before);
            quotient(Decimal::from(now) - before, before.abs())
        }
    }
}

/// `(last ÷ first)^(1 ÷ years) − 1`, to 12 decimal places.
///
/// ```
/// use xinke::domain::{figure::NoValue, ledger::ratio::cagr};
/// assert_eq!(cagr(10_000, 12_100, 2).map(|rate| rate.to_string()), Ok("0.1".to_owned()));
/// assert_eq!(cagr(0, 12_100, 2), Err(NoValue::NotPositive));
/// ```
///
/// # Errors
/// [`NoValue::NotPositive`] unless both sums are above zero, [`NoValue::TooFew`] without a year between
/// them.
pub fn cagr(first: i64, last: i64, years: u32) -> Result<Decimal, NoValue> {
    if years == 0 {
        return Err(NoValue::TooFew(2));
    }
    if first <= 0 || last <= 0 {
        return Err(NoValue::NotPositive);
    }
    let times = quotient(Decimal::from(last), Decimal::from(first))?;
    let root = root(times, years).ok_or(NoValue::TooLarge)?;
    Ok((root - Decimal::ONE).round_dp(12).normalize())
}

/// The positive `degree`-th root by Newton's method, which comes down to it from above.
fn root(of: Decimal, degree: u32) -> Option<Decimal> {
    const STEPS: usize = 400;
    let n = Decimal::from(degree);
    let mut guess = of.max(Decimal::ONE);
    for _ in 0..STEPS {
        let mut quotient = of;
        for _ in 1..degree {
            quotient = quotient.checked_div(guess)?;
        }
        let next = (guess * (n - Decimal::ONE))
            .checked_add(quotient)?
            .checked_div(n)?;
        if next >= guess {
            break;
        }
        guess = next;
    }
    Some(guess)
}

/// An amount of minor units in major units.
pub fn major(minor: i64, currency: Currency) -> Decimal {
    Decimal::new(minor, currency.decimals())
}

/// Gross profit in minor units.
///
/// # Errors
/// [`NoValue::NoCost`].
pub fn profit(totals: &Totals) -> Result<i64, NoValue> {
    totals.profit.ok_or(NoValue::NoCost)
}

/// Gross profit as a share of sales.
///
/// # Errors
/// [`NoValue::NoCost`], [`NoValue::NoDenominator`] without sales.
pub fn margin(totals: &Totals) -> Result<Decimal, NoValue> {
    let profit = Decimal::from(profit(totals)?);
    quotient(profit, Decimal::from(totals.amount))
}

/// Minor units in major ones.
pub fn in_major(minor: Decimal, currency: Currency) -> Decimal {
    minor * Decimal::new(1, currency.decimals())
}

pub(in crate::domain) fn input(label: Bilingual, value: Decimal) -> Input {
    Input {
        label,
        value: value.to_string(),
    }
}

/// The sales of some totals as a figure.
pub fn sales_figure(totals: &Totals, home: Currency) -> Figure {
    let value = match totals.lines {
        0 => Err(NoValue::NoRecords),
        _ => Ok(major(totals.amount, home)),
    };
    Figure {
        kind: &SALES,
        value,
        inputs: vec![input(bi("明细行数", "Lines"), totals.lines.into())],
    }
}

/// Growth as a figure.
pub fn growth_figure(now: i64, before: i64, home: Currency) -> Figure {
    Figure {
        kind: &GROWTH,
        value: growth(now, before),
        inputs: vec![
            input(bi("本期", "This period"), major(now, home)),
            input(bi("上期", "Last period"), major(before, home)),
        ],
    }
}

/// Compound growth from one year to another as a figure.
pub fn cagr_figure(first: (i32, i64), last: (i32, i64), home: Currency) -> Figure {
    let years = u32::try_from(last.0 - first.0).unwrap_or_default();
    Figure {
        kind: &CAGR,
        value: cagr(first.1, last.1, years),
        inputs: vec![
            input(
                bi("首年销售额", "Sales of the first year"),
                major(first.1, home),
            ),
            input(
                bi("末年销售额", "Sales of the last year"),
                major(last.1, home),
            ),
            input(bi("年数", "Years"), years.into()),
        ],
    }
}

/// The margin as a figure.
pub fn margin_figure(totals: &Totals, home: Currency) -> Figure {
    let profit = totals.profit.map(|minor| major(minor, home));
    let profit = profit.map(|profit| input(PROFIT.label, profit));
    let uncosted = input(
        bi("缺成本的行数", "Lines without cost"),
        totals.uncosted.into(),
    );
    Figure {
        kind: &MARGIN,
        value: margin(totals),
        inputs: profit
            .into_iter()
            .chain([input(SALES.label, major(totals.amount, home)), uncosted])
            .collect(),
    }
}

/// Sales divided by a number of orders, months or customers.
pub fn average_figure(
    kind: &'static FigureKind,
    totals: &Totals,
    by: (Bilingual, u32),
    home: Currency,
) -> Figure {
    let sales = major(totals.amount, home);
    Figure {
        kind,
        value: quotient(sales, by.1.into()),
        inputs: vec![input(SALES.label, sales), input(by.0, by.1.into())],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn growth_needs_something_before() {
        assert_eq!(growth(0, 0), Err(NoValue::NoRecords));
        assert_eq!(growth(0, 7), Ok(Decimal::NEGATIVE_ONE));
        assert_eq!(growth(-50, -100), Ok(Decimal::new(5, 1)));
        assert!(growth(i64::MAX, i64::MIN).is_ok());
    }

    #[test]
    fn compound_growth_of_known_series() {
        assert_eq!(cagr(100, 800, 3), Ok(Decimal::ONE));
        assert_eq!(cagr(800, 100, 3), Ok(Decimal::new(-5, 1)));
        assert_eq!(cagr(100, 100, 7), Ok(Decimal::ZERO));
        // 1.5^(1/4) − 1
        assert_eq!(cagr(200, 300, 4), Ok("0.106681919700".parse().unwrap()));
        assert_eq!(cagr(1, 1, 0), Err(NoValue::TooFew(2)));
    }

    proptest! {
        #[test]
        fn compound_growth_brings_back_the_last_year(
            first in 1_i64..1_000_000_000,
            last in 1_i64..1_000_000_000,
            years in 1_u32..12,
        ) {
            let rate = cagr(first, last, years).unwrap();
            let mut sales = Decimal::from(first);
            for _ in 0..years {
                sales *= Decimal::ONE + rate;
            }
            let off = (sales - Decimal::from(last)).abs();
            prop_assert!(off <= Decimal::new(1, 3) * Decimal::from(last) + Decimal::new(1, 2), "{off}");
        }

        #[test]
        fn no_growth_divides_by_zero(now: i64, before: i64) {
            let rate = growth(now, before);
            prop_assert_eq!(rate.is_err(), before == 0);
        }
    }
}
