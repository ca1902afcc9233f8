//! 订单. Orders are entered in their own form and changed by moves; nothing is typed into a field.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

pub(super) const STATE: Shape = Shape::Choice(
    &["draft", "requested", "confirmed", "executing", "suspended", "completed", "cancelled", "terminated"],
    "order_state",
);
const BILL_TO: Shape = Shape::Choice(&["advertiser", "agency", "other"], "bill_to");

const FIELDS: &[FieldDef] = &[
    field("code", Shape::Text).wide(12, 13),
    field("customer", Shape::Link(Kind::Customer)).wide(12, 24),
    field("state", STATE).wide(6, 10),
    field("state_reason", Shape::Text),
    field("signed_on", Shape::Date),
    field("salesperson", Shape::Link(Kind::Operator)).wide(6, 8),
    field("department", Shape::Link(Kind::Department)).wide(8, 12),
    field("owner", Shape::Link(Kind::Operator)).wide(6, 8),
    field("assistant", Shape::Link(Kind::Operator)).wide(6, 8),
    field("net_amount", Shape::Money),
    field("gross_amount", Shape::Money),
    field("discount_amount", Shape::Money),
    field("planned", Shape::Money),
    field("received", Shape::Money),
    field("outstanding", Shape::Money),
    field("overdue", Shape::Money),
    field("invoiced", Shape::Money),
    field("insertions", Shape::Number),
    field("delivered", Shape::Number),
    field("delivered_amount", Shape::Money),
    field("plan_text", Shape::Text),
    field("pay_note", Shape::Text),
    field("agency", Shape::Link(Kind::Customer)),
    field("bill_to", BILL_TO),
    field("bill_to_customer", Shape::Link(Kind::Customer)),
    field("invoice_title", Shape::Link(Kind::InvoiceTitle)),
    field("commission_rate", Shape::Percent),
    field("commission_amount", Shape::Money),
    field("tax_rate", Shape::Percent),
    field("counted", Shape::Flag),
    field("note", Shape::Note),
    field("confirmed_at", Shape::Moment),
    field("confirmed_by", Shape::Link(Kind::Operator)),
    field("created_by", Shape::Link(Kind::Operator)),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Order,
    title: "code",
    code: Some("code"),
    fields: FIELDS,
    columns: &[
        "code",
        "customer",
        "state",
        "net_amount",
        "outstanding",
        "signed_on",
        "salesperson",
        "received",
        "overdue",
        "delivered",
        "insertions",
    ],
    sort: &[("updated_at", true)],
    sums: &["net_amount", "received", "outstanding"],
    below: &[
        (Kind::Line, "order"),
        (Kind::Insertion, "order"),
        (Kind::Instalment, "order"),
        (Kind::Allocation, "order"),
        (Kind::Activity, "order"),
        (Kind::OrderChange, "order"),
    ],
    moves: &[
        Move::RequestOrder,
        Move::ConfirmOrder,
        Move::SuspendOrder,
        Move::ResumeOrder,
        Move::CancelOrder,
        Move::TerminateOrder,
        Move::RequestCancel,
        Move::RequestTerminate,
        Move::RequestApproval,
        Move::ApproveOrder,
        Move::ReplanOrder,
    ],
};
