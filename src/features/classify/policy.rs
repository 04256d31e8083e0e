//! What each class of a scheme gets, edited in place.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::links::scheme_href;
use crate::{
    app::{
        App,
        classes::{card_scheme, scheme, scheme_options, tab_mark},
        describe,
        i18n::{lang, tr},
        route::{ListQuery, Route},
    },
    content::{Bilingual, Lang, bi},
    domain::{
        classify::{Class, Label, Scheme, save_scheme},
        record::Problem,
    },
    ui::{
        Button, ButtonKind, Card, ClassTone, Field, Glyph, LinkButton, Notice, NumberInput,
        PageHeader, Section, Select, TextArea, Tone, Toolbar,
    },
};

/// What can be said of a class, with the reference shares of the textbook.
#[derive(Clone, Copy)]
enum Item {
    Text(fn(&mut Class) -> &mut Label),
    Long(fn(&mut Class) -> &mut Label),
    /// A number from zero to the second.
    Number(fn(&mut Class) -> &mut Option<Decimal>, i64),
    /// Stored as a share, entered in per cent.
    Share(fn(&mut Class) -> &mut Option<Decimal>),
    Months,
}

const MOST_MONTHS: u32 = 120;
const MOST_CONTACTS: i64 = 100;

const ITEMS: [(&str, Bilingual, Item); 10] = [
    (
        "contacts",
        bi("每月联络次数", "Contacts a month"),
        Item::Number(|class| &mut class.treatment.contacts, MOST_CONTACTS),
    ),
    (
        "price",
        bi("价格", "Price"),
        Item::Text(|class| &mut class.treatment.price),
    ),
    (
        "delivery",
        bi("交货", "Delivery"),
        Item::Text(|class| &mut class.treatment.delivery),
    ),
    (
        "terms",
        bi("信用条件", "Credit terms"),
        Item::Text(|class| &mut class.treatment.terms),
    ),
    (
        "service",
        bi("服务", "Service"),
        Item::Text(|class| &mut class.treatment.service),
    ),
    (
        "review",
        bi("每几个月复核一次", "Review every so many months"),
        Item::Months,
    ),
    (
        "resources",
        bi("资源份额", "Share of resources"),
        Item::Share(|class| &mut class.treatment.resources),
    ),
    (
        "count",
        bi("参考：占客户数", "Reference: share of customers"),
        Item::Share(|class| &mut class.count_share),
    ),
    (
        "value",
        bi("参考：占数额", "Reference: share of value"),
        Item::Share(|class| &mut class.value_share),
    ),
    (
        "advice",
        bi("怎样对待", "How to look after them"),
        Item::Long(|class| &mut class.advice),
    ),
];

