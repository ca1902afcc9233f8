//! 疑似重复: two customers that may be one company, or two people of one who may be one person, as the finder saw them. Written by functions only.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

/// Why two may be one.
pub const REASON: Shape = Shape::Choice(
    &["name", "uscc", "core", "core_elsewhere", "brand", "phone", "similar", "named", "mobile", "person"],
    "dup_reason",
);
const STATE: Shape = Shape::Choice(&["open", "merged", "not_dup"], "dup_state");

const FIELDS: &[FieldDef] = &[
    field("first", Shape::Link(Kind::Customer)).wide(12, 26),
    field("second", Shape::Link(Kind::Customer)).wide(12, 26),
    field("first_contact", Shape::Link(Kind::Contact)).wide(6, 10),
    field("second_contact", Shape::Link(Kind::Contact)).wide(6, 10),
    field("score", Shape::Number),
    field("reason", REASON).wide(6, 12),
    field("state", STATE).wide(4, 8),
    field("first_owner", Shape::Link(Kind::Operator)).wide(6, 8),
    field("first_department", Shape::Link(Kind::Department)).wide(8, 12),
    field("second_owner", Shape::Link(Kind::Operator)).wide(6, 8),
    field("second_department", Shape::Link(Kind::Department)).wide(8, 12),
    field("note", Shape::Text),
    field("found_at", Shape::Moment),
    field("decided_by", Shape::Link(Kind::Operator)).wide(6, 8),
    field("decided_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::DupCandidate,
    title: "first",
    code: None,
    fields: FIELDS,
    columns: &[
        "first",
        "second",
        "first_contact",
        "second_contact",
        "score",
        "reason",
        "state",
        "first_owner",
        "second_owner",
        "first_department",
        "second_department",
        "found_at",
        "decided_by",
    ],
    sort: &[("score", true)],
    sums: &[],
    below: &[],
    moves: &[
        Move::FindDuplicates,
        Move::PermitDuplicate,
        Move::NotDuplicate,
        Move::ReopenDuplicate,
        Move::MergePair,
        Move::UndoMerge,
    ],
};
