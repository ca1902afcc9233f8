//! Invoices: asked for, changed, issued, delivered, withdrawn, reversed; never above the order (I6), the tax inside (M7).

use std::collections::BTreeSet;

use fastrand::Rng;
use serde_json::json;

use super::{
    company::{Company, Fen, Invoice},
    deed::{Deed, Touched, id, versioned, yuan},
};

fn some(dice: &mut Rng, company: &Company) -> Option<(i64, Invoice)> {
    let mine: BTreeSet<i64> = company.at_desk().into_iter().map(|(id, _)| id).collect();
    dice.choice(company.invoices.iter().filter(|(_, it)| mine.contains(&it.order)).collect::<Vec<_>>())
        .map(|(id, it)| (*id, it.clone()))
}

/// All that is left of an order, or a part of it, or a fen too much; a new invoice or another amount of one that is only asked for.
pub fn save(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let existing = if dice.u32(0..4) == 0 { some(dice, company) } else { None };
    let order_id = match &existing {
        Some((_, it)) => it.order,
        None => dice.choice(company.at_desk())?.0,
    };
    let order = &company.orders[&order_id];
    let own = existing.as_ref().map_or(0, |(_, it)| if it.counts() { it.amount } else { 0 });
    let rest = order.net() - company.invoiced(order_id) + own;
    let amount: Option<Fen> = match dice.u32(0..12) {
        0 => None,
        1 => Some(rest + 1),
        2 => Some(0),
        3..6 => Some(rest),
        _ => Some(rest / dice.i64(2..=5)),
    };
    let whole = existing.as_ref().map_or(rest, |(_, it)| it.amount);
    let worth = amount.unwrap_or(whole);
    let mut breaks = Vec::new();
    if !order.counts() || existing.as_ref().is_some_and(|(_, it)| it.state != "requested") {
        breaks.push("bad_state");
    }
    if worth > rest || rest == 0 {
        breaks.push("over_invoiced");
    }
    if worth == 0 {
        breaks.push("bad_value");
    }
    let which = match &existing {
        Some((id, _)) => {
            format!("'id', {id}, 'version', (select version from kehu.invoice where id = {id})")
        }
        None => format!("'intent', gen_random_uuid(), 'order_id', {order_id}"),
    };
    let given = amount.map_or(json!({}), |it| json!({"amount": yuan(it)}));
    Some(Deed::new(
        "zhout",
        format!("kehu.save_invoice('{given}'::jsonb || jsonb_build_object({which}))"),
        breaks,
        Box::new(move |company, answer, _| {
            let invoice = Invoice { order: order_id, amount: worth, state: "requested".into() };
            company.invoices.insert(id(answer), invoice);
            Touched::order(order_id)
        }),
    ))
}

pub fn moved(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let (invoice_id, invoice) = some(dice, company)?;
    let to = ["issued", "issued", "delivered", "red", "void"][dice.usize(0..5)];
    let number = if dice.u32(0..20) == 0 { "12".to_owned() } else { format!("{:020}", dice.u64(..)) };
    let reason = dice.u32(0..8) > 0;
    let mut breaks = Vec::new();
    match (invoice.state.as_str(), to) {
        ("requested", "issued") if number.len() < 20 => breaks.push("bad_number"),
        ("requested", "issued") | ("issued", "delivered") => {}
        ("issued" | "delivered", "red") | ("requested", "void") => {
            if !reason {
                breaks.push("needs_reason");
            }
        }
        _ => breaks.push("bad_state"),
    }
    let words = json!({"number": number, "reason": if reason { "x" } else { " " }});
    let sql = versioned("move_invoice", "kehu.invoice", invoice_id, false, &format!(", '{to}', '{words}'"));
    Some(Deed::new(
        "zhout",
        sql,
        breaks,
        Box::new(move |company, _, _| {
            let invoice = company.invoices.get_mut(&invoice_id).expect("an invoice");
            invoice.state = to.into();
            Touched::order(invoice.order)
        }),
    ))
}
