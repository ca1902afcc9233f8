//! The 260 orders of the last twelve months: who bought what, in which issues, and how he wanted to pay. What became of them
//! is decided later.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::{
    customers::Customer,
    day,
    dice::Dice,
    media::{self, Place, Publication},
    organisation::{DEPARTMENTS, PEOPLE, department, person},
    plans::{self, Part},
};
use crate::domain::money;

/// How many.
pub const COUNT: usize = 260;

/// What an order came to; how far a running one got, the database finds out from its insertions and receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Draft,
    Requested,
    Running,
    Suspended,
    Cancelled,
    Terminated,
}

/// One order.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    pub id: usize,
    pub code: String,
    pub fate: Fate,
    pub customer: usize,
    /// The agency it came through, which also pays.
    pub agency: Option<usize>,
    pub salesperson: usize,
    /// The salesperson's department.
    pub dept: usize,
    /// Who keeps it.
    pub assistant: usize,
    /// When it was entered, and signed if it was.
    pub entered: NaiveDate,
    pub lines: Vec<Line>,
    pub plan: Vec<Part>,
    /// The plan as it was typed.
    pub plan_text: String,
    /// Ids of its first line, insertion and instalment; the others follow.
    pub first: First,
}

/// Where the ids of an order's children begin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct First {
    pub line: usize,
    pub insertion: usize,
    pub instalment: usize,
}

/// One place in one publication over some issues, or a surcharge.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub publication: usize,
    pub place: usize,
    pub size: &'static str,
    pub list_price: Decimal,
    pub discount: Decimal,
    pub unit_price: Decimal,
    pub surcharge: Option<&'static str>,
    /// Issue and day of each insertion; none of a surcharge.
    pub insertions: Vec<(usize, NaiveDate)>,
    /// Insertions that were taken back when the order ended before its time.
    pub withdrawn: Vec<(usize, NaiveDate)>,
}

impl Line {
    /// What it costs.
    pub fn amount(&self) -> Decimal {
        money::line_amount(self.unit_price, if self.surcharge.is_some() { 1 } else { self.insertions.len() })
    }
}

impl Order {
    /// What it costs.
    pub fn net(&self) -> Decimal {
        self.lines.iter().map(Line::amount).sum()
    }

    /// The id of the `i`th insertion of the `l`th line, counted from 0.
    pub fn insertion(&self, l: usize, i: usize) -> usize {
        let before = |line: &Line| line.insertions.len() + line.withdrawn.len();
        self.first.insertion + self.lines[..l].iter().map(before).sum::<usize>() + i
    }

    /// Who pays.
    pub fn payer(&self) -> usize {
        self.agency.unwrap_or(self.customer)
    }

    /// Whether it is signed, and so counts.
    pub fn counted(&self) -> bool {
        matches!(self.fate, Fate::Running | Fate::Suspended | Fate::Terminated)
    }
}

/// All orders, in the order they were entered.
pub fn orders(customers: &[Customer], today: NaiveDate) -> Vec<Order> {
    let mut making = Making {
        dice: Dice::of("orders"),
        media: media::publications(today),
        taken: HashSet::new(),
        codes: std::collections::HashMap::new(),
        today,
        customers,
    };
    let agencies: Vec<&Customer> =
        customers.iter().filter(|c| c.kind != "advertiser" && c.status == "active").collect();
    let buyers: Vec<&Customer> = customers.iter().filter(|c| buys(c, today)).collect();
    // What waits to be entered waits mostly on the desk that a newcomer sees.
    let branch = department("SH");
    let near: Vec<&Customer> = buyers.iter().filter(|c| c.dept == branch).copied().collect();
    let weights: Vec<f64> = buyers.iter().map(|c| c.weight.powf(1.0)).collect();
    let mut entries = entries(&mut making.dice, today);
    // The first four are known by name: they buy first, the first of them again and again.
    let known: Vec<usize> = vec![1, 2, 1, 3, 4, 1, 2, 1];
    let step = entries.len() / known.len();
    entries.sort_unstable_by_key(|(entered, _)| *entered);
    let order = |(n, (entered, fate)): (usize, (NaiveDate, Fate))| {
        let buyer = match known.get(n / step).filter(|_| n % step == step / 2) {
            Some(id) => &customers[id - 1],
            None if matches!(fate, Fate::Draft | Fate::Requested) && making.dice.percent(70) => {
                making.dice.pick(&near)
            }
            None => buyers[making.dice.weighed(&weights)],
        };
        making.order(n + 1, buyer, &agencies, entered, fate)
    };
    entries.into_iter().enumerate().map(order).collect()
}

