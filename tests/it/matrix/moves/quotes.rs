//! Quotes: made by who owns the opportunity, changed and moved by who may change it, agreed to above the owner.

use super::guarded;
use crate::matrix::{
    attempt::{Case, Expect},
    facts::Row,
    inserts::ABSENT,
    model::{Model, Standing},
};

const STATES: [&str; 7] = ["draft", "submitted", "approved", "sent", "accepted", "rejected", "superseded"];

fn over(row: &Row) -> bool {
    row.step == 1
}

fn owner(row: &Row) -> i32 {
    row.person.expect("a quote has an owner")
}

/// The general manager; a superior what his people own, nobody his own.
fn approves(model: &Model, row: &Row) -> bool {
    model.is(&["gm"]) || matches!(model.standing(owner(row)), Standing::Direct | Standing::Department)
}

fn of_draft(model: &Model, row: &Row) -> Expect {
    guarded(model.changes_opportunity(row), &[(over(row) || row.state != "draft", "bad_state")])
}

pub fn save(model: &Model) -> Vec<Case> {
    let make = |id: &str| {
        format!(
            "select kehu.save_quote(jsonb_build_object('intent', gen_random_uuid(), 'opportunity_id', {id}))"
        )
    };
    let mut cases: Vec<Case> = Vec::new();
    for row in model.facts.rows("kehu.opportunity") {
        let may = !row.gone && (model.is(&["gm"]) || model.is_me(owner(row)));
        let closed = !["open", "suspended"].contains(&row.state.as_str());
        cases.push(Case::new(
            format!("makes a quote of opportunity {} ({})", row.key, row.state),
            make(&row.key),
            guarded(may, &[(closed, "bad_state")]),
        ));
    }
    cases.push(Case::new("makes a quote of nothing", make(&ABSENT.to_string()), Expect::DENIED));
    for row in model.facts.rows("kehu.quote") {
        cases.push(Case::new(
            format!("changes quote {} ({})", row.key, row.state),
            format!(
                "select kehu.save_quote(jsonb_build_object('id', {}, 'version', {}, 'note', 'y'))",
                row.key, row.version
            ),
            of_draft(model, row),
        ));
    }
    cases
}

pub fn save_line(model: &Model) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for row in model.facts.rows("kehu.quote") {
        cases.push(Case::new(
            format!("adds a line to quote {} ({})", row.key, row.state),
            format!(
                "select kehu.save_quote_line('{{\"quote_id\": {}, \"position_id\": 1, \"list_price\": \"5\"}}')",
                row.key
            ),
            of_draft(model, row),
        ));
    }
    for line in model.facts.rows("kehu.quote_line") {
        cases.push(Case::new(
            format!("changes line {} of a quote", line.key),
            format!(
                "select kehu.save_quote_line('{{\"id\": {}, \"version\": {}, \"issues\": 2}}')",
                line.key, line.version
            ),
            of_draft(model, line),
        ));
    }
    cases
}

pub fn drop_line(model: &Model) -> Vec<Case> {
    let lines = model.facts.rows("kehu.quote_line").iter();
    lines
        .map(|line| {
            Case::new(
                format!("takes line {} out of a quote", line.key),
                format!("select kehu.drop_quote_line({}, {})", line.key, line.version),
                of_draft(model, line),
            )
        })
        .collect()
}

pub fn moves(model: &Model) -> Vec<Case> {
    let mut cases = Vec::new();
    for row in model.facts.rows("kehu.quote") {
        for to in STATES {
            let late = row.step == 2 && ["submitted", "approved", "sent", "accepted"].contains(&to);
            let expect = match (row.state.as_str(), to) {
                _ if !model.changes_opportunity(row) => Expect::DENIED,
                _ if over(row) => Expect::refused("bad_state"),
                _ if late => Expect::refused("quote_expired"),
                ("draft", "submitted")
                | ("submitted" | "approved", "draft")
                | ("approved", "sent")
                | ("sent", "accepted" | "rejected") => Expect::DONE,
                ("submitted", "approved") => Expect::allowed(approves(model, row)),
                ("draft", "sent") => guarded(true, &[(row.due && !model.is(&["gm"]), "quote_floor")]),
                _ => Expect::refused("bad_state"),
            };
            cases.push(Case::new(
                format!("moves quote {} from {} to {to}", row.key, row.state),
                format!(
                    "select kehu.move_quote({}, {}, '{to}', '{{\"reason\": \"x\"}}')",
                    row.key, row.version
                ),
                expect,
            ));
        }
    }
    cases
}

/// The general manager; or who made it and has it still.
pub fn delete(model: &Model) -> Vec<Case> {
    let rows = model.facts.rows("kehu.quote").iter();
    rows.map(|row| {
        let own = model.is_me(owner(row)) && row.creator.is_some_and(|id| model.is_me(id));
        let expect = match row.state.as_str() {
            _ if !model.changes_opportunity(row) => Expect::DENIED,
            _ if over(row) => Expect::refused("bad_state"),
            _ if !(model.is(&["gm"]) || own) => Expect::DENIED,
            "draft" => Expect::DONE,
            _ => Expect::refused("bad_state"),
        };
        Case::new(
            format!("deletes quote {} ({})", row.key, row.state),
            format!("select kehu.delete_quote({}, {})", row.key, row.version),
            expect,
        )
    })
    .collect()
}
