//! The company as it should be: orders, plans, payments and todos in whole fen, and the rules of spec/05 that move them. Written
//! from the specification; knows nothing of the SQL that it is held against.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

/// Money in fen.
pub type Fen = i64;

/// The assistant's desk: customers of her branch.
pub const DESK: [i64; 3] = [1, 2, 5];

/// A position with its price on the card.
#[derive(Debug, Clone)]
pub struct Position {
    pub id: i64,
    pub publication: i64,
    pub card: Fen,
    /// One advertiser per issue (I7).
    pub exclusive: bool,
}

#[derive(Debug, Clone)]
pub struct Line {
    pub position: usize,
    pub list: Fen,
    /// Pay ratio in ten-thousandths.
    pub discount: i64,
    pub unit: Fen,
    pub issues: Vec<i64>,
}

impl Line {
    /// M2: half-up to the fen, then times issues.
    pub fn new(position: usize, list: Fen, discount: i64, issues: Vec<i64>) -> Line {
        Line { position, list, discount, unit: part(list, discount, 10_000), issues }
    }

    pub fn amount(&self) -> Fen {
        self.unit * self.issues.len() as i64
    }
}

/// `amount * of / whole`, half-up (M1).
pub fn part(amount: Fen, of: i64, whole: i64) -> Fen {
    let exact = i128::from(amount) * i128::from(of) * 2 + i128::from(whole);
    i64::try_from(exact.div_euclid(i128::from(whole) * 2)).expect("an amount")
}

#[derive(Debug, Clone)]
pub struct Insertion {
    /// Which line of its order.
    pub line: usize,
    pub position: usize,
    pub issue: i64,
    pub planned_on: NaiveDate,
    pub amount: Fen,
    pub state: String,
    pub repeats: Option<i64>,
    /// Marked by the assistant in this run, who may take it back today (D27).
    pub marked: bool,
}

impl Insertion {
    pub fn is_open(&self) -> bool {
        ["planned", "booked", "material_in"].contains(&self.state.as_str())
    }
}

#[derive(Debug, Clone)]
pub struct Instalment {
    pub due: NaiveDate,
    pub amount: Fen,
    pub received: Fen,
    pub state: String,
    pub blocked: bool,
}

impl Instalment {
    /// M8.
    pub fn outstanding(&self) -> Fen {
        if self.state == "open" { self.amount - self.received } else { 0 }
    }
}

#[derive(Debug, Clone, Default)]
pub struct Order {
    pub customer: i64,
    pub agency: Option<i64>,
    pub state: String,
    pub signed: Option<NaiveDate>,
    /// In ten-thousandths (M6).
    pub commission: i64,
    pub lines: Vec<Line>,
    pub insertions: BTreeMap<i64, Insertion>,
    pub instalments: BTreeMap<i64, Instalment>,
    /// Who confirmed it, all of these today: only he takes it back (D27).
    pub confirmed_by: Option<&'static str>,
}

impl Order {
    pub fn net(&self) -> Fen {
        self.lines.iter().map(Line::amount).sum()
    }

    pub fn gross(&self) -> Fen {
        self.lines.iter().map(|line| line.list * line.issues.len() as i64).sum()
    }

    pub fn planned(&self) -> Fen {
        self.instalments.values().filter(|it| it.state != "cancelled").map(|it| it.amount).sum()
    }

    pub fn received(&self) -> Fen {
        self.instalments.values().map(|it| it.received).sum()
    }

    /// Whether its money counts in lists and reports.
    pub fn counts(&self) -> bool {
        ["confirmed", "executing", "suspended", "completed", "terminated"].contains(&self.state.as_str())
    }

    /// The system's own moves (spec/05.7).
    pub fn settle(&mut self) {
        if !["confirmed", "executing", "completed"].contains(&self.state.as_str()) {
            return;
        }
        let first = |it: &&Insertion| it.repeats.is_none();
        let to_deliver =
            self.insertions.values().filter(first).any(|it| it.is_open() || it.state == "missed");
        let to_pay = self.instalments.values().any(|it| it.outstanding() > 0);
        let begun = self.received() > 0
            || self.insertions.values().any(|it| !["planned", "cancelled"].contains(&it.state.as_str()));
        if !to_deliver && !to_pay {
            self.state = "completed".into();
        } else if self.state == "completed" || begun {
            self.state = "executing".into();
        }
    }

