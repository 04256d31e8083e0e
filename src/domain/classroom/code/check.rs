//! The check of Bech32m (BIP 350): a BCH code over GF(32).

/// How many signs it has.
pub const SIGNS: usize = 6;
/// The coefficients of its generator.
const GENERATOR: [u32; 5] = [
    0x3b6a_57b2,
    0x2650_8e6d,
    0x1ea1_19fa,
    0x3d42_33dd,
    0x2a14_62b3,
];
/// What the remainder of a valid code is; with it, lost and doubled signs are found too.
const CONSTANT: u32 = 0x2bc8_30a3;

/// The remainder after one more value.
fn step(state: u32, value: u8) -> u32 {
    let top = state >> 25;
    let shifted = (state & 0x01ff_ffff) << 5 ^ u32::from(value);
    let bits = GENERATOR.iter().enumerate();
    bits.fold(shifted, |state, (bit, coefficient)| {
        if top >> bit & 1 == 1 {
            state ^ coefficient
        } else {
            state
        }
    })
}

fn remainder(values: impl IntoIterator<Item = u8>) -> u32 {
    values.into_iter().fold(1, step)
}

/// The check of some values below 32.
pub fn of(values: &[u8]) -> Vec<u8> {
    let padded = values.iter().copied().chain([0; SIGNS]);
    super::digits(u64::from(remainder(padded) ^ CONSTANT), SIGNS)
}

/// Whether values end in their check.
pub fn fits(values: &[u8]) -> bool {
    values.len() > SIGNS && remainder(values.iter().copied()) == CONSTANT
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Valid strings of BIP 350, taken apart at their `1`.
    #[test]
    fn it_is_the_check_of_bech32m() {
        const BECH32: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
        let value = |c: char| u8::try_from(BECH32.find(c).unwrap()).unwrap();
        for (prefix, data) in [
            ("a", "lqfn3a"),
            ("abcdef", "l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx"),
            (
                "split",
                "checkupstagehandshakeupstreamerranterredcaperredlc445v",
            ),
            ("?", "v759aa"),
        ] {
            let high = prefix.bytes().map(|byte| byte >> 5);
            let low = prefix.bytes().map(|byte| byte & 31);
            let values: Vec<u8> = high
                .chain([0])
                .chain(low)
                .chain(data.chars().map(value))
                .collect();
            assert!(fits(&values), "{prefix}");
            let (data, check) = values.split_at(values.len() - SIGNS);
            assert_eq!(of(data), check, "{prefix}");
        }
    }

    /// A code is linear: a fault is found exactly where the remainder of the fault alone is not
    /// zero. All faults of one sign, and all swaps of neighbours, at every place up to the most.
    #[test]
    fn the_check_finds_every_single_fault_and_swap() {
        for d in 1..32_u32 {
            let mut single = d;
            for _ in 0..super::super::MOST + 3 {
                assert_ne!(single, 0);
                let next = step(single, 0);
                // A swap of neighbours that differ by `d` adds `d` at both places.
                assert_ne!(next ^ single, 0);
                single = next;
            }
        }
    }
}
