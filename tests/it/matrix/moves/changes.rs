//! Changes of orders: the desk asks and changes, the director above the owner decides, nobody else does either.

use super::{
    guarded,
    orders::{approves, insertions, touches},
};
use crate::matrix::{
    attempt::{Case, Expect},
    facts::{Order, Row},
    inserts::ABSENT,
    model::Model,
};

fn running(o: &Order) -> bool {
    ["confirmed", "executing", "suspended"].contains(&o.state.as_str())
}

fn open(o: &Order) -> bool {
    ["draft", "requested"].contains(&o.state.as_str())
}

/// Who may decide does not ask.
pub fn request(model: &Model) -> Vec<Case> {
    let mut cases = Vec::new();
    for o in model.facts.orders.values() {
        let c = model.customer(o.customer);
        let may = touches(model, o, c) && model.desk(c.dept) && !approves(model, c);
        let asked = model
            .facts
            .rows("kehu.order_change")
            .iter()
            .any(|row| row.order == Some(o.id) && row.kind == "terminate" && row.state == "requested");
        for (kind, guards) in [
            ("cancel", [(o.state != "confirmed", "bad_state"), (false, "")]),
            ("terminate", [(!running(o), "bad_state"), (asked, "asked_already")]),
            ("approval", [(!open(o), "bad_state"), (true, "nothing_to_approve")]),
        ] {
            cases.push(Case::new(
                format!("asks for {kind} of order {} ({})", o.id, o.state),
                format!(
                    "select kehu.request_change({}, {}, '{kind}', 'x', gen_random_uuid())",
                    o.id, o.version
                ),
                guarded(may, &guards),
            ));
        }
    }
    cases.push(Case::new(
        "asks for the cancellation of an absent order",
        format!("select kehu.request_change({ABSENT}, 1, 'cancel', 'x', gen_random_uuid())"),
        Expect::DENIED,
    ));
    cases
}

pub fn approve(model: &Model) -> Vec<Case> {
    let orders = model.facts.orders.values();
    orders
        .map(|o| {
            let c = model.customer(o.customer);
            Case::new(
                format!("approves order {} ({})", o.id, o.state),
                format!("select kehu.approve_order({}, {}, 'x', gen_random_uuid())", o.id, o.version),
                guarded(
                    touches(model, o, c) && approves(model, c),
                    &[(!open(o), "bad_state"), (true, "nothing_to_approve")],
                ),
            )
        })
        .collect()
}

fn each(
    model: &Model,
    what: &str,
    sql: impl Fn(&Row) -> String,
    expect: impl Fn(&Row, &Order) -> Expect,
) -> Vec<Case> {
    let rows = model.facts.rows("kehu.order_change").iter();
    let mut cases: Vec<Case> = rows
        .map(|row| {
            let o = model.order(row.order.expect("changes have an order"));
            Case::new(
                format!("{what} {} ({}, {}) of order {} ({})", row.key, row.kind, row.state, o.id, o.state),
                sql(row),
                if model.sees("kehu.order_change", row) { expect(row, o) } else { Expect::DENIED },
            )
        })
        .collect();
    let absent = Row { key: ABSENT.to_string(), version: 1, ..Row::default() };
    cases.push(Case::new(format!("{what} an absent change"), sql(&absent), Expect::DENIED));
    cases
}

pub fn decide(model: &Model) -> Vec<Case> {
    let approves_it = |o: &Order| approves(model, model.customer(o.customer));
    let mut cases = each(
        model,
        "approves",
        |row| format!("select kehu.decide_change({}, {}, 'approved')", row.key, row.version),
        |row, o| guarded(approves_it(o), &[(row.state != "requested" || !running(o), "bad_state")]),
    );
    cases.extend(each(
        model,
        "rejects",
        |row| format!("select kehu.decide_change({}, {}, 'rejected', 'x')", row.key, row.version),
        |row, o| guarded(approves_it(o), &[(row.state != "requested", "bad_state")]),
    ));
    cases
}

pub fn withdraw(model: &Model) -> Vec<Case> {
    each(
        model,
        "takes back",
        |row| format!("select kehu.withdraw_change({}, {})", row.key, row.version),
        |row, o| {
            let open = ["requested", "approved"].contains(&row.state.as_str());
            guarded(model.desk(model.customer(o.customer).dept), &[(!open, "bad_state")])
        },
    )
}

/// Only the desk changes what was agreed. A document without lines goes no further.
pub fn change(model: &Model) -> Vec<Case> {
    let orders = model.facts.orders.values();
    orders
        .map(|o| {
            let c = model.customer(o.customer);
            Case::new(
                format!("changes the agreed order {} ({})", o.id, o.state),
                format!(
                    "select kehu.change_order(jsonb_build_object('intent', gen_random_uuid(), 'id', {}, 'version', {}, 'customer_id', {}, 'reason', 'x'))",
                    o.id, o.version, o.customer
                ),
                guarded(
                    touches(model, o, c) && model.desk(c.dept),
                    &[(!running(o), "bad_state"), (true, "no_lines")],
                ),
            )
        })
        .collect()
}

pub fn reduce_price(model: &Model) -> Vec<Case> {
    insertions(
        model,
        "takes out",
        |row| format!("select kehu.reduce_price({}, {}, 'x')", row.key, row.version),
        |row, o| !["confirmed", "executing"].contains(&o.state.as_str()) || row.state != "missed",
    )
}
