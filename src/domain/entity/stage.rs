//! 阶段: a stage of a pipeline with its standard: how long it may take, what it is worth, how it is left. Set up by the administrator.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const FIELDS: &[FieldDef] = &[
    field("pipeline", Shape::Link(Kind::Pipeline)).new_only().required().wide(6, 14),
    field("seq", Shape::Number).edit().required().wide(3, 4),
    field("code", Shape::Text).new_only().required().wide(6, 12),
    field("name", Shape::Text).edit().required().wide(6, 14),
    field("name_en", Shape::Text).edit().required().wide(6, 18),
    field("stage_win_rate", Shape::Number).edit().required().wide(4, 6),
    field("standard_days", Shape::Number).edit().required().wide(4, 6),
    field("warn_days", Shape::Number).edit().required().wide(4, 6),
    field("is_important", Shape::Flag).edit().wide(3, 5),
    field("strict_tasks", Shape::Flag).edit().wide(3, 5),
    field("strategy", Shape::Note).edit(),
    field("active", Shape::Flag).edit(),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Stage,
    title: "name",
    code: None,
    fields: FIELDS,
    columns: &[
        "seq",
        "name",
        "stage_win_rate",
        "standard_days",
        "warn_days",
        "is_important",
        "strict_tasks",
        "active",
        "code",
        "name_en",
        "pipeline",
    ],
    sort: &[("seq", false)],
    sums: &[],
    below: &[(Kind::StageTask, "of_stage")],
    moves: &[],
};
