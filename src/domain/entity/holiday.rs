//! 节假日: days off, and weekend days that are worked. Kept by the administrator.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

const FIELDS: &[FieldDef] = &[
    field("date", Shape::Date).new_only().required(),
    field("name", Shape::Text).edit().required().wide(6, 16),
    field("is_off_day", Shape::Flag).edit(),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Holiday,
    title: "name",
    code: None,
    fields: FIELDS,
    columns: &["date", "name", "is_off_day", "updated_at"],
    sort: &[("date", true)],
    sums: &[],
    below: &[],
    moves: &[Move::DeleteHoliday],
};
