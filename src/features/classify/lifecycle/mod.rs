//! The life cycle of the relations: a board of stages, the rule behind it, and what a person decides.

mod board;
mod print;
mod rule;

pub use print::LifecyclePrintPage;

use std::sync::Arc;

use leptos::prelude::*;

use self::{board::Columns, rule::RuleForm};
use super::{asked::Asked, cells::name_of};
use crate::{
    app::{
        classes::{AsOfControl, classified, tab_mark},
        i18n::{lang, show_count, tr, tr_with},
        no_sales::{NoSales, SkippedNotice},
        sheet_table::{ExportListing, Listing, ListingTable, listing},
    },
    content::bi,
    domain::classify::{Classified, stages::Board},
    ui::{Glyph, LinkButton, PageHeader, Section, Toolbar},
};

/// The scheme of this screen.
const CODE: &str = "CL-LIFE";

/// The board as screen and paper show it.
#[derive(Clone, Copy)]
struct Shown {
    asked: Asked,
    found: Memo<Option<Arc<Classified>>>,
    board: Memo<Option<Arc<Board>>>,
}

impl Shown {
    fn get() -> Self {
        let asked = Asked::get();
        let found = classified(CODE.to_owned());
        let board = Memo::new_with_compare(
            move |_| {
                let (found, columns) = (found.get()?, asked.columns.get());
                Board::of(&found, &columns).map(Arc::new)
            },
            |_, _| true,
        );
        Self {
            asked,
            found,
            board,
        }
    }

    fn with<T>(self, read: impl FnOnce(&Classified, &Board) -> T) -> Option<T> {
        self.found.with(|found| {
            self.board
                .with(|board| Some(read(found.as_deref()?, board.as_deref()?)))
        })
    }

    fn listing(self) -> Memo<Arc<Listing>> {
        let app = self.asked.app;
        listing(move || {
            let lang = lang();
            let title = bi("生命周期看板", "Life-cycle board")
                .in_lang(lang)
                .to_owned();
            let found = self.with(|found, board| {
                let name = |stage: u8| name_of(&found.scheme, stage, lang);
                let tab = |stage: u8| {
                    found
                        .scheme
                        .class_at(stage)
                        .map(|class| tab_mark(class, lang))
                };
                let tabs = board.rows.iter().map(|row| tab(row.stage.ok()?)).collect();
                Listing {
                    sheet: app.book(|book| board.sheet(&book.tables, title, name)),
                    customers: board.rows.iter().map(|row| row.customer).collect(),
                    tabs: vec![("stage", tabs)],
                }
            });
            found.unwrap_or_default()
        })
    }
}

/// The board.
#[component]
pub fn LifecyclePage() -> impl IntoView {
    let shown = Shown::get();
    let asked = shown.asked;
    let customers = shown.listing();
    let actions = move || {
        view! {
            <ExportListing of=customers/>
            <LinkButton label=tr(bi("打印", "Print")) href=asked.href("lifecycle/print") icon=Glyph::Print/>
        }
    };
    let without = move || shown.with(|_, board| board.without).unwrap_or_default();
    view! {
        <PageHeader
            title=tr(bi("生命周期看板", "Life-cycle board"))
            lead=tr(bi(
                "从销售走势看每位客户处在关系的哪个阶段。",
                "At which stage of the relation each customer is, read from the trend of sales.",
            ))
            actions
        />
        <Show when=move || asked.has_sales() fallback=|| view! { <NoSales/> }>
            <SkippedNotice/>
            <Toolbar label=tr(bi("截止日", "As-of date"))><AsOfControl/></Toolbar>
            <Columns shown/>
            <Show when=move || without() != 0>
                <p class="f-note">{tr_with(
                    bi("{0} 位客户还没有订单，没有阶段。", "{0} customer{s} without an order yet, no stage."),
                    move |_| [show_count(without())],
                )}</p>
            </Show>
            <RuleForm shown/>
            <Section title=tr(bi("列表", "As a list"))>
                <ListingTable of=customers testid="stages"/>
            </Section>
        </Show>
    }
}
