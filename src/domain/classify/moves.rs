//! The classes of two days side by side: sizes, who moved, who joined, who left.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    Basis, Classified, Run, Scheme,
    migration::{Migration, migration},
};
use crate::{
    content::{Bilingual, bi},
    domain::{
        Id,
        figure::{FigureKind, NoValue, Unit, share},
        sheet::{Cell, CellKind, Sheet, SheetColumn},
        tables::Tables,
    },
};

/// How many customers went from one class to another.
pub const MOVEMENT: FigureKind = FigureKind {
    id: "classify.movement",
    label: bi("迁移户数", "Customers who moved"),
    formula: bi(
        "前一日属行所示类别、后一日属列所示类别的客户数",
        "Customers in the class of the row before and in the class of the column now",
    ),
    unit: Unit::Count,
    source: bi(
        "各类客户会相互转化（跟单员教材）；迁移矩阵为通行方法",
        "Customers move between classes (merchandiser's textbook); the matrix is a usual method",
    ),
    rule: None,
};

/// The classes of a day: computed now, or kept in a run.
#[derive(Clone, PartialEq, Debug)]
pub struct Side {
    /// The day.
    pub as_of: NaiveDate,
    /// Customers whose class the scheme does not have: it was another scheme then.
    pub unknown: usize,
    places: BTreeMap<Id, (Option<u8>, Option<Decimal>)>,
}

impl Side {
    /// Classes computed now.
    pub fn of(found: &Classified) -> Self {
        let both = found.customers.iter().zip(&found.placed);
        Self {
            as_of: found.as_of,
            unknown: 0,
            places: both
                .map(|(customer, placed)| (*customer, (placed.class.ok(), placed.metric.ok())))
                .collect(),
        }
    }

    /// Classes kept in a run, read as those of a scheme.
    pub fn of_run(run: &Run, scheme: &Scheme) -> Self {
        let class = |code: &Option<String>| scheme.class(code.as_deref()?);
        let is_unknown = |code: &Option<String>| code.is_some() && class(code).is_none();
        Self {
            as_of: run.as_of,
            unknown: run.rows.iter().filter(|row| is_unknown(&row.class)).count(),
            places: run
                .rows
                .iter()
                .map(|row| (row.customer, (class(&row.class), row.metric)))
                .collect(),
        }
    }

    fn class(&self, customer: Id) -> Option<u8> {
        self.places.get(&customer)?.0
    }

    fn metric(&self, customer: Id) -> Option<Decimal> {
        self.places.get(&customer)?.1
    }

    /// How many customers each of `n` classes has.
    pub fn sizes(&self, n: usize) -> Vec<usize> {
        let mut sizes = vec![0; n];
        for class in self.places.values().filter_map(|(class, _)| *class) {
            if let Some(size) = sizes.get_mut(usize::from(class)) {
                *size += 1;
            }
        }
        sizes
    }
}

/// How a customer moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Move {
    /// To a better class.
    Up,
    /// To a worse class.
    Down,
    /// To another class, where none is better.
    Across,
    /// Had no class before.
    Joined,
    /// Has no class now.
    Left,
}

impl Move {
    /// Its name.
    pub const fn label(self) -> Bilingual {
        match self {
            Self::Up => bi("升级", "Up"),
            Self::Down => bi("降级", "Down"),
            Self::Across => bi("转类", "Changed"),
            Self::Joined => bi("新进入", "Joined"),
            Self::Left => bi("退出", "Left"),
        }
    }
}

/// Whether the first class of a scheme is better than the last, so that moves lead up or down.
pub fn is_ranked(scheme: &Scheme) -> bool {
    matches!(
        scheme.basis,
        Basis::Value { .. } | Basis::Count { .. } | Basis::Threshold { .. } | Basis::Loyalty(_)
    )
}

/// A customer who moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moved {
    /// The customer.
    pub customer: Id,
    /// Class before.
    pub from: Option<u8>,
    /// Class now.
    pub to: Option<u8>,
    /// How.
    pub how: Move,
    /// What was measured before.
    pub metric_before: Option<Decimal>,
    /// What was measured now.
    pub metric: Option<Decimal>,
}

/// The classes of two days side by side.
#[derive(Clone, PartialEq, Debug)]
pub struct Moves {
    /// The day before.
    pub before: Side,
    /// The day now.
    pub now: Side,
    /// The matrix.
    pub matrix: Migration,
    /// Everybody who moved, in the order of their ids.
    pub moved: Vec<Moved>,
}

impl Moves {
    /// Compares two days.
    pub fn between(scheme: &Scheme, before: Side, now: Side) -> Self {
        let mut customers: Vec<Id> = before
            .places
            .keys()
            .chain(now.places.keys())
            .copied()
            .collect();
        customers.sort_unstable();
        customers.dedup();
        let classes = |side: &Side| {
            customers
                .iter()
                .map(|id| side.class(*id))
                .collect::<Vec<_>>()
        };
        let matrix = migration(&classes(&before), &classes(&now), scheme.classes.len());
        let is_ranked = is_ranked(scheme);
        let moved = matrix.movers.iter().filter_map(|mover| {
            let customer = *customers.get(mover.index)?;
            let how = match (mover.from, mover.to) {
                (None, _) => Move::Joined,
                (_, None) => Move::Left,
                _ if !is_ranked => Move::Across,
                (from, to) if to < from => Move::Up,
                _ => Move::Down,
            };
            Some(Moved {
                customer,
                from: mover.from,
                to: mover.to,
                how,
                metric_before: before.metric(customer),
                metric: now.metric(customer),
            })
        });
        let moved = moved.collect();
        Self {
            before,
            now,
            matrix,
            moved,
        }
    }

