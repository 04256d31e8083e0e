//! The yearly tables with their rows: read cell by cell, sorted, added up, written out.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{
    Columns, NO_PRODUCT, PAYMENT, Period, Product, SalesLine, Totals,
    forms::{CLASS, Form},
    performance::{Dimension, Performance, Standing, Subject, main_product},
    ratio::{growth, major, margin, profit},
    review::{Expenses, Review, reviews},
    totals::REGIONS,
};
use crate::{
    content::{Bilingual, bi},
    domain::{
        Customer, Id, country,
        field::Kind,
        figure::{NoValue, quotient},
        sheet::{Cell, Sheet, order},
        tables::Tables,
    },
};

/// How many customers table 13-4 shows; more where equals stand at the border.
const TOP: u32 = 5;

enum Rows {
    /// Places of lines in the columns.
    Lines(Vec<usize>),
    /// Places of the first of [`Performance::standings`].
    Standings(Performance, usize),
    Reviews(Vec<Review>, Totals, Expenses),
}

/// One yearly table.
pub struct Yearly {
    /// Which.
    pub form: Form,
    /// Of which year.
    pub year: i32,
    columns: Arc<Columns>,
    rows: Rows,
    classes: Vec<Cell>,
}

impl Yearly {
    /// Makes a table of a year; of one customer alone where the form has lines.
    pub fn of(
        form: Form,
        columns: Arc<Columns>,
        tables: &Tables,
        year: i32,
        customer: Option<Id>,
    ) -> Self {
        let period = Period::year(year);
        let performance = |dimension| Performance::of(dimension, &columns, tables, period);
        let all = |performance: Performance| {
            let count = performance.standings.len();
            Rows::Standings(performance, count)
        };
        let rows = match form {
            Form::Transactions => {
                let wanted = customer.map(|id| columns.customers.binary_search(&id).ok());
                let is_wanted = |line: &usize| {
                    let of = columns.lines.customer.get(*line).map(|of| position(*of));
                    wanted.is_none_or(|wanted| wanted == of)
                };
                let range = columns.between(period.first, period.last);
                Rows::Lines(range.filter(is_wanted).collect())
            }
            Form::Customers => all(performance(Dimension::Customer)),
            Form::TopFive => {
                let found = performance(Dimension::Customer);
                let is_top = |one: &&Standing| one.rank.is_some_and(|rank| rank <= TOP);
                let count = found.standings.iter().take_while(is_top).count();
                Rows::Standings(found, count)
            }
            Form::Products => all(performance(Dimension::Product)),
            Form::Regions => all(performance(Dimension::Region)),
            Form::Months => all(performance(Dimension::Month)),
            Form::Ratios => {
                let (reviews, expenses) = reviews(&columns, tables, year);
                let range = columns.between(period.first, period.last);
                let total = super::totals::overall(&columns, range);
                Rows::Reviews(reviews, total, expenses)
            }
        };
        Self {
            form,
            year,
            columns,
            rows,
            classes: Vec::new(),
        }
    }

    /// The same with the class of each of [`Columns::customers`], for forms that have it.
    #[must_use]
    pub fn with_classes(self, classes: Vec<Cell>) -> Self {
        Self { classes, ..self }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        match &self.rows {
            Rows::Lines(lines) => lines.len(),
            Rows::Standings(_, count) => *count,
            Rows::Reviews(reviews, ..) => reviews.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The customer of a row, where it has one.
    pub fn customer(&self, row: usize) -> Option<Id> {
        let index = match &self.rows {
            Rows::Lines(lines) => *self.columns.lines.customer.get(*lines.get(row)?)?,
            Rows::Standings(performance, _) => match performance.standings.get(row)?.subject {
                Subject::Customer(index) => index,
                _ => return None,
            },
            Rows::Reviews(reviews, ..) => reviews.get(row)?.customer,
        };
        self.columns.customers.get(position(index)).copied()
    }

    /// What stands in a row under the column of that key.
    pub fn cell(&self, tables: &Tables, row: usize, key: &str) -> Cell {
        let cell = match &self.rows {
            Rows::Lines(lines) => lines
                .get(row)
                .and_then(|line| self.line_cell(tables, *line, row, key)),
            Rows::Standings(performance, _) => performance
                .standings
                .get(row)
                .and_then(|one| self.standing_cell(tables, performance, one, key)),
            Rows::Reviews(reviews, total, _) => reviews
                .get(row)
                .and_then(|one| self.review_cell(tables, one, total, key)),
        };
        cell.unwrap_or_default()
    }

    fn amount(&self, minor: i64) -> Cell {
        Cell::Number(major(minor, self.columns.home))
    }

    fn customer_at<'a>(&self, tables: &'a Tables, index: u32) -> Option<&'a Arc<Customer>> {
        tables
            .customers
            .get(*self.columns.customers.get(position(index))?)
    }

