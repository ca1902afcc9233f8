//! The moves by which agreed orders are changed, and by which a director answers. Rows of the table of moves.

use super::{Move, MoveDef, REASON};
use crate::domain::{
    field::{Shape, field},
    kind::Kind,
};

/// `move.terminate_order`.
pub const TERMINATE_ORDER: MoveDef = MoveDef {
    what: Move::TerminateOrder,
    name: "terminate_order",
    kind: Kind::Order,
    danger: true,
    fields: &[REASON],
};

/// `move.request_cancel`.
pub const REQUEST_CANCEL: MoveDef = MoveDef {
    what: Move::RequestCancel,
    name: "request_cancel",
    kind: Kind::Order,
    danger: false,
    fields: &[REASON],
};

/// `move.request_terminate`.
pub const REQUEST_TERMINATE: MoveDef = MoveDef {
    what: Move::RequestTerminate,
    name: "request_terminate",
    kind: Kind::Order,
    danger: false,
    fields: &[REASON],
};

/// `move.request_approval`.
pub const REQUEST_APPROVAL: MoveDef = MoveDef {
    what: Move::RequestApproval,
    name: "request_approval",
    kind: Kind::Order,
    danger: false,
    fields: &[REASON],
};

/// `move.approve_order`.
pub const APPROVE_ORDER: MoveDef = MoveDef {
    what: Move::ApproveOrder,
    name: "approve_order",
    kind: Kind::Order,
    danger: false,
    fields: &[REASON],
};

/// `move.replan_order`.
pub const REPLAN_ORDER: MoveDef = MoveDef {
    what: Move::ReplanOrder,
    name: "replan_order",
    kind: Kind::Order,
    danger: false,
    fields: &[field("plan", Shape::Text).edit().required(), REASON],
};

/// `move.reduce_price`.
pub const REDUCE_PRICE: MoveDef = MoveDef {
    what: Move::ReducePrice,
    name: "reduce_price",
    kind: Kind::Insertion,
    danger: true,
    fields: &[REASON],
};

/// `move.approve_change`.
pub const APPROVE_CHANGE: MoveDef = MoveDef {
    what: Move::ApproveChange,
    name: "approve_change",
    kind: Kind::OrderChange,
    danger: true,
    fields: &[field("decision_note", Shape::Text).edit()],
};

/// `move.reject_change`.
pub const REJECT_CHANGE: MoveDef = MoveDef {
    what: Move::RejectChange,
    name: "reject_change",
    kind: Kind::OrderChange,
    danger: false,
    fields: &[field("decision_note", Shape::Text).edit().required()],
};

/// `move.withdraw_change`.
pub const WITHDRAW_CHANGE: MoveDef = MoveDef {
    what: Move::WithdrawChange,
    name: "withdraw_change",
    kind: Kind::OrderChange,
    danger: true,
    fields: &[],
};

/// `move.fill_order`: its form is the record's own, of the fields that were added.
pub const FILL_ORDER: MoveDef =
    MoveDef { what: Move::FillOrder, name: "fill_order", kind: Kind::Order, danger: false, fields: &[] };