    /// The movers that a test lets through, as a table; `class` names a class.
    pub fn sheet(
        &self,
        tables: &Tables,
        title: String,
        class: impl Fn(u8) -> String,
        is_wanted: impl Fn(&Moved) -> bool,
    ) -> (Sheet, Vec<Id>) {
        let name =
            |place: Option<u8>| place.map_or(Cell::Words(NONE), |place| Cell::Text(class(place)));
        let wanted: Vec<&Moved> = self.moved.iter().filter(|moved| is_wanted(moved)).collect();
        let row = |moved: &&Moved| {
            let customer = tables.customers.get(moved.customer);
            vec![
                Cell::Text(customer.map_or_else(String::new, |customer| customer.name.clone())),
                Cell::text(customer.and_then(|customer| customer.code.as_deref())),
                name(moved.from),
                name(moved.to),
                Cell::Words(moved.how.label()),
                Cell::number(moved.metric_before),
                Cell::number(moved.metric),
            ]
        };
        let sheet = Sheet {
            title,
            columns: COLUMNS.to_vec(),
            rows: wanted.iter().map(row).collect(),
            foot: Vec::new(),
        };
        (sheet, wanted.iter().map(|moved| moved.customer).collect())
    }

    /// The shares of the classes before and now: of the customers that have one.
    pub fn shares(&self, n: usize) -> [Vec<Result<Decimal, NoValue>>; 2] {
        [&self.before, &self.now].map(|side| {
            let sizes = side.sizes(n);
            let whole = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
            let all = whole(sizes.iter().sum());
            sizes
                .into_iter()
                .map(|size| share(whole(size), all))
                .collect()
        })
    }
}

/// A customer without a class.
pub const NONE: Bilingual = bi("无类别", "No class");

const COLUMNS: [SheetColumn; 7] = [
    SheetColumn::new("name", bi("客户", "Customer"), CellKind::Text),
    SheetColumn::new("code", bi("编号", "Code"), CellKind::Text),
    SheetColumn::new("from", bi("前", "Before"), CellKind::Text),
    SheetColumn::new("to", bi("后", "Now"), CellKind::Text),
    SheetColumn::new("move", bi("变动", "Move"), CellKind::Text),
    SheetColumn::new(
        "metric_before",
        bi("前数值", "Value before"),
        CellKind::Amount,
    ),
    SheetColumn::new("metric", bi("后数值", "Value now"), CellKind::Amount),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn side(day: &str, classes: &[(u8, Option<u8>)]) -> Side {
        Side {
            as_of: day.parse().unwrap(),
            unknown: 0,
            places: classes
                .iter()
                .map(|(number, class)| (Id::from_bytes([*number; 16]), (*class, None)))
                .collect(),
        }
    }

    fn scheme(code: &str) -> std::sync::Arc<Scheme> {
        Scheme::find(&Tables::default(), code).unwrap()
    }

    #[test]
    fn who_came_went_rose_and_fell() {
        let before = side(
            "2025-12-31",
            &[(1, Some(0)), (2, Some(1)), (3, Some(2)), (4, Some(2))],
        );
        let now = side(
            "2026-12-31",
            &[(1, Some(1)), (2, Some(0)), (3, Some(2)), (5, Some(2))],
        );
        let found = Moves::between(&scheme("CL-III"), before, now);
        let how: Vec<_> = found.moved.iter().map(|moved| moved.how).collect();
        assert_eq!(how, [Move::Down, Move::Up, Move::Left, Move::Joined]);
        assert_eq!(
            (found.matrix.up, found.matrix.down, found.matrix.stayed),
            (1, 1, 1)
        );
        assert_eq!(found.before.sizes(3), [1, 1, 2]);
        assert_eq!(found.shares(3)[1][2], Ok(Decimal::new(5, 1)));
        let (sheet, customers) = found.sheet(
            &Tables::default(),
            String::new(),
            |class| class.to_string(),
            |moved| moved.how == Move::Left,
        );
        assert_eq!(customers, [Id::from_bytes([4; 16])]);
        assert_eq!(sheet.cell(0, "to"), Some(&Cell::Words(NONE)));
    }

    #[test]
    fn stages_are_neither_above_nor_below_each_other() {
        let found = Moves::between(
            &scheme("CL-LIFE"),
            side("2025-12-31", &[(1, Some(0))]),
            side("2026-12-31", &[(1, Some(1))]),
        );
        assert_eq!(found.moved[0].how, Move::Across);
    }

    #[test]
    fn classes_that_a_scheme_lost_are_counted() {
        let row = |class: &str| super::super::RunRow {
            class: Some(class.to_owned()),
            ..Default::default()
        };
        let run = Run {
            rows: vec![row("I"), row("old")],
            ..Run::default()
        };
        assert_eq!(Side::of_run(&run, &scheme("CL-III")).unknown, 1);
    }
}
