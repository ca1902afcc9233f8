//! The 3,000 activities: a year of calls and visits, the next two weeks planned, and what assistants hand to salespeople.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use serde_json::{Value, json};

use super::{
    activity_words::{CALLED_OFF, FEEDBACK, KINDS, NEXT, Words},
    contacts::Contact,
    customers::Customer,
    day,
    dice::Dice,
    orders::{Fate, Order},
    organisation::{PEOPLE, person},
};

/// How many, collection todos included.
pub const COUNT: usize = 3_000;
const DELIVERIES: usize = 40;

/// Rows of `kehu.activity` for `count` activities with ids from `first`.
pub fn rows(
    customers: &[Customer],
    contacts: &[Contact],
    orders: &[Order],
    today: NaiveDate,
    count: usize,
    first: usize,
) -> Vec<Value> {
    let mut making = Making::new(customers, contacts, today, first);
    for order in orders.iter().rev().filter(|order| order.fate == Fate::Running).take(DELIVERIES) {
        making.delivery(order);
    }
    while making.rows.len() < count {
        making.plain();
    }
    making.rows
}

struct Making<'a> {
    dice: Dice,
    today: NaiveDate,
    first: usize,
    owners: Vec<usize>,
    weights: Vec<f64>,
    owned: BTreeMap<usize, Vec<&'a Customer>>,
    people: BTreeMap<usize, Vec<usize>>,
    rows: Vec<Value>,
}

impl<'a> Making<'a> {
    fn new(customers: &'a [Customer], contacts: &[Contact], today: NaiveDate, first: usize) -> Self {
        let mut owned: BTreeMap<usize, Vec<&Customer>> = BTreeMap::new();
        for customer in
            customers.iter().filter(|c| c.status != "archived" && day::between(c.since, today) > 365)
        {
            owned.entry(customer.owner).or_default().push(customer);
        }
        let mut people: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for contact in contacts {
            people.entry(contact.customer).or_default().push(contact.id);
        }
        let owners: Vec<usize> = owned.keys().copied().collect();
        let weight = |id: &usize| match PEOPLE[id - 1] {
            ("john", ..) => 3.0,
            (_, _, "sd", ..) => 0.6,
            _ => 1.0,
        };
        let weights = owners.iter().map(weight).collect();
        Self { dice: Dice::of("activities"), today, first, owners, weights, owned, people, rows: Vec::new() }
    }

    /// A working day of the last year or the next two weeks.
    fn day(&mut self) -> NaiveDate {
        loop {
            let on = day::plus(self.today, self.dice.between(-364, 14));
            if !matches!(on.weekday(), Weekday::Sat | Weekday::Sun) {
                return on;
            }
        }
    }

    fn plain(&mut self) {
        let owner = self.owners[self.dice.weighed(&self.weights)];
        let shares: Vec<f64> = KINDS.iter().map(|k| k.1).collect();
        let words = KINDS[self.dice.weighed(&shares)];
        let on = self.day();
        let customer = (words.0 != "task" || self.dice.percent(30)).then(|| self.customer(owner));
        let contact = customer.and_then(|c| self.people.get(&c.id)).map(|people| *self.dice.pick(people));
        let superior = person(PEOPLE[owner - 1].4);
        let by = if superior > 0 && self.dice.percent(14) { superior } else { owner };
        let timed = matches!(words.0, "visit" | "meeting");
        let hour = self.dice.between(9, 16);
        let title = *self.dice.pick(words.2);
        let mut row = self.row(words.0, title, owner, by, on);
        row["customer_id"] = json!(customer.map(|c| c.id));
        row["contact_id"] = json!(contact);
        if timed {
            row["plan_start"] = json!(day::at(on, hour, 0));
            row["plan_end"] = json!(day::at(on, hour + 1, 30));
            row["all_day"] = json!(false);
        }
        self.end(&mut row, &words, on);
        self.rows.push(row);
    }

