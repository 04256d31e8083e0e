//! Forecasts of the next value of a series, side by side with the same measures of their errors, and
//! the index of seasons.

use rust_decimal::Decimal;

use super::ratio::{input, kind};
use crate::{
    content::{Bilingual, bi},
    domain::{
        figure::{Figure, FigureKind, NoValue, Unit, quotient},
        rule::{Rule, RuleDefault},
    },
};

const SOURCE: Bilingual = bi(
    "通行的时间序列预测方法",
    "Usual methods of forecasting series",
);

/// How many values a moving average takes.
pub const WINDOW: Rule = Rule {
    key: "ledger.moving_average",
    label: bi("移动平均期数", "Periods of the moving average"),
    hint: bi(
        "移动平均预测取最近几期",
        "How many of the last periods the moving average takes",
    ),
    default: RuleDefault::Whole(3, 2, 24),
    source: SOURCE,
};

/// The next value of the series.
pub const FORECAST: FigureKind = kind(
    "ledger.forecast",
    bi("下期预测", "Next period"),
    bi(
        "指数平滑 F(t+1) = αy(t) + (1 − α)F(t)，F(2) = y(1)；移动平均为最近 k 期均值；线性趋势为 a + bt",
        "Smoothing F(t+1) = αy(t) + (1 − α)F(t), F(2) = y(1); moving average: mean of the last k; linear trend: a + bt",
    ),
    Unit::Amount,
    SOURCE,
);
/// Mean squared error.
pub const MSE: FigureKind = kind(
    "ledger.mse",
    bi("均方误差 MSE", "Mean squared error"),
    bi("Σ(实际 − 预测)² ÷ 期数", "Σ(actual − forecast)² ÷ periods"),
    Unit::Number,
    SOURCE,
);
/// Mean absolute deviation.
pub const MAD: FigureKind = kind(
    "ledger.mad",
    bi("平均绝对误差 MAD", "Mean absolute deviation"),
    bi("Σ|实际 − 预测| ÷ 期数", "Σ|actual − forecast| ÷ periods"),
    Unit::Amount,
    SOURCE,
);
/// Mean absolute percentage error.
pub const MAPE: FigureKind = kind(
    "ledger.mape",
    bi("平均绝对百分误差 MAPE", "Mean absolute percentage error"),
    bi(
        "Σ|(实际 − 预测) ÷ 实际| ÷ 期数，实际为零的期不计",
        "Σ|(actual − forecast) ÷ actual| ÷ periods, those with actual zero left out",
    ),
    Unit::Share,
    SOURCE,
);
/// Mean error.
pub const BIAS: FigureKind = kind(
    "ledger.bias",
    bi("偏差", "Bias"),
    bi("Σ(实际 − 预测) ÷ 期数", "Σ(actual − forecast) ÷ periods"),
    Unit::Amount,
    SOURCE,
);
/// Season against the mean of the year.
pub const SEASON: FigureKind = kind(
    "ledger.seasonal_index",
    bi("季节指数", "Seasonal index"),
    bi(
        "该月（季）各年均值 ÷ 全部月（季）均值；须有两整年",
        "Mean of that month (quarter) over the years ÷ mean of all; needs two whole years",
    ),
    Unit::Share,
    SOURCE,
);

/// Values without which no forecast is made.
pub const FEWEST: usize = 3;

/// A way of forecasting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Single exponential smoothing, alpha in hundredths.
    Smoothing(u32),
    /// The mean of the last so many values.
    MovingAverage(usize),
    /// The line through all values with the least squares.
    Trend,
}

/// How far forecasts were off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Errors {
    /// How many forecasts were compared.
    pub periods: u32,
    /// Mean squared error.
    pub mse: Decimal,
    /// Mean absolute deviation.
    pub mad: Decimal,
    /// Mean absolute percentage error, values of zero left out; none where all are zero.
    pub mape: Result<Decimal, NoValue>,
    /// Mean error, actual less forecast.
    pub bias: Decimal,
}

/// A forecast.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Forecast {
    /// How it was made.
    pub method: Method,
    /// What it says of each value of the series; none where it says nothing yet.
    pub fitted: Vec<Option<Decimal>>,
    /// The next value.
    pub next: Decimal,
    /// How far it was off.
    pub errors: Errors,
}

fn mean(values: &[Decimal]) -> Option<Decimal> {
    let sum = values
        .iter()
        .try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value))?;
    sum.checked_div(count(values.len()))
}

fn count(values: usize) -> Decimal {
    Decimal::from(u64::try_from(values).unwrap_or(u64::MAX))
}

