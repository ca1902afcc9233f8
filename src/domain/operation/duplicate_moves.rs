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

/// `move.permit_duplicate`: the next customer of this name comes in, whoever is there already.
pub const PERMIT_DUPLICATE: MoveDef = MoveDef {
    what: Move::PermitDuplicate,
    name: "permit_duplicate",
    kind: Kind::DupCandidate,
    fields: &[
        field("name", Shape::Text).edit().required(),
        field("dup_ok_reason", Shape::Text).edit().required(),
    ],
    danger: false,
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

/// `move.merge_pair`: which of the two stays, and the fields for which the second is right, by name, blanks between.
pub const MERGE_PAIR: MoveDef = MoveDef {
    what: Move::MergePair,
    name: "merge_pair",
    kind: Kind::DupCandidate,
    fields: &[
        field("keep", Shape::Choice(&["first", "second"], "merge_keep")).edit().required(),
        field("second_fields", Shape::Text).edit(),
        field("note", Shape::Text).edit(),
    ],
    danger: true,
};

/// `move.undo_merge`.
pub const UNDO_MERGE: MoveDef = MoveDef {
    what: Move::UndoMerge,
    name: "undo_merge",
    kind: Kind::DupCandidate,
    fields: &[],
    danger: true,
};
