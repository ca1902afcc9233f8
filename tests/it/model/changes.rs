//! Changes of what was agreed: other lines and another plan, the price of what failed, termination. How the parts fall the server
//! decides; that they add up, and that nothing paid, booked or published is touched, is held against it here.

use std::collections::BTreeSet;

use diesel::PgConnection;
use fastrand::Rng;
use serde_json::{Value as Json, json};

use super::{
    company::{Company, Fen, Insertion, Order, part},
    deed::{Deed, Touched, rows, versioned, yuan},
    golden,
    orders::{day, lines_sent},
};

/// What is booked, or has happened.
fn fixed(order: &Order, line: usize) -> BTreeSet<i64> {
    let of_line = order.insertions.values().filter(|it| it.line == line && it.repeats.is_none());
    of_line.filter(|it| !["planned", "cancelled"].contains(&it.state.as_str())).map(|it| it.issue).collect()
}

/// Takes over what the server made of an order, its plan and the money on it.
fn take_over(company: &mut Company, id: i64, admin: &mut PgConnection) -> Touched {
    let before = company.orders[&id].clone();
    golden::reload(company, id, admin);
    let order = &company.orders[&id];
    for (it, old) in &before.insertions {
        let new = order.insertions.get(it).unwrap_or_else(|| panic!("insertion {it} is gone"));
        if ["published", "madegood"].contains(&old.state.as_str()) {
            assert_eq!((&new.state, new.amount), (&old.state, old.amount), "insertion {it} had appeared");
        }
    }
    for (it, new) in &order.instalments {
        if let Some(old) = before.instalments.get(it) {
            assert!(new.received <= old.received, "instalment {it} received by itself");
        }
    }
    assert_eq!(order.planned(), order.net(), "I1 of order {id}");
    company.close_todos();
    let payments = company
        .payments
        .iter()
        .filter(|(_, it)| it.pays.iter().any(|(i, _)| before.instalments.contains_key(i)));
    Touched { payments: payments.map(|(id, _)| *id).collect(), ..Touched::order(id) }
}

/// What appeared is worth so much.
fn delivered(order: &Order) -> Fen {
    let appeared =
        |it: &&Insertion| it.repeats.is_none() && ["published", "madegood"].contains(&it.state.as_str());
    order.insertions.values().filter(appeared).map(|it| it.amount).sum()
}

/// The director ends an order: it is worth what was delivered.
pub fn terminate(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let (id, order) = dice.choice(company.at_desk())?;
    let who = ["zhangw", "zhangw", "liuzy", "zhout", "huangzq"][dice.usize(0..5)];
    let reason = dice.u32(0..8) > 0;
    let mut breaks = Vec::new();
    if who == "zhout" || who == "huangzq" {
        breaks.push("not_yours");
    }
    if !["confirmed", "executing", "suspended"].contains(&order.state.as_str()) {
        breaks.push("bad_state");
    }
    if !reason {
        breaks.push("needs_reason");
    }
    let delivered = delivered(order);
    if delivered < company.invoiced(id) {
        breaks.push("invoiced_above");
    }
    let words = format!(", 'terminated', {}", if reason { "'x'" } else { "null" });
    let sql = versioned("move_order", "kehu.sales_order", id, false, &words);
    Some(Deed::new(
        who,
        sql,
        breaks,
        Box::new(move |company, _, admin| {
            let before = company.orders[&id].clone();
            let touched = take_over(company, id, admin);
            let order = &company.orders[&id];
            assert_eq!(order.state, "terminated");
            assert_eq!(order.net(), delivered, "it is worth what was delivered");
            assert_eq!(
                order.received(),
                before.received().min(delivered),
                "what is paid beyond that is an advance again"
            );
            assert!(
                !order.insertions.values().any(|it| it.is_open() || it.state == "missed"),
                "nothing will appear"
            );
            touched
        }),
    ))
}

/// What failed and is not repeated is not paid.
pub fn reduce(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let some: Vec<(i64, i64)> = company
        .at_desk()
        .into_iter()
        .flat_map(|(order, it)| it.insertions.iter().map(move |(id, it)| (order, *id, it)))
        .filter(|(_, _, it)| it.state == "missed" || it.state == "madegood")
        .map(|(order, id, _)| (order, id))
        .collect();
    let &(order_id, it_id) = dice.choice(&some)?;
    let order = &company.orders[&order_id];
    let it = &order.insertions[&it_id];
    let (amount, before) = (it.amount, order.net());
    let reason = dice.u32(0..8) > 0;
    let mut breaks = Vec::new();
    if !["confirmed", "executing"].contains(&order.state.as_str())
        || it.state != "missed"
        || it.repeats.is_some()
    {
        breaks.push("bad_state");
    }
    if !reason {
        breaks.push("needs_reason");
    }
    if order.instalments.values().map(|it| it.outstanding()).sum::<Fen>() < amount {
        breaks.push("paid_already");
    }
    if before - amount < company.invoiced(order_id) {
        breaks.push("invoiced_above");
    }
    let sql =
        versioned("reduce_price", "kehu.insertion", it_id, false, if reason { ", 'x'" } else { ", null" });
    Some(Deed::new(
        "zhout",
        sql,
        breaks,
        Box::new(move |company, _, admin| {
            let touched = take_over(company, order_id, admin);
            assert_eq!(company.orders[&order_id].net(), before - amount);
            assert_eq!(company.orders[&order_id].insertions[&it_id].state, "cancelled");
            touched
        }),
    ))
}

