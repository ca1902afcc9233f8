//! 操作员: everybody who may sign in. Made and changed by the administrator's moves only.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::{Move, ROLE},
};

const FIELDS: &[FieldDef] = &[
    field("name", Shape::Text).wide(6, 10),
    field("login", Shape::Text).wide(6, 12),
    field("role", ROLE).wide(6, 16),
    field("department", Shape::Link(Kind::Department)).wide(8, 14),
    field("superior", Shape::Link(Kind::Operator)).wide(6, 10),
    field("status", Shape::Choice(&["active", "disabled"], "operator_status")),
    field("receives", Shape::Flag),
    field("pinyin", Shape::Text),
    field("initials", Shape::Text),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Operator,
    title: "name",
    code: Some("login"),
    fields: FIELDS,
    columns: &["name", "login", "role", "department", "superior", "status"],
    sort: &[("login", false)],
    sums: &[],
    below: &[
        (Kind::Customer, "owner"),
        (Kind::Order, "salesperson"),
        (Kind::Activity, "owner"),
        (Kind::Operator, "superior"),
        (Kind::HandOver, "from"),
    ],
    moves: &[
        Move::CreateOperator,
        Move::ChangeOperator,
        Move::SetPassword,
        Move::HandOver,
        Move::DisableOperator,
        Move::EnableOperator,
    ],
};
