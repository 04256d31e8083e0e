//! All schemes at a glance: on what they rest, their classes with counts, which are shown where.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    colours::RedNotice,
    links::{edit_href, scheme_href},
    rule_words::{Group, rule_words},
};
use crate::{
    app::{
        App,
        classes::{AsOfControl, card_scheme, classified, schemes, shown_schemes, tab_mark},
        i18n::{lang, show_count, tr, tr_with},
        ledger::columns,
    },
    content::{Bilingual, bi},
    domain::{
        classify::{Class, Scheme, shown},
        rule::{self, Rule, RuleValue},
    },
    ui::{
        Badge, ButtonKind, Checkbox, ClassMark, Glyph, LinkButton, Notice, PageHeader, Tone,
        Toolbar,
    },
};

const SHOWN_HEAD: Bilingual = bi("卡片名册", "On cards");
const COLOUR_HEAD: Bilingual = bi("卡片颜色", "Colours");

/// Sets a rule of the workbook.
pub fn set_rule(app: App, rule: &Rule, value: RuleValue) {
    let author = app.author();
    let edit = app.book(|book| rule::set(&book.tables, &author, rule, value));
    app.perform(edit);
}

/// All schemes.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let all = schemes();
    let columns = columns();
    // The words stand there at once; counting every scheme may take a moment.
    let is_counting = RwSignal::new(false);
    set_timeout(
        move || {
            is_counting.try_set(true);
        },
        std::time::Duration::from_millis(20),
    );
    let groups = move || {
        let all = all.get();
        let group = |group: Group| {
            let of_group = all.iter().filter(|scheme| Group::of(scheme) == group);
            let schemes: Vec<_> = of_group.cloned().collect();
            view! { <GroupRows group schemes is_counting/> }
        };
        Group::ALL.map(group).collect_view()
    };
    let main_action = move || {
        view! {
            <LinkButton
                label=tr(bi("新建方案", "New scheme"))
                kind=ButtonKind::Primary
                icon=Glyph::Plus
                href=edit_href("new")
                testid="new-scheme"
            />
        }
    };
    let end = move || {
        let words = bi("{0} 个方案 · {1} 位客户", "{0} scheme{s} · {1} customer{s}");
        view! {
            <span class="f-count" role="status">{tr_with(words, move |_| [
                all.with(|all| show_count(all.len())),
                columns.with(|columns| show_count(columns.customers.len())),
            ])}</span>
        }
    };
    let has_customers = move || columns.with(|columns| !columns.customers.is_empty());
    view! {
        <PageHeader
            title=tr(bi("客户分类", "Classes of customers"))
            lead=tr(bi(
                "一位客户可以同时属于几个方案。点方案看名单与依据，点数字看那一类的客户。",
                "A customer may stand in several schemes at once. Open a scheme for its list and its rule, a number for the customers of that class.",
            ))
            main_action
        />
        <RedNotice/>
        <Show when=move || !has_customers()>
            <Notice
                title=tr(bi("还没有客户可分。", "There are no customers to class yet."))
                text=tr(bi("导入客户和销售，或先看示例公司。", "Import customers and sales, or look at the sample company first."))
            >
                <LinkButton label=tr(bi("从文件导入", "Import from a file")) href="#/data" icon=Glyph::Upload/>
                <LinkButton label=tr(bi("示例公司", "Sample company")) href="#/workbooks"/>
            </Notice>
        </Show>
        <Toolbar label=tr(bi("截止日", "As-of date")) end>
            <AsOfControl/>
        </Toolbar>
        <div class="f-schemes" data-testid="schemes">
            <table class="f-schemes__table">
                <thead>
                    <tr>
                        <th scope="col">{tr(bi("方案", "Scheme"))}</th>
                        <th scope="col">{tr(bi("各类客户数", "Customers by class"))}</th>
                        <th scope="col" class="f-schemes__switch">{tr(SHOWN_HEAD)}</th>
                        <th scope="col" class="f-schemes__switch">{tr(COLOUR_HEAD)}</th>
                    </tr>
                </thead>
                {groups}
            </table>
        </div>
    }
}

#[component]
fn GroupRows(
    group: Group,
    schemes: Vec<Arc<Scheme>>,
    is_counting: RwSignal<bool>,
) -> impl IntoView {
    let is_empty = schemes.is_empty();
    let rows = schemes
        .into_iter()
        .map(|scheme| view! { <SchemeRow scheme is_counting/> })
        .collect_view();
    view! {
        <tbody>
            <tr class="f-schemes__group">
                <th scope="rowgroup" colspan="4">{tr(group.label())}</th>
            </tr>
            {rows}
            {is_empty.then(|| view! {
                <tr>
                    <td colspan="4" class="f-schemes__none">
                        {tr(bi("还没有。“新建方案”可定依据、类数、界限与颜色。", "None yet. New scheme sets basis, number of classes, bounds and colours."))}
                    </td>
                </tr>
            })}
        </tbody>
    }
}

