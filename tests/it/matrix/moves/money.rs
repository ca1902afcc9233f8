//! Moves of payments, instalments and collection todos: the desk's work, but for the salesperson's answer.

use super::guarded;
use crate::matrix::{
    attempt::{Case, Expect},
    facts::{Order, Row},
    inserts::ABSENT,
    model::{Model, counts},
};

fn order<'a>(model: &Model<'a>, row: &Row) -> &'a Order {
    model.order(row.order.expect("money hangs on an order"))
}

/// The desk of the department that the order's customer is of.
fn desk_of(model: &Model, o: &Order) -> bool {
    model.desk(model.customer(o.customer).dept)
}

pub fn book(model: &Model) -> Vec<Case> {
    let sql = |payer: i64, amount: &str, rows: &str| {
        format!(
            "select kehu.book_payment(jsonb_build_object('intent', gen_random_uuid(), 'payer_id', {payer}, 'amount', '{amount}', 'allocations', '{rows}'::jsonb))"
        )
    };
    let mut cases = Vec::new();
    for (id, may) in
        model.facts.customers.values().map(|c| (c.id, !c.gone && model.desk(c.dept))).chain([(ABSENT, false)])
    {
        cases.push(Case::new(format!("books an advance of {id}"), sql(id, "5", "[]"), Expect::allowed(may)));
    }
    for row in model.facts.rows("kehu.instalment") {
        let o = order(model, row);
        cases.push(Case::new(
            format!("books 1.00 onto instalment {} of order {} ({})", row.key, o.id, o.state),
            sql(o.customer, "1.00", &format!("[{{\"instalment_id\": {}, \"amount\": \"1.00\"}}]", row.key)),
            guarded(
                desk_of(model, o),
                &[(!counts(&o.state) || row.state != "open", "bad_state"), (!row.due, "overpaid")],
            ),
        ));
    }
    // An agency of one branch pays for an order of another: its own desk books the money, the order's desk puts it there.
    for (agency, customer) in [("代理", "各态"), ("本地代理", "组员")] {
        let (agency, customer) = (model.facts.customer(agency), model.facts.customer(customer));
        let order =
            model.facts.orders.values().find(|o| o.customer == customer.id && o.agency == Some(agency.id));
        let order = order.expect("the agency's order");
        let instalment =
            model.facts.rows("kehu.instalment").iter().find(|it| it.order == Some(order.id)).expect("a plan");
        cases.push(Case::new(
            format!("books money of {} onto its order", agency.name),
            sql(
                agency.id,
                "1.00",
                &format!("[{{\"instalment_id\": {}, \"amount\": \"1.00\"}}]", instalment.key),
            ),
            Expect::allowed(model.desk(customer.dept)),
        ));
        let both = model.desk(agency.dept) && desk_of(model, model.order(1));
        cases.push(Case::new(
            format!("books money of {} onto an order it has no part in", agency.name),
            sql(agency.id, "1.00", "[{\"instalment_id\": 1, \"amount\": \"1.00\"}]"),
            if both { Expect::refused("wrong_payer") } else { Expect::DENIED },
        ));
    }
    cases
}

/// The payer's desk, and whoever booked it at hers.
fn holds(model: &Model, row: &Row) -> bool {
    let payer = model.customer(row.customer.expect("payments have a payer"));
    let at_a_desk = model.facts.departments.iter().any(|dept| model.desk(dept.id));
    model.desk(payer.dept) || (at_a_desk && row.author.is_some_and(|id| model.is_me(id)))
}

fn payments(model: &Model, what: &str, args: &str, expect: impl Fn(&Row) -> Expect) -> Vec<Case> {
    let rows = model.facts.rows("kehu.payment").iter();
    rows.map(|row| {
        Case::new(
            format!("{what} {} ({})", row.key, row.state),
            format!("select kehu.{what}({}, {}{args})", row.key, row.version),
            if holds(model, row) { expect(row) } else { Expect::DENIED },
        )
    })
    .collect()
}

pub fn allocate(model: &Model) -> Vec<Case> {
    payments(model, "allocate_payment", ", '[]'", |row| {
        guarded(true, &[(row.state == "voided", "bad_state")])
    })
}

/// From orders of her own desk only; each payment of the company pays for one order at most.
pub fn unallocate(model: &Model) -> Vec<Case> {
    payments(model, "unallocate_payment", "", |row| {
        let own = row.order.is_none_or(|id| desk_of(model, model.order(id)));
        guarded(own, &[(row.state == "voided", "bad_state")])
    })
}

/// What pays instalments in full has nothing left that could go back.
pub fn pay_out(model: &Model) -> Vec<Case> {
    payments(model, "pay_out_advance", ", jsonb_build_object('intent', gen_random_uuid())", |row| {
        guarded(true, &[(row.state == "voided" || row.due, "bad_state")])
    })
}

pub fn confirm(model: &Model) -> Vec<Case> {
    payments(model, "confirm_payment", "", |row| guarded(true, &[(row.state != "recorded", "bad_state")]))
}

/// A confirmed payment only by the general manager; its allocations are taken off first.
pub fn void(model: &Model) -> Vec<Case> {
    payments(model, "void_payment", ", 'x'", |row| match row.state.as_str() {
        "voided" => Expect::refused("bad_state"),
        "confirmed" if !model.is(&["gm"]) => Expect::DENIED,
        _ => guarded(true, &[(row.due, "has_allocations")]),
    })
}

fn instalments(model: &Model, what: &str, args: &str, guard: impl Fn(&Row, &Order) -> bool) -> Vec<Case> {
    let rows = model.facts.rows("kehu.instalment").iter();
    rows.map(|row| {
        let o = order(model, row);
        Case::new(
            format!("{what} {} ({}) of order {} ({})", row.key, row.state, o.id, o.state),
            format!("select kehu.{what}({}, {}{args})", row.key, row.version),
            guarded(desk_of(model, o), &[(guard(row, o), "bad_state")]),
        )
    })
    .collect()
}

pub fn write_off(model: &Model) -> Vec<Case> {
    instalments(model, "write_off", ", 'x'", |row, o| !counts(&o.state) || !row.due)
}

pub fn block(model: &Model) -> Vec<Case> {
    instalments(model, "block_dunning", ", '2002-03-20', 'x'", |row, _| !row.due)
}

/// What is not one's own is answered row by row, absent ones alike.
pub fn dun(model: &Model) -> Vec<Case> {
    let rows = model.facts.rows("kehu.instalment");
    let own = rows.iter().filter(|row| desk_of(model, order(model, row))).map(|row| row.key.clone());
    let ids = rows.iter().map(|row| row.key.as_str()).chain(["99999"]).collect::<Vec<_>>().join(",");
    let sql = format!(
        "select d.instalment_id::text as v from kehu.dun('{{{ids}}}', gen_random_uuid()) d where d.reason is distinct from 'not_yours'"
    );
    let expect = if model.me.is_some() { Expect::Rows(own.collect()) } else { Expect::DENIED };
    vec![Case::new("sends collection todos", sql, expect)]
}

/// The salesperson and his superiors; not the desk that asked.
pub fn answer(model: &Model) -> Vec<Case> {
    let rows = model.facts.rows("kehu.activity").iter();
    rows.map(|row| {
        let may = model.is(&["gm"]) || row.person.is_some_and(|id| model.writes_of(id));
        Case::new(
            format!("answers activity {} ({})", row.key, row.kind),
            format!("select kehu.answer_dunning({}, {}, '2002-03-20')", row.key, row.version),
            guarded(may && row.kind == "dunning" && !row.gone, &[(row.state == "done", "bad_state")]),
        )
    })
    .collect()
}
