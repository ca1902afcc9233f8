//! One value of one field, as data: what a cell holds, what a form edits, what JSON prints.

use std::cmp::Ordering;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The value of a field. How it looks is not its business.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Nothing stored.
    #[default]
    Empty,
    /// Any text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// Yuan, two decimals.
    Money(Decimal),
    /// A ratio such as a discount (0.7500 pays 75 %) or a rate (0.06).
    Ratio(Decimal),
    /// A business date.
    Date(NaiveDate),
    /// A point in time, UTC.
    Moment(DateTime<Utc>),
    /// Yes or no.
    Flag(bool),
    /// A code of a fixed list or a dictionary, such as `executing`.
    Code(String),
    /// Another record: its id and what it is called.
    Link(Link),
}

/// Another record, as a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The record's id within its kind.
    pub id: i64,
    /// What people call it; empty when only the id is known.
    pub label: String,
}

impl Value {
    /// A link to a record.
    pub fn link(id: i64, label: impl Into<String>) -> Value {
        Value::Link(Link { id, label: label.into() })
    }

    /// A text, or nothing when it is empty.
    pub fn text(text: impl Into<String>) -> Value {
        let text = text.into();
        if text.is_empty() { Value::Empty } else { Value::Text(text) }
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        matches!(self, Value::Empty)
    }

    /// The id behind a link or the number itself.
    pub fn id(&self) -> Option<i64> {
        match self {
            Value::Link(link) => Some(link.id),
            Value::Int(n) => Some(*n),
            _ => None,
        }
    }

    /// The decimal of a money, ratio or whole number.
    pub fn decimal(&self) -> Option<Decimal> {
        match self {
            Value::Money(n) | Value::Ratio(n) => Some(*n),
            Value::Int(n) => Some(Decimal::from(*n)),
            _ => None,
        }
    }

    /// The date, if it is one.
    pub fn date(&self) -> Option<NaiveDate> {
        match self {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// Whether a flag is set; anything else is not.
    pub fn is_set(&self) -> bool {
        matches!(self, Value::Flag(true))
    }

    /// The characters of a text, a code or a link's label; empty for anything else.
    pub fn str(&self) -> &str {
        match self {
            Value::Text(text) | Value::Code(text) => text,
            Value::Link(link) => &link.label,
            _ => "",
        }
    }

    /// As scripts read it: dates ISO, decimals as they are stored, links by their label, nothing as the empty text.
    pub fn plain(&self) -> String {
        match self {
            Value::Empty => String::new(),
            Value::Text(text) | Value::Code(text) => text.clone(),
            Value::Int(n) => n.to_string(),
            Value::Money(n) => format!("{n:.2}"),
            Value::Ratio(n) => format!("{n:.4}"),
            Value::Date(date) => date.format("%Y-%m-%d").to_string(),
            Value::Moment(at) => at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            Value::Flag(flag) => flag.to_string(),
            Value::Link(link) => link.label.clone(),
        }
    }

    /// The order of two values of the same field; nothing comes last.
    pub fn compare(&self, other: &Value) -> Ordering {
        match (self, other) {
            (Value::Empty, Value::Empty) => Ordering::Equal,
            (Value::Empty, _) => Ordering::Greater,
            (_, Value::Empty) => Ordering::Less,
            (Value::Date(a), Value::Date(b)) => a.cmp(b),
            (Value::Moment(a), Value::Moment(b)) => a.cmp(b),
            (Value::Flag(a), Value::Flag(b)) => a.cmp(b),
            (a, b) => match (a.decimal(), b.decimal()) {
                (Some(a), Some(b)) => a.cmp(&b),
                _ => a.str().cmp(b.str()),
            },
        }
    }
}