/// The policy of one scheme.
#[component]
pub fn PolicyPage() -> impl IntoView {
    let app = App::get();
    let first = card_scheme();
    let code = Memo::new(move |_| {
        let asked = app
            .route
            .0
            .with(|route| route.query()?.choice("scheme").map(str::to_owned));
        asked.unwrap_or_else(|| first.get())
    });
    let chosen = scheme(code);
    let choose = move |code: String| {
        let query = ListQuery::default().with_choice("scheme", Some(code));
        app.replace(&Route::Classify("policy".to_owned(), query));
    };
    let about = move || chosen.get().map(|one| one.about.in_lang(lang()).to_owned());
    let cards = move || {
        // The classes are built again where their number or names change, never while one types.
        let codes = chosen.get().map(|one| {
            one.classes
                .iter()
                .map(|class| class.code.clone())
                .collect::<Vec<_>>()
        });
        codes.unwrap_or_default()
    };
    let cards = Memo::new(move |_| (code.get(), cards()));
    let list = move || {
        let (_, codes) = cards.get();
        let card = |(place, _): (usize, String)| view! { <ClassPolicy code place chosen/> };
        codes.into_iter().enumerate().map(card).collect_view()
    };
    let is_changed = Memo::new(move |_| {
        let now = chosen.get();
        let book = Scheme::built_in().iter().find(|one| one.code == code.get());
        let same = |(now, book): (Arc<Scheme>, &Arc<Scheme>)| {
            let both = now.classes.iter().zip(&book.classes);
            both.into_iter().all(|(now, book)| has_policy_of(now, book))
        };
        now.zip(book).is_some_and(|both| !same(both))
    });
    let reset = move |_| {
        let author = app.author();
        let code = code.get_untracked();
        let edit = app.book(|book| {
            let old = Scheme::find(&book.tables, &code)?;
            let textbook = Scheme::built_in().iter().find(|one| one.code == code)?;
            let mut scheme = Scheme::clone(&old);
            for class in &mut scheme.classes {
                let of_book = textbook.classes.iter().find(|one| one.code == class.code);
                if let Some(of_book) = of_book {
                    class.treatment = of_book.treatment.clone();
                    class.advice = of_book.advice.clone();
                    class.count_share = of_book.count_share;
                    class.value_share = of_book.value_share;
                }
            }
            Some(save_scheme(&book.tables, &author, scheme))
        });
        if let Some(edit) = edit {
            app.perform(edit);
        }
    };
    let options = Signal::derive(move || scheme_options(lang()));
    let end = move || {
        let href = Signal::derive(move || scheme_href(&code.get(), None));
        view! {
            <Show when=move || is_changed.get()>
                <Button label=tr(bi("恢复默认政策", "Default policy")) kind=ButtonKind::Plain small=true on_click=reset/>
            </Show>
            <LinkButton label=tr(bi("看这个方案", "See the scheme")) href small=true/>
        }
    };
    let actions = move || {
        view! {
            <LinkButton
                label=tr(bi("表13-5", "Table 13-5"))
                href=Route::Classify("form-13-5".to_owned(), ListQuery::default()).href()
                icon=Glyph::Print
            />
        }
    };
    view! {
        <PageHeader
            title=tr(bi("分类政策", "Policy by class"))
            lead=tr(bi(
                "每一类得到什么：联络、价格、交货、信用、服务和复核。离开一格就保存一格，客户卡随之改变。",
                "What each class gets: contacts, price, delivery, credit, service and review. A field is kept as you leave it, and customers' cards follow.",
            ))
            actions
        />
        <Notice
            tone=Tone::Warn
            title=tr(bi("待遇可以不同，权利不能不同", "Terms may differ, rights may not"))
            text=tr(bi(
                "面向消费者时，同样条件下不得借数据对老客户或特定人群抬价，也不得按民族、性别、地区等加以歧视；三包、退换和投诉处理对谁都一样。各地法律不同，这里只是提示，不是法律意见。",
                "Towards consumers, data must not be used to charge loyal buyers or certain groups more under the same conditions, nor may anyone be discriminated against by origin, sex or region; guarantees, returns and complaints are the same for all. Laws differ; this is a reminder, not legal advice.",
            ))
        />
        <Toolbar label=tr(bi("分类方案", "Scheme")) end>
            <Field label=tr(bi("分类方案", "Scheme"))>
                <Select value=code options on_change=choose small=true testid="policy-scheme"/>
            </Field>
        </Toolbar>
        <p class="f-policy__about">{about}</p>
        <h2 class="u-hidden">{tr(bi("各类的待遇", "What each class gets"))}</h2>
        <div class="f-policy" data-testid="policy">{list}</div>
        <Calendars/>
    }
}

/// Whether two classes get the same, whatever they are called.
fn has_policy_of(one: &Class, other: &Class) -> bool {
    one.treatment == other.treatment
        && one.advice == other.advice
        && one.count_share == other.count_share
        && one.value_share == other.value_share
}

#[component]
fn ClassPolicy(
    code: Memo<String>,
    place: usize,
    chosen: Memo<Option<Arc<Scheme>>>,
) -> impl IntoView {
    let class = Memo::new(move |_| chosen.get().and_then(|one| one.classes.get(place).cloned()));
    let mark = move || class.get().map(|class| tab_mark(&class, lang()));
    let title = Signal::derive(move || mark().map(|mark| mark.title).unwrap_or_default());
    let tone = Signal::derive(move || mark().map_or(ClassTone::None, |mark| mark.class));
    let letter = Signal::derive(move || mark().map(|mark| mark.letter).unwrap_or_default());
    let about = move || {
        class
            .get()
            .map(|class| class.about.in_lang(lang()).to_owned())
    };
    let fields = ITEMS.map(|(key, label, item)| {
        view! { <PolicyField code place class key label item/> }
    });
    view! {
        <Card title class=tone letter>
            <p class="f-policy__who">{about}</p>
            <div class="f-policy__fields">{fields.into_iter().collect_view()}</div>
        </Card>
    }
}

fn show(item: Item, class: &mut Class, lang: Lang) -> String {
    let number = |number: Option<Decimal>| number.map(|one| one.normalize().to_string());
    match item {
        Item::Text(of) | Item::Long(of) => of(class).in_lang(lang).to_owned(),
        Item::Number(of, _) => number(*of(class)).unwrap_or_default(),
        Item::Share(of) => {
            number(of(class).map(|one| one * Decimal::ONE_HUNDRED)).unwrap_or_default()
        }
        Item::Months => class
            .treatment
            .review_months
            .map(|months| months.to_string())
            .unwrap_or_default(),
    }
}

