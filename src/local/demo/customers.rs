//! The 600 customers and what they are worth to the company.

use chrono::NaiveDate;

use super::{
    company_names::{self, AWKWARD, INDUSTRIES},
    day,
    dice::Dice,
    organisation::{DEPARTMENTS, PEOPLE, department, person},
};

/// How many.
pub const COUNT: usize = 600;
const AGENCIES: usize = 40;
const TWINS: usize = 20;

/// A customer, as the rest of the company needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct Customer {
    /// Its id.
    pub id: usize,
    /// As registered.
    pub name: String,
    /// As people call it.
    pub short: String,
    /// `advertiser`, `agency` or `both`.
    pub kind: &'static str,
    /// Code in dictionary `industry`.
    pub industry: &'static str,
    /// Town of its department.
    pub city: &'static str,
    /// Who owns it.
    pub owner: usize,
    /// The owner's department.
    pub dept: usize,
    /// `active`, `normal` or `archived`.
    pub status: &'static str,
    /// One of the 25 that count most.
    pub key: bool,
    /// May be named to others.
    pub reference: bool,
    /// No order without a contract.
    pub needs_contract: bool,
    /// How much it spends, 1 is usual.
    pub weight: f64,
    /// When it was entered.
    pub since: NaiveDate,
}

/// The first five are those of the golden company, with their owners.
const FIRST: [(&str, &str, &str, &str); 5] = [
    ("上海雅韵化妆品有限公司", "雅韵", "cosmetics", "john"),
    ("上海晨光汽车销售有限公司", "晨光", "cars", "lina"),
    ("广州蓝月日化有限公司", "蓝月", "household", "huangzq"),
    ("武汉长江酒业有限公司", "长江", "liquor", "hej"),
    ("上海东方置业有限公司", "东方", "property", "zhangw"),
];

/// All customers, in the order of their ids.
pub fn customers(today: NaiveDate) -> Vec<Customer> {
    let mut making = Making::new(today);
    for (name, short, industry, owner) in FIRST {
        making.add(name.to_owned(), short.to_owned(), "advertiser", industry, person(owner));
    }
    for name in AWKWARD {
        let owner = person(if making.made.len().is_multiple_of(3) { "lina" } else { "john" });
        making.add(name.to_owned(), name.trim().chars().take(4).collect(), "advertiser", "cosmetics", owner);
    }
    for n in 0..AGENCIES {
        making.agency(if n.is_multiple_of(6) { "both" } else { "agency" });
    }
    for n in 0..TWINS {
        making.twins(n);
    }
    while making.made.len() < COUNT {
        making.advertiser();
    }
    finish(making, today)
}

struct Making {
    dice: Dice,
    brands: Vec<String>,
    salespeople: Vec<usize>,
    weights: Vec<f64>,
    made: Vec<Customer>,
    today: NaiveDate,
}

impl Making {
    fn new(today: NaiveDate) -> Self {
        let mut dice = Dice::of("customers");
        let brands = company_names::brands(&mut dice);
        let sells = |role: &str| matches!(role, "sp" | "sd");
        let salespeople: Vec<usize> = PEOPLE
            .iter()
            .enumerate()
            .filter(|(_, p)| sells(p.2) && p.3 != "HQ")
            .map(|(n, _)| n + 1)
            .collect();
        let weight = |id: &usize| match PEOPLE[id - 1] {
            ("john", ..) => 2.0,
            (_, _, "sd", ..) => 0.3,
            _ => 1.0,
        };
        let weights = salespeople.iter().map(weight).collect();
        Self { dice, brands, salespeople, weights, made: Vec::new(), today }
    }

    fn owner(&mut self) -> usize {
        self.salespeople[self.dice.weighed(&self.weights)]
    }

    fn brand(&mut self) -> String {
        self.brands.pop().unwrap_or_default()
    }

    fn trade(&mut self) -> (&'static str, &'static str) {
        let shares: Vec<f64> = INDUSTRIES.iter().map(|(_, share, _)| *share).collect();
        let (code, _, trades) = INDUSTRIES[self.dice.weighed(&shares)];
        (code, trades[self.dice.below(3)])
    }

    fn agency(&mut self, kind: &'static str) {
        let (owner, brand) = (self.owner(), self.brand());
        let name = company_names::agency(city_of(owner), &brand, &mut self.dice);
        self.add(name, brand, kind, "other", owner);
    }

    fn advertiser(&mut self) {
        let (owner, brand, (industry, trade)) = (self.owner(), self.brand(), self.trade());
        let name = company_names::company(city_of(owner), &brand, trade, &mut self.dice);
        self.add(name, brand, "advertiser", industry, owner);
    }

    fn twins(&mut self, n: usize) {
        let (owner, brand, (industry, trade)) = (self.owner(), self.brand(), self.trade());
        let (one, other) = company_names::twin(n, city_of(owner), &brand, trade);
        let colleague = self.owner();
        self.add(one, brand.clone(), "advertiser", industry, owner);
        self.add(other, brand, "advertiser", industry, colleague);
    }

    fn add(&mut self, name: String, short: String, kind: &'static str, industry: &'static str, owner: usize) {
        let weight = self.dice.log_normal(1.68);
        let age = if self.made.len() + 40 < COUNT { (400, 2_000) } else { (1, 90) };
        let since = day::plus(self.today, -self.dice.between(age.0, age.1));
        self.made.push(Customer {
            id: self.made.len() + 1,
            name,
            short,
            kind,
            industry,
            city: city_of(owner),
            owner,
            dept: department(PEOPLE[owner - 1].3),
            status: "normal",
            key: false,
            reference: false,
            needs_contract: false,
            weight,
            since,
        });
    }
}

/// Status, and who is special: the heavier, the more important.
fn finish(making: Making, today: NaiveDate) -> Vec<Customer> {
    let Making { mut dice, mut made, .. } = making;
    made[0].weight = 9.0;
    let mut by_weight: Vec<usize> = (0..made.len()).filter(|n| made[*n].kind == "advertiser").collect();
    by_weight.sort_by(|a, b| made[*b].weight.total_cmp(&made[*a].weight));
    let old = |c: &Customer| day::between(c.since, today) > 365;
    let top: Vec<usize> = by_weight.iter().copied().filter(|n| old(&made[*n])).take(25).collect();
    for n in &top {
        (made[*n].key, made[*n].status) = (true, "active");
    }
    for n in top.iter().step_by(2).take(12) {
        made[*n].reference = true;
    }
    for c in &mut made[..4] {
        c.status = "active";
    }
    let mut rest: Vec<usize> = (5..made.len()).filter(|n| !top.contains(n)).collect();
    dice.shuffle(&mut rest);
    let active = COUNT * 45 / 100 - made.iter().filter(|c| c.status == "active").count();
    let archived = COUNT * 15 / 100;
    for n in &rest[..active] {
        made[*n].status = "active";
    }
    let quiet: Vec<usize> =
        rest[active..].iter().copied().filter(|n| old(&made[*n])).take(archived).collect();
    for n in quiet {
        made[n].status = "archived";
    }
    for n in rest.iter().rev().take(15) {
        made[*n].needs_contract = made[*n].status == "normal";
    }
    made
}

/// The town of a person's department.
pub fn city_of(person: usize) -> &'static str {
    let dept = department(PEOPLE[person - 1].3);
    DEPARTMENTS[dept - 1].3
}
