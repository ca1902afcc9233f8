//! Records as data: field values by name, rows of a list by id.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::value::Value;

/// Values by field name: what a form holds, what a save sends.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Values(BTreeMap<String, Value>);

impl Values {
    /// No values.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of a field; `Empty` when it is not there.
    pub fn get(&self, name: &str) -> &Value {
        self.0.get(name).unwrap_or(&Value::Empty)
    }

    /// Whether the field is there at all, be it empty.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Set a field.
    pub fn set(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    /// The same, for building.
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.set(name, value);
        self
    }

    /// All fields, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Whether there is no field.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields whose value differs from `base`.
    pub fn changed_since(&self, base: &Values) -> Values {
        Values(
            self.0
                .iter()
                .filter(|(name, value)| base.get(name) != *value)
                .map(|(n, v)| (n.clone(), v.clone()))
                .collect(),
        )
    }
}

/// One row of a list, or one whole record. Cells are found by field name, rows by id, neither ever by position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The id within the kind.
    pub id: i64,
    /// The version the server keeps; a save names the version that the person saw.
    pub version: i32,
    /// The names of the cells, shared by all rows of a page.
    pub names: Arc<[&'static str]>,
    /// The values, in the order of `names`.
    pub cells: Vec<Value>,
}

impl Row {
    /// The value of a field; `Empty` when the row does not carry it.
    pub fn get(&self, name: &str) -> &Value {
        self.names.iter().position(|n| *n == name).and_then(|i| self.cells.get(i)).unwrap_or(&Value::Empty)
    }

    /// The row's cells as values by name.
    pub fn values(&self) -> Values {
        let mut values = Values::new();
        for (name, value) in self.names.iter().zip(&self.cells) {
            values.set(name, value.clone());
        }
        values
    }
}
