//! The board of the life cycle: every customer with stage, slope and the sales these rest on.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::{Basis, By, Classified, histories, lifecycle::SLOPE};
use crate::{
    content::{Bilingual, bi},
    domain::{
        Currency, Id,
        figure::NoValue,
        ledger::{Columns, Period, ratio, ratio::major, totals::by_customer},
        sheet::{Cell, CellKind, Sheet, SheetColumn},
        tables::Tables,
    },
};

/// A customer on the board.
#[derive(Clone, PartialEq, Debug)]
pub struct StageRow {
    /// The customer.
    pub customer: Id,
    /// Place of the stage, or why there is none.
    pub stage: Result<u8, NoValue>,
    /// Relative slope a period.
    pub slope: Result<Decimal, NoValue>,
    /// Sales of the last twelve months, in minor units.
    pub sales: i64,
    /// Sales of each period since the first order, in minor units.
    pub series: Vec<i64>,
    /// Has not ordered for longer than usual.
    pub is_dormant: bool,
    /// The sales scatter too much around the trend.
    pub is_uncertain: bool,
    /// A person decided.
    pub is_judged: bool,
}

/// All customers with an order, by sales.
#[derive(Clone, PartialEq, Debug)]
pub struct Board {
    /// The currency of the sales.
    pub home: Currency,
    /// The customers, the largest sales first.
    pub rows: Vec<StageRow>,
    /// Customers without an order: they have no stage.
    pub without: usize,
}

impl Board {
    /// The board of a classification by life cycle; none where the scheme rests on something else.
    pub fn of(found: &Classified, columns: &Columns) -> Option<Self> {
        let Basis::LifeCycle(rule) = &found.scheme.basis else {
            return None;
        };
        let year = Period::months(12, found.as_of);
        let totals = by_customer(columns, columns.between(year.first, year.last));
        let histories = histories(columns, rule.step, found.as_of);
        let each = found
            .customers
            .iter()
            .zip(&found.placed)
            .zip(totals)
            .zip(histories);
        let mut without = 0;
        let mut rows = Vec::new();
        for (((customer, placed), total), history) in each {
            if placed.class == Err(NoValue::NoOrders) {
                without += 1;
                continue;
            }
            rows.push(StageRow {
                customer: *customer,
                stage: placed.class,
                slope: placed.metric,
                sales: total.amount,
                series: history.map(|(_, sales)| sales).unwrap_or_default(),
                is_dormant: placed.dormant,
                is_uncertain: placed.uncertain,
                is_judged: placed.by == By::Person,
            });
        }
        rows.sort_by_key(|row| (Reverse(row.sales), row.customer));
        Some(Self {
            home: columns.home,
            rows,
            without,
        })
    }

    /// Those in a stage.
    pub fn in_stage(&self, stage: u8) -> impl Iterator<Item = &StageRow> {
        self.rows.iter().filter(move |row| row.stage == Ok(stage))
    }

    /// The board as a table; `class` names a stage.
    pub fn sheet(&self, tables: &Tables, title: String, class: impl Fn(u8) -> String) -> Sheet {
        let row = |row: &StageRow| {
            let customer = tables.customers.get(row.customer);
            vec![
                Cell::Text(customer.map_or_else(String::new, |customer| customer.name.clone())),
                Cell::text(customer.and_then(|customer| customer.code.as_deref())),
                row.stage
                    .map_or_else(Cell::Missing, |stage| Cell::Text(class(stage))),
                row.slope.into(),
                Cell::Number(major(row.sales, self.home)),
                remark(row),
            ]
        };
        Sheet {
            title,
            columns: COLUMNS.to_vec(),
            rows: self.rows.iter().map(row).collect(),
            foot: Vec::new(),
        }
    }
}

/// Judged by a person.
pub const JUDGED: Bilingual = bi("人工判定", "Judged");
/// No order for longer than usual.
pub const DORMANT: Bilingual = bi("休眠或流失", "Dormant or lost");
/// Scattered sales.
pub const UNCERTAIN: Bilingual = bi("不确定", "Uncertain");

fn remark(row: &StageRow) -> Cell {
    match (row.is_judged, row.is_dormant, row.is_uncertain) {
        (true, ..) => Cell::Words(JUDGED),
        (_, true, _) => Cell::Words(DORMANT),
        (_, _, true) => Cell::Words(UNCERTAIN),
        _ => Cell::Empty,
    }
}

const COLUMNS: [SheetColumn; 6] = [
    SheetColumn::new("name", bi("客户", "Customer"), CellKind::Text),
    SheetColumn::new("code", bi("编号", "Code"), CellKind::Text),
    SheetColumn::new("stage", bi("阶段", "Stage"), CellKind::Text),
    SheetColumn::new("slope", bi("相对斜率", "Relative slope"), CellKind::Share).of(&SLOPE),
    SheetColumn::new(
        "sales",
        bi("十二个月销售额", "Sales of 12 months"),
        CellKind::Amount,
    )
    .of(&ratio::SALES),
    SheetColumn::new("remark", bi("说明", "Remark"), CellKind::Text),
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

    #[test]
    fn a_rising_customer_grows_and_who_never_bought_is_not_on_the_board() {
        let quarter = |number: u8| SalesLine {
            id: id(number),
            customer: id(100),
            date: chrono::NaiveDate::from_ymd_opt(
                2024 + i32::from((number - 1) / 4),
                u32::from((number - 1) % 4) * 3 + 2,
                1,
            ),
            quantity: Some(Decimal::ONE),
            amount: Money::from_minor(i64::from(number) * 1_000, Currency::CNY).ok(),
            ..SalesLine::default()
        };
        let tables = Tables {
            customers: [Customer::new(id(100), "A"), Customer::new(id(101), "B")]
                .into_iter()
                .collect(),
            sales: (1..=8).map(quarter).collect(),
            ..Tables::default()
        };
        let columns = Columns::build(&tables);
        let scheme = Scheme::find(&tables, "CL-LIFE").unwrap();
        let found = classify(&scheme, &columns, &tables, "2025-12-31".parse().unwrap());
        let board = Board::of(&found, &columns).unwrap();
        assert_eq!((board.rows.len(), board.without), (1, 1));
        let row = &board.rows[0];
        assert_eq!((row.stage, row.sales), (Ok(1), 26_000));
        assert_eq!(
            row.series,
            (1..=8).map(|step| step * 1_000).collect::<Vec<i64>>()
        );
        assert_eq!(board.in_stage(1).count(), 1);
        let sheet = board.sheet(&tables, String::new(), |stage| stage.to_string());
        assert_eq!(
            sheet.cell(0, "sales"),
            Some(&Cell::Number("260.00".parse().unwrap()))
        );
    }
}
