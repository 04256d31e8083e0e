//! Everybody who would move, by name.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Editing, movers::Change};
use crate::{
    app::{
        classes::{class_name, tab_mark},
        i18n::{lang, show_count, tr, tr_with},
        route::{self, Route},
        sheet::{TableButtons, TableFormat, export_sheet, table_cell, table_column},
    },
    content::{Lang, bi},
    domain::{
        Id,
        classify::{
            Class, Classified,
            listing::{self, METRIC},
            migration::Mover,
        },
        sheet::{Cell, CellKind, Sheet, SheetColumn},
        tables::Tables,
    },
    ui::{self, VirtualTable},
};

struct MoverList {
    change: Change,
    after: Arc<Classified>,
    movers: Vec<Mover>,
    names: Vec<String>,
    columns: Vec<SheetColumn>,
}

impl MoverList {
    fn new(change: Change, after: Arc<Classified>, tables: &Tables) -> Self {
        let found = change.migration.as_ref();
        let movers = found.map(|found| found.movers.clone()).unwrap_or_default();
        let name = |mover: &Mover| {
            let customer = tables.customers.get(*after.customers.get(mover.index)?)?;
            Some(customer.name.clone())
        };
        let names = movers
            .iter()
            .map(|mover| name(mover).unwrap_or_default())
            .collect();
        let column = |key, label| SheetColumn {
            key,
            label,
            kind: CellKind::Text,
            figure: None,
        };
        let mut columns = vec![
            column("name", bi("客户", "Customer")),
            column("from", bi("原来", "Before")),
            column("to", bi("改后", "After")),
        ];
        columns.extend(
            listing::measured(&change.new.basis).map(|(label, kind)| SheetColumn {
                kind,
                figure: Some(&METRIC),
                ..column("metric", label)
            }),
        );
        Self {
            change,
            after,
            movers,
            names,
            columns,
        }
    }

    fn customer(&self, row: usize) -> Option<Id> {
        let mover = self.movers.get(row)?;
        self.after.customers.get(mover.index).copied()
    }

    /// The class before or after.
    fn class(&self, row: usize, key: &str) -> Option<&Class> {
        let mover = self.movers.get(row)?;
        match key {
            "from" => self.change.old.as_ref()?.class_at(mover.from?),
            "to" => self.change.new.class_at(mover.to?),
            _ => None,
        }
    }

    fn cell(&self, row: usize, key: &str, lang: Lang) -> Cell {
        let placed = || self.after.placed.get(self.movers.get(row)?.index);
        match key {
            "name" => Cell::text(self.names.get(row).map(String::as_str)),
            "metric" => placed().map_or(Cell::Empty, |placed| placed.metric.into()),
            key => match self.class(row, key) {
                Some(class) => Cell::Text(class_name(class, lang)),
                None => Cell::Words(bi("无", "None")),
            },
        }
    }

    fn sheet(&self, lang: Lang) -> Sheet {
        let columns = || self.columns.iter();
        let row = |row| {
            columns()
                .map(|column| self.cell(row, column.key, lang))
                .collect()
        };
        Sheet {
            title: bi("换类的客户", "Movers").in_lang(lang).to_owned(),
            columns: self.columns.clone(),
            rows: (0..self.movers.len()).map(row).collect(),
            foot: Vec::new(),
        }
    }
}

/// The table with its number of rows.
#[component]
pub fn MoverTable(of: Editing, change: Change) -> impl IntoView {
    let app = of.app;
    let Some(after) = of.after.get_untracked() else {
        return ().into_any();
    };
    let list = app.book(|book| MoverList::new(change, after, &book.tables));
    let list = StoredValue::new(Arc::new(list));
    let count = list.with_value(|list| list.movers.len());
    let columns = Signal::derive(move || {
        let column = |column: &SheetColumn| match column.key {
            "name" => ui::Column::text("name", tr(column.label), 200).fixed(),
            _ => table_column(column).fixed(),
        };
        list.with_value(|list| list.columns.iter().map(column).collect::<Vec<_>>())
    });
    let cell = move |row: usize, key: &str| {
        let lang = lang();
        list.with_value(|list| {
            let column = list.columns.iter().find(|column| column.key == key)?;
            let class = list.class(row, key);
            Some(ui::Cell {
                tab: class.map(|class| tab_mark(class, lang)),
                ..table_cell(&list.cell(row, key, lang), column, lang)
            })
        })
        .unwrap_or_default()
    };
    let open = move |row: usize| {
        if let Some(id) = list.with_value(|list| list.customer(row)) {
            route::go(&Route::Customer(id, "card".to_owned()));
        }
    };
    let export = move |format: TableFormat| {
        let lang = app.language.0.get_untracked();
        export_sheet(app, &list.with_value(|list| list.sheet(lang)), format);
    };
    view! {
        <div class="f-preview__head">
            <span class="f-count" role="status" data-testid="mover-count" data-value=count.to_string()>
                {tr_with(
                    bi("{0} 位客户换类", "{0} customer{s} would move"),
                    move |_| [show_count(count)],
                )}
            </span>
            <TableButtons on_export=export small=true/>
        </div>
        <VirtualTable
            label=tr(bi("换类的客户", "Customers who would move"))
            columns
            n_rows=Signal::stored(count)
            cell=Arc::new(cell)
            on_open=open
            testid="movers"
        />
    }
    .into_any()
}
