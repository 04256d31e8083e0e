//! Chance for exercises: numbers that follow from a seed, the same on every machine and for ever.
//!
//! A pack is recomputed years later on the teacher's side, so neither a student's data nor the
//! order of options may change with a version of a library. `rand` says that its shuffles and
//! ranges may; `rand_chacha`, `rand_pcg`, `fastrand` and `oorandom` give a stable stream at best and
//! leave the rest to us. What remains is small enough to own and to write down: SHA-256, which the
//! program has anyway, in counter mode.
//!
//! * A [`Seed`] is 32 bytes: SHA-256 over its parts, each behind its length in bytes as eight bytes
//!   (big end first).
//! * Block `n` of its [`Dice`] is SHA-256 over the seed and `n` as eight bytes; each block gives
//!   four numbers of 64 bits, big end first.
//! * A number below `n` is the remainder of the first number that is not among the last, incomplete
//!   multiple of `n`; a shuffle is that of Fisher and Yates from the end.
//!
//! Streams of different names have nothing to do with each other, so a new use of chance never
//! shifts another.

use sha2::{Digest, Sha256};

/// Where a stream of chance starts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seed([u8; 32]);

impl Seed {
    /// The seed of some parts, such as a pack's word and a student's number.
    ///
    /// ```
    /// use xinke::domain::classroom::Seed;
    /// assert_eq!(Seed::of(&["pack", "7"]).dice().below(1000), 823);
    /// assert_ne!(Seed::of(&["ab", "c"]), Seed::of(&["a", "bc"]));
    /// ```
    pub fn of(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        Self(hash.finalize().into())
    }

    /// The seed of a part of what this one governs: independent of it and of its sisters.
    #[must_use]
    pub fn child(&self, name: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update((name.len() as u64).to_be_bytes());
        hash.update(name.as_bytes());
        Self(hash.finalize().into())
    }

    /// Its numbers, from the first.
    pub const fn dice(&self) -> Dice {
        Dice {
            seed: self.0,
            block: 0,
            numbers: [0; 4],
            left: 0,
        }
    }
}

/// A stream of numbers.
#[derive(Clone, Debug)]
pub struct Dice {
    seed: [u8; 32],
    block: u64,
    numbers: [u64; 4],
    left: usize,
}

impl Dice {
    /// The next number of 64 bits.
    pub fn next_number(&mut self) -> u64 {
        if self.left == 0 {
            let mut hash = Sha256::new();
            hash.update(self.seed);
            hash.update(self.block.to_be_bytes());
            let block: [u8; 32] = hash.finalize().into();
            for (number, bytes) in self.numbers.iter_mut().zip(block.chunks_exact(8)) {
                *number = bytes
                    .iter()
                    .fold(0, |number, byte| number << 8 | u64::from(*byte));
            }
            self.block = self.block.wrapping_add(1);
            self.left = self.numbers.len();
        }
        let at = self.numbers.len() - self.left;
        self.left -= 1;
        self.numbers.get(at).copied().unwrap_or_default()
    }

    /// A number below `n`, each as likely as the others; 0 where `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        if n < 2 {
            return 0;
        }
        let multiple = u64::MAX - (u64::MAX % n + 1) % n;
        loop {
            let number = self.next_number();
            if number <= multiple {
                return number % n;
            }
        }
    }

    /// A place in a list of that length.
    pub fn place(&mut self, len: usize) -> usize {
        usize::try_from(self.below(len as u64)).unwrap_or_default()
    }

    /// A whole number between the bounds, both included; `low` where there is none.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.saturating_sub(low).max(0).saturating_add(1);
        let above = self.below(span.unsigned_abs());
        low.saturating_add(i64::try_from(above).unwrap_or_default())
    }

    /// True in `part` of `whole` cases.
    pub fn chance(&mut self, part: u64, whole: u64) -> bool {
        self.below(whole) < part
    }

    /// One of a list.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let place = self.place(list.len());
        list.get(place)
    }

    /// Puts a list into any order, each as likely as the others.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = self.place(last + 1);
            list.swap(last, other);
        }
    }

    /// At most so many of a list, each at most once, in any order.
    pub fn sample<'a, T>(&mut self, list: &'a [T], most: usize) -> Vec<&'a T> {
        let mut all: Vec<_> = list.iter().collect();
        self.shuffle(&mut all);
        all.truncate(most);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed apart, with Python's hashlib: a pack of today must look the same in ten years.
    #[test]
    fn the_stream_never_changes() {
        let mut dice = Seed::of(&["pack", "7"]).dice();
        let numbers: Vec<_> = (0..5).map(|_| dice.next_number()).collect();
        assert_eq!(
            numbers,
            [
                11_077_867_137_606_296_823,
                15_121_675_558_165_271_556,
                17_411_890_926_765_337_799,
                6_206_193_851_897_350_747,
                11_031_053_272_469_848_598,
            ]
        );
        let mut list: Vec<_> = (0..10).collect();
        Seed::of(&["pack", "7"])
            .child("options")
            .dice()
            .shuffle(&mut list);
        assert_eq!(list, [9, 3, 7, 1, 0, 4, 8, 6, 5, 2]);
    }

    #[test]
    fn every_place_is_as_likely_as_the_others() {
        let mut dice = Seed::of(&["fair"]).dice();
        let mut counts = [0_u32; 6];
        for _ in 0..60_000 {
            counts[dice.place(6)] += 1;
        }
        // Chi-squared with five degrees of freedom: 20.5 is passed once in a thousand.
        let chi: f64 = counts
            .iter()
            .map(|count| (f64::from(*count) - 10_000.0).powi(2) / 10_000.0)
            .sum();
        assert!(chi < 20.5, "{counts:?}: {chi}");
        assert_eq!(
            (dice.below(0), dice.below(1), dice.between(3, 3)),
            (0, 0, 3)
        );
        assert!((0..1000).all(|_| (-2..=2).contains(&dice.between(-2, 2))));
        assert_eq!(dice.pick::<u8>(&[]), None);
        assert!(!(0..100).any(|_| dice.chance(0, 10)));
    }

    #[test]
    fn a_sample_has_nothing_twice() {
        let list: Vec<u32> = (0..20).collect();
        let mut sample = Seed::of(&["s"]).dice().sample(&list, 8);
        sample.sort();
        sample.dedup();
        assert_eq!(sample.len(), 8);
    }
}
