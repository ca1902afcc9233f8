//! Entering, changing, confirming, suspending and calling off orders.

use chrono::{Days, NaiveDate};
use fastrand::Rng;
use serde_json::{Value as Json, json};

use super::{
    company::{Company, DESK, Fen, Insertion, Instalment, Line, Order},
    deed::{Deed, Touched, id, rows, versioned, yuan},
};

/// Some day around the business date.
pub fn day(dice: &mut Rng, company: &Company, back: u64, ahead: u64) -> NaiveDate {
    company.today - Days::new(back) + Days::new(dice.u64(0..=back + ahead))
}

/// A plan of a total: whole in one to four parts, or a fen too much, or something missing.
fn plan(dice: &mut Rng, company: &Company, total: Fen) -> Vec<(NaiveDate, Fen)> {
    let parts = dice.i64(1..=4);
    let mut plan: Vec<_> = (0..parts)
        .map(|n| {
            let each = total / parts;
            let amount = if n + 1 == parts { total - each * (parts - 1) } else { each };
            (day(dice, company, 30, 60), amount)
        })
        .collect();
    match dice.u32(0..20) {
        0 => plan[0].1 += 1,
        1 => plan[0].1 -= 1,
        2 => _ = plan.pop(),
        _ => {}
    }
    plan.retain(|(_, amount)| *amount >= 0);
    plan
}

fn lines(dice: &mut Rng, company: &Company) -> Vec<Line> {
    let count = if dice.u32(0..25) == 0 { 0 } else { dice.usize(1..=2) };
    (0..count)
        .map(|_| {
            let position = dice.usize(0..company.positions.len());
            let place = &company.positions[position];
            let list = if dice.u32(0..8) == 0 { dice.i64(1..=9_999_999) } else { place.card };
            let discount = match dice.u32(0..20) {
                0 => dice.i64(0..6_000),
                1 => dice.i64(10_001..=20_000),
                _ => dice.i64(6_000..=10_000),
            };
            let mut issues: Vec<i64> = company.issues[&place.publication].iter().map(|(id, _)| *id).collect();
            dice.shuffle(&mut issues);
            issues.truncate(dice.usize(0..12).min(3));
            Line::new(position, list, discount, issues)
        })
        .collect()
}

/// A new order, or the next form of one that is not confirmed yet.
pub fn save(dice: &mut Rng, company: &Company) -> Deed {
    let existing = if dice.bool() { dice.choice(company.at_desk()).map(|(id, _)| id) } else { None };
    let foreign = dice.u32(0..40) == 0;
    let customer = if foreign { 3 } else { DESK[dice.usize(0..DESK.len())] };
    let agency = (customer == 1 && dice.u32(0..4) == 0).then_some(5);
    let lines = lines(dice, company);
    let mut order = Order {
        customer,
        agency,
        state: ["draft", "requested", "confirmed", "confirmed"][dice.usize(0..4)].into(),
        signed: (dice.u32(0..3) > 0).then(|| day(dice, company, 60, 1)),
        commission: if dice.bool() { 0 } else { dice.i64(0..=5_000) },
        lines,
        ..Order::default()
    };
    let plan = plan(dice, company, order.net());
    let stale = existing.is_some() && dice.u32(0..20) == 0;
    for (n, (due, amount)) in plan.iter().enumerate() {
        let row =
            Instalment { due: *due, amount: *amount, received: 0, state: "open".into(), blocked: false };
        order.instalments.insert(n as i64, row);
    }

    let mut breaks = Vec::new();
    if foreign {
        breaks.push("not_yours");
    }
    if stale {
        breaks.push("stale");
    }
    if existing.is_some_and(|id| !["draft", "requested"].contains(&company.orders[&id].state.as_str())) {
        breaks.push("bad_state");
    }
    if order.state != "draft" && order.lines.is_empty() {
        breaks.push("no_lines");
    }
    if plan.iter().any(|(_, amount)| *amount == 0) {
        breaks.push("bad_value");
    }
    if twice_the_same(company, &order.lines) {
        breaks.push("position_taken");
    }
    if order.planned() > order.net() {
        breaks.push("plan_not_whole");
    }
    if order.state == "confirmed" {
        breaks.extend(order.confirmation(company));
    }

    let document = document(company, &order, &plan, existing, stale);
    let sql = format!("kehu.save_order({document})");
    Deed::new(
        "zhout",
        sql,
        breaks,
        Box::new(move |company, answer, admin| {
            let made = id(answer);
            order.confirmed_by = (order.state == "confirmed").then_some("zhout");
            if order.state == "confirmed" && order.signed.is_none() {
                order.signed = Some(company.today);
            }
            // What an unconfirmed order had before goes, unless it was asked for.
            if let Some(before) = company.orders.get(&made) {
                let ids: Vec<i64> = before
                    .instalments
                    .iter()
                    .filter(|(_, it)| it.state != "cancelled")
                    .map(|(id, _)| *id)
                    .collect();
                company.drop_instalments(made, &ids);
            }
            let kept = company.orders.remove(&made).map(|before| before.instalments).unwrap_or_default();
            let planned = std::mem::replace(&mut order.instalments, kept);
            adopt(&mut order, made, planned.into_values().collect(), admin);
            company.orders.insert(made, order);
            company.close_todos();
            Touched::order(made)
        }),
    )
}

