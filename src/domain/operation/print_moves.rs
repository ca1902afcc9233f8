//! Papers made of records: seen in their form first, then written to this machine or hung on the record. Rows of the table of moves.

use super::{Move, MoveDef};
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const PAPER: &[FieldDef] = &[
    field("template", Shape::Link(Kind::DocTemplate)).edit(),
    field("format", Shape::Choice(&["text", "html", "csv"], "paper_format")).edit(),
    field("path", Shape::Text).edit(),
    field("attach", Shape::Flag).edit(),
];

/// `move.print_quote`.
pub const PRINT_QUOTE: MoveDef =
    MoveDef { what: Move::PrintQuote, name: "print_quote", kind: Kind::Quote, danger: false, fields: PAPER };

/// `move.print_proposal`.
pub const PRINT_PROPOSAL: MoveDef = MoveDef {
    what: Move::PrintProposal,
    name: "print_proposal",
    kind: Kind::Opportunity,
    danger: false,
    fields: PAPER,
};

/// `move.print_contract`.
pub const PRINT_CONTRACT: MoveDef = MoveDef {
    what: Move::PrintContract,
    name: "print_contract",
    kind: Kind::Contract,
    danger: false,
    fields: PAPER,
};
