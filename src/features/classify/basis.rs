//! What a scheme rests on, in words.

use rust_decimal::Decimal;

use crate::{
    app::i18n::{fill, show_amount, show_number, show_share},
    content::{Bilingual, Lang, bi},
    domain::{
        Customer,
        classify::{Basis, Measure, Scheme, lifecycle::Step, pareto::Border, rfm::Bins},
    },
};

/// The name of a measure.
pub(super) const fn measure_name(of: Measure) -> Bilingual {
    match of {
        Measure::Sales => bi("销售额", "sales"),
        Measure::Profit => bi("毛利", "profit"),
        Measure::Quantity => bi("数量", "quantity"),
        Measure::Orders => bi("订单数", "orders"),
        Measure::CreditLimit => bi("信用额度", "credit limit"),
    }
}

/// The name of a way to find the bins of scores.
pub(super) const fn bins_name(bins: Bins) -> Bilingual {
    match bins {
        Bins::QuantilePlusOne => bi("五分位数加一", "Quintiles plus one"),
        Bins::Quantile => bi("五分位数", "Quintiles"),
        Bins::Fixed => bi("固定界限", "Fixed thresholds"),
        Bins::Rank => bi("按名次", "By rank"),
    }
}

/// What decides the class, with its numbers.
pub(super) fn basis_words(scheme: &Scheme, lang: Lang) -> String {
    let list = |numbers: &[Decimal], show: fn(Decimal) -> String| {
        numbers
            .iter()
            .copied()
            .map(show)
            .collect::<Vec<_>>()
            .join(" / ")
    };
    let measure = |of: Measure| measure_name(of).in_lang(lang).to_owned();
    match &scheme.basis {
        Basis::Judged => bi("人工判定", "judged by a person")
            .in_lang(lang)
            .to_owned(),
        Basis::Value {
            of, cuts, border, ..
        } => {
            let border = match border {
                Border::CrossIn => bi("跨界者归上", "who crosses is above"),
                Border::Strict => bi("跨界者归下", "who crosses is below"),
            };
            fill(
                bi("{0}累计占比 {1}，{2}", "cumulative {0} at {1}, {2}"),
                lang,
                &[
                    measure(*of),
                    list(cuts, show_share),
                    border.in_lang(lang).to_owned(),
                ],
            )
        }
        Basis::Count { of, shares, .. } => fill(
            bi(
                "按{0}排名，户数占比 {1}",
                "ranked by {0}, shares of the customers {1}",
            ),
            lang,
            &[measure(*of), list(shares, show_share)],
        ),
        Basis::Threshold { of, at } => fill(
            bi("{0}下限 {1}", "{0} from {1}"),
            lang,
            &[measure(*of), list(at, show_amount)],
        ),
        Basis::Field { key } => {
            let label =
                Customer::field(key).map_or(key.as_str(), |field| field.label.in_lang(lang));
            fill(bi("资料项“{0}”", "field “{0}”"), lang, &[label.to_owned()])
        }
        Basis::Region => bi("国家所在地区", "region of the country")
            .in_lang(lang)
            .to_owned(),
        Basis::LastOrder { months } => fill(
            bi(
                "最近一次订单在 {0} 个月以内",
                "last order within {0} month{s}",
            ),
            lang,
            &[months.to_string()],
        ),
        Basis::LifeCycle(rule) => {
            let step = match rule.step {
                Step::Month => bi("月", "month"),
                Step::Quarter => bi("季", "quarter"),
            };
            fill(
                bi(
                    "最近 {0} 个{1}的相对斜率，θ = {2}",
                    "relative slope of the last {0} {1}{s}, θ = {2}",
                ),
                lang,
                &[
                    rule.window.to_string(),
                    step.in_lang(lang).to_owned(),
                    show_share(rule.theta),
                ],
            )
        }
        Basis::Loyalty(rule) => fill(
            bi(
                "首单 {0} 天内为新，{1} 天起为老，一年 {2} 单起为常",
                "new up to {0} days after the first order, old from {1}, frequent from {2} orders a year",
            ),
            lang,
            &[rule.new_days, rule.old_days, rule.frequent_orders]
                .map(|number| show_number(number.into())),
        ),
        Basis::Rfm { rule, .. } => fill(
            bi("R、F、M 得分，{0}", "scores of R, F and M, {0}"),
            lang,
            &[bins_name(rule.bins).in_lang(lang).to_lowercase()],
        ),
    }
}
