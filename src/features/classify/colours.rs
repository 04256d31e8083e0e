//! Where red means the opposite on two schemes, and the question which it shall be.

use std::sync::Arc;

use leptos::prelude::*;

use super::overview::set_rule;
use crate::{
    app::{
        App,
        classes::{card_scheme, schemes, shown_schemes},
        i18n::{lang, tr},
    },
    content::{Lang, bi},
    domain::{
        classify::{
            Scheme,
            shown::{self, RED_IMPORTANT, RED_RISK},
        },
        rule::{RuleOverride, RuleValue},
    },
    ui::{Button, LinkButton, Notice, Tone},
};

/// Asks what red means where both meanings meet on cards and lists.
#[component]
pub fn RedNotice(
    /// A scheme that is being changed, in place of the one it was.
    #[prop(optional, into)]
    changing: Option<Signal<Option<Arc<Scheme>>>>,
) -> impl IntoView {
    let app = App::get();
    let (all, shown_now, card) = (schemes(), shown_schemes(), card_scheme());
    let red = Memo::new(move |_| {
        app.track(RuleOverride::TABLE);
        app.book(|book| shown::RED.choice(&book.tables))
    });
    let names = Memo::new(move |_| {
        let lang = lang();
        let mut seen = shown_now.get();
        let card = card.get();
        if !seen.iter().any(|scheme| scheme.code == card) {
            seen.extend(all.with(|all| all.iter().find(|scheme| scheme.code == card).cloned()));
        }
        if let Some(own) = changing.and_then(|changing| changing.get()) {
            seen.retain(|scheme| scheme.code != own.code);
            seen.push(own);
        }
        let found = shown::red_conflicts(&seen, &red.get());
        let names = found
            .into_iter()
            .map(|scheme| scheme.label.in_lang(lang).to_owned());
        names.collect::<Vec<_>>()
    });
    let text = Signal::derive(move || {
        names.with(|names| {
            names.join(match lang() {
                Lang::Zh => "、",
                Lang::En => ", ",
            })
        })
    });
    let choose = move |code: &'static str| {
        set_rule(app, &shown::RED, RuleValue::Key(code.to_owned()));
    };
    view! {
        <Show when=move || names.with(|names| !names.is_empty())>
            <Notice
                tone=Tone::Warn
                title=tr(bi(
                    "同时显示的方案里，红色有两种相反的含义：最重要，或者亏损与风险。请定一种。",
                    "Red means two opposite things in the schemes shown together: most important, or loss and risk. Choose one.",
                ))
                text
            >
                <Button
                    label=tr(bi("红色是最重要", "Red is most important"))
                    small=true
                    on_click=move |_| choose(RED_IMPORTANT)
                />
                <Button
                    label=tr(bi("红色是亏损或风险", "Red is loss or risk"))
                    small=true
                    on_click=move |_| choose(RED_RISK)
                />
                <LinkButton label=tr(bi("规则手册", "Rulebook")) href="#/rulebook" small=true/>
            </Notice>
        </Show>
    }
}
