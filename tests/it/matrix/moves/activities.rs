//! Moves of activities: who executes one and his superiors end it; a collection todo only the desk and the general manager (D22).

use super::guarded;
use crate::matrix::{
    attempt::{Case, Expect},
    facts::Row,
    model::Model,
};

fn holds(model: &Model, row: &Row) -> bool {
    if row.gone {
        return false;
    }
    if row.kind == "dunning" {
        return row.order.is_some_and(|id| model.desk(model.customer(model.order(id).customer).dept));
    }
    model.is(&["gm"]) || row.person.is_some_and(|id| model.writes_of(id))
}

fn open(row: &Row) -> bool {
    ["planned", "in_progress"].contains(&row.state.as_str())
}

fn each(model: &Model, what: &str, args: &str, expect: impl Fn(&Row) -> Expect) -> Vec<Case> {
    let rows = model.facts.rows("kehu.activity").iter();
    rows.map(|row| {
        Case::new(
            format!("{what} {} ({}, {})", row.key, row.kind, row.state),
            format!("select kehu.{what}({}, {}{args})", row.key, row.version),
            expect(row),
        )
    })
    .collect()
}

pub fn start(model: &Model) -> Vec<Case> {
    each(model, "start_activity", "", |row| {
        guarded(holds(model, row), &[(row.state != "planned", "bad_state")])
    })
}

pub fn complete(model: &Model) -> Vec<Case> {
    each(model, "complete_activity", ", 'x', 'x'", |row| {
        guarded(holds(model, row), &[(!open(row), "bad_state")])
    })
}

pub fn cancel(model: &Model) -> Vec<Case> {
    each(model, "cancel_activity", ", 'x'", |row| guarded(holds(model, row), &[(!open(row), "bad_state")]))
}

/// The executor for a day; a director or the general manager later.
pub fn reopen(model: &Model) -> Vec<Case> {
    each(model, "reopen_activity", "", |row| {
        if holds(model, row) && row.state != "done" {
            return Expect::refused("bad_state");
        }
        let own = row.person.is_some_and(|id| model.is_me(id)) && row.due;
        Expect::allowed(holds(model, row) && (model.is(&["gm", "sd"]) || own))
    })
}

/// The executor has seen it.
pub fn acknowledge(model: &Model) -> Vec<Case> {
    let rows = model.facts.rows("kehu.activity").iter();
    rows.map(|row| {
        Case::new(
            format!("acknowledges {} ({})", row.key, row.kind),
            format!("select kehu.acknowledge_activity({})", row.key),
            Expect::allowed(!row.gone && row.person.is_some_and(|id| model.is_me(id))),
        )
    })
    .collect()
}

/// What one planned for oneself; the general manager anything. A collection todo is cancelled, not deleted.
pub fn delete(model: &Model) -> Vec<Case> {
    each(model, "delete_activity", "", |row| {
        let own = [row.person, row.author, row.creator].iter().all(|it| it.is_some_and(|id| model.is_me(id)));
        let may = holds(model, row) && (model.is(&["gm"]) || own);
        guarded(may, &[(row.state != "planned" || row.kind == "dunning", "bad_state")])
    })
}
