//! The lines of a document as a grid of cells.

use leptos::{html, prelude::*, wasm_bindgen::JsCast};
use web_sys::{ClipboardEvent, HtmlElement, KeyboardEvent};

use super::{
    super::lines::filters::offers,
    form::{enter, problem_text},
    row::Row,
    sheet::Sheet,
};
use crate::{
    app::{
        describe,
        form::DraftControl,
        i18n::{fill, lang, tr, tr_with},
    },
    content::{Bilingual, bi},
    domain::ledger::SalesLine,
    exchange::csv::pasted_cells,
    ui::{
        Button, ButtonKind, ComboOption, Combobox, Field, Glyph, IconButton, NumberInput,
        dom::is_composing,
    },
};

/// The columns in order: fields of a line, and the product.
const COLUMNS: &[&str] = &[
    "product",
    "quantity",
    "unit_price",
    "discount",
    "amount",
    "note",
];

/// The key under which a product that is not there yet is offered.
const NEW: &str = "new";

fn label(key: &str) -> Bilingual {
    let field = SalesLine::field(key).map(|field| field.label);
    field.unwrap_or(bi("产品", "Product"))
}

/// The line and the column of the cell that an element stands in.
fn place(element: &HtmlElement) -> Option<(usize, String)> {
    let cell = element.closest("[data-column]").ok()??;
    let row = cell.closest("[data-row]").ok()??;
    let at = row.get_attribute("data-row")?.parse().ok()?;
    Some((at, cell.get_attribute("data-column")?))
}

fn enter_cell(grid: &HtmlElement, row: usize, column: &str) {
    let selector = format!("[data-row=\"{row}\"] [data-column=\"{column}\"] input");
    let found = grid.query_selector(&selector).ok().flatten();
    if let Some(input) = found.and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
        enter(&input);
    }
}

/// Writes what was pasted into a cell.
fn put(sheet: Sheet, row: Row, column: &str, text: &str) {
    let text = text.trim();
    match column {
        "product" if text.is_empty() => row.product.type_text(String::new()),
        "product" => sheet.name_product(row, text),
        "amount" => {
            let number: String = text.chars().filter(|c| !c.is_alphabetic()).collect();
            row.amount.text.set(number.trim().to_owned());
        }
        key => {
            if let Some(draft) = row.cell(key) {
                draft.text.set(text.to_owned());
                draft.read().ok();
            }
        }
    }
}

/// The grid.
#[component]
pub fn Grid(
    /// The document.
    sheet: Sheet,
) -> impl IntoView {
    let node: NodeRef<html::Div> = NodeRef::new();
    let target = |target: Option<web_sys::EventTarget>| {
        target.and_then(|target| target.dyn_into::<HtmlElement>().ok())
    };
    let keydown = move |ev: KeyboardEvent| {
        let (Some(grid), false) = (node.get_untracked(), is_composing(&ev)) else {
            return;
        };
        let Some((at, column)) = target(ev.target()).and_then(|element| place(&element)) else {
            return;
        };
        let with_control = ev.ctrl_key() || ev.meta_key();
        let last = sheet.rows.with_untracked(Vec::len).saturating_sub(1);
        match (with_control, ev.key().as_str()) {
            (true, "d" | "D") => {
                let above = at.checked_sub(1).and_then(|above| sheet.row(above));
                if let Some((row, above)) = sheet.row(at).zip(above) {
                    row.copy_from(above, &column);
                }
            }
            (false, "ArrowUp") if at > 0 => enter_cell(&grid, at - 1, &column),
            (false, "ArrowDown") if at < last => enter_cell(&grid, at + 1, &column),
            _ => return,
        }
        ev.prevent_default();
    };
    let paste = move |ev: ClipboardEvent| {
        let text = ev
            .clipboard_data()
            .and_then(|data| data.get_data("text/plain").ok());
        let text = text.unwrap_or_default();
        let Some((at, column)) = target(ev.target()).and_then(|element| place(&element)) else {
            return;
        };
        if !text.contains(['\t', '\n']) {
            return;
        }
        ev.prevent_default();
        let from = COLUMNS.iter().position(|key| *key == column).unwrap_or(0);
        for (offset, cells) in pasted_cells(&text).iter().enumerate() {
            let Some(row) = sheet.row(at + offset) else {
                return;
            };
            for (key, cell) in COLUMNS.iter().skip(from).zip(cells) {
                put(sheet, row, key, cell);
            }
        }
    };
    let headings = COLUMNS
        .iter()
        .map(|key| view! { <th scope="col" data-column=*key>{tr(label(key))}</th> });
    view! {
        <div class="f-grid" node_ref=node on:keydown=keydown on:paste=paste>
            <table class="f-grid__table">
                <caption class="u-hidden">{tr(bi("单据各行", "Lines of the document"))}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="f-grid__number">"#"</th>
                        {headings.collect_view()}
                        <th scope="col"><span class="u-hidden">{tr(bi("操作", "Actions"))}</span></th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || sheet.rows.get() key=|row| row.id let:row>
                        <Line sheet row/>
                    </For>
                </tbody>
            </table>
        </div>
        <Button
            label=tr(bi("加一行", "Add a line"))
            kind=ButtonKind::Plain
            icon=Glyph::Plus
            small=true
            on_click=move |_| sheet.add(None)
        />
    }
}

