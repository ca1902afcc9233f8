//! Receipts, refunds, allocations, voids, write-offs.

use std::collections::BTreeSet;

use fastrand::Rng;
use serde_json::{Value as Json, json};

use super::{
    company::{Company, DESK, Fen, Payment},
    deed::{Deed, Touched, id, versioned, yuan},
    orders::day,
};

/// Up to three instalments, mostly of this payer, with amounts that mostly fit.
fn rows(dice: &mut Rng, company: &Company, payment: &Payment, most: Fen) -> Vec<(i64, Fen)> {
    let (strange, empty) = (dice.u32(0..30) == 0, dice.u32(0..20) == 0);
    let mut some: Vec<(i64, Fen)> = company
        .orders
        .values()
        .filter(|order| strange || company.pays_for(payment.payer, order))
        .flat_map(|order| order.instalments.iter())
        .map(|(id, it)| (*id, if payment.refund { it.received } else { it.outstanding() }))
        .filter(|(_, rest)| empty || *rest > 0)
        .collect();
    dice.shuffle(&mut some);
    some.truncate(dice.usize(0..=3));
    let mut left = most;
    let mut rows = Vec::new();
    for (id, rest) in some {
        let fits = rest.min(left).max(0);
        let amount = match dice.u32(0..10) {
            0 => rest + 1,
            1 => fits / 2,
            _ => fits,
        };
        if amount > 0 || dice.u32(0..10) == 0 {
            left -= amount;
            rows.push((id, amount));
        }
    }
    rows
}

fn document(rows: &[(i64, Fen)]) -> Json {
    rows.iter().map(|(id, amount)| json!({"instalment_id": id, "amount": yuan(*amount)})).collect()
}

/// A receipt or a refund, whatever is left of it an advance.
pub fn book(dice: &mut Rng, company: &Company) -> Deed {
    let payer = if dice.u32(0..30) == 0 { 3 } else { DESK[dice.usize(0..DESK.len())] };
    let mut amount = if dice.u32(0..30) == 0 { 0 } else { dice.i64(1..=9_000_000) };
    let refund = dice.u32(0..5) == 0;
    let on = day(dice, company, 20, 1);
    let mut payment = Payment { payer, refund, on, amount, state: "recorded".into(), ..Payment::default() };
    let rows = rows(dice, company, &payment, amount);
    let taken: Fen = rows.iter().map(|(_, amount)| amount).sum();
    if refund && dice.u32(0..5) > 0 {
        amount = taken;
        payment.amount = taken;
    }
    let mut breaks = company.allocation(&payment, &rows);
    // Money that goes back is taken from somewhere.
    if refund && taken < amount {
        breaks.push("refund_not_whole");
    }
    if payer == 3 {
        breaks.push("not_yours");
    }
    if amount == 0 {
        breaks.push("bad_value");
    }
    if on > company.today {
        breaks.push("bad_date");
    }
    let document = json!({
        "payer_id": payer, "amount": yuan(amount), "kind": if refund { "refund" } else { "receipt" }, "received_on": on,
        "allocations": document(&rows),
    });
    let sql =
        format!("kehu.book_payment('{document}'::jsonb || jsonb_build_object('intent', gen_random_uuid()))");
    Deed::new(
        "zhout",
        sql,
        breaks,
        Box::new(move |company, answer, _| {
            let orders = company.move_money(&rows, if refund { -1 } else { 1 });
            payment.pays = rows;
            company.payments.insert(id(answer), payment);
            Touched::payment(id(answer), orders)
        }),
    )
}

fn some_payment(dice: &mut Rng, company: &Company) -> Option<(i64, Payment)> {
    let mine: Vec<_> = company.payments.iter().filter(|(_, it)| DESK.contains(&it.payer)).collect();
    dice.choice(mine).map(|(id, it)| (*id, it.clone()))
}

/// Pays instalments with what is left.
pub fn allocate(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let (payment_id, payment) = some_payment(dice, company)?;
    let rows = rows(dice, company, &payment, payment.unallocated());
    let stale = dice.u32(0..20) == 0;
    let mut breaks = company.allocation(&payment, &rows);
    if payment.state == "voided" {
        breaks.push("bad_state");
    }
    if stale {
        breaks.push("stale");
    }
    let sql = versioned(
        "allocate_payment",
        "kehu.payment",
        payment_id,
        stale,
        &format!(", '{}'::jsonb", document(&rows)),
    );
    Some(Deed::new(
        "zhout",
        sql,
        breaks,
        Box::new(move |company, _, _| {
            let orders = company.move_money(&rows, if payment.refund { -1 } else { 1 });
            company.payments.get_mut(&payment_id).expect("a payment").pays.extend(rows);
            Touched::payment(payment_id, orders)
        }),
    ))
}

/// Takes all of it back.
pub fn unallocate(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let (payment_id, payment) = some_payment(dice, company)?;
    let mut breaks = Vec::new();
    if payment.state == "voided" {
        breaks.push("bad_state");
    }
    let ids: BTreeSet<i64> = payment.pays.iter().map(|(id, _)| *id).collect();
    for it_id in ids {
        let sum: Fen = payment.pays.iter().filter(|(id, _)| *id == it_id).map(|(_, amount)| amount).sum();
        let it = company.instalment(it_id).expect("an instalment");
        if payment.refund && (it.state != "open" || sum > it.outstanding()) {
            breaks.push("overpaid");
        }
        // Refunded meanwhile.
        if !payment.refund && sum > it.received {
            breaks.push("has_allocations");
        }
    }
    let sql = versioned("unallocate_payment", "kehu.payment", payment_id, false, "");
    Some(Deed::new(
        "zhout",
        sql,
        breaks,
        Box::new(move |company, _, _| {
            let orders = company.move_money(&payment.pays, if payment.refund { 1 } else { -1 });
            company.payments.get_mut(&payment_id).expect("a payment").pays.clear();
            Touched::payment(payment_id, orders)
        }),
    ))
}

