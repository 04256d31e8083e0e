//! Products and expenses: a table of each and the dialog to enter them.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::lines::filters::offers;
use crate::{
    app::{
        App,
        clock::new_id,
        describe,
        form::put_all,
        i18n::{lang, show_count, show_value, tr, tr_with},
        record_dialog::{Entered, RecordDialog},
        route::{ListQuery, Route},
    },
    content::{Bilingual, bi},
    domain::{
        Customer, Id,
        field::{Field, Kind, Value},
        ledger::{Expense, Product},
        names::Names,
        search::{Query, collation_key, fold, name_text},
        tables::{AnyRecord, catalogue},
    },
    ui::{
        self, Button, ButtonKind, Cell, Column, Combobox, EmptyState, Glyph, LinkButton,
        PageHeader, SearchBox, Sort, Toolbar, VirtualTable,
    },
};

/// A kind of record with a screen of its own.
#[derive(Clone, Copy)]
pub struct Book {
    table: &'static str,
    screen: &'static str,
    title: Bilingual,
    lead: Bilingual,
    one: Bilingual,
    add: Bilingual,
    none: Bilingual,
    required: &'static [&'static str],
    fresh: fn(Id, chrono::NaiveDate) -> AnyRecord,
    fill: fn(AnyRecord, Entered) -> AnyRecord,
}

/// What is sold.
pub const PRODUCTS: Book = Book {
    table: Product::TABLE,
    screen: "products",
    title: bi("产品", "Products"),
    lead: bi(
        "台账里卖的东西；填了单位成本，毛利和利润贡献才算得出。",
        "What the ledger sells; with a unit cost, margin and profit can be computed.",
    ),
    one: bi("产品", "Product"),
    add: bi("新建产品", "New product"),
    none: bi("还没有产品", "No products yet"),
    required: &["name"],
    fresh: |id, _| {
        Product {
            id,
            ..Product::default()
        }
        .into()
    },
    fill: |record, entered| match record {
        AnyRecord::Product(row) => {
            let mut row = Arc::unwrap_or_clone(row);
            put_all(entered, |key, value| row.set(key, value));
            row.into()
        }
        other => other,
    },
};

/// What selling costs.
pub const EXPENSES: Book = Book {
    table: Expense::TABLE,
    screen: "expenses",
    title: bi("销售费用", "Selling expenses"),
    lead: bi(
        "差旅、招待、样品等费用；指明客户的算到该客户名下，其余算到全部客户。",
        "Travel, entertainment, samples and the like; those that name a customer are counted as that customer's.",
    ),
    one: bi("费用", "Expense"),
    add: bi("记一笔费用", "New expense"),
    none: bi("还没有费用", "No expenses yet"),
    required: &["date", "amount"],
    fresh: |id, today| {
        Expense {
            id,
            date: Some(today),
            ..Expense::default()
        }
        .into()
    },
    fill: |record, entered| match record {
        AnyRecord::Expense(row) => {
            let mut row = Arc::unwrap_or_clone(row);
            put_all(entered, |key, value| row.set(key, value));
            row.into()
        }
        other => other,
    },
};

struct Row {
    record: AnyRecord,
    customer: String,
    text: String,
}

fn customer_of(record: &AnyRecord) -> Option<Id> {
    match record {
        AnyRecord::Expense(expense) => expense.customer,
        _ => None,
    }
}

fn rows(app: App, table: &str) -> Vec<Row> {
    app.book(|book| {
        let tables = &book.tables;
        let read = |record: AnyRecord| {
            let customer = customer_of(&record).and_then(|id| tables.customers.get(id));
            let customer = customer.map(|row| row.name.clone()).unwrap_or_default();
            let mut text = name_text(&[&customer]);
            for field in catalogue(record.table()) {
                if let Some(value) = record.value(field.key) {
                    let plain = value.to_plain();
                    text.push_str(&match field.kind {
                        Kind::Line => name_text(&[&plain]),
                        _ => fold(&plain),
                    });
                    text.push('\n');
                }
            }
            Row {
                record,
                customer,
                text,
            }
        };
        tables.rows(table).into_iter().map(read).collect()
    })
}

