//! The customers of a scheme as a table: rank, value, shares, class, judgement and why.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Basis, By, Classified, Judgement, Measure, Placement};
use crate::{
    content::{Bilingual, Lang, bi},
    domain::{
        Id,
        figure::{FigureKind, NoValue, Unit, quotient},
        search::{Query, collation_key, customer_text},
        sheet::{Cell, CellKind, Sheet, SheetColumn},
        tables::Tables,
    },
};

const SOURCE: Bilingual = bi(
    "客户分类（跟单员教材）；负值与并列的处理为本工具的约定",
    "Classification of customers (merchandiser's textbook); how negatives and equals are treated is our convention",
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

/// Place of a customer among those with a value.
pub const RANK: FigureKind = kind(
    "classify.rank",
    bi("名次", "Rank"),
    bi(
        "1 ＋ 数值更大者的个数；相等者名次相同",
        "1 + how many have a larger value; equals share a rank",
    ),
    Unit::Count,
);
/// What a scheme measures of a customer.
pub const METRIC: FigureKind = kind(
    "classify.metric",
    bi("方案的数值", "What the scheme measures"),
    bi(
        "依方案：期间内的销售额、利润、数量、订单数、距上次订单天数、相对斜率或评分",
        "As the scheme has it: sales, profit, units or orders of the period, days since the last order, relative slope or score",
    ),
    Unit::Number,
);
/// A customer's share of all values above zero.
pub const SHARE: FigureKind = kind(
    "classify.share",
    bi("占比", "Share"),
    bi(
        "本户数值 ÷ 全部正值之和",
        "Value of the customer ÷ sum of all values above zero",
    ),
    Unit::Share,
);
/// The share of a customer and all above it.
pub const CUMULATIVE: FigureKind = kind(
    "classify.cumulative_share",
    bi("累计占比", "Cumulative share"),
    bi(
        "本户及名次在前各户数值之和 ÷ 全部正值之和",
        "Values of the customer and of all above it ÷ sum of all values above zero",
    ),
    Unit::Share,
);

/// Which customers are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Which {
    /// All.
    #[default]
    All,
    /// Those in the class at that place.
    InClass(u8),
    /// Those without a class.
    WithoutClass,
    /// Those whose class a person decided, or who are treated as another class.
    Judged,
}

/// What the scheme measures, by name, and how its numbers are written.
pub fn measured(basis: &Basis) -> Option<(Bilingual, CellKind)> {
    let whole = |label| Some((label, CellKind::Whole));
    match basis {
        Basis::Value { of, .. } | Basis::Count { of, .. } | Basis::Threshold { of, .. } => {
            let kind = match of {
                Measure::Sales | Measure::Profit | Measure::CreditLimit => CellKind::Amount,
                Measure::Quantity => CellKind::Number,
                Measure::Orders => CellKind::Whole,
            };
            Some((of.label(), kind))
        }
        Basis::LastOrder { .. } => whole(bi("距上次订单天数", "Days since last order")),
        Basis::LifeCycle(_) => Some((bi("相对斜率", "Relative slope"), CellKind::Share)),
        Basis::Loyalty(_) => whole(bi("近一年订单数", "Orders in 12 months")),
        Basis::Rfm { .. } => Some((bi("加权评分", "Weighted score"), CellKind::Number)),
        Basis::Judged | Basis::Field { .. } | Basis::Region => None,
    }
}

/// Whether the values of a basis can be added up, so that customers have shares of them.
pub fn is_additive(basis: &Basis) -> bool {
    matches!(
        basis,
        Basis::Value { .. } | Basis::Count { .. } | Basis::Threshold { .. }
    )
}

#[derive(Clone, Debug)]
struct Row {
    place: usize,
    customer: Id,
    name: String,
    text: String,
    rank: Result<u32, NoValue>,
    share: Result<Decimal, NoValue>,
    cumulative: Result<Decimal, NoValue>,
    reason: Option<String>,
    decided_on: Option<NaiveDate>,
}

/// The customers of a scheme with what the table shows of them.
#[derive(Clone, Debug)]
pub struct Listing {
    found: Arc<Classified>,
    rows: Vec<Row>,
}

