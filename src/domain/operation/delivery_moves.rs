//! The moves of an insertion from planned to published, and back where a mark was wrong. Rows of the table of moves.

use super::{Move, MoveDef};
use crate::domain::{
    field::{Shape, field},
    kind::Kind,
};

/// `move.book_insertion`.
pub const BOOK_INSERTION: MoveDef = MoveDef {
    what: Move::BookInsertion,
    name: "book_insertion",
    kind: Kind::Insertion,
    danger: false,
    fields: &[],
};

/// `move.unbook_insertion`.
pub const UNBOOK_INSERTION: MoveDef = MoveDef {
    what: Move::UnbookInsertion,
    name: "unbook_insertion",
    kind: Kind::Insertion,
    danger: false,
    fields: &[field("note", Shape::Text).edit().required()],
};

/// `move.receive_material`.
pub const RECEIVE_MATERIAL: MoveDef = MoveDef {
    what: Move::ReceiveMaterial,
    name: "receive_material",
    kind: Kind::Insertion,
    danger: false,
    fields: &[],
};

/// `move.publish_insertion`.
pub const PUBLISH_INSERTION: MoveDef = MoveDef {
    what: Move::PublishInsertion,
    name: "publish_insertion",
    kind: Kind::Insertion,
    danger: false,
    fields: &[
        field("published_on", Shape::Date).edit(),
        field("page_no", Shape::Text).edit(),
        field("sample_no", Shape::Text).edit(),
        field("note", Shape::Text).edit(),
    ],
};

/// `move.unpublish_insertion`.
pub const UNPUBLISH_INSERTION: MoveDef = MoveDef {
    what: Move::UnpublishInsertion,
    name: "unpublish_insertion",
    kind: Kind::Insertion,
    danger: true,
    fields: &[field("note", Shape::Text).edit().required()],
};

/// `move.miss_insertion`.
pub const MISS_INSERTION: MoveDef = MoveDef {
    what: Move::MissInsertion,
    name: "miss_insertion",
    kind: Kind::Insertion,
    danger: false,
    fields: &[field("note", Shape::Text).edit()],
};

/// `move.make_good`.
pub const MAKE_GOOD: MoveDef = MoveDef {
    what: Move::MakeGood,
    name: "make_good",
    kind: Kind::Insertion,
    danger: false,
    fields: &[
        field("issue", Shape::Link(Kind::Issue)).edit().required(),
        // Only its issues are offered: a repetition stands in the same publication.
        field("publication", Shape::Link(Kind::Publication)).edit(),
        field("note", Shape::Text).edit(),
    ],
};
