//! RFM: scores, cut points, heat map, segments and their customers.

mod edit;
mod print;
mod segments;

pub use print::RfmPrintPage;

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::{Decimal, prelude::ToPrimitive};

use self::{edit::RuleDialog, segments::SegmentTable};
use super::{
    asked::{Asked, AskedSelect, Options},
    cells::{ShortTable, name_of},
};
use crate::{
    app::{
        classes::{AsOfControl, scheme, tab_mark},
        i18n::{lang, show_count, show_number, tr, tr_with},
        no_sales::{NoSales, SkippedNotice},
        sheet_table::{ExportListing, Listing, ListingTable, listing},
    },
    content::{Bilingual, bi},
    domain::{
        Customer,
        classify::{
            Basis, Judgement, Scheme, Span, classify,
            pareto::FEW,
            rfm::Bins,
            segments::{CUT_POINT, RfmRow, Segmented},
        },
    },
    ui::{
        Badge, Button, ButtonKind, Glyph, HeatMap, HeatRow, LinkButton, Notice, PageHeader,
        Section, Tone, Toolbar,
    },
};

/// The name of a way to find the bins of scores.
const fn bins_name(bins: Bins) -> Bilingual {
    match bins {
        Bins::QuantilePlusOne => bi("五分位数加一", "Quintiles plus one"),
        Bins::Quantile => bi("五分位数", "Quintiles"),
        Bins::Fixed => bi("固定界限", "Fixed thresholds"),
        Bins::Rank => bi("按名次", "By rank"),
    }
}

/// The scheme of this screen.
const CODE: &str = "CL-RFM";

const BINS: Options<Option<Bins>> = &[
    ("scheme", None, bi("方案设定的规则", "Rule of the scheme")),
    (
        "quantile_plus_one",
        Some(Bins::QuantilePlusOne),
        bins_name(Bins::QuantilePlusOne),
    ),
    ("quantile", Some(Bins::Quantile), bins_name(Bins::Quantile)),
    ("fixed", Some(Bins::Fixed), bins_name(Bins::Fixed)),
    ("rank", Some(Bins::Rank), bins_name(Bins::Rank)),
];

const SPANS: Options<Option<Span>> = &[
    ("scheme", None, bi("方案设定的期间", "Period of the scheme")),
    (
        "12",
        Some(Span::Months(12)),
        bi("最近十二个月", "Last twelve months"),
    ),
    (
        "24",
        Some(Span::Months(24)),
        bi("最近二十四个月", "Last twenty-four months"),
    ),
    ("all", Some(Span::All), bi("全部历史", "Whole history")),
];

/// RFM as screen and paper show it.
#[derive(Clone, Copy)]
struct Shown {
    asked: Asked,
    /// The scheme with the rule that is looked at.
    scheme: Memo<Arc<Scheme>>,
    found: Memo<Option<Arc<Segmented>>>,
}

impl Shown {
    fn get() -> Self {
        let asked = Asked::get();
        let app = asked.app;
        let kept = scheme(CODE.to_owned());
        let scheme = Memo::new(move |_| {
            let kept = kept.get().unwrap_or_default();
            let bins = asked.one("bins", BINS).flatten();
            let span = asked.one("span", SPANS).flatten();
            let mut scheme = Scheme {
                span: span.unwrap_or(kept.span),
                ..Scheme::clone(&kept)
            };
            if let (Basis::Rfm { rule, .. }, Some(bins)) = (&mut scheme.basis, bins) {
                rule.bins = bins;
            }
            Arc::new(scheme)
        });
        let found = Memo::new_with_compare(
            move |_| {
                app.track(Judgement::TABLE);
                app.track(Customer::TABLE);
                let columns = asked.columns.get();
                let (scheme, as_of) = (scheme.get(), asked.as_of.get());
                let found = app.book(|book| classify(&scheme, &columns, &book.tables, as_of));
                Segmented::of(&found, &columns).map(Arc::new)
            },
            |_, _| true,
        );
        Self {
            asked,
            scheme,
            found,
        }
    }

    fn with<T>(self, read: impl FnOnce(&Segmented) -> T) -> Option<T> {
        self.found.with(|found| found.as_deref().map(read))
    }

    /// The bins that were used.
    fn bins(self) -> Bins {
        self.with(|found| found.scored.bins).unwrap_or_default()
    }

