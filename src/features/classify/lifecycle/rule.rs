//! The rule behind the stages, in view and editable; it lives in the scheme.

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::{CODE, Shown};
use crate::{
    app::{
        clock::new_id,
        i18n::{lang, tr},
    },
    content::{Bilingual, bi},
    domain::{
        classify::{
            Basis, Scheme,
            lifecycle::{LifecycleRule, Step},
            remove_scheme, save_scheme,
        },
        record::Problem,
    },
    ui::{Button, ButtonKind, Checkbox, Field, FieldSet, NumberInput, Section, Select},
};

const STEPS: [(&str, Step, Bilingual); 2] = [
    ("quarter", Step::Quarter, bi("季", "Quarter")),
    ("month", Step::Month, bi("月", "Month")),
];

/// A number of the rule: how it is read and written.
#[derive(Clone, Copy)]
struct Number {
    testid: &'static str,
    label: Bilingual,
    hint: Bilingual,
    read: fn(&LifecycleRule) -> Option<Decimal>,
    write: fn(&mut LifecycleRule, Option<Decimal>) -> bool,
}

fn whole(number: Option<Decimal>, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
    let number = number.filter(|number| number.is_integer())?;
    u32::try_from(number)
        .ok()
        .filter(|number| range.contains(number))
}

fn put<T>(to: &mut T, value: Option<T>) -> bool {
    match value {
        Some(value) => {
            *to = value;
            true
        }
        None => false,
    }
}

fn share(number: Option<Decimal>) -> Option<Decimal> {
    number.filter(|number| *number >= Decimal::ZERO && *number <= Decimal::TEN)
}

const NUMBERS: [Number; 5] = [
    Number {
        testid: "life-window",
        label: bi("观察期数 n", "Window, periods"),
        hint: bi(
            "斜率取最近几期，2 到 60",
            "Slope of so many last periods, 2 to 60",
        ),
        read: |rule| Some(rule.window.into()),
        write: |rule, number| put(&mut rule.window, whole(number, 2..=60)),
    },
    Number {
        testid: "life-theta",
        label: bi("界限 θ", "Limit θ"),
        hint: bi(
            "每期相对斜率，如 0.05 表示 5%",
            "Relative slope a period; 0.05 is 5 %",
        ),
        read: |rule| Some(rule.theta),
        write: |rule, number| put(&mut rule.theta, share(number)),
    },
    Number {
        testid: "life-young",
        label: bi("导入期期数", "Introduction, periods"),
        hint: bi(
            "首单起几期以内算导入，0 到 60",
            "So many periods from the first order, 0 to 60",
        ),
        read: |rule| Some(rule.young.into()),
        write: |rule, number| put(&mut rule.young, whole(number, 0..=60)),
    },
    Number {
        testid: "life-dormant",
        label: bi("休眠倍数 L", "Dormant after, intervals"),
        hint: bi(
            "超过平均下单间隔的几倍没有订单；空着不看",
            "So many mean intervals without an order; blank looks at none",
        ),
        read: |rule| rule.dormant_after,
        write: |rule, number| {
            let is_right = number.is_none_or(|number| number > Decimal::ZERO);
            if is_right {
                rule.dormant_after = number;
            }
            is_right
        },
    },
    Number {
        testid: "life-cv",
        label: bi("离散上限", "Limit of scatter"),
        hint: bi(
            "残差超过均值的这一比例即标“不确定”",
            "Uncertain where the residuals are above so much of the mean",
        ),
        read: |rule| Some(rule.cv_limit),
        write: |rule, number| put(&mut rule.cv_limit, share(number)),
    },
];

