//! The page of a scheme: its head with the actions, then its parts.

use leptos::prelude::*;

use super::{
    Of, customers::Customers, distribution::DistributionSection, keep::KeepDialog,
    quality::QualitySection,
};
use crate::{
    app::{
        App,
        classes::AsOfControl,
        clock::new_id,
        i18n::{lang, tr},
        route::{self, ListQuery, Route},
    },
    content::{Lang, bi},
    domain::classify::{Scheme, remove_scheme},
    features::classify::{
        links::{edit_href, print_href},
        rule_words::{convention_words, rule_words, span_words},
    },
    ui::{
        Badge, Button, ButtonKind, ConfirmDialog, DataList, DataPair, EmptyState, Glyph,
        LinkButton, Notice, PageHeader, Tone, Toolbar,
    },
};

/// A scheme by its code.
#[component]
pub fn SchemePage(code: String) -> impl IntoView {
    let of = Of::get(&code);
    let is_there = Memo::new(move |_| of.found.with(Option::is_some));
    let has_classes = Memo::new(move |_| {
        let any = of.with(|found| found.placed.iter().any(|placed| placed.class.is_ok()));
        any.unwrap_or_default()
    });
    let none = || {
        view! {
            <h1 class="u-hidden">{tr(bi("没有这个方案", "There is no such scheme"))}</h1>
            <EmptyState
                icon=Glyph::Search
                title=tr(bi("没有这个方案", "There is no such scheme"))
                text=tr(bi("它可能已被删除；回收站里可以恢复。", "It may have been deleted; the recycle bin can bring it back."))
            >
                <LinkButton label=tr(bi("全部方案", "All schemes")) href="#/classify"/>
                <LinkButton label=tr(bi("回收站", "Recycle bin")) href="#/bin"/>
            </EmptyState>
        }
    };
    view! {
        <Show when=move || is_there.get() fallback=none>
            <Head of/>
            <Toolbar label=tr(bi("截止日", "As-of date"))>
                <AsOfControl/>
            </Toolbar>
            <Rule of/>
            <Show when=move || has_classes.get() fallback=move || view! { <NothingYet of/> }>
                <DistributionSection of/>
                <QualitySection of/>
            </Show>
            <Customers of/>
        </Show>
    }
}

#[component]
fn Head(of: Of) -> impl IntoView {
    let app = App::get();
    let code = of.code.get_value();
    let (is_keeping, is_removing) = (RwSignal::new(false), RwSignal::new(false));
    let is_own = move || {
        of.with(|found| !found.scheme.is_built_in())
            .unwrap_or_default()
    };
    let is_changed = move || {
        app.track(Scheme::TABLE);
        let id = of.with(|found| found.scheme.id);
        id.is_some_and(|id| app.book(|book| book.tables.schemes.contains(id)))
    };
    let remove = move || {
        is_removing.set(false);
        let author = app.author();
        let is_gone = untrack(is_own);
        let code = of.code.get_value();
        let edit = app.book(|book| remove_scheme(&book.tables, &author, &code, new_id()));
        if app.perform(edit) && is_gone {
            route::go(&Route::Classify(String::new(), ListQuery::default()));
        }
    };
    let (edit, print) = (edit_href(&code), print_href(&code));
    let actions = move || {
        view! {
            <Show when=move || is_changed()>
                <Button
                    label=Signal::derive(move || {
                        let text = if is_own() { bi("删除方案", "Delete") } else { bi("恢复教材设定", "Reset to textbook") };
                        text.in_lang(lang()).to_owned()
                    })
                    kind=ButtonKind::Plain
                    on_click=move |_| is_removing.set(true)
                    testid="remove-scheme"
                />
            </Show>
            <LinkButton label=tr(bi("打印", "Print")) href=print icon=Glyph::Print/>
            <Button
                label=tr(bi("保存运行", "Keep run"))
                icon=Glyph::History
                on_click=move |_| is_keeping.set(true)
                testid="keep-run"
            />
        }
    };
    let main_action = move || {
        view! {
            <LinkButton
                label=tr(bi("改界限与颜色", "Bounds and colours"))
                kind=ButtonKind::Primary
                icon=Glyph::Edit
                href=edit
                testid="edit-scheme"
            />
        }
    };
    view! {
        <PageHeader title=Signal::derive(move || of.name(lang())) actions main_action/>
        <Show when=move || is_changed() && !is_own()>
            <p class="f-scheme__changed"><Badge label=tr(bi("与教材不同", "Differs from the textbook")) tone=Tone::Accent/></p>
        </Show>
        <KeepDialog of open=is_keeping/>
        <ConfirmDialog
            open=is_removing
            title=Signal::derive(move || {
                let text = if is_own() { bi("删除这个方案？", "Delete this scheme?") } else { bi("恢复教材的设定？", "Back to the textbook's settings?") };
                text.in_lang(lang()).to_owned()
            })
            message=Signal::derive(move || {
                let text = if is_own() {
                    bi("方案与其中的判定移入回收站，可以恢复，也可以撤销。", "The scheme goes to the recycle bin with its judgements, from where it can be restored; this can be undone too.")
                } else {
                    bi("改过的界限、名称与颜色回到教材所写；判定保留，可以撤销。", "Bounds, names and colours go back to what the textbook says; judgements stay. This can be undone.")
                };
                text.in_lang(lang()).to_owned()
            })
            confirm_label=Signal::derive(move || {
                let text = if is_own() { bi("移入回收站", "Move to recycle bin") } else { bi("恢复", "Reset") };
                text.in_lang(lang()).to_owned()
            })
            cancel_label=tr(bi("取消", "Cancel"))
            danger=true
            on_confirm=move |()| remove()
            on_cancel=move |()| is_removing.set(false)
        />
    }
}

