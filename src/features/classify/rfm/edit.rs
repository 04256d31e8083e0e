//! The rule of RFM: bins, fixed thresholds, weights and the table of segments, as drafts of a scheme.

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::{CODE, Shown, bins_name};
use crate::{
    app::{
        classes::class_name,
        clock::new_id,
        i18n::{lang, tr},
    },
    content::{Bilingual, bi},
    domain::{
        classify::{
            Basis, Scheme, remove_scheme,
            rfm::{Bins, RfmRule, SegmentRow},
            save_scheme,
        },
        edit::EditError,
    },
    ui::{
        Button, ButtonKind, Dialog, DialogSize, Field, FieldSet, Glyph, IconButton, Notice,
        NumberInput, Select, TextInput, Tone,
    },
};

const ALL_BINS: [(&str, Bins); 4] = [
    ("quantile_plus_one", Bins::QuantilePlusOne),
    ("quantile", Bins::Quantile),
    ("fixed", Bins::Fixed),
    ("rank", Bins::Rank),
];

/// A row of the table of segments as typed. Rows come and go, so that their texts are counted.
#[derive(Clone)]
struct Row {
    class: ArcRwSignal<String>,
    recency: ArcRwSignal<String>,
    worth: ArcRwSignal<String>,
    below: ArcRwSignal<String>,
}

impl Row {
    fn of(row: &SegmentRow, scheme: &Scheme) -> Self {
        let class = scheme.class_at(row.class).map(|class| class.code.clone());
        Self {
            class: ArcRwSignal::new(class.unwrap_or_default()),
            recency: ArcRwSignal::new(row.recency_from.to_string()),
            worth: ArcRwSignal::new(row.worth_from.normalize().to_string()),
            below: ArcRwSignal::new(
                row.worth_below
                    .map(|below| below.normalize().to_string())
                    .unwrap_or_default(),
            ),
        }
    }

    fn read(&self, scheme: &Scheme) -> Option<SegmentRow> {
        let below = self.below.get_untracked();
        let below = below.trim();
        Some(SegmentRow {
            class: self.class.with_untracked(|code| scheme.class(code))?,
            recency_from: self
                .recency
                .with_untracked(|text| text.trim().parse().ok())?,
            worth_from: self.worth.with_untracked(|text| text.trim().parse().ok())?,
            worth_below: if below.is_empty() {
                None
            } else {
                Some(below.parse().ok()?)
            },
        })
    }
}

/// What is typed into the dialog.
#[derive(Clone, Copy)]
struct Draft {
    bins: RwSignal<String>,
    cuts: [RwSignal<String>; 3],
    weights: [RwSignal<String>; 3],
    rows: RwSignal<Vec<Row>>,
    problem: RwSignal<Option<Bilingual>>,
}

const NOT_RISING: Bilingual = bi(
    "固定界限要由小到大，用空格或逗号隔开，三组个数相同",
    "Thresholds rise, parted by spaces or commas, as many in each of the three",
);
const NOT_WEIGHTS: Bilingual = bi(
    "权重为非负整数，不能都为零",
    "Weights are whole numbers of zero or more, not all zero",
);
const NOT_ROWS: Bilingual = bi(
    "分群规则里有空白或不是数字的格",
    "The table of segments has blank cells or such without a number",
);

fn list(numbers: &[Decimal]) -> String {
    numbers
        .iter()
        .map(|number| number.normalize().to_string())
        .collect::<Vec<_>>()
        .join(" ")
}

fn read_list(text: &str) -> Option<Vec<Decimal>> {
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | '/'));
    let numbers: Vec<Decimal> = parts
        .filter(|part| !part.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    (!numbers.is_empty() && numbers.is_sorted_by(|a, b| a < b)).then_some(numbers)
}

