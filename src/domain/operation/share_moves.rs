//! Lending a customer to others. Rows of the table of moves.

use super::{Move, MoveDef};
use crate::domain::{
    field::{Shape, field},
    kind::Kind,
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