/// The rule; every change is an edit of the scheme.
#[component]
pub(super) fn RuleForm(shown: Shown) -> impl IntoView {
    let app = shown.asked.app;
    let rule = Memo::new(move |_| {
        shown.found.with(
            |found| match found.as_ref().map(|found| &found.scheme.basis) {
                Some(Basis::LifeCycle(rule)) => rule.clone(),
                _ => LifecycleRule::default(),
            },
        )
    });
    let is_changed = move || {
        app.track(Scheme::TABLE);
        app.book(|book| book.tables.schemes.get(Scheme::id_of(CODE)).is_some())
    };
    let save = move |rule: LifecycleRule| {
        let kept = app.book(|book| Scheme::find(&book.tables, CODE));
        if let Some(kept) = kept {
            let scheme = Scheme {
                basis: Basis::LifeCycle(rule),
                ..Scheme::clone(&kept)
            };
            let author = app.author();
            app.perform(app.book(|book| save_scheme(&book.tables, &author, scheme)));
        }
    };
    let save = Callback::new(save);
    let reset = move |_| {
        let author = app.author();
        app.perform(app.book(|book| remove_scheme(&book.tables, &author, CODE, new_id())));
    };
    let steps = Signal::derive(move || {
        let lang = lang();
        STEPS
            .map(|(code, _, name)| (code.to_owned(), name.in_lang(lang).to_owned()))
            .to_vec()
    });
    let step = Signal::derive(move || {
        let step = rule.with(|rule| rule.step);
        let found = STEPS.iter().find(|(_, own, _)| *own == step);
        found
            .map(|(code, ..)| (*code).to_owned())
            .unwrap_or_default()
    });
    let turn = move |code: String| {
        if let Some((_, step, _)) = STEPS.iter().find(|(own, ..)| *own == code) {
            let LifecycleRule { young, window, .. } = LifecycleRule::of(*step);
            save.run(LifecycleRule {
                step: *step,
                young,
                window,
                ..rule.get_untracked()
            });
        }
    };
    let numbers = NUMBERS.map(|number| view! { <NumberField number rule save/> });
    let actions = move || {
        view! {
            <Show when=is_changed>
                <Button label=tr(bi("恢复教材设定", "Reset")) kind=ButtonKind::Plain small=true on_click=reset/>
            </Show>
        }
    };
    view! {
        <Section
            title=tr(bi("判定规则", "Rule"))
            lead=tr(bi(
                "相对斜率 ≥ θ 为成长，≤ −θ 为衰退，其间为成熟。改了立即重算。",
                "Relative slope ≥ θ is growth, ≤ −θ decline, between them maturity. Changes hold at once.",
            ))
            actions
        >
            <FieldSet>
                <Field label=tr(bi("一期的长度", "Length of a period"))>
                    <Select value=step options=steps on_change=turn testid="life-step"/>
                </Field>
                {numbers.collect_view()}
                <Checkbox
                    label=tr(bi("除去季节影响", "Without seasons"))
                    hint=tr(bi("满两年时与上年同期比", "Compares with the year before where there are two years"))
                    checked=Signal::derive(move || rule.with(|rule| rule.deseasonalise))
                    on_change=move |is_on: bool| save.run(LifecycleRule { deseasonalise: is_on, ..rule.get_untracked() })
                    testid="life-seasons"
                />
            </FieldSet>
        </Section>
    }
}

#[component]
fn NumberField(
    number: Number,
    rule: Memo<LifecycleRule>,
    save: Callback<LifecycleRule>,
) -> impl IntoView {
    let problem = RwSignal::new(None::<Problem>);
    let text = Signal::derive(move || {
        let value = rule.with(|rule| (number.read)(rule));
        value
            .map(|value| value.normalize().to_string())
            .unwrap_or_default()
    });
    let change = move |typed: String| {
        let typed = typed.trim();
        let parsed = if typed.is_empty() {
            Ok(None)
        } else {
            typed.parse().map(Some)
        };
        let mut changed = rule.get_untracked();
        match parsed {
            Ok(value) if (number.write)(&mut changed, value) => {
                problem.set(None);
                if changed != rule.get_untracked() {
                    save.run(changed);
                }
            }
            _ => problem.set(Some(Problem::NotANumber)),
        }
    };
    let error = Signal::derive(move || {
        problem.get().map(|_| {
            bi("不在允许的范围内", "Outside of what is allowed")
                .in_lang(lang())
                .to_owned()
        })
    });
    view! {
        <Field label=tr(number.label) hint=tr(number.hint) error>
            <NumberInput value=text on_change=change testid=number.testid/>
        </Field>
    }
}
