//! 部门: head office, sales centre, branches, offices, teams; a tree.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

/// What a department is.
pub const KIND: Shape = Shape::Choice(&["hq", "centre", "branch", "office", "team"], "department_kind");

const FIELDS: &[FieldDef] = &[
    field("tree", Shape::Text).wide(12, 28),
    field("code", Shape::Text).edit().required().wide(4, 8),
    field("name", Shape::Text).edit().required().wide(8, 18),
    field("kind", KIND).edit().required(),
    field("city", Shape::Text).edit().wide(4, 8),
    field("parent", Shape::Link(Kind::Department)).edit().wide(8, 14),
    field("people", Shape::Number),
    field("sort", Shape::Number).edit(),
    field("active", Shape::Flag).edit(),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
    field("path", Shape::Text),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Department,
    title: "name",
    code: Some("code"),
    fields: FIELDS,
    columns: &["tree", "code", "kind", "city", "people", "active", "sort", "name", "parent"],
    sort: &[("path", false)],
    sums: &[],
    below: &[(Kind::Operator, "department"), (Kind::Department, "parent"), (Kind::Customer, "department")],
    moves: &[],
};
