//! Giving a customer to others, its status; lending records that have a team. Rows of the table of moves.

use super::{CUSTOMER_STATUS, Move, MoveDef, REASON};
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

/// `move.transfer_customer`.
pub const TRANSFER_CUSTOMER: MoveDef = MoveDef {
    what: Move::TransferCustomer,
    name: "transfer_customer",
    kind: Kind::Customer,
    danger: false,
    fields: &[field("to", Shape::Link(Kind::Operator)).edit().required(), REASON],
};

/// `move.set_customer_status`.
pub const SET_CUSTOMER_STATUS: MoveDef = MoveDef {
    what: Move::SetCustomerStatus,
    name: "set_customer_status",
    kind: Kind::Customer,
    danger: false,
    fields: &[field("status", CUSTOMER_STATUS).edit().required(), field("reason", Shape::Text).edit()],
};

/// With whom, how far, until when, why.
const LENT: &[FieldDef] = &[
    field("to", Shape::Link(Kind::Operator)).edit().required(),
    field("access", Shape::Choice(&["read", "write"], "access")).edit().required(),
    field("until", Shape::Date).edit(),
    field("reason", Shape::Text).edit(),
];
const WHOM: &[FieldDef] = &[field("to", Shape::Link(Kind::Operator)).edit().required()];

const fn lends(what: Move, name: &'static str, kind: Kind, fields: &'static [FieldDef]) -> MoveDef {
    MoveDef { what, name, kind, danger: false, fields }
}

/// `move.share`.
pub const SHARE: MoveDef = lends(Move::Share, "share", Kind::Customer, LENT);
/// `move.unshare`.
pub const UNSHARE: MoveDef = lends(Move::Unshare, "unshare", Kind::Customer, WHOM);
/// `move.share_opportunity`.
pub const SHARE_OPPORTUNITY: MoveDef =
    lends(Move::ShareOpportunity, "share_opportunity", Kind::Opportunity, LENT);
/// `move.unshare_opportunity`.
pub const UNSHARE_OPPORTUNITY: MoveDef =
    lends(Move::UnshareOpportunity, "unshare_opportunity", Kind::Opportunity, WHOM);
/// `move.share_lead`.
pub const SHARE_LEAD: MoveDef = lends(Move::ShareLead, "share_lead", Kind::Lead, LENT);
/// `move.unshare_lead`.
pub const UNSHARE_LEAD: MoveDef = lends(Move::UnshareLead, "unshare_lead", Kind::Lead, WHOM);

/// The moves by which a colleague comes into the team of such a record, and out of it; none: it is not lent by itself.
pub fn team(kind: Kind) -> Option<(Move, Move)> {
    match kind {
        Kind::Customer => Some((Move::Share, Move::Unshare)),
        Kind::Opportunity => Some((Move::ShareOpportunity, Move::UnshareOpportunity)),
        Kind::Lead => Some((Move::ShareLead, Move::UnshareLead)),
        _ => None,
    }
}
