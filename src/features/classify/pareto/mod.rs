//! The ABC analysis: curves of Pareto and Lorenz, and how well the textbook's shares fit.

mod charts;
mod fit;
mod print;

pub use print::ParetoPrintPage;

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use self::{
    charts::Charts,
    fit::{Fits, Inequality},
};
use super::{
    asked::{Asked, AskedSelect, Options},
    cells::name_of,
};
use crate::{
    app::{
        classes::{AsOfControl, schemes, tab_mark},
        i18n::{lang, show_amount, show_count, tr, tr_with},
        no_sales::{NoSales, SkippedNotice},
        sheet_table::{ExportListing, Listing, ListingTable, listing},
    },
    content::{Bilingual, Lang, bi},
    domain::{
        classify::{
            Measure, Scheme, Span,
            abc::{Abc, AbcRow, AbcRule},
            pareto::{Border, FEW, Rounding, Ties},
        },
        ledger::{Period, ratio::in_major},
        rule::RuleOverride,
    },
    ui::{Glyph, LinkButton, Notice, PageHeader, Section, Select, TabMark, Tone, Toolbar},
};

const MEASURES: Options<Option<Measure>> = &[
    (
        "book",
        None,
        bi("教材所用的数额", "Measure of the textbook"),
    ),
    ("sales", Some(Measure::Sales), bi("销售额", "Sales")),
    ("profit", Some(Measure::Profit), bi("毛利", "Profit")),
];
const SPANS: Options<Span> = &[
    (
        "12",
        Span::Months(12),
        bi("最近十二个月", "Last twelve months"),
    ),
    ("year", Span::Year, bi("当年", "This year")),
    ("all", Span::All, bi("全部历史", "Whole history")),
];
const BORDERS: Options<Border> = &[
    (
        "cross_in",
        Border::CrossIn,
        bi("跨界者归上一类", "Who crosses a cut is above it"),
    ),
    (
        "strict",
        Border::Strict,
        bi("跨界者归下一类", "Who crosses a cut is below it"),
    ),
];
const ROUNDINGS: Options<Rounding> = &[
    (
        "half_up",
        Rounding::HalfUp,
        bi("户数四舍五入", "Counts to the nearest"),
    ),
    ("ceil", Rounding::Ceil, bi("户数进位", "Counts up")),
    ("floor", Rounding::Floor, bi("户数舍去", "Counts down")),
];
const TIES: Options<Ties> = &[
    (
        "together",
        Ties::Together,
        bi("同额同类，从优", "Equals together, in the better class"),
    ),
    (
        "split",
        Ties::Split,
        bi("同额按编号分开", "Equals divided by id"),
    ),
];

/// The analysis as screen and paper show it.
#[derive(Clone, Copy)]
struct Shown {
    asked: Asked,
    scheme: Memo<Arc<Scheme>>,
    rule: Memo<AbcRule>,
    period: Memo<Period>,
    abc: Memo<Arc<Abc>>,
}

/// Schemes whose classes have shares of the textbook, with the rule made of them.
fn with_reference(all: &[Arc<Scheme>]) -> Vec<(Arc<Scheme>, AbcRule)> {
    let rule = |scheme: &Arc<Scheme>| Some((scheme.clone(), AbcRule::of(scheme)?));
    let found: Vec<_> = all.iter().filter_map(rule).collect();
    if found.is_empty() {
        return Scheme::built_in().iter().filter_map(rule).collect();
    }
    found
}

impl Shown {
    fn get() -> Self {
        let asked = Asked::get();
        let app = asked.app;
        let all = schemes();
        let chosen = Memo::new(move |_| {
            let code = asked.text("scheme");
            let found = all.with(|all| with_reference(all));
            let is_asked =
                |(scheme, _): &&(Arc<Scheme>, AbcRule)| Some(&scheme.code) == code.as_ref();
            found.iter().find(is_asked).or(found.first()).cloned()
        });
        let scheme = Memo::new(move |_| chosen.get().map(|(scheme, _)| scheme).unwrap_or_default());
        let rule = Memo::new(move |_| {
            let rule = chosen.get().map(|(_, rule)| rule);
            let rule = rule.unwrap_or(AbcRule {
                of: Measure::Sales,
                cuts: Vec::new(),
                shares: vec![Decimal::ONE],
                border: Border::default(),
                rounding: Rounding::default(),
                ties: Ties::default(),
            });
            AbcRule {
                of: asked.one("of", MEASURES).flatten().unwrap_or(rule.of),
                border: asked.one("border", BORDERS).unwrap_or_default(),
                rounding: asked.one("rounding", ROUNDINGS).unwrap_or_default(),
                ties: asked.one("ties", TIES).unwrap_or_default(),
                ..rule
            }
        });
        let period = Memo::new(move |_| {
            asked
                .one("span", SPANS)
                .unwrap_or_default()
                .period(asked.as_of.get())
        });
        let abc = Memo::new_with_compare(
            move |_| {
                app.track(RuleOverride::TABLE);
                let columns = asked.columns.get();
                Arc::new(rule.with(|rule| Abc::of(rule, &columns, period.get())))
            },
            |_, _| true,
        );
        Self {
            asked,
            scheme,
            rule,
            period,
            abc,
        }
    }

    fn measure_name(self) -> Bilingual {
        match self.rule.with(|rule| rule.of) {
            Measure::Profit => bi("毛利", "profit"),
            _ => bi("销售额", "sales"),
        }
    }