#[component]
fn SchemeRow(scheme: Arc<Scheme>, is_counting: RwSignal<bool>) -> impl IntoView {
    let app = App::get();
    let code = StoredValue::new(scheme.code.clone());
    let is_code = move |other: &str| code.with_value(|code| code == other);
    let (shown_now, card_now) = (shown_schemes(), card_scheme());
    let is_shown = Signal::derive(move || {
        shown_now.with(|all| all.iter().any(|scheme| is_code(&scheme.code)))
    });
    let is_card = move || card_now.with(|card| is_code(card));
    let show = move |is_on: bool| {
        let code = code.get_value();
        let mut codes = app.book(|book| shown::SHOWN.keys(&book.tables));
        codes.retain(|other| *other != code);
        codes.extend(is_on.then_some(code));
        set_rule(app, &shown::SHOWN, RuleValue::Keys(codes));
    };
    let colour = move |_| set_rule(app, &shown::CARD_COLOUR, RuleValue::Key(code.get_value()));
    let counts = Memo::new({
        let classes = scheme.classes.len();
        let found = classified(scheme.code.clone());
        move |_| {
            let found = is_counting.get().then(|| found.get()).flatten()?;
            let mut counts = vec![0_usize; classes];
            for placed in &found.placed {
                let class = placed.class.ok().map(usize::from);
                if let Some(count) = class.and_then(|class| counts.get_mut(class)) {
                    *count += 1;
                }
            }
            Some(counts)
        }
    });
    let is_changed =
        app.book(|book| scheme.is_built_in() && book.tables.schemes.contains(scheme.id));
    let name = {
        let scheme = scheme.clone();
        move || scheme.label.in_lang(lang()).to_owned()
    };
    let aria = {
        let scheme = scheme.clone();
        move |text: Bilingual| {
            let scheme = scheme.clone();
            tr_with(text, move |lang| [scheme.label.in_lang(lang).to_owned()])
        }
    };
    let shown_label = aria(bi(
        "在卡片和名册上显示“{0}”",
        "Show “{0}” on cards and in the roster",
    ));
    let colour_label = aria(bi("用“{0}”的颜色", "Colours of “{0}”"));
    let told = StoredValue::new(scheme.clone());
    let words = move || told.with_value(|scheme| rule_words(scheme, lang()));
    let source = move || told.with_value(|scheme| scheme.source.in_lang(lang()).to_owned());
    let classes: Vec<_> = scheme.classes.iter().cloned().enumerate().collect();
    let tabs = classes
        .into_iter()
        .map(|(place, class)| view! { <ClassCount code place class counts/> })
        .collect_view();
    view! {
        <tr class="f-schemes__row">
            <td class="f-schemes__what">
                <a class="f-schemes__name" href=move || scheme_href(&code.get_value(), None)>{name}</a>
                <span class="f-schemes__code">{scheme.is_built_in().then(|| scheme.code.clone())}</span>
                {is_changed.then(|| view! { <Badge label=tr(bi("已修改", "Changed")) tone=Tone::Accent/> })}
                <p class="f-schemes__rule">{words}</p>
                <p class="f-schemes__source">{source}</p>
            </td>
            <td class="f-schemes__classes">{tabs}</td>
            <td class="f-schemes__switch" data-label=tr(SHOWN_HEAD)>
                <Checkbox label=shown_label bare=true checked=is_shown on_change=show/>
            </td>
            <td class="f-schemes__switch" data-label=tr(COLOUR_HEAD)>
                <label class="c-check">
                    <input
                        type="radio"
                        name="card-colour"
                        class="c-check__mark c-check__mark--radio"
                        prop:checked=is_card
                        on:change=colour
                    />
                    <span class="u-hidden">{move || colour_label.get()}</span>
                </label>
            </td>
        </tr>
    }
}

/// The index tab of a class with how many customers it has.
#[component]
fn ClassCount(
    code: StoredValue<String>,
    place: usize,
    class: Class,
    counts: Memo<Option<Vec<usize>>>,
) -> impl IntoView {
    let class = StoredValue::new(class);
    let mark = Signal::derive(move || class.with_value(|class| tab_mark(class, lang())));
    let count = move || {
        counts.with(|counts| {
            counts
                .as_ref()
                .and_then(|counts| counts.get(place).copied())
        })
    };
    let text = move || count().map(show_count).unwrap_or_else(|| "…".to_owned());
    let href = move || class.with_value(|class| scheme_href(&code.get_value(), Some(&class.code)));
    view! {
        <a
            class="f-class-count"
            href=href
            data-figure="classify.class_count"
            data-class-code=class.with_value(|class| class.code.clone())
            data-value=move || count().map(|count| count.to_string())
        >
            <ClassMark mark/>
            <span class="f-class-count__name">{move || class.with_value(|class| class.label.in_lang(lang()).to_owned())}</span>
            <span class="f-class-count__number" data-none=move || (count() == Some(0)).then_some("true")>{text}</span>
        </a>
    }
}
