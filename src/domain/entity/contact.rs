//! 联系人: a person at a customer.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

const STATUS: Shape = Shape::Choice(&["active", "left"], "contact_status");

const FIELDS: &[FieldDef] = &[
    field("name", Shape::Text).edit().required().wide(6, 10),
    field("customer", Shape::Link(Kind::Customer)).new_only().required().wide(12, 24),
    field("gender", Shape::Choice(&["m", "f"], "gender")).edit().wide(4, 6),
    field("job_title", Shape::Text).edit().wide(8, 12),
    field("dept_name", Shape::Text).edit(),
    field("mobile", Shape::Text).edit().wide(11, 13),
    field("phone", Shape::Text).edit().wide(12, 16),
    field("phone_ext", Shape::Text).edit().wide(4, 6),
    field("fax", Shape::Text).edit(),
    field("email", Shape::Text).edit(),
    field("wechat", Shape::Text).edit(),
    field("qq", Shape::Text).edit(),
    field("relation_depth", Shape::Number).edit(),
    field("influence", Shape::Choice(&["high", "medium", "low"], "influence")).edit(),
    field("is_key", Shape::Flag).edit(),
    field("is_decider", Shape::Flag).edit(),
    field("is_payer", Shape::Flag).edit(),
    field("do_not_contact", Shape::Flag).edit(),
    field("status", STATUS).edit(),
    field("birth_calendar", Shape::Choice(&["solar", "lunar"], "birth_calendar")).edit(),
    field("birth_month", Shape::Number).edit(),
    field("birth_day", Shape::Number).edit(),
    field("birth_leap", Shape::Flag).edit(),
    field("birth_year", Shape::Number).edit(),
    field("next_birthday_on", Shape::Date),
    field("hobbies", Shape::Text).edit(),
    field("reports_to", Shape::Link(Kind::Contact)).edit(),
    field("note", Shape::Note).edit(),
    field("owner", Shape::Link(Kind::Operator)).wide(6, 8),
    field("department", Shape::Link(Kind::Department)).wide(8, 12),
    field("created_by", Shape::Link(Kind::Operator)),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
    field("pinyin", Shape::Text),
    field("initials", Shape::Text),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Contact,
    title: "name",
    code: None,
    fields: FIELDS,
    columns: &[
        "name",
        "customer",
        "mobile",
        "job_title",
        "is_key",
        "is_decider",
        "is_payer",
        "phone",
        "owner",
        "status",
        "next_birthday_on",
    ],
    sort: &[("updated_at", true)],
    sums: &[],
    below: &[
        (Kind::Activity, "contact"),
        (Kind::Contact, "reports_to"),
        (Kind::Comment, "contact"),
        (Kind::File, "contact"),
    ],
    moves: &[Move::DeleteContact],
};
