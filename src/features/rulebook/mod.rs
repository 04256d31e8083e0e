//! The rulebook: thresholds, weights and lists with their sources, to change and to reset.

mod choices;

use std::collections::BTreeMap;

use leptos::prelude::*;

use choices::{ChoiceEditor, SchemeEditor, SchemesEditor};

use crate::{
    app::{
        App, describe,
        i18n::{lang, tr, tr_with},
    },
    content::bi,
    domain::{
        Customer,
        customer::group,
        record::Problem,
        rule::{self, RULES, Rule, RuleDefault, RuleOverride, RuleValue},
    },
    ui::{
        Badge, Button, ButtonKind, Checkbox, Field, FieldSet, NumberInput, PageHeader, Section,
        TextInput, Tone,
    },
};

/// All rules.
#[component]
pub fn RulebookPage() -> impl IntoView {
    view! {
        <PageHeader
            title=tr(bi("规则手册", "Rulebook"))
            lead=tr(bi(
                "各项界限、权重与清单；默认值取自教材并注明出处，可改可复原，随文件一起走。",
                "Thresholds, weights and lists. Defaults name their source; change and reset them freely; they travel with the file.",
            ))
        />
        {RULES.iter().map(|rule| view! { <RuleView rule/> }).collect_view()}
    }
}

#[component]
fn RuleView(rule: &'static Rule) -> impl IntoView {
    let app = App::get();
    let value = Memo::new(move |_| {
        app.track(RuleOverride::TABLE);
        app.book(|book| rule.value(&book.tables))
    });
    let is_changed = Memo::new(move |_| value.get() != rule.default_value());
    let problem = RwSignal::new(None::<Problem>);
    let change = move |value: RuleValue| {
        if let Err(found) = rule.check(&value) {
            return problem.set(Some(found));
        }
        problem.set(None);
        let author = app.author();
        let edit = app.book(|book| rule::set(&book.tables, &author, rule, value));
        app.perform(edit);
    };
    let change = Callback::new(change);
    let actions = move || {
        view! {
            <Show when=move || is_changed.get()>
                <Badge label=tr(bi("已修改", "Changed")) tone=Tone::Accent/>
                <Button
                    label=tr(bi("恢复默认", "Reset"))
                    kind=ButtonKind::Plain
                    small=true
                    on_click=move |_| change.run(rule.default_value())
                />
            </Show>
        }
    };
    let error = Signal::derive(move || problem.get().map(|p| describe::problem(&p, lang())));
    let editor = match rule.default {
        RuleDefault::Whole(_, low, high) => {
            let text = Signal::derive(move || match value.get() {
                RuleValue::Whole(number) => number.to_string(),
                _ => String::new(),
            });
            let on_change = move |typed: String| match typed.trim().parse() {
                Ok(number) => change.run(RuleValue::Whole(number)),
                Err(_) => problem.set(Some(Problem::NotWhole)),
            };
            let hint = tr_with(bi("{0} 到 {1}", "{0} to {1}"), move |_| {
                [low.to_string(), high.to_string()]
            });
            view! {
                <Field label=tr(rule.label) hint=hint error=error>
                    <NumberInput value=text on_change whole=true testid=rule.key/>
                </Field>
            }
            .into_any()
        }
        RuleDefault::Decimal(_, low, high) => {
            let text = Signal::derive(move || match value.get() {
                RuleValue::Decimal(number) => number.to_string(),
                _ => String::new(),
            });
            let on_change = move |typed: String| match typed.trim().parse() {
                Ok(number) => change.run(RuleValue::Decimal(number)),
                Err(_) => problem.set(Some(Problem::NotANumber)),
            };
            let hint = tr_with(bi("{0} 到 {1}", "{0} to {1}"), move |_| {
                [low.to_string(), high.to_string()]
            });
            view! {
                <Field label=tr(rule.label) hint=hint error=error>
                    <NumberInput value=text on_change testid=rule.key/>
                </Field>
            }
            .into_any()
        }
        RuleDefault::Currency(_) => {
            let text = Signal::derive(move || match value.get() {
                RuleValue::Currency(currency) => currency.to_string(),
                _ => String::new(),
            });
            let on_change = move |typed: String| match typed.trim().to_uppercase().parse() {
                Ok(currency) => change.run(RuleValue::Currency(currency)),
                Err(_) => problem.set(Some(Problem::Currency)),
            };
            view! {
                <Field label=tr(rule.label) error=error>
                    <TextInput value=text on_change testid=rule.key/>
                </Field>
            }
            .into_any()
        }
        RuleDefault::Weights(weights) => {
            let inputs = weights.iter().map(move |(key, _)| {
                let text = Signal::derive(move || match value.get() {
                    RuleValue::Weights(weights) => {
                        weights.get(*key).copied().unwrap_or(0).to_string()
                    }
                    _ => String::new(),
                });
                let on_change = move |typed: String| match typed.trim().parse() {
                    Ok(weight) => {
                        let mut weights = match value.get_untracked() {
                            RuleValue::Weights(weights) => weights,
                            _ => BTreeMap::new(),
                        };
                        weights.insert((*key).to_owned(), weight);
                        change.run(RuleValue::Weights(weights));
                    }
                    Err(_) => problem.set(Some(Problem::NotWhole)),
                };
                let label = group(key).map_or(bi("", ""), |group| group.label);
                view! {
                    <Field label=tr(label)>
                        <NumberInput value=text on_change whole=true/>
                    </Field>
                }
            });
            view! {
                <FieldSet>{inputs.collect_view()}</FieldSet>
                {move || error.get().map(|text| view! { <p class="c-field__error">{text}</p> })}
            }
            .into_any()
        }
        RuleDefault::Fields(_) => {
            let boxes = Customer::FIELDS
                .iter()
                .filter(|field| field.group != "personal")
                .map(|field| {
                    let checked = Signal::derive(move || match value.get() {
                        RuleValue::Keys(keys) => keys.iter().any(|key| key == field.key),
                        _ => false,
                    });
                    let on_change = move |is_on: bool| {
                        let chosen = match value.get_untracked() {
                            RuleValue::Keys(keys) => keys,
                            _ => Vec::new(),
                        };
                        let keys = Customer::FIELDS
                            .iter()
                            .map(|field| field.key)
                            .filter(|key| {
                                if *key == field.key {
                                    is_on
                                } else {
                                    chosen.iter().any(|c| c == key)
                                }
                            });
                        change.run(RuleValue::Keys(keys.map(str::to_owned).collect()));
                    };
                    view! { <Checkbox label=tr(field.label) checked on_change/> }
                });
            view! { <div class="f-columns">{boxes.collect_view()}</div> }.into_any()
        }
        RuleDefault::Schemes(_) => view! { <SchemesEditor value change/> }.into_any(),
        RuleDefault::Scheme(_) => view! { <SchemeEditor value change/> }.into_any(),
        RuleDefault::Choice(_, choices) => {
            view! { <ChoiceEditor legend=tr(rule.label) choices value change/> }.into_any()
        }
    };
    view! {
        <Section title=tr(rule.label) lead=tr(rule.hint) actions>
            {editor}
            <p class="f-rule__source">
                {tr_with(bi("出处：{0}", "Source: {0}"), move |lang| [rule.source.in_lang(lang).to_owned()])}
            </p>
        </Section>
    }
}
