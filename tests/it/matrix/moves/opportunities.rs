//! Moves of opportunities: by the line of their own owner, and whom the customer is lent to for writing.

use super::guarded;
use crate::matrix::{
    attempt::{Case, Expect},
    facts::Row,
    inserts::ABSENT,
    model::{Model, Standing},
};

const TABLE: &str = "kehu.opportunity";

fn each(
    model: &Model,
    what: &str,
    sql: impl Fn(&Row) -> String,
    expect: impl Fn(&Row) -> Expect,
) -> Vec<Case> {
    let rows = model.facts.rows(TABLE).iter();
    rows.map(|row| {
        Case::new(format!("{what} opportunity {} ({})", row.key, row.state), sql(row), expect(row))
    })
    .collect()
}

fn owner(row: &Row) -> i32 {
    row.person.expect("an opportunity has an owner")
}

fn closed(row: &Row) -> bool {
    !["open", "suspended"].contains(&row.state.as_str())
}

/// The general manager; a superior what his people own, a sales director his own too.
fn approves(model: &Model, row: &Row) -> bool {
    model.is(&["gm"])
        || match model.standing(owner(row)) {
            Standing::Direct | Standing::Department => true,
            Standing::Own => model.is(&["sd"]),
            _ => false,
        }
}

pub fn save(model: &Model) -> Vec<Case> {
    let make = |id: i64| {
        format!(
            "select kehu.save_opportunity(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', {id}, 'name', 'x',
               'product_line', '杂志', 'intent_evidence', '客户说要投放十期封底'))"
        )
    };
    let mut cases: Vec<Case> = model
        .facts
        .customers
        .values()
        .map(|c| {
            let guards = [(c.status == "archived", "archived")];
            Case::new(
                format!("makes an opportunity of {}", c.name),
                make(c.id),
                guarded(model.changes_customer(c), &guards),
            )
        })
        .collect();
    cases.push(Case::new("makes an opportunity of nobody", make(ABSENT), Expect::DENIED));
    cases.extend(each(
        model,
        "renames",
        |row| {
            format!(
                "select kehu.save_opportunity(jsonb_build_object('id', {}, 'version', {}, 'name', 'y'))",
                row.key, row.version
            )
        },
        |row| guarded(model.changes_opportunity(row), &[(closed(row), "bad_state")]),
    ));
    cases
}

pub fn save_line(model: &Model) -> Vec<Case> {
    let mut cases = each(
        model,
        "adds a line to",
        |row| {
            format!(
                "select kehu.save_opportunity_line('{{\"opportunity_id\": {}, \"position_id\": 1, \"list_price\": \"5\"}}')",
                row.key
            )
        },
        |row| guarded(model.changes_opportunity(row), &[(closed(row), "bad_state")]),
    );
    for line in model.facts.rows("kehu.opportunity_line") {
        cases.push(Case::new(
            format!("changes line {}", line.key),
            format!(
                "select kehu.save_opportunity_line('{{\"id\": {}, \"version\": {}, \"issues\": 2}}')",
                line.key, line.version
            ),
            guarded(model.changes_opportunity(line), &[(closed(line), "bad_state")]),
        ));
    }
    cases
}

pub fn drop_line(model: &Model) -> Vec<Case> {
    let lines = model.facts.rows("kehu.opportunity_line").iter();
    lines
        .map(|line| {
            Case::new(
                format!("takes line {} out", line.key),
                format!("select kehu.drop_opportunity_line({}, {})", line.key, line.version),
                guarded(model.changes_opportunity(line), &[(closed(line), "bad_state")]),
            )
        })
        .collect()
}

/// Of the customer's contacts only: an absent one is refused to those who may name one.
pub fn name_contact(model: &Model) -> Vec<Case> {
    each(
        model,
        "names an absent contact in",
        |row| {
            format!(
                "select kehu.name_opportunity_contact('{{\"opportunity_id\": {}, \"contact_id\": {ABSENT}, \"role\": \"key\"}}')",
                row.key
            )
        },
        |row| guarded(model.changes_opportunity(row), &[(true, "bad_value")]),
    )
}

