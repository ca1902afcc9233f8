//! 设置: company-wide settings, by key. Kept by the administrator.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const FIELDS: &[FieldDef] = &[
    field("key", Shape::Text).new_only().required().wide(8, 18),
    field("value", Shape::Text).edit().wide(8, 20),
    field("note", Shape::Text).edit().wide(8, 40),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Setting,
    title: "key",
    code: None,
    fields: FIELDS,
    columns: &["key", "value", "note", "updated_at"],
    sort: &[("key", false)],
    sums: &[],
    below: &[],
    moves: &[],
};
