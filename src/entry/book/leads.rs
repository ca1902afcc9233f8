//! Leads that wait for somebody, as views of the book.

use super::{
    BuiltIn,
    Role::{Gm, Md, Mk, Sd, Sp},
    built,
};
use crate::{domain::kind::Kind, i18n::Msg};

/// Whose work leads are.
pub static LEADS: &[BuiltIn] = &[
    built(
        "leads_due",
        Msg::BookLeadsDue,
        Kind::Lead,
        "state:new,working @scope (no:next_contact_on or next_contact_on:..today) sort:next_contact_on",
        &[Sp, Sd, Gm, Md],
    ),
    built(
        "leads_open",
        Msg::BookLeadsOpen,
        Kind::Lead,
        "state:new,working sort:-created_at cols:name,source,owner,state,created_at,next_contact_on",
        &[Mk, Gm],
    ),
];
