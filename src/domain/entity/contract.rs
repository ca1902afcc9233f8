//! 合同: what was agreed with a customer beyond single orders. Typed while it is a draft, then changed by moves.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

const KIND: Shape = Shape::Choice(&["direct", "agency", "framework"], "contract_kind");
const STATE: Shape = Shape::Choice(
    &["draft", "in_review", "signed", "in_force", "completed", "terminated", "void"],
    "contract_state",
);

const FIELDS: &[FieldDef] = &[
    field("code", Shape::Text).wide(8, 10),
    field("customer", Shape::Link(Kind::Customer)).new_only().required().wide(12, 24),
    field("kind", KIND).edit(),
    field("state", STATE).wide(6, 10),
    field("amount", Shape::Money).edit(),
    field("signed_on", Shape::Date),
    field("start_on", Shape::Date).edit(),
    field("end_on", Shape::Date).edit(),
    field("our_signer", Shape::Text).edit(),
    field("their_signer", Shape::Text).edit(),
    field("file_ref", Shape::Text).edit(),
    field("note", Shape::Note).edit(),
    field("state_reason", Shape::Text),
    field("owner", Shape::Link(Kind::Operator)).wide(6, 8),
    field("department", Shape::Link(Kind::Department)).wide(8, 12),
    field("created_by", Shape::Link(Kind::Operator)),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Contract,
    title: "code",
    code: Some("code"),
    fields: FIELDS,
    columns: &["code", "customer", "state", "end_on", "kind", "amount", "signed_on", "start_on", "owner"],
    sort: &[("updated_at", true)],
    sums: &["amount"],
    below: &[(Kind::Order, "contract"), (Kind::Comment, "contract"), (Kind::File, "contract")],
    moves: &[
        Move::SubmitContract,
        Move::ReturnContract,
        Move::SignContract,
        Move::StartContract,
        Move::CompleteContract,
        Move::PrintContract,
        Move::TerminateContract,
        Move::VoidContract,
        Move::DeleteContract,
    ],
};
