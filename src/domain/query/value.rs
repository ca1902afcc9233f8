//! The value of a condition, by the shape of its field: amounts, dates and periods, codes, people, texts.

use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;

use super::Meaning;
use crate::domain::{
    date::{self, Toward},
    discount,
    field::{FieldDef, Shape},
    filter::{Filter, Op},
    money,
    value::Value,
    window,
};

/// One value with its sign, or a range; none where the field does not take it.
pub fn condition(field: &FieldDef, text: &str, meaning: &Meaning) -> Option<Filter> {
    let (sign, text) = signed(text);
    let text = text.trim_matches('"');
    if text.is_empty() {
        return None;
    }
    if let (Sign::Is, Some((first, last))) = (sign, text.split_once("..")) {
        let from = edge(field, first, Op::Ge, meaning)?;
        return Some(from.and(edge(field, last, Op::Le, meaning)?));
    }
    let positive = if sign == Sign::Not { Sign::Is } else { sign };
    let filter = match field.shape {
        Shape::Text | Shape::Note => Filter::is(field.name, textual(positive)?, Value::text(text)),
        Shape::Link(_) => link(field, text, positive, meaning)?,
        Shape::Date | Shape::Moment => within(field.name, positive, period(text, meaning.today)?)?,
        Shape::Choice(..) | Shape::Dict(_) | Shape::Flag => {
            let is = matches!(positive, Sign::Is | Sign::Same);
            is.then_some(())?;
            Filter::eq(field.name, scalar(field, text, meaning)?)
        }
        Shape::Number | Shape::Money | Shape::Percent | Shape::Discount => {
            Filter::is(field.name, ordered(positive)?, scalar(field, text, meaning)?)
        }
    };
    Some(if sign == Sign::Not { Filter::Not(Box::new(filter)) } else { filter })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Is,
    Same,
    Not,
    Less,
    Most,
    More,
    Least,
    Holds,
    Starts,
}

fn signed(text: &str) -> (Sign, &str) {
    const SIGNS: [(&str, Sign); 8] = [
        ("!=", Sign::Not),
        ("<=", Sign::Most),
        (">=", Sign::Least),
        ("<", Sign::Less),
        (">", Sign::More),
        ("=", Sign::Same),
        ("~", Sign::Holds),
        ("^", Sign::Starts),
    ];
    let found = SIGNS.into_iter().find_map(|(sign, means)| Some((means, text.strip_prefix(sign)?)));
    found.unwrap_or((Sign::Is, text))
}

fn ordered(sign: Sign) -> Option<Op> {
    match sign {
        Sign::Is | Sign::Same => Some(Op::Eq),
        Sign::Less => Some(Op::Lt),
        Sign::Most => Some(Op::Le),
        Sign::More => Some(Op::Gt),
        Sign::Least => Some(Op::Ge),
        Sign::Not | Sign::Holds | Sign::Starts => None,
    }
}

fn textual(sign: Sign) -> Option<Op> {
    match sign {
        Sign::Is | Sign::Holds => Some(Op::Has),
        Sign::Starts => Some(Op::Starts),
        sign => ordered(sign),
    }
}

/// `@me`, `#12`, or a part of the name.
fn link(field: &FieldDef, text: &str, sign: Sign, meaning: &Meaning) -> Option<Filter> {
    let id = match text {
        "@me" | "@我" => Some(meaning.me),
        _ => text.strip_prefix('#').and_then(|id| id.parse().ok()),
    };
    match id {
        Some(id) => {
            matches!(sign, Sign::Is | Sign::Same).then(|| Filter::eq(field.name, Value::link(id, "")))
        }
        None => Some(Filter::is(field.name, textual(sign)?, Value::text(text))),
    }
}

