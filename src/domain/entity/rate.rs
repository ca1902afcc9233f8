//! 刊例价: the list price of a position while its rate card is valid. The card itself is no kind: it is found, or made, by
//! publication and period when a price is entered.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const FIELDS: &[FieldDef] = &[
    field("publication", Shape::Link(Kind::Publication)).new_only().required().wide(12, 22),
    field("position", Shape::Link(Kind::Position)).new_only().required().wide(8, 14),
    field("valid_from", Shape::Date).new_only().required(),
    field("valid_to", Shape::Date).new_only().required(),
    field("list_price", Shape::Money).edit().required(),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Rate,
    title: "position",
    code: None,
    fields: FIELDS,
    columns: &["publication", "position", "list_price", "valid_from", "valid_to"],
    sort: &[("publication", false), ("position", false), ("valid_from", true)],
    sums: &[],
    below: &[],
    moves: &[],
};
