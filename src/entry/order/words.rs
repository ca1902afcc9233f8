//! What is wrong, in words: which field, what was wrong, what would be right.

use super::{issues::Offer, warn::Warning, work::Wrong};
use crate::{
    domain::{
        discount::DiscountError,
        issue_choice::ChoiceError,
        money::grouped,
        plan::PlanError,
        rate::{RateError, shown},
    },
    entry::words::{amount, date},
    i18n::{Lang, Msg},
    text::clean,
};

/// A sentence for a person.
pub fn say(wrong: &Wrong, lang: Lang) -> String {
    match wrong {
        Wrong::NoCustomer => lang.tr(Msg::DeskNoCustomer).to_owned(),
        Wrong::NoLines => lang.tr(Msg::DeskNoLines).to_owned(),
        Wrong::NoPlace(text) if text.is_empty() => lang.tr(Msg::DeskNoPlace).to_owned(),
        Wrong::NoPlace(text) => lang.fmt(Msg::DeskNoSuchPlace, &[&clean(text)]),
        Wrong::PlaceNotTaken(text) => lang.fmt(Msg::DeskPlaceNotTaken, &[&clean(text)]),
        Wrong::Issues(e) => issues(e, lang),
        Wrong::Sold { no, by: None } => lang.fmt(Msg::DeskTaken, &[no]),
        Wrong::Sold { no, by: Some(code) } => lang.fmt(Msg::DeskTakenBy, &[no, &clean(code)]),
        Wrong::Discount(e) => discount(e, lang),
        Wrong::Date(e) => date(e, lang),
        Wrong::SignedLater => lang.tr(Msg::DeskSignedLater).to_owned(),
        Wrong::Plan(e) => plan(e, lang),
        Wrong::Left(left) if left.is_sign_negative() => lang.fmt(Msg::DeskPlanOver, &[&grouped(-*left)]),
        Wrong::Left(left) => lang.fmt(Msg::DeskPlanLeft, &[&grouped(*left)]),
        Wrong::Amount(e) => amount(e, lang),
        Wrong::Rate(RateError::Unreadable(text)) => lang.fmt(Msg::OrderBadRate, &[&clean(text)]),
        Wrong::Rate(RateError::OutOfRange(rate)) => lang.fmt(Msg::OrderRateRange, &[&shown(*rate)]),
        Wrong::NotChosen(text) => lang.fmt(Msg::OrderNotChosen, &[&clean(text)]),
        Wrong::BillTo(text) => lang.fmt(Msg::OrderBadBillTo, &[&clean(text)]),
        Wrong::NoAgency => lang.tr(Msg::OrderNoAgency).to_owned(),
        Wrong::NoPayer => lang.tr(Msg::OrderNoPayer).to_owned(),
        Wrong::Added(name) => lang.fmt(Msg::OrderAddedNeeded, &[&clean(lang.field("order", name))]),
        Wrong::NoContract => lang.tr(Msg::OrderNoContract).to_owned(),
        Wrong::Colour(text) => lang.fmt(Msg::OrderBadColour, &[&clean(text)]),
    }
}

/// That a position is gone in an issue, and to which order; empty where it is not.
pub fn taken(offer: &Offer, lang: Lang) -> String {
    match (offer.taken, offer.by) {
        (false, _) => String::new(),
        (true, None) => lang.tr(Msg::DeskTakenMark).to_owned(),
        (true, Some(code)) => format!("{} {}", lang.tr(Msg::DeskTakenMark), clean(code)),
    }
}

/// A warning for a person, who may go on all the same.
pub fn warn(warning: &Warning, lang: Lang) -> String {
    let day = |on: &chrono::NaiveDate| on.format("%m-%d").to_string();
    match warning {
        Warning::BookingPassed { line, no, on } => {
            lang.fmt(Msg::OrderWarnBooking, &[&(line + 1), no, &day(on)])
        }
        Warning::MaterialPassed { line, no, on } => {
            lang.fmt(Msg::OrderWarnMaterial, &[&(line + 1), no, &day(on)])
        }
        Warning::Industry { line } => lang.fmt(Msg::OrderWarnIndustry, &[&(line + 1)]),
        Warning::FarBelow { line, discount } => {
            lang.fmt(Msg::OrderWarnFarBelow, &[&(line + 1), &crate::domain::discount::shown(*discount)])
        }
        Warning::Credit(over) => lang.fmt(Msg::OrderWarnCredit, &[&grouped(*over)]),
        Warning::Contract => lang.tr(Msg::OrderWarnContract).to_owned(),
        Warning::Twice(code) => lang.fmt(Msg::OrderWarnTwice, &[&clean(code)]),
    }
}

fn issues(e: &ChoiceError, lang: Lang) -> String {
    match e {
        ChoiceError::Empty => lang.tr(Msg::DeskNoIssues).to_owned(),
        ChoiceError::Unreadable(text) => lang.fmt(Msg::DeskBadIssues, &[&clean(text)]),
        ChoiceError::TooFew(n) => lang.fmt(Msg::DeskTooFewIssues, &[n]),
        ChoiceError::NoNumber(no) => lang.fmt(Msg::DeskNoSuchIssue, &[no]),
        ChoiceError::Taken(no) => lang.fmt(Msg::DeskTaken, &[no]),
        ChoiceError::NothingThen => lang.tr(Msg::DeskNothingThen).to_owned(),
    }
}

fn discount(e: &DiscountError, lang: Lang) -> String {
    match e {
        DiscountError::Empty => lang.fmt(Msg::DeskBadDiscount, &[&""]),
        DiscountError::Unreadable(text) => lang.fmt(Msg::DeskBadDiscount, &[&clean(text)]),
        DiscountError::OutOfRange(_) => lang.tr(Msg::DeskDiscountRange).to_owned(),
        DiscountError::Amount(e) => amount(e, lang),
    }
}

fn plan(e: &PlanError, lang: Lang) -> String {
    match e {
        PlanError::Empty => lang.tr(Msg::DeskNoPlan).to_owned(),
        PlanError::Unreadable(text) => lang.fmt(Msg::DeskBadPlan, &[&clean(text)]),
        PlanError::Dates { parts, dates } => lang.fmt(Msg::DeskPlanDates, &[parts, dates]),
        PlanError::NoIssues => lang.tr(Msg::DeskPlanNoIssues).to_owned(),
        PlanError::TooMuch(n) => lang.fmt(Msg::DeskPlanOver, &[&grouped(*n)]),
        PlanError::Nothing(n) => lang.fmt(Msg::DeskPlanNothing, &[n]),
        PlanError::Backwards(n) => lang.fmt(Msg::DeskPlanBackwards, &[n]),
        PlanError::OutOfRange => lang.tr(Msg::DeskDateRange).to_owned(),
    }
}
