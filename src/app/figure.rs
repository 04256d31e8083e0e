//! Shows a figure of the core: the number, and its explanation in one click.

use leptos::prelude::*;

use super::i18n::{lang, show_amount, show_count, show_number, show_share, tr};
use crate::{
    content::{Lang, bi},
    domain::{
        figure::{Figure, Unit},
        rule,
    },
    ui::{FigureView, Tone},
};

/// The figure's number as shown.
pub fn show_figure(figure: &Figure, lang: Lang) -> String {
    match (figure.value, figure.kind.unit) {
        (Ok(value), Unit::Share) => show_share(value),
        (Ok(value), Unit::Count) => {
            usize::try_from(value).map_or_else(|_| value.to_string(), show_count)
        }
        (Ok(value), Unit::Amount) => show_amount(value),
        (Ok(value), Unit::Number) => show_number(value),
        (Err(reason), _) => reason.words().in_lang(lang).to_owned(),
    }
}

/// A figure that opens to formula, numbers, rule and source.
#[component]
pub fn Explained(
    /// The figure.
    #[prop(into)]
    figure: Signal<Figure>,
    /// Its tone.
    #[prop(optional, into)]
    tone: Signal<Tone>,
) -> impl IntoView {
    let id = Signal::derive(move || figure.with(|figure| figure.kind.id.to_owned()));
    let text = Signal::derive(move || figure.with(|figure| show_figure(figure, lang())));
    let value = Signal::derive(move || {
        figure.with(|figure| figure.value.ok().map(|value| value.normalize().to_string()))
    });
    view! {
        <FigureView id text value tone explain_label=tr(bi("怎么算的", "How it is computed"))>
            <Explanation figure/>
        </FigureView>
    }
}

/// Formula, numbers put in, result, rule and source of a figure.
#[component]
pub fn Explanation(
    /// The figure.
    figure: Signal<Figure>,
) -> impl IntoView {
    move || {
        let figure = figure.get();
        let lang = lang();
        let inputs = figure.inputs.iter().map(|input| {
            let (label, value) = (input.label.in_lang(lang), input.value.clone());
            view! { <tr><th scope="row">{label}</th><td class="u-number">{value}</td></tr> }
        });
        let result = match figure.value {
            Ok(value) => format!("= {}", value.normalize()),
            Err(reason) => reason.words().in_lang(lang).to_owned(),
        };
        let rule = figure.kind.rule.and_then(rule::rule).map(|rule| {
            view! {
                <p class="c-explain__rule">
                    {bi("规则：", "Rule: ").in_lang(lang)}
                    <a href="#/rulebook">{rule.label.in_lang(lang)}</a>
                </p>
            }
        });
        view! {
            <div class="c-explain">
                <h3 class="c-explain__title">{figure.kind.label.in_lang(lang)}</h3>
                <p class="c-explain__formula">{figure.kind.formula.in_lang(lang)}</p>
                <table class="c-explain__inputs"><tbody>{inputs.collect_view()}</tbody></table>
                <p class="c-explain__result">{result}</p>
                {rule}
                <p class="c-explain__source">{figure.kind.source.in_lang(lang)}</p>
                <p class="c-explain__id">{figure.kind.id}</p>
            </div>
        }
    }
}
