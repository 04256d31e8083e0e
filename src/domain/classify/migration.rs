//! Who changed class between two periods.

use rust_decimal::Decimal;

use super::fraction::{Fraction, count};
use crate::{
    content::{Bilingual, bi},
    domain::{
        figure::{Figure, FigureKind, Unit},
        ledger::ratio::input,
    },
};

const fn kind(id: &'static str, label: Bilingual, formula: Bilingual) -> FigureKind {
    FigureKind {
        id,
        label,
        formula,
        unit: Unit::Share,
        source: bi(
            "各类客户会相互转化（跟单员教材）；迁移矩阵为通行方法",
            "Customers move between classes (merchandiser's textbook); the matrix is a usual method",
        ),
        rule: None,
    }
}

/// Share of those who moved to a better class.
pub const MOVED_UP: FigureKind = kind(
    "classify.moved_up",
    bi("升级比例", "Moved up"),
    bi(
        "升到较好类别的客户 ÷ 前后两期都有类别的客户",
        "Customers in a better class than before ÷ customers with a class both times",
    ),
);
/// Share of those who moved to a worse class.
pub const MOVED_DOWN: FigureKind = kind(
    "classify.moved_down",
    bi("降级比例", "Moved down"),
    bi(
        "降到较差类别的客户 ÷ 前后两期都有类别的客户",
        "Customers in a worse class than before ÷ customers with a class both times",
    ),
);
/// Share of those who stayed.
pub const STAYED: FigureKind = kind(
    "classify.stayed",
    bi("不变比例", "Stayed"),
    bi(
        "类别不变的客户 ÷ 前后两期都有类别的客户",
        "Customers in the same class as before ÷ customers with a class both times",
    ),
);

/// A customer who changed class, joined or left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mover {
    /// Place of the customer in the lists.
    pub index: usize,
    /// Class before; none for those who joined.
    pub from: Option<u8>,
    /// Class now; none for those who left.
    pub to: Option<u8>,
}

/// Classes before against classes now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Migration {
    /// Customers by class before (rows) and now (columns).
    pub cells: Vec<Vec<usize>>,
    /// Those without a class before, by class now.
    pub joined: Vec<usize>,
    /// Those without a class now, by class before.
    pub left: Vec<usize>,
    /// How many are in a better class.
    pub up: usize,
    /// How many are in a worse class.
    pub down: usize,
    /// How many are in the same class.
    pub stayed: usize,
    /// Everybody who changed class, joined or left, in the order of the lists.
    pub movers: Vec<Mover>,
}

/// Compares two lists of classes of the same customers, `n` classes each, 0 the best.
///
/// ```
/// use xinke::domain::classify::migration::migration;
/// let before = [Some(0), Some(1), Some(1), Some(2), None];
/// let now = [Some(0), Some(0), Some(2), None, Some(2)];
/// let found = migration(&before, &now, 3);
/// assert_eq!(found.cells, [[1, 0, 0], [1, 0, 1], [0, 0, 0]]);
/// assert_eq!((found.joined, found.left), (vec![0, 0, 1], vec![0, 0, 1]));
/// assert_eq!((found.up, found.down, found.stayed), (1, 1, 1));
/// ```
pub fn migration(before: &[Option<u8>], now: &[Option<u8>], n: usize) -> Migration {
    let mut found = Migration {
        cells: vec![vec![0; n]; n],
        joined: vec![0; n],
        left: vec![0; n],
        up: 0,
        down: 0,
        stayed: 0,
        movers: Vec::new(),
    };
    for (index, (from, to)) in before.iter().copied().zip(now.iter().copied()).enumerate() {
        let [row, column] = [from, to].map(|class| class.map(usize::from));
        let cell = match (row, column) {
            (Some(row), Some(column)) => {
                *match column.cmp(&row) {
                    std::cmp::Ordering::Less => &mut found.up,
                    std::cmp::Ordering::Greater => &mut found.down,
                    std::cmp::Ordering::Equal => &mut found.stayed,
                } += 1;
                found.cells.get_mut(row).and_then(|row| row.get_mut(column))
            }
            (None, Some(column)) => found.joined.get_mut(column),
            (Some(row), None) => found.left.get_mut(row),
            (None, None) => None,
        };
        if let Some(cell) = cell {
            *cell += 1;
        }
        if from != to {
            found.movers.push(Mover { index, from, to });
        }
    }
    found
}

impl Migration {
    /// The shares of those who moved up, moved down and stayed.
    pub fn figures(&self) -> [Figure; 3] {
        let both = count(self.up + self.down + self.stayed);
        let figure = |(kind, customers): (&'static FigureKind, usize)| {
            let number = |number| Decimal::from_i128_with_scale(number, 0);
            Figure {
                kind,
                value: Fraction::new(count(customers), both).and_then(Fraction::decimal),
                inputs: vec![
                    input(bi("客户数", "Customers"), number(count(customers))),
                    input(
                        bi("两期都有类别的客户", "With a class both times"),
                        number(both),
                    ),
                ],
            }
        };
        [
            (&MOVED_UP, self.up),
            (&MOVED_DOWN, self.down),
            (&STAYED, self.stayed),
        ]
        .map(figure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::figure::NoValue;
    use proptest::prelude::*;

    #[test]
    fn without_anybody_both_times_there_is_no_share() {
        let found = migration(&[None, Some(1)], &[Some(0), None], 2);
        assert!(
            found
                .figures()
                .iter()
                .all(|figure| figure.value == Err(NoValue::NoDenominator))
        );
        let movers = [
            Mover {
                index: 0,
                from: None,
                to: Some(0),
            },
            Mover {
                index: 1,
                from: Some(1),
                to: None,
            },
        ];
        assert_eq!(found.movers, movers);
    }

    proptest! {
        #[test]
        fn everybody_is_somewhere(pairs in proptest::collection::vec((proptest::option::of(0_u8..4), proptest::option::of(0_u8..4)), 0..60)) {
            let (before, now): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
            let found = migration(&before, &now, 4);
            let cells: usize = found.cells.iter().flatten().sum();
            let (joined, left): (usize, usize) = (found.joined.iter().sum(), found.left.iter().sum());
            let nowhere = pairs.iter().filter(|pair| **pair == (None, None)).count();
            prop_assert_eq!(cells + joined + left + nowhere, pairs.len());
            prop_assert_eq!(cells, found.up + found.down + found.stayed);
            prop_assert_eq!(found.movers.len(), found.up + found.down + joined + left);
            if cells > 0 {
                let sum: Decimal = found.figures().iter().map(|figure| figure.value.unwrap()).sum();
                prop_assert_eq!(sum.round_dp(24), Decimal::ONE);
            }
        }
    }
}
