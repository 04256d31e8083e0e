//! How unequal customers are, and both cuts against the textbook's shares.

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::Shown;
use crate::{
    app::{
        figure::Explained,
        i18n::{lang, show_share, tr},
    },
    content::bi,
    domain::{
        classify::{
            abc::Cut,
            lorenz::{BEST_FIFTH, GINI, best_fifth_figure, gini_figure, worst_figure},
            pareto::{COUNT_SHARE, DISTANCE, Fit, VALUE_SHARE},
        },
        figure::{Figure, NoValue},
    },
    features::classify::cells::{ShortTable, class_head, count_cell, number_cell},
    ui::{Section, Stat, StatRow},
};

/// The worst customers that the rule 80/20/30 speaks of.
const WORST: Decimal = Decimal::from_parts(30, 0, 0, false, 2);

/// Gini, what the best fifth brings, what the worst bring.
#[component]
pub(super) fn Inequality(shown: Shown) -> impl IntoView {
    let abc = shown.abc;
    let gini = Signal::derive(move || abc.with(|abc| gini_figure(abc.values())));
    let best = Signal::derive(move || abc.with(|abc| best_fifth_figure(abc.values(), abc.home)));
    let worst = Signal::derive(move || abc.with(|abc| worst_figure(abc.values(), WORST, abc.home)));
    view! {
        <StatRow>
            <Stat
                label=tr(GINI.label)
                note=tr(bi("0 为均等，趋近 1 为独占", "0 all equal, towards 1 one has all"))
            ><Explained figure=gini/></Stat>
            <Stat label=tr(BEST_FIFTH.label) note=tr(bi("80/20 法则：80%", "80/20 rule: 80 %"))>
                <Explained figure=best/>
            </Stat>
            <Stat
                label=tr(bi("最差的 30% 客户的贡献", "Brought by the worst 30 %"))
                note=tr(bi("80/20/30 法则：不带来利润", "80/20/30 rule: no profit"))
            ><Explained figure=worst/></Stat>
        </StatRow>
    }
}

/// Both cuts beside the reference.
#[component]
pub(super) fn Fits(shown: Shown) -> impl IntoView {
    view! {
        <Section
            title=tr(bi("两种划界与教材比重", "Both cuts against the textbook"))
            lead=tr(bi(
                "按金额划界时金额占比由界限定，看户数占比差多少；按户数划界则相反。",
                "Cut by value, the shares of value follow the cuts, and the shares of customers show the distance; cut by count it is the other way round.",
            ))
        >
            <ShortTable label=tr(bi("两种划界与教材比重", "Both cuts against the textbook")) testid="abc-fit">
                <FitRows shown/>
            </ShortTable>
        </Section>
    }
}

fn cells(cut: &Result<Cut, NoValue>, at: usize) -> AnyView {
    let nothing = Fit {
        customers: 0,
        amount: Decimal::ZERO,
        count_share: Err(NoValue::NoRecords),
        value_share: Err(NoValue::NoRecords),
    };
    let fit = match cut {
        Ok(cut) => cut.fits.get(at).cloned().unwrap_or(nothing),
        Err(why) => Fit {
            count_share: Err(*why),
            value_share: Err(*why),
            ..nothing
        },
    };
    view! {
        {count_cell(&crate::domain::classify::abc::CLASS_SIZE, fit.customers)}
        {number_cell(&COUNT_SHARE, fit.count_share)}
        {number_cell(&VALUE_SHARE, fit.value_share)}
    }
    .into_any()
}

fn off(cut: &Result<Cut, NoValue>, read: fn(&Cut) -> &Figure) -> AnyView {
    let value = match cut {
        Ok(cut) => read(cut).clone(),
        Err(why) => Figure {
            kind: &DISTANCE,
            value: Err(*why),
            inputs: Vec::new(),
        },
    };
    view! { <td data-align="end"><Explained figure=Signal::stored(value)/></td> }.into_any()
}

/// Head, rows and foot of the table of fit, on screen and on paper.
#[component]
pub(super) fn FitRows(shown: Shown) -> impl IntoView {
    let rows = move || {
        let scheme = shown.scheme.get();
        let (shares, values) = shown
            .rule
            .with(|rule| (rule.shares.clone(), rule.value_shares()));
        shown.abc.with(|abc| {
            let reference = shares.iter().zip(values).enumerate();
            let row = |(at, (count, value)): (usize, (&Decimal, Decimal))| {
                let class = u8::try_from(at).unwrap_or(u8::MAX);
                view! {
                    <tr>
                        {class_head(&scheme, class)}
                        <td data-align="end">{show_share(*count)}</td>
                        <td data-align="end">{show_share(value)}</td>
                        {cells(&abc.by_value, at)}
                        {cells(&abc.by_count, at)}
                    </tr>
                }
            };
            reference.map(row).collect_view()
        })
    };
    let foot = move || {
        shown.abc.with(|abc| {
            view! {
                <tr>
                    <th scope="row">{DISTANCE.label.in_lang(lang())}</th>
                    <td></td>
                    <td></td>
                    <td></td>
                    {off(&abc.by_value, |cut| &cut.customers_off)}
                    {off(&abc.by_value, |cut| &cut.value_off)}
                    <td></td>
                    {off(&abc.by_count, |cut| &cut.customers_off)}
                    {off(&abc.by_count, |cut| &cut.value_off)}
                </tr>
            }
        })
    };
    let head = |text| view! { <th scope="col" data-align="end">{tr(text)}</th> };
    let (customers, count, value) = (
        bi("户数", "Customers"),
        bi("户数占比", "of customers"),
        bi("数额占比", "of value"),
    );
    view! {
        <thead>
            <tr>
                <th rowspan="2" scope="col">{tr(bi("类别", "Class"))}</th>
                <th colspan="2" scope="colgroup">{tr(bi("教材比重", "Textbook"))}</th>
                <th colspan="3" scope="colgroup">{tr(bi("按金额划界", "Cut by value"))}</th>
                <th colspan="3" scope="colgroup">{tr(bi("按户数划界", "Cut by count"))}</th>
            </tr>
            <tr>
                {head(count)} {head(value)} {head(customers)} {head(count)} {head(value)} {head(customers)}
                {head(count)} {head(value)}
            </tr>
        </thead>
        <tbody>{rows}</tbody>
        <tfoot>{foot}</tfoot>
    }
}
