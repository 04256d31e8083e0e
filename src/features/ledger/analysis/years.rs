//! The yearly tables: 13-2, 13-3, 13-4, by product, region and month, and ratios.

use std::sync::Arc;

use leptos::prelude::*;

use super::{View, YearChoice};
use crate::{
    app::{
        i18n::{fill, lang, show_count, tr, tr_with},
        no_sales::{NoSales, SkippedNotice},
        route::{self, ListQuery, Route},
        sheet::{TableButtons, TableFormat, cell_text, export_sheet, table_cell, table_column},
    },
    content::{Lang, bi},
    domain::{
        Id,
        classify::{Judgement, Scheme, year_classes},
        ledger::{
            CustomerYear, Expense, Yearly,
            forms::{CLASS, FORMS, Form},
        },
        sheet::Cell,
        tables::Tables,
    },
    ui::{
        self, Button, ButtonKind, Glyph, LinkButton, PageHeader, Sort, TabItem, Tabs, Toolbar,
        VirtualTable,
    },
};

/// A yearly table with its rows in order, as screen and paper show it.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    pub of: View,
    pub form: Memo<Form>,
    pub customer: Memo<Option<Id>>,
    pub table: Memo<Arc<Yearly>>,
    pub order: Memo<Arc<Vec<usize>>>,
}

impl Shown {
    pub fn get() -> Self {
        let of = View::get();
        let app = of.app;
        let form = Memo::new(move |_| Form::of(&of.asked("form").unwrap_or_default()));
        let customer = Memo::new(move |_| of.asked("customer").and_then(|id| id.parse().ok()));
        let table = Memo::new_with_compare(
            move |_| {
                let form = form.get();
                if form == Form::Ratios {
                    app.track(Expense::TABLE);
                    app.track(CustomerYear::TABLE);
                }
                let has_classes = form.columns().iter().any(|column| column.key == CLASS);
                if has_classes {
                    app.track(Scheme::TABLE);
                    app.track(Judgement::TABLE);
                }
                let (columns, year) = (of.columns.get(), of.year.get());
                let customer = customer.get();
                app.book(|book| {
                    let classes = if has_classes {
                        year_classes(&columns, &book.tables, year)
                    } else {
                        Vec::new()
                    };
                    let table = Yearly::of(form, columns, &book.tables, year, customer);
                    Arc::new(table.with_classes(classes))
                })
            },
            |_, _| true,
        );
        let order = Memo::new_with_compare(
            move |_| {
                let sort = of.query.with(|query| query.sort.clone());
                let sort = sort.as_ref().map(|(key, down)| (key.as_str(), *down));
                table.with(|table| app.book(|book| Arc::new(table.order(&book.tables, sort))))
            },
            |_, _| true,
        );
        Self {
            of,
            form,
            customer,
            table,
            order,
        }
    }

    /// The title of the table, with the customer where it is of one.
    pub fn title(self, lang: Lang) -> String {
        let year = self.of.year.get().to_string();
        let title = fill(self.form.get().title(), lang, &[year]);
        let name = self.customer_name().filter(|_| self.is_of_one());
        match name {
            Some(name) => format!("{title} · {name}"),
            None => title,
        }
    }

    pub fn is_of_one(self) -> bool {
        self.form.get() == Form::Transactions && self.customer.get().is_some()
    }

    pub fn customer_name(self) -> Option<String> {
        let id = self.customer.get()?;
        let name = |tables: &Tables| tables.customers.get(id).map(|row| row.name.clone());
        self.of.app.book(|book| name(&book.tables))
    }

    /// A cell of the row that stands at a place of the order.
    pub fn cell(self, place: usize, key: &str) -> Cell {
        let row = self.order.with_untracked(|order| order.get(place).copied());
        let read = |row| {
            self.table
                .with_untracked(|table| self.of.app.book(|book| table.cell(&book.tables, row, key)))
        };
        row.map(read).unwrap_or_default()
    }

    fn customer_at(self, place: usize) -> Option<Id> {
        let row = self
            .order
            .with_untracked(|order| order.get(place).copied())?;
        self.table.with_untracked(|table| table.customer(row))
    }

    fn export(self, format: TableFormat) {
        let lang = self.of.app.language.0.get_untracked();
        let title = self.title(lang);
        let sheet = self.order.with_untracked(|order| {
            let tables = |tables: &Tables| {
                self.table
                    .with_untracked(|table| table.sheet(tables, order, title.clone()))
            };
            self.of.app.book(|book| tables(&book.tables))
        });
        export_sheet(self.of.app, &sheet, format);
    }
}