/// Forecast and outcome, compared.
fn errors(series: &[Decimal], fitted: &[Option<Decimal>]) -> Option<Errors> {
    let (mut squares, mut sizes, mut sum) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
    let (mut periods, mut shares, mut n_shares) = (0_u32, Decimal::ZERO, 0_u32);
    let pairs = series.iter().zip(fitted);
    for (actual, forecast) in pairs.filter_map(|(actual, forecast)| Some((actual, (*forecast)?))) {
        let error = actual.checked_sub(forecast)?;
        periods += 1;
        squares = squares.checked_add(error.checked_mul(error)?)?;
        sizes = sizes.checked_add(error.abs())?;
        sum = sum.checked_add(error)?;
        if !actual.is_zero() {
            n_shares += 1;
            shares = shares.checked_add(error.checked_div(*actual)?.abs())?;
        }
    }
    let n = Decimal::from(periods);
    Some(Errors {
        periods,
        mse: squares.checked_div(n)?,
        mad: sizes.checked_div(n)?,
        mape: quotient(shares, n_shares.into()),
        bias: sum.checked_div(n)?,
    })
}

fn finish(
    method: Method,
    series: &[Decimal],
    fitted: Vec<Option<Decimal>>,
    next: Option<Decimal>,
) -> Result<Forecast, NoValue> {
    let errors = errors(series, &fitted).ok_or(NoValue::TooLarge)?;
    Ok(Forecast {
        method,
        fitted,
        next: next.ok_or(NoValue::TooLarge)?,
        errors,
    })
}

fn enough(series: &[Decimal], fewest: usize) -> Result<(), NoValue> {
    let is_enough = series.len() >= fewest;
    let fewest = u32::try_from(fewest).unwrap_or(u32::MAX);
    is_enough.then_some(()).ok_or(NoValue::TooFew(fewest))
}

/// Digits kept of a smoothed value; more would change nothing that is shown.
const DIGITS: u32 = 12;

fn smooth(series: &[Decimal], alpha: Decimal) -> Option<(Vec<Option<Decimal>>, Decimal)> {
    let rest = Decimal::ONE - alpha;
    let (first, later) = series.split_first()?;
    let mut fitted = vec![None];
    let mut forecast = *first;
    for actual in later {
        fitted.push(Some(forecast));
        let next = alpha
            .checked_mul(*actual)?
            .checked_add(rest.checked_mul(forecast)?)?;
        forecast = next.round_dp(DIGITS);
    }
    Some((fitted, forecast))
}

/// Single exponential smoothing with the alpha of the grid 0.01 … 1.00 whose mean squared error is
/// least, the smaller alpha where two are equal.
///
/// # Errors
/// [`NoValue::TooFew`] below three values, [`NoValue::TooLarge`].
pub fn smoothing(series: &[Decimal]) -> Result<Forecast, NoValue> {
    enough(series, FEWEST)?;
    let mut best: Option<(Decimal, u32)> = None;
    for hundredths in 1..=100 {
        let (fitted, _) =
            smooth(series, Decimal::new(hundredths.into(), 2)).ok_or(NoValue::TooLarge)?;
        let mse = errors(series, &fitted).ok_or(NoValue::TooLarge)?.mse;
        if best.is_none_or(|(least, _)| mse < least) {
            best = Some((mse, hundredths));
        }
    }
    let (_, hundredths) = best.ok_or(NoValue::NoRecords)?;
    smoothing_with(series, hundredths)
}

/// Single exponential smoothing with an alpha in hundredths (1 to 100).
///
/// ```
/// use xinke::domain::ledger::forecast::smoothing_with;
/// use rust_decimal::Decimal;
/// let series = [100, 110, 120].map(Decimal::from);
/// let forecast = smoothing_with(&series, 50)?;
/// // F2 = 100, F3 = 0.5·110 + 0.5·100 = 105, F4 = 0.5·120 + 0.5·105 = 112.5
/// assert_eq!(forecast.next.normalize().to_string(), "112.5");
/// assert_eq!(forecast.errors.mse.normalize().to_string(), "162.5"); // (10² + 15²) ÷ 2
/// assert_eq!(forecast.errors.bias.normalize().to_string(), "12.5");
/// # Ok::<(), xinke::domain::figure::NoValue>(())
/// ```
///
/// # Errors
/// As [`smoothing`].
pub fn smoothing_with(series: &[Decimal], hundredths: u32) -> Result<Forecast, NoValue> {
    enough(series, FEWEST)?;
    let alpha = Decimal::new(hundredths.clamp(1, 100).into(), 2);
    let (fitted, next) = smooth(series, alpha).ok_or(NoValue::TooLarge)?;
    finish(Method::Smoothing(hundredths), series, fitted, Some(next))
}

