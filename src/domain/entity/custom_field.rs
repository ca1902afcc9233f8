//! 自定义字段: a field that the administrator adds to a kind.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const KIND: Shape = Shape::Choice(&["customer", "contact", "order", "opportunity", "lead"], "custom_kind");
const TYPE: Shape =
    Shape::Choice(&["text", "number", "decimal", "money", "date", "flag", "choice"], "custom_type");

const FIELDS: &[FieldDef] = &[
    field("kind", KIND).new_only().required(),
    field("label", Shape::Text).edit().required().wide(8, 16),
    field("label_en", Shape::Text).edit().wide(8, 16),
    field("name", Shape::Text).new_only().required().wide(8, 14),
    field("type", TYPE).new_only().required(),
    field("choices", Shape::Text).edit().wide(8, 20),
    field("dict", Shape::Text).new_only().wide(8, 18),
    field("sort", Shape::Number).edit(),
    field("required", Shape::Flag).edit(),
    field("active", Shape::Flag).edit(),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::CustomField,
    title: "label",
    code: None,
    fields: FIELDS,
    columns: &["label", "kind", "name", "type", "dict", "required", "active", "sort", "label_en"],
    sort: &[("kind", false), ("sort", false)],
    sums: &[],
    below: &[],
    moves: &[],
};
