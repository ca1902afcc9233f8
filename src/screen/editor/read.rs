//! A typed text as the value of its field, or what is wrong with it. Full-width digits and signs are read as their twins.

use rust_decimal::Decimal;

use super::{Ground, Problem};
use crate::domain::{
    field::Shape,
    fold::fold,
    money::{self, AmountError},
    value::Value,
};

/// The meaning of a text; nothing typed is nothing stored.
pub fn read(
    text: &str,
    shape: Shape,
    choices: &[(String, String)],
    ground: Ground,
) -> Result<Value, Problem> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok(Value::Empty);
    }
    match shape {
        Shape::Text => Ok(Value::text(trimmed)),
        Shape::Note => Ok(Value::text(text.trim_end())),
        Shape::Number => number(trimmed).map(Value::Int),
        Shape::Money => money(trimmed).map(Value::Money),
        Shape::Percent => percent(trimmed).map(Value::Ratio),
        Shape::Discount => discount(trimmed).map(Value::Ratio),
        Shape::Date => date(trimmed, ground).map(Value::Date),
        Shape::Moment => Err(Problem::Fixed),
        Shape::Flag | Shape::Choice(..) | Shape::Dict(_) => choice(trimmed, shape, choices),
        // A record is picked, not spelled: its name alone may be that of two.
        Shape::Link(_) => Err(Problem::NotPicked),
    }
}

fn number(text: &str) -> Result<i64, Problem> {
    let digits = fold(text).replace([',', ' '], "");
    digits.parse().map_err(|_| Problem::NotNumber)
}

fn money(text: &str) -> Result<Decimal, Problem> {
    match money::parse(text) {
        Ok(amount) if amount < Decimal::ZERO => Err(Problem::BelowZero),
        Ok(amount) => Ok(amount),
        Err(AmountError::FinerThanFen(_)) => Err(Problem::FinerThanFen),
        Err(AmountError::TooLarge(_)) => Err(Problem::TooLarge),
        Err(_) => Err(Problem::NotMoney),
    }
}

/// Points: `6`, `6%`, `6.5 %` are 0.06, 0.06 and 0.065.
fn percent(text: &str) -> Result<Decimal, Problem> {
    let folded = fold(text);
    let digits = folded.trim().trim_end_matches('%').trim();
    let points = Decimal::from_str_exact(digits).map_err(|_| Problem::NotPercent)?;
    let ratio = points / Decimal::ONE_HUNDRED;
    if ratio < Decimal::ZERO || ratio > Decimal::TWO { Err(Problem::NotPercent) } else { Ok(ratio) }
}

/// The pay ratio: `7.5`, `75`, `75%`, `7.5折`, `0.75` all pay 75 %.
fn discount(text: &str) -> Result<Decimal, Problem> {
    let folded = fold(text);
    let text = folded.trim();
    let (digits, unit) = match (text.strip_suffix('折'), text.strip_suffix('%')) {
        (Some(digits), _) => (digits, Some(Decimal::TEN)),
        (_, Some(digits)) => (digits, Some(Decimal::ONE_HUNDRED)),
        _ => (text, None),
    };
    let number = Decimal::from_str_exact(digits.trim()).map_err(|_| Problem::NotDiscount)?;
    let unit = unit.unwrap_or(match number {
        n if digits.contains('.') && n <= Decimal::TWO => Decimal::ONE,
        n if n <= Decimal::TEN => Decimal::TEN,
        _ => Decimal::ONE_HUNDRED,
    });
    let ratio = number / unit;
    if ratio < Decimal::ZERO || ratio > Decimal::TWO { Err(Problem::NotDiscount) } else { Ok(ratio) }
}

fn date(text: &str, ground: Ground) -> Result<chrono::NaiveDate, Problem> {
    use chrono::{Datelike as _, NaiveDate};
    let folded = fold(text);
    let parts: Vec<Option<u32>> = folded.split(['-', '/', '.']).map(|part| part.trim().parse().ok()).collect();
    let day = match parts.as_slice() {
        [Some(year), Some(month), Some(day)] => {
            i32::try_from(*year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, *month, *day))
        }
        [Some(month), Some(day)] => NaiveDate::from_ymd_opt(ground.today.year(), *month, *day),
        _ => None,
    };
    day.filter(|day| (1990..=2100).contains(&day.year())).ok_or(Problem::NotDate)
}

fn choice(text: &str, shape: Shape, choices: &[(String, String)]) -> Result<Value, Problem> {
    let found = super::matching(choices, text);
    let exact = found.iter().find(|offer| offer.label == text);
    match exact.or_else(|| found.first().filter(|_| found.len() == 1)) {
        Some(offer) => Ok(offer.value.clone()),
        None if found.is_empty() => Err(Problem::NotChoice(listed(choices))),
        // `1` of a list of twelve is the first, not a question.
        None if text.chars().all(|c| c.is_ascii_digit()) => Ok(found[0].value.clone()),
        None => {
            let _ = shape;
            Err(Problem::Ambiguous(listed(
                &found.iter().map(|offer| (String::new(), offer.label.clone())).collect::<Vec<_>>(),
            )))
        }
    }
}

fn listed(choices: &[(String, String)]) -> String {
    let mut words: Vec<&str> = choices.iter().take(6).map(|(_, label)| label.as_str()).collect();
    if choices.len() > 6 {
        words.push("..");
    }
    words.join(", ")
}
