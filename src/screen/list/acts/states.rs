//! Moves of rows from state to state: next, previous, removed, given away.

use super::{On, Step, move_on, told};
use crate::{
    domain::{
        kind::Kind,
        operation::{self, Move},
        policy,
        record::{Row, Values},
        value::Value,
    },
    i18n::Msg,
    screen::{Cx, open},
};

pub fn transfer(on: &On, cx: &mut Cx) -> Step {
    match on.kind {
        Kind::Customer => move_on(Move::TransferCustomer, on, Values::new(), cx),
        Kind::Opportunity => move_on(Move::TransferOpportunity, on, Values::new(), cx),
        Kind::Lead => move_on(Move::TransferLead, on, Values::new(), cx),
        // Everything of a person; of a hand-over, back again.
        Kind::Operator => move_on(Move::HandOver, on, Values::new(), cx),
        Kind::HandOver => move_on(Move::HandBack, on, Values::new(), cx),
        _ => told(Msg::ListNotHere, cx),
    }
}

/// Who can see the record; of one with a team also whom it is lent to. Several marked ones are lent at once.
pub fn share(on: &On, cx: &mut Cx) -> Step {
    match (on.kind, on.targets().as_slice()) {
        (_, []) => return told(Msg::ListNoRow, cx),
        (kind, [(target, label)]) => cx.push(open::sees(kind, *target, label.clone())),
        (kind, _) => match operation::team(kind) {
            Some((share, _)) => return move_on(share, on, Values::new(), cx),
            None => return told(Msg::ListOneRowOnly, cx),
        },
    }
    Step::Done
}

/// One state on. Rows of several states are not moved together: each would go somewhere else.
pub fn next(on: &On, cx: &mut Cx) -> Step {
    match common(on, |row| policy::next_state_for(cx.session, on.kind, row)) {
        Err(msg) => told(msg, cx),
        Ok(None) => told(Msg::NoticeNoNextState, cx),
        Ok(Some(what)) => move_on(what, on, next_preset(what, on, cx), cx),
    }
}

/// What appeared, appeared on its planned day, if that is not ahead; several rows each on theirs.
fn next_preset(what: Move, on: &On, cx: &Cx) -> Values {
    match (what, on.rows.as_slice()) {
        (Move::PublishInsertion, [only]) => match only.get("planned_on").date() {
            Some(day) => Values::new().with("published_on", Value::Date(day.min(cx.session.today))),
            None => Values::new(),
        },
        _ => Values::new(),
    }
}

pub fn previous(on: &On, cx: &mut Cx) -> Step {
    match common(on, |row| policy::previous_state(on.kind, row)) {
        Ok(Some(what)) => move_on(what, on, Values::new(), cx),
        _ => told(Msg::ListNoPreviousState, cx),
    }
}

pub fn remove(on: &On, cx: &mut Cx) -> Step {
    match common(on, |row| policy::removal(cx.session, on.kind, row)) {
        Err(msg) => told(msg, cx),
        Ok(Some(what)) => move_on(what, on, Values::new(), cx),
        Ok(None) if on.kind == Kind::Insertion => withdraw(on, cx),
        Ok(None) => told(Msg::ListNotHere, cx),
    }
}

/// An insertion is withdrawn by a change of its order, since that is worth less then: the change is opened.
fn withdraw(on: &On, cx: &mut Cx) -> Step {
    let order = match on.rows.as_slice() {
        [row] => row.get("order").id(),
        _ => None,
    };
    match order.filter(|_| cx.session.role.keeps_orders()) {
        Some(order) => {
            cx.info(cx.lang.tr(Msg::PolicyWithdrawn));
            cx.push(open::edit_order(order));
            Step::Done
        }
        None => told(Msg::PolicyWithdrawDesk, cx),
    }
}

/// The one move that all rows ask for.
fn common(on: &On, of: impl Fn(&Row) -> Option<Move>) -> Result<Option<Move>, Msg> {
    let mut moves = on.rows.iter().map(|row| of(row));
    let first = moves.next().ok_or(Msg::ListNoRow)?;
    if moves.all(|what| what == first) { Ok(first) } else { Err(Msg::ListMixedStates) }
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
