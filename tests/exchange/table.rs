//! Tables of text that people make: keys, blanks, contacts, dates, amounts.

use xinke::{
    domain::{Workbook, record::Problem},
    exchange::{
        Reason,
        csv::{self, ColumnChoices, CsvOptions, DateOrder, NumberStyle, Parsed},
        plan::{self, CellChange, MatchKey, Plan, State, TableOptions},
    },
};

use crate::{author, ids, parse};

fn parsed(text: &str) -> Parsed {
    parse(text.as_bytes(), &CsvOptions::default()).unwrap()
}

fn plan_of(text: &str, workbook: &Workbook) -> Plan {
    plan::from_table(&parsed(text), &TableOptions::default(), workbook)
}

fn take(workbook: &mut Workbook, plan: &Plan) {
    let seed = workbook.revision.to_string();
    let edit = plan::to_edit(plan, workbook, &author(), &mut ids(&seed)).unwrap();
    workbook.apply(&edit).unwrap();
}

fn with(text: &str) -> Workbook {
    let mut workbook = Workbook::default();
    let plan = plan_of(text, &workbook);
    assert_eq!(plan.refused, []);
    take(&mut workbook, &plan);
    workbook
}

fn refused(plan: &Plan) -> Vec<(u64, String, Reason)> {
    let rows = plan.refused.iter().map(|row| row.refusal.clone());
    rows.map(|refusal| (refusal.place.line, refusal.place.at, refusal.reason))
        .collect()
}

#[test]
fn a_row_changes_its_customer_and_the_main_contact_cell_by_cell() {
    let mut workbook = with("编号,公司名称,联系人,手机,城市\nA1,甲,王,1,昆明\nA2,乙,,,大理\n");
    assert_eq!(workbook.tables.contacts.len(), 1);
    let plan = plan_of(
        "客户编号,公司,联系人,手机,城市\nA1,甲,王小姐,2,\nA2,乙,,9,丽江\n",
        &workbook,
    );
    let change = |table: &str, key: &str, before: Option<&str>, after: Option<&str>| CellChange {
        table: table.to_owned(),
        key: key.to_owned(),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
    };
    assert_eq!(plan.items[0].state, State::Changed);
    assert_eq!(
        plan.items[0].cells,
        [
            change("contacts", "mobile", Some("1"), Some("2")),
            change("contacts", "name", Some("王"), Some("王小姐")),
        ]
    );
    assert_eq!(
        plan.items[1].cells[0],
        change("customers", "city", Some("大理"), Some("丽江"))
    );
    take(&mut workbook, &plan);
    let tables = &workbook.tables;
    assert_eq!((tables.customers.len(), tables.contacts.len()), (2, 2));
    let first = tables
        .customers
        .iter()
        .find(|row| row.code.as_deref() == Some("A1"))
        .unwrap();
    assert_eq!(
        first.city.as_deref(),
        Some("昆明"),
        "a blank cell erases nothing"
    );
    assert!(
        plan_of(
            "客户编号,公司,联系人,手机,城市\nA1,甲,王小姐,2,\nA2,乙,,9,丽江\n",
            &workbook
        )
        .items
        .is_empty()
    );
}

#[test]
fn blanks_erase_where_the_user_asks() {
    let mut workbook = with("编号,公司,城市,联系人,手机\nA1,甲,昆明,王,1\n");
    let options = TableOptions {
        blanks_erase: true,
        ..TableOptions::default()
    };
    let plan = plan::from_table(
        &parsed("编号,公司,城市,联系人,手机\nA1,,,,\n"),
        &options,
        &workbook,
    );
    take(&mut workbook, &plan);
    let customer = workbook.tables.customers.iter().next().unwrap();
    assert_eq!((&*customer.name, &customer.city), ("甲", &None));
    let contact = workbook.tables.contacts.iter().next().unwrap();
    assert_eq!((&*contact.name, &contact.mobile), ("王", &None));
}

#[test]
fn keys_that_do_not_tell_customers_apart_are_refused() {
    let workbook = with("编号,公司\n1,甲\n2,甲\n3,乙\n");
    let by_name = TableOptions {
        key: Some(MatchKey::Name),
        ..TableOptions::default()
    };
    let text = "公司,编号,城市\n甲,,昆明\n乙,,大理\n乙,,丽江\n丙,3,\n丁,7,\n戊,7,\n,,x\n";
    let plan = plan::from_table(&parsed(text), &by_name, &workbook);
    let taken = |code: &str| Reason::Fault(Problem::Taken(code.to_owned()));
    assert_eq!(
        refused(&plan),
        [
            (2, String::new(), Reason::Ambiguous),
            (4, String::new(), Reason::Repeated),
            (5, "编号".to_owned(), taken("3")),
            (7, "编号".to_owned(), taken("7")),
            (8, String::new(), Reason::NoKey),
        ]
    );
    assert_eq!(plan.items.len(), 2);
    let plan = plan_of("编号,公司,城市\n1,甲,昆明\n1,甲,大理\n", &workbook);
    assert_eq!(refused(&plan), [(3, String::new(), Reason::Repeated)]);
}

