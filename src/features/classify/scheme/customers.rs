//! The customers of a scheme: list, search, classes, several at once, and why each stands where it does.

use std::{collections::BTreeSet, sync::Arc};

use leptos::prelude::*;

use super::{Of, why::Why};
use crate::{
    app::{
        choosing::selection,
        classes::tab_mark,
        i18n::{lang, show_count, tr, tr_with},
        judging::{Asked, JudgeDialog},
        route::{self, ListQuery, Route},
        sheet::{TableButtons, table_cell, table_column},
    },
    content::bi,
    domain::{
        Id,
        classify::{IS, Judgement, Placement, TREAT_AS, explain::CLASS, listing::Which, unjudge},
        tables::Tables,
    },
    ui::{
        self, Button, ButtonKind, Glyph, SearchBox, Section, Select, Sort, SplitPane, Toolbar,
        VirtualTable,
    },
};

/// Customers whose judgement can be taken back, with the judgements.
pub fn judgements_on(tables: &Tables, scheme: &str, customers: &[Id]) -> Vec<Id> {
    let ids = customers
        .iter()
        .flat_map(|customer| [IS, TREAT_AS].map(|kind| Judgement::id_of(scheme, *customer, kind)));
    ids.filter(|id| tables.judgements.contains(*id)).collect()
}

/// The choices of [`Which`] with their codes.
fn which_code(which: Which) -> String {
    match which {
        Which::All => String::new(),
        Which::InClass(place) => place.to_string(),
        Which::WithoutClass => super::WITHOUT_CLASS.to_owned(),
        Which::Judged => super::JUDGED.to_owned(),
    }
}

fn which_of(code: &str) -> Which {
    match code {
        super::WITHOUT_CLASS => Which::WithoutClass,
        super::JUDGED => Which::Judged,
        other => other.parse().map_or(Which::All, Which::InClass),
    }
}

#[component]
fn WhichChoice(of: Of) -> impl IntoView {
    let options = Signal::derive(move || {
        let lang = lang();
        let fixed = |which, label: crate::content::Bilingual| {
            (which_code(which), label.in_lang(lang).to_owned())
        };
        let mut options = vec![fixed(Which::All, bi("全部类别", "All classes"))];
        let classes = of
            .with(|found| found.scheme.classes.clone())
            .unwrap_or_default();
        options.extend((0_u8..).zip(&classes).map(|(place, class)| {
            (
                which_code(Which::InClass(place)),
                class.label.in_lang(lang).to_owned(),
            )
        }));
        options.push(fixed(
            Which::WithoutClass,
            bi("没有类别的", "Without a class"),
        ));
        options.push(fixed(
            Which::Judged,
            bi("人工判定的", "Decided by a person"),
        ));
        options
    });
    let value = Signal::derive(move || which_code(of.which.get()));
    view! {
        <Select
            label=tr(bi("类别", "Class"))
            value
            options
            on_change=move |code: String| of.choose_class(which_of(&code))
            small=true
            testid="which-class"
        />
    }
}

/// The list with what can be done to those chosen.
#[component]
pub fn Customers(of: Of) -> impl IntoView {
    let asked = RwSignal::new(None::<Asked>);
    let chosen = RwSignal::new(BTreeSet::<Id>::new());
    let active = RwSignal::new(None::<usize>);
    let n_rows = Signal::derive(move || of.order.with(|order| order.len()));
    let all = move || of.with(|found| found.customers.len()).unwrap_or_default();
    Effect::new(move || {
        of.order.track();
        active.set(None);
    });
    let end = move || {
        view! {
            <span class="f-count" role="status">{tr_with(
                bi("{0} / {1} 位客户", "{0} of {1} customer{s}"),
                move |_| [show_count(n_rows.get()), show_count(all())],
            )}</span>
            <TableButtons on_export=move |format| of.export(format)/>
        }
    };
    let table = move || view! { <Table of chosen active n_rows/> };
    let is_open = Signal::derive(move || active.with(Option::is_some));
    view! {
        <Section
            title=tr(bi("客户", "Customers"))
            lead=tr(bi(
                "点一行，看它为什么在这一类；选中几行，可一起判定。",
                "Click a row to see why it is in its class; choose several to decide on them together.",
            ))
        >
            <Toolbar label=tr(bi("查找与类别", "Search and class")) end>
                <SearchBox
                    value=of.search
                    on_input=move |typed| of.search.set(typed)
                    label=tr(bi("查找客户", "Search customers"))
                    clear_label=tr(bi("清除", "Clear"))
                    testid="scheme-search"
                />
                <WhichChoice of/>
            </Toolbar>
            <ChosenBar of chosen asked/>
            <SplitPane main=table side_label=tr(bi("为什么在这一类", "Why it is in its class")) open=is_open>
                <Why of active asked/>
            </SplitPane>
        </Section>
        <JudgeDialog asked on_done=move |()| chosen.set(BTreeSet::new())/>
    }
}

