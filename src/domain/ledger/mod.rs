//! The sales ledger: products, sales lines with exact amounts, selling expenses, and what is
//! known of a customer's year.

mod columns;
mod commands;
pub mod concentration;
pub mod dealings;
mod fields;
pub mod forecast;
pub mod forms;
mod listing;
pub mod performance;
mod period;
pub mod ratio;
pub mod review;
pub mod series;
pub mod totals;
pub mod yearly;

pub use columns::{Columns, Lines, NO_PRODUCT, Skipped, Why, home_amount};
pub use commands::{Document, delete, save, save_document, set_lines};
pub use fields::{CustomerYear, Expense, PAYMENT, Product, SalesLine, line_amount};
pub use listing::{
    DOCUMENT_TOTAL, HOME_AMOUNT, LINE_AMOUNT, LINES_TOTAL, ListedLine, Listing, Wanted,
    document_total,
};

pub use performance::Performance;
pub use period::{Month, Period};
pub use totals::Totals;
pub use yearly::Yearly;

use super::{
    Currency,
    figure::FigureKind,
    rule::{Rule, RuleDefault},
};
use crate::content::bi;

/// Every figure of the ledger.
pub const FIGURES: &[&FigureKind] = &[
    &listing::LINES_TOTAL,
    &listing::HOME_AMOUNT,
    &listing::LINE_AMOUNT,
    &listing::DOCUMENT_TOTAL,
    &ratio::SALES,
    &ratio::ORDERS,
    &ratio::RANK,
    &ratio::SHARE,
    &ratio::CUMULATIVE_SHARE,
    &ratio::GROWTH,
    &ratio::CAGR,
    &ratio::PROFIT,
    &ratio::MARGIN,
    &ratio::AVERAGE_ORDER,
    &ratio::AVERAGE_MONTH,
    &ratio::AVERAGE_CUSTOMER,
    &concentration::CR1,
    &concentration::CR5,
    &concentration::CRN,
    &concentration::HHI,
    &review::SALES_RATIO,
    &review::WALLET_SHARE,
    &review::EXPENSE_RATIO,
    &review::EXPENSE_GROWTH,
    &review::STOCK_TURNOVER,
    &review::RANGE_COVERAGE,
    &review::PROMOTION,
    &forecast::FORECAST,
    &forecast::MSE,
    &forecast::MAD,
    &forecast::MAPE,
    &forecast::BIAS,
    &forecast::SEASON,
];

/// The currency in which the ledger adds up.
pub const HOME_CURRENCY: Rule = Rule {
    key: "ledger.home_currency",
    label: bi("本位币", "Home currency"),
    hint: bi(
        "各表按此币种合计；其他币种按明细上的汇率折算",
        "Totals are in this currency; other currencies are converted at the rate of the line",
    ),
    default: RuleDefault::Currency(Currency::CNY),
    source: bi(
        "表13-2“折本币”一栏（跟单员教材）",
        "Column “home currency” of table 13-2 (merchandiser's textbook)",
    ),
};
