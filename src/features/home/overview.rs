//! The state of an open book: how many, how complete, what is stale, and the next step.

use leptos::prelude::*;

use super::alerts::Alerts;
use crate::{
    app::{
        App, Phase,
        clock::show_moment,
        figure::Explained,
        i18n::{lang, show_count, tr, tr_with},
        route::{ListQuery, Route},
    },
    content::bi,
    domain::{
        Customer,
        customer::{Contact, roster_completeness},
        rule::STALE_MONTHS,
        search::collation_key,
    },
    ui::{
        Badge, Bar, BarChart, ButtonKind, EmptyState, Glyph, LinkButton, PageHeader, Section, Stat,
        StatRow, Tone,
    },
};

/// Customers listed as stale at most.
const LISTED: usize = 8;

/// The first screen of a workbook.
#[component]
pub fn HomePage() -> impl IntoView {
    let app = App::get();
    let n_customers = Memo::new(move |_| {
        app.track(Customer::TABLE);
        app.book(|book| book.tables.customers.len())
    });
    let name = Signal::derive(move || app.book_name());
    let about = Signal::derive(move || {
        app.track("book");
        app.book(|book| {
            book.tables
                .book
                .iter()
                .next()
                .map(|info| info.about.clone())
        })
        .unwrap_or_default()
    });
    let main_action = move || {
        view! {
            <LinkButton
                label=tr(bi("打开客户名册", "Open the roster"))
                href="#/customers"
                kind=ButtonKind::Primary
                icon=Glyph::CardBox
            />
        }
    };
    view! {
        <PageHeader title=name lead=about main_action/>
        <Show
            when=move || n_customers.get() != 0
            fallback=|| view! {
                <EmptyState
                    icon=Glyph::CardBox
                    title=tr(bi("先把客户请进来", "Bring your customers in first"))
                    text=tr(bi(
                        "从表格导入现有客户，或在名册里建第一张卡。",
                        "Import them from a spreadsheet, or make the first card in the roster.",
                    ))
                >
                    <LinkButton label=tr(bi("从文件导入", "Import from a file")) href="#/data" icon=Glyph::Upload/>
                    <LinkButton label=tr(bi("客户名册", "Customer roster")) href="#/customers" icon=Glyph::CardBox/>
                </EmptyState>
            }
        >
            <Figures/>
            <Alerts/>
            <Regions/>
            <Stale/>
        </Show>
    }
}

#[component]
fn Figures() -> impl IntoView {
    let app = App::get();
    let completeness = Signal::derive(move || {
        app.track(Customer::TABLE);
        app.track("rules");
        app.book(|book| roster_completeness(&book.tables))
    });
    let count = move |table: &'static str| {
        app.track(table);
        show_count(app.book(|book| book.tables.count(table)))
    };
    let copy = move || {
        let Phase::Open(id) = app.phase.get() else {
            return None;
        };
        app.listed
            .with(|listed| listed.iter().find(|listed| listed.id == id).cloned())
    };
    let copy_text = move || {
        let copied = copy().and_then(|listed| listed.copy);
        copied.map_or_else(
            || bi("从未", "Never").in_lang(lang()).to_owned(),
            |copy| show_moment(copy.at_ms),
        )
    };
    let behind = Signal::derive(move || {
        app.track_all();
        let revision = app.book(|book| book.revision);
        copy().map_or(0, |listed| {
            revision.saturating_sub(listed.copy.map_or(0, |copy| copy.revision))
        })
    });
    let copy_tone = Signal::derive(move || {
        let has_copy = copy().is_some_and(|listed| listed.copy.is_some());
        if has_copy && behind.get() < 20 {
            Tone::Neutral
        } else {
            Tone::Warn
        }
    });
    view! {
        <StatRow>
            <Stat label=tr(bi("客户", "Customers"))>{move || count(Customer::TABLE)}</Stat>
            <Stat label=tr(bi("联系人", "Contacts"))>{move || count(Contact::TABLE)}</Stat>
            <Stat label=tr(bi("名册平均完整度", "Mean completeness"))><Explained figure=completeness/></Stat>
            <Stat
                label=tr(bi("最近的文件副本", "Last file copy"))
                tone=copy_tone
                note=tr_with(bi("之后改了 {0} 次", "{0} change{s} since"), move |_| [behind.get().to_string()])
            >
                <a href="#/data">{copy_text}</a>
            </Stat>
        </StatRow>
    }
}

