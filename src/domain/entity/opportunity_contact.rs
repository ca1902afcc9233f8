//! 机会联系人: which part a contact plays in an opportunity.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::Move,
};

const ROLE: Shape = Shape::Choice(&["key", "decider", "influencer", "user", "payer"], "opportunity_role");

const FIELDS: &[FieldDef] = &[
    field("contact", Shape::Link(Kind::Contact)).new_only().required().wide(6, 12),
    field("role", ROLE).new_only().required(),
    field("opportunity", Shape::Link(Kind::Opportunity)).new_only().required().wide(12, 24),
    field("customer", Shape::Link(Kind::Customer)).wide(12, 24),
    field("owner", Shape::Link(Kind::Operator)).wide(6, 8),
];

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::OpportunityContact,
    title: "contact",
    code: None,
    fields: FIELDS,
    columns: &["contact", "role", "opportunity", "customer", "owner"],
    sort: &[],
    sums: &[],
    below: &[],
    moves: &[Move::DropOpportunityContact],
};
