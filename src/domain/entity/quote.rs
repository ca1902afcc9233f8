//! 报价: what a customer was offered for an opportunity. Typed while it is a draft, then changed by moves.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

/// `expired` is never written: a sent one is that from the day after the last on which it can be accepted.
const STATE: Shape = Shape::Choice(
    &["draft", "submitted", "approved", "sent", "accepted", "rejected", "expired", "superseded"],
    "quote_state",
);

const FIELDS: &[FieldDef] = &[
    field("code", Shape::Text).wide(7, 9),
    field("opportunity", Shape::Link(Kind::Opportunity)).new_only().required().wide(10, 20),
    field("revision", Shape::Number).wide(4, 5),
    field("customer", Shape::Link(Kind::Customer)).wide(12, 24),
    field("state", STATE).wide(6, 10),
    field("total", Shape::Money),
    field("valid_until", Shape::Date).edit(),
    field("note", Shape::Note).edit(),
    field("below_floor", Shape::Flag),
    field("lines", Shape::Number),
    field("state_reason", Shape::Text),
    field("submitted_by", Shape::Link(Kind::Operator)),
    field("approved_by", Shape::Link(Kind::Operator)),
    field("sent_on", Shape::Date),
    field("answered_on", Shape::Date),
    field("owner", Shape::Link(Kind::Operator)).wide(6, 8),
    field("department", Shape::Link(Kind::Department)).wide(8, 12),
    field("created_by", Shape::Link(Kind::Operator)),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Quote,
    title: "code",
    code: Some("code"),
    fields: FIELDS,
    columns: &[
        "code",
        "opportunity",
        "state",
        "total",
        "customer",
        "valid_until",
        "revision",
        "below_floor",
        "owner",
        "sent_on",
    ],
    sort: &[("updated_at", true)],
    sums: &["total"],
    below: &[(Kind::QuoteLine, "quote")],
    moves: &[
        Move::SubmitQuote,
        Move::ApproveQuote,
        Move::ReturnQuote,
        Move::SendQuote,
        Move::AcceptQuote,
        Move::RejectQuote,
        Move::PrintQuote,
        Move::DeleteQuote,
    ],
};
