//! Who would change class: counts and the matrix; everybody by name stands below.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Editing, mover_table::MoverTable};
use crate::{
    app::{
        classes::{class_name, tab_mark},
        figure::Explained,
        i18n::{lang, show_count, tr, tr_with},
    },
    content::bi,
    domain::classify::{
        Class, Scheme,
        distribution::CLASS_COUNT,
        migration::{Migration, migration},
    },
    ui::{ClassMark, Notice, Section, Stat, StatRow, TabMark, Tone},
};

/// What the change would do.
#[derive(Clone, PartialEq)]
pub(super) struct Change {
    pub old: Option<Arc<Scheme>>,
    pub new: Arc<Scheme>,
    counts: Vec<usize>,
    pub migration: Option<Migration>,
}

impl Change {
    fn is_same_size(&self) -> bool {
        let old = self.old.as_ref();
        old.is_some_and(|old| old.classes.len() == self.new.classes.len())
    }
}

fn change(of: Editing) -> Option<Change> {
    let after = of.after.get()?;
    let classes = after.classes();
    let new = after.scheme.clone();
    let mut counts = vec![0; new.classes.len()];
    for class in classes.iter().flatten() {
        if let Some(count) = counts.get_mut(usize::from(*class)) {
            *count += 1;
        }
    }
    let before = of
        .before
        .get()
        .filter(|before| before.customers == after.customers);
    let migration = before.as_ref().map(|before| {
        let n = before.scheme.classes.len().max(new.classes.len());
        migration(&before.classes(), &classes, n)
    });
    Some(Change {
        old: before.map(|before| before.scheme.clone()),
        new,
        counts,
        migration,
    })
}

/// The preview, live.
#[component]
pub fn Movers(of: Editing) -> impl IntoView {
    let found = Memo::new(move |_| change(of));
    let preview = move || {
        match found.get() {
        None => view! {
            <Notice
                tone=Tone::Warn
                title=tr(bi("先改正标出的地方，才看得到结果。", "Mend what is marked to see the result."))
            />
        }
        .into_any(),
        Some(change) => view! {
            <Counts change=change.clone()/>
            <Moves of change/>
        }
        .into_any(),
    }
    };
    view! { <Section title=tr(bi("谁会换类", "Who would move"))>{preview}</Section> }
}

fn mark(class: &Class) -> Signal<TabMark> {
    let class = class.clone();
    Signal::derive(move || tab_mark(&class, lang()))
}

/// How many customers each class would have.
#[component]
fn Counts(change: Change) -> impl IntoView {
    let old = change
        .migration
        .as_ref()
        .filter(|_| change.is_same_size())
        .map(|found| {
            let row = |(cells, left): (&Vec<usize>, &usize)| cells.iter().sum::<usize>() + left;
            found
                .cells
                .iter()
                .zip(&found.left)
                .map(row)
                .collect::<Vec<_>>()
        });
    let lines = change.new.classes.iter().zip(&change.counts).enumerate();
    let lines = lines.map(|(place, (class, count))| {
        let count = *count;
        let before = old.as_ref().and_then(|old| old.get(place).copied());
        let from = before.filter(|before| *before != count).map(|before| {
            view! { <span class="f-preview__before">{show_count(before)}" → "</span> }
        });
        let (mark, named) = (mark(class), class.clone());
        view! {
            <li class="f-preview__class">
                <ClassMark mark/>
                <span class="f-preview__name">{move || class_name(&named, lang())}</span>
                <span class="f-preview__count" data-figure=CLASS_COUNT.id data-value=count.to_string()>
                    {from} <b>{show_count(count)}</b>
                </span>
            </li>
        }
    });
    view! { <ul class="f-preview" data-testid="preview-counts">{lines.collect_view()}</ul> }
}

#[component]
fn Moves(of: Editing, change: Change) -> impl IntoView {
    let Some(found) = change.migration.clone() else {
        return ().into_any();
    };
    if found.movers.is_empty() {
        return view! {
            <p class="f-preview__none" data-testid="no-movers">
                {tr(bi("没有客户换类。", "Nobody changes class."))}
            </p>
        }
        .into_any();
    }
    let stats = change.is_same_size().then(|| {
        let [up, down, stayed] = found.figures();
        let note = |count: usize| {
            tr_with(bi("{0} 位", "{0} customer{s}"), move |_| [show_count(count)])
        };
        view! {
            <StatRow>
                <Stat label=tr(up.kind.label) note=note(found.up)><Explained figure=Signal::stored(up)/></Stat>
                <Stat label=tr(down.kind.label) note=note(found.down)><Explained figure=Signal::stored(down)/></Stat>
                <Stat label=tr(stayed.kind.label) note=note(found.stayed)><Explained figure=Signal::stored(stayed)/></Stat>
            </StatRow>
        }
    });
    view! {
        {stats}
        <Matrix change=change.clone() found/>
        <MoverTable of change/>
    }
    .into_any()
}

/// From which class to which, one row for each class before.
#[component]
fn Matrix(change: Change, found: Migration) -> impl IntoView {
    let old = change.old.clone().unwrap_or_default();
    let head = |class: &Class| view! { <th scope="col"><ClassMark mark=mark(class)/></th> };
    let heads = change.new.classes.iter().map(head).collect_view();
    let cell = |count: usize, is_same: bool| {
        view! {
            <td data-same=is_same.then_some("true") data-none=(count == 0).then_some("true")>
                {show_count(count)}
            </td>
        }
    };
    let columns = change.new.classes.len();
    let rows = old
        .classes
        .iter()
        .enumerate()
        .zip(&found.cells)
        .zip(&found.left);
    let rows = rows.map(|(((row, class), cells), left)| {
        let cells = cells.iter().take(columns).enumerate();
        let cells = cells
            .map(|(column, count)| cell(*count, row == column))
            .collect_view();
        view! {
            <tr>
                <th scope="row"><ClassMark mark=mark(class)/></th>
                {cells}
                {cell(*left, false)}
            </tr>
        }
    });
    let joined = found
        .joined
        .iter()
        .take(columns)
        .map(|count| cell(*count, false));
    let joined = joined.collect_view();
    view! {
        <div class="f-scheme__table">
            <table class="f-matrix" data-testid="preview-matrix">
                <thead>
                    <tr>
                        <th scope="col">{tr(bi("原来 ＼ 改后", "Before \\ after"))}</th>
                        {heads}
                        <th scope="col">{tr(bi("无", "None"))}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.collect_view()}
                    <tr><th scope="row">{tr(bi("无", "None"))}</th>{joined}<td></td></tr>
                </tbody>
            </table>
        </div>
    }
}
