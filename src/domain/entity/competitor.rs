//! 竞争对手: who else sells, and how (R115). Named when an opportunity is lost.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const FIELDS: &[FieldDef] = &[
    field("name", Shape::Text).edit().required().wide(12, 22),
    field("media", Shape::Text).edit(),
    field("strengths", Shape::Note).edit(),
    field("weaknesses", Shape::Note).edit(),
    field("price_note", Shape::Note).edit(),
    field("active", Shape::Flag).edit(),
    field("created_by", Shape::Link(Kind::Operator)),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Competitor,
    title: "name",
    code: None,
    fields: FIELDS,
    columns: &["name", "media", "strengths", "weaknesses", "price_note", "active"],
    sort: &[("name", false)],
    sums: &[],
    below: &[(Kind::Opportunity, "competitor")],
    moves: &[],
};
