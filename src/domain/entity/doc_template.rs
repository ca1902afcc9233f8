//! 文档模板: a text with placeholders that a quote, a proposal or a contract fills.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const SORT: Shape = Shape::Choice(&["quote", "proposal", "contract"], "template_kind");
const LANGUAGE: Shape = Shape::Choice(&["zh", "en"], "template_language");

const FIELDS: &[FieldDef] = &[
    field("name", Shape::Text).edit().required().wide(12, 22),
    field("kind", SORT).edit().required().wide(6, 10),
    field("language", LANGUAGE).edit().wide(4, 8),
    field("body", Shape::Note).edit().required().wide(12, 40),
    field("active", Shape::Flag).edit(),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::DocTemplate,
    title: "name",
    code: None,
    fields: FIELDS,
    columns: &["name", "kind", "language", "active", "body"],
    sort: &[("kind", false), ("name", false)],
    sums: &[],
    below: &[],
    moves: &[],
};
