//! From what diesel reads to what a cell holds.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

use crate::domain::value::Value;

/// Text columns, null or not.
pub trait AsText {
    /// The text, if there is one.
    fn as_text(&self) -> Option<&str>;
}

impl AsText for String {
    fn as_text(&self) -> Option<&str> {
        Some(self)
    }
}

impl AsText for Option<String> {
    fn as_text(&self) -> Option<&str> {
        self.as_deref()
    }
}

/// An empty text is nothing.
pub fn text(stored: &impl AsText) -> Value {
    Value::text(stored.as_text().unwrap_or_default())
}

/// Several words as one text.
pub fn words(stored: &[Option<String>]) -> Value {
    Value::text(stored.iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" "))
}

/// A code of a list.
pub fn code(stored: &impl AsText) -> Value {
    match stored.as_text() {
        None | Some("") => Value::Empty,
        Some(code) => Value::Code(code.to_owned()),
    }
}

/// A whole number.
pub fn int(stored: impl Into<Option<i32>>) -> Value {
    stored.into().map_or(Value::Empty, |n| Value::Int(n.into()))
}

/// Yuan.
pub fn money(stored: impl Into<Option<Decimal>>) -> Value {
    stored.into().map_or(Value::Empty, Value::Money)
}

/// A ratio or a rate.
pub fn ratio(stored: impl Into<Option<Decimal>>) -> Value {
    stored.into().map_or(Value::Empty, Value::Ratio)
}

/// A business date.
pub fn date(stored: impl Into<Option<NaiveDate>>) -> Value {
    stored.into().map_or(Value::Empty, Value::Date)
}

/// A point in time.
pub fn moment(stored: impl Into<Option<DateTime<Utc>>>) -> Value {
    stored.into().map_or(Value::Empty, Value::Moment)
}

/// Yes or no.
pub fn flag(stored: impl Into<Option<bool>>) -> Value {
    stored.into().map_or(Value::Empty, Value::Flag)
}

/// Key columns, null or not.
pub trait AsId {
    /// The id, if there is one.
    fn id(self) -> Option<i64>;
}

macro_rules! ids {
    ($($column:ty => $id:expr),*) => {
        $(impl AsId for $column {
            fn id(self) -> Option<i64> {
                ($id)(self)
            }
        })*
    };
}
ids!(i64 => Some, i32 => |id| Some(i64::from(id)), Option<i64> => |id| id, Option<i32> => |id: Option<i32>| id.map(i64::from));

/// Another record. Its label is empty where the record itself is not within the reader's rights.
pub fn link(id: impl AsId, label: &impl AsText) -> Value {
    match id.id() {
        Some(id) => Value::link(id, label.as_text().unwrap_or_default()),
        None => Value::Empty,
    }
}
