//! Exact amounts: integers of minor units with their currency. There is no way from `f64`.

use std::{fmt, str::FromStr};

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// The largest amount a file may hold, in minor units: 2^53 − 1, which every JSON reader keeps.
pub const MAX_MINOR: i64 = (1 << 53) - 1;

/// An ISO 4217 code of three capital letters, such as `CNY`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(with = "String")
)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The renminbi yuan.
    pub const CNY: Self = Self(*b"CNY");

    /// How many decimal places its minor unit has (ISO 4217): 0 for yen and won, 3 for dinars,
    /// else 2.
    pub fn decimals(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG"
            | b"RWF" | b"UGX" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }

    /// The code as text.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        match text.as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_uppercase) => Ok(Self([a, b, c])),
            _ => Err(MoneyError::Currency),
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyError;

    fn try_from(text: String) -> Result<Self, MoneyError> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Why text or a number is no amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The currency is not three capital letters.
    #[error("a currency is three capital letters, such as CNY")]
    Currency,
    /// The number could not be read.
    #[error("not a number")]
    NotANumber,
    /// More decimal places than the currency has.
    #[error("more decimal places than the currency has")]
    TooPrecise,
    /// Beyond what a file can hold exactly.
    #[error("the amount is too large")]
    TooLarge,
}

/// An exact amount in one currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "RawMoney", into = "RawMoney")]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(with = "RawMoney")
)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Money")
)]
struct RawMoney {
    minor: i64,
    currency: Currency,
}

impl TryFrom<RawMoney> for Money {
    type Error = MoneyError;

    fn try_from(raw: RawMoney) -> Result<Self, MoneyError> {
        Self::from_minor(raw.minor, raw.currency)
    }
}

impl From<Money> for RawMoney {
    fn from(money: Money) -> Self {
        Self {
            minor: money.minor,
            currency: money.currency,
        }
    }
}

impl Money {
    /// The amount of so many minor units (fen, cents).
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`] beyond ±(2^53 − 1).
    pub fn from_minor(minor: i64, currency: Currency) -> Result<Self, MoneyError> {
        if minor.checked_abs().is_some_and(|size| size <= MAX_MINOR) {
            Ok(Self { minor, currency })
        } else {
            Err(MoneyError::TooLarge)
        }
    }

    /// The amount of so many major units (yuan, dollars); never rounds.
    ///
    /// ```
    /// use xinke::domain::{Currency, Money};
    /// let money = Money::from_decimal("1234.5".parse()?, Currency::CNY)?;
    /// assert_eq!(money.minor(), 123_450);
    /// assert_eq!(money.to_decimal().to_string(), "1234.50");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`MoneyError::TooPrecise`] where rounding would be needed, [`MoneyError::TooLarge`].
    pub fn from_decimal(amount: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let places = currency.decimals();
        let rounded = amount.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        if rounded != amount {
            return Err(MoneyError::TooPrecise);
        }
        let scale = Decimal::from(10_i64.pow(places));
        let minor = amount.checked_mul(scale).ok_or(MoneyError::TooLarge)?;
        Self::from_minor(
            i64::try_from(minor).map_err(|_| MoneyError::TooLarge)?,
            currency,
        )
    }

    /// In minor units.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// In major units, with as many places as the currency has.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.minor, self.currency.decimals())
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.to_decimal(), self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn refuses_what_it_cannot_keep_exactly() {
        let of = |text: &str, code: &str| {
            Money::from_decimal(text.parse().unwrap(), code.parse().unwrap())
        };
        assert_eq!(of("0.005", "CNY"), Err(MoneyError::TooPrecise));
        assert_eq!(of("1.5", "JPY"), Err(MoneyError::TooPrecise));
        assert_eq!(of("1.005", "KWD").map(Money::minor), Ok(1005));
        assert_eq!(of("90071992547409.92", "CNY"), Err(MoneyError::TooLarge));
        assert_eq!(
            of("-90071992547409.91", "CNY").map(Money::minor),
            Ok(-MAX_MINOR)
        );
        assert!("cny".parse::<Currency>().is_err() && "CN".parse::<Currency>().is_err());
        assert!(
            serde_json::from_str::<Money>(r#"{"minor":9007199254740992,"currency":"CNY"}"#)
                .is_err()
        );
        assert!(
            serde_json::from_str::<Money>(r#"{"minor":-9223372036854775808,"currency":"CNY"}"#)
                .is_err()
        );
    }

    proptest! {
        #[test]
        fn ten_thousand_amounts_survive(minor in -MAX_MINOR..=MAX_MINOR, code in "[A-Z]{3}") {
            let money = Money::from_minor(minor, code.parse().unwrap()).unwrap();
            prop_assert_eq!(Money::from_decimal(money.to_decimal(), money.currency()), Ok(money));
            let json = serde_json::to_string(&money).unwrap();
            prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), money);
        }
    }
}
