//! Invoices and contracts: what can be done to them, and the order that names its contract. Rows of the table of moves.

use super::{Move, MoveDef, REASON};
use crate::domain::{
    field::{Shape, field},
    kind::Kind,
};

/// `move.issue_invoice`.
pub const ISSUE_INVOICE: MoveDef = MoveDef {
    what: Move::IssueInvoice,
    name: "issue_invoice",
    kind: Kind::Invoice,
    danger: false,
    fields: &[field("number", Shape::Text).edit().required(), field("issued_on", Shape::Date).edit()],
};

/// `move.deliver_invoice`.
pub const DELIVER_INVOICE: MoveDef = MoveDef {
    what: Move::DeliverInvoice,
    name: "deliver_invoice",
    kind: Kind::Invoice,
    danger: false,
    fields: &[field("received_by_customer_on", Shape::Date).edit()],
};

/// `move.red_invoice`.
pub const RED_INVOICE: MoveDef = MoveDef {
    what: Move::RedInvoice,
    name: "red_invoice",
    kind: Kind::Invoice,
    danger: true,
    fields: &[REASON],
};

/// `move.void_invoice`.
pub const VOID_INVOICE: MoveDef = MoveDef {
    what: Move::VoidInvoice,
    name: "void_invoice",
    kind: Kind::Invoice,
    danger: true,
    fields: &[REASON],
};

/// `move.link_contract`.
pub const LINK_CONTRACT: MoveDef = MoveDef {
    what: Move::LinkContract,
    name: "link_contract",
    kind: Kind::Order,
    danger: false,
    fields: &[field("contract", Shape::Link(Kind::Contract)).edit()],
};

/// `move.submit_contract`.
pub const SUBMIT_CONTRACT: MoveDef = MoveDef {
    what: Move::SubmitContract,
    name: "submit_contract",
    kind: Kind::Contract,
    danger: false,
    fields: &[],
};

/// `move.return_contract`.
pub const RETURN_CONTRACT: MoveDef = MoveDef {
    what: Move::ReturnContract,
    name: "return_contract",
    kind: Kind::Contract,
    danger: false,
    fields: &[field("reason", Shape::Text).edit()],
};

/// `move.sign_contract`.
pub const SIGN_CONTRACT: MoveDef = MoveDef {
    what: Move::SignContract,
    name: "sign_contract",
    kind: Kind::Contract,
    danger: false,
    fields: &[
        field("signed_on", Shape::Date).edit(),
        field("our_signer", Shape::Text).edit(),
        field("their_signer", Shape::Text).edit(),
    ],
};

/// `move.start_contract`.
pub const START_CONTRACT: MoveDef = MoveDef {
    what: Move::StartContract,
    name: "start_contract",
    kind: Kind::Contract,
    danger: false,
    fields: &[],
};

/// `move.complete_contract`.
pub const COMPLETE_CONTRACT: MoveDef = MoveDef {
    what: Move::CompleteContract,
    name: "complete_contract",
    kind: Kind::Contract,
    danger: true,
    fields: &[],
};

/// `move.terminate_contract`.
pub const TERMINATE_CONTRACT: MoveDef = MoveDef {
    what: Move::TerminateContract,
    name: "terminate_contract",
    kind: Kind::Contract,
    danger: true,
    fields: &[REASON],
};

/// `move.void_contract`.
pub const VOID_CONTRACT: MoveDef = MoveDef {
    what: Move::VoidContract,
    name: "void_contract",
    kind: Kind::Contract,
    danger: true,
    fields: &[REASON],
};

/// `move.delete_contract`.
pub const DELETE_CONTRACT: MoveDef = MoveDef {
    what: Move::DeleteContract,
    name: "delete_contract",
    kind: Kind::Contract,
    danger: true,
    fields: &[],
};

/// `move.delete_invoice_title`.
pub const DELETE_INVOICE_TITLE: MoveDef = MoveDef {
    what: Move::DeleteInvoiceTitle,
    name: "delete_invoice_title",
    kind: Kind::InvoiceTitle,
    danger: true,
    fields: &[],
};
