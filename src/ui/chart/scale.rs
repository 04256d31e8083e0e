//! Scales: round numbers for axes, and values to pixels. Display only: nothing here is stored.

/// Round steps (1, 2, 2.5 or 5 times a power of ten) that cover the values from `low` to `high`, about
/// `count` of them. Empty when the ends aren't finite numbers; equal ends are widened by one.
#[must_use]
pub fn nice_ticks(low: f64, high: f64, count: usize) -> Vec<f64> {
    if !low.is_finite() || !high.is_finite() || count == 0 {
        return Vec::new();
    }
    let (low, high) = if low <= high {
        (low, high)
    } else {
        (high, low)
    };
    let (low, high) = if (high - low).abs() < f64::EPSILON {
        (low, low + 1.0)
    } else {
        (low, high)
    };
    let step = nice_step((high - low) / f64::from(u32::try_from(count).unwrap_or(u32::MAX)));
    let from = (low / step).floor();
    let to = (high / step).ceil();
    let mut ticks = Vec::new();
    let mut at = from;
    while at <= to + 0.5 && ticks.len() < 1000 {
        ticks.push(at * step);
        at += 1.0;
    }
    ticks
}

/// The round step at or above a raw one.
#[must_use]
pub fn nice_step(raw: f64) -> f64 {
    let power = 10_f64.powf(raw.abs().log10().floor());
    let share = raw.abs() / power;
    let round = [1.0, 2.0, 2.5, 5.0]
        .into_iter()
        .find(|step| share <= step + 1e-9)
        .unwrap_or(10.0);
    round * power
}

/// A straight scale from values to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    /// The value at the start.
    pub low: f64,
    /// The value at the end.
    pub high: f64,
    /// The pixel at the start.
    pub from: f64,
    /// The pixel at the end.
    pub to: f64,
}

impl Linear {
    /// The pixel of a value; the start when the scale has no length.
    #[must_use]
    pub fn at(self, value: f64) -> f64 {
        let length = self.high - self.low;
        if length.abs() < f64::EPSILON {
            return self.from;
        }
        self.from + (value - self.low) / length * (self.to - self.from)
    }
}

/// The places of at most `most` values that keep the look of a long line: the lowest and the highest of
/// each stretch, in order. All places when there are no more than that.
#[must_use]
pub fn thin(values: &[f64], most: usize) -> Vec<usize> {
    if values.len() <= most || most < 2 {
        return (0..values.len()).collect();
    }
    let stretch = values.len().div_ceil(most / 2);
    let mut kept = Vec::new();
    for (number, part) in values.chunks(stretch).enumerate() {
        let order = |a: &(usize, &f64), b: &(usize, &f64)| a.1.total_cmp(b.1);
        let low = part.iter().enumerate().min_by(order).map(|(at, _)| at);
        let high = part.iter().enumerate().max_by(order).map(|(at, _)| at);
        let mut two: Vec<_> = [low, high].into_iter().flatten().collect();
        two.sort_unstable();
        two.dedup();
        kept.extend(two.into_iter().map(|at| number * stretch + at));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{Linear, nice_ticks, thin};

    #[test]
    fn a_long_line_keeps_its_peaks() {
        assert_eq!(thin(&[3.0, 1.0, 2.0], 10), [0, 1, 2]);
        let mut values = vec![0.0; 1000];
        values[17] = 9.0;
        values[903] = -4.0;
        let kept = thin(&values, 20);
        assert!(kept.len() <= 20 && kept.contains(&17) && kept.contains(&903));
        assert!(kept.is_sorted());
    }

    fn close(a: &[f64], b: &[f64]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(x, y)| (x - y).abs() < 1e-9)
    }

    #[test]
    fn ticks_are_round_and_cover() {
        assert!(close(
            &nice_ticks(0.0, 100.0, 5),
            &[0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
        ));
        assert!(close(
            &nice_ticks(0.0, 93.0, 5),
            &[0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
        ));
        assert!(close(
            &nice_ticks(-3.0, 7.0, 5),
            &[-4.0, -2.0, 0.0, 2.0, 4.0, 6.0, 8.0]
        ));
        assert!(close(&nice_ticks(5.0, 5.0, 2), &[5.0, 5.5, 6.0]));
        assert!(nice_ticks(f64::NAN, 1.0, 5).is_empty());
        assert!(nice_ticks(0.0, f64::INFINITY, 5).is_empty());
    }

    #[test]
    fn scales_map_ends_to_ends() {
        let scale = Linear {
            low: 0.0,
            high: 10.0,
            from: 100.0,
            to: 0.0,
        };
        assert!((scale.at(0.0) - 100.0).abs() < 1e-9);
        assert!((scale.at(10.0)).abs() < 1e-9);
        assert!((scale.at(5.0) - 50.0).abs() < 1e-9);
        assert!((Linear { high: 0.0, ..scale }.at(3.0) - 100.0).abs() < 1e-9);
    }
}