impl Listing {
    /// The rows, in the order of [`Classified::customers`].
    pub fn build(found: Arc<Classified>, tables: &Tables) -> Self {
        let standings = standings(&found);
        let places = found.customers.iter().enumerate().zip(standings);
        let rows = places.map(|((place, customer), standing)| {
            let record = tables.customers.get(*customer);
            let judgement = |kind| {
                let id = Judgement::id_of(&found.scheme.code, *customer, kind);
                tables.judgements.get(id)
            };
            let judged = [judgement(super::IS), judgement(super::TREAT_AS)];
            let reasons: Vec<_> = judged
                .iter()
                .flatten()
                .filter_map(|row| row.reason.clone())
                .collect();
            Row {
                place,
                customer: *customer,
                name: record.map(|row| row.name.clone()).unwrap_or_default(),
                text: record
                    .map(|row| customer_text(row, &[]))
                    .unwrap_or_default(),
                rank: standing.rank,
                share: standing.share,
                cumulative: standing.cumulative,
                reason: (!reasons.is_empty()).then(|| reasons.join("\n")),
                decided_on: judged
                    .iter()
                    .flatten()
                    .filter_map(|row| row.decided_on)
                    .max(),
            }
        });
        Self {
            rows: rows.collect(),
            found,
        }
    }

    /// The classification that it lists.
    pub fn found(&self) -> &Arc<Classified> {
        &self.found
    }

    /// The columns of that scheme.
    pub fn columns(&self) -> Vec<SheetColumn> {
        let basis = &self.found.scheme.basis;
        let column = |key, label, kind| SheetColumn {
            key,
            label,
            kind,
            figure: None,
        };
        let figure = |key, figure: &'static FigureKind, kind| SheetColumn {
            key,
            label: figure.label,
            kind,
            figure: Some(figure),
        };
        let mut columns = vec![
            column("name", bi("客户", "Customer"), CellKind::Text),
            column("class", bi("类别", "Class"), CellKind::Text),
        ];
        if let Some((label, kind)) = measured(basis) {
            columns.push(SheetColumn {
                label,
                ..figure("metric", &METRIC, kind)
            });
        }
        if is_additive(basis) {
            columns.push(figure("rank", &RANK, CellKind::Whole));
            columns.push(figure("share", &SHARE, CellKind::Share));
            columns.push(figure("cumulative", &CUMULATIVE, CellKind::Share));
        }
        if *basis != Basis::Judged {
            columns.push(column("computed", bi("按规则", "By rule"), CellKind::Text));
        }
        columns.extend([
            column("treat_as", bi("对待为", "Treated as"), CellKind::Text),
            column("mark", bi("说明", "Remark"), CellKind::Text),
            column("reason", bi("理由", "Reason"), CellKind::Text),
            column("decided_on", bi("判定日期", "Decided on"), CellKind::Date),
        ]);
        columns
    }

    fn placed(&self, row: &Row) -> Option<&Placement> {
        self.found.placed.get(row.place)
    }

    /// The customer of a row.
    pub fn customer(&self, row: usize) -> Option<Id> {
        self.rows.get(row).map(|row| row.customer)
    }

    /// Where the customer of a row stands.
    pub fn placement(&self, row: usize) -> Option<&Placement> {
        self.placed(self.rows.get(row)?)
    }

    fn class(&self, class: Option<u8>, lang: Lang) -> Cell {
        let class = class.and_then(|class| self.found.scheme.class_at(class));
        Cell::text(class.map(|class| class.label.in_lang(lang)))
    }

    /// A cell.
    pub fn cell(&self, row: usize, key: &str, lang: Lang) -> Cell {
        let Some((row, placed)) = self
            .rows
            .get(row)
            .and_then(|row| Some((row, self.placed(row)?)))
        else {
            return Cell::Empty;
        };
        match key {
            "name" => Cell::Text(row.name.clone()),
            "class" => match placed.class {
                Ok(class) => self.class(Some(class), lang),
                Err(reason) => Cell::Missing(reason),
            },
            "metric" => placed.metric.into(),
            "rank" => row.rank.map(Decimal::from).into(),
            "share" => row.share.into(),
            "cumulative" => row.cumulative.into(),
            "computed" if placed.by == By::Person => match placed.computed {
                Ok(class) => self.class(Some(class), lang),
                Err(reason) => Cell::Missing(reason),
            },
            "treat_as" => self.class(placed.treat_as, lang),
            "mark" => self.mark(placed).map_or(Cell::Empty, Cell::Words),
            "reason" => Cell::text(row.reason.as_deref()),
            "decided_on" => Cell::date(row.decided_on),
            _ => Cell::Empty,
        }
    }

    /// What is to be said of a customer's class.
    fn mark(&self, placed: &Placement) -> Option<Bilingual> {
        let basis = &self.found.scheme.basis;
        let is_ranked = matches!(basis, Basis::Value { .. } | Basis::Count { .. });
        let is_out = is_ranked && placed.metric.is_ok_and(|metric| metric <= Decimal::ZERO);
        if placed.by == By::Person && *basis != Basis::Judged {
            Some(bi("人工判定", "Decided by a person"))
        } else if placed.dormant {
            Some(bi("久未下单", "Dormant"))
        } else if placed.uncertain && is_ranked {
            Some(bi("界上并列", "Equal at the border"))
        } else if placed.uncertain {
            Some(bi("不确定", "Uncertain"))
        } else if is_out {
            Some(bi("不计入基数", "Out of the base"))
        } else {
            None
        }
    }

    fn is_asked(&self, row: &Row, which: Which) -> bool {
        let Some(placed) = self.placed(row) else {
            return false;
        };
        match which {
            Which::All => true,
            Which::InClass(class) => placed.class == Ok(class),
            Which::WithoutClass => placed.class.is_err(),
            Which::Judged => placed.by == By::Person || placed.treat_as.is_some(),
        }
    }

    /// The places of the rows asked for, by rank or, where there is none, by class; or sorted by a
    /// column, the largest first where so wanted. What is missing comes last.
    pub fn order(
        &self,
        which: Which,
        search: &Query,
        sort: Option<(&str, bool)>,
        lang: Lang,
    ) -> Vec<usize> {
        let (column, is_descending) = sort.unwrap_or(("", false));
        let rows = self.rows.iter().enumerate();
        let asked = rows.filter(|(_, row)| {
            self.is_asked(row, which) && (search.is_empty() || search.matches(&row.text))
        });
        let mut keyed: Vec<_> = asked
            .map(|(at, row)| (self.sort_key(at, row, column, lang), at))
            .collect();
        keyed.sort_by(|(a, _), (b, _)| match (a, b) {
            (Some(a), Some(b)) if is_descending => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        });
        keyed.into_iter().map(|(_, at)| at).collect()
    }

    fn sort_key(&self, at: usize, row: &Row, column: &str, lang: Lang) -> Option<Key> {
        let placed = self.placed(row)?;
        let number = |number: Result<Decimal, NoValue>| number.ok().map(Key::Number);
        match column {
            "" if row.rank.is_ok() => number(row.rank.map(Decimal::from)),
            "" | "class" => {
                let class = placed.class.map_or(u8::MAX, |class| class);
                let metric = placed.metric.map_or(Decimal::MAX, |metric| -metric);
                Some(Key::Class(class, metric, collation_key(&row.name)))
            }
            "metric" => number(placed.metric),
            "rank" => number(row.rank.map(Decimal::from)),
            "share" => number(row.share),
            "cumulative" => number(row.cumulative),
            "computed" => number(placed.computed.map(Decimal::from)),
            "treat_as" => placed.treat_as.map(|class| Key::Number(class.into())),
            "name" => Some(Key::Text(collation_key(&row.name))),
            _ => match self.cell(at, column, lang) {
                Cell::Text(text) => Some(Key::Text(collation_key(&text))),
                Cell::Words(words) => Some(Key::Text(collation_key(words.in_lang(lang)))),
                Cell::Date(date) => Some(Key::Text(collation_key(&date.to_string()))),
                _ => None,
            },
        }
    }

    /// Those rows as a table for a file.
    pub fn sheet(&self, rows: &[usize], title: String, lang: Lang) -> Sheet {
        let columns = self.columns();
        let row = |at: &usize| {
            columns
                .iter()
                .map(|column| self.cell(*at, column.key, lang))
                .collect()
        };
        Sheet {
            title,
            rows: rows.iter().map(row).collect(),
            columns,
            foot: Vec::new(),
        }
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(Decimal),
    Class(u8, Decimal, Vec<u32>),
    Text(Vec<u32>),
}

