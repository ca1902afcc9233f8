//! 收款计划: one part of an order's collection plan. Its state is the display state of spec/05.7, which depends on the
//! business date; what is stored of it (open, written off, cancelled) is in it.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

const STATE: Shape = Shape::Choice(
    &["open", "not_due", "due_today", "overdue", "paid", "written_off", "cancelled"],
    "instalment_state",
);
const TODO: Shape = Shape::Choice(&["level1", "level2", "level3", "answered", "blocked"], "todo");

/// P3: how long what is outstanding has been due.
const AGE: Shape = Shape::Choice(&["not_due", "due_today", "to_30", "to_60", "to_90", "over_90"], "age");

const PROMISE: Shape = Shape::Choice(&["open", "kept", "late", "broken"], "promise");

const FIELDS: &[FieldDef] = &[
    field("order", Shape::Link(Kind::Order)).wide(12, 13),
    field("customer", Shape::Link(Kind::Customer)).wide(12, 24),
    field("seq", Shape::Number).wide(3, 4),
    field("parts", Shape::Number).wide(3, 4),
    field("due_on", Shape::Date),
    field("amount", Shape::Money),
    field("received", Shape::Money),
    field("outstanding", Shape::Money),
    field("overdue_days", Shape::Number).wide(4, 5),
    field("age", AGE).wide(6, 9),
    field("state", STATE).wide(6, 9),
    field("salesperson", Shape::Link(Kind::Operator)).wide(6, 8),
    field("promised_on", Shape::Date),
    field("promised_amount", Shape::Money),
    field("promise", PROMISE).wide(6, 7),
    field("todo", TODO).wide(7, 8),
    field("blocked_until", Shape::Date),
    field("blocked_reason", Shape::Text),
    field("insertion", Shape::Link(Kind::Insertion)),
    field("owner", Shape::Link(Kind::Operator)).wide(6, 8),
    field("department", Shape::Link(Kind::Department)).wide(8, 12),
    field("counted", Shape::Flag),
    field("note", Shape::Note),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Instalment,
    title: "order",
    code: None,
    fields: FIELDS,
    columns: &[
        "customer",
        "due_on",
        "outstanding",
        "order",
        "salesperson",
        "todo",
        "overdue_days",
        "amount",
        "promised_on",
        "received",
        "seq",
        "promise",
        "blocked_until",
    ],
    sort: &[("due_on", false)],
    sums: &["amount", "received", "outstanding"],
    below: &[(Kind::Allocation, "instalment"), (Kind::Activity, "instalment")],
    moves: &[Move::Dun, Move::BlockDunning, Move::WriteOff],
};
