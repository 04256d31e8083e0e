//! Words of classification that mean the same or sound the same in different textbooks.

use super::{
    Bilingual, bi,
    class_lessons::{Topic, lesson},
};

/// One situation, and the class it is in each of several schemes: code of the scheme, codes of the
/// classes.
#[derive(Clone, Copy, Debug)]
pub struct Situation {
    /// What is so.
    pub what: Bilingual,
    /// The classes by scheme, in the order of [`SITUATION_SCHEMES`]; none where it has no class yet.
    pub classes: [&'static [&'static str]; 4],
}

/// The schemes whose words for one thing are compared.
pub const SITUATION_SCHEMES: [&str; 4] = ["CL-FPP", "CL-3", "CL-LOY", "CL-LIFE"];

/// What the books call the same customer.
pub const SITUATIONS: &[Situation] = &[
    Situation {
        what: bi("有需要，还没有接触", "A need, no contact yet"),
        classes: [&["future"], &["prospect"], &["potential"], &[]],
    },
    Situation {
        what: bi("在询价、看样、谈条件", "Asking, sampling, negotiating"),
        classes: [&["future"], &["possible"], &["potential"], &[]],
    },
    Situation {
        what: bi("刚做头几单", "The first orders"),
        classes: [&["present"], &["traded"], &["new"], &["introduction"]],
    },
    Situation {
        what: bi("订单多起来", "More and more orders"),
        classes: [&["present"], &["traded"], &["frequent"], &["growth"]],
    },
    Situation {
        what: bi("多年往来，订单平稳", "Years of steady orders"),
        classes: [&["present"], &["traded"], &["old", "loyal"], &["maturity"]],
    },
    Situation {
        what: bi("订单少下去", "Fewer and fewer orders"),
        classes: [
            &["present"],
            &["traded"],
            &["frequent", "old"],
            &["decline"],
        ],
    },
    Situation {
        what: bi("很久没有订单", "No order for long"),
        classes: [&["past"], &["traded", "lost"], &["old"], &["decline"]],
    },
];

/// A scheme whose classes bear the letters A, B and C, and what the letters mean there.
#[derive(Clone, Copy, Debug)]
pub struct Lettering {
    /// Code of the scheme.
    pub scheme: &'static str,
    /// What decides.
    pub by: Bilingual,
    /// How the letters come to it.
    pub note: Bilingual,
}

/// What A, B and C mean in each book.
pub const LETTERINGS: &[Lettering] = &[
    Lettering {
        scheme: "CL-III",
        by: bi("销售额", "Sales"),
        note: bi(
            "正式的写法是Ⅰ、Ⅱ、Ⅲ；测验里写作A、B、C，只是别名",
            "Properly Ⅰ, Ⅱ and Ⅲ; a quiz writes A, B and C, an alias only",
        ),
    },
    Lettering {
        scheme: "CL-ABC",
        by: bi("利润", "Profit"),
        note: bi("贵宾、重要、一般", "VIP, important, ordinary"),
    },
    Lettering {
        scheme: "CL-ABCD",
        by: bi("交易量", "Volume of trade"),
        note: bi("有时分到D级", "Sometimes down to D"),
    },
    Lettering {
        scheme: "CL-CARD",
        by: bi("成交金额，看卡片颜色", "Sales, by colour of the card"),
        note: bi(
            "与交易量等级同源，但用来管卡片",
            "Akin to the grades by volume, used for the cards",
        ),
    },
    Lettering {
        scheme: "CL-CRED",
        by: bi("信用", "Credit"),
        note: bi(
            "A最可靠；信用越差看得越勤，与跟踪的方向相反",
            "A is safest; the worse the credit the closer the watch, the reverse of contact",
        ),
    },
    Lettering {
        scheme: "CL-BUS",
        by: bi("利润", "Profit"),
        note: bi(
            "头等、潜力、常规的别称",
            "Alias of key, potential and regular",
        ),
    },
];

/// Schemes that use the same words of weight for different things.
pub const WEIGHTS: &[Lettering] = &[
    Lettering {
        scheme: "CL-TIER4",
        by: bi("盈利", "Profitability"),
        note: bi(
            "四层：最下一层是没有利润的客户",
            "Four tiers, the lowest without profit",
        ),
    },
    Lettering {
        scheme: "CL-CARD",
        by: bi("成交金额", "Sales"),
        note: bi(
            "三级：课件把第三级误印成“较重量级”，这里写作轻量级",
            "Three levels; the slides misprint the third, which is written here as lightweight",
        ),
    },
];

/// Words that are easily mixed up.
pub const APART: Topic = Topic {
    key: "apart",
    title: bi("容易混的说法", "Words that are easily mixed up"),
    lead: bi(
        "各本教材用词不同，这里并列，各归各的方案。",
        "The books differ in their words; here they stand side by side, each with its own scheme.",
    ),
    lessons: &[
        lesson(
            bi(
                "关系、忠诚、生命周期是三件事",
                "Relation, loyalty and life cycle are three things",
            ),
            bi(
                "关系五型说我方怎样待客户，忠诚五类说客户怎样待我方，生命周期说交易往哪里走；同一位客户三样都有。",
                "The five relations tell how we treat the customer, the five loyalties how the customer treats us, the life cycle where the trade is going. A customer has all three.",
            ),
            "CL-REL",
        ),
        lesson(
            bi("“大客户”有三个意思", "“Large customer” means three things"),
            bi(
                "金额大的（Ⅰ类）、利润大的（头等、贵宾），和另行指定的战略客户；前两个由分类得出，后一个由人指定。",
                "Large in sales (class Ⅰ), large in profit (key, VIP), or chosen for strategy. The first two come from classing, the last is appointed.",
            ),
            "CL-ABC",
        ),
        lesson(
            bi("七成与八成不矛盾", "Seventy and eighty do not contradict"),
            bi(
                "Ⅰ类约占销售额七成，头等客户约占利润八成：一个看销售额，一个看利润。",
                "Class Ⅰ brings some 70 % of sales, key customers some 80 % of profit: one counts sales, the other profit.",
            ),
            "CL-8020",
        ),
        lesson(
            bi("分几类没有定数", "There is no fixed number of classes"),
            bi(
                "教材里两类、三类、四类、五类都有。自定义方案可分2到10类，够用就好。",
                "The books have two, three, four and five classes. A scheme of your own may have 2 to 10; as few as will do.",
            ),
            "",
        ),
    ],
};
