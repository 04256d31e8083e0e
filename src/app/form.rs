//! Forms over the field catalogue: text drafts, their problems, and the controls to enter them.

use leptos::prelude::*;

use super::{
    describe,
    i18n::{lang, tr},
};
use crate::{
    content::{Lang, bi},
    domain::{
        country,
        field::{Field, Kind, Value},
        record::Problem,
    },
    ui::{self, DateInput, NumberInput, Select, TextArea, TextInput},
};

/// What is being entered for one field.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The field.
    pub field: &'static Field,
    /// What was typed.
    pub text: RwSignal<String>,
    /// What is wrong with it, once it has been looked at.
    pub problem: RwSignal<Option<Problem>>,
}

impl Draft {
    /// A draft that starts from a value.
    pub fn new(field: &'static Field, value: Option<Value>) -> Self {
        let text = value.as_ref().map(Value::to_plain).unwrap_or_default();
        Self {
            field,
            text: RwSignal::new(text),
            problem: RwSignal::new(None),
        }
    }

    /// What was typed, as a value; the problem is shown beside the field.
    pub fn read(&self) -> Result<Option<Value>, Problem> {
        let read = self.text.with_untracked(|text| self.field.parse(text));
        self.problem.set(read.as_ref().err().cloned());
        read
    }

    fn type_text(&self, text: String) {
        self.text.set(text);
        if self.problem.get_untracked().is_some() {
            self.read().ok();
        }
    }
}

/// Reads all drafts, showing every problem at once; nothing where one has a problem.
pub fn read_all(drafts: &[Draft]) -> Option<Vec<(&'static str, Option<Value>)>> {
    let read: Vec<_> = drafts
        .iter()
        .map(|draft| (draft.field.key, draft.read()))
        .collect();
    read.into_iter()
        .map(|(key, value)| Some((key, value.ok()?)))
        .collect()
}

