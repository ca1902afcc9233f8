//! 收件箱: comments on one's own records, and on what one commented on oneself.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

const FIELDS: &[FieldDef] = &[
    field("unread", Shape::Flag),
    field("created_at", Shape::Moment),
    field("text", Shape::Note).wide(16, 40),
    field("author", Shape::Link(Kind::Operator)).wide(6, 8),
    field("customer", Shape::Link(Kind::Customer)).wide(12, 24),
    field("order", Shape::Link(Kind::Order)).wide(12, 13),
    field("contact", Shape::Link(Kind::Contact)).wide(6, 10),
    field("activity", Shape::Link(Kind::Activity)).wide(8, 16),
    field("payment", Shape::Link(Kind::Payment)).wide(10, 12),
    field("contract", Shape::Link(Kind::Contract)).wide(10, 12),
    field("invoice", Shape::Link(Kind::Invoice)).wide(10, 12),
    field("opportunity", Shape::Link(Kind::Opportunity)).wide(10, 16),
    field("lead", Shape::Link(Kind::Lead)).wide(10, 16),
    field("read_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Inbox,
    title: "text",
    code: None,
    fields: FIELDS,
    columns: &["unread", "text", "author", "created_at", "customer", "order", "contact", "activity"],
    sort: &[("created_at", true)],
    sums: &[],
    below: &[],
    moves: &[Move::MarkRead, Move::MarkUnread],
};
