//! One cell to a value, by what its column holds.

use rust_decimal::Decimal;

use super::{
    columns::{Column, places},
    dates::{self, NoDate},
    guard::unguard,
    numbers::{self, NumberStyle},
};
use crate::{
    domain::{
        Currency, Money,
        field::{Field, Kind, Value, half_width},
        money::MoneyError,
        record::Problem,
    },
    exchange::Reason,
};

/// What spreadsheets show where a formula came to nothing.
const ERRORS: [&str; 10] = [
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
    "#DATA!",
];

/// Reads a cell; blank is no value, and the error of a formula is none either. Text of a guarded file is taken exactly, other text without
/// the space around it.
///
/// # Errors
/// Why the cell holds no value of this column's field.
pub fn read(column: &Column, cell: &str, is_guarded: bool) -> Result<Option<Value>, Reason> {
    read_in(column, column.currency, cell, is_guarded)
}

/// The same where amounts without a currency are in another than the column's.
///
/// # Errors
/// As [`read`].
pub fn read_in(
    column: &Column,
    amounts_in: Option<Currency>,
    cell: &str,
    is_guarded: bool,
) -> Result<Option<Value>, Reason> {
    let Some(field) = column.target.field() else {
        return Ok(None);
    };
    let text = if is_guarded {
        unguard(cell)
    } else {
        cell.trim()
    };
    if text.trim().is_empty() {
        return Ok(None);
    }
    if !is_guarded && ERRORS.contains(&text) {
        return Err(Reason::ErrorCell(text.to_owned()));
    }
    let value = match field.kind {
        Kind::Line | Kind::Paragraph | Kind::Email | Kind::Phone | Kind::Url | Kind::TaxNo => {
            // Line ends inside cells are written in all ways.
            let text = if text.contains('\r') {
                text.replace("\r\n", "\n")
            } else {
                text.to_owned()
            };
            Value::Text(text)
        }
        Kind::Choice(_) | Kind::Country | Kind::Tags | Kind::Flag => {
            return field.parse(text).map_err(Reason::Fault);
        }
        Kind::Date => {
            let order = column.dates.unwrap_or_default();
            Value::Date(dates::read(text, order).map_err(|error| match error {
                NoDate::NotADate => Reason::Fault(Problem::NotADate),
                NoDate::Order => Reason::DateOrder,
            })?)
        }
        Kind::Share if text.trim_end().ends_with(['%', '％']) => {
            return field.parse(text).map_err(Reason::Fault);
        }
        Kind::Whole(..) | Kind::Decimal | Kind::Signed | Kind::Share => {
            let number = number(text, field, (column, amounts_in))?;
            return field.parse(&number).map_err(Reason::Fault);
        }
        Kind::Money => money(text, field, (column, amounts_in))?,
    };
    field.check(&value).map_err(Reason::Fault)?;
    Ok(Some(value))
}

fn number(
    text: &str,
    field: &Field,
    (column, amounts_in): (&Column, Option<Currency>),
) -> Result<String, Reason> {
    let style = column.numbers.unwrap_or_default();
    let places = places(field.kind, amounts_in).flatten();
    let number = numbers::normal(text, style, places);
    number.ok_or(match (style, field.kind) {
        (NumberStyle::Unclear | NumberStyle::Mixed, _) => Reason::NumberStyle,
        (_, Kind::Whole(..)) => Reason::Fault(Problem::NotWhole),
        _ => Reason::Fault(Problem::NotANumber),
    })
}

