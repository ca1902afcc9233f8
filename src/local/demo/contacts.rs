//! The 1,100 contacts: who decides, who pays, whose birthday is near.

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::{customers::Customer, day, dice::Dice, people_names, spelling::spell};

/// How many.
pub const COUNT: usize = 1_100;
const LUNAR: usize = 30;
/// Days from today on which a contact has a birthday; on no other day within two weeks anybody has.
const NEAR: [i64; 8] = [0, 1, 3, 4, 6, 8, 10, 13];

/// A contact, as activities need it.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// Its id.
    pub id: usize,
    /// Where he works.
    pub customer: usize,
    /// His name.
    pub name: String,
    woman: bool,
    job: &'static str,
    key: bool,
    decides: bool,
    pays: bool,
}

/// Those of the golden company, with their customers.
const FIRST: [(usize, &str, bool, &str, bool, bool, bool); 6] = [
    (1, "林雅琴", true, "市场总监", true, true, false),
    (1, "许会明", false, "财务经理", false, false, true),
    (2, "沈晨", false, "总经理", true, true, true),
    (3, "梁月", true, "品牌经理", true, true, false),
    (4, "郑江", false, "销售副总", true, true, true),
    (5, "方圆", true, "推广主管", false, false, false),
];

/// All contacts. Each customer has one, the 25 that count most have three; in half of these the key contact is not who
/// decides, and in three nobody is known who does.
pub fn contacts(customers: &[Customer]) -> Vec<Contact> {
    let mut dice = Dice::of("contacts");
    let mut all: Vec<Contact> = Vec::with_capacity(COUNT);
    for (customer, name, woman, job, key, decides, pays) in FIRST {
        let id = all.len() + 1;
        all.push(Contact { id, customer, name: name.to_owned(), woman, job, key, decides, pays });
    }
    let mut add = |dice: &mut Dice, customer: usize, job, key, decides, pays| {
        let (name, woman) = people_names::person(dice);
        all.push(Contact { id: all.len() + 1, customer, name, woman, job, key, decides, pays });
        all.len()
    };
    for (n, c) in customers.iter().filter(|c| c.key && c.id > 5).enumerate() {
        let unknown = n < 3;
        add(&mut dice, c.id, "市场总监", true, !unknown && n % 2 == 0, false);
        add(&mut dice, c.id, "总经理", false, !unknown && n % 2 == 1, false);
        add(&mut dice, c.id, "财务经理", false, false, true);
    }
    for c in customers.iter().filter(|c| !c.key && c.id > 5) {
        let (key, decides) = (dice.percent(60), dice.percent(70));
        let job = *dice.pick(&["市场总监", "总经理", "品牌经理", "销售副总"]);
        add(&mut dice, c.id, job, key, decides, false);
    }
    let mut more: Vec<&Customer> = customers.iter().filter(|c| c.id > 5 && c.status != "archived").collect();
    dice.shuffle(&mut more);
    for c in more.iter().cycle() {
        let job = *dice.pick(&["财务经理", "媒介主管", "市场专员", "采购主管", "总经理助理"]);
        if add(&mut dice, c.id, job, false, false, job == "财务经理") == COUNT {
            break;
        }
    }
    all
}

/// Rows of `kehu.contact`.
pub fn rows(contacts: &[Contact], customers: &[Customer], today: NaiveDate) -> Vec<Value> {
    let mut dice = Dice::of("contact rows");
    let mut order: Vec<usize> = (1..contacts.len()).collect();
    dice.shuffle(&mut order);
    let birthdays = birthdays(order, contacts.len(), today, &mut dice);
    let row = |(contact, birthday): (&Contact, &Option<Birthday>)| {
        contact_row(contact, &customers[contact.customer - 1], birthday.as_ref(), &mut dice)
    };
    contacts.iter().zip(&birthdays).map(row).collect()
}

/// Calendar, month, day.
type Birthday = (&'static str, u32, u32);

/// The first contact and seven others have theirs within two weeks, thirty by the moon, half of the others some other day.
fn birthdays(order: Vec<usize>, contacts: usize, today: NaiveDate, dice: &mut Dice) -> Vec<Option<Birthday>> {
    let solar = |on: NaiveDate| Some(("solar", on.month(), on.day()));
    let mut all = vec![None; contacts];
    let mut order = order.into_iter();
    all[0] = solar(day::plus(today, NEAR[2]));
    for (n, days) in NEAR.iter().enumerate().filter(|(n, _)| *n != 2) {
        let who = order.next().unwrap_or(n);
        all[who] = solar(day::plus(today, *days));
    }
    for who in order.by_ref().take(LUNAR) {
        // The lunar month lags the solar one by three to seven weeks: far from the next two weeks in any year.
        let on = day::plus(today, dice.between(60, 290));
        all[who] = Some(("lunar", on.month(), dice.between(1, 29) as u32));
    }
    for who in order.take(contacts / 2) {
        all[who] = solar(day::plus(today, dice.between(20, 360)));
    }
    all
}

fn contact_row(
    contact: &Contact,
    customer: &Customer,
    birthday: Option<&Birthday>,
    dice: &mut Dice,
) -> Value {
    let (pinyin, initials) = spell(&contact.name);
    let made = day::at(customer.since, 11, contact.id as i64 % 60);
    let depth = if contact.key { dice.between(3, 5) } else { dice.between(1, 4) };
    let influence = if contact.decides { "high" } else { *dice.pick(&["high", "medium", "medium", "low"]) };
    let department = match contact.job {
        "财务经理" => "财务部",
        "采购主管" => "采购部",
        "总经理" | "总经理助理" => "总经办",
        _ => "市场部",
    };
    json!({
        "id": contact.id, "version": 1, "intent": dice.uuid(), "customer_id": contact.customer, "name": contact.name, "pinyin": pinyin,
        "initials": initials, "gender": if contact.woman { "f" } else { "m" }, "job_title": contact.job, "dept_name": department,
        "mobile": format!("139{:04}{:04}", 1_000 + contact.id, dice.between(0, 9_999)),
        "email": dice.percent(70).then(|| format!("{initials}{}@example.com", contact.id)),
        "wechat": dice.percent(50).then(|| format!("{pinyin}_{}", contact.id)),
        "relation_depth": depth, "influence": influence, "is_key": contact.key, "is_decider": contact.decides,
        "is_payer": contact.pays, "do_not_contact": dice.percent(2), "status": if !contact.key && dice.percent(4) { "left" } else { "active" },
        "birth_calendar": birthday.map(|b| b.0), "birth_month": birthday.map(|b| b.1), "birth_day": birthday.map(|b| b.2), "birth_leap": false,
        "created_by": customer.owner, "created_at": made, "updated_at": made,
    })
}
