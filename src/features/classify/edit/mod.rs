//! The editor of a scheme: what decides, bounds, classes and their looks, and who would move.

mod bounds;
mod classes;
mod mover_table;
mod movers;

use std::sync::Arc;

use leptos::prelude::*;

use self::{bounds::RuleFields, classes::ClassFields, movers::Movers};
use super::{colours::RedNotice, links::scheme_href};
use crate::{
    app::{
        App,
        classes::{AsOfControl, as_of, classified},
        clock::new_id,
        describe,
        i18n::{lang, tr, tr_with},
        ledger::columns,
    },
    content::bi,
    domain::{
        classify::{
            Classified, Judgement, Scheme, classify, draft::Draft, remove_scheme, save_scheme,
        },
        record::Fault,
    },
    ui::{
        Button, ButtonKind, EmptyState, Field, FieldSet, Glyph, LinkButton, PageHeader, Section,
        TextInput, Toolbar,
    },
};

/// Code in the address of a scheme that is yet to be made.
const NEW: &str = "new";

/// A scheme being changed, with what it gave and what it would give.
#[derive(Clone, Copy)]
struct Editing {
    app: App,
    draft: RwSignal<Draft>,
    is_new: bool,
    read: Memo<Result<Arc<Scheme>, Vec<Fault>>>,
    before: Memo<Option<Arc<Classified>>>,
    after: Memo<Option<Arc<Classified>>>,
}

impl Editing {
    fn of(draft: Draft, is_new: bool) -> Self {
        let app = App::get();
        let (columns, as_of) = (columns(), as_of());
        let before = classified(draft.base.code.clone());
        let draft = RwSignal::new(draft);
        let read = Memo::new(move |_| draft.with(Draft::read).map(Arc::new));
        let after = Memo::new_with_compare(
            move |_| {
                let scheme = read.get().ok()?;
                app.track(Judgement::TABLE);
                let (columns, as_of) = (columns.get(), as_of.get());
                let look = || app.book(|book| classify(&scheme, &columns, &book.tables, as_of));
                Some(Arc::new(look()))
            },
            |_, _| true,
        );
        Self {
            app,
            draft,
            is_new,
            read,
            before,
            after,
        }
    }

    /// What is wrong with a field.
    fn error(self, field: impl Into<String>) -> Signal<Option<String>> {
        let field = field.into();
        Signal::derive(move || {
            self.read.with(|read| {
                let faults = read.as_ref().err()?;
                let fault = faults.iter().find(|fault| fault.field == field)?;
                Some(describe::problem(&fault.problem, lang()))
            })
        })
    }

    /// A text of the draft, for a field.
    fn text(self, look: impl Fn(&Draft) -> &str + Send + Sync + 'static) -> Signal<String> {
        Memo::new(move |_| self.draft.with(|draft| look(draft).to_owned())).into()
    }

    fn change(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
    }

    fn is_changed(self) -> bool {
        let differs = |scheme: &Arc<Scheme>| self.draft.with(|draft| **scheme != draft.base);
        self.is_new || self.read.with(|read| read.as_ref().is_ok_and(differs))
    }

    /// Writes the scheme; one of a textbook that is as in the book again loses its record.
    fn apply(self) -> bool {
        let Ok(scheme) = self.read.get_untracked() else {
            return false;
        };
        let author = self.app.author();
        let book = Scheme::built_in()
            .iter()
            .find(|book| book.code == scheme.code);
        let is_as_in_book = book.is_some_and(|book| {
            let without_stamp = Scheme {
                stamp: book.stamp.clone(),
                ..Scheme::clone(&scheme)
            };
            without_stamp == **book
        });
        let edit = self.app.book(|book| {
            let tables = &book.tables;
            if is_as_in_book && tables.schemes.contains(scheme.id) {
                remove_scheme(tables, &author, &scheme.code, new_id())
            } else {
                save_scheme(tables, &author, Scheme::clone(&scheme))
            }
        });
        self.app.perform(edit)
    }
}

