//! 开票抬头: a name and tax number that invoices to a customer carry.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

const FIELDS: &[FieldDef] = &[
    field("title", Shape::Text).edit().required().wide(12, 26),
    field("customer", Shape::Link(Kind::Customer)).new_only().required().wide(12, 24),
    field("kind", Shape::Choice(&["company", "person"], "title_kind")).edit(),
    field("tax_no", Shape::Text).edit().wide(12, 20),
    field("address", Shape::Text).edit(),
    field("phone", Shape::Text).edit(),
    field("bank", Shape::Text).edit(),
    field("account", Shape::Text).edit(),
    field("is_default", Shape::Flag).edit(),
    field("owner", Shape::Link(Kind::Operator)).wide(6, 8),
    field("department", Shape::Link(Kind::Department)).wide(8, 12),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::InvoiceTitle,
    title: "title",
    code: None,
    fields: FIELDS,
    columns: &["title", "customer", "tax_no", "is_default", "bank", "account", "owner"],
    sort: &[("title", false)],
    sums: &[],
    below: &[],
    moves: &[Move::DeleteInvoiceTitle],
};
