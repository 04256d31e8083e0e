//! The matrix of movers, the shares of those who rose, fell and stayed, and the sizes of the classes.

use leptos::prelude::*;
use rust_decimal::prelude::ToPrimitive;

use super::{NOBODY, Shown};
use crate::{
    app::{
        classes::{class_name, tab_mark},
        figure::Explained,
        i18n::{lang, show_count, show_share, tr, tr_with},
    },
    content::bi,
    domain::{
        classify::{
            abc::CLASS_SIZE,
            migration::{MOVED_DOWN, MOVED_UP, STAYED},
            moves::{MOVEMENT, Moves, is_ranked},
            pareto::COUNT_SHARE,
        },
        figure::{Figure, NoValue},
    },
    features::classify::cells::{ShortTable, class_head, count_cell, number_cell},
    ui::{ClassMark, Section, ShareBar, ShareChart, SharePart, Stat, StatRow},
};

/// Shares of those who rose, fell and stayed.
#[component]
pub(super) fn Movement(shown: Shown) -> impl IntoView {
    let figure = move |at: usize, kind| {
        Signal::derive(move || {
            let found = shown
                .with(|moves| moves.matrix.figures().get(at).cloned())
                .flatten();
            found.unwrap_or(Figure {
                kind,
                value: Err(NoValue::NoRecords),
                inputs: Vec::new(),
            })
        })
    };
    let is_ranked = move || shown.scheme.with(|scheme| is_ranked(scheme));
    view! {
        <StatRow>
            <Show when=is_ranked>
                <Stat label=tr(MOVED_UP.label)><Explained figure=figure(0, &MOVED_UP)/></Stat>
                <Stat label=tr(MOVED_DOWN.label)><Explained figure=figure(1, &MOVED_DOWN)/></Stat>
            </Show>
            <Stat label=tr(STAYED.label)><Explained figure=figure(2, &STAYED)/></Stat>
        </StatRow>
        <Show when=move || !is_ranked()>
            <p class="f-note">{tr(bi(
                "这个方案的类别不分高低，只看是否变动。",
                "The classes of this scheme are not above or below each other; only change counts.",
            ))}</p>
        </Show>
    }
}

fn code(class: Option<usize>) -> String {
    class.map_or_else(|| NOBODY.to_owned(), |class| class.to_string())
}

/// A cell: the number, which lists its customers.
fn cell(shown: Shown, count: usize, from: Option<usize>, to: Option<usize>) -> AnyView {
    let how = match (from, to) {
        (Some(from), Some(to)) if from == to => "stay",
        (Some(from), Some(to)) if to < from => "up",
        (Some(_), Some(_)) => "down",
        _ => "none",
    };
    let text = show_count(count);
    let inner = if count == 0 || how == "stay" {
        view! { <span>{text}</span> }.into_any()
    } else {
        let key = format!("{}-{}", code(from), code(to));
        let choose = move |_| shown.asked.choose("cell", Some(key.clone()));
        view! { <button type="button" class="f-matrix__button" on:click=choose>{text}</button> }
            .into_any()
    };
    view! {
        <td
            data-align="end"
            data-move=how
            data-empty=(count == 0).then_some("true")
            data-figure=MOVEMENT.id
            data-value=count.to_string()
        >
            {inner}
        </td>
    }
    .into_any()
}

/// From class by to class, with those who joined and left.
#[component]
pub(super) fn Matrix(shown: Shown) -> impl IntoView {
    view! {
        <Section
            title=tr(bi("迁移矩阵", "Matrix"))
            lead=tr_with(
                bi(
                    "行：{0} 的类别；列：{1} 的类别。点数字看名单。",
                    "Rows: classes of {0}; columns: classes of {1}. A number lists its customers.",
                ),
                move |lang| [shown.day(false, lang), shown.day(true, lang)],
            )
        >
            <ShortTable label=tr(bi("迁移矩阵", "Matrix")) testid="matrix">
                <MatrixRows shown/>
            </ShortTable>
        </Section>
    }
}

