//! 收款: money that came in, or went back. Booked in its own form; changed by moves.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

/// Receipt or refund.
pub(super) const PAYMENT_KIND: Shape = Shape::Choice(&["receipt", "refund"], "payment_kind");
const STATE: Shape = Shape::Choice(&["recorded", "confirmed", "voided"], "payment_state");

const FIELDS: &[FieldDef] = &[
    field("code", Shape::Text).wide(9, 10),
    field("payer", Shape::Link(Kind::Customer)).wide(12, 24),
    field("received_on", Shape::Date),
    field("amount", Shape::Money),
    field("allocated", Shape::Money),
    field("unallocated", Shape::Money),
    field("paid_out", Shape::Money),
    field("state", STATE),
    field("kind", PAYMENT_KIND),
    field("returns", Shape::Link(Kind::Payment)).wide(9, 10),
    field("method", Shape::Dict("method")),
    field("bank_ref", Shape::Text),
    field("note", Shape::Note),
    field("owner", Shape::Link(Kind::Operator)).wide(6, 8),
    field("department", Shape::Link(Kind::Department)).wide(8, 12),
    field("created_by", Shape::Link(Kind::Operator)),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Payment,
    title: "code",
    code: Some("code"),
    fields: FIELDS,
    columns: &[
        "code",
        "payer",
        "received_on",
        "amount",
        "unallocated",
        "allocated",
        "state",
        "kind",
        "method",
        "bank_ref",
        "created_by",
    ],
    sort: &[("received_on", true)],
    sums: &["amount", "allocated", "unallocated"],
    below: &[
        (Kind::Allocation, "payment"),
        (Kind::Payment, "returns"),
        (Kind::Comment, "payment"),
        (Kind::File, "payment"),
    ],
    moves: &[
        Move::ConfirmPayment,
        Move::AllocatePayment,
        Move::PayOut,
        Move::UnallocatePayment,
        Move::VoidPayment,
        Move::VoidAllocatedPayment,
    ],
};
