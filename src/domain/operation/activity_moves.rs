//! What is done with activities: seen, begun, done, not done. Rows of the table of moves.

use super::{Move, MoveDef, REASON};
use crate::domain::{
    field::{Shape, field},
    kind::Kind,
};

/// `move.acknowledge_activity`.
pub const ACKNOWLEDGE_ACTIVITY: MoveDef = MoveDef {
    what: Move::AcknowledgeActivity,
    name: "acknowledge_activity",
    kind: Kind::Activity,
    danger: false,
    fields: &[],
};

/// `move.start_activity`.
pub const START_ACTIVITY: MoveDef = MoveDef {
    what: Move::StartActivity,
    name: "start_activity",
    kind: Kind::Activity,
    danger: false,
    fields: &[],
};

/// `move.complete_activity`.
pub const COMPLETE_ACTIVITY: MoveDef = MoveDef {
    what: Move::CompleteActivity,
    name: "complete_activity",
    kind: Kind::Activity,
    danger: false,
    fields: &[
        field("result", Shape::Note).edit(),
        field("customer_feedback", Shape::Note).edit(),
        field("next_step", Shape::Text).edit(),
    ],
};

/// `move.cancel_activity`.
pub const CANCEL_ACTIVITY: MoveDef = MoveDef {
    what: Move::CancelActivity,
    name: "cancel_activity",
    kind: Kind::Activity,
    danger: true,
    fields: &[REASON],
};

/// `move.reopen_activity`.
pub const REOPEN_ACTIVITY: MoveDef = MoveDef {
    what: Move::ReopenActivity,
    name: "reopen_activity",
    kind: Kind::Activity,
    danger: false,
    fields: &[],
};

/// `move.delete_activity`.
pub const DELETE_ACTIVITY: MoveDef = MoveDef {
    what: Move::DeleteActivity,
    name: "delete_activity",
    kind: Kind::Activity,
    danger: true,
    fields: &[],
};
