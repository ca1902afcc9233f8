//! What a form gives, as the columns of a table take it. A value of another sort is refused by the name of its field.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::{filter::unfit, trouble::Trouble};
use crate::{
    domain::{entity::custom, record::Values, value::Value},
    text::keys,
};

/// The given fields of a record.
pub struct Given<'a>(pub &'a Values);

/// A given field; none: it was not given.
type Answer<T> = Result<Option<T>, Trouble>;
/// A given field of a column that can be empty.
type Change<T> = Answer<Option<T>>;

impl Given<'_> {
    fn read<T>(&self, name: &str, read: impl Fn(&Value) -> Option<T>) -> Change<T> {
        if !self.0.has(name) {
            return Ok(None);
        }
        match self.0.get(name) {
            Value::Empty => Ok(Some(None)),
            value => read(value).map(|read| Some(Some(read))).ok_or_else(|| unfit("bad_value", name)),
        }
    }

    fn filled<T>(&self, name: &str, read: impl Fn(&Value) -> Option<T>) -> Answer<T> {
        match self.read(name, read)? {
            Some(None) => Err(unfit("required", name)),
            given => Ok(given.flatten()),
        }
    }

    /// A text or a code that can be empty.
    pub fn text(&self, name: &str) -> Change<String> {
        self.read(name, characters)
    }

    /// A text or a code that cannot.
    pub fn filled_text(&self, name: &str) -> Answer<String> {
        self.filled(name, characters)
    }

    /// Words, parted by blanks or commas.
    pub fn words(&self, name: &str) -> Answer<Vec<String>> {
        let words = |text: String| {
            let parts = text.split(|c: char| c.is_whitespace() || ",，、;；".contains(c));
            parts.filter(|word| !word.is_empty()).map(str::to_owned).collect()
        };
        Ok(self.text(name)?.map(|text| text.map(words).unwrap_or_default()))
    }

    /// A whole number that can be empty.
    pub fn int(&self, name: &str) -> Change<i32> {
        self.read(name, small)
    }

    /// A whole number that cannot.
    pub fn filled_int(&self, name: &str) -> Answer<i32> {
        self.filled(name, small)
    }

    /// Yuan or a ratio that can be empty.
    pub fn number(&self, name: &str) -> Change<Decimal> {
        self.read(name, Value::decimal)
    }

    /// Yuan or a ratio that cannot.
    pub fn filled_number(&self, name: &str) -> Answer<Decimal> {
        self.filled(name, Value::decimal)
    }

    /// A date that can be empty.
    pub fn date(&self, name: &str) -> Change<NaiveDate> {
        self.read(name, Value::date)
    }

    /// A date that cannot.
    pub fn filled_date(&self, name: &str) -> Answer<NaiveDate> {
        self.filled(name, Value::date)
    }

    /// A point in time that can be empty.
    pub fn moment(&self, name: &str) -> Change<DateTime<Utc>> {
        self.read(name, |value| match value {
            Value::Moment(at) => Some(*at),
            _ => None,
        })
    }

    /// Yes or no; nothing is no.
    pub fn flag(&self, name: &str) -> Answer<bool> {
        let given = self.read(name, |value| match value {
            Value::Flag(yes) => Some(*yes),
            _ => None,
        })?;
        Ok(given.map(Option::unwrap_or_default))
    }

    /// Another record that can be left out.
    pub fn link(&self, name: &str) -> Change<i64> {
        self.read(name, Value::id)
    }

    /// Another record that cannot.
    pub fn filled_link(&self, name: &str) -> Answer<i64> {
        self.filled(name, Value::id)
    }

    /// An operator or a department that can be left out.
    pub fn small_link(&self, name: &str) -> Change<i32> {
        self.read(name, small)
    }

    /// An operator or a department that cannot.
    pub fn filled_small_link(&self, name: &str) -> Answer<i32> {
        self.filled(name, small)
    }

    /// Whether a field was given that the administrator added.
    pub fn has_custom(&self) -> bool {
        self.0.iter().any(|(name, _)| custom::is(name))
    }

    /// Those of them that were given, as they are stored; nothing where one was emptied.
    pub fn custom(&self) -> Result<serde_json::Map<String, Json>, Trouble> {
        let stored = |(name, value): (&str, &Value)| {
            let stored = custom::stored(value).ok_or_else(|| unfit("bad_value", name))?;
            Ok((name.to_owned(), stored))
        };
        self.0.iter().filter(|(name, _)| custom::is(name)).map(stored).collect()
    }

    /// Pinyin and initials of the name, if a name was given.
    pub fn sound(&self) -> Result<(Option<String>, Option<String>), Trouble> {
        Ok(self
            .text("name")?
            .map(Option::unwrap_or_default)
            .map(|name| keys(&name))
            .map_or((None, None), |keys| (Some(keys.pinyin), Some(keys.initials))))
    }
}

fn characters(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Code(text) => Some(text.trim().to_owned()),
        _ => None,
    }
}

fn small(value: &Value) -> Option<i32> {
    value.id().and_then(|n| i32::try_from(n).ok())
}