/// Head and rows of the matrix, on screen and on paper.
#[component]
pub(super) fn MatrixRows(shown: Shown) -> impl IntoView {
    let heads = move || {
        let lang = lang();
        shown.scheme.with(|scheme| {
            let head = |class: &crate::domain::classify::Class| {
                let mark = Signal::stored(tab_mark(class, lang));
                view! {
                    <th scope="col" data-align="end">
                        <span class="f-class"><ClassMark mark/> {class_name(class, lang)}</span>
                    </th>
                }
            };
            scheme.classes.iter().map(head).collect_view()
        })
    };
    let rows = move || {
        let scheme = shown.scheme.get();
        let sizes = |moves: &Moves| moves.before.sizes(scheme.classes.len());
        shown.with(|moves| {
            let sizes = sizes(moves);
            let row = |(from, cells): (usize, &Vec<usize>)| {
                let class = u8::try_from(from).unwrap_or(u8::MAX);
                let inner = cells.iter().enumerate();
                let inner = inner.map(|(to, count)| cell(shown, *count, Some(from), Some(to)));
                let left = moves.matrix.left.get(from).copied().unwrap_or_default();
                view! {
                    <tr>
                        {class_head(&scheme, class)} {inner.collect_view()} {cell(shown, left, Some(from), None)}
                        {count_cell(&CLASS_SIZE, sizes.get(from).copied().unwrap_or_default())}
                    </tr>
                }
            };
            moves.matrix.cells.iter().enumerate().map(row).collect_view()
        })
    };
    let joined = move || {
        shown.with(|moves| {
            let cells = moves.matrix.joined.iter().enumerate();
            cells
                .map(|(to, count)| cell(shown, *count, None, Some(to)))
                .collect_view()
        })
    };
    let sums = move || {
        let n = shown.scheme.with(|scheme| scheme.classes.len());
        shown.with(|moves| {
            let sizes = moves.now.sizes(n).into_iter();
            sizes
                .map(|size| count_cell(&CLASS_SIZE, size))
                .collect_view()
        })
    };
    view! {
        <thead>
            <tr>
                <th scope="col">{tr(bi("前 ＼ 后", "Before \\ now"))}</th>
                {heads}
                <th scope="col" data-align="end">{tr(bi("退出", "Left"))}</th>
                <th scope="col" data-align="end">{tr(bi("前合计", "All before"))}</th>
            </tr>
        </thead>
        <tbody>
            {rows}
            <tr>
                <th scope="row">{tr(bi("新进入", "Joined"))}</th>
                {joined}
                <td></td>
                <td></td>
            </tr>
        </tbody>
        <tfoot>
            <tr>
                <th scope="row">{tr(bi("后合计", "All now"))}</th>
                {sums}
                <td></td>
                <td></td>
            </tr>
        </tfoot>
    }
}

/// The sizes of the classes on both days.
#[component]
pub(super) fn Distribution(shown: Shown) -> impl IntoView {
    let bars = Signal::derive(move || {
        let lang = lang();
        let scheme = shown.scheme.get();
        let n = scheme.classes.len();
        let found = shown.with(|moves| {
            let [before, now] = moves.shares(n);
            [(false, before), (true, now)].map(|(is_now, shares)| {
                let part =
                    |(class, share): (&crate::domain::classify::Class, Result<_, NoValue>)| {
                        let mark = tab_mark(class, lang);
                        let share: rust_decimal::Decimal = share.unwrap_or_default();
                        SharePart {
                            label: mark.title,
                            letter: mark.letter,
                            class: mark.class,
                            pattern: mark.pattern,
                            share: share.to_f64().unwrap_or_default(),
                            text: show_share(share),
                        }
                    };
                ShareBar {
                    label: shown.day(is_now, lang),
                    parts: scheme.classes.iter().zip(shares).map(part).collect(),
                }
            })
        });
        found.map(|bars| bars.to_vec()).unwrap_or_default()
    });
    view! {
        <Section title=tr(bi("类别分布", "Sizes of the classes"))>
            <ShareChart
                title=tr(bi("客户数占比", "Share of the customers"))
                table_label=tr(bi("看表格", "Show as table"))
                name_label=tr(bi("类别", "Class"))
                bars
            />
            <ShortTable label=tr(bi("类别分布", "Sizes of the classes")) testid="distribution">
                <DistributionRows shown/>
            </ShortTable>
        </Section>
    }
}

/// Head and rows of the sizes, on screen and on paper.
#[component]
pub(super) fn DistributionRows(shown: Shown) -> impl IntoView {
    let rows = move || {
        let scheme = shown.scheme.get();
        let n = scheme.classes.len();
        shown.with(|moves| {
            let sizes = moves.before.sizes(n).into_iter().zip(moves.now.sizes(n));
            let [before, now] = moves.shares(n);
            let all = (0_u8..).zip(sizes).zip(before.into_iter().zip(now));
            let row = |((class, (size_before, size)), (before, now)): (
                (u8, (usize, usize)),
                (Result<_, _>, Result<_, _>),
            )| {
                view! {
                    <tr>
                        {class_head(&scheme, class)}
                        {count_cell(&CLASS_SIZE, size_before)} {number_cell(&COUNT_SHARE, before)}
                        {count_cell(&CLASS_SIZE, size)} {number_cell(&COUNT_SHARE, now)}
                    </tr>
                }
            };
            all.map(row).collect_view()
        })
    };
    let day = move |is_now: bool| move || shown.day(is_now, lang());
    let head = |text| view! { <th scope="col" data-align="end">{tr(text)}</th> };
    let (count, share) = (bi("户数", "Customers"), bi("占比", "Share"));
    view! {
        <thead>
            <tr>
                <th rowspan="2" scope="col">{tr(bi("类别", "Class"))}</th>
                <th colspan="2" scope="colgroup">{day(false)}</th>
                <th colspan="2" scope="colgroup">{day(true)}</th>
            </tr>
            <tr>{head(count)} {head(share)} {head(count)} {head(share)}</tr>
        </thead>
        <tbody>{rows}</tbody>
    }
}