    fn listing(self) -> Memo<Arc<Listing>> {
        let app = self.asked.app;
        listing(move || {
            let lang = lang();
            let scheme = self.scheme.get();
            let title = bi("ABC 分析：客户明细", "ABC analysis: customers")
                .in_lang(lang)
                .to_owned();
            let name = |class: u8| name_of(&scheme, class, lang);
            self.abc.with(|abc| {
                let of = self.rule.with(|rule| rule.of);
                let tab = |class: u8| scheme.class_at(class).map(|class| tab_mark(class, lang));
                let tabs = |read: fn(&AbcRow) -> u8| -> Vec<Option<TabMark>> {
                    abc.rows.iter().map(|row| tab(read(row))).collect()
                };
                Listing {
                    sheet: app.book(|book| abc.sheet(of, &book.tables, title.clone(), name)),
                    customers: abc.rows.iter().map(|row| row.customer).collect(),
                    tabs: vec![
                        ("by_value", tabs(|row| row.by_value)),
                        ("by_count", tabs(|row| row.by_count)),
                    ],
                }
            })
        })
    }
}

/// What was left out, and why the rest may say little.
#[component]
fn Remarks(shown: Shown) -> impl IntoView {
    let abc = shown.abc;
    let removed = move || abc.with(|abc| abc.removed);
    let unknown = move || abc.with(|abc| abc.unknown);
    let counted = move || abc.with(|abc| abc.rows.len() - abc.removed);
    view! {
        <Show when=move || abc.with(|abc| abc.trouble().is_some())>
            <Notice
                tone=Tone::Warn
                title=tr_with(
                    bi("这段时间没有可分析的数额：{0}", "Nothing to analyse in this period: {0}"),
                    move |lang| [abc.with(|abc| abc.trouble()).map(|why| why.words().in_lang(lang).to_owned()).unwrap_or_default()],
                )
            />
        </Show>
        <Show when=move || (1..FEW).contains(&counted())>
            <Notice
                tone=Tone::Warn
                title=tr_with(
                    bi("只有 {0} 位客户，分类说明不了多少。", "Only {0} customer{s}: classes say little."),
                    move |_| [show_count(counted())],
                )
            />
        </Show>
        <Show when=move || unknown() != 0>
            <Notice
                tone=Tone::Warn
                title=tr_with(
                    bi("{0} 位客户有明细缺成本，算不出毛利，未计入。", "{0} customer{s} with lines of unknown cost: no profit, left out."),
                    move |_| [show_count(unknown())],
                )
            >
                <LinkButton label=tr(bi("补产品成本", "Enter product costs")) href="#/ledger/products"/>
            </Notice>
        </Show>
        <Show when=move || removed() != 0>
            <Notice
                title=tr_with(
                    bi(
                        "{0} 位客户的数额为零或负，合计 {1}，归最低一类，不计入占比。",
                        "{0} customer{s} at zero or below, together {1}: in the lowest class and outside of the shares.",
                    ),
                    move |_| [
                        show_count(removed()),
                        abc.with(|abc| show_amount(in_major(abc.removed_sum, abc.home))),
                    ],
                )
            />
        </Show>
    }
}

fn scheme_names(lang: Lang) -> Vec<(String, String)> {
    let found = schemes().with(|all| with_reference(all));
    let option = |(scheme, _): &(Arc<Scheme>, AbcRule)| {
        let label = scheme.label.in_lang(lang).to_owned();
        (scheme.code.clone(), label)
    };
    found.iter().map(option).collect()
}

/// The ABC analysis.
#[component]
pub fn ParetoPage() -> impl IntoView {
    let shown = Shown::get();
    let asked = shown.asked;
    let customers = shown.listing();
    let actions = move || {
        view! {
            <ExportListing of=customers/>
            <LinkButton label=tr(bi("打印", "Print")) href=asked.href("pareto/print") icon=Glyph::Print/>
        }
    };
    view! {
        <PageHeader
            title=tr(bi("ABC 分析", "ABC analysis"))
            lead=tr(bi(
                "少数客户带来多少，与教材的比重差多远。",
                "How much a few customers bring, and how far that is from the textbook.",
            ))
            actions
        />
        <Show when=move || asked.has_sales() fallback=|| view! { <NoSales/> }>
            <SkippedNotice/>
            <Toolbar label=tr(bi("分析什么", "What is analysed"))>
                <AsOfControl/>
                <Select
                    label=tr(bi("参考比重", "Reference shares"))
                    value=Signal::derive(move || shown.scheme.with(|scheme| scheme.code.clone()))
                    options=Signal::derive(move || scheme_names(lang()))
                    on_change=move |code: String| asked.choose("scheme", Some(code))
                    small=true
                    testid="scheme"
                />
                <AskedSelect asked key="of" label=bi("数额", "Measure") options=MEASURES/>
                <AskedSelect asked key="span" label=bi("期间", "Period") options=SPANS/>
            </Toolbar>
            <Toolbar label=tr(bi("怎样划界", "How classes are cut"))>
                <AskedSelect asked key="border" label=bi("跨界", "At a cut") options=BORDERS/>
                <AskedSelect asked key="rounding" label=bi("户数取整", "Rounding of counts") options=ROUNDINGS/>
                <AskedSelect asked key="ties" label=bi("同额", "Equals") options=TIES/>
            </Toolbar>
            <Remarks shown/>
            <Show when=move || shown.abc.with(|abc| abc.trouble().is_none())>
                <Inequality shown/>
                <Charts shown/>
                <Fits shown/>
                <Section title=tr(bi("客户明细", "Customers"))>
                    <ListingTable of=customers testid="abc-customers"/>
                </Section>
            </Show>
        </Show>
    }
}
