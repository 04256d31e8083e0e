//! RFM with its segments: scores, cut points, heat map, what the segments bring.

use rust_decimal::Decimal;

use super::{
    Basis, Classified,
    rfm::{Rfm, Score, Scored, scores},
    rfm_of,
};
use crate::{
    content::{Bilingual, bi},
    domain::{
        Currency, Id,
        figure::{FigureKind, NoValue, Unit, quotient},
        ledger::{Columns, ratio, ratio::major},
        sheet::{Cell, CellKind, Sheet, SheetColumn},
        tables::Tables,
    },
};

const SOURCE: Bilingual = bi(
    "RFM 为通行方法；规则与 R 软件包 rfm 相同或可选",
    "RFM as usually measured; the first rule is that of the R package rfm",
);

const fn kind(id: &'static str, label: Bilingual, formula: Bilingual, unit: Unit) -> FigureKind {
    FigureKind {
        id,
        label,
        formula,
        unit,
        source: SOURCE,
        rule: None,
    }
}

/// Days since the last order.
pub const RECENCY: FigureKind = kind(
    "classify.recency",
    bi("距上次订单天数 R", "Days since the last order, R"),
    bi(
        "截止日 − 最近一次订单日",
        "As-of date − day of the last order",
    ),
    Unit::Count,
);
/// Orders in the period.
pub const FREQUENCY: FigureKind = kind(
    "classify.frequency",
    bi("订单数 F", "Orders, F"),
    bi("期间内不同的订单数", "Different orders in the period"),
    Unit::Count,
);
/// Sales in the period.
pub const MONETARY: FigureKind = kind(
    "classify.monetary",
    bi("金额 M", "Money, M"),
    bi("期间内销售额", "Sales in the period"),
    Unit::Amount,
);
/// Weighted mean of the scores.
pub const WEIGHTED: FigureKind = kind(
    "classify.weighted_score",
    bi("加权得分", "Weighted score"),
    bi("Σ 得分 × 权重 ÷ Σ 权重", "Σ score × weight ÷ Σ weights"),
    Unit::Number,
);
/// Where a score changes.
pub const CUT_POINT: FigureKind = kind(
    "classify.cut_point",
    bi("得分界限", "Cut point of a score"),
    bi(
        "达到该值时 R 得分降一、F 与 M 得分升一",
        "From this value on R scores one less, F and M one more",
    ),
    Unit::Number,
);
/// Sales of a segment by customer.
pub const SEGMENT_AVERAGE: FigureKind = kind(
    "classify.segment_average",
    bi("每户平均金额", "Sales per customer"),
    bi(
        "本群销售额 ÷ 本群客户数",
        "Sales of the segment ÷ its customers",
    ),
    Unit::Amount,
);

/// A customer with an order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RfmRow {
    /// The customer.
    pub customer: Id,
    /// What was measured.
    pub rfm: Rfm,
    /// The scores.
    pub score: Score,
    /// The segment, or why there is none.
    pub segment: Result<u8, NoValue>,
    /// Weighted mean of the scores.
    pub weighted: Option<Decimal>,
}

/// Customers and sales of a segment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SegmentTotal {
    /// Customers.
    pub customers: usize,
    /// Sales in minor units.
    pub amount: i128,
}

impl SegmentTotal {
    /// Sales in major units.
    ///
    /// # Errors
    /// [`NoValue::TooLarge`].
    pub fn sales(&self, home: Currency) -> Result<Decimal, NoValue> {
        let minor = Decimal::try_from_i128_with_scale(self.amount, 0);
        Ok(ratio::in_major(minor.map_err(|_| NoValue::TooLarge)?, home))
    }

    /// Sales per customer in major units.
    ///
    /// # Errors
    /// [`NoValue::NoDenominator`] without customers.
    pub fn average(&self, home: Currency) -> Result<Decimal, NoValue> {
        let customers = Decimal::from(u64::try_from(self.customers).unwrap_or(u64::MAX));
        quotient(self.sales(home)?, customers)
    }
}

