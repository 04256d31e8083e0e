//! What decides on the classes of a scheme, in words with its numbers.

use rust_decimal::Decimal;

use crate::{
    app::i18n::{fill, show_amount, show_number},
    content::{Bilingual, Lang, bi},
    domain::{
        Customer,
        classify::{
            Basis, Measure, Scheme, Span,
            lifecycle::Step,
            pareto::{Border, Rounding, Ties},
        },
    },
};

/// On what kind of thing schemes rest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    Sales,
    Profit,
    History,
    Card,
    Judged,
    Own,
}

impl Group {
    /// In the order of the overview.
    pub const ALL: [Self; 6] = [
        Self::Sales,
        Self::Profit,
        Self::History,
        Self::Card,
        Self::Judged,
        Self::Own,
    ];

    /// Where a scheme belongs.
    pub fn of(scheme: &Scheme) -> Self {
        if !scheme.is_built_in() {
            return Self::Own;
        }
        match &scheme.basis {
            Basis::Value { of, .. } | Basis::Count { of, .. } | Basis::Threshold { of, .. } => {
                match of {
                    Measure::Profit => Self::Profit,
                    Measure::CreditLimit => Self::Card,
                    Measure::Sales | Measure::Quantity | Measure::Orders => Self::Sales,
                }
            }
            Basis::Field { .. } | Basis::Region => Self::Card,
            Basis::Judged => Self::Judged,
            _ => Self::History,
        }
    }

    pub const fn label(self) -> Bilingual {
        match self {
            Self::Sales => bi("按销售计算", "Computed from sales"),
            Self::Profit => bi("按利润计算", "Computed from profit"),
            Self::History => bi("按往来经过计算", "Computed from the history"),
            Self::Card => bi("取自客户卡", "Read from the card"),
            Self::Judged => bi("人工判定", "Judged by a person"),
            Self::Own => bi("自定义", "Own schemes"),
        }
    }
}

/// A bound in per cent with the places it was set with.
fn per_cent(share: Decimal) -> String {
    format!("{}%", (share * Decimal::ONE_HUNDRED).normalize())
}

/// Which sales are looked at.
pub fn span_words(span: Span, lang: Lang) -> String {
    match span {
        Span::Months(months) => fill(
            bi("截止日前 {0} 个月", "{0} month{s} up to the day"),
            lang,
            &[months.to_string()],
        ),
        Span::Year => bi("截止日所在年度", "The year of the day")
            .in_lang(lang)
            .to_owned(),
        Span::All => bi("截止日前的全部往来", "Everything up to the day")
            .in_lang(lang)
            .to_owned(),
    }
}

fn list(parts: &[String], lang: Lang) -> String {
    parts.join(match lang {
        Lang::Zh => "，",
        Lang::En => ", ",
    })
}

/// Each class with its bound; the last one takes the rest.
fn steps(scheme: &Scheme, bounds: &[String], upto: Bilingual, lang: Lang) -> String {
    let step = |(place, class): (usize, &crate::domain::classify::Class)| match bounds.get(place) {
        Some(bound) => fill(upto, lang, &[class.letter.clone(), bound.clone()]),
        None => fill(
            bi("{0} 其余", "{0} the rest"),
            lang,
            std::slice::from_ref(&class.letter),
        ),
    };
    let steps: Vec<_> = scheme.classes.iter().enumerate().map(step).collect();
    list(&steps, lang)
}

/// The name of a field of the card.
pub fn field_label(key: &str, lang: Lang) -> String {
    let field = Customer::field(key);
    field.map_or_else(
        || key.to_owned(),
        |field| field.label.in_lang(lang).to_owned(),
    )
}

