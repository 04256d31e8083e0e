//! The list of sales lines on screen.

use std::{collections::BTreeSet, sync::Arc};

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::{
    bulk::BulkBar,
    filters::{FilterButton, FilterChips, wanted},
};
use crate::{
    app::{
        App,
        choosing::selection,
        figure::Explained,
        i18n::{lang, show_amount, show_count, show_value, tr, tr_with},
        route::{self, ListQuery, Route},
    },
    content::{Bilingual, Lang, bi},
    domain::{
        Customer, Id,
        field::Kind,
        ledger::{ListedLine, Listing, Product, SalesLine, Why},
        rule::RuleOverride,
        search::Query,
    },
    ui::{
        ButtonKind, Cell, Column, EmptyState, Glyph, LinkButton, PageHeader, SearchBox, Sort, Tone,
        Toolbar, VirtualTable,
    },
};

/// Columns with their least width in pixels; those that are no field of a line have a name here.
const COLUMNS: &[(&str, u32, Option<Bilingual>)] = &[
    ("date", 112, None),
    ("document", 132, None),
    ("customer", 200, Some(bi("客户", "Customer"))),
    ("product", 180, Some(bi("产品", "Product"))),
    ("quantity", 92, None),
    ("unit_price", 96, None),
    ("discount", 80, None),
    ("amount", 148, None),
    ("rate", 84, None),
    ("home", 128, Some(bi("本位币金额", "Home amount"))),
    ("handler", 96, None),
];

fn columns() -> Vec<Column> {
    let column = |(key, width, own): &(&str, u32, Option<Bilingual>)| {
        let field = SalesLine::field(key);
        let label = own.or_else(|| field.map(|field| field.label));
        let label = tr(label.unwrap_or(bi("", "")));
        let is_number = *key == "home"
            || matches!(
                field.map(|field| field.kind),
                Some(Kind::Signed | Kind::Decimal | Kind::Share | Kind::Money)
            );
        if is_number {
            Column::number(*key, label, *width)
        } else {
            Column::text(*key, label, *width)
        }
    };
    COLUMNS.iter().map(column).collect()
}

/// Where a line is entered and changed.
pub fn document_route(line: Id) -> Route {
    Route::Ledger(format!("entry/{line}"), ListQuery::default())
}

fn cell(listing: &Listing, listed: &ListedLine, key: &str, lang: Lang) -> Cell {
    let line = &listed.line;
    match key {
        "customer" => {
            let name = listed.customer.and_then(|at| listing.customers.at(at));
            let route = Route::Customer(line.customer, "performance".to_owned());
            Cell::text(name.map_or("", |name| &name.label)).with_href(route.href())
        }
        "product" => {
            let name = listed.product.and_then(|at| listing.products.at(at));
            Cell::text(name.map_or("", |name| &name.label))
        }
        "home" => match listed.home {
            Some(Ok(minor)) => {
                let amount = Decimal::new(minor, listing.home.decimals());
                Cell::text(show_amount(amount))
                    .with_figure("ledger.home_amount", amount.normalize().to_string())
            }
            Some(Err(Why::NoRate)) => {
                Cell::text(bi("缺汇率", "No rate").in_lang(lang)).with_tone(Tone::Warn)
            }
            Some(Err(Why::TooLarge)) => {
                Cell::text(bi("过大", "Too large").in_lang(lang)).with_tone(Tone::Warn)
            }
            None => Cell::default(),
        },
        key => {
            let shown = SalesLine::field(key).zip(line.get(key));
            let text = shown.map(|(field, value)| show_value(field, &value, lang));
            let cell = Cell::text(text.unwrap_or_default());
            if key == "date" {
                cell.with_href(document_route(line.id).href())
            } else {
                cell
            }
        }
    }
}

/// All sales lines.
#[component]
pub fn LinesPage() -> impl IntoView {
    let app = App::get();
    let query = Signal::derive(move || match app.route.0.get() {
        Route::Ledger(_, query) => query,
        _ => ListQuery::default(),
    });
    let listing = Memo::new_with_compare(
        move |_| {
            for table in [
                SalesLine::TABLE,
                Customer::TABLE,
                Product::TABLE,
                RuleOverride::TABLE,
            ] {
                app.track(table);
            }
            app.book(|book| Listing::build(&book.tables))
        },
        |_, _| true,
    );
    let is_filled = Memo::new(move |_| listing.with(|listing| !listing.lines.is_empty()));
    let actions = move || {
        view! { <LinkButton label=tr(bi("导入", "Import")) href="#/data" icon=Glyph::Upload/> }
    };
    let main_action = move || view! { <EnterButton kind=ButtonKind::Primary/> };
    view! {
        <PageHeader
            title=tr(bi("销售明细", "Sales lines"))
            lead=tr(bi(
                "每张订单或发票的每一行；各种统计与分类都由它们算出。",
                "Every line of every order or invoice; all statistics and classes are computed from them.",
            ))
            actions
            main_action
        />
        <Show when=move || is_filled.get() fallback=move || view! { <NoLines/> }>
            <LinesTable listing query/>
        </Show>
    }
}