    /// The heavier a customer, the more often he is called.
    fn customer(&mut self, owner: usize) -> &'a Customer {
        let owned = &self.owned[&owner];
        let weights: Vec<f64> = owned.iter().map(|c| c.weight.sqrt()).collect();
        owned[self.dice.weighed(&weights)]
    }

    /// What was to be done earlier is done, now and then a day late; of the last ten days some is still open.
    fn end(&mut self, row: &mut Value, words: &Words, on: NaiveDate) {
        let ago = day::between(on, self.today);
        if ago <= 0 || (ago < 10 && self.dice.percent(15)) {
            if ago >= 0 && self.dice.percent(15) {
                row["state"] = json!("in_progress");
            }
            return;
        }
        if self.dice.percent(4) {
            row["state"] = json!("cancelled");
            row["result"] = json!(*self.dice.pick(&CALLED_OFF));
            return;
        }
        let late = if self.dice.percent(12) { self.dice.between(1, 3).min(ago - 1) } else { 0 };
        let done = day::at(day::plus(on, late), self.dice.between(10, 18), self.dice.between(0, 59));
        row["state"] = json!("done");
        row["result"] = json!(*self.dice.pick(words.3));
        row["result_code"] =
            json!(*self.dice.pick(&["reached", "reached", "progress", "unreached", "other"]));
        if words.0 == "visit" {
            row["customer_feedback"] = json!(*self.dice.pick(&FEEDBACK));
        }
        if self.dice.percent(25) {
            row["next_step"] = json!(*self.dice.pick(&NEXT));
        }
        row["acknowledged_at"] = row["created_at"].clone();
        row["updated_at"] = json!(done);
        row["done_at"] = json!(done);
    }

    /// The assistant asks the salesperson for the material of the next insertion.
    fn delivery(&mut self, order: &Order) {
        let next = order.lines.iter().enumerate().find_map(|(l, line)| {
            let i = line.insertions.iter().position(|(_, on)| *on > self.today)?;
            Some((l, i, line.insertions[i].1))
        });
        let Some((l, i, on)) = next else { return };
        let due = day::plus(on, -19)
            .clamp(day::plus(self.today, self.dice.between(-3, 6)), day::plus(self.today, 14));
        let mut row = self.row("delivery", "催交广告素材", order.salesperson, order.assistant, due);
        row["order_id"] = json!(order.id);
        row["insertion_id"] = json!(order.insertion(l, i));
        row["customer_id"] = json!(order.customer);
        self.rows.push(row);
    }

    fn row(&mut self, kind: &str, title: &str, owner: usize, by: usize, on: NaiveDate) -> Value {
        let planned = day::plus(on, -self.dice.between(1, 9)).min(day::plus(self.today, -1));
        let made = day::at(planned, self.dice.between(9, 17), self.dice.between(0, 59));
        let mut row = blank();
        row["id"] = json!(self.first + self.rows.len());
        row["intent"] = json!(self.dice.uuid());
        row["kind"] = json!(kind);
        row["title"] = json!(title);
        (row["owner_id"], row["assigned_by_id"], row["created_by"]) = (json!(owner), json!(by), json!(by));
        row["due_on"] = json!(on);
        row["is_key"] = json!(self.dice.percent(6));
        row["priority"] = json!(*self.dice.pick(&["high", "medium", "medium", "medium", "low"]));
        (row["created_at"], row["updated_at"]) = (json!(made), json!(made));
        row
    }
}

/// A planned activity that says nothing yet; all rows have the same names.
pub fn blank() -> Value {
    json!({
        "id": null, "version": 1, "intent": null, "kind": null, "title": null, "customer_id": null, "contact_id": null, "order_id": null,
        "instalment_id": null, "insertion_id": null, "assigned_by_id": null, "owner_id": null, "dept_id": null, "order_dept_id": null,
        "is_key": false, "priority": "medium", "plan_start": null, "plan_end": null, "all_day": true, "due_on": null, "state": "planned",
        "done_at": null, "result": null, "customer_feedback": null, "next_step": null, "result_code": null, "acknowledged_at": null,
        "created_by": null, "created_at": null, "updated_at": null,
    })
}