/// Puts values into a record through its `set`.
pub fn put_all(
    values: Vec<(&'static str, Option<Value>)>,
    mut set: impl FnMut(&str, Option<Value>) -> bool,
) {
    for (key, value) in values {
        set(key, value);
    }
}

/// Shows a fault that the core found beside its field; false where no draft has that field.
pub fn show_fault(drafts: &[Draft], key: &str, problem: &Problem) -> bool {
    let draft = drafts.iter().find(|draft| draft.field.key == key);
    if let Some(draft) = draft {
        draft.problem.set(Some(problem.clone()));
    }
    draft.is_some()
}

/// The field with its label, its control and what is wrong with it.
#[component]
pub fn DraftField(
    /// What is being entered.
    draft: Draft,
    /// Must be filled.
    #[prop(optional)]
    required: bool,
    /// Not to be entered now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// A line of help.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// Runs when the field is left with something else in it.
    #[prop(optional, into)]
    on_commit: Option<Callback<()>>,
) -> impl IntoView {
    let error = Signal::derive(move || {
        draft
            .problem
            .get()
            .map(|problem| describe::problem(&problem, lang()))
    });
    let is_wide = matches!(draft.field.kind, Kind::Paragraph);
    view! {
        <ui::Field label=tr(draft.field.label) required=required wide=is_wide hint=hint error=error>
            <DraftControl draft=draft disabled=disabled on_commit=on_commit/>
        </ui::Field>
    }
}

/// The control alone.
#[component]
pub fn DraftControl(
    /// What is being entered.
    draft: Draft,
    /// Not to be entered now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Runs when the field is left with something else in it.
    #[prop(optional_no_strip, into)]
    on_commit: Option<Callback<()>>,
) -> impl IntoView {
    let text = draft.text;
    let on_input = Callback::new(move |typed: String| draft.type_text(typed));
    let on_change = Callback::new(move |typed: String| {
        draft.type_text(typed);
        draft.read().ok();
        if let Some(commit) = on_commit {
            commit.run(());
        }
    });
    let testid = draft.field.key;
    match draft.field.kind {
        Kind::Paragraph => {
            view! { <TextArea value=text on_input on_change disabled testid/> }.into_any()
        }
        Kind::Whole(..) => {
            view! { <NumberInput value=text on_input on_change disabled whole=true testid/> }
                .into_any()
        }
        Kind::Decimal | Kind::Signed => {
            view! { <NumberInput value=text on_input on_change disabled testid/> }.into_any()
        }
        Kind::Money => view! { <MoneyControl draft disabled on_commit=on_change/> }.into_any(),
        Kind::Date => view! { <DateInput value=text on_change disabled testid/> }.into_any(),
        Kind::Choice(_) | Kind::Country | Kind::Flag => {
            let options = Signal::derive(move || options(draft.field, lang()));
            view! { <Select value=text options on_change disabled testid/> }.into_any()
        }
        Kind::Email => {
            view! { <TextInput value=text on_input on_change disabled kind="email" testid/> }
                .into_any()
        }
        Kind::Phone => {
            view! { <TextInput value=text on_input on_change disabled kind="tel" testid/> }
                .into_any()
        }
        Kind::Line | Kind::Url | Kind::TaxNo | Kind::Tags | Kind::Share => {
            view! { <TextInput value=text on_input on_change disabled testid/> }.into_any()
        }
    }
}

/// The choices of a field of a fixed list, the empty one first.
pub fn options(field: &Field, lang: Lang) -> Vec<(String, String)> {
    let none = (String::new(), "\u{2014}".to_owned());
    let listed: Vec<_> = match field.kind {
        Kind::Choice(choices) => choices
            .iter()
            .map(|choice| {
                (
                    choice.code.to_owned(),
                    choice.label.in_lang(lang).to_owned(),
                )
            })
            .collect(),
        Kind::Country => {
            let mut countries: Vec<_> = country::all()
                .iter()
                .map(|country| {
                    let name = if lang == Lang::Zh {
                        &country.zh
                    } else {
                        &country.en
                    };
                    (country.code.clone(), name.clone())
                })
                .collect();
            countries.sort_by_cached_key(|(_, name)| crate::domain::search::collation_key(name));
            countries
        }
        Kind::Flag => vec![
            ("1".to_owned(), bi("是", "Yes").in_lang(lang).to_owned()),
            ("0".to_owned(), bi("否", "No").in_lang(lang).to_owned()),
        ],
        _ => Vec::new(),
    };
    std::iter::once(none).chain(listed).collect()
}

/// The currencies that are offered.
pub const CURRENCIES: &[&str] = &[
    "CNY", "USD", "EUR", "JPY", "GBP", "HKD", "KRW", "AUD", "CAD", "SGD", "CHF", "INR", "BRL",
    "ZAR",
];

/// An amount and its currency, kept together as `1200.00 CNY`.
#[component]
fn MoneyControl(
    draft: Draft,
    #[prop(into)] disabled: Signal<bool>,
    on_commit: Callback<String>,
) -> impl IntoView {
    let split = move || draft.text.with(|text| split_money(text));
    let amount = Signal::derive(move || split().0);
    let currency = Signal::derive(move || split().1);
    let join = move |amount: String, currency: String| {
        let is_blank = amount.trim().is_empty();
        draft.type_text(if is_blank {
            String::new()
        } else {
            format!("{amount} {currency}")
        });
    };
    let chosen = RwSignal::new(currency.get_untracked());
    let on_amount = move |typed: String| join(typed, chosen.get_untracked());
    let options = Signal::derive(move || {
        let own = chosen.get();
        let more = (!CURRENCIES.contains(&own.as_str())).then_some(own);
        CURRENCIES
            .iter()
            .map(|code| (*code).to_owned())
            .chain(more)
            .map(|c| (c.clone(), c))
            .collect::<Vec<_>>()
    });
    let on_currency = move |code: String| {
        chosen.set(code.clone());
        join(amount.get_untracked(), code);
        on_commit.run(draft.text.get_untracked());
    };
    view! {
        <div class="f-money">
            <NumberInput
                value=amount
                on_input=on_amount
                on_change=move |_| on_commit.run(draft.text.get_untracked())
                disabled
                testid=draft.field.key
            />
            <Select value=chosen options on_change=on_currency disabled label=tr(bi("币种", "Currency"))/>
        </div>
    }
}

fn split_money(text: &str) -> (String, String) {
    let code: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    let amount: String = text.chars().filter(|c| !c.is_alphabetic()).collect();
    let code = if code.is_empty() {
        "CNY".to_owned()
    } else {
        code
    };
    (amount.trim().to_owned(), code)
}