fn money(
    text: &str,
    field: &Field,
    (column, amounts_in): (&Column, Option<Currency>),
) -> Result<Value, Reason> {
    let text = number(text, field, (column, amounts_in))?;
    let mut digits = String::new();
    let mut words = String::new();
    for character in text.chars() {
        match character {
            '0'..='9' | '.' | '-' | '+' => digits.push(character),
            other => words.push(other),
        }
    }
    let (words, factor) = match words {
        words if words.contains('万') => (words.replace('万', ""), 10_000),
        words if words.contains('亿') => (words.replace('亿', ""), 100_000_000),
        words => (words, 1),
    };
    let currency = currency(&words, amounts_in);
    let currency = currency.ok_or(Reason::Fault(Problem::Currency))?;
    let fault = |problem| Reason::Fault(problem);
    let amount = Decimal::from_str_exact(&digits).map_err(|_| fault(Problem::NotANumber))?;
    let amount = amount.checked_mul(Decimal::from(factor));
    let amount = amount.ok_or(fault(Problem::TooLarge))?;
    let money = Money::from_decimal(amount, currency).map_err(|error| match error {
        MoneyError::TooPrecise => fault(Problem::TooPrecise),
        MoneyError::TooLarge => fault(Problem::TooLarge),
        MoneyError::Currency => fault(Problem::Currency),
        MoneyError::NotANumber => fault(Problem::NotANumber),
    })?;
    Ok(Value::Money(money))
}

/// The currency that words around a number name. Signs that several countries use are the chosen
/// currency's where it is of that family.
pub fn currency(words: &str, chosen: Option<Currency>) -> Option<Currency> {
    let words = half_width(words).trim().to_uppercase();
    let is_chosen = |family: &[&str]| chosen.filter(|chosen| family.contains(&chosen.code()));
    let code = match words.as_str() {
        "" => return chosen,
        "¥" | "￥" => is_chosen(&["JPY"]).map_or("CNY".to_owned(), |yen| yen.to_string()),
        "RMB" | "元" | "人民币" | "人民币元" | "圆" => "CNY".to_owned(),
        "$" => is_chosen(&["CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN"])
            .map_or("USD".to_owned(), |dollar| dollar.to_string()),
        "US$" | "美元" => "USD".to_owned(),
        "HK$" | "港元" | "港币" => "HKD".to_owned(),
        "€" | "欧元" => "EUR".to_owned(),
        "£" | "英镑" => "GBP".to_owned(),
        "日元" => "JPY".to_owned(),
        code => code.to_owned(),
    };
    code.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::csv::columns::Target;

    fn money(text: &str, currency: Option<Currency>) -> Result<String, Reason> {
        let column = Column {
            header: String::new(),
            target: Target::Customer("credit_limit".to_owned()),
            currency,
            dates: None,
            numbers: Some(NumberStyle::Point),
        };
        read(&column, text, false)
            .map(|value| value.map_or_else(String::new, |value| value.to_plain()))
    }

    #[test]
    fn amounts_take_the_currency_they_name_or_the_chosen_one() {
        let hkd = "HKD".parse().ok();
        for (text, chosen, read) in [
            ("¥1,234.50", None, "1234.50 CNY"),
            ("１００万元", None, "1000000.00 CNY"),
            ("1.5亿 CNY", None, "150000000.00 CNY"),
            ("$5", None, "5.00 USD"),
            ("$5", hkd, "5.00 HKD"),
            ("5 eur", hkd, "5.00 EUR"),
            ("5", hkd, "5.00 HKD"),
            ("-5", hkd, "-5.00 HKD"),
            ("  ", None, ""),
        ] {
            assert_eq!(money(text, chosen).as_deref(), Ok(read), "{text}");
        }
        assert_eq!(money("5", None), Err(Reason::Fault(Problem::Currency)));
        assert_eq!(
            money("5 or 6 CNY", None),
            Err(Reason::Fault(Problem::Currency))
        );
        assert_eq!(
            money("5.001 CNY", None),
            Err(Reason::Fault(Problem::TooPrecise))
        );
    }

    #[test]
    fn the_error_of_a_formula_is_no_value() {
        let error = Err(Reason::ErrorCell("#DIV/0!".to_owned()));
        assert_eq!(money(" #DIV/0! ", None), error);
        let column = Column {
            header: String::new(),
            target: Target::Customer("name".to_owned()),
            currency: None,
            dates: None,
            numbers: None,
        };
        assert!(matches!(
            read(&column, "#N/A", false),
            Err(Reason::ErrorCell(_))
        ));
        assert!(matches!(read(&column, "#N/A", true), Ok(Some(_))));
    }
}
