//! What is done with leads. Rows of the table of moves.

use super::{Move, MoveDef, REASON};
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

/// What shows that the customer means it (R49).
pub const EVIDENCE: FieldDef = field("intent_evidence", Shape::Note).edit();

/// `move.work_lead`.
pub const WORK_LEAD: MoveDef =
    MoveDef { what: Move::WorkLead, name: "work_lead", kind: Kind::Lead, danger: false, fields: &[] };

/// `move.convert_lead`: into an existing customer, else a new one; `sure`: whoever is very like it. Where anything is said of an opportunity,
/// it becomes one too, and what that lacks is asked for.
pub const CONVERT_LEAD: MoveDef = MoveDef {
    what: Move::ConvertLead,
    name: "convert_lead",
    kind: Kind::Lead,
    danger: false,
    fields: &[
        field("customer", Shape::Link(Kind::Customer)).edit(),
        field("sure", Shape::Flag).edit(),
        field("opportunity_name", Shape::Text).edit(),
        EVIDENCE,
        field("product_line", Shape::Dict("media_class")).edit(),
        field("amount", Shape::Money).edit(),
        field("expected_close_on", Shape::Date).edit(),
    ],
};

/// `move.transfer_lead`.
pub const TRANSFER_LEAD: MoveDef = MoveDef {
    what: Move::TransferLead,
    name: "transfer_lead",
    kind: Kind::Lead,
    danger: false,
    fields: &[
        field("to", Shape::Link(Kind::Operator)).edit().required(),
        field("reason", Shape::Text).edit(),
    ],
};

/// `move.drop_lead`.
pub const DROP_LEAD: MoveDef =
    MoveDef { what: Move::DropLead, name: "drop_lead", kind: Kind::Lead, danger: false, fields: &[REASON] };

/// `move.reopen_lead`.
pub const REOPEN_LEAD: MoveDef =
    MoveDef { what: Move::ReopenLead, name: "reopen_lead", kind: Kind::Lead, danger: false, fields: &[] };

/// `move.delete_lead`.
pub const DELETE_LEAD: MoveDef =
    MoveDef { what: Move::DeleteLead, name: "delete_lead", kind: Kind::Lead, danger: true, fields: &[] };
