//! The columns of the yearly tables. Columns that other slices feed come with these slices.

use super::{
    ratio::{CUMULATIVE_SHARE, GROWTH, MARGIN, ORDERS, PROFIT, RANK, SALES, SHARE},
    review::{
        EXPENSE_GROWTH, EXPENSE_RATIO, PROMOTION, RANGE_COVERAGE, SALES_RATIO, STOCK_TURNOVER,
        WALLET_SHARE,
    },
};
use crate::{
    content::{Bilingual, bi},
    domain::{
        figure::{FigureKind, Unit},
        sheet::{CellKind, SheetColumn},
    },
};

/// A yearly table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// 表13-2: the lines of the year.
    Transactions,
    /// 表13-3: customers ranked.
    Customers,
    /// 表13-4: the five largest customers.
    TopFive,
    /// Products ranked.
    Products,
    /// Regions ranked.
    Regions,
    /// The months of the year.
    Months,
    /// The year of each customer in ratios.
    Ratios,
}

/// All yearly tables with their codes in addresses, in the order of the screen.
pub const FORMS: [(Form, &str); 7] = [
    (Form::Customers, "13-3"),
    (Form::TopFive, "13-4"),
    (Form::Transactions, "13-2"),
    (Form::Products, "product"),
    (Form::Regions, "region"),
    (Form::Months, "month"),
    (Form::Ratios, "ratio"),
];

impl Form {
    /// Its code in addresses.
    pub fn code(self) -> &'static str {
        let found = FORMS.iter().find(|(form, _)| *form == self);
        found.map_or("", |(_, code)| code)
    }

    /// The form of a code; table 13-3 where there is none.
    pub fn of(code: &str) -> Self {
        let found = FORMS.iter().find(|(_, other)| *other == code);
        found.map_or(Self::Customers, |(form, _)| *form)
    }

    /// Its name.
    pub const fn label(self) -> Bilingual {
        match self {
            Self::Transactions => bi("交易记录 13-2", "Transactions 13-2"),
            Self::Customers => bi("客户统计 13-3", "Customers 13-3"),
            Self::TopFive => bi("前五名 13-4", "Top five 13-4"),
            Self::Products => bi("按产品", "By product"),
            Self::Regions => bi("按地区", "By region"),
            Self::Months => bi("按月份", "By month"),
            Self::Ratios => bi("客户比率", "Customer ratios"),
        }
    }

    /// Its title with the year.
    pub const fn title(self) -> Bilingual {
        match self {
            Self::Transactions => bi(
                "表13-2 {0} 年客户交易记录表",
                "Table 13-2 Customer transactions of {0}",
            ),
            Self::Customers => bi(
                "表13-3 {0} 年客户统计表",
                "Table 13-3 Customer statistics of {0}",
            ),
            Self::TopFive => bi(
                "表13-4 {0} 年前五名客户名称及交易金额",
                "Table 13-4 Top five customers of {0}",
            ),
            Self::Products => bi("{0} 年产品销售统计表", "Sales by product of {0}"),
            Self::Regions => bi("{0} 年地区销售统计表", "Sales by region of {0}"),
            Self::Months => bi("{0} 年月份销售统计表", "Sales by month of {0}"),
            Self::Ratios => bi("{0} 年客户销售比率表", "Customer ratios of {0}"),
        }
    }

    /// What it is for, in one sentence.
    pub const fn lead(self) -> Bilingual {
        match self {
            Self::Transactions => bi(
                "这一年的每一笔明细，按日期排列；外币按明细汇率折算。",
                "Every line of the year by date; foreign currency at the rate of the line.",
            ),
            Self::Customers => bi(
                "谁贡献了销售额：名次、占比、成长与毛利。",
                "Who the sales came from: rank, share, growth and profit.",
            ),
            Self::TopFive => bi(
                "最大的五家客户，与上年名次和金额对照。",
                "The five largest customers against last year's rank and amount.",
            ),
            Self::Products => bi(
                "各产品卖了多少、赚了多少。",
                "How much each product sold and earned.",
            ),
            Self::Regions => bi("销售额来自哪些地区。", "Which regions the sales came from."),
            Self::Months => bi(
                "逐月销售额，与上年同月对照。",
                "Sales by month against the same month last year.",
            ),
            Self::Ratios => bi(
                "客户份额、经费比率、库存周转、品项与促销；部分数据需在“客户年度情况”录入。",
                "Share of wallet, expenses, stock, range and promotions; some need the customer's year entered.",
            ),
        }
    }

    /// The key of the column that names its rows.
    pub const fn named_by(self) -> &'static str {
        match self {
            Self::Transactions | Self::Customers | Self::TopFive | Self::Ratios => NAME.key,
            Self::Products => PRODUCT_NAME.key,
            Self::Regions => REGION.key,
            Self::Months => "month",
        }
    }

    /// Its columns.
    pub const fn columns(self) -> &'static [SheetColumn] {
        match self {
            Self::Transactions => TRANSACTIONS,
            Self::Customers => CUSTOMERS,
            Self::TopFive => TOP_FIVE,
            Self::Products => PRODUCTS,
            Self::Regions => REGION_COLUMNS,
            Self::Months => MONTHS,
            Self::Ratios => RATIOS,
        }
    }
}

