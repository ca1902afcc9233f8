//! 行动: visits, calls, tasks and collection todos, planned and done. A collection todo carries what its instalment still
//! owes and what the customer answered.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::{DUNNING_REASON, Move},
};

const KIND: Shape = Shape::Choice(
    &["visit", "call", "meeting", "mail", "message", "care", "dunning", "delivery", "task", "other"],
    "activity_kind",
);
const STATE: Shape = Shape::Choice(&["planned", "in_progress", "done", "cancelled"], "activity_state");

const FIELDS: &[FieldDef] = &[
    field("kind", KIND).new_only().required().wide(4, 10),
    field("title", Shape::Text).edit().required().wide(12, 26),
    field("due_on", Shape::Date).edit().required(),
    field("state", STATE).wide(4, 11),
    field("overdue_days", Shape::Number).wide(4, 5),
    field("unread", Shape::Flag),
    field("on_time", Shape::Flag),
    field("customer", Shape::Link(Kind::Customer)).new_only().wide(12, 24),
    field("contact", Shape::Link(Kind::Contact)).edit().wide(6, 10),
    field("lead", Shape::Link(Kind::Lead)).new_only().wide(12, 24),
    field("order", Shape::Link(Kind::Order)).new_only().wide(12, 13),
    field("opportunity", Shape::Link(Kind::Opportunity)).new_only().wide(12, 20),
    field("stage_task", Shape::Flag),
    field("insertion", Shape::Link(Kind::Insertion)).new_only(),
    field("instalment", Shape::Link(Kind::Instalment)),
    field("owner", Shape::Link(Kind::Operator)).new_only().wide(6, 8),
    field("department", Shape::Link(Kind::Department)).wide(8, 12),
    field("assigned_by", Shape::Link(Kind::Operator)).wide(6, 8),
    field("priority", Shape::Choice(&["high", "medium", "low"], "priority")).edit().wide(4, 6),
    field("is_key", Shape::Flag).edit(),
    field("plan_start", Shape::Moment).edit(),
    field("plan_end", Shape::Moment).edit(),
    field("all_day", Shape::Flag).edit(),
    field("outstanding", Shape::Money),
    field("level", Shape::Number),
    field("promised_on", Shape::Date),
    field("promised_amount", Shape::Money),
    field("reason_code", DUNNING_REASON),
    field("answer", Shape::Note),
    field("answered_at", Shape::Moment),
    field("done_at", Shape::Moment),
    field("contacted_at", Shape::Moment),
    field("result", Shape::Note),
    field("customer_feedback", Shape::Note),
    field("next_step", Shape::Text),
    field("result_code", Shape::Dict("result_code")),
    field("acknowledged_at", Shape::Moment),
    field("created_by", Shape::Link(Kind::Operator)),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Activity,
    title: "title",
    code: None,
    fields: FIELDS,
    columns: &[
        "due_on",
        "title",
        "customer",
        "owner",
        "outstanding",
        "kind",
        "promised_on",
        "overdue_days",
        "state",
        "priority",
        "assigned_by",
        "contact",
        "unread",
        "level",
    ],
    sort: &[("due_on", true)],
    sums: &[],
    below: &[(Kind::Comment, "activity"), (Kind::File, "activity")],
    moves: &[
        Move::AcknowledgeActivity,
        Move::StartActivity,
        Move::CompleteActivity,
        Move::AnswerDunning,
        Move::CancelActivity,
        Move::ReopenActivity,
        Move::DeleteActivity,
    ],
};