impl Draft {
    fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            bins: text(),
            cuts: [text(), text(), text()],
            weights: [text(), text(), text()],
            rows: RwSignal::new(Vec::new()),
            problem: RwSignal::new(None),
        }
    }

    fn fill(self, scheme: &Scheme) {
        let Basis::Rfm { rule, segments } = &scheme.basis else {
            return;
        };
        let code = ALL_BINS.iter().find(|(_, bins)| *bins == rule.bins);
        self.bins
            .set(code.map(|(code, _)| (*code).to_owned()).unwrap_or_default());
        for (draft, numbers) in
            self.cuts
                .iter()
                .zip([&rule.recency, &rule.frequency, &rule.monetary])
        {
            draft.set(list(numbers));
        }
        for (draft, weight) in self.weights.iter().zip(rule.weights) {
            draft.set(weight.to_string());
        }
        self.rows
            .set(segments.iter().map(|row| Row::of(row, scheme)).collect());
        self.problem.set(None);
    }

    /// The scheme with what was typed, or what is wrong with it.
    fn read(self, scheme: &Scheme) -> Result<Scheme, Bilingual> {
        let bins = self.bins.get_untracked();
        let bins = ALL_BINS
            .iter()
            .find(|(code, _)| *code == bins)
            .map(|(_, bins)| *bins);
        let cuts = self
            .cuts
            .map(|cut| cut.with_untracked(|text| read_list(text)));
        let [Some(recency), Some(frequency), Some(monetary)] = cuts else {
            return Err(NOT_RISING);
        };
        if recency.len() != frequency.len() || recency.len() != monetary.len() {
            return Err(NOT_RISING);
        }
        let weights = self
            .weights
            .map(|weight| weight.with_untracked(|text| text.trim().parse::<u32>().ok()));
        let [Some(r), Some(f), Some(m)] = weights else {
            return Err(NOT_WEIGHTS);
        };
        if r == 0 && f == 0 && m == 0 {
            return Err(NOT_WEIGHTS);
        }
        let rows = self.rows.get_untracked();
        let segments: Option<Vec<_>> = rows.iter().map(|row| row.read(scheme)).collect();
        Ok(Scheme {
            basis: Basis::Rfm {
                rule: RfmRule {
                    bins: bins.unwrap_or_default(),
                    recency,
                    frequency,
                    monetary,
                    weights: [r, f, m],
                },
                segments: segments.ok_or(NOT_ROWS)?,
            },
            ..scheme.clone()
        })
    }
}

/// The dialog; the scheme is changed when it is saved.
#[component]
pub(super) fn RuleDialog(shown: Shown, is_open: RwSignal<bool>) -> impl IntoView {
    let app = shown.asked.app;
    let draft = Draft::new();
    Effect::new(move || {
        if is_open.get() {
            shown.scheme.with_untracked(|scheme| draft.fill(scheme));
        }
    });
    let save = move |_| {
        let author = app.author();
        let scheme = shown.scheme.get_untracked();
        match draft.read(&scheme) {
            Err(problem) => draft.problem.set(Some(problem)),
            Ok(scheme) => {
                if app.perform(app.book(|book| save_scheme(&book.tables, &author, scheme))) {
                    shown.asked.choose("bins", None);
                    is_open.set(false);
                }
            }
        }
    };
    let reset = move |_| {
        let author = app.author();
        match app.book(|book| remove_scheme(&book.tables, &author, CODE, new_id())) {
            Err(EditError::Gone { .. }) => is_open.set(false),
            edit => {
                if app.perform(edit) {
                    is_open.set(false);
                }
            }
        }
    };
    let footer = move || {
        view! {
            <Button label=tr(bi("恢复教材设定", "Reset to the textbook")) kind=ButtonKind::Plain on_click=reset/>
            <Button label=tr(bi("取消", "Cancel")) on_click=move |_| is_open.set(false)/>
            <Button label=tr(bi("保存", "Save")) kind=ButtonKind::Primary on_click=save testid="save-rfm"/>
        }
    };
    let options = Signal::derive(move || {
        let lang = lang();
        ALL_BINS
            .map(|(code, bins)| (code.to_owned(), bins_name(bins).in_lang(lang).to_owned()))
            .to_vec()
    });
    view! {
        <Dialog
            open=is_open
            title=tr(bi("RFM 规则", "Rule of RFM"))
            close_label=tr(bi("关闭", "Close"))
            on_close=move || is_open.set(false)
            size=DialogSize::Large
            footer
            testid="rfm-rule"
        >
            {move || draft.problem.get().map(|problem| view! { <Notice tone=Tone::Risk title=tr(problem)/> })}
            <FieldSet legend=tr(bi("打分", "Scores"))>
                <Field label=tr(bi("分位规则", "Rule of the bins"))>
                    <Select value=draft.bins options on_change=move |code| draft.bins.set(code) testid="rfm-bins"/>
                </Field>
                <Weights draft/>
            </FieldSet>
            <FieldSet legend=tr(bi("固定界限", "Fixed thresholds"))>
                <Cuts draft/>
            </FieldSet>
            <SegmentEditor shown draft/>
        </Dialog>
    }
}

