//! 刊登: one line in one issue, from planned to published.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

const STATE: Shape = Shape::Choice(
    &["planned", "booked", "material_in", "published", "missed", "madegood", "cancelled"],
    "insertion_state",
);
/// The state of its order: an order that is suspended is not delivered.
const ORDER_STATE: Shape = super::order::STATE;

const FIELDS: &[FieldDef] = &[
    field("planned_on", Shape::Date),
    field("publication", Shape::Link(Kind::Publication)).wide(12, 18),
    field("issue", Shape::Link(Kind::Issue)).wide(12, 16),
    field("position", Shape::Link(Kind::Position)).wide(8, 12),
    field("customer", Shape::Link(Kind::Customer)).wide(12, 24),
    field("order", Shape::Link(Kind::Order)).wide(12, 13),
    field("line", Shape::Link(Kind::Line)),
    field("seq", Shape::Number).wide(3, 4),
    field("state", STATE).wide(6, 11),
    field("overdue_days", Shape::Number).wide(4, 5),
    field("booking_deadline_on", Shape::Date),
    field("material_deadline_on", Shape::Date),
    field("amount", Shape::Money),
    field("published_on", Shape::Date),
    field("page_no", Shape::Text),
    field("sample_no", Shape::Text),
    field("sample_sent_on", Shape::Date),
    field("makegood_of", Shape::Link(Kind::Insertion)),
    field("repeated", Shape::Flag),
    field("order_state", ORDER_STATE).wide(6, 9),
    field("marked_by", Shape::Link(Kind::Operator)).wide(6, 8),
    field("salesperson", Shape::Link(Kind::Operator)).wide(6, 8),
    field("owner", Shape::Link(Kind::Operator)).wide(6, 8),
    field("department", Shape::Link(Kind::Department)).wide(8, 12),
    field("counted", Shape::Flag),
    field("note", Shape::Note),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Insertion,
    title: "issue",
    code: None,
    fields: FIELDS,
    columns: &[
        "planned_on",
        "issue",
        "position",
        "customer",
        "state",
        "publication",
        "order",
        "material_deadline_on",
        "amount",
        "overdue_days",
        "salesperson",
    ],
    sort: &[("planned_on", false)],
    sums: &["amount"],
    below: &[(Kind::Activity, "insertion")],
    moves: &[
        Move::BookInsertion,
        Move::UnbookInsertion,
        Move::ReceiveMaterial,
        Move::PublishInsertion,
        Move::UnpublishInsertion,
        Move::MissInsertion,
        Move::MakeGood,
        Move::ReducePrice,
    ],
};
