//! What decides: basis, measure, span, bounds and conventions.

use leptos::prelude::*;

use super::Editing;
use crate::{
    app::i18n::{lang, tr, tr_with},
    content::{Bilingual, Lang, bi},
    domain::{
        classify::{
            CLASSES, Measure,
            draft::{self, SpanKind, Way},
            pareto::{Border, Rounding, Ties},
        },
        field,
    },
    features::classify::rule_words::{border_label, rounding_label, ties_label},
    ui::{Field, FieldSet, NumberInput, Section, Select},
};

const MEASURES: [(&str, Measure); 5] = [
    ("sales", Measure::Sales),
    ("profit", Measure::Profit),
    ("quantity", Measure::Quantity),
    ("orders", Measure::Orders),
    ("credit_limit", Measure::CreditLimit),
];
const SPANS: [(&str, SpanKind, Bilingual); 3] = [
    (
        "months",
        SpanKind::Months,
        bi("最近若干个月", "The last months"),
    ),
    ("year", SpanKind::Year, bi("当年", "The year")),
    ("all", SpanKind::All, bi("全部", "Everything")),
];
const BORDERS: [(&str, Border); 2] = [("cross_in", Border::CrossIn), ("strict", Border::Strict)];
const ROUNDINGS: [(&str, Rounding); 3] = [
    ("half_up", Rounding::HalfUp),
    ("ceil", Rounding::Ceil),
    ("floor", Rounding::Floor),
];
const TIES: [(&str, Ties); 2] = [("together", Ties::Together), ("split", Ties::Split)];

