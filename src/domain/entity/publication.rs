//! 媒体: a magazine or another medium that sells space.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const PERIODICITY: Shape =
    Shape::Choice(&["weekly", "biweekly", "semimonthly", "monthly", "other"], "periodicity");

const FIELDS: &[FieldDef] = &[
    field("code", Shape::Text).edit().required().wide(4, 8),
    field("name", Shape::Text).edit().required().wide(12, 22),
    field("edition", Shape::Text).edit(),
    field("group", Shape::Dict("media_group")).edit().required(),
    field("class", Shape::Dict("media_class")).edit().required(),
    field("periodicity", PERIODICITY).edit().required(),
    field("publisher", Shape::Text).edit(),
    field("industry_limit", Shape::Text).edit(),
    field("book_days", Shape::Number).edit(),
    field("material_days", Shape::Number).edit(),
    field("pay_days", Shape::Number).edit(),
    field("discount_floor", Shape::Discount).edit(),
    field("active", Shape::Flag).edit(),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
    field("pinyin", Shape::Text),
    field("initials", Shape::Text),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Publication,
    title: "name",
    code: Some("code"),
    fields: FIELDS,
    columns: &[
        "name",
        "code",
        "periodicity",
        "class",
        "group",
        "discount_floor",
        "book_days",
        "material_days",
        "active",
        "publisher",
    ],
    sort: &[("code", false)],
    sums: &[],
    below: &[
        (Kind::Issue, "publication"),
        (Kind::Position, "publication"),
        (Kind::Rate, "publication"),
        (Kind::Insertion, "publication"),
    ],
    moves: &[],
};
