//! 订单变更: one change of an order, or one approval that it needs, with the order before and after. Written by functions only.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

const KIND: Shape = Shape::Choice(
    &["amend", "replan", "price_reduction", "cancel", "terminate", "discount", "credit"],
    "change_kind",
);
const STATE: Shape =
    Shape::Choice(&["requested", "approved", "rejected", "applied", "withdrawn"], "change_state");

const FIELDS: &[FieldDef] = &[
    field("code", Shape::Text).wide(9, 10),
    field("order", Shape::Link(Kind::Order)).wide(12, 13),
    field("customer", Shape::Link(Kind::Customer)).wide(12, 24),
    field("kind", KIND).wide(8, 10),
    field("state", STATE).wide(6, 9),
    field("net_before", Shape::Money),
    field("net_after", Shape::Money),
    field("reason", Shape::Text).wide(8, 20),
    field("decision_note", Shape::Text),
    field("before", Shape::Note),
    field("after", Shape::Note),
    field("requested_by", Shape::Link(Kind::Operator)).wide(6, 8),
    field("requested_at", Shape::Moment),
    field("decided_by", Shape::Link(Kind::Operator)).wide(6, 8),
    field("decided_at", Shape::Moment),
    field("salesperson", Shape::Link(Kind::Operator)).wide(6, 8),
    field("owner", Shape::Link(Kind::Operator)).wide(6, 8),
    field("department", Shape::Link(Kind::Department)).wide(8, 12),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::OrderChange,
    title: "code",
    code: Some("code"),
    fields: FIELDS,
    columns: &[
        "order",
        "kind",
        "state",
        "customer",
        "net_before",
        "net_after",
        "reason",
        "requested_by",
        "requested_at",
        "decided_by",
        "salesperson",
        "code",
    ],
    sort: &[("requested_at", true)],
    sums: &[],
    below: &[],
    moves: &[Move::ApproveChange, Move::RejectChange, Move::WithdrawChange],
};
