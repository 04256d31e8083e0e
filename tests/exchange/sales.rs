//! Sales lines out of real files, and out of broken ones.

use rust_decimal::Decimal;
use xinke::{
    domain::{
        Currency, Id, Workbook,
        ledger::{Columns, SalesLine},
        tables::{AnyRecord, Tables},
    },
    exchange::{
        Reason,
        csv::{self, ColumnChoices, CsvOptions, Parsed, Subject},
        jobs::{self, Job},
        plan::{self, LineKey, Maker, SalesOptions, SalesPlan},
    },
};

use crate::{author, generate::Dice, ids, parse};

const CHINOOK: &[u8] = include_bytes!("../data/chinook_sales_lines.csv");
const CHINOOK_CUSTOMERS: &[u8] = include_bytes!("../data/chinook_customers.csv");
const CDNOW: &[u8] = include_bytes!("../data/cdnow_sample_orders.csv");

fn maker(seed: &str) -> Maker {
    Maker {
        author: "测试".to_owned(),
        today: author().today,
        seed: Id::derived(seed),
        home: Currency::CNY,
    }
}

fn sales(text: &[u8]) -> Parsed {
    parse(text, &CsvOptions::default()).unwrap()
}

fn plan_of(parsed: &Parsed, how: &SalesOptions, tables: &Tables, seed: &str) -> SalesPlan {
    plan::from_sales(parsed, how, tables, &maker(seed), &mut |_, _| true).unwrap()
}

fn put(tables: &mut Tables, plan: SalesPlan) {
    for record in plan.records {
        tables.put(record);
    }
}

fn chinook_customers() -> Tables {
    let mut book = Workbook::default();
    let parsed = parse(CHINOOK_CUSTOMERS, &CsvOptions::default()).unwrap();
    let plan = plan::from_table(&parsed, &plan::TableOptions::default(), &book);
    let edit = plan::to_edit(&plan, &book, &author(), &mut ids("c")).unwrap();
    book.apply(&edit).unwrap();
    book.tables
}

fn making() -> SalesOptions {
    SalesOptions {
        makes_customers: true,
        ..SalesOptions::default()
    }
}

#[test]
fn chinook_comes_in_whole_and_only_once() {
    let mut tables = chinook_customers();
    let parsed = sales(CHINOOK);
    assert_eq!(parsed.subject, Subject::Sales);
    let plan = plan_of(&parsed, &SalesOptions::default(), &tables, "a");
    assert_eq!(plan.refused, []);
    assert_eq!(plan.counts["sales"].new, 2240);
    assert_eq!(plan.sums[0].amount, "2328.60".parse::<Decimal>().unwrap());
    put(&mut tables, plan);
    assert_eq!(tables.customers.len(), 59);

    let columns = Columns::build(&tables);
    let year = |year: i32| -> i64 {
        let day = |month, day| chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap();
        columns.lines.amount[columns.between(day(1, 1), day(12, 31))]
            .iter()
            .sum()
    };
    let years: Vec<_> = (2021..=2025).map(year).collect();
    assert_eq!(years, [44946, 48145, 46958, 47753, 45058]);

    let again = plan_of(&parsed, &SalesOptions::default(), &tables, "b");
    assert_eq!(again.counts["sales"].same, 2240);
    assert_eq!(again.records, []);
}

#[test]
fn every_value_of_chinook_is_kept() {
    let mut tables = chinook_customers();
    let plan = plan_of(&sales(CHINOOK), &SalesOptions::default(), &tables, "a");
    let lines: Vec<SalesLine> = plan
        .records
        .iter()
        .filter_map(|record| match record {
            AnyRecord::SalesLine(line) => Some(SalesLine::clone(line)),
            _ => None,
        })
        .collect();
    put(&mut tables, plan);
    let mut reader = ::csv::Reader::from_reader(CHINOOK);
    for (line, row) in lines.iter().zip(reader.records()) {
        let row = row.unwrap();
        let customer = tables.customers.get(line.customer).unwrap();
        let product = tables.products.get(line.product.unwrap()).unwrap();
        assert_eq!(line.document.as_deref(), Some(&row[0]));
        assert_eq!(line.date.unwrap().to_string(), &row[1]);
        assert_eq!(customer.code.as_deref(), Some(&row[2]));
        assert_eq!(product.name, row[3].trim());
        assert_eq!(product.category.as_deref(), Some(&row[4]));
        assert_eq!(line.quantity.unwrap(), row[5].parse().unwrap());
        assert_eq!(line.unit_price.unwrap(), row[6].parse().unwrap());
        assert_eq!(line.amount.unwrap().to_decimal(), row[7].parse().unwrap());
    }
    assert_eq!(lines.len(), 2240);
}