/// The editor of the scheme of that code, or of a new one.
#[component]
pub fn EditPage(code: String) -> impl IntoView {
    let app = App::get();
    let draft = if code == NEW {
        Some(Draft::fresh(&new_id().to_string()))
    } else {
        app.book(|book| Scheme::find(&book.tables, &code))
            .map(|scheme| Draft::of(&scheme))
    };
    match draft {
        Some(draft) => {
            let of = Editing::of(draft, code == NEW);
            view! { <Editor of/> }.into_any()
        }
        None => view! {
            <h1 class="u-hidden">{tr(bi("没有这个方案", "There is no such scheme"))}</h1>
            <EmptyState icon=Glyph::Search title=tr(bi("没有这个方案", "There is no such scheme"))>
                <LinkButton label=tr(bi("全部方案", "All schemes")) href="#/classify"/>
            </EmptyState>
        }
        .into_any(),
    }
}

#[component]
fn Editor(of: Editing) -> impl IntoView {
    let code = of.draft.with_untracked(|draft| draft.base.code.clone());
    let book = Scheme::built_in().iter().find(|book| book.code == code);
    let page = Signal::derive({
        let code = code.clone();
        move || scheme_href(&code, None)
    });
    let back = if of.is_new {
        Signal::stored("#/classify".to_owned())
    } else {
        page
    };
    let title = if of.is_new {
        tr(bi("新建方案", "New scheme"))
    } else {
        tr_with(bi("修改“{0}”", "Change “{0}”"), move |lang| {
            of.draft
                .with(|draft| [draft.base.label.in_lang(lang).to_owned()])
        })
    };
    let apply = move |_| {
        if of.apply() {
            window().location().set_hash(&page.get_untracked()).ok();
        }
    };
    let cannot = Signal::derive(move || of.read.with(Result::is_err) || !of.is_changed());
    let actions = move || {
        let book = book.cloned();
        view! {
            {book.map(|book| view! {
                <Button
                    label=tr(bi("填回教材设定", "Fill in the textbook's"))
                    kind=ButtonKind::Plain
                    on_click=move |_| of.change(|draft| {
                        let base = draft.base.clone();
                        *draft = Draft { base, ..Draft::of(&book) };
                    })
                    testid="fill-textbook"
                />
            })}
            <LinkButton label=tr(bi("取消", "Cancel")) href=back/>
        }
    };
    let main_action = move || {
        view! {
            <Button
                label=tr(bi("应用", "Apply"))
                kind=ButtonKind::Primary
                icon=Glyph::Check
                disabled=cannot
                on_click=apply
                testid="apply-scheme"
            />
        }
    };
    let changing = Signal::derive(move || of.read.get().ok());
    view! {
        <PageHeader
            title
            lead=tr(bi(
                "边改边看谁会换类；应用之后是一步可撤销的修改。",
                "See who would change class as you type. Applying is one change that can be undone.",
            ))
            actions
            main_action
        />
        <RedNotice changing/>
        <div class="f-edit">
            <div class="f-edit__fields">
                <Section title=tr(bi("名称", "Name"))>
                    <FieldSet>
                        <Field label=tr(bi("中文名称", "Name in Chinese")) error=of.error("label")>
                            <TextInput
                                value=of.text(|draft| &draft.label.zh)
                                on_input=move |typed| of.change(|draft| draft.label.zh = typed)
                                testid="scheme-name"
                            />
                        </Field>
                        <Field label=tr(bi("英文名称", "Name in English"))>
                            <TextInput
                                value=of.text(|draft| &draft.label.en)
                                on_input=move |typed| of.change(|draft| draft.label.en = typed)
                            />
                        </Field>
                    </FieldSet>
                </Section>
                <RuleFields of/>
                <ClassFields of/>
            </div>
            <div class="f-edit__preview">
                <Toolbar label=tr(bi("截止日", "As-of date"))><AsOfControl/></Toolbar>
                <Movers of/>
            </div>
        </div>
    }
}
