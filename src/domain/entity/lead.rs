//! 潜在客户: a company that may become a customer, followed up until it is one, or dropped with a reason.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

const STATE: Shape = Shape::Choice(&["new", "working", "converted", "dropped"], "lead_state");

const FIELDS: &[FieldDef] = &[
    field("name", Shape::Text).edit().required().wide(12, 26),
    field("state", STATE).wide(4, 9),
    field("contact_name", Shape::Text).edit().wide(6, 10),
    field("job_title", Shape::Text).edit().wide(8, 12),
    field("mobile", Shape::Text).edit().wide(11, 13),
    field("phone", Shape::Text).edit().wide(12, 16),
    field("city", Shape::Text).edit().wide(4, 8),
    field("source", Shape::Dict("source")).edit(),
    field("industry", Shape::Dict("industry")).edit(),
    field("interest", Shape::Note).edit(),
    field("next_contact_on", Shape::Date).edit(),
    field("last_contact_at", Shape::Moment),
    field("owner", Shape::Link(Kind::Operator)).new_only().wide(6, 8),
    field("department", Shape::Link(Kind::Department)).wide(8, 12),
    field("drop_reason", Shape::Text),
    field("customer", Shape::Link(Kind::Customer)).wide(12, 24),
    field("contact", Shape::Link(Kind::Contact)),
    field("opportunity", Shape::Link(Kind::Opportunity)),
    field("converted_at", Shape::Moment),
    field("first_owner", Shape::Link(Kind::Operator)),
    field("created_by", Shape::Link(Kind::Operator)),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
    field("pinyin", Shape::Text),
    field("initials", Shape::Text),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Lead,
    title: "name",
    code: None,
    fields: FIELDS,
    columns: &[
        "name",
        "state",
        "owner",
        "next_contact_on",
        "contact_name",
        "mobile",
        "source",
        "last_contact_at",
        "city",
        "industry",
    ],
    sort: &[("updated_at", true)],
    sums: &[],
    below: &[(Kind::Activity, "lead"), (Kind::Comment, "lead"), (Kind::File, "lead"), (Kind::Event, "lead")],
    moves: &[
        Move::WorkLead,
        Move::ConvertLead,
        Move::TransferLead,
        Move::ShareLead,
        Move::UnshareLead,
        Move::DropLead,
        Move::ReopenLead,
        Move::DeleteLead,
    ],
};