/// What a column sorts by; blank cells come last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Number(Decimal),
    Text(Vec<u32>),
}

fn sort_key(row: &Row, column: &str) -> Option<SortKey> {
    if column == "customer" {
        let name = Some(&row.customer).filter(|name| !name.is_empty())?;
        return Some(SortKey::Text(collation_key(name)));
    }
    Some(match row.record.value(column)? {
        Value::Decimal(number) => SortKey::Number(number),
        Value::Whole(number) => SortKey::Number(number.into()),
        Value::Money(money) => SortKey::Number(money.to_decimal()),
        value => SortKey::Text(collation_key(&value.to_plain())),
    })
}

fn select(rows: &[Row], search: &Query, sort: Option<&Sort>) -> Vec<usize> {
    let found = rows.iter().enumerate();
    let found = found.filter(|(_, row)| search.is_empty() || search.matches(&row.text));
    let column = sort.map_or("", |sort| &sort.key);
    let mut keyed: Vec<_> = found.map(|(at, row)| (sort_key(row, column), at)).collect();
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) if sort.is_some_and(|sort| sort.descending) => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    });
    keyed.into_iter().map(|(_, at)| at).collect()
}

fn columns(fields: &'static [Field], has_customer: bool) -> Vec<Column> {
    let field = |field: &Field| {
        let label = tr(field.label);
        match field.kind {
            Kind::Money | Kind::Decimal | Kind::Signed | Kind::Whole(..) => {
                Column::number(field.key, label, 130)
            }
            Kind::Paragraph => Column::text(field.key, label, 200),
            _ if field.key == "name" => Column::text(field.key, label, 200),
            _ => Column::text(field.key, label, 120),
        }
    };
    let mut columns: Vec<_> = fields.iter().map(field).collect();
    if has_customer {
        let customer = Column::text("customer", tr(bi("客户", "Customer")), 200);
        columns.insert(1, customer);
    } else if let Some(at) = columns.iter().position(|column| column.key == "name") {
        let name = columns.remove(at);
        columns.insert(0, name);
    }
    columns
}