/// The first and the last day that a word means.
fn period(text: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let month = |count: i32| {
        let months = Months::new(count.unsigned_abs());
        let day = if count < 0 { today.checked_sub_months(months) } else { today.checked_add_months(months) };
        day.map(window::month)
    };
    let week = |weeks: i64| today.checked_add_signed(chrono::Duration::weeks(weeks)).map(window::week);
    match text {
        "this_week" | "week" | "本周" => return week(0),
        "next_week" | "下周" => return week(1),
        "last_week" | "上周" => return week(-1),
        "this_month" | "month" | "本月" => return month(0),
        "next_month" | "下月" => return month(1),
        "last_month" | "上月" => return month(-1),
        "this_year" | "今年" => return year(today.year()),
        "last_year" | "去年" => return year(today.year() - 1),
        _ => {}
    }
    if text.len() == 4 && text.chars().all(|c| c.is_ascii_digit()) {
        return year(text.parse().ok()?);
    }
    if let Some(first) = (text.len() == 7).then(|| format!("{text}-01").parse::<NaiveDate>().ok()).flatten() {
        return Some(window::month(first));
    }
    let day = date::parse(text).ok()?.resolve(today, Toward::Future).ok()?;
    Some((day, day))
}

fn year(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?))
}

fn within(name: &str, sign: Sign, (first, last): (NaiveDate, NaiveDate)) -> Option<Filter> {
    let (first, last) = (Value::Date(first), Value::Date(last));
    match sign {
        Sign::Is | Sign::Same if first == last => Some(Filter::eq(name, first)),
        Sign::Is | Sign::Same => Some(Filter::between(name, first, last)),
        Sign::Less => Some(Filter::is(name, Op::Lt, first)),
        Sign::Least => Some(Filter::is(name, Op::Ge, first)),
        Sign::More => Some(Filter::is(name, Op::Gt, last)),
        Sign::Most => Some(Filter::is(name, Op::Le, last)),
        Sign::Not | Sign::Holds | Sign::Starts => None,
    }
}

/// One end of a range; an open end is every row.
fn edge(field: &FieldDef, text: &str, op: Op, meaning: &Meaning) -> Option<Filter> {
    if text.is_empty() {
        return Some(Filter::All);
    }
    let value = match field.shape {
        Shape::Date | Shape::Moment => {
            let (first, last) = period(text, meaning.today)?;
            Value::Date(if op == Op::Ge { first } else { last })
        }
        Shape::Number | Shape::Money | Shape::Percent | Shape::Discount => scalar(field, text, meaning)?,
        _ => return None,
    };
    Some(Filter::is(field.name, op, value))
}

fn scalar(field: &FieldDef, text: &str, meaning: &Meaning) -> Option<Value> {
    match field.shape {
        Shape::Choice(..) | Shape::Dict(_) => code(field, text, meaning).map(Value::Code),
        Shape::Flag => match text.to_ascii_lowercase().as_str() {
            "yes" | "true" | "是" => Some(Value::Flag(true)),
            "no" | "false" | "否" => Some(Value::Flag(false)),
            _ => None,
        },
        Shape::Number => text.parse().ok().map(Value::Int),
        Shape::Money => money::parse(text).ok().map(Value::Money),
        Shape::Percent => {
            let points: Decimal = text.strip_suffix('%').unwrap_or(text).parse().ok()?;
            Some(Value::Ratio(points / Decimal::ONE_HUNDRED))
        }
        Shape::Discount => {
            let read = discount::parse(text).ok()?;
            read.value(&|_| None, Decimal::ONE).ok().map(Value::Ratio)
        }
        _ => None,
    }
}

/// The code that a word stands for: itself, or by the caller's words.
pub fn code(field: &FieldDef, text: &str, meaning: &Meaning) -> Option<String> {
    let typed = text.to_ascii_lowercase();
    match field.shape {
        Shape::Choice(codes, _) if codes.contains(&typed.as_str()) => Some(typed),
        Shape::Choice(..) => (meaning.code)(field, text),
        Shape::Dict(_) => (meaning.code)(field, text).or(Some(typed)),
        _ => None,
    }
}
