//! The 80 leads: some new, some worked on, some that became customers, some dropped.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{customers::Customer, day, dice::Dice, people_names, spelling::spell};

/// How many.
pub const COUNT: usize = 80;

const FIRST: [&str; 20] = [
    "朗逸", "清禾", "沐白", "星澜", "云起", "青黛", "亦初", "知夏", "临风", "素简", "北屿", "南枝", "拾光",
    "听泉", "归野", "远岫", "微澜", "映雪", "长亭", "问渠",
];
const TRADES: [(&str, &str); 4] =
    [("护肤品", "cosmetics"), ("汽车用品", "cars"), ("服饰", "fashion"), ("茶酒", "liquor")];

/// Rows of `kehu.lead`, each of somebody who has customers in his town.
pub fn rows(customers: &[Customer], today: NaiveDate) -> Vec<Value> {
    let mut dice = Dice::of("leads");
    let owned: Vec<&Customer> = customers.iter().filter(|c| c.status == "active").collect();
    (0..COUNT).map(|n| row(n, owned[n * 7 % owned.len()], today, &mut dice)).collect()
}

fn row(n: usize, of: &Customer, today: NaiveDate, dice: &mut Dice) -> Value {
    let (trade, industry) = TRADES[n / FIRST.len() % TRADES.len()];
    let state = ["new", "new", "working", "working", "working", "converted", "dropped", "new"][n % 8];
    let open = matches!(state, "new" | "working");
    let made = day::plus(today, -dice.between(10, 90));
    let became = (state == "converted").then_some(of.id);
    // What became a customer has his name.
    let name =
        became.map_or(format!("{}{}{trade}公司", of.city, FIRST[n % FIRST.len()]), |_| of.name.clone());
    let (pinyin, initials) = spell(&name);
    let touched = (state != "new").then(|| day::at(day::plus(today, -dice.between(1, 9)), 10, n as i64 % 60));
    json!({
        "id": n + 1, "version": 1, "intent": dice.uuid(), "name": name, "pinyin": pinyin, "initials": initials,
        "contact_name": people_names::person(dice).0, "job_title": *dice.pick(&["市场总监", "总经理", "品牌经理", "采购"]),
        "mobile": format!("139{:08}", 20_000_000 + n), "city": of.city,
        "source": *dice.pick(&["visit", "campaign", "introduced", "own", "other"]), "industry": industry,
        "interest": *dice.pick(&["想了解封底档期", "看过样刊,问年度折扣", "新品秋季上市", "比较三家媒体"]),
        "state": state, "drop_reason": (state == "dropped").then(|| *dice.pick(&["预算取消", "只做线下渠道", "联系不上"])),
        "next_contact_on": open.then(|| day::plus(today, dice.between(-6, 14))),
        "last_contact_at": touched, "customer_id": became,
        "converted_at": became.map(|_| day::at(day::plus(today, -dice.between(1, 9)), 15, n as i64 % 60)),
        "owner_id": of.owner, "dept_id": of.dept, "first_owner_id": of.owner, "created_by": of.owner,
        "created_at": day::at(made, 9, n as i64 % 60), "updated_at": day::at(made, 9, n as i64 % 60),
    })
}
