//! Marks: badges, index tabs in class colours, legends.

use leptos::prelude::*;

/// What a mark says. Risk (seal red) is kept for what is overdue or at risk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Plain ink.
    #[default]
    Neutral,
    /// The accent.
    Accent,
    /// Done, in order.
    Ok,
    /// Needs attention soon.
    Warn,
    /// Overdue or at risk.
    Risk,
}

impl Tone {
    /// The value of `data-tone`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Accent => "accent",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Risk => "risk",
        }
    }
}

/// One of the class colours of the index tabs, in the order of the card box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ClassTone {
    /// Azurite blue.
    A,
    /// Malachite green.
    B,
    /// Gamboge ochre.
    C,
    /// Umber.
    D,
    /// Plum.
    E,
    /// Teal.
    F,
    /// Rose.
    G,
    /// Indigo.
    H,
    /// Olive.
    I,
    /// Cinnabar red. It means risk elsewhere, so that no class takes it unasked.
    J,
    /// Ink grey: no class.
    #[default]
    None,
}

impl ClassTone {
    /// The colours in order; red is the last.
    pub const ALL: [Self; 10] = [
        Self::A,
        Self::B,
        Self::C,
        Self::D,
        Self::E,
        Self::F,
        Self::G,
        Self::H,
        Self::I,
        Self::J,
    ];

    /// The value of `data-class`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
            Self::C => "c",
            Self::D => "d",
            Self::E => "e",
            Self::F => "f",
            Self::G => "g",
            Self::H => "h",
            Self::I => "i",
            Self::J => "j",
            Self::None => "none",
        }
    }

    /// The colour with this value of `data-class`; none for any other text.
    #[must_use]
    pub fn of(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|tone| tone.as_str() == code)
            .unwrap_or_default()
    }

    /// The colour of the class at this place in a list; it starts again after the last.
    #[must_use]
    pub fn at(index: usize) -> Self {
        Self::ALL
            .get(index % Self::ALL.len())
            .copied()
            .unwrap_or_default()
    }
}

/// The pattern along the edge of an index tab, which tells classes apart without colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ClassPattern {
    /// None.
    #[default]
    Solid,
    /// Slanting lines.
    Stripes,
    /// Dots.
    Dots,
    /// Upright lines.
    Bars,
    /// A level line.
    Lines,
    /// Crossed lines.
    Grid,
}

impl ClassPattern {
    /// The patterns in order.
    pub const ALL: [Self; 6] = [
        Self::Solid,
        Self::Stripes,
        Self::Dots,
        Self::Bars,
        Self::Lines,
        Self::Grid,
    ];

    /// The value of `data-pattern`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Solid => "solid",
            Self::Stripes => "stripes",
            Self::Dots => "dots",
            Self::Bars => "bars",
            Self::Lines => "lines",
            Self::Grid => "grid",
        }
    }

    /// The pattern with this value of `data-pattern`; solid for any other text.
    #[must_use]
    pub fn of(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|pattern| pattern.as_str() == code)
            .unwrap_or_default()
    }
}

/// An index tab as data, for rows and cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TabMark {
    /// The colour.
    pub class: ClassTone,
    /// The pattern.
    pub pattern: ClassPattern,
    /// One or two characters on the tab.
    pub letter: String,
    /// What the class is called, for the tooltip and assistive technology.
    pub title: String,
}

/// An index tab with what it says: colour, pattern, letter.
#[component]
pub fn ClassMark(
    /// The tab.
    #[prop(into)]
    mark: Signal<TabMark>,
) -> impl IntoView {
    view! {
        <span
            class="c-index-tab"
            data-class=move || mark.with(|m| m.class.as_str())
            data-pattern=move || mark.with(|m| m.pattern.as_str())
            title=move || mark.with(|m| m.title.clone())
        >
            <span aria-hidden="true">{move || mark.with(|m| m.letter.clone())}</span>
            <span class="u-hidden">{move || mark.with(|m| m.title.clone())}</span>
        </span>
    }
}

/// A short word in a tone.
#[component]
pub fn Badge(
    /// The word.
    #[prop(into)]
    label: Signal<String>,
    /// Its tone.
    #[prop(optional, into)]
    tone: Signal<Tone>,
) -> impl IntoView {
    view! {
        <span class="c-badge" data-tone=move || tone.get().as_str()>{move || label.get()}</span>
    }
}

/// A class colour as an index tab with its letter.
#[component]
pub fn IndexTab(
    /// The colour.
    #[prop(into)]
    class: Signal<ClassTone>,
    /// One or two characters.
    #[prop(into)]
    letter: Signal<String>,
    /// What the class is called.
    #[prop(optional, into)]
    title: MaybeProp<String>,
) -> impl IntoView {
    view! {
        <span class="c-index-tab" data-class=move || class.get().as_str() title=move || title.get()>
            <span aria-hidden=move || title.get().is_some().then_some("true")>{move || letter.get()}</span>
            {move || title.get().map(|text| view! { <span class="u-hidden">{text}</span> })}
        </span>
    }
}

/// One line of a legend.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendItem {
    /// The colour.
    pub class: ClassTone,
    /// The letter on the tab; empty for a plain swatch.
    pub letter: String,
    /// What it stands for.
    pub label: String,
    /// A count or share beside it.
    pub value: Option<String>,
}

/// What the colours stand for.
#[component]
pub fn Legend(
    /// The lines in order.
    #[prop(into)]
    items: Signal<Vec<LegendItem>>,
) -> impl IntoView {
    view! {
        <ul class="c-legend">
            {move || {
                items
                    .get()
                    .into_iter()
                    .map(|item| {
                        view! {
                            <li class="c-legend__item">
                                <span class="c-index-tab" data-class=item.class.as_str() aria-hidden="true">
                                    {item.letter}
                                </span>
                                <span class="c-legend__label">{item.label}</span>
                                {item.value.map(|v| view! { <span class="c-legend__value">{v}</span> })}
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
    }
}
