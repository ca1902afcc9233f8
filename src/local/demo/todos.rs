//! Collection todos in all their states: sent, seen, answered with a promise or a reason, passed on to the director, closed by
//! a payment.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{
    activities::blank,
    activity_words::ANSWERS,
    customers::Customer,
    day,
    dice::Dice,
    orders::{Fate, Order},
    plans::{Paid, Part},
};

const CLOSED: usize = 60;

/// A promise is on the instalment, too, as the answer of a salesperson puts it there.
pub const PROMISES: &str = "update kehu.instalment i set promised_on = d.promised_on, promised_amount = d.promised_amount, \
    promised_rest = i.outstanding - d.promised_amount \
    from kehu.dunning d where d.instalment_id = i.id and d.is_open and d.promised_on is not null";

/// Rows of `kehu.activity`, with ids from 1, and of `kehu.dunning`.
pub fn rows(orders: &[Order], customers: &[Customer], today: NaiveDate) -> (Vec<Value>, Vec<Value>) {
    let mut making =
        Making { dice: Dice::of("todos"), customers, today, activities: Vec::new(), dunnings: Vec::new() };
    let mut late: Vec<(&Order, usize)> =
        parts(orders, |part| part.outstanding() > Decimal::ZERO && part.due < today);
    late.sort_by_key(|(order, n)| (order.plan[*n].due, order.id));
    // The oldest are with the director; every third has not been asked for yet.
    for (n, (order, part)) in late.into_iter().enumerate() {
        match n {
            0..=4 => making.open(order, part, State::Director),
            _ if n % 3 == 0 => {}
            _ if n % 3 == 1 => making.open(order, part, State::Sent),
            _ => making.open(order, part, State::Answered),
        }
    }
    let mut paid =
        parts(orders, |part| part.paid == Paid::Whole && (20..200).contains(&day::between(part.due, today)));
    making.dice.shuffle(&mut paid);
    for (order, part) in paid.into_iter().take(CLOSED) {
        making.closed(order, part);
    }
    (making.activities, making.dunnings)
}

fn parts(orders: &[Order], fits: impl Fn(&Part) -> bool) -> Vec<(&Order, usize)> {
    let running = orders.iter().filter(|order| order.fate == Fate::Running);
    running
        .flat_map(|order| (0..order.plan.len()).map(move |n| (order, n)))
        .filter(|(order, n)| fits(&order.plan[*n]))
        .collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Sent,
    Answered,
    Director,
}

struct Making<'a> {
    dice: Dice,
    customers: &'a [Customer],
    today: NaiveDate,
    activities: Vec<Value>,
    dunnings: Vec<Value>,
}

impl Making<'_> {
    fn open(&mut self, order: &Order, n: usize, state: State) {
        let part = &order.plan[n];
        let most = day::between(part.due, self.today).min(12);
        let sent = day::plus(self.today, -self.dice.between(1, most.max(1)));
        let (mut activity, mut dunning) = self.todo(order, n, sent, part.outstanding());
        if state == State::Director {
            dunning["level"] = json!(2);
        }
        if state != State::Sent || self.dice.percent(40) {
            activity["acknowledged_at"] = json!(day::at(sent, 16, 5));
        }
        if state == State::Answered {
            activity["state"] = json!("in_progress");
            self.answer(&mut dunning, sent, part);
        }
        self.activities.push(activity);
        self.dunnings.push(dunning);
    }

    /// Two of three promise a day, the others give a reason.
    fn answer(&mut self, dunning: &mut Value, sent: NaiveDate, part: &Part) {
        dunning["answered_at"] = json!(day::at(sent, 17, 40));
        if self.dice.percent(66) {
            dunning["promised_on"] = json!(day::working(day::plus(self.today, self.dice.between(1, 20))));
            dunning["promised_amount"] = json!(part.outstanding().to_string());
            dunning["reason_code"] = json!("promised");
        } else {
            dunning["reason_code"] =
                json!(*self.dice.pick(&["cash_short", "approval", "dispute", "invoice", "sample"]));
        }
        dunning["answer"] = json!(*self.dice.pick(&ANSWERS));
    }

    fn closed(&mut self, order: &Order, n: usize) {
        let part = &order.plan[n];
        let sent = day::plus(part.due, self.dice.between(-3, 5));
        let (mut activity, mut dunning) = self.todo(order, n, sent, part.amount);
        let done = day::at(day::plus(sent, self.dice.between(1, 12)), 15, self.dice.between(0, 59));
        activity["state"] = json!("done");
        activity["result"] = json!("系统关闭:已收款");
        activity["acknowledged_at"] = json!(day::at(sent, 15, 50));
        (activity["done_at"], activity["updated_at"]) = (json!(done), json!(done));
        dunning["is_open"] = json!(false);
        if self.dice.percent(60) {
            dunning["promised_on"] = json!(day::plus(sent, 6));
            dunning["promised_amount"] = json!(part.amount.to_string());
            dunning["reason_code"] = json!("promised");
            dunning["answered_at"] = json!(day::at(sent, 17, 10));
        }
        self.activities.push(activity);
        self.dunnings.push(dunning);
    }

    fn todo(&mut self, order: &Order, n: usize, sent: NaiveDate, asked: Decimal) -> (Value, Value) {
        let part = &order.plan[n];
        let customer = &self.customers[order.customer - 1];
        let name: String = customer.name.chars().take(120).collect();
        let (id, made) = (self.activities.len() + 1, day::at(sent, 14, self.dice.between(0, 59)));
        let mut activity = blank();
        activity["id"] = json!(id);
        activity["intent"] = json!(self.dice.uuid());
        activity["kind"] = json!("dunning");
        activity["title"] = json!(format!("催款: {name} {} 第{}期", order.code, n + 1));
        activity["customer_id"] = json!(order.customer);
        activity["order_id"] = json!(order.id);
        activity["instalment_id"] = json!(order.first.instalment + n);
        activity["owner_id"] = json!(order.salesperson);
        (activity["assigned_by_id"], activity["created_by"]) =
            (json!(order.assistant), json!(order.assistant));
        activity["due_on"] = json!(sent.max(part.due));
        (activity["created_at"], activity["updated_at"]) = (json!(made), json!(made));
        let dunning = json!({
            "activity_id": id, "instalment_id": order.first.instalment + n, "level": 1, "outstanding_at_creation": asked.to_string(),
            "promised_on": null, "promised_amount": null, "reason_code": null, "answer": null, "answered_at": null, "is_open": true,
            "owner_id": order.salesperson, "dept_id": order.dept, "order_dept_id": customer.dept, "assigned_by_id": order.assistant,
            "created_at": made,
        });
        (activity, dunning)
    }
}
