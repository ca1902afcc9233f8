//! 版位: a place in a publication that can be sold.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

/// 彩色, 黑白, 套色.
pub(super) const COLOUR: Shape = Shape::Choice(&["colour", "mono", "spot"], "colour");

const FIELDS: &[FieldDef] = &[
    field("publication", Shape::Link(Kind::Publication)).new_only().required().wide(12, 22),
    field("code", Shape::Text).edit().required().wide(4, 8),
    field("name", Shape::Text).edit().required().wide(8, 12),
    field("size", Shape::Text).edit().wide(7, 10),
    field("colour", COLOUR).edit(),
    field("unique_per_issue", Shape::Flag).edit(),
    field("list_price", Shape::Money),
    field("active", Shape::Flag).edit(),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
    field("pinyin", Shape::Text),
    field("initials", Shape::Text),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Position,
    title: "name",
    code: None,
    fields: FIELDS,
    columns: &["publication", "name", "code", "list_price", "unique_per_issue", "size", "colour", "active"],
    sort: &[("publication", false), ("code", false)],
    sums: &[],
    below: &[(Kind::Rate, "position"), (Kind::Insertion, "position")],
    moves: &[],
};
