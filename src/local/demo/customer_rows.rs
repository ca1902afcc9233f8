//! The customers as rows of their tables: the customer, its card, its invoice title.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{customers::Customer, day, dice::Dice, people_names, spelling::spell};
use crate::domain::credit_code;

/// Rows of `kehu.customer`.
pub fn customer_rows(customers: &[Customer], today: NaiveDate) -> Vec<Value> {
    let mut dice = Dice::of("customer rows");
    customers.iter().map(|customer| customer_row(customer, today, &mut dice)).collect()
}

fn customer_row(c: &Customer, today: NaiveDate, dice: &mut Dice) -> Value {
    let (pinyin, initials) = spell(&c.name);
    let made = day::at(c.since, dice.between(9, 17), dice.between(0, 59));
    let touched = day::between(c.since, today).min(dice.between(0, 300));
    let grade = match c.weight {
        w if w > 4.0 => "a",
        w if w > 1.0 => "b",
        _ => "c",
    };
    json!({
        "id": c.id, "version": 1, "intent": dice.uuid(), "code": format!("CU-{:05}", c.id), "name": c.name, "pinyin": pinyin, "initials": initials,
        "kind": c.kind, "uscc": dice.percent(60).then(|| credit_code(c)),
        "source": *dice.pick(&["visit", "campaign", "introduced", "assigned", "own", "other"]),
        "value_grade": grade, "industry": c.industry,
        "relation_level": if c.key { "5".to_owned() } else { dice.between(1, 4).to_string() },
        "status": c.status, "is_key": c.key, "is_reference": c.reference, "city": c.city,
        "phone": format!("{}-{}{}", area(c.city), dice.between(5, 8), dice.digits(7)),
        "credit_limit": c.key.then(|| (dice.between(20, 90) * 100_000).to_string()),
        "default_pay_days": *dice.pick(&[0, 0, 0, 15, 30, -7]), "needs_contract": c.needs_contract,
        "next_contact_on": (c.status == "active" && dice.percent(50)).then(|| day::plus(today, dice.between(-5, 25))),
        "owner_id": c.owner, "dept_id": c.dept, "first_owner_id": c.owner, "created_by": c.owner,
        "created_at": made, "updated_at": if touched == 0 { made.clone() } else { day::at(day::plus(today, -touched), 10, c.id as i64 % 60) },
    })
}

/// Of a sort that the registries do not give out.
fn credit_code(c: &Customer) -> String {
    let first = format!("99{:06}MA{:07}", 310_000 + c.dept, c.id);
    let digit = credit_code::digit(&first);
    first + &digit.map(String::from).unwrap_or_default()
}

/// What goes onto the cards, which the customers' own trigger makes: objects with `customer_id` and the columns of the card.
pub fn card_rows(customers: &[Customer]) -> Vec<Value> {
    let mut dice = Dice::of("cards");
    let row = |c: &Customer| {
        let street = dice.pick(&["人民路", "中山路", "解放大道", "建设路", "长江路", "南京东路", "和平街"]);
        json!({
            "customer_id": c.id, "short_name": c.short, "province": province(c.city), "postcode": dice.digits(6),
            "address": format!("{}{street}{}号{}室", c.city, dice.between(1, 999), dice.between(101, 2_905)),
            "website": format!("www.c{:05}.example.com", c.id),
            "introducer": dice.percent(15).then(|| people_names::person(&mut dice).0),
            "archive_reason": (c.status == "archived").then(|| *dice.pick(&["一年未投放", "公司已注销", "转由代理公司投放", "业务方向调整"])),
            "reference_text": c.reference.then(|| format!("{}连续三年投放封底与跨页,经销商咨询量上升,可安排参观。", c.short)),
            "note": dice.percent(20).then(|| *dice.pick(&["预算在每年十月定稿", "付款前要先寄样刊和发票", "只接受右页", "重视版面调性,不与竞品同期", "财务每周五付款"])),
            "tags": if c.key { vec!["重点"] } else { vec![] },
        })
    };
    customers.iter().map(row).collect()
}

/// Rows of `kehu.invoice_title`; archived customers need none.
pub fn title_rows(customers: &[Customer]) -> Vec<Value> {
    let mut dice = Dice::of("titles");
    let mut rows = Vec::new();
    for c in customers.iter().filter(|c| c.status != "archived") {
        let made = day::at(c.since, 17, 30);
        rows.push(json!({
            "id": rows.len() + 1, "version": 1, "customer_id": c.id, "kind": "company", "title": c.name.trim(),
            "tax_no": format!("99{}", dice.digits(13)), "bank": format!("{}银行{}分行", dice.pick(&["示例", "样本", "演示"]), c.city),
            "account": dice.digits(16), "is_default": true, "created_at": made, "updated_at": made,
        }));
    }
    rows
}

fn area(city: &str) -> &'static str {
    match city {
        "北京" => "010",
        "上海" => "021",
        "广州" => "020",
        "深圳" => "0755",
        "南京" => "025",
        "杭州" => "0571",
        "青岛" => "0532",
        "沈阳" => "024",
        "西安" => "029",
        "厦门" => "0592",
        _ => "027",
    }
}

fn province(city: &str) -> &'static str {
    match city {
        "北京" => "北京",
        "上海" => "上海",
        "广州" | "深圳" => "广东",
        "南京" => "江苏",
        "杭州" => "浙江",
        "青岛" => "山东",
        "沈阳" => "辽宁",
        "西安" => "陕西",
        "厦门" => "福建",
        _ => "湖北",
    }
}
