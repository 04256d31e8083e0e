//! The average profit per customer by class of loyalty: the lost figure 1-1, rebuilt.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::prelude::ToPrimitive;

use super::{
    asked::Asked,
    cells::{ShortTable, class_head, count_cell, number_cell},
};
use crate::{
    app::{
        classes::{AsOfControl, class_name, classified},
        figure::{Explained, show_figure},
        i18n::{lang, show_count, tr, tr_with},
        no_sales::{NoSales, SkippedNotice},
    },
    content::bi,
    domain::{
        classify::{
            Class,
            abc::CLASS_SIZE,
            per_class::{CLASS_PROFIT, ClassTotal, PROFIT_PER_CUSTOMER, by_class},
        },
        figure::Figure,
        ledger::{Period, ratio::SALES},
    },
    ui::{Bar, BarChart, ClassTone, Notice, PageHeader, Section, Tone, Toolbar},
};

const CODE: &str = "CL-LOY";

/// Profit by class of loyalty.
#[component]
pub fn LoyaltyPage() -> impl IntoView {
    let asked = Asked::get();
    let found = classified(CODE.to_owned());
    let totals = Memo::new(move |_| {
        let (Some(found), columns) = (found.get(), asked.columns.get()) else {
            return Arc::new(Vec::new());
        };
        let year = Period::months(12, asked.as_of.get());
        Arc::new(by_class(&found, &columns, year))
    });
    let home = move || asked.columns.with(|columns| columns.home);
    let each = move || {
        let found = found.get();
        let classes = found
            .map(|found| found.scheme.classes.clone())
            .unwrap_or_default();
        classes
            .into_iter()
            .zip(totals.get().iter().copied().collect::<Vec<_>>())
            .collect::<Vec<(Class, ClassTotal)>>()
    };
    let bars = Signal::derive(move || {
        let (lang, home) = (lang(), home());
        let bar = |(class, total): (Class, ClassTotal)| {
            let figure = total.average_figure(home);
            Bar {
                label: class_name(&class, lang),
                value: figure
                    .value
                    .ok()
                    .and_then(|value| value.to_f64())
                    .unwrap_or_default(),
                text: show_figure(&figure, lang),
                class: ClassTone::of(&class.colour),
                ..Bar::default()
            }
        };
        each().into_iter().map(bar).collect::<Vec<_>>()
    });
    let average = move |total: ClassTotal, home| {
        let figure: Figure = total.average_figure(home);
        view! { <td data-align="end"><Explained figure=Signal::stored(figure)/></td> }
    };
    let rows = move || {
        let home = home();
        let scheme = found
            .get()
            .map(|found| found.scheme.clone())
            .unwrap_or_default();
        let row = |(at, (_, total)): (u8, (Class, ClassTotal))| {
            view! {
                <tr>
                    {class_head(&scheme, at)} {count_cell(&CLASS_SIZE, total.customers)}
                    {number_cell(&SALES, total.sales(home))} {number_cell(&CLASS_PROFIT, total.profit(home))}
                    {average(total, home)}
                </tr>
            }
        };
        (0..).zip(each()).map(row).collect_view()
    };
    let unknown =
        move || totals.with(|totals| totals.iter().map(|total| total.unknown).sum::<usize>());
    let head = |text| view! { <th scope="col" data-align="end">{tr(text)}</th> };
    view! {
        <PageHeader
            title=tr(bi("忠诚度与利润", "Loyalty and profit"))
            lead=tr(bi(
                "各忠诚类别的客户最近十二个月平均带来多少毛利；教材原图缺失，按文意重建。",
                "What a customer of each class of loyalty brought on average in the last twelve months; the textbook's figure is lost and rebuilt from its text.",
            ))
        />
        <Show when=move || asked.has_sales() fallback=|| view! { <NoSales/> }>
            <SkippedNotice/>
            <Toolbar label=tr(bi("截止日", "As-of date"))><AsOfControl/></Toolbar>
            <Show when=move || unknown() != 0>
                <Notice
                    tone=Tone::Warn
                    title=tr_with(
                        bi("{0} 位客户缺成本，算不出毛利，未计入平均。", "{0} customer{s} with unknown costs, left out of the averages."),
                        move |_| [show_count(unknown())],
                    )
                />
            </Show>
            <Section title=tr(bi("按忠诚类别", "By class of loyalty"))>
                <BarChart
                    title=tr(PROFIT_PER_CUSTOMER.label)
                    table_label=tr(bi("看表格", "Show as table"))
                    name_label=tr(bi("忠诚类别", "Class of loyalty"))
                    value_label=tr(PROFIT_PER_CUSTOMER.label)
                    bars
                />
                <ShortTable label=tr(bi("每户平均毛利", "Profit per customer")) testid="loyalty">
                    <thead>
                        <tr>
                            <th scope="col">{tr(bi("忠诚类别", "Class of loyalty"))}</th>
                            {head(bi("户数", "Customers"))} {head(bi("销售额", "Sales"))} {head(bi("毛利", "Profit"))}
                            {head(bi("每户平均", "Per customer"))}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </ShortTable>
            </Section>
        </Show>
    }
}