    fn product_at<'a>(&self, tables: &'a Tables, index: u32) -> Option<&'a Arc<Product>> {
        tables
            .products
            .get(*self.columns.products.get(position(index))?)
    }

    fn line_cell(&self, tables: &Tables, at: usize, row: usize, key: &str) -> Option<Cell> {
        let lines = &self.columns.lines;
        let line: &SalesLine = tables.sales.get(*lines.id.get(at)?)?;
        let product = line.product.and_then(|id| tables.products.get(id));
        Some(match key {
            "no" => Cell::count(index(row + 1)),
            "date" => Cell::date(line.date),
            "name" => Cell::Text(tables.customers.get(line.customer)?.name.clone()),
            "document" => Cell::text(line.document.as_deref()),
            "product" => Cell::Text(product?.name.clone()),
            "spec" => Cell::text(product?.spec.as_deref()),
            "unit" => Cell::text(product?.unit.as_deref()),
            "quantity" => Cell::number(line.quantity),
            "price" => Cell::number(line.unit_price),
            "currency" => Cell::Text(line.amount?.currency().to_string()),
            "foreign" => Cell::Number(line.amount?.to_decimal()),
            "discount" => Cell::number(line.discount),
            "rate" => Cell::number(line.rate),
            "amount" => self.amount(*lines.amount.get(at)?),
            "delivered" => Cell::date(line.delivered_on),
            "payment" => choice_cell(Kind::Choice(PAYMENT), line.payment.as_deref()?),
            "due" => Cell::date(line.due_on),
            "handler" => Cell::text(line.handler.as_deref()),
            "note" => Cell::text(line.note.as_deref()),
            _ => return None,
        })
    }

    fn standing_cell(
        &self,
        tables: &Tables,
        performance: &Performance,
        one: &Standing,
        key: &str,
    ) -> Option<Cell> {
        Some(match key {
            "rank" => Cell::count(one.rank?),
            "rank_before" => one
                .rank_before
                .map_or(Cell::Missing(NoValue::New), Cell::count),
            "share" => performance.share(one.now.amount).into(),
            "cumulative" => performance.share(one.cumulative).into(),
            "month" => match one.subject {
                Subject::Month(month) => Cell::Text(month.to_string()),
                _ => return None,
            },
            "main_product" => match one.subject {
                Subject::Customer(customer) => {
                    let product = main_product(&self.columns, performance.period, customer)?;
                    Cell::Text(self.product_at(tables, product)?.name.clone())
                }
                _ => return None,
            },
            _ => match self.totals_cell(&one.now, &one.before, key) {
                Some(cell) => cell,
                None => self.subject_cell(tables, one.subject, key)?,
            },
        })
    }

    fn totals_cell(&self, now: &Totals, before: &Totals, key: &str) -> Option<Cell> {
        Some(match key {
            "orders" => Cell::count(now.orders),
            "quantity" => Cell::Number(now.quantity),
            "amount" => self.amount(now.amount),
            "before" => self.amount(before.amount),
            "growth" => growth(now.amount, before.amount).into(),
            "profit" => profit(now)
                .map(|minor| major(minor, self.columns.home))
                .into(),
            "margin" => margin(now).into(),
            _ => return None,
        })
    }

    fn subject_cell(&self, tables: &Tables, subject: Subject, key: &str) -> Option<Cell> {
        match subject {
            Subject::Customer(index) if key == CLASS => self.classes.get(position(index)).cloned(),
            Subject::Customer(index) => {
                let customer = self.customer_at(tables, index)?;
                customer_cell(customer, key)
            }
            Subject::Product(NO_PRODUCT) => {
                (key == "product").then_some(Cell::Words(bi("（未分产品）", "(no product)")))
            }
            Subject::Product(index) => {
                let product = self.product_at(tables, index)?;
                Some(match key {
                    "code" => Cell::text(product.code.as_deref()),
                    "product" => Cell::Text(product.name.clone()),
                    "category" => Cell::text(product.category.as_deref()),
                    "unit" => Cell::text(product.unit.as_deref()),
                    _ => return None,
                })
            }
            Subject::Region(index) => {
                let region = REGIONS.get(position(index)).map(|(_, name)| *name);
                let name = region.unwrap_or(bi("（未填国家）", "(no country)"));
                (key == "region").then_some(Cell::Words(name))
            }
            Subject::Month(_) => None,
        }
    }

    fn review_cell(
        &self,
        tables: &Tables,
        one: &Review,
        total: &Totals,
        key: &str,
    ) -> Option<Cell> {
        Some(match key {
            "share" if total.amount <= 0 => Cell::Missing(NoValue::NotPositive),
            "share" => quotient(one.now.amount.into(), total.amount.into()).into(),
            "sales_ratio" => one.sales_ratio().into(),
            "wallet_share" => one.wallet_share().into(),
            "expense" => self.amount(one.expense),
            "expense_ratio" => one.expense_ratio().into(),
            "expense_growth" => one.expense_growth().into(),
            "health" => match one.is_healthy() {
                Ok(true) => Cell::Words(bi("正常", "In step")),
                Ok(false) => Cell::Words(bi("费用增长快于销售", "Expenses outgrow sales")),
                Err(reason) => Cell::Missing(reason),
            },
            "stock_turnover" => one.stock_turnover().into(),
            "range_coverage" => one.range_coverage().into(),
            "promotion" => one.promotion().into(),
            _ => match self.totals_cell(&one.now, &one.before, key) {
                Some(cell) => cell,
                None => customer_cell(self.customer_at(tables, one.customer)?, key)?,
            },
        })
    }

    /// The sums under the column of that key; nothing where adding up has no sense.
    pub fn foot(&self, key: &str) -> Cell {
        const SUM: Bilingual = bi("合计", "Total");
        let cell = match (&self.rows, key) {
            (_, key) if key == self.form.named_by() => Some(Cell::Words(SUM)),
            (Rows::Lines(lines), "amount") => {
                let amounts = lines
                    .iter()
                    .filter_map(|at| self.columns.lines.amount.get(*at));
                Some(self.amount(amounts.fold(0, |sum: i64, minor| sum.saturating_add(*minor))))
            }
            (Rows::Lines(lines), "quantity") => {
                let lines = lines
                    .iter()
                    .filter_map(|at| self.columns.lines.quantity.get(*at));
                let sum = lines.fold(Decimal::ZERO, |sum, more| sum.saturating_add(*more));
                Some(Cell::Number(sum))
            }
            (Rows::Standings(performance, count), _) if self.form == Form::TopFive => {
                self.top_foot(performance, *count, key)
            }
            (Rows::Standings(performance, _), "share") => {
                Some(performance.share(performance.total.amount).into())
            }
            (Rows::Standings(performance, _), _) => {
                self.totals_cell(&performance.total, &performance.total_before, key)
            }
            (Rows::Reviews(_, total, _), "amount") => Some(self.amount(total.amount)),
            (Rows::Reviews(_, _, expenses), "expense") => Some(self.amount(expenses.now)),
            (Rows::Reviews(_, total, expenses), "expense_ratio") => {
                Some(quotient(expenses.now.into(), total.amount.into()).into())
            }
            _ => None,
        };
        cell.unwrap_or_default()
    }

    /// What the five largest come to: with their share this is CR5.
    fn top_foot(&self, performance: &Performance, count: usize, key: &str) -> Option<Cell> {
        let most = usize::try_from(TOP).unwrap_or(count).min(count);
        let top = performance.standings.get(..most)?.last();
        let sum = top.map_or(0, |last| last.cumulative);
        Some(match key {
            "amount" => self.amount(sum),
            "share" => performance.share(sum).into(),
            _ => return None,
        })
    }

    /// The rows in the order of a column, the largest first where wanted; what has no value comes last.
    pub fn order(&self, tables: &Tables, sort: Option<(&str, bool)>) -> Vec<usize> {
        let rows = 0..self.len();
        match sort {
            None => rows.collect(),
            Some((key, is_descending)) => {
                let cells = rows.map(|row| self.cell(tables, row, key));
                order(cells, is_descending)
            }
        }
    }

    /// The table to be written to a file, in the given order of rows.
    pub fn sheet(&self, tables: &Tables, order: &[usize], title: String) -> Sheet {
        let columns = self.form.columns();
        let row = |row: &usize| {
            let cells = columns
                .iter()
                .map(|column| self.cell(tables, *row, column.key));
            cells.collect()
        };
        Sheet {
            title,
            columns: columns.to_vec(),
            rows: order.iter().map(row).collect(),
            foot: columns.iter().map(|column| self.foot(column.key)).collect(),
        }
    }
}

fn position(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

fn index(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

fn choice_cell(kind: Kind, code: &str) -> Cell {
    let choices = match kind {
        Kind::Choice(choices) => choices,
        _ => &[],
    };
    let known = choices.iter().find(|choice| choice.code == code);
    known.map_or_else(
        || Cell::Text(code.to_owned()),
        |choice| Cell::Words(choice.label),
    )
}

fn customer_cell(customer: &Customer, key: &str) -> Option<Cell> {
    Some(match key {
        "code" => Cell::text(customer.code.as_deref()),
        "name" => Cell::Text(customer.name.clone()),
        "region" => {
            let region = country::region_of(customer.country.as_deref()?)?;
            Cell::Words(super::totals::region_name(region)?)
        }
        "category" => {
            let code = customer.category.as_deref()?;
            let field = Customer::field("category")?;
            choice_cell(field.kind, code)
        }
        "keeper" => Cell::text(customer.owner.as_deref()),
        _ => return None,
    })
}