    /// Nothing is asked for any more, nothing will appear.
    pub fn call_off(&mut self) {
        self.state = "cancelled".into();
        for it in self.instalments.values_mut().filter(|it| it.state == "open") {
            it.state = "cancelled".into();
        }
        for it in self.insertions.values_mut().filter(|it| it.is_open()) {
            it.state = "cancelled".into();
        }
    }

    /// What forbids its confirmation by the assistant.
    pub fn confirmation(&self, company: &Company) -> Vec<&'static str> {
        let mut breaks = Vec::new();
        if self.lines.is_empty() {
            breaks.push("no_lines");
        }
        if self.lines.iter().any(|line| line.issues.is_empty()) {
            breaks.push("lines_not_whole");
        }
        if self.planned() != self.net() {
            breaks.push("plan_not_whole");
        }
        let below = |line: &Line| {
            line.discount < FLOOR || line.unit < part(company.positions[line.position].card, FLOOR, 10_000)
        };
        if self.lines.iter().any(below) {
            breaks.push("discount_floor");
        }
        if self.signed.is_some_and(|on| on > company.today) {
            breaks.push("bad_date");
        }
        let sold = |line: &Line| line.issues.iter().any(|it| company.is_held(line.position, *it, None));
        if self.lines.iter().any(sold) {
            breaks.push("position_taken");
        }
        breaks
    }

    /// Whether an insertion of it has its position, where that is sold once (I7).
    pub fn holds(&self, it: &Insertion) -> bool {
        ["confirmed", "executing", "suspended", "completed", "terminated"].contains(&self.state.as_str())
            && ["planned", "booked", "material_in", "published"].contains(&it.state.as_str())
    }
}

/// The floor of every publication of the golden company.
const FLOOR: i64 = 6_000;

#[derive(Debug, Clone, Default)]
pub struct Payment {
    pub payer: i64,
    pub refund: bool,
    pub on: NaiveDate,
    pub amount: Fen,
    pub state: String,
    /// Of a receipt, what of its advance went back; of a refund, all of it where it returns one.
    pub paid_out: Fen,
    /// The receipt whose advance this refund returns.
    pub returns: Option<i64>,
    /// Instalment and amount, one per allocation.
    pub pays: Vec<(i64, Fen)>,
}

impl Payment {
    pub fn allocated(&self) -> Fen {
        self.pays.iter().map(|(_, amount)| amount).sum()
    }

    pub fn unallocated(&self) -> Fen {
        if self.state == "voided" { 0 } else { self.amount - self.allocated() - self.paid_out }
    }
}

/// What was asked for, or handed out, to be booked by the customer.
#[derive(Debug, Clone)]
pub struct Invoice {
    pub order: i64,
    pub amount: Fen,
    pub state: String,
}

impl Invoice {
    pub fn counts(&self) -> bool {
        !["red", "void"].contains(&self.state.as_str())
    }

    /// M7: the tax is inside.
    pub fn without_tax(&self) -> Fen {
        part(self.amount, 10_000, 10_000 + TAX)
    }
}

/// The tax rate of every order, in ten-thousandths.
const TAX: i64 = 600;

/// A collection todo.
#[derive(Debug, Clone)]
pub struct Todo {
    pub instalment: i64,
    /// The salesperson it was sent to.
    pub owner: &'static str,
    pub open: bool,
    /// A promise or a reason was given.
    pub answered: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Company {
    pub today: NaiveDate,
    pub positions: Vec<Position>,
    /// Per publication: id and day.
    pub issues: BTreeMap<i64, Vec<(i64, NaiveDate)>>,
    pub orders: BTreeMap<i64, Order>,
    pub payments: BTreeMap<i64, Payment>,
    pub invoices: BTreeMap<i64, Invoice>,
    pub todos: BTreeMap<i64, Todo>,
}

impl Company {
    /// The orders of the assistant's branch.
    pub fn at_desk(&self) -> Vec<(i64, &Order)> {
        let mine = self.orders.iter().filter(|(_, order)| DESK.contains(&order.customer));
        mine.map(|(id, order)| (*id, order)).collect()
    }

    /// The order of an instalment.
    pub fn order_of(&self, instalment: i64) -> Option<i64> {
        self.orders.iter().find(|(_, order)| order.instalments.contains_key(&instalment)).map(|(id, _)| *id)
    }

