//! The ledger of the sample company: three years of orders, made by a fixed rule from the list of its
//! products and customers, so that every workbook gets the same.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::{
    content::Lang,
    domain::{
        Currency, Customer, Id, Money,
        ledger::{CustomerYear, Expense, Month, Product, SalesLine, line_amount},
        record::Stamp,
        tables::{AnyRecord, Tables},
    },
};

/// A product of the content file; cost and price in fen.
#[derive(Deserialize)]
pub(super) struct SampleProduct {
    code: String,
    name_zh: String,
    name_en: String,
    category_zh: String,
    category_en: String,
    spec: String,
    unit_zh: String,
    unit_en: String,
    cost: i64,
    price: i64,
    launched_on: NaiveDate,
}

const FIRST: Month = Month {
    year: 2024,
    month: 1,
};
const MONTHS: i32 = 34;
/// How the year goes, in thousandths of the mean month.
const SEASONS: [i64; 12] = [
    820, 560, 980, 1040, 1080, 960, 880, 930, 1210, 1160, 1290, 1090,
];
/// What a piece costs for a costly buyer, by its price.
const COSTLY: Decimal = Decimal::from_parts(104, 0, 0, false, 2);
const PAYMENTS: [&str; 3] = ["tt", "lc", "dp"];
const EXPENSES: [&str; 4] = ["travel", "entertainment", "samples", "freight"];

/// Numbers that look like chance and are the same every time (a linear congruence modulo 2^64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: i64) -> i64 {
        const FACTOR: u64 = 6_364_136_223_846_793_005;
        const STEP: u64 = 1_442_695_040_888_963_407;
        self.0 = self.0.wrapping_mul(FACTOR).wrapping_add(STEP);
        i64::try_from(self.0 >> 33).unwrap_or_default() % sides.max(1)
    }
}

/// How a buyer's orders go over the months, in thousandths.
#[derive(Clone, Copy)]
enum Course {
    Steady,
    Rising,
    Falling,
    Late,
    Gone,
}

impl Course {
    fn at(self, month: i64) -> i64 {
        match self {
            Self::Steady => 1000,
            Self::Rising => 550 + 28 * month,
            Self::Falling => 1500 - 34 * month,
            Self::Late if month < 25 => 0,
            Self::Late => 700 + 60 * (month - 25),
            Self::Gone if month > 20 => 0,
            Self::Gone => 1100 - 20 * month,
        }
    }
}

struct Buyer {
    customer: Id,
    handler: Option<String>,
    is_abroad: bool,
    days: i64,
    size: i64,
    chance: i64,
    course: Course,
    taste: i64,
    /// It asks for more than it pays for: special packing and small lots eat up the margin.
    is_costly: bool,
}

fn buyers(tables: &Tables) -> Vec<Buyer> {
    let mut customers: Vec<&Customer> = tables
        .customers
        .iter()
        .map(|row| &**row)
        .filter(|row| matches!(row.status.as_deref(), Some("traded" | "lost")))
        .collect();
    customers.sort_by(|a, b| a.code.cmp(&b.code));
    let buyer = |(rank, customer): (i64, &Customer)| {
        let course = match (customer.status.as_deref(), rank % 7) {
            (Some("lost"), _) => Course::Gone,
            (_, 1 | 4) => Course::Rising,
            (_, 3) => Course::Falling,
            (_, 6) if rank > 12 => Course::Late,
            _ => Course::Steady,
        };
        Buyer {
            customer: customer.id,
            handler: customer.owner.clone(),
            is_abroad: customer.country.as_deref() != Some("CN"),
            days: customer.credit_period_days.unwrap_or(30),
            size: 9000 / (rank + 4) + 60,
            chance: 930 - 14 * rank,
            course,
            taste: rank * 7,
            is_costly: rank % 13 == 11,
        }
    };
    (0..).zip(customers).map(buyer).collect()
}