/// The yearly tables.
#[component]
pub fn YearsPage() -> impl IntoView {
    let shown = Shown::get();
    let of = shown.of;
    let tabs = Signal::derive(move || {
        let lang = lang();
        let tab = |(form, code): (Form, &str)| TabItem::new(code, form.label().in_lang(lang));
        FORMS.map(tab).to_vec()
    });
    let active = Signal::derive(move || shown.form.get().code().to_owned());
    let select = move |code: String| {
        let query = of.query.get_untracked();
        let query = ListQuery {
            sort: None,
            ..query.with_choice("form", Some(code))
        };
        of.app.replace(&Route::Ledger("years".to_owned(), query));
    };
    let actions = move || {
        let href =
            Signal::derive(move || Route::Ledger("years/print".to_owned(), of.query.get()).href());
        view! {
            <TableButtons on_export=move |format| shown.export(format)/>
            <LinkButton label=tr(bi("打印", "Print")) href icon=Glyph::Print/>
        }
    };
    let lead = Signal::derive(move || shown.form.get().lead().in_lang(lang()).to_owned());
    view! {
        <PageHeader title=tr(bi("年度表", "Yearly tables")) lead actions/>
        <Show when=move || of.has_sales() fallback=|| view! { <NoSales/> }>
            <SkippedNotice/>
            <Tabs label=tr(bi("年度表", "Yearly tables")) items=tabs active on_select=select>
                <YearTable shown/>
            </Tabs>
        </Show>
    }
}

#[component]
fn YearTable(shown: Shown) -> impl IntoView {
    let of = shown.of;
    let columns = Signal::derive(move || {
        let columns = shown.form.get().columns().iter();
        columns.map(table_column).collect::<Vec<ui::Column>>()
    });
    let cell = move |place: usize, key: &str| {
        let columns = shown.form.get_untracked().columns();
        let Some(column) = columns.iter().find(|column| column.key == key) else {
            return ui::Cell::default();
        };
        let cell = table_cell(&shown.cell(place, key), column, lang());
        match shown.customer_at(place) {
            Some(id) if key == "name" => {
                cell.with_href(Route::Customer(id, "card".to_owned()).href())
            }
            _ => cell,
        }
    };
    let version = RwSignal::new(0_u64);
    Effect::new(move || {
        shown.order.track();
        lang();
        version.update(|version| *version += 1);
    });
    let n_rows = Signal::derive(move || shown.order.with(|order| order.len()));
    let sort = Signal::derive(move || {
        let sort = of.query.with(|query| query.sort.clone());
        sort.map(|(key, descending)| Sort { key, descending })
    });
    let on_sort = move |sort: Sort| {
        let query = ListQuery {
            sort: Some((sort.key, sort.descending)),
            ..of.query.get_untracked()
        };
        of.app.replace(&Route::Ledger("years".to_owned(), query));
    };
    let open = move |place: usize| {
        let Some(id) = shown.customer_at(place) else {
            return;
        };
        if shown.form.get_untracked() == Form::Transactions {
            return route::go(&Route::Customer(id, "card".to_owned()));
        }
        let form = Form::Transactions.code().to_owned();
        let query = of.query.get_untracked().with_choice("form", Some(form));
        let query = ListQuery {
            sort: None,
            ..query.with_choice("customer", Some(id.to_string()))
        };
        route::go(&Route::Ledger("years".to_owned(), query));
    };
    let end = move || {
        view! {
            <span class="f-count" role="status">{tr_with(
                bi("{0} 行 · 金额单位 {1}", "{0} row{s} · amounts in {1}"),
                move |_| [
                    show_count(n_rows.get()),
                    of.columns.with(|columns| columns.home.to_string()),
                ],
            )}</span>
        }
    };
    let one = move || {
        shown.is_of_one().then(|| {
            let name = shown.customer_name().unwrap_or_default();
            view! {
                <Button
                    label=Signal::stored(name)
                    icon=Glyph::Close
                    small=true
                    kind=ButtonKind::Quiet
                    aria_label=tr(bi("看全部客户", "All customers"))
                    on_click=move |_| of.choose("customer", None)
                />
            }
        })
    };
    view! {
        <Toolbar label=tr(bi("年度", "Year")) end>
            <YearChoice of/>
            {one}
        </Toolbar>
        <VirtualTable
            label=Signal::derive(move || shown.title(lang()))
            columns
            n_rows
            cell=Arc::new(cell)
            version
            sort
            on_sort
            on_open=open
            testid="yearly"
        />
        <Foot shown/>
    }
}

/// The sums below the table, named by their columns.
#[component]
fn Foot(shown: Shown) -> impl IntoView {
    let sums = move || {
        let lang = lang();
        let table = shown.table.get();
        let form = shown.form.get();
        let sums = form.columns().iter().filter_map(|column| {
            let cell = table.foot(column.key);
            let is_sum = matches!(cell, Cell::Number(_) | Cell::Missing(_));
            is_sum.then(|| {
                let text = cell_text(&cell, column.kind, lang);
                let value = match cell {
                    Cell::Number(number) => Some(number.normalize().to_string()),
                    _ => None,
                };
                view! {
                    <div class="f-sums__sum">
                        <dt>{column.label.in_lang(lang)}</dt>
                        <dd data-figure=column.figure.map(|figure| figure.id) data-value=value>{text}</dd>
                    </div>
                }
            })
        });
        sums.collect_view()
    };
    view! {
        <dl class="f-sums" aria-label=tr(bi("合计", "Total")) data-testid="yearly-sums">{sums}</dl>
    }
}
