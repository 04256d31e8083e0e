//! Whether the classes are any good: how much they differ, and warnings after the four principles.

use leptos::prelude::*;

use super::Of;
use crate::{
    app::{
        figure::Explained,
        i18n::{fill, lang, show_count, show_share, tr},
    },
    content::{Bilingual, Lang, bi},
    domain::{
        classify::{
            Scheme,
            distribution::{Response, quality_warnings},
            quality::{Principle, Warning, eta_figure},
        },
        figure::{Figure, NoValue},
        rule::RuleOverride,
    },
    ui::{Badge, Disclosure, Section, Select, Stat, StatRow, Tone},
};

const fn principle_label(principle: Principle) -> Bilingual {
    match principle {
        Principle::Measurable => bi("可衡量", "Measurable"),
        Principle::Substantial => bi("需求足量", "Substantial"),
        Principle::Accessible => bi("可开发", "Accessible"),
        Principle::Differentiable => bi("反应有差异", "Differentiable"),
    }
}

fn warning_words(warning: Warning, scheme: &Scheme, lang: Lang) -> String {
    let class = |place: u8| {
        let class = scheme.class_at(place);
        class
            .map(|class| class.label.in_lang(lang).to_owned())
            .unwrap_or_default()
    };
    let (text, part) = match warning {
        Warning::Unmeasured(count) => (
            bi(
                "{0} 位客户缺少依据，没有类别。",
                "{0} customer{s} without a class: what it rests on is not known.",
            ),
            show_count(count),
        ),
        Warning::Few(count) => (
            bi(
                "有类别的客户只有 {0} 位，分类说明不了多少。",
                "Only {0} customer{s} with a class: classes say little.",
            ),
            show_count(count),
        ),
        Warning::EmptyClass(place) => (bi("“{0}”没有客户。", "Nobody is in “{0}”."), class(place)),
        Warning::TooSmall(place) => (
            bi(
                "“{0}”的数额太小，不值得单独对待。",
                "“{0}” has too little of the value to be worth its own treatment.",
            ),
            class(place),
        ),
        Warning::Unreached(place) => (
            bi(
                "“{0}”里许多客户没有电话、邮箱和地址。",
                "Many customers in “{0}” have no phone, email or address.",
            ),
            class(place),
        ),
        Warning::LowEta(eta) => (
            bi(
                "类间差异只占 {0}：各类反应相差无几。",
                "Only {0} of the variance lies between the classes: they respond alike.",
            ),
            show_share(eta),
        ),
    };
    fill(text, lang, &[part])
}

/// η² on a chosen response, and the warnings.
#[component]
pub fn QualitySection(of: Of) -> impl IntoView {
    let app = of.app;
    let response = Memo::new(move |_| {
        let asked = of
            .query
            .with(|query| query.choice("response").map(str::to_owned));
        Response::of(asked.as_deref().unwrap_or_default())
    });
    let eta = Signal::derive(move || -> Figure {
        let columns = of.columns.get();
        let figure =
            of.with(|found| eta_figure(&response.get().values(found, &columns), &found.classes()));
        figure.unwrap_or(Figure {
            kind: &crate::domain::classify::quality::ETA_SQUARED,
            value: Err(NoValue::NoRecords),
            inputs: Vec::new(),
        })
    });
    let warnings = Memo::new(move |_| {
        app.track(RuleOverride::TABLE);
        let columns = of.columns.get();
        let response = response.get();
        of.with(|found| app.book(|book| quality_warnings(found, &columns, &book.tables, response)))
            .unwrap_or_default()
    });
    let options = Signal::derive(move || {
        let lang = lang();
        let option = |one: Response| (one.code().to_owned(), one.label().in_lang(lang).to_owned());
        Response::ALL.map(option).to_vec()
    });
    let actions = move || {
        view! {
            <Select
                label=tr(bi("看哪种反应", "Response measured"))
                value=Signal::derive(move || response.get().code().to_owned())
                options
                on_change=move |code: String| of.choose("response", Some(code))
                small=true
                testid="response"
            />
        }
    };
    let lines = move || {
        let lang = lang();
        of.with(|found| {
            let line = |warning: Warning| {
                let words = warning_words(warning, &found.scheme, lang);
                view! {
                    <li class="f-quality__line">
                        <Badge label=tr(principle_label(warning.principle())) tone=Tone::Warn/>
                        <span>{words}</span>
                    </li>
                }
            };
            warnings.get().into_iter().map(line).collect_view()
        })
    };
    let count = move || warnings.with(Vec::len);
    let summary = Signal::derive(move || {
        let lang = lang();
        match count() {
            0 => bi("四项原则都过得去", "All four principles hold")
                .in_lang(lang)
                .to_owned(),
            n => fill(
                bi("{0} 处要留意", "{0} point{s} to look at"),
                lang,
                &[n.to_string()],
            ),
        }
    });
    view! {
        <Section
            title=tr(bi("这样分得好不好", "Are these classes any good"))
            lead=tr(bi("好的分类可衡量、够大、够得着，而且各类反应不同。", "Good classes can be measured, are large enough, can be reached, and respond differently."))
            actions
        >
            <StatRow>
                <Stat label=tr(bi("类间差异比 η²", "Between classes, η²"))><Explained figure=eta/></Stat>
            </StatRow>
            <Disclosure summary>
                <ul class="f-quality" data-testid="quality-warnings">{lines}</ul>
            </Disclosure>
        </Section>
    }
}