    pub fn instalment(&self, id: i64) -> Option<&Instalment> {
        self.orders.values().find_map(|order| order.instalments.get(&id))
    }

    pub fn instalment_mut(&mut self, id: i64) -> Option<&mut Instalment> {
        self.orders.values_mut().find_map(|order| order.instalments.get_mut(&id))
    }

    pub fn open_todo(&self, instalment: i64) -> Option<i64> {
        self.todos.iter().find(|(_, todo)| todo.open && todo.instalment == instalment).map(|(id, _)| *id)
    }

    /// Whether an order, and not this one, has this exclusive position in this issue (I7).
    pub fn is_held(&self, position: usize, issue: i64, but: Option<i64>) -> bool {
        let has = |order: &Order| {
            let mut there =
                order.insertions.values().filter(|it| (it.position, it.issue) == (position, issue));
            there.any(|it| order.holds(it))
        };
        self.positions[position].exclusive
            && self.orders.iter().any(|(id, order)| Some(*id) != but && has(order))
    }

    /// I6.
    pub fn invoiced(&self, order: i64) -> Fen {
        self.invoices.values().filter(|it| it.order == order && it.counts()).map(|it| it.amount).sum()
    }

    /// I13.
    pub fn pays_for(&self, payer: i64, order: &Order) -> bool {
        order.customer == payer || order.agency == Some(payer)
    }

    /// What forbids putting so much of a payment onto these instalments.
    pub fn allocation(&self, payment: &Payment, rows: &[(i64, Fen)]) -> Vec<&'static str> {
        let mut breaks = Vec::new();
        let distinct: BTreeSet<i64> = rows.iter().map(|(id, _)| *id).collect();
        if rows.iter().any(|(_, amount)| *amount == 0) || distinct.len() < rows.len() {
            breaks.push("bad_value");
        }
        for (id, amount) in rows {
            let Some(order) = self.order_of(*id).map(|order| &self.orders[&order]) else {
                breaks.push("not_yours");
                continue;
            };
            let it = &order.instalments[id];
            if !DESK.contains(&order.customer) {
                breaks.push("not_yours");
            }
            if !self.pays_for(payment.payer, order) {
                breaks.push("wrong_payer");
            }
            if !order.counts() || it.state != "open" {
                breaks.push("bad_state");
            }
            if *amount > if payment.refund { it.received } else { it.outstanding() } {
                breaks.push("overpaid");
            }
        }
        if rows.iter().map(|(_, amount)| amount).sum::<Fen>() > payment.unallocated() {
            breaks.push("over_allocated");
        }
        breaks
    }

    /// Puts money onto instalments, or takes it off again, and lets follow what follows. The orders that were touched.
    pub fn move_money(&mut self, rows: &[(i64, Fen)], sign: i64) -> BTreeSet<i64> {
        let orders: BTreeSet<i64> = rows.iter().filter_map(|(id, _)| self.order_of(*id)).collect();
        for (id, amount) in rows {
            self.instalment_mut(*id).expect("an instalment").received += sign * amount;
        }
        for id in &orders {
            self.orders.get_mut(id).expect("an order").settle();
        }
        self.close_todos();
        orders
    }

    /// Nothing is asked for any more: the todo closes by itself (D22).
    pub fn close_todos(&mut self) {
        let paid: BTreeSet<i64> = self
            .orders
            .values()
            .flat_map(|order| order.instalments.iter())
            .filter(|(_, it)| it.outstanding() == 0)
            .map(|(id, _)| *id)
            .collect();
        for todo in self.todos.values_mut().filter(|todo| paid.contains(&todo.instalment)) {
            todo.open = false;
        }
    }

    /// Unpaid instalments go; those that were asked for, or paid and refunded, stay as cancelled.
    pub fn drop_instalments(&mut self, order: i64, ids: &[i64]) {
        let asked = self.todos.values().map(|todo| todo.instalment);
        let paid = self.payments.values().flat_map(|it| &it.pays).map(|(id, _)| *id);
        let named: BTreeSet<i64> = asked.chain(paid).collect();
        let order = self.orders.get_mut(&order).expect("an order");
        for id in ids {
            if named.contains(id) {
                order.instalments.get_mut(id).expect("an instalment").state = "cancelled".into();
            } else {
                order.instalments.remove(id);
            }
        }
    }
}