fn product(of: &SampleProduct, id: Id, lang: Lang, stamp: &Stamp) -> Product {
    let said = |zh: &str, en: &str| match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    };
    Product {
        id,
        code: Some(of.code.clone()),
        name: said(&of.name_zh, &of.name_en),
        category: Some(said(&of.category_zh, &of.category_en)),
        spec: Some(of.spec.clone()),
        unit: Some(said(&of.unit_zh, &of.unit_en)),
        cost: Money::from_minor(of.cost, Currency::CNY).ok(),
        launched_on: Some(of.launched_on),
        stamp: stamp.clone(),
        ..Product::default()
    }
}

/// Puts products, lines, expenses and facts of the years beside the customers.
pub(super) fn fill(
    tables: &mut Tables,
    products: &[SampleProduct],
    new_id: &mut dyn FnMut() -> Id,
    lang: Lang,
    stamp: &Stamp,
) {
    let buyers = buyers(tables);
    let mut range = Vec::new();
    for of in products {
        let id = new_id();
        tables.put(AnyRecord::from(product(of, id, lang, stamp)));
        range.push((id, of));
    }
    let mut dice = Dice(20_240_101);
    let mut number = 0;
    for month in 0..MONTHS {
        for buyer in &buyers {
            for order in order_days(buyer, month, &mut dice) {
                number += 1;
                for mut line in order_lines(buyer, order, &range, &mut dice) {
                    line.id = new_id();
                    line.document = Some(format!("SO-{number:04}"));
                    line.stamp = stamp.clone();
                    tables.put(AnyRecord::from(line));
                }
            }
        }
    }
    for record in facts(&buyers, &mut dice, new_id, stamp) {
        tables.put(record);
    }
}

/// A day of an order, with its size in thousandths of the buyer's own.
type Order = (NaiveDate, i64);

fn order_days(buyer: &Buyer, month: i32, dice: &mut Dice) -> Vec<Order> {
    let place = FIRST.plus(month);
    let season = usize::try_from(place.month - 1).ok();
    let season = season.and_then(|at| SEASONS.get(at)).copied();
    let vigour = buyer.course.at(i64::from(month)) * season.unwrap_or(1000) / 1000;
    let mut days = Vec::new();
    for chance in [buyer.chance, buyer.chance / 3] {
        let is_ordered = dice.roll(1000) < (chance * vigour / 1000).min(960);
        let day = place
            .period()
            .first
            .checked_add_days(Days::new(dice.roll(28).unsigned_abs()));
        if let (true, Some(day)) = (is_ordered, day) {
            days.push((day, vigour * (800 + dice.roll(400)) / 1000));
        }
    }
    days
}

fn order_lines(
    buyer: &Buyer,
    (day, size): Order,
    range: &[(Id, &SampleProduct)],
    dice: &mut Dice,
) -> Vec<SalesLine> {
    let count = 1 + dice.roll(5) / 2;
    let n_products = i64::try_from(range.len()).unwrap_or(1);
    let mut lines = Vec::new();
    for _ in 0..count {
        let near = buyer.taste + dice.roll(5) * dice.roll(3);
        let Some((id, of)) = usize::try_from(near % n_products.max(1))
            .ok()
            .and_then(|at| range.get(at))
        else {
            continue;
        };
        if of.launched_on <= day {
            lines.extend(sale(buyer, day, size, (*id, of), dice));
        }
    }
    let back = lines.first().filter(|_| dice.roll(100) < 3).cloned();
    lines.extend(back.and_then(returned));
    lines
}

