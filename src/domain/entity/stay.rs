//! 阶段历史: how long an opportunity stayed in a stage, and how it left it. Written by its moves alone.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const DIRECTION: Shape = Shape::Choice(&["forward", "back", "close"], "direction");

const FIELDS: &[FieldDef] = &[
    field("opportunity", Shape::Link(Kind::Opportunity)).wide(12, 24),
    field("stage", Shape::Dict("stage")).wide(8, 10),
    field("entered_on", Shape::Date),
    field("left_on", Shape::Date),
    field("days", Shape::Number).wide(4, 5),
    field("standard_days", Shape::Number).wide(4, 5),
    field("on_time", Shape::Flag),
    field("direction", DIRECTION).wide(4, 8),
    field("reason", Shape::Text),
    field("overridden", Shape::Flag),
    field("moved_by", Shape::Link(Kind::Operator)).wide(6, 8),
    field("stage_owner", Shape::Link(Kind::Operator)).wide(6, 8),
    field("customer", Shape::Link(Kind::Customer)).wide(12, 24),
    field("owner", Shape::Link(Kind::Operator)).wide(6, 8),
    field("department", Shape::Link(Kind::Department)).wide(8, 12),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Stay,
    title: "stage",
    code: None,
    fields: FIELDS,
    columns: &[
        "stage",
        "entered_on",
        "left_on",
        "days",
        "standard_days",
        "direction",
        "opportunity",
        "stage_owner",
        "reason",
        "overridden",
        "moved_by",
    ],
    sort: &[("entered_on", true)],
    sums: &[],
    below: &[],
    moves: &[],
};
