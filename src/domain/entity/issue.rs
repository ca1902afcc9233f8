//! 刊期: one number of a publication, with its deadlines.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const STATUS: Shape = Shape::Choice(&["planned", "open", "closed", "published", "cancelled"], "issue_status");

const FIELDS: &[FieldDef] = &[
    field("publication", Shape::Link(Kind::Publication)).new_only().required().wide(12, 22),
    field("year", Shape::Number).edit().required(),
    field("no", Shape::Number).edit().required(),
    field("label", Shape::Text).edit().required().wide(12, 16),
    field("publish_on", Shape::Date).edit().required(),
    field("booking_deadline_on", Shape::Date).edit().required(),
    field("material_deadline_on", Shape::Date).edit().required(),
    field("payment_deadline_on", Shape::Date).edit().required(),
    field("status", STATUS).edit(),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Issue,
    title: "label",
    code: None,
    fields: FIELDS,
    columns: &[
        "publication",
        "label",
        "publish_on",
        "booking_deadline_on",
        "material_deadline_on",
        "status",
        "payment_deadline_on",
    ],
    sort: &[("publish_on", false)],
    sums: &[],
    below: &[(Kind::Insertion, "issue")],
    moves: &[],
};
