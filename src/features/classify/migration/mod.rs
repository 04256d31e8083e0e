//! Who moved between the classes of a scheme from one day to another.

mod matrix;
mod print;

pub use print::MigrationPrintPage;

use std::sync::Arc;

use chrono::{Months, NaiveDate};
use leptos::prelude::*;

use self::matrix::{Distribution, Matrix, Movement};
use super::{asked::Asked, cells::name_of};
use crate::{
    app::{
        classes::{AsOfControl, classified, classified_on, scheme_options, tab_mark},
        i18n::{fill, lang, show_count, tr, tr_with},
        no_sales::NoSales,
        sheet_table::{ExportListing, Listing, ListingTable, listing},
    },
    content::{Lang, bi},
    domain::{
        Id,
        classify::{
            Basis, Run, Scheme,
            moves::{Moved, Moves, Side},
        },
    },
    ui::{
        Button, ButtonKind, DateInput, Field, Glyph, LinkButton, Notice, PageHeader, Section,
        Select, Tone, Toolbar,
    },
};

/// The scheme looked at where none is asked for.
const FIRST: &str = "CL-III";
/// A customer without a class, in the address.
const NOBODY: &str = "n";

/// Two days of a scheme as screen and paper show them.
#[derive(Clone, Copy)]
struct Shown {
    asked: Asked,
    code: Memo<String>,
    from: Memo<NaiveDate>,
    before_run: Memo<Option<Arc<Run>>>,
    now_run: Memo<Option<Arc<Run>>>,
    scheme: Memo<Arc<Scheme>>,
    moves: Memo<Option<Arc<Moves>>>,
}

impl Shown {
    fn get() -> Self {
        let asked = Asked::get();
        let app = asked.app;
        let run = move |key: &'static str| {
            Memo::new(move |_| {
                app.track(Run::TABLE);
                let id: Id = asked.text(key)?.parse().ok()?;
                app.book(|book| book.tables.runs.get(id).cloned())
            })
        };
        let (before_run, now_run) = (run("before"), run("after"));
        let code = Memo::new(move |_| {
            let of_run = now_run.get().or(before_run.get());
            let of_run = of_run.map(|run| run.scheme.code.clone());
            of_run
                .or_else(|| asked.text("scheme"))
                .unwrap_or_else(|| FIRST.to_owned())
        });
        let from = Memo::new(move |_| {
            let asked_for = asked.text("from").and_then(|day| day.parse().ok());
            let year_before = asked.as_of.get().checked_sub_months(Months::new(12));
            asked_for.or(year_before).unwrap_or_default()
        });
        let (now, before) = (classified(code), classified_on(code, from));
        let scheme = Memo::new(move |_| {
            let of_run = now_run.get().map(|run| Arc::new(run.scheme.clone()));
            of_run
                .or_else(|| now.get().map(|found| found.scheme.clone()))
                .unwrap_or_default()
        });
        let moves = Memo::new_with_compare(
            move |_| {
                let scheme = scheme.get();
                let side = |run: Option<Arc<Run>>, computed: Memo<Option<Arc<_>>>| match run {
                    Some(run) => Some(Side::of_run(&run, &scheme)),
                    None => computed.get().map(|found| Side::of(&found)),
                };
                let before = side(before_run.get(), before)?;
                let now = side(now_run.get(), now)?;
                Some(Arc::new(Moves::between(&scheme, before, now)))
            },
            |_, _| true,
        );
        Self {
            asked,
            code,
            from,
            before_run,
            now_run,
            scheme,
            moves,
        }
    }

    /// Reads what was found; nothing where the scheme is gone.
    fn with<T>(self, read: impl FnOnce(&Moves) -> T) -> Option<T> {
        self.moves.with(|moves| moves.as_deref().map(read))
    }

    /// The day of a side, with the run it is from.
    fn day(self, is_now: bool, lang: Lang) -> String {
        let day = self.with(|moves| {
            if is_now {
                moves.now.as_of
            } else {
                moves.before.as_of
            }
        });
        let day = day.map(|day| day.to_string()).unwrap_or_default();
        let run = if is_now {
            self.now_run
        } else {
            self.before_run
        };
        match run.with(Option::is_some) {
            true => fill(bi("{0}（保存的运行）", "{0} (kept run)"), lang, &[day]),
            false => day,
        }
    }

    /// The cell of the matrix whose customers alone are listed: class before, class now.
    fn cell(self) -> Option<(Option<u8>, Option<u8>)> {
        let text = self.asked.text("cell")?;
        let (from, to) = text.split_once('-')?;
        let class = |text: &str| match text {
            NOBODY => Some(None),
            number => number.parse().ok().map(Some),
        };
        Some((class(from)?, class(to)?))
    }

    fn listing(self) -> Memo<Arc<Listing>> {
        let app = self.asked.app;
        listing(move || {
            let lang = lang();
            let (scheme, cell) = (self.scheme.get(), self.cell());
            let title = bi("分类变动名单", "Customers who moved")
                .in_lang(lang)
                .to_owned();
            let is_wanted =
                move |moved: &Moved| cell.is_none_or(|cell| cell == (moved.from, moved.to));
            let class = |class: u8| name_of(&scheme, class, lang);
            let found = self.with(|moves| {
                let (sheet, customers) =
                    app.book(|book| moves.sheet(&book.tables, title.clone(), class, is_wanted));
                let tabs = |read: fn(&Moved) -> Option<u8>| {
                    let moved = moves.moved.iter().filter(|moved| is_wanted(moved));
                    let tab = |moved| {
                        scheme
                            .class_at(read(moved)?)
                            .map(|class| tab_mark(class, lang))
                    };
                    moved.map(tab).collect::<Vec<_>>()
                };
                Listing {
                    sheet,
                    customers,
                    tabs: vec![
                        ("from", tabs(|moved| moved.from)),
                        ("to", tabs(|moved| moved.to)),
                    ],
                }
            });
            found.unwrap_or_default()
        })
    }
}

