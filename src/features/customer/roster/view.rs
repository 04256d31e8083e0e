//! The roster on screen.

use std::{collections::BTreeSet, sync::Arc};

use leptos::{prelude::*, task::spawn_local};

use super::{
    super::NewCustomerDialog,
    bulk::BulkBar,
    choosers::{ClassLegend, ColourChooser, ColumnChooser},
    classes::{Classes, class_key, classes_for, colour_scheme, scheme_code, shown_keys},
    columns::{cell_text, chosen_columns, column_label, column_width, is_number},
    filters::{FilterButton, FilterChips},
    model::{RosterModel, selected_rows},
};
use crate::{
    app::{
        App,
        choosing::selection,
        i18n::{lang, show_count, tr, tr_with},
        prefs::Prefs,
        route::{self, ListQuery, Route},
        sheet::{TableButtons, TableFormat},
    },
    content::bi,
    domain::{Customer, Id, customer::Contact, rule::RuleOverride, search::Query},
    ui::{
        Align, Button, ButtonKind, Cell, Column, EmptyState, Glyph, LinkButton, PageHeader,
        SearchBox, Sort, Toolbar, VirtualTable,
    },
};

/// The roster.
#[component]
pub fn RosterPage() -> impl IntoView {
    let app = App::get();
    let query = Signal::derive(move || match app.route.0.get() {
        Route::Roster(query) => query,
        _ => ListQuery::default(),
    });
    let set_query = Callback::new(move |query: ListQuery| app.replace(&Route::Roster(query)));
    let model = Memo::new_with_compare(
        move |_| {
            for table in [Customer::TABLE, Contact::TABLE, RuleOverride::TABLE] {
                app.track(table);
            }
            app.book(RosterModel::kept)
        },
        |_, _| true,
    );
    Effect::new(move || spawn_local(model.get().make_texts()));
    let search = app.roster_search;
    let classes = classes_for(query);
    let rows = Memo::new_with_compare(
        move |_| {
            let query = query.get();
            let typed = Query::new(&search.get());
            let select = |model: &RosterModel| {
                classes.with(|classes| selected_rows(model, &typed, &query, classes, lang()))
            };
            Arc::new(model.with(select))
        },
        |_, _| true,
    );
    let is_new_open = RwSignal::new(false);
    let chosen = RwSignal::new(BTreeSet::<Id>::new());
    let header_actions = move || {
        view! {
            <LinkButton
                label=tr(bi("打印一览表", "Print the list"))
                href=Signal::derive(move || Route::RosterList(query.get()).href())
                icon=Glyph::Print
            />
            <LinkButton label=tr(bi("导入", "Import")) href="#/data" icon=Glyph::Upload/>
        }
    };
    let main_action = move || {
        view! {
            <Button
                label=tr(bi("新建客户", "New customer"))
                kind=ButtonKind::Primary
                icon=Glyph::Plus
                on_click=move |_| is_new_open.set(true)
                testid="new-customer-button"
            />
        }
    };
    let has_customers = Memo::new(move |_| model.with(|model| !model.is_empty()));
    view! {
        <PageHeader
            title=tr(bi("客户名册", "Customer roster"))
            lead=tr(bi(
                "每位客户一张卡；在这里查找、筛选、排序和批量整理。",
                "One card for every customer: find, filter, sort and tidy them here.",
            ))
            actions=header_actions
            main_action
        />
        <Show when=move || has_customers.get() fallback=move || view! { <EmptyRoster is_new_open/> }>
            <RosterTable model rows classes query set_query chosen/>
        </Show>
        <NewCustomerDialog open=is_new_open/>
    }
}

#[component]
fn EmptyRoster(is_new_open: RwSignal<bool>) -> impl IntoView {
    view! {
        <EmptyState
            icon=Glyph::CardBox
            title=tr(bi("卡片盒还是空的", "The card box is empty"))
            text=tr(bi(
                "从表格导入现有客户，或先建第一张卡。",
                "Bring your customers in from a spreadsheet, or make the first card.",
            ))
        >
            <Button
                label=tr(bi("新建客户", "New customer"))
                icon=Glyph::Plus
                on_click=move |_| is_new_open.set(true)
            />
            <LinkButton label=tr(bi("从文件导入", "Import from a file")) href="#/data" icon=Glyph::Upload/>
        </EmptyState>
    }
}

