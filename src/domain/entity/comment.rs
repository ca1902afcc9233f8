//! 批注: what somebody says about a record: advice, a question, an answer.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

const FIELDS: &[FieldDef] = &[
    field("created_at", Shape::Moment),
    field("text", Shape::Note).edit().required().wide(16, 40),
    field("author", Shape::Link(Kind::Operator)).wide(6, 8),
    field("customer", Shape::Link(Kind::Customer)).new_only().wide(12, 24),
    field("order", Shape::Link(Kind::Order)).new_only().wide(12, 13),
    field("contact", Shape::Link(Kind::Contact)).new_only().wide(6, 10),
    field("activity", Shape::Link(Kind::Activity)).new_only().wide(8, 16),
    field("payment", Shape::Link(Kind::Payment)).new_only().wide(10, 12),
    field("contract", Shape::Link(Kind::Contract)).new_only().wide(10, 12),
    field("invoice", Shape::Link(Kind::Invoice)).new_only().wide(10, 12),
    field("opportunity", Shape::Link(Kind::Opportunity)).new_only().wide(10, 16),
    field("lead", Shape::Link(Kind::Lead)).new_only().wide(10, 16),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Comment,
    title: "text",
    code: None,
    fields: FIELDS,
    columns: &["text", "author", "created_at", "customer", "order", "contact", "activity"],
    sort: &[("created_at", true)],
    sums: &[],
    below: &[],
    moves: &[Move::DeleteComment],
};