#[test]
fn rows_that_break_a_rule_are_refused_with_their_column() {
    let text = "公司,邮箱,国家,账期,爱好,注册资本\n甲,x,,,,\n乙,,Atlantis,,,\n丙,,,many,,\n丁,,,,茶,\n戊,,,,,12\n己,a@b.c,法国,30,,\n庚,,,,,,x\n";
    let plan = plan_of(text, &Workbook::default());
    let fault = |line, at: &str, problem| (line, at.to_owned(), Reason::Fault(problem));
    assert_eq!(
        refused(&plan),
        [
            fault(2, "邮箱", Problem::Email),
            fault(3, "国家", Problem::NotInList("Atlantis".to_owned())),
            fault(4, "账期", Problem::NotWhole),
            fault(5, "爱好", Problem::NeedsConsent),
            fault(6, "注册资本", Problem::Currency),
            (8, String::new(), Reason::ExtraCells),
        ]
    );
    assert_eq!(plan.items.len(), 1);
    let source = parsed(text);
    let labels = csv::RefusedLabels {
        line: "行".into(),
        column: "列".into(),
        reason: "原因".into(),
    };
    let bytes = csv::write_refused(&plan.refused, Some(&source), &labels, &|reason| {
        reason.to_string()
    });
    let mended = String::from_utf8(bytes).unwrap();
    assert!(
        mended.contains("丙,,,many,,,4,账期,not a whole number,"),
        "{mended}"
    );
    let mended = mended
        .replace("many", "45")
        .replace("丁,,,,茶", "丁,,,,")
        .replace("Atlantis", "中国");
    let plan = plan_of(&mended, &Workbook::default());
    assert_eq!(
        (plan.items.len(), plan.refused.len()),
        (4, 2),
        "{:?}",
        plan.refused
    );
}

#[test]
fn a_column_decides_about_its_dates_and_the_user_about_the_unclear() {
    let founded = |text: &str, choice: Option<DateOrder>| {
        let mut columns = ColumnChoices::default();
        columns.dates.extend(choice.map(|choice| (1, choice)));
        let parsed = parse(
            text.as_bytes(),
            &CsvOptions {
                columns,
                ..CsvOptions::default()
            },
        )
        .unwrap();
        let order = parsed.columns[1].dates.unwrap();
        let plan = plan::from_table(&parsed, &TableOptions::default(), &Workbook::default());
        let mut workbook = Workbook::default();
        take(&mut workbook, &plan);
        let mut days: Vec<_> = workbook
            .tables
            .customers
            .iter()
            .map(|row| row.founded_on.unwrap().to_string())
            .collect();
        days.sort();
        (order, days, refused(&plan).len())
    };
    let text = "公司,成立日期\n甲,1/2/2020\n乙,2020-03-04\n";
    assert_eq!(
        founded(text, None),
        (DateOrder::Unclear, vec!["2020-03-04".to_owned()], 1)
    );
    assert_eq!(
        founded(text, Some(DateOrder::Day)).1,
        ["2020-02-01", "2020-03-04"]
    );
    assert_eq!(
        founded(text, Some(DateOrder::Month)).1,
        ["2020-01-02", "2020-03-04"]
    );
    assert_eq!(
        founded("公司,成立日期\n甲,1/2/2020\n乙,13/2/2020\n", None).1,
        ["2020-02-01", "2020-02-13"]
    );
    let mixed = founded(
        "公司,成立日期\n甲,13/2/2020\n乙,2/13/2020\n丙,2020年1月1日\n",
        None,
    );
    assert_eq!((mixed.0, mixed.2), (DateOrder::Mixed, 2));
}

#[test]
fn amounts_take_their_currency_from_cell_header_or_choice() {
    let text = "公司;信用额度 (EUR);注册资本\n甲;1.234,50;¥1.000.000\n乙;12;500万元\n";
    let parsed = parsed(text);
    assert_eq!(parsed.guess.separator, ';');
    assert_eq!(parsed.columns[1].numbers, Some(NumberStyle::Comma));
    let mut workbook = Workbook::default();
    let plan = plan::from_table(&parsed, &TableOptions::default(), &workbook);
    take(&mut workbook, &plan);
    let find = |name: &str| {
        workbook
            .tables
            .customers
            .iter()
            .find(|row| row.name == name)
            .unwrap()
    };
    assert_eq!(find("甲").credit_limit.unwrap().to_string(), "1234.50 EUR");
    assert_eq!(
        find("甲").registered_capital.unwrap().to_string(),
        "1000000.00 CNY"
    );
    assert_eq!(
        find("乙").registered_capital.unwrap().to_string(),
        "5000000.00 CNY"
    );
}

