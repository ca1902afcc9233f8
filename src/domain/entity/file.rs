//! 附件: a file that hangs on a record. A new one is named by the path to it.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

const FIELDS: &[FieldDef] = &[
    field("name", Shape::Text).new_only().required().wide(12, 26),
    field("size", Shape::Number).wide(7, 9),
    field("note", Shape::Text).edit(),
    field("added_by", Shape::Link(Kind::Operator)).wide(6, 8),
    field("customer", Shape::Link(Kind::Customer)).new_only().wide(12, 24),
    field("order", Shape::Link(Kind::Order)).new_only().wide(12, 13),
    field("contact", Shape::Link(Kind::Contact)).new_only().wide(6, 10),
    field("activity", Shape::Link(Kind::Activity)).new_only().wide(8, 16),
    field("payment", Shape::Link(Kind::Payment)).new_only().wide(10, 12),
    field("contract", Shape::Link(Kind::Contract)).new_only().wide(10, 12),
    field("invoice", Shape::Link(Kind::Invoice)).new_only().wide(10, 12),
    field("opportunity", Shape::Link(Kind::Opportunity)).new_only().wide(10, 16),
    field("lead", Shape::Link(Kind::Lead)).new_only().wide(10, 16),
    field("text", Shape::Note),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::File,
    title: "name",
    code: None,
    fields: FIELDS,
    columns: &["name", "size", "added_by", "created_at", "customer", "order", "note"],
    sort: &[("created_at", true)],
    sums: &[],
    below: &[],
    moves: &[Move::SaveFile, Move::DeleteFile],
};
