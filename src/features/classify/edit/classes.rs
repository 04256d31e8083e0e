//! The classes of a scheme: names, letters, colours and patterns, advice.

use leptos::prelude::*;

use super::Editing;
use crate::{
    app::{
        classes::tab_mark,
        i18n::{lang, tr, tr_with},
    },
    content::{Bilingual, bi},
    domain::classify::Class,
    ui::{ClassMark, Disclosure, Field, Section, Select, TextArea, TextInput},
};

const COLOURS: [(&str, Bilingual); 11] = [
    ("a", bi("石青", "Azurite blue")),
    ("b", bi("石绿", "Malachite green")),
    ("c", bi("藤黄", "Gamboge yellow")),
    ("d", bi("赭石", "Umber")),
    ("e", bi("紫", "Plum")),
    ("f", bi("青", "Teal")),
    ("g", bi("玫红", "Rose")),
    ("h", bi("靛蓝", "Indigo")),
    ("i", bi("橄榄", "Olive")),
    ("j", bi("朱红", "Cinnabar red")),
    ("none", bi("灰", "Grey")),
];
const PATTERNS: [(&str, Bilingual); 6] = [
    ("solid", bi("无纹", "Plain")),
    ("stripes", bi("斜纹", "Slanting lines")),
    ("dots", bi("点", "Dots")),
    ("bars", bi("竖纹", "Upright lines")),
    ("lines", bi("横纹", "A level line")),
    ("grid", bi("网纹", "Crossed lines")),
];

fn options(all: &'static [(&'static str, Bilingual)]) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        let lang = lang();
        let option = |(code, label): &(&str, Bilingual)| {
            ((*code).to_owned(), label.in_lang(lang).to_owned())
        };
        all.iter().map(option).collect::<Vec<_>>()
    })
}

/// A line for each class.
#[component]
pub fn ClassFields(of: Editing) -> impl IntoView {
    let count = Memo::new(move |_| of.draft.with(|draft| draft.classes.len()));
    let lines = move || {
        let lines = (0..count.get()).map(|place| view! { <ClassLine of place/> });
        lines.collect_view()
    };
    view! {
        <Section
            title=tr(bi("类别与颜色", "Classes and colours"))
            lead=tr(bi(
                "最好的在前。颜色之外还有字母和花纹，黑白打印也分得清。",
                "The best first. Letter and pattern tell them apart without colour, on black and white paper too.",
            ))
        >
            <ol class="f-palette" data-testid="palette-editor">{lines}</ol>
        </Section>
    }
}

fn pattern(class: &Class) -> &str {
    if class.pattern.is_empty() {
        "solid"
    } else {
        &class.pattern
    }
}

#[component]
fn ClassLine(of: Editing, place: usize) -> impl IntoView {
    let number = place + 1;
    let text = move |look: fn(&Class) -> &str| {
        of.text(move |draft| draft.classes.get(place).map_or("", look))
    };
    let set = move |put: fn(&mut Class, String)| {
        move |typed: String| {
            of.change(|draft| {
                if let Some(class) = draft.classes.get_mut(place) {
                    put(class, typed);
                }
            });
        }
    };
    let mark = Signal::derive(move || {
        let lang = lang();
        let mark = |class: &Class| tab_mark(class, lang);
        of.draft
            .with(|draft| draft.classes.get(place).map(mark))
            .unwrap_or_default()
    });
    let legend = tr_with(bi("第 {0} 类", "Class {0}"), move |_| [number.to_string()]);
    view! {
        <li class="f-palette__class">
            <fieldset class="f-palette__line">
                <legend class="u-hidden">{legend}</legend>
                <span class="f-palette__mark"><ClassMark mark/></span>
                <Field label=tr(bi("字母", "Letter"))>
                    <TextInput
                        value=text(|class| &class.letter)
                        on_input=set(|class, typed| class.letter = typed)
                    />
                </Field>
                <Field label=tr(bi("中文名", "Chinese")) error=of.error(format!("classes.{number}"))>
                    <TextInput
                        value=text(|class| &class.label.zh)
                        on_input=set(|class, typed| class.label.zh = typed)
                        testid=format!("class-name-{number}")
                    />
                </Field>
                <Field label=tr(bi("英文名", "English"))>
                    <TextInput
                        value=text(|class| &class.label.en)
                        on_input=set(|class, typed| class.label.en = typed)
                    />
                </Field>
                <Field label=tr(bi("颜色", "Colour"))>
                    <Select
                        value=text(|class| &class.colour)
                        options=options(&COLOURS)
                        on_change=set(|class, code| class.colour = code)
                        testid=format!("colour-{number}")
                    />
                </Field>
                <Field label=tr(bi("花纹", "Pattern"))>
                    <Select
                        value=text(pattern)
                        options=options(&PATTERNS)
                        on_change=set(|class, code| class.pattern = code)
                    />
                </Field>
            </fieldset>
            <Disclosure summary=tr(bi("哪些客户、怎样对待", "Who belongs, how they are looked after"))>
                <div class="f-palette__words">
                    <Field label=tr(bi("哪些客户（中文）", "Who belongs (Chinese)"))>
                        <TextArea
                            rows=2
                            value=text(|class| &class.about.zh)
                            on_input=set(|class, typed| class.about.zh = typed)
                        />
                    </Field>
                    <Field label=tr(bi("哪些客户（英文）", "Who belongs (English)"))>
                        <TextArea
                            rows=2
                            value=text(|class| &class.about.en)
                            on_input=set(|class, typed| class.about.en = typed)
                        />
                    </Field>
                    <Field label=tr(bi("怎样对待（中文）", "Advice (Chinese)"))>
                        <TextArea
                            rows=2
                            value=text(|class| &class.advice.zh)
                            on_input=set(|class, typed| class.advice.zh = typed)
                        />
                    </Field>
                    <Field label=tr(bi("怎样对待（英文）", "Advice (English)"))>
                        <TextArea
                            rows=2
                            value=text(|class| &class.advice.en)
                            on_input=set(|class, typed| class.advice.en = typed)
                        />
                    </Field>
                </div>
            </Disclosure>
        </li>
    }
}
