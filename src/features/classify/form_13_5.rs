//! 表13-5, customers from the view of the business: what the textbook says beside what is so.

use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::{
    app::{
        App,
        classes::{as_of, classified, tab_mark},
        figure::show_figure,
        i18n::{lang, show_share, tr},
        ledger::columns,
        printing::{MakerLine, PrintBar},
        route::{ListQuery, Route},
    },
    content::bi,
    domain::{
        classify::{
            Class, Label,
            distribution::{ClassPart, distribution},
        },
        figure::Figure,
    },
    ui::{ClassMark, FormLine, PrintSheet, SheetOrientation},
};

const SCHEME: &str = "CL-BUS";

/// The table on paper.
#[component]
pub fn BusinessViewPage() -> impl IntoView {
    let app = App::get();
    let found = classified(SCHEME.to_owned());
    let (day, columns) = (as_of(), columns());
    let rows = move || {
        let lang = lang();
        let Some(found) = found.get() else {
            return Vec::new();
        };
        let actual = distribution(&found, &columns.get()).parts;
        let row = |(class, part): (&Class, ClassPart)| {
            let mark = tab_mark(class, lang);
            let name = mark.title.clone();
            let reference =
                |share: Option<Decimal>| share.map_or_else(|| "\u{2014}".to_owned(), show_share);
            let text = |label: &Label| label.in_lang(lang).to_owned();
            let actual = |figure: &Figure| {
                let value = figure.value.ok().map(|share| share.normalize().to_string());
                let shown = show_figure(figure, lang);
                view! { <td data-align="end" data-figure=figure.kind.id data-value=value>{shown}</td> }
            };
            view! {
                <tr>
                    <th scope="row" class="u-nowrap"><ClassMark mark=Signal::stored(mark)/> {name}</th>
                    <td>{text(&class.alias)}</td>
                    <td data-align="end">{reference(class.count_share)}</td>
                    {actual(&part.count_share)}
                    <td data-align="end">{reference(class.value_share)}</td>
                    {actual(&part.value_share)}
                    <td>{text(&class.aim)}</td>
                    <td>{text(&class.about)}</td>
                    <td>{text(&class.advice)}</td>
                </tr>
            }
        };
        found.scheme.classes.iter().zip(actual).map(row).collect()
    };
    let head = move || {
        let period = Signal::derive(move || found.get().map(|found| found.period.to_string()));
        let date = Signal::derive(move || day.get().to_string());
        view! {
            <FormLine label=tr(bi("期间", "Period")) value=period/>
            <FormLine label=tr(bi("截止日", "As of")) value=date/>
        }
    };
    let foot = move || {
        view! {
            <p class="print-sheet__note">{tr(bi(
                "参考比重按通行说法补齐，可在分类政策里修改；实际比重按本工作簿的利润计算，没有利润和亏损的客户不进分母。",
                "Reference shares follow the usual figures and can be changed in the policy; actual ones follow from the profit in this workbook, customers without profit being outside of the base.",
            ))}</p>
            <MakerLine/>
        }
    };
    let subtitle = Signal::derive(move || app.book_name());
    view! {
        <PrintBar back=Route::Classify("policy".to_owned(), ListQuery::default().with_choice("scheme", Some(SCHEME.to_owned()))).href()/>
        <PrintSheet
            title=tr(bi("表13-5 按企业经营角度分类", "Table 13-5 Customers from the view of the business"))
            subtitle
            orientation=SheetOrientation::Landscape
            head
            foot
        >
            <table class="print-table">
                <thead>
                    <tr>
                        <th scope="col" rowspan="2">{tr(bi("客户类型", "Type"))}</th>
                        <th scope="col" rowspan="2">{tr(bi("别称", "Also called"))}</th>
                        <th scope="colgroup" colspan="2">{tr(bi("数量比重", "Share of customers"))}</th>
                        <th scope="colgroup" colspan="2">{tr(bi("利润贡献", "Share of profit"))}</th>
                        <th scope="col" rowspan="2">{tr(bi("追求目标", "What they seek"))}</th>
                        <th scope="col" rowspan="2">{tr(bi("特征", "Traits"))}</th>
                        <th scope="col" rowspan="2">{tr(bi("管理要点", "Points of management"))}</th>
                    </tr>
                    <tr>
                        <th scope="col">{tr(bi("参考", "Ref."))}</th>
                        <th scope="col">{tr(bi("实际", "Actual"))}</th>
                        <th scope="col">{tr(bi("参考", "Ref."))}</th>
                        <th scope="col">{tr(bi("实际", "Actual"))}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </PrintSheet>
    }
}