struct Standing {
    rank: Result<u32, NoValue>,
    share: Result<Decimal, NoValue>,
    cumulative: Result<Decimal, NoValue>,
}

/// Rank and shares of each customer; values of zero and below are ranked but have no share.
fn standings(found: &Classified) -> Vec<Standing> {
    let metrics = || found.placed.iter().map(|placed| placed.metric);
    let is_additive = is_additive(&found.scheme.basis);
    let none = |metric: Result<Decimal, NoValue>| {
        let reason = metric.err().unwrap_or(NoValue::NotMeasured);
        Standing {
            rank: Err(reason),
            share: Err(reason),
            cumulative: Err(reason),
        }
    };
    let mut standings: Vec<_> = metrics().map(none).collect();
    if !is_additive {
        return standings;
    }
    let known = metrics()
        .enumerate()
        .filter_map(|(place, metric)| Some((metric.ok()?, place)));
    let mut ranked: Vec<_> = known.collect();
    ranked.sort_by(|(a, _), (b, _)| b.cmp(a));
    let above_zero = ranked.iter().filter(|(metric, _)| *metric > Decimal::ZERO);
    let all = above_zero.fold(Decimal::ZERO, |sum, (metric, _)| {
        sum.saturating_add(*metric)
    });
    let (mut rank, mut sum) = (1_u32, Decimal::ZERO);
    for equals in ranked.chunk_by(|(a, _), (b, _)| a == b) {
        let own_rank = rank;
        for (metric, place) in equals {
            sum = sum.saturating_add(*metric);
            let is_counted = *metric > Decimal::ZERO;
            let share = |part| {
                if is_counted {
                    quotient(part, all)
                } else {
                    Err(NoValue::NotPositive)
                }
            };
            if let Some(standing) = standings.get_mut(*place) {
                *standing = Standing {
                    rank: Ok(own_rank),
                    share: share(*metric),
                    cumulative: share(sum),
                };
            }
            rank += 1;
        }
    }
    standings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::Currency,
        domain::{
            classify::{Scheme, classify},
            customer::Customer,
            ledger::{Columns, SalesLine},
            money::Money,
        },
    };

    fn tables(sales: &[(&str, i64)]) -> Tables {
        let mut tables = Tables::default();
        for (name, yuan) in sales {
            let id = Id::derived(name);
            tables.put(
                Customer {
                    id,
                    name: (*name).to_owned(),
                    ..Customer::default()
                }
                .into(),
            );
            if *yuan != 0 {
                tables.put(
                    SalesLine {
                        id: Id::derived(&format!("line {name}")),
                        customer: id,
                        date: Some("2025-06-01".parse().unwrap()),
                        quantity: Some(Decimal::ONE),
                        amount: Money::from_minor(*yuan * 100, Currency::CNY).ok(),
                        ..SalesLine::default()
                    }
                    .into(),
                );
            }
        }
        tables
    }

    fn listing(tables: &Tables) -> Listing {
        let columns = Columns::build(tables);
        let scheme = Scheme::find(tables, "CL-III").unwrap();
        let found = classify(&scheme, &columns, tables, "2025-12-31".parse().unwrap());
        Listing::build(Arc::new(found), tables)
    }

    fn names(listing: &Listing, order: &[usize]) -> Vec<Cell> {
        order
            .iter()
            .map(|row| listing.cell(*row, "name", Lang::Zh))
            .collect()
    }

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn the_largest_come_first_and_who_has_nothing_last() {
        let tables = tables(&[("甲", 30), ("乙", 60), ("丙", 0), ("丁", 10), ("戊", -5)]);
        let listing = listing(&tables);
        let order = listing.order(Which::All, &Query::new(""), None, Lang::Zh);
        assert_eq!(
            names(&listing, &order),
            ["乙", "甲", "丁", "戊", "丙"].map(text)
        );
        let cells = |key: &str| -> Vec<Cell> {
            order
                .iter()
                .map(|row| listing.cell(*row, key, Lang::Zh))
                .collect()
        };
        let number = |text: &str| Cell::Number(text.parse().unwrap());
        assert_eq!(
            cells("cumulative"),
            [
                number("0.6"),
                number("0.9"),
                number("1"),
                Cell::Missing(NoValue::NotPositive),
                Cell::Missing(NoValue::NoOrders)
            ]
        );
        assert_eq!(
            cells("mark")[3],
            Cell::Words(bi("不计入基数", "Out of the base"))
        );
    }

    #[test]
    fn a_class_or_those_without_one_can_be_asked_for() {
        let tables = tables(&[("甲", 30), ("乙", 60), ("丙", 0), ("丁", 10)]);
        let listing = listing(&tables);
        let asked = |which| {
            let order = listing.order(which, &Query::new(""), None, Lang::Zh);
            names(&listing, &order)
        };
        assert_eq!(asked(Which::InClass(0)), ["乙", "甲"].map(text));
        assert_eq!(asked(Which::InClass(2)), [text("丁")]);
        assert_eq!(asked(Which::WithoutClass), [text("丙")]);
        assert_eq!(asked(Which::Judged), []);
        let found = listing.order(Which::All, &Query::new("乙"), None, Lang::Zh);
        assert_eq!(names(&listing, &found), [text("乙")]);
    }

    #[test]
    fn a_file_has_the_columns_of_the_screen() {
        let tables = tables(&[("甲", 30), ("乙", 60)]);
        let listing = listing(&tables);
        let order = listing.order(Which::All, &Query::new(""), Some(("name", false)), Lang::Zh);
        let sheet = listing.sheet(&order, "x".to_owned(), Lang::Zh);
        assert_eq!(sheet.columns, listing.columns());
        assert_eq!(sheet.rows.len(), 2);
        assert!(
            sheet
                .rows
                .iter()
                .all(|row| row.len() == sheet.columns.len())
        );
    }
}