fn sale(
    buyer: &Buyer,
    day: NaiveDate,
    size: i64,
    (product, of): (Id, &SampleProduct),
    dice: &mut Dice,
) -> Option<SalesLine> {
    const DISCOUNTS: [i64; 6] = [0, 0, 0, 3, 5, 8];
    // A buyer orders for about the same money whatever a piece costs.
    let pieces = buyer.size * size / 1000 * (700 + dice.roll(600)) / 1000 * 30 / (of.price / 100);
    let quantity = Decimal::from((pieces / 12).max(1) * 12);
    let discount = usize::try_from(dice.roll(6)).ok();
    let discount = discount.and_then(|at| DISCOUNTS.get(at)).copied();
    let discount = discount
        .filter(|percent| *percent > 0)
        .map(|percent| Decimal::new(percent, 2));
    let (currency, price, rate) = if buyer.is_abroad {
        let dollars = Decimal::new(of.price * 100 / 706, 2);
        let rate = Decimal::new(7_020 + dice.roll(26) * 10, 3);
        ("USD".parse().ok()?, dollars, Some(rate))
    } else {
        (Currency::CNY, Decimal::new(of.price, 2), None)
    };
    let payment = if buyer.is_abroad {
        usize::try_from(dice.roll(3))
            .ok()
            .and_then(|at| PAYMENTS.get(at))
    } else {
        Some(&"oa")
    };
    Some(SalesLine {
        customer: buyer.customer,
        product: Some(product),
        date: Some(day),
        quantity: Some(quantity),
        unit_price: Some(price),
        discount,
        amount: line_amount(quantity, price, discount, currency).ok(),
        unit_cost: buyer.is_costly.then(|| (price * COSTLY).round_dp(2)),
        rate,
        delivered_on: day.checked_add_days(Days::new((7 + dice.roll(21)).unsigned_abs())),
        payment: payment.map(|code| (*code).to_owned()),
        due_on: day.checked_add_days(Days::new(buyer.days.unsigned_abs())),
        handler: buyer.handler.clone(),
        ..SalesLine::default()
    })
}

/// A twelfth of a line comes back.
fn returned(line: SalesLine) -> Option<SalesLine> {
    let quantity = Decimal::from(-12);
    let (price, currency) = (line.unit_price?, line.amount?.currency());
    Some(SalesLine {
        quantity: Some(quantity),
        amount: line_amount(quantity, price, line.discount, currency).ok(),
        date: line.delivered_on,
        ..line
    })
}

fn facts(
    buyers: &[Buyer],
    dice: &mut Dice,
    new_id: &mut dyn FnMut() -> Id,
    stamp: &Stamp,
) -> Vec<AnyRecord> {
    let yuan = |amount: i64| Money::from_minor(amount * 100, Currency::CNY).ok();
    let mut records = Vec::new();
    let mut spend = |customer: Option<Id>, day: Option<NaiveDate>, kind: &str, amount: i64| {
        records.push(AnyRecord::from(Expense {
            id: new_id(),
            customer,
            date: day,
            kind: Some(kind.to_owned()),
            amount: yuan(amount),
            stamp: stamp.clone(),
            ..Expense::default()
        }));
    };
    for year in 0..3 {
        let day = |month: i64| {
            let month = FIRST.plus(year * 12 + i32::try_from(month).unwrap_or_default());
            month.period().first.succ_opt()
        };
        spend(None, day(2), "promotion", 38_000 + 2_000 * i64::from(year));
        for buyer in buyers.iter().take(14) {
            let kind = usize::try_from(dice.roll(4)).ok();
            let kind = kind.and_then(|at| EXPENSES.get(at)).copied();
            let amount = 600 + buyer.size * (1 + dice.roll(4));
            spend(
                Some(buyer.customer),
                day(dice.roll(10)),
                kind.unwrap_or("other"),
                amount,
            );
        }
    }
    for year in 2024..2027 {
        for buyer in buyers.iter().take(8) {
            let bought = buyer.size * (1_800 + dice.roll(900));
            let offered = 2 + dice.roll(4);
            records.push(AnyRecord::from(CustomerYear {
                id: new_id(),
                customer: buyer.customer,
                year: Some(year),
                total_sales: yuan(bought * 6),
                category_purchases: yuan(bought),
                average_stock: yuan(bought / 9),
                promotions_offered: Some(offered),
                promotions_joined: Some(dice.roll(offered + 1)),
                stamp: stamp.clone(),
                ..CustomerYear::default()
            }));
        }
    }
    records
}
