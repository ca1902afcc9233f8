//! 机会明细: what an opportunity would order. Its amount is theirs.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

const FIELDS: &[FieldDef] = &[
    field("seq", Shape::Number).wide(3, 4),
    field("publication", Shape::Link(Kind::Publication)).wide(12, 22),
    field("position", Shape::Link(Kind::Position)).edit().required().wide(8, 12),
    field("issues", Shape::Number).edit(),
    field("discount", Shape::Discount).edit(),
    field("list_price", Shape::Money).edit(),
    field("opportunity", Shape::Link(Kind::Opportunity)).new_only().required().wide(12, 24),
    field("unit_price", Shape::Money),
    field("amount", Shape::Money),
    field("customer", Shape::Link(Kind::Customer)).wide(12, 24),
    field("owner", Shape::Link(Kind::Operator)).wide(6, 8),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::OpportunityLine,
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
        "opportunity",
        "unit_price",
        "customer",
        "seq",
    ],
    sort: &[],
    sums: &["amount"],
    below: &[],
    moves: &[Move::DropOpportunityLine],
};