/// The mean of the last `window` values.
///
/// # Errors
/// [`NoValue::TooFew`] unless there is one value more than the window, and three; [`NoValue::TooLarge`].
pub fn moving_average(series: &[Decimal], window: usize) -> Result<Forecast, NoValue> {
    let window = window.max(1);
    enough(series, FEWEST.max(window + 1))?;
    let means = series.windows(window).map(mean);
    let mut fitted = vec![None; window];
    fitted.extend(means);
    let next = fitted.pop().flatten();
    finish(Method::MovingAverage(window), series, fitted, next)
}

/// Intercept and slope of the line with the least squares, over t = 1 … n.
///
/// ```
/// use xinke::domain::ledger::forecast::line;
/// use rust_decimal::Decimal;
/// let (intercept, slope) = line(&[10, 12, 15, 19, 24, 30].map(Decimal::from))?;
/// // Relative to the mean of 18.33 the slope is 21.8 % a period.
/// assert_eq!((intercept.round_dp(4).to_string(), slope.to_string()), ("4.3333".to_owned(), "4".to_owned()));
/// # Ok::<(), xinke::domain::figure::NoValue>(())
/// ```
///
/// # Errors
/// [`NoValue::TooFew`] below two values, [`NoValue::TooLarge`].
pub fn line(series: &[Decimal]) -> Result<(Decimal, Decimal), NoValue> {
    enough(series, 2)?;
    let solve = || {
        let n = count(series.len());
        let (mut y, mut ty) = (Decimal::ZERO, Decimal::ZERO);
        for (t, value) in (1_u32..).zip(series) {
            y = y.checked_add(*value)?;
            ty = ty.checked_add(value.checked_mul(t.into())?)?;
        }
        let t = n * (n + Decimal::ONE) / Decimal::TWO;
        let tt = t * (Decimal::TWO * n + Decimal::ONE) / Decimal::from(3);
        let over = n.checked_mul(ty)?.checked_sub(t.checked_mul(y)?)?;
        let slope = over.checked_div(n * tt - t * t)?;
        let intercept = y.checked_sub(slope.checked_mul(t)?)?.checked_div(n)?;
        Some((intercept, slope))
    };
    solve().ok_or(NoValue::TooLarge)
}

/// The value of a line at a period, the first being 1.
pub fn on_line(line: (Decimal, Decimal), t: usize) -> Option<Decimal> {
    line.0.checked_add(line.1.checked_mul(count(t))?)
}

/// The line through all values, and where it goes next.
///
/// # Errors
/// [`NoValue::TooFew`] below three values, [`NoValue::TooLarge`].
pub fn trend(series: &[Decimal]) -> Result<Forecast, NoValue> {
    enough(series, FEWEST)?;
    let line = line(series)?;
    let fitted = (1..=series.len()).map(|t| on_line(line, t)).collect();
    let next = on_line(line, series.len() + 1);
    finish(Method::Trend, series, fitted, next)
}

/// The mean of each season over the mean of all, from whole years alone: `series` begins with the
/// first season of a year and has `seasons` values a year; what is over at the end is left out.
///
/// ```
/// use xinke::domain::ledger::forecast::seasonal_index;
/// use rust_decimal::Decimal;
/// let quarters = [10, 20, 30, 40, 20, 30, 40, 50].map(Decimal::from);
/// let index = seasonal_index(&quarters, 4)?;
/// let index: Vec<_> = index.iter().map(|index| index.round_dp(4).normalize().to_string()).collect();
/// assert_eq!(index, ["0.5", "0.8333", "1.1667", "1.5"]);
/// # Ok::<(), xinke::domain::figure::NoValue>(())
/// ```
///
/// # Errors
/// [`NoValue::TooFew`] below two whole years, [`NoValue::NotPositive`] where all come to zero or less.
pub fn seasonal_index(series: &[Decimal], seasons: usize) -> Result<Vec<Decimal>, NoValue> {
    let seasons = seasons.max(1);
    enough(series, 2 * seasons)?;
    let years: Vec<_> = series.chunks_exact(seasons).collect();
    let whole = years.concat();
    let all = mean(&whole).ok_or(NoValue::TooLarge)?;
    if all <= Decimal::ZERO {
        return Err(NoValue::NotPositive);
    }
    let season = |index: usize| {
        let values: Vec<_> = whole.iter().skip(index).step_by(seasons).copied().collect();
        mean(&values)?.checked_div(all)
    };
    let indices: Option<Vec<_>> = (0..seasons).map(season).collect();
    indices.ok_or(NoValue::TooLarge)
}

