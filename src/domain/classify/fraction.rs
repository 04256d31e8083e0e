//! Quotients of whole numbers, compared exactly.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::domain::figure::NoValue;

/// `part / whole`, the whole above zero.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fraction {
    part: i128,
    whole: i128,
}

impl Fraction {
    /// # Errors
    /// [`NoValue::NoDenominator`] where the whole is zero, [`NoValue::TooLarge`] at the very end of
    /// `i128`.
    pub fn new(part: i128, whole: i128) -> Result<Self, NoValue> {
        match whole.signum() {
            0 => Err(NoValue::NoDenominator),
            1 => Ok(Self { part, whole }),
            _ => {
                let turned = part.checked_neg().zip(whole.checked_neg());
                let (part, whole) = turned.ok_or(NoValue::TooLarge)?;
                Ok(Self { part, whole })
            }
        }
    }

    /// The same number.
    pub fn of(number: Decimal) -> Self {
        let number = number.normalize();
        Self {
            part: number.mantissa(),
            whole: 10_i128.pow(number.scale()),
        }
    }

    /// # Errors
    /// [`NoValue::TooLarge`].
    pub fn times(self, number: i128) -> Result<Self, NoValue> {
        let part = self.part.checked_mul(number).ok_or(NoValue::TooLarge)?;
        Ok(Self { part, ..self })
    }

    /// Rounded down.
    pub fn floor(self) -> i128 {
        self.part.div_euclid(self.whole)
    }

    /// Whether something is left when rounded down, and whether that is at least a half.
    pub fn rest(self) -> (bool, bool) {
        let rest = self.part.rem_euclid(self.whole);
        (rest > 0, rest >= self.whole - rest)
    }

    /// As a decimal of 28 digits.
    ///
    /// # Errors
    /// [`NoValue::TooLarge`].
    pub fn decimal(self) -> Result<Decimal, NoValue> {
        let (mut rest, mut whole) = (self.part % self.whole, self.whole);
        while Decimal::try_from_i128_with_scale(whole, 0).is_err() {
            (rest, whole) = (rest / 2, whole / 2);
        }
        let number = |whole| Decimal::try_from_i128_with_scale(whole, 0).ok();
        let sum = || {
            let behind = number(rest)?.checked_div(number(whole)?)?;
            number(self.part / self.whole)?.checked_add(behind)
        };
        sum().map(|sum| sum.normalize()).ok_or(NoValue::TooLarge)
    }
}

impl Ord for Fraction {
    /// By the products where they fit, else by the whole parts, then by what is left, turned over.
    fn cmp(&self, other: &Self) -> Ordering {
        let products = self.part.checked_mul(other.whole);
        if let Some((ours, theirs)) = products.zip(other.part.checked_mul(self.whole)) {
            return ours.cmp(&theirs);
        }
        let left = |one: &Self| one.part.rem_euclid(one.whole);
        let turned = |one: &Self| Self {
            part: one.whole,
            whole: left(one),
        };
        let by_rest = || match (left(self), left(other)) {
            (0, 0) => Ordering::Equal,
            (0, _) => Ordering::Less,
            (_, 0) => Ordering::Greater,
            _ => turned(other).cmp(&turned(self)),
        };
        self.floor().cmp(&other.floor()).then_with(by_rest)
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Fraction {}

/// A sum of at most 2³³ numbers of 64 bits, which a decimal always holds.
pub(super) fn whole(sum: i128) -> Decimal {
    Decimal::try_from_i128_with_scale(sum, 0).unwrap_or(if sum < 0 {
        Decimal::MIN
    } else {
        Decimal::MAX
    })
}

/// How many there are.
pub(super) fn count(number: usize) -> i128 {
    i128::try_from(number).unwrap_or(i128::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fraction(part: i128, whole: i128) -> Fraction {
        Fraction::new(part, whole).unwrap()
    }

    #[test]
    fn signs_and_zeros() {
        assert_eq!(Fraction::new(1, 0), Err(NoValue::NoDenominator));
        assert_eq!(fraction(1, -2).decimal(), Ok(Decimal::new(-5, 1)));
        assert_eq!(fraction(-3, 2).floor(), -2);
        assert_eq!(fraction(-3, 2), Fraction::of(Decimal::new(-150, 2)));
        assert_eq!(fraction(5, 2).rest(), (true, true));
        assert_eq!(fraction(4, 2).rest(), (false, false));
        assert_eq!(fraction(i128::MAX, 3).decimal(), Err(NoValue::TooLarge));
    }

    #[test]
    fn large_ones_are_divided_too() {
        let third = fraction(i128::MAX / 3, i128::MAX).decimal().unwrap();
        assert_eq!(
            third.round_dp(24),
            fraction(1, 3).decimal().unwrap().round_dp(24)
        );
    }

    proptest! {
        #[test]
        fn comparing_without_products_gives_the_same(
            a in -1000_i128..1000, b in 1_i128..1000, c in -1000_i128..1000, d in 1_i128..1000,
        ) {
            let large = 10_i128.pow(35);
            let direct = (a * d).cmp(&(c * b));
            prop_assert_eq!(fraction(a, b).cmp(&fraction(c, d)), direct);
            prop_assert_eq!(fraction(a * large, b * large).cmp(&fraction(c * large, d * large)), direct);
        }
    }
}
