//! 订单明细: one position over some issues, or a surcharge.

use super::{EntityDef, position::COLOUR};
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const SURCHARGE: Shape = Shape::Choice(&["redesign", "production", "design"], "surcharge");

const FIELDS: &[FieldDef] = &[
    field("order", Shape::Link(Kind::Order)).wide(12, 13),
    field("seq", Shape::Number).wide(3, 4),
    field("publication", Shape::Link(Kind::Publication)).wide(12, 22),
    field("position", Shape::Link(Kind::Position)).wide(8, 12),
    field("size", Shape::Text).wide(7, 10),
    field("colour", COLOUR),
    field("list_price", Shape::Money),
    field("discount", Shape::Discount),
    field("unit_price", Shape::Money),
    field("issues", Shape::Number),
    field("amount", Shape::Money),
    field("surcharge_kind", SURCHARGE),
    field("customer", Shape::Link(Kind::Customer)).wide(12, 24),
    field("salesperson", Shape::Link(Kind::Operator)).wide(6, 8),
    field("owner", Shape::Link(Kind::Operator)).wide(6, 8),
    field("counted", Shape::Flag),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Line,
    title: "position",
    code: None,
    fields: FIELDS,
    columns: &[
        "publication",
        "position",
        "amount",
        "issues",
        "discount",
        "list_price",
        "order",
        "unit_price",
        "customer",
        "seq",
    ],
    sort: &[],
    sums: &["amount"],
    below: &[(Kind::Insertion, "line")],
    moves: &[],
};
