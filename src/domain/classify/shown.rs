//! Which schemes cards and lists show, and what red means on them.

use std::sync::Arc;

use super::{Basis, Scheme};
use crate::{
    content::bi,
    domain::{
        field::Choice,
        rule::{Rule, RuleDefault},
        tables::Tables,
    },
};

/// The schemes that stand on cards and in the roster.
pub const SHOWN: Rule = Rule {
    key: "classify.shown",
    label: bi(
        "卡片和名册上显示的分类",
        "Schemes on cards and in the roster",
    ),
    hint: bi(
        "客户卡和名册里列出这些方案的类别",
        "Cards and the roster give the classes of these schemes",
    ),
    default: RuleDefault::Schemes(&["CL-III", "CL-ABC", "CL-LIFE"]),
    source: bi(
        "本工具的建议；一位客户可同时属于几个方案（跟单员教材）",
        "Our proposal; a customer may be in several schemes at once (merchandiser's textbook)",
    ),
};

/// The scheme whose colours the index tabs of cards and rows have.
pub const CARD_COLOUR: Rule = Rule {
    key: "classify.card_colour",
    label: bi("决定卡片颜色的方案", "Scheme that colours the cards"),
    hint: bi(
        "卡片和名册各行的签条用这个方案的颜色",
        "The index tabs of cards and rows have its colours",
    ),
    default: RuleDefault::Scheme("CL-III"),
    source: bi(
        "颜色管理：按地区、规模、行业、营业额、信用额度等分色（信息管理教材）",
        "Colour management by region, size, industry, turnover or credit limit (textbook on customer information)",
    ),
};

/// Nobody has decided what red means.
pub const RED_OPEN: &str = "open";
/// Red marks the most important customers, as in the card box.
pub const RED_IMPORTANT: &str = "important";
/// Red marks losses and risks, as at the bank.
pub const RED_RISK: &str = "risk";

/// What red means on index tabs.
pub const RED: Rule = Rule {
    key: "classify.red",
    label: bi("红色的含义", "What red means"),
    hint: bi(
        "两种教材用法相反：卡片盒里红色最重要，银行里红色是亏损",
        "The textbooks contradict each other: red is the most important in the card box, a loss at the bank",
    ),
    default: RuleDefault::Choice(
        RED_OPEN,
        &[
            Choice {
                code: RED_OPEN,
                label: bi("尚未决定", "Not decided"),
            },
            Choice {
                code: RED_IMPORTANT,
                label: bi(
                    "最重要：A红、B黄、C蓝、D灰",
                    "Most important: A red, B yellow, C blue, D grey",
                ),
            },
            Choice {
                code: RED_RISK,
                label: bi(
                    "亏损或风险：绿色盈利、红色亏损",
                    "Loss or risk: green earns, red loses",
                ),
            },
        ],
    ),
    source: bi(
        "卡片分色（信息管理教材）；绿色与红色客户（案例教材）",
        "Coloured cards (textbook on customer information); green and red customers (textbook of cases)",
    ),
};

/// Code of the red among the colours of classes.
const RED_COLOUR: &str = "j";
/// Red, yellow, blue; grey after these.
const CARD_BOX: [&str; 3] = [RED_COLOUR, "c", "a"];
const GREY: &str = "none";

/// The colours of a scheme as the convention wants them. Schemes that rank customers by value get the
/// colours of the card box where red is the most important, and give red up where it marks the last.
/// Colours that somebody chose stay.
pub fn as_shown(scheme: &Arc<Scheme>, red: &str) -> Arc<Scheme> {
    let book = Scheme::built_in()
        .iter()
        .find(|book| book.code == scheme.code);
    let is_as_in_book = book.is_some_and(|book| {
        let both = book.classes.iter().zip(&scheme.classes);
        book.classes.len() == scheme.classes.len()
            && both.into_iter().all(|(a, b)| a.colour == b.colour)
    });
    if red != RED_IMPORTANT || !is_as_in_book {
        return scheme.clone();
    }
    let is_ranked = matches!(scheme.basis, Basis::Value { .. } | Basis::Count { .. });
    let mut shown = Scheme::clone(scheme);
    for (place, class) in shown.classes.iter_mut().enumerate() {
        if is_ranked {
            class.colour = (*CARD_BOX.get(place).unwrap_or(&GREY)).to_owned();
        } else if class.colour == RED_COLOUR {
            GREY.clone_into(&mut class.colour);
        }
    }
    Arc::new(shown)
}