/// An exclusive position twice in one issue.
fn twice_the_same(company: &Company, lines: &[Line]) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    lines
        .iter()
        .filter(|line| company.positions[line.position].exclusive)
        .flat_map(|line| line.issues.iter().map(|issue| (line.position, *issue)))
        .any(|it| !seen.insert(it))
}

/// The lines of an order as a form sends them.
pub fn lines_sent(company: &Company, order: &Order) -> Json {
    let line = |line: &Line| {
        let place = &company.positions[line.position];
        let insertions: Json =
            line.issues.iter().map(|issue| json!({"issue_id": issue, "amount": yuan(line.unit)})).collect();
        json!({
            "publication_id": place.publication, "position_id": place.id, "list_price": yuan(line.list),
            "discount": format!("{}.{:04}", line.discount / 10_000, line.discount % 10_000),
            "unit_price": yuan(line.unit), "amount": yuan(line.amount()), "insertions": insertions,
        })
    };
    order.lines.iter().map(line).collect()
}

fn document(
    company: &Company,
    order: &Order,
    plan: &[(NaiveDate, Fen)],
    existing: Option<i64>,
    stale: bool,
) -> String {
    let lines = lines_sent(company, order);
    let plan: Vec<Json> =
        plan.iter().map(|(due, amount)| json!({"due_on": due, "amount": yuan(*amount)})).collect();
    let document = json!({
        "customer_id": order.customer, "salesperson_id": salesperson(order.customer), "agency_id": order.agency, "state": order.state, "signed_on": order.signed,
        "commission_rate": format!("0.{:04}", order.commission), "lines": lines, "instalments": plan, "plan_text": "",
    });
    let version = existing.map_or(String::new(), |id| {
        let older = if stale { " - 1" } else { "" };
        format!(", 'id', {id}, 'version', (select version{older} from kehu.sales_order where id = {id})")
    });
    format!("'{document}'::jsonb || jsonb_build_object('intent', gen_random_uuid(){version})")
}

/// Who sells to a customer: his owner.
fn salesperson(customer: i64) -> i64 {
    match customer {
        1 => 4,
        2 => 5,
        3 => 7,
        _ => 3,
    }
}

/// Takes the ids of what the server wrote: insertions in the order of the lines, instalments by their dates.
fn adopt(order: &mut Order, made: i64, mut planned: Vec<Instalment>, admin: &mut diesel::PgConnection) {
    let query = format!(
        "select jsonb_build_array(i.id, l.seq, i.issue_id, i.planned_on) as v from kehu.insertion i join kehu.order_line l on l.id = i.order_line_id \
         where i.order_id = {made} order by l.seq, i.seq"
    );
    for row in rows(admin, &query) {
        let at = row[1].as_u64().expect("a line") as usize - 1;
        let line = &order.lines[at];
        let insertion = Insertion {
            line: at,
            position: line.position,
            issue: row[2].as_i64().expect("an issue"),
            planned_on: row[3].as_str().and_then(|on| on.parse().ok()).expect("a day"),
            amount: line.unit,
            state: "planned".into(),
            repeats: None,
            marked: false,
        };
        order.insertions.insert(row[0].as_i64().expect("an id"), insertion);
    }
    planned.sort_by_key(|it| it.due);
    let query = format!(
        "select to_jsonb(id) as v from kehu.instalment where order_id = {made} and state <> 'cancelled' order by seq"
    );
    let ids = rows(admin, &query);
    assert_eq!(ids.len(), planned.len(), "the plan of order {made}");
    order.instalments.extend(ids.iter().map(|id| id.as_i64().expect("an id")).zip(planned));
}

