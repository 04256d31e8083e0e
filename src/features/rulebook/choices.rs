//! Editors of rules that choose out of a list.

use leptos::prelude::*;

use crate::{
    app::{
        classes::{scheme_options, schemes},
        i18n::{lang, tr},
    },
    content::bi,
    domain::{field, rule::RuleValue},
    ui::{Checkbox, Choice, Field, RadioGroup, Select},
};

/// Some schemes of classification.
#[component]
pub fn SchemesEditor(value: Memo<RuleValue>, change: Callback<RuleValue>) -> impl IntoView {
    let all = schemes();
    let chosen = move || match value.get() {
        RuleValue::Keys(keys) => keys,
        _ => Vec::new(),
    };
    let toggle = move |code: &str, is_on: bool| {
        let before = chosen();
        let keys = all.with_untracked(|all| {
            let codes = all.iter().map(|scheme| &scheme.code);
            let kept = codes.filter(|own| {
                if *own == code {
                    is_on
                } else {
                    before.contains(own)
                }
            });
            kept.cloned().collect()
        });
        change.run(RuleValue::Keys(keys));
    };
    let boxes = move || {
        let one = |(code, label): (String, String)| {
            let own = code.clone();
            let checked = Signal::derive(move || chosen().contains(&own));
            let on_change = move |is_on: bool| toggle(&code, is_on);
            view! { <Checkbox label=Signal::stored(label) checked on_change/> }
        };
        scheme_options(lang()).into_iter().map(one).collect_view()
    };
    view! { <div class="f-columns">{boxes}</div> }
}

/// One scheme of classification.
#[component]
pub fn SchemeEditor(value: Memo<RuleValue>, change: Callback<RuleValue>) -> impl IntoView {
    let chosen = Signal::derive(move || match value.get() {
        RuleValue::Key(key) => key,
        _ => String::new(),
    });
    let options = Signal::derive(move || scheme_options(lang()));
    view! {
        <Field label=tr(bi("方案", "Scheme"))>
            <Select value=chosen options on_change=move |code| change.run(RuleValue::Key(code))/>
        </Field>
    }
}

/// One of several choices.
#[component]
pub fn ChoiceEditor(
    #[prop(into)] legend: Signal<String>,
    choices: &'static [field::Choice],
    value: Memo<RuleValue>,
    change: Callback<RuleValue>,
) -> impl IntoView {
    let chosen = Signal::derive(move || match value.get() {
        RuleValue::Key(key) => key,
        _ => String::new(),
    });
    let options = Signal::derive(move || {
        let lang = lang();
        let one = |choice: &field::Choice| Choice::new(choice.code, choice.label.in_lang(lang));
        choices.iter().map(one).collect::<Vec<_>>()
    });
    view! {
        <RadioGroup
            legend
            bare=true
            options
            value=chosen
            on_change=move |code| change.run(RuleValue::Key(code))
        />
    }
}
