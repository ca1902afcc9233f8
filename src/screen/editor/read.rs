//! A typed text as the value of its field, or what is wrong with it. Full-width digits and signs are read as their twins.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone as _, Utc};
use rust_decimal::Decimal;

use super::{Ground, Problem};
use crate::domain::{
    credit_code::{self, Wrong},
    date::{self, Toward},
    discount,
    field::{FieldDef, Shape},
    fold::fold,
    money::{self, AmountError},
    value::Value,
};

/// The meaning of a text in a field; nothing typed is nothing stored.
pub fn read(
    text: &str,
    def: &FieldDef,
    choices: &[(String, String)],
    ground: Ground,
) -> Result<Value, Problem> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok(Value::Empty);
    }
    match def.shape {
        Shape::Text if def.name == "uscc" => credit_code(trimmed).map(Value::Text),
        Shape::Text => Ok(Value::text(trimmed)),
        Shape::Note => Ok(Value::text(text.trim_end())),
        Shape::Number => number(trimmed).map(Value::Int),
        Shape::Decimal => decimal(trimmed).map(Value::Ratio),
        Shape::Money => money(trimmed).map(Value::Money),
        Shape::Percent => percent(trimmed).map(Value::Ratio),
        Shape::Discount => discount(trimmed).map(Value::Ratio),
        Shape::Date => day(trimmed, toward(def.name), ground).map(Value::Date),
        Shape::Moment => moment(trimmed, ground).map(Value::Moment),
        Shape::Flag | Shape::Choice(..) | Shape::Dict(_) => choice(trimmed, choices),
        // A record is picked, not spelled: its name alone may be that of two.
        Shape::Link(_) => Err(Problem::NotPicked),
    }
}

/// `fri` is the last one where something has happened, the next one where something is to happen (ux/02 2.4).
fn toward(field: &str) -> Toward {
    let happened = ["received_on", "published_on", "signed_on", "sample_sent_on"];
    if happened.contains(&field) { Toward::Past } else { Toward::Future }
}

/// Blanks, dashes and small letters are read as they are meant.
fn credit_code(text: &str) -> Result<String, Problem> {
    credit_code::parse(text).map_err(|wrong| match wrong {
        Wrong::Characters(count) => Problem::NotCreditCode(count),
        Wrong::Letter(letter) => Problem::CreditLetter(letter),
        Wrong::Digit => Problem::CreditDigit,
    })
}

fn number(text: &str) -> Result<i64, Problem> {
    let digits = fold(text).replace([',', ' '], "");
    digits.parse().map_err(|_| Problem::NotNumber)
}

/// Up to four decimals, twelve digits before them.
fn decimal(text: &str) -> Result<Decimal, Problem> {
    let digits = fold(text).replace([',', ' '], "");
    let n = Decimal::from_str_exact(&digits).map_err(|_| Problem::NotDecimal)?.normalize();
    let fits = n.scale() <= 4 && n.abs() < Decimal::from(1_000_000_000_000_i64);
    if fits { Ok(n) } else { Err(Problem::NotDecimal) }
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
    let typed = discount::parse(text).map_err(|_| Problem::NotDiscount)?;
    typed.value(&|_| None, Decimal::ONE).map_err(|_| Problem::NotDiscount)
}

fn day(text: &str, toward: Toward, ground: Ground) -> Result<NaiveDate, Problem> {
    let word = date::parse(text).map_err(|_| Problem::NotDate)?;
    word.resolve(ground.today, toward).map_err(|_| Problem::NotDate)
}

/// A day and a time on China's clock: `03-15 14:30`, `+1 9:00`; a time alone is today's, a day alone its morning.
fn moment(text: &str, ground: Ground) -> Result<DateTime<Utc>, Problem> {
    let folded = fold(text);
    let (day_text, time_text) = match folded.trim().rsplit_once(' ') {
        Some((day, time)) if time.contains(':') => (day, time),
        _ if folded.contains(':') => ("", folded.trim()),
        _ => (folded.trim(), "9:00"),
    };
    let on = if day_text.is_empty() { ground.today } else { day(day_text, Toward::Future, ground)? };
    let (hour, minute) = time_text.split_once(':').ok_or(Problem::NotMoment)?;
    let number = |text: &str| text.trim().parse::<u32>().map_err(|_| Problem::NotMoment);
    let time = NaiveTime::from_hms_opt(number(hour)?, number(minute)?, 0).ok_or(Problem::NotMoment)?;
    let china = FixedOffset::east_opt(8 * 3600).ok_or(Problem::NotMoment)?;
    let at = china.from_local_datetime(&on.and_time(time)).single().ok_or(Problem::NotMoment)?;
    Ok(at.with_timezone(&Utc))
}

fn choice(text: &str, choices: &[(String, String)]) -> Result<Value, Problem> {
    let found = super::matching(choices, text);
    let exact = found.iter().find(|offer| offer.label == text);
    // `1` of a list of twelve is the first, not a question.
    let by_place = || found.first().filter(|_| found.len() == 1 || text.chars().all(|c| c.is_ascii_digit()));
    match exact.or_else(by_place) {
        Some(offer) => Ok(offer.value.clone()),
        None if found.is_empty() => {
            Err(Problem::NotChoice(listed(choices.iter().map(|(_, word)| word.as_str()))))
        }
        None => Err(Problem::Ambiguous(listed(found.iter().map(|offer| offer.label.as_str())))),
    }
}

fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut words: Vec<&str> = words.take(7).collect();
    if words.len() == 7 {
        words[6] = "..";
    }
    words.join(", ")
}
