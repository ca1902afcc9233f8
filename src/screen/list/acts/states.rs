//! Moves of rows from state to state: next, previous, picked, removed, given away.

use super::{On, Step, ask, move_on, told};
use crate::{
    domain::{
        kind::Kind,
        operation::Move,
        policy,
        record::{Row, Values},
        value::Value,
    },
    i18n::Msg,
    screen::Cx,
};

pub fn transfer(on: &On, cx: &mut Cx) -> Step {
    match on.kind {
        Kind::Customer => move_on(Move::TransferCustomer, on, Values::new(), cx),
        _ => told(Msg::ListNotHere, cx),
    }
}

pub fn share(on: &On, cx: &mut Cx) -> Step {
    match on.kind {
        Kind::Customer => move_on(Move::Share, on, Values::new(), cx),
        _ => told(Msg::ListNotHere, cx),
    }
}

/// One state on. Rows of several states are not moved together: each would go somewhere else.
pub fn next(on: &On, cx: &mut Cx) -> Step {
    let mut steps = on.rows.iter().map(|row| policy::next_state_for(cx.session, on.kind, row));
    let Some(first) = steps.next() else { return told(Msg::ListNoRow, cx) };
    if steps.any(|step| step != first) {
        return told(Msg::ListMixedStates, cx);
    }
    match first {
        None => told(Msg::NoticeNoNextState, cx),
        Some((what, None)) => move_on(what, on, Values::new(), cx),
        Some((what, Some(state))) => mark(what, state, on, cx),
    }
}

/// Booking and material need nothing typed; publishing asks for page and tear sheet.
fn mark(what: Move, state: &str, on: &On, cx: &mut Cx) -> Step {
    let values = Values::new().with("state", Value::Code(state.into()));
    if state != "published" && policy::offers(cx.session, what) {
        return ask(what, on, values, cx);
    }
    let day = match on.rows.as_slice() {
        [only] => only.get("planned_on").date().map(|day| day.min(cx.session.today)),
        _ => None,
    };
    let values = match day {
        Some(day) => values.with("published_on", Value::Date(day)),
        None => values,
    };
    move_on(what, on, values, cx)
}

pub fn previous(on: &On, cx: &mut Cx) -> Step {
    match (on.kind, common_state(on)) {
        (Kind::Activity, Some("done")) => move_on(Move::ReopenActivity, on, Values::new(), cx),
        (Kind::Insertion, Some("published")) => move_on(
            Move::MarkInsertion,
            on,
            Values::new().with("state", Value::Code("material_in".into())),
            cx,
        ),
        _ => told(Msg::ListNoPreviousState, cx),
    }
}

pub fn pick(on: &On, cx: &mut Cx) -> Step {
    let what = match (on.kind, common_state(on)) {
        (Kind::Customer, _) => Move::SetCustomerStatus,
        (Kind::Order, Some("suspended")) => Move::ResumeOrder,
        (Kind::Order, Some("confirmed" | "executing")) => Move::SuspendOrder,
        (Kind::Insertion, _) => Move::MarkInsertion,
        (Kind::Instalment, _) => Move::WriteOff,
        (Kind::Payment, _)
            if on.rows.iter().all(|row| policy::applies(cx.session, Move::AllocatePayment, row)) =>
        {
            Move::AllocatePayment
        }
        (Kind::Payment, _) => Move::UnallocatePayment,
        (Kind::Activity, Some("done")) => Move::ReopenActivity,
        (Kind::Operator, _) if on.rows.iter().all(|row| disabled(row)) => Move::EnableOperator,
        (Kind::Operator, _) => Move::SetPassword,
        _ => return told(Msg::ListNotHere, cx),
    };
    move_on(what, on, Values::new(), cx)
}

pub fn remove(on: &On, cx: &mut Cx) -> Step {
    let Some(row) = on.rows.first() else { return told(Msg::ListNoRow, cx) };
    match policy::removal(on.kind, row) {
        Some(what) => move_on(what, on, Values::new(), cx),
        None if on.kind == Kind::Insertion => {
            move_on(Move::MarkInsertion, on, Values::new().with("state", Value::Code("cancelled".into())), cx)
        }
        None => told(Msg::ListNotHere, cx),
    }
}

/// Done, with its result. A collection todo is answered with a promise instead; the payment closes it (D22).
pub fn done(on: &On, cx: &mut Cx) -> Step {
    if on.kind != Kind::Activity {
        return told(Msg::ListNotHere, cx);
    }
    let dunning = on.rows.iter().any(|row| row.get("kind").str() == "dunning");
    if dunning && policy::offers(cx.session, Move::AnswerDunning) {
        return match on.rows.as_slice() {
            [_] => super::money::promise(on, cx),
            _ => told(Msg::ListPromiseInstead, cx),
        };
    }
    move_on(Move::CompleteActivity, on, Values::new(), cx)
}

fn common_state<'a>(on: &On<'a>) -> Option<&'a str> {
    let mut states = on.rows.iter().map(|row| row.get("state").str());
    let first = states.next()?;
    states.all(|state| state == first).then_some(first)
}

fn disabled(row: &Row) -> bool {
    row.get("status").str() == "disabled"
}
