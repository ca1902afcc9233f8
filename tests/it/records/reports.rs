//! P9 to P12 and P24 on the golden company, worked out by hand; and every cell of them, for every login, is the list behind it.

use chrono::NaiveDate;
use diesel::{PgConnection, connection::SimpleConnection};
use kehu::{
    db,
    domain::{
        entity,
        field::Shape,
        filter::ListQuery,
        kind::Kind,
        query::{self, Meaning},
        report::{self, Asked},
        value::Value,
    },
    entry::lexicon::Labels,
    i18n::Lang,
    store::{PEOPLE, Reply, Request},
};
use rust_decimal::Decimal;

use super::queries::dictionaries;
use crate::support::TestDb;

/// What the reports need beside the figures of the page: last contacts of 12, 31 and 132 days ago, a customer of March, a change by a
/// person, and things that are missing.
fn company() -> TestDb {
    let golden = TestDb::golden();
    golden
        .as_login("john")
        .batch_execute("update kehu.customer set source = 'own' where id = 1")
        .expect("a change");
    golden
        .admin()
        .batch_execute(
            "alter table kehu_priv.audit disable trigger user;
             update kehu_priv.audit set at = '2002-03-10 10:00+08' where kind = 'customer' and record_id = 1;
             alter table kehu_priv.audit enable trigger user;
             alter table kehu.customer disable trigger user; alter table kehu.contact disable trigger user;
             update kehu.customer set last_contact_at = '2002-03-01 09:00+08', phone = null where id = 2;
             update kehu.customer set last_contact_at = '2002-02-10 09:00+08' where id = 3;
             update kehu.customer set last_contact_at = '2001-11-01 09:00+08', industry = null where id = 4;
             update kehu.customer set created_at = '2002-03-04 09:00+08' where id = 5;
             update kehu.contact set is_decider = false where customer_id = 1;
             update kehu.contact set deleted_at = now() where customer_id = 3;
             delete from kehu.contact_mobile m using kehu.contact k where k.id = m.contact_id and k.customer_id = 5;
             update kehu.contact_card b set mobile_masked = null from kehu.contact k where k.id = b.contact_id and k.customer_id = 5;
             insert into kehu.dup_candidate (first_id, second_id, score, reason, first_name, second_name, first_owner_id, first_dept_id, second_owner_id, second_dept_id)
               select a.id, b.id, 60, 'similar', a.name, b.name, a.owner_id, a.dept_id, b.owner_id, b.dept_id from kehu.customer a, kehu.customer b where a.id = 1 and b.id = 2;
             alter table kehu.customer enable trigger user; alter table kehu.contact enable trigger user;",
        )
        .expect("the company of the reports");
    golden
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn asked(id: &str, by: &[&str]) -> Asked {
    Asked {
        report: report::find(id).expect(id),
        period: (day("2002-03-01"), day("2002-03-31")),
        as_of: None,
        by: by.iter().map(|side| (*side).to_owned()).collect(),
        choice: None,
    }
}

pub(super) fn read(conn: &mut PgConnection, asked: &Asked) -> (Vec<Vec<Value>>, Vec<Vec<Value>>) {
    match db::answer::answer(conn, Lang::En, &Request::Report(asked.clone())) {
        Ok(Reply::Report { rows, headline }) => (rows, headline),
        other => panic!("{asked:?}: {other:?}"),
    }
}

/// Rows as they are written by hand.
pub(super) fn told(rows: &[Vec<Value>]) -> Vec<String> {
    let cell = |value: &Value| if value.is_empty() { "-".to_owned() } else { value.plain() };
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn the_reports_of_the_golden_company_are_those_worked_out_by_hand() {
    let company = company();
    let mut conn = company.as_login("liuzy");
    let mut rows = |id: &str, by: &[&str]| told(&read(&mut conn, &asked(id, by)).0);
    assert_eq!(
        rows("P9", &["industry", "value_grade"]),
        [
            "cars b 1 0.2000",
            "cosmetics a 1 0.2000",
            "household a 1 0.2000",
            "property c 1 0.2000",
            "- b 1 0.2000"
        ]
    );
    assert_eq!(rows("P9", &["status"]), ["active - 4 0.8000", "normal - 1 0.2000"]);
    assert_eq!(
        rows("P9", &["source", "status"])[..2],
        ["assigned normal 1 0.2000", "campaign active 1 0.2000"]
    );
    // Owner, department, customers, new, changed, contacted, never, 7, 15, 30, 90, 180 days.
    assert_eq!(
        rows("P10", &[]),
        [
            "张伟 上海分公司 1 1 0 0 1 0 0 0 0 0",
            "王约翰 上海分公司 1 0 1 1 0 0 0 0 0 0",
            "李娜 上海分公司 1 0 0 0 0 1 0 0 0 0",
            "黄志强 广州分公司 1 0 0 0 0 1 1 1 0 0",
            "何静 武汉办事处 1 0 0 0 0 1 1 1 1 0",
        ]
    );
    assert_eq!(
        rows("P11", &[]),
        [
            "1 上海雅韵化妆品有限公司 120000.00 0.3261 0.3261",
            "2 广州蓝月日化有限公司 100000.00 0.2717 0.5978",
            "3 上海晨光汽车销售有限公司 88000.00 0.2391 0.8370",
            "4 武汉长江酒业有限公司 60000.00 0.1630 1.0000",
        ]
    );
    // First owner, new customers, new opportunities and their amount, first orders and their amount, other orders and theirs.
    assert_eq!(
        rows("P12", &[]),
        [
            "张伟 1 0 0.00 0 0.00 0 0.00",
            "李娜 0 0 0.00 1 88000.00 0 0.00",
            "黄志强 0 0 0.00 1 100000.00 0 0.00"
        ]
    );
    // Owner, customers, without contact, phone, industry, decision maker; contacts, without mobile; pairs.
    assert_eq!(
        rows("P24", &[]),
        [
            "张伟 1 0 0 0 0 1 1 0",
            "王约翰 1 0 0 0 1 2 0 1",
            "李娜 1 0 1 0 0 1 0 0",
            "黄志强 1 1 0 0 0 0 0 0",
            "何静 1 0 0 1 0 1 0 0",
        ]
    );
    // Customers, amount, the first fifth and what it brings, how many bring 80 %, of all.
    assert_eq!(told(&read(&mut conn, &asked("P11", &[])).1), ["4 368000.00 1 0.3261 3 0.7500"]);
    let receipts = Asked { choice: Some("receipts".into()), ..asked("P11", &[]) };
    assert_eq!(told(&read(&mut conn, &receipts).1), ["2 75000.00 1 0.6667 2 1.0000"]);
    // On a day before the last contacts: that of activities alone is known.
    let before = Asked { as_of: Some(day("2002-03-05")), ..asked("P10", &[]) };
    let john = told(&read(&mut conn, &before).0).into_iter().find(|row| row.starts_with("王约翰"));
    assert_eq!(john.as_deref(), Some("王约翰 上海分公司 1 0 1 1 0 0 0 0 0 0"), "he called the day before");
    let early = |as_of: &str| Asked { as_of: Some(day(as_of)), ..asked("P11", &[]) };
    assert_eq!(told(&read(&mut conn, &early("2002-02-01")).1), ["1 60000.00 1 1.0000 1 1.0000"]);
}

/// The words of the list behind a column of a row.
fn behind(id: &str, column: &str, row: &[Value], login: &dyn Fn(&str) -> String) -> Option<String> {
    const MARCH: &str = "2002-03-01..2002-03-31";
    let who = |n: usize| if row[n].is_empty() { String::new() } else { login(row[n].str()) };
    let days = column.strip_prefix("days_");
    let care = |rest: &str| {
        Some(format!("customer -status:archived owner:@{} department:\"{}\" {rest}", who(0), row[1].str()))
    };
    let kept = |kind: &str, rest: &str| Some(format!("{kind} owner:@{} {rest}", who(0)));
    let first = |kind: &str, field: &str, rest: &str| match row[0].is_empty() {
        true => Some(format!("{kind} (no:{field} or no:customer.*) {rest}")),
        false => Some(format!("{kind} {field}:@{} {rest}", who(0))),
    };
    match (id, column) {
        ("P10", "customers") => care(""),
        ("P10", "created") => care(&format!("created_at:{MARCH}")),
        ("P10", "changed") => care(&format!("changed:{MARCH}")),
        ("P10", "contacted") => care(&format!("activity.contacted_at:{MARCH}")),
        ("P10", "never") => care("no:last_contact_at"),
        ("P10", _) => care(&format!("last_contact_at:..-{}d", days?)),
        ("P11", "amount") => {
            Some(format!("order counted:yes signed_on:>-1y signed_on:<=today customer:\"{}\"", row[1].str()))
        }
        ("P12", "customers") => first("customer", "first_owner", &format!("created_at:{MARCH}")),
        ("P12", "opportunities" | "opportunity_amount") => {
            first("opportunity", "first_owner", &format!("created_at:{MARCH}"))
        }
        ("P12", "first_orders" | "first_amount") => {
            first("order", "customer.first_owner", &format!("counted:yes is:first signed_on:{MARCH}"))
        }
        ("P12", "more_orders" | "more_amount") => {
            first("order", "customer.first_owner", &format!("counted:yes -is:first signed_on:{MARCH}"))
        }
        ("P24", "customers") => kept("customer", ""),
        ("P24", "no_contact") => kept("customer", "no:contact"),
        ("P24", "no_phone") => kept("customer", "no:phone"),
        ("P24", "no_industry") => kept("customer", "no:industry"),
        ("P24", "no_decider") => kept("customer", "is:no_decider"),
        ("P24", "contacts") => kept("contact", ""),
        ("P24", "no_mobile") => kept("contact", "no:mobile"),
        ("P24", "duplicates") => Some(format!("dup_candidate first_owner:@{} state:open", who(0))),
        _ => None,
    }
}

/// How many rows the words mean, and what their amounts add up to.
pub(super) fn list(conn: &mut PgConnection, words: &str, labels: &Labels) -> (i64, Decimal) {
    let reading = query::read(words, Kind::Customer, labels);
    assert_eq!(reading.faults, [], "{words}");
    let kind = reading.query.kind.expect(words);
    let meaning =
        Meaning { today: day("2002-03-13"), me: 0, person: None, param: &|_| None, view: &|_, _| None };
    let filter = query::filter(&reading.query.rows, kind, &meaning).expect(words);
    let page = db::list(conn, &ListQuery::of(kind).filter(filter).limit(1000)).expect(words);
    assert!(!page.more, "{words}");
    let amount = if kind == Kind::Opportunity { "amount" } else { "net_amount" };
    let amounts = page.rows.iter().filter_map(|row| row.get(amount).decimal());
    (page.rows.len() as i64, amounts.sum())
}

pub(super) const LOGINS: [&str; 11] =
    ["liuzy", "chenm", "zhangw", "john", "lina", "zhaom", "huangzq", "sunl", "zhout", "wug", "hej"];

#[test]
fn every_cell_is_the_list_behind_it_for_every_login() {
    let company = company();
    let mut tried = 0;
    for login in LOGINS {
        let mut conn = company.as_login(login);
        let words = dictionaries(&mut conn);
        let labels = Labels { dictionaries: Some(&words) };
        let called = |name: &str| {
            let found = words[PEOPLE].iter().find(|(_, known, _)| known == name);
            found.map_or_else(String::new, |(login, ..)| login.clone())
        };
        for id in ["P10", "P11", "P12", "P24"] {
            let asked = asked(id, &[]);
            let (rows, _) = read(&mut conn, &asked);
            for row in &rows {
                for ((column, _), value) in asked.report.columns.iter().zip(row) {
                    let Some(text) = behind(id, column, row, &called) else { continue };
                    let (count, sum) = list(&mut conn, &text, &labels);
                    match value {
                        Value::Money(amount) => assert_eq!(*amount, sum, "{login} {id} {column}: {text}"),
                        Value::Int(n) => assert_eq!(*n, count, "{login} {id} {column}: {text}"),
                        other => panic!("{login} {id} {column}: {other:?}"),
                    }
                    tried += 1;
                }
            }
        }
        tried += distributions(&mut conn, login, &labels);
    }
    println!("{tried} cells");
    assert!(tried > 600, "{tried} cells");
}

/// P9 by any two sides; the parts are those of all that the reader sees.
fn distributions(conn: &mut PgConnection, login: &str, labels: &Labels) -> usize {
    let (all, _) = list(conn, "customer", labels);
    let mut tried = 0;
    for (n, side) in report::SIDES.into_iter().enumerate() {
        let across = report::SIDES[(n + 3) % report::SIDES.len()];
        let asked = asked("P9", &[side, across]);
        let (rows, _) = read(conn, &asked);
        let counted = |row: &Vec<Value>| row[2].decimal().unwrap_or_default();
        assert_eq!(rows.iter().map(counted).sum::<Decimal>(), Decimal::from(all), "{login} {side} {across}");
        for row in rows {
            let part = |side: &str, value: &Value| match (
                value.is_empty(),
                entity::def(Kind::Customer).field(side).map(|it| it.shape),
            ) {
                (true, _) => format!("no:{side}"),
                (false, Some(Shape::Link(_))) => format!("{side}:#{}", value.str()),
                (false, Some(Shape::Text)) => format!("{side}:=\"{}\"", value.str()),
                (false, _) => format!("{side}:{}", value.str()),
            };
            let text = format!("customer {} {}", part(side, &row[0]), part(across, &row[1]));
            let (count, _) = list(conn, &text, labels);
            assert_eq!(row[2], Value::Int(count), "{login}: {text}");
            let share = (Decimal::from(count) / Decimal::from(all)).round_dp(4);
            assert_eq!(row[3].decimal(), Some(share), "{login}: {text}");
            tried += 1;
        }
    }
    tried
}
