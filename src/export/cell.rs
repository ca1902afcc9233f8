//! One cell, with its type.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

use crate::{
    domain::{field::Shape, value::Value},
    entry::figures::Words,
};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text, never a formula.
    Text(String),
    /// A number, and how it looks.
    Number(Decimal, Look),
    /// A day.
    Date(NaiveDate),
    /// A point in time.
    Moment(DateTime<Utc>),
    /// Yes or no.
    Flag(bool),
}

/// How a number looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// As it is.
    Plain,
    /// Yuan to the fen, with thousands.
    Money,
    /// A ratio as a percentage.
    Percent,
}

impl Look {
    /// As the numbers of a shape look.
    pub fn of(shape: Shape) -> Look {
        match shape {
            Shape::Money => Look::Money,
            Shape::Percent | Shape::Discount => Look::Percent,
            _ => Look::Plain,
        }
    }
}

impl Cell {
    /// A value of a field: codes in words, links by what their record is called.
    pub fn of(value: &Value, shape: Shape, words: &Words) -> Cell {
        match (value, shape) {
            (Value::Empty, _) => Cell::Empty,
            (Value::Code(code) | Value::Text(code), Shape::Choice(_, list)) => {
                Cell::Text(words.lang.value(list, code).to_owned())
            }
            (Value::Code(code) | Value::Text(code), Shape::Dict(dict)) => {
                Cell::Text((words.word)(dict, code))
            }
            (Value::Text(text) | Value::Code(text), _) => Cell::Text(text.clone()),
            (Value::Link(link), _) if link.label.is_empty() => Cell::Empty,
            (Value::Link(link), _) => Cell::Text(link.label.clone()),
            (Value::Int(n), _) => Cell::Number((*n).into(), Look::Plain),
            (Value::Money(n) | Value::Ratio(n), shape) => Cell::Number(*n, Look::of(shape)),
            (Value::Date(day), _) => Cell::Date(*day),
            (Value::Moment(at), _) => Cell::Moment(*at),
            (Value::Flag(yes), _) => Cell::Flag(*yes),
        }
    }
}