/// The key of the column with the class of a customer, which the slice of classes fills.
pub const CLASS: &str = "class";

const fn column(key: &'static str, label: Bilingual, kind: CellKind) -> SheetColumn {
    SheetColumn {
        key,
        label,
        kind,
        figure: None,
    }
}

const fn named(key: &'static str, label: Bilingual, figure: &'static FigureKind) -> SheetColumn {
    let kind = match figure.unit {
        Unit::Share => CellKind::Share,
        Unit::Count => CellKind::Whole,
        Unit::Amount => CellKind::Amount,
        Unit::Number => CellKind::Number,
    };
    SheetColumn {
        key,
        label,
        kind,
        figure: Some(figure),
    }
}

const fn figure(key: &'static str, figure: &'static FigureKind) -> SheetColumn {
    named(key, figure.label, figure)
}

const CODE: SheetColumn = column("code", bi("客户编号", "Customer no."), CellKind::Text);
const NAME: SheetColumn = column("name", bi("客户名称", "Customer"), CellKind::Text);
const PRODUCT_NAME: SheetColumn = column("product", bi("品名", "Product"), CellKind::Text);
const REGION: SheetColumn = column("region", bi("地区", "Region"), CellKind::Text);
const QUANTITY: SheetColumn = column("quantity", bi("数量", "Quantity"), CellKind::Number);
const UNIT: SheetColumn = column("unit", bi("单位", "Unit"), CellKind::Text);
const THIS_YEAR: SheetColumn = named("amount", bi("本年成交额", "This year"), &SALES);
const LAST_YEAR: SheetColumn = named("before", bi("上年成交额", "Last year"), &SALES);
const ORDER_COUNT: SheetColumn = figure("orders", &ORDERS);
const PLACE: SheetColumn = figure("rank", &RANK);
const PART: SheetColumn = figure("share", &SHARE);
const CUMULATIVE: SheetColumn = figure("cumulative", &CUMULATIVE_SHARE);
const RISE: SheetColumn = figure("growth", &GROWTH);
const EARNED: SheetColumn = figure("profit", &PROFIT);
const EARNED_SHARE: SheetColumn = figure("margin", &MARGIN);