/// Whether red marks the better half of a scheme's classes, the lower half, or neither.
fn red_marks(scheme: &Scheme) -> (bool, bool) {
    let half = scheme.classes.len() / 2;
    let is_red = |class: &super::Class| class.colour == RED_COLOUR;
    let better = scheme.classes.iter().take(half).any(is_red);
    let lower = scheme.classes.iter().rev().take(half).any(is_red);
    (better, lower)
}

/// The schemes whose red says the opposite of the convention, or, as long as none is decided, all
/// whose reds contradict each other.
pub fn red_conflicts<'a>(schemes: &'a [Arc<Scheme>], red: &str) -> Vec<&'a Arc<Scheme>> {
    let both =
        |at: fn((bool, bool)) -> bool| schemes.iter().filter(move |scheme| at(red_marks(scheme)));
    let (important, risk) = (|marks: (bool, bool)| marks.0, |marks: (bool, bool)| marks.1);
    match red {
        RED_IMPORTANT => both(risk).collect(),
        RED_RISK => both(important).collect(),
        _ if both(important).next().is_none() || both(risk).next().is_none() => Vec::new(),
        _ => both(|(better, lower)| better || lower).collect(),
    }
}

/// The schemes that stand on cards and in the roster, in the order of the textbooks.
pub fn shown(tables: &Tables) -> Vec<Arc<Scheme>> {
    let codes = SHOWN.keys(tables);
    let mut all = Scheme::all(tables);
    all.retain(|scheme| codes.contains(&scheme.code));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scheme(code: &str) -> Arc<Scheme> {
        Scheme::find(&Tables::default(), code).unwrap()
    }

    fn colours(scheme: &Scheme) -> Vec<&str> {
        scheme
            .classes
            .iter()
            .map(|class| class.colour.as_str())
            .collect()
    }

    #[test]
    fn the_card_box_has_red_first_and_grey_last() {
        let shown = as_shown(&scheme("CL-ABCD"), RED_IMPORTANT);
        assert_eq!(colours(&shown), ["j", "c", "a", "none"]);
        assert_eq!(
            colours(&as_shown(&scheme("CL-COL"), RED_IMPORTANT)),
            ["b", "none"]
        );
        assert_eq!(as_shown(&scheme("CL-ABCD"), RED_RISK), scheme("CL-ABCD"));
    }

    #[test]
    fn chosen_colours_stay() {
        let mut own = Scheme::clone(&scheme("CL-ABCD"));
        own.classes[0].colour = "f".to_owned();
        let own = Arc::new(own);
        assert_eq!(as_shown(&own, RED_IMPORTANT), own);
    }

    #[test]
    fn reds_that_contradict_each_other_are_found() {
        let mut red_first = Scheme::clone(&scheme("CL-CARD"));
        red_first.classes[0].colour = "j".to_owned();
        let both = [Arc::new(red_first), scheme("CL-COL"), scheme("CL-III")];
        let codes = |red| -> Vec<&str> {
            let found = red_conflicts(&both, red).into_iter();
            found.map(|scheme| scheme.code.as_str()).collect()
        };
        assert_eq!(codes(RED_OPEN), ["CL-CARD", "CL-COL"]);
        assert_eq!(codes(RED_IMPORTANT), ["CL-COL"]);
        assert_eq!(codes(RED_RISK), ["CL-CARD"]);
        assert_eq!(red_conflicts(&both[1..], RED_OPEN).len(), 0);
    }

    #[test]
    fn three_schemes_stand_on_the_card_at_first() {
        let codes: Vec<_> = shown(&Tables::default())
            .iter()
            .map(|scheme| scheme.code.clone())
            .collect();
        assert_eq!(codes, ["CL-III", "CL-ABC", "CL-LIFE"]);
    }
}
