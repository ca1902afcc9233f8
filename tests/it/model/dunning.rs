//! Collection todos: sent, answered, done, held off.

use chrono::{Datelike, Days};
use fastrand::Rng;

use super::{
    company::{Company, DESK, Todo},
    deed::{Deed, Touched, versioned},
    orders::day,
};

/// One todo per instalment, never two open ones; each asked row says what became of it.
pub fn dun(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let mut some: Vec<i64> =
        company.orders.values().flat_map(|order| order.instalments.keys().copied()).collect();
    dice.shuffle(&mut some);
    some.truncate(dice.usize(1..=4));
    if some.is_empty() {
        return None;
    }
    let ids = some.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let sql = format!(
        "(select jsonb_agg(jsonb_build_object('instalment', d.instalment_id, 'todo', d.activity_id, 'made', d.made, 'reason', d.reason)) \
           from kehu.dun(array[{ids}]::bigint[], gen_random_uuid()) d)"
    );
    let sunday = company.today + Days::new(7 - u64::from(company.today.weekday().number_from_monday()));
    Some(Deed::new(
        "zhout",
        sql,
        Vec::new(),
        Box::new(move |company, answer, _| {
            let rows = answer.as_array().expect("a row each");
            assert_eq!(rows.len(), some.len());
            let mut touched = Touched::default();
            for row in rows {
                let it_id = row["instalment"].as_i64().expect("an instalment");
                let order_id = company.order_of(it_id).expect("an order");
                let order = &company.orders[&order_id];
                let it = &order.instalments[&it_id];
                let not = if !DESK.contains(&order.customer) {
                    Some("not_yours")
                } else if company.open_todo(it_id).is_some() {
                    Some("exists")
                } else if !order.counts() {
                    Some("bad_state")
                } else if it.outstanding() == 0 {
                    Some("paid")
                } else if it.blocked {
                    Some("blocked")
                } else if it.due > sunday {
                    Some("not_due")
                } else {
                    None
                };
                assert_eq!(
                    (row["made"].as_bool(), row["reason"].as_str()),
                    (Some(not.is_none()), not),
                    "instalment {it_id}"
                );
                if not.is_none() {
                    let todo =
                        Todo { instalment: it_id, owner: owner(order.customer), open: true, answered: false };
                    company.todos.insert(row["todo"].as_i64().expect("a todo"), todo);
                    touched.orders.insert(order_id);
                }
            }
            touched
        }),
    ))
}

fn some_todo(dice: &mut Rng, company: &Company) -> Option<(i64, Todo)> {
    dice.choice(&company.todos).map(|(id, todo)| (*id, todo.clone()))
}

/// The salesperson of a customer.
fn owner(customer: i64) -> &'static str {
    match customer {
        1 => "john",
        2 => "lina",
        _ => "zhangw",
    }
}

/// A promise or a reason; the todo stays open.
pub fn answer(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let (todo_id, todo) = some_todo(dice, company)?;
    let who = if dice.u32(0..10) == 0 { "huangzq" } else { todo.owner };
    let mut breaks = Vec::new();
    if who == "huangzq" {
        breaks.push("not_yours");
    }
    if !todo.open {
        breaks.push("bad_state");
    }
    let on = day(dice, company, 1, 30);
    let words = match dice.u32(0..4) {
        0 => ", null, null, null, null".to_owned(),
        1 => ", null, null, 'cash_flow', null".to_owned(),
        _ => format!(", date '{on}', null, null, null"),
    };
    if words.contains("null, null, null, null") {
        breaks.push("needs_reason");
    }
    if words.contains("date") && on < company.today {
        breaks.push("bad_date");
    }
    let sql = versioned("answer_dunning", "kehu.activity", todo_id, false, &words);
    Some(Deed::new(
        who,
        sql,
        breaks,
        Box::new(move |company, _, _| {
            company.todos.get_mut(&todo_id).expect("a todo").answered = true;
            Touched::default()
        }),
    ))
}

/// Ended by the desk, with a result or after an answer; a promise answers it and leaves it open (D22).
pub fn complete(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let (todo_id, todo) = some_todo(dice, company)?;
    let who = if dice.u32(0..5) == 0 { todo.owner } else { "zhout" };
    let result = dice.bool();
    let mut breaks = Vec::new();
    if who != "zhout" {
        breaks.push("not_yours");
    }
    if !todo.open {
        breaks.push("bad_state");
    }
    if !result && !todo.answered {
        breaks.push("needs_reason");
    }
    let call = versioned(
        "complete_activity",
        "kehu.activity",
        todo_id,
        false,
        if result { ", 'x'" } else { ", null" },
    );
    let sql = format!("to_jsonb({call})");
    Some(Deed::new(
        who,
        sql,
        breaks,
        Box::new(move |company, _, _| {
            company.todos.get_mut(&todo_id).expect("a todo").open = false;
            Touched::order(company.order_of(todo.instalment).expect("an order"))
        }),
    ))
}

/// No new todo until a day, or again from now on.
pub fn block(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let some: Vec<i64> = company
        .orders
        .values()
        .filter(|order| DESK.contains(&order.customer))
        .flat_map(|order| order.instalments.keys().copied())
        .collect();
    let &it_id = dice.choice(&some)?;
    let until = dice.bool().then(|| day(dice, company, 1, 20));
    let reason = dice.u32(0..8) > 0;
    let mut breaks = Vec::new();
    if company.instalment(it_id).expect("an instalment").outstanding() == 0 {
        breaks.push("bad_state");
    }
    if until.is_some() && !reason {
        breaks.push("needs_reason");
    }
    if until.is_some_and(|on| on < company.today) {
        breaks.push("bad_date");
    }
    let words = format!(
        ", {}, {}",
        until.map_or("null".to_owned(), |on| format!("date '{on}'")),
        if reason { "'x'" } else { "null" }
    );
    let sql = versioned("block_dunning", "kehu.instalment", it_id, false, &words);
    Some(Deed::new(
        "zhout",
        sql,
        breaks,
        Box::new(move |company, _, _| {
            company.instalment_mut(it_id).expect("an instalment").blocked = until.is_some();
            Touched::order(company.order_of(it_id).expect("an order"))
        }),
    ))
}
