//! The built-in views of opportunities (spec/08.2): who works on what, what is worth most, stuck, forgotten, about to close.

use super::{BuiltIn, LEADS, LOOKS_AFTER, SELLS, built};
use crate::{
    domain::{
        kind::Kind,
        session::Role::{Gm, Md, Sd},
    },
    i18n::Msg,
};

/// They stand behind the others. What was decided is counted for the rate of success (P6).
pub static SALES: &[BuiltIn] = &[
    built(
        "my_open",
        Msg::BookMyOpen,
        Kind::Opportunity,
        "is:open owner:@me sort:expected_close_on \
         cols:name,stage,amount,days_in_stage,customer,next_activity_on,expected_close_on show:board(stage)",
        SELLS,
    ),
    built(
        "stages",
        Msg::BookStages,
        Kind::Opportunity,
        "is:open @team sort:-amount cols:name,stage,amount,days_in_stage,standard_days,owner,customer show:board(stage)",
        LOOKS_AFTER,
    ),
    built(
        "high_value",
        Msg::BookHighValue,
        Kind::Opportunity,
        "is:open amount:>=200000 @team sort:-amount \
         cols:name,amount,stage,days_in_stage,standard_days,days_uncontacted,customer,owner",
        LOOKS_AFTER,
    ),
    built(
        "stuck",
        Msg::BookStuck,
        Kind::Opportunity,
        "is:stale @team sort:-days_uncontacted \
         cols:name,amount,stage,days_uncontacted,importance,owner,customer,days_in_stage",
        LOOKS_AFTER,
    ),
    built(
        "over_standard",
        Msg::BookOverStandard,
        Kind::Opportunity,
        "is:open pace:over @team sort:-over_days \
         cols:name,amount,stage,days_in_stage,standard_days,over_days,owner,customer",
        LEADS,
    ),
    built(
        "key_projects",
        Msg::BookKeyProjects,
        Kind::Opportunity,
        "is:open is:key_project sort:-amount cols:name,stage,amount,days_uncontacted,owner,customer,pace",
        &[Gm],
    ),
    built(
        "expected_before",
        Msg::BookExpectedBefore,
        Kind::Opportunity,
        "is:open expected_close_on:<today @team sort:expected_close_on \
         cols:name,stage,amount,expected_close_on,customer,owner",
        SELLS,
    ),
    built(
        "closing",
        Msg::BookClosing,
        Kind::Opportunity,
        "is:closing @team sort:expected_close_on \
         cols:name,amount,stage,expected_close_on,next_activity_on,customer,owner",
        SELLS,
    ),
    built(
        "quotes_open",
        Msg::BookQuotesOpen,
        Kind::Quote,
        "state:draft,submitted,approved,sent,expired @team sort:valid_until \
         cols:code,opportunity,customer,state,total,valid_until,owner",
        LOOKS_AFTER,
    ),
    built(
        "quotes_to_approve",
        Msg::BookQuotesToApprove,
        Kind::Quote,
        "state:submitted @team -owner:@me sort:valid_until cols:code,opportunity,customer,total,below_floor,valid_until,owner",
        &[Sd, Md, Gm],
    ),
    built(
        "promoted",
        Msg::BookPromoted,
        Kind::Stay,
        "direction:forward left_on:-14d..today @team sort:-left_on cols:opportunity,stage,left_on,days,standard_days,owner",
        LOOKS_AFTER,
    ),
    built(
        "stepped_back",
        Msg::BookSteppedBack,
        Kind::Stay,
        "direction:back left_on:-14d..today @team sort:-left_on cols:opportunity,stage,left_on,reason,owner",
        LOOKS_AFTER,
    ),
    built(
        "decided_month",
        Msg::BookDecidedMonth,
        Kind::Opportunity,
        "state:won,lost @team closed_at:$month=this_month sort:-closed_at cols:name,state,amount,lost_reason,customer,owner,closed_at",
        LOOKS_AFTER,
    ),
    built(
        "won_month",
        Msg::BookWonMonth,
        Kind::Opportunity,
        "state:won @team closed_at:$month=this_month sort:-closed_at cols:name,amount,customer,owner,closed_at",
        LOOKS_AFTER,
    ),
    built(
        "decided_year",
        Msg::BookDecidedYear,
        Kind::Opportunity,
        "state:won,lost @team closed_at:$year=this_year sort:-closed_at cols:name,state,amount,lost_reason,customer,owner,closed_at",
        LOOKS_AFTER,
    ),
    built(
        "won_year",
        Msg::BookWonYear,
        Kind::Opportunity,
        "state:won @team closed_at:$year=this_year sort:-closed_at cols:name,amount,customer,owner,closed_at",
        LOOKS_AFTER,
    ),
    built(
        "nothing_open",
        Msg::BookNothingOpen,
        Kind::Customer,
        "@team status:active -opportunity.state:open sort:-last_order_on cols:name,owner,last_order_on,last_contact_at",
        SELLS,
    ),
    built(
        "won_lately",
        Msg::BookWonLately,
        Kind::Opportunity,
        "state:won closed_at:-14d..today @team sort:-closed_at cols:name,amount,customer,owner,closed_at",
        LOOKS_AFTER,
    ),
    built(
        "lost_lately",
        Msg::BookLostLately,
        Kind::Opportunity,
        "state:lost closed_at:-14d..today @team sort:-closed_at cols:name,amount,lost_reason,competitor,customer,owner",
        LOOKS_AFTER,
    ),
];
