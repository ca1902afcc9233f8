//! 阶段任务: what entering a stage plans, once per opportunity. Set up by the administrator.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const KIND: Shape =
    Shape::Choice(&["visit", "call", "meeting", "mail", "message", "care", "task", "other"], "activity_kind");

const FIELDS: &[FieldDef] = &[
    field("of_stage", Shape::Link(Kind::Stage)).new_only().required().wide(6, 14),
    field("seq", Shape::Number).edit().required().wide(3, 4),
    field("title", Shape::Text).edit().required().wide(10, 24),
    field("kind", KIND).edit().required().wide(4, 8),
    field("offset_days", Shape::Number).edit().required().wide(4, 6),
    field("mandatory", Shape::Flag).edit().wide(3, 5),
    field("is_care", Shape::Flag).edit().wide(3, 5),
    field("active", Shape::Flag).edit(),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::StageTask,
    title: "title",
    code: None,
    fields: FIELDS,
    columns: &["of_stage", "seq", "title", "kind", "offset_days", "mandatory", "is_care", "active"],
    sort: &[("of_stage", false), ("seq", false)],
    sums: &[],
    below: &[],
    moves: &[],
};
