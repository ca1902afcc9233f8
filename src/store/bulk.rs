//! Many records changed at once, as it is asked for.

use crate::domain::{
    kind::Kind,
    operation::{Move, Target},
    record::Values,
    value::Value,
};

/// Many records of a kind, each with the version that was seen, and what becomes of them. All of it is one transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct Bulk {
    /// The kind.
    pub kind: Kind,
    /// The records.
    pub targets: Vec<Target>,
    /// What becomes of them.
    pub change: BulkChange,
}

/// What becomes of each record.
#[derive(Debug, Clone, PartialEq)]
pub enum BulkChange {
    /// This field holds this.
    Field(String, Value),
    /// This move is made, with these values.
    Move(Move, Values),
    /// This field holds these, one for each record.
    Each(String, Vec<Value>),
    /// This move is made with these values, one set for each record.
    EachMove(Move, Vec<Values>),
}