/// The way to a new document.
#[component]
pub fn EnterButton(
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
) -> impl IntoView {
    view! {
        <LinkButton
            label=tr(bi("录入单据", "Enter a document"))
            href="#/ledger/entry"
            icon=Glyph::Plus
            kind
            testid="enter-document"
        />
    }
}

#[component]
fn NoLines() -> impl IntoView {
    view! {
        <EmptyState
            icon=Glyph::Ledger
            title=tr(bi("台账还是空的", "The ledger is empty"))
            text=tr(bi(
                "把现有的销售明细从表格导入，或录入第一张单据。",
                "Bring your sales lines in from a spreadsheet, or enter the first document.",
            ))
        >
            <EnterButton/>
            <LinkButton label=tr(bi("从文件导入", "Import from a file")) href="#/data" icon=Glyph::Upload/>
        </EmptyState>
    }
}

#[component]
fn LinesTable(listing: Memo<Listing>, query: Signal<ListQuery>) -> impl IntoView {
    let app = App::get();
    let search = RwSignal::new(String::new());
    let chosen = RwSignal::new(BTreeSet::<Id>::new());
    let set_query = Callback::new(move |query: ListQuery| {
        app.replace(&Route::Ledger(String::new(), query));
    });
    let sort = Signal::derive(move || {
        let sort = query.with(|query| query.sort.clone());
        let (key, descending) = sort.unwrap_or_else(|| ("date".to_owned(), true));
        Some(Sort { key, descending })
    });
    let rows = Memo::new_with_compare(
        move |_| {
            let wanted = query.with(wanted);
            let typed = Query::new(&search.get());
            let sort = sort.get();
            let (column, down) = sort
                .as_ref()
                .map_or(("", false), |s| (&*s.key, s.descending));
            Arc::new(listing.with(|listing| listing.select(&wanted, &typed, column, down)))
        },
        |_, _| true,
    );
    let id_at = move |row: usize| {
        let index = rows.with_untracked(|rows| rows.get(row).copied())?;
        listing.with_untracked(|listing| listing.at(index).map(|listed| listed.line.id))
    };
    let read = move |row: usize, key: &str| {
        let index = rows.with_untracked(|rows| rows.get(row).copied());
        listing.with_untracked(|listing| {
            let listed = index.and_then(|index| listing.at(index));
            listed.map_or_else(Cell::default, |listed| cell(listing, listed, key, lang()))
        })
    };
    let version = RwSignal::new(0_u64);
    Effect::new(move || {
        rows.track();
        version.update(|version| *version += 1);
    });
    let n_rows = Signal::derive(move || rows.with(|rows| rows.len()));
    let on_sort = move |sort: Sort| {
        let filters = query.get_untracked().filters;
        let sort = Some((sort.key, sort.descending));
        set_query.run(ListQuery { sort, filters });
    };
    let selection = selection(
        chosen,
        n_rows,
        id_at,
        bi("选择这一行", "Choose this line"),
        bi("选择全部所见明细", "Choose all lines shown"),
    );
    let open = move |row: usize| {
        if let Some(id) = id_at(row) {
            route::go(&document_route(id));
        }
    };
    let total =
        Signal::derive(move || listing.with(|listing| rows.with(|rows| listing.total(rows))));
    let end = move || {
        view! {
            <span class="f-count" role="status">
                {tr_with(
                    bi("{0} / {1} 行", "{0} of {1} line{s}"),
                    move |_| [show_count(n_rows.get()), show_count(listing.with(|l| l.lines.len()))],
                )}
            </span>
            <span class="f-total">
                {tr_with(bi("合计 {0}", "Total {0}"), move |_| {
                    [listing.with(|listing| listing.home.to_string())]
                })}
                <Explained figure=total/>
            </span>
        }
    };
    view! {
        <Toolbar label=tr(bi("查找与筛选", "Search and filter")) end>
            <SearchBox
                value=search
                on_input=move |typed| search.set(typed)
                label=tr(bi("查找明细", "Search lines"))
                clear_label=tr(bi("清除", "Clear"))
                placeholder=tr(bi("客户、产品、单号、拼音首字母…", "Customer, product, document, pinyin initials…"))
                testid="lines-search"
            />
            <FilterButton listing query on_change=set_query/>
            <FilterChips listing query on_change=set_query/>
        </Toolbar>
        <BulkBar chosen/>
        <VirtualTable
            label=tr(bi("销售明细", "Sales lines"))
            columns=Signal::derive(columns)
            n_rows
            cell=Arc::new(read)
            version
            sort
            on_sort
            selection
            on_open=open
            testid="lines"
        />
        <Show when=move || n_rows.get() == 0>
            <p class="f-nothing">{tr(bi(
                "没有符合的明细。换个词，或去掉一些筛选。",
                "No line matches. Try another word, or take off a filter.",
            ))}</p>
        </Show>
    }
}
