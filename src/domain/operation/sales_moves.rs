//! Opportunities: from stage to stage, to their end, to another owner. Rows of the table of moves.

use super::{Move, MoveDef, REASON};
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

/// Asked for where something is missing, and otherwise kept with the move.
const WHY: FieldDef = field("reason", Shape::Text).edit();

/// `move.advance_opportunity`: asked for without its form first; what is missing is said, and the form asks for the reason.
pub const ADVANCE_OPPORTUNITY: MoveDef = MoveDef {
    what: Move::AdvanceOpportunity,
    name: "advance_opportunity",
    kind: Kind::Opportunity,
    danger: false,
    fields: &[WHY],
};

/// `move.step_back_opportunity`.
pub const STEP_BACK_OPPORTUNITY: MoveDef = MoveDef {
    what: Move::StepBackOpportunity,
    name: "step_back_opportunity",
    kind: Kind::Opportunity,
    danger: false,
    fields: &[REASON],
};

/// `move.set_stage`.
pub const SET_STAGE: MoveDef = MoveDef {
    what: Move::SetStage,
    name: "set_stage",
    kind: Kind::Opportunity,
    danger: false,
    fields: &[field("stage", Shape::Dict("stage")).edit().required(), WHY],
};

/// `move.win_opportunity`.
pub const WIN_OPPORTUNITY: MoveDef = MoveDef {
    what: Move::WinOpportunity,
    name: "win_opportunity",
    kind: Kind::Opportunity,
    danger: false,
    fields: &[WHY],
};

/// `move.lose_opportunity`.
pub const LOSE_OPPORTUNITY: MoveDef = MoveDef {
    what: Move::LoseOpportunity,
    name: "lose_opportunity",
    kind: Kind::Opportunity,
    danger: true,
    fields: &[
        field("lost_reason", Shape::Dict("lost_reason")).edit().required(),
        field("competitor", Shape::Link(Kind::Competitor)).edit(),
        WHY,
    ],
};

/// `move.void_opportunity`.
pub const VOID_OPPORTUNITY: MoveDef = MoveDef {
    what: Move::VoidOpportunity,
    name: "void_opportunity",
    kind: Kind::Opportunity,
    danger: true,
    fields: &[REASON],
};

/// `move.suspend_opportunity`.
pub const SUSPEND_OPPORTUNITY: MoveDef = MoveDef {
    what: Move::SuspendOpportunity,
    name: "suspend_opportunity",
    kind: Kind::Opportunity,
    danger: false,
    fields: &[REASON],
};

/// `move.resume_opportunity`.
pub const RESUME_OPPORTUNITY: MoveDef = MoveDef {
    what: Move::ResumeOpportunity,
    name: "resume_opportunity",
    kind: Kind::Opportunity,
    danger: false,
    fields: &[],
};

/// `move.reopen_opportunity`.
pub const REOPEN_OPPORTUNITY: MoveDef = MoveDef {
    what: Move::ReopenOpportunity,
    name: "reopen_opportunity",
    kind: Kind::Opportunity,
    danger: false,
    fields: &[REASON],
};

/// `move.transfer_opportunity`.
pub const TRANSFER_OPPORTUNITY: MoveDef = MoveDef {
    what: Move::TransferOpportunity,
    name: "transfer_opportunity",
    kind: Kind::Opportunity,
    danger: false,
    fields: &[field("to", Shape::Link(Kind::Operator)).edit().required(), REASON],
};

/// `move.delete_opportunity`.
pub const DELETE_OPPORTUNITY: MoveDef = MoveDef {
    what: Move::DeleteOpportunity,
    name: "delete_opportunity",
    kind: Kind::Opportunity,
    danger: true,
    fields: &[],
};

/// `move.drop_opportunity_line`.
pub const DROP_OPPORTUNITY_LINE: MoveDef = MoveDef {
    what: Move::DropOpportunityLine,
    name: "drop_opportunity_line",
    kind: Kind::OpportunityLine,
    danger: true,
    fields: &[],
};

/// `move.drop_opportunity_contact`.
pub const DROP_OPPORTUNITY_CONTACT: MoveDef = MoveDef {
    what: Move::DropOpportunityContact,
    name: "drop_opportunity_contact",
    kind: Kind::OpportunityContact,
    danger: true,
    fields: &[],
};