/// The screen of one kind of record.
#[component]
pub fn RecordsPage(
    /// Which.
    book: Book,
) -> impl IntoView {
    let app = App::get();
    let fields = catalogue(book.table);
    let has_customer = book.table == Expense::TABLE;
    let open = RwSignal::new(None::<AnyRecord>);
    let search = RwSignal::new(String::new());
    let query = Signal::derive(move || match app.route.0.get() {
        Route::Ledger(_, query) => query,
        _ => ListQuery::default(),
    });
    let all = Memo::new_with_compare(
        move |_| {
            app.track(book.table);
            app.track(Customer::TABLE);
            Arc::new(rows(app, book.table))
        },
        |_, _| true,
    );
    let sort = Signal::derive(move || {
        let first = if has_customer {
            ("date", true)
        } else {
            ("name", false)
        };
        let sort = query.with(|query| query.sort.clone());
        let (key, descending) = sort.unwrap_or((first.0.to_owned(), first.1));
        Some(Sort { key, descending })
    });
    let shown = Memo::new_with_compare(
        move |_| {
            let typed = Query::new(&search.get());
            Arc::new(select(&all.get(), &typed, sort.get().as_ref()))
        },
        |_, _| true,
    );
    let record_at = move |row: usize| {
        let at = shown.with_untracked(|shown| shown.get(row).copied())?;
        all.with_untracked(|all| all.get(at).map(|row| row.record.clone()))
    };
    let read = move |row: usize, key: &str| {
        let at = shown.with_untracked(|shown| shown.get(row).copied());
        all.with_untracked(|all| {
            let Some(row) = at.and_then(|at| all.get(at)) else {
                return Cell::default();
            };
            match (key, customer_of(&row.record)) {
                ("customer", Some(id)) => {
                    let route = Route::Customer(id, "performance".to_owned());
                    Cell::text(row.customer.clone()).with_href(route.href())
                }
                _ => {
                    let shown = describe::field(book.table, key).zip(row.record.value(key));
                    let text = shown.map(|(field, value)| show_value(field, &value, lang()));
                    Cell::text(text.unwrap_or_default())
                }
            }
        })
    };
    let version = RwSignal::new(0_u64);
    Effect::new(move || {
        shown.track();
        lang();
        version.update(|version| *version += 1);
    });
    let n_rows = Signal::derive(move || shown.with(|shown| shown.len()));
    let on_sort = move |sort: Sort| {
        let filters = query.get_untracked().filters;
        let sort = Some((sort.key, sort.descending));
        app.replace(&Route::Ledger(
            book.screen.to_owned(),
            ListQuery { sort, filters },
        ));
    };
    let add = move |_| open.set(Some((book.fresh)(new_id(), app.today())));
    let add_button = move |kind: ButtonKind| {
        view! { <Button label=tr(book.add) icon=Glyph::Plus kind on_click=add testid="add-record"/> }
    };
    let actions = move || {
        view! { <LinkButton label=tr(bi("导入", "Import")) href="#/data" icon=Glyph::Upload/> }
    };
    let is_filled = Memo::new(move |_| all.with(|all| !all.is_empty()));
    let end = move || {
        view! {
            <span class="f-count" role="status">
                {tr_with(
                    bi("{0} / {1} 条", "{0} of {1}"),
                    move |_| [show_count(n_rows.get()), show_count(all.with(|all| all.len()))],
                )}
            </span>
        }
    };
    let table = move || {
        view! {
            <Toolbar label=tr(bi("查找", "Search")) end>
                <SearchBox
                    value=search
                    on_input=move |typed| search.set(typed)
                    label=tr(bi("查找", "Search"))
                    clear_label=tr(bi("清除", "Clear"))
                    testid="records-search"
                />
            </Toolbar>
            <VirtualTable
                label=tr(book.title)
                columns=Signal::derive(move || columns(fields, has_customer))
                n_rows
                cell=Arc::new(read)
                version
                sort
                on_sort
                on_open=move |row| open.set(record_at(row))
                testid="records"
            />
        }
    };
    let none = move || {
        view! { <EmptyState icon=Glyph::Ledger title=tr(book.none)>{add_button(ButtonKind::Quiet)}</EmptyState> }
    };
    view! {
        <PageHeader
            title=tr(book.title)
            lead=tr(book.lead)
            actions
            main_action=move || add_button(ButtonKind::Primary)
        />
        <Show when=move || is_filled.get() fallback=none>{table}</Show>
        <RecordDialog
            open
            title=tr(book.one)
            fields
            required=book.required
            fill=book.fill
            above=move || has_customer.then(|| view! { <CustomerField open/> })
        />
    }
}

/// The customer of an expense.
#[component]
fn CustomerField(open: RwSignal<Option<AnyRecord>>) -> impl IntoView {
    let app = App::get();
    let names = StoredValue::new(app.book(|book| Names::of_customers(&book.tables)));
    let own = open.with_untracked(|record| record.as_ref().and_then(customer_of));
    let label = move |id: Option<Id>| {
        let label = names.with_value(|names| Some(names.get(id?)?.label.clone()));
        label.unwrap_or_default()
    };
    let typed = RwSignal::new(label(own));
    let options = Signal::derive(move || names.with_value(|names| offers(names, &typed.get())));
    let put = move |id: Option<Id>| {
        open.update_untracked(|record| {
            if let Some(AnyRecord::Expense(expense)) = record {
                Arc::make_mut(expense).customer = id;
            }
        });
    };
    let choose = move |id: String| {
        let id = id.parse().ok();
        typed.set(label(id));
        put(id);
    };
    let input = move |text: String| {
        put(names.with_value(|names| names.exact(&text).map(|name| name.id)));
        typed.set(text);
    };
    view! {
        <ui::Field label=tr(bi("客户", "Customer")) hint=tr(bi("留空算到全部客户", "Blank counts for all customers"))>
            <Combobox value=typed on_input=input options on_choose=choose list_label=tr(bi("客户", "Customers"))/>
        </ui::Field>
    }
}