const TRANSACTIONS: &[SheetColumn] = &[
    column("no", bi("序号", "No."), CellKind::Whole),
    column("date", bi("日期", "Date"), CellKind::Date),
    NAME,
    column(
        "document",
        bi("合同/订单号", "Document no."),
        CellKind::Text,
    ),
    PRODUCT_NAME,
    column("spec", bi("规格型号", "Specification"), CellKind::Text),
    QUANTITY,
    UNIT,
    column("price", bi("单价", "Unit price"), CellKind::Number),
    column("currency", bi("币种", "Currency"), CellKind::Text),
    column("discount", bi("折扣", "Discount"), CellKind::Share),
    column("foreign", bi("金额", "Amount"), CellKind::Amount),
    column("rate", bi("汇率", "Rate"), CellKind::Number),
    named("amount", bi("折本币", "Home currency"), &SALES),
    column("delivered", bi("交货日期", "Delivered"), CellKind::Date),
    column("payment", bi("付款方式", "Payment"), CellKind::Text),
    column("due", bi("应收日", "Due"), CellKind::Date),
    column("handler", bi("经办人", "Handler"), CellKind::Text),
    column("note", bi("备注", "Note"), CellKind::Text),
];

const CUSTOMERS: &[SheetColumn] = &[
    PLACE,
    CODE,
    NAME,
    REGION,
    column("category", bi("行业", "Category"), CellKind::Text),
    ORDER_COUNT,
    QUANTITY,
    THIS_YEAR,
    PART,
    CUMULATIVE,
    LAST_YEAR,
    RISE,
    EARNED,
    EARNED_SHARE,
    column(CLASS, bi("Ⅰ/Ⅱ/Ⅲ类", "Class Ⅰ/Ⅱ/Ⅲ"), CellKind::Text),
    column("note", bi("备注", "Note"), CellKind::Text),
];

const TOP_FIVE: &[SheetColumn] = &[
    PLACE,
    NAME,
    named("amount", bi("交易金额", "Amount"), &SALES),
    named("share", bi("占总额", "Share"), &SHARE),
    named("cumulative", bi("累计", "Cumulative"), &CUMULATIVE_SHARE),
    named("rank_before", bi("上年名次", "Last year's rank"), &RANK),
    named("before", bi("上年金额", "Last year"), &SALES),
    named("growth", bi("增减", "Change"), &GROWTH),
    column(
        "main_product",
        bi("主要产品", "Main product"),
        CellKind::Text,
    ),
    column("keeper", bi("主管", "Keeper"), CellKind::Text),
];

const PRODUCTS: &[SheetColumn] = &[
    PLACE,
    column("code", bi("产品编号", "Product no."), CellKind::Text),
    PRODUCT_NAME,
    column("category", bi("品类", "Category"), CellKind::Text),
    ORDER_COUNT,
    QUANTITY,
    UNIT,
    THIS_YEAR,
    PART,
    CUMULATIVE,
    LAST_YEAR,
    RISE,
    EARNED,
    EARNED_SHARE,
];

const REGION_COLUMNS: &[SheetColumn] = &[
    PLACE,
    REGION,
    ORDER_COUNT,
    QUANTITY,
    THIS_YEAR,
    PART,
    CUMULATIVE,
    LAST_YEAR,
    RISE,
    EARNED,
    EARNED_SHARE,
];

const MONTHS: &[SheetColumn] = &[
    column("month", bi("月份", "Month"), CellKind::Text),
    PLACE,
    ORDER_COUNT,
    QUANTITY,
    THIS_YEAR,
    PART,
    CUMULATIVE,
    LAST_YEAR,
    RISE,
    EARNED,
    EARNED_SHARE,
];

const RATIOS: &[SheetColumn] = &[
    CODE,
    NAME,
    THIS_YEAR,
    figure("share", &SHARE),
    figure("sales_ratio", &SALES_RATIO),
    figure("wallet_share", &WALLET_SHARE),
    RISE,
    column("expense", bi("销售费用", "Expenses"), CellKind::Amount),
    figure("expense_ratio", &EXPENSE_RATIO),
    figure("expense_growth", &EXPENSE_GROWTH),
    column(
        "health",
        bi("费用与销售", "Expenses and sales"),
        CellKind::Text,
    ),
    figure("stock_turnover", &STOCK_TURNOVER),
    figure("range_coverage", &RANGE_COVERAGE),
    figure("promotion", &PROMOTION),
];
