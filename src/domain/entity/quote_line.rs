//! 报价明细: what a quote offers. Its total is theirs.

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
    field("quote", Shape::Link(Kind::Quote)).new_only().required().wide(7, 9),
    field("unit_price", Shape::Money),
    field("amount", Shape::Money),
    field("opportunity", Shape::Link(Kind::Opportunity)).wide(10, 20),
    field("customer", Shape::Link(Kind::Customer)).wide(12, 24),
    field("owner", Shape::Link(Kind::Operator)).wide(6, 8),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::QuoteLine,
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
        "quote",
        "unit_price",
        "customer",
        "seq",
    ],
    sort: &[],
    sums: &["amount"],
    below: &[],
    moves: &[Move::DropQuoteLine],
};