/// What can be done to the chosen customers.
#[component]
fn ChosenBar(
    of: Of,
    chosen: RwSignal<BTreeSet<Id>>,
    asked: RwSignal<Option<Asked>>,
) -> impl IntoView {
    let app = of.app;
    let ids = move || chosen.with_untracked(|chosen| chosen.iter().copied().collect::<Vec<_>>());
    let ask = move |kind| {
        asked.set(Some(Asked {
            customers: ids(),
            scheme: of.code.get_value(),
            kind,
        }));
    };
    let take_back = move |_| {
        let author = app.author();
        let edit = app.book(|book| {
            let found = judgements_on(&book.tables, &of.code.get_value(), &ids());
            unjudge(&book.tables, &author, &found)
        });
        if app.perform(edit) {
            chosen.set(BTreeSet::new());
        }
    };
    let has_judgement = move || {
        app.track(Judgement::TABLE);
        let chosen = chosen.get();
        let ids: Vec<_> = chosen.into_iter().collect();
        app.book(|book| !judgements_on(&book.tables, &of.code.get_value(), &ids).is_empty())
    };
    view! {
        <Show when=move || chosen.with(|chosen| !chosen.is_empty())>
            <div class="f-bulk" role="group" aria-label=tr(bi("对所选客户", "With the chosen customers"))>
                <span class="f-bulk__count">
                    {tr_with(bi("已选 {0} 位", "{0} chosen"), move |_| [show_count(chosen.with(BTreeSet::len))])}
                </span>
                <Button
                    label=tr(bi("判定类别", "Set class"))
                    icon=Glyph::Classes
                    small=true
                    on_click=move |_| ask(IS)
                    testid="set-class"
                />
                <Button
                    label=tr(bi("按另一类对待", "Treat as"))
                    small=true
                    on_click=move |_| ask(TREAT_AS)
                    testid="treat-as"
                />
                <Show when=has_judgement>
                    <Button
                        label=tr(bi("撤去判定", "Take judgements back"))
                        small=true
                        on_click=take_back
                        testid="take-back"
                    />
                </Show>
                <Button
                    label=tr(bi("取消选择", "Clear selection"))
                    kind=ButtonKind::Plain
                    small=true
                    on_click=move |_| chosen.set(BTreeSet::new())
                />
            </div>
        </Show>
    }
}

#[component]
fn Table(
    of: Of,
    chosen: RwSignal<BTreeSet<Id>>,
    active: RwSignal<Option<usize>>,
    n_rows: Signal<usize>,
) -> impl IntoView {
    let sheet_columns = Memo::new_with_compare(
        move |_| {
            of.listing.with(|listing| {
                listing
                    .as_ref()
                    .map(|listing| listing.columns())
                    .unwrap_or_default()
            })
        },
        |_, _| true,
    );
    let columns = Signal::derive(move || {
        sheet_columns.with(|columns| {
            columns
                .iter()
                .map(|column| match column.key {
                    "name" => ui::Column::text("name", tr(column.label), 240),
                    "reason" => ui::Column::text("reason", tr(column.label), 240),
                    _ => table_column(column),
                })
                .collect::<Vec<_>>()
        })
    });
    let customer_at = move |place: usize| {
        let row = of.row_at(place)?;
        of.listing
            .with_untracked(|listing| listing.as_ref()?.customer(row))
    };
    let cell = move |place: usize, key: &str| {
        let lang = lang();
        let read = |row: usize| {
            let column = sheet_columns.with_untracked(|columns| {
                columns.iter().find(|column| column.key == key).copied()
            })?;
            of.listing.with_untracked(|listing| {
                let listing = listing.as_ref()?;
                let cell = table_cell(&listing.cell(row, key, lang), &column, lang);
                let placed = listing.placement(row)?;
                Some(dressed(
                    cell,
                    key,
                    placed,
                    listing.found(),
                    listing.customer(row),
                    lang,
                ))
            })
        };
        of.row_at(place).and_then(read).unwrap_or_default()
    };
    let version = RwSignal::new(0_u64);
    Effect::new(move || {
        of.order.track();
        lang();
        version.update(|version| *version += 1);
    });
    let sort = Signal::derive(move || {
        let sort = of.query.with(|query| query.sort.clone());
        sort.map(|(key, descending)| Sort { key, descending })
    });
    let on_sort = move |sort: Sort| {
        let query = ListQuery {
            sort: Some((sort.key, sort.descending)),
            ..of.query.get_untracked()
        };
        of.app
            .replace(&of.app.route.0.get_untracked().with_query(query));
    };
    let selection = selection(
        chosen,
        n_rows,
        customer_at,
        bi("选择这位客户", "Choose this customer"),
        bi("选择全部所见客户", "Choose all customers shown"),
    );
    let open = move |place: usize| {
        if let Some(id) = customer_at(place) {
            route::go(&Route::Customer(id, "card".to_owned()));
        }
    };
    view! {
        <VirtualTable
            label=Signal::derive(move || of.name(lang()))
            columns
            n_rows
            cell=Arc::new(cell)
            version
            sort
            on_sort
            selection
            active
            tabs=true
            on_open=open
            testid="scheme-customers"
        />
        <Show when=move || n_rows.get() == 0>
            <p class="f-nothing">{tr(bi("这里没有客户。换一类，或换个词。", "No customers here. Try another class or another word."))}</p>
        </Show>
    }
}

/// A cell with the tab of the class, the figure of the class and the way to the card.
fn dressed(
    cell: ui::Cell,
    key: &str,
    placed: &Placement,
    found: &crate::domain::classify::Classified,
    customer: Option<Id>,
    lang: crate::content::Lang,
) -> ui::Cell {
    let tab = |class: Option<u8>| {
        let class = class.and_then(|class| found.scheme.class_at(class));
        class.map(|class| tab_mark(class, lang))
    };
    match (key, placed.class) {
        ("name", class) => {
            let href = customer.map(|id| Route::Customer(id, "card".to_owned()).href());
            ui::Cell {
                href,
                tab: tab(class.ok()),
                ..cell
            }
        }
        ("class", Ok(class)) => cell.with_figure(CLASS.id, (u32::from(class) + 1).to_string()),
        ("treat_as", _) => ui::Cell {
            tab: tab(placed.treat_as),
            ..cell
        },
        _ => cell,
    }
}
