//! Records from a table, as they are asked for, and what became of each line.

use uuid::Uuid;

use super::StoreError;
use crate::domain::{alike::Alike, kind::Kind, record::Values, value::Value};

/// Lines of a table. All of it is one transaction; a line that is refused leaves the others be.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// The kind.
    pub kind: Kind,
    /// The lines that could be read.
    pub lines: Vec<ImportLine>,
    /// Whether what is very like a record that is there is stored too.
    pub pass_over: bool,
    /// Whether it is kept; else it is only judged, and nothing is changed.
    pub keep: bool,
}

/// A line as it is sent.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportLine {
    /// The code of a record that is there, or its id; none: a new one.
    pub record: Option<String>,
    /// Its fields; of a record that is there those that are not empty.
    pub values: Values,
    /// The same line of the same file has the same: it makes one record.
    pub intent: Uuid,
}

/// What became of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Imported {
    /// It is stored: its id, and what is like it.
    Stored(i64, Vec<Alike>),
    /// A record that was there is changed: its id, each changed field, and what is like it.
    Changed(i64, Vec<FieldChange>, Vec<Alike>),
    /// It is not: why, and what is like it.
    Refused(NotStored, Vec<Alike>),
}

/// Why a line is not stored.
#[derive(Debug, Clone, PartialEq)]
pub enum NotStored {
    /// Very likely it is there already.
    VeryLike,
    /// The database does not let it in.
    Told(StoreError),
}

/// A changed field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// Its name.
    pub field: &'static str,
    /// What it held.
    pub before: Value,
    /// What it holds.
    pub after: Value,
}