#[component]
fn RosterTable(
    model: Memo<RosterModel>,
    rows: Memo<Arc<Vec<u32>>>,
    classes: Memo<Classes>,
    query: Signal<ListQuery>,
    set_query: Callback<ListQuery>,
    chosen: RwSignal<BTreeSet<Id>>,
) -> impl IntoView {
    let app = App::get();
    let search = app.roster_search;
    let (shown, colour) = (shown_keys(), colour_scheme(query));
    let keys = Memo::new(move |_| {
        let chosen =
            |prefs: &Prefs| shown.with(|shown| chosen_columns(&prefs.roster_columns, shown));
        let mut keys = app.prefs.with(chosen);
        let is_there =
            |key: &String| column_label(key).is_some() || classes.with(|c| c.of(key).is_some());
        keys.retain(is_there);
        keys
    });
    let columns = Signal::derive(move || {
        keys.get()
            .into_iter()
            .filter_map(|key| {
                let label = match column_label(&key) {
                    Some(label) => tr(label),
                    None => {
                        let title = classes.with(|classes| classes.title(&key, lang()))?;
                        Signal::stored(title)
                    }
                };
                let column = Column::text(key.clone(), label, column_width(&key));
                Some(if is_number(&key) {
                    Column {
                        align: Align::End,
                        ..column
                    }
                } else {
                    column
                })
            })
            .collect::<Vec<_>>()
    });
    let id_at = move |row: usize| {
        let index = rows.with_untracked(|rows| rows.get(row).copied())?;
        model.with_untracked(|model| model.row(index).map(|row| row.customer.id))
    };
    let cell = move |row: usize, key: &str| {
        let Some(index) = rows.with_untracked(|rows| rows.get(row).copied()) else {
            return Cell::default();
        };
        model.with_untracked(|model| {
            let Some(row) = model.row(index) else {
                return Cell::default();
            };
            let (lang, id) = (lang(), row.customer.id);
            if scheme_code(key).is_some() {
                return classes.with_untracked(|classes| {
                    Cell::text(classes.text(key, id, lang)).with_tab(classes.tab(key, id, lang))
                });
            }
            let cell = Cell::text(cell_text(row, key, lang));
            match key {
                "name" => {
                    let key = class_key(&colour.get_untracked());
                    let tab = classes.with_untracked(|classes| classes.tab(&key, id, lang));
                    let route = Route::Customer(id, "card".to_owned());
                    cell.with_href(route.href()).with_tab(tab)
                }
                "completeness" => match row.completeness {
                    Some(value) => {
                        cell.with_figure("customer.completeness", value.normalize().to_string())
                    }
                    None => cell,
                },
                _ => cell,
            }
        })
    };
    let version = RwSignal::new(0_u64);
    Effect::new(move || {
        rows.track();
        classes.track();
        colour.track();
        lang();
        version.update(|version| *version += 1);
    });
    let n_rows = Signal::derive(move || rows.with(|rows| rows.len()));
    let sort = Signal::derive(move || {
        let sort = query.with(|query| query.sort.clone());
        let (key, descending) = sort.unwrap_or_else(|| ("name".to_owned(), false));
        Some(Sort { key, descending })
    });
    let on_sort = move |sort: Sort| {
        let filters = query.get_untracked().filters;
        set_query.run(ListQuery {
            sort: Some((sort.key, sort.descending)),
            filters,
        });
    };
    let shown_ids = move || {
        let rows = rows.get_untracked();
        model.with_untracked(|model| {
            rows.iter()
                .filter_map(|&index| Some(model.row(index)?.customer.id))
                .collect::<Vec<_>>()
        })
    };
    let selection = selection(
        chosen,
        n_rows,
        id_at,
        bi("选择这位客户", "Choose this customer"),
        bi("选择全部所见客户", "Choose all customers shown"),
    );
    let open = move |row: usize| {
        if let Some(id) = id_at(row) {
            route::go(&Route::Customer(id, "card".to_owned()));
        }
    };
    let export = Callback::new(move |format: TableFormat| {
        let ids = chosen.get_untracked();
        let ids = if ids.is_empty() {
            shown_ids()
        } else {
            ids.into_iter().collect()
        };
        let lang = app.language.0.get_untracked();
        let classes = classes.get_untracked();
        let shown = keys.get_untracked().into_iter();
        let columns = shown.filter_map(|key| {
            let title = classes.title(&key, lang)?;
            let cells = ids.iter().map(|id| classes.text(&key, *id, lang));
            Some((title, cells.collect::<Vec<_>>()))
        });
        let columns: Vec<_> = columns.collect();
        crate::app::exporting::export_customers(app, &ids, &columns, format);
    });
    let end = move || {
        view! {
            <span class="f-count" role="status">
                {tr_with(
                    bi("{0} / {1} 位客户", "{0} of {1} customer{s}"),
                    move |_| [show_count(n_rows.get()), show_count(model.with(RosterModel::len))],
                )}
            </span>
            <ColumnChooser/>
            <TableButtons on_export=export/>
        }
    };
    let nothing_found = move || n_rows.get() == 0;
    view! {
        <Toolbar label=tr(bi("查找与筛选", "Search and filter")) end>
            <SearchBox
                value=search
                on_input=move |typed| search.set(typed)
                label=tr(bi("查找客户", "Search customers"))
                clear_label=tr(bi("清除", "Clear"))
                placeholder=tr(bi("名称、拼音首字母、电话、城市…", "Name, phone, city, pinyin initials…"))
                testid="roster-search"
            />
            <FilterButton model=model.into() classes=classes.into() query on_change=set_query/>
            <ColourChooser colour query on_change=set_query/>
            <FilterChips classes=classes.into() query on_change=set_query/>
        </Toolbar>
        <ClassLegend model rows classes colour query on_change=set_query/>
        <BulkBar chosen on_export=export/>
        <VirtualTable
            label=tr(bi("客户名册", "Customer roster"))
            columns
            n_rows
            cell=Arc::new(cell)
            version
            sort
            on_sort
            selection
            tabs=true
            on_open=open
            testid="roster"
        />
        <Show when=nothing_found>
            <p class="f-nothing">{tr(bi(
                "没有符合的客户。换个词，或去掉一些筛选。",
                "No customer matches. Try another word, or take off a filter.",
            ))}</p>
        </Show>
    }
}