/// Never happened: by the desk, a confirmed one only by the general manager.
pub fn void(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let (payment_id, payment) = some_payment(dice, company)?;
    let who = ["zhout", "zhout", "liuzy", "huangzq"][dice.usize(0..4)];
    let reason = dice.u32(0..8) > 0;
    let mut breaks = Vec::new();
    if who == "huangzq" || (payment.state == "confirmed" && who != "liuzy") {
        breaks.push("not_yours");
    }
    if payment.state == "voided" {
        breaks.push("bad_state");
    }
    if payment.allocated() > 0 {
        breaks.push("has_allocations");
    }
    if !reason {
        breaks.push("needs_reason");
    }
    if !payment.refund && payment.paid_out > 0 {
        breaks.push("paid_out");
    }
    let words = if reason { ", 'x'" } else { ", ' '" };
    let sql = versioned("void_payment", "kehu.payment", payment_id, false, words);
    Some(Deed::new(
        who,
        sql,
        breaks,
        Box::new(move |company, _, _| {
            company.payments.get_mut(&payment_id).expect("a payment").state = "voided".into();
            // The advance that it had returned is there again.
            let receipt = payment.returns.and_then(|it| company.payments.get_mut(&it));
            if let Some(receipt) = receipt {
                receipt.paid_out -= payment.amount;
            }
            let payments = payment.returns.into_iter().chain([payment_id]).collect();
            Touched { payments, ..Touched::default() }
        }),
    ))
}

/// What is left of a receipt goes back to its payer, or some of it (M9).
pub fn pay_out(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let (receipt_id, receipt) = some_payment(dice, company)?;
    let left = receipt.unallocated();
    let amount = match dice.u32(0..8) {
        0 => Some(left + 1),
        1 => Some(0),
        2..5 => Some(left / 2),
        _ => None,
    };
    let on = dice.bool().then(|| day(dice, company, 10, 1));
    let (worth, day) = (amount.unwrap_or(left), on.unwrap_or(company.today));
    let mut breaks = Vec::new();
    if receipt.state == "voided" || receipt.refund || left == 0 {
        breaks.push("bad_state");
    }
    if worth == 0 {
        breaks.push("bad_value");
    }
    if worth > left {
        breaks.push("over_allocated");
    }
    if day > company.today || day < receipt.on {
        breaks.push("bad_date");
    }
    let words = json!({"amount": amount.map(yuan), "received_on": on});
    let sql = versioned(
        "pay_out_advance",
        "kehu.payment",
        receipt_id,
        false,
        &format!(", '{words}'::jsonb || jsonb_build_object('intent', gen_random_uuid())"),
    );
    Some(Deed::new(
        "zhout",
        sql,
        breaks,
        Box::new(move |company, answer, _| {
            company.payments.get_mut(&receipt_id).expect("a receipt").paid_out += worth;
            let refund = Payment {
                refund: true,
                on: day,
                amount: worth,
                state: "recorded".into(),
                paid_out: worth,
                returns: Some(receipt_id),
                pays: Vec::new(),
                ..receipt
            };
            company.payments.insert(id(answer), refund);
            Touched { payments: [receipt_id, id(answer)].into(), ..Touched::default() }
        }),
    ))
}

/// Finance has seen the money.
pub fn confirm(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let (payment_id, payment) = some_payment(dice, company)?;
    let breaks = if payment.state == "recorded" { Vec::new() } else { vec!["bad_state"] };
    let sql = versioned("confirm_payment", "kehu.payment", payment_id, false, "");
    Some(Deed::new(
        "zhout",
        sql,
        breaks,
        Box::new(move |company, _, _| {
            company.payments.get_mut(&payment_id).expect("a payment").state = "confirmed".into();
            Touched::payment(payment_id, BTreeSet::new())
        }),
    ))
}

/// Gives up the rest of an instalment (M8).
pub fn write_off(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let some: Vec<(i64, i64)> = company
        .orders
        .iter()
        .filter(|(_, order)| DESK.contains(&order.customer))
        .flat_map(|(order, it)| it.instalments.keys().map(|id| (*order, *id)))
        .collect();
    let &(order_id, it_id) = dice.choice(&some)?;
    let order = &company.orders[&order_id];
    let reason = dice.u32(0..8) > 0;
    let mut breaks = Vec::new();
    if !order.counts() || order.instalments[&it_id].outstanding() == 0 {
        breaks.push("bad_state");
    }
    if !reason {
        breaks.push("needs_reason");
    }
    let sql =
        versioned("write_off", "kehu.instalment", it_id, false, if reason { ", 'x'" } else { ", null" });
    Some(Deed::new(
        "zhout",
        sql,
        breaks,
        Box::new(move |company, _, _| {
            let order = company.orders.get_mut(&order_id).expect("an order");
            order.instalments.get_mut(&it_id).expect("an instalment").state = "written_off".into();
            order.settle();
            company.close_todos();
            Touched::order(order_id)
        }),
    ))
}
