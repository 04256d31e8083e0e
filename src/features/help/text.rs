//! The words of the help page.

use crate::content::{Bilingual, bi};

/// A chapter.
pub struct Chapter {
    /// Places of the screens it is about.
    pub topics: &'static [&'static str],
    /// Its heading.
    pub title: Bilingual,
    /// What it says.
    pub paragraphs: &'static [Bilingual],
}

/// All chapters.
pub const CHAPTERS: &[Chapter] = &[
    Chapter {
        topics: &["home"],
        title: bi("首页", "Home"),
        paragraphs: &[
            bi(
                "首页说明这本客户簿的现状：多少客户、资料有多完整、哪些该更新、上一次导出是什么时候。点带虚线的数字，就能看到它是怎么算出来的。",
                "Home tells the state of the book: how many customers, how complete their files are, what should be gone over, and when a file was last exported. Click a number with a dotted line to see how it was computed.",
            ),
            bi(
                "Ctrl K 随时打开命令面板，输入画面名、客户名或拼音首字母即可前往。",
                "Ctrl K opens the command palette anywhere: type a screen, a customer or pinyin initials to go there.",
            ),
        ],
    },
    Chapter {
        topics: &["customers"],
        title: bi("客户名册与卡片", "Roster and cards"),
        paragraphs: &[
            bi(
                "名册里每位客户一行。查找认得繁体、全角和拼音首字母；筛选与排序写在网址里，可以收藏。选中多行可批量修改、导出或删除。左侧签条的颜色、花纹和字母表示所选方案中的类别，“颜色依据”可换成地区、规模、行业、金额、信用额度或任何方案；点一下颜色说明，就只看那一类。",
                "The roster has one row for each customer. Search understands traditional characters, full-width letters and pinyin initials; filters and order are in the address and can be bookmarked. Choose several rows to change, export or delete them together. The tab at the left gives the class in the scheme chosen, by colour, pattern and letter; “Colour by” takes region, size, industry, sales, credit limit or any other scheme, and a press on the legend shows that class alone.",
            ),
            bi(
                "点开一位客户，资料按六组或四组查看。按“编辑”后，离开一格就保存一格；每组都可以登记来源、方法、收集人和日期。个人资料要先记录本人同意和用途。",
                "A customer's page shows the information in six groups or in four. After Edit, each field is kept as you leave it; every group can name its source, method, collector and date. Personal information needs the person's consent and a purpose first.",
            ),
            bi(
                "卡片列出各方案中的类别、依据的数值和待遇。类别可由人判定或更正，也可以类别不变而按另一类对待，都要写明理由；显示哪些方案、用哪个方案的颜色，在规则手册里选。",
                "The card lists the class in each scheme, what it rests on and what goes with it. A class can be judged or overridden by hand, or kept while the customer is treated as another, always with a reason; the rulebook says which schemes are shown and which one colours the cards.",
            ),
            bi(
                "“打印”里有客户资料卡和表13-1；一览表在名册里打印，内容随当前的筛选和排序。",
                "Print offers the data card and table 13-1; the list of customers is printed from the roster, filtered and sorted as it stands.",
            ),
        ],
    },
    Chapter {
        topics: &["ledger"],
        title: bi("销售台账", "Sales ledger"),
        paragraphs: &[
            bi(
                "台账记着每张订单或发票的每一行。录入单据只用键盘就够：客户和产品输入名称、编号或拼音首字母即可选；Enter 到下一格，最后一格自动加一行；Ctrl D 抄上一行的同一格；Ctrl Enter 保存整张单据。没有的产品当场新建。从电子表格复制的单元格可以直接粘贴进来。",
                "The ledger holds every line of every order or invoice. The keyboard alone is enough to enter a document: customers and products are found by name, number or pinyin initials; Enter goes to the next cell and adds a line after the last; Ctrl D copies the cell above; Ctrl Enter saves the whole document. A product that is not there yet is made on the spot. Cells copied from a spreadsheet can be pasted.",
            ),
            bi(
                "填了单价，金额由数量、单价和折扣算出；没有单价时直接填金额，退货填负数。外币单据要写汇率，否则不能折成本位币，也不计入统计。",
                "With a unit price the amount follows from quantity, price and discount; without one it is typed, negative for returns. A document in a foreign currency needs its exchange rate, or it cannot be converted and stays out of all totals.",
            ),
        ],
    },
    Chapter {
        topics: &["ledger"],
        title: bi("年度表、业绩与预测", "Yearly tables, performance, forecast"),
        paragraphs: &[
            bi(
                "“年度表”按年份给出表13-2、13-3、13-4，以及按产品、地区、月份和客户比率的统计；点表头排序，双击一行看这位客户当年的明细。每张表都能导出，或按表单样式打印在 A4 纸上。",
                "Yearly tables hold tables 13-2, 13-3 and 13-4 of a year and the sums by product, region and month, with customer ratios; click a heading to sort, double-click a row for that customer's lines. Every table can be exported, or printed on A4 as a form.",
            ),
            bi(
                "“销售业绩”看一年的走势：逐月与上年对照、产品与地区、季节指数、客户与月份的热图、集中度与单一客户占比警报。“销售预测”把指数平滑、移动平均和线性趋势并列，附同样的误差指标；至少要三个完整的期。",
                "Performance shows how a year went: months against the year before, products and regions, seasons, a heat map of customers by month, concentration and the alarm for a single customer's share. Forecast puts smoothing, moving average and trend side by side with the same measures of error; it needs three whole periods.",
            ),
            bi(
                "金额都折成本位币，本位币在规则手册里；外币明细用该行的汇率，没有汇率的不计入并会提示。算不出的数字写明原因，如“新增”“缺成本”“未录入”，不会用零代替。",
                "All amounts are in the home currency of the rulebook; other currencies are converted at the rate of the line, and lines without one are left out and pointed out. A number that cannot be computed gives its reason, such as new, cost not known or not entered; never zero instead.",
            ),
        ],
    },
    Chapter {
        topics: &["classify"],
        title: bi("客户分类", "Classes of customers"),
        paragraphs: &[
            bi(
                "教材里的分类方案都在“分类”里，按所依据的东西分组；一位客户可以同时属于几个方案。每个方案写明规则、出处和各类客户数；在这里选哪些方案显示在卡片和名册上，用哪个方案的颜色。截止日写在网址里，默认是台账最后有销售的那个月的月底。",
                "All schemes of the textbooks are under Classes, grouped by what they rest on; a customer may be in several at once. Each says its rule, its source and how many customers are in each class; here you choose which of them stand on cards and in the roster, and whose colours they have. The as-of date is in the address; at first it is the end of the latest month with sales.",
            ),
            bi(
                "点开方案，看各类占客户和占金额的比例、与教材的对照、方案好不好，以及客户名单。点一行，就看到这位客户为什么在这一类：数值、名次、之前的累计占比和界限。数值不大于零的客户归最低一类，不计入占比的基数，并写明有几位、合计多少。",
                "A scheme's page shows what each class has of customers and value against the textbook, whether the classes are any good, and the customers. Click a row to see why the customer is in its class: value, rank, cumulative share before it and the cuts. Customers with nothing above zero are in the lowest class and out of the base of the shares; the page says how many they are and what they come to.",
            ),
            bi(
                "选中客户可以判定类别，或按另一类对待（如某地区唯一的客户），都要写理由，可以撤去。“改界限与颜色”边改边列出谁会换类，应用后一步可撤销；教材的方案随时能恢复原样。新建方案可定依据、2 至 10 类、界限、字母、颜色与花纹。",
                "Chosen customers can be put into a class, or treated as another class, such as the only customer of a region; both need a reason and can be taken back. Bounds and colours lists who would move while you type; applying it is one step that can be undone, and a textbook's scheme can always be set back. A new scheme has its own basis, 2 to 10 classes, bounds, letters, colours and patterns.",
            ),
        ],
    },
    Chapter {
        topics: &["classify"],
        title: bi("分类的分析", "Analyses of the classes"),
        paragraphs: &[
            bi(
                "“ABC 分析”把客户从大到小累计，画出帕累托图和洛伦兹曲线，叠上教材的参考点，并把按金额、按户数两种划界与教材比重对照。跨界、取整、同额怎么办都可以选，打印时一并写明。",
                "ABC analysis adds customers up from the largest, draws the curves of Pareto and Lorenz with the textbooks' points over them, and sets the cuts by value and by count against the textbook's shares. What happens at a cut, how counts are rounded and where equals go is chosen, and printed along.",
            ),
            bi(
                "“分类变动”比较两个日子：点矩阵里的数字，下面只列这些客户。把每期的分类存成“分类运行”，以后能用当时的方案重算，看与保存时是否相同，也能两次互比。",
                "Movers compares two days: a number of the matrix lists its customers below. Keep the classes of each period as a run: it can be repeated with the scheme of then, shows whether anything differs, and can be compared with another.",
            ),
            bi(
                "“RFM”按最近一次、次数、金额打分，四种分位规则可选；有订单的客户不足五位时只用固定界限。“生命周期”按销售斜率分四个阶段，规则就在看板下面；不同意时按“改判”，写明理由。",
                "RFM scores how recently, how often and how much, by one of four rules; with fewer than five customers who ordered, fixed thresholds alone. The life cycle parts four stages by the slope of sales, with the rule below the board; where you disagree, press Judge and give a reason.",
            ),
            bi(
                "“忠诚度与利润”看各忠诚类别每户平均带来多少毛利；“资源配置”把分类政策里的资源比例与各类毛利比例相对照，错配指数为零表示完全相配。",
                "Loyalty and profit shows what a customer of each class of loyalty brings; Resources sets the shares of effort in the policies against the shares of profit: an index of zero means that they match.",
            ),
        ],
    },
    Chapter {
        topics: &["classify"],
        title: bi("政策与用语", "Policy and words"),
        paragraphs: &[
            bi(
                "“分类政策”按方案写明每一类的联络次数、价格、交货、信用条件、服务、复核间隔和资源份额，离开一格就保存一格；参考比重也在这里改，并印在表13-5上。联络与信用调查是两份方向相反的日程，分开安排。",
                "Policy by class says for each class of a scheme how often to be in touch, prices, delivery, credit, service, review and share of resources; a field is kept as you leave it. Reference shares are changed here too and printed on table 13-5. Contact and credit reports follow two calendars that run opposite ways.",
            ),
            bi(
                "“分类的用语”把各本教材里同物异名、同名异物的说法列在一起，并有作用、原则、模式和各类管理要点的短课，每张卡都连到它说的方案。",
                "Words of classification lays side by side what the books call differently or alike, with short lessons on roles, principles, modes and the care of each class; every card leads to its scheme.",
            ),
        ],
    },
    Chapter {
        topics: &["data"],
        title: bi("文件进出", "Files in and out"),
        paragraphs: &[
            bi(
                "导出 JSON 会带走全部内容，并在交给你之前读回核对。拷到另一台电脑，把文件拖进同一页：没有这个工作簿时，会原样打开；已经有时，先列出每一处差别，再由你决定合并还是替换。",
                "Export JSON takes everything along and reads the file back before it is handed out. On the other computer drop it on the same page: where the workbook is not known, it opens as it is; where it is, you see every difference first and choose to merge or to replace.",
            ),
            bi(
                "表格（CSV、XLSX）按表头自动对应各列，中英文都认；编码、分隔符、日期顺序会猜好给你看，可以改。先看会新增、修改、拒绝多少，再一步导入，也能一步撤销。不能导入的行连同原因可存成表格，改好再来。",
                "A table (CSV, XLSX) is matched by its headers, Chinese or English; encoding, separator and the order of dates are guessed and shown, and can be changed. See first how many would be added, changed or refused, then import in one step, which one step undoes. Rows that cannot be imported can be saved with their reasons, mended and brought in again.",
            ),
            bi(
                "快照在导入、替换和恢复之前自动留存，和数据在同一个数据库里：防手误，不防电脑出事。",
                "Snapshots are kept before imports, replacements and restores, in the same database as the data: they guard against slips, not against the loss of the computer.",
            ),
        ],
    },
    Chapter {
        topics: &["workbooks", "settings"],
        title: bi("数据在哪里", "Where the data is"),
        paragraphs: &[
            bi(
                "全部数据只在这个浏览器里，没有服务器，也不会传出去：启动完成后，程序自己关掉了网络。左上方的标记说明最近的修改是否已经写入浏览器的数据库；只有写完才显示“已保存”。",
                "All data is in this browser alone. There is no server and nothing is sent anywhere: once started, the app switches its own network off. The mark at the top says whether the last change has reached the browser's database; it says saved only when writing has finished.",
            ),
            bi(
                "浏览器可能在磁盘将满、清理历史或重装系统时丢掉这些数据。请常在“数据与文件”里导出 JSON 文件，放到别处保存：文件才是备份。",
                "A browser may drop its data when the disk is nearly full, when its history is cleared or the system is set up anew. Export a JSON file on the Data page often and keep it elsewhere: files are the backup.",
            ),
            bi(
                "一位客户公司或一个班级用一本工作簿，互不相通。删除工作簿要输入它的名称，不能撤销。",
                "Use one workbook for each client or class; they know nothing of each other. Deleting one asks for its name and cannot be undone.",
            ),
        ],
    },
    Chapter {
        topics: &["bin", "journal"],
        title: bi("撤销与恢复", "Undo and restore"),
        paragraphs: &[
            bi(
                "每一步修改，包括导入、合并和批量修改，都能撤销和重做，关掉再打开也行。日志保留 500 步、14 天。",
                "Every change, imports, merges and bulk edits among them, can be undone and done again, even after closing the app. The journal keeps 500 steps and 14 days.",
            ),
            bi(
                "删除的客户连同联系人和地址先到回收站，随时恢复；回收站随文件一起走。",
                "Deleted customers go to the recycle bin with their contacts and addresses and can be restored any time; the bin travels with the file.",
            ),
        ],
    },
    Chapter {
        topics: &["rulebook"],
        title: bi("规则手册", "Rulebook"),
        paragraphs: &[bi(
            "界限、权重和清单都是数据：每条规则写明出处，可以改，也可以恢复默认，并随工作簿一起走。改了规则，相关数字立即重算。",
            "Thresholds, weights and lists are data: every rule names its source, can be changed and reset, and travels with the workbook. Change a rule and the figures that use it follow at once.",
        )],
    },
    Chapter {
        topics: &[],
        title: bi("几个标签页同时打开", "Several tabs at once"),
        paragraphs: &[bi(
            "同一个工作簿可以在几个标签页里打开，修改会互相看到。两页改了同一条记录时，不会悄悄覆盖，而是把两个版本并排给你选。",
            "A workbook may be open in several tabs, which see each other's changes. When two change the same record, nothing is overwritten in silence: both versions are shown to choose from.",
        )],
    },
    Chapter {
        topics: &[],
        title: bi("公用电脑", "Shared computers"),
        paragraphs: &[bi(
            "删除工作簿后，磁盘上仍可能留有痕迹。在公用电脑上请只用示例或虚构数据，离开前导出文件、删除工作簿，并清除浏览器数据。",
            "After a workbook is deleted, traces may remain on the disk. On shared computers use sample or invented data only; before you leave, export the file, delete the workbook and clear the browser's data.",
        )],
    },
];

/// Keys and what they do.
pub const KEYS: &[(&str, Bilingual)] = &[
    (
        "Ctrl K",
        bi(
            "打开命令面板：去任何画面，找任何客户",
            "Command palette: go anywhere, find any customer",
        ),
    ),
    ("Ctrl Z", bi("撤销", "Undo")),
    ("Ctrl Shift Z", bi("重做", "Redo")),
    ("/", bi("在名册里查找", "Search in the roster")),
    ("↑ ↓", bi("在表格里移动", "Move in a table")),
    ("Space", bi("选择一行", "Choose a row")),
    ("Enter", bi("打开一行", "Open a row")),
    ("Esc", bi("关闭窗口", "Close a dialog")),
    (
        "Ctrl Enter",
        bi("保存正在录入的单据", "Save the document being entered"),
    ),
    (
        "Ctrl D",
        bi(
            "录入单据时抄上一行的同一格",
            "Copy the cell above while entering a document",
        ),
    ),
];