fn put(item: Item, class: &mut Class, typed: &str, lang: Lang) -> Result<(), Problem> {
    let typed = typed.trim();
    let decimal = |most: i64| -> Result<Option<Decimal>, Problem> {
        if typed.is_empty() {
            return Ok(None);
        }
        let number: Decimal = typed.parse().map_err(|_| Problem::NotANumber)?;
        let is_inside = number >= Decimal::ZERO && number <= most.into();
        is_inside
            .then_some(Some(number))
            .ok_or(Problem::OutOfRange(0, most))
    };
    match item {
        Item::Text(of) | Item::Long(of) => of(class).write(typed, lang),
        Item::Number(of, most) => *of(class) = decimal(most)?,
        Item::Share(of) => {
            let percent = decimal(100)?;
            *of(class) = percent.map(|one| (one / Decimal::ONE_HUNDRED).normalize());
        }
        Item::Months if typed.is_empty() => class.treatment.review_months = None,
        Item::Months => {
            let months: u32 = typed.parse().map_err(|_| Problem::NotWhole)?;
            if !(1..=MOST_MONTHS).contains(&months) {
                return Err(Problem::OutOfRange(1, MOST_MONTHS.into()));
            }
            class.treatment.review_months = Some(months);
        }
    }
    Ok(())
}

#[component]
fn PolicyField(
    code: Memo<String>,
    place: usize,
    class: Memo<Option<Class>>,
    key: &'static str,
    label: Bilingual,
    item: Item,
) -> impl IntoView {
    let app = App::get();
    let problem = RwSignal::new(None::<Problem>);
    let error = Signal::derive(move || problem.get().map(|one| describe::problem(&one, lang())));
    let value = Signal::derive(move || {
        class
            .get()
            .map(|mut class| show(item, &mut class, lang()))
            .unwrap_or_default()
    });
    let save = move |typed: String| {
        if typed.trim() == value.get_untracked() {
            return problem.set(None);
        }
        let (author, lang) = (app.author(), app.language.0.get_untracked());
        let edit = app.book(|book| {
            let mut scheme =
                Scheme::clone(Scheme::find(&book.tables, &code.get_untracked())?.as_ref());
            let written = put(item, scheme.classes.get_mut(place)?, &typed, lang);
            Some(written.map(|()| save_scheme(&book.tables, &author, scheme)))
        });
        match edit {
            Some(Ok(edit)) => {
                problem.set(None);
                app.perform(edit);
            }
            Some(Err(found)) => problem.set(Some(found)),
            None => {}
        }
    };
    let testid = format!("policy-{place}-{key}");
    let control = move || match item {
        Item::Text(_) => view! { <TextArea value on_change=save rows=1 testid/> }.into_any(),
        Item::Long(_) => view! { <TextArea value on_change=save rows=3 testid/> }.into_any(),
        Item::Number(..) => view! { <NumberInput value on_change=save testid/> }.into_any(),
        Item::Months => view! { <NumberInput value on_change=save whole=true testid/> }.into_any(),
        Item::Share(_) => view! { <NumberInput value on_change=save unit="%" testid/> }.into_any(),
    };
    view! { <Field label=tr(label) error>{control()}</Field> }
}

/// Why the best customers are called on most and looked into least.
#[component]
fn Calendars() -> impl IntoView {
    let (sales, credit) = (scheme("CL-III".to_owned()), scheme("CL-CRED".to_owned()));
    let table = |one: Memo<Option<Arc<Scheme>>>, says: fn(&Class, Lang) -> String| {
        move || {
            let lang = lang();
            let one = one.get();
            let classes = one.iter().flat_map(|scheme| &scheme.classes);
            let lines = classes.map(|class| {
                let name = class.label.in_lang(lang).to_owned();
                view! { <tr><th scope="row">{name}</th><td class="u-number">{says(class, lang)}</td></tr> }
            });
            lines.collect_view()
        }
    };
    let contacts = table(sales, |class, lang| {
        let contacts = class.treatment.contacts.map(crate::app::i18n::show_number);
        let text = bi("每月 {0} 次", "{0} a month");
        contacts
            .map(|n| crate::app::i18n::fill(text, lang, &[n]))
            .unwrap_or_else(|| "\u{2014}".to_owned())
    });
    let reviews = table(credit, |class, lang| {
        let months = class
            .treatment
            .review_months
            .map(|months| months.to_string());
        let text = bi("每 {0} 个月", "every {0} month{s}");
        months
            .map(|n| crate::app::i18n::fill(text, lang, &[n]))
            .unwrap_or_else(|| "\u{2014}".to_owned())
    });
    view! {
        <Section
            title=tr(bi("两份日程，方向相反", "Two calendars that run opposite ways"))
            lead=tr(bi(
                "跟踪是为了多做生意，所以越好的客户越勤；信用调查是为了少担风险，所以信用越差越勤。两份日程各走各的，一位客户可以联络最勤而调查最少。",
                "Contact is there to win trade, so the best customers get most of it; credit reports are there to bear less risk, so the worst credit gets most of them. The calendars are independent: a customer may be called on most and looked into least.",
            ))
        >
            <div class="f-calendars">
                <table class="f-classes">
                    <caption>{tr(bi("联络与跟踪（按成交金额）", "Contact and follow-up (by sales)"))}</caption>
                    <tbody>{contacts}</tbody>
                </table>
                <table class="f-classes">
                    <caption>{tr(bi("信用调查报告（按信用）", "Credit report (by credit)"))}</caption>
                    <tbody>{reviews}</tbody>
                </table>
            </div>
        </Section>
    }
}