/// One number of a forecast as a figure, or why there is none.
pub fn figure(
    kind: &'static FigureKind,
    forecast: &Result<Forecast, NoValue>,
    read: fn(&Forecast) -> Result<Decimal, NoValue>,
) -> Figure {
    let inputs = forecast.as_ref().map(|forecast| {
        let parameter = match forecast.method {
            Method::Smoothing(hundredths) => Some(input(
                bi("平滑系数 α", "Smoothing factor α"),
                Decimal::new(hundredths.into(), 2),
            )),
            Method::MovingAverage(window) => Some(input(bi("期数 k", "Periods, k"), count(window))),
            Method::Trend => None,
        };
        let periods = input(
            bi("比较的期数", "Periods compared"),
            forecast.errors.periods.into(),
        );
        parameter.into_iter().chain([periods]).collect()
    });
    Figure {
        kind,
        value: forecast.as_ref().map_err(|reason| *reason).and_then(read),
        inputs: inputs.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn series(values: &[i64]) -> Vec<Decimal> {
        values.iter().copied().map(Decimal::from).collect()
    }

    #[test]
    fn two_values_are_too_few() {
        let two = series(&[1, 2]);
        assert_eq!(smoothing(&two), Err(NoValue::TooFew(3)));
        assert_eq!(moving_average(&two, 2), Err(NoValue::TooFew(3)));
        assert_eq!(
            moving_average(&series(&[1, 2, 3]), 3),
            Err(NoValue::TooFew(4))
        );
        assert_eq!(trend(&two), Err(NoValue::TooFew(3)));
        assert_eq!(seasonal_index(&two, 12), Err(NoValue::TooFew(24)));
    }

    #[test]
    fn a_rising_series_wants_the_largest_alpha() {
        let forecast = smoothing(&series(&[10, 20, 30, 40])).unwrap();
        assert_eq!(forecast.method, Method::Smoothing(100));
        assert_eq!(forecast.next.normalize(), Decimal::from(40));
        assert_eq!(forecast.errors.mse.normalize(), Decimal::ONE_HUNDRED);
    }

    #[test]
    fn a_constant_series_takes_the_smallest_alpha_and_has_no_error() {
        let forecast = smoothing(&series(&[7, 7, 7, 7])).unwrap();
        assert_eq!(forecast.method, Method::Smoothing(1));
        assert!(forecast.errors.mse.is_zero() && forecast.errors.bias.is_zero());
    }

    #[test]
    fn percentages_leave_zeros_out() {
        let forecast = moving_average(&series(&[2, 4, 0, 4]), 2).unwrap();
        // F3 = 3 for 0, F4 = 2 for 4.
        assert_eq!(forecast.errors.mape, Ok(Decimal::new(5, 1)));
        assert_eq!(forecast.errors.mad, Decimal::new(25, 1));
        assert_eq!(forecast.next, Decimal::TWO);
        let zeros = moving_average(&series(&[0, 0, 0]), 2).unwrap();
        assert_eq!(zeros.errors.mape, Err(NoValue::NoDenominator));
    }

    #[test]
    fn a_straight_line_is_its_own_trend() {
        let forecast = trend(&series(&[5, 8, 11, 14])).unwrap();
        assert_eq!(forecast.next.normalize(), Decimal::from(17));
        assert!(forecast.errors.mse.is_zero());
    }

    #[test]
    fn what_cannot_be_held_is_said() {
        let large = vec![Decimal::MAX, Decimal::MIN, Decimal::MAX];
        assert_eq!(smoothing(&large), Err(NoValue::TooLarge));
        assert_eq!(trend(&large), Err(NoValue::TooLarge));
    }

    proptest! {
        #[test]
        fn seasons_come_to_one_on_average(values in proptest::collection::vec(1_i64..1_000_000, 24..60)) {
            let index = seasonal_index(&series(&values), 12).unwrap();
            let mean: Decimal = index.iter().sum::<Decimal>() / Decimal::from(12);
            prop_assert_eq!(mean.round_dp(20), Decimal::ONE);
        }

        #[test]
        fn no_alpha_of_the_grid_is_better(values in proptest::collection::vec(-1000_i64..1000, 3..12)) {
            let values = series(&values);
            let best = smoothing(&values).unwrap().errors.mse;
            for alpha in 1..=100 {
                prop_assert!(best <= smoothing_with(&values, alpha).unwrap().errors.mse);
            }
        }

        #[test]
        fn the_trend_has_no_bias(values in proptest::collection::vec(-100_000_i64..100_000, 3..40)) {
            prop_assert!(trend(&series(&values)).unwrap().errors.bias.abs() < Decimal::new(1, 15));
        }
    }
}
