//! 发票: asked for by who sold, written and handed over by the desk. Typed while it is only asked for, then changed by moves.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

const STATE: Shape = Shape::Choice(&["requested", "issued", "delivered", "red", "void"], "invoice_state");

const FIELDS: &[FieldDef] = &[
    field("code", Shape::Text).wide(9, 10),
    field("order", Shape::Link(Kind::Order)).new_only().required().wide(12, 13),
    field("customer", Shape::Link(Kind::Customer)).wide(12, 24),
    field("state", STATE).wide(6, 10),
    field("invoice_title", Shape::Link(Kind::InvoiceTitle)).edit(),
    field("buyer", Shape::Text).wide(12, 24),
    field("tax_no", Shape::Text).wide(12, 20),
    field("address_phone", Shape::Text),
    field("bank_account", Shape::Text),
    field("type", Shape::Dict("invoice_type")).edit(),
    field("amount", Shape::Money).edit(),
    field("tax_rate", Shape::Percent),
    field("net", Shape::Money),
    field("tax", Shape::Money),
    field("number", Shape::Text).wide(8, 20),
    field("requested_on", Shape::Date).new_only(),
    field("issued_on", Shape::Date),
    field("received_by_customer_on", Shape::Date),
    field("note", Shape::Note).edit(),
    field("state_reason", Shape::Text),
    field("salesperson", Shape::Link(Kind::Operator)).wide(6, 8),
    field("owner", Shape::Link(Kind::Operator)).wide(6, 8),
    field("department", Shape::Link(Kind::Department)).wide(8, 12),
    field("created_by", Shape::Link(Kind::Operator)),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Invoice,
    title: "code",
    code: Some("code"),
    fields: FIELDS,
    columns: &[
        "code",
        "customer",
        "state",
        "amount",
        "order",
        "requested_on",
        "issued_on",
        "number",
        "type",
        "buyer",
        "tax",
        "salesperson",
    ],
    sort: &[("requested_on", true)],
    sums: &["amount", "net", "tax"],
    below: &[(Kind::Comment, "invoice"), (Kind::File, "invoice")],
    moves: &[Move::IssueInvoice, Move::DeliverInvoice, Move::RedInvoice, Move::VoidInvoice],
};