#[component]
fn Regions() -> impl IntoView {
    let app = App::get();
    let bars = Signal::derive(move || {
        app.track(Customer::TABLE);
        let lang = lang();
        let mut counts = std::collections::BTreeMap::<String, usize>::new();
        app.book(|book| {
            for customer in book.tables.customers.iter() {
                let code = customer.country.clone().unwrap_or_default();
                *counts.entry(code).or_default() += 1;
            }
        });
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
        counts
            .into_iter()
            .take(8)
            .map(|(code, count)| {
                let label = if code.is_empty() {
                    bi("未填国家", "No country").in_lang(lang).to_owned()
                } else {
                    crate::app::i18n::country_name(&code, lang)
                };
                country_bar(label, count)
            })
            .collect::<Vec<_>>()
    });
    view! {
        <Section title=tr(bi("客户在哪里", "Where the customers are")) lead=tr(bi("客户最多的八个国家和地区", "The eight countries with the most customers"))>
            <BarChart
                title=tr(bi("各国客户数", "Customers by country"))
                bars
                name_label=tr(bi("国家/地区", "Country"))
                value_label=tr(bi("客户数", "Customers"))
                table_label=tr(bi("看表格", "Show as table"))
            />
        </Section>
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the length of a bar, not a stored number"
)]
fn country_bar(label: String, count: usize) -> Bar {
    Bar {
        label,
        value: count as f64,
        text: show_count(count),
        ..Bar::default()
    }
}

#[component]
fn Stale() -> impl IntoView {
    let app = App::get();
    let stale = Memo::new(move |_| {
        app.track(Customer::TABLE);
        app.track("rules");
        let today = app.today();
        app.book(|book| {
            let months = STALE_MONTHS.whole(&book.tables);
            let mut found: Vec<_> = book
                .tables
                .customers
                .iter()
                .filter_map(|customer| {
                    let dates = customer.provenance.values();
                    let dates = dates.filter_map(|group| group.updated_on.or(group.collected_on));
                    let oldest = dates.min().unwrap_or(customer.stamp.on);
                    let months = chrono::Months::new(u32::try_from(months).ok()?);
                    let is_stale = oldest.checked_add_months(months)? < today;
                    is_stale.then(|| (oldest, customer.name.clone(), customer.id))
                })
                .collect();
            found.sort_by_cached_key(|(last, name, _)| (*last, collation_key(name)));
            found
        })
    });
    let lines = move || {
        let lines = stale
            .get()
            .into_iter()
            .take(LISTED)
            .map(|(last, name, id)| {
                let href = Route::Customer(id, "card".to_owned()).href();
                let label = tr_with(
                    bi("自 {0} 起未更新", "not updated since {0}"),
                    move |_| [last.to_string()],
                );
                view! {
                    <li class="f-bin__entry">
                        <a class="f-bin__name" href=href>{name}</a>
                        <Badge label tone=Tone::Warn/>
                    </li>
                }
            });
        lines.collect_view()
    };
    view! {
        <Show when=move || stale.with(|stale| !stale.is_empty())>
            <Section
                title=tr(bi("资料该更新了", "Information to go over"))
                lead=tr_with(
                    bi("{0} 位客户的资料已过期；界限在规则手册里。", "{0} customer{s} with stale information; the limit is in the rulebook."),
                    move |_| [show_count(stale.with(Vec::len))],
                )
            >
                <ul class="f-bin">{lines}</ul>
                <Show when=move || stale.with(Vec::len).saturating_sub(LISTED) != 0>
                    <LinkButton
                        label=tr(bi("按更新日期看名册", "See the roster by date"))
                        href=Route::Roster(ListQuery { sort: Some(("updated".to_owned(), false)), filters: Vec::new() }).href()
                    />
                </Show>
            </Section>
        </Show>
    }
}