/// Gives all children their ids.
pub fn number(orders: &mut [Order]) {
    let mut next = First { line: 1, insertion: 1, instalment: 1 };
    for order in orders {
        order.first = next;
        next.line += order.lines.len();
        next.insertion +=
            order.lines.iter().map(|line| line.insertions.len() + line.withdrawn.len()).sum::<usize>();
        next.instalment += order.plan.len();
    }
}

fn buys(c: &Customer, today: NaiveDate) -> bool {
    c.status != "archived" && c.kind != "agency" && !c.needs_contract && day::between(c.since, today) > 365
}

/// When each was entered and what it came to.
fn entries(dice: &mut Dice, today: NaiveDate) -> Vec<(NaiveDate, Fate)> {
    use Fate::{Cancelled, Draft, Requested, Running, Suspended, Terminated};
    let special = [
        (Draft, 8, 0, 12),
        (Requested, 5, 0, 4),
        (Suspended, 3, 60, 150),
        (Cancelled, 4, 30, 300),
        (Terminated, 3, 150, 280),
    ];
    let mut all = Vec::with_capacity(COUNT);
    for (fate, n, from, to) in special {
        all.extend((0..n).map(|_| (day::plus(today, -dice.between(from, to)), fate)));
    }
    while all.len() < COUNT {
        all.push((day::plus(today, -dice.between(1, 355)), Running));
    }
    all
}

struct Making<'a> {
    dice: Dice,
    media: Vec<Publication>,
    /// Issue and place that are sold once and are sold.
    taken: HashSet<(usize, usize)>,
    codes: std::collections::HashMap<(usize, i32), usize>,
    today: NaiveDate,
    customers: &'a [Customer],
}