/// RFM on a day.
#[derive(Clone, PartialEq, Debug)]
pub struct Segmented {
    /// The currency of the sales.
    pub home: Currency,
    /// How the scores came about.
    pub scored: Scored,
    /// Customers with an order in the period, the largest sales first.
    pub rows: Vec<RfmRow>,
    /// Customers without one: they have no scores.
    pub without: usize,
}

impl Segmented {
    /// The segments of a classification by RFM; none where the scheme rests on something else.
    pub fn of(found: &Classified, columns: &Columns) -> Option<Self> {
        let Basis::Rfm { rule, .. } = &found.scheme.basis else {
            return None;
        };
        let measured = rfm_of(columns, found.period);
        let scored = scores(&measured, rule, columns.home.decimals());
        let each = columns.customers.iter().zip(&measured).zip(&scored.scores);
        let row = |((customer, rfm), score): ((&Id, &Option<Rfm>), &Option<Score>)| {
            let score = (*score)?;
            let placed = found.of(*customer);
            Some(RfmRow {
                customer: *customer,
                rfm: (*rfm)?,
                score,
                segment: placed.map_or(Err(NoValue::NotEntered), |placed| placed.class),
                weighted: score.weighted(rule.weights),
            })
        };
        let mut rows: Vec<_> = each.filter_map(row).collect();
        rows.sort_by_key(|row| (std::cmp::Reverse(row.rfm.monetary), row.customer));
        Some(Self {
            home: columns.home,
            without: measured.len() - rows.len(),
            rows,
            scored,
        })
    }

    /// What each of `n` segments has.
    pub fn totals(&self, n: usize) -> Vec<SegmentTotal> {
        let mut totals = vec![SegmentTotal::default(); n];
        for row in &self.rows {
            let segment = row.segment.ok().map(usize::from);
            if let Some(total) = segment.and_then(|segment| totals.get_mut(segment)) {
                total.customers += 1;
                total.amount += i128::from(row.rfm.monetary);
            }
        }
        totals
    }

    /// The best score there is.
    pub fn best(&self) -> u8 {
        let cuts = self
            .scored
            .thresholds
            .as_ref()
            .map_or(4, |cuts| cuts.recency.len().max(cuts.frequency.len()));
        u8::try_from(cuts + 1).unwrap_or(u8::MAX)
    }

    /// Customers by R (rows, the best first) and F (columns, the worst first).
    pub fn heat(&self) -> Vec<Vec<usize>> {
        let best = usize::from(self.best());
        let mut heat = vec![vec![0; best]; best];
        for row in &self.rows {
            let (r, f) = (usize::from(row.score.r), usize::from(row.score.f));
            let cell = heat
                .get_mut(best.saturating_sub(r))
                .and_then(|row| row.get_mut(f.saturating_sub(1)));
            if let Some(cell) = cell {
                *cell += 1;
            }
        }
        heat
    }

    /// The customers that a test lets through, as a table; `class` names a segment.
    pub fn sheet(
        &self,
        tables: &Tables,
        title: String,
        class: impl Fn(u8) -> String,
        is_wanted: impl Fn(&RfmRow) -> bool,
    ) -> (Sheet, Vec<Id>) {
        let wanted: Vec<_> = self.rows.iter().filter(|row| is_wanted(row)).collect();
        let row = |row: &&RfmRow| {
            let customer = tables.customers.get(row.customer);
            vec![
                Cell::Text(customer.map_or_else(String::new, |customer| customer.name.clone())),
                Cell::text(customer.and_then(|customer| customer.code.as_deref())),
                row.segment
                    .map_or_else(Cell::Missing, |segment| Cell::Text(class(segment))),
                Cell::Text(row.score.to_string()),
                Cell::number(row.weighted),
                Cell::Number(row.rfm.recency.into()),
                Cell::count(row.rfm.frequency),
                Cell::Number(major(row.rfm.monetary, self.home)),
            ]
        };
        let sheet = Sheet {
            title,
            columns: COLUMNS.to_vec(),
            rows: wanted.iter().map(row).collect(),
            foot: Vec::new(),
        };
        (sheet, wanted.iter().map(|row| row.customer).collect())
    }
}

