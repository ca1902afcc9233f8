//! Instalments that are asked for or given up, payments: what can be done to them. Rows of the table of moves.

use super::{Move, MoveDef, REASON};
use crate::domain::{
    field::{Shape, field},
    kind::Kind,
};

/// Why a customer does not pay now.
pub const DUNNING_REASON: Shape = Shape::Dict("reason_code");

/// `move.dun`.
pub const DUN: MoveDef =
    MoveDef { what: Move::Dun, name: "dun", kind: Kind::Instalment, danger: false, fields: &[] };

/// `move.answer_dunning`.
pub const ANSWER_DUNNING: MoveDef = MoveDef {
    what: Move::AnswerDunning,
    name: "answer_dunning",
    kind: Kind::Activity,
    danger: false,
    fields: &[
        field("promised_on", Shape::Date).edit(),
        field("promised_amount", Shape::Money).edit(),
        field("reason_code", DUNNING_REASON).edit(),
        field("answer", Shape::Note).edit(),
    ],
};

/// `move.block_dunning`.
pub const BLOCK_DUNNING: MoveDef = MoveDef {
    what: Move::BlockDunning,
    name: "block_dunning",
    kind: Kind::Instalment,
    danger: false,
    fields: &[field("until", Shape::Date).edit(), field("reason", Shape::Text).edit()],
};

/// `move.write_off`.
pub const WRITE_OFF: MoveDef = MoveDef {
    what: Move::WriteOff,
    name: "write_off",
    kind: Kind::Instalment,
    danger: true,
    fields: &[REASON],
};

/// `move.void_payment`.
pub const VOID_PAYMENT: MoveDef = MoveDef {
    what: Move::VoidPayment,
    name: "void_payment",
    kind: Kind::Payment,
    danger: true,
    fields: &[REASON],
};

/// `move.void_allocated_payment`.
pub const VOID_ALLOCATED_PAYMENT: MoveDef = MoveDef {
    what: Move::VoidAllocatedPayment,
    name: "void_allocated_payment",
    kind: Kind::Payment,
    danger: true,
    fields: &[REASON],
};

/// `move.allocate_payment`.
pub const ALLOCATE_PAYMENT: MoveDef = MoveDef {
    what: Move::AllocatePayment,
    name: "allocate_payment",
    kind: Kind::Payment,
    danger: false,
    fields: &[field("instalment", Shape::Link(Kind::Instalment)).edit()],
};

/// `move.pay_out`.
pub const PAY_OUT: MoveDef = MoveDef {
    what: Move::PayOut,
    name: "pay_out",
    kind: Kind::Payment,
    danger: true,
    fields: &[
        field("amount", Shape::Money).edit(),
        field("received_on", Shape::Date).edit(),
        field("method", Shape::Dict("method")).edit(),
        field("bank_ref", Shape::Text).edit(),
        field("note", Shape::Text).edit(),
    ],
};

/// `move.unallocate_payment`.
pub const UNALLOCATE_PAYMENT: MoveDef = MoveDef {
    what: Move::UnallocatePayment,
    name: "unallocate_payment",
    kind: Kind::Payment,
    danger: true,
    fields: &[],
};

/// `move.confirm_payment`.
pub const CONFIRM_PAYMENT: MoveDef = MoveDef {
    what: Move::ConfirmPayment,
    name: "confirm_payment",
    kind: Kind::Payment,
    danger: false,
    fields: &[],
};