#[test]
fn cdnow_makes_its_customers() {
    let parsed = sales(CDNOW);
    let refusing = plan_of(&parsed, &SalesOptions::default(), &Tables::default(), "a");
    assert_eq!(refusing.counts["sales"].refused, 6919);
    assert_eq!((refusing.records.len(), refusing.n_missing), (0, 2357));
    assert_eq!(
        (refusing.missing.len(), &*refusing.missing[0]),
        (200, "0001")
    );
    assert_eq!(
        refusing.refused[0].refusal.reason,
        Reason::NoCustomer("0001".to_owned())
    );

    let mut tables = Tables::default();
    let plan = plan_of(&parsed, &making(), &tables, "a");
    assert_eq!(
        (plan.counts["sales"].new, plan.counts["customers"].new),
        (6919, 2357)
    );
    assert_eq!(plan.sums[0].amount, "244091.94".parse::<Decimal>().unwrap());
    put(&mut tables, plan);
    let units: Decimal = tables.sales.iter().filter_map(|line| line.quantity).sum();
    assert_eq!(units, Decimal::from(16_479));
    let again = plan_of(&parsed, &making(), &tables, "b");
    assert_eq!((again.counts["sales"].same, again.records.len()), (6919, 0));
}

#[test]
fn the_worker_does_the_same() {
    let tables = chinook_customers();
    let (known, records) = jobs::Known::of(&tables).finish().unwrap();
    let payload = [CHINOOK, &records].concat();
    let job = Job::PlanSales {
        options: CsvOptions::default(),
        how: SalesOptions::default(),
        maker: maker("a"),
        file: CHINOOK.len(),
        known,
    };
    let decode = |_: &str, _: &[u8]| None;
    let answer = jobs::run(&job, &payload, &decode, &mut |_, _| true).unwrap();
    let planned = jobs::planned_sales(answer).unwrap();
    let records: Vec<_> = planned.chunks().flat_map(Result::unwrap).collect();
    let mut direct = plan_of(&sales(CHINOOK), &SalesOptions::default(), &tables, "a");
    direct
        .records
        .sort_by_key(|record| (record.table().to_owned(), record.id()));
    assert_eq!(records, direct.records);
    assert_eq!(planned.n_records(), records.len());
    assert_eq!(planned.counts, direct.counts);
    let stopped = jobs::run(&job, &payload, &decode, &mut |_, _| false);
    assert!(stopped.is_err());
}

#[test]
fn what_was_chosen_of_columns_reaches_the_worker() {
    let chosen = || [(1, csv::DateOrder::Month)].into();
    let styles = || [(3, csv::NumberStyle::Comma)].into();
    let job = Job::PlanSales {
        options: CsvOptions {
            columns: ColumnChoices {
                dates: chosen(),
                numbers: styles(),
                usual_dates: chosen(),
                usual_numbers: styles(),
                ..ColumnChoices::default()
            },
            ..CsvOptions::default()
        },
        how: SalesOptions::default(),
        maker: maker("a"),
        file: 0,
        known: Vec::new(),
    };
    let header = serde_json::to_vec(&job).unwrap();
    assert_eq!(serde_json::from_slice::<Job>(&header).unwrap(), job);
}