#[test]
fn pasted_cells_and_people_without_company() {
    let text = "姓\t名\t单位\t电话\n王\t小明\t\t1\nSmith\tAnn\tSmith & Co\t2\n";
    let mut told = 0;
    let parsed = csv::read_text(text, &CsvOptions::default(), &mut |done, _| {
        told = done;
        true
    })
    .unwrap();
    assert_eq!(
        (parsed.guess.separator, parsed.guess.encoding, told),
        ('\t', None, text.len() as u64)
    );
    let mut workbook = Workbook::default();
    let plan = plan::from_table(&parsed, &TableOptions::default(), &workbook);
    take(&mut workbook, &plan);
    let mut names: Vec<_> = workbook
        .tables
        .customers
        .iter()
        .map(|row| row.name.clone())
        .collect();
    names.extend(workbook.tables.contacts.iter().map(|row| row.name.clone()));
    names.sort();
    assert_eq!(names, ["Ann Smith", "Smith & Co", "王小明", "王小明"]);
    let stopped = csv::read_text(text, &CsvOptions::default(), &mut |_, _| false).unwrap_err();
    assert_eq!(stopped.reason, Reason::Cancelled);
}

#[test]
fn a_plan_for_another_state_is_stale() {
    let mut workbook = with("公司\n甲\n");
    let plan = plan_of("公司\n乙\n", &workbook);
    take(&mut workbook, &plan);
    let error = plan::to_edit(&plan, &workbook, &author(), &mut ids("x")).unwrap_err();
    assert_eq!(error, plan::PlanError::Stale);
}

#[test]
fn how_columns_were_written_is_remembered_for_files_that_do_not_show_it() {
    let clear = parsed("Tag;Kunde;Wert\n13/2/2026;甲;1.234,50\n");
    let mut by_hand = ColumnChoices {
        targets: Some(vec![
            csv::Target::Sale("date".to_owned()),
            csv::Target::Customer("name".to_owned()),
            csv::Target::Sale("unit_cost".to_owned()),
        ]),
        ..ColumnChoices::default()
    };
    let mut settled = clear.clone();
    settled.settle(&by_hand);
    let kept_by_hand = by_hand.to_remember(&settled.columns);
    by_hand = serde_json::from_value(serde_json::to_value(&kept_by_hand).unwrap()).unwrap();
    assert_eq!(by_hand, kept_by_hand);
    let read = |text: &str| {
        let mut table = parsed(text);
        table.settle(&by_hand);
        table
    };
    let open = read("Tag;Kunde;Wert\n1/2/2026;甲;1.234\n");
    assert_eq!(open.columns[0].dates, Some(DateOrder::Day));
    assert_eq!(open.columns[2].numbers, Some(NumberStyle::Comma));
    let other = read("Tag;Kunde;Wert\n1/13/2026;甲;1,234.5\n");
    assert_eq!(other.columns[0].dates, Some(DateOrder::Month), "its own");
    assert_eq!(other.columns[2].numbers, Some(NumberStyle::Point));
}

#[test]
fn a_file_of_refused_rows_has_the_key_of_its_file() {
    let names = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
    let own = csv::header_key(&names("Tag,Kunde"));
    assert_eq!(
        csv::header_key(&names("Tag,Kunde,行,位置,原因,#guard=1")),
        own
    );
    assert_ne!(csv::header_key(&names("Tag,Kunde,行,位置,原因")), own);
    assert_ne!(csv::header_key(&names("a,#guard=1")), own);
}

#[test]
fn what_no_row_can_do_without_is_named() {
    use csv::{Subject, Wanted, wanted};
    let of = |header: &str, subject| {
        let mut table = parsed(&format!("{header}\n1\n"));
        table.settle(&ColumnChoices {
            subject: Some(subject),
            ..ColumnChoices::default()
        });
        wanted(&table.columns, subject)
    };
    assert_eq!(of("a,b", Subject::Customers), [Wanted::Customer]);
    assert_eq!(of("email,b", Subject::Customers), []);
    assert_eq!(
        of("handler,b", Subject::Sales),
        [Wanted::Customer, Wanted::Date, Wanted::Amount]
    );
    assert_eq!(
        of("customer,date,quantity", Subject::Sales),
        [Wanted::Amount]
    );
    assert_eq!(of("customer,date,quantity,price", Subject::Sales), []);
}
