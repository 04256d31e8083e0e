//! What each class has of the customers and of the value, against what the textbook says.

use leptos::prelude::*;
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::Of;
use crate::{
    app::{
        classes::{class_name, tab_mark},
        figure::Explained,
        i18n::{lang, show_amount, show_count, show_number, show_share, tr, tr_with},
    },
    content::{Lang, bi},
    domain::{
        classify::{
            Class,
            distribution::{CLASS_COUNT, CLASS_VALUE, ClassPart, Distribution},
            listing::{self, Which},
        },
        sheet::CellKind,
    },
    ui::{ClassMark, ClassPattern, ClassTone, Section, ShareBar, ShareChart, SharePart},
};

fn part(class: &Class, share: Option<Decimal>, lang: Lang) -> SharePart {
    SharePart {
        label: class_name(class, lang),
        letter: class.letter.clone(),
        class: ClassTone::of(&class.colour),
        pattern: ClassPattern::of(&class.pattern),
        share: share.and_then(|share| share.to_f64()).unwrap_or_default(),
        text: share.map_or_else(|| "\u{2014}".to_owned(), show_share),
    }
}

/// Customers and value as they are, and as in the textbook where it gives them for every class.
fn bars(classes: &[Class], found: &Distribution, lang: Lang) -> Vec<ShareBar> {
    let bar = |label: String, shares: Vec<Option<Decimal>>| ShareBar {
        label,
        parts: classes
            .iter()
            .zip(shares)
            .map(|(class, share)| part(class, share, lang))
            .collect(),
    };
    let own =
        |of: fn(&ClassPart) -> Option<Decimal>| found.parts.iter().map(of).collect::<Vec<_>>();
    let book = |of: fn(&Class) -> Option<Decimal>| classes.iter().map(of).collect::<Vec<_>>();
    let counts = own(|part| part.count_share.value.ok());
    let values = own(|part| part.value_share.value.ok());
    let (book_counts, book_values) = (
        book(|class| class.count_share),
        book(|class| class.value_share),
    );
    let mut all = vec![bar(
        bi("客户数", "Customers").in_lang(lang).to_owned(),
        counts,
    )];
    if book_counts.iter().all(Option::is_some) {
        all.push(bar(
            bi("教材：客户数", "Textbook").in_lang(lang).to_owned(),
            book_counts,
        ));
    }
    if values.iter().all(Option::is_some) {
        all.push(bar(found.value_label.in_lang(lang).to_owned(), values));
    }
    if book_values.iter().all(Option::is_some) {
        let label = bi("教材：", "Textbook: ").in_lang(lang);
        all.push(bar(
            format!("{label}{}", found.value_label.in_lang(lang)),
            book_values,
        ));
    }
    all
}