pub fn drop_contact(model: &Model) -> Vec<Case> {
    let rows = model.facts.rows("kehu.opportunity_contact").iter();
    rows.map(|row| {
        Case::new(
            format!("takes contact {} out", row.key),
            format!("select kehu.drop_opportunity_contact({})", row.key),
            Expect::allowed(model.changes_opportunity(row)),
        )
    })
    .collect()
}

pub fn moves(model: &Model) -> Vec<Case> {
    let to = |row: &Row, to: &str| {
        format!("select kehu.move_opportunity({}, {}, '{to}', '{{\"reason\": \"x\"}}')", row.key, row.version)
    };
    let mut cases = each(
        model,
        "moves on",
        |row| to(row, "next"),
        |row| {
            let unmet = row.due && !approves(model, row);
            guarded(
                model.changes_opportunity(row),
                &[(row.state != "open", "bad_state"), (unmet, "decider_unmet")],
            )
        },
    );
    cases.extend(each(
        model,
        "moves back",
        |row| to(row, "back"),
        |row| {
            guarded(
                model.changes_opportunity(row),
                &[(row.state != "open", "bad_state"), (row.step == 1, "first_stage")],
            )
        },
    ));
    cases
}

pub fn end(model: &Model) -> Vec<Case> {
    let mut cases = Vec::new();
    for to in ["won", "lost", "invalid", "suspended", "open"] {
        cases.extend(each(
            model,
            &format!("ends as {to}"),
            |row| {
                format!(
                    "select kehu.end_opportunity({}, {}, '{to}', '{{\"reason\": \"x\", \"lost_reason\": \"price\"}}')",
                    row.key, row.version
                )
            },
            |row| match (row.state.as_str(), to) {
                _ if !model.changes_opportunity(row) => Expect::DENIED,
                ("open", "won") => guarded(true, &[(row.due && !approves(model, row), "decider_unmet")]),
                ("open" | "suspended", "lost" | "invalid")
                | ("open", "suspended")
                | ("suspended", "open") => Expect::DONE,
                ("won" | "lost" | "invalid", "open") => Expect::allowed(approves(model, row)),
                _ => Expect::refused("bad_state"),
            },
        ));
    }
    cases
}

pub fn transfer(model: &Model) -> Vec<Case> {
    let sql = |ids: &str, to: i32| format!("select kehu.transfer_opportunity('{{{ids}}}', {to}, 'x')");
    let may_take = |to: i32| model.may_own(to) && (model.is(&["gm"]) || model.writes_of(to));
    let may_give = |row: &Row| {
        !row.gone
            && (model.is(&["gm"])
                || match model.standing(owner(row)) {
                    Standing::Direct | Standing::Department => true,
                    Standing::Own => model.is(&["sd", "md"]),
                    _ => false,
                })
    };
    let mut cases = Vec::new();
    for to in [4, 7, model.me.map_or(4, |me| me.id)] {
        cases.extend(each(
            model,
            &format!("gives {to}"),
            |row| sql(&row.key, to),
            |row| guarded(may_give(row), &[(!may_take(to), "receiver_not_allowed")]),
        ));
    }
    cases.push(Case::new("gives an absent one", sql("99999", 4), Expect::DENIED));
    cases
}

/// The general manager; or the owner who found it.
pub fn delete(model: &Model) -> Vec<Case> {
    each(
        model,
        "deletes",
        |row| format!("select kehu.delete_opportunity({}, {})", row.key, row.version),
        |row| {
            let own = model.is_me(owner(row)) && row.creator.is_some_and(|id| model.is_me(id));
            guarded(!row.gone && (model.is(&["gm"]) || own), &[(row.state == "won", "bad_state")])
        },
    )
}
