//! Giving a customer to others, lending it, its status. Rows of the table of moves.

use super::{CUSTOMER_STATUS, Move, MoveDef, REASON};
use crate::domain::{
    field::{Shape, field},
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

/// `move.share`.
pub const SHARE: MoveDef = MoveDef {
    what: Move::Share,
    name: "share",
    kind: Kind::Customer,
    danger: false,
    fields: &[
        field("to", Shape::Link(Kind::Operator)).edit().required(),
        field("access", Shape::Choice(&["read", "write"], "access")).edit().required(),
        field("until", Shape::Date).edit(),
        field("reason", Shape::Text).edit(),
    ],
};

/// `move.unshare`.
pub const UNSHARE: MoveDef = MoveDef {
    what: Move::Unshare,
    name: "unshare",
    kind: Kind::Customer,
    danger: false,
    fields: &[field("to", Shape::Link(Kind::Operator)).edit().required()],
};