#[component]
fn Weights(draft: Draft) -> impl IntoView {
    let names = [
        bi("R 权重", "Weight of R"),
        bi("F 权重", "Weight of F"),
        bi("M 权重", "Weight of M"),
    ];
    let field = |(name, text): (Bilingual, RwSignal<String>)| {
        view! {
            <Field label=tr(name)>
                <NumberInput value=text on_input=move |typed| text.set(typed) whole=true/>
            </Field>
        }
    };
    names
        .into_iter()
        .zip(draft.weights)
        .map(field)
        .collect_view()
}

#[component]
fn Cuts(draft: Draft) -> impl IntoView {
    let names = [
        ("rfm-recency", bi("R 天数，由小到大", "R, days, rising")),
        (
            "rfm-frequency",
            bi("F 订单数，由小到大", "F, orders, rising"),
        ),
        ("rfm-monetary", bi("M 金额，由小到大", "M, money, rising")),
    ];
    let field = |((testid, name), text): ((&'static str, Bilingual), RwSignal<String>)| {
        view! {
            <Field label=tr(name)>
                <TextInput value=text on_input=move |typed| text.set(typed) testid/>
            </Field>
        }
    };
    names.into_iter().zip(draft.cuts).map(field).collect_view()
}

/// The rows of the table of segments: from the top, the first that fits.
#[component]
fn SegmentEditor(shown: Shown, draft: Draft) -> impl IntoView {
    let classes = Signal::derive(move || {
        let lang = lang();
        let option =
            |class: &crate::domain::classify::Class| (class.code.clone(), class_name(class, lang));
        shown
            .scheme
            .with(|scheme| scheme.classes.iter().map(option).collect::<Vec<_>>())
    });
    let number = |label: Bilingual, text: ArcRwSignal<String>| {
        view! {
            <td>
                <Field label=tr(label) bare=true>
                    <NumberInput value=text.clone() on_input=move |typed| text.set(typed)/>
                </Field>
            </td>
        }
    };
    let (from_r, from_w, below_w) = (
        bi("R 不低于", "R from"),
        bi("W 不低于", "W from"),
        bi("W 低于", "W below"),
    );
    let line = move |(at, row): (usize, Row)| {
        let class = row.class.clone();
        view! {
            <tr>
                <td>
                    <Field label=tr(bi("分群", "Segment")) bare=true>
                        <Select value=row.class options=classes on_change=move |code| class.set(code)/>
                    </Field>
                </td>
                {number(from_r, row.recency)} {number(from_w, row.worth)} {number(below_w, row.below)}
                <td>
                    <IconButton
                        label=tr(bi("上移", "Move up"))
                        icon=Glyph::ChevronUp
                        kind=ButtonKind::Plain
                        small=true
                        disabled=at == 0
                        on_click=move |_| draft.rows.update(|rows| if at > 0 { rows.swap(at - 1, at) })
                    />
                    <IconButton
                        label=tr(bi("去掉这一行", "Remove this row"))
                        icon=Glyph::Close
                        kind=ButtonKind::Plain
                        small=true
                        on_click=move |_| draft.rows.update(|rows| { rows.drain(at..(at + 1).min(rows.len())); })
                    />
                </td>
            </tr>
        }
    };
    let add = move |_| {
        let class = shown
            .scheme
            .with_untracked(|scheme| scheme.classes.last().map(|class| class.code.clone()));
        let text = |text: &str| ArcRwSignal::new(text.to_owned());
        draft.rows.update(|rows| {
            rows.push(Row {
                class: ArcRwSignal::new(class.unwrap_or_default()),
                recency: text("0"),
                worth: text("0"),
                below: text(""),
            });
        });
    };
    let head = |text| view! { <th scope="col">{tr(text)}</th> };
    view! {
        <h3 class="f-subhead">{tr(bi("分群规则", "Rules of the segments"))}</h3>
        <p class="f-note">{tr(bi(
            "W 为 F 与 M 得分的平均；自上而下，取第一条相符的。",
            "W is the mean of the scores F and M; the first row from the top that fits decides.",
        ))}</p>
        <div class="c-data-scroll" tabindex="0" role="group" aria-label=tr(bi("分群规则", "Rules of the segments"))>
            <table class="c-data-table">
                <thead>
                    <tr>{head(bi("分群", "Segment"))} {head(from_r)} {head(from_w)} {head(below_w)} <th scope="col"><span class="u-hidden">{tr(bi("移动与去掉", "Move and remove"))}</span></th></tr>
                </thead>
                <tbody>{move || draft.rows.get().into_iter().enumerate().map(line).collect_view()}</tbody>
            </table>
        </div>
        <Button label=tr(bi("加一行", "Add a row")) icon=Glyph::Plus small=true on_click=add/>
    }
}