#[test]
fn numbers_dates_and_currencies_are_decided_by_column() {
    let text = "日期;客户名称;单号;品名;数量;单价;折扣;金额;币种;汇率\n\
        13/2/2026;甲;A1;茶;１２;1.234,50;10%;13.332,60;CNY;\n\
        1/2/2026;乙;A2;碗;-1;5,00;;-5,00;USD;7,1\n";
    let plan = plan_of(&sales(text.as_bytes()), &making(), &Tables::default(), "a");
    assert_eq!(plan.refused, []);
    let lines: Vec<_> = plan
        .records
        .iter()
        .filter_map(|record| match record {
            AnyRecord::SalesLine(line) => Some(line.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(lines[0].date.unwrap().to_string(), "2026-02-13");
    assert_eq!(lines[0].amount.unwrap().to_string(), "13332.60 CNY");
    assert_eq!(lines[1].date.unwrap().to_string(), "2026-02-01");
    assert_eq!(lines[1].amount.unwrap().to_string(), "-5.00 USD");
    assert_eq!(lines[1].rate.unwrap().to_string(), "7.1");
}

#[test]
fn an_amount_that_disagrees_is_refused_with_its_place() {
    let text = "date,customer,quantity,unit price,amount\n\
        2026-01-02,甲,2,10,20\n2026-01-03,甲,2,10,21\n2026-01-04,甲,3,9.99,\n";
    let plan = plan_of(&sales(text.as_bytes()), &making(), &Tables::default(), "a");
    assert_eq!(plan.counts["sales"].new, 2);
    let refused = &plan.refused[0].refusal;
    assert_eq!(
        (refused.place.line, refused.place.at.as_str()),
        (3, "amount")
    );
    assert_eq!(plan.sums[0].amount, "49.97".parse::<Decimal>().unwrap());
}

#[test]
fn foreign_amounts_need_a_rate() {
    let text = "date,customer,amount,currency\n2026-01-02,甲,20,USD\n";
    let without = plan_of(&sales(text.as_bytes()), &making(), &Tables::default(), "a");
    assert_eq!(without.counts["sales"].refused, 1);
    let how = SalesOptions {
        rate: Some("7.1".parse().unwrap()),
        ..making()
    };
    let with = plan_of(&sales(text.as_bytes()), &how, &Tables::default(), "a");
    assert_eq!(with.counts["sales"].new, 1);
}

#[test]
fn lines_are_updated_by_document_and_blanks_erase_only_when_asked() {
    let first = "date,customer,order no,product,quantity,unit price,handler\n\
        2026-01-02,甲,A1,茶,2,10,王\n2026-01-02,甲,A1,茶,1,10,王\n";
    let mut tables = Tables::default();
    let plan = plan_of(&sales(first.as_bytes()), &making(), &tables, "a");
    put(&mut tables, plan);
    let second = "date,customer,order no,product,quantity,unit price,handler\n\
        2026-01-02,甲,A1,茶,3,10,\n2026-01-02,甲,A1,茶,1,10,李\n";
    let parsed = sales(second.as_bytes());
    let keeping = plan_of(&parsed, &making(), &tables, "b");
    assert_eq!(
        (keeping.counts["sales"].changed, keeping.changed.len()),
        (2, 2)
    );
    let handlers = |plan: &SalesPlan| {
        let mut handlers: Vec<_> = plan
            .records
            .iter()
            .map(|record| record.value("handler").map(|value| value.to_plain()))
            .collect();
        handlers.sort();
        handlers
    };
    let owned = |text: &str| Some(text.to_owned());
    assert_eq!(handlers(&keeping), [owned("李"), owned("王")]);
    let how = SalesOptions {
        blanks_erase: true,
        ..making()
    };
    assert_eq!(
        handlers(&plan_of(&parsed, &how, &tables, "b")),
        [None, owned("李")]
    );
    let how = SalesOptions {
        key: Some(LineKey::None),
        ..making()
    };
    assert_eq!(plan_of(&parsed, &how, &tables, "b").counts["sales"].new, 2);
}

#[test]
fn of_several_lines_alike_a_row_finds_its_own() {
    let head = "date,customer,order no,product,quantity,unit price,handler\n";
    let rows: Vec<String> = (1..=9)
        .map(|n| format!("2026-01-02,甲,A1,茶,{n},1{n},王\n"))
        .collect();
    let mut tables = Tables::default();
    let file = format!("{head}{}", rows.concat());
    let parsed = sales(file.as_bytes());
    let plan = plan_of(&parsed, &making(), &tables, "a");
    put(&mut tables, plan);
    let again = plan_of(&parsed, &making(), &tables, "b");
    assert_eq!((again.counts["sales"].same, again.records.len()), (9, 0));

    // The rows in another order, one of them mended: that line alone changes.
    let mended = rows[4].replace("王", "李");
    let others = rows[..4].iter().chain(&rows[5..]).rev().cloned();
    let file = format!("{head}{mended}{}", others.collect::<String>());
    let plan = plan_of(&sales(file.as_bytes()), &making(), &tables, "c");
    assert_eq!(
        (plan.counts["sales"].same, plan.counts["sales"].changed),
        (8, 1)
    );
    assert_eq!(plan.changed[0].line, 2);
    assert_eq!(plan.changed[0].cells.len(), 1);
}

#[test]
fn rows_without_a_document_are_known_by_their_content() {
    let file =
        "date,customer,order no,amount\n2026-01-02,甲,,5\n2026-01-03,甲,,6\n2026-01-03,甲,A1,6\n";
    let mut tables = Tables::default();
    let parsed = sales(file.as_bytes());
    let plan = plan_of(&parsed, &making(), &tables, "a");
    put(&mut tables, plan);
    let file =
        "date,customer,order no,amount\n2026-01-04,甲,,7\n2026-01-03,甲,A1,9\n2026-01-02,甲,,5\n";
    let plan = plan_of(&sales(file.as_bytes()), &making(), &tables, "b");
    let counts = plan.counts["sales"];
    assert_eq!((counts.new, counts.changed, counts.same), (1, 1, 1));
}

#[test]
fn a_row_without_the_customers_number_is_known_by_the_name() {
    let file = "date,customer no,customer,amount\n2026-01-02,7,甲,5\n2026-01-03,,甲,6\n\
        2026-01-03,8,甲,6\n2026-01-04,,甲,6\n2026-01-05,,,6\n";
    let plan = plan_of(&sales(file.as_bytes()), &making(), &Tables::default(), "a");
    assert_eq!(
        (plan.counts["customers"].new, plan.counts["sales"].new),
        (2, 3)
    );
    let reasons = plan.refused.iter().map(|row| row.refusal.reason.clone());
    let reasons: Vec<_> = reasons.collect();
    assert_eq!(reasons, [Reason::Ambiguous, Reason::NoKey]);
}

#[test]
fn a_blank_amount_follows_a_new_quantity_and_else_stays() {
    let head = "date,customer,order no,quantity,unit price,amount,note\n";
    let mut tables = Tables::default();
    let first = format!("{head}2026-01-02,甲,A1,2,10,20,\n2026-01-02,甲,A2,1,10,10,\n");
    let plan = plan_of(&sales(first.as_bytes()), &making(), &tables, "a");
    put(&mut tables, plan);
    let second = format!("{head}2026-01-02,甲,A1,3,10,,\n2026-01-02,甲,A2,,,,急\n");
    let plan = plan_of(&sales(second.as_bytes()), &making(), &tables, "b");
    assert_eq!((plan.refused.len(), plan.counts["sales"].changed), (0, 2));
    let amounts: Vec<_> = plan
        .records
        .iter()
        .filter_map(|record| record.value("amount"))
        .map(|amount| amount.to_plain())
        .collect();
    assert_eq!(amounts, ["30.00 CNY", "10.00 CNY"]);
}

#[test]
fn a_file_of_customers_stays_one() {
    let customers = parse(CHINOOK_CUSTOMERS, &CsvOptions::default()).unwrap();
    assert_eq!(customers.subject, Subject::Customers);
    let mut sales = sales(CDNOW);
    sales.settle(&ColumnChoices {
        subject: Some(Subject::Customers),
        ..ColumnChoices::default()
    });
    assert_eq!(sales.subject, Subject::Customers);
}

#[test]
fn a_thousand_damaged_files_leave_nothing_half_done() {
    let dice = &mut Dice::new(7);
    let head = &CHINOOK[..6_000];
    for _ in 0..1_000 {
        let mut bytes = head.to_vec();
        for _ in 0..=dice.below(8) {
            let at = dice.below(bytes.len());
            match dice.below(3) {
                0 => bytes[at] = *dice.pick(b"\",;\n\r\t\0=-.x9/"),
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, *dice.pick(b"\",;\n\r\t\0=-.x9/")),
            }
        }
        let Ok(parsed) = parse(&bytes, &CsvOptions::default()) else {
            continue;
        };
        if parsed.subject == Subject::Customers {
            continue;
        }
        let plan = plan_of(&parsed, &making(), &Tables::default(), "a");
        let mut tables = Tables::default();
        let rows = parsed.rows.len() + parsed.refused.len();
        let counts = plan.counts.get("sales").copied().unwrap_or_default();
        assert_eq!(counts.total, rows);
        assert!(plan.refused.iter().all(|row| row.refusal.place.line > 0));
        put(&mut tables, plan);
        assert_eq!(tables.sales.len(), counts.new);
        for line in tables.sales.iter() {
            assert!(tables.customers.contains(line.customer));
            assert!(line.product.is_none_or(|id| tables.products.contains(id)));
        }
    }
    assert!(csv::guess_subject(&["date".to_owned(), "amount".to_owned()]) == Subject::Sales);
}