/// Who moved.
#[component]
pub fn MigrationPage() -> impl IntoView {
    let shown = Shown::get();
    let asked = shown.asked;
    let movers = shown.listing();
    let actions = move || {
        view! {
            <ExportListing of=movers/>
            <LinkButton label=tr(bi("打印", "Print")) href=asked.href("migration/print") icon=Glyph::Print/>
        }
    };
    view! {
        <PageHeader
            title=tr(bi("分类变动", "Movers"))
            lead=tr(bi(
                "同一方案在两个日子的类别：谁升、谁降、谁留下。",
                "The classes of a scheme on two days: who rose, who fell, who stayed.",
            ))
            actions
        />
        <Show when=move || asked.has_sales() fallback=|| view! { <NoSales/> }>
            <Choices shown/>
            <Remarks shown/>
            <Movement shown/>
            <Matrix shown/>
            <Distribution shown/>
            <Section
                title=tr(bi("变动名单", "Who moved"))
                actions=move || view! { <CellChosen shown/> }
            >
                <Show
                    when=move || movers.with(|movers| !movers.sheet.rows.is_empty())
                    fallback=|| view! {
                        <Notice tone=Tone::Ok title=tr(bi("没有客户变动。", "Nobody moved."))/>
                    }
                >
                    <ListingTable of=movers testid="movers"/>
                </Show>
            </Section>
        </Show>
    }
}