impl Making<'_> {
    fn order(
        &mut self,
        id: usize,
        buyer: &Customer,
        agencies: &[&Customer],
        entered: NaiveDate,
        fate: Fate,
    ) -> Order {
        let size = buyer.weight.powf(0.8) * self.dice.log_normal(0.4);
        let lines = self.lines(buyer, entered, size);
        let agency = (self.dice.percent(12) && buyer.id > 5).then(|| self.dice.pick(agencies).id);
        let dept = department(PEOPLE[buyer.owner - 1].3);
        let year = entered.year();
        let no = self.codes.entry((dept, year)).or_default();
        *no += 1;
        let code = format!("{}-{year}-{no:04}", DEPARTMENTS[dept - 1].0);
        let mut order = Order {
            id,
            code,
            fate,
            customer: buyer.id,
            agency,
            salesperson: buyer.owner,
            dept,
            assistant: assistant(dept, id),
            entered,
            lines,
            plan: Vec::new(),
            plan_text: String::new(),
            first: First::default(),
        };
        (order.plan, order.plan_text) =
            plans::plan(&order, self.customers[buyer.id - 1].weight, &mut self.dice);
        order
    }

    /// The heavier the customer, the more issues, the better places, the more publications.
    fn lines(&mut self, buyer: &Customer, entered: NaiveDate, size: f64) -> Vec<Line> {
        let count = match size {
            s if s > 9.0 => self.dice.between(1, 2),
            _ => 1,
        };
        let mut lines: Vec<Line> = (0..count).map(|_| self.line(buyer, entered, size)).collect();
        if self.dice.percent(5) {
            let price = Decimal::from(self.dice.between(1, 6) * 500);
            let first = &lines[0];
            lines.push(Line {
                surcharge: Some(*self.dice.pick(&["redesign", "production", "design"])),
                list_price: price,
                discount: Decimal::ONE,
                unit_price: price,
                insertions: Vec::new(),
                withdrawn: Vec::new(),
                ..first.clone()
            });
        }
        lines
    }

    fn line(&mut self, buyer: &Customer, entered: NaiveDate, size: f64) -> Line {
        let publication = self.publication(buyer.industry);
        let issues = match size {
            s if s > 9.0 => self.dice.between(3, 5),
            s if s > 4.0 => self.dice.between(1, 3),
            s if s > 1.5 => self.dice.between(1, 2),
            _ => 1,
        };
        let lead = self.dice.between(6, 45);
        let stride = if self.media[publication].issues.len() > 60 { self.dice.between(2, 4) } else { 1 };
        let insertions: Vec<(usize, NaiveDate)> = self.media[publication]
            .issues
            .iter()
            .filter(|issue| issue.on > day::plus(entered, lead))
            .step_by(stride as usize)
            .take(issues as usize)
            .map(|issue| (issue.id, issue.on))
            .collect();
        let place = self.place(publication, &insertions, size);
        let list_price =
            Decimal::from(if entered.year() < self.today.year() { place.last_price } else { place.price });
        // A big customer pays less; one in sixty wants a place so much that he pays more.
        let percent = match size {
            _ if self.dice.percent(2) => 120,
            s if s > 4.0 => self.dice.between(13, 17) * 5,
            _ => self.dice.between(15, 20) * 5,
        };
        let discount = Decimal::new(percent, 2);
        Line {
            publication: publication + 1,
            place: place.id,
            size: place.size,
            list_price,
            discount,
            unit_price: money::unit_price(list_price, discount),
            surcharge: None,
            insertions,
            withdrawn: Vec::new(),
        }
    }

    /// The preferred media are for cosmetics only, the cosmetics magazine for what is sold beside cosmetics.
    fn publication(&mut self, industry: &str) -> usize {
        match industry {
            "cosmetics" => self.dice.weighed(&[3.0, 4.0, 2.0, 2.0, 1.0, 1.0, 0.6, 1.0, 0.6, 0.6]),
            "household" | "medicine" => self.dice.weighed(&[3.0, 2.0, 2.0, 2.0]),
            _ => self.dice.weighed(&[4.0, 0.0, 0.0, 3.0]),
        }
    }

    fn place(&mut self, publication: usize, insertions: &[(usize, NaiveDate)], size: f64) -> Place {
        let places = self.media[publication].places.clone();
        let weights: &[f64] = match size {
            s if s > 9.0 => &[3.0, 2.0, 1.0, 2.0, 1.0, 4.0, 1.0, 0.0, 0.0],
            s if s > 3.0 => &[0.5, 0.5, 1.0, 0.5, 1.0, 0.7, 5.0, 1.0, 0.5],
            _ => &[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 3.0, 5.0],
        };
        let wanted = places[self.dice.weighed(weights)];
        let free =
            !wanted.once || insertions.iter().all(|(issue, _)| !self.taken.contains(&(*issue, wanted.id)));
        let place = if free { wanted } else { places[6] };
        if place.once {
            self.taken.extend(insertions.iter().map(|(issue, _)| (*issue, place.id)));
        }
        place
    }
}

/// Branches have an assistant each; the two of the centre share the offices.
fn assistant(dept: usize, order: usize) -> usize {
    person(match DEPARTMENTS[dept - 1].0 {
        "SH" => "zhout",
        "GZ" => "fengl",
        "SZ" => "dingx",
        _ if order.is_multiple_of(2) => "sunl",
        _ => "yangf",
    })
}
