//! 动态: one line of a customer's timeline: an activity, an order, a payment, a comment, a file, a change.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const WHAT: Shape =
    Shape::Choice(&["activity", "order", "payment", "comment", "file", "change"], "timeline_what");
/// The kind of an activity, the state of an order or a payment, the field that was changed.
const PART: Shape = Shape::Choice(
    &[
        "visit",
        "call",
        "meeting",
        "mail",
        "message",
        "care",
        "dunning",
        "delivery",
        "task",
        "other",
        "draft",
        "requested",
        "confirmed",
        "executing",
        "suspended",
        "completed",
        "cancelled",
        "terminated",
        "recorded",
        "voided",
        "name",
        "kind",
        "parent_id",
        "uscc",
        "source",
        "value_grade",
        "industry",
        "relation_level",
        "status",
        "is_key",
        "is_reference",
        "city",
        "phone",
        "credit_limit",
        "default_pay_days",
        "needs_contract",
        "next_contact_on",
        "owner_id",
        "dept_id",
        "deleted_at",
        "short_name",
        "archive_reason",
        "reference_text",
        "introducer",
        "campaign",
        "province",
        "address",
        "postcode",
        "fax",
        "website",
        "tags",
        "note",
        "ext",
    ],
    "timeline_part",
);

const FIELDS: &[FieldDef] = &[
    field("at", Shape::Moment),
    field("what", WHAT).wide(4, 6),
    field("part", PART).wide(6, 10),
    field("told", Shape::Text).wide(16, 40),
    field("amount", Shape::Money),
    field("who", Shape::Link(Kind::Operator)).wide(6, 8),
    field("customer", Shape::Link(Kind::Customer)).wide(12, 24),
    field("activity", Shape::Link(Kind::Activity)),
    field("order", Shape::Link(Kind::Order)).wide(12, 13),
    field("payment", Shape::Link(Kind::Payment)),
    field("comment", Shape::Link(Kind::Comment)),
    field("file", Shape::Link(Kind::File)),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Event,
    title: "told",
    code: None,
    fields: FIELDS,
    columns: &["at", "what", "part", "told", "amount", "who", "customer"],
    sort: &[("at", true)],
    sums: &[],
    below: &[],
    moves: &[],
};
