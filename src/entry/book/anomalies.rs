//! What is out of order (P18), as views of the book: key customers and projects nobody speaks to, money long or greatly overdue, appearances missed or
//! late, orders that ended after they were confirmed. Of the kinds that there are.

use super::{BuiltIn, built};
use crate::{
    domain::{kind::Kind, session::Role::Gm},
    i18n::Msg,
};

/// For the general manager, whose lists these are (spec/07.2).
pub static ANOMALIES: &[BuiltIn] = &[
    built(
        "odd_silent",
        Msg::BookOddSilent,
        Kind::Customer,
        "is:key -status:archived (no:last_contact_at or last_contact_at:..-15d) sort:last_contact_at \
         cols:name,owner,last_contact_at,last_order_on,outstanding",
        &[Gm],
    ),
    built(
        "odd_project",
        Msg::BookOddProject,
        Kind::Opportunity,
        "is:open is:key_project (days_uncontacted:>=7 or pace:over) sort:-days_uncontacted \
         cols:name,amount,stage,days_in_stage,days_uncontacted,owner,customer",
        &[Gm],
    ),
    built(
        "odd_overdue",
        Msg::BookOddOverdue,
        Kind::Instalment,
        "is:overdue (overdue_days:>30 or outstanding:>=50000) sort:-outstanding",
        &[Gm],
    ),
    built(
        "odd_shown",
        Msg::BookOddShown,
        Kind::Insertion,
        "(state:missed or is:late) sort:planned_on",
        &[Gm],
    ),
    built(
        "odd_ended",
        Msg::BookOddEnded,
        Kind::Order,
        "state:cancelled,terminated has:confirmed_at sort:-updated_at",
        &[Gm],
    ),
];
