//! What the administrator does to operators, and the password, which is also one's own. Rows of the table of moves.

use super::{HAND_OVER_RULE, Move, MoveDef, REASON, RECEIVERS, ROLE};
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
};

const fn receiver(name: &'static str) -> FieldDef {
    field(name, Shape::Link(Kind::Operator)).edit()
}

/// `move.hand_over`.
pub const HAND_OVER: MoveDef = MoveDef {
    what: Move::HandOver,
    name: "hand_over",
    kind: Kind::Operator,
    danger: true,
    fields: &[
        receiver(RECEIVERS[0]).required(),
        field("rule", HAND_OVER_RULE).edit(),
        receiver(RECEIVERS[1]),
        receiver(RECEIVERS[2]),
        receiver(RECEIVERS[3]),
        receiver(RECEIVERS[4]),
        REASON,
    ],
};

/// `move.hand_back`.
pub const HAND_BACK: MoveDef = MoveDef {
    what: Move::HandBack,
    name: "hand_back",
    kind: Kind::HandOver,
    danger: true,
    fields: &[field("reason", Shape::Text).edit()],
};

/// `move.delete_holiday`.
pub const DELETE_HOLIDAY: MoveDef = MoveDef {
    what: Move::DeleteHoliday,
    name: "delete_holiday",
    kind: Kind::Holiday,
    danger: true,
    fields: &[],
};

/// `move.create_operator`.
pub const CREATE_OPERATOR: MoveDef = MoveDef {
    what: Move::CreateOperator,
    name: "create_operator",
    kind: Kind::Operator,
    danger: false,
    fields: &[
        field("login", Shape::Text).edit().required(),
        field("name", Shape::Text).edit().required(),
        field("role", ROLE).edit().required(),
        field("department", Shape::Link(Kind::Department)).edit().required(),
        field("superior", Shape::Link(Kind::Operator)).edit(),
        field("password", Shape::Text).edit().required(),
    ],
};

/// `move.change_operator`.
pub const CHANGE_OPERATOR: MoveDef = MoveDef {
    what: Move::ChangeOperator,
    name: "change_operator",
    kind: Kind::Operator,
    danger: false,
    fields: &[
        field("name", Shape::Text).edit().required(),
        field("role", ROLE).edit().required(),
        field("department", Shape::Link(Kind::Department)).edit().required(),
        field("superior", Shape::Link(Kind::Operator)).edit(),
    ],
};

/// `move.disable_operator`.
pub const DISABLE_OPERATOR: MoveDef = MoveDef {
    what: Move::DisableOperator,
    name: "disable_operator",
    kind: Kind::Operator,
    danger: true,
    fields: &[],
};

/// `move.enable_operator`.
pub const ENABLE_OPERATOR: MoveDef = MoveDef {
    what: Move::EnableOperator,
    name: "enable_operator",
    kind: Kind::Operator,
    danger: false,
    fields: &[],
};

/// `move.set_password`.
pub const SET_PASSWORD: MoveDef = MoveDef {
    what: Move::SetPassword,
    name: "set_password",
    kind: Kind::Operator,
    danger: false,
    fields: &[field("password", Shape::Text).edit().required()],
};