const COLUMNS: [SheetColumn; 8] = [
    SheetColumn::new("name", bi("客户", "Customer"), CellKind::Text),
    SheetColumn::new("code", bi("编号", "Code"), CellKind::Text),
    SheetColumn::new("segment", bi("分群", "Segment"), CellKind::Text),
    SheetColumn::new("score", bi("得分 RFM", "Scores RFM"), CellKind::Text),
    SheetColumn::new("weighted", bi("加权得分", "Weighted"), CellKind::Number).of(&WEIGHTED),
    SheetColumn::new("recency", bi("天数 R", "Days, R"), CellKind::Whole).of(&RECENCY),
    SheetColumn::new("frequency", bi("订单 F", "Orders, F"), CellKind::Whole).of(&FREQUENCY),
    SheetColumn::new("monetary", bi("金额 M", "Money, M"), CellKind::Amount).of(&MONETARY),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Customer, Money,
        classify::{Scheme, classify},
        ledger::SalesLine,
    };

    fn id(number: u8) -> Id {
        Id::from_bytes([number; 16])
    }

    /// As many customers as days; the first buys last and most.
    fn tables(n: u8) -> Tables {
        let line = |number: u8| SalesLine {
            id: id(number),
            customer: id(100 + number),
            date: chrono::NaiveDate::from_ymd_opt(2026, 12, 31)
                .and_then(|day| day.checked_sub_days(chrono::Days::new(u64::from(number) * 30))),
            quantity: Some(Decimal::ONE),
            amount: Money::from_minor(100_000 / i64::from(number), Currency::CNY).ok(),
            ..SalesLine::default()
        };
        Tables {
            customers: (1..=n + 1)
                .map(|number| Customer::new(id(100 + number), "C"))
                .collect(),
            sales: (1..=n).map(line).collect(),
            ..Tables::default()
        }
    }

    fn segmented(tables: &Tables) -> Segmented {
        let columns = Columns::build(tables);
        let scheme = Scheme::find(tables, "CL-RFM").unwrap();
        let found = classify(&scheme, &columns, tables, "2026-12-31".parse().unwrap());
        Segmented::of(&found, &columns).unwrap()
    }

    #[test]
    fn everybody_with_an_order_is_in_the_heat_map_and_in_a_segment() {
        let tables = tables(10);
        let found = segmented(&tables);
        assert_eq!((found.rows.len(), found.without, found.best()), (10, 1, 5));
        assert_eq!(found.heat().iter().flatten().sum::<usize>(), 10);
        let totals = found.totals(6);
        assert_eq!(
            totals.iter().map(|total| total.customers).sum::<usize>(),
            10
        );
        let (sheet, customers) =
            found.sheet(&tables, String::new(), |class| class.to_string(), |_| true);
        assert_eq!(customers.first(), Some(&id(101)));
        assert_eq!(
            sheet.cell(0, "recency"),
            Some(&Cell::Number(Decimal::from(30)))
        );
        assert_eq!(
            sheet.cell(0, "monetary"),
            Some(&Cell::Number("1000.00".parse().unwrap()))
        );
    }

    #[test]
    fn below_five_only_fixed_thresholds() {
        let found = segmented(&tables(3));
        assert!(found.scored.is_few);
        assert_eq!(found.scored.bins, super::super::rfm::Bins::Fixed);
        assert_eq!(segmented(&tables(0)).rows, []);
        assert_eq!(
            SegmentTotal::default().average(Currency::CNY),
            Err(NoValue::NoDenominator)
        );
    }
}
