//! What the textbooks say about classing customers, as short lessons.

use super::{Bilingual, bi};

/// A short lesson.
#[derive(Clone, Copy, Debug)]
pub struct Lesson {
    /// What it is called.
    pub title: Bilingual,
    /// What it says.
    pub text: Bilingual,
    /// Code of the scheme it can be tried on, blank where there is none.
    pub scheme: &'static str,
}

/// Lessons that belong together.
#[derive(Clone, Copy, Debug)]
pub struct Topic {
    /// Its name in addresses and tests.
    pub key: &'static str,
    /// Its heading.
    pub title: Bilingual,
    /// What it is about, with its source.
    pub lead: Bilingual,
    /// The lessons in the order of the book.
    pub lessons: &'static [Lesson],
}

pub(super) const fn lesson(title: Bilingual, text: Bilingual, scheme: &'static str) -> Lesson {
    Lesson {
        title,
        text,
        scheme,
    }
}

/// All lessons.
pub const TOPICS: &[Topic] = &[
    Topic {
        key: "roles",
        title: bi("为什么要分类", "Why class customers"),
        lead: bi(
            "客户分类的三项作用（跟单员教材）",
            "Three roles of classing customers (merchandiser's textbook)",
        ),
        lessons: &[
            lesson(
                bi("分得清，才谈得上尊重", "Telling them apart is respect"),
                bi(
                    "每位客户要的不一样。先弄清谁是谁，再按各自的情形安排人手和办法，效率和激励都从这里来；一视同仁反而谁也照顾不好。",
                    "Customers want different things. Find out who is who, then give each the people and the care that fit: efficiency and incentive start there. Treating all alike serves nobody well.",
                ),
                "CL-III",
            ),
            lesson(
                bi(
                    "把大的做大，对小的慎重",
                    "Grow the large, take care with the small",
                ),
                bi(
                    "对大客户要有危机意识，双方都得利才能长久；要放弃小客户，先跟踪一段时间再决定。两头都不能走极端：全靠一家很险，把小的都赶走也很险。",
                    "Be on guard for large customers, and see that both sides gain. Watch a small one for a good while before dropping it. Avoid both extremes: hanging on one customer is a risk, and so is chasing all small ones away.",
                ),
                "CL-8020",
            ),
            lesson(
                bi("让客户想往上走", "Make customers want to rise"),
                bi(
                    "各类有各类的待遇，而且公开、说得清，小客户便有了变大的理由；差别要靠得住的规矩，不能靠人情。",
                    "Each class has its own terms, known and explainable, so that a small customer has a reason to grow. Differences rest on rules, never on favour.",
                ),
                "CL-BUS",
            ),
        ],
    },
    Topic {
        key: "principles",
        title: bi("一个方案好不好", "What makes a good scheme"),
        lead: bi(
            "客户分类的四项原则（跟单员教材）；方案质量检验里可以逐条看到结果。",
            "Four principles (merchandiser's textbook); the quality check of a scheme shows how it fares.",
        ),
        lessons: &[
            lesson(
                bi("可衡量", "Measurable"),
                bi(
                    "谁属于哪一类，要有看得见、算得出的依据，类与类的界限清楚。数据缺得多，先补数据再分类。",
                    "Who belongs where must rest on something seen or computed, with clear borders. Where much is missing, complete the data first.",
                ),
                "CL-III",
            ),
            lesson(
                bi("量要足", "Substantial"),
                bi(
                    "一类里的家数、订单次数和每单金额合起来，要够得上利润目标，对方也要付得起；小到不值得单独安排的类，并到别的类里去。",
                    "Number of customers, orders and amounts must add up to a profit worth aiming for, from customers who can pay. Merge a class too small to be worth a plan of its own.",
                ),
                "CL-ABC",
            ),
            lesson(
                bi("够得着", "Accessible"),
                bi(
                    "分出来的类，企业要有办法接触到、影响到。没有联系方式、没有渠道的类，分得再细也无用。",
                    "The firm must be able to reach and influence the class. Without addresses or channels the finest division is of no use.",
                ),
                "CL-REG",
            ),
            lesson(
                bi("反应有差别", "Differentiable"),
                bi(
                    "价格、服务或促销一变，各类的反应应当不同；反应都一样，说明这个分法没有意义。",
                    "Classes should answer differently to a change of price, service or promotion. If all answer alike, the division says nothing.",
                ),
                "CL-RFM",
            ),
        ],
    },
    Topic {
        key: "modes",
        title: bi("由谁来管", "Who looks after it"),
        lead: bi(
            "客户管理的两种模式（跟单员教材），可以并用。",
            "Two modes of managing customers (merchandiser's textbook), which go together.",
        ),
        lessons: &[
            lesson(
                bi(
                    "专人专部门，全公司配合",
                    "A department of its own, backed by all",
                ),
                bi(
                    "自查：有没有专人负责每位重要客户？主管是否定期出面？生产、单证、财务是否知道谁要优先？休假时谁接手？",
                    "Check: does every important customer have a named person? Does management appear regularly? Do production, documents and finance know who goes first? Who takes over during leave?",
                ),
                "CL-ABC",
            ),
            lesson(
                bi("客户档案与服务卡", "Customer files and service cards"),
                bi(
                    "自查：每位客户是否有卡、有人更新？小公司用电子表格就够，客户多了再用数据库和数据分析。卡上写着类别、待遇和上次联络的结果。",
                    "Check: has every customer a card, and somebody who keeps it? Spreadsheets do for a small firm; with growth come a database and analysis. The card tells the class, what it gets and how the last contact ended.",
                ),
                "CL-CARD",
            ),
        ],
    },
    Topic {
        key: "directions",
        title: bi("横着分，竖着分", "Across and down"),
        lead: bi(
            "客户信息的横向与纵向分类（客户服务管理课件）：横向并列，纵向分高下。",
            "Horizontal and vertical classes (course slides on customer service): across they stand side by side, down they are ranked.",
        ),
        lessons: &[
            lesson(
                bi("横向：店铺位置", "Across: location of the shop"),
                bi(
                    "商业中心、交通枢纽、居民区或其他；决定客流、品种和送货的时间。",
                    "Commercial centre, transport hub, residential area or other: it decides passing trade, range and hours of delivery.",
                ),
                "CL-LOC",
            ),
            lesson(
                bi("横向：收入", "Across: income"),
                bi(
                    "高、中、低；只用来选品种和价位，收入属于个人信息，记录前要征得同意。",
                    "High, middle or low: for range and price level only. Income is personal information and needs consent before it is recorded.",
                ),
                "CL-INC",
            ),
            lesson(
                bi("纵向：交易量", "Down: volume of trade"),
                bi(
                    "分大客户与普通客户，或分A到D四级；看的是与我方做了多少。",
                    "Large and ordinary customers, or grades A to D: how much they trade with us.",
                ),
                "CL-ABCD",
            ),
            lesson(
                bi("纵向：信用状况", "Down: credit standing"),
                bi(
                    "按付款和资信分等级；级别越低，看得越勤。",
                    "Grades by payment and standing: the lower the grade, the closer the watch.",
                ),
                "CL-GRADE",
            ),
            lesson(
                bi("纵向：服务链上的位置", "Down: place in the service chain"),
                bi(
                    "买来再卖的中间商，还是买来用的最终客户；两者关心的事不同。",
                    "An intermediary who sells on or the final customer who uses it: they care about different things.",
                ),
                "CL-CHAIN",
            ),
        ],
    },
    Topic {
        key: "tier-points",
        title: bi("用层级模型要注意的四点", "Four points about tiers"),
        lead: bi(
            "客户层级模型的注意点（《怎样组建优秀的客户服务》）",
            "Points of attention for the tiers (a handbook of customer service)",
        ),
        lessons: &[
            lesson(
                bi("各层的特征不同", "Tiers differ in kind"),
                bi(
                    "年龄、性别、收入可以用来描述一层客户，却不能用来决定谁在哪一层；决定的是盈利。",
                    "Age, sex or income may describe a tier but never decide who is in it: profit does.",
                ),
                "CL-TIER4",
            ),
            lesson(
                bi("看服务质量的眼光不同", "They see quality differently"),
                bi(
                    "上层要的是周到和默契，下层要的是省事和便宜；同一项改进，各层感受到的价值不一样。",
                    "Upper tiers look for attention and understanding, lower ones for ease and a low price: one improvement is worth different things to them.",
                ),
                "CL-TIER4",
            ),
            lesson(
                bi("多买的理由不同", "They buy more for different reasons"),
                bi(
                    "促使新购和增购的因素因层而异：有的靠新品，有的靠折扣，有的靠方便。",
                    "What leads to a first or a larger order depends on the tier: new goods here, a discount there, convenience elsewhere.",
                ),
                "CL-TIER4",
            ),
            lesson(
                bi(
                    "质量改进带来的利润不同",
                    "Better quality pays off differently",
                ),
                bi(
                    "同样的投入，上层客户回应更明显，利润也多；资源有限时，先改上层在意的那几项。",
                    "The same effort brings more from the upper tiers. With little to spend, mend first what they care about.",
                ),
                "CL-TIER4",
            ),
        ],
    },
    Topic {
        key: "tier-differences",
        title: bi(
            "层级与“常客”细分的两点不同",
            "Two ways in which tiers differ from frequent-buyer clubs",
        ),
        lead: bi(
            "与航空公司常客计划式的细分相比（《怎样组建优秀的客户服务》）",
            "Compared with segments such as an airline's frequent flyers (a handbook of customer service)",
        ),
        lessons: &[
            lesson(
                bi("看盈利，不看次数", "Profit counts, not usage"),
                bi(
                    "买得勤不等于赚得多：常来却次次压价、要求又多的客户，可能在最下一层。",
                    "A frequent buyer may earn us little: one who comes often, presses every price and asks for much may stand in the lowest tier.",
                ),
                "CL-TIER4",
            ),
            lesson(
                bi(
                    "下层要改行为，或改成本",
                    "Lower tiers: change behaviour or cost",
                ),
                bi(
                    "对下层客户有两条路：让他们买得更多更值，或者把服务他们的成本降下来。不是每位客户都要留住，与有些客户保持距离也是办法。",
                    "There are two ways with the lower tiers: have them buy more and better, or serve them at less cost. Not every customer must be kept; with some, distance is the answer.",
                ),
                "CL-TIER4",
            ),
        ],
    },
    Topic {
        key: "manage-amount",
        title: bi("Ⅰ、Ⅱ、Ⅲ类怎样管", "Managing classes Ⅰ, Ⅱ and Ⅲ"),
        lead: bi(
            "按成交金额分类的管理（跟单员教材）；数字在分类政策表里，可改。",
            "Managing by sales (merchandiser's textbook); the numbers are in the policy table, where they can be changed.",
        ),
        lessons: &[
            lesson(
                bi("Ⅰ类勤跟，Ⅱ类常跟", "Follow Ⅰ closely, Ⅱ steadily"),
                bi(
                    "Ⅰ类是利润的主要来源：跟踪最勤，价格给优惠，交期先保。Ⅱ类力度居中，找出能升上去的。",
                    "Class Ⅰ brings most of the profit: closest contact, favoured prices, delivery first. Class Ⅱ lies between; look for those that can rise.",
                ),
                "CL-III",
            ),
            lesson(
                bi("Ⅲ类少跟，可以放弃", "Ⅲ at long intervals, or let go"),
                bi(
                    "每季度或每年跟踪一次；确实没有前途的可以放弃，但要先看它会不会长大。",
                    "Once a quarter or a year will do, and one without prospects may be let go, once it is clear that it will not grow.",
                ),
                "CL-III",
            ),
            lesson(
                bi("看发展，也看战略", "Mind development and strategy"),
                bi(
                    "Ⅰ类会落，Ⅲ类会升，所以要看迁移。某地区只有这一家、某新品靠它打开局面，就按Ⅰ类对待，并写明理由。",
                    "Class Ⅰ may fall and class Ⅲ may rise: watch the movers. The only customer in a region, or the one that opens a market, is treated as class Ⅰ, with the reason written down.",
                ),
                "CL-III",
            ),
        ],
    },
    Topic {
        key: "manage-business",
        title: bi(
            "常规、潜力、头等怎样管",
            "Managing regular, potential and key customers",
        ),
        lead: bi(
            "各追求什么、给什么（跟单员教材，表13-5）",
            "What each seeks and what to offer (merchandiser's textbook, table 13-5)",
        ),
        lessons: &[
            lesson(
                bi("常规客户要实惠", "Regular customers seek a bargain"),
                bi(
                    "下单随机，讲经济、看价格，是往来的大头，关系到眼前的收入。用让利换满意。",
                    "They order at random, with an eye on the price, and are the bulk of the trade on which today's income rests. Concessions buy satisfaction.",
                ),
                "CL-BUS",
            ),
            lesson(
                bi(
                    "潜力客户要附加的价值",
                    "Potential customers seek added value",
                ),
                bi(
                    "既要财务利益，也要社会利益，是往来的核心。可谈伙伴关系或战略联盟，帮对方把生意做大。",
                    "They want financial and social benefit and are the core of the trade. Offer partnership or alliance and help their business grow.",
                ),
                "CL-BUS",
            ),
            lesson(
                bi("头等客户要被当作自己人", "Key customers seek to belong"),
                bi(
                    "家数少而稳定，约占利润八成；除了实惠，还看重成为供应链的一员。给精神上的满足：共同计划、高层往来、优先知情。",
                    "Few and steady, they bring some four fifths of the profit. Beyond the bargain they value a place in the supply chain: joint plans, talks with management, early news.",
                ),
                "CL-BUS",
            ),
        ],
    },
    Topic {
        key: "manage-lifecycle",
        title: bi("各个阶段怎样管", "Managing by stage of the relation"),
        lead: bi(
            "关系生命周期的管理（跟单员教材）",
            "Managing the life cycle (merchandiser's textbook)",
        ),
        lessons: &[
            lesson(
                bi("导入和成长：用力", "Introduction and growth: put in effort"),
                bi(
                    "这两段是重点：头几单不出错，尽快摸清需要和信用，备足货，扩大品种。",
                    "The focus lies here: make no mistake on the first orders, learn needs and credit soon, have stock ready, widen the range.",
                ),
                "CL-LIFE",
            ),
            lesson(
                bi("成熟：服务好", "Maturity: serve well"),
                bi(
                    "交易平稳，守住份额，按时交货，定期回访，找新的增长点。",
                    "Trade is steady: keep the share, deliver on time, call regularly, look for new growth.",
                ),
                "CL-LIFE",
            ),
            lesson(
                bi("衰退：延长", "Decline: prolong"),
                bi(
                    "查明下降的原因，设法延长这一段，多争取几张订单；同时盯紧收款。",
                    "Find the cause, prolong the stage, win a few more orders; and keep an eye on collection.",
                ),
                "CL-LIFE",
            ),
        ],
    },
];
