//! What happens to insertions: booked, material in, published, missed, made good.

use fastrand::Rng;

use super::{
    company::{Company, DESK, Insertion},
    deed::{Deed, Touched, id, versioned},
    orders::day,
};

const STATES: [&str; 7] =
    ["planned", "booked", "material_in", "published", "missed", "madegood", "cancelled"];

/// Marks an insertion: mostly as what comes next, sometimes as anything.
pub fn mark(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let some: Vec<(i64, i64)> = company
        .orders
        .iter()
        .filter(|(_, order)| DESK.contains(&order.customer))
        .flat_map(|(order, it)| it.insertions.keys().map(|id| (*order, *id)))
        .collect();
    let &(order_id, it_id) = dice.choice(&some)?;
    let order = &company.orders[&order_id];
    let it = &order.insertions[&it_id];
    let to = match (it.state.as_str(), dice.u32(0..4)) {
        (_, 0) => STATES[dice.usize(0..STATES.len())],
        ("planned", _) => "booked",
        ("booked", _) => "material_in",
        ("material_in", 1) => "missed",
        ("material_in", _) => "published",
        ("published", 1) => "material_in",
        (same, _) => STATES[STATES.iter().position(|it| *it == same).expect("a state")],
    };
    let on = dice.bool().then(|| day(dice, company, 20, 1));
    let note = dice.bool();
    let who = if dice.u32(0..30) == 0 { "john" } else { "zhout" };
    let mut breaks = Vec::new();
    if who == "john" {
        breaks.push("not_yours");
    }
    let correction = order.state == "completed" && it.state == "published";
    if !(["confirmed", "executing"].contains(&order.state.as_str()) || correction) {
        breaks.push("bad_state");
    }
    let from = it.state.as_str();
    if to == "cancelled" && ["planned", "booked", "material_in", "missed"].contains(&from) {
        // A withdrawal changes the order: that is an order change (I12).
        breaks.push("lines_not_whole");
    }
    let same = to == from && !["madegood", "cancelled"].contains(&from);
    let forward = [
        ("planned", "booked"),
        ("booked", "planned"),
        ("booked", "material_in"),
        ("material_in", "published"),
        ("booked", "missed"),
        ("material_in", "missed"),
        ("published", "material_in"),
    ];
    if !same && !forward.contains(&(from, to)) {
        breaks.push("bad_state");
    }
    if to == "published" {
        if on.is_some_and(|on| on > company.today)
            || (on.is_none() && from != "published" && it.planned_on > company.today)
        {
            breaks.push("bad_date");
        }
    } else if (from, to) == ("booked", "planned") && !note {
        breaks.push("needs_reason");
    } else if from == "published" {
        if !note {
            breaks.push("needs_reason");
        }
        if !it.marked {
            breaks.push("not_yours");
        }
        if it.repeats.is_some() {
            breaks.push("bad_state");
        }
    }
    let words = format!(
        ", '{to}', {}, null, null, {}",
        on.map_or("null".to_owned(), |on| format!("date '{on}'")),
        if note { "'x'" } else { "null" }
    );
    let sql = versioned("mark_insertion", "kehu.insertion", it_id, false, &words);
    Some(Deed::new(
        who,
        sql,
        breaks,
        Box::new(move |company, _, _| {
            let order = company.orders.get_mut(&order_id).expect("an order");
            let it = order.insertions.get_mut(&it_id).expect("an insertion");
            it.marked |= it.state != to;
            it.state = to.into();
            if let (Some(missed), "published") = (it.repeats, to) {
                let missed = order.insertions.get_mut(&missed).expect("the missed one");
                if missed.state == "missed" {
                    missed.state = "madegood".into();
                }
            }
            order.settle();
            Touched::order(order_id)
        }),
    ))
}

/// Repeats a missed insertion in another issue, free of charge.
pub fn make_good(dice: &mut Rng, company: &Company) -> Option<Deed> {
    let some: Vec<(i64, i64)> = company
        .orders
        .iter()
        .filter(|(_, order)| DESK.contains(&order.customer))
        .flat_map(|(order, it)| {
            it.insertions
                .iter()
                .filter(|(_, it)| ["missed", "madegood"].contains(&it.state.as_str()))
                .map(|(id, _)| (*order, *id))
        })
        .collect();
    let &(order_id, missed_id) = dice.choice(&some)?;
    let order = &company.orders[&order_id];
    let missed = order.insertions[&missed_id].clone();
    let (issue, on) = *dice.choice(&company.issues[&company.positions[missed.position].publication])?;
    let repeated = order
        .insertions
        .values()
        .any(|it| it.repeats == Some(missed_id) && !["cancelled", "missed"].contains(&it.state.as_str()));
    let mut breaks = Vec::new();
    if !["confirmed", "executing"].contains(&order.state.as_str())
        || missed.state != "missed"
        || missed.repeats.is_some()
        || repeated
    {
        breaks.push("bad_state");
    }
    if company.is_held(missed.position, issue, None) {
        breaks.push("position_taken");
    }
    let sql = versioned("make_good", "kehu.insertion", missed_id, false, &format!(", {issue}"));
    Some(Deed::new(
        "zhout",
        sql,
        breaks,
        Box::new(move |company, answer, _| {
            let repetition = Insertion {
                issue,
                planned_on: on,
                amount: 0,
                state: "planned".into(),
                repeats: Some(missed_id),
                marked: false,
                ..missed
            };
            company.orders.get_mut(&order_id).expect("an order").insertions.insert(id(answer), repetition);
            Touched::order(order_id)
        }),
    ))
}
