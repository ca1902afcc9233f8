//! What is still asked for on which day: lays the plans over the days that `due` names. Everything earlier has been paid.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    day,
    dice::Dice,
    due,
    orders::{Fate, Order},
    organisation::{department, person},
    plans::{Paid, Part},
};

/// Order and part.
type At = (usize, usize);

/// Moves and settles the parts of all plans.
pub fn settle(orders: &mut [Order], today: NaiveDate) {
    let mut dice = Dice::of("collection");
    for order in orders.iter_mut() {
        match order.fate {
            Fate::Terminated => terminate(order, today),
            Fate::Cancelled => order.plan.iter_mut().for_each(|part| part.paid = Paid::Cancelled),
            _ => {}
        }
    }
    let days = due::days(today);
    let unpaid = overdue(orders, days.iter().copied().filter(|d| *d < today), today, &mut dice);
    let next = to_come(orders, days.iter().copied().filter(|d| *d >= today), today);
    for order in orders.iter_mut().filter(|order| matches!(order.fate, Fate::Running | Fate::Suspended)) {
        for part in order.plan.iter_mut().filter(|part| part.due < today) {
            part.paid = Paid::Whole;
        }
    }
    for (n, (order, part)) in unpaid.into_iter().chain(next).enumerate() {
        orders[order].plan[part].paid =
            if n % 6 == 2 { partly(&orders[order].plan[part], &mut dice) } else { Paid::Not };
    }
    write_off(orders, today);
    for order in orders.iter_mut() {
        order.plan.sort_by_key(|part| (part.paid == Paid::Cancelled, part.due));
    }
}

fn partly(part: &Part, dice: &mut Dice) -> Paid {
    let share = Decimal::new(dice.between(2, 7), 1);
    Paid::Partly((part.amount * share).round_dp(0).max(Decimal::ONE).min(part.amount - Decimal::new(1, 2)))
}

/// For each day the part that was to be paid nearest to it, the last of its order that is past: what is owed is seldom
/// followed by what was paid.
fn overdue(
    orders: &mut [Order],
    days: impl Iterator<Item = NaiveDate>,
    today: NaiveDate,
    dice: &mut Dice,
) -> Vec<At> {
    let mut candidates: Vec<At> = Vec::new();
    for (o, order) in orders.iter().enumerate().filter(|(_, order)| order.fate == Fate::Running) {
        let last = order.plan.iter().rposition(|part| part.due < today);
        candidates.extend(last.map(|part| (o, part)));
    }
    let mut unpaid = Vec::new();
    let john = person("john");
    for on in days {
        let favoured = dice.percent(20);
        let distance = |at: &At| {
            let (order, part) = (&orders[at.0], &orders[at.0].plan[at.1]);
            let whose = if favoured && order.salesperson == john { 0 } else { 45 };
            let too_early = if order.entered >= day::plus(on, -2) { 10_000 } else { 0 };
            day::between(part.due, on).abs() + whose + too_early
        };
        let Some(best) = (0..candidates.len()).min_by_key(|n| distance(&candidates[*n])) else { break };
        let at = candidates.swap_remove(best);
        orders[at.0].plan[at.1].due = on;
        unpaid.push(at);
    }
    unpaid
}

/// What comes next is moved onto the days to come, in its order; what is left comes after the month.
fn to_come(orders: &mut [Order], days: impl Iterator<Item = NaiveDate>, today: NaiveDate) -> Vec<At> {
    let end = due::Windows::of(today).end();
    let mut next: Vec<At> = Vec::new();
    for (o, order) in orders.iter().enumerate().filter(|(_, order)| order.fate == Fate::Running) {
        next.extend((0..order.plan.len()).filter(|p| order.plan[*p].due >= today).map(|p| (o, p)));
    }
    next.sort_by_key(|(o, p)| (orders[*o].plan[*p].due, *o, *p));
    let days: Vec<NaiveDate> = days.collect();
    let mut chosen = favourites_first(orders, &next, days.len(), today);
    for (at, on) in chosen.iter().zip(&days) {
        orders[at.0].plan[at.1].due = *on;
    }
    let others = orders
        .iter_mut()
        .enumerate()
        .filter(|(_, order)| matches!(order.fate, Fate::Running | Fate::Suspended));
    for (o, order) in others {
        for (p, part) in order.plan.iter_mut().enumerate() {
            if (today..=end).contains(&part.due) && !chosen.contains(&(o, p)) {
                part.due = day::working(day::plus(end, 1 + day::between(today, part.due) / 2));
            }
        }
    }
    chosen.truncate(days.len());
    chosen
}

/// Of today's six rows two are John's and two his colleagues': the branch that a newcomer sees has something to do.
fn favourites_first(orders: &[Order], next: &[At], rows: usize, today: NaiveDate) -> Vec<At> {
    let (john, branch) = (person("john"), department("SH"));
    let near =
        |at: &&At| day::between(today, orders[at.0].plan[at.1].due) < 60 && orders[at.0].entered < today;
    let mut first: Vec<At> =
        next.iter().filter(near).filter(|at| orders[at.0].salesperson == john).take(2).copied().collect();
    let colleague = |at: &&At| orders[at.0].dept == branch && orders[at.0].salesperson != john;
    first.extend(next.iter().filter(near).filter(colleague).take(2));
    let rest: Vec<At> = next.iter().copied().filter(|at| !first.contains(at)).collect();
    first.into_iter().chain(rest).take(rows).collect()
}

/// Ended before its time: what appeared is owed and paid, the rest is withdrawn and asked for no more.
fn terminate(order: &mut Order, today: NaiveDate) {
    let ended = day::plus(today, -30);
    for line in &mut order.lines {
        let appeared = line.insertions.iter().take_while(|(_, on)| *on < ended).count();
        line.withdrawn = line.insertions.split_off(appeared);
    }
    for part in &mut order.plan {
        (part.paid, part.insertion) = (Paid::Cancelled, None);
    }
    let owed = order.net();
    if owed > Decimal::ZERO {
        let due = day::plus(order.entered, 40).min(ended);
        order.plan.insert(0, Part { due, amount: owed, insertion: None, paid: Paid::Whole });
    }
}

/// Three old parts were given up.
fn write_off(orders: &mut [Order], today: NaiveDate) {
    let old = orders.iter_mut().filter(|o| o.fate == Fate::Running && day::between(o.entered, today) > 200);
    for order in old.step_by(17).take(3) {
        if let Some(part) =
            order.plan.iter_mut().rev().find(|part| part.paid == Paid::Whole && part.insertion.is_none())
        {
            part.paid = Paid::WrittenOff((part.amount / Decimal::TWO).round_dp(0));
        }
    }
}
