//! 移交: what one person handed over to others at once, customers and open activities. Made on the giver; handed back here.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::{HAND_OVER_RULE, Move},
};

const STATE: Shape = Shape::Choice(&["done", "returned"], "hand_over_state");

const FIELDS: &[FieldDef] = &[
    field("from", Shape::Link(Kind::Operator)).wide(6, 10),
    field("department", Shape::Link(Kind::Department)).wide(8, 12),
    field("to", Shape::Link(Kind::Operator)).wide(6, 10),
    field("others", Shape::Number),
    field("rule", HAND_OVER_RULE).wide(6, 8),
    field("customers", Shape::Number),
    field("activities", Shape::Number),
    field("leads", Shape::Number),
    field("reason", Shape::Text).wide(8, 20),
    field("state", STATE).wide(6, 8),
    field("returned", Shape::Number),
    field("returned_by", Shape::Link(Kind::Operator)).wide(6, 8),
    field("returned_at", Shape::Moment),
    field("created_by", Shape::Link(Kind::Operator)).wide(6, 8),
    field("created_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::HandOver,
    title: "from",
    code: None,
    fields: FIELDS,
    columns: &[
        "created_at",
        "from",
        "to",
        "others",
        "customers",
        "activities",
        "leads",
        "state",
        "reason",
        "rule",
        "created_by",
    ],
    sort: &[("created_at", true)],
    sums: &[],
    below: &[],
    moves: &[Move::HandBack],
};
