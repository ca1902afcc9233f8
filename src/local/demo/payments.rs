//! The 600 payments: most pay one instalment, some pay several, some instalments are paid in two parts; advances that wait for
//! an order, and three that were voided.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{day, dice::Dice, orders::Order};

/// How many.
pub const COUNT: usize = 600;
const ADVANCES: usize = 22;
const VOIDED: usize = 3;
const HALVES: usize = 40;

struct Payment {
    payer: usize,
    assistant: usize,
    on: NaiveDate,
    amount: Decimal,
    voided: bool,
    /// Instalment and how much of it.
    pays: Vec<(usize, Decimal)>,
}

/// Rows of `kehu.payment` and `kehu.payment_allocation`.
pub fn rows(orders: &[Order], today: NaiveDate) -> (Vec<Value>, Vec<Value>) {
    let mut dice = Dice::of("payments");
    let mut payments = one_each(orders, today, &mut dice);
    halve(&mut payments, &mut dice);
    join(&mut payments, COUNT - ADVANCES - VOIDED);
    let with_orders = payments.len();
    for n in 0..COUNT.saturating_sub(with_orders) {
        let like = &payments[dice.below(with_orders)];
        let on = day::plus(today, -dice.between(1, 60));
        let amount = Decimal::from(dice.between(5, 60) * 1_000);
        payments.push(Payment {
            payer: like.payer,
            assistant: like.assistant,
            on,
            amount,
            voided: n < VOIDED,
            pays: Vec::new(),
        });
    }
    payments.sort_by_key(|payment| payment.on);
    to_rows(&payments, today, &mut dice)
}

/// One for each instalment that something came in for. One in thirty pays a little more than was asked.
fn one_each(orders: &[Order], today: NaiveDate, dice: &mut Dice) -> Vec<Payment> {
    let mut payments = Vec::new();
    for order in orders.iter().filter(|order| order.counted()) {
        for (n, part) in order.plan.iter().enumerate().filter(|(_, part)| part.received() > Decimal::ZERO) {
            let first = day::plus(order.entered, 1).min(today);
            let on = day::plus(part.due, dice.between(-4, 16)).clamp(first, today);
            let more = if dice.percent(3) { Decimal::from(dice.between(1, 9) * 500) } else { Decimal::ZERO };
            payments.push(Payment {
                payer: order.payer(),
                assistant: order.assistant,
                on,
                amount: part.received() + more,
                voided: false,
                pays: vec![(order.first.instalment + n, part.received())],
            });
        }
    }
    payments
}

/// Some came in two parts.
fn halve(payments: &mut Vec<Payment>, dice: &mut Dice) {
    for _ in 0..HALVES {
        let n = dice.below(payments.len());
        let (instalment, whole) = payments[n].pays[0];
        let half = (whole / Decimal::TWO).round_dp(0);
        if half < Decimal::ONE || half >= whole {
            continue;
        }
        let first = &mut payments[n];
        first.pays[0].1 -= half;
        first.amount -= half;
        let second = Payment {
            payer: first.payer,
            assistant: first.assistant,
            on: first.on,
            amount: half,
            voided: false,
            pays: vec![(instalment, half)],
        };
        payments.push(second);
    }
}

/// Until no more than `count` are left, a payment also pays the next instalment of the same order; four at most.
fn join(payments: &mut Vec<Payment>, count: usize) {
    payments.sort_by_key(|payment| payment.pays[0].0);
    for days in [40, 90, 400] {
        let mut n = 0;
        while payments.len() > count && n + 1 < payments.len() {
            if follows(&payments[n], &payments[n + 1], days) {
                let next = payments.remove(n + 1);
                let one = &mut payments[n];
                one.amount += next.amount;
                one.on = one.on.max(next.on);
                one.pays.extend(next.pays);
            }
            n += 2;
        }
    }
}

fn follows(one: &Payment, next: &Payment, days: i64) -> bool {
    let adjacent = one.pays.last().map(|(id, _)| id + 1) == next.pays.first().map(|(id, _)| *id);
    let soon = day::between(one.on, next.on).abs() < days;
    adjacent && soon && one.payer == next.payer && one.pays.len() + next.pays.len() <= 4
}

fn to_rows(payments: &[Payment], today: NaiveDate, dice: &mut Dice) -> (Vec<Value>, Vec<Value>) {
    let (mut rows, mut allocations) = (Vec::new(), Vec::new());
    for (n, payment) in payments.iter().enumerate() {
        let made = day::at(payment.on, dice.between(9, 17), dice.between(0, 59));
        let state = match day::between(payment.on, today) {
            _ if payment.voided => "voided",
            0..=9 => "recorded",
            _ => "confirmed",
        };
        rows.push(json!({
            "id": n + 1, "version": 1, "intent": dice.uuid(), "code": format!("PAY-{:05}", n + 1), "payer_id": payment.payer, "kind": "receipt",
            "received_on": payment.on, "amount": payment.amount.to_string(), "allocated": 0,
            "method": *dice.pick(&["transfer", "transfer", "transfer", "transfer", "cheque", "draft", "cash"]),
            "bank_ref": dice.percent(80).then(|| dice.digits(12)), "state": state, "note": payment.voided.then_some("重复入账"),
            "created_by": payment.assistant, "created_at": made, "updated_at": made,
        }));
        for (instalment, amount) in &payment.pays {
            allocations.push(json!({
                "id": allocations.len() + 1, "payment_id": n + 1, "instalment_id": instalment, "amount": amount.to_string(),
                "created_by": payment.assistant, "created_at": made,
            }));
        }
    }
    (rows, allocations)
}