/// The rule in words, the days it looks at, where it comes from.
#[component]
fn Rule(of: Of) -> impl IntoView {
    let items = Signal::derive(move || {
        let lang = lang();
        let pair = |label: crate::content::Bilingual, value: String| DataPair {
            label: label.in_lang(lang).to_owned(),
            value,
            number: false,
        };
        let lines = of.with(|found| {
            let scheme = &found.scheme;
            let mut lines = vec![
                pair(
                    bi("用途", "What for"),
                    scheme.about.in_lang(lang).to_owned(),
                ),
                pair(bi("规则", "Rule"), rule_words(scheme, lang)),
            ];
            lines.retain(|line| !line.value.is_empty());
            if !scheme.is_judged() {
                lines.push(pair(
                    bi("看哪些往来", "Looks at"),
                    span_words(scheme.span, lang),
                ));
            }
            let conventions = convention_words(scheme, lang);
            if !conventions.is_empty() {
                lines.push(pair(
                    bi("约定", "Conventions"),
                    conventions.join(match lang {
                        Lang::Zh => "；",
                        Lang::En => "; ",
                    }),
                ));
            }
            if !scheme.source.is_blank() {
                lines.push(pair(
                    bi("出处", "Source"),
                    scheme.source.in_lang(lang).to_owned(),
                ));
            }
            lines
        });
        lines.unwrap_or_default()
    });
    view! { <div class="f-scheme__rule"><DataList items/></div> }
}

/// Where nobody has a class yet: what has to come first.
#[component]
fn NothingYet(of: Of) -> impl IntoView {
    let is_judged = untrack(|| of.with(|found| found.scheme.is_judged())).unwrap_or_default();
    if is_judged {
        return view! {
            <Notice
                title=tr(bi("还没有判定过。", "Nobody has been judged yet."))
                text=tr(bi("在下面选中客户，点“判定类别”，写明理由。", "Choose customers below, press Set class and give a reason."))
            />
        }
        .into_any();
    }
    view! {
        <Notice
            title=tr(bi("还分不出类别：缺少这个方案所依据的内容。", "No classes yet: what the scheme rests on is missing."))
            text=tr(bi("先录入或导入销售，或补全客户卡；示例公司有三年的订单可以看。", "Enter or import sales first, or fill in the cards; the sample company has three years of orders to look at."))
        >
            <LinkButton label=tr(bi("从文件导入", "Import from a file")) href="#/data" icon=Glyph::Upload/>
            <LinkButton label=tr(bi("示例公司", "Sample company")) href="#/workbooks"/>
        </Notice>
    }
    .into_any()
}