/// Other issues, and a plan of the new value: paid parts as they are, the rest in one or two new ones.
pub fn change(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let (id, order) = dice.choice(company.at_desk())?;
    if order.lines.iter().any(|line| line.issues.is_empty()) {
        return None;
    }
    let mut wanted = order.clone();
    for (n, line) in wanted.lines.iter_mut().enumerate() {
        let place = &company.positions[line.position];
        // Who agreed to a price below the floor is another story.
        if line.discount < 6_000 || line.unit < part(place.card, 6_000, 10_000) {
            return None;
        }
        let mut issues: Vec<i64> = company.issues[&place.publication].iter().map(|(id, _)| *id).collect();
        dice.shuffle(&mut issues);
        issues.truncate(dice.usize(1..=3));
        let fixed = fixed(order, n);
        issues.extend(
            fixed.iter().filter(|it| dice.u32(0..25) > 0 || issues.contains(it)).copied().collect::<Vec<_>>(),
        );
        issues.sort_unstable();
        issues.dedup();
        line.issues = issues;
    }
    let held: Vec<_> = order
        .instalments
        .iter()
        .filter(|(_, it)| it.state != "cancelled" && (it.received > 0 || it.state != "open"))
        .collect();
    let rest = wanted.net() - held.iter().map(|(_, it)| it.amount).sum::<Fen>();
    let mut plan: Vec<Json> =
        held.iter().map(|(id, it)| json!({"id": id, "due_on": it.due, "amount": yuan(it.amount)})).collect();
    let split = if rest > 1 && dice.bool() { vec![rest / 2, rest - rest / 2] } else { vec![rest] };
    plan.extend(
        split
            .iter()
            .filter(|it| **it > 0)
            .map(|it| json!({"due_on": day(dice, company, 10, 60), "amount": yuan(*it)})),
    );

    let reason = dice.u32(0..8) > 0;
    let mut breaks = Vec::new();
    if !["confirmed", "executing", "suspended"].contains(&order.state.as_str()) {
        breaks.push("bad_state");
    }
    if !reason {
        breaks.push("needs_reason");
    }
    if (0..wanted.lines.len()).any(|n| fixed(order, n).iter().any(|it| !wanted.lines[n].issues.contains(it)))
    {
        breaks.push("booked_stays");
    }
    if same_place_twice(company, &wanted) || wants_what_is_sold(company, id, &wanted) {
        breaks.push("position_taken");
    }
    if wanted.net() < company.invoiced(id) {
        breaks.push("invoiced_above");
    }
    // Parts with money on them that are worth more than the order.
    if rest < 0 {
        breaks.push("plan_not_whole");
    }
    let sql = format!("kehu.change_order({})", document(company, id, &wanted, plan, reason));
    let value = wanted.net();
    let received = order.received();
    Some(Deed::new(
        "zhout",
        sql,
        breaks,
        Box::new(move |company, _, admin| {
            let touched = take_over(company, id, admin);
            let order = &company.orders[&id];
            assert_eq!((order.net(), order.received()), (value, received));
            touched
        }),
    ))
}

/// An exclusive position in an issue that the order does not have yet, and that another order has.
fn wants_what_is_sold(company: &Company, id: i64, wanted: &Order) -> bool {
    let has = |line: usize, issue: i64| {
        let mut own = wanted.insertions.values().filter(|it| (it.line, it.issue) == (line, issue));
        own.any(|it| it.repeats.is_none() && it.state != "cancelled")
    };
    wanted.lines.iter().enumerate().any(|(n, line)| {
        let mut new = line.issues.iter().filter(|issue| !has(n, **issue));
        new.any(|issue| company.is_held(line.position, *issue, Some(id)))
    })
}

/// An exclusive position twice in one issue, over all lines and what was repeated in them.
fn same_place_twice(company: &Company, wanted: &Order) -> bool {
    let mut seen = BTreeSet::new();
    let exclusive = |position: usize| company.positions[position].exclusive;
    let failed = |line: usize, issue: i64| {
        wanted.insertions.values().any(|it| {
            (it.line, it.issue) == (line, issue)
                && it.repeats.is_none()
                && ["missed", "madegood"].contains(&it.state.as_str())
        })
    };
    let sold =
        wanted.lines.iter().enumerate().filter(|(_, line)| exclusive(line.position)).flat_map(|(n, line)| {
            line.issues
                .iter()
                .filter(move |issue| !failed(n, **issue))
                .map(|issue| (line.position, *issue))
                .collect::<Vec<_>>()
        });
    let repeated = wanted.insertions.values().filter(|it| {
        exclusive(it.position)
            && it.repeats.is_some()
            && !["cancelled", "missed", "madegood"].contains(&it.state.as_str())
    });
    sold.chain(repeated.map(|it| (it.position, it.issue))).any(|it| !seen.insert(it))
}

fn document(company: &Company, id: i64, wanted: &Order, plan: Vec<Json>, reason: bool) -> String {
    let lines = lines_sent(company, wanted);
    let document = json!({
        "id": id, "customer_id": wanted.customer, "lines": lines, "instalments": plan, "plan_text": "",
        "reason": if reason { "x" } else { " " },
    });
    format!(
        "'{document}'::jsonb || jsonb_build_object('intent', gen_random_uuid(), 'version', (select version from kehu.sales_order where id = {id}))"
    )
}

/// Every change of an agreed order has left its row, with what was so before and after (I12).
pub fn each_has_its_row(admin: &mut PgConnection) {
    let query = "select jsonb_build_array(id, kind) as v from kehu.order_change where state = 'applied' \
                 and (reason is null or before is null or after is null or (before ->> 'net_amount')::numeric <> net_before)";
    assert_eq!(rows(admin, query), Vec::<Json>::new());
}