/// The rule of a scheme with its numbers.
pub fn rule_words(scheme: &Scheme, lang: Lang) -> String {
    let name = |of: &Measure| of.label().in_lang(lang).to_owned();
    match &scheme.basis {
        Basis::Value { of, cuts, .. } => {
            let cuts: Vec<_> = cuts.iter().map(|cut| per_cent(*cut)).collect();
            let steps = steps(scheme, &cuts, bi("{0} 至 {1}", "{0} to {1}"), lang);
            fill(
                bi("{0}累计占比：{1}", "Cumulative share of {0}: {1}"),
                lang,
                &[lower(name(of), lang), steps],
            )
        }
        Basis::Count { of, shares, .. } => {
            let shares: Vec<_> = shares.iter().map(|share| per_cent(*share)).collect();
            let steps = steps(scheme, &shares, bi("{0} 占 {1}", "{0} {1}"), lang);
            fill(
                bi("按{0}排名的客户数：{1}", "Number of customers by {0}: {1}"),
                lang,
                &[lower(name(of), lang), steps],
            )
        }
        Basis::Threshold { of, at } => {
            let at: Vec<_> = at.iter().map(|bound| show_amount(*bound)).collect();
            let steps = steps(scheme, &at, bi("{0} 不低于 {1}", "{0} from {1}"), lang);
            fill(
                bi("{0}的界限：{1}", "Bounds of {0}: {1}"),
                lang,
                &[lower(name(of), lang), steps],
            )
        }
        Basis::Field { key } => fill(
            bi("客户卡上的“{0}”", "“{0}” on the card"),
            lang,
            &[field_label(key, lang)],
        ),
        Basis::Region => bi(
            "客户卡上的国家所属地区；单列的国家自成一类",
            "Region of the country on the card; some countries are classes of their own",
        )
        .in_lang(lang)
        .to_owned(),
        Basis::LastOrder { months } => fill(
            bi(
                "{0} 个月内有订单为现在，更早为过去，没有订单为未来",
                "Present with an order in {0} month{s}, past with an older one, future with none",
            ),
            lang,
            &[months.to_string()],
        ),
        Basis::LifeCycle(rule) => {
            let step = match rule.step {
                Step::Month => bi("月", "months"),
                Step::Quarter => bi("季", "quarters"),
            };
            fill(
                bi(
                    "最近 {0} {1}销售额的相对斜率：θ = {2}；首单起 {3} {1}内为导入期",
                    "Relative slope of the sales of {0} {1}: θ = {2}; introduction for {3} {1} from the first order",
                ),
                lang,
                &[
                    rule.window.to_string(),
                    step.in_lang(lang).to_owned(),
                    show_number(rule.theta),
                    rule.young.to_string(),
                ],
            )
        }
        Basis::Loyalty(rule) => fill(
            bi(
                "首单起 {0} 天内为新，{1} 天起为老；一年 {2} 单起为常；占其采购 {3} 起为忠诚",
                "New for {0} days, old from {1} days after the first order; frequent from {2} orders a year; loyal from {3} of what the customer buys",
            ),
            lang,
            &[
                rule.new_days.to_string(),
                rule.old_days.to_string(),
                rule.frequent_orders.to_string(),
                per_cent(rule.loyal_share),
            ],
        ),
        Basis::Rfm { .. } => bi(
            "最近一次、次数、金额各评 1 至 5 分，再分群",
            "Recency, frequency and money scored 1 to 5 each, then segments",
        )
        .in_lang(lang)
        .to_owned(),
        Basis::Judged => bi(
            "由人逐户判定并写明理由",
            "Decided customer by customer, with a reason",
        )
        .in_lang(lang)
        .to_owned(),
    }
}

/// English names of measures within a sentence.
fn lower(name: String, lang: Lang) -> String {
    match lang {
        Lang::Zh => name,
        Lang::En => name.to_lowercase(),
    }
}

/// What is agreed on for borders and equals, a sentence each.
pub fn convention_words(scheme: &Scheme, lang: Lang) -> Vec<String> {
    let mut words = Vec::new();
    if let Basis::Value { border, .. } = &scheme.basis {
        words.push(border_label(*border));
    }
    if let Basis::Count { rounding, .. } = &scheme.basis {
        words.push(rounding_label(*rounding));
    }
    if let Basis::Value { ties, .. } | Basis::Count { ties, .. } = &scheme.basis {
        words.push(ties_label(*ties));
        words.push(bi(
            "数值不大于零的客户归最低一类，不计入基数",
            "Customers with nothing above zero are in the lowest class and out of the base",
        ));
    }
    words
        .into_iter()
        .map(|words| words.in_lang(lang).to_owned())
        .collect()
}

pub const fn border_label(border: Border) -> Bilingual {
    match border {
        Border::CrossIn => bi(
            "跨过界限的客户归上一类",
            "Who crosses a cut belongs above it",
        ),
        Border::Strict => bi(
            "跨过界限的客户归下一类",
            "Who crosses a cut belongs below it",
        ),
    }
}

pub const fn rounding_label(rounding: Rounding) -> Bilingual {
    match rounding {
        Rounding::HalfUp => bi("客户数四舍五入", "Numbers of customers are rounded half up"),
        Rounding::Ceil => bi("客户数向上取整", "Numbers of customers are rounded up"),
        Rounding::Floor => bi("客户数向下取整", "Numbers of customers are rounded down"),
    }
}

pub const fn ties_label(ties: Ties) -> Bilingual {
    match ties {
        Ties::Together => bi(
            "数值相等的客户同归较好一类",
            "Equals stay together in the better class",
        ),
        Ties::Split => bi(
            "数值相等的客户按次序分开",
            "Equals are divided in their order",
        ),
    }
}
