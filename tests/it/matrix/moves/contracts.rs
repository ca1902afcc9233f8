//! Moves of contracts, and orders that name one: made by the owner and the desk, approved above the owner.

use super::{guarded, orders::touches};
use crate::matrix::{
    attempt::{Case, Expect},
    facts::{Customer, Row},
    inserts::ABSENT,
    model::{Model, Standing, counts},
};

const STATES: [&str; 7] = ["draft", "in_review", "signed", "in_force", "completed", "terminated", "void"];

fn of<'a>(model: &Model<'a>, row: &Row) -> &'a Customer {
    model.customer(row.customer.expect("a contract is a customer's"))
}

/// The desk, the owner's line, the general manager.
fn holds(model: &Model, row: &Row) -> bool {
    let c = of(model, row);
    !row.gone && (model.desk(c.dept) || model.writes_of(c.owner))
}

/// The general manager; a superior what his people own, a sales director his own too.
fn approves(model: &Model, c: &Customer) -> bool {
    model.is(&["gm"])
        || match model.standing(c.owner) {
            Standing::Direct | Standing::Department => true,
            Standing::Own => model.is(&["sd"]),
            _ => false,
        }
}

pub fn save(model: &Model) -> Vec<Case> {
    let make = |id: i64| {
        format!(
            "select kehu.save_contract(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', {id}))"
        )
    };
    let mut cases: Vec<Case> = model
        .facts
        .customers
        .values()
        .map(|c| {
            let may = !c.gone && (model.desk(c.dept) || model.is_me(c.owner));
            let guards = [(c.status == "archived", "archived")];
            Case::new(format!("makes a contract with {}", c.name), make(c.id), guarded(may, &guards))
        })
        .collect();
    cases.push(Case::new("makes a contract with nobody", make(ABSENT), Expect::DENIED));
    for row in model.facts.rows("kehu.contract") {
        let bare = row.state != "draft";
        for (field, guards) in [("note", &[][..]), ("amount", &[(bare, "bad_state")][..])] {
            cases.push(Case::new(
                format!("changes the {field} of contract {} ({})", row.key, row.state),
                format!(
                    "select kehu.save_contract(jsonb_build_object('id', {}, 'version', {}, '{field}', '5'))",
                    row.key, row.version
                ),
                guarded(holds(model, row), guards),
            ));
        }
    }
    cases
}

pub fn moves(model: &Model) -> Vec<Case> {
    let mut cases = Vec::new();
    for row in model.facts.rows("kehu.contract") {
        let approved = approves(model, of(model, row));
        for to in STATES {
            let expect = match (row.state.as_str(), to) {
                _ if !holds(model, row) => Expect::DENIED,
                ("draft", "in_review" | "void")
                | ("in_review", "draft" | "void")
                | ("signed", "in_force")
                | ("in_force", "completed") => Expect::DONE,
                ("draft" | "in_review", "signed") | ("signed" | "in_force", "terminated") => {
                    Expect::allowed(approved)
                }
                ("signed", "void") => guarded(approved, &[(row.due, "has_orders")]),
                _ => Expect::refused("bad_state"),
            };
            cases.push(Case::new(
                format!("moves contract {} from {} to {to}", row.key, row.state),
                format!(
                    "select kehu.move_contract({}, {}, '{to}', '{{\"reason\": \"x\"}}')",
                    row.key, row.version
                ),
                expect,
            ));
        }
    }
    cases
}

pub fn delete(model: &Model) -> Vec<Case> {
    let rows = model.facts.rows("kehu.contract").iter();
    rows.map(|row| {
        let own = model.is_me(of(model, row).owner) && row.creator.is_some_and(|id| model.is_me(id));
        Case::new(
            format!("deletes contract {} ({})", row.key, row.state),
            format!("select kehu.delete_contract({}, {})", row.key, row.version),
            guarded(!row.gone && (model.is(&["gm"]) || own), &[(row.state != "draft", "bad_state")]),
        )
    })
    .collect()
}

/// Before confirmation the owner's line and the desk, afterwards the desk; only a contract of the order's companies that one sees.
pub fn link(model: &Model) -> Vec<Case> {
    let rows = model.facts.rows("kehu.contract");
    let signed_of = |id: i64| rows.iter().find(|row| row.customer == Some(id) && row.state == "signed");
    let mut cases = Vec::new();
    for o in model.facts.orders.values() {
        let c = model.customer(o.customer);
        let may = touches(model, o, c) && (!counts(&o.state) || model.desk(c.dept));
        let over = (o.state == "cancelled", "bad_state");
        let sql = |contract: &str| format!("select kehu.link_contract({}, {}, {contract})", o.id, o.version);
        cases.push(Case::new(
            format!("takes order {} ({}) out of its contract", o.id, o.state),
            sql("null"),
            guarded(may, &[over]),
        ));
        let other = signed_of(if o.customer == 2 { 3 } else { 2 }).expect("a contract of another");
        cases.push(Case::new(
            format!("names for order {} a contract of another", o.id),
            sql(&other.key),
            guarded(may, &[over, (true, "bad_value")]),
        ));
        if let Some(own) = [Some(o.customer), o.agency].into_iter().flatten().find_map(signed_of) {
            let sees = model.sees("kehu.contract", own);
            cases.push(Case::new(
                format!("names for order {} contract {}", o.id, own.key),
                sql(&own.key),
                guarded(may, &[over, (!sees, "bad_value")]),
            ));
        }
    }
    cases
}

/// Fields that the administrator added are filled by whom the contract is named by, and only as they are defined.
pub fn fill(model: &Model) -> Vec<Case> {
    let mut cases = Vec::new();
    for o in model.facts.orders.values() {
        let c = model.customer(o.customer);
        let may = touches(model, o, c) && (!counts(&o.state) || model.desk(c.dept));
        for (set, guards) in [
            (r#"{"x_ref": "A7"}"#, &[][..]),
            (r#"{"x_ref": 7}"#, &[(true, "bad_value")]),
            (r#"{"net_amount": "1"}"#, &[(true, "unknown_field")]),
        ] {
            cases.push(Case::new(
                format!("fills {set} of order {} ({})", o.id, o.state),
                format!("select kehu.fill_order({}, {}, '{set}')", o.id, o.version),
                guarded(may, guards),
            ));
        }
    }
    cases
}