    /// The segment whose customers alone are listed.
    fn segment(self) -> Option<u8> {
        let code = self.asked.text("segment")?;
        self.scheme.with(|scheme| scheme.class(&code))
    }

    fn listing(self) -> Memo<Arc<Listing>> {
        let app = self.asked.app;
        listing(move || {
            let lang = lang();
            let (scheme, segment) = (self.scheme.get(), self.segment());
            let title = bi("RFM 客户名单", "RFM: customers")
                .in_lang(lang)
                .to_owned();
            let is_wanted =
                move |row: &RfmRow| segment.is_none_or(|segment| row.segment == Ok(segment));
            let name = |class: u8| name_of(&scheme, class, lang);
            let found = self.with(|found| {
                let (sheet, customers) =
                    app.book(|book| found.sheet(&book.tables, title, name, is_wanted));
                let tab = |row: &RfmRow| {
                    scheme
                        .class_at(row.segment.ok()?)
                        .map(|class| tab_mark(class, lang))
                };
                let tabs = found
                    .rows
                    .iter()
                    .filter(|row| is_wanted(row))
                    .map(tab)
                    .collect();
                Listing {
                    sheet,
                    customers,
                    tabs: vec![("segment", tabs)],
                }
            });
            found.unwrap_or_default()
        })
    }
}

/// RFM.
#[component]
pub fn RfmPage() -> impl IntoView {
    let shown = Shown::get();
    let asked = shown.asked;
    let customers = shown.listing();
    let is_edited = RwSignal::new(false);
    let actions = move || {
        view! {
            <ExportListing of=customers/>
            <LinkButton label=tr(bi("打印", "Print")) href=asked.href("rfm/print") icon=Glyph::Print/>
            <Button
                label=tr(bi("改规则", "Change the rule"))
                icon=Glyph::Edit
                on_click=move |_| is_edited.set(true)
                testid="edit-rfm"
            />
        }
    };
    let without = move || shown.with(|found| found.without).unwrap_or_default();
    view! {
        <PageHeader
            title=tr(bi("RFM 分群", "RFM segments"))
            lead=tr(bi(
                "最近一次（R）、次数（F）、金额（M）各打分，再归成几群。",
                "How recently (R), how often (F), how much (M): three scores, and the segments they make.",
            ))
            actions
        />
        <RuleDialog shown is_open=is_edited/>
        <Show when=move || asked.has_sales() fallback=|| view! { <NoSales/> }>
            <SkippedNotice/>
            <Toolbar label=tr(bi("怎样打分", "How scores are given"))>
                <AsOfControl/>
                <AskedSelect asked key="bins" label=bi("分位规则", "Rule of the bins") options=BINS/>
                <AskedSelect asked key="span" label=bi("期间", "Period") options=SPANS/>
            </Toolbar>
            <Few shown/>
            <Show when=move || without() != 0>
                <p class="f-note">{tr_with(
                    bi("{0} 位客户期间内没有订单，没有得分。", "{0} customer{s} without an order in the period, no scores."),
                    move |_| [show_count(without())],
                )}</p>
            </Show>
            <SegmentTable shown/>
            <Heat shown/>
            <Section
                title=tr(bi("得分界限", "Cut points"))
                lead=tr(bi(
                    "达到界限时，R 得分降一，F 与 M 得分升一；界限是精确值。",
                    "Where a cut point is reached R scores one less, F and M one more; the points are exact.",
                ))
            >
                <CutPoints shown/>
            </Section>
            <Section title=tr(bi("客户名单", "Customers")) actions=move || view! { <SegmentChosen shown/> }>
                <ListingTable of=customers testid="rfm-customers"/>
            </Section>
        </Show>
    }
}

/// Why only fixed thresholds hold where there are few customers.
#[component]
fn Few(shown: Shown) -> impl IntoView {
    let is_few = move || shown.with(|found| found.scored.is_few).unwrap_or_default();
    view! {
        <Show when=is_few>
            <Notice
                tone=Tone::Warn
                title=tr_with(
                    bi("有订单的客户少于 {0} 位，只能用固定界限。", "Fewer than {0} customers with an order: fixed thresholds alone."),
                    |_| [FEW.to_string()],
                )
                text=tr(bi(
                    "五分位数要把客户分成五份，人数不够就没有意义。",
                    "Quintiles cut the customers into five parts, which says nothing of so few.",
                ))
            />
        </Show>
    }
}