#[component]
fn Line(sheet: Sheet, row: Row) -> impl IntoView {
    let at = Memo::new(move |_| {
        sheet.rows.with(|rows| {
            rows.iter()
                .position(|other| other.id == row.id)
                .unwrap_or(0)
        })
    });
    let name = move |key: &'static str| {
        tr_with(bi("{0}，第 {1} 行", "{0}, line {1}"), move |lang| {
            [
                label(key).in_lang(lang).to_owned(),
                (at.get() + 1).to_string(),
            ]
        })
    };
    let cell = move |key: &'static str| match key {
        "product" => view! { <ProductCell sheet row label=name(key)/> }.into_any(),
        "amount" => view! { <AmountCell sheet row label=name(key)/> }.into_any(),
        key => row
            .cell(key)
            .map(|draft| {
                view! {
                    <Field label=name(key) bare=true error=problem_text(draft.problem)>
                        <DraftControl draft/>
                    </Field>
                }
            })
            .into_any(),
    };
    let cells = COLUMNS.iter().map(|key| {
        view! { <td data-column=*key data-label=tr(label(key))>{cell(key)}</td> }
    });
    view! {
        <tr data-row=move || at.get().to_string()>
            <th scope="row" class="f-grid__number">{move || (at.get() + 1).to_string()}</th>
            {cells.collect_view()}
            <td class="f-grid__end">
                <IconButton
                    label=tr_with(bi("去掉第 {0} 行", "Remove line {0}"), move |_| [(at.get() + 1).to_string()])
                    icon=Glyph::Close
                    small=true
                    on_click=move |_| sheet.remove(row.id)
                />
            </td>
        </tr>
    }
}

#[component]
fn ProductCell(sheet: Sheet, row: Row, label: Signal<String>) -> impl IntoView {
    let pick = row.product;
    let options = Signal::derive(move || {
        let typed = pick.typed.get();
        let name = typed.trim();
        let mut options = sheet.products.with_value(|names| offers(names, name));
        let is_known = sheet.find_product(name).is_some();
        sheet.new_products.with(|products| {
            let matching = products
                .iter()
                .filter(|product| product.name.contains(name));
            options.extend(matching.map(|product| ComboOption {
                key: product.id.to_string(),
                label: product.name.clone(),
                note: bi("新产品", "New").in_lang(lang()).to_owned(),
            }));
        });
        if !name.is_empty() && !is_known {
            let words = bi("新建产品“{0}”", "New product “{0}”");
            options.push(ComboOption {
                key: NEW.to_owned(),
                label: fill(words, lang(), &[name.to_owned()]),
                note: String::new(),
            });
        }
        options
    });
    let choose = move |key: String| {
        let typed = pick.typed.get_untracked();
        let id = key.parse().ok();
        let known = sheet.products.with_value(|names| {
            let name = id.and_then(|id| names.get(id))?;
            Some((name.id, name.label.clone()))
        });
        let new = sheet.new_products.with_untracked(|products| {
            let product = products.iter().find(|product| Some(product.id) == id)?;
            Some((product.id, product.name.clone()))
        });
        match known.or(new) {
            Some((id, label)) => pick.choose(id, label),
            None if key == NEW => sheet.name_product(row, &typed),
            None => {}
        }
    };
    let hint = Signal::derive(move || {
        let id = pick.id.get()?;
        let is_new = sheet
            .new_products
            .with(|products| products.iter().any(|p| p.id == id));
        is_new.then(|| bi("新产品", "New product").in_lang(lang()).to_owned())
    });
    view! {
        <Field label bare=true hint error=problem_text(pick.problem)>
            <Combobox
                value=pick.typed
                on_input=move |text| pick.type_text(text)
                options
                on_choose=choose
                list_label=tr(bi("产品", "Products"))
                testid="product"
            />
        </Field>
    }
}

/// The amount: computed where there is a price, else typed.
#[component]
fn AmountCell(sheet: Sheet, row: Row, label: Signal<String>) -> impl IntoView {
    let computed = Memo::new(move |_| {
        let computed = row.computed(sheet.money())?;
        Some(computed.map(|amount| amount.to_decimal().to_string()))
    });
    let typed = move |text: String| {
        row.amount.text.set(text);
        row.amount.problem.set(None);
    };
    let control = move || {
        match computed.get() {
        Some(amount) => view! {
            <output class="f-grid__computed" data-figure="ledger.line_amount" data-value=amount.clone().ok()>
                {match &amount {
                    Ok(amount) => amount.clone(),
                    Err(problem) => describe::problem(problem, lang()),
                }}
            </output>
        }
        .into_any(),
        None => view! { <NumberInput value=row.amount.text on_input=typed testid="amount"/> }.into_any(),
    }
    };
    view! {
        <Field label bare=true error=problem_text(row.amount.problem)>{control}</Field>
    }
}