/// Scheme, days, runs.
#[component]
fn Choices(shown: Shown) -> impl IntoView {
    let asked = shown.asked;
    let app = asked.app;
    let runs = move |now: bool| {
        Signal::derive(move || {
            app.track(Run::TABLE);
            let (code, lang) = (shown.code.get(), lang());
            let computed = if now {
                bi("按截止日现算", "Computed as of the day")
            } else {
                bi("按起始日现算", "Computed as of the first day")
            };
            let mut options = vec![(String::new(), computed.in_lang(lang).to_owned())];
            app.book(|book| {
                let mut runs: Vec<_> = book
                    .tables
                    .runs
                    .iter()
                    .filter(|run| run.scheme.code == code)
                    .collect();
                runs.sort_by_key(|run| (std::cmp::Reverse(run.as_of), run.id));
                options.extend(runs.iter().map(|run| {
                    let day = run.as_of.to_string();
                    let text = bi("保存的运行 {0}", "Kept run {0}");
                    (run.id.to_string(), fill(text, lang, &[day]))
                }));
            });
            options
        })
    };
    let chosen = move |run: Memo<Option<Arc<Run>>>| {
        Signal::derive(move || {
            run.with(|run| {
                run.as_ref()
                    .map(|run| run.id.to_string())
                    .unwrap_or_default()
            })
        })
    };
    let choose =
        move |key: &'static str, id: String| asked.choose(key, (!id.is_empty()).then_some(id));
    let scheme = move |code: String| {
        for key in ["before", "after", "cell"] {
            asked.choose(key, None);
        }
        asked.choose("scheme", Some(code));
    };
    view! {
        <Toolbar label=tr(bi("比较什么", "What is compared"))>
            <Select
                label=tr(bi("分类方案", "Scheme"))
                value=shown.code
                options=Signal::derive(move || scheme_options(lang()))
                on_change=scheme
                small=true
                testid="scheme"
            />
            <Field label=tr(bi("起始日", "From")) bare=true>
                <DateInput
                    value=Signal::derive(move || shown.from.get().to_string())
                    on_change=move |day: String| choose("from", day)
                    testid="from"
                />
            </Field>
            <AsOfControl/>
        </Toolbar>
        <Toolbar label=tr(bi("与保存的运行比较", "Compare kept runs"))>
            <Select
                label=tr(bi("起始", "Before"))
                value=chosen(shown.before_run)
                options=runs(false)
                on_change=move |id: String| choose("before", id)
                small=true
                testid="before-run"
            />
            <Select
                label=tr(bi("截止", "Now"))
                value=chosen(shown.now_run)
                options=runs(true)
                on_change=move |id: String| choose("after", id)
                small=true
                testid="after-run"
            />
        </Toolbar>
    }
}

/// Says where a run knew classes that the scheme has lost, and where a scheme has no past of its own.
#[component]
fn Remarks(shown: Shown) -> impl IntoView {
    let is_timeless = move || {
        let is_of_now = shown.scheme.with(|scheme| {
            matches!(
                scheme.basis,
                Basis::Judged | Basis::Field { .. } | Basis::Region
            )
        });
        is_of_now && shown.before_run.with(Option::is_none)
    };
    let unknown = move || {
        shown
            .with(|moves| moves.before.unknown + moves.now.unknown)
            .unwrap_or_default()
    };
    view! {
        <Show when=is_timeless>
            <Notice
                tone=Tone::Warn
                title=tr(bi(
                    "这个方案的类别记在卡片上或由人判定，只有现状；要看变动，请与保存的运行比较。",
                    "The classes of this scheme are on the cards or judged, and known as of now alone; compare with a kept run to see who moved.",
                ))
            >
                <LinkButton label=tr(bi("全部运行", "All runs")) href="#/classify/runs"/>
            </Notice>
        </Show>
        <Show when=move || unknown() != 0>
            <Notice
                tone=Tone::Warn
                title=tr_with(
                    bi(
                        "{0} 位客户当时的类别在现行方案里已没有，按无类别计。",
                        "{0} customer{s} had a class that the scheme no longer has, counted as having none.",
                    ),
                    move |_| [show_count(unknown())],
                )
            />
        </Show>
    }
}

/// Which cell of the matrix is listed, and the way back to all.
#[component]
fn CellChosen(shown: Shown) -> impl IntoView {
    let label = move || {
        let (from, to) = shown.cell()?;
        let (lang, scheme) = (lang(), shown.scheme.get());
        let none = crate::domain::classify::moves::NONE;
        let name = |class: Option<u8>| {
            class.map_or_else(
                || none.in_lang(lang).to_owned(),
                |class| name_of(&scheme, class, lang),
            )
        };
        Some(format!("{} → {}", name(from), name(to)))
    };
    move || {
        label().map(|label| {
            view! {
                <Button
                    label=Signal::stored(label)
                    icon=Glyph::Close
                    small=true
                    kind=ButtonKind::Quiet
                    aria_label=tr(bi("看全部变动", "Show all movers"))
                    on_click=move |_| shown.asked.choose("cell", None)
                />
            }
        })
    }
}
