//! 销售机会: a sale that may come about. Typed while it is open; its stage and its end are moves.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

/// How much the company minds (spec/05.3).
const IMPORTANCE: Shape = Shape::Choice(&["key", "normal", "low"], "importance");
const STATE: Shape = Shape::Choice(&["open", "won", "lost", "invalid", "suspended"], "opportunity_state");
/// Against the standard of the stage (R52).
const PACE: Shape = Shape::Choice(&["ok", "warn", "over"], "pace");
/// Where the amount lies (R50).
const BAND: Shape = Shape::Choice(&["band_0", "band_1", "band_2", "band_3", "band_4"], "value_band");

const FIELDS: &[FieldDef] = &[
    field("code", Shape::Text).wide(8, 10),
    field("name", Shape::Text).edit().required().wide(12, 24),
    field("customer", Shape::Link(Kind::Customer)).new_only().required().wide(12, 24),
    field("product_line", Shape::Dict("media_class")).edit().required(),
    field("intent_evidence", Shape::Note).edit().required(),
    field("pipeline", Shape::Link(Kind::Pipeline)).new_only().wide(8, 12),
    field("stage", Shape::Dict("stage")).wide(8, 10),
    field("state", STATE).wide(4, 9),
    field("amount", Shape::Money).edit(),
    field("importance", IMPORTANCE).edit().wide(4, 8),
    field("is_key_project", Shape::Flag).edit(),
    field("expected_close_on", Shape::Date).edit(),
    field("own_win_rate", Shape::Number).edit(),
    field("win_rate", Shape::Number).wide(4, 5),
    field("weighted", Shape::Money),
    field("value_band", BAND),
    field("days_in_stage", Shape::Number).wide(4, 5),
    field("standard_days", Shape::Number).wide(4, 5),
    field("over_days", Shape::Number).wide(4, 5),
    field("pace", PACE).wide(4, 6),
    field("contacted", Shape::Flag),
    field("days_uncontacted", Shape::Number).wide(4, 6),
    field("stale", Shape::Flag),
    field("closing", Shape::Flag),
    field("last_contact_at", Shape::Moment),
    field("next_activity_on", Shape::Date),
    field("stage_entered_on", Shape::Date),
    field("closed_at", Shape::Moment),
    field("lost_reason", Shape::Dict("lost_reason")),
    field("competitor", Shape::Link(Kind::Competitor)),
    field("state_reason", Shape::Text),
    field("lines", Shape::Number),
    field("owner", Shape::Link(Kind::Operator)).wide(6, 8),
    field("department", Shape::Link(Kind::Department)).wide(8, 12),
    field("salesperson", Shape::Link(Kind::Operator)).wide(6, 8),
    field("first_owner", Shape::Link(Kind::Operator)),
    field("created_by", Shape::Link(Kind::Operator)),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Opportunity,
    title: "name",
    code: Some("code"),
    fields: FIELDS,
    columns: &[
        "name",
        "stage",
        "amount",
        "days_in_stage",
        "customer",
        "owner",
        "days_uncontacted",
        "expected_close_on",
        "win_rate",
        "importance",
        "state",
        "weighted",
        "code",
    ],
    sort: &[("updated_at", true)],
    sums: &["amount", "weighted"],
    below: &[
        (Kind::Activity, "opportunity"),
        (Kind::OpportunityLine, "opportunity"),
        (Kind::Quote, "opportunity"),
        (Kind::Stay, "opportunity"),
        (Kind::Order, "opportunity"),
        (Kind::OpportunityContact, "opportunity"),
        (Kind::Comment, "opportunity"),
        (Kind::File, "opportunity"),
        (Kind::Event, "opportunity"),
    ],
    moves: &[
        Move::AdvanceOpportunity,
        Move::StepBackOpportunity,
        Move::SetStage,
        Move::MakeQuote,
        Move::PrintProposal,
        Move::WinOpportunity,
        Move::LoseOpportunity,
        Move::VoidOpportunity,
        Move::SuspendOpportunity,
        Move::ResumeOpportunity,
        Move::ReopenOpportunity,
        Move::TransferOpportunity,
        Move::ShareOpportunity,
        Move::UnshareOpportunity,
        Move::DeleteOpportunity,
    ],
};
