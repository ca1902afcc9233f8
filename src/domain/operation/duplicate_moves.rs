//! What is done about customers that may be one company. Rows of the table of moves.

use super::{Move, MoveDef};
use crate::domain::{
    field::{Shape, field},
    kind::Kind,
};

/// `move.find_duplicates`.
pub const FIND_DUPLICATES: MoveDef = MoveDef {
    what: Move::FindDuplicates,
    name: "find_duplicates",
    kind: Kind::DupCandidate,
    fields: &[],
    danger: true,
};

/// `move.not_duplicate`.
pub const NOT_DUPLICATE: MoveDef = MoveDef {
    what: Move::NotDuplicate,
    name: "not_duplicate",
    kind: Kind::DupCandidate,
    fields: &[field("note", Shape::Text).edit()],
    danger: false,
};

/// `move.reopen_duplicate`.
pub const REOPEN_DUPLICATE: MoveDef = MoveDef {
    what: Move::ReopenDuplicate,
    name: "reopen_duplicate",
    kind: Kind::DupCandidate,
    fields: &[],
    danger: false,
};
