//! 字典项: an entry of a list that the company extends, with its words in both languages. Kept by the administrator.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const FIELDS: &[FieldDef] = &[
    field("dict", Shape::Text).new_only().required().wide(6, 14),
    field("code", Shape::Text).new_only().required().wide(6, 14),
    field("label", Shape::Text).edit().required().wide(6, 16),
    field("label_en", Shape::Text).edit().required().wide(6, 18),
    field("sort", Shape::Number).edit(),
    field("colour", Shape::Text).edit().wide(4, 8),
    field("active", Shape::Flag).edit(),
    field("valid_from", Shape::Date).edit(),
    field("valid_to", Shape::Date).edit(),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::DictItem,
    title: "label",
    code: None,
    fields: FIELDS,
    columns: &["dict", "code", "label", "label_en", "sort", "active", "colour", "valid_from", "valid_to"],
    sort: &[("dict", false), ("sort", false)],
    sums: &[],
    below: &[],
    moves: &[],
};