/// A choice out of a fixed list: code, value, label.
fn choice<T: Copy + PartialEq + Send + Sync + 'static, const N: usize>(
    label: Bilingual,
    all: [(&'static str, T, Bilingual); N],
    now: impl Fn() -> T + Send + Sync + 'static,
    set: impl Fn(T) + Send + Sync + 'static,
    testid: &'static str,
) -> AnyView {
    let value = Signal::derive(move || {
        let now = now();
        let found = all.iter().find(|(_, one, _)| *one == now);
        found
            .map(|(code, ..)| (*code).to_owned())
            .unwrap_or_default()
    });
    let options = Signal::derive(move || {
        let lang = lang();
        let option = |(code, _, label): (&'static str, T, Bilingual)| {
            (code.to_owned(), label.in_lang(lang).to_owned())
        };
        all.map(option).to_vec()
    });
    let on_change = move |code: String| {
        if let Some((_, one, _)) = all.iter().find(|(own, ..)| *own == code) {
            set(*one);
        }
    };
    view! {
        <Field label=tr(label)>
            <Select value options on_change testid/>
        </Field>
    }
    .into_any()
}

/// What decides on the classes.
#[component]
pub fn RuleFields(of: Editing) -> impl IntoView {
    let way = Memo::new(move |_| of.draft.with(|draft| draft.way));
    let is_measured = move || matches!(way.get(), Way::Value | Way::Count | Way::Threshold);
    let has_span = Memo::new(move |_| {
        let is_of_sales = of.draft.with(|draft| draft.of != Measure::CreditLimit);
        is_measured() && is_of_sales
    });
    let is_in_months =
        Memo::new(move |_| has_span.get() && of.draft.with(|draft| draft.span == SpanKind::Months));
    view! {
        <Section title=tr(bi("规则", "Rule"))>
            <FieldSet>
                <Show when=move || way.get() != Way::Fixed>
                    {choice(
                        bi("依据", "What decides"),
                        Way::OWN.map(|way| (way.code(), way, way.label())),
                        move || way.get(),
                        move |way| of.change(|draft| draft.choose_way(way)),
                        "way",
                    )}
                </Show>
                <Show when=is_measured>
                    {choice(
                        bi("量什么", "Measured"),
                        MEASURES.map(|(code, one)| (code, one, one.label())),
                        move || of.draft.with(|draft| draft.of),
                        move |one| of.change(|draft| draft.of = one),
                        "measure",
                    )}
                </Show>
                <Show when=move || way.get() == Way::Field><CardField of/></Show>
                <Show when=move || has_span.get()>
                    {choice(
                        bi("看哪些往来", "Looks at"),
                        SPANS,
                        move || of.draft.with(|draft| draft.span),
                        move |one| of.change(|draft| draft.span = one),
                        "span",
                    )}
                </Show>
                <Show when=move || is_in_months.get()>
                    <Field label=tr(bi("月数", "Months")) error=of.error("span")>
                        <NumberInput
                            value=of.text(|draft| &draft.months)
                            on_input=move |typed| of.change(|draft| draft.months = typed)
                            whole=true
                            testid="months"
                        />
                    </Field>
                </Show>
                <ClassCount of/>
            </FieldSet>
            <Bounds of/>
            <Parameters of/>
            <FieldSet>
                <Show when=move || way.get() == Way::Value>
                    {choice(
                        bi("跨过界限时", "At a cut"),
                        BORDERS.map(|(code, one)| (code, one, border_label(one))),
                        move || of.draft.with(|draft| draft.border),
                        move |one| of.change(|draft| draft.border = one),
                        "border",
                    )}
                </Show>
                <Show when=move || way.get() == Way::Count>
                    {choice(
                        bi("取整", "Rounding"),
                        ROUNDINGS.map(|(code, one)| (code, one, rounding_label(one))),
                        move || of.draft.with(|draft| draft.rounding),
                        move |one| of.change(|draft| draft.rounding = one),
                        "rounding",
                    )}
                </Show>
                <Show when=move || matches!(way.get(), Way::Value | Way::Count)>
                    {choice(
                        bi("数值相等时", "Equals"),
                        TIES.map(|(code, one)| (code, one, ties_label(one))),
                        move || of.draft.with(|draft| draft.ties),
                        move |one| of.change(|draft| draft.ties = one),
                        "ties",
                    )}
                </Show>
            </FieldSet>
        </Section>
    }
}

/// The field of the card whose codes are the classes.
#[component]
fn CardField(of: Editing) -> impl IntoView {
    let options = Signal::derive(move || {
        let lang = lang();
        let option =
            |field: &field::Field| (field.key.to_owned(), field.label.in_lang(lang).to_owned());
        draft::fields().map(option).collect::<Vec<_>>()
    });
    view! {
        <Field label=tr(bi("卡片上的项目", "Field of the card"))>
            <Select
                value=of.text(|draft| &draft.field)
                options
                on_change=move |key: String| of.change(|draft| draft.choose_field(&key))
            />
        </Field>
    }
}

#[component]
fn ClassCount(of: Editing) -> impl IntoView {
    let is_free = Memo::new(move |_| of.draft.with(|draft| draft.has_free_classes()));
    let count = Memo::new(move |_| of.draft.with(|draft| draft.classes.len().to_string()));
    let numbers = CLASSES.map(|n| (n.to_string(), n.to_string()));
    let options = Signal::stored(numbers.collect::<Vec<_>>());
    let set = move |chosen: String| {
        if let Ok(count) = chosen.parse() {
            of.change(|draft| draft.set_class_count(count));
        }
    };
    view! {
        <Show when=move || is_free.get()>
            <Field label=tr(bi("类数", "Number of classes")) error=of.error("classes")>
                <Select value=count options on_change=set testid="class-count"/>
            </Field>
        </Show>
    }
}

/// One field for each bound, named by its class.
#[component]
fn Bounds(of: Editing) -> impl IntoView {
    let shape = Memo::new(move |_| of.draft.with(|draft| (draft.way, draft.bounds.len())));
    let class = move |place: usize, lang: Lang| {
        of.draft.with(|draft| {
            let class = draft.classes.get(place);
            class
                .map(|class| class.label.in_lang(lang).to_owned())
                .unwrap_or_default()
        })
    };
    let field = move |way: Way, place: usize| {
        let text = match way {
            Way::Value => bi("“{0}”到累计", "“{0}” up to"),
            Way::Count => bi("“{0}”占客户", "“{0}” of the customers"),
            _ => bi("“{0}”不低于", "“{0}” from"),
        };
        let unit = if way.is_in_per_cent() { "%" } else { "" };
        let number = place + 1;
        let label = tr_with(text, move |lang| [class(place, lang)]);
        let value = of.text(move |draft| draft.bounds.get(place).map_or("", String::as_str));
        let on_input = move |typed: String| {
            of.change(|draft| {
                if let Some(bound) = draft.bounds.get_mut(place) {
                    *bound = typed;
                }
            });
        };
        view! {
            <Field label error=of.error(format!("bounds.{number}"))>
                <NumberInput value on_input unit testid=format!("bound-{number}")/>
            </Field>
        }
    };
    let error = of.error("bounds");
    move || {
        let (way, n) = shape.get();
        (n > 0).then(|| {
            view! {
                <FieldSet legend=tr(bi("界限", "Bounds"))>
                    {(0..n).map(|place| field(way, place)).collect_view()}
                </FieldSet>
                <div aria-live="polite">
                    {move || error.get().map(|text| view! { <p class="c-field__error">{text}</p> })}
                </div>
            }
        })
    }
}

/// The numbers of a rule of its own.
#[component]
fn Parameters(of: Editing) -> impl IntoView {
    let labels = of.draft.with_untracked(|draft| {
        let labels = draft.parameters.iter().map(|one| one.label);
        labels.collect::<Vec<_>>()
    });
    let field = move |(place, label): (usize, &Bilingual)| {
        let value = of.text(move |draft| {
            draft
                .parameters
                .get(place)
                .map_or("", |one| one.text.as_str())
        });
        let on_input = move |typed: String| {
            of.change(|draft| {
                if let Some(one) = draft.parameters.get_mut(place) {
                    one.text = typed;
                }
            });
        };
        let number = place + 1;
        view! {
            <Field label=tr(*label) error=of.error(format!("parameters.{number}"))>
                <NumberInput value on_input testid=format!("parameter-{number}")/>
            </Field>
        }
    };
    (!labels.is_empty()).then(|| {
        view! { <FieldSet>{labels.iter().enumerate().map(field).collect_view()}</FieldSet> }
    })
}
