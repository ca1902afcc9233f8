//! 样板客户: the directory of reference customers: name, industry, case, owner. Everybody reads it; the rest has the customer's own rights (R27).

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const FIELDS: &[FieldDef] = &[
    field("name", Shape::Text).wide(12, 26),
    field("industry", Shape::Dict("industry")),
    field("reference_text", Shape::Note).wide(16, 40),
    field("owner", Shape::Link(Kind::Operator)).wide(6, 8),
    field("customer", Shape::Link(Kind::Customer)).wide(12, 24),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Reference,
    title: "name",
    code: None,
    fields: FIELDS,
    columns: &["name", "industry", "reference_text", "owner"],
    sort: &[("industry", false), ("name", false)],
    sums: &[],
    below: &[],
    moves: &[],
};