/// The moves of spec/05.7 that need no approval.
pub fn moved(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let (id, order) = dice.choice(company.at_desk())?;
    let to = ["draft", "requested", "confirmed", "suspended", "executing", "cancelled"][dice.usize(0..6)];
    let who = ["zhout", "zhout", "zhangw", "liuzy", "huangzq"][dice.usize(0..5)];
    let reason = dice.u32(0..5) > 0;
    let stale = dice.u32(0..20) == 0;
    let from = order.state.as_str();
    let (desk, director, manager) = (who == "zhout" || who == "liuzy", who == "zhangw", who == "liuzy");
    let mut breaks = Vec::new();
    if who == "huangzq" {
        breaks.push("not_yours");
    }
    if stale {
        breaks.push("stale");
    }
    let reasoned = |breaks: &mut Vec<_>| {
        if !reason {
            breaks.push("needs_reason")
        }
    };
    match (from, to) {
        ("draft", "requested") if order.lines.is_empty() => breaks.push("no_lines"),
        ("draft", "requested") | ("requested", "draft") => {}
        ("confirmed", "draft") => {
            reasoned(&mut breaks);
            if order.confirmed_by != Some(who) {
                breaks.push("not_yours");
            }
            let paid = company
                .payments
                .values()
                .flat_map(|it| &it.pays)
                .any(|(it, _)| order.instalments.contains_key(it));
            if order.received() > 0
                || paid
                || company.invoiced(id) > 0
                || order.insertions.values().any(|it| it.state != "planned")
                || order.instalments.values().any(|it| it.state == "written_off")
            {
                breaks.push("bad_state");
            }
        }
        ("draft" | "requested", "confirmed") => {
            if !desk {
                breaks.push("not_yours");
            }
            let mut guards = order.confirmation(company);
            // The general manager's own confirmation approves a low discount.
            guards.retain(|rule| !(manager && *rule == "discount_floor"));
            breaks.extend(guards);
        }
        ("confirmed" | "executing", "suspended") => reasoned(&mut breaks),
        ("suspended", "confirmed" | "executing") => {}
        ("completed", "executing") => {
            reasoned(&mut breaks);
            if !manager {
                breaks.push("not_yours");
            }
        }
        ("draft" | "requested", "cancelled") => {}
        ("confirmed", "cancelled") => {
            reasoned(&mut breaks);
            if !(manager || director) {
                breaks.push("not_yours");
            }
            let paid = company
                .payments
                .values()
                .flat_map(|it| &it.pays)
                .any(|(it, _)| order.instalments.contains_key(it));
            let appeared = order
                .insertions
                .values()
                .any(|it| ["published", "missed", "madegood"].contains(&it.state.as_str()));
            if order.received() > 0 || paid || appeared || company.invoiced(id) > 0 {
                breaks.push("bad_state");
            }
        }
        _ => breaks.push("bad_state"),
    }
    let words = format!(", '{to}', {}", if reason { "'x'" } else { "null" });
    let sql = versioned("move_order", "kehu.sales_order", id, stale, &words);
    Some(Deed::new(
        who,
        sql,
        breaks,
        Box::new(move |company, _, _| {
            let today = company.today;
            let order = company.orders.get_mut(&id).expect("an order");
            match (order.state.as_str(), to) {
                (_, "cancelled") => order.call_off(),
                ("suspended", _) => {
                    order.state = "confirmed".into();
                    order.settle();
                }
                ("draft" | "requested", "confirmed") => {
                    order.state = "confirmed".into();
                    order.signed = order.signed.or(Some(today));
                    order.confirmed_by = Some(who);
                }
                _ => order.state = to.into(),
            }
            company.close_todos();
            Touched::order(id)
        }),
    ))
}

/// A new plan for what is still asked for: all of it anew, in one to three parts.
pub fn replan(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let (id, order) = dice.choice(company.at_desk())?;
    let open: Fen = order.instalments.values().map(Instalment::outstanding).sum();
    let plan = plan(dice, company, open);
    let reason = dice.u32(0..8) > 0;
    let mut breaks = Vec::new();
    if !["confirmed", "executing", "suspended"].contains(&order.state.as_str()) {
        breaks.push("bad_state");
    }
    if !reason {
        breaks.push("needs_reason");
    }
    if plan.iter().any(|(_, amount)| *amount == 0) {
        breaks.push("bad_value");
    }
    if plan.iter().map(|(_, amount)| amount).sum::<Fen>() != open {
        breaks.push("plan_not_whole");
    }
    let parts: Vec<Json> =
        plan.iter().map(|(due, amount)| json!({"due_on": due, "amount": yuan(*amount)})).collect();
    let words = format!(", '{}'::jsonb, 'neu', {}", json!(parts), if reason { "'x'" } else { "null" });
    let sql = versioned("replan_order", "kehu.sales_order", id, false, &words);
    Some(Deed::new(
        "zhout",
        sql,
        breaks,
        Box::new(move |company, _, admin| {
            let before = company.orders[&id].instalments.clone();
            let gone: Vec<i64> = before
                .iter()
                .filter(|(_, it)| it.outstanding() > 0 && it.received == 0)
                .map(|(id, _)| *id)
                .collect();
            for (it, _) in before.iter().filter(|(_, it)| it.outstanding() > 0 && it.received > 0) {
                let it = company.instalment_mut(*it).expect("an instalment");
                it.amount = it.received;
            }
            company.drop_instalments(id, &gone);
            let order = company.orders.get_mut(&id).expect("an order");
            let mut planned = plan;
            planned.sort_by_key(|(due, _)| *due);
            let ids = rows(
                admin,
                &format!(
                    "select to_jsonb(id) as v from kehu.instalment where order_id = {id} order by id desc limit {}",
                    planned.len()
                ),
            );
            for ((due, amount), it) in planned.into_iter().zip(ids.iter().rev()) {
                let row = Instalment { due, amount, received: 0, state: "open".into(), blocked: false };
                order.instalments.insert(it.as_i64().expect("an id"), row);
            }
            company.close_todos();
            Touched::order(id)
        }),
    ))
}