/// Chart and table of the classes.
#[component]
pub fn DistributionSection(of: Of) -> impl IntoView {
    let found = of.distribution();
    let classes = Memo::new(move |_| {
        of.with(|found| found.scheme.classes.clone())
            .unwrap_or_default()
    });
    let bars = Signal::derive(move || {
        let lang = lang();
        found
            .with(|found| {
                found
                    .as_ref()
                    .map(|found| classes.with(|classes| bars(classes, found, lang)))
            })
            .unwrap_or_default()
    });
    let value_label = Signal::derive(move || {
        let label = found.with(|found| found.as_ref().map(|found| found.value_label));
        label
            .unwrap_or(bi("数值", "Value"))
            .in_lang(lang())
            .to_owned()
    });
    let has_book = Memo::new(move |_| {
        classes.with(|classes| {
            classes
                .iter()
                .any(|class| class.count_share.is_some() || class.value_share.is_some())
        })
    });
    let rows = move || {
        let n = classes.with(Vec::len);
        (0..n)
            .map(|place| view! { <ClassRow of found classes place has_book/> })
            .collect_view()
    };
    let unclassed = move || found.with(|found| found.as_ref().map_or(0, |found| found.unclassed));
    let removed = move || {
        let removed = of
            .with(|found| (found.removed, found.removed_sum))
            .unwrap_or_default();
        (removed.0 > 0).then_some(removed)
    };
    view! {
        <Section title=tr(bi("各类分布", "What each class has"))>
            <div class="f-scheme__shares">
                <ShareChart
                    title=tr_with(bi("客户数与{0}的占比", "Shares of customers and of {0}"), move |_| [value_label.get()])
                    table_label=tr(bi("数字", "Numbers"))
                    name_label=tr(bi("类别", "Class"))
                    bars
                />
                <div class="f-scheme__table">
                    <table class="f-lines" data-testid="distribution">
                        <thead>
                            <tr>
                                <th scope="col">{tr(bi("类别", "Class"))}</th>
                                <th scope="col">{tr(bi("客户数", "Customers"))}</th>
                                <th scope="col">{tr(bi("占客户", "Share"))}</th>
                                <Show when=move || has_book.get()><th scope="col">{tr(bi("教材", "Textbook"))}</th></Show>
                                <th scope="col">{value_label}</th>
                                <th scope="col">{tr(bi("占比", "Share"))}</th>
                                <Show when=move || has_book.get()><th scope="col">{tr(bi("教材", "Textbook"))}</th></Show>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </div>
            <Show when=move || unclassed() != 0>
                <p class="f-scheme__note">
                    <button type="button" class="f-link" on:click=move |_| of.choose_class(Which::WithoutClass)>
                        {tr_with(bi("{0} 位客户没有类别", "{0} customer{s} without a class"), move |_| [show_count(unclassed())])}
                    </button>
                </p>
            </Show>
            {move || removed().map(|(count, sum)| view! {
                <p class="f-scheme__note" data-testid="removed" data-figure="classify.removed" data-value=sum.normalize().to_string()>
                    {tr_with(
                        bi(
                            "{0} 位客户的数值不大于零，合计 {1}：归最低一类，不计入占比的基数。",
                            "{0} customer{s} with nothing above zero, {1} together: in the lowest class and out of the base of the shares.",
                        ),
                        move |_| [show_count(count), show_amount(sum)],
                    )}
                </p>
            })}
        </Section>
    }
}

#[component]
fn ClassRow(
    of: Of,
    found: Memo<Option<Distribution>>,
    classes: Memo<Vec<Class>>,
    place: usize,
    has_book: Memo<bool>,
) -> impl IntoView {
    let own = move || {
        found.with(|found| {
            found
                .as_ref()
                .and_then(|found| found.parts.get(place).cloned())
        })
    };
    let class = move |look: &dyn Fn(&Class) -> String| {
        classes.with(|classes| classes.get(place).map(look).unwrap_or_default())
    };
    let mark = Signal::derive(move || {
        let lang = lang();
        classes
            .with(|classes| classes.get(place).map(|class| tab_mark(class, lang)))
            .unwrap_or_default()
    });
    let name = move || {
        let lang = lang();
        class(&|class| class_name(class, lang))
    };
    let about = move || {
        let lang = lang();
        class(&|class| class.about.in_lang(lang).to_owned())
    };
    let book = move |look: fn(&Class) -> Option<Decimal>| {
        class(&|class| look(class).map_or_else(|| "\u{2014}".to_owned(), show_share))
    };
    let choose = move |_| of.choose_class(Which::InClass(u8::try_from(place).unwrap_or(u8::MAX)));
    let figure = move |look: fn(ClassPart) -> crate::domain::figure::Figure| {
        own().map(|part| view! { <Explained figure=look(part)/> })
    };
    let count = move || own().map_or(0, |part| part.customers);
    let value = move || own().map(|part| part.value).unwrap_or_default();
    let value_text = move || {
        let kind = of
            .with(|found| listing::measured(&found.scheme.basis).map(|(_, kind)| kind))
            .flatten();
        match kind {
            Some(CellKind::Number | CellKind::Whole) => show_number(value()),
            _ => show_amount(value()),
        }
    };
    view! {
        <tr>
            <th scope="row">
                <button type="button" class="f-class-name" title=about on:click=choose>
                    <ClassMark mark/>
                    <span>{name}</span>
                </button>
            </th>
            <td data-figure=CLASS_COUNT.id data-value=move || count().to_string()>{move || show_count(count())}</td>
            <td>{move || figure(|part| part.count_share)}</td>
            <Show when=move || has_book.get()><td class="f-lines__book">{move || book(|class| class.count_share)}</td></Show>
            <td data-figure=CLASS_VALUE.id data-value=move || value().normalize().to_string()>{value_text}</td>
            <td>{move || figure(|part| part.value_share)}</td>
            <Show when=move || has_book.get()><td class="f-lines__book">{move || book(|class| class.value_share)}</td></Show>
        </tr>
    }
}
