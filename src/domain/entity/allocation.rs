//! 分配: the part of a payment that pays an instalment; made and removed with its payment; a terminated order may free part of one.

use super::{EntityDef, payment::PAYMENT_KIND};
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const FIELDS: &[FieldDef] = &[
    field("received_on", Shape::Date),
    field("amount", Shape::Money),
    field("payment", Shape::Link(Kind::Payment)).wide(9, 10),
    field("instalment", Shape::Link(Kind::Instalment)),
    field("order", Shape::Link(Kind::Order)).wide(12, 13),
    field("due_on", Shape::Date),
    field("customer", Shape::Link(Kind::Customer)).wide(12, 24),
    field("kind", PAYMENT_KIND),
    field("salesperson", Shape::Link(Kind::Operator)).wide(6, 8),
    field("owner", Shape::Link(Kind::Operator)).wide(6, 8),
    field("created_by", Shape::Link(Kind::Operator)),
    field("created_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Allocation,
    title: "payment",
    code: None,
    fields: FIELDS,
    columns: &["received_on", "amount", "payment", "order", "due_on", "customer", "salesperson", "kind"],
    sort: &[("received_on", true)],
    sums: &["amount"],
    below: &[],
    moves: &[],
};
