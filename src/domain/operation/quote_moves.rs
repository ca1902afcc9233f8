//! Quotes: made, agreed to, sent, answered. Rows of the table of moves.

use super::{Move, MoveDef, REASON};
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const fn of_quote(what: Move, name: &'static str, danger: bool, fields: &'static [FieldDef]) -> MoveDef {
    MoveDef { what, name, kind: Kind::Quote, danger, fields }
}

/// `move.make_quote`.
pub const MAKE_QUOTE: MoveDef = MoveDef {
    what: Move::MakeQuote,
    name: "make_quote",
    kind: Kind::Opportunity,
    danger: false,
    fields: &[field("valid_until", Shape::Date).edit(), field("note", Shape::Note).edit()],
};

/// `move.submit_quote`.
pub const SUBMIT_QUOTE: MoveDef = of_quote(Move::SubmitQuote, "submit_quote", false, &[]);

/// `move.approve_quote`.
pub const APPROVE_QUOTE: MoveDef =
    of_quote(Move::ApproveQuote, "approve_quote", false, &[field("reason", Shape::Text).edit()]);

/// `move.return_quote`.
pub const RETURN_QUOTE: MoveDef = of_quote(Move::ReturnQuote, "return_quote", false, &[REASON]);

/// `move.send_quote`.
pub const SEND_QUOTE: MoveDef = of_quote(Move::SendQuote, "send_quote", false, &[]);

/// `move.accept_quote`.
pub const ACCEPT_QUOTE: MoveDef = of_quote(Move::AcceptQuote, "accept_quote", false, &[]);

/// `move.reject_quote`.
pub const REJECT_QUOTE: MoveDef = of_quote(Move::RejectQuote, "reject_quote", true, &[REASON]);

/// `move.delete_quote`.
pub const DELETE_QUOTE: MoveDef = of_quote(Move::DeleteQuote, "delete_quote", true, &[]);

/// `move.drop_quote_line`.
pub const DROP_QUOTE_LINE: MoveDef = MoveDef {
    what: Move::DropQuoteLine,
    name: "drop_quote_line",
    kind: Kind::QuoteLine,
    danger: true,
    fields: &[],
};