#[component]
fn SegmentChosen(shown: Shown) -> impl IntoView {
    move || {
        let name = shown
            .segment()
            .map(|segment| shown.scheme.with(|scheme| name_of(scheme, segment, lang())));
        name.map(|name| {
            view! {
                <Button
                    label=Signal::stored(name)
                    icon=Glyph::Close
                    small=true
                    kind=ButtonKind::Quiet
                    aria_label=tr(bi("看全部客户", "All customers"))
                    on_click=move |_| shown.asked.choose("segment", None)
                />
            }
        })
    }
}

/// Customers by R and F.
#[component]
fn Heat(shown: Shown) -> impl IntoView {
    let rows = Signal::derive(move || {
        let best = shown.with(Segmented::best).unwrap_or_default();
        let heat = shown.with(Segmented::heat).unwrap_or_default();
        let row = |(r, counts): (u8, Vec<usize>)| HeatRow {
            label: format!("R {r}"),
            cells: counts
                .into_iter()
                .map(|count| {
                    (
                        Decimal::from(u64::try_from(count).unwrap_or(0)).to_f64(),
                        show_count(count),
                    )
                })
                .collect(),
        };
        (1..=best).rev().zip(heat).map(row).collect::<Vec<_>>()
    });
    let columns = Signal::derive(move || {
        let best = shown.with(Segmented::best).unwrap_or_default();
        (1..=best).map(|f| format!("F {f}")).collect::<Vec<_>>()
    });
    view! {
        <Section title=tr(bi("R × F 热图", "R by F"))>
            <HeatMap
                title=tr(bi("各得分的客户数", "Customers by score"))
                table_label=tr(bi("看表格", "Show as table"))
                name_label=tr(bi("R 得分", "Score R"))
                columns
                rows
                hint=tr(bi("指向方格或用方向键移动，看人数。", "Point at a square or move with the arrows to read the number."))
            />
        </Section>
    }
}

/// The exact cut points of the three scores.
#[component]
fn CutPoints(shown: Shown) -> impl IntoView {
    let used = move || shown.bins();
    let rows = move || {
        let lang = lang();
        shown.with(|found| {
            let cuts = found.scored.thresholds.as_ref()?;
            let measures = [
                (bi("R 天数", "R, days"), &cuts.recency, true),
                (bi("F 订单数", "F, orders"), &cuts.frequency, false),
                (bi("M 金额", "M, money"), &cuts.monetary, false),
            ];
            let row = |(name, cuts, _): (Bilingual, &Vec<Decimal>, bool)| {
                let cells = cuts.iter().map(|cut| {
                    view! {
                        <td data-align="end" data-figure=CUT_POINT.id data-value=cut.normalize().to_string()>
                            {show_number(*cut)}
                        </td>
                    }
                });
                view! { <tr><th scope="row">{name.in_lang(lang)}</th>{cells.collect_view()}</tr> }
            };
            let most = [&cuts.recency, &cuts.frequency, &cuts.monetary].map(Vec::len);
            let heads = (1..=most.into_iter().max().unwrap_or(0))
                .map(|at| view! { <th scope="col" data-align="end">{at}</th> })
                .collect_view();
            let lines = measures.map(row).collect_view();
            Some(view! {
                <ShortTable label=tr(bi("得分界限", "Cut points")) testid="rfm-cuts">
                    <thead><tr><th scope="col">{tr(bi("第几道界限", "Cut point"))}</th>{heads}</tr></thead>
                    <tbody>{lines}</tbody>
                </ShortTable>
            })
        })
        .flatten()
    };
    view! {
        <p class="f-note">
            <Badge label=Signal::derive(move || bins_name(used()).in_lang(lang()).to_owned())/>
            " "
            <Show when=move || used() == Bins::Rank>
                {tr(bi(
                    "得分 = 1 ＋ ⌊5 × 比他差的客户比例⌋，没有界限值。",
                    "Score = 1 + ⌊5 × share of customers who are worse⌋; there are no cut points.",
                ))}
            </Show>
        </p>
        {rows}
    }
}
