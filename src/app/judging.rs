//! A person decides on the class of one or several customers, with a reason.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::{
        App,
        classes::{class_name, schemes},
        describe,
        i18n::{lang, show_count, tr, tr_with},
    },
    content::bi,
    domain::{
        Id,
        classify::{IS, Judgement, Scheme, TREAT_AS, judge, unjudge},
        edit::{Edit, EditError},
        record::Problem,
    },
    ui::{
        Button, ButtonKind, Choice, Dialog, DialogSize, Field, FieldSet, RadioGroup, Select,
        TextArea,
    },
};

/// What is to be decided.
#[derive(Clone, PartialEq, Debug)]
pub struct Asked {
    /// On whom.
    pub customers: Vec<Id>,
    /// In which scheme; blank where that is to be chosen too.
    pub scheme: String,
    /// [`IS`] or [`TREAT_AS`].
    pub kind: &'static str,
}

/// Judges while something is asked.
#[component]
pub fn JudgeDialog(
    /// What is to be decided; nothing hides the dialog.
    asked: RwSignal<Option<Asked>>,
    /// Runs after it was decided.
    #[prop(optional, into)]
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    let app = App::get();
    let all = schemes();
    let (scheme, class) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (kind, reason) = (RwSignal::new(IS), RwSignal::new(String::new()));
    let problem = RwSignal::new(None::<(String, Problem)>);
    let is_open = Memo::new(move |_| asked.with(Option::is_some));
    let chosen = move || {
        let code = scheme.get();
        all.with(|all| all.iter().find(|one| one.code == code).cloned())
    };
    let standing = move || {
        let customer = asked.with(|asked| match asked.as_ref()?.customers.as_slice() {
            [one] => Some(*one),
            _ => None,
        })?;
        app.track(Judgement::TABLE);
        let id = Judgement::id_of(&scheme.get(), customer, kind.get());
        app.book(|book| book.tables.judgements.get(id).cloned())
    };
    Effect::new(move || {
        if let Some(asked) = asked.get() {
            let judged = |all: &Arc<Vec<Arc<Scheme>>>| {
                let first = all.iter().find(|one| one.is_judged()).or(all.first());
                first.map(|one| one.code.clone()).unwrap_or_default()
            };
            let code = Some(asked.scheme).filter(|code| !code.is_empty());
            kind.set(asked.kind);
            scheme.set(code.unwrap_or_else(|| all.with_untracked(judged)));
        }
    });
    Effect::new(move || {
        let found = standing();
        problem.set(None);
        let text = |of: fn(&Judgement) -> Option<String>| {
            found.as_deref().and_then(of).unwrap_or_default()
        };
        class.set(text(|one| one.class.clone()));
        reason.set(text(|one| one.reason.clone()));
    });
    let perform = move |edit: Result<Edit, EditError>| match edit {
        Err(EditError::Invalid { fault, .. }) if matches!(&*fault.field, "class" | "reason") => {
            problem.set(Some((fault.field, fault.problem)));
        }
        edit => {
            if app.perform(edit) {
                asked.set(None);
                if let Some(done) = on_done {
                    done.run(());
                }
            }
        }
    };
    let keep = move || {
        let (Some(asked), Some(scheme)) = (asked.get_untracked(), untrack(chosen)) else {
            return;
        };
        let author = app.author();
        let (class, reason) = (class.get_untracked(), reason.get_untracked());
        if class.is_empty() {
            return problem.set(Some(("class".to_owned(), Problem::Missing)));
        }
        let kind = kind.get_untracked();
        let on = |id: &Id| Judgement::new(&scheme, *id, kind, &class, &reason, author.today);
        let judgements = asked.customers.iter().map(on).collect();
        perform(app.book(|book| judge(&book.tables, &author, judgements)));
    };
    let take_back = move || {
        let Some(judgement) = untrack(standing) else {
            return;
        };
        let author = app.author();
        perform(app.book(|book| unjudge(&book.tables, &author, &[judgement.id])));
    };
    let error = move |field: &'static str| {
        Signal::derive(move || {
            let problem = problem.get().filter(|(found, _)| found == field);
            problem.map(|(_, problem)| describe::problem(&problem, lang()))
        })
    };
    let count = move || asked.with(|asked| asked.as_ref().map_or(0, |one| one.customers.len()));
    let title = tr_with(
        bi(
            "判定 {0} 位客户的类别",
            "Decide on the class of {0} customer{s}",
        ),
        move |_| [show_count(count())],
    );
    let footer = move || {
        view! {
            <Show when=move || standing().is_some()>
                <Button
                    label=tr(bi("撤去判定", "Take the judgement back"))
                    kind=ButtonKind::Plain
                    on_click=move |_| take_back()
                />
            </Show>
            <Button label=tr(bi("取消", "Cancel")) on_click=move |_| asked.set(None)/>
            <Button
                label=tr(bi("保存判定", "Save the judgement"))
                kind=ButtonKind::Primary
                on_click=move |_| keep()
                testid="save-judgement"
            />
        }
    };
    let is_scheme_open =
        move || asked.with(|asked| asked.as_ref().is_some_and(|one| one.scheme.is_empty()));
    let scheme_names = Signal::derive(move || {
        let lang = lang();
        let name = |one: &Arc<Scheme>| (one.code.clone(), one.label.in_lang(lang).to_owned());
        all.with(|all| {
            let (judged, ruled): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.is_judged());
            judged
                .into_iter()
                .chain(ruled)
                .map(name)
                .collect::<Vec<_>>()
        })
    });
    let class_names = Signal::derive(move || {
        let lang = lang();
        let none = (String::new(), "\u{2014}".to_owned());
        let scheme = chosen();
        let classes = scheme.iter().flat_map(|scheme| &scheme.classes);
        let classes = classes.map(|class| (class.code.clone(), class_name(class, lang)));
        std::iter::once(none).chain(classes).collect::<Vec<_>>()
    });
    let kinds = Signal::derive(move || {
        let lang = lang();
        let choice =
            |code, label: crate::content::Bilingual, hint: crate::content::Bilingual| Choice {
                hint: Some(hint.in_lang(lang).to_owned()),
                ..Choice::new(code, label.in_lang(lang))
            };
        vec![
            choice(
                IS,
                bi("属于该类", "It is of the class"),
                bi(
                    "由人判定，代替算出的类别",
                    "Decided by hand, in place of the computed class",
                ),
            ),
            choice(
                TREAT_AS,
                bi("按该类对待", "It is treated as the class"),
                bi(
                    "类别不变，待遇用另一类的；例如某地区唯一的客户",
                    "It keeps its class and gets the terms of another, such as the only customer of a region",
                ),
            ),
        ]
    });
    let about = move || {
        let scheme = chosen();
        scheme.map(|scheme| scheme.about.in_lang(lang()).to_owned())
    };
    view! {
        <Dialog
            open=is_open
            title
            close_label=tr(bi("关闭", "Close"))
            on_close=move || asked.set(None)
            size=DialogSize::Medium
            footer
            testid="judge"
        >
            <FieldSet>
                <Field label=tr(bi("分类方案", "Scheme")) wide=true>
                    <Select
                        value=scheme
                        options=scheme_names
                        on_change=move |code| scheme.set(code)
                        disabled=Signal::derive(move || !is_scheme_open())
                        testid="judge-scheme"
                    />
                </Field>
                <p class="f-judge__about">{about}</p>
                <RadioGroup
                    legend=tr(bi("判定方式", "Kind of judgement"))
                    options=kinds
                    value=Signal::derive(move || kind.get().to_owned())
                    on_change=move |code: String| {
                        kind.set(if code == TREAT_AS { TREAT_AS } else { IS });
                    }
                />
                <Field label=tr(bi("类别", "Class")) required=true error=error("class") wide=true>
                    <Select
                        value=class
                        options=class_names
                        on_change=move |code| class.set(code)
                        testid="judge-class"
                    />
                </Field>
                <Field
                    label=tr(bi("理由", "Reason"))
                    required=true
                    wide=true
                    hint=tr(bi(
                        "写明根据什么；以后谁都看得到",
                        "Say what it rests on; anybody can read it later",
                    ))
                    error=error("reason")
                >
                    <TextArea value=reason on_input=move |text| reason.set(text) testid="judge-reason"/>
                </Field>
            </FieldSet>
        </Dialog>
    }
}
