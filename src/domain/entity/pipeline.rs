//! 销售流程: a way that opportunities go, stage by stage. Set up by the administrator.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const FIELDS: &[FieldDef] = &[
    field("name", Shape::Text).edit().required().wide(8, 20),
    field("sort", Shape::Number).edit(),
    field("active", Shape::Flag).edit(),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Pipeline,
    title: "name",
    code: None,
    fields: FIELDS,
    columns: &["name", "sort", "active"],
    sort: &[("sort", false)],
    sums: &[],
    below: &[(Kind::Stage, "pipeline")],
    moves: &[],
};
