//! 共享规则: which departments' orders an assistant keeps, and whose customers are lent to whom. Kept by the administrator.

use super::{EntityDef, department};
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::ROLE,
};

const ENTITY: Shape = Shape::Choice(&["order_scope", "customer"], "sharing_entity");
const ACCESS: Shape = Shape::Choice(&["read", "write"], "access");

const FIELDS: &[FieldDef] = &[
    field("name", Shape::Text).wide(12, 30),
    field("entity", ENTITY).edit().required().wide(6, 14),
    field("from_kind", department::KIND).edit(),
    field("from_department", Shape::Link(Kind::Department)).edit().wide(8, 14),
    field("to_role", ROLE).edit().wide(6, 14),
    field("to_operator", Shape::Link(Kind::Operator)).edit().wide(6, 10),
    field("access", ACCESS).edit().required(),
    field("active", Shape::Flag).edit(),
    field("note", Shape::Text).edit(),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::SharingRule,
    title: "name",
    code: None,
    fields: FIELDS,
    columns: &[
        "name",
        "entity",
        "access",
        "active",
        "from_kind",
        "from_department",
        "to_role",
        "to_operator",
        "note",
    ],
    sort: &[("entity", true)],
    sums: &[],
    below: &[],
    moves: &[],
};
